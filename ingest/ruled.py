"""The grid of a ruled table: cell boxes to rows and columns, merged cells repeated.

A merged cell stands in every place that it covers, so a header over two columns heads
both. Where only the columns are ruled, the rows are found again by their figures.

What this module does not know: how ruling lines are found in a PDF.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.table_words import TextLine, Word, cell_text, group_lines, is_numeric
from ingest.torn_numbers import torn_number

Box = tuple[float, float, float, float]

# Ruling lines of one edge may be drawn twice, a line's width apart.
SNAP = 2.5
# Charts and frames are grids too, but mostly empty ones.
LEAST_FILLED = 0.3


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells by row, with each row's upper edge, the columns' edges and the table's box."""

    cells: tuple[tuple[str, ...], ...]
    tops: tuple[float, ...]
    edges: tuple[float, ...]
    box: Box


def ruled_grid(boxes: Sequence[Box], words: Sequence[Word]) -> Grid | None:
    """The grid of cell boxes (x0, top, x1, bottom) filled with words; None where it is no table."""
    xs = _edges([box[0] for box in boxes] + [box[2] for box in boxes])
    ys = _edges([box[1] for box in boxes] + [box[3] for box in boxes])
    if len(xs) < 3 or len(ys) < 2:
        return None
    inside: dict[Box, list[Word]] = {box: [] for box in boxes}
    for word in words:
        home = _home(word, boxes)
        if home is not None:
            inside[home].append(word)
    rows: list[tuple[str, ...]] = []
    tops: list[float] = []
    for top, bottom in pairwise(ys):
        row = [
            _covering(boxes, (left + right) / 2, (top + bottom) / 2) for left, right in pairwise(xs)
        ]
        for part_top, cells in _split_row(row, inside, top):
            rows.append(cells)
            tops.append(part_top)
    filled = sum(bool(cell_words) for cell_words in inside.values())
    speaking = sum(len({cell for cell in row if cell}) >= 2 for row in rows)
    if speaking < 2 or filled < LEAST_FILLED * len(boxes):
        return None
    return Grid(tuple(rows), tuple(tops), tuple(xs), (xs[0], ys[0], xs[-1], ys[-1]))


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > SNAP:
            edges.append(value)
    return edges


def _home(word: Word, boxes: Sequence[Box]) -> Box | None:
    x = (word.x0 + word.x1) / 2
    return _covering(boxes, x, word.middle)


def _covering(boxes: Sequence[Box], x: float, y: float) -> Box | None:
    return next((b for b in boxes if b[0] <= x <= b[2] and b[1] <= y <= b[3]), None)


def _split_row(
    row: Sequence[Box | None], inside: dict[Box, list[Word]], top: float
) -> list[tuple[float, tuple[str, ...]]]:
    """The row as it is, or as several where its figures stand below one another."""
    lines = [group_lines(inside[box]) if box is not None else [] for box in row]
    torn = _torn(row, lines)
    if torn:
        lines = [[] if place in torn else column for place, column in enumerate(lines)]
    stacks = [
        column for column in lines if len(column) > 1 and all(is_numeric(x.text) for x in column)
    ]
    height = max(map(len, stacks), default=0)
    if height < 2 or any(len(column) not in {0, 1, height} for column in lines if _figures(column)):
        whole = tuple(
            torn.get(place) or (cell_text(inside[box]) if box is not None else "")
            for place, box in enumerate(row)
        )
        return [(top, whole)]
    if torn:
        lines = [group_lines(inside[box]) if box is not None else [] for box in row]
    guide = max(stacks, key=len)
    parts: list[list[list[Word]]] = [[[] for _ in row] for _ in guide]
    for column, stack in enumerate(lines):
        for line in stack:
            parts[_row_of(line, guide)][column] += [w for s in line.segments for w in s.words]
    return [
        (line.top, tuple(cell_text(cell) for cell in part))
        for line, part in zip(guide, parts, strict=True)
    ]


def _torn(row: Sequence[Box | None], lines: Sequence[Sequence[TextLine]]) -> dict[int, str]:
    """The numbers of a row that are broken over two lines, by their columns."""
    alone = any(len(column) == 1 and _figures(column) for column in lines)
    found = {
        place: torn_number(box[2] - box[0], column, alone)
        for place, (box, column) in enumerate(zip(row, lines, strict=True))
        if box is not None
    }
    return {place: text for place, text in found.items() if text}


def _figures(column: Sequence[TextLine]) -> bool:
    return bool(column) and all(is_numeric(line.text) for line in column)


def _row_of(line: TextLine, guide: Sequence[TextLine]) -> int:
    """The last guide line that does not begin below this one: labels wrap downwards."""
    slack = 0.4 * line.size
    return max((index for index, one in enumerate(guide) if one.top <= line.top + slack), default=0)
