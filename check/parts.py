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
from dataclasses import dataclass
from decimal import Decimal

from check.discrepancy import Check, CheckKind, Severity, Spot
from check.intervals import interval_of, total
from check.placed import (
    Placed,
    Stretch,
    is_amount,
    is_duration,
    is_money,
    pieces,
    same_unit,
    sum_line,
)
from check.slips import explained, repair
from check.words import one_of, words
from ingest.numerals import number_text
from ingest.report import Figure
from ingest.text import canonical
from ingest.vocabulary import Pattern

_WORDS = r"(?:[^\d;.:()]|\([^()\d]*\)){0,70}"
_GAP = re.compile(_WORDS + r"\(")
# "07 đoàn, với 71 công dân (…)": the bracket splits both
_GAP_OVER = re.compile(r"[^\d;.:()]{0,30}\d[\d.,]*" + r"[^\d;.:()]{0,30}\(")
_BEHIND = Pattern(rf"[^\d;.:()]{{0,70}}?{one_of('exhaustive')} ?:? ?")
_COLON = Pattern(r"(?:[^\d;.:()]| \([^()\d]*\)){0,60}: ?")
_FOR = Pattern(r"[^\d;.:(),]{0,40}?(?<![^\W_])(?:cho|là) (?=\d)")
_PARTIAL = Pattern(rf"\(? ?{one_of('some')}")
_SOME = Pattern(r"[^\d;.:()]{0,50}?(?:,|\() ?(?:trong đó|trong số đó)(?: có)?,? ?:? ?(?:có )?")
_TOLD = Pattern(one_of("exhaustive"))
_IN_IT = Pattern(r"(?<![^\W_])(?:trong đó|trong số đó)(?![^\W_])")
# Words that make a bracket another view of the figure, not a split of it.
_OTHER_VIEW = Pattern(
    r"(?<![^\W_])(?:nhất|từ|đến|hoặc|hay|trung bình|bình quân|tối đa|tối thiểu|khi|nếu|sẽ)"
    r"(?![^\W_])"
)
# Words that leave it open whether all parts are named.
_QUALIFIED = Pattern(
    r"(?<![^\W_])(?:tăng|giảm|trong đó|còn lại|không tính|chưa kể|trước đó|khoảng|gần|hơn)"
    r"(?![^\W_])"
)
_OPEN_END = re.compile(r"(?:…|\.\.\.|v\.v)")
_EXHAUSTIVE = re.compile(one_of("exhaustive"))
_NEAR = Decimal("0.15")
_SMALL = 10
_LONG = 100  # where the words are not sure, the digits must be
_EXACT = frozenset({"ước", "ước đạt", "ước tính"})
_TELLING = 20  # below it, almost any difference is one digit


@dataclass(frozen=True, slots=True)
class _Region:
    """Where parts of a total stand.

    sure: the words say that all of them do; same: only figures of its own unit are parts;
    told: a word such as "gồm" leads to them.
    """

    start: int
    end: int
    sure: bool
    same: bool = False
    told: bool = False


def check_parts(stretch: Stretch) -> list[Check]:
    """Every total of the stretch whose parts are named beside it."""
    found = []
    for placed in stretch.figures:
        if not is_amount(placed.figure):
            continue
        for region in _regions(stretch, placed):
            check = _compare(stretch, placed.figure, region)
            if check:
                found.append(check)
                break
    return found


def _regions(stretch: Stretch, placed: Placed) -> Iterator[_Region]:
    text, line, end = stretch.text, stretch.line, placed.end
    bracket = _GAP.match(text, end)
    if bracket:
        start = bracket.end()
        partial = _PARTIAL.match(line, start) is not None
        told = _BEHIND.match(line, end) is not None or _TOLD.match(line, start) is not None
        yield _Region(start, stretch.sentence_end(start), not partial, told=told)
    over = _GAP_OVER.match(text, end)
    if over and not _PARTIAL.match(line, over.end()):
        yield _Region(over.end(), stretch.sentence_end(over.end()), True, same=True)
    for pattern, sure in ((_BEHIND, True), (_FOR, True), (_SOME, False), (_COLON, True)):
        match = pattern.match(line, end)
        if not match or (pattern is _FOR and not is_generic(placed.figure)):
            continue
        start, stop = match.end(), stretch.sentence_end(max(match.end() - 1, 0))
        if pattern is _COLON and not _is_total(stretch, placed):
            continue
        yield _Region(start, stop, sure, told=pattern is _BEHIND)
        first = pieces(text, start, stop)
        if len(first) > 1:
            yield _Region(*first[0], sure and first[0][1] - first[0][0] > 0)


def _is_total(stretch: Stretch, placed: Placed) -> bool:
    """Whether the words before say that it is a total: "Tổng số 48 lớp: 20 lớp …"."""
    before = stretch.line.key[max(0, placed.start - 40) : placed.start]
    return re.search(r"(?<![^\W_])t[ổo]ng(?![^\W_])", before) is not None


def is_generic(figure: Figure) -> bool:
    """Whether its unit stands for things of several kinds (``trường hợp``)."""
    return canonical(figure.base_unit) in words("generic")


def _compare(stretch: Stretch, whole: Figure, region: _Region) -> Check | None:
    held = [one for one in stretch.outermost(region.start, region.end) if _can_be_part(one, whole)]
    if region.same:
        held = [one for one in held if same_unit(one.figure, whole)]
    held = _without_inner_parts(stretch, held)
    if len(held) < 2:
        return _single(stretch, whole, held, region)
    for parts in _guesses(stretch, whole, held, region):
        if len(parts) > 1 and total(parts).meets(interval_of(whole)):
            return holding(CheckKind.TOTAL_PARTS, stretch, whole, parts)
    parts = _likely_parts(stretch, whole, held, region)
    if not parts or not _is_sure(stretch, whole, parts, region):
        return None
    return broken(CheckKind.TOTAL_PARTS, stretch, whole, parts)


def _without_inner_parts(stretch: Stretch, held: list[Placed]) -> list[Placed]:
    """``(16 công chức, gồm: 01 …; 05 …)``: what follows "gồm" are parts of the figure before."""
    for one, other in itertools.pairwise(held):
        gap = stretch.line.key[one.end : other.start]
        if _EXHAUSTIVE.search(gap) and ";" not in gap:
            return [kept for kept in held if kept.start <= one.start]
    return held


def _single(
    stretch: Stretch, whole: Figure, held: Sequence[Placed], region: _Region
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
    return None if region.sure else greater_part(stretch, whole, part)


def greater_part(stretch: Stretch, whole: Figure, part: Figure) -> Check:
    """A part that is greater than its whole."""
    return Check(
        CheckKind.SUBTOTAL,
        (stretch.spot(part), stretch.spot(whole)),
        False,
        printed=part.text,
        expected=f"không quá {whole.text}",
        severity=Severity.LIKELY,
        reason=f"Phần ({part.text}) lớn hơn toàn thể ({whole.text}).",
    )


def is_rough(figure: Figure) -> bool:
    """ "gần", "hơn", "khoảng"; "ước đạt 700 huy chương" with exact parts is meant exactly."""
    return bool(figure.approx) and canonical(figure.approx) not in _EXACT


def _can_be_part(one: Placed, whole: Figure) -> bool:
    figure = one.figure
    if not is_amount(figure) or figure.of is not None:
        return False
    if is_money(whole) != is_money(figure):
        return not figure.base_unit and not is_money(whole)
    return True


def _guesses(
    stretch: Stretch, whole: Figure, held: Sequence[Placed], region: _Region
) -> Iterator[list[Figure]]:
    """The sets of figures that may be the parts, most likely first."""
    every = [one.figure for one in held]
    yield every
    yield [figure for figure in every if same_unit(figure, whole)]
    yield first_of_each(stretch, held, region.start, region.end)
    yield [figure for figure in every if not figure.base_unit]
    for stop in range(len(every) - 1, 1, -1):
        yield every[:stop]
    same = [figure for figure in every if same_unit(figure, whole)]
    for stop in range(len(same) - 1, 1, -1):
        yield same[:stop]


def first_of_each(stretch: Stretch, held: Sequence[Placed], start: int, end: int) -> list[Figure]:
    """The first figure between semicolons."""
    found = []
    for begin, stop in pieces(stretch.text, start, end):
        inside = [one.figure for one in held if begin <= one.start < stop]
        found += inside[:1]
    return found


def _likely_parts(
    stretch: Stretch, whole: Figure, held: Sequence[Placed], region: _Region
) -> list[Figure]:
    every = [one.figure for one in held]
    same = [figure for figure in every if same_unit(figure, whole)]
    if len(same) > 1:
        return same
    if len(pieces(stretch.text, region.start, region.end)) > 1:
        return first_of_each(stretch, held, region.start, region.end)
    return every


def _is_sure(stretch: Stretch, whole: Figure, parts: Sequence[Figure], region: _Region) -> bool:
    """Whether these must be all parts of the whole, so that their sum must be it."""
    if len(parts) < 2 or is_rough(whole) or any(is_rough(part) for part in parts):
        return False
    if whole.of is not None and whole.of != whole.value:
        return False
    if not whole.base_unit or is_duration(whole) or any(is_duration(part) for part in parts):
        return False
    if _OPEN_END.search(stretch.text, region.start, min(region.end + 3, len(stretch.text))):
        return False
    if len({part.period for part in parts}) > 1 and not is_money(whole):
        return False
    added = sum(part.amount for part in parts)
    slip = explained(whole.amount, [part.amount for part in parts], whole.factor)
    telling = slip and whole.value >= _TELLING
    if not whole.amount or not (whole.amount / 2 <= added <= whole.amount * 2 or slip):
        return False
    near = abs(added - whole.amount) <= whole.amount * _NEAR
    same = all(same_unit(part, whole) for part in parts)
    alike = same or all(not part.base_unit for part in parts)
    if _OTHER_VIEW.search(stretch.line, region.start, region.end):
        return False
    if not region.sure or _QUALIFIED.search(stretch.line, region.start, region.end):
        return alike and slip and whole.value >= _LONG
    if same and not _only(stretch, parts, region) and not telling:
        return False
    mixed = len({canonical(part.base_unit) for part in parts}) == len(parts)
    if not same and whole.value < _SMALL and not region.told:
        return False
    if alike or (is_generic(whole) and mixed):
        return True
    return mixed and not is_money(whole) and (near or telling)


def _only(stretch: Stretch, parts: Sequence[Figure], region: _Region) -> bool:
    """Whether nothing else is counted beside the parts."""
    held = stretch.outermost(region.start, region.end)
    return all(one.figure in parts or not is_amount(one.figure) for one in held)


def holding(kind: CheckKind, stretch: Stretch, whole: Figure, parts: Sequence[Figure]) -> Check:
    """A total that its parts add up to."""
    spots = (stretch.spot(whole), *(stretch.spot(part) for part in parts))
    return Check(kind, spots, True, whole.text, whole.text, sum_line(parts, whole))


def broken(kind: CheckKind, stretch: Stretch, whole: Figure, parts: Sequence[Figure]) -> Check:
    """A total that its parts do not add up to, with the slip that would explain it."""
    spots = (stretch.spot(whole), *(stretch.spot(part) for part in parts))
    return total_check(kind, spots, whole, parts)


def total_check(
    kind: CheckKind, spots: tuple[Spot, ...], whole: Figure, parts: Sequence[Figure]
) -> Check:
    """The failed comparison of a total with its parts, wherever they stand."""
    added = sum((part.amount for part in parts), Decimal(0))
    slip = repair(whole.amount, [part.amount for part in parts], whole.factor)
    shown = f"{number_text(added / whole.factor)} {whole.unit}".strip()
    return Check(
        kind,
        spots,
        False,
        printed=whole.text,
        expected=shown,
        arithmetic=sum_line(parts, whole),
        severity=Severity.CERTAIN,
        reason=f"Các phần cộng lại được {shown}, nhưng tổng ghi là {whole.text}.",
        slip=slip,
    )
