"""A cited place shown: the page with boxes, the passage marked, and what is gone says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from check.cite import cite
from index.library import Library
from ingest.guarded import GuardFailure
from ingest.read import read_report
from ingest.report import Citation, Passage, Reading, StatedFigure
from screens.page_view import GONE, READING_SCAN, page_view, page_views
from screens.pages import Pages

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
EVIL = """BÁO CÁO

I. KẾT QUẢ

Xã xây <script>alert(1)</script> 37 căn nhà & sửa 5 căn.

Đoạn sau <img src=x onerror=alert(1)> cũng có.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The two sample reports and a text file with markup in it; no index, only what was read."""
    folder = tmp_path_factory.mktemp("kho")
    evil = folder / "đoạn <b>lạ.txt"
    evil.write_text(EVIL, encoding="utf-8")
    with Library.open(folder / "du-lieu", create=True) as made:
        for path in (SAMPLES / "bao-cao-2024.docx", SAMPLES / "bao-cao-2025.pdf", evil):
            reading = read_report(path)
            made.originals.keep(path, reading.report.id, reading.report.form)
            made.put(reading, {})
        yield made


@pytest.fixture(scope="module")
def pages(library: Library) -> Iterator[Pages]:
    made = Pages(lambda: library)
    yield made
    made.close()


def cited(library: Library, file: str, words: str) -> Citation:
    reading = next(one for one in library.readings() if file in one.report.file)
    passage = _with(reading, words)
    start = passage.text.index(words)
    return cite(reading.report, passage, (start, start + len(words)))


def _with(reading: Reading, words: str) -> Passage:
    return next(passage for passage in reading.passages if words in passage.text)


def test_a_pdf_page_is_drawn_with_the_line_and_the_figure_boxed(
    library: Library, pages: Pages
) -> None:
    citation = cited(library, "2025.pdf", "hơn 3,42 triệu lượt khách")
    figure = StatedFigure("3.42", "triệu lượt khách", "hơn 3,42 triệu lượt khách")
    shown = page_view(pages, citation, (figure,))
    assert shown.count('src="data:image/webp;base64,') == 1
    assert shown.count("mc-line-box") >= 2  # the quote runs over lines
    assert shown.count("mc-figure-box") == 1
    assert "mc-here" in shown
    assert "Trang 3" in shown
    assert "\n" not in shown
    again = page_view(pages, citation, (figure,))
    assert again == shown


def test_a_note_in_word_is_shown_under_the_passage_that_calls_it(
    library: Library, pages: Pages
) -> None:
    citation = cited(library, "2024.docx", "doanh nghiệp và nhà hảo tâm 14.600 triệu đồng")
    figure = StatedFigure("14600", "triệu đồng", "14.600 triệu đồng")
    shown = page_view(pages, citation, (figure,))
    assert "<img" not in shown
    assert f"<sup>{citation.footnote}</sup>" in shown
    assert "mc-near-passage" in shown
    assert "<mark>14.600 triệu đồng</mark>" in shown
    assert "mc-quoted" in shown


def test_a_table_row_is_shown_among_its_rows(library: Library, pages: Pages) -> None:
    reading = next(one for one in library.readings() if one.report.form == "docx")
    row = next(p for p in reading.passages if p.row is not None and p.row.row > 1)
    assert row.row is not None
    citation = cite(reading.report, row, (row.row.cells[-1].start, row.row.cells[-1].end))
    shown = page_view(pages, citation)
    assert shown.count("mc-cited-row") == 1
    assert shown.count("<tr") > 2
    assert "<th scope" in shown


def test_text_from_documents_stays_text(library: Library, pages: Pages) -> None:
    citation = cited(library, "lạ.txt", "37 căn nhà")
    shown = page_view(pages, citation, (StatedFigure("37", "căn nhà", "37 căn nhà"),))
    tags = set(re.findall(r"<(\w+)", shown))
    assert not tags & {"script", "img", "b"} - {"b"}
    assert "&lt;script&gt;" in shown
    assert "&lt;img src=x" in shown
    assert "đoạn &lt;b&gt;lạ" in shown


def test_what_is_gone_or_changed_is_not_shown(library: Library, pages: Pages) -> None:
    citation = cited(library, "2025.pdf", "hơn 3,42 triệu lượt khách")
    assert GONE in page_view(pages, replace(citation, passage_id="000000000000:1"))
    assert GONE in page_view(pages, replace(citation, quote="Lời khác hẳn"))
    assert GONE in page_view(Pages(lambda: None), citation)


def test_a_page_that_cannot_be_drawn_shows_its_words(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = Pages(lambda: library)

    def fails(*_: object) -> None:
        raise GuardFailure("died", "tệp làm bộ đọc dừng đột ngột")

    monkeypatch.setattr(pages._drawer, "call", fails)
    shown = page_view(pages, cited(library, "2025.pdf", "hơn 3,42 triệu lượt khách"))
    assert "Không vẽ được trang này" in shown
    assert "mc-quoted" in shown
    assert "<img" not in shown


def test_a_scanned_page_is_shown_at_once_and_says_that_the_line_is_sought(
    library: Library, pages: Pages
) -> None:
    # What a clone without Tesseract has: a passage on a page without a text layer.
    reading = next(one for one in library.readings() if one.report.form == "pdf")
    passage = replace(reading.passages[0], id=f"{reading.report.id[:12]}:9999",
                      page_starts=((0, 9),), order=9999)  # fmt: skip
    scanned = replace(reading, passages=(*reading.passages, passage))
    library.put(scanned, {})
    citation = cite(reading.report, passage, (0, len(passage.text)))
    first = next(page_views(pages, citation))
    assert READING_SCAN in first
    assert "<img" in first
    assert "mc-line-box" not in first
