"""What a question takes for granted: a number it states, a direction it presumes."""

from __future__ import annotations

from collections.abc import Sequence

from answer.candidate import Candidate
from answer.figure_match import figure_candidates
from answer.pick import direction, open_weight
from answer.query import Query
from ingest.report import FigureKind, Passage


def turned_premise(query: Query, passages: Sequence[tuple[Passage, float]]) -> Candidate | None:
    """The change that the question states with its number but the other way round.

    "Vì sao tăng 136 vụ?" where the report prints that it fell by 136.
    """
    asked = direction(query.frame.key)
    if not asked or not query.frame.numbers:
        return None
    stated = {number.lstrip("0") for number in query.frame.numbers}
    for candidate in sorted(figure_candidates(query, passages), key=lambda c: -c.score):
        figure = candidate.figure
        if figure is None or figure.kind is not FigureKind.CHANGE:
            continue
        if not any(number in candidate.text for number in stated):
            continue
        said = direction(candidate.passage.text[slice(*candidate.spans.window)])
        if said and said != asked and open_weight(query, candidate) < 0.6:
            return candidate
    return None
