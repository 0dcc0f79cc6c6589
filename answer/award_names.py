"""Who got an award: the names in the note that is called at its count.

What this module does not know: how many got it (``award_match.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answer.award_groups import Group, groups_of
from answer.award_match import fits
from answer.award_text import candidate_of
from answer.compose import citations, found
from answer.enumerations import bears_name
from answer.frame import Wanted
from answer.list_asked import Sort, list_asked
from answer.place_match import candidate_at
from answer.query import Query
from ingest.report import Answer, Passage
from ingest.segments import clause_at, sentences

CLOSE = 0.25  # by score: a group that fits nearly as well may have the note


def award_names(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer | None:
    """Who got the award asked for; None if that is not asked or no note names them."""
    asked = query.award
    if asked is None or not asked.form or query.frame.units or not _asks_who(query):
        return None
    groups = [group for group in groups_of(query, asked, passages) if fits(query, group)]
    groups.sort(key=lambda group: -group.score)
    for group in groups:
        if group.score < groups[0].score - CLOSE:
            break
        note = _note_at(query, group)
        if note is not None:
            span = sentences(note.text)[0]
            named = candidate_at(query, note, span, 0.0, {})
            named.whole = True
            counted = candidate_of(group, group.awards[0], query)
            answer = found(query, [named])
            more = tuple(c for c in citations(query, [counted]) if c not in answer.citations)
            return replace(answer, citations=(*answer.citations, *more))
    return None


def _asks_who(query: Query) -> bool:
    if Wanted.PERSON in {query.frame.wanted, *query.frame.also}:
        return True
    listed = list_asked(query.frame)
    return listed is not None and listed.sort is Sort.NAMES


def _note_at(query: Query, group: Group) -> Passage | None:
    """The note called right behind a count of the group, if it bears a name."""
    text = group.passage.text
    counts = sorted(a.count_start for a in query.shelf.awards.get(group.passage.id, ()))
    for award in group.awards:
        following = [start for start in counts if start > award.count_end]
        end = min([clause_at(text, award.count_start)[1] + 1, *following])
        for note_id in query.shelf.notes_of.get(group.passage.id, ()):
            note = query.shelf.passages[note_id]
            called = note.called_by[1] if note.called_by else -1
            if award.count_end <= called <= end and _names(query, note):
                return note
    return None


def _names(query: Query, note: Passage) -> bool:
    return bool(query.shelf.persons.get(note.id)) or bears_name(note.text)
