"""Lines whose syllables were torn by spaces (``ĐIỀ U KHO ẢN``), joined, with what stands in them.

What this module does not know: which syllables belong together (``legible.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ingest.legible import join_split
from ingest.lines import Line
from ingest.report import NoteCall


def join_torn(line: Line) -> Line:
    """The line with torn syllables joined; markers and cells keep their places."""
    text = join_split(line.text)
    if text == line.text:
        return line
    moved = _moves(line.text, text)
    if moved is None:
        return line
    row = line.row
    if row is not None:
        cells = tuple(
            replace(
                cell,
                text=text[moved(cell.start) : moved(cell.end)],
                start=moved(cell.start),
                end=moved(cell.end),
                header=join_split(cell.header),
            )
            for cell in row.cells
        )
        row = replace(row, label=join_split(row.label), cells=cells)
    return replace(
        line,
        text=text,
        raised=tuple((moved(start), moved(end)) for start, end in line.raised),
        calls=tuple(NoteCall(call.note, moved(call.offset)) for call in line.calls),
        row=row,
    )


def _moves(before: str, after: str) -> Callable[[int], int] | None:
    """Offsets of ``before`` in ``after``, which lacks some of its spaces and nothing else."""
    places: list[int] = []
    at = 0
    for char in before:
        places.append(at)
        if at < len(after) and after[at] == char:
            at += 1
        elif char != " ":
            return None
    if at != len(after):
        return None
    places.append(at)
    return lambda offset: places[offset]
