"""An answer's figure that the same report prints elsewhere with its digits in another order.

For the ways of answering that look at one table or one award only: 412.836 dossiers in the
total row, 412.386 in a sentence. What this module does not know: other disagreements
(``several.py``), and which of the two is right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from answer.candidate import Candidate
from answer.compose import found
from answer.figure_match import figure_candidate
from answer.former_side import former_side
from answer.query import Query
from answer.several import one_unit
from answer.turned_digits import turned_digits
from answer.units import is_percent
from answer.wording import wording
from ingest.report import Answer, AnswerKind, Figure, FigureKind

_NO_FACT = frozenset({FigureKind.PLAN, FigureKind.CHANGE, FigureKind.RANK})
LEVEL = 0.35  # by share: so much less of the question may be said in the other place
DIGITS = 4  # of fewer another number may have the same by chance


def told_otherwise(query: Query, answer: Answer) -> Answer:
    """The answer, or both figures with their places where another one contradicts it."""
    if answer.kind is not AnswerKind.FOUND or query.frame.yes_no:
        return answer
    best = _figure(query, answer)
    if best is None:
        return answer
    former = former_side(query, best)
    if former is not None and len(answer.figures) == 1:
        return found(query, [best, former], several=True)
    other = _elsewhere(query, best)
    if other is None:
        return answer
    more = found(query, [other])
    return replace(
        answer,
        text=f"{wording('mau-thuan')} {answer.text} {more.text}",
        kind=AnswerKind.SEVERAL,
        figures=(*answer.figures, *more.figures),
        citations=(*answer.citations, *more.citations),
    )


def _figure(query: Query, answer: Answer) -> Candidate | None:
    """The first figure that an answer states, where it stands in its first citation."""
    if not answer.figures or not answer.citations:
        return None
    cited, stated = answer.citations[0], answer.figures[0].quote
    for figure in query.shelf.figures.get(cited.passage_id, ()):
        if cited.start <= figure.start < cited.end and figure.text == stated:
            return _candidate(query, figure)
    return None


def _candidate(query: Query, figure: Figure) -> Candidate:
    return figure_candidate(query, query.shelf.passages[figure.passage_id], figure, 1.0, True)


def _elsewhere(query: Query, best: Candidate) -> Candidate | None:
    figure = best.figure
    assert figure is not None
    if sum(char.isdigit() for char in figure.text) < DIGITS or figure.kind in _NO_FACT:
        return None
    fitting = [
        other
        for other in (_candidate(query, it) for it in _alike(query, best))
        if other.share >= best.share - LEVEL
    ]
    return max(fitting, key=lambda it: it.score, default=None)


def _alike(query: Query, best: Candidate) -> Iterable[Figure]:
    """Figures of another passage of the report that have the same digits in another order."""
    figure = best.figure
    assert figure is not None
    for passage_id, figures in query.shelf.figures.items():
        passage = query.shelf.passages[passage_id]
        if passage.report_id != best.passage.report_id or passage.id == best.passage.id:
            continue
        for other in figures:
            if (
                turned_digits(figure.text, other.text)
                and other.kind not in _NO_FACT
                and not is_percent(figure)
                and (
                    one_unit(query, figure, other)
                    or not (figure.unit and other.unit)
                    or figure.unit.lower() in passage.text.lower()  # "Bằng khen: 1.286 trường hợp"
                )
            ):
                yield other
