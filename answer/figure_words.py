"""What the words around a figure say for and against it: those of its neighbours, those that
nobody asked for, and those that deny.

What this module does not know: how much each of them counts (``figure_match.py``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from answer.asking import asking
from answer.evidence import Spans, spans_around
from answer.query import Query
from index.tokens import units
from ingest.report import Figure, Passage
from ingest.text import bare, canonical

_NUMBER = re.compile(r"\d[\d.,/]*\d|\d")
OF_CALLER = 0.15  # of the question, in the sentence that calls a note
_SPLITS = re.compile(r"\s*(?:Trong đó|Gồm|Bao gồm|Trong số)(?!\w)")
QUALIFIERS = 3  # more unasked words behind a number make it no worse
_DENIES = re.compile(r"(?<!\w)(?:chưa|không)(?!\w)(?!\s*\??$)")


def stolen(query: Query, passage: Passage, figure: Figure, spans: Spans) -> float:
    """The share of the question that another figure of the sentence has in its own words.

    "900 căn (xây mới: 700 căn; sửa chữa: 200 căn)": who asks for what was mended does
    not ask for the 900, though the word stands in its sentence.
    """
    others = [
        query.scorer.span(passage, spans_around(passage.text, other.start, other.end).window)
        for other in query.shelf.figures.get(passage.id, ())
        if other is not figure and spans.sentence[0] <= other.start < spans.sentence[1]
    ]
    if not others:
        return 0.0
    own = query.scorer.span(passage, spans.window)
    most = list(map(max, *others)) if len(others) > 1 else others[0]
    return query.terms.share([b - a if b > a else 0.0 for a, b in zip(own, most, strict=True)])


def negation(query: Query, window: str) -> float:
    """1 if the figure's words deny what the question affirms, or the reverse."""
    if not query.frame.marked:
        return 0.0  # "chua" may be chưa, chữa or chứa
    return float(_denies(window) != _denies(query.frame.key))


@lru_cache(maxsize=32768)
def _denies(text: str) -> bool:
    return bool(_DENIES.search(canonical(text)))


def extra(query: Query, segment: str) -> float:
    """The share of the segment's words that the question does not ask about."""
    said = words_of(segment)
    if not said:
        return 0.0
    asked = query.terms.vocabulary
    return len([unit for unit in said if unit not in asked]) / len(said)


def behind(query: Query, words: str) -> float:
    """How many qualifiers right behind the number the question does not have, 0 … 1.

    Who asks for "xã nông thôn mới" does not ask for "20 xã nông thôn mới nâng cao".
    """
    asked, stop = query.terms.vocabulary, asking().stop
    said = [unit for unit in words_of(words) if unit not in stop and unit not in asked]
    return min(len(said), QUALIFIERS) / QUALIFIERS


def of_another_whole(query: Query, passage: Passage) -> float:
    """1 for a note that splits what nobody asks about: "rescued 30 times¹ – ¹of these fires 12".

    Who asks for fires asks for all of them, not for those among what the note's caller counts.
    """
    if passage.note is None or not _SPLITS.match(passage.text):
        return 0.0
    caller = query.shelf.context(passage).caller
    return float(query.terms.share(query.scorer.zone(caller)) < OF_CALLER)


def stated(query: Query, figure: Figure) -> float:
    """1 for a number that the question says itself ("trong 07 vụ có mấy vụ trộm?")."""
    if query.frame.yes_no or not query.frame.numbers:
        return 0.0
    printed = _NUMBER.search(figure.text)
    digits = printed[0].replace(".", "").lstrip("0") if printed else ""
    said = {number.replace(".", "").lstrip("0") for number in query.frame.numbers}
    return float(digits in said)


@lru_cache(maxsize=32768)
def key(sentence: str, marked: bool) -> str:
    return canonical(sentence) if marked else bare(sentence)


@lru_cache(maxsize=32768)
def words_of(segment: str) -> tuple[str, ...]:
    return tuple(unit for unit in units(segment) if not unit[0].isdigit())
