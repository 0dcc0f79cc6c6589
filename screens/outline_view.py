"""The outline of the reports: headings to look through, each with its page; search by words.

Pure: readings in, HTML out. Words are compared without marks and case, as questions are.
What this module does not know: gradio, how headings are found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from ingest.report import Citation, Passage, PassageKind, Reading
from ingest.text import bare
from screens.cards import html

MOST_LINES = 250
DEEPEST = 6
ALL = "Tất cả báo cáo"
NO_HEADINGS = "Không có đề mục nào. Báo cáo có thể không đánh số đề mục."
NO_MATCH = "Không đề mục nào có đủ các từ này. Hãy thử ít từ hơn, hoặc hỏi ở thẻ Hỏi đáp."


def outline(readings: Sequence[Reading], file: str = ALL, words: str = "") -> str:
    """Headings of one report or of all; with ``words``, only those that hold all of them."""
    wanted = bare(words).split()
    lines: list[str] = []
    for reading in readings:
        if file not in {ALL, reading.report.file}:
            continue
        own = list(islice(_lines(reading, wanted), MOST_LINES))
        if own and file == ALL:
            lines.append(f'<li class="mc-outline-report">{html(reading.report.file)}</li>')
        lines += own
    if not lines:
        return f'<div class="mc-empty">{html(NO_MATCH if wanted else NO_HEADINGS)}</div>'
    more = ""
    if len(lines) > MOST_LINES:
        more = '<p class="mc-detail">Còn nữa; hãy gõ từ cần tìm để thu hẹp.</p>'
    return f'<ul class="mc-outline">{"".join(lines[:MOST_LINES])}</ul>{more}'


def _lines(reading: Reading, wanted: Sequence[str]) -> Iterator[str]:
    for passage in reading.passages:
        if passage.kind is not PassageKind.HEADING:
            continue
        key = bare(passage.text)
        if all(word in key for word in wanted):
            yield _line(passage, found=bool(wanted))


def _line(passage: Passage, *, found: bool) -> str:
    depth = 0 if found else max(0, min(len(passage.section) - 1, DEEPEST))
    page = passage.page_at(0)
    where = f"trang {page}" if page is not None else ""
    above = " › ".join(step.short() for step in passage.section[:-1]) if found else ""
    path = f'<span class="mc-outline-path">{html(above)}</span>' if above else ""
    return (
        f'<li style="padding-left:{depth * 1.1:.1f}em">{path}'
        f'<a class="mc-outline-link" href="#muc-{html(passage.id)}">{html(passage.text)}</a>'
        f'<span class="mc-outline-page">{where}</span></li>'
    )


def heading_citation(reading: Reading, passage_id: str) -> Citation | None:
    """A heading as a place to show; None where it is not here (any more)."""
    from check.cite import cite

    passage = reading.by_id().get(passage_id)
    if passage is None:
        return None
    return cite(reading.report, passage, (0, len(passage.text)))
