"""Words that a question cuts short or mistypes into no word: what the reports have instead.

"dsố" is "dân số", "DL" behind "ngành" is "du lịch", "pạt vi phạm" is "phạt vi phạm". A word is
only read as another one that the reports have beside its neighbour. What this module does not
know: slips that make another word (``spelling.py``), and words that stand for several.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from answer.asking import asking
from answer.sounds import rime, sound
from answer.terms import general_rarity, light
from index.common_pairs import is_common
from ingest.syllables import is_onset, is_syllable
from ingest.text import bare, canonical

Pair = tuple[str, str]
CHAT_WORDS = Path(__file__).parent / "data" / "chat_words.txt"
_LETTERS = "abcdeghiklmnopqrstuvxy"
_VOWEL = re.compile(r"[aeiouy]")
_INITIALS = 2  # letters; three and more are looked up without a neighbour
LONG = 3  # letters that a mistyped word must have


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one library, as slips are read against them.

    pairs: neighbouring syllables and how often. ends: a syllable and those before it,
        commonest first.
    initials: two letters and the pairs that begin with them, commonest first.
    spelled: letters without marks, and the syllables written with them.
    """

    pairs: Mapping[Pair, int]
    ends: Mapping[str, Sequence[str]]
    initials: Mapping[str, Sequence[Pair]]
    spelled: Mapping[str, Sequence[str]]

    def meant(self, before: str, typed: str, after: str) -> str:
        """What a word between two others was meant to be, "" where it is in order or unclear.

        before, after: canonical, "" at the end of a clause. typed: as typed.
        """
        key = canonical(typed)
        if key in asking().stop | asking().bare_stop | light() | chat_words():
            return ""
        if (len(key) == _INITIALS and not _VOWEL.search(bare(key))) or typed.isupper():
            short = len(key) == _INITIALS and (typed.isupper() or typed.islower())
            return self._of_initials(before, key, after) if short else ""
        if key in self.spelled.get(bare(key), ()):
            return ""
        if is_syllable(key):
            # What general text has is a word, though these reports do without it.
            return "" if general_rarity(key, True) < 1.0 else self._mistyped(before, key, after)
        return self._squeezed(before, key) or self._mistyped(before, key, after)

    def mistyped_name(self, before: str, key: str, after: str) -> str:
        """A syllable of a name that can be none, as the reports print it beside its neighbour."""
        if key in self.spelled.get(bare(key), ()):
            return ""
        meant = self._mistyped(before, key, after)
        beside = (before, meant) in self.pairs or (meant, after) in self.pairs
        return meant if beside else ""

    def _of_initials(self, before: str, key: str, after: str) -> str:
        """ "Sở NV", "HG cũ": the words of these initials that go with a neighbour.

        "" where two would do nearly as well.
        """
        ranked = sorted(
            ((self._together(before, pair, after), pair) for pair in self.initials.get(key, ())),
            reverse=True,
        )
        if not ranked or not ranked[0][0] or (len(ranked) > 1 and ranked[1][0] * 2 > ranked[0][0]):
            return ""
        return " ".join(ranked[0][1])

    def _together(self, before: str, pair: Pair, after: str) -> int:
        """How often a pair may stand beside a neighbour, at most."""
        one, two = pair
        stop, most = asking().stop, self.pairs[pair]
        return sum(
            min(self.pairs.get(beside, 0), most)
            for beside, neighbour in (((before, one), before), ((two, after), after))
            if neighbour not in stop  # beside a grammatical word stands anything
        )

    def _squeezed(self, before: str, key: str) -> str:
        """ "dsố", "đviên": the first letters of one syllable and the whole of the next."""
        for size in (1, 2, 3):
            onset, rest = key[:size], key[size:]
            if len(rest) < _INITIALS or not is_onset(onset) or not is_syllable(rest):
                continue
            for whole in dict.fromkeys([rest, *self.spelled.get(bare(rest), ())]):
                firsts = [one for one in self.ends.get(whole, ()) if one.startswith(onset)]
                beside = [one for one in firsts if (before, one) in self.pairs]
                if firsts and (whole == rest or len(bare(rest)) >= LONG):
                    return f"{(beside or firsts)[0]} {whole}"
        return ""

    def _mistyped(self, before: str, key: str, after: str) -> str:
        """A word one letter away that stands beside a neighbour in the reports.

        What can be a syllable is only read as one that sounds the same, and that the reports
        have there.
        """
        if len(key) < LONG or not key.isalpha():
            return ""
        letters = bare(key)
        whole = is_syllable(key)
        best, most = "", (False, False, 0)
        near = [it for it in self.spelled if it != letters and sound(it) == sound(letters)]
        for spelling in dict.fromkeys((letters, *near, *_edits(letters))):
            for word in self.spelled.get(spelling, ()):
                beside = self._beside(before, word) + self._beside(word, after)
                alike = _alike(word, key)
                heard = 1 if sound(word) == sound(key) else 2
                if not beside or (whole and not (alike and beside >= heard)):
                    continue
                fits = (spelling == letters, alike, beside)
                if fits > most:
                    best, most = word, fits
        return best

    def _beside(self, one: str, two: str) -> int:
        """2 for neighbours that the reports have, 1 for common Vietnamese."""
        if not one or not two:
            return 0
        return 2 if (one, two) in self.pairs else int(is_common(one, two))


def _alike(one: str, other: str) -> bool:
    """Whether two syllables have the same vowels with the same tone, on whichever of them."""
    return sorted(unicodedata.normalize("NFD", rime(one))) == sorted(
        unicodedata.normalize("NFD", rime(other))
    )


@cache
def chat_words() -> frozenset[str]:
    """Short forms of grammatical words, canonical."""
    lines = CHAT_WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(canonical(line) for line in lines if line and not line.startswith("#"))


def _edits(word: str) -> Iterable[str]:
    """Every spelling one letter away, heard alike before merely near."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        for letter in _LETTERS:
            yield f"{head}{letter}{tail}"
    for place in range(len(word)):
        head, tail = word[:place], word[place + 1 :]
        yield head + tail
        if place + 1 < len(word):
            yield f"{head}{word[place + 1]}{word[place]}{word[place + 2 :]}"
        for letter in _LETTERS:
            yield f"{head}{letter}{tail}"
