"""What speaks for a passage as the place of the answer, in numbers of about 0 … 1.

A word of the question may stand in the sentence looked at, elsewhere in the passage, or
around it (the sentence that calls a note, the bullet and the headings above).

What the question says of the report as a whole (whose it is) is said by each of its passages.

What this module does not know: how much each number counts (``rerank.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import mul

from index.asked import Asked, Kind
from index.clues import Clues, Term
from index.origin import NOWHERE, Origin, told
from index.tokens import BARE
from index.view import Sentence, Spot, View
from ingest.report import PassageKind
from ingest.text import strip_marks

NEAR = 14  # units on each side of a number that speak of it
BESIDE = 8  # units on each side that should be what was asked about
LOOSE = 0.7  # what a word counts that agrees only without its diacritics
FAR, AROUND = 0.5, 0.6  # what a word counts elsewhere in the passage, and around it
COUNTING = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT})
SHORT, LONG = 20, 400  # units
MANY = 6  # commas and semicolons of a list
FORMER = "cũ"  # "tỉnh Sóc Trăng (cũ)": a part of what is now one place

SCORES = ("fused", "words", "dense", "sentence")  # of the search before, best of the few is 1
NAMES = (
    *SCORES,
    "around", "missing", "pairs", "pairs_around",
    "sentence_words", "sentence_strict", "spot", "window", "window_strict", "precision",
    "former", "has_kind", "has_noun", "noun_window", "named", "numbers",
    "heading", "furniture", "note", "row", "short", "long",
    "year", "other_year", "note_parts", "listed",
)  # fmt: skip


@dataclass(slots=True)
class _Best:
    """The best value of each sentence feature so far."""

    values: dict[str, float] = field(default_factory=dict)

    def keep(self, name: str, value: float) -> bool:
        better = value > self.values.get(name, 0.0)
        if better:
            self.values[name] = value
        return better


def features(
    clues: Clues,
    view: View,
    scores: Mapping[str, float],
    kind: PassageKind,
    origin: Origin = NOWHERE,
) -> list[float]:
    """The numbers of NAMES, in their order."""
    places = told(clues.sequence, origin.owner)
    known = [term.place in places for term in clues.terms]
    own = [
        1.0 if whole else _credit(term, view.own, clues.marked)
        for term, whole in zip(clues.terms, known, strict=True)
    ]
    around = [_credit(term, view.around, clues.marked) for term in clues.terms]
    outside = [max(FAR * o, AROUND * a) for o, a in zip(own, around, strict=True)]
    best = _Best()
    for sentence in view.sentences:
        _look_at(sentence, clues, _Known(known, own, outside), best)
    pairs, near_pairs = _pairs(clues, view, places)
    digits = [term.bare for term in clues.terms if term.unit[0].isdigit()]
    found: dict[str, float] = {
        **scores,
        **best.values,
        "around": _share(clues, [max(a - o, 0.0) for o, a in zip(own, around, strict=True)]),
        "missing": _share(clues, [float(o == a == 0) for o, a in zip(own, around, strict=True)]),
        "pairs": pairs,
        "pairs_around": near_pairs,
        "numbers": sum(BARE + unit in view.own for unit in digits) / max(len(digits), 1),
        "heading": float(kind is PassageKind.HEADING),
        "furniture": float(kind is PassageKind.FURNITURE),
        "note": float(kind is PassageKind.FOOTNOTE),
        "row": float(kind is PassageKind.ROW),
        "short": 1 / (1 + view.length / SHORT),
        "long": min(view.length / LONG, 1.0),
        **_of_years(clues.years, view, origin),
        "note_parts": float(clues.parts and kind is PassageKind.FOOTNOTE),
        "listed": min(view.separators / MANY, 1.0) if clues.asked.kind is Kind.OTHER else 0.0,
    }
    return [found.get(name, 0.0) for name in NAMES]


@dataclass(frozen=True, slots=True)
class _Known:
    """Of each term: whether the report as a whole says it; what it counts in the passage, and
    outside the sentence. What the passage does not say, none of its sentences says."""

    whole: Sequence[bool]
    own: Sequence[float]
    outside: Sequence[float]


def _of_years(years: frozenset[str], view: View, origin: Origin) -> dict[str, float]:
    """Whether the report is on a year that the question names; whether nothing here is."""
    if not years:
        return {}
    reported = not years.isdisjoint(origin.years)
    said = any(BARE + year in view.own or BARE + year in view.around for year in years)
    return {"year": float(reported), "other_year": float(not reported and not said)}


def _look_at(sentence: Sentence, clues: Clues, known: _Known, best: _Best) -> None:
    """What one sentence says of the question, and each figure in it of the kind asked for.

    A figure that the question itself names is not the one asked for, the first time it stands.
    """
    inside = [
        1.0 if whole else _credit(term, sentence.tokens, clues.marked) if said else 0.0
        for term, whole, said in zip(clues.terms, known.whole, known.own, strict=True)
    ]
    outside = known.outside
    covered = _share(clues, _either(inside, outside))
    best.keep("sentence_words", covered)
    best.keep("sentence_strict", _share(clues, inside))
    best.keep("named", _named(sentence, clues.documents))
    named = {unit for unit in clues.sequence if unit[0].isdigit()}
    for spot in sentence.spots:
        if sentence.bare[spot.start] in named:
            named.remove(sentence.bare[spot.start])
        elif _fits(spot, clues.asked.kind):
            best.keep("has_kind", 1.0)
            best.keep("spot", covered)
            near = _window_credits(clues, inside, known.whole, sentence, spot)
            _look_beside(spot, sentence, clues, near, _share(clues, _either(near, outside)), best)


def _look_beside(
    spot: Spot,
    sentence: Sentence,
    clues: Clues,
    near: Sequence[float],
    window: float,
    best: _Best,
) -> None:
    """What the words beside a figure say; near: of each term, window: with those around."""
    best.keep("window_strict", _share(clues, near))
    if best.keep("window", window):
        beside = slice(max(0, spot.start - BESIDE), spot.end + BESIDE)
        said = [unit in clues.said for unit in sentence.bare[beside]]
        best.values["precision"] = sum(said) / len(said)
        former = FORMER in sentence.units[beside] and strip_marks(FORMER) not in clues.said
        best.values["former"] = float(former)
    if _counts(spot, sentence, clues.asked):
        best.keep("has_noun", 1.0)
        best.keep("noun_window", window)


def _credit(term: Term, tokens: frozenset[str], marked: bool) -> float:
    """How far a word of the question, or another name of it, is among some tokens."""
    if marked and term.unit in tokens:
        return 1.0
    best = 0.0
    if BARE + term.bare in tokens:
        if not marked:
            return 1.0
        best = LOOSE
    for phrase, weight in term.others:
        if weight > best and all(BARE + unit in tokens for unit in phrase):
            best = weight
    return best


def _window_credits(
    clues: Clues,
    inside: Sequence[float],
    whole: Sequence[bool],
    sentence: Sentence,
    spot: Spot,
) -> list[float]:
    near = frozenset(sentence.bare[max(0, spot.start - NEAR) : spot.end + NEAR])
    return [
        1.0 if known else _beside(term, near) if said else 0.0
        for term, said, known in zip(clues.terms, inside, whole, strict=True)
    ]


def _beside(term: Term, near: frozenset[str]) -> float:
    if term.bare in near:
        return 1.0
    return max((weight for phrase, weight in term.others if near.issuperset(phrase)), default=0.0)


def _either(one: Sequence[float], other: Sequence[float]) -> list[float]:
    return list(map(max, one, other))


def _share(clues: Clues, values: Sequence[float]) -> float:
    """The mean of the terms' values, weighed by their rarity."""
    share: float = sum(map(mul, clues.weights, values)) / clues.total
    return share


def _pairs(clues: Clues, view: View, told: frozenset[int]) -> tuple[float, float]:
    """Which share of the question's pairs stands in the passage, and only around it."""
    total = sum(weight for _, weight, _ in clues.pairs) or 1.0
    own = around = 0.0
    for pair, weight, place in clues.pairs:
        if pair in view.own or (place in told and place + 1 in told):
            own += weight
        elif pair in view.around:
            around += weight
    return own / total, around / total


def _fits(spot: Spot, kind: Kind) -> bool:
    return spot.kind in COUNTING if kind is Kind.COUNT else spot.kind is kind


def _counts(spot: Spot, sentence: Sentence, asked: Asked) -> bool:
    """Whether a number counts what is asked for, or a document is of the kind asked for."""
    if not asked.noun:
        return False
    if asked.kind is Kind.DOCUMENT:
        before = " ".join(sentence.bare[max(0, spot.start - 4) : spot.start])
        return " ".join(asked.noun) in before
    return sentence.bare[spot.end : spot.end + 1] == asked.noun[:1]


def _named(sentence: Sentence, documents: Sequence[str]) -> float:
    """Which share of the documents that the question names by number stand in a sentence."""
    if not documents:
        return 0.0
    held = {sentence.bare[spot.start] for spot in sentence.spots if spot.kind is Kind.DOCUMENT}
    return sum(number in held for number in documents) / len(documents)
