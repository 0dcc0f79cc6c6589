"""Other words for the same thing: abbreviations, administrative terms, everyday speech.

``data/synonyms.txt`` holds them as text that grows (its head explains the three signs);
abbreviations that a report defines itself are learned from its ``Reading``. A phrase is a
run of units (``tokens.py``); where a question typed without diacritics is matched, its
accent-stripped copy.

What this module does not know: how the other words are weighed against the literal ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.tokens import bare_unit, units

DATA = Path(__file__).with_name("data")
SYNONYMS = DATA / "synonyms.txt"  # offices and their language
EVERYDAY = DATA / "everyday.txt"  # how people say it
SAME, NEAR, ASKED = 0.9, 0.4, 0.5  # how much another name counts against the literal one
WIDE = 3  # units of a phrase that may stand with other words between them
GAP, GAPS = 3, 4  # how many between two of them, and in all
SIGNS = ((" = ", SAME), (" ~ ", NEAR), (" >> ", ASKED), (" > ", ASKED))
MARKED_ONLY = " >> "  # a short word that is another one without its diacritics ("mổ", "mở")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """What else to look for, and how much it counts (0..1)."""

    phrase: Phrase
    weight: float
    marked_only: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A run of the question's units, ``start`` to ``end``, that has other names."""

    start: int
    end: int
    alternatives: tuple[Alternative, ...]


class Thesaurus:
    """Phrases and their alternatives, found in a question longest first."""

    def __init__(self, entries: Iterable[tuple[Phrase, Alternative]]) -> None:
        self._exact: dict[Phrase, dict[Phrase, float]] = {}
        marked: set[tuple[Phrase, Phrase]] = set()
        for phrase, other in entries:
            if other.marked_only:
                marked.add((phrase, other.phrase))
            if phrase and other.phrase and phrase != other.phrase:
                known = self._exact.setdefault(phrase, {})
                known[other.phrase] = max(known.get(other.phrase, 0.0), other.weight)
        self._bare: dict[Phrase, dict[Phrase, float]] = {}
        for phrase, others in self._exact.items():
            loose = {it: weight for it, weight in others.items() if (phrase, it) not in marked}
            if loose:
                self._bare.setdefault(bare_phrase(phrase), {}).update(loose)
        self._longest = max(map(len, self._exact), default=0)
        self._opening: dict[bool, dict[str, list[Phrase]]] = {True: {}, False: {}}
        for marks, names in ((True, self._exact), (False, self._bare)):
            for phrase in names:
                if len(phrase) >= WIDE:
                    self._opening[marks].setdefault(phrase[0], []).append(phrase)

    def matches(self, sequence: Sequence[str], marked: bool) -> list[Match]:
        """Where known phrases stand in a question, none inside a longer one.

        marked: whether the question was typed with diacritics; without, every phrase
            matches that reads the same when its own are taken off.
        """
        known = self._exact if marked else self._bare
        found: list[Match] = []
        place = 0
        while place < len(sequence):
            for length in range(min(self._longest, len(sequence) - place), 0, -1):
                if others := known.get(tuple(sequence[place : place + length])):
                    alternatives = tuple(Alternative(*other) for other in others.items())
                    found.append(Match(place, place + length, alternatives))
                    place += length
                    break
            else:
                place += 1
        return found

    def within(self, sequence: Sequence[str], marked: bool) -> list[Match]:
        """Known phrases of several units that stand within the ones that ``matches`` finds."""
        known = self._exact if marked else self._bare
        found = []
        for whole in self.matches(sequence, marked):
            for start in range(whole.start, whole.end - 1):
                for end in range(start + 2, whole.end + 1):
                    others = known.get(tuple(sequence[start:end]))
                    if others and end - start < whole.end - whole.start:
                        alternatives = tuple(Alternative(*other) for other in others.items())
                        found.append(Match(start, end, alternatives))
        return found

    def scattered(
        self, sequence: Sequence[str], marked: bool
    ) -> list[tuple[tuple[int, ...], tuple[Alternative, ...]]]:
        """Known phrases of some length whose units stand in order with others between them.

        "kinh tế Vân Khê lớn lên" is "kinh tế lớn lên". Gives the places of the units.
        """
        known = self._exact if marked else self._bare
        found = []
        for start, unit in enumerate(sequence):
            for phrase in self._opening[marked].get(unit, ()):
                places = _in_order(phrase, sequence, start)
                if places and places[-1] - start >= len(phrase):
                    others = tuple(Alternative(*other) for other in known[phrase].items())
                    found.append((places, others))
        return found


def _in_order(phrase: Phrase, sequence: Sequence[str], start: int) -> tuple[int, ...]:
    """Where the units of a phrase stand from a place on, () if one is missing or too far."""
    places = [start]
    for unit in phrase[1:]:
        after = places[-1] + 1
        try:
            places.append(sequence.index(unit, after, after + GAP + 1))
        except ValueError:
            return ()
    return tuple(places) if places[-1] - start + 1 - len(phrase) <= GAPS else ()


def bare_phrase(phrase: Sequence[str]) -> Phrase:
    """A phrase as typed without diacritics."""
    return tuple(map(bare_unit, phrase))


@cache
def general() -> tuple[tuple[Phrase, Alternative], ...]:
    """The entries of the data files."""
    texts = (file.read_text(encoding="utf-8") for file in (SYNONYMS, EVERYDAY))
    return tuple(entry for text in texts for entry in parse(text))


def learned(abbreviations: Iterable[tuple[str, str]]) -> list[tuple[Phrase, Alternative]]:
    """Entries of the abbreviations that reports define: (short form, words), both ways."""
    return [entry for short, long in abbreviations for entry in _both_ways([short, long], SAME)]


def parse(text: str) -> list[tuple[Phrase, Alternative]]:
    """Reads the format of ``data/synonyms.txt``.

    Raises:
        ValueError: a line has none of the signs.
    """
    entries: list[tuple[Phrase, Alternative]] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        sign, weight = next((pair for pair in SIGNS if pair[0] in line), ("", 0.0))
        if not sign:
            raise ValueError(f"synonyms: no sign in {line!r}")
        if weight == ASKED:
            asked, _, found = line.partition(sign)
            entries += [
                (tuple(units(asked)), Alternative(tuple(units(other)), weight, sign == MARKED_ONLY))
                for other in found.split("|")
            ]
        else:
            entries += _both_ways(line.split(sign), weight)
    return entries


def _both_ways(names: Sequence[str], weight: float) -> list[tuple[Phrase, Alternative]]:
    phrases = [tuple(units(name)) for name in names]
    return [
        (one, Alternative(other, weight)) for one in phrases for other in phrases if one != other
    ]
