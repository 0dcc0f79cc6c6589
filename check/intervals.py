"""A printed figure as the interval of values that it can stand for.

``10,9 triệu`` stands for 10,85 to 10,95 million, ``1.328 căn`` for itself. Two figures agree
if their intervals can meet, as Arelle judges XBRL facts; a sum of rounded parts is the sum of
their intervals. Words such as "gần", "hơn", "khoảng" widen it.

What this module does not know: which figures belong together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ingest.report import Figure
from ingest.text import canonical

# An estimate is still the sum of its parts.
_MEANT = frozenset(map(canonical, ("ước", "ước đạt", "ước tính")))
# "gần 11 triệu" says at most that; how far below is not said. A tenth is how clerks use it.
_ROUGH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Interval:
    """From low to high, both possible."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def over(self, other: Interval) -> Interval:
        """The quotient; both must be positive, the divisor above zero.

        Raises:
            ZeroDivisionError: the divisor can be zero.
        """
        if other.low <= 0:
            raise ZeroDivisionError("the divisor can be zero")
        return Interval(self.low / other.high, self.high / other.low)

    def times(self, factor: Decimal) -> Interval:
        return Interval(self.low * factor, self.high * factor)

    def holds(self, value: Decimal) -> bool:
        return self.low <= value <= self.high


def exactly(value: Decimal) -> Interval:
    """A value printed in full."""
    return Interval(value, value)


def is_rough(figure: Figure) -> bool:
    """ "gần", "hơn", "khoảng"; "ước đạt 700 huy chương" with exact parts is meant exactly."""
    return bool(figure.approx) and canonical(figure.approx) not in _MEANT


def interval_of(figure: Figure) -> Interval:
    """What a figure can stand for, in its base unit."""
    if not is_rough(figure):
        return Interval(figure.low, figure.high)
    margin = abs(figure.amount) * _ROUGH
    return Interval(figure.low - margin, figure.high + margin)


def total(figures: Iterable[Figure]) -> Interval:
    """What the sum of figures can be."""
    sum_ = exactly(Decimal(0))
    for figure in figures:
        sum_ = sum_ + interval_of(figure)
    return sum_


def share_of(part: Interval, whole: Interval) -> Interval:
    """``part`` in percent of ``whole``."""
    return part.over(whole).times(Decimal(100))
