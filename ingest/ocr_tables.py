"""Tables on scanned pages: ruled ones cell by cell, unruled ones by their columns of figures.

Ruled tables are read first and painted over, so that the page around them is read as
prose. What goes on over pages is joined as in PDFs with a text layer.

What this module does not know: what a cell means (``tables.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ingest.lines import Line, PageTable
from ingest.ocr_cells import read_cells, words_of
from ingest.ocr_rules import find_ruling, without_rules
from ingest.ruled import Box, Grid, ruled_grid
from ingest.table_join import Part, join_parts
from ingest.table_words import TextLine, Word, group_lines
from ingest.tables import rows_of
from ingest.unruled import unruled_grids

if TYPE_CHECKING:
    from ingest.hocr import OcrLine
    from ingest.ocr import OcrPage
    from ingest.ocr_cells import Recognise
    from ingest.page_image import PageImage

# Numbers of tables until ``tables.name_tables`` counts them through the report.
FIRST_NUMBER = 100_000


@dataclass(frozen=True, slots=True)
class ScannedTable:
    """A table of a scanned page, in points, y downwards, with the confidence of each row."""

    grid: Grid
    ruled: bool
    sure: tuple[float, ...]


def read_ruled_tables(
    picture: PageImage, recognise: Recognise
) -> tuple[list[ScannedTable], PageImage]:
    """The ruled tables of a page, and the page with them painted over."""
    ruling = find_ruling(picture)
    if not ruling.tables:
        return [], picture
    scale = 72 / picture.dpi
    clean = without_rules(picture, ruling)
    rest = picture.image.copy()
    found: list[ScannedTable] = []
    for cells in ruling.tables:
        readings = read_cells(clean, picture.dpi, picture.dark, cells, recognise)
        boxes = [_scaled(cell, scale) for cell in cells]
        grid = ruled_grid(boxes, words_of(readings, scale)) if readings else None
        if grid is None:
            continue
        heights = [
            ((cell[1] + cell[3]) / 2 * scale, one.confidence) for cell, one in readings.items()
        ]
        found.append(_rated(grid, True, heights))
        outline = [round(edge / scale) for edge in grid.box]
        paper = round(float(np.median(np.asarray(clean))))
        rest.paste(paper, (outline[0] - 4, outline[1] - 4, outline[2] + 5, outline[3] + 5))
    return found, replace(picture, image=rest)


def _scaled(box: Box, scale: float) -> Box:
    return box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale


def _rated(grid: Grid, ruled: bool, heights: Sequence[tuple[float, float]]) -> ScannedTable:
    """The grid without its empty rows; a row is as sure as its least sure cell."""
    ends = [*grid.tops[1:], grid.box[3]]
    kept = [index for index, row in enumerate(grid.cells) if any(row)]
    sure = tuple(
        min((one for y, one in heights if grid.tops[index] <= y <= ends[index]), default=0.0)
        for index in kept
    )
    grid = replace(
        grid,
        cells=tuple(grid.cells[index] for index in kept),
        tops=tuple(grid.tops[index] for index in kept),
    )
    return ScannedTable(grid, ruled, sure)


def table_joiner() -> Callable[[OcrPage], list[PageTable]]:
    """The tables of scanned pages given in order, each page's rows as lines on it.

    It remembers the pages before: a table that goes on keeps its headers and its count.
    """
    parts: list[Part] = []
    sure: dict[int, list[float]] = {}

    def tables_of(page: OcrPage) -> list[PageTable]:
        lines = group_lines(_words(page))
        tables = [*page.tables, *_unruled(page, lines)]
        tables.sort(key=lambda table: table.grid.box[1])
        if not tables:
            return []
        for table in tables:
            parts.append(_part(page, table, lines))
        sure[page.page] = [one for table in tables for one in table.sure]
        return _page_tables(page, parts, sure[page.page])

    return tables_of


def _part(page: OcrPage, table: ScannedTable, lines: Sequence[TextLine]) -> Part:
    top, bottom = table.grid.box[1], table.grid.box[3]
    above = tuple(line for line in lines if line.bottom <= top + line.size / 2)
    below = tuple(line for line in lines if line.top >= bottom - line.size / 2)
    return Part(page.page, table.grid, table.ruled, above, below, page.picture.points[0])


def _page_tables(page: OcrPage, parts: Sequence[Part], sure: Sequence[float]) -> list[PageTable]:
    height = page.picture.points[1]
    found: list[PageTable] = []
    at = 0
    for number, whole in enumerate(join_parts(parts, mend_torn=False)):
        boxes = [box for on, box in whole.boxes if on == page.page]
        if not boxes:
            continue
        rows: list[Line] = rows_of(
            whole.cells,
            table=FIRST_NUMBER + number,
            title=whole.title,
            unit=whole.unit,
            pages=whole.pages,
            depth=whole.headers,
        )
        own = [row for row in rows if row.page == page.page]
        # A header that is repeated is no row again: the last rows are the same in both.
        shares = [part for part in parts if part.page == page.page and part.grid.box in boxes]
        given = sum(len(part.grid.cells) for part in shares)
        confidences = list(sure[at : at + given])[-len(own) :] if own else []
        at += given
        pairs = zip(own, confidences, strict=True)
        rated = [replace(row, confidence=round(one, 3)) for row, one in pairs]
        x0, top, x1, bottom = boxes[0]
        found.append(PageTable(x0, height - bottom, x1, height - top, tuple(rated)))
    return found


def _unruled(page: OcrPage, lines: Sequence[TextLine]) -> list[ScannedTable]:
    sure = [
        ((word.top + word.bottom) / 2 * 72 / page.picture.dpi, word.confidence)
        for line in page.lines
        for word in line.words
    ]
    return [_rated(grid, False, sure) for grid in unruled_grids(lines)]


def _words(page: OcrPage) -> list[Word]:
    return [word for line in page.lines for word in _line_words(line, 72 / page.picture.dpi)]


def _line_words(line: OcrLine, scale: float) -> list[Word]:
    size = line.size * scale
    return [
        Word(
            word.text, word.x0 * scale, word.top * scale, word.x1 * scale, word.bottom * scale, size
        )
        for word in line.words
    ]
