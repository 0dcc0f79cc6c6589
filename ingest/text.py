"""Vietnamese text as keys: what counts as the same word, however it was typed.

All mappings of ``canonical`` and ``strip_marks`` keep the length of NFC text, so an
offset in the key is an offset in the original. They make keys for comparing and
searching; what a reader sees is always the printed text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_WORD = 60  # characters up to which a text is a word or a phrase rather than a passage
SPACES = re.compile(r"\s+")
WORD = re.compile(r"[^\W_]+(?:[.,/\-][^\W_]+)*%?", re.UNICODE)
SYLLABLE = re.compile(r"[^\W_]+", re.UNICODE)

INVISIBLE = dict.fromkeys(
    map(
        ord,
        "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
        "\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}\N{SOFT HYPHEN}",
    )
)

# Old and new tone placement (hòa/hoà, khỏe/khoẻ, thủy/thuỷ): the tone of a final
# "oa", "oe", "uy" may stand on either vowel. Both are written here on the first one,
# the placement of most administrative texts. "quý" is not such a pair: qu- is a consonant.
_TONES = (
    ("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oã", "õa"), ("oạ", "ọa"),
    ("oè", "òe"), ("oé", "óe"), ("oẻ", "ỏe"), ("oẽ", "õe"), ("oẹ", "ọe"),
    ("uỳ", "ùy"), ("uý", "úy"), ("uỷ", "ủy"), ("uỹ", "ũy"), ("uỵ", "ụy"),
)  # fmt: skip
_TONE_OF = dict(_TONES)
_TONE_PAIR = re.compile(r"(?<![qQ])(" + "|".join(new for new, _ in _TONES) + r")(?![^\W\d_])")
# i and y after these consonants at a syllable's end are one sound: tỷ/tỉ, kỹ/kĩ, lý/lí.
_Y_END = re.compile(r"(?<![^\W\d_])([hklmstv])([yýỳỷỹỵ])(?![^\W\d_])")
_Y_TO_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_ONE_MARK = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'",
}  # fmt: skip
_MARK = re.compile(f"[{''.join(_ONE_MARK)}]")


def nfc(text: str) -> str:
    """Composed form without invisible characters; white space is left alone."""
    return unicodedata.normalize("NFC", text).translate(INVISIBLE)


def fold_spaces(text: str) -> str:
    """NFC with every run of white space (no-break spaces too) as one space, trimmed."""
    return SPACES.sub(" ", nfc(text)).strip()


def canonical(text: str) -> str:
    """Lower case with one spelling per word (tone placement, i/y, dashes, quotes).

    The length is that of the NFC text given, so offsets carry over.
    """
    # Words are compared again and again, by the thousand for one question.
    return _canonical_word(text) if len(text) <= _WORD else _canonical(text)


@lru_cache(maxsize=65536)
def _canonical_word(text: str) -> str:
    return _canonical(text)


def _canonical(text: str) -> str:
    lower = text.lower()
    if len(lower) != len(text) or "Σ" in text:  # a letter whose small form depends or is longer
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    lower = canonical_marks(lower)
    lower = _TONE_PAIR.sub(lambda pair: _TONE_OF[pair[0]], lower)
    return _Y_END.sub(lambda end: end[1] + end[2].translate(_Y_TO_I), lower)


def canonical_marks(text: str) -> str:
    """One kind of dash and of quotation mark; letters and length stay as they are."""
    return _MARK.sub(lambda mark: _ONE_MARK[mark[0]], text)


class _Bare(dict[int, str]):
    """Each letter without its marks, by code point, found when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = {"đ": "d", "Đ": "D"}.get(char) or unicodedata.normalize("NFD", char)[0]
        self[code] = found = base if base.isalnum() or not char.isalnum() else char
        return found


_BARE = _Bare()


def strip_marks(text: str) -> str:
    """The text as typed without diacritics (đ becomes d); same length for NFC text."""
    return text.translate(_BARE)


def bare(text: str) -> str:
    """``strip_marks(canonical(text))``: the loosest key, for questions typed without accents."""
    return strip_marks(canonical(text))


def has_marks(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark; a question without any may mean every tone."""
    return strip_marks(text) != text


def words(text: str) -> list[str]:
    """Words and whole number/document tokens: ``743/1.149``, ``1668/NQ-UBTVQH15``, ``97,32%``."""
    return WORD.findall(text)


def syllables(text: str) -> list[str]:
    """Runs of letters and digits."""
    return SYLLABLE.findall(text)


def shared_start(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters two texts begin with in common."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
