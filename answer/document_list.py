"""Documents side by side: "những quyết định nào?", and one of them told without the others.

What this module does not know: which document changed which (``amended.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from answer.candidate import Candidate
from answer.compose import found
from answer.denial import denial
from answer.enumerations import called_by
from answer.list_asked import ListAsked, Sort, list_asked
from answer.place_match import DOCUMENT_KINDS, OPENING, asked_document_kinds, candidate_at
from answer.query import Query
from answer.statement import tidy
from ingest.report import Answer, DocumentCitation, Passage
from ingest.segments import Span, clause_at, sentence_at, sentences
from ingest.text import canonical

Passages = Sequence[tuple[Passage, float]]
OWNER = 90  # characters in front of a document that still tell whose it is
LEAST = 2
_NUMBER = re.compile(r"(?<![\w/.,-])\d+(?![\w/.,])")
# What stands before a document that another document is about.
_ABOUT = re.compile(
    r"(?:thực hiện|triển khai|theo|căn cứ|sửa đổi|bổ sung|thay thế|bãi bỏ|của|tại|kèm theo|kèm|"
    r"hướng dẫn|thi hành)\s+$",
    re.IGNORECASE,
)


def document_list(query: Query, passages: Passages) -> Answer | None:
    """All documents that a sentence or note sets side by side; None if not asked for."""
    asked = list_asked(query.frame)
    if asked is None or asked.sort is not Sort.DOCUMENTS:
        return None
    groups = sorted(_groups(query, asked, passages), key=lambda g: -g[0].score)
    if not groups or denial(query, groups[0][0]) not in {"", "unit"}:
        return None
    whole, documents = groups[0]
    spans = [piece(query, whole.passage, document) for document in documents]
    chosen = [candidate_at(query, whole.passage, span, 0.0, {}) for span in spans]
    answer = found(query, [whole])
    parts = [tidy(whole.passage.text[slice(*span)]).rstrip(".") for span in spans]
    return Answer(
        question=query.frame.text,
        text="; ".join(dict.fromkeys(parts)) + ".",
        kind=answer.kind,
        citations=found(query, chosen).citations,
    )


def _groups(
    query: Query, asked: ListAsked, passages: Passages
) -> Iterable[tuple[Candidate, list[DocumentCitation]]]:
    kinds = asked_document_kinds(query)
    for passage, score in passages:
        documents = query.shelf.documents.get(passage.id, ())
        for span in sentences(passage.text):
            here = [d for d in documents if span[0] <= d.start < span[1]]
            own = [d for d in here if _of_kind(passage, d, kinds) and _stands_alone(passage, d)]
            own = _of_the_names(query, passage, own)
            if len({d.number for d in own}) < LEAST:
                continue
            head = f"{passage.text[span[0] : own[0].start]} | {called_by(query.shelf, passage)}"
            printed = {int(n) for n in _NUMBER.findall(head)}
            fits = {asked.count} if asked.count is not None else printed
            features = {
                "own": query.terms.share(query.scorer.span(passage, span)),
                "tight": query.terms.share(query.terms.cover(query.shelf.words(head))),
                "kind": 1.0,
                "count": float(len(own) in fits),
            }
            yield candidate_at(query, passage, (own[0].start, own[-1].end), score, features), own


def _of_kind(passage: Passage, document: DocumentCitation, kinds: set[str]) -> bool:
    """Whether a document is of a kind asked for; one without a kind has that in front of it."""
    if not kinds:
        return True
    kind = canonical(document.kind)
    if kind:
        return kind in kinds
    before = canonical(passage.text[: document.start])
    named = [(before.rfind(canonical(k)), canonical(k)) for k in DOCUMENT_KINDS]
    return max(named)[1] in kinds


def _stands_alone(passage: Passage, document: DocumentCitation) -> bool:
    """Whether a document is told for itself, not as what another one changes or carries out."""
    opens = document.start - sentence_at(passage.text, document.start)[0] <= OPENING
    return opens or not _ABOUT.search(passage.text, 0, document.start)


def _of_the_names(
    query: Query, passage: Passage, documents: list[DocumentCitation]
) -> list[DocumentCitation]:
    """Those told with the place or body that the question names, if only some of them are."""
    named = [
        d
        for d in documents
        if query.scope.names
        and all(
            f" {name} " in query.shelf.zone(passage, *piece(query, passage, d)).exact
            for name in query.scope.names
        )
    ]
    return named or documents


def piece(query: Query, passage: Passage, document: DocumentCitation) -> Span:
    """A document as printed: with whose it is in front, if no other stands between."""
    clause = clause_at(passage.text, document.start)
    others = query.shelf.documents.get(passage.id, ())
    between = any(clause[0] <= d.start < document.start for d in others)
    if between or document.start - clause[0] > OWNER:
        return document.start, document.end
    return clause[0], document.end


def alone(query: Query, best: Candidate) -> Candidate:
    """A document candidate told without those beside it in its sentence."""
    document = best.document
    if document is None or not _stands_alone(best.passage, document):
        return best
    others = query.shelf.documents.get(best.passage.id, ())
    start, end = sentence_at(best.passage.text, document.start)
    beside = [d for d in others if d.number != document.number and start <= d.start < end]
    if not any(_stands_alone(best.passage, d) for d in beside):
        return best
    span = piece(query, best.passage, document)
    told = candidate_at(query, best.passage, span, 0.0, {})
    told.document, told.whole = document, True
    return told
