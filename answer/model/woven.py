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
from dataclasses import dataclass
from itertools import accumulate

from answer.model.stretches import PLACES, Stretch, Word, joins, kept, stretches, words_of

STEPS = 20_000  # looked at for one sentence; a real one takes some hundred
LEAST = 3  # words of the line that a sentence must have
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Fabric:
    """A line prepared for comparing.

    context: the headings, titles and years that it stands under, each a text of its own.
    parallel: every stretch names its own matter (a table row told cell by cell), so that
        any of them may be left out.
    of_word: the stretch of each word. places: where each word stands. told, kept: how many
        words before each place carry a fact, and how many may not be left out.
    """

    words: tuple[Word, ...]
    stretches: tuple[Stretch, ...]
    context: tuple[tuple[Word, ...], ...]
    parallel: bool
    of_word: tuple[int, ...]
    places: dict[str, tuple[int, ...]]
    told: tuple[int, ...]
    kept: tuple[int, ...]

    @classmethod
    def of(cls, line: str, context: Sequence[str] = (), parallel: bool = False) -> Fabric:
        """Prepare a line."""
        words = words_of(line)
        parts = stretches(words)
        of_word = tuple(n for n, part in enumerate(parts) for _ in range(part.start, part.end))
        places: dict[str, tuple[int, ...]] = {}
        for place, word in enumerate(words):
            places[word.key] = (*places.get(word.key, ()), place)
        return cls(
            words=words,
            stretches=parts,
            context=tuple(words_of(text) for text in context),
            parallel=parallel,
            of_word=of_word,
            places=places,
            told=tuple(accumulate((not joins(word) for word in words), initial=0)),
            kept=tuple(accumulate((kept(word) for word in words), initial=0)),
        )


def woven(sentence: str, fabric: Fabric) -> bool:
    """Whether the sentence is made of the line and nothing else."""
    said = words_of(sentence)
    if not fabric.words or len(said) > 4 * len(fabric.words) + 60:
        return False
    return any(_runs(said, start, fabric) for start in sorted(_after_context(said, fabric)))


def _runs(said: Sequence[Word], start: int, fabric: Fabric) -> bool:
    """Whether the words from ``start`` on run through the line to its end or a good place."""
    if len([word for word in said[start:] if not joins(word)]) < LEAST:
        return False
    ahead = [(start, -1)]  # (words said so far, last word of the line taken)
    seen = set(ahead)
    while ahead and len(seen) <= STEPS:
        count, last = ahead.pop()
        if count == len(said):
            if last >= 0 and _may_end(last, fabric):
                return True
            continue
        for step in _steps(said[count], count, last, fabric):
            if step not in seen:
                seen.add(step)
                ahead.append(step)
    return False


def _steps(word: Word, count: int, last: int, fabric: Fabric) -> list[tuple[int, int]]:
    steps = [(count + 1, last)] if joins(word) else []
    for place in fabric.places.get(word.key, ()):
        if place > last and _may_skip(last, place, fabric):
            steps.append((count + 1, place))
    return steps


def _may_skip(last: int, place: int, fabric: Fabric) -> bool:
    """Whether what stands between two words of the line may be left out."""
    here = fabric.stretches[fabric.of_word[place]]
    if fabric.told[place] == fabric.told[last + 1]:  # nothing but joining words
        return last >= 0 or place == 0 or here.opens
    if last >= here.start:
        return not here.figures and fabric.kept[place] == fabric.kept[last + 1]
    # Into another stretch: from the end of the one to the beginning of the other.
    if fabric.told[place] != fabric.told[here.start]:
        return False
    if last >= 0 and not _may_end(last, fabric):
        return False
    first = fabric.of_word[last] + 1 if last >= 0 else 0
    return _may_leave(fabric.stretches[first : fabric.of_word[place]], here, last < 0, fabric)


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
    counts = fabric.told if part.figures else fabric.kept
    return counts[part.end] == counts[last + 1]


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
    """How many of the first words said are a heading: whole, or without the period at its end.

    Never a part of it, which may be another thing's name; of an agency the place alone.
    """
    lengths: set[int] = set()
    for begin in (n for n, word in enumerate(text) if n == 0 or word.key in PLACES):
        own = text[begin:]
        same = 0
        while same < min(len(said), len(own)) and said[same].key == own[same].key:
            same += 1
        whole = {len(own), *(n for n in range(2, len(own)) if _only_period(own[n:]))}
        lengths |= {n for n in whole if 2 <= n <= same}
    return lengths


def _only_period(words: Sequence[Word]) -> bool:
    """Whether nothing is left of a heading but its year or years."""
    return words[0].key in {"năm", "giai"} and all(
        word.figure or word.key in {"năm", "giai", "đoạn", "và"} for word in words
    )


def _years_fit(words: Sequence[Word], years: set[str]) -> bool:
    """A year of the headings says nothing of a line that names another year itself."""
    named = {m for word in words for m in _YEAR.findall(word.key)}
    return not named or not years or named <= years
