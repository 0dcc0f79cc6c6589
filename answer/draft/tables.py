"""The rows of a printed table as a grid again: columns by their headers, one or two levels.

What this module does not know: Word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.draft.nouns import Block, Draft, PieceKind
from answer.draft.render import open_text, piece_text

_LEVELS = " – "
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGITS = re.compile(r"\d[\d.,/]*")
_NARROW = 4
_LEAST = 6.0
_OPEN = 9  # an open slot breaks behind its year

CellRun = tuple[str, bool, int, int]


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: stretches of text, marked or not, with their offsets; words: no number alone."""

    runs: tuple[CellRun, ...]
    words: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells (None where a merged cell covers it), the block of each row.

    head: how many rows are the head; merged: corners of merged cells; widths: shares of the
    page; noted: the column that carries a row's notes.
    """

    rows: tuple[tuple[TableCell | None, ...], ...]
    blocks: tuple[Block | None, ...]
    head: int
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    widths: tuple[float, ...]
    noted: int


def grid_of(blocks: Sequence[Block], draft: Draft) -> Grid:
    """The grid of the rows of one table."""
    data = [block for block in blocks if block.passage.row and block.passage.row.row > 0]
    columns = _as_in_head(_columns(data), blocks)
    if not columns:
        return _as_printed(blocks, draft)
    head, merged = _head(columns, draft)
    rows: list[tuple[TableCell | None, ...]] = [*head]
    for block in data:
        rows.append(_row(block, columns, draft))
    widths = _widths(rows)
    noted = 1 if len(columns) > 1 and widths[0] < widths[1] else 0
    held: list[Block | None] = [None] * len(head)
    return Grid(tuple(rows), (*held, *data), len(head), tuple(merged), widths, noted)


def _as_in_head(columns: list[str], blocks: Sequence[Block]) -> list[str]:
    """The columns in the order of the printed head, where it names them all once.

    Rows leave their empty cells out, so the rows alone do not always tell the order.
    """
    for block in reversed(blocks):
        row = block.passage.row
        if row is not None and row.row == 0:
            head = [cell.text for cell in row.cells]
            named = len(set(head)) == len(head) and set(columns) <= set(head)
            return head if columns and named else columns
    return columns


def _columns(data: Sequence[Block]) -> list[str]:
    """The headers in their order; empty if the rows do not name their columns."""
    columns: list[str] = []
    for block in data:
        assert block.passage.row is not None
        place = 0
        names: set[str] = set()
        for cell in block.passage.row.cells:
            if not cell.header or cell.header in names:
                if len(block.passage.row.cells) > 1 and not cell.header:
                    return []
                continue
            names.add(cell.header)
            if cell.header in columns:
                place = columns.index(cell.header) + 1
            else:
                columns.insert(place, cell.header)
                place += 1
    return columns


def _row(block: Block, columns: Sequence[str], draft: Draft) -> tuple[TableCell | None, ...]:
    cells: list[TableCell | None] = [TableCell(()) for _ in columns]
    assert block.passage.row is not None
    free = 0
    for cell in block.passage.row.cells:
        place = columns.index(cell.header) if cell.header in columns else free
        if place < len(cells):
            cells[place] = _cell(block, cell.start, cell.end, draft)
            free = place + 1
    return tuple(cells)


def _cell(block: Block, start: int, end: int, draft: Draft) -> TableCell:
    runs: list[CellRun] = []
    words = False
    for piece in block.pieces:
        if piece.end <= start or end <= piece.start:
            continue
        text = piece_text(piece, draft)
        if piece.kind is PieceKind.WORDS:
            text = piece.text[max(0, start - piece.start) : end - piece.start]
            words = words or len(text) > _NARROW
        slot = draft.slots.get(piece.slot)
        is_open = slot is not None and not slot.filled
        if slot is not None and is_open:
            text = open_text(replace(slot, source=None), draft.last_year)
        if text:
            runs.append((text, is_open, piece.start, piece.end))
    return TableCell(tuple(runs), words)


def _head(
    columns: Sequence[str], draft: Draft
) -> tuple[list[tuple[TableCell | None, ...]], list[tuple[tuple[int, int], tuple[int, int]]]]:
    """One row of headers, or two where they have a common upper part."""
    parts = [column.split(_LEVELS, 1) for column in columns]
    if all(len(part) == 1 for part in parts):
        return [tuple(header_cell(column, draft) for column in columns)], []
    top: list[TableCell | None] = []
    low: list[TableCell | None] = []
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for order, part in enumerate(parts):
        goes_on = order > 0 and len(part) == 2 and parts[order - 1][0] == part[0]
        top.append(None if goes_on else header_cell(part[0], draft))
        low.append(header_cell(part[1], draft) if len(part) == 2 else None)
        if len(part) == 1:
            merged.append(((0, order), (1, order)))
        elif not goes_on:
            last = order
            while last + 1 < len(parts) and parts[last + 1][0] == part[0]:
                last += 1
            if last > order:
                merged.append(((0, order), (0, last)))
    return [tuple(top), tuple(low)], merged


def header_cell(words: str, draft: Draft) -> TableCell:
    """A header with its years moved on; other numbers in it are marked."""
    runs: list[CellRun] = []
    position = 0
    shift = draft.year - draft.last_year
    for match in _DIGITS.finditer(words):
        if match.start() > position:
            runs.append((words[position : match.start()], False, 0, 0))
        printed = match[0]
        if _YEAR.fullmatch(printed) and abs(int(printed) - draft.last_year) <= 1:
            runs.append((str(int(printed) + shift), False, 0, 0))
        else:
            runs.append((f"[… | {draft.last_year}: {printed}]", True, 0, 0))
        position = match.end()
    if position < len(words):
        runs.append((words[position:], False, 0, 0))
    return TableCell(tuple(runs))


def _as_printed(blocks: Sequence[Block], draft: Draft) -> Grid:
    """Rows as they were read, where their columns are not known."""
    rows: list[tuple[TableCell | None, ...]] = []
    longest = max(len(block.passage.row.cells) for block in blocks if block.passage.row)
    for block in blocks:
        assert block.passage.row is not None
        cells: list[TableCell | None] = [
            _cell(block, cell.start, cell.end, draft) for cell in block.passage.row.cells
        ]
        rows.append(tuple(cells + [TableCell(())] * (longest - len(cells))))
    head = sum(block.passage.row.row == 0 for block in blocks if block.passage.row)
    return Grid(tuple(rows), tuple(blocks), head, (), _widths(rows), 0)


def _widths(rows: Sequence[Sequence[TableCell | None]]) -> tuple[float, ...]:
    """Shares of the width by the longest word and the length of each column's cells."""
    sizes = []
    for column in range(len(rows[0])):
        texts = [
            "".join(run[0] for run in cell.runs)
            for row in rows
            if (cell := row[column]) is not None
        ]
        word = max((len(word) for text in texts for word in text.split()), default=1)
        if any("[…" in text for text in texts):
            word = max(word, _OPEN)
        length = max((len(text) for text in texts), default=1)
        sizes.append(max(_LEAST, min(word + 2.0, 14.0), min(length * 0.55, 34.0)))
    total = sum(sizes)
    return tuple(size / total for size in sizes)
