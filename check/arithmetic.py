"""Sums written out in a line, and worked again from that line alone.

``102 căn + 131 căn = 233 căn``, ``651 tỷ 133 triệu đồng : 11.462 căn = 56,81 triệu đồng/căn``,
``743 : 1.149 = 64,66%``, ``(1.328 - 1.250) : 1.250 = 6,24%``. Operands are quantities as
reports print them; operators stand between spaces: ``+``, ``-`` (or a dash), ``×``, ``:``.
Scales (nghìn, triệu, tỷ) are converted. The only tolerance is the rounding of the printed
result: half a unit of its last digit.

What this module does not know: where the numbers come from, or whether they are rounded
themselves (``check/intervals.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ingest.numerals import number_text
from ingest.quantities import Quantity, quantity_at
from ingest.text import fold_spaces
from ingest.vocabulary import keyed

_OPERATOR = re.compile(r"\s([+\-–−×*:÷])\s")
_SIGNS = {"–": "-", "−": "-", "*": "×", "÷": ":"}
_EQUALS = re.compile(r"\s*(?:=|≈)\s*")
PERCENT = "%"


class BrokenSum(ValueError):
    """A line that is no sum; the message names the part that could not be read."""


@dataclass(frozen=True, slots=True)
class Replay:
    """A sum worked again.

    computed: what the left side gives, in the unit of the printed result; printed: the
    result as printed; holds: whether they are the same to the printed digit.
    """

    computed: Decimal
    printed: Decimal
    unit: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Operand:
    """One quantity of a sum: its amount in the base unit, and the unit's name and size."""

    amount: Decimal
    base: str
    factor: Decimal
    step: Decimal
    unit: str


def replay(line: str) -> Replay:
    """Works the sum of ``line`` again.

    Raises:
        BrokenSum: there is no single "=" with quantities on both sides, or a division by 0.
    """
    sides = _EQUALS.split(fold_spaces(line))
    if len(sides) != 2:
        raise BrokenSum(f"no single '=': {line!r}")
    result = operand(sides[1])
    value, operands = _evaluate(sides[0])
    computed = _in_unit(value, operands, result)
    printed = result.amount / result.factor
    return Replay(computed, printed, result.unit, abs(computed - printed) * 2 <= result.step)


def operand(text: str) -> Operand:
    """The first quantity of a text; the words around it are left out.

    Raises:
        BrokenSum: the text holds no number.
    """
    quantity = _quantity(text)
    unit = quantity.unit
    if unit is None:
        return Operand(quantity.value, "", Decimal(1), quantity.step, "")
    return Operand(quantity.value * unit.factor, unit.base, unit.factor, _step(quantity), unit.text)


def _quantity(text: str) -> Quantity:
    line = keyed(text)
    digit = re.search(r"\d", line.text)
    quantity = quantity_at(line, digit.start()) if digit else None
    if quantity is None:
        raise BrokenSum(f"no quantity in {text!r}")
    return quantity


def _step(quantity: Quantity) -> Decimal:
    return quantity.step if quantity.rest else quantity.number.quantum


def _evaluate(text: str) -> tuple[Decimal, list[Operand]]:
    """The value of the left side in base units, and its operands."""
    tokens = _tokens(text)
    operands: list[Operand] = []
    value, rest = _added(tokens, operands)
    if rest:
        raise BrokenSum(f"unread: {' '.join(rest)!r}")
    return value, operands


def _tokens(text: str) -> list[str]:
    """Operands, operators and brackets; a bracket belongs to the sum only if it holds one."""
    spaced = re.sub(r"(?:(?<=^)|(?<=\s))\(", " \x01 ", f" {text} ")
    spaced = re.sub(r"\)(?=\s)", " \x02 ", spaced)
    parts: list[str] = []
    for piece in re.split(r"([\x01\x02])", spaced):
        for token in _OPERATOR.split(f" {piece} "):
            token = token.strip()
            if token:
                parts.append(_SIGNS.get(token, token))
    return parts


def _added(tokens: list[str], operands: list[Operand]) -> tuple[Decimal, list[str]]:
    value, tokens = _multiplied(tokens, operands)
    while tokens and tokens[0] in "+-":
        other, rest = _multiplied(tokens[1:], operands)
        value = value + other if tokens[0] == "+" else value - other
        tokens = rest
    return value, tokens


def _multiplied(tokens: list[str], operands: list[Operand]) -> tuple[Decimal, list[str]]:
    value, tokens = _single(tokens, operands)
    while tokens and tokens[0] in "×:":
        other, rest = _single(tokens[1:], operands)
        if tokens[0] == ":" and not other:
            raise BrokenSum("division by zero")
        value = value * other if tokens[0] == "×" else value / other
        tokens = rest
    return value, tokens


def _single(tokens: list[str], operands: list[Operand]) -> tuple[Decimal, list[str]]:
    if not tokens:
        raise BrokenSum("an operand is missing")
    if tokens[0] == "\x01":
        value, rest = _added(tokens[1:], operands)
        if not rest or rest[0] != "\x02":
            raise BrokenSum("a bracket is not closed")
        return value, rest[1:]
    one = operand(tokens[0])
    operands.append(one)
    return one.amount, tokens[1:]


def _in_unit(value: Decimal, operands: Sequence[Operand], result: Operand) -> Decimal:
    """The computed amount in the result's unit: a bare ratio as %, a bare result as printed."""
    if result.base == PERCENT and not any(one.base == PERCENT for one in operands):
        return value * 100
    if not result.unit and len({one.factor for one in operands}) == 1:
        return value / operands[0].factor if len(operands) > 1 else value
    if not any(one.base for one in operands):
        return value  # "68,9 - 62,4 = 6,5 km": bare numbers are in the unit of the result
    per = next(
        (one.factor for one in operands[1:] if result.unit.endswith(f"/{one.unit}")), Decimal(1)
    )
    return value * per / result.factor  # "… : 8 km = … đồng/km": for each km, not each m


def rounded(value: Decimal, decimals: int = 2) -> str:
    """A computed value as a report prints it, rounded half up: ``2.545``, ``56,81``."""
    quantum = Decimal(1).scaleb(-decimals)
    return number_text(value.quantize(quantum, ROUND_HALF_UP) if value % 1 else value)
