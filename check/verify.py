"""A draft against the reports: every claim supported, contradicted or not found.

Dates, documents and quotations are verified first, then the figures twice: what one claim of a
sentence is supported by says where the others of that sentence must be looked for.

What this module does not know: how a claim of any kind is verified, how a draft is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from check.cite import cite_spots
from check.claims import Claim, ClaimKind, find_claims
from check.draft import Draft, draft_of
from check.evidence import Evidence
from check.retold import Retold
from check.verdict import Found, Outcome, Verdict
from check.verify_figures import FigureVerifier
from check.verify_texts import verify_date, verify_document, verify_quotation
from index.library import Library
from ingest.report import Reading

__all__ = ["Outcome", "Verdict", "Verifier", "verify"]
_TEXTS = {
    ClaimKind.DOCUMENT: verify_document,
    ClaimKind.DATE: verify_date,
    ClaimKind.QUOTATION: verify_quotation,
}
_ANCHORS = frozenset({ClaimKind.DOCUMENT, ClaimKind.FIGURE})
_SURE, _LIKELY = 0.25, 0.12
Place = tuple[int, tuple[int, int]]


def verify(draft: Draft | str, library: Library) -> tuple[Verdict, ...]:
    """A verdict for every claim of a draft, in its order."""
    return Verifier(library.readings()).verify(draft)


class Verifier:
    """Verifies drafts against some reports; made once, used often."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.evidence = Evidence(readings)
        self._figures = FigureVerifier(self.evidence)
        self._retold = Retold(self.evidence)

    def verify(self, draft: Draft | str) -> tuple[Verdict, ...]:
        """A verdict for every claim, in the draft's order.

        Raises:
            UnreadableReport: the text is longer than a draft can be.
        """
        if isinstance(draft, str):
            if not any(char.isalpha() for char in draft):
                return ()
            draft = draft_of(draft)
        report = draft.reading.report
        claims = find_claims(draft.reading)
        found: dict[int, Found] = {}
        for order, claim in enumerate(claims):
            if claim.kind is not ClaimKind.FIGURE:
                found[order] = _TEXTS[claim.kind](claim, self.evidence)
        anchors = self._anchors(claims, found)
        found |= (wrong := self._retold.wrong(claims, report.year))
        for order, claim in enumerate(claims):
            if claim.kind is ClaimKind.FIGURE and order not in wrong:
                found[order] = self._figures.verify(claim, anchors[_place(claim)], report.place)
        anchors = self._anchors(claims, found)
        for order, claim in enumerate(claims):
            told = found[order].outcome is Outcome.SUPPORTED and found[order].sure
            told = told or order in wrong
            if claim.kind is ClaimKind.FIGURE and not told and anchors[_place(claim)]:
                found[order] = self._figures.verify(claim, anchors[_place(claim)], report.place)
        return tuple(self._verdict(claim, found[order]) for order, claim in enumerate(claims))

    def _anchors(
        self, claims: Sequence[Claim], found: Mapping[int, Found]
    ) -> defaultdict[Place, dict[str, float]]:
        """The passages that support something of a sentence, and how much that counts."""
        anchors: defaultdict[Place, dict[str, float]] = defaultdict(dict)
        for order, one in found.items():
            claim = claims[order]
            if one.outcome is Outcome.SUPPORTED and claim.kind in _ANCHORS:
                here = anchors[_place(claim)]
                for passage in {spot.passage.id for spot in one.spots}:
                    weight = _SURE if one.sure else _LIKELY
                    here[passage] = min(_SURE, here.get(passage, 0.0) + weight)
        return anchors

    def _verdict(self, claim: Claim, found: Found) -> Verdict:
        citations = cite_spots(self.evidence.reports, found.spots)
        return Verdict(claim, found.outcome, found.expected, found.note, citations)


def _place(claim: Claim) -> Place:
    return claim.line, claim.sentence
