"""Tables in PDFs: ruled and unruled, over several pages, on landscape and turned pages.

pdfplumber sees ruling lines but reads 14 pages a second, so only pages that show signs of
a table to pypdfium2 are given to it: a few ruling lines, or figures in columns. A page
is turned first so that its text stands upright.

What this module does not know: what a cell means (``tables.py`` makes rows of grids), and
tables in scans.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.legacy_fonts import Encoding, encoding_of_font, guess_encoding, to_unicode
from ingest.lines import Line, PageTable
from ingest.ruled import SNAP, Box, Grid, ruled_grid
from ingest.table_join import Part, Whole, join_parts
from ingest.table_pages import Candidate, candidate_of, media_box
from ingest.table_words import TextLine, Word, group_lines
from ingest.tables import rows_of
from ingest.unruled import unruled_grids

# Rows may run on beyond the outermost upright line by this much: a table with open sides.
OPEN_SIDE = 15.0


@dataclass(frozen=True, slots=True)
class TableBox:
    """Where a table stands on a page: points in the page's own space, y upwards."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table of a PDF.

    cells: by row, all rows of one length; a merged cell stands in every place it covers.
    headers: how many rows at the top are headers. pages: the page of each row, from 1.
    boxes: one per page, top to bottom. title and unit: as printed above it, "" if not.
    """

    cells: tuple[tuple[str, ...], ...]
    headers: int
    pages: tuple[int, ...]
    boxes: tuple[TableBox, ...]
    ruled: bool
    title: str = ""
    unit: str = ""

    def lines(self, number: int) -> list[Line]:
        """The rows as lines with their cells' headers and units; ``number`` counts tables."""
        return rows_of(
            self.cells,
            table=number,
            title=self.title,
            unit=self.unit,
            pages=self.pages,
            depth=self.headers,
        )


def find_tables(path: Path, pages: Iterable[int] | None = None) -> list[PdfTable]:
    """All tables of a PDF in reading order; ``pages`` (from 1) limits where to look.

    Raises ``pypdfium2.PdfiumError`` where the file cannot be opened at all.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        wanted = range(1, len(document) + 1) if pages is None else sorted(set(pages))
        candidates = [found for page in wanted if (found := candidate_of(document, page))]
        if not candidates:
            return []
        media = {one.page: media_box(document, one.page) for one in candidates}
        upright = _upright_copy(document, candidates)
    parts: list[Part] = []
    for candidate, page in zip(candidates, _plumbed(upright), strict=True):
        parts += page_parts(page, candidate.page)
    turns = {one.page: one.turn for one in candidates}
    return [_table(whole, media, turns) for whole in join_parts(parts)]


def table_finder(path: Path) -> Callable[[int], list[PageTable]]:
    """The tables of single pages for ``pdf.read_pdf``, found for the whole file when first asked.

    A row stands on the page where it is printed; tables are counted through the report.
    """

    @lru_cache(maxsize=1)
    def by_page() -> dict[int, list[PageTable]]:
        found: dict[int, list[PageTable]] = {}
        for number, table in enumerate(find_tables(path), start=1):
            lines = table.lines(number)
            for box in table.boxes:
                rows = tuple(line for line in lines if line.page == box.page)
                where = PageTable(box.left, box.bottom, box.right, box.top, rows)
                found.setdefault(box.page, []).append(where)
        return found

    return lambda page: by_page().get(page, [])


def _table(whole: Whole, media: dict[int, Box], turns: dict[int, int]) -> PdfTable:
    boxes = tuple(page_space(box, page, media[page], turns[page]) for page, box in whole.boxes)
    return PdfTable(
        whole.cells, whole.headers, whole.pages, boxes, whole.ruled, whole.title, whole.unit
    )


def _upright_copy(document: Any, candidates: Sequence[Candidate]) -> io.BytesIO:
    """A PDF of the candidate pages alone, each turned so that its text stands upright."""
    import pypdfium2

    with pypdfium2.PdfDocument.new() as copy:
        copy.import_pages(document, pages=[one.page - 1 for one in candidates])
        for index, one in enumerate(candidates):
            page = copy[index]
            page.set_rotation(one.turn)
            page.close()
        buffer = io.BytesIO()
        copy.save(buffer)
    buffer.seek(0)
    return buffer


def _plumbed(pdf: io.BytesIO) -> Iterable[Any]:
    """pdfplumber's pages one by one, each forgotten when the next is asked for."""
    import pdfplumber

    with pdfplumber.open(pdf) as document:
        for page in document.pages:
            yield page
            page.close()


def page_parts(page: Any, number: int) -> list[Part]:
    """The tables on one pdfplumber page, top to bottom, with the lines around them."""
    words = _words(page)
    lines = group_lines(words)
    grids: list[tuple[Grid, bool]] = []
    for found in page.find_tables():
        cells = [tuple(cell) for cell in found.cells]
        grid = ruled_grid(_with_open_sides(page, cells), words)
        if grid is not None and not any(_contains(other.box, grid.box) for other, _ in grids):
            grids.append((grid, True))
    free = [line for line in lines if not any(_inside(line, grid.box) for grid, _ in grids)]
    grids += [(grid, False) for grid in unruled_grids(free)]
    grids.sort(key=lambda pair: pair[0].box[1])
    parts = []
    for grid, ruled in grids:
        others = [line for line in lines if not _inside(line, grid.box)]
        above = tuple(line for line in others if line.bottom <= grid.box[1] + line.size / 2)
        below = tuple(line for line in others if line.top >= grid.box[3] - line.size / 2)
        parts.append(Part(number, grid, ruled, above, below, float(page.width)))
    return parts


def _with_open_sides(page: Any, cells: list[Box]) -> list[Box]:
    """The cells, and those at sides that no upright line closes but the level ones run to."""
    left, top = min(cell[0] for cell in cells), min(cell[1] for cell in cells)
    right, bottom = max(cell[2] for cell in cells), max(cell[3] for cell in cells)
    rules = [
        edge
        for edge in page.horizontal_edges
        if top - SNAP <= edge["top"] <= bottom + SNAP and edge["x1"] > left and edge["x0"] < right
    ]
    far_left = min((edge["x0"] for edge in rules), default=left)
    far_right = max((edge["x1"] for edge in rules), default=right)
    rows = sorted({(cell[1], cell[3]) for cell in cells if cell[0] < left + SNAP})
    if left - far_left > OPEN_SIDE:
        cells = [*cells, *((far_left, a, left, b) for a, b in rows)]
    rows = sorted({(cell[1], cell[3]) for cell in cells if cell[2] > right - SNAP})
    if far_right - right > OPEN_SIDE:
        cells = [*cells, *((right, a, far_right, b) for a, b in rows)]
    return cells


def _contains(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _inside(line: TextLine, box: Box) -> bool:
    word = line.segments[0].words[0]
    return box[1] - 1 <= word.middle <= box[3] + 1 and box[0] - 2 <= word.x0 <= box[2] + 2


def _words(page: Any) -> list[Word]:
    found = page.extract_words(
        x_tolerance_ratio=0.2, extra_attrs=["size", "fontname"], keep_blank_chars=False
    )
    upright = [word for word in found if word.get("upright", True)]
    guess = guess_encoding(" ".join(word["text"] for word in upright))
    legacy = guess.encoding if guess.certain else Encoding.UNICODE
    return [
        Word(
            to_unicode(word["text"], word["fontname"], legacy)
            if legacy is not Encoding.UNICODE or encoding_of_font(word["fontname"])
            else word["text"],
            float(word["x0"]),
            float(word["top"]),
            float(word["x1"]),
            float(word["bottom"]),
            float(word["size"]),
        )
        for word in upright
    ]


def page_space(box: Box, page: int, media: Box, turn: int) -> TableBox:
    """A box of the upright view (y down) in the page's own space (y up)."""
    x0, top, x1, bottom = box
    left, low, right, high = media
    if turn == 90:
        return TableBox(page, left + top, low + x0, left + bottom, low + x1)
    if turn == 180:
        return TableBox(page, right - x1, low + top, right - x0, low + bottom)
    if turn == 270:
        return TableBox(page, right - bottom, high - x1, right - top, high - x0)
    return TableBox(page, left + x0, high - bottom, left + x1, high - top)
