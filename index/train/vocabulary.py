"""Which tokens there are, and the tokenizer that finds them in any spelling.

A token is a syllable, a word of several syllables (a collocation), or a piece of a rare
word. Every token also has its forms without diacritics and with the tones placed the
other way; forms that mean the same token share its row of the table, so they cost a line
of the tokenizer and no vector. Text is cut by a unigram model over whole clauses: words of
several syllables win where they are likelier than their syllables one by one.

What this module does not know: vectors, pairs, training.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

import numpy as np

from ingest.text import canonical, strip_marks

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

UNKNOWN = "<unk>"
SPACE = "\N{LOWER ONE EIGHTH BLOCK}"  # stands for the blank before a syllable
LONGEST_WORD = 4  # syllables
FREQUENT = 20  # times that a run occurs before it is looked at
FRAGMENT = 0.8  # share of a run's places at which the same longer run stands
CLAUSE = re.compile(r"[^\W_]+(?: [^\W_]+)*")
_FORMS = (
    ("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ"),
    ("òe", "oè"), ("óe", "oé"), ("ỏe", "oẻ"), ("õe", "oẽ"), ("ọe", "oẹ"),
    ("ùy", "uỳ"), ("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"),
)  # fmt: skip
_I_END = re.compile(r"^([hklmstv])([iíìỉĩị])$")
_I_TO_Y = str.maketrans("iíìỉĩị", "yýỳỷỹỵ")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large the vocabulary may be, and how rare a token."""

    syllables: int = 22_000
    words: int = 22_000
    pieces: int = 3_000
    rarest_syllable: int = 12
    rarest_word: int = 40
    glue: float = 2.5  # log of how much oftener a word's parts meet than by chance


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Tokens, their rows and the parts that make a row.

    forms: spelling -> row. Several spellings may share one row; row 0 is the unknown.
    scores: log probability of every spelling, in the order of ``forms``.
    parts: for each row the features whose vectors it adds up.
    features: how many features there are.
    bare: for each row the rows of its spelling without diacritics.
    syllables: for each row the rows of its syllables; itself alone for a single syllable.
    """

    forms: dict[str, int]
    scores: tuple[float, ...]
    parts: tuple[tuple[int, ...], ...]
    features: int
    bare: tuple[tuple[int, ...], ...]
    syllables: tuple[tuple[int, ...], ...]


def clauses(text: str) -> Iterator[list[str]]:
    """Runs of canonical syllables without punctuation between them."""
    for clause in CLAUSE.findall(text.lower()):
        yield [_canonical(unit) for unit in clause.split(" ")]


@lru_cache(maxsize=500_000)
def _canonical(unit: str) -> str:
    return canonical(unit)


def count(texts: Iterable[str]) -> tuple[Counter[str], Counter[tuple[str, ...]]]:
    """How often each syllable and each frequent run of two to four syllables occurs."""
    numbers: dict[str, int] = {"": 0}  # 0 ends a clause
    codes = array("i")
    for text in texts:
        for run in clauses(text):
            codes.extend(numbers.setdefault(unit, len(numbers)) for unit in run)
            codes.append(0)
    flat = np.frombuffer(codes, np.int32) if codes else np.zeros(1, np.int32)
    units = list(numbers)
    seen = np.bincount(flat, minlength=len(units))
    single = Counter({unit: int(seen[number]) for unit, number in numbers.items() if number})
    return single, _frequent_runs(flat, units)


def _frequent_runs(flat: NDArray[np.int32], units: list[str]) -> Counter[tuple[str, ...]]:
    """Runs of two to four syllables that occur ``FREQUENT`` times; a longer run has such parts.

    A run of n is its first n - 1 syllables (``place`` names them, below zero if they are not
    frequent) and one more.
    """
    found: Counter[tuple[str, ...]] = Counter()
    place = np.where(flat > 0, flat, -1).astype(np.int64)
    names: list[tuple[str, ...]] = [(unit,) for unit in units]
    for length in range(2, LONGEST_WORD + 1):
        last = flat[length - 1 :].astype(np.int64)
        first = place[: len(last)]
        keys = np.where((first >= 0) & (last > 0), first * len(units) + last, -1)
        distinct, inverse, times = np.unique(keys, return_inverse=True, return_counts=True)
        keep = (times >= FREQUENT) & (distinct >= 0)
        renumber = np.where(keep, np.cumsum(keep) - 1, -1)
        kept = distinct[keep]
        names = [(*names[key // len(units)], units[key % len(units)]) for key in kept.tolist()]
        found.update(dict(zip(names, times[keep].tolist(), strict=True)))
        place = renumber[inverse]
    return found


def collocations(
    single: Counter[str], runs: Counter[tuple[str, ...]], sizes: Sizes
) -> dict[tuple[str, ...], int]:
    """The runs that meet far oftener than by chance at each place where they can be cut."""
    total = sum(single.values())

    def seen(gram: tuple[str, ...]) -> int:
        return single[gram[0]] if len(gram) == 1 else runs[gram]

    chosen: dict[tuple[str, ...], int] = {}
    for gram, times in runs.items():
        if times < sizes.rarest_word or any(unit.isdecimal() for unit in gram):
            continue
        chance = max(
            seen(gram[:cut]) * seen(gram[cut:]) / total or 1e-9 for cut in range(1, len(gram))
        )
        if log(times / chance) >= sizes.glue:
            chosen[gram] = times
    whole = _without_fragments(chosen)
    ranked = sorted(whole.items(), key=lambda item: (-item[1], item[0]))
    return dict(ranked[: sizes.words])


def _without_fragments(chosen: dict[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """Without runs that hardly occur outside of one longer run ("tịch hồ chí")."""
    fragments = {
        part
        for gram, times in chosen.items()
        for part in (gram[:-1], gram[1:])
        if part in chosen and times >= FRAGMENT * chosen[part]
    }
    return {gram: times for gram, times in chosen.items() if gram not in fragments}


def build(texts: Sequence[str], sizes: Sizes) -> Vocabulary:
    """The vocabulary of the texts."""
    single, runs = count(texts)
    words = collocations(single, runs, sizes)
    return _Table(single, words, sizes).vocabulary()


class _Table:
    """Rows, forms and features while they are being collected."""

    def __init__(
        self, single: Counter[str], words: dict[tuple[str, ...], int], sizes: Sizes
    ) -> None:
        self.total = sum(single.values())
        self.forms: dict[str, int] = {UNKNOWN: 0}
        self.scores: list[float] = [-25.0]
        self.parts: list[tuple[int, ...]] = [()]
        self.names: list[tuple[str, ...]] = [()]
        self.feature: dict[str, int] = {}
        ranked = sorted(single.items(), key=lambda item: (-item[1], item[0]))
        kept = [one for one in ranked if one[1] >= sizes.rarest_syllable][: sizes.syllables]
        self._add_syllables(dict(kept))
        self._add_words(words)
        known = set(dict(kept))
        self._add_pieces({one: seen for one, seen in ranked if one not in known}, sizes.pieces)
        self._add_spellings()

    def _row(self, form: str, name: tuple[str, ...], seen: float, parts: Iterable[str]) -> None:
        self.forms[form] = len(self.parts)
        self.scores.append(log(max(seen, 0.5) / self.total))
        self.parts.append(tuple(self.feature.setdefault(p, len(self.feature)) for p in parts))
        self.names.append(name)

    def _add_syllables(self, kept: dict[str, int]) -> None:
        plain: Counter[str] = Counter()
        for unit, seen in kept.items():
            plain[strip_marks(unit)] += seen
        for unit, seen in kept.items():
            self._row(SPACE + unit, (unit,), seen, (unit, "~" + strip_marks(unit)))
        for unit, seen in sorted(plain.items(), key=lambda item: (-item[1], item[0])):
            if SPACE + unit not in self.forms:
                self._row(SPACE + unit, (unit,), seen * 0.02, ("~" + unit,))

    def _add_words(self, words: dict[tuple[str, ...], int]) -> None:
        for gram, seen in words.items():
            if all(SPACE + unit in self.forms for unit in gram):
                parts = [" ".join(gram)]
                parts += [part for unit in gram for part in (unit, "~" + strip_marks(unit))]
                self._row("".join(SPACE + unit for unit in gram), gram, seen, parts)

    def _add_pieces(self, rare: dict[str, int], limit: int) -> None:
        """Pieces of the words that are too rare for a row, and every single letter."""
        first: Counter[str] = Counter()
        inner: Counter[str] = Counter()
        letters: Counter[str] = Counter()
        for unit, seen in rare.items():
            plain = strip_marks(unit)
            letters.update(dict.fromkeys(unit + plain, seen))
            for size in range(2, min(6, len(plain))):
                first[SPACE + plain[:size]] += seen
                for start in range(1, len(plain) - size + 1):
                    inner[plain[start : start + size]] += seen
        pieces = [*first.most_common(limit), *inner.most_common(limit)]
        pieces += [(form, 1) for one in sorted(letters)[:600] for form in (one, SPACE + one)]
        for form, seen in (*pieces, (SPACE, 1)):
            if form not in self.forms:
                self._row(form, (), 0.5, (form,))  # no name: a piece is no word
                self.scores[-1] = -16.0 - 1.0 / (1 + log(1 + seen))

    def _add_spellings(self) -> None:
        """Other spellings of a row; one that is taken keeps its own row."""
        for row in range(1, len(self.parts)):
            name = self.names[row]
            spellings = _other_tones(name) if name else []
            if len(name) > 1:
                spellings.append(tuple(map(strip_marks, name)))
            for spelling in spellings:
                form = "".join(SPACE + unit for unit in spelling)
                if form not in self.forms:
                    self.forms[form] = row
                    own = self.scores[self._place(name)]
                    self.scores.append(own + (-3.0 if len(name) > 1 else -0.5))

    def _place(self, name: tuple[str, ...]) -> int:
        return self.forms["".join(SPACE + unit for unit in name)]

    def vocabulary(self) -> Vocabulary:
        bare: list[tuple[int, ...]] = [(0,)]
        syllables: list[tuple[int, ...]] = [(0,)]
        for row, name in enumerate(self.names[1:], start=1):
            if not name:
                bare.append((row,))
                syllables.append((row,))
                continue
            joined = "".join(SPACE + strip_marks(unit) for unit in name)
            if joined in self.forms:
                bare.append((self.forms[joined],))
            else:
                bare.append(tuple(self.forms[SPACE + strip_marks(unit)] for unit in name))
            syllables.append(tuple(self.forms[SPACE + unit] for unit in name))
        return Vocabulary(
            self.forms,
            tuple(self.scores),
            tuple(self.parts),
            len(self.feature),
            tuple(bare),
            tuple(syllables),
        )


def _other_tones(name: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The word with the tones on the other vowel, with y for i, and both."""
    tones = tuple(map(_old_tone, name))
    found = [tones, tuple(map(_with_y, name)), tuple(map(_with_y, tones))]
    return [one for one in dict.fromkeys(found) if one != name]


def _old_tone(unit: str) -> str:
    for ours, other in _FORMS:
        if unit.endswith(ours) and not unit.endswith("q" + ours):
            return unit[: -len(ours)] + other
    return unit


def _with_y(unit: str) -> str:
    return _I_END.sub(lambda end: end[1] + end[2].translate(_I_TO_Y), unit)


def tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    """The tokenizer of the vocabulary's spellings; its ids are positions in ``forms``."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    pieces = list(zip(vocabulary.forms, vocabulary.scores, strict=True))
    made = Tokenizer(models.Unigram(pieces, unk_id=0, byte_fallback=False))
    made.normalizer = normalizers.Sequence(
        [
            normalizers.NFC(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex(r"[\s_]+"), " "),
        ]
    )
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r" ?[^\p{L}\p{M}\p{N} ][^\p{L}\p{M}\p{N}]*"), "removed"),
            pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always", split=False),
        ]
    )
    return made
