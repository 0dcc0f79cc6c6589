"""Slips of the keyboard in a question, mended only where the reports bear it out.

A syllable that no report has is replaced by one that they have and that differs by one
letter (or by one of the usual confusions of sounds: s/x, ch/tr, d/gi/r, l/n, n/ng, c/t).
If it is a possible Vietnamese syllable it may be a name or a word that is simply not
there, so the replacement must also stand beside the same neighbour in a report. What is
replaced is the accent-stripped form.

What this module does not know: what the question asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.keywords import KeywordIndex
from index.tokens import BARE
from ingest.syllables import is_syllable
from ingest.text import strip_marks

LETTERS = "abcdeghiklmnopqrstuvxy"  # Vietnamese has no f, j, w, z; đ is d here
SURE_LENGTH = 4  # a shorter non-syllable may be an abbreviation
ONSETS = (("s", "x"), ("ch", "tr"), ("d", "gi"), ("d", "r"), ("gi", "r"), ("l", "n"), ("i", "y"))
ENDS = (("n", "ng"), ("t", "c"), ("n", "nh"), ("i", "y"))


def mended(sequence: Sequence[str], index: KeywordIndex) -> list[str]:
    """The units of a question, unknown syllables replaced where that is safe."""
    found = list(sequence)
    for place, unit in enumerate(sequence):
        bare = strip_marks(unit)
        if len(bare) < 2 or not bare.isalpha() or BARE + bare in index.vocabulary:
            continue
        left = strip_marks(found[place - 1]) if place else ""
        right = strip_marks(sequence[place + 1]) if place + 1 < len(sequence) else ""
        if best := _best(bare, left, right, index, certain=not is_syllable(unit)):
            found[place] = best
    return found


def _best(bare: str, left: str, right: str, index: KeywordIndex, certain: bool) -> str:
    """The likeliest known neighbour in spelling, "" if none is likely enough."""
    ranked: list[tuple[int, bool, int, str]] = []
    confusions = set(_confusions(bare))
    for candidate in sorted(confusions | set(_edits(bare))):
        if BARE + candidate not in index.vocabulary:
            continue
        beside = (f"{left} {candidate}" if left else "", f"{candidate} {right}" if right else "")
        company = sum(bool(pair) and BARE + pair in index.vocabulary for pair in beside)
        if company or (certain and len(bare) >= SURE_LENGTH):
            rows = len(index.column(BARE + candidate)[0])
            ranked.append((company, candidate in confusions, rows, candidate))
    return max(ranked)[3] if ranked else ""


def _edits(word: str) -> Iterator[str]:
    """Every word one letter away: left out, added, changed, or swapped with the next."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        for letter in LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def _confusions(word: str) -> Iterator[str]:
    for one, other in (*ONSETS, *(pair[::-1] for pair in ONSETS)):
        if word.startswith(one):
            yield other + word[len(one) :]
    for one, other in (*ENDS, *(pair[::-1] for pair in ENDS)):
        if word.endswith(one):
            yield word[: -len(one)] + other
