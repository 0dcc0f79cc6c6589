"""Award questions answered from typed award facts: who gave which form to how many of whom.

The movement is the one that the section names, however far above the clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.award_frame import AwardFrame
from answer.award_groups import Group, groups_of, names_recipient
from answer.award_proposed import proposed_too
from answer.award_text import asked_for, candidate_of, say_awards, total_of
from answer.compose import refusal
from answer.denial import OPEN_AWARD, SPEAKS_AWARD, denial
from answer.doubts import with_doubts
from answer.figure_match import figure_candidates
from answer.frame import Operation, Wanted
from answer.query import Query
from index.tokens import units
from ingest.report import Answer, AnswerKind, Passage
from ingest.text import bare, canonical

_OTHER = frozenset({Wanted.MONEY, Wanted.PERCENT, Wanted.DATE, Wanted.DOCUMENT})
# How much more of the question a figure that is no award must cover; and where none is told.
OUTDONE, OUTDONE_REFUSAL = 0.25, 0.7
SEVERAL = 0.32  # groups of the same movement this close to the best are told together
_BOTH = re.compile(r"\b(?:tinh ca|cong ca|ca tap the (?:lan|va)|tong so truong hop)\b")
_MOVEMENT = re.compile(r"\b(?:phong trao|cuoc van dong|dot thi dua|hoc tap va lam theo)\b")


def award_answer(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer | None:
    """The answer to an award question, None if no award fits well enough to tell."""
    asked = query.award
    if asked is None or query.frame.both or query.frame.wanted in _OTHER:
        return None
    if query.frame.wanted is Wanted.PERSON and not asked.form and not query.frame.units:
        return None
    if query.frame.wanted is Wanted.LIST and not query.frame.units and not query.frame.numbers:
        return None
    groups = sorted(groups_of(query, asked, passages), key=lambda group: -group.score)
    if not groups:
        return None
    groups = _of_the_movement(query, groups)
    best = groups[0]
    if not fits(query, best):
        return None if _in_a_table(query, asked, passages) else _denied(query, asked, best)
    if query.frame.operation is Operation.SUM or _BOTH.search(bare(query.frame.key)):
        total = total_of(query, best)
        if total is not None:
            return total
    both = proposed_too(query, asked, groups)
    if both is not None:
        return both
    told = [best]
    if not asked.giver and not query.frame.numbers and not _names_giver(query, best):
        told += [
            group
            for group in groups[1:]
            if _same_matter(best, group)
            and (not asked.form or group.features["form"] >= best.features["form"])
        ]
    counted = [candidate_of(best, award) for award in asked_for(query, best)]
    return with_doubts(query, say_awards(query, told), counted)


def outdone(query: Query, passages: Sequence[tuple[Passage, float]], told: Answer) -> bool:
    """Whether a figure that counts no award speaks of so much more of the question.

    "Trong 3.000 Bằng khen … khen đột xuất 200": typed as no award, and what is asked for.
    """
    if not query.frame.units or query.frame.numbers:
        return False
    ranked = sorted(figure_candidates(query, passages), key=lambda c: -c.score)
    if not ranked or ranked[0].award is not None or denial(query, ranked[0]):
        return False
    shares = [
        c.share
        for c in ranked
        if c.award is not None
        and any(c.passage.id == it.passage_id and it.start <= c.start < it.end
                for it in told.citations)
    ]  # fmt: skip
    least = OUTDONE_REFUSAL if told.refused else max(shares, default=0.0) + OUTDONE
    return ranked[0].share >= least


def _of_the_movement(query: Query, groups: list[Group]) -> list[Group]:
    """Groups of the movement that the question names, if it names one that the reports know."""
    if not _MOVEMENT.search(bare(query.frame.key)):
        return groups
    shares = {
        title: query.terms.share(query.terms.cover(query.shelf.words(title)))
        for title in query.shelf.movements
    }
    named = max(shares.values(), default=0.0)
    if named < 0.3:
        return groups
    for group in groups:
        own = group.awards[0].movement
        share = query.terms.share(query.terms.cover(query.shelf.words(own))) if own else 0.0
        if share < named - 0.12:
            group.features["missing"] = 1.0
            group.score -= 1.0
    return sorted(groups, key=lambda group: -group.score)


def _in_a_table(query: Query, asked: AwardFrame, passages: Sequence[tuple[Passage, float]]) -> bool:
    """Whether what fits best is a cell of a row of the form asked for, where no award is told."""
    best = max(figure_candidates(query, passages), key=lambda c: c.score, default=None)
    if best is None or best.passage.row is None or not asked.form or denial(query, best):
        return False
    return asked.form in bare(canonical(best.passage.row.label))


def _denied(query: Query, asked: AwardFrame, best: Group) -> Answer | None:
    """A refusal where the question is surely about an award that no fact matches."""
    counted = any(names_recipient(unit, query.frame.marked) for unit in query.frame.units)
    if not asked.form or not (counted or asked.giver):
        return None
    if best.features["missing"] or best.share < SPEAKS_AWARD or best.features["form"] < 0:
        return refusal(query)
    return refusal(query, "award", candidate_of(best, best.awards[0], query))


def fits(query: Query, group: Group) -> bool:
    """Whether a group is of the award that the question is about."""
    features = group.features
    return (
        group.share >= SPEAKS_AWARD
        and group.open <= OPEN_AWARD
        and features["form"] >= 0
        and features["giver"] >= 0
        and features["missing"] == 0
        and features["recipients"] >= 0
        and not (query.scope.years and features["year"] < 0.3)
    )


def _names_giver(query: Query, group: Group) -> bool:
    """Whether the question says who gave it, in the report's words ("Giám đốc Công an tỉnh")."""
    said = set(query.terms.syllables if query.frame.marked else query.terms.bare)
    giver = units(group.awards[0].giver)
    words = giver if query.frame.marked else [bare(word) for word in giver]
    return len(words) > 1 and all(word in said for word in words)


def _same_matter(best: Group, other: Group) -> bool:
    one, two = best.awards[0], other.awards[0]
    return (
        bool(one.movement)
        and one.movement == two.movement
        and one.about == two.about
        and one.proposed == two.proposed
        and best.passage.report_id == other.passage.report_id
        and best.score - other.score <= SEVERAL
    )


def which_movement(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer | None:
    """ "Phong trào nào khen 30 tập thể và 30 cá nhân?": the movement whose award has the counts."""
    if query.award is None or not query.frame.numbers or query.frame.wanted in _OTHER:
        return None
    found = dict.fromkeys(query.shelf.awards, 0.0)
    found |= {passage.id: score for passage, score in passages}
    everywhere = [(query.shelf.passages[id_], score) for id_, score in found.items()]
    groups = [g for g in groups_of(query, query.award, everywhere) if g.features["numbers"] >= 1.0]
    groups = [g for g in groups if g.awards[0].movement and g.features["form"] >= 0]
    if not groups:
        return None
    best = max(groups, key=lambda group: group.score)
    told = [best, *(g for g in groups if g.awards[0].movement != best.awards[0].movement)]
    answer = say_awards(query, told[:1])
    if len(told) == 1:
        return answer
    texts = [say_awards(query, [group]) for group in told]
    return replace(
        answer,
        text=" ".join(text.text for text in texts),
        kind=AnswerKind.SEVERAL,
        figures=tuple(f for text in texts for f in text.figures),
        citations=tuple(c for text in texts for c in text.citations),
    )
