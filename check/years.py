"""What a report says of the year before, against that year's own report.

``giảm 31 người bị thương so với năm 2024``: the report on 2024 has 142, this one 121, so 21.
Facts of two reports are matched by what they count; only a match without a rival speaks.

What this module does not know: differences that one report shows by itself
(``check/changes.py``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from check.arithmetic import replay
from check.changes import Change, compare, direction
from check.discrepancy import Check, CheckKind, Severity
from check.facts import Fact, facts_of
from check.intervals import interval_of
from check.labels import containment, content, content_of, likeness
from check.placed import Placed, Stretch, is_amount, is_rate, same_unit
from check.slips import is_slip, variants
from ingest.report import REACHED, Figure, FigureKind, Reading

# A base of so many that gives the printed change exactly is no chance.
_TELLING = 100
_SOME = 0.3
_STRONG = 0.5
_SURE = 0.75
_WORDS = 3
_LEVELS = REACHED | {FigureKind.SHARE}


def check_years(readings: Sequence[Reading], stretches: Mapping[str, Stretch]) -> list[Check]:
    """Every change "so với năm …" of a report whose year before has a report of its own."""
    found = []
    for reading in readings:
        before = [one for one in _year_before(reading, readings) if _one_issuer(reading, one)]
        if not before:
            continue
        year = str(before[0].report.year)
        earlier = [fact for fact in _of_period(before, year) if fact.figure.of is None]
        for passage in reading.passages:
            if passage.row is None:
                found += _passage(stretches[passage.id], year, earlier)
    return found


def _year_before(reading: Reading, readings: Sequence[Reading]) -> list[Reading]:
    """The reports on the year before a report's own."""
    year = reading.report.year
    return [other for other in readings if year and other.report.year == year - 1]


def _of_period(readings: Sequence[Reading], period: str) -> list[Fact]:
    return [fact for fact in facts_of(readings) if fact.figure.period == period]


def _one_issuer(one: Reading, other: Reading) -> bool:
    first, second = content(one.report.issuer), content(other.report.issuer)
    return not first or not second or containment(first, second) >= _SURE


def _passage(stretch: Stretch, year: str, earlier: Sequence[Fact]) -> list[Check]:
    found = []
    for placed in stretch.figures:
        up = direction(stretch, placed.figure)
        if up is None or not _against(stretch, placed, year):
            continue
        now = _changed(stretch, placed)
        if now is None:
            continue
        check = _compare(stretch, Change(placed.figure, up, now), earlier)
        if check:
            found.append(check)
    return found


def _against(stretch: Stretch, placed: Placed, year: str) -> bool:
    """Whether the sentence compares with that year."""
    end = stretch.sentence_end(placed.start)
    words = stretch.line.key[placed.sentence : end]
    return re.search(rf"so (?:với )?(?:cùng kì )?(?:năm )?(?:{year}|trước)", words) is not None


def _changed(stretch: Stretch, change: Placed) -> Figure | None:
    """The figure that changed: of the same unit and with the most words in common."""
    figure = change.figure
    own = content(_behind(stretch, figure)) or content(figure.label)
    wanted = []
    for one in stretch.figures:
        if one.start >= figure.start or direction(stretch, one.figure) is not None:
            continue
        if is_rate(figure):
            points = figure.base_unit == "điểm phần trăm"
            fits = one.figure.base_unit == "%" if points else is_amount(one.figure)
        else:
            fits = is_amount(one.figure) and same_unit(one.figure, figure)
        if fits and one.figure.of is None and one.depth <= change.depth:
            wanted.append(one)
    if not wanted:
        return None
    if is_rate(figure):
        last = wanted[-1]
        return last.figure if last.sentence == change.sentence else None
    best = max(wanted, key=lambda one: (len(own & content_of(one.figure)), one.start))
    return best.figure


def _behind(stretch: Stretch, figure: Figure) -> str:
    match = re.match(r"[^\d;.:(),]*", stretch.text[figure.end :])
    return re.split(r" so với | so ", match[0])[0] if match else ""


def _compare(stretch: Stretch, change: Change, earlier: Sequence[Fact]) -> Check | None:
    wanted = content_of(change.now)
    scored = [
        (max(likeness(wanted, content_of(fact.figure)), _row_like(wanted, fact)), fact)
        for fact in earlier
        if same_unit(fact.figure, change.now) and fact.figure.kind in _LEVELS
    ]
    for score, fact in sorted(scored, key=lambda one: -one[0]):
        check = compare(stretch, change, fact.figure, CheckKind.OTHER_YEAR)
        if check and check.holds and (score >= _STRONG or fact.figure.value >= _TELLING):
            return _with(check, fact)
    scored = [
        (score, fact)
        for score, fact in scored
        if score >= _STRONG
        or (score >= _SOME and min(fact.figure.value, change.now.value) >= _TELLING)
    ]
    slipped = _slipped(stretch, change, [fact for _, fact in scored])
    if slipped:
        return slipped
    best = max((score for score, _ in scored), default=0.0)
    top = [fact for score, fact in scored if score == best]
    if best < _SURE or len({fact.figure.amount for fact in top}) > 1 or change.by.approx:
        return None
    check = compare(stretch, change, top[0].figure, CheckKind.OTHER_YEAR)
    same_words = best == 1 and len(wanted - content(change.now.base_unit)) >= _WORDS
    if check is None or (_is_far(change, top[0].figure) and not same_words):
        return None
    return _with(check, top[0])


def _slipped(stretch: Stretch, change: Change, facts: Sequence[Fact]) -> Check | None:
    """A change that is one digit away from what a like fact gives."""
    found = []
    for fact in facts:
        check = compare(stretch, change, fact.figure, CheckKind.OTHER_YEAR)
        if check is None or not check.arithmetic or not _long(change.by):
            continue
        result = replay(check.arithmetic).printed
        moved = not _is_far(change, fact.figure) and is_slip(change.by.value, result)
        if moved or (fact.figure.value >= _TELLING and _other_now(stretch, change, fact)):
            found.append(_with(check, fact))
    return found[0] if len({check.expected for check in found}) == 1 else None


def _other_now(stretch: Stretch, change: Change, fact: Fact) -> bool:
    """Whether one digit of the present figure would make the change right."""
    now = change.now
    for value in variants(now.value):
        shift = (value - now.value) * now.factor
        other = replace(now, value=value, low=now.low + shift, high=now.high + shift)
        check = compare(stretch, replace(change, now=other), fact.figure, CheckKind.OTHER_YEAR)
        if check and check.holds:
            return True
    return False


def _long(figure: Figure) -> bool:
    """Digits enough for a slip to tell: ``31``, ``2,8``, ``1.454``."""
    return len([char for char in figure.text if char.isdigit()]) >= 2


def _row_like(wanted: frozenset[str], fact: Fact) -> float:
    row = fact.passage.row
    return likeness(wanted, content(row.label)) if row else 0.0


def _is_far(change: Change, before: Figure) -> bool:
    """Values three times apart, or moved the other way, are hardly one fact of two years."""
    low, high = sorted((abs(change.now.amount), abs(before.amount)))
    rises = change.now.amount >= before.amount
    return low * Decimal(3) < high or rises != change.up


def _with(check: Check, fact: Fact) -> Check:
    year = fact.report.year
    reason = "" if check.holds else f"{check.reason} (Số năm {year} lấy từ {fact.report.file}.)"
    return Check(
        CheckKind.OTHER_YEAR, (*check.spots, fact.spot), check.holds, check.printed,
        check.expected, check.arithmetic, Severity.LIKELY, reason.strip(),
    )  # fmt: skip


def check_restated(readings: Sequence[Reading]) -> list[Check]:
    """What a report prints as the figure of the year before, against that year's report."""
    found = []
    for reading in readings:
        before = _year_before(reading, readings)
        if not before:
            continue
        year = str(before[0].report.year)
        earlier = _of_period(before, year)
        for fact in _of_period([reading], year):
            check = _restated(fact, earlier) if fact.figure.kind is FigureKind.ACTUAL else None
            if check:
                found.append(check)
    return found


def _restated(fact: Fact, earlier: Sequence[Fact]) -> Check | None:
    wanted = content(fact.passage.row.label) if fact.passage.row else content_of(fact.figure)
    if len(wanted) < 2:
        return None
    same = []
    for other in earlier:
        label = content(other.passage.row.label) if other.passage.row else content_of(other.figure)
        alike = likeness(wanted, label) >= 0.8 and same_unit(other.figure, fact.figure)
        if alike and other.figure.kind is FigureKind.ACTUAL:
            same.append(other)
    if not same:
        return None
    agree = [one for one in same if interval_of(one.figure).meets(interval_of(fact.figure))]
    slips = [one for one in same if one not in agree and _row_slip(one, fact)]
    if agree and not slips:
        return Check(CheckKind.OTHER_YEAR, (fact.spot, agree[0].spot), True, fact.figure.text)
    if not slips and len({other.figure.amount for other in same}) > 1:
        return None
    other = slips[0] if slips else same[0]
    return Check(
        CheckKind.OTHER_YEAR,
        (fact.spot, other.spot),
        False,
        printed=fact.figure.text,
        expected=other.figure.text,
        severity=Severity.LIKELY,
        reason=f"Báo cáo năm {other.report.year} ({other.report.file}) ghi {other.figure.text}.",
    )


def _row_slip(one: Fact, other: Fact) -> bool:
    """Whether two rows of one name hold values one slip apart."""
    rows = one.passage.row is not None and other.passage.row is not None
    return rows and is_slip(one.figure.value, other.figure.value)
