"""The last check of an answer: every number in it stands verbatim in what it cites.

A number is compared with its unit, as printed, after folding white space, dashes, quotation
marks, case and the two spellings of one word (``ingest/text.py``) — never fuzzily. Dates and
document numbers may be printed differently if they are the same date or number. What was
computed must come from a derivation that can be worked again from quoted operands.

Pure functions on strings. What this module does not know: whether the quotes are the right
ones for the question; numbers in words ("mười bốn").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from check.arithmetic import BrokenSum, replay
from ingest.numbers import QUANTITIES, Number, NumberType, find_numbers
from ingest.numerals import NUMERAL
from ingest.text import canonical, fold_spaces
from ingest.vocabulary import CAPITALS

_JOINED = re.compile(r"\s*([-/])\s*")
_BEFORE_PERCENT = re.compile(r"\s+(?=[%‰])")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+ $")
_GLUED = re.compile(r"(?<![^\W_])[^\W\d_]+$")
_NUMERAL = re.compile(NUMERAL)
_INSIDE = re.compile(r"[^\W_][-/]$")
_TOKEN = re.compile(r"[\w/.-]+$")
_LETTERS = re.compile(r"[^\W\d_]+")
_NAME = re.compile(rf"[{CAPITALS}][^\W\d_]* [{CAPITALS}][^\W\d_]* $")
# Enough words to know the place again, the most telling first; what follows, up to two words.
_LEADS = tuple(re.compile(rf"(?<!\S)(?:\S+ ){{{words}}}$") for words in (14, 10, 4))
# What stands behind a semicolon is said of the next figure.
_TAIL = re.compile(r"(?!\s*[;\n])(?:\W+[^\W_]+(?:[^\S\n]|\W+)[^\W_]+|\W*[^\W\d_]+[;.,]?$)")
# A number begins and ends here: not inside another one, not after "743/" in a date.
_STARTS = r"(?<![^\W_])(?<!\d[.,])"
_ENDS = r"(?![^\W_])(?![.,]\d)"
_BY_KEY = frozenset({NumberType.DATE, NumberType.YEAR, NumberType.PERIOD, NumberType.DOCUMENT})


def fold(text: str) -> str:
    """The text as it is compared: white space, dashes, quotation marks and case folded."""
    folded = _JOINED.sub(r"\1", canonical(fold_spaces(text)))
    return _BEFORE_PERCENT.sub("", folded)


def unsupported(text: str, quotes: Sequence[str], derivation: str | None = None) -> tuple[str, ...]:
    """The numbers of ``text``, as printed, that neither the quotes nor the derivation hold.

    quotes: what the answer cites; also the section path, title and table place of a
    citation, if the answer speaks of them. An operand of the derivation that is not quoted,
    or a result that the derivation does not give, is unsupported too.
    """
    sources = _Sources(tuple(quotes))
    wrong = [*_wrong_in(derivation, sources)] if derivation else []
    if derivation and not wrong:
        worked = _Sources((derivation,))
        missing = [
            printed
            for number, printed in _printed(text)
            if not worked.hold(number, text) and not sources.hold(number, text)
        ]
    else:
        missing = [printed for number, printed in _printed(text) if not sources.hold(number, text)]
    return tuple(dict.fromkeys([*wrong, *missing]))


def _wrong_in(derivation: str, sources: _Sources) -> Iterable[str]:
    """What is wrong in a derivation: operands that are not quoted, a result that is not so."""
    if "=" not in derivation:
        return [
            printed
            for number, printed in _printed(derivation)
            if not sources.hold(number, derivation, placed=False)
        ]
    left, _, result = derivation.rpartition("=")
    wrong = [
        printed
        for number, printed in _printed(left)
        if not sources.hold(number, left, placed=False) and not _is_hundred(number)
    ]
    try:
        holds = replay(derivation).holds
    except BrokenSum:
        holds = False
    return wrong if holds else [*wrong, result.strip()]


def _is_hundred(number: Number) -> bool:
    """The 100 of ``× 100`` is no figure of the report."""
    return number.text == "100" and (number.quantity is None or number.quantity.unit is None)


def _printed(text: str) -> list[tuple[Number, str]]:
    """Every number with what must stand in a source: with its unit, or the word before it."""
    return [(number, _form(number, text)) for number in find_numbers(text)]


def _span(number: Number, text: str) -> tuple[int, int]:
    """A quantity with its unit, a name with the word before it, anything else by itself."""
    if number.type in QUANTITIES and number.quantity is not None:
        return number.start, max(number.end, number.quantity.end)
    if number.type is NumberType.NAME and (word := _WORD.search(text, 0, number.start)):
        return word.start(), number.end
    return number.start, number.end


def _form(number: Number, text: str) -> str:
    start, end = _span(number, text)
    behind = _LETTERS.match(text, end) if text[end - 1 : end].isdigit() else None
    # "DL623", "3.000km", "48-02D" stand as one word or not at all
    glued = (_TOKEN if behind or _INSIDE.search(text, 0, start) else _GLUED).search(text, 0, start)
    return text[glued.start() if glued else start : behind.end() if behind else end]


@dataclass(frozen=True)
class _Sources:
    """Quoted lines as they are compared, with the dates and document numbers in them."""

    quotes: tuple[str, ...]

    @cached_property
    def folded(self) -> tuple[str, ...]:
        return tuple(fold(quote) for quote in self.quotes)

    @cached_property
    def keys(self) -> frozenset[tuple[NumberType, str]]:
        return frozenset(
            (number.type, fold(number.key))
            for quote in self.quotes
            for number in find_numbers(quote)
            if number.type in _BY_KEY
        )

    def hold(self, number: Number, text: str, *, placed: bool = True) -> bool:
        """Whether a number stands in a quote; placed: and not in another one's place."""
        if number.type in _BY_KEY and (number.type, fold(number.key)) in self.keys:
            return True
        form = fold(_form(number, text))
        if number.type is NumberType.DOCUMENT and not form.isdigit():
            return False
        slash = "" if number.type in QUANTITIES else r"(?<!\d[/\-])"
        stands = re.compile(slash + _STARTS + re.escape(form) + _ENDS)
        holding = [quote for quote in self.folded if stands.search(quote)]
        if not holding:
            return self._in_cell(form)
        if not placed or number.type in _BY_KEY:
            return True
        place = _Place.of(number, form, text)
        return any(not place.taken(quote) for quote in holding)

    def _in_cell(self, form: str) -> bool:
        """Whether it is a table cell whose unit stands elsewhere: in its row or its header.

        A table row is quoted with "|" between its cells; the header comes as another quote.
        """
        printed = re.match(NUMERAL, form)
        unit = form[printed.end() :].strip() if printed else ""
        if printed is None or not unit:
            return False
        cell = re.compile(rf"(?:^|\| ){re.escape(printed[0])}(?: \||$)")
        named = re.compile(rf"(?<![^\W_]){re.escape(unit)}(?![^\W_])")
        return any(cell.search(quote) for quote in self.folded) and any(
            named.search(quote) for quote in self.folded
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """The words straight before and behind a figure, as patterns around any other number.

    It catches a figure of the quote that is set into the place of another one of the quote.
    """

    form: str
    sure: tuple[re.Pattern[str], ...]
    likely: tuple[re.Pattern[str], ...]
    behind: tuple[re.Pattern[str], ...]
    numbers: frozenset[str]  # this one and those of the words behind it

    @classmethod
    def of(cls, number: Number, form: str, text: str) -> _Place:
        start, end = _span(number, text)
        lead = fold(text[:start] + "\x00")[:-1]
        leads = [match[0] for length in _LEADS if (match := length.search(lead))]
        named = _NAME.search(text, 0, start)
        printed = re.match(NUMERAL, form)
        tail = _TAIL.match(fold("\x00" + text[end:])[1:])
        behind = form[printed.end() :] + tail[0] if printed and tail and _words(tail[0]) else ""
        numbers = frozenset(_NUMERAL.findall(form + tail[0])) if tail else frozenset()
        return cls(
            form,
            tuple(_after(re.escape(words)) for words in leads if _telling(words)),
            (_after(re.escape(fold(named[0]) + " ")),) if named else (),
            (_before(behind),) if behind else (),
            numbers if behind and len(numbers) > 1 else frozenset(),
        )

    def taken(self, quote: str) -> bool:
        """Whether the quote has these words around another number, and never around this one."""
        found = [quote[match.end() :] for match in _first_found(self.sure, quote)]
        if not found:
            found = [quote[match.end() :] for match in _first_found(self.likely, quote)]
            found += [
                quote[match.start() :]
                for match in _first_found(self.behind, quote)
                # "06 tập thể và 03 cá nhân" is not "10 tập thể và 10 cá nhân" with one changed
                if not self.numbers or self.numbers & set(_NUMERAL.findall(match[0]))
            ]
        others = [one for one in found if not one.startswith(self.form)]
        return len(others) == len(found) and any(map(self._rivals, others))

    def _rivals(self, other: str) -> bool:
        """Another number of the same unit, or the same number of another; not just any number."""
        here, there = re.match(NUMERAL, self.form), re.match(NUMERAL, other)
        if here is None or there is None:
            return True
        unit = self.form[here.end() :]
        return (
            here[0] == there[0]
            or re.match(re.escape(unit) + _ENDS, other[there.end() :]) is not None
        )


def _first_found(patterns: Sequence[re.Pattern[str]], quote: str) -> list[re.Match[str]]:
    """The places that the first pattern to be found there describes."""
    for pattern in patterns:
        if found := list(pattern.finditer(quote)):
            return found
    return []


def _telling(words: str) -> bool:
    """Ten words know a place again; four do if a number is among them."""
    return len(words.split()) >= 10 or any(char.isdigit() for char in words)


def _words(text: str) -> int:
    return len(re.findall(r"[^\W\d_]+", text))


def _any_digits(words: str) -> str:
    return re.escape(_DIGITS.sub("#", words)).replace("\\#", r"\d+")


def _after(words: str) -> re.Pattern[str]:
    """The place behind these words where a number stands."""
    return re.compile(rf"{_STARTS}{words}(?=\d)")


def _before(words: str) -> re.Pattern[str]:
    """A number with what stands behind it."""
    return re.compile(f"{_STARTS}{NUMERAL}{_any_digits(words)}{_ENDS}")
