"""A report against itself and against the others: everything that does not add up.

The detectors know one thing each; this module runs them, keeps one discrepancy for each
printed figure, and counts what was checked, so that silence can be trusted. No model, no
network; the same library gives the same result.

What this module does not know: how any comparison is made.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from check.changes import check_changes
from check.cite import cite_spots
from check.cited import Cited, check_cited
from check.discrepancy import (
    Agreement,
    AuditResult,
    Check,
    CheckKind,
    Discrepancy,
    Severity,
    Spot,
)
from check.echoes import check_echoes
from check.lists import check_lists
from check.notes import check_notes
from check.parts import check_parts
from check.placed import Stretch
from check.shares import check_shares
from check.tables import check_tables
from check.twice import check_twice
from check.wholes import check_wholes
from check.years import check_restated, check_years
from index.library import Library
from ingest.report import Figure, Reading, Report

_ORDER = {Severity.CERTAIN: 0, Severity.LIKELY: 1, Severity.LOOK: 2}
# Where two detectors speak of one figure, the one that explains more is kept.
_TELLING = tuple(CheckKind)


def audit(library: Library, file: str | None = None) -> AuditResult:
    """Everything that does not agree in one report, or in all of them.

    file: the report's file name; the other reports of the library are compared with it.

    Raises:
        KeyError: no report of that name is in the library.
    """
    if file is not None:
        library.reading(file)
    return audit_readings(library.readings(), file)


def audit_readings(readings: Sequence[Reading], file: str | None = None) -> AuditResult:
    """``audit`` for readings that are already at hand."""
    started = time.perf_counter()
    checks = all_checks(readings)
    reports = {reading.report.id: reading.report for reading in readings}
    if file is not None:
        checks = [one for one in checks if _report_of(one.spots[0], reports).file == file]
    failed = _one_each([check for check in checks if not check.holds])
    passed = [check for check in checks if check.holds]
    checked = Counter(check.kind for check in (*failed, *passed))
    names = tuple(report.file for report in reports.values() if file in (None, report.file))
    return AuditResult(
        discrepancies=tuple(_discrepancy(check, reports) for check in failed),
        agreements=tuple(_agreement(check, reports) for check in passed),
        checked=dict(checked),
        agreed=dict(Counter(check.kind for check in passed)),
        reports=names,
        seconds=time.perf_counter() - started,
    )


def all_checks(readings: Sequence[Reading]) -> list[Check]:
    """Every comparison that can be made, in reading order of the reports."""
    stretches: dict[str, Stretch] = {}
    found: list[Check] = []
    for reading in readings:
        own = _stretches(reading)
        stretches |= own
        for passage in reading.passages:
            if passage.row is None and own[passage.id].figures:
                stretch = own[passage.id]
                for check in (check_parts, check_shares, check_changes, check_wholes):
                    found += check(stretch)
        found += check_lists(reading.passages, own)
        found += check_notes(reading.passages, own)
        found += check_tables(reading.passages, own)
    found += check_years(readings, stretches)
    found += check_restated(readings)
    found += check_twice(readings)
    found += check_echoes(readings)
    found += check_cited(_cited(readings))
    return _without_two_shares(found)


def _without_two_shares(checks: Sequence[Check]) -> list[Check]:
    """Two percentages that are right by the counts beside them are not one fact with a slip."""
    right = {one.spots[0].key for one in checks if one.holds and one.kind is CheckKind.PERCENTAGE}
    return [
        one
        for one in checks
        if one.holds
        or one.kind is not CheckKind.TWO_PLACES
        or not all(spot.key in right for spot in one.spots)
    ]


def _stretches(reading: Reading) -> dict[str, Stretch]:
    by_passage: dict[str, list[Figure]] = defaultdict(list)
    for figure in reading.figures:
        by_passage[figure.passage_id].append(figure)
    return {passage.id: Stretch.of(passage, by_passage[passage.id]) for passage in reading.passages}


def _cited(readings: Iterable[Reading]) -> list[Cited]:
    found = []
    for reading in readings:
        passages = reading.by_id()
        found += [Cited(document, passages[document.passage_id]) for document in reading.documents]
    return found


def _one_each(checks: Iterable[Check]) -> list[Check]:
    """The most telling failure of each printed place, in reading order."""
    best: dict[tuple[str, int], Check] = {}
    for check in checks:
        place = (check.spots[0].passage.id, check.spots[0].end)
        old = best.get(place)
        if old is None or _rank(check) < _rank(old):
            best[place] = check
    return sorted(
        best.values(),
        key=lambda one: (
            one.spots[0].passage.report_id, one.spots[0].passage.order, one.spots[0].start,
        ),
    )  # fmt: skip


def _rank(check: Check) -> tuple[int, int]:
    return _ORDER[check.severity], _TELLING.index(check.kind)


def _report_of(spot: Spot, reports: dict[str, Report]) -> Report:
    return reports[spot.passage.report_id]


def _discrepancy(check: Check, reports: dict[str, Report]) -> Discrepancy:
    return Discrepancy(
        kind=check.kind,
        printed=check.printed,
        expected=check.expected,
        arithmetic=check.arithmetic,
        severity=check.severity,
        reason=check.reason,
        slip=check.slip,
        citations=cite_spots(reports, check.spots),
    )


def _agreement(check: Check, reports: dict[str, Report]) -> Agreement:
    return Agreement(check.kind, check.printed, check.arithmetic, cite_spots(reports, check.spots))
