"""The look of answers, citations and reports as HTML; every piece of text goes in escaped.

Pure: nouns in, HTML out. Each card is one line without blank lines, because the window shows
it through Markdown, whose rules stop inside an HTML block. What this module does not know:
gradio, where the answers come from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from check.cite import place_words
from ingest.report import AnswerKind, Citation, PassageKind, Reading, StatedFigure
from screens.marks import figure_spans

# What each kind of answer is called, in words: colour alone must not carry it (WCAG 1.4.1).
KIND_NAMES = {
    AnswerKind.FOUND: "Có trong báo cáo",
    AnswerKind.DERIVED: "Tính từ số liệu báo cáo",
    AnswerKind.SEVERAL: "Có nhiều số liệu",
    AnswerKind.NEAR_MISS: "Không có đúng điều được hỏi",
    AnswerKind.NOT_FOUND: "Không tìm thấy trong báo cáo",
}
FORM_NAMES = {"pdf": "PDF", "docx": "Word", "txt": "Văn bản", "md": "Markdown"}
_SPACES = re.compile(r"\s+")


def html(text: str) -> str:
    """``text`` for use between tags and in attributes, on one line."""
    return escape(_SPACES.sub(" ", text).strip(), quote=True)


def question_bubble(question: str) -> str:
    """What the user asked, exactly as typed."""
    return f'<div class="mc-question">{html(question)}</div>'


def where(citation: Citation) -> str:
    """Page, footnote and table of a citation in words; a page only where the format has pages."""
    parts = place_words(citation)
    if citation.page_label and citation.page_label != str(citation.page):
        parts.insert(1, f"tờ thứ {citation.page} của tệp")  # what a viewer of the file counts
    return ", ".join(parts)


def source(citation: Citation) -> str:
    """File, page, footnote and table of a citation in words."""
    return ", ".join(filter(None, (citation.report, where(citation))))


def place_card(
    citation: Citation, figures: Sequence[StatedFigure], text: str, number: int, count: int
) -> str:
    """One citation above its page: the page names the file and the number, so this is short."""
    title = citation.title or citation.report
    which = f"Nguồn {number}/{count}" if count > 1 else "Nguồn"
    said = [citation.section] if citation.section else []
    if citation.confidence is not None:
        said.append(f"chữ nhận dạng từ ảnh (OCR), độ tin cậy {citation.confidence:.0%}")
    return (
        f'<article class="mc-place"><div class="mc-place-head"><span class="mc-number">{which}'
        f'</span><span class="mc-place-title" title="{html(title)}">{html(title)}</span></div>'
        f'<div class="mc-section">{html(" · ".join(said))}</div>'
        f'<blockquote class="mc-quote">{marked_quote(citation, figures, text)}</blockquote>'
        "</article>"
    )


def marked_quote(citation: Citation, figures: Sequence[StatedFigure], text: str) -> str:
    """The quoted line, escaped, with ``<mark>`` around the figures that the answer states."""
    quote, pieces, at = citation.quote, [], 0
    for start, end in figure_spans(quote, figures, text):
        pieces += [escape(quote[at:start]), "<mark>", escape(quote[start:end]), "</mark>"]
        at = end
    pieces.append(escape(quote[at:]))
    return _SPACES.sub(" ", "".join(pieces)).strip()


def empty_sources(message: str) -> str:
    """What stands in place of the citations while there are none."""
    return f'<div class="mc-empty">{html(message)}</div>'


def report_card(reading: Reading) -> str:
    """One indexed report: what it is and how much was read from it."""
    report = reading.report
    facts = " · ".join(
        part
        for part in (
            report.issuer,
            f"Số {report.number}" if report.number else "",
            f"Năm {report.year}" if report.year else "",
        )
        if part
    )
    counts = "".join(
        f'<span class="mc-count"><b>{grouped(number)}</b> {html(name)}</span>'
        for number, name in read_counts(reading)
    )
    warnings = "".join(f"<li>{html(warning)}</li>" for warning in reading.warnings)
    return (
        '<article class="mc-report">'
        f'<div class="mc-title">{html(report.title or report.file)}</div>'
        f'<div class="mc-section">{html(facts)}</div>'
        f'<div class="mc-counts">{counts}</div>'
        + (f'<ul class="mc-warnings">{warnings}</ul>' if warnings else "")
        + f'<div class="mc-file">{html(FORM_NAMES.get(report.form, report.form))}: '
        f"{html(report.file)}</div></article>"
    )


def read_counts(reading: Reading) -> list[tuple[int, str]]:
    """What was read from a report, in the words a reader would use; nothing is named that is 0."""
    kinds = [passage.kind for passage in reading.passages]
    notes = kinds.count(PassageKind.FOOTNOTE)
    tables = {passage.row.table for passage in reading.passages if passage.row is not None}
    counts = [
        (reading.report.pages or 0, "trang"),
        (len(kinds) - notes, "đoạn"),
        (notes, "chú thích"),
        (len(tables), "bảng"),
        (len(reading.figures), "số liệu"),
        (len(reading.awards), "dòng khen thưởng"),
        (len(reading.documents), "văn bản được dẫn"),
    ]
    return [(number, name) for number, name in counts if number]


def grouped(number: int) -> str:
    """A whole number as Vietnamese reports print it: ``1.234``."""
    return f"{number:,}".replace(",", ".")
