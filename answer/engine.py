"""From a question made ready to an answer: search, match, decide, say.

Knows the order in which the ways of answering are tried and nothing of how each works.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from answer.adds_up import adds_up
from answer.amended import amended
from answer.apart import set_apart, tell_apart
from answer.award_match import award_answer, outdone, which_movement
from answer.award_member import award_of_member
from answer.award_names import award_document, award_names
from answer.base_year import base_year
from answer.candidate import Candidate
from answer.cells import cell
from answer.change import change
from answer.compared import compared
from answer.compose import found, refusal
from answer.date_match import date_candidates, with_place
from answer.denial import denial
from answer.derive import derive
from answer.document_list import alone, document_list
from answer.doubts import with_doubts
from answer.each import each
from answer.extreme import extreme
from answer.figure_match import figure_candidates, wants_figure
from answer.frame import Wanted
from answer.list_asked import WHICH_ONE, asks_one
from answer.list_match import list_candidates
from answer.moved_most import moved_most
from answer.named_list import exact_parts, named_list, parts_list
from answer.none_told import none_told
from answer.numbered import unknown_number
from answer.office import holds, office_asked
from answer.only_done import only_done, planned
from answer.only_level import level_for_change
from answer.open_scope import members_alike
from answer.own_facts import own_facts
from answer.owner import owner
from answer.parallel import other_date, parallel_documents
from answer.pick import Pick, pick_figures
from answer.place_match import (
    document_candidates,
    person_candidates,
    sentence_candidates,
    whole_clause,
    whole_sentence,
)
from answer.plan_told import plan_told
from answer.premise import (
    counted_otherwise,
    given_by_another,
    miscounted,
    misnumbered,
    states_printed,
    turned_premise,
)
from answer.query import Query
from answer.reason import reason
from answer.recipients import recipients
from answer.remainder import remainder
from answer.row_change import row_change
from answer.row_remainder import row_remainder
from answer.rows_named import rows_named
from answer.several import both_places, printed_otherwise, rivals
from answer.shelf import Shelf
from answer.signature import other_signer, signed_by
from answer.told_otherwise import told_otherwise
from answer.topic import place_of_another_topic
from answer.two_plans import given, two_plans
from answer.which_report import reports_meant
from answer.without import without
from answer.wording import wording
from index.search import Hit, Searcher
from ingest.report import Answer, Passage

_HOW_MANY = re.compile(r"(?<!\w)(?:bao nhiêu|bao nhieu|mấy|may)(?!\w)")
HERE = 0.5  # a word that is covered so far stands there
NEARLY = 0.4  # how much worse a place may fit that bears out what the question takes for granted
PLAIN = 0.6  # by share: a figure that is beyond doubt what a question asks to confirm
DEPTH = 60  # passages looked at for a question
Passages = Sequence[tuple[Passage, float]]
_OF_ONE_PLACE = frozenset(
    {cell, award_answer, derive}
)  # what they do not look at may contradict them
_SPECIAL = (
    adds_up, signed_by, recipients, award_of_member, own_facts, amended, document_list,
    award_names, award_document, none_told, named_list, rows_named, owner, which_movement,
    moved_most, extreme, without, plan_told, compared, derive, row_remainder, remainder, base_year,
    change, row_change, exact_parts, each, parts_list, cell, award_answer,
)  # fmt: skip


def answer_query(query: Query, searcher: Searcher) -> Answer:
    """The answer from the reports that the question means, else from all of them."""
    first: Answer | None = None
    for files in _scopes(query):
        hits = searcher.search(query.frame.text, limit=DEPTH, reports=files)
        answer = _attempt(replace(query, matched={}), widen(query.shelf, hits))
        if not answer.refused:
            return answer
        if first is None or (not first.citations and answer.citations):
            first = answer
    return first or refusal(query)


def _scopes(query: Query) -> Iterable[frozenset[str] | None]:
    """The sets of files to look in, narrowest first; None is all.

    A year asked for is looked up in the report on that year before any other report, for
    what another year's report says of it is a comparison.
    """
    if query.frame.both:
        yield None
        return
    reports = query.shelf.reports.values()
    meant = reports_meant(query.frame, reports)
    owned = query.owners.files & meant if meant is not None else query.owners.files
    if len(query.scope.years) == 1:
        of_year = {report.file for report in reports if query.scope.years[0] in report.periods}
        narrowed = of_year & meant if meant is not None else of_year
        if owned & narrowed:
            yield frozenset(owned & narrowed)
        elif not owned and narrowed and len(narrowed) < len(query.shelf.reports):
            yield frozenset(narrowed)
    if owned:
        yield owned
    yield meant


def _attempt(query: Query, passages: Passages) -> Answer:
    if not passages or unknown_number(query) or other_signer(query):
        return refusal(query)
    turned = turned_premise(query, passages)
    if turned is not None:
        return refusal(query, "direction", whole_sentence(query, turned))
    if query.frame.why:
        answer = reason(query, passages)
        other = None if answer.citations else misnumbered(query, passages)
        if other is not None:
            return refusal(query, "number", whole_sentence(query, other))
        if not answer.refused or not _HOW_MANY.search(query.frame.key):
            return answer
    if query.frame.wanted is Wanted.PERSON and office_asked(query) is not None:
        return _place(query, passages)
    for special in _SPECIAL:
        told = special(query, passages)
        if told is not None and special is award_answer and outdone(query, passages, told):
            continue
        if told is not None:
            return told_otherwise(query, told) if special in _OF_ONE_PLACE else told
    if wants_figure(query):
        return told_otherwise(query, _figures(query, passages))
    return _place(query, passages)


def _figures(query: Query, passages: Passages) -> Answer:
    pick = pick_figures(query, list(figure_candidates(query, passages)))
    if pick.refused:
        return refusal(query, pick.refused, pick.near)
    if query.frame.yes_no and query.frame.numbers:
        return _confirmed(query, pick)
    best = pick.chosen[0]
    if only_done(query, best):
        plan = planned(query, pick.ranked, best)
        if plan is None:
            return refusal(query, "plan", best)
        pick.chosen = [best := plan]
    if (moved := level_for_change(query, pick.ranked, best)) is not None:
        return moved
    if query.frame.yes_no and best.passage.row is None:
        return found(query, [whole_sentence(query, best)])
    if miscounted(query, best):
        answer = found(query, [whole_sentence(query, best)])
        return replace(answer, text=f"{answer.text} {wording('so-khac')}")
    if query.frame.both:
        place = both_places(query, pick.ranked, best)
        if place is not None:
            return found(query, [best, place], several=True)
    if len(pick.chosen) == 1:
        best = given(query, best) or best
        pick.chosen = [best]
        plans = two_plans(query, best)
        if plans:
            return found(query, sorted([best, *plans], key=lambda c: c.start), several=True)
    others = rivals(query, pick.ranked, best) if len(pick.chosen) == 1 else []
    if not others and len(pick.chosen) == 1:
        twin = printed_otherwise(query, pick.ranked, best)
        if twin is not None:
            return found(query, [best, twin], several=True, disagree=True)
        apart = set_apart(query, pick.ranked, best)
        if apart is not None:
            return tell_apart(query, best, apart)
        others = members_alike(query, pick.ranked, best)
    answer = found(query, [*pick.chosen, *others], several=bool(others))
    return answer if others else with_doubts(query, answer, pick.chosen)


def _confirmed(query: Query, pick: Pick) -> Answer:
    """ "Có phải 500 căn không?": right if the report prints that number, else what it prints."""
    stated = {number.replace(".", "").lstrip("0") for number in query.frame.numbers}
    for candidate in pick.chosen:
        printed = re.findall(r"\d[\d.,]*\d|\d", candidate.text)
        if stated & {number.replace(".", "").lstrip("0") for number in printed}:
            answer = found(query, [candidate])
            return replace(answer, text=f"{wording('dung')} {answer.text}")
    best = pick.chosen[0]
    if best.share < PLAIN:
        return refusal(query, "number", best)
    answer = found(query, [best])
    return replace(answer, text=wording("khong-dung", said=answer.text))


def _place(query: Query, passages: Passages) -> Answer:
    answer = _of_kind(query, passages)
    if answer.refused and query.frame.wanted is Wanted.LIST and asks_one(query.frame.key):
        text = replace(query, frame=replace(query.frame, wanted=Wanted.TEXT), matched={})
        told = _of_kind(text, [(p, score) for p, score in passages if p.row is None])
        return told if not told.refused and _names_it(query, told.text) else answer
    return answer


def _names_it(query: Query, told: str) -> bool:
    """Whether a line has the words right before "nào": of what sort the thing is."""
    which = WHICH_ONE.search(query.frame.key)
    before = [i for i, at in enumerate(query.terms.places) if which and at < which.start()][-2:]
    cover = query.scorer.text(told)
    return bool(before) and all(cover[i] >= HERE for i in before)


def _of_kind(query: Query, passages: Passages) -> Answer:
    """What stands in the reports of the kind that is asked for: a day, a document, a list."""
    match = {
        Wanted.DATE: date_candidates,
        Wanted.DOCUMENT: document_candidates,
        Wanted.PERSON: person_candidates,
        Wanted.LIST: list_candidates,
    }.get(query.frame.wanted, sentence_candidates)
    ranked = sorted(match(query, passages), key=lambda c: -c.score)
    office = office_asked(query) if query.frame.wanted is Wanted.PERSON else None
    if office is not None:
        ranked = [candidate for candidate in ranked if holds(query, office, candidate)]
    if not ranked:
        return refusal(query)
    denied = denial(query, ranked[0])
    if denied:
        return refusal(query, denied, ranked[0])
    kept = [c for c in ranked if c.score >= ranked[0].score - NEARLY and _premised(query, c)]
    if not kept:
        wrong = not states_printed(query, ranked[0]) or counted_otherwise(query, ranked[0])
        return refusal(query, "number" if wrong else "", ranked[0])
    return _told(query, kept)


def _premised(query: Query, candidate: Candidate) -> bool:
    """Whether a place is of the question's topic and prints what it counts, states, has given."""
    if place_of_another_topic(query, candidate) or given_by_another(query, candidate):
        return False
    if denial(query, candidate) or not states_printed(query, candidate):
        return False
    return query.frame.wanted is not Wanted.LIST or not counted_otherwise(query, candidate)


def _told(query: Query, ranked: Sequence[Candidate]) -> Answer:
    """The best place; with it the ones that stand parallel, or that contradict it."""
    best = ranked[0]
    if query.frame.wanted is Wanted.DOCUMENT:
        others = parallel_documents(query, ranked)
        told = [best, *others] if others else [alone(query, best)]
        return found(query, told, several=bool(others))
    if query.frame.yes_no and best.passage.row is None:
        return found(query, [whole_sentence(query, best)])
    if query.frame.wanted is Wanted.DATE:
        other = other_date(query, best)
        if other is not None:
            return found(query, [best, other], several=True, disagree=True)
        if Wanted.WHERE in query.frame.also:
            return found(query, [with_place(best)])
        if Wanted.PERSON in query.frame.also:
            return found(query, [whole_clause(query, best)])
    return found(query, [best])


def widen(shelf: Shelf, hits: Sequence[Hit]) -> list[tuple[Passage, float]]:
    """Hits with their search score over the best one's, and the notes that they call."""
    if not hits:
        return []
    top = max(hit.score for hit in hits) or 1.0
    scores: dict[str, float] = {}
    for hit in hits:
        score = hit.score / top
        scores[hit.passage.id] = max(scores.get(hit.passage.id, 0.0), score)
        for note in shelf.notes_of.get(hit.passage.id, ()):
            scores[note] = max(scores.get(note, 0.0), 0.8 * score)
    return [(shelf.passages[id_], score) for id_, score in scores.items() if id_ in shelf.passages]
