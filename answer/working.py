"""Sums written out over printed figures: value, unit, working, operands.

The working is a line that ``check/arithmetic.py`` can work again; every operand stands in
it as printed. Nothing is computed over figures of different units.

What this module does not know: which figures are to be taken (``derive.py`` and others).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from answer.candidate import Candidate
from answer.compose import citations, plain, stated
from answer.query import Query
from answer.series_items import unit_key
from answer.units import is_money, is_percent
from ingest.report import Answer, AnswerKind, Figure, FigureKind, StatedFigure
from ingest.vocabulary import keyed

_SCALED = re.compile(r"(?:nghìn|ngàn|triệu|tỷ|tỉ) ")


@dataclass(frozen=True, slots=True)
class Working:
    """A computed value, its unit, and the working as people write it.

    about: what the value is, as the beginning of a sentence; "" to say only that it is
    computed. operands: the figures, the main one first.
    """

    value: Decimal
    unit: str
    text: str
    operands: tuple[Candidate, ...]
    about: str = ""


def computed(query: Query, working: Working) -> Answer:
    """The answer that tells a computed value with its working."""
    said = f"{number(working.value)} {working.unit}".strip().replace(" %", "%")
    lead = f"{working.about}: " if working.about else "Tính từ số liệu báo cáo: "
    figures = [stated(c.figure) for c in working.operands if c.figure]
    figures.insert(0, StatedFigure(plain(working.value), working.unit, working.text))
    return Answer(
        question=query.frame.text,
        text=f"{lead[:1].upper()}{lead[1:]}{said} ({working.text}).",
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


def same_unit(operands: Sequence[Candidate]) -> bool:
    """Whether all operands count in one unit (triệu and tỷ are one); ranks count nothing."""
    if any(operand.figure.kind is FigureKind.RANK for operand in operands if operand.figure):
        return False
    return len({unit_key(operand.figure) for operand in operands if operand.figure}) == 1


def one_of_each(fitting: Iterable[Sequence[Candidate]]) -> list[Candidate]:
    """The best of each list that has the unit of the first; [] if one has none, or two are one.

    What stands in the first one's passage goes before better ones elsewhere: figures of one
    statement are counted alike.
    """
    operands: list[Candidate] = []
    for fits in fitting:
        if operands:
            fits = [c for c in fits if same_unit([operands[0], c])]
            fits = [c for c in fits if c.passage.id == operands[0].passage.id] or fits
        if not fits:
            return []
        operands.append(fits[0])
    return operands if len({(c.passage.id, c.start) for c in operands}) == len(operands) else []


def added(operands: Sequence[Candidate], about: str = "", counted: str = "") -> Working | None:
    """The operands added up; None for percentages, or fewer than two.

    counted: the unit to tell where the operands are printed without one.
    """
    figures = [operand.figure for operand in operands if operand.figure]
    if len(figures) < 2 or any(is_percent(figure) for figure in figures):
        return None
    factor, unit = _scale(figures)
    total = sum((figure.amount for figure in figures), Decimal(0)) / factor
    if len({figure.unit for figure in figures}) > 1:
        unit = unit_key(figures[0]) if same_unit(operands) and factor == 1 else unit
    if not same_unit(operands):
        unit = ""
    unit = unit or counted
    text = f"{' + '.join(_written(figures))} = {number(total)} {unit}".strip()
    return Working(total, unit, text, tuple(operands), about)


def _scale(figures: Sequence[Figure]) -> tuple[Decimal, str]:
    """The factor and unit to tell a result in: those of the largest scale."""
    widest = max(figures, key=lambda figure: figure.factor)
    return widest.factor, printed_unit(widest)


def told(candidate: Candidate) -> str:
    """A figure as it is told: as printed; a table cell with the unit that its column gives."""
    figure = candidate.figure
    assert figure is not None
    if candidate.passage.row is None or not figure.unit or figure.unit in figure.text.lower():
        return figure.text
    return f"{figure.text} {figure.unit}"


def _written(figures: Sequence[Figure]) -> list[str]:
    """Operands as printed; where one has its unit from a table's column, each with its unit."""
    bare = [figure.unit != "" and figure.unit not in figure.text.lower() for figure in figures]
    if all(bare) or not any(bare):
        return [_counted(figure) for figure in figures]
    return [
        f"{_counted(figure)} {figure.unit}" if unsaid else _counted(figure)
        for figure, unsaid in zip(figures, bare, strict=True)
    ]


def printed_unit(figure: Figure) -> str:
    """The unit with the case that it is printed in ("TTHC"), as far as it is printed."""
    tail = re.sub(r"^.*[\d%]", "", figure.text).strip()
    return tail if tail.lower() == figure.unit else figure.unit


def taken_away(operands: Sequence[Candidate], about: str = "") -> Working | None:
    """The larger of two figures without the smaller one."""
    if len(operands) != 2 or not same_unit(operands):
        return None
    one, other = (operand.figure for operand in operands)
    assert one is not None
    assert other is not None
    high, low = (one, other) if one.amount >= other.amount else (other, one)
    factor, unit = _scale([high, low])
    value = (high.amount - low.amount) / factor
    if is_percent(high):
        unit = "điểm phần trăm" if "điểm" not in high.unit else high.unit
        text = f"{_percent(high)} - {_percent(low)} = {number(value)} {unit}"
    else:
        text = f"{' - '.join(_written([high, low]))} = {number(value)} {unit}".strip()
    return Working(value, unit, text, tuple(operands), about)


def _counted(figure: Figure) -> str:
    """A figure as printed from its number on: "ước 164.930 triệu đồng" is counted as it is."""
    return re.sub(r"^[^\d]+(?=\d)", "", figure.text)


def _percent(figure: Figure) -> str:
    """A percentage as printed; one of a table cell with the sign that its column gives."""
    return figure.text if "%" in figure.text or "phần trăm" in figure.text else f"{figure.text}%"


def divided(operands: Sequence[Candidate], about: str = "") -> Working | None:
    """How many times one figure is the other."""
    if len(operands) != 2 or not same_unit(operands):
        return None
    one, other = (operand.figure for operand in operands)
    assert one is not None
    assert other is not None
    if not other.amount:
        return None
    value = one.amount / other.amount
    text = f"{' : '.join(_written([one, other]))} = {number(value)} lần"
    return Working(value, "lần", text, tuple(operands), about)


def shared(part: Candidate, whole: Candidate, about: str = "") -> Working | None:
    """How many percent of the whole a part is."""
    one, all_ = part.figure, whole.figure
    if one is None or all_ is None or not same_unit([part, whole]) or not all_.amount:
        return None
    if one.amount > all_.amount:
        return None
    value = (one.amount / all_.amount * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    text = f"{' : '.join(_written([one, all_]))} = {number(value)}%"
    return Working(value, "%", text, (part, whole), about)


def averaged(money: Candidate, count: Candidate) -> Working | None:
    """Money for each of the things counted."""
    one, other = money.figure, count.figure
    if one is None or other is None or not other.amount or not is_money(one):
        return None
    # "8 km" is divided by as 8, not as 8,000 m; "1,2 triệu lượt" as 1,200,000.
    scaled = _SCALED.match(other.unit)
    things = other.unit[scaled.end() :] if scaled else other.unit
    number_of = other.amount if scaled else other.value
    if not number_of:
        return None
    amount = one.amount / number_of
    scale, unit = (Decimal(10) ** 6, "triệu đồng") if amount >= 10**6 else (Decimal(1), "đồng")
    if one.base_unit != "đồng":
        scale, unit = Decimal(1), one.base_unit
    value, unit = amount / scale, f"{unit}/{things}"
    text = f"{one.text} : {other.text} = {number(value)} {unit}"
    return Working(value, unit, text, (money, count))


def which_more(query: Query, operands: Sequence[Candidate]) -> str:
    """ "Hòa An nhiều hơn Lạc Sơn", as the question writes the two names; "" for more names."""
    names = query.scope.names
    if len(names) != 2 or len(operands) != 2:
        return ""
    text = query.frame.text
    starts = [keyed(text).key.find(name) for name in names]
    one, two = (
        text[at : at + len(name)] if at >= 0 else name.title()
        for at, name in zip(starts, names, strict=True)
    )
    first, second = (operand.figure for operand in operands)
    assert first is not None
    assert second is not None
    if first.amount == second.amount:
        return f"{one} bằng {two}"
    return f"{one} nhiều hơn {two}" if first.amount > second.amount else f"{two} nhiều hơn {one}"
