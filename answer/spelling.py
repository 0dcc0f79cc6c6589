"""Slips of the pen in questions, mended against the words that the reports use.

Two kinds: a pair of syllables that is no ordinary Vietnamese but that sounds like one the
reports have, with one of the two as typed ("kế hoạt", "nước xạch"), and an abbreviation
that is the initials of words they repeat ("TĐYN"). A pair that stands in any report, or is
common in general text, is never touched.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from answer.terms import general_rarity
from index.common_pairs import is_common
from index.tokens import units
from ingest.text import bare, canonical, has_marks

# Letters that sound alike in one dialect or another, as bare spelling (onset, coda).
_ONSETS = (("tr", "ch"), ("gi", "d"), ("r", "d"), ("s", "x"), ("qu", "w"), ("k", "c"), ("v", "d"),
           ("l", "n"), ("ngh", "ng"), ("gh", "g"))  # fmt: skip
_CODAS = (("ng", "n"), ("ch", "t"), ("c", "t"), ("nh", "n"), ("y", "i"))
_INITIALS = re.compile(r"(?<![\w/.-])[A-ZĐ]{3,6}(?![\w/-])")
_TONES = frozenset(
    "\N{COMBINING GRAVE ACCENT}\N{COMBINING ACUTE ACCENT}\N{COMBINING TILDE}"
    "\N{COMBINING HOOK ABOVE}\N{COMBINING DOT BELOW}"
)
_WORD = re.compile(r"[^\W\d_]+")
_EITHER = {
    "hs": ("hồ sơ", "học sinh"),
    "gv": ("giáo viên",),
    "dv": ("dịch vụ", "đơn vị"),
    "đv": ("đơn vị",),
    "cb": ("cán bộ", "công bố"),
    "nn": ("nông nghiệp", "nhà nước"),
    "ld": ("lao động", "lãnh đạo"),
    "lđ": ("lao động", "lãnh đạo"),
    "bv": ("bệnh viện", "bảo vệ"),
    "sp": ("sản phẩm",),
}
_SHORT = re.compile(rf"(?<!\w)({'|'.join(_EITHER)})\s+([^\W\d_]+)", re.IGNORECASE)
OFTEN = 2


def sound(syllable: str) -> str:
    """The key under which syllables that are confused in writing are one."""
    key = bare(syllable)
    for written, heard in _ONSETS:
        if key.startswith(written) and not key.startswith("kh"):
            key = heard + key[len(written) :]
            break
    for written, heard in _CODAS:
        if key.endswith(written) and len(key) > len(written):
            return key[: -len(written)] + heard
    return key


def _slip(typed: str, meant: str) -> bool:
    """Whether one may be a slip for the other: a word that exists keeps its vowels."""
    return general_rarity(typed, True) >= 1.0 or _vowels(typed) == _vowels(meant)


def _vowels(syllable: str) -> str:
    """The vowels of a syllable without their tone: "hạng" and "hạn" have the same."""
    letters = unicodedata.normalize("NFD", syllable)
    plain = unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))
    return "".join(c for c in plain if bare(c) in "aeiouy")


@dataclass(frozen=True, slots=True)
class Speller:
    """The pairs, and the words behind initials, of one library."""

    pairs: frozenset[tuple[str, str]]
    heard: dict[tuple[str, str], tuple[str, str]]
    initials: dict[str, str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Speller:
        """Learn from all passages."""
        pairs: Counter[tuple[str, str]] = Counter()
        runs: Counter[tuple[str, ...]] = Counter()
        for text in texts:
            sequence = units(text)
            pairs.update(pairwise(sequence))
            for size in (3, 4, 5, 6):
                runs.update(tuple(sequence[i : i + size]) for i in range(len(sequence) - size + 1))
        heard: dict[tuple[str, str], tuple[str, str]] = {}
        for (one, two), count in pairs.most_common():
            if count >= OFTEN and one[0].isalpha() and two[0].isalpha():
                heard.setdefault((sound(one), sound(two)), (one, two))
        initials: dict[str, str] = {}
        for run, count in runs.most_common():
            if count >= OFTEN and all(word[0].isalpha() for word in run):
                initials.setdefault("".join(word[0] for word in run), " ".join(run))
        return cls(frozenset(pairs), heard, initials)

    def mend(self, question: str, known: Collection[str] = ()) -> str:
        """The question with its slips mended; ``known`` holds abbreviations to leave alone."""

        def written_out(match: re.Match[str]) -> str:
            key = canonical(match[0])
            if key in self.initials and not any(canonical(word) == key for word in known):
                return self.initials[key]
            return match[0]

        text = _INITIALS.sub(written_out, self._either(question))
        if not has_marks(text):
            return text
        tokens = list(_WORD.finditer(text))
        words = [canonical(token[0]) for token in tokens]
        fixed = [token.start() > 0 and token[0][0].isupper() for token in tokens]
        changed: dict[int, str] = {}
        for index in range(len(words) - 1):
            if text[tokens[index].end() : tokens[index + 1].start()] != " ":
                continue
            if fixed[index] or fixed[index + 1]:
                continue
            for place, better in self._better(words, index):
                changed[place] = words[place] = better
        for place in sorted(changed, reverse=True):
            token = tokens[place]
            text = text[: token.start()] + changed[place] + text[token.end() :]
        return text

    def _either(self, question: str) -> str:
        """Shorthand that may be one of two words, written as the one the reports have there."""

        def written_out(match: re.Match[str]) -> str:
            following = canonical(match[2])
            for full in _EITHER[match[1].lower()]:
                last = full.split()[-1]
                if (last, following) in self.pairs or (bare(last), following) in self.pairs:
                    return f"{full} {match[2]}"
            return f"{match[1]} {match[2]}"

        return _SHORT.sub(written_out, question)

    def _better(self, words: list[str], index: int) -> Iterable[tuple[int, str]]:
        """What to put at the first or second of two neighbours, nothing if they are in order."""
        one, two = words[index], words[index + 1]
        if self._ordinary(one, two):
            return
        heard = self.heard.get((sound(one), sound(two)))
        if heard is None or (heard[0] != one) == (heard[1] != two):
            return
        first = heard[0] != one
        if not _slip(*((one, heard[0]) if first else (two, heard[1]))):
            return
        # The word changed must not be at home with its other neighbour.
        beside = words[max(index - 1, 0) : index] if first else words[index + 2 : index + 3]
        pairs_beside = [(word, one) if first else (two, word) for word in beside]
        if not any(self._ordinary(*pair) for pair in pairs_beside):
            yield (index, heard[0]) if first else (index + 1, heard[1])

    def _ordinary(self, one: str, two: str) -> bool:
        """Whether two neighbours are in order: printed in a report, or common Vietnamese."""
        return (one, two) in self.pairs or is_common(one, two)
