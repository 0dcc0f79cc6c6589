"""A checked draft and an audit as HTML; every piece of text goes in escaped.

Pure: nouns in, HTML out, one line without blank lines (see ``cards.py``). What can be chosen is
a button that names its number and the hidden field that hears of it (``check.js``).
What this module does not know: gradio, how anything is checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from check.discrepancy import Agreement, AuditResult, Discrepancy
from check.verify import Outcome, Verdict
from ingest.report import Citation
from screens.cards import html, source
from screens.terminal import CHECK_NAMES, SEVERITY_NAMES, VERDICT_NAMES

DRAFT_FIELD, AUDIT_FIELD = "kiem-tra-chon", "soat-chon"
CLASSES = {
    Outcome.SUPPORTED: "mc-supported",
    Outcome.CONTRADICTED: "mc-contradicted",
    Outcome.NOT_FOUND: "mc-not_found_claim",
}
NOTHING = "Dự thảo không có con số, ngày, văn bản hay lời trích nào để đối chiếu."


def legend(verdicts: Sequence[Verdict]) -> str:
    """How many claims have which verdict; the colours' names at the same time."""
    counts = Counter(one.outcome for one in verdicts)
    told = "".join(
        f'<span class="{CLASSES[outcome]}"><span class="mc-badge">{_name(outcome)}</span> '
        f"<b>{counts[outcome]}</b></span>"
        for outcome in Outcome
    )
    said = f"<span>Đã soi {len(verdicts)} điều:</span>"
    return f'<div class="mc-legend" role="status">{said}{told}</div>'


def marked_draft(lines: Sequence[str], verdicts: Sequence[Verdict]) -> str:
    """The draft's paragraphs with every claim as a coloured button."""
    found = []
    for order, line in enumerate(lines):
        pieces, at = [], 0
        for number, verdict in _apart(verdicts, order):
            claim = verdict.claim
            pieces += [
                escape(line[at : claim.start]),
                f'<span role="button" tabindex="0" class="mc-claim {CLASSES[verdict.outcome]}" '
                f'data-field="{DRAFT_FIELD}" data-pick="{number}" '
                f'title="{html(_name(verdict.outcome))}">{escape(claim.printed)}</span>',
            ]
            at = claim.end
        found.append(f"<p>{''.join(pieces)}{escape(line[at:])}</p>")
    return f'<div class="mc-draft" lang="vi">{"".join(found)}</div>'


def _apart(verdicts: Sequence[Verdict], line: int) -> list[tuple[int, Verdict]]:
    """The verdicts of a line without overlaps; of two, the one that begins first is marked."""
    own = [(number, one) for number, one in enumerate(verdicts) if one.claim.line == line]
    kept: list[tuple[int, Verdict]] = []
    for number, one in sorted(own, key=lambda pair: (pair[1].claim.start, -pair[1].claim.end)):
        if not kept or one.claim.start >= kept[-1][1].claim.end:
            kept.append((number, one))
    return kept


def verdict_list(verdicts: Sequence[Verdict], only: str = "") -> str:
    """The claims with their verdicts; only: those of one verdict, "" for all."""
    rows = [
        _row(CLASSES[one.outcome], DRAFT_FIELD, number, _verdict(one))
        for number, one in enumerate(verdicts)
        if only in ("", one.outcome.value)
    ]
    return _list(rows, "Không có điều nào thuộc loại này." if verdicts else NOTHING)


def _verdict(one: Verdict) -> str:
    parts = [
        f'<span class="mc-badge">{_name(one.outcome)}</span>'
        f'<span class="mc-what">{html(one.claim.printed)}</span>'
    ]
    if one.note:
        parts.append(f"<span>{html(one.note)}</span>")
    parts += (
        [f'<span class="mc-detail">{_place(one.citations[:1])}</span>'] if one.citations else []
    )
    return "".join(parts)


def audit_list(result: AuditResult, severity: str = "", report: str = "") -> str:
    """The discrepancies; severity, report: only those, "" for all."""
    rows = [
        _row(f"mc-{one.severity.value}", AUDIT_FIELD, number, _discrepancy(one))
        for number, one in enumerate(result.discrepancies)
        if severity in ("", one.severity.value) and report in ("", one.citations[0].report)
    ]
    return _list(rows, "Không có chỗ nào cần xem lại.")


def _discrepancy(one: Discrepancy) -> str:
    told = [f"In: {one.printed}"]
    if one.expected:
        told.append(f"đúng ra: {one.expected}")
    parts = [
        f'<span class="mc-badge">{html(SEVERITY_NAMES[one.severity.value])}</span>'
        f'<span class="mc-what">{html(one.reason)}</span>',
        f"<span>{html('; '.join(told))}</span>",
    ]
    if one.arithmetic:
        parts.append(f'<span class="mc-sum">{html(one.arithmetic)}</span>')
    if one.slip:
        parts.append(f"<span>{html('Gợi ý: ' + one.slip)}</span>")
    quotes = " ".join(f"“{citation.quote}”" for citation in one.citations[:3])
    parts.append(f'<span class="mc-detail">{_place(one.citations)}: {html(quotes)}</span>')
    return "".join(parts)


def agreement_list(result: AuditResult, report: str = "") -> str:
    """What was checked and adds up, so that silence can be trusted."""
    first = len(result.discrepancies)
    rows = [
        _row("mc-agreed", AUDIT_FIELD, first + number, _agreement(one))
        for number, one in enumerate(result.agreements)
        if report in ("", one.citations[0].report)
    ]
    return _list(rows, "Chưa có phép đối chiếu nào khớp.")


def _agreement(one: Agreement) -> str:
    return (
        f'<span class="mc-badge">{html(CHECK_NAMES[one.kind.value])}</span>'
        f'<span class="mc-what">{html(one.arithmetic or one.printed)}</span>'
        f'<span class="mc-detail">{_place(one.citations[:1])}</span>'
    )


def _row(kind: str, field: str, number: int, inside: str) -> str:
    return (
        f'<li><button type="button" class="mc-finding {kind}" data-field="{field}" '
        f'data-pick="{number}">{inside}</button></li>'
    )


def _list(rows: Sequence[str], empty: str) -> str:
    if not rows:
        return f'<div class="mc-empty">{html(empty)}</div>'
    return f'<ol class="mc-findings">{"".join(rows)}</ol>'


def _name(outcome: Outcome) -> str:
    return VERDICT_NAMES[outcome.value].capitalize()


def _place(citations: Sequence[Citation]) -> str:
    return html("; ".join(dict.fromkeys(map(source, citations))))
