"""A total against its parts in one statement: ``258 trường hợp (131 tập thể; 127 cá nhân)``.

Parts stand in a bracket straight behind their total, behind "gồm", "chia ra" or a colon.
Which figures are the parts is a guess; several guesses are tried, and only where none adds
up and the words leave no doubt that all parts are named is the total called wrong.

What this module does not know: lists over several passages (``check/lists.py``), footnotes
(``check/notes.py``), tables (``check/tables.py``).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from check.certainty import Region, certainty, is_generic
from check.discrepancy import Check, CheckKind
from check.intervals import is_rough
from check.placed import (
    Placed,
    Stretch,
    is_amount,
    is_duration,
    is_money,
    pieces,
    same_unit,
)
from check.slips import explained
from check.sums import adds_up, greater_part, right_sum, wrong_sum
from check.words import one_of
from ingest.report import Figure
from ingest.vocabulary import Pattern

_WORDS = r"(?:[^\d;.:()]|\([^()\d]*\)){0,70}"
_GAP = re.compile(_WORDS + r"\(")
# "07 đoàn, với 71 công dân (…)": the bracket splits both
_GAP_OVER = re.compile(r"[^\d;.:()]{0,30}\d[\d.,]*" + r"[^\d;.:()]{0,30}\(")
# ", đạt 100% kế hoạch, gồm …": how much was reached may be told before the parts
_REACHED = r"(?:[^\d;.:()]{0,40},? ?đạt \d[\d.,]*%)?"
_BEHIND = Pattern(rf"{_REACHED}[^\d;.:()]{{0,70}}?{one_of('exhaustive')} ?:? ?")
_COLON = Pattern(r"(?:[^\d;.:()]| \([^()\d]*\)){0,60}: ?")
_FOR = Pattern(r"[^\d;.:(),]{0,40}?(?<![^\W_])(?:cho|là) (?=\d)")
_PARTIAL = Pattern(rf"\(? ?{one_of('some')}")
_SOME = Pattern(r"[^\d;.:()]{0,50}?(?:,|\() ?(?:trong đó|trong số đó)(?: có)?,? ?:? ?(?:có )?")
_TOLD = Pattern(one_of("exhaustive"))
_IN_IT = Pattern(r"(?<![^\W_])(?:trong đó|trong số đó)(?![^\W_])")
_EXHAUSTIVE = re.compile(one_of("exhaustive"))
_KIND = CheckKind.TOTAL_PARTS
_TELLING = 20
_BESIDE = 80  # characters between two totals that one list splits


def check_parts(stretch: Stretch) -> list[Check]:
    """Every total of the stretch whose parts are named beside it."""
    found: list[Check] = []
    open_: list[tuple[Figure, Region]] = []
    for placed in stretch.figures:
        if not is_amount(placed.figure):
            continue
        regions = list(_regions(stretch, placed))
        checks = (_compare(stretch, placed.figure, region) for region in regions)
        check = next((one for one in checks if one), None)
        if check:
            found.append(check)
        else:
            open_ += [(placed.figure, region) for region in regions]
    told = [check for check in found if check.holds]
    return found + list(_beside(stretch, open_, told))


def _beside(
    stretch: Stretch, open_: Sequence[tuple[Figure, Region]], told: Sequence[Check]
) -> Iterator[Check]:
    """``07 đoàn, với 71 công dân (01 đoàn, với 08 công dân; 06 đoàn, …)``: if one of two totals
    is the sum of what the items say, so is the other."""
    seen: set[int] = set()
    for whole, region in open_:
        if whole.start in seen or is_rough(whole) or not whole.base_unit:
            continue
        items = pieces(stretch.text, region.start, region.end)
        held = [one for one in stretch.outermost(region.start, region.end)
                if same_unit(one.figure, whole) and _can_be_part(one, whole)]  # fmt: skip
        each = [[one.figure for one in held if begin <= one.start < end] for begin, end in items]
        if len(items) < 2 or any(len(one) != 1 for one in each):
            continue
        parts = [one[0] for one in each]
        for check in told:
            spots = [spot.start for spot in check.spots[1:]]
            rows = len(spots) == len(items) and all(
                begin <= start < end for start, (begin, end) in zip(spots, items, strict=True)
            )
            if rows and abs(check.spots[0].start - whole.start) < _BESIDE:
                seen.add(whole.start)
                yield wrong_sum(_KIND, stretch.spots((whole, *parts)), whole, parts)
                break


def _regions(stretch: Stretch, placed: Placed) -> Iterator[Region]:
    text, line, end = stretch.text, stretch.line, placed.end
    bracket = _GAP.match(text, end)
    if bracket:
        start = bracket.end()
        partial = _PARTIAL.match(line, start) is not None
        told = _BEHIND.match(line, end) is not None or _TOLD.match(line, start) is not None
        yield Region(start, stretch.sentence_end(start), not partial, told=told)
    over = _GAP_OVER.match(text, end)
    if over and not _PARTIAL.match(line, over.end()):
        yield Region(over.end(), stretch.sentence_end(over.end()), True, same=True)
    for pattern, sure in ((_BEHIND, True), (_FOR, True), (_SOME, False), (_COLON, True)):
        match = pattern.match(line, end)
        if not match or (pattern is _FOR and not is_generic(placed.figure)):
            continue
        start, stop = match.end(), stretch.sentence_end(max(match.end() - 1, 0))
        if pattern is _COLON and not _is_total(stretch, placed):
            continue
        yield Region(start, stop, sure, told=pattern is _BEHIND)
        first = pieces(text, start, stop)
        if len(first) > 1:
            yield Region(*first[0], sure and first[0][1] - first[0][0] > 0)


def _is_total(stretch: Stretch, placed: Placed) -> bool:
    """Whether the words before say that it is a total: "Tổng số 48 lớp: 20 lớp …"."""
    before = stretch.line.key[max(0, placed.start - 40) : placed.start]
    return re.search(r"(?<![^\W_])t[ổo]ng(?![^\W_])", before) is not None


def _compare(stretch: Stretch, whole: Figure, region: Region) -> Check | None:
    held = [one for one in stretch.outermost(region.start, region.end) if _can_be_part(one, whole)]
    if region.same:
        held = [one for one in held if same_unit(one.figure, whole)]
    held = _without_inner_parts(stretch, held)
    if len(held) < 2:
        return _single(stretch, whole, held, region)
    for parts in _guesses(stretch, whole, held, region):
        if len(parts) > 1 and adds_up(whole, parts):
            return right_sum(_KIND, stretch.spots((whole, *parts)), whole, parts)
    parts = _likely_parts(stretch, whole, held, region)
    severity = certainty(stretch, whole, parts, region) if parts else None
    if severity is None:
        return None
    check = wrong_sum(_KIND, stretch.spots((whole, *parts)), whole, parts)
    return replace(check, severity=severity)


def _without_inner_parts(stretch: Stretch, held: list[Placed]) -> list[Placed]:
    """``(16 công chức, gồm: 01 …; 05 …)``: what follows "gồm" are parts of the figure before."""
    for one, other in itertools.pairwise(held):
        gap = stretch.line.key[one.end : other.start]
        if _EXHAUSTIVE.search(gap) and ";" not in gap:
            return [kept for kept in held if kept.start <= one.start]
    return held


def _single(
    stretch: Stretch, whole: Figure, held: Sequence[Placed], region: Region
) -> Check | None:
    """A single named part: it cannot be greater than the whole."""
    if len(held) != 1 or not same_unit(held[0].figure, whole):
        return None
    part = held[0].figure
    if part.of is not None or part.amount <= whole.amount or part.approx or whole.approx:
        return None
    if is_duration(whole) or not whole.base_unit or stretch.text[part.end : part.end + 1] == "/":
        return None
    if not _IN_IT.search(stretch.line, whole.end, part.start):
        return None
    if region.sure or stretch.holds_before(whole, part):
        return None
    return greater_part(stretch.spot(part), stretch.spot(whole), part, whole)


def _can_be_part(one: Placed, whole: Figure) -> bool:
    figure = one.figure
    if not is_amount(figure) or figure.of is not None:
        return False
    if is_money(whole) != is_money(figure):
        return not figure.base_unit and not is_money(whole)
    return True


def _guesses(
    stretch: Stretch, whole: Figure, held: Sequence[Placed], region: Region
) -> Iterator[list[Figure]]:
    """The sets of figures that may be the parts, most likely first."""
    every = [one.figure for one in held]
    yield every
    yield [figure for figure in every if same_unit(figure, whole)]
    yield _first_of_each(stretch, held, region.start, region.end)
    yield [figure for figure in every if not figure.base_unit]
    for stop in range(len(every) - 1, 1, -1):
        yield every[:stop]
    same = [figure for figure in every if same_unit(figure, whole)]
    for stop in range(len(same) - 1, 1, -1):
        yield same[:stop]


def _first_of_each(stretch: Stretch, held: Sequence[Placed], start: int, end: int) -> list[Figure]:
    """The first figure between semicolons."""
    found = []
    for begin, stop in pieces(stretch.text, start, end):
        inside = [one.figure for one in held if begin <= one.start < stop]
        found += inside[:1]
    return found


def _likely_parts(
    stretch: Stretch, whole: Figure, held: Sequence[Placed], region: Region
) -> list[Figure]:
    every = [one.figure for one in held]
    same = [figure for figure in every if same_unit(figure, whole)]
    if len(same) > 1:
        return same
    several = len(pieces(stretch.text, region.start, region.end)) > 1
    first = _first_of_each(stretch, held, region.start, region.end) if several else every
    slipped = [one for one in (first, every) if explained(whole.amount, [f.amount for f in one])]
    return slipped[0] if slipped and whole.value >= _TELLING else first
