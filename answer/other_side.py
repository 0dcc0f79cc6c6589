"""The second side of a comparison said in full: with what it leaves out of the first.

"Điểm của xã Bình Lạc (hơn) xã Tân Khê" compares with "điểm của xã Tân Khê", "sửa đường năm 2022
(hơn) năm 2021" with "sửa đường năm 2021". Knows the wording of questions only.
"""

from __future__ import annotations

import re

from ingest.text import has_marks
from ingest.vocabulary import CAPITALS

_YEAR = r"(?:19|20)\d\d"
ALONE = 3  # words of a second side that may say all by itself
SPAN = 5  # years of a period of plans
_OF_YEARS = r"(?:năm|trong năm|của năm|cùng kỳ năm|cả năm|nam|trong nam|cua nam|cung ky nam|ca nam)"
_NAME = re.compile(
    rf"(?<!\w)[{CAPITALS}][^\W\d_]*(?: [{CAPITALS}][^\W\d_]*)*(?: (?:cũ|mới|cu|moi))?(?!\w)"
)
_NUMBER_OF = re.compile(r"(?:con số|số|mức|so|muc) (?:đã |da )?", re.IGNORECASE)
_EARLIER = re.compile(r"(?:của |cua )?(?:giai đoạn|giai doan) (?:trước|truoc)")
_YEAR_BEFORE = re.compile(
    r"(?:của |cua )?(?:năm|nam) (?:trước|ngoái|liền trước|truoc|ngoai|lien truoc)", re.IGNORECASE
)
_PERIOD = re.compile(rf"(?<!\d)({_YEAR}) ?[-–] ?({_YEAR})(?!\d)")
# Before a word that begins what the other side stands in place of.
_BEGINS = re.compile(
    r"(?:^|[,:] |(?<!\w)(?:của|ở|tại|với|cho|là|cua|o|tai|voi|la) )$", re.IGNORECASE
)
_ENDS = re.compile(r" (?:của|ở|tại|trong|năm|đến|cua|o|tai|trong|nam|den) ", re.IGNORECASE)


def other_side(one: str, other: str) -> list[str]:
    """The ways to say the other side with what it shares with the first."""
    year = re.fullmatch(rf"(?:{_OF_YEARS} )?({_YEAR})", other, re.IGNORECASE)
    if year is not None:
        years = list(re.finditer(rf"(?<![\d-]){_YEAR}(?![\d-])", one))
        if not years:
            return [f"{one} {'năm' if has_marks(one) else 'nam'} {year[1]}"]
        last = years[-1]
        return [f"{one[: last.start()]}{year[1]}{one[last.end() :]}"]
    period = _PERIOD.search(one)
    if period is not None and _EARLIER.fullmatch(other.lower()):
        first, last_year = int(period[1]) - SPAN, int(period[1]) - 1
        return [f"{one[: period.start()]}{first}-{last_year}{one[period.end() :]}"]
    if _YEAR_BEFORE.fullmatch(other):
        return _year_before(one)
    named = _in_place_of_name(one, other)
    if named:
        return named
    ways = [*_in_place_of_head(one, other), *_in_place_of_end(one, other), f"{one} {other}"]
    if ", " in one:
        ways.append(f"{one[: one.find(', ') + 1]} {other}")
    elif len(other.split()) >= ALONE:
        ways.append(other)
    return list(dict.fromkeys(ways))


def _year_before(one: str) -> list[str]:
    """The first side in the year before its own."""
    years = list(re.finditer(rf"(?<![\d-]){_YEAR}(?![\d-])", one))
    if years:
        last = years[-1]
        return [f"{one[: last.start()]}{int(last[0]) - 1}{one[last.end() :]}"]
    marked = has_marks(one)
    rest = re.sub(r" ?(?<!\w)(?:năm nay|nam nay)(?!\w)", "", one, flags=re.IGNORECASE)
    return [f"{rest} {'năm ngoái' if marked else 'nam ngoai'}".strip()]


def _in_place_of_name(one: str, other: str) -> list[str]:
    """The other side is a name, which stands for the last name of its kind in the first."""
    capital = re.search(rf"(?<!\w)[{CAPITALS}]", other)
    if capital is None or _NAME.fullmatch(other[capital.start() :]) is None:
        return []
    kind = other[: capital.start()].strip().lower()
    for name in reversed(list(_NAME.finditer(one))):
        if name[0].isupper() or (not name.start() and " " not in name[0]):
            continue  # an abbreviation; the first word of the question
        before = one[: name.start()].rstrip()
        start = name.start()
        if kind and before.lower().endswith(kind):
            start = len(before) - len(kind)
        return [f"{one[:start]}{other}{one[name.end() :]}"]
    return []


def _in_place_of_end(one: str, other: str) -> list[str]:
    """ "Viên chức được giao nhiều hơn số có mặt": "viên chức có mặt", for what was given."""
    number = _NUMBER_OF.match(other)
    words, own = one.split(), other[number.end() :].split() if number else []
    if not own or len(words) <= len(own):
        return []
    return [" ".join([*words[: len(words) - len(own)], *own])]


def _in_place_of_head(one: str, other: str) -> list[str]:
    """The other side begins as a part of the first does, and stands in its place."""
    head = other.split()[0].lower()
    for place in reversed(list(re.finditer(rf"(?<!\w){re.escape(head)}(?!\w)", one.lower()))):
        if _BEGINS.search(one[: place.start()]):
            rest = _ENDS.search(one, place.end())
            return [f"{one[: place.start()]}{other}{one[rest.start() :] if rest else ''}"]
    return []
