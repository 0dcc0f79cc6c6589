"""A scan against the same report with a text layer: words, figures, places, notes.

Passages are paired by their words, because OCR may split or join one; what is counted is
what a reader would check: is the word there, is the figure right, is it in its section.

What this module does not know: how a scan is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.report import Passage, PassageKind, Reading

# Passages are looked for this far from where they stand in the other reading.
REACH = 12
PAIRED = 0.6
_MARKS = ".,;:()[]“”\"'…"


@dataclass(frozen=True, slots=True)
class ScanScore:
    """Counts of (right, all) for what the reference has."""

    words: tuple[int, int]
    figures: tuple[int, int]
    placed: tuple[int, int]
    equal: tuple[int, int]
    notes: tuple[int, int]
    wrong_figures: tuple[str, ...]


def score_scan(reference: Reading, scan: Reading) -> ScanScore:
    """placed: same kind, section path and notes called; equal: the text letter by letter too."""
    left = list(reference.passages)
    pairs = _pairs(left, list(scan.passages))
    words = [_shared(_words(one), _words(two)) for one, two in pairs]
    numbers = Counter(_figures(left))
    read = Counter(_figures(scan.passages))
    notes = [(one, two) for one, two in pairs if one.kind is PassageKind.FOOTNOTE]
    return ScanScore(
        (sum(words), sum(len(_words(one)) for one in left)),
        ((numbers & read).total(), numbers.total()),
        (sum(_place(one) == _place(two) for one, two in pairs), len(left)),
        (sum(one.text == two.text for one, two in pairs), len(left)),
        (
            sum(one.note == two.note and two.called_by is not None for one, two in notes),
            sum(one.kind is PassageKind.FOOTNOTE for one in left),
        ),
        tuple((numbers - read).elements()),
    )


def _pairs(left: Sequence[Passage], right: list[Passage]) -> list[tuple[Passage, Passage]]:
    pairs: list[tuple[Passage, Passage]] = []
    for one in left:
        near = [
            two
            for two in right
            if abs(two.order - one.order) <= REACH or PassageKind.FOOTNOTE in {one.kind, two.kind}
        ]
        rated = [(_likeness(one, two), -index, two) for index, two in enumerate(near)]
        best = max(rated, key=lambda item: item[:2], default=None)
        if best is not None and best[0] >= PAIRED:
            right.remove(best[2])
            pairs.append((one, best[2]))
    return pairs


def _likeness(one: Passage, two: Passage) -> float:
    left, right = _words(one), _words(two)
    return 2 * _shared(left, right) / max(1, len(left) + len(right))


def _shared(left: Sequence[str], right: Sequence[str]) -> int:
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def _words(passage: Passage) -> list[str]:
    return [word for token in passage.text.split() if (word := token.strip(_MARKS))]


def _figures(passages: Iterable[Passage]) -> list[str]:
    return [word for one in passages for word in _words(one) if any(map(str.isdecimal, word))]


def _place(passage: Passage) -> object:
    calls = [call.note for call in passage.calls]
    return passage.kind, passage.label, passage.path(), passage.note, calls
