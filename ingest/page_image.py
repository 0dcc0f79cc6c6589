"""A page of a PDF as a grey picture that OCR reads best: own resolution, upright, straight.

A scan is drawn at the resolution of the picture in it: blowing it up first only blurs
(measured, see ``eval/LOG.md``). The turn of a crooked page is the one that makes the rows
of ink sharpest against the gaps between them.

What this module does not know: letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from PIL.Image import Image

LOWEST_DPI, HIGHEST_DPI, USUAL_DPI = 150, 300, 300
# A page box may claim to be kilometres wide; A3 at 300 dpi has 17 million pixels.
MOST_PIXELS = 40_000_000
MOST_TURN = 5.0
PROFILE_HEIGHT = 1000
# A page whose darkest pixels (this share of them, in %) hardly differ from its paper is blank.
FAINT, CONTRAST = 0.02, 60


@dataclass(frozen=True, slots=True)
class PageImage:
    """A straightened grey page; ``turn`` in degrees, counter-clockwise, was applied to it.

    dark: pixels below this value are ink, the blurred edges of letters with it.
    """

    image: Image
    dpi: float
    turn: float
    dark: int

    @property
    def points(self) -> tuple[float, float]:
        """Width and height of the page in points."""
        return self.image.width * 72 / self.dpi, self.image.height * 72 / self.dpi


def draw_page(path: Path, number: int) -> PageImage:
    """Page ``number`` (from 1) drawn and straightened. Raises ``pypdfium2.PdfiumError``."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[number - 1]
        dpi = min(_native_dpi(page), (MOST_PIXELS / max(1.0, _square_inches(page))) ** 0.5)
        image = page.render(scale=dpi / 72, grayscale=True).to_pil()
        page.close()
    return straighten(image, dpi)


def straighten(image: Image, dpi: float) -> PageImage:
    """The picture in grey, turned so that its lines run level."""
    from PIL.Image import Resampling

    grey = image.convert("L")
    turn = find_turn(grey)
    if abs(turn) >= 0.05:
        grey = grey.rotate(turn, resample=Resampling.BICUBIC, fillcolor=255)
    return PageImage(grey, dpi, turn, ink_level(grey))


def quarter_turned(picture: PageImage, turns: int) -> PageImage:
    """The page turned by quarters, counter-clockwise, and straightened anew."""
    return straighten(picture.image.rotate(90 * turns, expand=True), picture.dpi)


def is_blank(picture: PageImage) -> bool:
    """Whether there is nothing on the page that could be text."""
    pixels = np.asarray(picture.image)
    return bool(np.median(pixels) - np.percentile(pixels, FAINT) < CONTRAST)


def ink_level(grey: Image) -> int:
    """Two fifths of the way from the paper to the darkest ink of the page."""
    values = np.asarray(grey.resize((max(1, grey.width // 2), max(1, grey.height // 2)), 0))
    paper, ink = np.percentile(values, (50, 0.5))
    return int(paper - 0.42 * (paper - ink))


def _square_inches(page: Any) -> float:
    width, height = page.get_size()
    return float(width * height / 72**2)


def _native_dpi(page: Any) -> float:
    """Resolution of the page's largest picture, or the usual one for pages that are drawn."""
    import pypdfium2.raw as pdfium

    best, dpi = 0.0, float(USUAL_DPI)
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        area = (right - left) * (top - bottom)
        if area > best and right - left > 1:
            width = max(picture.get_px_size())
            best, dpi = area, width * 72 / max(right - left, top - bottom)
    if best < 0.5 * _square_inches(page) * 72**2:
        return float(USUAL_DPI)
    return float(min(max(dpi, LOWEST_DPI), HIGHEST_DPI))


def find_turn(grey: Image) -> float:
    """Degrees to turn the page counter-clockwise so that its lines run level; 0 if unclear."""
    from PIL.Image import Resampling
    from PIL.Image import fromarray as image_of

    scale = PROFILE_HEIGHT / grey.height
    small = grey.resize((max(1, round(grey.width * scale)), PROFILE_HEIGHT), Resampling.BOX)
    pixels = np.asarray(small, dtype=np.int16)
    ink = image_of(np.where(pixels < np.median(pixels) - 50, 255, 0).astype(np.uint8))

    def sharpness(turn: float) -> float:
        rows = np.asarray(ink.rotate(turn, Resampling.BILINEAR), dtype=np.float64).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    best, step = 0.0, 1.0
    reach = MOST_TURN
    while step >= 0.05:
        turns = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(turns, key=sharpness))
        reach, step = step, step / 4
    level = sharpness(0.0)
    return best if sharpness(best) > 1.02 * level else 0.0
