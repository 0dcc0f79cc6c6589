"""Questions whose answer is not one figure: lists, parts, documents, persons, recipients."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kinds_report import write_report

from answer.ask import Asker
from index.build import add_paths
from index.library import Library


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
