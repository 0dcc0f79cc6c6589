"""Whether a claimed value is a reported one: the same, rounded, or converted.

``651 tỷ 133 triệu đồng`` is 651,133 tỷ; ``gần 11 triệu`` may be 10,9 triệu; ``651 tỷ`` rounds
it. Nothing else agrees: a digit more or other is another value.

What this module does not know: whether the two count the same thing.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from ingest.report import Figure
from ingest.text import canonical

_BELOW = frozenset(map(canonical, ("gần", "xấp xỉ", "ngót", "chưa đến", "chưa tới", "chưa đầy")))
_ABOVE = frozenset(map(canonical, ("hơn", "trên", "ít nhất", "ước đạt hơn", "ước đạt trên")))
_MARGIN = Decimal("0.05")


class Agreed(StrEnum):
    """How two values agree."""

    SAME = "same"
    CONVERTED = "converted"
    ROUNDED = "rounded"


def agreed(claim: Figure, fact: Figure) -> Agreed | None:
    """How the claimed figure agrees with the reported one, None if it does not."""
    if claim.of is not None and fact.of is not None and claim.of != fact.of:
        return None
    if claim.amount == fact.amount:
        same = canonical(claim.unit) == canonical(fact.unit) or claim.factor == fact.factor
        return Agreed.SAME if same else Agreed.CONVERTED
    coarser = (claim.high - claim.low) > (fact.high - fact.low)
    if claim.approx:
        rounds = coarser or not fact.approx
        return Agreed.ROUNDED if rounds and _roughly(claim, fact.amount) else None
    if coarser and claim.low <= fact.amount <= claim.high:
        return Agreed.ROUNDED
    return None


def _roughly(claim: Figure, value: Decimal) -> bool:
    word = canonical(claim.approx).split()[-1] if claim.approx else ""
    margin = abs(claim.amount) * _MARGIN
    if word in _BELOW or canonical(claim.approx) in _BELOW:
        return claim.amount - margin <= value <= claim.amount
    if word in _ABOVE or canonical(claim.approx) in _ABOVE:
        return claim.amount <= value <= claim.amount + 2 * margin
    return abs(value - claim.amount) <= margin


def of_fraction(claim: Figure, fact: Figure) -> bool:
    """Whether the claim is the denominator of a reported fraction."""
    return fact.of is not None and claim.of is None and claim.amount == fact.of * fact.factor
