"""A figure with where it is printed, to be compared with figures of other places and reports.

What this module does not know: which figures are one fact.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from check.discrepancy import Spot
from ingest.report import Figure, Passage, Reading, Report
from ingest.text import canonical

# Recipients and forms of awards stand under every movement in the same words.
AWARDED = frozenset(
    canonical(unit)
    for unit in ("tập thể", "cá nhân", "hộ gia đình", "hộ", "doanh nghiệp", "bằng khen")
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its passage, of one report."""

    figure: Figure
    passage: Passage
    report: Report

    @property
    def spot(self) -> Spot:
        return Spot(self.passage, self.figure.start, self.figure.end)


def facts_of(readings: Iterable[Reading]) -> list[Fact]:
    """All figures of some reports with their passages."""
    found = []
    for reading in readings:
        passages = reading.by_id()
        found += [Fact(one, passages[one.passage_id], reading.report) for one in reading.figures]
    return found
