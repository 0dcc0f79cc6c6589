"""Awards as a table: movement × form × giver down, to whom across, the printed counts within.

Counts are shown, never added up: reports print totals and parts of them, and one award in body
and note. A count printed twice for one cell stands there once, with both places.

What this module does not know: how the table is drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from check.fact_rows import FactRow
from ingest.report import Award
from ingest.text import canonical

NO_MOVEMENT = "(không nêu phong trào)"
NOT_SAID = "(không nêu)"
BY_NAME = "(nêu tên)"  # an award to one that is named; no number is printed


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed count, or a name, with every row that prints it."""

    count: int | None
    printed: str
    rows: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What one report says of one form that a giver gave in a movement and time.

    cells: for each receiver, the counts that are printed.
    """

    movement: str
    form: str
    giver: str
    years: str
    proposed: bool
    report: str
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Pivot:
    """The lines in the order of the reports; receivers: the heads of the columns."""

    receivers: tuple[str, ...]
    lines: tuple[Line, ...]


_Key = tuple[str, str, str, str, bool, str]


def pivot_of(rows: Iterable[FactRow]) -> Pivot:
    """The pivot of some award rows; commonest receiver first."""
    names: dict[str, str] = {}  # key -> as first printed
    counts: Counter[str] = Counter()
    lines: dict[_Key, dict[str, list[FactRow]]] = {}
    shown: dict[_Key, _Key] = {}
    for row in rows:
        award = row.fact
        if not isinstance(award, Award):
            continue
        name = (award.recipient or NOT_SAID) if row.printed else BY_NAME
        receiver = canonical(name)
        names.setdefault(receiver, name)
        counts[receiver] += 1
        wanted = (
            award.movement or NO_MOVEMENT, award.form, award.giver, row.years, award.proposed,
            row.report.file,
        )  # fmt: skip
        key = (
            canonical(wanted[0]), canonical(wanted[1]), canonical(wanted[2]), *wanted[3:]
        )  # fmt: skip
        shown.setdefault(key, wanted)
        lines.setdefault(key, {}).setdefault(receiver, []).append(row)
    order = [receiver for receiver, _ in counts.most_common()]
    return Pivot(
        receivers=tuple(names[receiver] for receiver in order),
        lines=tuple(
            Line(*shown[key], tuple(_cells(held.get(receiver, ())) for receiver in order))
            for key, held in _by_movement(lines)
        ),
    )


def _by_movement(
    lines: dict[_Key, dict[str, list[FactRow]]],
) -> list[tuple[_Key, dict[str, list[FactRow]]]]:
    """The lines of one movement together, movements as they first appear."""
    order: dict[str, int] = {}
    for key in lines:
        order.setdefault(key[0], len(order))
    return sorted(lines.items(), key=lambda item: order[item[0][0]])


def _cells(rows: Iterable[FactRow]) -> tuple[Cell, ...]:
    found: dict[str, list[FactRow]] = {}
    for row in rows:
        found.setdefault(row.value or row.unit, []).append(row)
    return tuple(
        Cell(int(held[0].value) if held[0].value else None, held[0].printed or text, tuple(held))
        for text, held in found.items()
    )
