"""When a question leaves open what the reports distinguish, or when they disagree.

Rivals of the best figure are figures of the same unit that fit the question as well as it
does, in another place: another report, a body and its note, "(cũ)" beside "(mới)".
"""

from __future__ import annotations

from collections.abc import Sequence

from answer.candidate import Candidate
from answer.pick import denial
from answer.query import Query
from answer.scope import name_key
from ingest.report import FigureKind

CLOSE = 0.30  # by score: a rival fits nearly as well
LEVEL = 0.08  # by share: it covers the question as well
MOST = 3


def rivals(query: Query, ranked: Sequence[Candidate], best: Candidate) -> list[Candidate]:
    """Other figures that answer the question as well as the best one, at most two."""
    figure = best.figure
    if figure is None or query.frame.operation is not None or len(query.frame.units) > 1:
        return []
    if query.scope.old or query.scope.new or _names_a_place(query, best):
        return []
    found: list[Candidate] = []
    for candidate in ranked:
        other = candidate.figure
        if candidate is best or other is None or denial(query, candidate):
            continue
        if best.score - candidate.score > CLOSE:
            break
        if (
            other.base_unit == figure.base_unit
            and other.kind is figure.kind
            and other.amount != figure.amount
            and all(other.amount != c.figure.amount for c in found if c.figure)
            and abs(best.share - candidate.share) <= LEVEL
            and _another_scope(query, best, candidate)
        ):
            found.append(candidate)
        if len(found) == MOST - 1:
            break
    return found


def _same_document(query: Query, one: Candidate, other: Candidate) -> bool:
    """Whether two files are forms of one report (a scan beside its PDF), not two reports."""
    first, second = (query.shelf.report_of(c.passage) for c in (one, other))
    return (first.title, first.issuer, first.year) == (second.title, second.issuer, second.year)


def _names_a_place(query: Query, best: Candidate) -> bool:
    """Whether the question names a place or body other than the report's own."""
    report = query.shelf.report_of(best.passage)
    owner = name_key(f"{report.issuer} {report.place} {report.title}")
    return any(f" {name} " not in owner for name in query.scope.names)


def _another_scope(query: Query, best: Candidate, other: Candidate) -> bool:
    """Whether two figures differ in report, or are ranks of the old and of the new place."""
    one, two = best.figure, other.figure
    assert one is not None
    assert two is not None
    if best.passage.report_id != other.passage.report_id:
        if _same_document(query, best, other):
            return False
        return not other.features["part"] and best.passage.note == other.passage.note
    same = best.passage.id == other.passage.id and best.spans.sentence == other.spans.sentence
    old, new = "cũ" in one.about + best.text, "cũ" in two.about + other.text
    return same and (old != new or one.kind is FigureKind.RANK)
