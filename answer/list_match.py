"""Enumerations that may answer a question for a list: a whole note, a bracket, "gồm …".

The list is told whole, never its first three members.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from answer.candidate import Candidate
from answer.enumerations import called_by
from answer.place_match import candidate_at
from answer.query import Query
from ingest.clauses import brackets
from ingest.report import Passage, PassageKind
from ingest.segments import Span, clause_at, sentence_at

_INTRODUCES = re.compile(
    r"(?:bao gồm|gồm có|gồm|cụ thể như sau|cụ thể|như sau|như|là|sau đây|trong đó)\s*:\s+"
    r"|(?:bao gồm|gồm có|gồm các|gồm|như)\s+|:\s+",
    re.IGNORECASE,
)
_MARK = re.compile(r";|,(?!\d)| và ")
LONGEST = 1200


def list_candidates(query: Query, passages: Iterable[tuple[Passage, float]]) -> Iterable[Candidate]:
    """Every enumeration of two or more members, with how well its head is what is asked."""
    for passage, found in passages:
        for span, head in _enumerations(query, passage):
            members = len(_MARK.findall(passage.text[slice(*span)])) + 1
            own = query.terms.share(query.terms.cover(query.shelf.words(head)))
            inside = query.terms.share(query.scorer.span(passage, span))
            candidate = candidate_at(
                query,
                passage,
                span,
                found,
                {"own": max(own, inside), "kind": min(members, 4) / 4, "tight": own},
            )
            candidate.whole = True
            yield candidate


def _enumerations(query: Query, passage: Passage) -> Iterable[tuple[Span, str]]:
    text = passage.text
    if passage.kind is PassageKind.HEADING:
        return
    if passage.note is not None and len(_MARK.findall(text)) >= 1 and len(text) <= LONGEST:
        yield (0, len(text)), called_by(query.shelf, passage)
    for bracket in brackets(text):
        inside = (bracket.start + 1, bracket.end - 1)
        if _MARK.search(text, *inside) and inside[1] - inside[0] <= LONGEST:
            clause = clause_at(text, max(bracket.start - 2, 0))
            yield inside, text[clause[0] : bracket.start]
    for opening in _INTRODUCES.finditer(text):
        sentence = sentence_at(text, opening.start())
        span = (opening.end(), sentence[1])
        if _MARK.search(text, *span) and span[1] - span[0] <= LONGEST:
            clause = clause_at(text, opening.start())
            yield span, text[min(clause[0], opening.start()) : opening.start()]
    if len(text) <= LONGEST and text.count(";") >= 1 and passage.note is None:
        yield (0, len(text)), text
