"""Cells of a scanned table, read one by one: words as in prose, figures as figures.

Tesseract loses lone digits in a table read as a page. Cut out, stacked and enlarged, each
cell is a line; columns of figures are read twice more with nothing but figures allowed,
and the readings vote (measured in ``eval/LOG.md``).

What this module does not know: ruling lines (``ocr_rules.py``), headers and rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from ingest.ocr_words import right_words
from ingest.ruled import Box
from ingest.table_words import Word, is_numeric

if TYPE_CHECKING:
    from PIL.Image import Image

    from ingest.hocr import OcrLine

    Recognise = Callable[[Image, float, str], list[OcrLine]]

BLOCK, ONE_LINE = "--psm 6", "--psm 7"
FIGURES = "-c tessedit_char_whitelist=0123456789.,%-"
# How much cells are enlarged; between two readings alike the first is taken.
STACKED, IN_A_ROW = (1.5, 1.0), (1.0, 1.5)
FIRST_BONUS = 0.02
SHAPE_BONUS = 0.5
# Pixels to leave off at a cell's sides, between cells in a stack, and in a row.
INSET, BELOW, BESIDE, MARGIN = 3, 14, 14, 20
LEAST_INK = 6
# Tesseract takes pictures of at most 32,767 pixels a side.
MOST_PIXELS = 16_000
# Cells read as poorly as this are read alone, the uppermost (headers) first.
DOUBTFUL, MOST_ALONE = 0.6, 12
# Confidence of a figure on which the readings do not agree.
DISPUTED = 0.4


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell was read as: its lines of words, with a confidence (0..1)."""

    lines: tuple[tuple[str, ...], ...]
    confidence: float

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(word for line in self.lines for word in line)


def read_cells(
    clean: Image, dpi: float, dark: int, cells: Sequence[Box], recognise: Recognise
) -> dict[Box, Reading]:
    """The cells that hold ink, read. clean: the page without its ruling lines."""
    crops = {cell: crop for cell in cells if (crop := _crop(clean, cell, dark)) is not None}
    if not crops:
        return {}
    tries = [_stacked(crops, dpi, scale, recognise) for scale in STACKED]
    best = {cell: _best([one[cell] for one in tries if cell in one]) for cell in crops}
    doubtful = sorted((c for c in crops if best[c].confidence < DOUBTFUL), key=lambda box: box[1])
    for cell in doubtful[:MOST_ALONE]:
        one = {cell: crops[cell]}
        alone = [_stacked(one, dpi, scale, recognise, ONE_LINE) for scale in STACKED]
        best[cell] = _best([best[cell], *(found[cell] for found in alone if found)])
    for column in _columns(crops):
        figures = [cell for cell in column if not _is_words(best[cell])]
        numeric = sum(is_numeric(best[cell].text) for cell in figures)
        if len(figures) < 2 or numeric < 0.5 * len(figures):
            continue
        one_line = {cell: crops[cell] for cell in figures if len(best[cell].lines) <= 1}
        again = [_in_a_row(one_line, dpi, scale, recognise) for scale in IN_A_ROW]
        readings = {cell: _figures(cell, (*tries, *again)) for cell in one_line}
        shapes = Counter(_shape(one.text) for found in readings.values() for one in found)
        usual = shapes.most_common(1)[0][0] if shapes else ""
        for cell, found in readings.items():
            if found:
                best[cell] = _elected(found, usual)
    return {cell: reading for cell, reading in best.items() if reading.lines}


def _shares(crops: dict[Box, Image], scale: float, *, beside: bool) -> list[dict[Box, Image]]:
    """The cells in shares that fit on one picture, below or beside one another."""
    shares: list[dict[Box, Image]] = [{}]
    room = MOST_PIXELS / scale
    for cell, crop in crops.items():
        need = (crop.width if beside else crop.height) + BELOW
        if room < need and shares[-1]:
            shares.append({})
            room = MOST_PIXELS / scale
        shares[-1][cell] = crop
        room -= need
    return shares


def _figures(cell: Box, tries: Sequence[dict[Box, Reading]]) -> list[Reading]:
    """The readings of a cell that are figures."""
    return [one[cell] for one in tries if cell in one and is_numeric(one[cell].text)]


def words_of(readings: dict[Box, Reading], scale: float) -> list[Word]:
    """The readings as words inside their cells, in points; lines and words in their order."""
    words: list[Word] = []
    for (x0, top, x1, bottom), reading in readings.items():
        high = (bottom - top) / (len(reading.lines) + 1)
        for row, line in enumerate(reading.lines):
            wide = (x1 - x0) / (len(line) + 1)
            size = min(0.8 * high, wide)
            middle = top + (row + 1) * high
            for column, text in enumerate(right_words(line)):
                at = x0 + (column + 0.6) * wide
                words.append(
                    Word(
                        text,
                        at * scale,
                        (middle - size / 2) * scale,
                        (at + 0.8 * wide) * scale,
                        (middle + size / 2) * scale,
                        size * scale,
                    )
                )
    return words


def _crop(clean: Image, cell: Box, dark: int) -> Image | None:
    """The inside of a cell, cut close to its ink; None where there is none."""
    x0, top, x1, bottom = map(round, cell)
    box = (x0 + INSET, top + INSET, x1 - INSET, bottom - INSET)
    if box[2] <= box[0] or box[3] <= box[1]:
        return None
    inside = clean.crop(box)
    ink = np.asarray(inside) < dark
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.sum(axis=1) > 0)
    if ink.sum() < LEAST_INK or len(columns) < 2 or len(rows) < 4:
        return None
    left, right = max(0, int(columns[0]) - 6), min(inside.width, int(columns[-1]) + 7)
    return inside.crop((left, 0, right, inside.height))


def _enlarged(crop: Image, scale: float) -> Image:
    from PIL.Image import Resampling

    if scale == 1.0:
        return crop
    return crop.resize((round(crop.width * scale), round(crop.height * scale)), Resampling.LANCZOS)


def _stacked(
    crops: dict[Box, Image], dpi: float, scale: float, recognise: Recognise, layout: str = BLOCK
) -> dict[Box, Reading]:
    """Cells below one another on one picture, or several if they are many."""
    read: dict[Box, Reading] = {}
    for share in _shares(crops, scale, beside=False):
        read |= _one_stack(share, dpi, scale, recognise, layout)
    return read


def _one_stack(
    crops: dict[Box, Image], dpi: float, scale: float, recognise: Recognise, layout: str
) -> dict[Box, Reading]:
    from PIL.Image import new

    pictures = [_enlarged(crop, scale) for crop in crops.values()]
    wide = max(one.width for one in pictures) + 2 * MARGIN
    stack = new("L", (wide, sum(one.height + BELOW for one in pictures) + MARGIN), _paper(crops))
    starts: list[int] = []
    y = MARGIN // 2
    for one in pictures:
        stack.paste(one, (MARGIN, y))
        starts.append(y - BELOW // 2)
        y += one.height + BELOW
    found: dict[int, list[OcrLine]] = {}
    for line in recognise(stack, dpi * scale, layout):
        middle = median((word.top + word.bottom) / 2 for word in line.words)
        found.setdefault(int(np.searchsorted(starts, middle)) - 1, []).append(line)
    return {
        cell: Reading(
            tuple(_words([word.text for word in line.words]) for line in lines),
            sum(line.confidence for line in lines) / len(lines),
        )
        for index, cell in enumerate(crops)
        if (lines := found.get(index))
    }


def _in_a_row(
    crops: dict[Box, Image], dpi: float, scale: float, recognise: Recognise
) -> dict[Box, Reading]:
    """Cells of figures beside one another on one line, read with only figures allowed."""
    read: dict[Box, Reading] = {}
    for share in _shares(crops, scale, beside=True) if crops else ():
        read |= _one_row(share, dpi, scale, recognise)
    return read


def _one_row(
    crops: dict[Box, Image], dpi: float, scale: float, recognise: Recognise
) -> dict[Box, Reading]:
    from PIL.Image import new

    pictures = [_enlarged(crop, scale) for crop in crops.values()]
    high = max(one.height for one in pictures) + 2 * BELOW
    strip = new("L", (sum(one.width + BESIDE for one in pictures) + MARGIN, high), _paper(crops))
    starts: list[int] = []
    x = MARGIN // 2
    for one in pictures:
        strip.paste(one, (x, BELOW))
        starts.append(x - BESIDE // 2)
        x += one.width + BESIDE
    found: dict[int, list[tuple[str, float]]] = {}
    for line in recognise(strip, dpi * scale, f"{ONE_LINE} {FIGURES}"):
        for word in line.words:
            for char in word.chars:
                at = int(np.searchsorted(starts, (char.x0 + char.x1) / 2)) - 1
                found.setdefault(at, []).append((char.text, word.confidence))
    return {
        cell: Reading((("".join(char for char, _ in chars),),), min(sure for _, sure in chars))
        for index, cell in enumerate(crops)
        if (chars := found.get(index))
    }


def _paper(crops: dict[Box, Image]) -> int:
    return int(median(float(np.median(np.asarray(crop))) for crop in crops.values()))


def _words(words: Sequence[str]) -> tuple[str, ...]:
    """Without the marks that are left of a wiped line, and without a lone opening quote."""
    text = " ".join(words).strip("|_¦—~ ")
    if text[:1] in "“\"'‘" and not re.search(r"[”\"'’]", text[1:]):
        text = text[1:]
    return tuple(text.split())


def _best(readings: Sequence[Reading]) -> Reading:
    """The surest reading, the first a little preferred."""
    if not readings:
        return Reading((), 0.0)
    rated = [
        (one.confidence + FIRST_BONUS * (index == 0), -index) for index, one in enumerate(readings)
    ]
    return readings[-max(rated)[1]]


def _is_words(reading: Reading) -> bool:
    """Several letters, surely read: a header or a label, not a figure misread."""
    letters = sum(map(str.isalpha, reading.text))
    return letters >= 4 or (letters >= 2 and reading.confidence >= 0.8)


def _columns(crops: dict[Box, Image]) -> list[list[Box]]:
    """Cells with the same sides, from top to bottom."""
    columns: dict[tuple[int, int], list[Box]] = {}
    for cell in sorted(crops, key=lambda box: box[1]):
        columns.setdefault((round(cell[0] / 8), round(cell[2] / 8)), []).append(cell)
    return list(columns.values())


def _shape(text: str) -> str:
    return re.sub(r"\d+", "9", text)


def _elected(readings: Sequence[Reading], usual: str) -> Reading:
    """The reading with most confidence behind it; the column's usual shape of figures counts."""
    votes: dict[str, float] = {}
    for one in readings:
        votes.setdefault(one.text, SHAPE_BONUS * (_shape(one.text) == usual))
        votes[one.text] += one.confidence
    text = max(votes, key=votes.__getitem__)
    agreed = [one.confidence for one in readings if one.text == text]
    sure = max(agreed) if len(agreed) > 1 or len(readings) == 1 else min(DISPUTED, max(agreed))
    return Reading(((text,),), sure)
