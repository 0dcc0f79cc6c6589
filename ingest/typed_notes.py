"""Notes that an author typed by hand: ``[1] …`` at the end, called ``[1]`` in the text.

Also ``(1) …`` and ``1. …`` below ``Ghi chú:`` or a drawn line, and notes that open with a
raised number in a text of wrapped lines. What a format links itself (DOCX, ``[^1]``) and what
stands in smaller type at a page's foot is found elsewhere (``docx.py``, ``note_zones.py``).

What this module does not know: what a note says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.lines import Line, Zone
from ingest.report import Cell, NoteCall
from ingest.tables import CELL_JOIN

_HEADING = re.compile(r"(?:ghi chú|chú thích|chú giải|các chú thích)\s*[:.]?$", re.I)
_DRAWN = re.compile(r"[-_=*\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}\u2500\s]{3,}")
_FEWEST = 2  # notes in round brackets: one alone is an item of the text
Span = tuple[int, int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Style:
    """How a note opens and is called; anchored: only below a heading or a drawn line."""

    opens: re.Pattern[str]
    calls: re.Pattern[str]
    anchored: bool


_STYLES = (
    _Style(
        re.compile(r"\[(\d{1,3})\]\s*:?\s*(?=\S)"),
        re.compile(r"\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]"),
        False,
    ),
    _Style(
        re.compile(r"\((\d{1,3})\)\s*:?\s*(?=\S)"),
        re.compile(r"\((\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\)"),
        True,
    ),
    _Style(
        re.compile(r"(\d{1,3})[.)]\s*(?=\D)"),
        re.compile(r"[\[(](\d{1,3}(?:\s*[,;]\s*\d{1,3})*)[\])]"),
        True,
    ),
)


def typed_notes(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """The lines with typed notes set apart, and whether their calls are linked now.

    Lines come back as they are where the text has no such notes.
    """
    for style in _STYLES:
        opened = _openings(lines, style)
        if opened:
            return _linked(lines, opened, style), True
    opened = _raised(lines)
    return (_zoned(lines, opened) if opened else list(lines)), False


def _openings(lines: Sequence[Line], style: _Style) -> dict[int, tuple[int, int]]:
    """Where notes open: the line, its note's number and where the note's words begin."""
    first = _anchor(lines) if style.anchored else 0
    if first is None:
        return {}
    found: dict[int, tuple[int, int]] = {}
    expected = 1
    called: set[int] = set()
    for index, line in enumerate(lines):
        match = style.opens.match(line.text) if line.zone is not Zone.ROW else None
        opens = match is not None and index >= first and int(match[1]) == expected
        if match and opens and expected in called:
            found[index] = (expected, match.end())
            expected += 1
            continue
        if not style.anchored or index < first:
            for call in style.calls.finditer(line.text):
                if call.start():
                    called.update(map(int, re.findall(r"\d+", call[1])))
    return found if len(found) >= (_FEWEST if style.anchored else 1) else {}


def _anchor(lines: Sequence[Line]) -> int | None:
    """The line below which notes are looked for: the last heading of notes, or drawn line."""
    for index in range(len(lines) - 1, len(lines) // 3, -1):
        text = lines[index].text
        if _HEADING.match(text) or _DRAWN.fullmatch(text):
            return index + 1
    return None


def _raised(lines: Sequence[Line]) -> dict[int, tuple[int, int]]:
    """Notes that open with a raised number, which stands raised in the text above as well."""
    if any(line.zone is Zone.NOTE or line.page or line.whole for line in lines):
        return {}
    found: dict[int, tuple[int, int]] = {}
    expected = 1
    called: set[int] = set()
    for index, line in enumerate(lines):
        for start, end in line.raised:
            number = int(line.text[start:end])
            if start:
                called.add(number)
            elif number == expected and number in called:
                found[index] = (number, end)
                expected += 1
    return found


def _ends(lines: Sequence[Line], start: int, stop: int) -> int:
    """Where a note ends that opens on a line, at the latest where the next one opens."""
    for index in range(start + 1, stop):
        line = lines[index]
        if lines[start].whole or line.gap or line.zone is Zone.ROW or line.level:
            return index
    return stop


def _zoned(lines: Sequence[Line], opened: dict[int, tuple[int, int]]) -> list[Line]:
    """The lines with those of raised notes in the zone of notes; their numbers stay."""
    inside = {
        at
        for start, stop in pairwise([*opened, len(lines)])
        for at in range(start, _ends(lines, start, stop))
    }
    return [replace(it, zone=Zone.NOTE) if at in inside else it for at, it in enumerate(lines)]


def _linked(lines: Sequence[Line], opened: dict[int, tuple[int, int]], style: _Style) -> list[Line]:
    known = {number for number, _ in opened.values()}
    done = [_called(line, _calls_in(line.text, style, known)) for line in lines]
    heading = next(iter(opened)) - 1
    for start, stop in pairwise([*opened, len(lines)]):
        number, end = opened[start]
        done[start] = _cut(lines[start], end)
        for at in range(start, _ends(lines, start, stop)):
            done[at] = replace(done[at], zone=Zone.NOTE, note=number)
    if heading >= 0 and _HEADING.match(lines[heading].text):
        done[heading] = replace(done[heading], text="")
    return [line for line in done if line.text]


def _cut(line: Line, end: int) -> Line:
    raised = tuple((a - end, b - end) for a, b in line.raised if a >= end)
    return replace(line, text=line.text[end:], raised=raised)


def _calls_in(text: str, style: _Style, known: set[int]) -> list[Span]:
    found: list[Span] = []
    for match in style.calls.finditer(text):
        numbers = tuple(map(int, re.findall(r"\d+", match[1])))
        start = match.start()
        if not start or not known.issuperset(numbers):
            continue
        after = text[match.end() : match.end() + 1]
        if text[start - 1] == " " and (not after or after in " .,;:)"):
            start -= 1
        found.append((start, match.end(), numbers))
    return found


def _called(line: Line, spans: Sequence[Span]) -> Line:
    """The line without the marks of its calls, the calls linked."""
    if not spans:
        return line
    text, calls, last = "", list(line.calls), 0
    for start, end, numbers in spans:
        text += line.text[last:start]
        calls += [NoteCall(number, len(text)) for number in numbers]
        last = end
    text += line.text[last:]
    moved = replace(line, text=text, calls=tuple(calls), raised=_moved(line.raised, spans))
    return moved if line.row is None else _row_of(moved, line, spans)


def _moved(raised: Sequence[tuple[int, int]], spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    def shift(offset: int) -> int:
        return offset - sum(end - start for start, end, _ in spans if end <= offset)

    return tuple((shift(a), shift(b)) for a, b in raised)


def _row_of(moved: Line, line: Line, spans: Sequence[Span]) -> Line:
    """A row of a table whose cells lose the marks as its text does."""
    assert line.row is not None
    cells: list[Cell] = []
    at = 0
    for cell in line.row.cells:
        gone = sum(end - start for start, end, _ in spans if cell.start < end <= cell.end)
        marks = [(s, e) for s, e, _ in spans if cell.start < e <= cell.end]
        text = cell.text
        for start, end in reversed(marks):
            text = text[: start - cell.start] + text[end - cell.start :]
        start = at + (len(CELL_JOIN) if cells else 0)
        cells.append(replace(cell, text=text, start=start, end=start + len(cell.text) - gone))
        at = cells[-1].end
    labels = {old.text: new.text for old, new in zip(line.row.cells, cells, strict=True)}
    label = labels.get(line.row.label, line.row.label)
    return replace(moved, row=replace(line.row, cells=tuple(cells), label=label))
