"""A reading as it would be with other words in one passage: offsets moved, facts read again.

What this module does not know: which words, and why.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.facts import read_facts
from ingest.report import Passage, Reading


def with_text(reading: Reading, passage: Passage, text: str) -> Reading:
    """The reading with one passage's text changed and its facts read again."""
    if passage.report_id != reading.report.id:
        return reading
    passages = tuple(
        _changed(one, text) if one.id == passage.id else _moved(one, passage, text)
        for one in reading.passages
    )
    facts = read_facts(reading.report, passages)
    return replace(
        reading, passages=passages, figures=facts.figures, awards=facts.awards,
        documents=facts.documents,
    )  # fmt: skip


def _shift(old: str, new: str, offset: int) -> int:
    """Where an offset of the old text stands in the new one, which differs in one place."""
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    return offset if offset <= same else offset + len(new) - len(old)


def _changed(passage: Passage, text: str) -> Passage:
    old = passage.text
    row = passage.row
    if row is not None:
        cells = tuple(
            replace(cell, start=start, end=end, text=text[start:end])
            for cell in row.cells
            for start, end in [(_shift(old, text, cell.start), _shift(old, text, cell.end))]
        )
        row = replace(row, cells=cells)
    calls = tuple(replace(one, offset=_shift(old, text, one.offset)) for one in passage.calls)
    pages = tuple((_shift(old, text, offset), page) for offset, page in passage.page_starts)
    return replace(passage, text=text, row=row, calls=calls, page_starts=pages)


def _moved(note: Passage, caller: Passage, text: str) -> Passage:
    """A note whose caller changed is called from where its marker now stands."""
    if note.called_by is None or note.called_by[0] != caller.id:
        return note
    return replace(note, called_by=(caller.id, _shift(caller.text, text, note.called_by[1])))
