"""One indicator over the years: which figures of all reports count the same thing as this one.

Same words, unit, kind, place and movement, of one issuer; where one report has several that
fit equally well and differ, none of them is taken. A year that no report has stays a gap, and
two reports that print different values for a year are both shown.

What this module does not know: how a series is drawn.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from check.fact_rows import FactRow
from check.intervals import interval_of
from check.labels import content, likeness
from check.placed import same_unit
from ingest.report import Figure, FigureKind, Report

# Shared words over all words, from which two labels are one indicator: where one only says
# more than the other, and where each says something that the other does not.
_FULLER, _OTHERWISE = 0.65, 0.85
# Words that make it another thing, however alike the rest: not reached, beyond, other borders,
# rewards of every form ("khen thưởng") beside those of one ("Bằng khen", "Giấy khen").
_TELLING = content(
    "chưa không thiếu vượt ngoài trễ hạn quá cũ địa giới sáp nhập lại trước sau thưởng giấy"
)
# So many times apart, two values are hardly one fact: with labels alike, and with the same.
_FAR, _VERY_FAR = Decimal(3), Decimal(10)
_ONE_ISSUER = 0.75
_MOVEMENT = 0.6
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WHOLE_YEAR = frozenset({"", "Y", "đến Y-12-31"})
_ROLE = content("toàn tỉnh thành phố ủy ban nhân dân UBND HĐND chủ tịch")
Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Point:
    """A year's value: the row that says it best, and others that print another value for it."""

    year: int
    row: FactRow
    value: Decimal
    others: tuple[FactRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator over the years, in the unit of the figure that was asked about.

    gaps: years in between that no report has; unsure: rows that could not be told apart.
    """

    label: str
    unit: str
    points: tuple[Point, ...]
    gaps: tuple[int, ...]
    unsure: tuple[FactRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row that other years have too, with how many years."""

    row: FactRow
    years: int


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a figure counts, where and how; two of one indicator have it alike."""

    words: Words
    kind: str
    shape: str
    place: Words
    movement: Words


def series_of(wanted: FactRow, rows: Iterable[FactRow]) -> Series:
    """The years of the indicator that a row belongs to."""
    asked = wanted.fact
    if not isinstance(asked, Figure):
        return Series(wanted.label, wanted.unit, (), ())
    found: dict[tuple[str, int], list[tuple[float, FactRow]]] = defaultdict(list)
    for row in rows:
        score = 2.0 if row is wanted else _score(wanted, row)
        if score and row.years.isdigit():
            found[row.report.id, int(row.years)].append((score, row))
    by_year: dict[int, list[FactRow]] = defaultdict(list)
    unsure: list[FactRow] = []
    for (_, year), scored in found.items():
        best = max(score for score, _ in scored)
        top = [row for score, row in scored if score == best]
        if len({_amount(row) for row in top}) > 1:
            unsure += top
        else:
            by_year[year].append(top[0])
    points = tuple(_point(year, by_year[year], asked) for year in sorted(by_year))
    return Series(wanted.label, asked.unit, points, _gaps(points), tuple(unsure))


def indicators(rows: Sequence[FactRow]) -> list[Indicator]:
    """The indicators that two years or more have under the same words, most years first.

    Each stands for its latest row.
    """
    groups: dict[object, list[FactRow]] = defaultdict(list)
    for row in rows:
        figure = row.fact
        if isinstance(figure, Figure) and row.years.isdigit():
            meaning = _meaning(row)
            if meaning.words and meaning.kind != FigureKind.PLAN:
                groups[meaning, figure.base_unit, _issuer(row.report)].append(row)
    found = []
    for group in groups.values():
        years = len({row.years for row in group})
        if years > 1:
            found.append(Indicator(max(group, key=lambda row: (row.years, -row.number)), years))
    return sorted(found, key=lambda one: (-one.years, one.row.number))


def _score(wanted: FactRow, row: FactRow) -> float:
    """How surely two rows are one indicator, 0 where something speaks against it."""
    one, other = wanted.fact, row.fact
    if not isinstance(one, Figure) or not isinstance(other, Figure) or not same_unit(one, other):
        return 0.0
    mine, theirs = _meaning(wanted), _meaning(row)
    if (mine.kind, mine.shape, mine.place) != (theirs.kind, theirs.shape, theirs.place):
        return 0.0
    if (mine.movement or theirs.movement) and likeness(mine.movement, theirs.movement) < _MOVEMENT:
        return 0.0
    if not _one_issuer(wanted.report, row.report):
        return 0.0
    score = likeness(mine.words, theirs.words)
    low, high = sorted((abs(one.amount), abs(other.amount)))
    if low * (_VERY_FAR if score == 1.0 else _FAR) < high:
        return 0.0
    return score if _alike(mine.words, theirs.words) else 0.0


def _alike(mine: Words, theirs: Words) -> bool:
    """Whether labels that differ somewhat still name one indicator."""
    if (mine ^ theirs) & _TELLING:
        return False
    fuller = mine <= theirs or theirs <= mine
    return likeness(mine, theirs) >= (_FULLER if fuller else _OTHERWISE)


def _meaning(row: FactRow) -> _Meaning:
    figure = row.fact
    assert isinstance(figure, Figure)
    cells = row.passage.row
    if cells:
        words = content(cells.label or figure.label) | content(figure.column)
    else:
        words = content(figure.label)
    kind = figure.kind
    if kind is FigureKind.ESTIMATE or (kind is FigureKind.SHARE and figure.base_unit == "%"):
        kind = FigureKind.ACTUAL
    shape = _YEAR.sub("Y", figure.period)
    return _Meaning(
        words=words - content(figure.base_unit),
        kind=kind,
        shape="Y" if shape in _WHOLE_YEAR else shape,
        place=_place(figure.about, row.report),
        movement=content(_YEAR.sub("", row.movement)),
    )


def _place(about: str, report: Report) -> Words:
    """The words that name a place or agency other than the one that reports."""
    era = Words({"cũ"}) if "(cũ)" in about else Words()
    own = content(report.place) | content(report.issuer) | _ROLE
    return (content(about) - own) | era


def _issuer(report: Report) -> Words:
    return content(report.issuer) or content(report.place)


def _one_issuer(one: Report, other: Report) -> bool:
    first, second = _issuer(one), _issuer(other)
    return not first or not second or likeness(first, second) >= _ONE_ISSUER


def _amount(row: FactRow) -> Decimal:
    assert isinstance(row.fact, Figure)
    return row.fact.amount


def _point(year: int, rows: Sequence[FactRow], asked: Figure) -> Point:
    """A year's own report speaks first; what agrees with it within its precision is one value."""
    first, *rest = sorted(rows, key=lambda row: (row.report.year != year, row.number))
    main = first.fact
    assert isinstance(main, Figure)
    others = [
        row
        for row in rest
        if isinstance(row.fact, Figure) and not interval_of(row.fact).meets(interval_of(main))
    ]
    return Point(year, first, main.amount / asked.factor, tuple(others))


def _gaps(points: Sequence[Point]) -> tuple[int, ...]:
    if not points:
        return ()
    held = {point.year for point in points}
    return tuple(year for year in range(min(held), max(held)) if year not in held)
