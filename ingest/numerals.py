"""One printed Vietnamese number: its digits, value and the precision it was printed with.

``.`` groups thousands and ``,`` is the decimal mark (``2.770,280``). Two slips of real
reports are read as they are meant: a point that cannot be a grouping (``12.5``, ``0.63``)
is a decimal mark, and two or more commas before three digits each (``1,234,567``) group.

What this module does not know: whether a number is a figure, a date or a document's
number (``ingest/numbers.py``), nor its unit (``ingest/units.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

# Grouped, comma-grouped, malformed grouping (28.958.93), one mark, digits only.
NUMERAL = (
    r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d|[.,]\d)"
    r"|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?(?!\d|[.,]\d)"
    r"|\d+(?:\.\d+){2,}(?:,\d+)?"
    r"|\d+[.,]\d+"
    r"|\d+)"
)
_NUMERAL = re.compile(NUMERAL)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_COMMAS = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?")
_ONE_MARK = re.compile(r"\d+[.,]\d+")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A printed number with its place.

    decimals: how many digits stand after the decimal mark.
    wellformed: False for a broken grouping such as ``28.958.93`` (the digits are kept).
    """

    start: int
    end: int
    text: str
    value: Decimal
    decimals: int
    wellformed: bool = True

    @property
    def quantum(self) -> Decimal:
        """One unit of the last printed digit."""
        return Decimal(1).scaleb(-self.decimals)

    @property
    def whole(self) -> bool:
        """Whether no decimal digit is printed."""
        return self.decimals == 0


def numeral_at(text: str, start: int) -> Numeral | None:
    """The number that begins at ``start``, or None."""
    match = _NUMERAL.match(text, start)
    return parse_numeral(match[0], start) if match else None


def parse_numeral(printed: str, start: int = 0) -> Numeral:
    """The value of a printed number; ValueError if it is not one."""
    if not _NUMERAL.fullmatch(printed):
        raise ValueError(f"not a number: {printed!r}")
    plain, wellformed = _plain(printed)
    value = Decimal(plain)
    decimals = len(plain.partition(".")[2])
    return Numeral(start, start + len(printed), printed, value, decimals, wellformed)


def _plain(printed: str) -> tuple[str, bool]:
    """The number with a decimal point and no grouping, and whether it was well formed."""
    if _GROUPED.fullmatch(printed):
        return printed.replace(".", "").replace(",", "."), True
    if _COMMAS.fullmatch(printed):
        return printed.replace(",", ""), True
    if _ONE_MARK.fullmatch(printed):
        return printed.replace(",", "."), True
    if printed.isdigit():
        return printed, True
    return printed.replace(".", "").replace(",", "."), False


def number_text(value: Decimal) -> str:
    """The value as a Vietnamese report prints it: ``1.149``, ``651,133``; no trailing zeros."""
    plain = format(value.normalize(), "f")
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    whole, _, rest = digits.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return sign + grouped + (f",{rest}" if rest else "")
