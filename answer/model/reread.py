"""A question read anew by a model, where the extractive engine could not place it.

The model only rewords: the new question goes through the same engine over the same facts.
It must keep every number, year, name and negation of the old one, add none, and keep part
of its words, so that it cannot become another question.
What this module does not know: how a model is spoken to, how a question is answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from answer.asking import asking
from answer.compose import REASONS
from answer.denial import SPEAKS_NEAR
from answer.frame import Frame, Operation, read_frame
from answer.model.lines import FILLERS
from answer.model.stretches import number_words
from answer.names import Names, capitalised_runs
from answer.query import Query
from answer.scope import Scope
from index.tokens import units
from ingest.report import Answer, AnswerKind, Passage, Turn
from ingest.text import bare

KEPT = 0.4  # of the question's content syllables must be in the new question
# A refusal for one of these reasons is sure: the reports have another year or place.
_UNSURE = ("unit", "scope")
SPOKEN = SPEAKS_NEAR / 2  # of the question must stand in one passage, else there is no evidence
_TURNING = frozenset(["không", "chưa", "chẳng", "tăng", "giảm", "vượt"])
_TURNING_BARE = frozenset(map(bare, _TURNING))
_EXTREMES = frozenset({Operation.MOST, Operation.LEAST})
# Number words that are other words more often: "năm" (year), "một" (a), "ba", "tư" in names.
_ALSO_WORDS = frozenset(["một", "năm", "tư", "cả", "tất", "mọi", "đều", "đôi"])
_NUMBER = re.compile(r"\d+(?:[.,/\-]\d+)*")


def uncertain(answer: Answer) -> bool:
    """Whether the engine refused for want of understanding, not because it knows better."""
    if answer.kind is AnswerKind.NOT_FOUND:
        return True
    unsure = [f"({REASONS[reason]})" for reason in _UNSURE if reason in REASONS]
    return answer.kind is AnswerKind.NEAR_MISS and any(said in answer.text for said in unsure)


def spoken_of(query: Query, passages: Sequence[tuple[Passage, float]]) -> list[Passage]:
    """The passages that speak at least a little of the question, the best first."""
    shares = [
        (query.terms.share(query.scorer.outer(passage)), -place, passage)
        for place, (passage, _) in enumerate(passages)
    ]
    return [it[2] for it in sorted(shares, key=lambda it: it[:2], reverse=True) if it[0] >= SPOKEN]


def faithful(new: str, question: str, history: Sequence[Turn], names: Names) -> bool:
    """Whether a new question asks for nothing else than the old one in its conversation."""
    old, told = read_frame(question), read_frame(new)
    before = [read_frame(turn.question) for turn in history]
    around = [old, *before]
    return (
        _numbers(old) <= _numbers(told) <= _all(map(_numbers, around))
        and _number_words(told) <= _all(map(_number_words, around))
        and _named(old, names) <= _named(told, names) <= _all(_named(it, names) for it in around)
        and _same_sense(told, old, around)
        and _kept(told, old, before)
    )


def _same_sense(new: Frame, old: Frame, around: Sequence[Frame]) -> bool:
    """Whether what turns a question's meaning is as it was: negation, rise, plan, the most."""
    marked = all(frame.marked for frame in (new, *around))
    turned = _turns(new, marked)
    if not _turns(old, marked) <= turned <= _all(_turns(it, marked) for it in around):
        return False
    told = {it.operation for it in around} & _EXTREMES
    if (new.operation in _EXTREMES or old.operation in _EXTREMES) and new.operation not in told:
        return False
    scope, scopes = Scope.of(new, (), ()), [Scope.of(it, (), ()) for it in around]
    return (
        scope.old in {it.old for it in scopes}
        and scope.new in {it.new for it in scopes}
        and new.plan in {it.plan for it in around}
        and new.proposed in {it.proposed for it in around}
    )


def _all(sets: Iterable[set[str]]) -> set[str]:
    return set().union(*sets)


def _kept(new: Frame, old: Frame, before: Sequence[Frame]) -> bool:
    """Whether enough of what is asked about is still asked about."""
    there = set(_content(new))
    asked = set(_content(old))
    if not before:
        return bool(asked) and len(asked & there) >= KEPT * len(asked)
    around = asked | {syllable for frame in before for syllable in _content(frame)}
    if not there or len(there & around) < KEPT * len(there):
        return False
    return not asked or len(asked & there) >= KEPT * len(asked)


def _content(frame: Frame) -> list[str]:
    stop = asking().bare_stop | FILLERS
    kept, position = [], 0
    for start, end in frame.asked:
        kept.append(frame.key[position : max(start, position)])
        position = max(position, end)
    kept.append(frame.key[position:])
    found = map(bare, units(" ".join(kept)))
    return [it for it in found if it not in stop and not it[:1].isdigit()]


def _numbers(frame: Frame) -> set[str]:
    """Every number of a question, years and document numbers among them."""
    return {number.lstrip("0") for number in _NUMBER.findall(frame.key)}


def _number_words(frame: Frame) -> set[str]:
    return set(units(frame.key)) & number_words() - _ALSO_WORDS if frame.marked else set()


def _named(frame: Frame, names: Names) -> set[str]:
    """The names of a question without marks, those that no report knows among them."""
    text = frame.text[:1].lower() + frame.text[1:]
    runs = [" ".join(units(run)) for run in capitalised_runs(text)]
    return {bare(name) for name in [*names.in_question(frame), *runs]}


def _turns(frame: Frame, marked: bool) -> set[str]:
    if marked:
        return set(units(frame.key)) & _TURNING
    return set(map(bare, units(frame.key))) & _TURNING_BARE
