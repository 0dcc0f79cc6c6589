"""Which candidates answer: the best one, its companions, its rivals, or none.

Decides the kind of answer. The thresholds stand here, each with what it is for; they are
set on the look cases and reported on the score-only cases.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from answer.beside import sibling_of
from answer.candidate import Candidate
from answer.denial import denial
from answer.fill import fill
from answer.frame import NUMERIC, Wanted
from answer.query import Query
from answer.slots import slots_of
from answer.units import is_money, is_percent, which_unit
from answer.whole import part_elsewhere, part_of, whole_of
from ingest.report import FigureKind

# How much worse a sentence with all the counts asked for may fit than the best single one.
TOGETHER = 0.8
# How much worse a figure in the asked scope may fit than the best one out of it.
SECOND = 0.7
# How much worse what was done may fit than next year's plan, by score and by share.
PLANNED, PLANNED_LEVEL = 0.8, 0.2
_YEAR = re.compile(r"\d{4}")
LEVEL = 0.12  # by share of the question covered: it speaks of it nearly as much


@dataclass(slots=True)
class Pick:
    """The decision: the main candidates in the order asked, and why not if refused.

    refused: "" or a reason: "nothing", "year", "place", "unit", "weak".
    """

    chosen: list[Candidate] = field(default_factory=list)
    refused: str = ""
    near: Candidate | None = None
    ranked: list[Candidate] = field(default_factory=list)


def pick_figures(query: Query, candidates: Sequence[Candidate]) -> Pick:
    """The figure or figures that answer an amount question."""
    ranked = sorted(candidates, key=lambda c: -c.score)
    if not ranked:
        return Pick(refused="nothing")
    slots = slots_of(query.frame.key, query.frame.marked)
    asked = sum(not slot.added for slot in slots)
    filled = fill(query, slots, ranked) if asked > 1 else None
    if filled is not None and not denial(query, filled.chosen[0]):
        return Pick(chosen=list(filled.chosen), ranked=ranked)
    best = _for_all_units(query, ranked) or ranked[0]
    refused = denial(query, best)
    if refused in {"year", "place", "unit", "direction"}:
        second = _next_best(query, ranked, best)
        if second is not None:
            best, refused = second, ""
    elif refused == "weak":
        second = _speaks_more(query, ranked, best)
        if second is not None:
            best, refused = second, ""
    if refused:
        return Pick(refused=refused, near=best if refused not in {"nothing", "weak"} else None)
    best = whole_of(query, ranked, best) or _in_scope(query, ranked, best) or best
    best = whole_of(query, ranked, best) or part_of(query, ranked, best) or best
    best = sibling_of(query, ranked, best) or best
    best = _done(query, ranked, best) or best
    elsewhere = part_elsewhere(query, ranked, best)
    best = elsewhere if elsewhere is not None and not denial(query, elsewhere) else best
    chosen = [best]
    for index in range(len(query.frame.units) if len(query.frame.units) > 1 else 0):
        chosen += _for_unit(query, ranked, best, index)
    if len(slots) > 1:
        more = fill(query, slots, [c for c in ranked if _beside(c, best)])
        chosen += [c for c in more.chosen if c is not best] if more else []
    for also in query.frame.also:
        if also in NUMERIC:
            chosen += _for_kind(query, ranked, best, also)
    return Pick(chosen=_unique(chosen), ranked=ranked)


def _in_scope(query: Query, ranked: Sequence[Candidate], best: Candidate) -> Candidate | None:
    """For a part or a longer period that fits best: a whole of just the year that fits nearly.

    Who names no part asks for the whole, and who names a year for that year.
    """
    if query.frame.operation is not None or best.figure is None:
        return None
    if not best.features["part"] and best.features["year"] >= 1.0:
        return None
    for candidate in ranked:
        figure = candidate.figure
        if candidate.score < best.score - SECOND:
            return None
        if (
            figure is not None
            and figure.base_unit == best.figure.base_unit
            and not candidate.features["part"]
            and candidate.features["year"] >= 1.0
            and candidate.share >= best.share - 0.22
            and not denial(query, candidate)
        ):
            return candidate
    return None


def _done(query: Query, ranked: Sequence[Candidate], best: Candidate) -> Candidate | None:
    """For next year's plan where nobody asked for a plan: what was done and fits nearly as well."""
    if best.figure is None or query.frame.plan:
        return None
    reported = max(query.shelf.report_of(best.passage).periods, default="9999")
    if best.figure.kind is not FigureKind.PLAN and _last_year(best.figure.period) <= reported:
        return None
    for candidate in ranked:
        figure = candidate.figure
        if candidate.score < best.score - PLANNED:
            return None
        if (
            figure is not None
            and figure.kind is not FigureKind.PLAN
            and figure.base_unit == best.figure.base_unit
            and candidate.passage.report_id == best.passage.report_id
            and _last_year(figure.period) < _last_year(best.figure.period)
            and candidate.share >= best.share - PLANNED_LEVEL
            and not denial(query, candidate)
        ):
            return candidate
    return None


def _last_year(period: str) -> str:
    """The last year that a period names, "" if it names none."""
    return max(_YEAR.findall(period), default="")


def _next_best(query: Query, ranked: Sequence[Candidate], best: Candidate) -> Candidate | None:
    """A figure in the scope asked for that fits nearly as well as the best one, which is not."""
    for candidate in ranked[1:]:
        if candidate.score < best.score - SECOND:
            return None
        covers = candidate.share >= best.share - _margin(best, candidate)
        if covers and not denial(query, candidate):
            return candidate
    return None


def _margin(best: Candidate, candidate: Candidate) -> float:
    """How much less of the question a second figure may cover.

    "12 vụ (năm trước 15 vụ)": what the second one counts is said before the first.
    """
    one, other = best.figure, candidate.figure
    same = one is not None and other is not None and one.base_unit == other.base_unit
    return 0.25 if same and _beside(best, candidate) else LEVEL


def _speaks_more(query: Query, ranked: Sequence[Candidate], best: Candidate) -> Candidate | None:
    """For a best one that leaves too much open: the next one that covers more and is no worse."""
    for candidate in ranked[1:]:
        if candidate.score < best.score - SECOND:
            return None
        if candidate.share > best.share and not denial(query, candidate):
            return candidate
    return None


def _for_all_units(query: Query, ranked: Sequence[Candidate]) -> Candidate | None:
    """With two nouns asked for, the best figure of the sentence that counts both."""
    if len(query.frame.units) < 2:
        return None
    sentences: dict[tuple[str, int], dict[int, Candidate]] = {}
    for candidate in ranked:
        figure = candidate.figure
        if figure is None:
            continue
        following = candidate.passage.text[figure.end : max(candidate.spans.segment[1], figure.end)]
        index = which_unit(query.frame, figure, following)
        if index is not None:
            place = (candidate.passage.id, candidate.spans.sentence[0])
            sentences.setdefault(place, {}).setdefault(index, candidate)
    whole = [found for found in sentences.values() if len(found) == len(query.frame.units)]
    if not whole:
        return None
    found = max(whole, key=lambda found: sum(c.score for c in found.values()))
    mean = sum(c.score for c in found.values()) / len(found)
    return found[0] if mean >= ranked[0].score - TOGETHER else None


def _for_unit(
    query: Query, ranked: Sequence[Candidate], best: Candidate, index: int
) -> list[Candidate]:
    """The best figure that counts the index-th asked noun, near the best one if possible."""

    def follows(candidate: Candidate) -> bool:
        figure = candidate.figure
        if figure is None:
            return False
        end = candidate.spans.segment[1]
        following = candidate.passage.text[figure.end : max(end, figure.end)]
        return which_unit(query.frame, figure, following) == index

    fitting = [candidate for candidate in ranked if follows(candidate)]
    if not fitting:
        return []
    together = [c for c in fitting if _beside(c, best)]
    if not together and best.passage.row is not None:
        return []  # the row has what it has
    return [max(together or fitting, key=lambda c: c.score)]


def _for_kind(
    query: Query, ranked: Sequence[Candidate], best: Candidate, wanted: Wanted
) -> list[Candidate]:

    for candidate in ranked:
        figure = candidate.figure
        if figure is None or not _beside(candidate, best) or candidate is best:
            continue
        if (
            (wanted is Wanted.RANK and figure.kind is FigureKind.RANK)
            or (wanted is Wanted.PERCENT and is_percent(figure))
            or (wanted is Wanted.MONEY and is_money(figure))
            or (wanted is Wanted.AMOUNT and figure.kind is not FigureKind.RANK)
        ):
            return [candidate]
    return []


def _beside(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates stand in the same sentence."""
    return one.passage.id == other.passage.id and one.spans.sentence == other.spans.sentence


def _unique(candidates: Sequence[Candidate]) -> list[Candidate]:
    seen: dict[tuple[str, int], Candidate] = {}
    for candidate in candidates:
        seen.setdefault((candidate.passage.id, candidate.start), candidate)
    return list(seen.values())
