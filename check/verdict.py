"""What the reports say to a claim: the nouns of verifying a draft.

What this module does not know: how a verdict is reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from check.claims import Claim
from check.discrepancy import Spot
from ingest.report import Citation


class Outcome(StrEnum):
    """What the reports say to a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a claim, and where.

    sure: the match is no chance (many digits, a document's number), so that the place may
    tell where other claims of the sentence stand.
    """

    outcome: Outcome
    expected: str = ""
    note: str = ""
    spots: tuple[Spot, ...] = ()
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reports say to one claim.

    expected: the reported value where another is claimed; note: rounding, conversion, a
    derived total with its sum, or why the nearest thing is not the same.
    """

    claim: Claim
    outcome: Outcome
    expected: str = ""
    note: str = ""
    citations: tuple[Citation, ...] = ()
