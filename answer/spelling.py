"""Slips of the pen in questions, mended against the words that the reports use.

Two kinds: a pair of syllables that no report has but that sounds like one they have
("kế hoạt", "nước xạch"), and an abbreviation that is the initials of words they repeat
("TĐYN"). A pair that stands in any report is never touched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from answer.asking import asking
from answer.terms import general_rarity
from index.tokens import units
from ingest.text import bare, canonical, has_marks

# Letters that sound alike in one dialect or another, as bare spelling (onset, coda).
_ONSETS = (("tr", "ch"), ("gi", "d"), ("r", "d"), ("s", "x"), ("qu", "w"), ("k", "c"), ("v", "d"),
           ("l", "n"), ("ngh", "ng"), ("gh", "g"))  # fmt: skip
_CODAS = (("ng", "n"), ("ch", "t"), ("c", "t"), ("nh", "n"), ("y", "i"))
_INITIALS = re.compile(r"(?<![\w/.-])[A-ZĐ]{3,6}(?![\w/-])")
OFTEN = 2


def sound(syllable: str) -> str:
    """The key under which syllables that are confused in writing are one."""
    key = bare(syllable)
    for written, heard in _ONSETS:
        if key.startswith(written):
            key = heard + key[len(written) :]
            break
    for written, heard in _CODAS:
        if key.endswith(written) and len(key) > len(written):
            return key[: -len(written)] + heard
    return key


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

    @staticmethod
    def _may(typed: str, printed: str) -> bool:
        """Whether one may be a slip for the other: other letters, or a tone no word has."""
        if typed == printed:
            return True
        return bare(typed) != bare(printed) or general_rarity(typed, True) >= 1.0

    def mend(self, question: str, known: Iterable[str] = ()) -> str:
        """The question with its slips mended; ``known`` holds abbreviations to leave alone."""
        kept = {canonical(word) for word in known}

        def written_out(match: re.Match[str]) -> str:
            key = canonical(match[0])
            return match[0] if key in kept else self.initials.get(key, match[0])

        text = _INITIALS.sub(written_out, question)
        if not has_marks(text):
            return text
        tokens = list(re.finditer(r"[^\W\d_]+", text))
        loose = asking().stop
        changed: dict[int, str] = {}
        for index, (first, second) in enumerate(pairwise(tokens)):
            if text[first.end() : second.start()] != " ":
                continue
            one, two = canonical(first[0]), canonical(second[0])
            if (one, two) in self.pairs or one in loose or two in loose:
                continue  # words of asking make no compound: "cộng lại" is not "còn lại"
            better = self.heard.get((sound(one), sound(two)))
            if better and self._may(one, better[0]) and self._may(two, better[1]):
                changed.setdefault(index, better[0])
                changed[index + 1] = better[1]
        for index in sorted(changed, reverse=True):
            token = tokens[index]
            text = text[: token.start()] + changed[index] + text[token.end() :]
        return text
