"""What a report says twice in other words, a slip of the pen apart: 33,15% here and 33,51% there.

Two figures are one thing if the words of the shorter statement are in the other; that their
digits are exchanged, or one of four is another, is what makes it a slip and no other fact.

What this module does not know: sums; facts printed in the same words (``check/twice.py``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from check.discrepancy import Check, CheckKind, Severity
from check.facts import AWARDED, Fact, facts_of
from check.labels import containment, content, content_of
from check.slips import differs_by_one_digit, digits_in, is_exchange
from ingest.report import FigureKind, PassageKind, Reading
from ingest.segments import bracket_at, segment_at
from ingest.text import canonical

_DIGITS, _MANY = 3, 5
_ALL, _MOST, _HALF = 1.0, 0.75, 0.5
_WORDS = 2
# How something is judged, not what it is.
_JUDGED = frozenset(canonical("cao thấp nhiều ít xuống lên mới vẫn hạn chế đề nghị").split())
_YEAR = re.compile(r"(?:19|20)\d\d")


def check_echoes(readings: Sequence[Reading]) -> list[Check]:
    """Every pair of figures of one report that seem to be one fact with a slip."""
    found: list[Check] = []
    for reading in readings:
        groups: dict[tuple[str, frozenset[str]], list[Fact]] = defaultdict(list)
        for fact in facts_of([reading]):
            if _can_echo(fact):
                years = frozenset(_YEAR.findall(fact.figure.period))
                groups[canonical(fact.figure.base_unit), years].append(fact)
        for same in groups.values():
            told: set[tuple[str, str]] = set()
            for one, other in combinations(same, 2):
                check = _echo(one, other)
                few = min(digits_in(one.figure.value), digits_in(other.figure.value)) < _DIGITS
                if check and few and not _lone(one, other, same):
                    continue
                if check and (check.printed, check.expected) not in told:
                    told.add((check.printed, check.expected))
                    found.append(check)
    return found


def _can_echo(fact: Fact) -> bool:
    figure = fact.figure
    return (
        figure.kind in {FigureKind.ACTUAL, FigureKind.SHARE}
        and figure.of is None
        and not figure.approx
        and bool(figure.base_unit)
        and canonical(figure.base_unit) not in AWARDED
        and "/" not in figure.unit
    )


def _echo(one: Fact, other: Fact) -> Check | None:
    first, second = one.figure, other.figure
    if one.passage.id == other.passage.id or first.factor != second.factor:
        return None
    turned = is_exchange(first.value, second.value)
    digits = digits_in(first.value)
    if not turned and not differs_by_one_digit(first.value, second.value):
        return None
    if not _one_thing(one, other, turned=turned, digits=digits):
        return None
    sure = turned and digits >= _DIGITS
    return Check(
        CheckKind.TWO_PLACES,
        (other.spot, one.spot),
        False,
        printed=second.text,
        expected=first.text,
        severity=Severity.LIKELY if sure else Severity.LOOK,
        reason=f"Hai nơi nói cùng một việc: {second.text} và {first.text}.",
        slip="có thể đảo hai chữ số" if sure else "",
    )


def _one_thing(one: Fact, other: Fact, *, turned: bool, digits: int) -> bool:
    """How much of the words must be shared, by how telling the digits are."""
    unit = content(one.figure.base_unit)
    first, second = _said(one) - unit, _said(other) - unit
    if len(first & second) < _WORDS or _apart(one, other):
        return False
    if digits < _DIGITS or (not turned and digits == _DIGITS):
        return first == second
    wanted = _HALF if turned and digits >= _MANY else _MOST
    return containment(first, second) >= (wanted if turned else _ALL)


def _lone(one: Fact, other: Fact, same: Sequence[Fact]) -> bool:
    """Whether two small counts are all that the body says of the thing, outside of brackets."""
    said = _said(one)
    alike = [fact for fact in same if containment(said, _said(fact)) == _ALL]
    plain = all(
        fact.passage.kind is not PassageKind.FOOTNOTE
        and bracket_at(fact.passage.text, fact.figure.start) is None
        for fact in (one, other)
    )
    return plain and len(alike) == _WORDS


def _apart(one: Fact, other: Fact) -> bool:
    """Whether the two are about places of different names."""
    first, second = content(one.figure.about), content(other.figure.about)
    return bool(first and second) and not first & second


def _said(fact: Fact) -> frozenset[str]:
    """What is counted; of a figure in a bracket the words around it."""
    row = fact.passage.row
    if row is not None:
        return content(row.label) - _JUDGED
    label = content_of(fact.figure) - content(fact.figure.base_unit) - _JUDGED
    if len(label) >= _WORDS:
        return label
    text, start = fact.passage.text, fact.figure.start
    begin, end = segment_at(text, start)
    end = next((at for at in range(fact.figure.end, end) if text[at].isdigit()), end)
    opening = text.rfind("(", max(0, start - 2), start)
    if opening > 0:
        begin, end = segment_at(text, opening - 1)
    return content(text[begin:end]) - _JUDGED
