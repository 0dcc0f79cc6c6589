"""The rows of a report's tables as figures by column.

What this module does not know: what the columns have to do with each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from check.discrepancy import Spot
from check.placed import Stretch
from ingest.report import Figure, Passage


@dataclass(frozen=True, slots=True)
class Line:
    """A table row: its passage, label and the single figure of each column, if it has one."""

    passage: Passage
    label: str
    first: str
    cells: Mapping[int, Figure]

    def spot(self, column: int) -> Spot:
        figure = self.cells[column]
        return Spot(self.passage, figure.start, figure.end)


def tables_of(
    passages: Sequence[Passage], stretches: Mapping[str, Stretch]
) -> Iterator[tuple[list[Line], dict[int, str]]]:
    """Each table as its lines and the headers of its columns."""
    by_table: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.row is not None:
            by_table[passage.row.table].append(passage)
    for rows in by_table.values():
        headers: dict[str, int] = {}
        lines = [_line(passage, stretches[passage.id], headers) for passage in rows]
        yield lines, {column: header for header, column in headers.items()}


def _line(passage: Passage, stretch: Stretch, headers: dict[str, int]) -> Line:
    """A row's figures by column; a row may lack cells, so columns are told by their headers."""
    row = passage.row
    assert row is not None
    cells: dict[int, Figure] = {}
    for order, cell in enumerate(row.cells):
        header = cell.header or f"#{order - len(row.cells)}"
        column = headers.setdefault(header, len(headers))
        held = stretch.within(cell.start, cell.end)
        if len(held) == 1:
            cells[column] = held[0].figure
    return Line(passage, row.label, row.cells[0].text if row.cells else "", cells)
