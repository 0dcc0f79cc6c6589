"""Documents that stand side by side, and dates of one document that contradict each other."""

from __future__ import annotations

from collections.abc import Sequence

from answer.candidate import Candidate
from answer.place_match import candidate_at
from answer.query import Query
from ingest.dates import find_dates
from ingest.report import DocumentCitation
from ingest.text import canonical

CLOSE = 0.40
MOST = 4


def parallel_documents(query: Query, ranked: Sequence[Candidate]) -> list[Candidate]:
    """Documents of the same kind in the same passage, each of another place or body.

    A note that gives the plans of three provinces answers "kế hoạch số mấy?" with all
    three, unless the question names one of them.
    """
    best = ranked[0]
    if best.document is None or best.passage.note is None:
        return []
    found: list[Candidate] = []
    for candidate in ranked[1:]:
        document = candidate.document
        if (
            document is not None
            and candidate.passage.id == best.passage.id
            and canonical(document.kind) == canonical(best.document.kind)
            and document.number != best.document.number
            and candidate.spans.clause != best.spans.clause
            and _bears_names(query, candidate)
            and best.score - candidate.score <= CLOSE
        ):
            found.append(candidate)
    return sorted(found[: MOST - 1], key=lambda c: c.start)


def _bears_names(query: Query, candidate: Candidate) -> bool:
    """Whether the clause bears every place or body that the question names."""
    clause = query.shelf.zone(candidate.passage, *candidate.spans.clause).exact
    return all(f" {name} " in clause for name in query.scope.names)


def other_date(query: Query, best: Candidate) -> Candidate | None:
    """Another date that the reports print for the document whose date answers."""
    own = _document_at(query, best)
    if own is None:
        return None
    date = _iso(best.text)
    for passage_id, documents in query.shelf.documents.items():
        for document in documents:
            if document.number != own.number or not document.date or not date:
                continue
            passage = query.shelf.passages[passage_id]
            for mention in find_dates(passage.text[document.start : document.end + 40]):
                if mention.iso and len(mention.iso) == len(date) and mention.iso != date:
                    if mention.iso != document.date:
                        continue
                    start = document.start + mention.start
                    end = document.start + mention.end
                    return candidate_at(query, passage, (start, end), 0.0, {})
    return None


def _document_at(query: Query, candidate: Candidate) -> DocumentCitation | None:
    for document in query.shelf.documents.get(candidate.passage.id, ()):
        if document.start <= candidate.start <= document.end + 40 and document.date == _iso(
            candidate.text
        ):
            return document
    return None


def _iso(text: str) -> str:
    dates = find_dates(text)
    return dates[0].iso if dates else ""
