"""Sums, remainders, superlatives and look-ups over the enumerations of an invented report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from computed_report import asking, the_reading

from answer.ask import Asker
from answer.series import read_series
from answer.series_parts import Series
from check.arithmetic import replay
from check.guard import unsupported
from ingest.report import AnswerKind


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(tmp_path_factory) as opened:
        yield opened


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> list[Series]:
    folder: Path = tmp_path_factory.mktemp("series")
    return read_series(the_reading(folder))


def told(series: list[Series], role: str, first: str) -> Series:
    return next(s for s in series if s.role == role and s.members[0].figure.text == first)


def test_an_enumeration_in_a_note_is_a_series_with_its_total(series: list[Series]) -> None:
    dredged = told(series, "", "128 km")
    assert [m.name for m in dredged.members] == ["Xã Hòa Bến", "xã Lộc Sơn", "xã Thạnh Kiều"]
    assert dredged.whole is not None
    assert dredged.whole.text == "312 km"


def test_what_stands_in_every_bracket_is_a_series_of_the_owners(series: list[Series]) -> None:
    branches = told(series, "kênh nhánh", "38 km")
    assert [m.name for m in branches.members] == ["Xã Hòa Bến", "xã Lộc Sơn", "xã Thạnh Kiều"]
    assert [m.figure.text for m in branches.members] == ["38 km", "33 km", "38 km"]


def test_a_bracket_splits_its_own_total(series: list[Series]) -> None:
    split = told(series, "", "51 km")
    assert [m.name for m in split.members] == ["kênh chính", "kênh nhánh"]
    assert split.whole is not None
    assert split.whole.text == "84 km"


def test_bullets_under_a_lead_in_are_a_series(series: list[Series]) -> None:
    readers = next(s for s in series if s.form == "list" and "Thư viện" in s.members[0].name)
    assert [m.figure.text.split()[0] for m in readers.members] == ["4.120", "2.860", "3.305"]


def test_a_column_is_a_series_without_its_total_row(series: list[Series]) -> None:
    trees = next(s for s in series if s.form == "table" and "bóng mát" in s.role)
    assert [m.name for m in trees.members] == ["Hòa Bến", "Lộc Sơn", "Thạnh Kiều"]
    assert trees.whole is not None
    assert trees.whole.text == "4.370"


COMPUTED = {
    "Hòa Bến và Lộc Sơn cộng lại nạo vét bao nhiêu km kênh?": "212 km",
    "Ba xã cộng lại nạo vét bao nhiêu km kênh nhánh?": "109 km",
    "Xã Hòa Bến nạo vét gấp mấy lần xã Lộc Sơn?": "1,52 lần",
    "Kiên cố hóa kênh vượt kế hoạch bao nhiêu km?": "6 km",
    "Năm 2024 có bao nhiêu vụ va chạm đường thủy?": "63 vụ",
    "Năm 2024 bao nhiêu phương tiện đường thủy hư hỏng?": "27 phương tiện",
    "Còn bao nhiêu đơn kiến nghị chưa giải quyết?": "13 đơn",
    "Trước và sau ngày 01/4/2025 số đơn tiếp nhận chênh nhau bao nhiêu?": "17 đơn",
    "Trung tâm Dịch vụ còn trống mấy biên chế?": "4 biên chế",
    "Thư viện Hòa Bến hơn thư viện Lộc Sơn bao nhiêu lượt bạn đọc?": "1.260 lượt",
    "Hòa Bến và Thạnh Kiều cộng lại trồng bao nhiêu cây ăn trái?": "11.300 cây",
    "Lộc Sơn trồng nhiều hơn Hòa Bến bao nhiêu cây ăn trái?": "2.250 cây",
}


@pytest.mark.parametrize(("question", "result"), COMPUTED.items())
def test_a_computed_answer_shows_its_working(asker: Asker, question: str, result: str) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.DERIVED
    assert f" {result} " in answer.text
    assert answer.derivation
    assert replay(answer.derivation).holds
    assert not unsupported(answer.text, [c.quote for c in answer.citations], answer.derivation)


def test_a_printed_total_is_told_and_not_computed(asker: Asker) -> None:
    answer = asker.ask("Ba xã cộng lại nạo vét được bao nhiêu km kênh mương?")
    assert answer.kind is AnswerKind.FOUND
    assert "312 km" in answer.text


EDGES = {
    "Xã nào nạo vét nhiều km kênh chính nhất?": "Xã Hòa Bến: 90 km.",
    "Nguồn nào góp ít tiền nhất cho thủy lợi?": "Nhân dân đóng góp: 1 tỷ 900 triệu đồng.",
    "Thư viện nào phục vụ nhiều bạn đọc nhất?": "Thư viện Hòa Bến: 4.120 lượt.",
    "Xã nào trồng ít cây bóng mát nhất?": "Lộc Sơn: 980 cây.",
    "Xã nào có 980 cây bóng mát?": "Lộc Sơn: 980 cây.",
    "Thư viện nào có 3.305 lượt bạn đọc?": "Thư viện Thạnh Kiều: 3.305 lượt.",
    "Mỗi xã nạo vét bao nhiêu km kênh?": "Xã Hòa Bến: 128 km; xã Lộc Sơn: 84 km; "
    "xã Thạnh Kiều: 100 km.",
    "Xã nào nạo vét 84 km kênh và xã đó trồng bao nhiêu cây ăn trái?": "Xã Lộc Sơn: 84 km. "
    "Lộc Sơn: 7.450 cây.",
}


@pytest.mark.parametrize(("question", "text"), EDGES.items())
def test_a_member_is_named_with_its_figure(asker: Asker, question: str, text: str) -> None:
    assert asker.ask(question).text == text


def test_a_total_that_its_parts_do_not_make_is_told_with_them(asker: Asker) -> None:
    answer = asker.ask("Huyện tổ chức bao nhiêu lớp tập huấn?")
    assert answer.kind is AnswerKind.SEVERAL
    assert answer.text.startswith("Tổ chức 46 lớp tập huấn")
    assert "20 lớp" in answer.text
    assert "16 lớp" in answer.text
    assert "không bằng" in answer.text
    assert not unsupported(answer.text, [c.quote for c in answer.citations])


def test_a_fact_printed_twice_is_told_with_both_places(asker: Asker) -> None:
    answer = asker.ask("Huyện có bao nhiêu hộ dùng nước sạch?")
    assert answer.kind is AnswerKind.SEVERAL
    assert "5.482 hộ" in answer.text
    assert "5.842 hộ" in answer.text


CELLS = {
    "Số cây bóng mát xã Lộc Sơn trồng là bao nhiêu?": "980",
    "Xã Hòa Bến trồng mấy cây ăn trái?": "5.200",
}


@pytest.mark.parametrize(("question", "figure"), CELLS.items())
def test_a_cell_is_found_by_row_and_column(asker: Asker, question: str, figure: str) -> None:
    answer = asker.ask(question)
    assert figure in answer.text
    assert "dòng" in (answer.citations[0].table or "")


@pytest.mark.parametrize(
    "question",
    [
        "Năm 2024 có bao nhiêu vụ cháy rừng?",
        "Năm 2023 có bao nhiêu vụ va chạm đường thủy?",
        "Hòa Bến và Bãi Vàng cộng lại nạo vét bao nhiêu km kênh?",
    ],
)
def test_nothing_is_worked_out_for_another_matter(asker: Asker, question: str) -> None:
    assert asker.ask(question).kind is not AnswerKind.DERIVED
