"""A printed quantity: a number, fraction or range with its unit.

``651 tỷ 133 triệu đồng`` is one quantity, ``743/1.149 trường`` one with a denominator,
``15-20%`` one with an upper end, ``-2,3%`` a negative one.

What this module does not know: whether the number is a figure at all (``ingest/numbers.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from ingest.numerals import Numeral, numeral_at
from ingest.units import Unit, scale_at, scale_factor, unit_at
from ingest.vocabulary import Keyed, Pattern

_SLASH = re.compile(r" ?/ ?(?=\d)")
_DASH = re.compile(r"%? ?[-–—] ?(?=\d)")
_TO = Pattern(r" (?:đến|tới) (?=\d)")
_FROM = Pattern(r"(?<![^\W_])từ ?$")
_MINUS = re.compile(r"(?:^|(?<=[\s(]))(?:[-−–]|[âa]m )$")
Free = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed quantity with its unit.

    number: the number in front; of: the denominator of ``743/1.149``; upper: the second
    number of a range ``210 - 220``; rest: what follows in ``651 tỷ 133 triệu``, in the
    scale of the first (0.133), and rest_end where it ends; step: one unit of the last
    printed digit, in that scale.
    number_end: where the digits of the first number (fraction, range) end.
    """

    start: int
    end: int
    number: Numeral
    number_end: int
    unit: Unit | None
    of: Numeral | None = None
    upper: Numeral | None = None
    rest: Decimal = Decimal(0)
    step: Decimal = Decimal(1)
    rest_end: int = 0
    negative: bool = False

    @property
    def value(self) -> Decimal:
        """The quantity in its printed unit."""
        size = self.number.value + self.rest
        return -size if self.negative else size


def quantity_at(line: Keyed, start: int, free: Free | None = None) -> Quantity | None:
    """The quantity whose first digit stands at ``start``, whatever it may mean there.

    free(start, end): whether those characters may be read; a date behind a slash may not.
    """
    number = numeral_at(line.text, start)
    if number is None:
        return None
    of = _second(line, _SLASH.match(line.text, number.end), free)
    upper = None if of else _range(line, number, free)
    end = (of or upper or number).end
    unit = unit_at(line, end)
    if not number.wellformed and not (unit and unit.known):
        return None
    if upper and not (unit or upper.decimals or number.decimals):
        upper, end = None, number.end
        unit = unit_at(line, end)
    rest, step, stop = _rest(line, number, unit)
    minus = _MINUS.search(line.key, 0, start)
    negative = minus is not None and (number.decimals > 0 or bool(unit and unit.base == "%"))
    if stop:
        unit = _money_unit(line, unit, stop)
    total = unit.end if unit else end
    begin = minus.start() if minus and negative else start
    return Quantity(begin, total, number, end, unit, of, upper, rest, step, stop, negative)


def _second(line: Keyed, join: re.Match[str] | None, free: Free | None) -> Numeral | None:
    number = numeral_at(line.text, join.end()) if join else None
    if number is None or (free and not free(number.start, number.end)):
        return None
    glued = line.text[number.end : number.end + 1]
    return None if glued == "/" and line.text[number.end + 1 : number.end + 2].isdigit() else number


def _range(line: Keyed, number: Numeral, free: Free | None) -> Numeral | None:
    """The upper end of ``15-20%``, ``210 - 220``, ``từ 5 đến 7 lần``; it must be the greater."""
    join = _DASH.match(line.text, number.end)
    if join is None and _FROM.search(line, max(0, number.start - 4), number.start):
        join = _TO.match(line, number.end)
    upper = _second(line, join, free)
    return upper if upper and upper.value > number.value else None


def _rest(line: Keyed, number: Numeral, unit: Unit | None) -> tuple[Decimal, Decimal, int]:
    """What ``133 triệu`` adds to ``651 tỷ 133 triệu``, its step, and its end (0 for none)."""
    step = number.quantum
    scale = scale_at(line, number.end)
    rest, end = Decimal(0), 0
    first = scale_factor(scale[0]) if scale else Decimal(0)
    last = first
    while scale and line.text[scale.end() : scale.end() + 1] == " " and unit and unit.scaled:
        following = numeral_at(line.text, scale.end() + 1)
        scale = scale_at(line, following.end) if following else None
        factor = scale_factor(scale[0]) if scale else Decimal(0)
        if following is None or scale is None or not 0 < factor < last:
            break
        rest += following.value * factor / first
        step = following.quantum * factor / first
        last, end = factor, scale.end()
    return rest, step, end


def _money_unit(line: Keyed, unit: Unit | None, stop: int) -> Unit | None:
    """``651 tỷ 133 triệu đồng``: the unit's end is that of the last part."""
    assert unit is not None
    tail = unit_at(line, stop)
    if tail is None or not tail.known or tail.scaled:
        return Unit(unit.start, stop, unit.text, unit.base, unit.factor, True, unit.countable)
    text = f"{unit.text.split(' ')[0]} {tail.text}"
    return Unit(
        unit.start, tail.end, text, tail.base, unit.factor * tail.factor, True, tail.countable
    )
