"""A filled draft checked: its figures against each other, last year's and this year's reports.

The filled text is read as a report is, and audited with the rest: totals and parts, shares,
changes, tables, what other reports say. Open slots are gaps to the audit.

What this module does not know: how anything is compared (the check room).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.draft.nouns import Block, Draft, PieceKind
from answer.draft.render import BLANK, piece_text
from check.audit import audit_readings
from check.discrepancy import Discrepancy
from ingest.facts import read_facts
from ingest.report import NoteCall, Passage, Reading, TableRow

DRAFT_FILE = "bản nháp"
_ID = "nhap"


def review(draft: Draft, readings: Sequence[Reading]) -> tuple[Discrepancy, ...]:
    """What does not agree in the filled draft."""
    own = reading_of(draft)
    others = [reading for reading in readings if reading.report.file != DRAFT_FILE]
    return audit_readings([own, *others], DRAFT_FILE).discrepancies


def reading_of(draft: Draft) -> Reading:
    """The filled draft as a reading, so that all that checks reports can check it."""
    report = replace(draft.report, id=_ID, file=DRAFT_FILE, year=draft.year, number="", date="")
    passages = tuple(_passage(block, draft) for block in draft.all_blocks())
    facts = read_facts(report, passages)
    return Reading(
        report,
        passages,
        figures=facts.figures,
        awards=facts.awards,
        documents=facts.documents,
        persons=facts.persons,
        abbreviations=facts.abbreviations,
    )


@dataclass(frozen=True, slots=True)
class _Shift:
    """Where each piece of a passage came to stand: old start, old end, new start, new end."""

    spans: tuple[tuple[int, int, int, int], ...]

    def at(self, offset: int) -> int:
        """The new place of an old offset."""
        place = 0
        for start, end, new_start, new_end in self.spans:
            if offset < start:
                break
            place = min(new_start + offset - start, new_end) if offset < end else new_end
        return place


def _passage(block: Block, draft: Draft) -> Passage:
    text, spans = "", []
    for piece in block.pieces:
        slot = draft.slots.get(piece.slot)
        gap = piece.kind is PieceKind.SLOT and slot is not None and not slot.filled
        words = BLANK if gap else piece_text(piece, draft)
        spans.append((piece.start, piece.end, len(text), len(text) + len(words)))
        text += words
    shift = _Shift(tuple(spans))
    passage = block.passage
    called = passage.called_by
    return replace(
        passage,
        id=_own(passage.id),
        report_id=_ID,
        text=text,
        page_starts=(),
        page_labels=(),
        parent=_own(passage.parent) if passage.parent else None,
        calls=tuple(NoteCall(call.note, shift.at(call.offset)) for call in passage.calls),
        called_by=(_own(called[0]), called[1]) if called else None,
        row=_row(passage.row, shift, text) if passage.row else None,
    )


def _own(passage_id: str) -> str:
    return f"{_ID}:{passage_id}"


def _row(row: TableRow, shift: _Shift, text: str) -> TableRow:
    cells = []
    for cell in row.cells:
        start, end = shift.at(cell.start), shift.at(cell.end)
        cells.append(replace(cell, start=start, end=end, text=text[start:end]))
    return replace(row, cells=tuple(cells))
