"""An answer in the conversation: answer first, then its working, its sources, what to do with it.

Each kind of answer has its own shape and its own words, not only its own colour. The links
in it (sources, copy, judge) are carried out by ``window.js`` and ``chat.py``.
What this module does not know: gradio, the page beside the answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from answer.wording import wording
from ingest.report import Answer, AnswerKind, Citation, StatedFigure
from screens.cards import KIND_NAMES, html, source
from screens.exchange import Exchange
from screens.feedback import RIGHT, WRONG
from screens.marks import figure_spans

MOST_LINKS = 6
NEXT_STEPS = {
    AnswerKind.NOT_FOUND: "Thử nêu rõ năm, tên phong trào hoặc đơn vị như báo cáo viết; "
    "hoặc nạp thêm báo cáo có nội dung này ở thẻ Báo cáo.",
    AnswerKind.NEAR_MISS: "Con số trên không phải điều được hỏi; xem nguồn trước khi dùng.",
}
VERDICTS = {RIGHT: "Đã ghi: đúng.", WRONG: "Đã ghi: chưa đúng."}


def answer_view(exchange: Exchange, turn: int) -> str:
    """The whole answer as it stands in the conversation."""
    answer = exchange.answer
    table = _scopes(answer, turn) if answer.kind is AnswerKind.SEVERAL and not answer.note else ""
    parts = [
        _kind(answer.kind),
        _lead(answer) + table if table else _text(_said(answer)),
        _working(answer),
        _note(answer),
        _next_step(answer.kind),
        "" if table else _links(answer.citations, turn),
        _tools(exchange, turn),
    ]
    return _framed(answer.kind, "".join(parts))


def answer_coming(answer: Answer, text: str) -> str:
    """The answer while it is being written out."""
    return _framed(answer.kind, _kind(answer.kind) + _text(text))


def _framed(kind: AnswerKind, body: str) -> str:
    return f'<div class="mc-answer mc-{kind.value}">{body}</div>'


def _kind(kind: AnswerKind) -> str:
    return f'<span class="mc-kind">{html(KIND_NAMES[kind])}</span>'


def _text(text: str) -> str:
    lines = [html(line) for line in text.splitlines() if line.strip()]
    return f'<div class="mc-text">{"<br>".join(lines)}</div>'


def _lead(answer: Answer) -> str:
    """What stands above a table of scopes: that the places contradict each other, if they do."""
    conflict = wording("mau-thuan")
    return _text(conflict) if answer.text.startswith(conflict) else ""


def _said(answer: Answer) -> str:
    """What is said large: a computed figure alone, its working stands below it."""
    if not answer.derivation or answer.kind is not AnswerKind.DERIVED:
        return answer.text
    text = answer.text.removeprefix(f"{KIND_NAMES[AnswerKind.DERIVED]}:").strip()
    return text.replace(f" ({answer.derivation})", "") or answer.text


def _working(answer: Answer) -> str:
    if not answer.derivation:
        return ""
    return (
        '<div class="mc-working"><span class="mc-label">Cách tính</span> '
        f"<code>{html(answer.derivation)}</code></div>"
    )


def _note(answer: Answer) -> str:
    return f'<div class="mc-note">{html(answer.note)}</div>' if answer.note else ""


def _next_step(kind: AnswerKind) -> str:
    said = NEXT_STEPS.get(kind)
    return f'<p class="mc-next">{html(said)}</p>' if said else ""


def _scopes(answer: Answer, turn: int) -> str:
    """The figures side by side, each with what it is of; "" where no table comes of it."""
    rows: list[str] = []
    for number, figures in sorted(_told_by(answer).items()):
        citation = answer.citations[number]
        spans = figure_spans(citation.quote, figures)
        shown = dict.fromkeys(citation.quote[first:last] for first, last in spans)
        rows.append(
            f"<tr><td><b>{html('; '.join(shown))}</b></td>"
            f"<td>{html(_around(citation, spans[0]))}"
            f'<div class="mc-of">{html(source(citation))}</div></td>'
            f"<td>{_link(turn, number, f'[{number + 1}]')}</td></tr>"
        )
    if len(rows) < 2:
        return ""
    return (
        '<div class="mc-table-wrap"><table class="mc-scopes"><thead><tr><th scope="col">Số liệu'
        '</th><th scope="col">Báo cáo viết</th><th scope="col">Nguồn</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _told_by(answer: Answer) -> dict[int, list[StatedFigure]]:
    """Which citation tells which figures: each figure once, by a citation without one if it can."""
    told: dict[int, list[StatedFigure]] = {}
    for place, figure in enumerate(answer.figures):
        holds = [n for n, one in enumerate(answer.citations) if figure_spans(one.quote, [figure])]
        if holds:
            best = min(holds, key=lambda n: (n in told, n != place, n))
            told.setdefault(best, []).append(figure)
    return told


def _around(citation: Citation, span: tuple[int, int], room: int = 110) -> str:
    """The words of the quote around a figure."""
    quote = citation.quote.lstrip("-+. ")
    shift = len(citation.quote) - len(quote)
    if len(quote) <= room:
        return quote
    start = max(0, min(span[0] - shift - room // 2, len(quote) - room))
    start = quote.find(" ", start) + 1 if start else 0
    end = quote.rfind(" ", 0, start + room)
    shown = quote[start : end if end > start else start + room]
    return ("… " if start else "") + shown + (" …" if end < len(quote) - 1 else "")


def _links(citations: Sequence[Citation], turn: int) -> str:
    """The sources, one link each, the main one first."""
    if not citations:
        return ""
    links = [
        _link(turn, number, _label(citation, number))
        for number, citation in enumerate(citations[:MOST_LINKS])
    ]
    more = len(citations) - MOST_LINKS
    rest = f" và {more} nguồn khác" if more > 0 else ""
    return f'<div class="mc-sources"><span>Nguồn:</span> {" ".join(links)}{rest}</div>'


def _label(citation: Citation, number: int) -> str:
    return f"[{number + 1}] {source(citation)}"


def _link(turn: int, number: int, label: str) -> str:
    return f'<a class="mc-cite" href="#nguon-{turn}-{number}">{html(label)}</a>'


def _tools(exchange: Exchange, turn: int) -> str:
    """Copy with its source, right, wrong."""
    copy = ""
    if exchange.quotable:
        copy = (
            '<a class="mc-tool mc-copy" href="#chep">Chép kèm nguồn</a>'
            f'<span class="mc-to-copy" hidden>{html(exchange.quotable)}</span>'
        )
    if exchange.verdict:
        judged = f'<span class="mc-judged">{html(VERDICTS[exchange.verdict])}</span>'
    else:
        judged = (
            f'<a class="mc-tool mc-judge" href="#dung-{turn}" title="Câu trả lời đúng">✓ Đúng</a>'
            f'<a class="mc-tool mc-judge" href="#sai-{turn}" title="Câu trả lời chưa đúng">'
            "✗ Chưa đúng</a>"
        )
    return f'<div class="mc-tools">{copy}{judged}</div>'
