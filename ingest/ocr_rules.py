"""Ruling lines in a scanned page: where they run, what cells they close, and how to wipe them.

A ruling line is ink that goes on for longer than any stroke of a letter; a few lost
pixels do not end it, and it may stray by one on a page that is not quite level.

What this module does not know: what is written in the cells (``ocr_cells.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ingest.ruled import Box

if TYPE_CHECKING:
    from PIL.Image import Image

    from ingest.page_image import PageImage

# In inches: longer than letters are wide or tall.
LEVEL_RUN, UPRIGHT_RUN = 0.5, 0.2
# Share of a run that must be ink.
SOLID = 0.93
# Ends of lines that meet may miss each other by this, in inches.
MEETING = 0.05
LEAST_CELLS, MOST_CELLS = 4, 1500
# A cell is at least so wide and high, in inches; smaller ones are hatching.
LEAST_SIDE = 0.1


@dataclass(frozen=True, slots=True)
class Ruling:
    """The tables' cells, in pixels (x0, top, x1, bottom), and every pixel of a ruling line."""

    tables: tuple[tuple[Box, ...], ...]
    mask: Any


def find_ruling(picture: PageImage) -> Ruling:
    """The ruled tables of a straightened page, top to bottom."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

    dark = np.asarray(picture.image) < picture.dark
    level, level_mask = _runs(dark, round(LEVEL_RUN * picture.dpi))
    upright, upright_mask = _runs(dark.T, round(UPRIGHT_RUN * picture.dpi))
    mask = level_mask | upright_mask.T
    edges = [_edge(x0, x1, y, y, "h") for y, x0, x1 in level]
    edges += [_edge(x, x, y0, y1, "v") for x, y0, y1 in upright]
    if len(level) < 2 or len(upright) < 2:
        return Ruling((), mask)
    slack = max(4, round(MEETING * picture.dpi))
    cells = intersections_to_cells(edges_to_intersections(edges, slack, slack))
    tables = [tuple(map(_box, table)) for table in cells_to_tables(cells)] if cells else []
    kept = [table for table in tables if _is_table(table, LEAST_SIDE * picture.dpi)]
    return Ruling(tuple(sorted(kept, key=lambda table: table[0][1])), mask)


def without_rules(picture: PageImage, ruling: Ruling) -> Image:
    """The page with its ruling lines painted over in the colour of the paper."""
    from PIL.Image import fromarray

    pixels = np.array(picture.image)
    wide = ruling.mask.copy()
    for axis in (0, 1):
        wide |= np.roll(wide, 1, axis) | np.roll(wide, -1, axis)
    pixels[wide] = np.median(pixels)
    return fromarray(pixels)


def _is_table(cells: tuple[Box, ...], least: float) -> bool:
    large = sum(cell[2] - cell[0] >= least and cell[3] - cell[1] >= least for cell in cells)
    return LEAST_CELLS <= len(cells) <= MOST_CELLS and large >= 0.7 * len(cells)


def _edge(x0: float, x1: float, top: float, bottom: float, way: str) -> dict[str, Any]:
    return {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "orientation": way}


def _box(cell: Any) -> Box:
    x0, top, x1, bottom = map(float, cell)
    return x0, top, x1, bottom


def _runs(dark: Any, least: int) -> tuple[list[tuple[float, int, int]], Any]:
    """Long runs along the rows of a boolean picture: (row, start, end) each, and their pixels."""
    near = dark.copy()
    near[1:] |= dark[:-1]
    near[:-1] |= dark[1:]
    columns = near.shape[1]
    if columns <= least:
        return [], np.zeros_like(dark)
    sums = np.cumsum(np.pad(near, ((0, 0), (1, 0))).astype(np.int32), axis=1)
    solid = sums[:, least:] - sums[:, :-least] >= SOLID * least
    sums = np.cumsum(np.pad(solid, ((0, 0), (least, least))).astype(np.int32), axis=1)
    covered = ((sums[:, least:] - sums[:, :-least]) > 0)[:, :columns]
    return list(_joined(covered)), covered & near


def _joined(covered: Any) -> Iterator[tuple[float, int, int]]:
    """Runs on neighbouring rows as one, at the row in their middle."""
    active: list[list[int]] = []  # first row, last row, start, end
    for row in np.flatnonzero(covered.any(axis=1)):
        flips = np.flatnonzero(np.diff(np.pad(covered[row].astype(np.int8), 1)))
        for start, end in zip(flips[::2], flips[1::2], strict=True):
            for run in active:
                if row - run[1] <= 2 and start < run[3] and run[2] < end:
                    run[1:] = [int(row), min(run[2], int(start)), max(run[3], int(end))]
                    break
            else:
                active.append([int(row), int(row), int(start), int(end)])
        for run in [one for one in active if row - one[1] > 2]:
            active.remove(run)
            yield (run[0] + run[1]) / 2, run[2], run[3]
    for run in active:
        yield (run[0] + run[1]) / 2, run[2], run[3]
