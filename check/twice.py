"""One fact printed in two places with two values: in two reports, in text and table.

Two figures are one fact only if they count the same words in the same unit, place and period,
with words enough to be sure. Awards are left out: the same words stand under every movement.

What this module does not know: which of the two is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from check.discrepancy import Check, CheckKind, Severity
from check.facts import AWARDED, Fact, facts_of
from check.intervals import interval_of
from check.labels import containment, content, content_of
from check.placed import is_money
from check.slips import digits_in, is_slip
from ingest.report import Figure, FigureKind, Reading
from ingest.text import canonical

# Awards, and what is named after a heading only.
_UNNAMED = AWARDED | frozenset(
    canonical(unit)
    for unit in (
        "giấy khen", "cờ thi đua", "trường hợp", "gói thầu", "dự án", "lớp", "cuộc", "",
    )
)  # fmt: skip
_WORDS = 4
_ROW_WORDS, _ROW_LIKE = 3, 0.75
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
    return found + check_rows(readings)


def check_rows(readings: Sequence[Reading]) -> list[Check]:
    """What a report's text says of something that its table has a row for."""
    found = []
    for reading in readings:
        facts = facts_of([reading])
        rows = [fact for fact in facts if _is_row(fact)]
        for row in rows:
            check = _in_text(row, facts)
            if check:
                found.append(check)
    return found


def _is_row(fact: Fact) -> bool:
    figure, row = fact.figure, fact.passage.row
    if row is None or figure.kind is not FigureKind.ACTUAL or not figure.period:
        return False
    return len(content(row.label)) >= _ROW_WORDS and bool(figure.base_unit)


def _in_text(row: Fact, facts: Sequence[Fact]) -> Check | None:
    """The row against statements of the same words: they agree, or one is a slip of the other."""
    figure = row.figure
    assert row.passage.row is not None
    wanted = content(row.passage.row.label)
    same = [
        fact
        for fact in facts
        if fact.passage.row is None
        and fact.figure.period == figure.period
        and canonical(fact.figure.base_unit) == canonical(figure.base_unit)
        and fact.figure.kind in {FigureKind.ACTUAL, FigureKind.SHARE}
        and containment(wanted, content_of(fact.figure)) >= _ROW_LIKE
        and len(wanted & content_of(fact.figure)) >= _ROW_WORDS
    ]
    agree = [one for one in same if interval_of(one.figure).meets(interval_of(figure))]
    if agree:
        return Check(CheckKind.TWO_PLACES, (row.spot, agree[0].spot), True, figure.text)
    slips = [one for one in same if is_slip(one.figure.value, figure.value)]
    if len(slips) != 1 or digits_in(figure.value) < _ROW_WORDS:
        return None
    other = slips[0]
    return Check(
        CheckKind.TWO_PLACES,
        (row.spot, other.spot),
        False,
        printed=figure.text,
        expected=other.figure.text,
        severity=Severity.LIKELY,
        reason=f"Bảng ghi {figure.text}, nội dung ghi {other.figure.text}.",
    )


def _is_telling(fact: Fact) -> bool:
    figure = fact.figure
    if figure.kind not in _KINDS or not figure.period or fact.passage.row is not None:
        return False
    if canonical(figure.base_unit) in _UNNAMED:
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
    low, high = sorted((printed.amount, usual.amount))
    if low * 5 < high * 4 and not is_slip(printed.value, usual.value):
        return None  # too far apart to be one fact
    return Check(
        CheckKind.TWO_PLACES,
        (other.spot, one.spot),
        False,
        printed=printed.text,
        expected=usual.text,
        severity=Severity.LOOK,
        reason=f"Hai nơi nói cùng một việc: {printed.text} và {usual.text}.",
    )
