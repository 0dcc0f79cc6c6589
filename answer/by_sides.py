"""A difference or a sum whose sides are each answered by a question of their own.

Tried where the question as a whole finds no such computation: each side is asked alone, and
the two figures are taken together if they are counted in one unit and are not the same one.
The answer tells both as the reports print them, then the working.

What this module does not know: how a question is taken apart (``sides.py``) or answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from answer.candidate import Candidate
from answer.compose import found
from answer.figure_match import figure_candidate
from answer.frame import Operation
from answer.query import Ask, Query
from answer.sides import Sides, sides_asked
from answer.units import is_percent, one_kind
from answer.working import Working, added, computed, divided, taken_away
from ingest.report import REACHED, Answer, AnswerKind, Figure, FigureKind

_TAKEN = re.compile(r"(?<!\w)(?:trừ|tru)(?!\w)")
_LEFT = re.compile(r"(?<!\w)(?:còn|chưa|đang)(?!\w)")
_DONE = re.compile(r"(?<!\w)(?:đã|mới|thực hiện|hoàn thành|đạt)(?!\w)")
SPEAKS_WHOLE = 0.36  # of the question; each side says only its own part of it
FAR = 10  # times: nobody asks by how much one is more
_LEVELS = REACHED | {FigureKind.PLAN}


def with_sides(answer: Answer, query: Query, ask: Ask) -> Answer:
    """The answer, or the computation over the answers of its sides.

    ask: answers one side, as a question of its own.
    """
    if answer.kind in {AnswerKind.DERIVED, AnswerKind.SEVERAL} or query.frame.yes_no:
        return answer
    if query.frame.why or answer.derivation or _tells_change(answer, query):
        return answer
    asked = sides_asked(query.frame.text)
    if asked is None or (asked.unprinted and not answer.refused):
        return answer
    if asked.left and not answer.refused and _LEFT.search(answer.text.lower()):
        return answer  # the report prints what is left
    told = _told(asked, query, answer, ask)
    if told is None:
        return answer
    operands = [candidate for _, candidate in told]
    if _of_two_things(asked, query, operands):
        return answer
    working = _working(asked, operands)
    if working is None:
        return answer
    worked = computed(query, working)
    texts = dict.fromkeys(side.text for side, _ in told)
    cited = {(c.passage_id, c.start, c.end): c for side, _ in told for c in side.citations}
    return replace(
        worked,
        text=f"{' '.join(texts)} {worked.text}",
        citations=tuple(cited.values()),
    )


def _of_two_things(asked: Sides, query: Query, operands: Sequence[Candidate]) -> bool:
    """Whether two figures that are to be compared are of different things.

    They are too far from each other, or the sentence and headings of one speak of hardly
    anything that the whole question asks. "A trừ đi B" names two things itself.
    """
    names_both = asked.left or asked.unprinted or _TAKEN.search(query.frame.key)
    if asked.operation is not Operation.DIFFERENCE or names_both:
        return False
    amounts = sorted(c.figure.amount for c in operands if c.figure is not None)
    if amounts[0] > 0 and amounts[-1] > FAR * amounts[0]:
        return True
    inner = (query.scorer.inner(c.passage, c.spans) for c in operands)
    return any(query.terms.share(cover) < SPEAKS_WHOLE for cover in inner)


def _told(
    asked: Sides, query: Query, whole: Answer, ask: Ask
) -> list[tuple[Answer, Candidate]] | None:
    """An answer with its one figure for each side; None if a side has none of its own.

    whole: what the whole question finds, for the first side if it finds nothing by itself.
    """
    told: list[tuple[Answer, Candidate]] = []
    for ways in asked.ways:
        for answer in chain(map(ask, ways), () if told else (whole,)):
            candidate = _only_figure(answer, query)
            candidate = candidate and _beside([c for _, c in told], candidate)
            if candidate is not None:
                told.append((answer, candidate))
                break
        else:
            done = _done_of(told[0][1], query) if asked.left and told else None
            if done is None:
                return None
            told.append((found(query, [done]), done))
    return told


def _done_of(whole: Candidate, query: Query) -> Candidate | None:
    """What is done of a whole, where its sentence goes on to say so: "; đã bàn giao 36,2 km"."""
    assert whole.figure is not None
    for figure in query.shelf.figures.get(whole.passage.id, ()):
        if not whole.end <= figure.start < whole.spans.sentence[1]:
            continue
        between = whole.passage.text[whole.end : figure.start].lower()
        done = _DONE.search(between[max(between.rfind(";"), between.rfind(",")) + 1 :])
        if done and figure.kind in _LEVELS and _counted(figure) == _counted(whole.figure):
            return figure_candidate(query, whole.passage, figure, 0.0, False)
    return None


def _only_figure(answer: Answer, query: Query) -> Candidate | None:
    """The one figure that an answer tells, as a level of something."""
    if answer.kind is not AnswerKind.FOUND or not answer.citations or len(answer.figures) != 1:
        return None
    figure = _printed(answer, query)
    if figure is None or figure.kind not in _LEVELS or figure.of is not None:
        return None
    passage = query.shelf.passages[figure.passage_id]
    return figure_candidate(query, passage, figure, 0.0, False)


def _printed(answer: Answer, query: Query) -> Figure | None:
    cited, quote = answer.citations[0], answer.figures[0].quote
    for figure in query.shelf.figures.get(cited.passage_id, ()):
        if cited.start <= figure.start < cited.end and figure.text == quote:
            return figure
    return None


def _beside(before: list[Candidate], candidate: Candidate) -> Candidate | None:
    """A side's figure if it is another one than the sides before have, counted alike.

    A cell whose column gives no unit is counted as the other cell of its row, and one thing
    may have two names ("căn", "nhà").
    """
    for other in before:
        one, figure = other.figure, candidate.figure
        if one is None or figure is None:
            return None
        if (other.passage.id, other.start) == (candidate.passage.id, candidate.start):
            return None
        if _counted(one) == _counted(figure):
            continue
        if other.passage.id == candidate.passage.id and not figure.unit:
            figure = replace(figure, unit=one.unit, base_unit=one.base_unit)
        elif one_kind(one.unit, figure.unit, True):
            figure = replace(figure, base_unit=one.base_unit)
        else:
            return None
        candidate = replace(candidate, figure=figure)
    return candidate


def _counted(figure: Figure) -> str:
    return "%" if is_percent(figure) else figure.base_unit


def _tells_change(answer: Answer, query: Query) -> bool:
    """Whether the answer is already a difference that the report prints."""
    if answer.refused or not answer.figures or not answer.citations:
        return False
    figure = _printed(answer, query)
    return figure is not None and figure.kind is FigureKind.CHANGE


def _working(asked: Sides, operands: list[Candidate]) -> Working | None:
    if asked.operation is Operation.SUM:
        return added(operands, "Cộng lại")
    if asked.operation is Operation.RATIO:
        return divided(operands, "Gấp")
    if asked.left:
        whole, done = operands[0].figure, operands[1].figure
        if whole is None or done is None or whole.amount < done.amount:
            return None
        return taken_away(operands, "Còn lại")
    return taken_away(operands, "Chênh lệch")
