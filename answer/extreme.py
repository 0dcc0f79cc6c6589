"""The largest or smallest of several figures: "nơi nào nhiều nhất?", "cấp nào thấp nhất?".

Compared are the figures of one unit in one passage, where the report sets them side by
side in the same form; the working lists them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from answer.candidate import Candidate
from answer.compose import citations, say, stated
from answer.figure_match import figure_candidates
from answer.frame import Operation, Wanted
from answer.pick import denial
from answer.query import Query
from index.tokens import units
from ingest.report import Answer, AnswerKind, FigureKind, Passage

FEWEST = 3


def extreme(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer | None:
    """The extreme figure with what it is about; None if the question asks for none."""
    if query.frame.operation not in {Operation.MOST, Operation.LEAST}:
        return None
    if query.frame.wanted not in {
        Wanted.LIST,
        Wanted.WHERE,
        Wanted.PERCENT,
        Wanted.TEXT,
        Wanted.PERSON,
    }:
        return None
    series = _series(query, passages)
    if not series:
        return None
    pick = max if query.frame.operation is Operation.MOST else min
    best = pick(series, key=lambda c: c.figure.amount if c.figure else 0)
    shown = ", ".join(c.text for c in series)
    word = "lớn nhất" if query.frame.operation is Operation.MOST else "nhỏ nhất"
    return Answer(
        question=query.frame.text,
        text=say(query, [best]),
        kind=AnswerKind.DERIVED,
        figures=tuple(stated(c.figure) for c in [best] if c.figure),
        derivation=f"So sánh {shown}: {word} là {best.text}",
        citations=citations(query, [best, *series]),
    )


def _series(query: Query, passages: Sequence[tuple[Passage, float]]) -> list[Candidate]:
    """Figures of one unit and passage that fit the question best, three or more."""
    groups: dict[tuple[str, str, str], list[Candidate]] = defaultdict(list)
    for candidate in figure_candidates(query, passages):
        figure = candidate.figure
        if figure is None or figure.kind is FigureKind.RANK:
            continue
        if query.frame.wanted is Wanted.PERCENT and candidate.features["unit"] < 0:
            continue
        before = units(candidate.passage.text[max(figure.start - 24, 0) : figure.start])
        parallel = before[-1] if before else ""
        groups[(candidate.passage.id, figure.base_unit, parallel)].append(candidate)
    best: list[Candidate] = []
    top = 0.0
    for group in groups.values():
        if len(group) < FEWEST:
            continue
        ranked = sorted(group, key=lambda c: -c.score)
        score = sum(c.score for c in ranked[:FEWEST]) / FEWEST
        if score > top and denial(query, ranked[0]) in {"", "unit"}:
            best, top = group, score
    return best
