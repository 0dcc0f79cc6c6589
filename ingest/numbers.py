"""Every number of a text and what it is: a figure, a date, a document's number, a name.

A guard that checks an answer against its sources, and the reading of figures, both start
here. Only ``FIGURE`` and ``RANK`` state a quantity. What is told apart by its words
(``Quốc lộ 91``, ``Điều 14``, ``lần thứ 11``) is listed in ``ingest/data/number_names.txt``.

Texts are NFC; offsets count characters of the text given. What this module does not know:
what a figure counts, where and when (``ingest/figures.py``); numbers in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ingest.clauses import quotations
from ingest.dates import DateKind, DateMention, find_dates
from ingest.documents import find_document_numbers
from ingest.number_names import ends_a_name, is_grade, is_name
from ingest.numerals import NUMERAL, number_text
from ingest.quantities import Quantity, quantity_at
from ingest.text import canonical
from ingest.units import unit_at
from ingest.vocabulary import CAPITALS, Keyed, Pattern, any_of, keyed, spellings

_FILE = "number_names.txt"


class NumberType(StrEnum):
    """What a printed number is."""

    FIGURE = "figure"
    RANK = "rank"
    DATE = "date"
    YEAR = "year"
    PERIOD = "period"
    DOCUMENT = "document"
    TIME = "time"
    LIST = "list"
    NAME = "name"


QUANTITIES = frozenset({NumberType.FIGURE, NumberType.RANK})


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text. key: equal for equal numbers, however they are printed."""

    start: int
    end: int
    text: str
    type: NumberType
    key: str
    quantity: Quantity | None = None


_NUMERAL = re.compile(r"(?<!\d)(?<!\d[.,])" + NUMERAL)
_TIME = Pattern(
    r"\d{1,2}(?:g|h)\d{1,2}(?: ?phút|p)?(?![^\W_])|\d{1,2}h(?![^\W_])"
    r"|(?<=lúc )\d{1,2} ?(?:g|h|giờ)(?: ?\d{1,2})?(?: ?phút)?(?![^\W_])|24 ?/ ?7(?! [^\W\d_])"
    r"|24/24 ?(?:h|g|giờ)(?![^\W_])|\d{1,2} giờ \d{1,2}(?: phút)?|\d{1,2}:\d{2}(?![\d:])"
)
_RANK = Pattern(rf"(?<![^\W_]){any_of(spellings(_FILE, 'rank'))}(?: thứ)?:? ?$")
_LIST_MARK = re.compile(r"\(\d{1,2}\)(?! ?/)")
_FIRST_MARK = re.compile(r"\s*(?:[-+.•*] ?)?(\d{1,2}(?:\.\d{1,2}){0,3})[.)](?=\s|$)")
# "3 Thu ngân sách 25.877": the running number of a table row that was read as a line.
_ROW_ORDER = re.compile(rf"([1-9]\d?) (?=[{CAPITALS}][^.;]*\d)")
_CHAINAGE = re.compile(r"[Kk][Mm] ?\d+ ?\+ ?\d+(?:[.,]\d+)?")
_STANDARD = re.compile(r"\d{3,}(?:-\d+)?:\d{4}(?!\d)")
_PHONE = re.compile(
    r"(?<![\d.,])(?:0\d{2,4}[ .\-]\d{3,4}[ .\-]?\d{3,4}|\(0\d{2,4}\)[ .]?[\d.]{6,}"
    r"|0\d{9,10}|1[89]00[ .]?\d{4,6})(?!\d)"
)


def find_numbers(text: str, *, label_first: bool = True) -> list[Number]:
    """Every number in order, each digit in exactly one; empty for a text without digits.

    label_first: whether a number and point at the text's start is a list label (``1. …``).
    """
    line = keyed(text)
    return numbers_of(line, find_dates(line), label_first=label_first)


def numbers_of(line: Keyed, dates: list[DateMention], *, label_first: bool = True) -> list[Number]:
    """``find_numbers`` for a text whose key and dates are already at hand."""
    claimed = _Claims(line)
    for cited in find_document_numbers(line):
        claimed.add(cited.start, cited.end, NumberType.DOCUMENT, canonical(cited.number))
    for pattern in (_PHONE, _CHAINAGE, _STANDARD):
        claimed.add_all(pattern.finditer(line.text), NumberType.NAME)
    _claim_dates(claimed, dates)
    claimed.add_all(_TIME.finditer(line), NumberType.TIME)
    if label_first and (mark := _FIRST_MARK.match(line.text)):
        claimed.add(mark.start(1), mark.end(1), NumberType.LIST)
    if label_first and (order := _ROW_ORDER.match(line.text)):
        claimed.add(order.start(1), order.end(1), NumberType.LIST)
    claimed.add_all(_LIST_MARK.finditer(line.text), NumberType.LIST)
    for quote in quotations(line.text):
        for match in _NUMERAL.finditer(line.text, quote.start, quote.end):
            claimed.add(match.start(), match.end(), NumberType.NAME)
    _claim_rest(claimed)
    return sorted(claimed.found, key=lambda number: number.start)


class _Claims:
    """The numbers found so far; a later claim on taken characters is ignored."""

    def __init__(self, line: Keyed) -> None:
        self.line = line
        self.found: list[Number] = []
        self._taken = bytearray(len(line.text) + 1)

    def free(self, start: int, end: int) -> bool:
        return not any(self._taken[start:end])

    def add(
        self,
        start: int,
        end: int,
        kind: NumberType,
        key: str = "",
        quantity: Quantity | None = None,
    ) -> None:
        if self.free(start, end):
            text = self.line.text[start:end]
            self._taken[start:end] = b"\1" * (end - start)
            self.found.append(Number(start, end, text, kind, key or canonical(text), quantity))

    def add_all(self, matches: Iterable[re.Match[str]], kind: NumberType) -> None:
        for match in matches:
            self.add(match.start(), match.end(), kind)

    def last_name_before(self, start: int) -> bool:
        """Whether a number that is a name ends just before ``start`` in a list of such."""
        for number in reversed(self.found):
            if number.end <= start:
                gap = self.line.key[number.end : start]
                return number.type is NumberType.NAME and bool(
                    re.fullmatch(r"[a-zđ]?(?:,| v[àa]|, v[àa]| -| [đd][ếe]n)? ?", gap)
                )
        return False


_DATE_TYPES = {
    DateKind.DAY: NumberType.DATE,
    DateKind.MONTH: NumberType.DATE,
    DateKind.YEAR: NumberType.YEAR,
    DateKind.YEARS: NumberType.PERIOD,
    DateKind.QUARTER: NumberType.PERIOD,
    DateKind.PART: NumberType.PERIOD,
}


def _claim_dates(claimed: _Claims, dates: list[DateMention]) -> None:
    line = claimed.line
    for date in dates:
        if not any(char.isdigit() for char in line.text[date.start : date.end]):
            continue
        bare_year = date.kind is DateKind.YEAR and line.text[date.start].isdigit()
        follows = unit_at(line, date.end) if bare_year else None
        # "2000 hộ": four digits without a point before a counted noun; "2025 tăng" is a year.
        if follows and follows.known and not _after_year_word(line, date.start):
            continue
        short = date.iso.startswith("--") and "/" in line.text[date.start : date.end]
        follows = unit_at(line, date.end) if short else None
        if follows and follows.known and line.text[date.start].isdigit():
            continue
        claimed.add(date.start, date.end, _DATE_TYPES[date.kind], date.iso)


def _after_year_word(line: Keyed, start: int) -> bool:
    return bool(
        re.search(r"(?:n[ăa]m|[,\-/]|v[àa]|[đd][ếe]n) ?$", line.key[max(0, start - 8) : start])
    )


def _claim_rest(claimed: _Claims) -> None:
    line = claimed.line
    position = 0
    while match := _NUMERAL.search(line.text, position):
        position = match.end()
        if not claimed.free(*match.span()):
            continue
        quantity = quantity_at(line, match.start(), claimed.free)
        if quantity is None or _is_code(line, quantity):
            end = _code_end(line.text, match.end())
            claimed.add(match.start(), end, NumberType.NAME)
            position = max(position, end)
            continue
        kind = _kind(line, quantity, claimed)
        end = quantity.end if kind in QUANTITIES else quantity.number_end
        stop = _digits_end(quantity) if kind in QUANTITIES else quantity.number_end
        claimed.add(quantity.start, stop, kind, _key(quantity), quantity)
        # The digit of "m2" is no number.
        position = max(position, end if quantity.unit and quantity.unit.known else stop)


def _digits_end(quantity: Quantity) -> int:
    """Where the number with its last digits ends; its unit is no part of the number."""
    return quantity.rest_end or quantity.number_end


def _code_end(text: str, end: int) -> int:
    while end < len(text) and (
        text[end].isalnum() or (text[end] in "-:/." and text[end + 1 : end + 2].isalnum())
    ):
        end += 1
    return end


def _is_code(line: Keyed, quantity: Quantity) -> bool:
    """Digits inside a word (``935C``, ``H5N1``, ``COVID-19``, ``9001:2015``) are no number."""
    start = quantity.number.start
    before = line.text[start - 1 : start] if start else ""
    if before.isalpha() or before in {"_", "@", "#", "№"}:
        return True
    if before in {"-", "–"} and line.text[max(0, start - 2) : start - 1].isalpha():
        return True
    after = line.text[quantity.number_end : quantity.number_end + 2]
    if after[:1].isupper() and not after[1:].isalpha():
        return True  # "5G" is no weight
    if after[:1] == ":" and after[1:].isdigit():
        return True
    if after[:1].isalpha():
        return quantity.unit is None or not quantity.unit.known
    return after[:1] in "-–_" and after[1:].isalpha() if after[:1] else False


def _kind(line: Keyed, quantity: Quantity, claimed: _Claims) -> NumberType:
    start = quantity.start
    begin = max(0, start - 60)
    unit = quantity.unit
    known = unit is not None and unit.known
    if is_grade(line, quantity):
        return NumberType.NAME
    if _RANK.search(line, begin, start) and (quantity.of or not known or _ranked(line, start)):
        return NumberType.RANK
    if is_name(line, quantity):
        return NumberType.NAME
    plain = not known and not quantity.of and not quantity.upper
    if plain and (claimed.last_name_before(start) or ends_a_name(line, quantity)):
        return NumberType.NAME
    return NumberType.FIGURE


def _ranked(line: Keyed, start: int) -> bool:
    """``đứng thứ 5 cả nước`` ranks; ``đứng 5 phút`` does not."""
    return bool(
        re.search(
            r"h[ạa]ng(?: th[ứu])? ?$|th[ứu] ?$|v[ịi] tr[íi] ?$",
            line.key[max(0, start - 12) : start],
        )
    )


def _key(quantity: Quantity) -> str:
    key = number_text(quantity.value)
    if quantity.of:
        return f"{key}/{number_text(quantity.of.value)}"
    return f"{key}-{number_text(quantity.upper.value)}" if quantity.upper else key
