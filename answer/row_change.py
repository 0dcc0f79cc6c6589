"""By how much a row of a table rose or fell: two of its cells, of this period and the one before.

"6 tháng 2024 | 6 tháng 2025", "Năm học 2022-2023 – Lớp | Năm học 2023-2024 – Lớp": two columns
that differ in their years only. The row must be named, and where several measures have such
columns the one that the question counts.

What this module does not know: changes told in sentences (``change.py``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from answer.change import asks_by_how_much
from answer.contradicted import against_direction
from answer.figure_match import figure_candidate
from answer.frame import Operation, Wanted
from answer.query import Query
from answer.row_words import NAMED, part_said, together, without_measures
from answer.units import is_percent
from answer.working import computed, taken_away
from index.tokens import units
from ingest.report import REACHED, Answer, Figure, Passage
from ingest.text import canonical

_YEARS = re.compile(r"(?:19|20)\d\d")
_FORM = frozenset(map(canonical, ("năm", "học", "tháng", "quý", "đầu", "thực", "hiện", "số")))
_UNIT = re.compile(r"\((?!cũ|mới)[^()]*\)(?=\s*(?:[-–]|$))")  # "diện tích (ha)"
# "Rau các loại", "Đàn bò (con)": people name such a row by its first words.
_TAIL = re.compile(r"(?:\s*\([^()]*\)|\s+(?:các loại|nói chung))+$", re.I)
_WHOLE = re.compile(r"(?:toàn (?:tỉnh|thành phố|huyện|xã|ngành)|tổng(?: số| cộng)?|cộng)(?!\w)")
# "so với năm trước" stands in no row: one that is named needs to say less of the question.
SPEAKS_NAMED = 0.33
Passages = Sequence[tuple[Passage, float]]


def row_change(query: Query, passages: Passages) -> Answer | None:
    """The change from the period before, computed from two cells; None if none is asked for."""
    frame = query.frame
    if frame.operation not in {None, Operation.DIFFERENCE} or frame.yes_no or frame.why:
        return None
    if len(query.scope.names) > 1 or not asks_by_how_much(query):
        return None
    if frame.wanted is Wanted.PERCENT:
        return None  # a percentage of change is printed or is not there
    best: tuple[float, Passage, float, Figure, Figure] | None = None
    for passage, score in passages:
        row = passage.row
        label = _TAIL.sub("", row.label) if row is not None else ""
        words = without_measures(label)
        if row is None or not words or not together(query, " ".join(words)):
            continue
        said = part_said(query, words)
        pair = _pair(query, passage) if said >= NAMED else None
        if pair is not None and (best is None or said + 0.3 * score > best[0]):
            best = (said + 0.3 * score, passage, score, *pair)
    if best is None:
        return None
    _, passage, score, before, now = best
    operands = [figure_candidate(query, passage, figure, score, False) for figure in (now, before)]
    if operands[0].share < SPEAKS_NAMED:
        return None
    rose = now.amount >= before.amount
    working = taken_away(operands, "Tăng" if rose else "Giảm")
    answer = computed(query, working) if working is not None else None
    return against_direction(query, answer, rose)


def _own_words(measure: str) -> set[str]:
    """The words of a column that say what it measures or where, without unit and period."""
    words = set(units(_UNIT.sub(" ", measure))) - _FORM
    return {word for word in words if not word[0].isdigit() and word != "#"}


def _pair(query: Query, passage: Passage) -> tuple[Figure, Figure] | None:
    """The cells of the two periods whose measure is asked for; None if that is not plain."""
    measures: dict[str, list[Figure]] = defaultdict(list)
    for figure in query.shelf.figures.get(passage.id, ()):
        years = _YEARS.findall(figure.column)
        level = figure.kind in REACHED and not is_percent(figure)
        if years and level and figure.of is None:
            measures[canonical(_YEARS.sub("#", figure.column))].append(figure)
    pairs = {
        measure: sorted(figures, key=lambda one: _YEARS.findall(one.column))
        for measure, figures in measures.items()
        if len(figures) == 2 and len({tuple(_YEARS.findall(f.column)) for f in figures}) == 2
    }
    if len(pairs) > 1:
        asked = set(units(query.frame.key))
        named = {
            measure: pair
            for measure, pair in pairs.items()
            if (own := _own_words(measure)) and own <= asked
        }
        pairs = named or {m: pair for m, pair in pairs.items() if _WHOLE.match(m)}
    if len(pairs) != 1:
        return None
    before, now = next(iter(pairs.values()))
    wanted = query.scope.years
    if wanted and not any(year in now.column for year in "-".join(wanted).split("-")):
        return None
    return before, now
