"""How wide the printed column is, and how much of it a line leaves empty.

Widths are those of Times New Roman, the type that Nghị định 30/2020/NĐ-CP prescribes; where a
page gives positions they are used too.

What this module does not know: which lines are one paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from ingest.labels import LabelKind, read_label
from ingest.line_words import starts_small
from ingest.lines import Line
from ingest.text import strip_marks

# Widths in thousandths of the type size (Adobe's metrics of Times-Roman, public).
_WIDTHS = dict.fromkeys("bdghknopquvxy0123456789$#*–", 500)
_WIDTHS |= dict.fromkeys("aceêz", 444) | dict.fromkeys("fIr()-“”\"'[]", 333)
_WIDTHS |= dict.fromkeys("ijlt/:;", 278) | dict.fromkeys(" .,", 250)
_WIDTHS |= dict.fromkeys("ADGHKNOQRUVXYw", 722) | dict.fromkeys("BCELTZ", 640)
_WIDTHS |= dict.fromkeys("PFS", 556) | {"s": 389, "J": 389, "m": 778, "M": 889, "W": 944}
_WIDTHS |= {"%": 833, "…": 1000, "—": 1000}

_COLUMN_SHARE = 0.9  # of the lines, none of which reaches beyond a full one
_RAISED_SIZE = 0.65  # of raised digits against their line


class _CharWidths(dict[str, int]):
    """Widths by character; a letter with marks is as wide as the one without."""

    def __missing__(self, char: str) -> int:
        width = self[char] = _WIDTHS.get(strip_marks(char), 500)
        return width


_CHAR_WIDTHS = _CharWidths()


@lru_cache(maxsize=4096)
def width_of(text: str) -> float:
    """The width of a line in thousandths of its type size."""
    return float(sum(map(_CHAR_WIDTHS.__getitem__, text)))


@dataclass(frozen=True, slots=True)
class _Width:
    """How far full lines reach, in thousandths of the type size.

    first: the same of full lines that begin a labelled paragraph; where their indent does
    not show in ``x`` they are shorter.
    """

    full: float = 0.0
    first: float = 0.0


@dataclass(slots=True)
class Column:
    """How wide the printed column is, learned from the lines themselves.

    widths: by type size (0: of all lines). left: the column's left edge; margin: that of
    continued lines. indented: whether the page shows first-line indents by position.
    """

    widths: dict[int, _Width] = field(default_factory=dict)
    left: float = 0.0
    margin: float = 0.0
    indented: bool = False
    seen: dict[tuple[LabelKind, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Column:
        """Learn from the printed lines of one zone."""
        column = cls()
        edges = sorted(line.x for line in lines)
        column.left = edges[len(edges) // 10] if edges else 0.0
        sizes = {0, *(round(line.size) for line in lines)}
        for size in sizes:
            pairs = [
                (line, after)
                for line, after in pairwise(lines)
                if not size or round(line.size) == size
            ]
            if len(pairs) >= (5 if not size else 20):
                column.widths[size] = column._learn(pairs)
        column._learn_margin(lines)
        return column

    def _learn(self, pairs: Sequence[tuple[Line, Line]]) -> _Width:
        reaches = sorted(self.reach(line) for line, _ in pairs)
        full = usual_reach(reaches)
        first = sorted(
            self.reach(line)
            for line, after in pairs
            if read_label(line.text) and after.text[:1].islower()
        )
        first = [reach for reach in first if reach > 0.8 * full]
        return _Width(full, _usual(first) if first else full)

    def reach(self, line: Line) -> float:
        """How far right a line reaches, in thousandths of its type size."""
        small = sum(width_of(line.text[start:end]) for start, end in line.raised)
        words = width_of(line.text) - (1 - _RAISED_SIZE) * small
        return (line.x - self.left) * 1000 / line.size + words if line.size else words

    def _learn_margin(self, lines: Sequence[Line]) -> None:
        """First-line indents are believed where labelled lines stand right of continued ones."""
        continued = [line.x for line in lines if line.x and starts_small(line.text)]
        if not continued:
            return
        self.margin = sorted(continued)[len(continued) // 2]
        begun = [line.x for line in lines if line.x and _sure_start(line)]
        right = sum(x > self.margin + 8 for x in begun)
        self.indented = len(begun) >= 3 and right >= 0.8 * len(begun)

    def indents(self, line: Line) -> bool:
        """Whether first lines of paragraphs are shorter, so that an indent can be inferred."""
        width = self.widths.get(round(line.size)) or self.widths.get(0)
        return width is not None and width.first < 0.97 * width.full

    def left_by(self, line: Line, after: Line, first: bool) -> float:
        """The share of the column that is left when ``after``'s first word is put on ``line``.

        Near or below 0 the line was full; clearly above 0 it was ended on purpose.
        """
        width = self.widths.get(round(line.size)) or self.widths.get(0)
        if width is None:
            return 0.0
        word = width_of(after.text.split(" ", 1)[0]) + _WIDTHS[" "]
        room = (width.first if first else width.full) - self.reach(line)
        return (room - word) / width.full


def usual_reach(reaches: Sequence[float]) -> float:
    """How far full lines of the body reach, from all lines' reaches in ascending order.

    Lines far beyond the middle one are set in smaller type (notes) and do not count.
    """
    longest = reaches[int(0.98 * (len(reaches) - 1))]
    long = [reach for reach in reaches if reach > 0.6 * longest]
    limit = 1.15 * long[len(long) // 2]
    return _usual([reach for reach in long if reach <= limit])


def _usual(reaches: Sequence[float]) -> float:
    """The reach that nine of ten lines do not exceed."""
    return reaches[int(_COLUMN_SHARE * (len(reaches) - 1))]


def _sure_start(line: Line) -> bool:
    label = read_label(line.text)
    return label is not None and label.kind not in {LabelKind.BULLET, LabelKind.APPENDIX}
