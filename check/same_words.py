"""The words of a text as they are compared: one name for each thing that has several.

"HĐND" and "Hội đồng nhân dân", "BHYT" and "bảo hiểm y tế" become one
(``index/data/synonyms.txt``, only what is marked as the same). Numbers are left out.

What this module does not know: how much words weigh.
"""

from __future__ import annotations

import itertools
from functools import cache, lru_cache

from index.synonyms import SAME, Phrase, general
from index.tokens import units

_LONGEST = 12


@cache
def _names() -> dict[Phrase, Phrase]:
    """Each name that has others to the one that stands for all of them, the longest."""
    groups: dict[Phrase, set[Phrase]] = {}
    for phrase, other in general():
        if other.weight == SAME and phrase and len(phrase) <= _LONGEST:
            both = groups.get(phrase, {phrase}) | groups.get(other.phrase, {other.phrase})
            for name in both:
                groups[name] = both
    return {
        name: max(names, key=lambda one: (len(" ".join(one)), one))
        for name, names in groups.items()
    }


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """By the first syllable of a name, how long names that begin so are, longest first."""
    found: dict[str, set[int]] = {}
    for name in _names():
        found.setdefault(name[0], set()).add(len(name))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def named(text: str) -> tuple[str, ...]:
    """The syllables of a text with every known name in its full form."""
    names, lengths = _names(), _lengths()
    sequence = units(text)
    found: list[str] = []
    place = 0
    while place < len(sequence):
        for length in lengths.get(sequence[place], ()):
            if full := names.get(tuple(sequence[place : place + length])):
                found += full
                place += length
                break
        else:
            found.append(sequence[place])
            place += 1
    return tuple(found)


@lru_cache(maxsize=32768)
def tokens(text: str) -> frozenset[str]:
    """Syllables and pairs of them, in full names; numbers are left out."""
    keys = [word for word in named(text) if not any(char.isdigit() for char in word)]
    return frozenset(keys) | {f"{a} {b}" for a, b in itertools.pairwise(keys)}


def one_name(one: str, other: str) -> bool:
    """Whether two names mean one: the same words, or one within the other."""
    first, second = named(one), named(other)
    if not first or not second:
        return True
    short, long = sorted((first, second), key=len)
    return long[: len(short)] == short or set(short) <= set(long)
