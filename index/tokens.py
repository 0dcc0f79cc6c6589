"""Words as keyword search counts them: units (a syllable or a whole number) and their tokens.

Four streams share one index, told apart by a prefix: the canonical syllable, its copy
without diacritics (``_``), and the pairs of neighbours of both. Numbers and document
numbers are also one token each (``#``). Pairs stand in for Vietnamese words of several
syllables; measured, they beat word segmentation on four of five sets.

What this module does not know: which of the tokens a question weighs how much.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from ingest.text import canonical, strip_marks, syllables, words

NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?%?|\d+(?:,\d+)?%?")
BARE = "_"
WHOLE = "#"


def units(text: str) -> list[str]:
    """Syllables and numbers in canonical spelling: ``1.149`` and ``1149`` are one, ``03`` is 3."""
    found: list[str] = []
    for word in words(canonical(text)):
        found.extend(_pieces(word))
    return found


def whole_tokens(text: str) -> list[str]:
    """Document numbers, fractions and dates as single tokens: ``#1668/nq-ubtvqh15``."""
    return [
        WHOLE + word.rstrip("%")
        for word in words(strip_marks(canonical(text)))
        if not NUMBER.fullmatch(word) and any(map(str.isdigit, word)) and len(_pieces(word)) > 1
    ]


@lru_cache(maxsize=65536)
def bare_unit(unit: str) -> str:
    """A unit as typed without diacritics."""
    return strip_marks(unit)


def pairs(sequence: Sequence[str]) -> list[str]:
    """Each unit with the next one."""
    return [f"{left} {right}" for left, right in pairwise(sequence)]


def exact_tokens(sequence: Sequence[str]) -> list[str]:
    """The two exact streams of a run of units."""
    return [*sequence, *pairs(sequence)]


def bare_tokens(sequence: Sequence[str]) -> list[str]:
    """The two accent-stripped streams of a run of units."""
    bare = [bare_unit(unit) for unit in sequence]
    return [BARE + token for token in (*bare, *pairs(bare))]


def document_tokens(text: str) -> list[str]:
    """All tokens under which a text is indexed."""
    return [token for line in text.split("\n") for token in _line_tokens(line)]


@lru_cache(maxsize=4096)
def _line_tokens(line: str) -> tuple[str, ...]:
    """The tokens of one part of an index text: no pair runs across; headings come again."""
    sequence = units(line)
    return (*exact_tokens(sequence), *bare_tokens(sequence), *whole_tokens(line))


def _pieces(word: str) -> list[str]:
    if NUMBER.fullmatch(word):
        digits, comma, decimals = word.rstrip("%").replace(".", "").partition(",")
        return [(digits.lstrip("0") or "0") + comma + decimals]
    return [(piece.lstrip("0") or "0") if piece.isdecimal() else piece for piece in syllables(word)]
