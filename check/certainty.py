"""When the words leave no doubt that all parts of a total are named.

Four things say so: a word such as "gồm" before parts of one kind ("16 công chức, gồm 01 trưởng
ban; 05 phó trưởng ban; 10 chuyên viên"), a total that names its own parts ("14 cụm, khối
(05 cụm, 09 khối)"), a bracket that counts nothing else, and digits enough that one slip of the
pen is no chance. "trong đó" leaves it open; then only too great a sum, or many digits, speak.

What this module does not know: where the parts of a total stand (``check/parts.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from check.discrepancy import Severity
from check.intervals import is_rough
from check.placed import Stretch, is_amount, is_duration, is_money, pieces, same_unit
from check.slips import digits_in, is_exchange, is_slip
from check.sums import one_slip_off
from check.words import groups, words
from ingest.report import Figure
from ingest.text import canonical
from ingest.vocabulary import Pattern

# Words that make a bracket another view of the figure, not a split of it.
_OTHER_VIEW = Pattern(
    r"(?<![^\W_])(?:nhất|từ|đến|hoặc|hay|trung bình|bình quân|tối đa|tối thiểu|khi|nếu|sẽ)"
    r"(?![^\W_])"
)
# Words that leave it open whether all parts are named.
_QUALIFIED = Pattern(
    r"(?<![^\W_])(?:tăng|giảm|trong đó|còn lại|không tính|chưa kể|trước đó|khoảng|gần|hơn)"
    r"(?![^\W_])"
)
_OPEN_END = re.compile(r"(?:…|\.\.\.|v\.v)")
_NEAR = Decimal("0.15")
_CLOSE = Decimal("0.05")
_SMALL = 10
_LIST = 3
_TELLING = 20  # below it, almost any difference is one digit
_DIGITS = 3  # where the words are not sure, the digits must be
_MANY_DIGITS = 4
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Region:
    """Where parts of a total stand.

    sure: the words say that all of them do; same: only figures of its own unit are parts;
    told: a word such as "gồm" leads to them.
    """

    start: int
    end: int
    sure: bool
    same: bool = False
    told: bool = False


def is_generic(figure: Figure) -> bool:
    """Whether its unit stands for things of several kinds (``trường hợp``; ``xã, phường``)."""
    unit = canonical(figure.base_unit)
    return unit in words("generic") or ", " in unit


def one_class(figures: Iterable[Figure]) -> bool:
    """Whether all of them count things of one kind: people, bodies, documents, places."""
    units = [canonical(figure.base_unit) for figure in figures]
    return any(all(_is_in(unit, group) for unit in units) for group in groups("one class"))


def _is_in(unit: str, group: frozenset[str]) -> bool:
    first, _, rest = unit.partition(" ")
    return unit in group or (rest != "" and first.strip(",") in group)


def certainty(
    stretch: Stretch, whole: Figure, parts: Sequence[Figure], region: Region
) -> Severity | None:
    """How sure it is that these must be all parts of the whole; None if it is not said."""
    if not _comparable(stretch, whole, parts, region):
        return None
    added = sum(part.amount for part in parts)
    slip = one_slip_off(whole, parts)
    near = whole.amount / 2 <= added <= whole.amount * 2
    if (slip or near) and (
        names_its_parts(stretch, whole, parts) or _told_kind(stretch, whole, parts, region)
    ):
        return Severity.CERTAIN
    if not whole.amount or not (near or slip):
        return None
    if _OTHER_VIEW.search(stretch.line, region.start, region.end):
        return None
    alike = all(same_unit(part, whole) for part in parts) or all(
        not part.base_unit for part in parts
    )
    if not region.sure or _is_qualified(stretch, parts, region):
        return _left_open(stretch, whole, parts) if alike else None
    return Severity.CERTAIN if _fits(stretch, whole, parts, region, slip=slip) else None


def _comparable(stretch: Stretch, whole: Figure, parts: Sequence[Figure], region: Region) -> bool:
    if len(parts) < 2 or is_rough(whole) or any(is_rough(part) for part in parts):
        return False
    added = sum(part.amount for part in parts)
    if whole.of is not None and whole.of != whole.value:
        # "1.064/1.066 căn (855 …; 211 …)": the parts give the lower number.
        slipped = added == whole.of * whole.factor and is_slip(whole.value, whole.of)
        if not slipped:
            return False
    if not whole.base_unit or is_duration(whole) or any(is_duration(part) for part in parts):
        return False
    if _OPEN_END.search(stretch.text, region.start, min(region.end + 3, len(stretch.text))):
        return False
    return len({part.period for part in parts}) == 1 or is_money(whole)


def names_its_parts(stretch: Stretch, whole: Figure, parts: Sequence[Figure]) -> bool:
    """``14 cụm, khối thi đua (05 cụm, 09 khối)``: the total's own words are the parts' units."""
    behind = stretch.line.key[whole.start : whole.end + 60]
    match = re.match(r"\d[\d.,/]* ?([^\d();:.]+)", behind)
    if match is None:
        return False
    named = [one.strip() for one in re.split(r",|/| và | - ", match[1]) if one.strip()]
    units = [canonical(part.base_unit) for part in parts]
    if len(named) < 2 or len(units) != len(set(units)) or len(units) > len(named):
        return False
    return all(
        unit and any(one == unit or one.startswith(f"{unit} ") for one in named) for unit in units
    )


def _told_kind(stretch: Stretch, whole: Figure, parts: Sequence[Figure], region: Region) -> bool:
    """ "gồm" with parts of the total's kind, one in each item, and nothing else counted."""
    if not region.told or is_money(whole) or _is_qualified(stretch, parts, region):
        return False
    if whole.amount < 2 or not only_counted(stretch, parts, region):
        return False
    return one_class((whole, *parts)) or (is_generic(whole) and one_class(parts))


def _left_open(stretch: Stretch, whole: Figure, parts: Sequence[Figure]) -> Severity | None:
    """Parts behind "trong đó", which need not be all of them."""
    added = sum(part.amount for part in parts)
    slip = one_slip_off(whole, parts)
    uniform = is_uniform(stretch, parts)
    if added > whole.amount and uniform:
        return Severity.LIKELY
    if is_exchange(whole.value, added / whole.factor) and added / whole.factor >= _HUNDRED:
        return Severity.LOOK  # "140 dịch vụ, trong đó 46 … và 58 …": hardly by chance
    if slip and digits_in(whole.value) >= _DIGITS:
        sure = digits_in(whole.value) >= _MANY_DIGITS
        return Severity.LIKELY if sure or added > whole.amount else Severity.LOOK
    if slip and uniform and len(parts) >= _LIST and whole.value >= _SMALL:
        return Severity.LOOK
    return None


def is_uniform(stretch: Stretch, parts: Sequence[Figure]) -> bool:
    """Whether the parts are said in the same words and differ only by a name."""
    behind = set()
    for part in parts:
        words_ = stretch.line.key[part.end : part.end + 60].split()[:2]
        behind.add(" ".join(words_))
    only = next(iter(behind), "")
    return len(behind) == 1 and only.replace(" ", "").isalpha() and len(only.split()) == 2


def _is_qualified(stretch: Stretch, parts: Sequence[Figure], region: Region) -> bool:
    """Whether words before a part leave it open; those behind a part of an item are its own."""
    items = pieces(stretch.text, region.start, region.end)
    if len(items) < 2:
        return _QUALIFIED.search(stretch.line, region.start, region.end) is not None
    for begin, end in items:
        inside = [part for part in parts if begin <= part.start < end]
        stop = inside[-1].start if inside else end
        if _QUALIFIED.search(stretch.line, begin, stop):
            return True
    return False


def _fits(
    stretch: Stretch, whole: Figure, parts: Sequence[Figure], region: Region, *, slip: bool
) -> bool:
    added = sum(part.amount for part in parts)
    telling = slip and (whole.value >= _TELLING or digits_in(whole.value) >= _DIGITS)
    near = abs(added - whole.amount) <= whole.amount * _NEAR
    same = all(same_unit(part, whole) for part in parts)
    if same and not only_counted(stretch, parts, region) and not telling:
        return False
    units = {canonical(part.base_unit) for part in parts}
    mixed = len(units) == len(parts)
    if not same and whole.value < _SMALL and not region.told:
        return False
    if same or units == {""} or (is_generic(whole) and mixed):
        return True
    return mixed and not is_money(whole) and (near or telling)


def only_counted(stretch: Stretch, parts: Sequence[Figure], region: Region) -> bool:
    """Whether nothing else is counted beside the parts."""
    held = stretch.outermost(region.start, region.end)
    return all(one.figure in parts or not is_amount(one.figure) for one in held)
