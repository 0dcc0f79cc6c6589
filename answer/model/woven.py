"""Whether a sentence is woven from one line: the proof that a model added nothing.

A sentence is accepted only if, word by word and in the line's order, it is made of whole
stretches of that line, with joining words between them and, before them, words of the
headings that the line stands under. So a digit, unit, date, name, place or document number
that is not the line's own, or that stands beside another one there, cannot pass. Nothing
is matched fuzzily. What is refused may well be true; it is only not proven.

What this module does not know: models, questions, whether the line answers anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from answer.model.stretches import Stretch, Word, joins, kept, stretches, words_of

LEAST = 3  # words of the line that a sentence must have
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Fabric:
    """A line prepared for comparing.

    context: the headings, titles and years that it stands under, each a text of its own.
    parallel: every stretch names its own matter (a table row told cell by cell), so that
        any of them may be left out.
    """

    words: tuple[Word, ...]
    stretches: tuple[Stretch, ...]
    context: tuple[tuple[Word, ...], ...]
    parallel: bool
    of_word: tuple[int, ...] = field(default=())

    @classmethod
    def of(cls, line: str, context: Sequence[str] = (), parallel: bool = False) -> Fabric:
        """Prepare a line."""
        words = words_of(line)
        parts = stretches(words)
        of_word = tuple(n for n, part in enumerate(parts) for _ in range(part.start, part.end))
        told = tuple(words_of(text) for text in context)
        return cls(words, parts, told, parallel, of_word)


def woven(sentence: str, fabric: Fabric) -> bool:
    """Whether the sentence is made of the line and nothing else."""
    said = words_of(sentence)
    if not fabric.words or len(said) > 4 * len(fabric.words) + 60:
        return False
    return any(_runs(said, start, fabric) for start in sorted(_after_context(said, fabric)))


def _runs(said: Sequence[Word], start: int, fabric: Fabric) -> bool:
    """Whether the words from ``start`` on run through the line to its end or a good place."""
    reached: set[tuple[int, int]] = set()  # (words said so far, last word of the line taken)
    grown = {(start, -1)}
    while grown:
        reached |= grown
        grown = {
            step for said_so_far, last in grown for step in _steps(said, said_so_far, last, fabric)
        } - reached
    taken = len([word for word in said[start:] if not joins(word)])
    return taken >= LEAST and any(
        count == len(said) and last >= 0 and _may_end(last, fabric) for count, last in reached
    )


def _steps(said: Sequence[Word], count: int, last: int, fabric: Fabric) -> list[tuple[int, int]]:
    if count == len(said):
        return []
    word = said[count]
    steps = [(count + 1, last)] if joins(word) else []
    for place in range(last + 1, len(fabric.words)):
        if fabric.words[place].key == word.key and _may_skip(last, place, fabric):
            steps.append((count + 1, place))
    return steps


def _may_skip(last: int, place: int, fabric: Fabric) -> bool:
    """Whether what stands between two words of the line may be left out."""
    words, parts = fabric.words, fabric.stretches
    gap = words[last + 1 : place]
    if all(joins(word) for word in gap):
        return last >= 0 or place == 0 or parts[fabric.of_word[place]].opens
    here = parts[fabric.of_word[place]]
    if last >= 0 and fabric.of_word[last] == fabric.of_word[place]:
        return not here.figures and not any(kept(word) for word in gap)
    # Into another stretch: from the end of the one to the beginning of the other.
    if not all(joins(word) for word in words[here.start : place]):
        return False
    if last >= 0 and not _may_end(last, fabric):
        return False
    first = fabric.of_word[last] + 1 if last >= 0 else 0
    return _may_leave(parts[first : fabric.of_word[place]], here, last < 0, fabric)


def _may_leave(left: Sequence[Stretch], here: Stretch, at_start: bool, fabric: Fabric) -> bool:
    """Whether whole stretches may be left out before ``here``."""
    if fabric.parallel:
        return not at_start or here.opens
    if all(part.aside for part in left):
        return True
    if at_start:
        if here.bound or any(_modal(fabric.words[part.start : part.end]) for part in left):
            return False
        listed = here.subject and all(part.subject for part in left)
        return here.opens or listed or all(part.occasion for part in left)
    if all(part.bound or part.aside for part in left):
        return not here.opens or here.subject
    if all(part.subject or part.aside for part in left):
        return here.subject and not any(part.opens and part.start for part in (*left, here))
    return False


def _may_end(last: int, fabric: Fabric) -> bool:
    """Whether a stretch may be left after this word."""
    part = fabric.stretches[fabric.of_word[last]]
    rest = fabric.words[last + 1 : part.end]
    if part.figures:
        return all(joins(word) for word in rest)
    return not any(kept(word) for word in rest)


def _modal(words: Sequence[Word]) -> bool:
    """Whether a stretch says that something is planned, proposed or denied."""
    return any(word.key in _MODAL and not word.name for word in words)


_MODAL = frozenset(
    ["không", "chưa", "chẳng", "đề", "trình", "phấn", "dự", "kế", "sẽ", "nếu", "xin", "chờ"]
)


def _after_context(said: Sequence[Word], fabric: Fabric) -> set[int]:
    """How many of the first words may be taken from the headings above, 0 always among them."""
    years = {m for word in fabric.words for m in _YEAR.findall(word.key)}
    starts, grown = {0}, {0}
    while grown:
        found: set[int] = set()
        for start in grown:
            if start < len(said) and joins(said[start]):
                found.add(start + 1)
            for text in fabric.context:
                found |= {start + n for n in _common(said[start:], text) if n}
        grown = found - starts
        starts |= found
    return {count for count in starts if _years_fit(said[:count], years)}


def _common(said: Sequence[Word], text: Sequence[Word]) -> set[int]:
    """The lengths of the beginnings of ``said`` that stand in ``text``, two words at least."""
    lengths: set[int] = set()
    for begin in range(len(text)):
        n = 0
        while n < len(said) and begin + n < len(text) and said[n].key == text[begin + n].key:
            n += 1
            if n >= 2:
                lengths.add(n)
    return lengths


def _years_fit(words: Sequence[Word], years: set[str]) -> bool:
    """A year of the headings says nothing of a line that names another year itself."""
    named = {m for word in words for m in _YEAR.findall(word.key)}
    return not named or not years or named <= years
