"""Tables: totals of rows and columns, shares and differences between columns.

A row named "Tổng cộng" is compared with the rows above it. Between columns no header is
trusted: a relation (a sum, a difference, a share, a growth) that holds in most rows is the
column's meaning, and the rows in which it does not hold are wrong.

What this module does not know: how a table was found; relations between two tables.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from check.arithmetic import rounded
from check.discrepancy import Check, CheckKind, Severity, Spot
from check.intervals import Interval, interval_of, share_of
from check.parts import total_check
from check.placed import Stretch, is_rate, sum_line, term
from check.shares import decimals_of
from check.words import words
from ingest.numerals import number_text
from ingest.report import Figure, Passage
from ingest.text import canonical

_ROMAN = re.compile(r"[IVX]+|[A-ZĐ]")
_NOT_SUMMED = re.compile(
    r"%|t[ỉiỷy] l[ệe]|b[ìi]nh qu[âa]n|x[ếe]p|h[ạa]ng|[đd]i[ểe]m|so v[ớo]i|n[ăa]ng su[ấa]t|m[ứu]c"
)
_MOST = Decimal("0.7")
_FEW_ROWS = 3
_HUNDRED = Decimal(100)


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


def check_tables(passages: Sequence[Passage], stretches: Mapping[str, Stretch]) -> list[Check]:
    """Every table of a report."""
    found: list[Check] = []
    for lines, headers in _tables(passages, stretches):
        found += _total_rows(lines, headers)
        found += _columns(lines)
    return found


def _tables(
    passages: Sequence[Passage], stretches: Mapping[str, Stretch]
) -> Iterator[tuple[list[Line], dict[int, str]]]:
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


def _is_total(line: Line) -> bool:
    key = canonical(line.label).strip(" .:")
    return key in words("total row") or re.match(r"t[ổo]ng (?:c[ộo]ng|s[ốo])", key) is not None


def _total_rows(lines: Sequence[Line], headers: Mapping[int, str]) -> list[Check]:
    found: list[Check] = []
    for order, line in enumerate(lines):
        if not _is_total(line):
            continue
        above = [one for one in lines[:order] if not _is_total(one)]
        below = [one for one in lines[order + 1 :] if not _is_total(one)]
        group = above or below
        if len(group) >= 2:
            found += _total_row(line, group, headers)
    return found


def _total_row(line: Line, group: Sequence[Line], headers: Mapping[int, str]) -> list[Check]:
    checks, failed = [], []
    for column, whole in line.cells.items():
        if is_rate(whole) or _NOT_SUMMED.search(canonical(headers.get(column, ""))):
            continue
        for rows in _row_groups(group):
            parts = [row.cells[column] for row in rows if column in row.cells]
            if parts and _meets(whole, parts):
                spots = (line.spot(column), *(r.spot(column) for r in rows if column in r.cells))
                checks.append(
                    Check(CheckKind.TABLE_TOTAL, spots, True, whole.text, whole.text,
                          sum_line(parts, whole))
                )  # fmt: skip
                break
        else:
            failed.append((column, whole))
    for column, whole in failed:
        rows = [row for row in next(_row_groups(group)) if column in row.cells]
        parts = [row.cells[column] for row in rows]
        single = len(parts) == 1 and len(checks) >= 2
        if not single and (len(parts) < 2 or not (checks or _near(whole, parts))):
            continue
        spots = (line.spot(column), *(row.spot(column) for row in rows))
        checks.append(total_check(CheckKind.TABLE_TOTAL, spots, whole, parts))
    return checks


def _row_groups(group: Sequence[Line]) -> Iterator[list[Line]]:
    """The rows that may make up a total: the main ones (I, II, A) where there are such, or all."""
    main = [row for row in group if _ROMAN.fullmatch(row.first.strip(" ."))]
    if len(main) >= 2:
        yield main
    yield list(group)


def _meets(whole: Figure, parts: Sequence[Figure]) -> bool:
    added = Interval(Decimal(0), Decimal(0))
    for part in parts:
        added = added + interval_of(part)
    return added.meets(interval_of(whole))


def _near(whole: Figure, parts: Sequence[Figure]) -> bool:
    added = sum(part.amount for part in parts)
    return len(parts) >= _FEW_ROWS and abs(added - whole.amount) * 10 <= whole.amount


# Relations between columns: a name, the columns it needs, and whether it holds in a row.
Relation = tuple[str, tuple[int, ...], int]
_Test = Callable[[Sequence[Figure], Figure], bool | None]


def _columns(lines: Sequence[Line]) -> list[Check]:
    found: list[Check] = []
    told: set[frozenset[int]] = set()
    for column in sorted({one for line in lines for one in line.cells}, reverse=True):
        relation = _relation(lines, column)
        if relation is None:
            continue
        columns = frozenset({column}).union(*(_sources(line, relation) or () for line in lines))
        if columns in told:
            continue
        told.add(columns)
        for line in lines:
            held = _held(line, relation)
            if held is not None:
                found.append(_check(line, relation, *held))
    return found


def _sources(line: Line, relation: Relation) -> tuple[int, ...] | None:
    """The columns a relation needs in a row, None where the row lacks one.

    "rest": all other columns that the row fills.
    """
    name, sources, column = relation
    if column not in line.cells:
        return None
    if name == "rest":
        found = tuple(one for one in line.cells if one != column)
        return found if found else None
    return sources if all(one in line.cells for one in sources) else None


def _relation(lines: Sequence[Line], column: int) -> Relation | None:
    """The relation that gives this column in most rows, with the fewest exceptions."""
    best: tuple[int, int, Relation] | None = None
    for name, sources in _candidates(lines, column):
        relation = (name, sources, column)
        outcomes = [_held(line, relation) for line in lines]
        told = [outcome[2] for outcome in outcomes if outcome is not None]
        right = sum(told)
        if right >= _FEW_ROWS and right >= _MOST * len(told) and not _trivial(lines, relation):
            rank = (right - len(told), right, relation)
            if best is None or rank[:2] > best[:2]:
                best = rank
    return best[2] if best else None


def _candidates(lines: Sequence[Line], column: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    others = sorted({one for line in lines for one in line.cells if one != column})
    before = [one for one in others if one < column]
    if before and column == others_end(others, column):
        yield "rest", ()
    for pair in combinations(others, 2):
        yield "sum", pair
        for one, other in (pair, pair[::-1]):
            yield "difference", (one, other)
            yield "share", (one, other)
            yield "growth", (one, other)
    for start in range(len(before) - 2):
        yield "sum", tuple(before[start:])
    behind = [one for one in others if one > column]
    for stop in range(3, len(behind) + 1):
        yield "sum", tuple(behind[:stop])


def others_end(others: Sequence[int], column: int) -> int:
    """The last column of the table."""
    return max((*others, column))


def _trivial(lines: Sequence[Line], relation: Relation) -> bool:
    """Zeros and equal values prove nothing."""
    column = relation[2]
    told = {line.cells[column].amount for line in lines if _sources(line, relation) is not None}
    return len(told) < _FEW_ROWS


def _sum(sources: Sequence[Figure], result: Figure) -> bool | None:
    if any(is_rate(one) for one in (*sources, result)):
        return None
    if len({one.base_unit for one in (*sources, result)}) > 1:
        return None
    return _meets(result, sources)


def _difference(sources: Sequence[Figure], result: Figure) -> bool | None:
    if any(one.base_unit != result.base_unit for one in sources) and not is_rate(result):
        return None
    one, other = (interval_of(source) for source in sources)
    return (one - other).meets(interval_of(result))


def _share(sources: Sequence[Figure], result: Figure) -> bool | None:
    one, other = (interval_of(source) for source in sources)
    if other.low <= 0 or one.low <= 0 or (result.base_unit and result.base_unit != "%"):
        return None
    return share_of(one, other).meets(interval_of(result))


def _growth(sources: Sequence[Figure], result: Figure) -> bool | None:
    one, other = (interval_of(source) for source in sources)
    if other.low <= 0 or one.low <= 0 or (result.base_unit and result.base_unit != "%"):
        return None
    share = share_of(one, other)
    return Interval(share.low - _HUNDRED, share.high - _HUNDRED).meets(interval_of(result))


_TESTS: Mapping[str, _Test] = {
    "sum": _sum,
    "rest": _sum,
    "difference": _difference,
    "share": _share,
    "growth": _growth,
}


def _held(line: Line, relation: Relation) -> tuple[list[Figure], Figure, bool] | None:
    name, _, column = relation
    sources = _sources(line, relation)
    if sources is None:
        return None
    figures = [line.cells[one] for one in sources]
    outcome = _TESTS[name](figures, line.cells[column])
    return None if outcome is None else (figures, line.cells[column], outcome)


def _check(
    line: Line, relation: Relation, sources: Sequence[Figure], result: Figure, holds: bool
) -> Check:
    name, _, column = relation
    spots = (line.spot(column), *(line.spot(one) for one in _sources(line, relation) or ()))
    if name in {"sum", "rest"} and not holds:
        return total_check(CheckKind.TABLE_TOTAL, spots, result, sources)
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
