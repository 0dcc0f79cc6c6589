"""The stretch of one line that tells each counted thing asked for once, and no neighbour of it.

"Tiếp 200 đoàn với 1.500 lượt khách; 05 đoàn với 20 lượt phóng viên": who asks "mấy đoàn, mấy
lượt khách?" is told the first pair. Knows nouns and where figures stand; which line answers
is decided before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from answer.compose import found
from answer.figure_match import figure_candidate
from answer.query import Query
from answer.slots import Slot, slots_of
from answer.units import is_money, is_percent, noun_fit
from answer.wanted import Wanted
from ingest.report import Answer, AnswerKind, Figure, FigureKind, Passage
from ingest.segments import segment_at, sentence_at

FITS = 0.3  # how well a figure must count an asked noun
MOST = 400  # ways of giving each thing a figure that are looked at
FAR = 160  # characters from the first to the last figure of one breath
TURNED = 40  # characters that another order than the asked one counts for
SURE = 0.7  # a figure that counts two of the things as well as this is their total
LEVEL = 0.05  # figures that count a thing as well as one another
PARTED = 60  # characters that a mark between two figures counts for
_PARTS = re.compile(r"[;)]|\. ")


def in_one_run(query: Query, answer: Answer) -> Answer | None:
    """The answer told so far as its asked things go; None where it tells just them already.

    The first figure told stays; each other thing gets the figure nearest to it that counts it.
    """
    slots = _slots(query)
    passage = _place(query, answer)
    if len(slots) < 2 or passage is None:
        return None
    figures = _of_sentence(query, passage, answer)
    fitting = _fitting(query, slots, passage, figures)
    told = [figure for figure in figures if figure.text in answer.text]
    quotes = {figure.quote for figure in answer.figures}
    if len(told) == len(slots) and all(f in fits for f, fits in zip(told, fitting, strict=True)):
        return None
    fitting = [
        [f for f in fits if f.text in quotes and _is_told_more_closely(slot, f)] or fits
        for slot, fits in zip(slots, fitting, strict=True)
    ]
    any_of = [figure for fits in fitting for figure in fits]
    own = [f for quote in answer.figures for f in any_of if f.text == quote.quote and f in told]
    run = _shortest(passage.text, fitting, own[0]) if own else None
    if run is None:
        return None
    candidates = [figure_candidate(query, passage, figure, 0.0, False) for figure in run]
    return found(query, candidates)


def _is_told_more_closely(slot: Slot, figure: Figure) -> bool:
    """Whether a thing has words beyond what is counted: by these its figure was chosen."""
    return len(slot.noun.split()) > len(figure.unit.split()) > 0


def _slots(query: Query) -> list[Slot]:
    """The things asked for, where no two of them are of one kind: those the noun tells apart."""
    key = query.frame.key
    asked = [slot for slot in slots_of(key, query.frame.marked) if not slot.added]
    slots = list({key[slot.start : slot.end]: slot for slot in asked}.values())
    kinds = [(slot.kind, *slot.noun.split()[:1]) for slot in slots]
    bare = sum(slot.kind is Wanted.AMOUNT and not slot.noun for slot in slots)
    return slots if len(set(kinds)) == len(kinds) and not bare else []


def _place(query: Query, answer: Answer) -> Passage | None:
    """The line of prose that an answer was found in, None if it stands in several or a table."""
    if answer.kind is not AnswerKind.FOUND or not answer.figures or answer.derivation:
        return None
    places = {citation.passage_id for citation in answer.citations}
    passage = query.shelf.passages[answer.citations[0].passage_id]
    return passage if len(places) == 1 and passage.row is None else None


def _of_sentence(query: Query, passage: Passage, answer: Answer) -> list[Figure]:
    main = answer.citations[0]
    at = main.quote.find(answer.figures[0].quote)
    start, end = sentence_at(passage.text, main.start + max(at, 0))
    return [f for f in query.shelf.figures.get(passage.id, ()) if start <= f.start < end]


def _fitting(
    query: Query, slots: Sequence[Slot], passage: Passage, figures: Sequence[Figure]
) -> list[list[Figure]]:
    """For each thing the figures that count it as well as any; none that counts two of them."""
    fits = [[_fit(query, slot, passage, figure) for figure in figures] for slot in slots]
    total = [sum(row[i] >= SURE for row in fits) > 1 for i in range(len(figures))]
    return [
        [
            figure for figure, fit, both in zip(figures, row, total, strict=True)
            if fit >= max(FITS, max(row) - LEVEL) and not both
        ]
        for row in fits
    ]  # fmt: skip


def _shortest(
    text: str, fitting: Sequence[Sequence[Figure]], anchor: Figure
) -> tuple[Figure, ...] | None:
    """One figure for each thing, the given one among them, in the shortest stretch."""
    size = 1
    for those in fitting:
        size *= len(those)
    if not 0 < size <= MOST:
        return None
    runs = [
        (_length(text, run), run) for run in product(*fitting)
        if anchor in run and len({f.start for f in run}) == len(run)
    ]  # fmt: skip
    length, best = min(runs, key=lambda it: it[0], default=(FAR + 1, None))
    return best if length <= FAR else None


def _length(text: str, run: Sequence[Figure]) -> int:
    """How far a run reaches; more where a mark parts it or it is told in another order."""
    figures = sorted(run, key=lambda figure: figure.start)
    between = text[figures[0].end : figures[-1].start]
    turned = list(run) != figures
    parted = len(_PARTS.findall(between))
    return figures[-1].end - figures[0].start + PARTED * parted + TURNED * turned


def _fit(query: Query, slot: Slot, passage: Passage, figure: Figure) -> float:
    """How well a figure is of the kind, and counts the noun, of one asked thing."""
    if slot.kind is Wanted.PERCENT:
        return float(is_percent(figure))
    if slot.kind is Wanted.MONEY:
        return float(is_money(figure))
    if slot.kind is Wanted.RANK:
        return float(figure.kind is FigureKind.RANK)
    if is_percent(figure) or figure.kind is FigureKind.RANK:
        return 0.0
    end = max(segment_at(passage.text, figure.start)[1], figure.end)
    return noun_fit(slot.noun, figure, passage.text[figure.end : end], query.frame.marked)
