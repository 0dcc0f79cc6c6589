"""A line of a report as words in stretches: the pieces that may be taken or left whole.

A stretch ends where the author ended it: at a semicolon, at a full stop, at a comma behind a
figure, before "và" between two figures, at a bracket that holds a figure. Words are compared
folded, exactly (``ingest/text.py``).
What this module does not know: models, sentences that are to be checked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.text import canonical, nfc

DATA = Path(__file__).resolve().parent.parent / "data"
_WORD = re.compile(r"(?:(?<![^\s(])[-+−–](?=\d))?[^\W_]+(?:[.,/\-:&][^\W_]+)*(?:\s?[%‰])?")
_DIGIT = re.compile(r"\d")
_COUNT = re.compile(r"[-+]?\d[\d.,]*(?:/\d[\d.,]*)?[%‰]?")
_DATED = frozenset({"năm", "ngày", "tháng", "số", "quý"})
_MARK = re.compile(r"[,;:().!?…|]")
_STOPS = frozenset(";.!?…|")
_AND = frozenset({"và", "cùng"})
# A stretch that opens with one of these speaks of what stood before it.
_PREDICATES = frozenset(
    ["bằng", "tăng", "giảm", "đạt", "chiếm", "vượt", "xếp", "tương", "ước"]  # one syllable each
)
# The document or the occasion that a sentence begins with, which it can do without.
_OCCASIONS = ("thực hiện", "theo", "căn cứ", "triển khai", "hưởng ứng", "bên cạnh", "ngoài ra",
              "cùng với", "đồng thời", "qua đó")  # fmt: skip
PLACES = frozenset(
    [
        "tỉnh",
        "thành",
        "huyện",
        "quận",
        "xã",
        "phường",
        "thị",
        "sở",
        "ban",
        "trường",
        "hội",
        "công",
        "cục",
        "chi",
    ]
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word. key: folded; figure: it holds a digit; counts: it counts or measures;
    name: capitalised where no sentence begins; before: the marks straight before it."""

    key: str
    printed: str
    figure: bool
    counts: bool
    name: bool
    before: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words ``start`` … ``end`` of a line. aside: a bracket; opens: behind ; or . or at the start.

    subject: it begins with a name or a place of its own. bound: it speaks of what stood before.
    """

    start: int
    end: int
    aside: bool
    opens: bool
    figures: bool
    subject: bool
    bound: bool
    occasion: bool


@cache
def _syllables(name: str) -> frozenset[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(canonical(nfc(line.strip())) for line in lines if line and line[0] != "#")


def number_words() -> frozenset[str]:
    """Syllables that count: "hai", "mươi", "trăm", "cả"."""
    return _syllables("number_words.txt")


def joins(word: Word) -> bool:
    """Whether a word carries no fact, so that it may come and go."""
    return word.key in _syllables("joining_words.txt") and not word.name


def kept(word: Word) -> bool:
    """Whether leaving the word out would change what is said."""
    return word.figure or word.name or word.key in _syllables("kept_words.txt")


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order, with the marks between them."""
    text = nfc(text)
    words: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        before = "".join(_MARK.findall(text[end : match.start()]))
        printed = match[0]
        key = canonical(re.sub(r"\s", "", printed))
        figure = bool(_DIGIT.search(key))
        last = words[-1].key if words else ""
        begins = not words or any(mark in _STOPS for mark in before)
        counts = bool(figure and _COUNT.fullmatch(key) and last not in _DATED)
        name = printed[:1].isupper() and not begins
        words.append(Word(key, printed, figure, counts, name, before))
        end = match.end()
    return tuple(words)


def stretches(words: Sequence[Word]) -> tuple[Stretch, ...]:
    """The stretches of a line; they cover all its words."""
    if not words:
        return ()
    starts: list[tuple[int, bool]] = []  # (first word, whether a bracket)
    counted, in_aside = False, False
    for index, word in enumerate(words):
        opening = "(" in word.before and _bracket_counts(words, index)
        closing = in_aside and ")" in word.before
        following = words[index + 1] if index + 1 < len(words) else None
        split = (
            index == 0
            or opening
            or closing
            or any(mark in _STOPS for mark in word.before)
            or ("," in word.before and counted)
            or (word.key in _AND and counted and following is not None and following.counts)
        )
        if split:
            in_aside = opening or (in_aside and not closing)
            starts.append((index, in_aside))
            counted = False
        counted = counted or word.counts
    ends = [start for start, _ in starts[1:]] + [len(words)]
    return tuple(
        _stretch(words, start, end, aside) for (start, aside), end in zip(starts, ends, strict=True)
    )


def _stretch(words: Sequence[Word], start: int, end: int, aside: bool) -> Stretch:
    own = words[start:end]
    if own[0].key in _AND and len(own) > 1:
        own = own[1:]
    opening = " ".join(word.key for word in own[:2])
    first = own[0]
    until = next((i for i, word in enumerate(own) if word.figure), len(own))
    named = any(word.name or word.printed[:1].isupper() for word in own[1:until])
    return Stretch(
        start=start,
        end=end,
        aside=aside,
        opens=start == 0 or any(mark in _STOPS for mark in words[start].before),
        figures=any(word.figure for word in words[start:end]),
        subject=(first.name or first.key in PLACES) and (named or first.name),
        bound=first.key in _PREDICATES or opening == "trong đó",
        occasion=opening in _OCCASIONS or first.key in _OCCASIONS,
    )


def _bracket_counts(words: Sequence[Word], start: int) -> bool:
    """Whether the bracket that opens before a word holds a figure before it closes."""
    for index in range(start, len(words)):
        if index > start and ")" in words[index].before:
            return False
        if words[index].figure:
            return True
    return False
