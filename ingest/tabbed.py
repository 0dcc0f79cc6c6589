"""Tables in plain text whose cells are set apart by tabs, as a spreadsheet copies them.

Several lines in a row with as many cells each are a table, if most of them hold a figure: a
letterhead set with tabs has two cells and no figures. What this module does not know: tables
drawn with spaces (a justified line looks the same).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_CELLS, _ROWS = 3, 2
_EMPTY_AT_END = 2  # cells that an editor may have cut off at the end of a line


@dataclass(frozen=True, slots=True)
class Tabbed:
    """A table of lines ``start`` up to ``end``; grid: its cells, equally many in each row."""

    start: int
    end: int
    grid: tuple[tuple[str, ...], ...]


def tabbed_tables(rows: Sequence[str]) -> list[Tabbed]:
    """The tables among the lines of a text, in order."""
    found: list[Tabbed] = []
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and _cells(rows[end]) >= _CELLS:
            end += 1
        table = _table(rows, start, end) if end - start >= _ROWS else None
        if table:
            found.append(table)
        start = max(end, start + 1)
    return found


def _cells(row: str) -> int:
    return len(row.rstrip().split("\t")) if row.strip() else 0


def _table(rows: Sequence[str], start: int, end: int) -> Tabbed | None:
    lines = [row.strip("\r\n\f") for row in rows[start:end]]
    cells = [[cell.strip() for cell in line.split("\t")] for line in lines]
    width = max(len(row) for row in cells)
    if min(map(_cells, lines)) < width - _EMPTY_AT_END:
        return None
    counted = sum(any(any(map(str.isdigit, cell)) for cell in row[1:]) for row in cells[1:])
    if counted < 0.5 * (len(cells) - 1):
        return None
    return Tabbed(start, end, tuple(tuple(row + [""] * (width - len(row))) for row in cells))
