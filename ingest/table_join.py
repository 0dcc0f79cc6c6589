"""Parts of tables on pages to whole tables: continued on the next page, titled, with a unit.

What this module does not know: how the parts were found (``pdf_tables.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ingest.ruled import Box, Grid
from ingest.table_words import TextLine, is_numeric
from ingest.tables import header_depth
from ingest.text import bare, fold_spaces

# Captions of administrative reports: Bảng 1, Biểu số 2, Biểu 01/TK, Phụ lục II, PHỤ LỤC.
_CAPTION = re.compile(
    r"(?:bảng|biểu(?:\s+mẫu|\s+tổng hợp)?|phụ lục|phụ biểu)"
    r"(?:\s+số)?(?:\s*:?\s*(?:\d+|[ivxlc]+\b|[a-z]\b)[\w./-]*|\s*$)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\(?\s*(?:ĐVT|ĐV tính|Đơn vị(?:\s+tính)?)\s*:\s*([^():]{1,40}?)\s*\)?\s*$", re.IGNORECASE
)
_BARE_UNIT = re.compile(
    r"\(\s*((?:nghìn|ngàn|triệu|tỷ|tỉ)?\s*(?:đồng|người|hộ|lượt|tấn|ha|%|usd)[^()]{0,15})\)\s*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\(\s*(?:ban hành\s+)?kèm theo", re.IGNORECASE)
_CONTINUED = re.compile(r"\(?\s*(?:tiếp theo|tiếp)\s*\)?", re.IGNORECASE)
TITLE_LINES = 6
TITLE_GAP = 3.0
RULED_SLACK = 8.0
UNRULED_SLACK = 30.0
ALIKE = 0.9


@dataclass(frozen=True, slots=True)
class Part:
    """A table's share of one page, with the page's other lines above and below it."""

    page: int
    grid: Grid
    ruled: bool
    above: tuple[TextLine, ...]
    below: tuple[TextLine, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Whole:
    """A table: its rows, the page of each, its box on each page, its title and unit."""

    cells: tuple[tuple[str, ...], ...]
    pages: tuple[int, ...]
    boxes: tuple[tuple[int, Box], ...]
    headers: int
    ruled: bool
    title: str
    unit: str


def join_parts(parts: Sequence[Part], *, mend_torn: bool = True) -> list[Whole]:
    """Whole tables in the order of their first parts (given by page, top to bottom).

    mend_torn: a row that a page break cuts becomes one row, on its first page.
    """
    wholes: list[Whole] = []
    last: Part | None = None
    for part in parts:
        if last is not None and _continues(last, part):
            wholes[-1] = _extend(wholes[-1], part, mend_torn)
        else:
            title, unit = title_above(part)
            cells = part.grid.cells
            wholes.append(
                Whole(
                    cells,
                    (part.page,) * len(cells),
                    ((part.page, part.grid.box),),
                    header_depth(cells),
                    part.ruled,
                    title,
                    unit,
                )
            )
        last = part
    return wholes


def _continues(before: Part, part: Part) -> bool:
    """Whether ``part`` at a page's top goes on with the table at the foot of the page before."""
    slack = RULED_SLACK if part.ruled else UNRULED_SLACK
    if part.page != before.page + 1 or part.ruled != before.ruled:
        return False
    if len(part.grid.edges) != len(before.grid.edges) or abs(part.width - before.width) > 5:
        return False
    if not all(map(_is_furniture, part.above)) or any(map(_is_body, before.below)):
        return False
    edges = zip(before.grid.edges, part.grid.edges, strict=True)
    return all(abs(one - other) <= slack for one, other in edges)


def _is_furniture(line: TextLine) -> bool:
    text = line.text.strip("-– ")
    return text.isdigit() or bool(_CONTINUED.fullmatch(line.text.strip()))


def _is_body(line: TextLine) -> bool:
    """A line that ends a table's page for good: no page number, no small type (notes)."""
    return not _is_furniture(line) and line.size >= 11


def _extend(whole: Whole, part: Part, mend_torn: bool) -> Whole:
    rows = list(part.grid.cells)
    heads = whole.cells[: whole.headers]
    if heads and len(rows) >= len(heads) and all(map(_is_repeated, heads, rows)):
        rows = rows[len(heads) :]
    cells = list(whole.cells)
    pages = list(whole.pages)
    if mend_torn and rows and _is_torn(cells, whole.headers, rows[0]):
        cells[-1] = tuple(f"{a} {b}".strip() for a, b in zip(cells[-1], rows[0], strict=True))
        rows = rows[1:]
    return replace(
        whole,
        cells=(*cells, *rows),
        pages=(*pages, *(part.page for _ in rows)),
        boxes=(*whole.boxes, (part.page, part.grid.box)),
    )


def _is_repeated(head: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row is the header again; a scan may read a letter of it differently."""
    one, other = ("|".join(bare(fold_spaces(cell)) for cell in cells) for cells in (head, row))
    digits = [list(filter(str.isdigit, text)) for text in (one, other)]
    return one == other or (
        digits[0] == digits[1] and SequenceMatcher(None, one, other).ratio() >= ALIKE
    )


def _is_torn(cells: Sequence[Sequence[str]], headers: int, row: Sequence[str]) -> bool:
    """Whether a page's first row is the rest of the row before: words only, no number."""
    body = cells[headers:]
    if len(body) < 2 or row[0] or not all(one[0] for one in body):
        return False
    return any(row) and not any(is_numeric(cell) for cell in row if cell)


def title_above(part: Part) -> tuple[str, str]:
    """The caption lines above a table and the unit stated there, "" where there is none."""
    unit = ""
    taken: list[tuple[str, TextLine]] = []
    edge = part.grid.box[1]
    for line in list(reversed(part.above))[:TITLE_LINES]:
        if edge - line.bottom > TITLE_GAP * line.size:
            break
        edge = line.top
        text = fold_spaces(line.text)
        found = _UNIT.search(text) or _BARE_UNIT.fullmatch(text)
        if found and not taken:
            unit = found[1].strip()
            text = text[: found.start()].strip()
        if text and not _ASIDE.match(text):
            taken.insert(0, (text, line))
        if _CAPTION.match(text):
            return " ".join(words for words, _ in taken), unit or _unit_of(taken)
    title = _plain_title(taken, part)
    return title, unit or _unit_of([(title, part)])


def _unit_of(taken: Sequence[tuple[str, object]]) -> str:
    for text, _ in reversed(taken):
        found = _UNIT.search(text) or _BARE_UNIT.search(text)
        if found:
            return found[1].strip()
    return ""


def _plain_title(taken: Sequence[tuple[str, TextLine]], part: Part) -> str:
    """Centred short lines right above a table, where no caption says ``Bảng``."""
    lines: list[str] = []
    for text, line in reversed(taken):
        left, right = line.segments[0].x0, line.segments[-1].x1
        centred = abs((left + right) / 2 - part.width / 2) < 25 and left > 0.14 * part.width
        if not centred or len(line.segments) > 1 or text[-1] in ".;:," or text.isdigit():
            break
        lines.insert(0, text)
    return " ".join(lines)
