"""What a person gave for a slot, as the words that the draft will print.

A number is grouped the Vietnamese way and gets the slot's unit; a word of approximation or
the unit may be given along. A change needs its direction. What cannot be read is said, and
the slot stays open.

What this module does not know: sheets, the other slots.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from answer.draft.nouns import Slot, SlotKind
from ingest.numerals import number_text, numeral_at
from ingest.quantities import quantity_at
from ingest.text import canonical, fold_spaces
from ingest.vocabulary import Pattern, any_of, keyed, spellings

KEEP, TAKE, DROP = "giữ", "gợi ý", "bỏ"
NO_NUMBER = "“{given}” không phải số; hãy ghi như 1.234,5."
NOT_READ = "“{given}” chưa đọc được; hãy ghi số rồi đơn vị, như {like}."
OTHER_UNIT = "“{given}” khác đơn vị của ô này ({unit})."
NO_FRACTION = "Ô này cần cả phần và tổng, như {old}; “{given}” mới có một số."
NO_DIRECTION = "“{given}” chưa nói tăng hay giảm; hãy ghi như “tăng 3,5%” hoặc -3,5."
_APPROX = Pattern(rf"(?:(?:{any_of(spellings('units.txt', 'approximate'))}) )*")
_DIRECTION = Pattern(
    r"(?:tăng|giảm|cao hơn|thấp hơn|nhiều hơn|ít hơn|vượt|gấp|bằng|không đổi|đạt|lớn hơn|kém)"
)
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


class NotUnderstood(ValueError):
    """What was given cannot be read for this slot; the message says how to write it."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its size.

    amount: in the base unit; of: the denominator of a fraction; rough: "hơn", "gần" before it.
    """

    amount: Decimal
    value: Decimal
    unit: str
    factor: Decimal
    decimals: int
    of: Decimal | None = None
    rough: bool = False


def words_given(slot: Slot, given: str) -> str:
    """The words for the draft.

    Raises:
        NotUnderstood: a number was needed and none can be read.
    """
    text = fold_spaces(given)
    if slot.kind is SlotKind.CHANGE:
        return _change(slot, text)
    if slot.kind is SlotKind.FIGURE:
        return _figure(slot, text)
    return text


def number_of_cell(value: int | float | Decimal) -> str:
    """A number cell of a spreadsheet as a person would write it: 12345.6 -> ``12.345,6``."""
    try:
        return number_text(Decimal(str(value)))
    except InvalidOperation:
        return str(value)


def _figure(slot: Slot, text: str) -> str:
    line = keyed(text)
    lead = _APPROX.match(line, 0)
    start = lead.end() if lead else 0
    numeral = numeral_at(text, start)
    if numeral is None:
        raise NotUnderstood(NO_NUMBER.format(given=text))
    quantity = quantity_at(line, start)
    if quantity is None:
        raise NotUnderstood(NOT_READ.format(given=text, like=slot.old))
    if slot.figure is not None and slot.figure.of is not None and quantity.of is None:
        raise NotUnderstood(NO_FRACTION.format(given=text, old=slot.old))
    rest = text[quantity.number_end :].strip()
    printed = _printed(slot, text[start : quantity.number_end])
    prefix = text[:start]
    if rest:
        _same_unit(slot, text, rest)
        return f"{prefix}{printed}{_joint(rest)}{rest}"
    return f"{prefix}{printed}{_suffix(slot)}"


def _same_unit(slot: Slot, text: str, rest: str) -> None:
    """The unit that was given must be the slot's, or a sum of money in other steps."""
    own, other = canonical(slot.unit), canonical(rest)
    money = own.endswith(("đồng", "usd")) and other.endswith(own.split()[-1])
    fits = own and (other == own or other.startswith(f"{own} ") or own.startswith(f"{other} "))
    if own and not fits and not money:
        raise NotUnderstood(OTHER_UNIT.format(given=text, unit=slot.unit))


def _joint(rest: str) -> str:
    return "" if rest[:1] in "%‰" else " "


def _suffix(slot: Slot) -> str:
    return f"{_joint(slot.unit)}{slot.unit}" if slot.unit else ""


def _printed(slot: Slot, number: str) -> str:
    """The number grouped by points, with the decimals as given; ``03`` where ``02`` stood."""
    parts = [_grouped(part) for part in re.split(r"\s*/\s*", number)]
    first = re.search(r"\d+", slot.old)
    padded = first is not None and first[0].startswith("0") and len(first[0]) > 1
    if padded:
        parts = [f"0{part}" if re.fullmatch(r"[1-9]", part) else part for part in parts]
    return "/".join(parts)


def _grouped(number: str) -> str:
    numeral = numeral_at(number, 0)
    if numeral is None or numeral.end != len(number) or not numeral.wellformed:
        return number
    if re.fullmatch(r"0\d", number):
        return number
    whole = number_text(Decimal(int(numeral.value)))
    decimals = format(numeral.value, "f").partition(".")[2]
    return f"{whole},{decimals}" if decimals else whole


def _change(slot: Slot, text: str) -> str:
    line = keyed(text)
    told = _DIRECTION.match(line, 0)
    if told:
        has_unit = not re.search(r"\d$", text)
        return text if has_unit or not slot.unit else f"{text}{_suffix(slot)}"
    signed = re.match(r"[-−–]\s*(?=\d)|\+\s*(?=\d)", text)
    if signed is None:
        raise NotUnderstood(NO_DIRECTION.format(given=text))
    word = "tăng" if signed[0].strip() == "+" else "giảm"
    return f"{word} {_figure(slot, text[signed.end() :])}"


def amount_of(words: str) -> Amount | None:
    """The size that words print, None if they print none."""
    line = keyed(words)
    digit = re.search(r"\d", words)
    quantity = quantity_at(line, digit.start()) if digit else None
    if quantity is None:
        return None
    unit = quantity.unit
    factor = unit.factor if unit else Decimal(1)
    return Amount(
        amount=quantity.value * factor,
        value=quantity.value,
        unit=unit.text if unit else "",
        factor=factor,
        decimals=quantity.number.decimals,
        of=quantity.of.value if quantity.of else None,
        rough=digit is not None and bool(words[: digit.start()].strip()),
    )
