"""One fact printed in two places with two values: in two reports, in text and table.

Two figures are one fact only if they count the same words in the same unit, place and period,
with words enough to be sure. Awards are left out: the same words stand under every movement.

What this module does not know: which of the two is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from check.discrepancy import Check, CheckKind, Severity
from check.intervals import interval_of
from check.labels import content, content_of
from check.placed import is_money
from check.years import Fact, facts_of
from ingest.report import Figure, FigureKind, Reading
from ingest.text import canonical

# Recipients and forms of awards, and what is named after a heading only.
_AWARDED = frozenset(
    canonical(unit)
    for unit in (
        "tập thể", "cá nhân", "hộ gia đình", "hộ", "doanh nghiệp", "bằng khen", "giấy khen",
        "cờ thi đua", "trường hợp", "gói thầu", "dự án", "lớp", "cuộc", "",
    )
)  # fmt: skip
_WORDS = 4
_KINDS = frozenset({FigureKind.ACTUAL, FigureKind.SHARE, FigureKind.CHANGE, FigureKind.ESTIMATE})
Key = tuple[frozenset[str], str, str, FigureKind]


def check_twice(readings: Sequence[Reading]) -> list[Check]:
    """Every fact that is printed more than once."""
    groups: dict[Key, list[Fact]] = defaultdict(list)
    for fact in facts_of(readings):
        if _is_telling(fact):
            groups[_key(fact)].append(fact)
    found = []
    for facts in groups.values():
        for other in facts[1:]:
            check = _compare(facts[0], other)
            if check:
                found.append(check)
    return found


def _is_telling(fact: Fact) -> bool:
    figure = fact.figure
    if figure.kind not in _KINDS or not figure.period or fact.passage.row is not None:
        return False
    if canonical(figure.base_unit) in _AWARDED:
        return False
    return len(content_of(figure) - content(figure.base_unit)) >= _WORDS


def _key(fact: Fact) -> Key:
    figure = fact.figure
    about = content(figure.about) if _named(figure) else frozenset()
    words = content_of(figure) | about
    return words, canonical(figure.base_unit), figure.period, figure.kind


def _named(figure: Figure) -> bool:
    """Whether it is about a place by name, not about the report's own."""
    return any(word[:1].isupper() for word in figure.about.split()[1:])


def _compare(one: Fact, other: Fact) -> Check | None:
    if one.passage.id == other.passage.id:
        return None
    printed, usual = other.figure, one.figure
    if (printed.of is None) != (usual.of is None):
        return None
    holds = interval_of(printed).meets(interval_of(usual))
    if holds:
        return Check(CheckKind.TWO_PLACES, (other.spot, one.spot), True, printed.text)
    if printed.value == usual.value and is_money(printed):
        return None
    return Check(
        CheckKind.TWO_PLACES,
        (other.spot, one.spot),
        False,
        printed=printed.text,
        expected=usual.text,
        severity=Severity.LOOK,
        reason=f"Hai nơi nói cùng một việc: {printed.text} và {usual.text}.",
    )
