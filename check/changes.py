"""Growth and differences against figures printed beside them.

``đạt 10.146 tỷ đồng, tăng 11,16% so với năm 2024 (9.127 tỷ đồng)``, ``795 vụ, giảm 47 vụ
(5,58%)``, ``30.159.567 triệu đồng (cao hơn 1.200.634 triệu đồng so với …)``.

What this module does not know: the year before where only another report prints it
(``check/years.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from check.arithmetic import rounded
from check.discrepancy import Check, CheckKind, Severity
from check.intervals import Interval, exactly, interval_of
from check.placed import Placed, Stretch, is_amount, is_rate, same_unit, term
from check.shares import decimals_of
from check.slips import differs_by_one_digit, exchanged
from ingest.numerals import number_text
from ingest.report import Figure, FigureKind
from ingest.vocabulary import Pattern

_HUNDRED = Decimal(100)
_UP = Pattern(r"(?<![^\W_])(?:tăng|cao hơn|nhiều hơn|vượt)(?: thêm)?(?: khoảng| gần| hơn)?:? ?$")
_DOWN = Pattern(r"(?<![^\W_])(?:giảm|thấp hơn|ít hơn)(?: được)?(?: khoảng| gần| hơn)?:? ?$")
_BASE = Pattern(
    r"[^.;\d]{0,25}so (?:với )?(?:cùng kì )?(?:năm )?(?:trước|(?:19|20)\d\d)[^.;\d()]{0,20}"
    r"\((?:năm (?:19|20)\d\d)?[:,]? ?(?:là|đạt|có|chỉ|ước)? ?$"
)
_BRACKET = re.compile(r"[^.;\d(]{0,30}\(\D{0,12}$")


@dataclass(frozen=True, slots=True)
class Change:
    """A printed change: by how much, up or down, and the figure that changed."""

    by: Figure
    up: bool
    now: Figure


def changes_of(stretch: Stretch) -> list[Change]:
    """The changes of a stretch whose present figure stands before them in the sentence."""
    found = []
    for order, placed in enumerate(stretch.figures):
        up = direction(stretch, placed.figure)
        if up is None:
            continue
        now = _now(stretch, placed, stretch.figures[:order])
        if now is not None:
            found.append(Change(placed.figure, up, now))
    return found


def direction(stretch: Stretch, figure: Figure) -> bool | None:
    """True for "tăng", False for "giảm" straight before a figure, None for neither."""
    begin = max(0, figure.start - 30)
    if _UP.search(stretch.line, begin, figure.start):
        return True
    return False if _DOWN.search(stretch.line, begin, figure.start) else None


def _now(stretch: Stretch, change: Placed, earlier: Sequence[Placed]) -> Figure | None:
    """The nearest earlier figure of the sentence that the change can be of."""
    for one in reversed(earlier):
        if one.sentence != change.sentence:
            return None
        if direction(stretch, one.figure) is not None or one.figure.of is not None:
            continue
        if one.depth > change.depth:
            continue  # "4.862 đơn (chuyển sang 173 đơn, tiếp nhận 4.689 đơn), giảm 8,3%"
        points = change.figure.base_unit == "điểm phần trăm" and one.figure.base_unit == "%"
        if is_rate(change.figure) and not points:
            if is_amount(one.figure):
                return one.figure
        elif points or (_has_level(one.figure) and same_unit(one.figure, change.figure)):
            return one.figure
    return None


def _has_level(figure: Figure) -> bool:
    return is_amount(figure) or (figure.kind is FigureKind.PLAN and not is_rate(figure))


def check_changes(stretch: Stretch) -> list[Check]:
    """Every change whose base, or whose second form, is printed in the sentence."""
    found = []
    for change in changes_of(stretch):
        check = _with_base(stretch, change) or _beside(stretch, change)
        if check:
            found.append(check)
    return found


def _with_base(stretch: Stretch, change: Change) -> Check | None:
    """``… so với năm 2024 (9.127 tỷ đồng)``."""
    for placed in stretch.figures:
        base = placed.figure
        if base.start <= change.by.end or not same_unit(base, change.now):
            continue
        if _BASE.match(stretch.line, change.by.end, base.start):
            return compare(stretch, change, base, CheckKind.GROWTH)
        return None
    return None


def compare(stretch: Stretch, change: Change, base: Figure, kind: CheckKind) -> Check | None:
    """A change against both of its figures."""
    now, by = interval_of(change.now), interval_of(change.by)
    before = interval_of(base)
    moved = now - before if change.up else before - now
    if is_rate(change.by) and change.by.base_unit == "%":
        if before.low <= 0:
            return None
        holds = _percent(moved, before).meets(by)
    else:
        holds = moved.meets(by)
    return _check(stretch, change, base, kind, holds)


def _percent(moved: Interval, before: Interval) -> Interval:
    ends = [one / other * _HUNDRED for one in (moved.low, moved.high)
            for other in (before.low, before.high)]  # fmt: skip
    return Interval(min(ends), max(ends))


def _check(stretch: Stretch, change: Change, base: Figure, kind: CheckKind, holds: bool) -> Check:
    first, second = (change.now, base) if change.up else (base, change.now)
    moved = first.amount - second.amount
    if change.by.base_unit == "%" and base.base_unit != "%":
        value = moved / base.amount * _HUNDRED
        result = f"{rounded(value, decimals_of(change.by))}%"
        line = f"({term(first)} - {term(second)}) : {term(base)} = {result}"
    else:
        size = moved / change.by.factor
        result = f"{number_text(size)} {change.by.unit}".strip()
        line = f"{term(first)} - {term(second)} = {result}"
    return Check(
        kind,
        (stretch.spot(change.by), stretch.spot(change.now)),
        holds,
        printed=change.by.text,
        expected=change.by.text if holds else result,
        arithmetic=line,
        severity=Severity.CERTAIN,
        reason="" if holds else f"Từ hai số liệu tính ra {result}, báo cáo ghi {change.by.text}.",
    )


def _beside(stretch: Stretch, change: Change) -> Check | None:
    """``giảm 47 vụ (5,58%)``: the same change as a percentage; or the base earlier on."""
    by, now = change.by, change.now
    if is_rate(by) or by.of is not None:
        return None
    base = now.amount - by.amount if change.up else now.amount + by.amount
    for placed in stretch.figures:
        share = placed.figure
        if share.start < by.end:
            continue
        if share.base_unit == "%" and _BRACKET.fullmatch(stretch.text[by.end : share.start]):
            return _second_form(stretch, change, share, base)
        break
    return _earlier_base(stretch, change, base)


def _second_form(stretch: Stretch, change: Change, share: Figure, base: Decimal) -> Check | None:
    if base <= 0:
        return None
    value = change.by.amount / base * _HUNDRED
    result = f"{rounded(value, decimals_of(share))}%"
    sign = "-" if change.up else "+"
    holds = exactly(value).meets(interval_of(share))
    if not holds and abs(value - share.value) > max(Decimal(20), value):
        return None
    return Check(
        CheckKind.GROWTH,
        (stretch.spot(share), stretch.spot(change.by), stretch.spot(change.now)),
        holds,
        printed=share.text,
        expected=share.text if holds else result,
        arithmetic=f"{term(change.by)} : ({term(change.now)} {sign} {term(change.by)}) = {result}",
        reason="" if holds else f"Tỷ lệ tính ra {result}, báo cáo ghi {share.text}.",
    )


def _earlier_base(stretch: Stretch, change: Change, base: Decimal) -> Check | None:
    """``28.958.933 … 30.159.567 (cao hơn 1.200.634 so với …)``: the base stands before."""
    around = [
        one.figure
        for one in stretch.figures
        if _has_level(one.figure)
        and same_unit(one.figure, change.by)
        and one.figure not in (change.by, change.now)
        and direction(stretch, one.figure) is None
    ]
    for figure in around:
        if interval_of(figure).holds(base):
            return _check(stretch, change, figure, CheckKind.DIFFERENCE, True)
    for figure in around:
        moved = abs(change.now.amount - figure.amount) / change.by.factor
        printed = change.by.amount / change.by.factor
        alike = moved in set(exchanged(printed)) or differs_by_one_digit(moved, printed)
        if alike and printed >= 100 and figure.start < change.by.start:
            return _check(stretch, change, figure, CheckKind.DIFFERENCE, False)
    return None
