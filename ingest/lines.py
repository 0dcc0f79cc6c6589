"""One printed line (or one typed paragraph): the noun that every file format is turned into.

A reader of one format makes ``Line``s in reading order; what comes after (paragraphs,
notes, outline) no longer knows whether they came from a PDF or a text file.

What this module does not know: what a line means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ingest.report import NoteCall, TableRow
from ingest.text import SPACES, nfc

Spans = tuple[tuple[int, int], ...]

SUPERSCRIPT_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DIGITS = str.maketrans(SUPERSCRIPT_DIGITS, "0123456789")
_TO_SUPERSCRIPT = str.maketrans("0123456789", SUPERSCRIPT_DIGITS)
# A power of a length is part of the unit (km², m³) and never calls a note.
_RAISED = re.compile(rf"(?<![kcdhm]m)(?<![\d\s(]m)[{SUPERSCRIPT_DIGITS}]+")


# Characters without a glyph that broken fonts leave in the text.
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), 127])


class Zone(StrEnum):
    """Which part of a page a line belongs to."""

    TITLE = "title"
    BODY = "body"
    NOTE = "note"
    FURNITURE = "furniture"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with what its page says about it; 0 where the format says nothing.

    text: single-spaced NFC. page: counted from 1, None without pages.
    x, right, y, size: points, y upwards. bold: nearly all of it.
    raised: spans of small raised digits (superscripts), written as plain digits in text.
    calls: notes that the format itself links (DOCX, ``[^1]``), already out of the text.
    note: this line belongs to the text of that linked note.
    whole: a paragraph as its author typed it, not one printed line of it.
    gap: empty space stands above it. level: heading level that a style gives, 0 none.
    region: how many groups of footnotes stand before it in reading order.
    confidence: of OCR, 0..1, None where the text was printed as text.
    """

    text: str
    page: int | None = None
    x: float = 0.0
    right: float = 0.0
    y: float = 0.0
    size: float = 0.0
    bold: bool = False
    centred: bool = False
    raised: Spans = ()
    calls: tuple[NoteCall, ...] = ()
    note: int | None = None
    zone: Zone = Zone.BODY
    whole: bool = False
    gap: bool = False
    level: int = 0
    row: TableRow | None = None
    region: int = 0
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader of one format found: lines in reading order.

    page_labels: the printed number of each counted page, where one is printed.
    linked: the format links notes itself, so no marker is looked for in the text.
    """

    form: str
    lines: tuple[Line, ...]
    pages: int | None = None
    page_labels: dict[int, str] = field(default_factory=dict)
    linked: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Whole paragraph: lines joined, with the pages, raised spans and note regions in it."""

    text: str
    starts: tuple[tuple[int, int], ...] = ()
    raised: Spans = ()
    regions: tuple[tuple[int, int], ...] = ((0, 0),)
    calls: tuple[NoteCall, ...] = ()
    zone: Zone = Zone.BODY
    bold: bool = False
    centred: bool = False
    level: int = 0
    note: int | None = None
    row: TableRow | None = None
    confidence: float | None = None


def compose(pieces: Iterable[tuple[str, bool]]) -> tuple[str, Spans]:
    """Pieces of one line, each raised or not, as single-spaced NFC text and its raised spans."""
    text = ""
    spans: list[tuple[int, int]] = []
    for piece, raised in pieces:
        clean = SPACES.sub(" ", nfc(piece)).translate(_CONTROLS)
        if not text or text.endswith(" "):
            clean = clean.lstrip(" ")
        if not clean:
            continue
        if raised and clean.strip().isdigit():
            start = len(text) + len(clean) - len(clean.lstrip(" "))
            spans.append((start, start + len(clean.strip())))
        text += clean
    # A mark in a piece of its own joins its letter only here; then offsets may move.
    whole = unicodedata.normalize("NFC", text)
    if whole != text:
        spans = [
            (
                len(unicodedata.normalize("NFC", text[:start])),
                len(unicodedata.normalize("NFC", text[:end])),
            )
            for start, end in spans
        ]
    return whole.rstrip(" "), tuple(spans)


def split_raised(text: str) -> list[tuple[str, bool]]:
    """Text with Unicode superscripts as pieces for ``compose``; powers of units stay as printed."""
    pieces: list[tuple[str, bool]] = []
    last = 0
    for found in _RAISED.finditer(text):
        pieces.append((text[last : found.start()], False))
        pieces.append((found[0].translate(_TO_DIGITS), True))
        last = found.end()
    return [*pieces, (text[last:], False)]


def as_superscript(digits: str) -> str:
    """Digits as raised characters, for a power that turned out not to call a note."""
    return digits.translate(_TO_SUPERSCRIPT)


def line_of(text: str, **about: object) -> Line:
    """A ``Line`` from raw text: spaces folded, superscripts recognised."""
    plain, raised = compose(split_raised(text))
    return replace(Line(plain, raised=raised), **about)  # type: ignore[arg-type]


def join_texts(first: str, second: str) -> str:
    """Two parts of a paragraph as one: no space where a number or name breaks at its hyphen.

    ``41-`` + ``CT/TW`` and ``164/`` + ``NQ-HĐND`` are one token; ``quốc phòng -`` + ``an ninh``
    is not, there the space before the hyphen is printed.
    """
    if not first or not second:
        return first + second
    if first[-1] in "-/" and len(first) > 1 and first[-2].isalnum() and second[0].isalnum():
        return first + second
    if second[0] == "/" and len(second) > 1 and second[1].isalnum() and first[-1].isalnum():
        return first + second
    return f"{first} {second}"


def block_of(lines: Sequence[Line]) -> Block:
    """The lines of one paragraph as a ``Block``; the first line says what it is."""
    text = ""
    starts: list[tuple[int, int]] = []
    regions: list[tuple[int, int]] = []
    raised: list[tuple[int, int]] = []
    calls: list[NoteCall] = []
    confidences = [line.confidence for line in lines if line.confidence is not None]
    for line in lines:
        text = join_texts(text, line.text)
        offset = len(text) - len(line.text)
        if line.page is not None and (not starts or starts[-1][1] != line.page):
            starts.append((offset, line.page))
        if not regions or regions[-1][1] != line.region:
            regions.append((offset, line.region))
        raised.extend((start + offset, end + offset) for start, end in line.raised)
        calls.extend(NoteCall(call.note, call.offset + offset) for call in line.calls)
    first = lines[0]
    return Block(
        text,
        tuple(starts),
        tuple(raised),
        tuple(regions),
        tuple(calls),
        first.zone,
        all(line.bold for line in lines),
        first.centred,
        first.level,
        first.note,
        first.row,
        min(confidences) if confidences else None,
    )


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table found on a PDF page: its box in points, y upwards, and its rows as lines."""

    x0: float
    y0: float
    x1: float
    y1: float
    rows: tuple[Line, ...]

    def holds(self, line: Line) -> bool:
        """Whether a printed line stands inside the box."""
        middle = line.y + 0.3 * line.size
        return self.y0 <= middle <= self.y1 and self.x0 - 2 <= line.x <= self.x1
