"""Lines joined to whole paragraphs, across line ends, page ends and blocks of footnotes.

Decided from what every format has: labels, the last and first words (``line_words.py``), and
whether the next word would still have fitted on the line (``columns.py``).

What this module does not know: which paragraph is a heading or a note.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.columns import Column
from ingest.labels import Label, LabelKind, is_capitals, read_label
from ingest.line_words import is_terminal, is_unfinished, starts_small
from ingest.lines import Block, Line, Zone, block_of

# Shares of the column. Measured on 32 pages set in Times: full lines leave -0.2 to 0.0 after
# the next word, ended ones 0.03 to 0.9; indented first lines leave 0.015 to 0.075.
_SHORT = 0.05
_INDENT = 0.015


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
