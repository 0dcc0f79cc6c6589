"""A quote is one printed stretch on one page, and it holds what it is cited for."""

from __future__ import annotations

from pathlib import Path

import pytest
from answer_reports import NEW, OLD, readings

from answer.cite import cite, covers
from answer.shelf import Shelf
from check.cite import quote_span, table_place
from ingest.report import NoteCall, Passage, PassageKind

TEXT = "Tỉnh xây 420 căn nhà, sửa 135 căn nhà cho hộ nghèo và cận nghèo. Xã An góp 2 tỷ đồng."
BREAK = TEXT.index("cho hộ")
MARKER = TEXT.index(", sửa")
PASSAGE = Passage(
    "aaaaaaaaaaaa:0",
    "a" * 64,
    0,
    PassageKind.PARAGRAPH,
    TEXT,
    page_starts=((0, 4), (BREAK, 5)),
    calls=(NoteCall(9, MARKER),),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf.of(readings(tmp_path_factory.mktemp("cite")))


def quote(words: str) -> str:
    at = TEXT.index(words)
    return TEXT[slice(*quote_span(PASSAGE, (at, at + len(words))))]


def test_a_quote_stops_at_a_marker_and_starts_behind_it() -> None:
    assert quote("420 căn") == "Tỉnh xây 420 căn nhà"
    assert quote("135 căn") == "sửa 135 căn nhà"


def test_a_quote_stops_at_a_page_break_and_starts_behind_it() -> None:
    assert quote("cận nghèo") == "cho hộ nghèo và cận nghèo."


def test_a_quote_is_one_sentence() -> None:
    assert quote("2 tỷ đồng") == "Xã An góp 2 tỷ đồng."


def test_every_figure_is_quoted_on_its_page(shelf: Shelf) -> None:
    checked = 0
    for passage_id, figures in shelf.figures.items():
        passage = shelf.passages[passage_id]
        cuts = [start for start, _ in passage.page_starts[1:]] + [c.offset for c in passage.calls]
        for figure in figures:
            if any(figure.start < cut < figure.end for cut in cuts):
                continue
            citation = cite(shelf, passage, (figure.start, figure.end))
            assert passage.text[figure.start : figure.end] in citation.quote
            assert citation.quote == passage.text[citation.start : citation.end]
            assert not any(citation.start < cut < citation.end for cut in cuts)
            assert citation.page == passage.page_at(figure.start)
            assert (citation.footnote, citation.section) == (passage.note, passage.path())
            assert covers(citation, passage, (figure.start, figure.end))
            checked += 1
    assert checked > 40


def test_pages_are_those_of_the_print_and_never_invented(shelf: Shelf) -> None:
    pages = {}
    for passage in shelf.passages.values():
        for words in ("4.200 tỷ", "420 căn", "8 tỷ 400", "12 tập thể", "5.000 tỷ"):
            at = passage.text.find(words)
            if at >= 0:
                citation = cite(shelf, passage, (at, at + len(words)))
                pages[words] = (citation.report, citation.page)
    assert pages == {
        "4.200 tỷ": (OLD, None),
        "420 căn": (NEW, 1),
        "8 tỷ 400": (NEW, 2),
        "12 tập thể": (NEW, 2),
        "5.000 tỷ": (NEW, 3),
    }


def test_a_footnote_is_cited_by_its_number(shelf: Shelf) -> None:
    passage = next(p for p in shelf.passages.values() if "145 căn" in p.text)
    at = passage.text.index("145 căn")
    citation = cite(shelf, passage, (at, at + 7))
    assert (citation.footnote, citation.page, citation.section) == (2, 1, "I › 4")


def test_a_table_row_is_quoted_whole_with_its_cell(shelf: Shelf) -> None:
    passage = next(p for p in shelf.passages.values() if p.row and "21.500" in p.text)
    at = passage.text.index("21.500")
    citation = cite(shelf, passage, (at, at + 6))
    assert citation.quote == passage.text
    assert citation.table == "Bảng 1, dòng 3, cột Sản lượng (tấn)"
    assert table_place(PASSAGE, (0, 4)) is None


def test_what_a_citation_does_not_cover(shelf: Shelf) -> None:
    passage = next(p for p in shelf.passages.values() if "8 tỷ 400" in p.text)
    at = passage.text.index("420 căn")
    citation = cite(shelf, passage, (at, at + 7))
    other = passage.text.index("135 căn")
    assert not covers(citation, passage, (other, other + 7))
    assert not covers(citation, PASSAGE, (at, at + 7))


def test_the_reports_are_read_from_files(tmp_path: Path) -> None:
    assert [reading.report.file for reading in readings(tmp_path)] == [OLD, NEW]
