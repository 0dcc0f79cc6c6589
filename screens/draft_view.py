"""A draft as HTML: its paragraphs with slots marked, what must be looked at, what is offered.

What this module does not know: gradio, how a draft is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from answer.draft.fill import FillProblem
from answer.draft.nouns import KIND_NAMES, Block, Draft, PieceKind, Slot
from answer.draft.render import long_place, piece_text, slots_of
from check.discrepancy import Discrepancy
from ingest.report import PassageKind
from screens.cards import html

_LONGEST = 90


def preview(draft: Draft) -> str:
    """The draft as a sheet of paper: open slots, filled ones and moved years are told apart."""
    notes: list[str] = []
    body = []
    for block in draft.blocks:
        marks = ""
        for _, note in block.notes:
            notes.append(f"<p>[{len(notes) + 1}] {_words(note, draft)}</p>")
            marks += f"<sup>[{len(notes)}]</sup>"
        kind = "mc-draft-heading" if block.kind is PassageKind.HEADING else "mc-draft-line"
        body.append(f'<p class="{kind}">{_words(block, draft)}{marks}</p>')
    below = f'<div class="mc-draft-notes">{"".join(notes)}</div>' if notes else ""
    return f'<div class="mc-draft">{"".join(body)}{below}</div>'


def _words(block: Block, draft: Draft) -> str:
    parts = []
    for piece in block.pieces:
        text = escape(piece_text(piece, draft), quote=True)
        if piece.kind is PieceKind.SLOT:
            filled = draft.slots[piece.slot].filled
            text = f'<mark class="{"mc-filled" if filled else "mc-slot"}">{text}</mark>'
        elif piece.kind is PieceKind.MOVED:
            text = f'<span class="mc-moved">{text}</span>'
        elif piece.kind is PieceKind.NAMED:
            text = f'<span class="mc-named">{text}</span>'
        parts.append(text)
    return "".join(parts)


def to_look_at(draft: Draft, problems: Sequence[FillProblem], found: Sequence[Discrepancy]) -> str:
    """What could not be taken, what does not agree, what has aged, what stays."""
    parts = [
        _section("Chưa nhận", [_problem(draft, problem) for problem in problems]),
        _section("Chưa khớp nhau", [_disagreement(one) for one in found]),
        _section("Lời có thể đã cũ", [
            f"“{html(one.words[:_LONGEST])}”: {html(one.why)}" for one in draft.cautions
        ]),
        _section("Văn bản giữ nguyên, hãy kiểm tra hiệu lực", [
            html(cited) for cited in dict.fromkeys(cited for cited, _ in draft.kept)
        ]),
        _section("Tên gọi có số giữ nguyên, hãy xem lại", [
            html(name) for name in dict.fromkeys(name for name, _ in draft.named)
        ]),
    ]  # fmt: skip
    return "".join(parts) or '<div class="mc-empty">Không có chỗ nào cần xem lại.</div>'


def _section(title: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f'<h3 class="mc-heading">{title} ({len(items)})</h3><ul class="mc-look">{listed}</ul>'


def _problem(draft: Draft, problem: FillProblem) -> str:
    slot = draft.slots.get(problem.slot)
    name = slot_name(slot) if slot else problem.slot
    return f"{html(name)}: {html(problem.why)}"


def _disagreement(found: Discrepancy) -> str:
    working = f" ({found.arithmetic})" if found.arithmetic else ""
    return html(f"Ghi {found.printed}; đúng ra {found.expected}{working}. {found.reason}")


def slot_name(slot: Slot) -> str:
    """A slot as a person chooses it: what it asks for and last year's value."""
    label = slot.label or KIND_NAMES[slot.kind]
    short = label if len(label) <= _LONGEST else "…" + label[-_LONGEST:]
    return f"{short} — năm trước: {slot.old[:_LONGEST]}"


def open_slots(draft: Draft) -> list[tuple[str, str]]:
    """The open slots in order, as choices (name, id)."""
    return [
        (f"{order}. {slot_name(slot)}", slot.id)
        for order, slot in enumerate(
            (s for block in draft.all_blocks() for s in slots_of(block, draft) if not s.filled), 1
        )
    ]


def offers(draft: Draft) -> list[tuple[str, str]]:
    """What newer reports offer for open slots, as choices (old, new and source, id)."""
    found = []
    for block in draft.all_blocks():
        for slot in slots_of(block, draft):
            if slot.filled or not slot.offers or slot.offers[0].source is None:
                continue
            offer = slot.offers[0]
            assert offer.source is not None
            place = long_place(offer.source)
            found.append((f"{slot_name(slot)} → {offer.value} ({place})", slot.id))
    return found
