"""Answers that are computed: sums, differences, ratios, shares, averages, complements, extremes.

Every operand is a printed figure with its own citation; the working is shown and can be
added up again by anyone. Nothing is computed over figures of different units.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from answer.candidate import Candidate
from answer.compose import citations, plain, stated
from answer.figure_match import figure_candidates
from answer.frame import Operation
from answer.pick import denial
from answer.query import Query
from answer.scope import name_key
from answer.units import is_money, is_percent, which_unit
from ingest.report import Answer, AnswerKind, FigureKind, Passage, StatedFigure
from ingest.text import canonical

Passages = Sequence[tuple[Passage, float]]
_NOT_YET = re.compile(
    r"(?<!\w)(?:chưa|còn lại|còn thiếu|chưa nộp|chưa đạt|chưa xong|con lai|con thieu"
    r"|chua nop|chua dat|chua xong|chua)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Working:
    """A computed value, its unit, and the working as people write it."""

    value: Decimal
    unit: str
    text: str
    operands: tuple[Candidate, ...]
    about: str = ""


def derive(query: Query, passages: Passages) -> Answer | None:
    """The computed answer, or None if the question asks for none or operands are missing."""
    working = _working(query, passages)
    if working is None:
        return None
    said = f"{number(working.value)} {working.unit}".strip()
    lead = f"{working.about}: " if working.about else "Tính từ số liệu báo cáo: "
    figures = [stated(c.figure) for c in working.operands if c.figure]
    figures.insert(0, StatedFigure(plain(working.value), working.unit, working.text))
    return Answer(
        question=query.frame.text,
        text=f"{lead}{said} ({working.text}).",
        kind=AnswerKind.DERIVED,
        figures=tuple(figures),
        derivation=working.text,
        citations=citations(query, working.operands),
    )


def number(value: Decimal) -> str:
    """A computed value in Vietnamese form, at most two decimals: ``2.545``, ``56,81``."""
    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP) if value % 1 else value
    whole, _, decimals = format(rounded, "f").partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", digits)
    decimals = decimals.rstrip("0")
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"


def _working(query: Query, passages: Passages) -> Working | None:
    steps: dict[Operation, Callable[[Query, Passages], Working | None]] = {
        Operation.SUM: _sum,
        Operation.DIFFERENCE: _difference,
        Operation.RATIO: _ratio,
        Operation.AVERAGE: _average,
    }
    operation = query.frame.operation
    if operation in steps:
        return steps[operation](query, passages)
    if _NOT_YET.search(query.frame.key):
        return _complement(query, passages)
    return None


def _sum(query: Query, passages: Passages) -> Working | None:
    if len(query.scope.names) >= 2:
        operands = _one_a_name(query, passages)
        return _added(query, operands) if operands else None
    best = _best(query, passages)
    if best is None:
        return None
    if len(query.frame.units) >= 2:
        return _added(query, _one_a_unit(query, passages, best))
    return _added(query, _series(query, passages, best))


def _difference(query: Query, passages: Passages) -> Working | None:
    operands = _one_a_name(query, passages) if len(query.scope.names) >= 2 else []
    if not operands and len(query.scope.years) >= 2:
        operands = _one_a_year(query, passages)
    if len(operands) != 2 or not _same_unit(operands):
        return None
    one, other = (operand.figure for operand in operands)
    assert one is not None
    assert other is not None
    high, low = (one, other) if one.amount >= other.amount else (other, one)
    value = (high.amount - low.amount) / high.factor
    text = f"{high.text} - {low.text} = {number(value)} {high.unit}".strip()
    return Working(value, high.unit, text, tuple(operands))


def _ratio(query: Query, passages: Passages) -> Working | None:
    operands = _one_a_name(query, passages) if len(query.scope.names) >= 2 else []
    if not operands and len(query.scope.years) >= 2:
        operands = _one_a_year(query, passages)
    if len(operands) != 2 or not _same_unit(operands):
        return None
    one, other = (operand.figure for operand in operands)
    assert one is not None
    assert other is not None
    if not other.amount:
        return None
    value = one.amount / other.amount
    return Working(
        value, "lần", f"{one.text} : {other.text} = {number(value)} lần", tuple(operands)
    )


def _average(query: Query, passages: Passages) -> Working | None:
    """Money over a count, both asked for in words: "bình quân mỗi căn tốn bao nhiêu"."""
    each = re.search(r"(?:mỗi|moi|một|mot)\s+([^\W\d_]+)", query.frame.key)
    if each is None:
        return None
    candidates = sorted(figure_candidates(query, passages), key=lambda c: -c.score)
    money = next((c for c in candidates if c.figure and is_money(c.figure)), None)
    noun = each[1]
    counts = [
        c
        for c in candidates
        if c.figure
        and c.figure.kind is not FigureKind.PLAN
        and _starts(c.figure.unit, noun)
        and not is_percent(c.figure)
    ]
    beside = [c for c in counts if money is not None and c.passage.id == money.passage.id]
    count = next(iter(beside or counts), None)
    if money is None or count is None or denial(query, count) in {"weak", "place", "year"}:
        return None
    assert money.figure is not None
    assert count.figure is not None
    if not count.figure.amount:
        return None
    amount = money.figure.amount / count.figure.amount
    scale, unit = (Decimal(10) ** 6, "triệu đồng") if amount >= 10**6 else (Decimal(1), "đồng")
    if money.figure.base_unit != "đồng":
        scale, unit = Decimal(1), money.figure.base_unit
    value = amount / scale
    unit = f"{unit}/{count.figure.unit}"
    text = f"{money.figure.text} : {count.figure.text} = {number(value)} {unit}"
    return Working(value, unit, text, (money, count))


def _complement(query: Query, passages: Passages) -> Working | None:
    """What a printed fraction leaves: "44/46 cầu" leaves 2, if no figure says so itself."""
    best = _best(query, passages)
    if best is None or best.figure is None or best.figure.of is None:
        return None
    segment = canonical(best.passage.text[slice(*best.spans.segment)])
    if _NOT_YET.search(segment) or query.frame.wanted.value == "percent":
        return None
    figure = best.figure
    assert figure.of is not None
    value = figure.of - figure.value
    if value <= 0:
        return None
    text = f"{number(figure.of)} - {number(figure.value)} = {number(value)} {figure.unit}".strip()
    return Working(value, figure.unit, text, (best,))


def _best(query: Query, passages: Passages) -> Candidate | None:
    ranked = sorted(figure_candidates(query, passages), key=lambda c: -c.score)
    return ranked[0] if ranked and not denial(query, ranked[0]) else None


def _one_a_name(query: Query, passages: Passages) -> list[Candidate]:
    """For each name of the question the figure about it; [] if one has none."""
    operands: list[Candidate] = []
    for name in query.scope.names:
        narrowed = replace(query, scope=replace(query.scope, names=(name,)), matched={})
        ranked = sorted(figure_candidates(narrowed, passages), key=lambda c: -c.score)
        fitting = [c for c in ranked if not denial(narrowed, c) and c.features["names"] >= 0.8]
        if operands:
            fitting = [c for c in fitting if _same_unit([operands[0], c])] or []
            beside = [c for c in fitting if c.passage.id == operands[0].passage.id]
            fitting = beside or fitting
        if not fitting:
            return []
        operands.append(fitting[0])
    return operands if len({(c.passage.id, c.start) for c in operands}) == len(operands) else []


def _one_a_year(query: Query, passages: Passages) -> list[Candidate]:
    operands: list[Candidate] = []
    for year in query.scope.years:
        narrowed = replace(query, scope=replace(query.scope, years=(year,)), matched={})
        ranked = sorted(figure_candidates(narrowed, passages), key=lambda c: -c.score)
        fitting = [c for c in ranked if not denial(narrowed, c) and c.features["year"] >= 0.8]
        if not fitting:
            return []
        operands.append(fitting[0])
    return operands


def _one_a_unit(query: Query, passages: Passages, best: Candidate) -> list[Candidate]:
    operands: list[Candidate] = []
    ranked = sorted(figure_candidates(query, passages), key=lambda c: -c.score)
    for index in range(len(query.frame.units)):
        for candidate in ranked:
            figure = candidate.figure
            if figure is None or candidate.spans.sentence != best.spans.sentence:
                continue
            following = candidate.passage.text[figure.end : candidate.spans.segment[1]]
            if candidate.passage.id == best.passage.id and (
                which_unit(query.frame, figure, following) == index
            ):
                operands.append(candidate)
                break
    return operands


def _series(query: Query, passages: Passages, best: Candidate) -> list[Candidate]:
    """Figures of the same unit and label in the same passage, one about each part."""
    if best.figure is None:
        return []
    label = canonical(best.figure.label)
    return [
        c
        for c in figure_candidates(query, passages)
        if c.figure
        and c.passage.id == best.passage.id
        and c.figure.unit == best.figure.unit
        and canonical(c.figure.label) == label
        and name_key(c.figure.about) != name_key("")
    ]


def _added(query: Query, operands: Sequence[Candidate]) -> Working | None:
    if len(operands) < 2:
        return None
    figures = [operand.figure for operand in operands if operand.figure]
    if not _same_unit(operands) and len(query.frame.units) < 2:
        return None
    if any(is_percent(figure) for figure in figures):
        return None
    factor, unit = figures[0].factor, figures[0].unit
    total = sum((figure.amount for figure in figures), Decimal(0)) / factor
    if len({figure.unit for figure in figures}) > 1:
        unit = ""
    text = f"{' + '.join(figure.text for figure in figures)} = {number(total)} {unit}".strip()
    return Working(total, unit, text, tuple(operands))


def _same_unit(operands: Sequence[Candidate]) -> bool:
    return len({operand.figure.base_unit for operand in operands if operand.figure}) == 1


def _starts(unit: str, noun: str) -> bool:
    return canonical(unit).startswith(canonical(noun))
