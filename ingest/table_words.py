"""Words on a page, and how they group into lines, segments and columns.

A *segment* is a run of words on one line without a gap that only a column leaves. What
this module does not know: ruling lines, PDF libraries, and what a table says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.lines import as_superscript, join_texts

NUMBER = re.compile(r"[-–+(]?\d[\d.,/]*\s?%?\)?")
# Justified prose stretches its spaces to at most about one em; columns stand further apart.
COLUMN_GAP_EM = 1.3


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box in points, y downwards from the page's top."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """Height of the word's middle."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line that belong together, left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with single spaces, raised digits as superscripts."""
        return words_text(self.words)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(word.x1 for word in self.words)

    @property
    def numeric(self) -> bool:
        """Whether it is a number, a dash for none, or a number with a sign or percent."""
        return is_numeric(self.text)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line: its segments from left to right."""

    segments: tuple[Segment, ...]

    @property
    def top(self) -> float:
        """Upper edge of its highest word."""
        return min(word.top for segment in self.segments for word in segment.words)

    @property
    def bottom(self) -> float:
        """Lower edge of its lowest word."""
        return max(word.bottom for segment in self.segments for word in segment.words)

    @property
    def size(self) -> float:
        """Type size of most words."""
        return median(word.size for segment in self.segments for word in segment.words)

    @property
    def text(self) -> str:
        """The whole line."""
        return " ".join(segment.text for segment in self.segments)


def is_numeric(text: str) -> bool:
    """A number as a cell shows it; ``-`` and ``x`` stand for none and yes."""
    return bool(NUMBER.fullmatch(text)) or text in {"-", "–", "x", "X", "…", "..."}


def group_lines(words: Iterable[Word]) -> list[TextLine]:
    """Lines from top to bottom; a raised or lowered word stays on the line it overlaps."""
    everything = list(words)
    usual = median(word.size for word in everything) if everything else 0.0
    rows: list[list[Word]] = []
    # Raised digits last: they must find their line, not begin one.
    for word in sorted(everything, key=lambda w: (w.size < 0.8 * usual, w.middle, w.x0)):
        home = next((row for row in reversed(rows) if _same_line(row, word)), None)
        if home is None:
            rows.append([word])
        else:
            home.append(word)
    lines = [TextLine(tuple(_segments(sorted(row, key=lambda w: w.x0)))) for row in rows]
    return sorted(lines, key=lambda line: line.segments[0].words[0].middle)


def _same_line(row: Sequence[Word], word: Word) -> bool:
    first = max(row, key=lambda one: one.size)
    overlap = min(first.bottom, word.bottom) - max(first.top, word.top)
    return overlap > 0.4 * min(first.bottom - first.top, word.bottom - word.top)


def _segments(row: Sequence[Word]) -> list[Segment]:
    gap = COLUMN_GAP_EM * median(word.size for word in row)
    groups: list[list[Word]] = [[row[0]]]
    for before, word in pairwise(row):
        if word.x0 - before.x1 > gap:
            groups.append([])
        groups[-1].append(word)
    return [Segment(tuple(group)) for group in groups]


def words_text(words: Sequence[Word]) -> str:
    """Words of one line as text; small raised digits become superscripts, glued as printed."""
    usual = median(word.size for word in words)
    text = ""
    for index, word in enumerate(words):
        raised = word.text.isdigit() and word.size < 0.8 * usual
        glued = index > 0 and word.x0 - words[index - 1].x1 < 0.15 * usual
        piece = as_superscript(word.text) if raised else word.text
        text += piece if not text or glued else f" {piece}"
    return text


def cell_text(words: Iterable[Word]) -> str:
    """All words of a cell as one text, its lines joined as a reader would."""
    text = ""
    for line in group_lines(words):
        text = join_texts(text, line.text)
    return text
