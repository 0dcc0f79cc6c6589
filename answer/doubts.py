"""What the checks know of a figure that answers: it is printed otherwise elsewhere, or the
parts of a total do not add up to it.

The answer stays what the report prints; a sentence behind it says what does not agree, in
printed figures only. Checks are made once for a library and kept with its shelf.

What this module does not know: which of two figures is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from answer.candidate import Candidate
from answer.cite import cite
from answer.query import Query
from answer.shelf import Shelf
from answer.wording import wording
from check.audit import all_checks
from check.discrepancy import Check, CheckKind, Severity, Spot
from ingest.report import Answer, AnswerKind, Figure

_TOTALS = frozenset(
    {CheckKind.TOTAL_PARTS, CheckKind.LIST_TOTAL, CheckKind.TABLE_TOTAL, CheckKind.BODY_NOTE}
)
_PAIRS = frozenset({CheckKind.SUBTOTAL, CheckKind.UNIT, CheckKind.TWO_PLACES, CheckKind.OTHER_YEAR})
MOST = 6  # parts that are told one by one
Doubts = dict[tuple[str, int], list[Check]]


def with_doubts(query: Query, answer: Answer, chosen: Sequence[Candidate]) -> Answer:
    """The answer with what does not agree with its first figures, if anything does not."""
    doubts = doubts_of(query.shelf)
    for candidate in chosen[:2]:
        figure = candidate.figure or _figure_at(query.shelf, candidate)
        if figure is None:
            continue
        for check in doubts.get((candidate.passage.id, figure.end), ()):
            told = _told(query, check, figure, answer)
            if told is not None:
                return told
    return answer


def _figure_at(shelf: Shelf, candidate: Candidate) -> Figure | None:
    """The figure that an award's count is."""
    for figure in shelf.figures.get(candidate.passage.id, ()):
        if figure.start <= candidate.start < figure.end:
            return figure
    return None


def doubts_of(shelf: Shelf) -> Doubts:
    """The failed checks of a library by the place that each is about (kept with the shelf)."""
    if shelf.doubts is None:
        found: Doubts = defaultdict(list)
        for check in all_checks(shelf.readings):
            if check.holds or check.severity is Severity.LOOK or check.kind not in _TOTALS | _PAIRS:
                continue
            for spot in check.spots if check.kind in _PAIRS else check.spots[:1]:
                found[spot.passage.id, spot.end].append(check)
        shelf.doubts = dict(found)
    return shelf.doubts


def _told(query: Query, check: Check, figure: Figure, answer: Answer) -> Answer | None:
    own = (figure.passage_id, figure.end)
    others = [spot for spot in check.spots if (spot.passage.id, spot.end) != own]
    printed = list(dict.fromkeys(spot.text for spot in others))
    if not printed or len(others) > MOST:
        return None
    mine = figure.text
    if check.kind in _TOTALS:
        note = wording("khong-khop-tong", whole=mine, parts=", ".join(_each(others)))
    else:
        note = wording("khong-khop", one=mine, other=printed[0])
    if all(text in answer.text for text in printed):
        note = wording("khong-khop-tong-ngan") if check.kind in _TOTALS else note
    cited = [cite(query.shelf, spot.passage, (spot.start, spot.end)) for spot in others]
    return replace(
        answer,
        text=f"{answer.text} {note}",
        kind=AnswerKind.SEVERAL,
        citations=(*answer.citations, *(c for c in cited if c not in answer.citations)),
    )


def _each(spots: Iterable[Spot]) -> list[str]:
    return [spot.text for spot in spots]
