"""A cited place as HTML: the drawn page with the line boxed, or the passage in its section.

Every tab shows a citation with ``page_view(desk.pages, citation, figures, text)`` in a
``page_pane()``. All text goes in escaped, on one line (see ``cards.py``).
What this module does not know: how a page is drawn, where the citation comes from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from ingest.page_boxes import Box, Found
from ingest.report import Citation, Passage, PassageKind, StatedFigure
from screens.cards import html, where
from screens.pages import CitedPlace, PageSeen

if TYPE_CHECKING:
    from screens.pages import Pages

NEIGHBOURS = 3  # passages shown before and after the cited one
ROWS_AROUND = 6
GONE = (
    "Báo cáo này đã bị xóa hoặc đã được thay bằng bản khác, nên không còn trang để xem. "
    "Hãy hỏi lại để lấy nguồn hiện có."
)
NOTHING_YET = "Trang báo cáo có dòng được dẫn sẽ hiện ở đây."
NO_BOX = {
    Found.FIGURE: "Chỉ khoanh được con số; cả dòng thì không dò ra trên trang này.",
    Found.NOWHERE: "Không dò ra dòng được dẫn trên trang này; hãy tìm theo lời dẫn ở trên.",
    Found.NO_TEXT: "Trang này là ảnh quét nên dòng được dẫn không được khoanh; "
    "hãy tìm theo lời dẫn ở trên.",
}
READING_SCAN = "Trang này là ảnh quét; đang dò dòng được dẫn…"


def page_pane(**options: Any) -> Any:
    """The gradio component in which a page is shown."""
    import gradio as gr

    return gr.Markdown(
        empty_page(), latex_delimiters=[], container=False, sanitize_html=False,
        elem_classes="mc-page-pane", **options,
    )  # fmt: skip


def empty_page(message: str = NOTHING_YET) -> str:
    """What stands in place of the page while there is none."""
    return f'<div class="mc-page mc-page-empty"><p>{html(message)}</p></div>'


def page_view(
    pages: Pages, citation: Citation, figures: Sequence[StatedFigure] = (), text: str = ""
) -> str:
    """The cited place as one can have it at once."""
    return next(page_views(pages, citation, figures, text))


def page_views(
    pages: Pages, citation: Citation, figures: Sequence[StatedFigure] = (), text: str = ""
) -> Iterator[str]:
    """The cited place; of a scanned page once more, seconds later, with the line boxed."""
    place = pages.place(citation, figures, text)
    if place is None:
        yield empty_page(GONE)
        return
    if place.report.form != "pdf" or citation.page is None:
        yield _framed(place, _passages(place))
        return
    seen = pages.see(place)
    if seen.image is None or seen.boxes.found is not Found.NO_TEXT:
        yield _framed(place, _sheet(place, seen))
        return
    yield _framed(place, _sheet(place, seen, READING_SCAN))
    seen = pages.see_scanned(place)
    yield _framed(place, _sheet(place, seen))


def _framed(place: CitedPlace, body: str) -> str:
    at = where(place.citation)
    drawn = place.report.form == "pdf"
    zoom = '<button type="button" class="mc-zoom">Phóng to</button>' if drawn else ""
    head = (
        f'<div class="mc-page-head"><b>{html(place.citation.report)}</b>'
        f"<span>{html(at[:1].upper() + at[1:])}</span>{zoom}</div>"
    )
    return f'<section class="mc-page" aria-label="Trang được dẫn">{head}{body}</section>'


def _sheet(place: CitedPlace, seen: PageSeen, note: str = "") -> str:
    """A drawn page with its boxes, or why there is none and the passage instead."""
    if seen.image is None:
        said = f"Không vẽ được trang này ({seen.problem}); dưới đây là phần chữ đã đọc."
        return f'<p class="mc-page-note">{html(said)}</p>{_passages(place)}'
    boxes = seen.boxes
    note = note or NO_BOX.get(boxes.found, "")
    drawn = "".join(
        [_box("mc-line-box", one) for one in boxes.line]
        + [_box("mc-figure-box", one) for one in boxes.figures]
    )
    spots = boxes.line or boxes.figures
    here = f'<span class="mc-here" style="top:{_share(spots[0].top)}"></span>' if spots else ""
    label = f"Ảnh {where(place.citation)} của {place.citation.report}. " + (
        f"Dòng được khoanh: {place.citation.quote}" if spots else note
    )
    return (
        (f'<p class="mc-page-note">{html(note)}</p>' if note else "")
        + '<div class="mc-sheet-scroll" tabindex="0" role="group" aria-label="Trang báo cáo">'
        f'<div class="mc-sheet"><img alt="{html(label)}" src="{seen.image.source}" '
        f'width="{seen.image.width}" height="{seen.image.height}">{drawn}{here}</div></div>'
    )


def _box(name: str, box: Box) -> str:
    style = (
        f"left:{_share(box.left)};top:{_share(box.top)};"
        f"width:{_share(box.right - box.left)};height:{_share(box.bottom - box.top)}"
    )
    return f'<span class="{name}" style="{style}"></span>'


def _share(part: float) -> str:
    return f"{100 * part:.2f}%"


def _passages(place: CitedPlace) -> str:
    """The passage in its section, its neighbours around it, the line marked."""
    passage = place.passage
    headings = [
        " ".join(part for part in (step.label, step.title) if part) for step in passage.section
    ]
    path = "".join(f"<li>{html(heading)}</li>" for heading in headings if heading)
    body = _table(place) if passage.row is not None else "".join(_stretch(place))
    return (
        (f'<ol class="mc-path">{path}</ol>' if path else "")
        + '<div class="mc-sheet-scroll" tabindex="0" role="group" aria-label="Đoạn báo cáo">'
        f'<div class="mc-text-sheet">{body}</div></div>'
    )


def _stretch(place: CitedPlace) -> Iterator[str]:
    """The cited passage among its neighbours; a footnote under the passage that calls it."""
    cited = place.passage
    if cited.kind is PassageKind.FOOTNOTE:
        caller = next(
            (p for p in place.passages if cited.called_by and p.id == cited.called_by[0]), None
        )
        if caller is not None:
            yield f'<p class="mc-near-passage">{_calling(caller, cited.note)}</p>'
        number = f"<sup>{cited.note}</sup> " if cited.note is not None else ""
        yield f'<p class="mc-cited-passage">{number}{_marked(place)}</p>'
        return
    body = [p for p in place.passages if p.kind is not PassageKind.FOOTNOTE]
    at = next((n for n, p in enumerate(body) if p.id == cited.id), 0)
    for passage in body[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]:
        if passage.id == cited.id:
            yield f'<p class="mc-cited-passage">{_marked(place)}</p>'
        else:
            strong = " mc-near-heading" if passage.kind is PassageKind.HEADING else ""
            yield f'<p class="mc-near-passage{strong}">{html(passage.text)}</p>'


def _calling(caller: Passage, note: int | None) -> str:
    """The passage that calls a note, with the marker where it stood."""
    call = next((call for call in caller.calls if call.note == note), None)
    if call is None:
        return html(caller.text)
    before, after = escape(caller.text[: call.offset]), escape(caller.text[call.offset :])
    return f"{before}<sup>{note}</sup>{after}"


def _marked(place: CitedPlace) -> str:
    """The cited passage, the quote and its figures marked."""
    text, citation = place.passage.text, place.citation
    pieces, at = [], citation.start
    for first, last in place.marks:
        first, last = first + citation.start, last + citation.start
        pieces += [escape(text[at:first]), f"<mark>{escape(text[first:last])}</mark>"]
        at = last
    pieces.append(escape(text[at : citation.end]))
    quote = f'<span class="mc-quoted mc-here-text">{"".join(pieces)}</span>'
    return escape(text[: citation.start]) + quote + escape(text[citation.end :])


def _table(place: CitedPlace) -> str:
    """The rows around the cited one, under the table's headers."""
    cited = place.passage.row
    assert cited is not None
    rows = [p for p in place.passages if p.row is not None and p.row.table == cited.table]
    at = next((n for n, p in enumerate(rows) if p.id == place.passage.id), 0)
    headers = "".join(f"<th scope='col'>{html(cell.header)}</th>" for cell in cited.cells)
    lines = []
    for passage in rows[max(0, at - ROWS_AROUND) : at + ROWS_AROUND + 1]:
        assert passage.row is not None
        mine = passage.id == place.passage.id
        cells = "".join(
            f"<td>{_marked_cell(place, cell.start, cell.end) if mine else html(cell.text)}</td>"
            for cell in passage.row.cells
        )
        lines.append(f'<tr class="{"mc-cited-row mc-here-text" if mine else ""}">{cells}</tr>')
    title = f"<caption>{html(cited.title)}</caption>" if cited.title else ""
    return (
        f'<table class="mc-rows">{title}<thead><tr>{headers}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


def _marked_cell(place: CitedPlace, start: int, end: int) -> str:
    text, at, pieces = place.passage.text, start, []
    for first, last in place.marks:
        first, last = first + place.citation.start, last + place.citation.start
        if start <= first and last <= end:
            pieces += [escape(text[at:first]), f"<mark>{escape(text[first:last])}</mark>"]
            at = last
    return "".join([*pieces, escape(text[at:end])])
