"""Why a candidate is no answer: it speaks of something else, elsewhere or of another year.

The thresholds stand here, each with what it is for; they are set on the look cases and
reported on the score-only cases.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.candidate import Candidate
from answer.counted import BY_KIND, counted_places
from answer.frame import NUMERIC
from answer.query import Query
from answer.topic import of_another_topic
from answer.units import is_general
from ingest.report import FigureKind
from ingest.text import has_marks

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


# "tăng cường", "tăng tốc" and, typed without marks, "tặng Bằng khen" say of no rise.
_UP = re.compile(r"(?<!\w)(?:tăng(?! (?:cường|tốc|gia|ca|ni))|nhiều hơn|cao hơn)(?!\w)")
_DOWN = re.compile(r"(?<!\w)(?:giảm|sụt|tụt|ít hơn|thấp hơn)(?!\w)")
_UP_BARE = re.compile(
    r"(?<!\w)(?:tang(?! (?:cuong|toc|gia|ca|ni|bang|giay|co|huan|thuong|qua|danh|ky|nha))"
    r"|nhieu hon|cao hon)(?!\w)"
)
_DOWN_BARE = re.compile(r"(?<!\w)(?:giam(?! (?:doc|sat|dinh))|sut|tut|it hon|thap hon)(?!\w)")


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
    key = text.lower()
    if has_marks(key):
        return int(bool(_UP.search(key))) - int(bool(_DOWN.search(key)))
    return int(bool(_UP_BARE.search(key))) - int(bool(_DOWN_BARE.search(key)))


def open_weight(query: Query, candidate: Candidate) -> float:
    """The share of the question's weight in words that stand nowhere near."""
    terms = query.terms
    if not terms.total:
        return 1.0
    return (
        sum(w for w, c in zip(terms.weights, candidate.cover, strict=True) if c < 0.2) / terms.total
    )
