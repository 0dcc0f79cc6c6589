"""Slips of the recogniser in Vietnamese words, put right where neighbours leave no doubt.

Tesseract's Vietnamese model takes the hook over â, ê, ô for an acute (``tố chức``,
``phát triến``): nine in ten of its wrong words on clean scans. Which of the two stands
there is told by the syllables next to it (``data/ocr_tones.txt``). Nothing with a digit is
ever touched.

What this module does not know: any other slip; a name that looks like one stays as read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "ocr_tones.txt"
_COMMON = {"chi", "chỉ", "tinh", "tỉnh", "chinh", "chỉnh", "thi", "thỉ", "li", "kinh"}
# How the lists name a figure.
FIGURE = "#"
_CORE = re.compile(r"^([\W_]*)(.*?)([\W_]*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Slip:
    right: str
    rare: bool
    after: frozenset[str]
    not_after: frozenset[str]
    before: frozenset[str]
    not_before: frozenset[str]


def right_words(words: Sequence[str]) -> list[str]:
    """The words of a text in order, slips corrected, case and punctuation kept."""
    parts = [_CORE.match(word) for word in words]
    cores = [part[2] if part else "" for part in parts]
    keys = [core.lower() for core in cores]
    for _ in range(2):  # a corrected neighbour may decide for the next one
        for index, key in enumerate(keys):
            slip = _slips().get(key)
            if slip is not None and _is_slip(slip, *_neighbours(keys, parts, index)):
                keys[index] = slip.right
    return [
        part[1] + _in_case(core, key) + part[3] if part and core.lower() != key else word
        for word, part, core, key in zip(words, parts, cores, keys, strict=True)
    ]


def _neighbours(
    keys: Sequence[str], parts: Sequence[re.Match[str] | None], index: int
) -> tuple[str, str]:
    """The syllables before and after, "" where punctuation stands between."""
    part = parts[index]
    before = after = ""
    if part and index and not part[1]:
        other = parts[index - 1]
        before = keys[index - 1] if other and not other[3] else ""
    if part and index + 1 < len(keys) and not part[3]:
        other = parts[index + 1]
        after = keys[index + 1] if other and not other[1] else ""
    return before, FIGURE if after[:1].isdecimal() else after


def _is_slip(slip: _Slip, before: str, after: str) -> bool:
    against = after in slip.not_after or before in slip.not_before
    if against:
        return False
    if after in slip.after:
        return True
    # "tỉnh" and "tinh", "chỉ" and "chi" are both too frequent for the word before alone.
    return slip.rare or (before in slip.before and slip.right not in _COMMON)


def _in_case(pattern: str, word: str) -> str:
    if pattern.isupper() and len(pattern) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if pattern[:1].isupper() else word


@lru_cache(maxsize=1)
def _slips() -> dict[str, _Slip]:
    slips: dict[str, _Slip] = {}
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        wrong, right, rare, *lists = line.split("|")
        after, not_after, before, not_before = (frozenset(one.split()) for one in lists)
        slips[wrong] = _Slip(right, rare == "+", after, not_after, before, not_before)
    return slips
