"""The likely slip of the pen that would explain a sum that does not add up.

Two neighbouring digits exchanged (276 for 267), one digit wrong. A slip is named
only if hardly another one repairs the sum.

What this module does not know: which figures belong to a sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.numerals import number_text
from ingest.report import Figure

_FEW = 2
_TELLING = 3  # digits of a number in which a slip can be told
_LONG = 100


def _tuple(value: Decimal) -> tuple[int, tuple[int, ...], int]:
    """Sign, digits and exponent of a finite value."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    return sign, digits, exponent


def exchanged(value: Decimal) -> Iterator[Decimal]:
    """The value with two neighbouring digits exchanged."""
    sign, digits, exponent = _tuple(value)
    for place in range(len(digits) - 1):
        if digits[place] != digits[place + 1]:
            swapped = list(digits)
            swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
            yield Decimal((sign, tuple(swapped), exponent))


def _aligned(one: Decimal, other: Decimal) -> tuple[str, str] | None:
    """The digits of two values, places under each other; None if one is much longer."""
    left, right = format(one.normalize(), "f"), format(other.normalize(), "f")
    sides = [text.partition(".") for text in (left, right)]
    lengths = [len(side[0]) for side in sides]
    if abs(lengths[0] - lengths[1]) > 1:
        return None
    rest = max(len(side[2]) for side in sides)
    first, second = (side[0].zfill(max(lengths)) + side[2].ljust(rest, "0") for side in sides)
    return first, second


def differs_by_one_digit(one: Decimal, other: Decimal) -> bool:
    """Whether two values have all digits but one in common; "02" and "92" do."""
    pair = _aligned(one, other)
    return pair is not None and sum(a != b for a, b in zip(*pair, strict=True)) == 1


def is_exchange(one: Decimal, other: Decimal) -> bool:
    """Whether two neighbouring digits are exchanged; "06" and "60", "2,060" and "2,006" are."""
    pair = _aligned(one, other)
    if pair is None:
        return False
    first, second = pair
    off = [place for place, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    return (
        len(off) == _FEW
        and off[1] == off[0] + 1
        and first[off[0]] == second[off[1]]
        and first[off[1]] == second[off[0]]
    )


def is_slip(one: Decimal, other: Decimal) -> bool:
    """Whether one value can be the other with a digit wrong or two exchanged."""
    return one != other and (differs_by_one_digit(one, other) or is_exchange(one, other))


def digits_in(value: Decimal) -> int:
    """How many digits tell: ``651,133`` six, ``1.200`` two, ``05`` one."""
    return len(format(abs(value).normalize(), "f").replace(".", "").strip("0"))


def variants(value: Decimal) -> Iterator[Decimal]:
    """The value with every single slip."""
    yield from exchanged(value)
    sign, digits, exponent = _tuple(value)
    for place, digit in enumerate(digits):
        for new in range(10):
            if new != digit:
                yield Decimal((sign, (*digits[:place], new, *digits[place + 1 :]), exponent))


def explained(total: Decimal, parts: Sequence[Decimal], unit: Decimal = Decimal(1)) -> bool:
    """Whether one slip in the total or in a part accounts for the difference.

    A sum that is one slip away from adding up is meant as a sum: with three digits or more
    that is hardly chance.
    """
    added = sum(parts, Decimal(0))
    wanted = [(part, total - (added - part)) for part in parts] + [(total, added)]
    return any(
        value >= 0 and (is_slip(one / unit, value / unit) or is_misscaled(one, value))
        for one, value in wanted
    )


def is_misscaled(one: Decimal, other: Decimal) -> bool:
    """Whether one value is the other a thousand times: triệu written for tỷ, or tỷ for triệu."""
    return digits_in(one) >= _FEW and (one * 1000 == other or one == other * 1000)


def repair(total: Decimal, parts: Sequence[Decimal], unit: Decimal = Decimal(1)) -> str:
    """The slips that make the parts add up to the total, in words; "" if there are many or none.

    unit: what one printed digit step is worth, so that digits are compared as printed.
    """
    wanted = [(part, total - (sum(parts) - part)) for part in parts]
    wanted.append((total, sum(parts, Decimal(0))))
    pairs = [(printed / unit, value / unit) for printed, value in wanted if value > 0]
    scaled = [pair for pair in pairs if is_misscaled(*pair)]
    if len(scaled) == 1:
        return _words("sai một bậc đơn vị", *scaled[0])
    turned = [(one, other) for one, other in pairs if is_exchange(one, other)]
    if 0 < len(turned) <= _FEW:
        return " hoặc ".join(_words("đảo hai chữ số", one, other) for one, other in turned)
    # With few digits any difference is one digit: only longer numbers tell something.
    single = [
        (one, other) for one, other in pairs if one >= _LONG and differs_by_one_digit(one, other)
    ]
    if len(single) == 1 and not turned:
        return _words("sai một chữ số", *single[0])
    return ""


def _words(slip: str, printed: Decimal, value: Decimal) -> str:
    return f"có thể {slip}: {number_text(printed)} → {number_text(value)}"


def slip_note(one: Figure, other: Figure) -> str:
    """In brackets, the slip that would make one figure of the other; "" for short numbers."""
    if one.factor != other.factor or digits_in(one.value) < _TELLING:
        return ""
    if is_exchange(one.value, other.value):
        return " (có thể đảo hai chữ số)"
    return " (có thể sai một chữ số)" if differs_by_one_digit(one.value, other.value) else ""
