"""Parts that are greater than their whole, and units that cannot be.

``4,9 triệu lượt khách (430.000 nghìn lượt khách quốc tế)``: the part in the bracket, or behind
"trong đó", is many times the whole: a scale too many. ``136.809 tỷ … cả năm 1.440 tỷ``: a sum
within the year above the year's own.

What this module does not know: whether parts add up (``check/parts.py``).
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from decimal import Decimal

from check.discrepancy import Check, CheckKind, Severity
from check.intervals import interval_of, is_rough
from check.placed import Placed, Stretch, is_amount, is_duration, is_money
from check.sums import greater_part
from check.words import one_of
from ingest.numerals import number_text
from ingest.report import Figure
from ingest.text import canonical
from ingest.units import scale_factor
from ingest.vocabulary import Pattern

_OPENS = re.compile(r"[^\d;.:()]{0,60}\(\D{0,40}$")
_OF_IT = Pattern(
    r"[^\d;.:()]{0,60}?(?:trong đó|trong số đó)(?: có| riêng)?,? ?:? ?[^\d;.:()]{0,40}$"
)
_OTHER = Pattern(
    r"(?:so|kế hoạch|dự toán|cùng kì|tăng|giảm|tổng|lũy kế|tương đương|vượt|bằng|chỉ tiêu"
    r"|năm (?:19|20)\d\d|còn lại|mục tiêu|trước đây|trên tổng)"
)
_ALL_OVER = Pattern(rf"[ ,]*(?:và )?{one_of('all over')}(?:[^.;]|\.(?=\d)){{0,90}}$")
_THOUSAND = Decimal(1000)


def check_wholes(stretch: Stretch) -> list[Check]:
    """Every bracketed or "trong đó" part against its whole, and sums above the year's sum."""
    found = []
    for order, placed in enumerate(stretch.figures[:-1]):
        part = stretch.figures[order + 1]
        if stretch.holds_before(placed.figure, part.figure):
            continue
        if _is_part(stretch, placed, part):
            check = _compare(stretch, placed.figure, part.figure)
            if check.holds or check.kind is CheckKind.UNIT or _is_told(stretch, placed, part):
                found.append(check)
    return found + _above_all(stretch)


def _is_part(stretch: Stretch, whole: Placed, part: Placed) -> bool:
    if not (is_amount(whole.figure) and is_amount(part.figure)):
        return False
    if is_duration(whole.figure):
        return False
    if is_rough(whole.figure) and not is_scaled(part.figure):
        return False
    if part.figure.of is not None or not _one_thing(whole.figure, part.figure):
        return False
    gap = stretch.text[whole.end : part.start]
    if _OTHER.search(stretch.line, whole.end, part.start):
        return False
    if _OTHER.search(stretch.line, max(0, whole.start - 20), whole.start):
        return False
    bracketed = _OPENS.fullmatch(gap) is not None and part.depth == whole.depth + 1
    return bracketed or _OF_IT.match(stretch.line, whole.end, part.start) is not None


def _is_told(stretch: Stretch, whole: Placed, part: Placed) -> bool:
    """Whether "trong đó" says that it is a part; a bracket alone may hold another view of it."""
    return _OF_IT.match(stretch.line, whole.end, part.start) is not None


def _one_thing(whole: Figure, part: Figure) -> bool:
    """The same base unit, or one that names the other more closely (lượt, lượt khách)."""
    one, other = canonical(whole.base_unit), canonical(part.base_unit)
    return bool(one) and bool(other) and (one.startswith(other) or other.startswith(one))


def _compare(stretch: Stretch, whole: Figure, part: Figure) -> Check:
    holds = interval_of(part).low <= interval_of(whole).high
    spots = (stretch.spot(part), stretch.spot(whole))
    if holds:
        return Check(CheckKind.SUBTOTAL, spots, True, part.text, part.text)
    found = greater_part(*spots, part, whole)
    smaller = _rescaled(part, whole)
    if not smaller:
        return found
    return replace(
        found,
        kind=CheckKind.UNIT,
        expected=smaller,
        severity=Severity.CERTAIN,
        slip=f"có thể thừa một bậc đơn vị: {part.text} → {smaller}",
    )


def _rescaled(part: Figure, whole: Figure) -> str:
    """The part as it would be with a scale less, if it then fits into the whole."""
    # "136.809 tỷ": a scale with a grouped number would have been printed with the next scale.
    scaled = part.factor >= _THOUSAND and is_scaled(part)
    amount = part.amount / _THOUSAND
    if scaled and part.value >= _THOUSAND and amount <= whole.amount and part.amount > whole.amount:
        return f"{number_text(part.value / _THOUSAND)} {part.unit}"
    return ""


def is_scaled(figure: Figure) -> bool:
    """Whether its unit begins with a scale: nghìn, triệu, tỷ."""
    first = canonical(figure.unit).split()[:1]
    return first != [] and scale_factor(first[0]) > 0


def _above_all(stretch: Stretch) -> list[Check]:
    """``… với số tiền 136.809 tỷ đồng, cả năm … 1.440 tỷ đồng``, money in one sentence."""
    found = []
    money = [one for one in stretch.figures if is_money(one.figure) and is_amount(one.figure)]
    for part, whole in itertools.pairwise(money):
        if part.sentence != whole.sentence or not _ALL_OVER.match(
            stretch.line, part.end, whole.start
        ):
            continue
        smaller = _rescaled(part.figure, whole.figure)
        if part.figure.base_unit == whole.figure.base_unit and smaller:
            found.append(_compare(stretch, whole.figure, part.figure))
    return found
