"""Whether a printed number only names: ``Quốc lộ 91``, ``kỳ họp thứ 5``, ``trẻ dưới 6 tuổi``.

The words that such numbers follow are in ``ingest/data/number_names.txt``.

What this module does not know: ranks, dates and codes (``numbers.py``).
"""

from __future__ import annotations

import re

from ingest.quantities import Quantity
from ingest.units import is_time
from ingest.vocabulary import CAPITALS, Keyed, Pattern, any_of, spellings

_FILE = "number_names.txt"
_LOOK_BACK = 60
_BEFORE = Pattern(rf"(?<![^\W_]){any_of(spellings(_FILE, 'before'))}(?: số)?:? ?$")
_LOOSE = Pattern(rf"(?<![^\W_]){any_of(spellings(_FILE, 'not before a unit'))}:? ?$")
_COUNTED_AFTER = Pattern(rf"(?<![^\W_]){any_of(spellings(_FILE, 'counted after'))}:? ?$")
_OTHER_WORD = Pattern(rf"(?<![^\W_]){any_of(spellings(_FILE, 'end of another word'))}:? ?$")
_PLAN_BRACKET = Pattern(r"\((?:kế hoạch|kh|chỉ tiêu):? ?$")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_COLON = Pattern(r": ?$")  # "khối thi đua: 11 đơn vị"
_NUMBERED = Pattern(r"(?<![^\W_])số ?$")
_EVENT = Pattern(r" ?năm " + any_of(spellings(_FILE, "event after")) + r"(?![^\W_])")
_JUBILEE = Pattern(r"(?<![^\W_])kỉ niệm(?: lần thứ)? ?$")
_AGE = Pattern(r"(?:dưới|trên|từ|đủ|từ đủ|đến) ?$")
_AGES = Pattern(r"(?: ?(?:-|đến) ?\d+)? tuổi(?![^\W_])")
_AWARD_GRADE = Pattern(
    r"(?:huân chương|huy chương|đô thị|đơn vị hành chính|di tích|bệnh viện)[^,;.:()]{0,25}"
    r" (?:hạng|loại|cấp) ?$"
)
_NAMED = re.compile(rf"[^\W_] [{CAPITALS}][^\W\d_]+ [{CAPITALS}][^\W\d_]+ $")


def is_grade(line: Keyed, quantity: Quantity) -> bool:
    """``đô thị loại 2``, ``Huân chương … hạng 3``: a grade is no quantity."""
    begin = max(0, quantity.start - _LOOK_BACK)
    return _AWARD_GRADE.search(line, begin, quantity.start) is not None


def is_name(line: Keyed, quantity: Quantity) -> bool:
    """Whether the words around a number make it an event's, an age or a thing's number."""
    start, begin = quantity.start, max(0, quantity.start - _LOOK_BACK)
    if _EVENT.match(line, quantity.number_end) or _JUBILEE.search(line, begin, start):
        return True
    if _AGE.search(line, begin, start) and _AGES.match(line, quantity.number_end):
        return True
    if quantity.of or not _BEFORE.search(line, begin, start):
        return False
    return not _counts(line, quantity)


def _counts(line: Keyed, quantity: Quantity) -> bool:
    """Whether a number behind a word that numbers may name is a quantity all the same.

    ``nhóm 3 người``, ``(kế hoạch 88%)``, ``một phần 6.671 hồ sơ``; not ``nhóm 3``,
    ``kế hoạch 5 năm``, ``một phần 2``.
    """
    start, begin = quantity.start, max(0, quantity.start - _LOOK_BACK)
    unit = quantity.unit
    known = unit is not None and unit.known
    if known and quantity.number.decimals > 0:
        return True  # "cao hơn kế hoạch 0,32 điểm phần trăm"
    if _GROUPED.fullmatch(quantity.number.text) or _PLAN_BRACKET.search(line, begin, start):
        return True
    if _OTHER_WORD.search(line, begin, start):
        return unit is not None
    if not (known or quantity.number.decimals):
        return False
    if _LOOSE.search(line, begin, start) or _NUMBERED.search(line, begin, start):
        return True
    if _COLON.search(line, begin, start):
        return True
    timed = unit is not None and is_time(unit)
    return _COUNTED_AFTER.search(line, begin, start) is not None and not timed


def ends_a_name(line: Keyed, quantity: Quantity) -> bool:
    """``cầu Bến Tre 2``: one or two digits straight behind a name of two capitalised words."""
    digits = quantity.number.text
    if len(digits) > 2 or digits.startswith("0"):
        return False
    return _NAMED.search(line.text, max(0, quantity.start - 40), quantity.start) is not None
