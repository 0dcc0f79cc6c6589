"""Numbers that a question spells out: "mười bốn cơ quan" is what a report prints as "14".

Numerals of Vietnamese up to 99. What this module does not know: what is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

LEAST = 10
_ONES = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_LAST = {**_ONES, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7}
_TEN, _TENS = "mười", frozenset({"mươi", "chục"})


def spelled_numbers(sequence: Sequence[str]) -> Iterable[tuple[int, int, int]]:
    """Each numeral from ten on in a marked question: its first place, the one behind it, its value.

    Numerals of one syllable are left out: the digit that would stand for one is nearly everywhere
    in a report ("ba tỉnh" is not proved by "03"), and "năm", "tư" are other words.
    """
    place = 0
    while place < len(sequence):
        end, value = _numeral(sequence, place)
        if value >= LEAST:
            yield place, end, value
        place = max(end, place + 1)


def _numeral(sequence: Sequence[str], place: int) -> tuple[int, int]:
    """Where the numeral at a place ends, and its value; the place itself where there is none."""
    word, following = sequence[place], sequence[place + 1 : place + 3]
    if word == _TEN:
        # "mười năm" is a span of years.
        last = _LAST.get(following[0], 0) if following and following[0] != "năm" else 0
        return place + 1 + bool(last), 10 + last
    if word not in _ONES:
        return place, 0
    if following and following[0] in _TENS:
        last = _LAST.get(following[1], 0) if len(following) > 1 else 0
        return place + 2 + bool(last), 10 * _ONES[word] + last
    return place + 1, _ONES[word]
