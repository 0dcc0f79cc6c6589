"""The content words of a question, weighted by how much they tell apart, and their match.

A term is one syllable of the question at its place. It is *covered* by a stretch of a
report fully where it stands there beside its neighbour of the question (Vietnamese
words are mostly two syllables), in part where it stands alone, and nearly fully where
a synonym of the phrase it belongs to stands there.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from operator import mul
from pathlib import Path

from answer.asking import asking
from answer.cover import Matcher, Zone
from answer.frame import Frame
from answer.other_names import other_names
from answer.times import times_in
from index.synonyms import Thesaurus
from index.tokens import units
from ingest.text import SYLLABLE, WORD, bare

STOP_WEIGHT = 0.12
LIGHT_WEIGHT = 0.35  # an everyday verb or adverb that stands alone
FRAMING_WEIGHT = 0.35  # a noun that only says of what sort the next one is
WITHIN_WEIGHT = 0.5  # the whole that a question opens with and asks a part of
TIME_WEIGHT = 0.25  # words that tell when: the scope looks after them
PAIR_WEIGHT = 0.45  # of the rarity of a pair of syllables, for each of the two
PHRASE_WEIGHT = 0.35
LONE = 0.6  # a syllable that makes no word with a neighbour is rarely the topic
# "bậc tiểu học": a report prints the name alone.
_FRAMING = frozenset({"bậc"})
_FRAMING_PAIRS = frozenset({("địa", "bàn"), ("dia", "ban"), ("phạm", "vi")})
_DAY = re.compile(r"/|(?<!\w)(?:ngày|ngay|mốc|moc)(?!\w)")
_OF_ALL = re.compile(r"(?<!\w)(?:trong|trên|tren) (?:tổng|tong)(?: số| so)?\s[^,?]{4,80}\??$")
_WITHIN = re.compile(r"(?:trong|trong số|trong so)\s[^,?]{4,80},\s")
LIGHT_WORDS = Path(__file__).parent / "data" / "light_words.txt"
GENERAL = 0.3  # the part of a weight that rarity in general text does not change
FREQUENCY = Path(__file__).parent / "data" / "general_frequency.txt"


class Vocabulary:
    """How rare each syllable is in the library and in general text, marked and bare."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._exact: Counter[str] = Counter()
        self._bare: Counter[str] = Counter()
        self._pairs: Counter[str] = Counter()
        self.size = 0
        for text in texts:
            self.size += 1
            sequence = units(text)
            self._pairs.update({f"{one} {two}" for one, two in pairwise(sequence)})
            self._pairs.update({bare(f"{one} {two}") for one, two in pairwise(sequence)})
            found = set(sequence)
            self._exact.update(found)
            self._bare.update({bare(syllable) for syllable in found})

    def knows(self, syllable: str, marked: bool) -> bool:
        """Whether any passage has the syllable."""
        return (self._exact if marked else self._bare)[syllable] > 0 or self._bare[
            bare(syllable)
        ] > 0

    def spelled_otherwise(self, name: str) -> bool:
        """Whether the syllables of a name stand side by side with other marks too.

        Typed without marks, "da nang" may be the city or "đa năng".
        """
        sequence = name.split()
        return any(
            self._pairs[bare(f"{one} {two}")] > self._pairs[f"{one} {two}"]
            for one, two in pairwise(sequence)
            if bare(f"{one} {two}") != f"{one} {two}"
        )

    def pair_rarity(self, one: str, two: str) -> float:
        """How much two neighbouring syllables tell apart together, 0 … 1; 0 if no report has them.

        "có công" is a rare word of two common syllables.
        """
        count = self._pairs[f"{one} {two}"]
        top = math.log(self.size + 1.5)
        return math.log((self.size + 1.5) / (count + 0.5)) / top if count and top else 0.0

    def rarity(self, syllable: str, marked: bool) -> float:
        """How much a syllable tells apart, 0 … 1.

        Rare in the library counts, and more so if it is rare in general text as well: a
        topic no report knows weighs much, an everyday verb that no report uses does not.
        """
        count = (self._exact if marked else self._bare)[syllable]
        if not count and marked:
            count = self._bare[bare(syllable)]
        top = math.log(self.size + 1.5)
        here = math.log((self.size + 1.5) / (count + 0.5)) / top if top else 1.0
        return min(here, 1.0) * (GENERAL + (1 - GENERAL) * general_rarity(syllable, marked))


@cache
def _general() -> tuple[dict[str, float], dict[str, float]]:
    lines = FREQUENCY.read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    size = float(rows[0][0])
    exact = {name: math.log(size / float(count)) / math.log(size) for name, count in rows[1:]}
    loose: dict[str, float] = {}
    for name, value in exact.items():
        key = bare(name)
        loose[key] = min(loose.get(key, 1.0), value)
    return exact, loose


@cache
def light() -> frozenset[str]:
    """Everyday syllables that carry little of a question's topic, canonical."""
    lines = LIGHT_WORDS.read_text(encoding="utf-8").splitlines()
    words = (units(line) for line in lines if line and not line.startswith("#"))
    return frozenset(word[0] for word in words if len(word) == 1)


def general_rarity(syllable: str, marked: bool) -> float:
    """How rare a syllable is in general Vietnamese text, 0 … 1 (1: not in the list)."""
    if syllable[:1].isdigit():
        return 0.5
    return _general()[0 if marked else 1].get(syllable, 1.0)


@dataclass(frozen=True)
class Terms:
    """The question's content: syllables, their weights, and phrases that say the same.

    alternatives: (places, ((phrase, weight), …)): a phrase stands for the syllables there.
    """

    syllables: tuple[str, ...]
    bare: tuple[str, ...]
    weights: tuple[float, ...]
    marked: bool
    joined: tuple[bool, ...]  # whether syllable i stands right before syllable i + 1
    alone: tuple[bool, ...]  # whether no other content syllable stands beside it
    alternatives: tuple[tuple[tuple[int, ...], tuple[tuple[str, float], ...]], ...] = ()
    total: float = 0.0
    places: tuple[int, ...] = ()  # where each syllable stands in the question's key
    vocabulary: frozenset[str] = frozenset()  # its words and those that may stand for them

    def cover(self, zone: Zone) -> list[float]:
        """How far each term is covered by the zone, 0 … 1."""
        return self._matcher.cover(zone)

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self.syllables, self.marked, self.joined, self.alone, self.alternatives)

    def share(self, cover: Sequence[float]) -> float:
        """The weighted share of the question that is covered."""
        if not self.total:
            return 0.0
        covered: float = sum(map(mul, self.weights, cover))
        return covered / self.total


def read_terms(frame: Frame, vocabulary: Vocabulary, thesaurus: Thesaurus) -> Terms:
    """The content terms of a question, with what else may stand for them."""
    words = asking()
    stop = words.stop if frame.marked else words.bare_stop
    placed = list(_placed(frame.key))
    kept = [
        index
        for index, (_, start, _) in enumerate(placed)
        if not any(a <= start < b for a, b in frame.asked)
    ]
    syllables = [placed[index][0] for index in kept]
    content = [syllable not in stop for syllable in syllables]
    rarity = [max(vocabulary.rarity(syllable, frame.marked), 0.08) for syllable in syllables]
    weights = [r if c else STOP_WEIGHT * r for r, c in zip(rarity, content, strict=True)]
    following = [*kept[1:], -1][: len(kept)]
    times = list(times_in(frame.key))
    joined = tuple(
        _neighbours(frame.key, placed, a, b) for a, b in zip(kept, following, strict=True)
    )
    alone = tuple(
        not (joined[i] and content[i + 1]) and not (i and joined[i - 1] and content[i - 1])
        for i in range(len(kept))
    )
    years = [(a, b) for a, b in times if not _DAY.search(frame.key, a, b)]
    joined = tuple(
        beside and not _leaves(years, placed[a][1], placed[b][1])
        for beside, a, b in zip(joined, kept, following, strict=True)
    )
    for index in range(len(kept) - 1):
        if joined[index] and content[index] and content[index + 1]:
            together = vocabulary.pair_rarity(syllables[index], syllables[index + 1])
            for place in (index, index + 1):
                weights[place] = max(weights[place], PAIR_WEIGHT * together)
    alternatives = tuple(other_names(frame, thesaurus, [unit for unit, _, _ in placed], kept))
    for places, _ in alternatives:
        # A name that the thesaurus knows ("người có công") is one word, common as its parts are.
        together = max(
            (
                vocabulary.pair_rarity(syllables[one], syllables[two])
                for one, two in pairwise(places)
                if two == one + 1
            ),
            default=0.0,
        )
        for place in places:
            weights[place] = max(weights[place], PHRASE_WEIGHT * together)
    if frame.marked:
        weights = [
            weight * LIGHT_WEIGHT if alone[i] and content[i] and syllables[i] in light() else weight
            for i, weight in enumerate(weights)
        ]
    weights = [weight * LONE if a else weight for weight, a in zip(weights, alone, strict=True)]
    whole = _WITHIN.match(frame.key) or _OF_ALL.search(frame.key)
    weights = [
        weight
        * (FRAMING_WEIGHT if _frames(syllables, joined, i) else 1.0)
        * (WITHIN_WEIGHT if whole and whole.start() <= placed[kept[i]][1] < whole.end() else 1.0)
        for i, weight in enumerate(weights)
    ]
    weights = [
        weight * TIME_WEIGHT if any(a <= placed[index][1] < b for a, b in times) else weight
        for weight, index in zip(weights, kept, strict=True)
    ]
    others = (word for *_, found in alternatives for phrase, _ in found for word in phrase.split())
    return Terms(
        tuple(syllables),
        tuple(map(bare, syllables)),
        tuple(weights),
        frame.marked,
        joined,
        alone,
        alternatives,
        sum(weights),
        tuple(placed[index][1] for index in kept),
        frozenset([*syllables, *others]),
    )


def _frames(syllables: Sequence[str], joined: Sequence[bool], i: int) -> bool:
    """Whether a syllable belongs to a noun that only says of what sort the next words are."""
    if joined[i] and syllables[i] in _FRAMING:
        return True
    return any(
        tuple(syllables[first : first + 2]) in _FRAMING_PAIRS and joined[first]
        for first in (i - 1, i)
        if first >= 0
    )


def _placed(key: str) -> Iterable[tuple[str, int, int]]:
    """The units of a key with their offsets."""
    for word in WORD.finditer(key):
        pieces = units(word[0])
        spans = [m.span() for m in SYLLABLE.finditer(word[0])]
        if len(pieces) == len(spans):
            for piece, (start, end) in zip(pieces, spans, strict=True):
                yield piece, word.start() + start, word.start() + end
        elif pieces:
            yield pieces[0], word.start(), word.end()


def _leaves(times: Sequence[tuple[int, int]], one: int, other: int) -> bool:
    """Whether only one of two places is where the question says when: they make no word."""
    return any((a <= one < b) != (a <= other < b) for a, b in times)


def _neighbours(key: str, placed: list[tuple[str, int, int]], a: int, b: int) -> bool:
    """Whether two units stand side by side with nothing but a space or hyphen between."""
    return b == a + 1 and key[placed[a][2] : placed[b][1]].strip(" -") == ""
