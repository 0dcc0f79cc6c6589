"""Can this text be used: letters torn apart are joined, and gibberish is told from words.

Two things that PDFs do to Vietnamese: a space falls inside a syllable (``ĐIỀ U KHO ẢN``),
and a font without a proper ToUnicode table gives other characters than it shows, or none
for the letters with marks (``C NG HOÀ XÃ H I``). The first is repaired where the
syllable rules leave no choice; the second is only told, by a score that explains itself.

What this module does not know: the legacy fonts (``legacy_fonts.py`` goes first), and
errors that still look like words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ingest.syllables import BARE_VOWEL_SYLLABLES, is_onset, is_syllable
from ingest.text import nfc

# Pages of real text score above 0.9, shifted or lost codes below 0.5 (tests show both).
LEGIBLE = 0.75
# Share of a page's letters that abbreviations may have; all-capital Vietnamese is syllables.
MOST_CAPITALS = 0.25
# So many different onsets without a vowel are not units or labels.
MANY_ONSETS = 6
# Fewer words than this say nothing about a page.
FEW_WORDS = 15
# So many joins that nothing else explains make the doubtful ones likely too.
OFTEN = 4

_GAP = re.compile(r"(?<![^\W_])([^\W\d_]+)( +)([^\W\d_]+)(?![^\W_])")
_SPELLED = re.compile(r"(?<![^\W_])[^\W\d_]{1,2}(?: [^\W\d_]{1,2}){3,}(?![^\W_])")
_EDGES = "".join(map(chr, range(33, 48))) + ":;<=>?@[]^_`{|}~“”‘’«»…–—•·"
_NUMBER = re.compile(r"[\d.,/%:()\-–+*]+")
_VOWELS = set("aeiouy")


@dataclass(frozen=True, slots=True)
class Legibility:
    """How much of a text reads as words, and why not if it does not.

    score: share of letters (by words' lengths) in plausible words, 0..1; 1 where ``words``
    are too few to tell. reason: Vietnamese clause for a warning, "" where usable.
    """

    score: float
    words: int
    reason: str

    @property
    def usable(self) -> bool:
        """Whether the text may be indexed as it is."""
        return self.reason == ""


def gibberish(text: str) -> Legibility:
    """Whether a page's text is Vietnamese (or another normal text) or a broken text layer."""
    broken = sum(map(_is_broken, text))
    shown = sum(not char.isspace() for char in text)
    tokens = [token.strip(_EDGES) for token in text.split()]
    words = [token for token in tokens if token and not _NUMBER.fullmatch(token)]
    if shown and broken > max(2, 0.05 * shown):
        return Legibility(1 - broken / shown, len(words), "nhiều ký tự không có trong bảng mã")
    if len(words) < FEW_WORDS:
        return Legibility(1.0, len(words), "")
    total = sum(map(len, words))
    good = sum(len(word) for word in words if _is_plausible(word))
    capitals = sum(len(word) for word in words if word.isupper() and not _has_syllable(word))
    # Shifted codes look like abbreviations; real pages have few of these.
    score = (good - max(0.0, capitals - MOST_CAPITALS * total)) / total
    lost = [word.lower() for word in words if is_onset(word)]
    if score < LEGIBLE:
        return Legibility(score, len(words), "chữ đọc ra không thành từ")
    # "KH" and "TH" head the columns of many tables; lost vowels leave every onset alone.
    if len(lost) > 0.15 * len(words) and len(set(lost)) >= MANY_ONSETS:
        return Legibility(score, len(words), "mất các chữ cái có dấu")
    return Legibility(score, len(words), "")


def _is_broken(char: str) -> bool:
    """Control, private and unassigned characters, and the replacement character."""
    if char in "\n\r\t\f\N{SOFT HYPHEN}":
        return False
    return char == "\N{REPLACEMENT CHARACTER}" or unicodedata.category(char) in {"Cc", "Co", "Cn"}


def _has_syllable(token: str) -> bool:
    return any(map(is_syllable, re.split(r"[^\w]+", token)))


def _is_plausible(token: str) -> bool:
    """A syllable, a word with vowels, an abbreviation, a document number, a list mark."""
    pieces = [piece for piece in re.split(r"[/\-–.,&+'’()]", token) if piece]
    return all(_is_plausible_piece(piece) for piece in pieces)


def _is_plausible_piece(piece: str) -> bool:
    letters = piece.strip("0123456789¹²³⁴⁵⁶⁷⁸⁹⁰%")
    if letters == "" or is_syllable(letters):
        return True
    if not letters.isalpha():
        return False
    latin = unicodedata.normalize("NFD", letters).encode("ascii", "ignore").decode()
    if letters.isupper():
        # UBND, NQ, TW …: capitals of this alphabet without vowels or with few.
        return len(letters) <= 8 and len(latin) >= len(letters.replace("Đ", ""))
    tail = letters[1:]
    if len(letters) > 2 and not tail.islower():
        return len(letters) <= 5 and letters.isascii()  # TTg, CTr, kWh
    vowels = sum(char in _VOWELS for char in latin.lower())
    return letters.isascii() and 1 < len(letters) <= 20 and vowels >= 0.2 * len(letters)


def join_split(text: str) -> str:
    """Join syllables torn by spaces where the syllable rules leave no other reading.

    The result is NFC; everything else, white space included, stays as it is.
    """
    text = nfc(text)
    text = _SPELLED.sub(lambda run: _join_spelled(run[0]), text)
    joined, count = _join_pass(text, often=False)
    return _join_pass(joined, often=True)[0] if count >= OFTEN else joined


def _join_pass(text: str, *, often: bool) -> tuple[str, int]:
    """One sweep; a torn onset (``h ội``) is joined before a torn end (``thà nh``)."""
    count = 0
    for choose in (_is_torn_onset, _is_torn_end):
        position = 0
        while (found := _GAP.search(text, position)) is not None:
            left, right = found[1], found[3]
            if _is_cased(left + right) and is_syllable(left + right) and choose(left, right, often):
                text = text[: found.end(1)] + text[found.start(3) :]
                count += 1
                position = found.start()
            else:
                position = found.start(3)
    return text, count


def _is_torn_onset(left: str, right: str, often: bool) -> bool:
    """``h ội``, ``tr ường``: consonants alone, then a rime."""
    if not is_onset(left) or (is_syllable(right) and is_onset(right[0])):
        return False
    if right.lower() not in BARE_VOWEL_SYLLABLES:
        return True
    # "điểm c ở", "KH ỦY BAN": a label or an abbreviation before a word.
    return often or (len(left) > 1 and not left.isupper())


def _is_torn_end(left: str, right: str, often: bool) -> bool:
    """``ĐIỀ U``, ``KHO ẢN``, ``thà nh``: at least one part is no word of its own."""
    if is_onset(left):
        return False
    if not is_syllable(left):
        return True
    if is_onset(right):
        return (often or len(right) > 1) and right.islower()
    return right.lower() not in BARE_VOWEL_SYLLABLES or (often and right in {"o", "i", "u", "y"})


def _is_cased(word: str) -> bool:
    return word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower())


def _join_spelled(run: str) -> str:
    """``B Á O C Á O`` to ``BÁO CÁO``: the only way into fewest syllables, else unchanged."""
    pieces = run.split(" ")
    if all(map(is_syllable, pieces)) or any(len(p) == 2 and not is_onset(p) for p in pieces):
        return run
    best: list[tuple[int, list[list[str]]]] = [(0, [[]])]
    for end in range(1, len(pieces) + 1):
        options: list[tuple[int, list[str]]] = []
        for start in range(max(0, end - 7), end):
            word = "".join(pieces[start:end])
            if _is_cased(word) and is_syllable(word) and best[start][1]:
                options += [(best[start][0] + 1, [*way, word]) for way in best[start][1]]
        fewest = min((cost for cost, _ in options), default=0)
        best.append((fewest, [way for cost, way in options if cost == fewest][:2]))
    ways = best[-1][1]
    return " ".join(ways[0]) if len(ways) == 1 else run
