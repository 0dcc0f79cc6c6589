"""The annex as a scanner would deliver it: a landscape picture of a table, no text layer.

Drawn in the report's own font, turned by less than a degree, with grey paper, specks and
grain. The noise comes from a fixed seed, so the picture is always the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

DPI = 150
SIZE = (1754, 1240)  # A4 landscape at 150 dpi
SEED = 2025
TURN_DEGREES = 0.7
ROW = 40


def annex_page(annex: Mapping[str, Any], fonts: Path) -> bytes:
    """The annex as a one-page PDF that holds only a picture."""
    page = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(page)
    regular = ImageFont.truetype(fonts / "LiberationSerif-Regular.ttf", 24)
    bold = ImageFont.truetype(fonts / "LiberationSerif-Bold.ttf", 24)
    italic = ImageFont.truetype(fonts / "LiberationSerif-Italic.ttf", 23)
    top = 70
    for text, font in [*((line, bold) for line in annex["heading"]), (annex["note"], italic)]:
        draw.text((SIZE[0] / 2, top), text, font=font, fill=20, anchor="ma")
        top += 38
    _table(draw, annex, top + 14, regular, bold)
    buffer = BytesIO()
    _as_scanned(page).save(buffer, "PDF", resolution=DPI, quality=42)
    return buffer.getvalue()


def _table(
    draw: ImageDraw.ImageDraw,
    annex: Mapping[str, Any],
    top: int,
    regular: ImageFont.FreeTypeFont,
    bold: ImageFont.FreeTypeFont,
) -> None:
    widths = [round(width / 2.54 * DPI) for width in annex["widths"]]
    edges = [(SIZE[0] - sum(widths)) // 2]
    for width in widths:
        edges.append(edges[-1] + width)
    rows: Sequence[Sequence[str]] = [*annex["header"], *annex["rows"], annex["total"]]
    for number, row in enumerate(rows):
        strong = number < len(annex["header"]) or row is annex["total"]
        y = top + number * ROW
        for column, text in enumerate(row):
            box = (edges[column], y, edges[column + 1], y + ROW)
            draw.rectangle(box, outline=30, width=2)
            middle = y + ROW / 2
            font = bold if strong else regular
            if column in (1, 4) and not strong:
                draw.text((box[0] + 10, middle), text, font=font, fill=25, anchor="lm")
            else:
                draw.text(((box[0] + box[2]) / 2, middle), text, font=font, fill=25, anchor="mm")


def _as_scanned(page: Image.Image) -> Image.Image:
    noise = np.random.default_rng(SEED)
    turned = page.rotate(TURN_DEGREES, Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(0.6))
    shade = np.linspace(0, 14, SIZE[0])[None, :]  # a page that does not lie flat
    grey = np.asarray(soft, dtype=np.float64) * 0.95 - shade
    grey += noise.normal(0, 4, grey.shape)
    specks = noise.random(grey.shape) < 0.0002
    grey[specks] = 90
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
