"""Footnotes: their texts out of the note zones, and the text without their markers.

What this module does not know: pages' layout (``note_zones.py``), which place of the text
calls which note (``markers.py``), sections.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.line_words import is_terminal
from ingest.lines import Block, Line, as_superscript, block_of
from ingest.markers import Marker, Note
from ingest.report import NoteCall

_AHEAD = 40  # lines below in which the note after one is looked for


def split_notes(lines: Sequence[Line]) -> tuple[list[Note], list[str]]:
    """The note zone's lines as notes; and warnings about numbers that are missing.

    A note begins where the expected number stands at a line's beginning (also 1, where the
    numbers begin anew on a page); everything else continues the note before, also from
    the page before.
    """
    notes: list[list[Line]] = []
    numbers: list[int] = []
    expected = 1
    for index, line in enumerate(lines):
        if line.note is not None:
            if not notes or numbers[-1] != line.note:
                notes.append([])
                numbers.append(line.note)
            notes[-1].append(line)
            continue
        opens_page = index == 0 or lines[index - 1].region != line.region
        number, end = _begins_note(line, expected, opens_page, bool(notes))
        if not number and index and is_terminal(lines[index - 1].text):
            # "9 100% cơ sở …": a note that begins with a figure, after one that has ended.
            figure = re.match(rf"{expected}\s+(?=\d)", line.text)
            number, end = (expected, figure.end()) if figure else (0, 0)
            if not number:
                number, end = _glued(lines, index, expected)
        if number > expected and _comes_later(lines[index + 1 :], expected):
            number = 0
        if number:
            notes.append([_cut(line, end)])
            numbers.append(number)
            expected = number + 1
        elif notes:
            notes[-1].append(line)
        else:
            notes.append([line])
            numbers.append(0)
    found = [
        Note(number, block_of(_undashed(part)), part[0].region)
        for number, part in zip(numbers, notes, strict=True)
        if part
    ]
    return found, _missing(numbers)


def _glued(lines: Sequence[Line], index: int, expected: int) -> tuple[int, int]:
    """ "715,2 kg …" is note 7 on 15,2 kg, and a note after one that was missed is one too.

    Only where the expected note begins nowhere else before the one after it does.
    """
    text, ahead = lines[index].text, lines[index + 1 : index + 1 + _AHEAD]
    mark, after = str(expected), str(expected + 1)
    if re.match(rf"{after}[^\W\d_]", text) and text[len(after)].isupper():
        return (0, 0) if _comes_later(ahead, expected) else (expected + 1, len(after))
    if not re.match(rf"{mark}[1-9]", text):
        return 0, 0
    for line in ahead:
        if _begins_note(line, expected, False, True)[0]:
            return 0, 0
        if _begins_note(line, expected + 1, False, True)[0]:
            return expected, len(mark)
    return 0, 0


def _comes_later(lines: Sequence[Line], expected: int) -> bool:
    """Whether the expected note still begins below: then a higher number is a figure."""
    return any(_begins_note(line, expected, False, True)[0] == expected for line in lines[:60])


def _undashed(part: Sequence[Line]) -> Sequence[Line]:
    return [line for line in part if line.text] or part[:1]


def _begins_note(line: Line, expected: int, opens_page: bool, any_before: bool) -> tuple[int, int]:
    raised = line.raised[0] if line.raised and line.raised[0][0] == 0 else None
    if raised:
        number = int(line.text[: raised[1]])
        skipped = expected < number <= expected + 2
        if number == expected or skipped or (number == 1 and opens_page) or not any_before:
            return number, raised[1]
        return 0, 0
    for number in dict.fromkeys((expected, 1) if opens_page else (expected,)):
        mark = str(number)
        rest = line.text[len(mark) :]
        if line.text.startswith(mark) and re.match(r"[.)]?\s*[^\s\d.,/%)\-]", rest):
            bracket = re.match(r"[.)]?\s*", rest)
            return number, len(mark) + (bracket.end() if bracket else 0)
        found = re.match(rf"[(\[]{mark}[)\]]\s*", line.text)
        if found:
            return number, found.end()
    return 0, 0


def _cut(line: Line, end: int) -> Line:
    text = line.text[end:]
    gone = end + len(text) - len(text.lstrip())
    raised = tuple((a - gone, b - gone) for a, b in line.raised if a >= gone)
    calls = tuple(NoteCall(call.note, max(call.offset - gone, 0)) for call in line.calls)
    return replace(line, text=text.strip(), raised=raised, calls=calls)


def _missing(numbers: Sequence[int]) -> list[str]:
    known = [number for number in numbers if number]
    gaps = [after - 1 for before, after in pairwise(known) if after > before + 1]
    return [f"Không tìm thấy nội dung chú thích số {number}." for number in gaps]


def without_markers(block: Block, markers: Sequence[Marker], *, link: bool = True) -> Block:
    """The block with the markers taken out, linked as calls; other raised digits as powers."""
    taken = {(marker.start, marker.end): marker for marker in markers}
    edits: list[tuple[int, int, str, int | None]] = []
    for span, marker in taken.items():
        start = span[0]
        # A marker set apart by a space takes the space along when a stop or nothing follows.
        after = block.text[span[1] : span[1] + 1]
        if block.text[start - 1 : start] == " " and (not after or after in " .,;:)"):
            start -= 1
        edits.append((start, span[1], "", marker.number if link else None))
    for span in block.raised:
        # Raised digits that call nothing are a power where they are glued to a unit or figure.
        if span not in taken and span[0] > 0 and block.text[span[0] - 1] != " ":
            edits.append((*span, as_superscript(block.text[span[0] : span[1]]), None))
    return _edited(block, sorted(edits))


def _edited(block: Block, edits: Sequence[tuple[int, int, str, int | None]]) -> Block:
    text, last = "", 0
    calls = list(block.calls)
    moves: list[tuple[int, int]] = []
    for start, end, instead, number in edits:
        text += block.text[last:start] + instead
        if number is not None:
            calls.append(NoteCall(number, len(text)))
        moves.append((end, len(text) - end))
        last = end
    text += block.text[last:]

    def moved(offset: int) -> int:
        shift = 0
        for end, by in moves:
            if end <= offset:
                shift = by
        return min(max(offset + shift, 0), len(text))

    trimmed = text.rstrip()
    return replace(
        block,
        text=trimmed,
        starts=tuple((moved(offset), page) for offset, page in block.starts),
        regions=tuple((moved(offset), region) for offset, region in block.regions),
        calls=tuple(
            NoteCall(call.note, min(call.offset, len(trimmed)))
            for call in sorted(calls, key=lambda call: call.offset)
        ),
        raised=(),
    )


def own_markers(note: Note) -> list[Marker]:
    """Raised numbers inside a note's own text that repeat its number: artefacts, taken out."""
    return [
        Marker(0, start, end, note.number, 0.0, note.region)
        for start, end in note.block.raised
        if note.block.text[start:end] == str(note.number) and start > 0
    ]
