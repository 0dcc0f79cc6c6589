"""A filled draft checked: its figures against each other, last year's and this year's reports.

The filled text is read as a report is, and audited with the rest: totals and parts, shares,
changes, tables, what other reports say. Open slots are gaps to the audit.

What this module does not know: how anything is compared (the check room).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answer.draft.nouns import Block, Draft, PieceKind
from answer.draft.render import BLANK, piece_text
from check.audit import audit_readings
from check.discrepancy import Discrepancy
from ingest.facts import read_facts
from ingest.report import Heading, NoteCall, Passage, Reading, TableRow

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DRAFT_FILE = "bản nháp"
_ID = "nhap"


def review(draft: Draft, readings: Sequence[Reading]) -> tuple[Discrepancy, ...]:
    """What does not agree in the filled draft."""
    own = reading_of(draft)
    others = [reading for reading in readings if reading.report.file != DRAFT_FILE]
    return audit_readings([own, *others], DRAFT_FILE).discrepancies


def reading_of(draft: Draft) -> Reading:
    """The filled draft as a reading, so that all that checks reports can check it."""
    title = _moved(draft.report.title, draft)
    report = replace(
        draft.report, id=_ID, file=DRAFT_FILE, year=draft.year, title=title, number="", date=""
    )
    passages = tuple(passage for block in draft.blocks for passage in _passages(block, draft))
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


def _passages(block: Block, draft: Draft) -> Iterator[Passage]:
    """The passage of a block, then those of its notes, called from where they now are."""
    passage, shift = _passage(block, draft)
    yield passage
    for offset, note in block.notes:
        own, _ = _passage(note, draft)
        yield replace(own, called_by=(passage.id, shift.at(offset)))


def _passage(block: Block, draft: Draft) -> tuple[Passage, _Shift]:
    text, spans = "", []
    for piece in block.pieces:
        slot = draft.slots.get(piece.slot)
        gap = piece.kind is PieceKind.SLOT and slot is not None and not slot.filled
        words = BLANK if gap else piece_text(piece, draft)
        spans.append((piece.start, piece.end, len(text), len(text) + len(words)))
        text += words
    shift = _Shift(tuple(spans))
    passage = block.passage
    made = replace(
        passage,
        id=_own(passage.id),
        report_id=_ID,
        text=text,
        page_starts=(),
        page_labels=(),
        parent=_own(passage.parent) if passage.parent else None,
        calls=tuple(NoteCall(call.note, shift.at(call.offset)) for call in passage.calls),
        called_by=None,
        section=tuple(Heading(one.label, _moved(one.title, draft)) for one in passage.section),
        row=_row(passage.row, shift, text, draft) if passage.row else None,
    )
    return made, shift


def _moved(text: str, draft: Draft) -> str:
    """A heading or title with the years around last year's moved on, as in the draft."""
    shift = draft.year - draft.last_year
    return _YEAR.sub(
        lambda year: (
            str(int(year[0]) + shift) if abs(int(year[0]) - draft.last_year) <= 1 else year[0]
        ),
        text,
    )


def _own(passage_id: str) -> str:
    return f"{_ID}:{passage_id}"


def _row(row: TableRow, shift: _Shift, text: str, draft: Draft) -> TableRow:
    cells = []
    for cell in row.cells:
        start, end = shift.at(cell.start), shift.at(cell.end)
        header = _moved(cell.header, draft)
        cells.append(replace(cell, header=header, start=start, end=end, text=text[start:end]))
    return replace(row, cells=tuple(cells), title=_moved(row.title, draft))
