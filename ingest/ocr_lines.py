"""Pages read by OCR as ``Line``s: markers numbered and raised, slips put right, sizes even.

What this module does not know: recognition (``ocr.py``), the shape of markers
(``ocr_markers.py``), paragraphs and sections.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from ingest.hocr import OcrLine, OcrWord
from ingest.lines import Line, compose
from ingest.ocr import OcrPage, read_page
from ingest.ocr_markers import Marker, call_next_page, match_in_order, number_in_order
from ingest.ocr_order import lost_calls, mended_labels, numbers_at_edges
from ingest.ocr_tables import table_joiner
from ingest.ocr_words import right_words
from ingest.page_lines import with_tables

# Without a rule above them, notes are lines at the foot in type this much smaller.
SMALL = 0.85
# Heights measured on a line's few capitals stray this much around one type size.
EVEN = 0.15
# Confidence in a figure read from raised small type.
TINY = 0.4
_GARBLE = set("”“\"'°*®!?#^`’‘²³¹©™º~")


@dataclass(frozen=True, slots=True)
class PageLines:
    """A page's lines, the note numbers that begin on it, and its mean confidence (0..1)."""

    lines: tuple[Line, ...]
    notes: tuple[int, ...]
    confidence: float


def page_reader(path: Path) -> Callable[[int], list[Line]]:
    """A reader of single pages for ``pdf.read_pdf``; it remembers the last note's number.

    Raises ``OcrUnavailable`` at the first page where Tesseract is missing.
    """
    last = 0
    tables_of, mend = table_joiner(), mended_labels()

    def read(number: int) -> list[Line]:
        nonlocal last
        page = read_page(path, number)
        found = to_lines(page, last + 1)
        last = found.notes[-1] if found.notes else last
        return with_tables([mend(line) for line in found.lines], tables_of(page))

    return read


def to_lines(page: OcrPage, expected: int | None = None) -> PageLines:
    """The page as lines; ``expected`` is the number that the next note should have."""
    split = _note_start(page)
    starts = _starting_markers(page, split)
    body = [one for one in page.markers if one.line < split]
    calls = [one.reading for one in body]
    numbers = number_in_order([one.reading for one in starts], expected, calls)
    if page.rule is None and not any(any(map(str.isdecimal, one.reading)) for one in starts):
        numbers = [None] * len(starts)  # small type with a spot above it is no note
    notes = [number for number in numbers if number is not None]
    called = match_in_order(calls, notes)
    if notes or expected is not None:
        called = call_next_page(calls, called, notes[-1] + 1 if notes else expected or 1)
    sure = {marker: number for marker, number in zip(body, called, strict=True) if number}
    lost = lost_calls(page.lines[:split], sure, notes)
    shown: dict[Marker, tuple[str, bool]] = {
        marker: (marker.reading if _is_clear(marker, page) else "", True) for marker in page.markers
    }
    pairs = [*zip(body, called, strict=True), *lost.items(), *zip(starts, numbers, strict=True)]
    for marker, number in pairs:
        if number is not None:
            shown[marker] = (str(number), True)
        elif marker in starts and marker in page.markers:
            shown[marker] = (marker.reading, False)
    lines = numbers_at_edges(_lines(page, split, shown))
    sure_lines = [line.confidence for line in lines if line.confidence is not None]
    mean = sum(sure_lines) / len(sure_lines) if sure_lines else 0.0
    return PageLines(tuple(lines), tuple(notes), mean)


def _is_clear(marker: Marker, page: OcrPage) -> bool:
    """Whether raised ink that calls no note here may still be shown as digits: none is invented."""
    line = page.lines[marker.line]
    wide = marker.x1 - marker.x0 > 0.35 * line.capital
    glued = any(abs(marker.x0 - word.x1) < 0.3 * line.capital for word in line.words)
    inside = any(word.x0 < marker.x0 and marker.x1 < word.x1 for word in line.words)
    return wide and (glued or inside)


def _note_start(page: OcrPage) -> int:
    """Index of the first line of the footnotes, the number of lines where there are none."""
    if page.rule is not None:
        below = [
            i for i, line in enumerate(page.lines) if line.base_at(line.words[0].x0) > page.rule
        ]
        if below and below == list(range(below[0], len(page.lines))):
            return below[0]
    if not page.lines:
        return 0
    usual = median(line.capital for line in page.lines[: max(3, len(page.lines) // 2)])
    start = len(page.lines)
    while start and page.lines[start - 1].capital < SMALL * usual:
        start -= 1
    return start


def _starting_markers(page: OcrPage, split: int) -> list[Marker]:
    """What stands at the beginning of the notes' lines: markers seen, else short first words."""
    found = []
    for index in range(split, len(page.lines)):
        line = page.lines[index]
        seen = [one for one in page.markers if one.line == index]
        text = [
            word for word in line.words if any(map(str.isalpha, word.text)) and len(word.chars) > 1
        ]
        start = min((word.x0 for word in text), default=line.words[0].x0)
        first = line.words[0]
        if seen and seen[0].x0 <= start:
            found.append(seen[0])
        elif len(first.chars) <= 3 and len(line.words) > 1 and _could_be_marker(first.text):
            box = (first.x0, first.x1, first.top, first.bottom)
            found.append(Marker(index, *box, first.text))
    return found


def _could_be_marker(text: str) -> bool:
    """A number of a note, or signs that no line begins with."""
    return text.isdecimal() or all(char in _GARBLE or char.isdecimal() for char in text)


def _lines(page: OcrPage, split: int, shown: dict[Marker, tuple[str, bool]]) -> list[Line]:
    scale = 72 / page.picture.dpi
    height = page.picture.points[1]
    sizes = [line.size * scale for line in page.lines]
    small = median(sizes[split:]) if sizes[split:] else 0.0
    usual = median(sizes[:split]) if sizes[:split] else 0.0
    sizes = [usual if abs(size - usual) < EVEN * usual else size for size in sizes]
    rows = [_pieces(line, i, shown) for i, line in enumerate(page.lines)]
    texts = right_words([word for row in rows for words, _ in row for word in words.split()])
    lines: list[Line] = []
    at = 0
    for index, (line, row) in enumerate(zip(page.lines, rows, strict=True)):
        pieces: list[tuple[str, bool]] = []
        for words, raised in row:
            count = len(words.split())
            pieces.append((_respaced(words, texts[at : at + count]), raised))
            at += count
        text, spans = compose(pieces)
        if text:
            lines.append(
                Line(
                    text,
                    page=page.page,
                    x=line.words[0].x0 * scale,
                    right=max(word.x1 for word in line.words) * scale,
                    y=height - line.base_at(line.words[0].x0) * scale,
                    size=small if index >= split else sizes[index],
                    raised=spans,
                    confidence=_confidence(line, shown, index),
                )
            )
    return lines


def _respaced(words: str, corrected: Sequence[str]) -> str:
    """The corrected words with the spaces that the piece had at its ends."""
    inner = " ".join(corrected)
    return (" " if words[:1] == " " else "") + inner + (" " if words[-1:] == " " else "")


def _confidence(line: OcrLine, shown: dict[Marker, tuple[str, bool]], index: int) -> float:
    """Of the line, or of its least certain figure if that is lower."""
    sure = [word.confidence for word in line.words if any(map(str.isdecimal, word.text))]
    # A raised number that is no marker is a figure in very small type.
    sure += [TINY for one, (_, raised) in shown.items() if one.line == index and not raised]
    return round(min([line.confidence, *sure]), 3)


def _pieces(
    line: OcrLine, index: int, shown: dict[Marker, tuple[str, bool]]
) -> list[tuple[str, bool]]:
    """The line's text in pieces, each raised or not, markers in their places."""
    markers = sorted((one for one in shown if one.line == index), key=lambda one: one.x0)
    taken = tuple(markers)
    slack = 0.5 * line.capital
    pieces: list[tuple[str, bool]] = []
    text = ""
    for order, word in enumerate(line.words):
        if any(one.x0 - 3 <= word.x0 and word.x1 <= one.x1 + 3 for one in taken):
            continue  # nothing but a marker, which is shown in its place
        sign = not any(map(str.isalnum, word.text))
        if not text and not pieces and taken and _is_before(word, taken[0]):
            continue  # what a marker at the line's beginning was read as
        text += "" if sign and word.text[0] in ".,;:)”" else " " if order else ""
        for marker in [one for one in markers if one.x1 < word.x0 + 2]:
            # Before the word: glued to the one before, if it stands close.
            previous = line.words[order - 1].x1 if order else None
            close = previous is not None and marker.x0 - previous < slack
            markers.remove(marker)
            pieces += [(text.rstrip() if close else text, False), shown[marker]]
            text = "" if sign and close else " "
        inside = [one for one in markers if one.x0 < word.x1 - 1]
        before, after = _around(word, inside)
        text += before
        for marker in inside:
            markers.remove(marker)
            pieces += [(text, False), shown[marker]]
            text = ""
        text += after
    for marker in markers:
        pieces += [(text, False), shown[marker]]
        text = ""
    return [piece for piece in [*pieces, (text, False)] if piece[0]]


def _is_before(word: OcrWord, marker: Marker) -> bool:
    """Whether a first word is signs before a marker, or a misreading of part of it."""
    if any(map(str.isalpha, word.text)) or word.x1 > marker.x1 + 3:
        return False
    return word.x1 > marker.x0 + 2 or not any(map(str.isdecimal, word.text))


def _around(word: OcrWord, inside: Sequence[Marker]) -> tuple[str, str]:
    """The word's letters before and after a marker in it, without what the marker was read as."""
    if not inside:
        return word.text, ""
    left, right = inside[0].x0, inside[-1].x1
    before, after = "", ""
    for char in word.chars:
        middle = (char.x0 + char.x1) / 2
        covered = left - 2 <= middle <= right + 2
        if covered and (char.text in _GARBLE or char.text in ".," or char.text.isdecimal()):
            continue
        if middle < (left + right) / 2:
            before += char.text
        else:
            after += char.text
    return before, after
