"""The figures of a passage with where they stand in its brackets and items.

A statement is a tree: a total, its parts in brackets or behind "gồm", items between
semicolons. What this module does not know: which figure is the total of which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from check.discrepancy import Spot
from check.words import groups
from ingest.clauses import brackets, sentences
from ingest.numerals import number_text
from ingest.report import REACHED, Figure, Passage
from ingest.text import canonical
from ingest.vocabulary import Keyed, keyed

_RANGE = re.compile(r"\d ?[-–] ?\d")
_TIMES = frozenset(
    canonical(unit)
    for unit in ("ngày", "năm", "tháng", "tuần", "giờ", "phút", "giây", "tuổi", "lần", "thế kỷ")
)
_USES = canonical("lượt")
RATES = frozenset({"%", "‰", "điểm phần trăm"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with the bracket it stands in (its start, -1 for none), depth and sentence."""

    figure: Figure
    depth: int
    bracket: int
    sentence: int

    @property
    def start(self) -> int:
        return self.figure.start

    @property
    def end(self) -> int:
        return self.figure.end


@dataclass(frozen=True)
class Stretch:
    """A passage with its figures in their places."""

    passage: Passage
    figures: tuple[Placed, ...]

    @classmethod
    def of(cls, passage: Passage, figures: Iterable[Figure]) -> Stretch:
        spans = brackets(passage.text)
        starts = [span.start for span in sentences(passage.text)]
        found = []
        for figure in sorted(figures, key=lambda one: one.start):
            around = [span for span in spans if span.start <= figure.start < span.end]
            own = max((start for start in starts if start <= figure.start), default=0)
            inner = around[-1].start if around else -1
            found.append(Placed(figure, len(around), inner, own))
        return cls(passage, tuple(found))

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def line(self) -> Keyed:
        return keyed(self.passage.text)

    def within(self, start: int, end: int) -> list[Placed]:
        """The figures between two offsets, in order."""
        return [one for one in self.figures if start <= one.start and one.end <= end]

    def outermost(self, start: int, end: int) -> list[Placed]:
        """Those of them that stand in no further bracket than the first offset does."""
        held = self.within(start, end)
        depth = self.depth(start)
        return [one for one in held if one.depth == depth]

    def holds_before(self, whole: Figure, part: Figure) -> bool:
        """Whether a figure beside the whole, before it, can hold a part that the whole cannot.

        ``định kỳ 24 kỳ, đột xuất 03 kỳ, trong đó … 20 kỳ`` is said of all that stands before.
        """
        at = next(one for one in self.figures if one.figure is whole)
        return part.amount > whole.amount and any(
            one.start < at.start
            and (one.sentence, one.depth) == (at.sentence, at.depth)
            and same_unit(one.figure, part)
            and part.amount <= one.figure.amount
            for one in self.figures
        )

    def depth(self, offset: int) -> int:
        return sum(span.start < offset < span.end for span in brackets(self.text))

    def sentence_end(self, offset: int) -> int:
        """Where the sentence, or the bracket inside it, that holds the offset ends."""
        inside = [s for s in brackets(self.text) if s.start < offset < s.end]
        if inside:
            return inside[-1].end - 1
        return next((s.end for s in sentences(self.text) if offset < s.end), len(self.text))

    def spot(self, figure: Figure) -> Spot:
        return Spot(self.passage, figure.start, figure.end)

    def spots(self, figures: Iterable[Figure]) -> tuple[Spot, ...]:
        return tuple(map(self.spot, figures))


def pieces(text: str, start: int, end: int, mark: str = ";") -> list[tuple[int, int]]:
    """The stretches between marks at the outer level of ``text[start:end]``."""
    found, begin, depth = [], start, 0
    for index in range(start, end):
        char = text[index]
        depth += (char == "(") - (char == ")")
        if char == mark and depth <= 0:
            found.append((begin, index))
            begin = index + 1
    found.append((begin, end))
    return [span for span in found if text[slice(*span)].strip()]


def is_rate(figure: Figure) -> bool:
    """A percentage or points of it."""
    return figure.base_unit in RATES


def is_amount(figure: Figure) -> bool:
    """Something that parts can add up to: no share, rank, change or aim, no rate per head."""
    return (
        not is_rate(figure)
        and figure.kind in REACHED
        and "/" not in figure.unit
        and not _RANGE.search(figure.text)
    )


def is_duration(figure: Figure) -> bool:
    """Days and years do not add up to a total of parts."""
    return canonical(figure.base_unit) in _TIMES


def term(figure: Figure) -> str:
    """The figure as an operand of a sum: value and unit, without "gần" or a denominator."""
    return f"{number_text(figure.value)} {figure.unit}".strip()


def same_unit(one: Figure, other: Figure) -> bool:
    """Whether two figures count the same thing, one perhaps more closely ("lượt", "lượt khách")."""
    first, second = canonical(one.base_unit), canonical(other.base_unit)
    if first == second:
        return True
    if not first or not second:
        return False
    uses = first.startswith(_USES) and second.startswith(_USES)
    return uses or first.startswith(f"{second} ") or second.startswith(f"{first} ")


def counts_same(one: Figure, other: Figure) -> bool:
    """The same unit, or two nouns for one thing ("người", "cá nhân")."""
    first, second = canonical(one.base_unit), canonical(other.base_unit)
    return same_unit(one, other) or any(
        first in group and second in group for group in groups("one unit")
    )


def is_money(figure: Figure) -> bool:
    return figure.base_unit in {"đồng", "USD"}
