"""Tables in plain text whose cells are set apart by tabs or by bars.

A spreadsheet copies its cells with tabs: several lines in a row with as many cells each are a
table, if most of them hold a figure; a letterhead set with tabs has two cells and no figures.
Lines that begin and end with a bar ("| 1 | Xã Pu Lâu | 25 |") are a table whatever they hold.
What this module does not know: tables drawn with spaces (a justified line looks the same).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_CELLS, _ROWS = 3, 2
_BARS = 3  # of two cells
_EMPTY_AT_END = 2  # cells that an editor may have cut off at the end of a line
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:+=-]+")


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
        barred = _is_barred(rows[start])
        while end < len(rows) and (
            _is_barred(rows[end]) if barred else _cells(rows[end]) >= _CELLS
        ):
            end += 1
        make = _barred if barred else _table
        table = make(rows, start, end) if end - start >= _ROWS else None
        if table:
            found.append(table)
        start = max(end, start + 1)
    return found


def _is_barred(row: str) -> bool:
    """Whether a line begins and ends with a bar and has two cells at least."""
    text = row.strip()
    return text.startswith("|") and text.endswith("|") and len(_BAR.findall(text)) >= _BARS


def _barred(rows: Sequence[str], start: int, end: int) -> Tabbed | None:
    inner = [row.strip()[1:-1] for row in rows[start:end] if not _RULE.fullmatch(row.strip())]
    cells = [[cell.replace("\\|", "|").strip() for cell in _BAR.split(row)] for row in inner]
    if len(cells) < _ROWS:
        return None
    width = max(len(row) for row in cells)
    return Tabbed(start, end, tuple(tuple(row + [""] * (width - len(row))) for row in cells))


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
