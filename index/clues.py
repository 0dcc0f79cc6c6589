"""A question as the reranker weighs it: its words with their rarity, and what it asks for.

What this module does not know: the passages, and how much any clue counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.asked import DOCUMENTS, Asked, asked, asks_parts
from index.keywords import KeywordIndex
from index.origin import YEAR
from index.question import Question
from index.synonyms import Phrase
from index.tokens import BARE, bare_unit


@dataclass(frozen=True, slots=True)
class Term:
    """A unit of the question that carries content.

    weight: its rarity. others: other names of the phrase that it stands in, as
        accent-stripped units, with what each counts. place: where it stands in the question.
    """

    unit: str
    bare: str
    weight: float
    others: tuple[tuple[tuple[str, ...], float], ...]
    place: int = 0


@dataclass(frozen=True, slots=True)
class Clues:
    """weights: of the terms, and their total, never 0.

    pairs: neighbours among the terms, accent-stripped tokens with their rarity, and the
        place of the first.
    sequence: the whole question as bare units; years: those that it names.
    documents: numbers of documents that it names ("Nghị quyết 50").
    parts: whether it asks for several things, or each of them.
    said: every accent-stripped unit of the question and of the other names.
    """

    terms: tuple[Term, ...]
    weights: tuple[float, ...]
    total: float
    pairs: tuple[tuple[str, float, int], ...]
    sequence: Phrase
    years: frozenset[str]
    documents: tuple[str, ...]
    parts: bool
    said: frozenset[str]
    marked: bool
    asked: Asked


def clues_of(question: Question, index: KeywordIndex) -> Clues:
    """The clues of a question over the texts of an index."""
    bare = [bare_unit(unit) for unit in question.sequence]
    terms = tuple(_terms(question, bare, index))
    neighbours = [
        (BARE + f"{bare[place]} {bare[place + 1]}", place)
        for place in sorted(question.kept)
        if place + 1 in question.kept
    ]
    said = {unit for term in terms for phrase, _ in term.others for unit in phrase}
    weights = tuple(term.weight for term in terms)
    return Clues(
        terms,
        weights,
        sum(weights) or 1.0,
        tuple((pair, index.rarity(pair), place) for pair, place in neighbours),
        tuple(bare),
        frozenset(filter(YEAR.fullmatch, bare)),
        tuple(_documents(bare)),
        asks_parts(question.sequence, question.marked),
        frozenset(said.union(bare)),
        question.marked,
        asked(question.sequence, question.marked),
    )


def _terms(question: Question, bare: Sequence[str], index: KeywordIndex) -> Iterable[Term]:
    names = {place: match for match in question.matches for place in range(match.start, match.end)}
    for place in sorted(question.kept):
        unit = question.sequence[place]
        exact = question.marked and len(index.column(unit)[0])
        others = names[place].alternatives if place in names else ()
        yield Term(
            unit,
            bare[place],
            index.rarity(unit if exact else BARE + bare[place]),
            tuple((tuple(map(bare_unit, other.phrase)), other.weight) for other in others),
            place,
        )


def _documents(bare: Sequence[str]) -> Iterable[str]:
    for place, unit in enumerate(bare):
        before = [other for other in bare[max(0, place - 3) : place] if other != "so"]
        if unit.isdecimal() and tuple(before[-2:]) in DOCUMENTS:
            yield unit
