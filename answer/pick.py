"""Which candidates answer: the best one, its companions, its rivals, or none.

Decides the kind of answer. The thresholds stand here, each with what it is for; they are
set on the look cases and reported on the score-only cases.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from answer.candidate import Candidate
from answer.counted import BY_KIND, counted_places
from answer.fill import fill
from answer.frame import NUMERIC, Wanted
from answer.query import Query
from answer.slots import slots_of
from answer.topic import of_another_topic
from answer.units import is_general, is_money, is_percent, which_unit
from answer.whole import part_of, whole_of
from ingest.report import FigureKind
from ingest.text import bare

# Below this share of the question's content the reports do not speak of it at all.
SPEAKS = 0.46
# A figure that counts something else than what is asked is no answer.
UNIT_DENIED = -0.3
ELSEWHERE = 0.34  # the same where the place that the question names stands nowhere
# More of the question's weight than this in words that stand nowhere near: another matter.
OPEN_WEIGHT = 0.40
# The sentence and what leads to it must speak of it, not only the passage at large.
SPEAKS_NEAR = 0.38

# A figure of a lower score than this must be spoken of more plainly where it stands. Of 341
# right figures of the look cases none falls below both, of 21 answers to questions without an
# answer 11 do (eval/LOG.md).
FAINT, FAINT_NEAR = 2.15, 0.60
# The same two for award facts, whose form, giver and movement are checked apart.
SPEAKS_AWARD = 0.55
OPEN_AWARD = 0.42


# How much worse a sentence with all the counts asked for may fit than the best single one.
TOGETHER = 0.8
# How much worse a figure in the asked scope may fit than the best one out of it.
SECOND = 0.7
LEVEL = 0.12  # by share of the question covered: it speaks of it nearly as much
_UP = re.compile(r"\b(?:tang|nhieu hon|cao hon)\b")
_DOWN = re.compile(r"\b(?:giam|sut|tut|it hon|thap hon)\b")


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

    "12 vụ (năm trước 19 vụ)": what the second one counts is said before the first.
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


def denial(query: Query, candidate: Candidate) -> str:
    """Why a candidate is no answer, "" if it is one."""
    features = candidate.features
    # A place that no report has takes its words with it: the rest may still be there.
    if features.get("missing", 0.0) > 0 and candidate.share >= ELSEWHERE:
        return "place"
    if candidate.share < SPEAKS or open_weight(query, candidate) > OPEN_WEIGHT:
        return "weak"
    inner = list(query.scorer.inner(candidate.passage, candidate.spans))
    if candidate.figure is not None:
        for place in counted_places(query, candidate.figure):
            inner[place] = max(inner[place], BY_KIND)
    if query.terms.share(inner) < SPEAKS_NEAR:
        return "weak"
    faint = candidate.figure is not None and candidate.score < FAINT
    if faint and query.frame.wanted in NUMERIC and query.terms.share(inner) < FAINT_NEAR:
        # Nothing speaks for the figure but some words of its sentence: another matter.
        return "weak"
    if query.frame.wanted in NUMERIC and candidate.figure is not None:
        if of_another_topic(query, candidate):
            return "weak"
        if _counts_another(query, candidate, inner):
            return "unit"
    if features.get("missing", 0.0) > 0:
        return "place"
    if _turned(query, candidate):
        return "direction"
    if query.frame.wanted in NUMERIC and features.get("unit", 0.0) <= UNIT_DENIED:
        return "unit"
    if query.scope.years and features.get("year", 1.0) < 0.3:
        return "year"
    return ""


def _counts_another(query: Query, candidate: Candidate, inner: Sequence[float]) -> bool:
    """Whether the noun asked for is special and stands nowhere near the figure.

    "mấy bác sĩ" is not answered by "7.772 người" unless the sentence speaks of doctors.
    """
    if not query.frame.units or not -0.3 < candidate.features.get("unit", 0.0) <= 0.5:
        return False
    noun = query.frame.units[0].split()[:2]
    if is_general(" ".join(noun), query.frame.marked):
        return False
    places = [i for i, word in enumerate(query.terms.syllables) if word in noun]
    return bool(places) and all(inner[i] < 0.4 for i in places)


def _turned(query: Query, candidate: Candidate) -> bool:
    """Whether the question says that it rose and the report that it fell, or the reverse."""
    asked = direction(query.frame.key)
    if not asked or candidate.figure is None or candidate.figure.kind is not FigureKind.CHANGE:
        return False
    said = direction(candidate.passage.text[slice(*candidate.spans.window)])
    return bool(said) and said != asked


def direction(text: str) -> int:
    """1 if a text speaks of a rise, -1 of a fall, 0 of neither or both."""
    key = bare(text.lower())
    return int(bool(_UP.search(key))) - int(bool(_DOWN.search(key)))


def open_weight(query: Query, candidate: Candidate) -> float:
    """The share of the question's weight in words that stand nowhere near."""
    terms = query.terms
    if not terms.total:
        return 1.0
    return (
        sum(w for w, c in zip(terms.weights, candidate.cover, strict=True) if c < 0.2) / terms.total
    )


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
