"""A page of a PDF as a person sees it: its picture, and its characters with their boxes.

To be called in a guarded child only: a PDF of two kilobytes can end the process that draws
it. What this module does not know: what is looked for on the page (``page_boxes.py``), who
waits for the picture.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.page_boxes import Box, Boxes, Found, Glyph, Wanted, find_boxes

# Sharp on a screen of twice the density at half the width of a small office screen.
PICTURE_WIDTH = 1240
# A page box may claim to be kilometres high.
MOST_PIXELS = 6_000_000
QUALITY = 78
PAGES_KEPT = 8  # scanned pages whose letters the child remembers

if TYPE_CHECKING:
    from ingest.ocr_tables import ScannedTable

Back = Callable[[float, float, float, float], Box]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A drawn page: WebP bytes, size in pixels."""

    webp: bytes
    width: int
    height: int


def draw(path: Path, number: int) -> PagePicture:
    """Page ``number`` (from 1) drawn. Raises ``pypdfium2.PdfiumError``, ``IndexError``."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[number - 1]
        width, height = (max(1.0, side) for side in page.get_size())
        scale = min(PICTURE_WIDTH / width, (MOST_PIXELS / (width * height)) ** 0.5)
        image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        page.close()
    out = io.BytesIO()
    image.save(out, "WEBP", quality=QUALITY, method=2)
    return PagePicture(out.getvalue(), image.width, image.height)


def see(path: Path, number: int, wanted: Wanted, drawn: bool) -> tuple[PagePicture | None, Boxes]:
    """The picture, unless it was ``drawn`` before, and where the line stands by the text layer."""
    picture = None if drawn else draw(path, number)
    return picture, find_boxes(page_glyphs(path, number), wanted)


def ready() -> bool:
    """Loads what drawing needs, so that the first page does not wait for it."""
    import PIL.Image
    import pypdfium2

    return bool(PIL.Image and pypdfium2)


def locate_by_ocr(path: Path, number: int, wanted: Wanted) -> Boxes:
    """Where on a scanned page the line stands: it is read again, which takes seconds."""
    from ingest.ocr import OcrUnavailable

    try:
        return find_boxes(scanned_glyphs(path, number), wanted)
    except OcrUnavailable:
        return Boxes(Found.NO_TEXT)


def _size(path: Path, number: int) -> tuple[float, float]:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        wide, high = document.get_page_size(number - 1)
    return float(wide), float(high)


def page_glyphs(path: Path, number: int) -> list[Glyph]:
    """The characters of the page's text layer in their order, boxes as the page is drawn."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[number - 1]
        text = page.get_textpage()
        glyphs = _glyphs(page, text)
        text.close()
        page.close()
    return glyphs


def _glyphs(page: Any, text: Any) -> list[Glyph]:
    import ctypes

    import pypdfium2.raw as pdfium

    wide, high = 1 << 16, 1 << 16  # PDFium maps to whole pixels of a page drawn so large
    x, y = ctypes.c_int(), ctypes.c_int()
    area = pdfium.FS_RECTF()

    def at(left: float, top: float) -> tuple[float, float]:
        pdfium.FPDF_PageToDevice(page, 0, 0, wide, high, 0, left, top, x, y)
        return x.value / wide, y.value / high

    glyphs: list[Glyph] = []
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        char = chr(code) if 0 < code <= 0x10FFFF else ""
        box = None
        if not char.isspace() and pdfium.FPDFText_GetLooseCharBox(text, index, area):
            one, other = at(area.left, area.top), at(area.right, area.bottom)
            (left, right), (top, bottom) = (sorted(pair) for pair in zip(one, other, strict=True))
            box = Box(left, top, right, bottom)
        glyphs.append(Glyph(char, box))
    return glyphs


@lru_cache(maxsize=PAGES_KEPT)
def scanned_glyphs(path: Path, number: int) -> tuple[Glyph, ...]:
    """The characters that OCR sees, boxes as the page is drawn (it straightens the page first).

    None of them where the page was read turned by a quarter. Raises ``OcrUnavailable``.
    """
    from ingest.ocr import read_page
    from ingest.ocr_words import right_words

    read = read_page(path, number)
    wide, high = read.picture.image.size
    page_wide, page_high = _size(path, number)
    if (wide > high) is not (page_wide > page_high):
        return ()
    back = _turned_back(read.picture.turn, wide, high)
    glyphs: list[Glyph] = []
    for line in read.lines:
        texts = right_words([word.text for word in line.words])
        for word, text in zip(line.words, texts, strict=True):
            letters = text if len(text) == len(word.chars) else [c.text for c in word.chars]
            for letter, char in zip(letters, word.chars, strict=True):
                glyphs.append(Glyph(letter, back(char.x0, word.top, char.x1, word.bottom)))
    for table in read.tables:
        glyphs += _row_glyphs(table, read.picture.dpi / 72, back)
    return tuple(glyphs)


def _row_glyphs(table: ScannedTable, scale: float, back: Back) -> Iterator[Glyph]:
    """A table read cell by cell: its letters stand somewhere in their cell."""
    grid = table.grid
    ends = [*grid.tops[1:], grid.box[3]]
    for cells, top, bottom in zip(grid.cells, grid.tops, ends, strict=True):
        sides = list(pairwise(grid.edges))
        if len(sides) != len(cells):
            sides = [(grid.box[0], grid.box[2])] * len(cells)
        for cell, (left, right) in zip(cells, sides, strict=True):
            box = back(left * scale, top * scale, right * scale, bottom * scale)
            yield from (Glyph(char, None if char.isspace() else box) for char in cell)
            yield Glyph(" ", None)


def _turned_back(turn: float, wide: int, high: int) -> Back:
    """From boxes of a picture that was turned about its middle to boxes of the page as drawn."""
    cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))

    def back(left: float, top: float, right: float, bottom: float) -> Box:
        x, y = (left + right - wide) / 2, (top + bottom - high) / 2
        middle_x = (x * cosine - y * sine) / wide + 0.5
        middle_y = (x * sine + y * cosine) / high + 0.5
        half_x, half_y = (right - left) / 2 / wide, (bottom - top) / 2 / high
        return Box(middle_x - half_x, middle_y - half_y, middle_x + half_x, middle_y + half_y)

    return back
