"""Which pages of a PDF may hold a table, and how far they are turned: a cheap first look.

pypdfium2 tells a page's paths and text boxes in a few milliseconds; a table reader takes
twenty times as long. The signs asked for are far below what any real table shows.

What this module does not know: tables.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ingest.ruled import Box

LEAST_RULES = 2
LEAST_FIGURES = 5
LEAST_COLUMN_LINES = 3
# pdfplumber's work grows with the square of a page's lines; drawings have many thousands.
MOST_PATHS = 6000

_FIGURE = re.compile(r"[-+(]?\d[\d.,/]*%?\)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page worth opening and how far (clockwise degrees) it is to be turned."""

    page: int
    turn: int


def candidate_of(document: Any, number: int) -> Candidate | None:
    """The page if it may hold a table, judged by pypdfium2 alone (a few milliseconds)."""
    page = document[number - 1]
    text_page = page.get_textpage()
    try:
        turn = _text_turn(text_page)
        rules = _rules(page)
        if LEAST_RULES <= rules <= MOST_PATHS:
            return Candidate(number, turn)
        figures = sum(map(bool, map(_FIGURE.fullmatch, text_page.get_text_range().split())))
        if figures < LEAST_FIGURES or rules > MOST_PATHS:
            return None
        if turn or _lines_with_gaps(text_page) >= LEAST_COLUMN_LINES:
            return Candidate(number, turn)
        return None
    finally:
        text_page.close()
        page.close()


def _text_turn(text_page: Any) -> int:
    """The clockwise turn, in degrees, after which most of the page's letters stand upright."""
    import pypdfium2.raw as pdfium

    count = text_page.count_chars()
    angles = Counter(
        # pdfium counts the letters' angle clockwise, y downwards; turning back undoes it.
        -round(math.degrees(pdfium.FPDFText_GetCharAngle(text_page.raw, index)) / 90) % 4 * 90
        for index in range(0, count, max(1, count // 60))
    )
    return angles.most_common(1)[0][0] if angles else 0


def _rules(page: Any) -> int:
    """Upright ruling lines on the page; a box counts for its two sides."""
    import pypdfium2.raw as pdfium

    upright = flat = 0
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4):
        left, bottom, right, top = path.get_bounds()
        width, height = right - left, top - bottom
        boxed = width > 12 and height > 8
        upright += 2 * boxed or (height > 8 and width < 4)
        flat += 2 * boxed or (width > 12 and height < 4)
        if upright > MOST_PATHS:
            break
    return upright if flat >= LEAST_RULES else 0


def _lines_with_gaps(text_page: Any) -> int:
    """Lines that consist of pieces standing apart; pdfium merges the letters of one piece."""
    boxes = sorted(
        (text_page.get_rect(index) for index in range(text_page.count_rects())),
        key=lambda box: (-box[3], box[0]),
    )
    gaps = 0
    for before, box in pairwise(boxes):
        overlap = min(before[3], box[3]) - max(before[1], box[1])
        apart = max(box[0] - before[2], before[0] - box[2])
        gaps += overlap > 0.4 * (box[3] - box[1]) and apart > 8
    return gaps


def media_box(document: Any, number: int) -> Box:
    """The page's own space: left, bottom, right, top in points."""
    page = document[number - 1]
    left, bottom, right, top = page.get_mediabox()
    page.close()
    return (left, bottom, right, top)
