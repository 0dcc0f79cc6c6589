"""One award as the report tells it, with the names of who got it and the note that it calls.

What this module does not know: which award a question is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from answer.candidate import Candidate
from answer.compose import citations, found
from answer.enumerations import bears_name
from answer.place_match import candidate_at
from answer.query import Query
from answer.statement import tidy
from ingest.report import Answer, Award, Passage
from ingest.segments import Span, clause_at, sentences
from ingest.text import canonical

_SPLIT = re.compile(r"[;,:]\s+|(?:^|\s)(?:và|cùng)\s+(?=[^\W\d_])|\. ")
_BRACKETS = re.compile(r"\([^()]*\)")
# What a named person is, no recipient of its own: "bà A, Hiệu trưởng Trường B".
_OFFICE = re.compile(
    r"(?:nguyên |phó |quyền )*(?:chủ tịch|giám đốc|hiệu trưởng|bí thư|trưởng|chánh|cục trưởng"
    r"|chi cục trưởng|hội viên|cán bộ|công chức|viên chức|chuyên viên|nhân viên|đội trưởng"
    r"|quyết định|tổ trưởng|giáo viên|thành viên|tờ trình|chỉ huy|chính trị viên|đã có)(?!\w)",
    re.IGNORECASE,
)
_PROPOSES = re.compile(r"(?<!\w)(?:đề nghị|trình|đề xuất|xét)(?!\w)", re.IGNORECASE)
_ANY_CASE = re.compile(r"(?:tập thể|cá nhân|đơn vị)(?: \w+){0,6}?:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """An award, its passage, and the note called at its count (None: it calls none)."""

    award: Award
    passage: Passage
    note: Passage | None

    @property
    def names(self) -> str:
        """The names printed of who got it, "" if only a number is."""
        return self.award.named or (self.note.text if self.note is not None else "")

    def members(self) -> Iterable[str]:
        """Each recipient by name, without title of office."""
        names = _ANY_CASE.sub("; ", _BRACKETS.sub(" ", self.names))
        for piece in [names.rstrip("."), *_SPLIT.split(names)]:
            member = piece.strip(" .,;") if piece else ""
            if member and not _OFFICE.match(member):
                yield member


def awards_told(query: Query, passage: Passage) -> list[Told]:
    """The awards of a passage, each with its note."""
    awards = query.shelf.awards.get(passage.id, ())
    return [Told(award, passage, note_at(query, passage, award)) for award in awards]


def note_at(query: Query, passage: Passage, award: Award) -> Passage | None:
    """The note called right behind the count or the name, if it bears a name or a document."""
    shelf, text = query.shelf, passage.text
    counts = sorted(a.count_start for a in shelf.awards.get(passage.id, ()))
    start = max(award.count_end, award.count_start + len(award.named) * (award.count_end == 0))
    following = [count for count in counts if count > start]
    end = min([clause_at(text, award.count_start)[1] + 1, *following])
    for note_id in shelf.notes_of.get(passage.id, ()):
        note = shelf.passages[note_id]
        called = note.called_by[1] if note.called_by else -1
        if shelf.awards.get(note.id):
            continue  # it tells its own awards
        if award.count_end <= called <= end and (
            shelf.persons.get(note.id) or shelf.documents.get(note.id) or bears_name(note.text)
        ):
            return note
    return None


def statement_of(query: Query, told: Told) -> tuple[str, Candidate]:
    """What the report says of the award, as printed, and the place of it.

    The giver and "đề nghị" are put in front where they stand further up.
    """
    award, text = told.award, told.passage.text
    span = _span(query, told)
    said = tidy(text[slice(*span)])
    if award.giver and canonical(award.giver) not in canonical(said) and _printed(query, told):
        said = f"{award.giver}: {said[:1].lower() + said[1:]}"
    if award.proposed and not _PROPOSES.search(said):
        said = f"Đề nghị, trình: {said}"
    return said, _whole(query, told.passage, span)


def _printed(query: Query, told: Told) -> bool:
    """Whether the giver is printed in the passage or its lead-in, not only named by law."""
    lead = query.shelf.lead_in(told.passage)
    above = f"{told.passage.text} | {lead.text if lead is not None else ''}"
    return canonical(told.award.giver) in canonical(above)


def note_of(query: Query, told: Told) -> tuple[str, Candidate] | None:
    """The first sentences of the note, as printed, and the place of them."""
    if told.note is None:
        return None
    span = sentences(told.note.text)[0]
    return tidy(told.note.text[slice(*span)]), _whole(query, told.note, span)


def document_of(query: Query, told: Told) -> bool:
    """Whether the award's clause or its note cites the document by which it was given."""
    start, end = _span(query, told)
    here = query.shelf.documents.get(told.passage.id, ())
    noted = told.note is not None and bool(query.shelf.documents.get(told.note.id))
    return noted or any(start <= document.start < end for document in here)


def stated(query: Query, told: Sequence[Told]) -> Answer:
    """The awards as the report tells them, each with what its note says."""
    said, places = [], []
    for one in told:
        for text, place in filter(None, (statement_of(query, one), note_of(query, one))):
            said.append(text)
            places.append(place)
        if not one.award.named and one.note is not None:
            places[-2:] = reversed(places[-2:])  # the name is what was asked about
    answer = found(query, places)
    return replace(answer, text=" ".join(said), citations=citations(query, places))


def _span(query: Query, told: Told) -> Span:
    """From the award's clause up to the next award of it."""
    award, text = told.award, told.passage.text
    start, end = clause_at(text, award.count_start)
    named = text.find(award.named, award.count_start) if award.named else -1
    last = max(award.count_end, named + len(award.named) if named >= 0 else 0)
    later = [
        other.count_start
        for other in query.shelf.awards.get(told.passage.id, ())
        if last < other.count_start < end
        # "cho Ban A và 03 cá nhân": one gift, told whole
        and (other.giver, other.form, other.proposed) != (award.giver, award.form, award.proposed)
    ]
    if not later:
        return start, end
    while last < end and text[last] in ')”"':
        last += 1
    return start, last


def _whole(query: Query, passage: Passage, span: Span) -> Candidate:
    candidate = candidate_at(query, passage, span, 0.0, {})
    candidate.whole = True
    return candidate
