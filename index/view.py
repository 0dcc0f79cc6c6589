"""A passage as the reranker reads it: its sentences, the figures in them, its surroundings.

What this module does not know: the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.asked import Kind
from index.synonyms import Phrase
from index.texts import SENTENCE_END
from index.tokens import BARE, bare_unit, pairs, units
from ingest.text import canonical, nfc, words

PERCENT = " phần trăm "  # how "%" is read
PERCENT_UNITS = ("phan", "tram")
MONEY_UNITS = frozenset({"ti", "trieu", "nghin", "ngan", "dong", "usd"})
DAY_UNITS = frozenset({"ngay", "thang", "quy"})
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d{1,2}/(?:19|20)\d\d|(?:19|20)\d\d")
_LABEL = re.compile(r"\(?\d+(?:\.\d+)*(?:[.)]|\s\|)")  # "1.", "(2)", the number of a row
_SEPARATOR = re.compile(r"[,;]\s")
_DOCUMENT = re.compile(r"\d+(?:/\d{4})?[/-][^\W\d_]")


@dataclass(frozen=True, slots=True)
class Spot:
    """What may be asked for: a number, date, document number or name.

    start, end: its place among the units of its sentence.
    """

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """units, bare: in order, bare without diacritics; tokens: as in ``tokens.py``, with pairs."""

    text: str
    units: Phrase
    bare: Phrase
    tokens: frozenset[str]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class View:
    """own, around: the tokens of the passage and of what surrounds it; length in units.

    separators: commas and semicolons, which part what is listed.
    """

    sentences: tuple[Sentence, ...]
    own: frozenset[str]
    around: frozenset[str]
    length: int
    separators: int


def view_of(index_text: str) -> View:
    """The view of an index text (``texts.py``), whose first line is the passage itself."""
    own, _, context = index_text.partition("\n")
    parts = [part for part in SENTENCE_END.split(own) if part.strip()] or [own]
    sentences = list(map(_sentence, parts))
    if _LABEL.match(own):
        spots = tuple(spot for spot in sentences[0].spots if spot.start)
        sentences[0] = replace(sentences[0], spots=spots)
    return View(
        tuple(sentences),
        frozenset().union(*(one.tokens for one in sentences)),
        frozenset().union(*(_tokens(units(line)) for line in context.split("\n"))),
        sum(len(one.bare) for one in sentences),
        len(_SEPARATOR.findall(own)),
    )


def _tokens(sequence: list[str]) -> frozenset[str]:
    bare = [bare_unit(unit) for unit in sequence]
    stripped = (BARE + token for token in (*bare, *pairs(bare)))
    return frozenset((*sequence, *pairs(sequence), *stripped))


def _sentence(text: str) -> Sentence:
    sequence: list[str] = []
    marks: list[tuple[Kind, int, int]] = []
    capital = False
    for printed in words(nfc(text).replace("%", PERCENT)):
        start = len(sequence)
        sequence += units(printed)
        if printed[0].isupper() and capital:
            marks.append((Kind.PERSON, start - 1, start + 1))
        capital = printed[0].isupper()
        if printed[0].isdigit():
            marks.append((_number_kind(canonical(printed)), start, len(sequence)))
    bare = tuple(bare_unit(unit) for unit in sequence)
    return Sentence(text, tuple(sequence), bare, _tokens(sequence), tuple(_spots(bare, marks)))


def _number_kind(word: str) -> Kind:
    if _DOCUMENT.match(word):
        return Kind.DOCUMENT
    return Kind.DATE if _DATE.fullmatch(word) else Kind.COUNT


def _spots(bare: Phrase, marks: Iterable[tuple[Kind, int, int]]) -> Iterable[Spot]:
    """The marks, numbers told apart by the words beside them."""
    for kind, start, end in marks:
        if kind is not Kind.COUNT:
            yield Spot(kind, start, end)
        elif start and bare[start - 1] in DAY_UNITS:
            yield Spot(Kind.DATE, start, end)
        elif bare[end : end + 2] == PERCENT_UNITS:
            yield Spot(Kind.PERCENT, start, end)
        elif end < len(bare) and bare[end] in MONEY_UNITS:
            yield Spot(Kind.MONEY, start, end)
        else:
            yield Spot(Kind.COUNT, start, end)
