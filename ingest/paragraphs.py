"""Lines joined to whole paragraphs, across line ends, page ends and blocks of footnotes.

Decided from what every format has: labels, the last and first words, and whether the next
word would still have fitted on the line. Widths are those of Times New Roman, the type
that Nghị định 30/2020/NĐ-CP prescribes; where a page gives positions they are used too.

What this module does not know: which paragraph is a heading or a note.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from ingest.labels import Label, LabelKind, is_capitals, read_label
from ingest.lines import Block, Line, Zone, block_of
from ingest.text import strip_marks

# Widths in thousandths of the type size (Adobe's metrics of Times-Roman, public).
_WIDTHS = dict.fromkeys("bdghknopquvxy0123456789$#*–", 500)
_WIDTHS |= dict.fromkeys("aceêz", 444) | dict.fromkeys("fIr()-“”\"'[]", 333)
_WIDTHS |= dict.fromkeys("ijlt/:;", 278) | dict.fromkeys(" .,", 250)
_WIDTHS |= dict.fromkeys("ADGHKNOQRUVXYw", 722) | dict.fromkeys("BCELTZ", 640)
_WIDTHS |= dict.fromkeys("PFS", 556) | {"s": 389, "J": 389, "m": 778, "M": 889, "W": 944}
_WIDTHS |= {"%": 833, "…": 1000, "—": 1000}

# Words with which no sentence ends: what follows, even in a new paragraph, continues it.
_UNFINISHED = frozenset(
    re.findall(
        r"\w+",
        "của và với các những tại theo do về cho từ đến để trong là bởi bằng như cũng một mỗi gồm"
        " hoặc thì mà khi nếu vì số ngày tháng giữa trên dưới",
    )
)
_TERMINAL = re.compile(r"[.;:!?…]['\"”’)]*[.,]?$")
_MARKER_AT_END = re.compile(r"(?<=[.;:!?…)”\"])\s?\d{1,3}$")
_OPENING = "“\"'‘(["
COLUMN_SHARE = 0.9
# Shares of the column. Measured on 32 pages set in Times: full lines leave -0.2 to 0.0 after
# the next word, ended ones 0.03 to 0.9; indented first lines leave 0.015 to 0.075.
_SHORT = 0.05
_INDENT = 0.015
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


def is_terminal(text: str) -> bool:
    """Whether a text ends as a sentence, list item or introduction does."""
    return bool(_TERMINAL.search(_MARKER_AT_END.sub("", text.rstrip())))


def is_unfinished(text: str) -> bool:
    """Whether a text plainly goes on: a comma, an open bracket or a word that needs another."""
    words = re.findall(r"[^\W\d_]+", text[-20:].lower())
    last = text.rstrip()[-1:]
    return last in ",(-" or (last.isalpha() and bool(words) and words[-1] in _UNFINISHED)


def starts_small(text: str) -> bool:
    """Whether a text begins like the middle of a sentence."""
    first = text.lstrip(_OPENING)[:1]
    return first.islower() or text[:1] in ",;:)%…”" or (text[:1] == "." and not read_label(text))


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
    return reaches[int(COLUMN_SHARE * (len(reaches) - 1))]


def _sure_start(line: Line) -> bool:
    label = read_label(line.text)
    return label is not None and label.kind not in {LabelKind.BULLET, LabelKind.APPENDIX}


def _expected(label: Label, column: Column) -> bool:
    if label.kind is LabelKind.BULLET:
        return False
    last = column.seen.get(label.style)
    return label.value == 1 or (last is not None and label.follows(last))


def _label_begins(
    paragraph: Sequence[Line], line: Line, after: Line | None, label: Label, column: Column
) -> bool:
    """Whether a label at a line's beginning is one, and not a dash or figure of the sentence."""
    last = paragraph[-1]
    text = " ".join(part.text for part in paragraph[-6:])
    words = line.text[label.end :]
    if label.mark == "-" and starts_small(words) and not is_terminal(last.text):
        return False
    if label.kind in {LabelKind.PART, LabelKind.CHAPTER}:
        return True
    if is_terminal(last.text) or line.gap or is_capitals(last.text):
        return True
    if is_unfinished(last.text) or text.count("(") > text.count(")"):
        return False
    if _expected(label, column) or (last.bold and not line.bold):
        return True
    first = len(paragraph) == 1 and read_label(last.text) is not None
    if column.left_by(last, line, first) > _SHORT / 2:
        return True
    if after is not None and _is_indented(line, after, column):
        return True
    return column.indented and line.x > column.margin + 8


def begins(paragraph: Sequence[Line], line: Line, after: Line | None, column: Column) -> bool:
    """Whether ``line`` begins a new paragraph after the lines of ``paragraph``.

    after: the line that follows it, which shows whether ``line`` is indented.
    """
    last = paragraph[-1]
    if line.zone is not last.zone or line.level or last.level or line.zone is Zone.ROW:
        return True
    if line.whole:
        return not _goes_on_whole(last, line)
    label = read_label(line.text)
    if label:
        return _label_begins(paragraph, line, after, label, column)
    capitals = is_capitals(last.text)
    if capitals != is_capitals(line.text):
        return capitals or is_terminal(last.text) or column.left_by(last, line, False) > _SHORT
    if capitals:
        return line.gap or _named_alone(last.text)
    if starts_small(line.text):
        return False
    return _begins_unlabelled(paragraph, line, after, column)


def _named_alone(text: str) -> bool:
    label = read_label(text)
    return label is not None and label.end >= len(text)


def _begins_unlabelled(
    paragraph: Sequence[Line], line: Line, after: Line | None, column: Column
) -> bool:
    last = paragraph[-1]
    terminal = is_terminal(last.text)
    if is_unfinished(last.text):
        return False
    first = len(paragraph) == 1 and read_label(last.text) is not None
    room = column.left_by(last, line, first)
    if line.gap and line.page == last.page and (terminal or room > 0 or not column.widths):
        return True
    if column.indented and line.x and not line.centred:
        return line.x > column.margin + 8
    if room > _SHORT:
        return True
    # The line before is nearly full, but this one is as short as an indented first line.
    return terminal and after is not None and _is_indented(line, after, column)


def _is_indented(line: Line, after: Line, column: Column) -> bool:
    if after.zone is not line.zone or read_label(after.text) or is_capitals(after.text):
        return False
    if not column.indents(line):
        return False
    return _INDENT < column.left_by(line, after, False) < 0.12


def _goes_on_whole(last: Line, line: Line) -> bool:
    """Whether a typed paragraph was only interrupted (by a page's notes) before ``line``."""
    if read_label(line.text) or is_terminal(last.text) or line.bold != last.bold:
        return False
    if is_unfinished(last.text):
        return True
    return starts_small(line.text) and not is_capitals(last.text)


def join(lines: Sequence[Line]) -> list[Block]:
    """The lines of one zone as paragraphs."""
    column = Column.of([line for line in lines if not line.whole])
    blocks: list[Block] = []
    paragraph: list[Line] = []
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        if paragraph and begins(paragraph, line, after, column):
            blocks.append(block_of(paragraph))
            paragraph = []
        if not paragraph:
            label = read_label(line.text)
            if label:
                column.seen[label.style] = label.value
        paragraph.append(line)
    if paragraph:
        blocks.append(block_of(paragraph))
    return blocks
