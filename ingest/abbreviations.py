"""Abbreviations that a report defines, as (short form, long form) pairs.

``Ủy ban nhân dân (UBND)``, ``(viết tắt là BHYT)``, ``(sau đây gọi tắt là Văn phòng)`` and lists
such as ``Các từ viết tắt: UBND - Ủy ban nhân dân, HĐND - Hội đồng nhân dân``. The long form
is cut by the letters: it begins at the word whose initial begins the short form.

What this module does not know: abbreviations that everybody uses and nobody defines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.text import bare, canonical
from ingest.vocabulary import CAPITALS

_SHORT = rf"[{CAPITALS}][{CAPITALS}\d&/-]{{1,11}}"
_BRACKETED = re.compile(
    rf"\((?:(?:sau đây )?(?:viết|gọi) tắt là:? ?)?[\"“]?({_SHORT}(?: (?:Index|index))?)[\"”]?\)"
)
_CALLED = re.compile(
    rf"\((?:sau đây )?(?:viết|gọi) tắt là:? ?[\"“]?([{CAPITALS}][^()\"”]{{1,40}})[\"”]?\)"
)
_LIST = re.compile(
    rf"(?:^|[,;:.] ?|\n)({_SHORT})(?: ?[-–:=] ?| là )([^;:.\n]+?)(?=[;.\n]|$|, ?{_SHORT} ?[-–:=])"
)
_LISTED = re.compile(r"viết tắt", re.IGNORECASE)
_BREAK = re.compile(r"[.;:()“”\"]")


def find_abbreviations(text: str) -> list[tuple[str, str]]:
    """The pairs that a text defines, in order."""
    found: list[tuple[str, str]] = []
    if _LISTED.search(text[:60]):
        found.extend((match[1], match[2].strip(" ,")) for match in _LIST.finditer(text))
    for match in _BRACKETED.finditer(text):
        long = _long_form(text[: match.start()].rstrip(), match[1])
        if long:
            found.append((match[1], long))
    for match in _CALLED.finditer(text):
        if not _BRACKETED.match(text, match.start()):
            clause = _BREAK.split(text[: match.start()].rstrip())[-1]
            words = clause.split(",")[-1].split()[-10:]
            if words:
                found.append((match[1].strip(), " ".join(words)))
    return found


def unique(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The pairs without repetition (same words, however capitalised), first ones kept."""
    kept: dict[tuple[str, str], tuple[str, str]] = {}
    for short, long in pairs:
        kept.setdefault((short, canonical(long)), (short, long))
    return tuple(kept.values())


def _long_form(before: str, short: str) -> str:
    """The words before the bracket that the short form stands for, "" if none fit."""
    clause = _BREAK.split(before)[-1]
    words = clause.split()
    letters = [bare(letter) for letter in short if letter.isalpha() and letter.isupper()]
    initials = [bare(word.lstrip("([“")[:1]) for word in words]
    for start in range(len(words) - 1, -1, -1):
        if len(words) - start > 2 * len(letters) + 4:
            break
        if _spells(initials[start:], letters):
            return " ".join(words[start:]).strip(" ,")
    return _foreign(words, short)


def _spells(initials: list[str], letters: list[str]) -> bool:
    """The letters are the words' initials in order; every letter used, first and last words too."""
    if len(initials) < len(letters) or not letters:
        return False
    if len(initials) == len(letters):
        return initials == letters
    if initials[0] != letters[0] or len(initials) > len(letters) + 3:
        return False
    remaining = iter(initials)
    return all(letter in remaining for letter in letters)


def _foreign(words: list[str], short: str) -> str:
    """``tổng sản phẩm trên địa bàn (GRDP)``: foreign letters; the noun phrase from a head noun."""
    heads = {
        "tổng",
        "chỉ",
        "tỷ",
        "tỉ",
        "hệ",
        "quỹ",
        "sản",
        "chương",
        "dự",
        "kết",
        "cọc",
        "bộ",
        "trung",
        "khu",
    }
    if not re.fullmatch(rf"[{CAPITALS}]+(?: [Ii]ndex)?|[{CAPITALS}\d]+", short):
        return ""
    for start in range(max(0, len(words) - 14), len(words)):
        if canonical(words[start]).strip(",") in heads:
            return " ".join(words[start:]).strip(" ,")
    return ""
