"""Dates that may answer: the day of an event or of a document, with the place told beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from answer.candidate import Candidate
from answer.evidence import spans_around
from answer.place_match import asked_document_kinds, asked_number, candidate_at, number_fit
from answer.query import Query
from ingest.dates import DateKind, DateMention, find_dates
from ingest.report import DocumentCitation, Passage
from ingest.text import bare, canonical

_ISSUED = re.compile(
    r"(?<!\w)(?:ban hành|k[íý]|ky|thông qua|thong qua|ban hanh)(?!\w)"
    r"|(?<!diễn )(?<!xảy )(?<!dien )(?<!xay )(?<!\w)ra (?:ngày|ngay)(?!\w)"
)
_TO = re.compile(r"\s*(?:đến|tới|-|–)\s*(?:hết\s*)?")
_SINCE_ASKED = re.compile(r"\btu (?:ngay|khi|bao gio|nam|thang|luc|hoi)\b")
# "thực hiện Chỉ thị 12": the date of something else than the directive itself.
_CARRIED_OUT = re.compile(
    r"\b(?:thuc hien|trien khai|theo|huong ung) (?:chi thi|nghi quyet|quyet dinh|ke hoach"
    r"|ket luan|chuong trinh|nghi dinh|de an)(?: so)? \d+"
)
_YEAR_ASKED = re.compile(r"(?<!\w)(?:năm nào|nam nao|từ năm|năm mấy)(?!\w)")


def date_candidates(query: Query, passages: Iterable[tuple[Passage, float]]) -> Iterable[Candidate]:
    """Every printed date; a year alone only where the question asks for a year."""
    number, kinds = asked_number(query), asked_document_kinds(query)
    carried_out = _CARRIED_OUT.search(bare(query.frame.key))
    issue_asked = bool(kinds or _ISSUED.search(query.frame.key))
    year_asked = bool(_YEAR_ASKED.search(query.frame.key))
    since = bool(_SINCE_ASKED.search(bare(query.frame.key)))
    for passage, found in passages:
        for date in whole_dates(passage.text):
            alone = date.kind in {DateKind.YEAR, DateKind.YEARS}
            if alone and not year_asked:
                continue
            exact = 1.0 if date.kind is DateKind.DAY else 0.5
            # The words beside a date say what happened on it.
            lead = (max(date.start - 110, 0), date.start)
            tail = (date.end, min(date.end + 160, len(passage.text)))
            own = max(query.terms.share(query.scorer.span(passage, side)) for side in (lead, tail))
            cited = [
                d
                for d in query.shelf.documents.get(passage.id, ())
                if d.start <= date.start <= d.end + 12
            ]
            spans = spans_around(passage.text, date.start)
            # A date in a bracket is that of what stands in front of the bracket.
            clause = max(
                query.terms.share(query.scorer.span(passage, stretch))
                for stretch in (spans.clause, spans.head)
                if stretch
            )
            issued = _issued(kinds, cited) if issue_asked else -float(bool(cited))
            named = _of_number(query, passage, date.start, number)
            yield candidate_at(
                query,
                passage,
                (date.start, date.end),
                found,
                {
                    "kind": 1.0 if year_asked and date.kind is DateKind.YEAR else exact,
                    "own": own,
                    "clause": clause,
                    "issued": issued,
                    "number": min(-named, 0.0) if carried_out else named,
                    "since": float(since and _leads(passage.text, date.start)),
                },
            )


_AT = re.compile(r",?\s*(?:tại|ở)\s+[^,;.()]+(?:\([^()]*\))?")


def with_place(date: Candidate) -> Candidate:
    """A date with the place that is told right behind it ("ngày …, tại Nhà Văn hóa")."""
    place = _AT.match(date.passage.text, date.end)
    if place:
        date.end, date.whole = place.end(), True
    return date


def _issued(kinds: set[str], cited: list[DocumentCitation]) -> float:
    """How well a date is that of a document of the kinds asked for."""
    if not cited or not kinds:
        return float(bool(cited))
    return 1.0 if any(canonical(d.kind) in kinds for d in cited) else 0.3


def _leads(text: str, start: int) -> bool:
    """Whether "từ" stands in front of a date."""
    return bool(re.search(r"(?:^|\W)từ\s+$", text[max(start - 8, 0) : start].lower()))


def whole_dates(text: str) -> list[DateMention]:
    """The dates of a text; the two ends of "từ ngày 3 đến ngày 5 tháng 4" as one."""
    joined: list[DateMention] = []
    for date in find_dates(text):
        last = joined[-1] if joined else None
        if last and _TO.fullmatch(text, last.end, date.start) and date.kind is DateKind.DAY:
            joined[-1] = replace(date, start=last.start)
        else:
            joined.append(date)
    return joined


def _of_number(query: Query, passage: Passage, start: int, number: str) -> float:
    """How well a date is that of the document whose number the question names."""
    for document in query.shelf.documents.get(passage.id, ()):
        if document.start <= start <= document.end + 12:
            return number_fit(number, document.number)
    return -0.5 if number else 0.0
