"""Dates, cited documents and quotations of a draft against the reports.

What this module does not know: figures (``check/verify.py``).
"""

from __future__ import annotations

import re

from check.claims import Claim
from check.discrepancy import Spot
from check.evidence import Evidence
from check.same_words import named, one_name, tokens
from check.verdict import Found, Outcome
from ingest.dates import DateKind, find_dates
from ingest.report import DocumentCitation, Passage
from ingest.segments import sentence_at
from ingest.text import canonical, fold_spaces
from ingest.vocabulary import keyed

_LIKE = 0.55
_STRANGE = 0.25
_SAME_WORDS = 0.7


def verify_document(claim: Claim, evidence: Evidence) -> Found:
    """The number must be cited in a report, with the same date and issuer if they are given."""
    own = claim.document
    assert own is not None
    cited = [
        (document, reading.by_id()[document.passage_id])
        for reading in evidence.readings
        for document in reading.documents
        if document.number
    ]
    key = canonical(own.number)
    same = [one for one in cited if canonical(one[0].number) == key]
    if not same:
        near = [one for one in cited if _one_off(canonical(one[0].number), key)]
        dated = [one for one in near if own.date and one[0].date == own.date]
        if dated or (near and _alike(own.subject, near[0][0].subject)):
            document, passage = (dated or near)[0]
            note = f"Báo cáo ghi {document.number}."
            return Found(Outcome.CONTRADICTED, document.number, note, (_spot(document, passage),))
        spots = (_spot(*near[0]),) if near else ()
        return Found(Outcome.NOT_FOUND, "", "Không báo cáo nào dẫn văn bản này.", spots)
    return _same_number(own, same)


def _same_number(own: DocumentCitation, same: list[tuple[DocumentCitation, Passage]]) -> Found:
    why: list[tuple[str, str, Spot]] = []
    for document, passage in same:
        expected = _differs(own, document)
        if not expected:
            return Found(Outcome.SUPPORTED, spots=(_spot(document, passage),), sure=True)
        why.append((*expected, _spot(document, passage)))
    expected_text, note, spot = why[0]
    return Found(Outcome.CONTRADICTED, expected_text, note, (spot,))


def _differs(own: DocumentCitation, other: DocumentCitation) -> tuple[str, str] | None:
    if own.date and other.date and own.date != other.date and not _partial(own.date, other.date):
        day = "/".join(reversed(other.date.split("-")))
        return day, f"Báo cáo ghi ngày {day}."
    if own.issuer and other.issuer and not one_name(own.issuer, other.issuer):
        return other.issuer, f"Báo cáo ghi văn bản của {other.issuer}."
    if own.kind and other.kind and canonical(own.kind) != canonical(other.kind):
        return other.kind, f"Báo cáo ghi là {other.kind}."
    if own.subject and other.subject and _strange(own.subject, other.subject):
        return other.subject, f"Báo cáo ghi văn bản này {other.subject}."
    return None


def _strange(one: str, other: str) -> bool:
    """Whether two subjects have hardly a word in common."""
    first, second = tokens(one), tokens(other)
    return (
        len(first & second) / min(len(first), len(second)) < _STRANGE if first and second else False
    )


def _partial(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one) or one.endswith(other)


def _alike(one: str, other: str) -> bool:
    first, second = tokens(one), tokens(other)
    return bool(first and second) and len(first & second) / len(first | second) >= _LIKE


def _one_off(one: str, other: str) -> bool:
    """Whether two numbers differ by one character or the order of their letters."""
    if sorted(one) == sorted(other):
        return True
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _spot(document: DocumentCitation, passage: Passage) -> Spot:
    return Spot(passage, document.start, document.end)


def verify_date(claim: Claim, evidence: Evidence) -> Found:
    """The day must stand in a sentence that speaks of the same thing."""
    assert claim.date is not None
    wanted = tokens(re.sub(r"\d\S*", " ", claim.sentence_text()))
    best: tuple[float, Spot, str] | None = None
    for reading in evidence.readings:
        for passage in reading.passages:
            for date in find_dates(keyed(passage.text)):
                if date.kind is not DateKind.DAY:
                    continue
                sentence = passage.text[slice(*sentence_at(passage.text, date.start))]
                context = f"{sentence} {' '.join(s.title for s in passage.section[-2:])}"
                score = evidence.coverage(wanted, tokens(context))
                spot = Spot(passage, date.start, date.end)
                if date.iso == claim.date.iso and score >= _LIKE - 0.2:
                    return Found(Outcome.SUPPORTED, spots=(spot,))
                if best is None or score > best[0]:
                    best = (score, spot, date.iso)
    if best and best[0] >= _LIKE:
        return Found(Outcome.CONTRADICTED, best[1].text, f"Báo cáo ghi {best[1].text}.", (best[1],))
    return Found(
        Outcome.NOT_FOUND, "", "Không thấy ngày này gắn với nội dung như vậy trong báo cáo."
    )


def verify_quotation(claim: Claim, evidence: Evidence) -> Found:
    """Quoted words must stand in a report to the letter (white space, dashes, marks folded)."""
    inner = _folded(claim.printed[1:-1])
    if not inner:
        return Found(Outcome.NOT_FOUND, "", "Trích dẫn trống.")
    wanted = frozenset(named(inner))
    best: tuple[float, Passage] | None = None
    for passage, text in evidence.folded:
        at = _folded(text).find(inner)
        if at >= 0:
            start = max(canonical(passage.text).find(inner), 0)
            end = min(start + len(inner), len(passage.text))
            return Found(Outcome.SUPPORTED, spots=(Spot(passage, start, end),))
        score = evidence.coverage(wanted, frozenset(named(text)))
        if best is None or score > best[0]:
            best = (score, passage)
    if best and best[0] >= _SAME_WORDS:
        note = "Câu trong ngoặc kép không đúng nguyên văn."
        return Found(Outcome.CONTRADICTED, "", note, (Spot(best[1], 0, 1),))
    return Found(Outcome.NOT_FOUND, "", "Không thấy nguyên văn này trong báo cáo.")


def _folded(text: str) -> str:
    return canonical(fold_spaces(text)).strip(" .,;")
