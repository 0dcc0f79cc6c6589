"""How far a stretch of text covers the terms of one question: the innermost loop of matching.

It is run tens of thousands of times for a question, so what can be known of the terms
beforehand is. What this module does not know: how the terms are weighted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from index.synonyms import SAME
from index.tokens import units
from ingest.text import bare

ALONE = 0.5  # a syllable found without the neighbour it has in the question
OTHER_MARKS = 0.85  # same letters, other diacritics, in a question typed with them
# A fixed name of three syllables ("bảo hiểm xã hội") is not there if its parts are scattered.
LONG_NAME, SCATTERED = 3, 0.6


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of text prepared for matching: its syllables joined by single spaces."""

    exact: str
    loose: str

    @staticmethod
    def of(*texts: str) -> Zone:
        """A zone over one or several texts; phrases never match across two of them."""
        return _zone(texts)


@lru_cache(maxsize=32768)  # the same stretches are matched again when a library has grown
def _zone(texts: tuple[str, ...]) -> Zone:
    keys = [" ".join(units(text)) for text in texts]
    exact = " " + " | ".join(keys) + " "
    return Zone(exact, bare(exact))


@dataclass(frozen=True, slots=True)
class _Sought:
    """A term as it is looked for: itself, itself with its neighbour ("": it has none)."""

    place: int
    alone: str
    together: str
    share: float  # what it counts without its neighbour


@dataclass(frozen=True, slots=True)
class _Phrases:
    """What may stand for the terms at ``places``: (weight, phrase), best first."""

    places: tuple[int, ...]
    phrases: tuple[tuple[float, str], ...]
    whole: str  # the terms themselves, "" if it does not matter that they are scattered


class Matcher:
    """The terms of one question, ready to be looked for."""

    def __init__(
        self,
        syllables: Sequence[str],
        marked: bool,
        joined: Sequence[bool],
        alone: Sequence[bool],
        alternatives: Sequence[tuple[tuple[int, ...], tuple[tuple[str, float], ...]]],
    ) -> None:
        self._marked = marked
        self._size = len(syllables)
        self._exact = _sought(syllables, joined, alone)
        self._loose = _sought(list(map(bare, syllables)), joined, alone)
        self._phrases = [
            _Phrases(
                places,
                tuple(sorted(((w, f" {phrase} ") for phrase, w in phrases), reverse=True)),
                f" {' '.join(syllables[place] for place in places)} "
                if len(places) >= LONG_NAME
                and places[-1] - places[0] < len(places)
                and any(w >= SAME for _, w in phrases)
                else "",
            )
            for places, phrases in alternatives
        ]

    def cover(self, zone: Zone) -> list[float]:
        """How far each term is covered by the zone, 0 … 1."""
        cover = [0.0] * self._size
        # What stands there with its marks stands there without them too.
        near = [sought for sought in self._loose if sought.alone in zone.loose]
        if near:
            _fill(cover, near, zone.loose, OTHER_MARKS if self._marked else 1.0)
            if self._marked:
                exact = [self._exact[sought.place] for sought in near]
                own = [0.0] * self._size
                _fill(own, [it for it in exact if it.alone in zone.exact], zone.exact, 1.0)
                cover = [a if a >= b else b for a, b in zip(cover, own, strict=True)]
        text = zone.exact if self._marked else zone.loose
        for told in self._phrases:
            self._stand_in(cover, told, text)
        return cover

    def _stand_in(self, cover: list[float], told: _Phrases, text: str) -> None:
        places = told.places
        for weight, phrase in told.phrases:
            if phrase in text:
                for place in places:
                    cover[place] = max(cover[place], weight)
                return
        own = [cover[place] for place in places]
        if told.whole and any(own) and not all(own) and told.whole not in text:
            for place in places:
                cover[place] = min(cover[place], SCATTERED)


def _sought(names: Sequence[str], joined: Sequence[bool], alone: Sequence[bool]) -> list[_Sought]:
    pairs = [f" {one} {two} " for one, two in pairwise(names)]
    return [
        _Sought(place, f" {name} ", pairs[place] if joined[place] else "",
                1.0 if alone[place] else ALONE)
        for place, name in enumerate(names)
    ]  # fmt: skip


def _fill(cover: list[float], found: Sequence[_Sought], text: str, full: float) -> None:
    """Covers what was found, fully where it stands beside its neighbour."""
    for sought in found:
        place = sought.place
        cover[place] = max(cover[place], full * sought.share)
        if sought.together and sought.together in text:
            cover[place] = cover[place + 1] = full
