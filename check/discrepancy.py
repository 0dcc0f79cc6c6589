"""The nouns of checking: one comparison that was made, and what it means if it fails.

Every detector hands out ``Check``s, those that hold too: people trust silence only when they
know what was looked at. ``arithmetic`` is a sum that ``check/arithmetic.py`` can work again;
its result is what was expected, not what is printed.

What this module does not know: how anything is compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.report import Citation, Passage


class Severity(StrEnum):
    """How sure it is that something is wrong."""

    CERTAIN = "certain"
    LIKELY = "likely"
    LOOK = "look"


class CheckKind(StrEnum):
    """What was compared."""

    TOTAL_PARTS = "total_parts"
    LIST_TOTAL = "list_total"
    TABLE_TOTAL = "table_total"
    BODY_NOTE = "body_note"
    SUBTOTAL = "subtotal"
    PERCENTAGE = "percentage"
    GROWTH = "growth"
    DIFFERENCE = "difference"
    OTHER_YEAR = "other_year"
    TWO_PLACES = "two_places"
    UNIT = "unit"
    DOCUMENT_DATE = "document_date"
    DOCUMENT_NUMBER = "document_number"
    DOCUMENT_ISSUER = "document_issuer"
    DATE_ORDER = "date_order"


@dataclass(frozen=True, slots=True)
class Spot:
    """A printed place: what stands between two offsets of a passage."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from other places without comparing whole passages."""
        return self.passage.id, self.start


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison.

    spots: where the compared figures stand, the one that is wrong or likely wrong first.
    printed, expected: as a reader would write them; arithmetic: the sum that shows it, ""
    for dates and document numbers. slip: the likely slip of the pen, "" if none repairs it.
    """

    kind: CheckKind
    spots: tuple[Spot, ...]
    holds: bool
    printed: str = ""
    expected: str = ""
    arithmetic: str = ""
    severity: Severity = Severity.CERTAIN
    reason: str = ""
    slip: str = ""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What does not agree, with the lines that show it; the first citation is the main one."""

    kind: CheckKind
    printed: str
    expected: str
    arithmetic: str
    severity: Severity
    reason: str
    slip: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was checked and adds up."""

    kind: CheckKind
    printed: str
    arithmetic: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class AuditResult:
    """The outcome of an audit.

    checked: for each kind, how many comparisons were made; agreed: how many of them hold.
    """

    discrepancies: tuple[Discrepancy, ...]
    agreements: tuple[Agreement, ...] = ()
    checked: Mapping[CheckKind, int] = field(default_factory=dict)
    agreed: Mapping[CheckKind, int] = field(default_factory=dict)
    reports: tuple[str, ...] = ()
    seconds: float = 0.0

    def summary(self) -> str:
        """One line for people: what was checked and how much of it adds up."""
        total, right = sum(self.checked.values()), sum(self.agreed.values())
        return (
            f"Đã kiểm tra {total} phép đối chiếu trong {len(self.reports)} báo cáo: "
            f"{right} khớp, {len(self.discrepancies)} chỗ cần xem lại."
        )
