"""Places and agencies named in a text, with their ``(cũ)`` and ``(mới)``.

A name is a word that announces it (tỉnh, xã, Sở, UBND …, ``ingest/data/places.txt``) and
the capitalised words after it; agencies go on with the place that they belong to.

What this module does not know: any particular place. In text typed without capitals it
finds only agencies that need no name (``thủ tướng chính phủ``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.vocabulary import CAPITALS, Keyed, Pattern, any_of, keyed, spellings

_FILE = "places.txt"
_PLACE = Pattern(rf"(?<![^\W_]){any_of(spellings(_FILE, 'place'))}(?![^\W_])(?! hội)")
_SCOPE = Pattern(rf"(?<![^\W_]){any_of(spellings(_FILE, 'everywhere'))}(?![^\W_])(?! hội)")
_AGENCY = Pattern(rf"(?<![^\W_]){any_of(spellings(_FILE, 'agency'))}(?![^\W_])")
_OFFICE = Pattern(any_of(spellings(_FILE, "office")) + r"(?![^\W_])")
_COMPLETE = Pattern(
    r"(?<![^\W_])(?:thủ tướng(?: chính phủ)?|chủ tịch nước|chính phủ|quốc hội|bộ chính trị"
    r"|ủy ban thường vụ quốc hội|ban bí thư|tỉnh ủy|thành ủy|huyện ủy|ubnd|hđnd"
    r"|ủy ban nhân dân|hội đồng nhân dân|chủ tịch quốc hội|tổng thanh tra chính phủ)(?![^\W_])"
)
_CAPITAL = rf"[{CAPITALS}][^\W\d_]*(?:['’][^\W\d_]+)?"
_NAME = re.compile(rf" {_CAPITAL}(?: {_CAPITAL}| [A-ZĐ]\b)*")
_SMALL = "(?: (?:" + "|".join(spellings(_FILE, "name syllables")) + r")(?![^\W_]))*"
_STEP = re.compile(rf"( | và |, | - ){_CAPITAL}(?:[-&][A-ZĐ][^\W\d_]*)*{_SMALL}")
_LIST_REST = re.compile(rf"(?:, {_CAPITAL}{_SMALL})+ và {_CAPITAL}")
_ERA = re.compile(r" ?\((?:cũ|mới|trước đây|cu|moi)\)| (?:cũ|mới)(?=[\s,;.:)]|$)")
_LEVEL = re.compile(
    r" (?:thành phố/tỉnh|tỉnh/thành phố|thành phố|tỉnh|thị xã|thị trấn|đặc khu|quận|huyện"
    r"|xã, phường|xã|phường"
    r"|cấp (?:xã|tỉnh|huyện|trung ương)|các cấp)(?![^\W_])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place or an agency in a text."""

    start: int
    end: int
    text: str
    agency: bool


def find_mentions(text: str) -> list[Mention]:
    """Agencies and places in order; a place inside an agency's name is not given again."""
    line = keyed(text)
    found = _agencies(line)
    taken = [(mention.start, mention.end) for mention in found]
    for mention in _places(line):
        if not any(start < mention.end and mention.start < end for start, end in taken):
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _places(line: Keyed) -> list[Mention]:
    found = [_mention(line, *match.span(), False) for match in _SCOPE.finditer(line)]
    for match in _PLACE.finditer(line):
        name = _NAME.match(line.text, match.end())
        if name:
            end = _with_era(line, name.end())
            found.append(_mention(line, match.start(), end, False))
    return found


def _with_era(line: Keyed, end: int) -> int:
    era = _ERA.match(line.text, end)
    return era.end() if era else end


def _agencies(line: Keyed) -> list[Mention]:
    found: list[Mention] = []
    places = _places(line)
    position = 0
    while match := _AGENCY.search(line, position):
        end = _agency_end(line, match)
        position = max(end, match.end())
        # "xã Trường Long": the word that would begin a school is part of a place's name.
        if end and not any(place.start < match.start() < place.end for place in places):
            found.append(_mention(line, match.start(), end, True))
    return found


def _agency_end(line: Keyed, match: re.Match[str]) -> int:
    """Where the agency's name ends; 0 if the word names none here (``ban hành``, ``bộ máy``)."""
    start, end = match.span()
    complete = _COMPLETE.match(line, start)
    if not line.text[start].isupper() and not (line.plain and complete):
        return 0
    inner = _nested(line, end)
    if inner:
        return inner
    if complete:
        return _with_place(line, max(end, complete.end()))
    if _OFFICE.match(line, start) and not _LEVEL.match(line.text, end):
        return 0  # an office without its agency is a person: "Chủ tịch Nguyễn Văn A"
    named = _name_end(line, end)
    if named == end and not line.text[start:end].isupper() and not _LEVEL.match(line.text, end):
        return 0
    return _with_place(line, named)


def _nested(line: Keyed, end: int) -> int:
    """An agency straight after an office: ``Chủ tịch`` + ``UBND tỉnh …``."""
    if line.key[end : end + 1] != " ":
        return 0
    inner = _AGENCY.match(line, end + 1)
    if inner is None or not line.text[end + 1].isupper():
        return _agency_end(line, inner) if inner else 0
    return _agency_end(line, inner) or _with_place(line, inner.end())  # "Giám đốc Sở"


def _name_end(line: Keyed, end: int) -> int:
    """The end of the capitalised words after an agency's head (``Sở Giáo dục và Đào tạo``)."""
    while step := _STEP.match(line.text, end):
        begin = step.end(1)
        if step[1] != " " and (_AGENCY.match(line, begin) or _is_place(line, begin)):
            break
        if step[1] == ", " and not _LIST_REST.match(line.text, end):
            break
        end = step.end()
    return end


def _is_place(line: Keyed, start: int) -> bool:
    """Whether a place's name begins here: ``Thành phố Bình Lạc``, not ``Xã hội``."""
    head = _PLACE.match(line, start)
    return head is not None and _NAME.match(line.text, head.end()) is not None


def _with_place(line: Keyed, end: int) -> int:
    """The agency with its level or place: ``UBND tỉnh Bình Lạc (cũ)``, ``UBND thành phố``."""
    level = _LEVEL.match(line.text, end)
    if level:
        name = _NAME.match(line.text, level.end())
        end = name.end() if name else level.end()
    else:
        # "HĐND Bình Lạc", "Thành ủy Bình Lạc"; other names take their place with a level word.
        open_ended = line.text[end - 1].isupper() or line.key[:end].endswith((" ủy", " uy"))
        name = _NAME.match(line.text, end) if open_ended else None
        end = name.end() if name else end
    return _with_era(line, end)


def _mention(line: Keyed, start: int, end: int, agency: bool) -> Mention:
    return Mention(start, end, line.text[start:end].strip(), agency)
