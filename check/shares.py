"""Percentages against the counts beside them: ``743/1.149 trường, đạt 64,66%``.

A share may be of a printed fraction or of two counts in one sentence ("được giao 149 nhiệm vụ,
đã hoàn thành 145 (đạt 97,32%)"). Where the whole is not printed nearby nothing is said. The
printed percentage is compared at its own precision; one that was cut off, not rounded, is only
worth a look.

What this module does not know: growth and differences (``check/changes.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from check.arithmetic import rounded
from check.discrepancy import Check, CheckKind, Severity
from check.intervals import Interval, exactly, interval_of, share_of
from check.placed import Placed, Stretch, is_amount, is_duration, is_rate, same_unit, term
from check.slips import exchanged, is_exchange, is_slip, variants
from check.words import one_of
from ingest.numerals import number_text, parse_numeral
from ingest.report import Figure, FigureKind
from ingest.units import unit_of_words
from ingest.vocabulary import Pattern

_HUNDRED = Decimal(100)
_AGAINST = Pattern(rf" ?\)? ?(?:của |so với |theo |trên )?{one_of('against')}")
_RATIO = Pattern(r"[^.;\d]{0,30}; ?tỉ lệ ?:? ?$|[^.;\d]{0,30}; ?tỉ lệ ?:? ?(?=\d)")
_TELLS = Pattern(r"(?:đạt|chiếm|tỉ lệ|tỉ trọng|\()[ :]*(?:khoảng |gần |hơn )?$")
_CHANGES = Pattern(r"(?:tăng|giảm|vượt|cao hơn|thấp hơn|so với|bình quân|thêm)[^.;]{0,20}$")
_BRACKET = re.compile(r" ?\([^()]*\)")
_LONGEST = 60
_DECIMALS = 2
_FEW = 5


def check_shares(stretch: Stretch) -> list[Check]:
    """Every share of the stretch with a count or fraction straight before it."""
    found = []
    figures = stretch.figures
    for order, placed in enumerate(figures):
        if order == 0 or not _is_share(stretch, placed):
            continue
        at = _before(figures, order)
        before = figures[at]
        if not _follows(stretch, before, placed):
            continue
        check = _compare(stretch, placed.figure, before, figures[:at])
        if check:
            found.append(check)
    return found + _fractions(stretch)


def _before(figures: Sequence[Placed], order: int) -> int:
    """The figure before a share: the nearest, or a fraction whose bracket stands between them."""
    share = figures[order]
    outer = next((at for at in range(order - 1, -1, -1) if figures[at].depth <= share.depth), -1)
    if outer >= 0 and figures[outer].figure.of is not None:
        return outer
    return order - 1


def _is_share(stretch: Stretch, placed: Placed) -> bool:
    figure = placed.figure
    if figure.base_unit != "%" or figure.kind is FigureKind.RANK:
        return False
    return _CHANGES.search(stretch.line, max(0, figure.start - 40), figure.start) is None


def _follows(stretch: Stretch, before: Placed, share: Placed) -> bool:
    """Whether the percentage stands straight behind the count, saying its share."""
    gap = _BRACKET.sub("", stretch.text[before.end : share.start])
    told = _RATIO.match(stretch.line, before.end) if before.figure.of is not None else None
    if len(gap) > _LONGEST or (re.search(r"[.;]", gap) and not told) or is_rate(before.figure):
        return False
    if before.figure.kind is FigureKind.RANK:
        return False
    return _TELLS.search(stretch.line, before.end, share.start) is not None


def _compare(
    stretch: Stretch, share: Figure, before: Placed, earlier: Sequence[Placed]
) -> Check | None:
    part = before.figure
    if part.of is not None and part.of < _FEW:
        return None
    if part.of is not None:
        wholes: list[tuple[Decimal, str]] = [(part.of * part.factor, number_text(part.of))]
    else:
        wholes = [(one.figure.amount, term(one.figure)) for one in _wholes(before, earlier)]
    wholes = [(amount, text) for amount, text in wholes if amount > 0]
    if not wholes or part.approx:
        return None
    printed = interval_of(share)
    for amount, text in wholes:
        if share_of(_interval(part), exactly(amount)).meets(printed):
            return _check(stretch, share, part, amount, text, True)
    if _AGAINST.match(stretch.line, share.end):
        return None
    for amount, text in wholes:
        if _one_slip(share, part, amount):
            return _check(stretch, share, part, amount, text, False)
    if part.of is None and not _sure(stretch, share):
        return None
    if part.of is None:
        wholes = [one for one in wholes if one[0] >= part.amount]
    if not wholes:
        return None
    near = [one for one in wholes if _is_near(share.value, part.amount / one[0] * _HUNDRED)]
    if part.of is None and not near:
        return None
    amount, text = near[0] if near else wholes[0]
    return _check(stretch, share, part, amount, text, False)


def _is_near(printed: Decimal, value: Decimal) -> bool:
    """Close enough to be a share of this whole, not of one printed elsewhere."""
    return abs(printed - value) <= value / 20


def _one_slip(share: Figure, part: Figure, whole: Decimal) -> bool:
    """Whether one digit wrong in the part or the whole explains the percentage to the digit."""
    if decimals_of(share) < _DECIMALS:
        return _turned(share, part, whole)
    printed = interval_of(share)
    due = part.amount / whole * _HUNDRED
    if due <= _HUNDRED and is_slip(share.value, round(due, decimals_of(share))):
        return True
    if any(printed.holds(one * part.factor / whole * _HUNDRED) for one in variants(part.value)):
        return True
    size = whole / part.factor
    return any(one > 0 and printed.holds(part.value / one * _HUNDRED) for one in variants(size))


def _turned(share: Figure, part: Figure, whole: Decimal) -> bool:
    """Whether two digits exchanged in one of the three explain a percentage of one decimal."""
    decimals = decimals_of(share)
    if not decimals:
        return False
    printed = interval_of(share)
    due = part.amount / whole * _HUNDRED
    if due <= _HUNDRED and is_exchange(share.value, round(due, decimals)):
        return True
    size = whole / part.factor
    return any(printed.holds(one / size * _HUNDRED) for one in exchanged(part.value)) or any(
        one > 0 and printed.holds(part.value / one * _HUNDRED) for one in exchanged(size)
    )


def _interval(part: Figure) -> Interval:
    """A count is exact; an amount of money is what its digits allow."""
    return Interval(part.low, part.high) if part.low <= part.high else exactly(part.amount)


def _wholes(before: Placed, earlier: Sequence[Placed]) -> Iterator[Placed]:
    """Counts of the same thing earlier in the sentence, nearest first."""
    for one in reversed(earlier):
        if one.sentence != before.sentence:
            return
        if not is_amount(one.figure) or one.figure.of is not None:
            continue
        if same_unit(one.figure, before.figure):
            yield one


def _sure(stretch: Stretch, share: Figure) -> bool:
    """``(chiếm 8,23%)``, ``(đạt 97,32%)``: a bracket that holds nothing else."""
    opens = re.search(r"\([^()\d]{0,25}$", stretch.text[: share.start])
    closes = stretch.text[share.end : share.end + 1] == ")"
    return opens is not None and closes


def _check(
    stretch: Stretch, share: Figure, part: Figure, amount: Decimal, whole: str, holds: bool
) -> Check:
    value = part.amount / amount * _HUNDRED
    decimals = decimals_of(share)
    line = f"{term(part)} : {whole} = {rounded(value, decimals)}%"
    expected = f"{rounded(value, decimals)}%"
    return Check(
        CheckKind.PERCENTAGE,
        (stretch.spot(share), stretch.spot(part)),
        holds,
        printed=share.text,
        expected=share.text if holds else expected,
        arithmetic=line,
        severity=_severity(share, value, decimals),
        reason=""
        if holds
        else f"{term(part)} trên {whole} là {expected}, không phải {share.text}.",
        slip="" if holds else _slip(share, value, decimals),
    )


def _severity(share: Figure, value: Decimal, decimals: int) -> Severity:
    """A digit cut off instead of rounded, or a last digit one off, is only worth a look."""
    off = abs(share.value - value)
    return Severity.LOOK if off < Decimal(1).scaleb(-decimals) else Severity.CERTAIN


def _slip(share: Figure, value: Decimal, decimals: int) -> str:
    left = _HUNDRED - value
    if abs(left - share.value) * 2 <= Decimal(1).scaleb(-decimals):
        return f"có thể lấy nhầm phần còn lại ({rounded(left, decimals)}%)"
    return ""


def decimals_of(figure: Figure) -> int:
    """How many decimals a figure is printed with."""
    digits = re.search(r"\d[\d.,]*", figure.text)
    return parse_numeral(digits[0].rstrip(".,")).decimals if digits else 0


def _fractions(stretch: Stretch) -> list[Check]:
    """``72/59 xã``: a numerator greater than its denominator."""
    found = []
    for placed in stretch.figures:
        figure = placed.figure
        if figure.of is None or figure.kind is not FigureKind.ACTUAL or is_duration(figure):
            continue
        if unit_of_words(figure.unit) is None:
            continue
        if figure.of * 3 > figure.value > figure.of >= 10 and "/" not in figure.unit:
            whole = f"{number_text(figure.of)} {figure.unit}"
            found.append(
                Check(
                    CheckKind.SUBTOTAL, (stretch.spot(figure),), False, figure.text,
                    f"không quá {whole}", severity=Severity.LIKELY,
                    reason=f"Phần {number_text(figure.value)} lớn hơn tổng {whole}.",
                )
            )  # fmt: skip
    return found
