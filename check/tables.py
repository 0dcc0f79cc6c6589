"""Tables: rows that are totals of others, and columns that follow from others.

A row named "Tổng cộng" is compared with the rows above it, or below where none is above.

What this module does not know: how a table was found; relations between two tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from check.discrepancy import Check, CheckKind
from check.placed import Stretch, is_rate
from check.sums import adds_up, right_sum, wrong_sum
from check.table_columns import check_columns
from check.table_lines import Line, tables_of
from check.words import words
from ingest.report import Figure, Passage
from ingest.text import canonical

_ROMAN = re.compile(r"[IVX]+|[A-ZĐ]")
_NOT_SUMMED = re.compile(
    r"%|t[ỉiỷy] l[ệe]|b[ìi]nh qu[âa]n|x[ếe]p|h[ạa]ng|[đd]i[ểe]m|so v[ớo]i|n[ăa]ng su[ấa]t|m[ứu]c"
)
_FEW_ROWS = 3


def check_tables(passages: Sequence[Passage], stretches: Mapping[str, Stretch]) -> list[Check]:
    """Every table of a report."""
    found: list[Check] = []
    for lines, headers in tables_of(passages, stretches):
        totals = _total_rows(lines, headers)
        wrong = {spot.key for check in totals if not check.holds for spot in check.spots[:1]}
        # A sum over a cell that is called wrong already says nothing more.
        found += totals
        found += [
            check
            for check in check_columns(lines)
            if check.holds or not any(spot.key in wrong for spot in check.spots[1:])
        ]
    return found


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
            if parts and adds_up(whole, parts):
                spots = (line.spot(column), *(r.spot(column) for r in rows if column in r.cells))
                checks.append(right_sum(CheckKind.TABLE_TOTAL, spots, whole, parts))
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
        checks.append(wrong_sum(CheckKind.TABLE_TOTAL, spots, whole, parts))
    return checks


def _row_groups(group: Sequence[Line]) -> Iterator[list[Line]]:
    """The rows that may make up a total: the main ones (I, II, A) where there are such, or all."""
    main = [row for row in group if _ROMAN.fullmatch(row.first.strip(" ."))]
    if len(main) >= 2:
        yield main
    yield list(group)


def _near(whole: Figure, parts: Sequence[Figure]) -> bool:
    added = sum(part.amount for part in parts)
    return len(parts) >= _FEW_ROWS and abs(added - whole.amount) * 10 <= whole.amount
