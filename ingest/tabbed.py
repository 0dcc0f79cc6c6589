"""Tables in plain text whose cells are set apart by tabs, by bars or by runs of spaces.

A spreadsheet copies its cells with tabs: several lines in a row with as many cells each are a
table, if most of them hold a figure; a letterhead set with tabs has two cells and no figures.
Lines that begin and end with a bar ("| 1 | Xã Pu Lâu | 25 |") are a table whatever they hold.
Cells set under each other with spaces are one where all but the names are bare figures: a
justified line of prose has such gaps too, but words between them.

What this module does not know: cells drawn with spaces that run on in a second line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_CELLS, _ROWS = 3, 2
_BARS = 3  # of two cells
_EMPTY_AT_END = 2  # cells that an editor may have cut off at the end of a line
_BAR = re.compile(r"(?<!\\)\|")
_GAPPED = re.compile(r"\S+(?: \S+)*")  # a cell: words with single spaces between them
_FIGURE = re.compile(r"[-+(]?\d[\d.,/%]*\)?|[-–—]")
_FIGURES = 0.8  # of the cells right of the names
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
        if end == start:
            while end < len(rows) and "\t" not in rows[end] and len(_gapped(rows[end])) >= _CELLS:
                end += 1
            table = _drawn(rows, start, end) if end - start > _ROWS else None
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


def _gapped(row: str) -> list[tuple[int, int, str]]:
    """The cells of a line drawn with spaces: two spaces or more set them apart."""
    return [(*cell.span(), cell[0]) for cell in _GAPPED.finditer(row)]


def _drawn(rows: Sequence[str], start: int, end: int) -> Tabbed | None:
    """A table drawn with spaces: each cell stands below the header that is nearest to it."""
    heads = _gapped(rows[start])
    if any(_FIGURE.fullmatch(text) and len(text) != 4 for _, _, text in heads):
        return None  # figures in the first line: it is no header (a year may be one)
    grid = [[text for _, _, text in heads]]
    figures = cells = 0
    for row in rows[start + 1 : end]:
        placed = [""] * len(heads)
        for first, last, text in _gapped(row):
            at = min(range(len(heads)), key=lambda k: _apart(heads[k], first, last))
            if placed[at]:
                return None
            placed[at] = text
        grid.append(placed)
        body = [text for text in placed[2:] if text]
        cells += len(body)
        figures += sum(bool(_FIGURE.fullmatch(text)) for text in body)
    if not cells or figures < _FIGURES * cells:
        return None
    return Tabbed(start, end, tuple(map(tuple, grid)))


def _apart(head: tuple[int, int, str], first: int, last: int) -> int:
    """How far a cell stands from a header: negative by as much as they overlap."""
    return max(head[0], first) - min(head[1], last)
