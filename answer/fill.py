"""Figures for the several slots of one question, from one sentence where it has them all.

Knows candidates and slots; whether a candidate is an answer at all is ``pick.py``'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answer.candidate import Candidate
from answer.query import Query
from answer.slots import Slot
from answer.units import is_money, is_percent, noun_fit
from answer.wanted import Wanted
from ingest.report import Figure, FigureKind

OWN = 0.6  # how much the slot's own words beside the number count
UNIT = 0.6
NEIGHBOUR = 0.25  # another sentence of the same passage instead of the same sentence
ANCHORS = 12  # sentences looked at
MISSED = -1.0  # a slot that a sentence leaves empty
FITS = 0.3


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands for each slot, in the order asked, and how well in all."""

    chosen: tuple[Candidate, ...]
    score: float


def fill(query: Query, slots: Sequence[Slot], ranked: Sequence[Candidate]) -> Filled | None:
    """The figures for the slots, None if no sentence has figures for two of them."""
    anchors: dict[tuple[str, int], Candidate] = {}
    for candidate in ranked:
        anchors.setdefault((candidate.passage.id, candidate.spans.sentence[0]), candidate)
        if len(anchors) >= ANCHORS:
            break
    filled = [_around(query, slots, ranked, anchor) for anchor in anchors.values()]
    best = max(filled, key=lambda it: it.score, default=None)
    return best if best is not None and len(best.chosen) > 1 else None


def _around(
    query: Query, slots: Sequence[Slot], ranked: Sequence[Candidate], anchor: Candidate
) -> Filled:
    """The slots filled from the anchor's sentence, else from its passage."""
    near = [c for c in ranked if c.passage.id == anchor.passage.id and c.figure is not None]
    chosen: list[Candidate] = []
    total = 0.0
    for slot in slots:
        free = [c for c in near if c not in chosen and (not slot.added or _beside(c, anchor))]
        scored = [(_fit(query, slot, c, anchor), c) for c in free]
        score, best = max(scored, key=lambda it: it[0], default=(MISSED, None))
        if best is not None and score > MISSED:
            chosen.append(best)
        if not slot.added:
            total += score
    return Filled(tuple(chosen), total / max(sum(not slot.added for slot in slots), 1))


def _beside(one: Candidate, other: Candidate) -> bool:
    return one.spans.sentence == other.spans.sentence


def _fit(query: Query, slot: Slot, candidate: Candidate, anchor: Candidate) -> float:
    figure = candidate.figure
    assert figure is not None
    if not _of_kind(slot.kind, figure):
        return MISSED
    fits = 0.9
    if slot.kind is Wanted.AMOUNT and slot.noun:
        text = candidate.passage.text
        following = text[figure.end : max(candidate.spans.segment[1], figure.end)]
        fits = noun_fit(slot.noun, figure, following, query.frame.marked)
        if fits < FITS:
            return MISSED
    own = _own(query, slot, candidate)
    apart = not _beside(candidate, anchor)
    return candidate.score + OWN * own + UNIT * fits - NEIGHBOUR * apart


def _own(query: Query, slot: Slot, candidate: Candidate) -> float:
    """The share of the slot's own words that stand beside the number."""
    terms = query.terms
    places = [i for i, at in enumerate(terms.places) if slot.start <= at < slot.end]
    weight = sum(terms.weights[i] for i in places)
    if not weight:
        return 0.0
    cover = query.scorer.span(candidate.passage, candidate.spans.window)
    if candidate.spans.head:
        head = query.scorer.span(candidate.passage, candidate.spans.head)
        cover = [max(a, 0.9 * b) for a, b in zip(cover, head, strict=True)]
    return sum(terms.weights[i] * cover[i] for i in places) / weight


def _of_kind(kind: Wanted, figure: Figure) -> bool:
    if kind is Wanted.PERCENT:
        return is_percent(figure)
    if kind is Wanted.MONEY:
        return is_money(figure)
    if kind is Wanted.RANK:
        return figure.kind is FigureKind.RANK
    return figure.kind is not FigureKind.RANK and not is_percent(figure)
