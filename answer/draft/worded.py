"""Comparisons computed and worded: tăng, giảm, vượt, chưa đạt; each with its sum.

The sum is written so that ``check/arithmetic.py`` can work it again; what cannot be worked
again is not stated.

What this module does not know: slots and drafts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from answer.draft.given import Amount
from check.arithmetic import BrokenSum, replay
from ingest.numerals import number_text
from ingest.text import canonical
from ingest.vocabulary import Pattern, keyed

_HUNDRED = Decimal(100)
_PAIRS = (
    ("tăng", "giảm"),
    ("cao hơn", "thấp hơn"),
    ("nhiều hơn", "ít hơn"),
    ("lớn hơn", "kém"),
)
# Where less is better, in the indicators of annual reports.
_LESS_IS_BETTER = Pattern(
    r"hộ nghèo|cận nghèo|thất nghiệp|tai nạn|phạm pháp|tội phạm|tử vong|suy dinh dưỡng|nợ xấu"
    r"|thất thoát|cháy|sinh con thứ|tảo hôn|bỏ học|ô nhiễm|tồn đọng|quá hạn|chậm"
)
SAME = "không thay đổi"


@dataclass(frozen=True, slots=True)
class Worded:
    """A comparison in words and the sum behind it."""

    words: str
    working: str


def term(amount: Amount) -> str:
    """An operand of a sum: ``9.127 tỷ đồng``."""
    joint = "" if amount.unit.startswith(("%", "‰")) else " "
    return f"{number_text(amount.value)}{joint if amount.unit else ''}{amount.unit}"


def change(now: Amount, base: Amount, old: str, unit: str, *, signed: bool = True) -> Worded | None:
    """This year against last year, in the form in which last year's report compared."""
    if base.amount == 0 or now.of is not None or base.of is not None:
        return None
    up = now.amount >= base.amount
    first, second = (now, base) if up else (base, now)
    decimals = decimals_in(old)
    if canonical(unit) == "lần":
        size = f"{_rounded(now.amount / base.amount, max(decimals, 1))} lần"
        words = f"gấp {size}" if now.amount > base.amount else f"bằng {size}"
        return _sure(words, f"{term(now)} : {term(base)} = {size}")
    if unit == "%" and now.unit != "%":
        value = (first.amount - second.amount) / base.amount * _HUNDRED
        size = f"{_rounded(value, max(decimals, 1) if value % 1 else 0, decimals)}%"
        line = f"({term(first)} - {term(second)}) : {term(base)} = {size}"
    else:
        size = _difference(first, second, old, unit)
        line = f"{term(first)} - {term(second)} = {size}"
    if now.amount == base.amount:
        return _sure(SAME if signed else size, line)
    about = "khoảng " if now.rough or base.rough else ""
    return _sure(f"{_word(old, up)} {about}{size}" if signed else size, line)


def _difference(first: Amount, second: Amount, old: str, unit: str) -> str:
    """The difference in the unit of the comparison."""
    printed = "điểm phần trăm" if unit == "%" else unit
    factor = first.factor if canonical(unit) != "điểm phần trăm" else Decimal(1)
    value = (first.amount - second.amount) / factor
    text = number_text(value)
    if re.search(r"(?<!\d)0\d", old) and re.fullmatch(r"[1-9]", text):
        text = f"0{text}"
    if canonical(printed) != canonical(first.unit) and printed != "điểm phần trăm":
        printed = first.unit
    return f"{text} {printed}".strip()


def _word(old: str, up: bool) -> str:
    key = canonical(old)
    for rise, fall in _PAIRS:
        if key.startswith((rise, fall)):
            return rise if up else fall
    return "tăng" if up else "giảm"


def share(part: Amount, whole: Amount | None, old: str) -> Worded | None:
    """A part of a whole in percent; the whole may be the fraction's own denominator."""
    total = whole.amount if whole else (part.of or Decimal(0)) * part.factor
    if not total:
        return None
    name = term(whole) if whole else number_text(part.of or total)
    decimals = decimals_in(old)
    size = f"{_rounded(part.amount / total * _HUNDRED, decimals, decimals or 2)}%"
    alone = Amount(part.amount, part.value, part.unit, part.factor, part.decimals)
    return _sure(size, f"{term(alone)} : {name} = {size}")


def over_plan(now: Amount, plan: Amount, old: str) -> Worded | None:
    """``vượt 4%`` of a plan, or ``đạt 96%`` where it was not reached."""
    if not plan.amount:
        return None
    decimals = decimals_in(old)
    if now.amount > plan.amount:
        value = (now.amount - plan.amount) / plan.amount * _HUNDRED
        size = f"{_rounded(value, decimals, 2)}%"
        return _sure(f"vượt {size}", f"({term(now)} - {term(plan)}) : {term(plan)} = {size}")
    size = f"{_rounded(now.amount / plan.amount * _HUNDRED, decimals, 2)}%"
    return _sure(f"đạt {size}", f"{term(now)} : {term(plan)} = {size}")


def plan_gap(now: Amount, plan: Amount, old: str, unit: str) -> Worded | None:
    """``cao hơn kế hoạch 0,32 điểm phần trăm``, keeping the words for the plan."""
    up = now.amount >= plan.amount
    first, second = (now, plan) if up else (plan, now)
    size = _difference(first, second, old, unit)
    middle = re.match(r"\S+(?: hơn)?(?P<plan>(?: [^\W\d_]+)*?)(?: khoảng| gần)? ?(?=\d)", old)
    about = middle["plan"] if middle else ""
    line = f"{term(first)} - {term(second)} = {size}"
    if now.amount == plan.amount:
        return _sure(f"bằng{about or ' kế hoạch'}", line)
    return _sure(f"{_word(old, up)}{about} {size}", line)


def outcome(now: Amount, plan: Amount, old: str, label: str) -> Worded:
    """``vượt``, ``đạt`` or ``chưa đạt`` with last year's words for the plan."""
    goal = re.search(r"(?:mục tiêu|chỉ tiêu|kế hoạch|dự toán).*$", old, re.I)
    words = goal[0] if goal else "kế hoạch"
    better = now.amount > plan.amount
    if _LESS_IS_BETTER.search(keyed(label)):
        better = now.amount < plan.amount
    verb = "đạt" if now.amount == plan.amount else ("vượt" if better else "chưa đạt")
    return Worded(f"{verb} {words}", f"{term(now)} so với kế hoạch {term(plan)}")


def decimals_in(old: str) -> int:
    """How many decimals last year's value was printed with."""
    found = re.search(r"\d,(\d+)", old)
    return len(found[1]) if found else 0


def _rounded(value: Decimal, decimals: int, exactly: int | None = None) -> str:
    """Rounded half up; trailing zeros are printed only where ``decimals`` asks for them."""
    places = max(decimals, exactly or 0)
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if rounded == rounded.to_integral_value() and not decimals:
        return number_text(rounded)
    plain = format(rounded, "f")
    whole, _, rest = plain.partition(".")
    rest = rest.rstrip("0").ljust(decimals, "0")
    return number_text(Decimal(whole)) + (f",{rest}" if rest else "")


def _sure(words: str, working: str) -> Worded | None:
    """Only what can be worked again is stated."""
    try:
        holds = replay(working).holds
    except BrokenSum:
        return None
    return Worded(words, working) if holds else None
