"""Who got an award: the names printed with it, or in the note that is called at its count.

What this module does not know: how many got it (``award_match.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.award_groups import Group, groups_of
from answer.award_match import fits
from answer.award_text import candidate_of
from answer.award_told import (
    Told,
    awards_told,
    document_of,
    note_of,
    stated,
    statement_of,
)
from answer.compose import citations, found
from answer.frame import Wanted
from answer.list_asked import Sort, list_asked
from answer.query import Query
from ingest.report import Answer, Passage
from ingest.text import bare

CLOSE = 0.25  # by score: a group that fits nearly as well may have the names
_WHICH = re.compile(
    r"\b(tap the|ca nhan|don vi|co quan|to chuc|doanh nghiep|dia phuong|xa|phuong|huyen|tinh"
    r"|truong|so|nganh|ho|gia dinh|ong|ba|nguoi|dong chi|benh vien|trung tam|phong|ban"
    r"|khu dan cu|thon|to dan pho|ap|ban lang|lang|hop tac xa|hoi|chi hoi|cum|khoi|em|hoc sinh"
    r"|co giao|thay giao|giao vien|bac si|nghe nhan|van dong vien)"
    r"(?: [a-z]+){0,6}? (?:nao|gi)\b|\b(?:cho|ve|thuoc ve) (ai)\b|\b(ai)\b"
)
_ONES = frozenset(["ca nhan", "ong", "ba", "nguoi", "dong chi", "ai"])
_MANY = frozenset(["tap the", "don vi", "co quan", "to chuc", "doanh nghiep", "dia phuong"])


def award_names(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer | None:
    """Who got the award asked for; None if that is not asked or nothing names them."""
    asked = query.award
    if asked is None or query.frame.units or not _asks_who(query):
        return None
    groups = [group for group in groups_of(query, asked, passages) if fits(query, group)]
    if not groups:
        return None
    groups.sort(key=lambda group: -group.score)
    close = [group for group in groups if group.score >= groups[0].score - CLOSE]
    plainly = bool(asked.form or asked.giver)
    noun = _noun(query)
    for group, told in _by_noun(query, close, noun):
        # "Khu dân cư nào được khen?": of what form is not said, so it must be of that sort.
        if plainly or _of_sort(noun, told) > 0:
            return _said(query, group, told)
    return None


def award_document(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer | None:
    """By which document an award was given that the question tells by its counts."""
    asked = query.award
    if asked is None or not asked.form or query.frame.wanted is not Wanted.DOCUMENT:
        return None
    groups = [
        group
        for group in groups_of(query, asked, passages)
        if group.features["numbers"] >= 1.0 and fits(query, group)
    ]
    for group in sorted(groups, key=lambda group: -group.score):
        for told in _of_group(query, group):
            if document_of(query, told):
                return stated(query, [told])
    return None


def _of_group(query: Query, group: Group) -> list[Told]:
    """The awards of a group as told, the last first: the note stands behind all their counts."""
    places = {award.count_start for award in group.awards}
    told = [t for t in awards_told(query, group.passage) if t.award.count_start in places]
    return told[::-1]


def _by_noun(query: Query, groups: Sequence[Group], noun: str) -> list[tuple[Group, Told]]:
    """The named awards of the groups, best first; those of the sort asked for before others."""
    told = [
        (group, one)
        for group in groups
        for one in reversed(_of_group(query, group))
        if _named(query, one)
    ]
    return sorted(told, key=lambda pair: -_of_sort(noun, pair[1]))


def _noun(query: Query) -> str:
    """The sort of recipient that is asked for, bare; "" if none is said."""
    which = _WHICH.search(bare(query.frame.key))
    return next((found for found in which.groups() if found), "") if which else ""


def _named(query: Query, told: Told) -> bool:
    if told.award.named:
        return True
    note = told.note
    return note is not None and bool(query.shelf.persons.get(note.id) or any(told.members()))


def _of_sort(noun: str, told: Told) -> int:
    """1 if an award's recipients are of the sort that the question asks for, -1 if of another."""
    counted = bare(told.award.recipient) if told.award.count_end > told.award.count_start else ""
    if noun in _ONES | _MANY:
        same = _ONES if noun in _ONES else _MANY
        return int(counted in same) - int(counted in (_ONES | _MANY) - same)
    if counted and noun == counted:
        return 1
    return int(bool(noun) and f" {noun} " in f" {bare(told.names.lower())} ")


def _said(query: Query, group: Group, told: Told) -> Answer:
    said, place = statement_of(query, told)
    note = note_of(query, told) if not told.award.named else None
    counted = candidate_of(group, told.award, query)
    answer = found(query, [note[1] if note else place])
    more = tuple(c for c in citations(query, [counted]) if c not in answer.citations)
    if note:
        return replace(answer, citations=(*answer.citations, *more))
    return replace(answer, text=said)


def _asks_who(query: Query) -> bool:
    if Wanted.PERSON in {query.frame.wanted, *query.frame.also}:
        return True
    listed = list_asked(query.frame)
    return (listed is not None and listed.sort is Sort.NAMES) or bool(
        _WHICH.search(bare(query.frame.key)) and query.frame.wanted is Wanted.LIST
    )
