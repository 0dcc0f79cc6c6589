"""Columns of a table that follow from others: sums, differences, shares, growth.

No header is trusted: a relation that holds in most rows is the column's meaning, and the rows
in which it does not hold are wrong.

What this module does not know: rows that are totals of others (``check/tables.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from check.arithmetic import rounded
from check.discrepancy import Check, CheckKind, Severity
from check.intervals import Interval, exactly, interval_of, share_of
from check.placed import is_rate, term
from check.shares import decimals_of
from check.sums import adds_up, sum_line, wrong_sum
from check.table_lines import Line
from ingest.numerals import number_text
from ingest.report import Figure

_MOST = Decimal("0.7")
_FEW_ROWS = 3
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Relation:
    """How a column follows from others.

    name: a key of ``_TESTS``; sources: the columns that it needs, () for "rest", which needs all
    other columns that a row fills.
    """

    name: str
    sources: tuple[int, ...]
    column: int

    def sources_in(self, line: Line) -> tuple[int, ...] | None:
        """The columns it needs in a row, None where the row lacks one, or the result."""
        if self.column not in line.cells:
            return None
        if self.name == "rest":
            return tuple(one for one in line.cells if one != self.column) or None
        return self.sources if all(one in line.cells for one in self.sources) else None

    def holds_in(self, line: Line) -> bool | None:
        """Whether a row fulfils it; None where it cannot be said of the row."""
        sources = self.sources_in(line)
        if sources is None:
            return None
        return _TESTS[self.name]([line.cells[one] for one in sources], line.cells[self.column])


def check_columns(lines: Sequence[Line]) -> list[Check]:
    """Every row of each column that follows from others."""
    found: list[Check] = []
    told: set[frozenset[int]] = set()
    for column in sorted({one for line in lines for one in line.cells}, reverse=True):
        relation = _relation(lines, column)
        if relation is None:
            continue
        columns = frozenset({column}).union(*(relation.sources_in(line) or () for line in lines))
        if columns in told:
            continue
        told.add(columns)
        for line in lines:
            holds = relation.holds_in(line)
            if holds is not None:
                found.append(_check(line, relation, holds=holds))
    return found


def _relation(lines: Sequence[Line], column: int) -> Relation | None:
    """The relation that gives this column in most rows, with the fewest exceptions."""
    best: tuple[int, int, Relation] | None = None
    for relation in _candidates(lines, column):
        told = [holds for line in lines if (holds := relation.holds_in(line)) is not None]
        right = sum(told)
        if right >= _FEW_ROWS and right >= _MOST * len(told) and not _trivial(lines, relation):
            rank = (right - len(told), right, relation)
            if best is None or rank[:2] > best[:2]:
                best = rank
    return best[2] if best else None


def _candidates(lines: Sequence[Line], column: int) -> Iterator[Relation]:
    others = sorted({one for line in lines for one in line.cells if one != column})
    before = [one for one in others if one < column]
    if before and column > others[-1]:
        yield Relation("rest", (), column)
    for pair in combinations(others, 2):
        yield Relation("sum", pair, column)
        for one, other in (pair, pair[::-1]):
            for name in ("difference", "share", "growth"):
                yield Relation(name, (one, other), column)
    for start in range(len(before) - 2):
        yield Relation("sum", tuple(before[start:]), column)
    behind = [one for one in others if one > column]
    for stop in range(3, len(behind) + 1):
        yield Relation("sum", tuple(behind[:stop]), column)


def _trivial(lines: Sequence[Line], relation: Relation) -> bool:
    """Zeros and equal values prove nothing."""
    told = {
        line.cells[relation.column].amount
        for line in lines
        if relation.sources_in(line) is not None
    }
    return len(told) < _FEW_ROWS


def _sum(sources: Sequence[Figure], result: Figure) -> bool | None:
    if any(is_rate(one) for one in (*sources, result)):
        return None
    if len({one.base_unit for one in (*sources, result)}) > 1:
        return None
    return adds_up(result, sources)


def _difference(sources: Sequence[Figure], result: Figure) -> bool | None:
    if any(one.base_unit != result.base_unit for one in sources) and not is_rate(result):
        return None
    one, other = (interval_of(source) for source in sources)
    return (one - other).meets(interval_of(result))


def _ratio(sources: Sequence[Figure], result: Figure) -> Interval | None:
    """The first column in percent of the second, None where the result can be no percentage."""
    one, other = (interval_of(source) for source in sources)
    if other.low <= 0 or one.low <= 0 or (result.base_unit and result.base_unit != "%"):
        return None
    return share_of(one, other)


def _share(sources: Sequence[Figure], result: Figure) -> bool | None:
    ratio = _ratio(sources, result)
    return None if ratio is None else ratio.meets(interval_of(result))


def _growth(sources: Sequence[Figure], result: Figure) -> bool | None:
    ratio = _ratio(sources, result)
    if ratio is None:
        return None
    return (ratio - exactly(_HUNDRED)).meets(interval_of(result))


_TESTS: Mapping[str, Callable[[Sequence[Figure], Figure], bool | None]] = {
    "sum": _sum,
    "rest": _sum,
    "difference": _difference,
    "share": _share,
    "growth": _growth,
}


def _check(line: Line, relation: Relation, *, holds: bool) -> Check:
    columns = relation.sources_in(line) or ()
    result, sources = line.cells[relation.column], [line.cells[one] for one in columns]
    spots = (line.spot(relation.column), *map(line.spot, columns))
    name = relation.name
    if name in {"sum", "rest"} and not holds:
        return wrong_sum(CheckKind.TABLE_TOTAL, spots, result, sources)
    text, value = _worked(name, sources, result)
    kind = CheckKind.TABLE_TOTAL if name in {"sum", "rest", "difference"} else CheckKind.PERCENTAGE
    return Check(
        kind,
        spots,
        holds,
        printed=result.text,
        expected=result.text if holds else value,
        arithmetic=text,
        severity=Severity.CERTAIN,
        reason="" if holds else f"Theo các cột khác tính ra {value}, bảng ghi {result.text}.",
    )


def _worked(name: str, sources: Sequence[Figure], result: Figure) -> tuple[str, str]:
    """The relation written out over the printed figures, and the value that it gives."""
    if name in {"sum", "rest"}:
        return sum_line(sources, result), result.text
    one, other = sources[:2]
    if name == "difference":
        value = number_text((one.amount - other.amount) / result.factor)
        return f"{term(one)} - {term(other)} = {value} {result.unit}".strip(), value
    ratio = one.amount / other.amount * _HUNDRED
    if name == "share":
        value = f"{rounded(ratio, decimals_of(result))}%"
        return f"{term(one)} : {term(other)} = {value}", value
    value = f"{rounded(ratio - _HUNDRED, decimals_of(result))}%"
    return f"({term(one)} - {term(other)}) : {term(other)} = {value}", value
