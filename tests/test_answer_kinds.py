"""Questions whose answer is not one figure: lists, parts, documents, persons, recipients."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kinds_report import write_report

from answer.ask import Asker
from index.build import add_paths
from index.library import Library
from ingest.report import AnswerKind


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("cam-sa")
    add_paths([write_report(folder)], folder / "kho")
    library = Library.open(folder / "kho")
    yield Asker(library)
    library.close()


@pytest.mark.parametrize(
    "question",
    ["Báo cáo của huyện Cẩm Sa gửi những đâu?", "UBND huyện gửi báo cáo cho các cơ quan nào?"],
)
def test_recipients_are_told_without_filing_and_copies(asker: Asker, question: str) -> None:
    answer = asker.ask(question)
    assert answer.text == (
        "Báo cáo của UBND huyện Cẩm Sa gửi: UBND tỉnh; Thường trực Huyện ủy; Các phòng, ban."
    )
    assert answer.citations[0].quote.startswith("Nơi nhận")


def test_what_else_was_sent_is_not_the_recipients(asker: Asker) -> None:
    assert "gửi:" not in asker.ask("Báo cáo ban hành ngày nào?").text


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Ba xã kiểu mẫu của huyện là những xã nào?", ("Bãi Nhạn", "Hương Tràm", "Đồng Lác")),
        ("Xã nông thôn mới kiểu mẫu tên gì?", ("Bãi Nhạn", "Hương Tràm", "Đồng Lác")),
        ("Kể tên các sản phẩm OCOP mới được công nhận", ("Nước mắm", "Trà dây")),
        ("ba xa kieu mau cua huyen la nhung xa nao", ("Bãi Nhạn", "Hương Tràm", "Đồng Lác")),
    ],
)
def test_all_names_are_told(asker: Asker, question: str, names: tuple[str, ...]) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.FOUND
    assert all(name in answer.text for name in names), answer.text


@pytest.mark.parametrize(
    "question",
    ["Bốn thôn chưa có điện lưới là những thôn nào?", "Năm xã kiểu mẫu là những xã nào?"],
)
def test_what_is_only_counted_or_counted_otherwise_has_no_names(
    asker: Asker, question: str
) -> None:
    answer = asker.ask(question)
    assert answer.refused, answer.text


def test_parts_are_told_each_with_its_figure(asker: Asker) -> None:
    answer = asker.ask("Chi ngân sách huyện gồm những khoản nào, mỗi khoản bao nhiêu?")
    assert all(part in answer.text for part in ("140.300", "350.700", "21.400")), answer.text
    assert "512.400" not in answer.text
