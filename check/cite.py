"""From a place in a passage to a citation, and how its place is told in words.

A quote never runs over a page break or a footnote marker, because there it is not contiguous
in the source; what must be quoted whole becomes several citations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from check.discrepancy import Spot
from ingest.report import Citation, Passage, Report
from ingest.segments import Span, sentence_at


def cite(report: Report, passage: Passage, span: Span) -> Citation:
    """The citation of what stands at ``span``: its sentence, cut to one printed stretch."""
    start, end = quote_span(passage, span)
    page = passage.page_at(span[0])
    return Citation(
        report=report.file,
        title=report.title,
        section=passage.path(),
        page=page,
        footnote=passage.note,
        table=table_place(passage, span),
        quote=passage.text[start:end],
        passage_id=passage.id,
        start=start,
        end=end,
        page_label=_page_label(passage, page),
        confidence=passage.confidence,
    )


def cite_spots(reports: Mapping[str, Report], spots: Iterable[Spot]) -> tuple[Citation, ...]:
    """One citation for each quoted stretch, in order; reports by their ids."""
    found: list[Citation] = []
    for spot in spots:
        span = (spot.start, spot.end)
        if not any(covers(one, spot.passage, span) for one in found):
            found.append(cite(reports[spot.passage.report_id], spot.passage, span))
    return tuple(found)


def covers(citation: Citation, passage: Passage, span: Span) -> bool:
    """Whether a citation already quotes a place."""
    return (
        citation.passage_id == passage.id and citation.start <= span[0] and span[1] <= citation.end
    )


def quote_span(passage: Passage, span: Span) -> Span:
    """The sentence around ``span`` without crossing a page break or a footnote marker.

    A table row is quoted whole.
    """
    start, end = sentence_at(passage.text, span[0])
    end = max(end, span[1])
    if passage.row is not None:
        start, end = 0, len(passage.text)
    for cut in _cuts(passage):
        if start < cut <= span[0]:
            start = cut
        elif span[1] <= cut < end:
            end = cut
    while start < span[0] and passage.text[start] in " ,;.:":
        start += 1
    while end > span[1] and passage.text[end - 1] == " ":
        end -= 1
    return start, end


def table_place(passage: Passage, span: Span) -> str | None:
    """``Bảng 1, dòng 8, cột Thực hiện 2024`` for a place in a table row."""
    row = passage.row
    if row is None:
        return None
    place = f"Bảng {row.table}, dòng {row.row}"
    for cell in row.cells:
        if cell.start <= span[0] < cell.end and cell.header:
            return f"{place}, cột {cell.header}"
    return place


def place_words(citation: Citation) -> list[str]:
    """Page, footnote and table of a citation in words, as far as the place has them."""
    found = []
    if citation.page is not None:
        found.append(f"trang {citation.page_label or citation.page}")
    if citation.footnote is not None:
        found.append(f"chú thích {citation.footnote}")
    if citation.table:
        found.append(citation.table)
    return found


def _cuts(passage: Passage) -> list[int]:
    breaks = [offset for offset, _ in passage.page_starts[1:]]
    return sorted(breaks + [call.offset for call in passage.calls])


def _page_label(passage: Passage, page: int | None) -> str:
    pages = [number for _, number in passage.page_starts]
    if page in pages and len(passage.page_labels) == len(pages):
        return passage.page_labels[pages.index(page)]
    return ""
