"""Tesseract's hOCR as lines of words with boxes, heights and confidence.

What this module does not know: how Tesseract is called (``ocr.py``).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.text import nfc

# Height of capitals and figures in the usual type of documents, as a share of its size.
CAPITAL_SHARE = 0.66
_TALL = set("ABCDEFGHIKLMNPRSTUVXYbdhkl0123456789")
# Lines steeper than this are upright text, or stains.
STEEPEST = 0.15

_LINE = re.compile(
    r"<span class='ocr_(?:line|textfloat|caption|header)'[^>]*title=\"bbox (\d+) (\d+) (\d+) (\d+)"
    r"(?:; baseline ([-\d.]+) ([-\d.]+))?"
)
_WORD = re.compile(
    r"<span class='ocrx_word'[^>]*title='bbox (\d+) (\d+) (\d+) (\d+); x_wconf (\d+)'"
)
_CHAR = re.compile(r"x_bboxes (\d+) (\d+) (\d+) (\d+); x_conf ([\d.]+)'>(.*?)</span>")


@dataclass(frozen=True, slots=True)
class OcrChar:
    """A recognised character and where it stands from left to right, in pixels."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A recognised word: box in pixels of the straightened page (y down), confidence 0..1."""

    chars: tuple[OcrChar, ...]
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: float

    @property
    def text(self) -> str:
        """The word as recognised."""
        return nfc("".join(char.text for char in self.chars))


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A recognised line. baseline: (slope, height at x = 0); capital: height of capitals."""

    words: tuple[OcrWord, ...]
    baseline: tuple[float, float]
    capital: float

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """Mean confidence, long words counting more."""
        letters = sum(len(word.chars) for word in self.words) or 1
        return sum(word.confidence * len(word.chars) for word in self.words) / letters

    @property
    def size(self) -> float:
        """Size of the type, in pixels."""
        return self.capital / CAPITAL_SHARE

    def base_at(self, x: float) -> float:
        """Height of the baseline at ``x``, in pixels from the top."""
        return self.baseline[0] * x + self.baseline[1]


def read_hocr(text: str) -> Iterator[OcrLine]:
    """Lines of Tesseract's hOCR with character boxes, in its reading order."""
    starts = [*(found.start() for found in _LINE.finditer(text)), len(text)]
    lines = [
        line for start, end in pairwise(starts) if (line := _line(text[start:end])) is not None
    ]
    known = [line.capital for line in lines if line.capital]
    usual = median(known) if known else 0.0
    for line in lines:
        yield line if line.capital else OcrLine(line.words, line.baseline, usual)


def _line(text: str) -> OcrLine | None:
    found = _LINE.match(text)
    assert found is not None
    left, low = int(found[1]), int(found[4])
    slope, offset = float(found[5] or 0), float(found[6] or 0)
    if abs(slope) > STEEPEST:  # upright text, or a stain
        slope = offset = 0.0
    words: list[OcrWord] = []
    heights: list[int] = []
    pieces = [*(word.start() for word in _WORD.finditer(text)), len(text)]
    for start, end in pairwise(pieces):
        head = _WORD.match(text, start)
        assert head is not None
        chars = [
            (OcrChar(html.unescape(c[6]), int(c[1]), int(c[3])), int(c[4]) - int(c[2]))
            for c in _CHAR.finditer(text, start, end)
        ]
        heights += [height for char, height in chars if char.text in _TALL]
        x0, top, x1, bottom, sure = (int(head[index]) for index in range(1, 6))
        if chars and "".join(char.text for char, _ in chars).strip():
            words.append(OcrWord(tuple(c for c, _ in chars), x0, top, x1, bottom, sure / 100))
    if not words:
        return None
    base = (slope, low + offset - slope * left)
    return OcrLine(tuple(words), base, float(median(heights)) if len(heights) >= 2 else 0.0)
