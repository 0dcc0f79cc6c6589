"""A draft as text: what a slot shows, a block as a line, the whole as plain text.

An unfilled slot shows its unit and last year's value with the place where that stands:
``[… căn | 2025: 11.462, tr. 12]``.

What this module does not know: Word, spreadsheets, the window.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from answer.draft.nouns import Block, Draft, Piece, PieceKind, Slot, SlotKind
from check.cite import place_words
from ingest.report import SECTION_JOIN, Citation, PassageKind
from ingest.text import canonical

BLANK = "…"
_LONGEST_OLD = 220
_LONGEST_QUOTE = 180
_LONGEST_STEP = 48
_HOLES = (("  ", " "), (" ;", ";"), (" ,", ","), (" .", "."), ("( )", ""), ("()", ""))
_LEADS = {
    SlotKind.DATE: "ngày …",
    SlotKind.PERSON: "họ tên",
    SlotKind.LIST: "danh sách",
    SlotKind.EVENT: "sự việc",
    SlotKind.OUTCOME: "đạt, vượt hay chưa đạt",
}


def slot_text(slot: Slot, last_year: int) -> str:
    """What stands in the draft for a slot: this year's words, or the open slot."""
    if slot.filled:
        return "" if slot.dropped else slot.value
    return open_text(slot, last_year)


def open_text(slot: Slot, last_year: int) -> str:
    """The slot as it waits: what is asked, last year's value, where it stands."""
    where = f", {short_place(slot.source)}" if slot.source and short_place(slot.source) else ""
    return f"[{_asked(slot)} | {last_year}: {_shown(slot)}{where}]"


def _asked(slot: Slot) -> str:
    if slot.kind is SlotKind.CHANGE:
        return f"tăng/giảm {_with_unit(slot)}"
    if slot.kind is SlotKind.DATE and not slot.old.startswith(("ngày", "Ngày")):
        return "tháng …" if slot.old.startswith("tháng") else BLANK
    if slot.kind is SlotKind.DOCUMENT:
        return "số, ngày văn bản" if "ngày" in slot.old else "số văn bản"
    return _LEADS.get(slot.kind) or _with_unit(slot)


def _with_unit(slot: Slot) -> str:
    return f"{BLANK} {slot.unit}".strip()


def _shown(slot: Slot) -> str:
    """Last year's value, without the unit that stands before it already."""
    old = slot.old
    if slot.kind is SlotKind.FIGURE and slot.unit:
        tail = canonical(slot.unit)
        if canonical(old).endswith(tail) and not old[: -len(tail)].rstrip()[-1:].isalpha():
            return old[: -len(tail)].rstrip()
    if len(old) > _LONGEST_OLD:
        return old[:_LONGEST_OLD].rsplit(" ", 1)[0] + BLANK
    return old


def short_place(citation: Citation | None) -> str:
    """``tr. 12, ct. 8``: page and note, as far as the source has them."""
    if citation is None:
        return ""
    parts = [f"tr. {citation.page_label or citation.page}"] if citation.page is not None else []
    if citation.footnote is not None:
        parts.append(f"ct. {citation.footnote}")
    return ", ".join(parts)


def long_place(citation: Citation) -> str:
    """``bao-cao.pdf, trang 12, chú thích 8, mục …``: a source in full."""
    parts = [citation.report, *place_words(citation)]
    if citation.section:
        parts.append(f"mục {_short_path(citation.section)}")
    return ", ".join(parts)


def _short_path(section: str) -> str:
    """A section path whose long steps are cut: movements have names of two lines."""
    steps = section.split(SECTION_JOIN)
    short = [s if len(s) <= _LONGEST_STEP else s[:_LONGEST_STEP].rsplit(" ", 1)[0] + BLANK
             for s in steps]  # fmt: skip
    return SECTION_JOIN.join(short)


def source_lines(draft: Draft, slots: list[Slot], *, quoted: bool = True) -> list[str]:
    """What the sources of some slots say: old values, new ones, sums; each line once.

    quoted: with the line that holds last year's value; False where it stands beside it.
    """
    lines: list[str] = []
    for slot in slots:
        if not slot.filled and slot.source:
            lead = f"Năm {draft.last_year}"
            place = long_place(slot.source)
            lines.append(_cited(lead, slot.source) if quoted else f"{lead}: {place}")
        if slot.origin:
            own = slot.origin.report == draft.report.file
            lines.append(_cited(f"Năm {draft.last_year}" if own else "Nguồn", slot.origin))
        if slot.working:
            lines.append(f"Cách tính: {slot.working}.")
            compared = draft.slots.get(slot.relation.of) if slot.relation else None
            if compared and compared.source and not slot.origin and _uses_last(slot):
                lines.append(_cited(f"Năm {draft.last_year}", compared.source))
    return list(dict.fromkeys(lines))


def _uses_last(slot: Slot) -> bool:
    return slot.relation is not None and slot.relation.kind.value in {"change", "base"}


def _cited(lead: str, citation: Citation) -> str:
    quote = citation.quote
    if len(quote) > _LONGEST_QUOTE:
        quote = quote[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + BLANK
    return f"{lead}: {long_place(citation)}: “{quote}”"


def table_lines(draft: Draft, blocks: Sequence[Block]) -> list[str]:
    """The sources of a table in few lines: old values, new ones and sums, by its rows."""
    old: dict[str, list[int]] = {}
    new: dict[str, list[int]] = {}
    sums: list[str] = []
    for block in blocks:
        row = block.passage.row
        for slot in slots_of(block, draft) if row is not None else ():
            assert row is not None
            if not slot.filled and slot.source:
                old.setdefault(_table_place(slot.source), []).append(row.row)
            if slot.origin:
                new.setdefault(_table_place(slot.origin), []).append(_row_of(slot.origin, row.row))
            if slot.working:
                sums.append(f"dòng {row.row}: {slot.working}")
    lines = [
        f"Năm {draft.last_year}: {place}, dòng {_ordered(rows)}." for place, rows in old.items()
    ]
    lines += [f"Nguồn: {place}, dòng {_ordered(rows)}." for place, rows in new.items()]
    return [*lines, *([f"Cách tính: {'; '.join(sums)}."] if sums else [])]


def _table_place(citation: Citation) -> str:
    return long_place(replace(citation, table=(citation.table or "").split(",")[0]))


def _row_of(citation: Citation, default: int) -> int:
    """The row that a citation's table place names."""
    found = re.search(r"dòng (\d+)", citation.table or "")
    return int(found[1]) if found else default


def _ordered(rows: Sequence[int]) -> str:
    """``1 đến 12``, ``2, 5``."""
    found = sorted(set(rows))
    run_on = len(found) > 2 and found == list(range(found[0], found[-1] + 1))
    return f"{found[0]} đến {found[-1]}" if run_on else ", ".join(map(str, found))


def piece_text(piece: Piece, draft: Draft) -> str:
    """One piece as the draft prints it."""
    if piece.kind is PieceKind.SLOT:
        return slot_text(draft.slots[piece.slot], draft.last_year)
    return piece.text


def block_text(block: Block, draft: Draft, *, blank: str | None = None) -> str:
    """A block as one line; blank: what stands for open slots, the slot itself if None."""
    parts = []
    for piece in block.pieces:
        slot = draft.slots.get(piece.slot)
        is_open = slot is not None and not slot.filled
        parts.append(blank if is_open and blank is not None else piece_text(piece, draft))
    return tidy("".join(parts))


def tidy(text: str) -> str:
    """Without the holes that dropped slots leave."""
    for before, after in _HOLES:
        while before in text:
            text = text.replace(before, after)
    return text.strip()


def slots_of(block: Block, draft: Draft) -> list[Slot]:
    """The slots of a block in order."""
    return [draft.slots[piece.slot] for piece in block.pieces if piece.slot]


def plain_text(draft: Draft, *, sources: bool = True) -> str:
    """The draft as plain text: notes in brackets, their texts and the sources at the end."""
    body: list[str] = []
    notes: list[str] = []
    for block in draft.blocks:
        marks = ""
        for _, note in block.notes:
            notes.append(f"[{len(notes) + 1}] {block_text(note, draft)}")
            marks += f" [{len(notes)}]"
        body.append(f"{block_text(block, draft)}{marks}")
    lines = ["\n\n".join(body)]
    if notes:
        lines += ["", "CHÚ THÍCH", "", *notes]
    cited = list(_all_sources(draft)) if sources else []
    if cited:
        lines += ["", "NGUỒN", "", *cited]
    return "\n".join(lines) + "\n"


def _all_sources(draft: Draft) -> Iterator[str]:
    seen: set[str] = set()
    for block in draft.all_blocks():
        if block.kind is PassageKind.FURNITURE:
            continue
        for line in source_lines(draft, slots_of(block, draft)):
            if line not in seen:
                seen.add(line)
                yield f"- {line}"


def filled_text(draft: Draft) -> str:
    """The draft without slots: every block a line, notes behind it, open slots as a gap."""
    return "\n".join(
        text for block in draft.all_blocks() if (text := block_text(block, draft, blank=BLANK))
    )
