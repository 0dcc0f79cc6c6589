"""Tables as rows whose cells know their header, unit and place in the row's text.

A row of a table becomes one ``Line`` with the text ``cell | cell | cell``; the offsets of
its cells are offsets in that text. Headers on two levels are joined top down.

What this module does not know: where a grid of cells came from (DOCX, Markdown, PDF).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.lines import Line, Zone
from ingest.report import Cell, TableRow
from ingest.text import bare, fold_spaces

CELL_JOIN = " | "
HEADER_JOIN = " – "
_PIPE_RULE = re.compile(r"^\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?$")
_UNIT_IN_HEADER = re.compile(
    r"\(\s*(?:đvt|đơn vị(?: tính)?\s*:?)?\s*:?\s*([^()]{1,40}?)\s*\)\s*$", re.I
)
_UNIT_ABOVE = re.compile(r"\(?\s*(?:ĐVT|Đơn vị(?: tính)?)\s*:\s*([^()]{1,40}?)\s*\)?\s*$", re.I)
_UNIT_HEADERS = {"dvt", "don vi", "don vi tinh", "dv tinh", "don vi do"}
_NUMBER_HEADERS = {"stt", "tt", "so tt", "so thu tu", "no"}
_LETTER = re.compile(r"[^\W_]")
_NUMERAL = re.compile(r"[-+(]?\d[\d.,/%\s)]*$")
_UNITS = re.compile(
    r"^(?:%|(?:nghìn |ngàn |triệu |tỷ |tỉ )?(?:đồng|đ|usd|người|hộ|lượt|tấn|ha|m2|m²|km|căn|xã|"
    r"phường|trường|cái|chiếc|vụ|cuộc|dự án|tập thể|cá nhân|lượt khách|điểm|lần)|"
    r"(?:nghìn|triệu|tỷ|tỉ)(?:\s.*)?|.*(?:đồng|người|lượt|%).*)$",
    re.I,
)

# Headers of columns that compare others: no common unit is theirs.
_RATIO = re.compile(
    r"(?:\d{4}|[A-ZĐ]{2,})\s*/\s*(?:\d{4}|[A-ZĐ]{2,})|%|(?i:t[ỷỉ] lệ|so sánh|so với|tốc độ|hệ số)"
)

Grid = Sequence[Sequence[str]]


def header_depth(grid: Grid) -> int:
    """How many rows at the top are headers: those without a figure, before the first with one.

    A row of numbers ``1 2 3`` or letters ``A B 1 2`` that counts the columns belongs to them.
    """
    depth = 0
    for row in grid[:5]:
        filled = [fold_spaces(cell) for cell in row if cell.strip()]
        if depth and _counts_columns(filled):
            return depth + 1
        figures = sum(bool(_NUMERAL.match(cell)) and not _is_year(cell) for cell in filled)
        if depth and (figures or _first_is_numbered(row)):
            return depth
        if not depth and figures > len(filled) / 2:
            return 0
        if depth and len({bare(cell) for cell in filled}) == 1 and len(row) > 2:
            return depth
        if depth and len(filled) == len(row) and not _spanned(grid[depth - 1]):
            return depth
        depth += 1
    return min(depth, 1)


def _spanned(row: Sequence[str]) -> bool:
    """Whether a header row repeats or leaves cells, as merged ones do."""
    folded = [fold_spaces(cell) for cell in row]
    return any(not cell for cell in folded) or len(set(folded)) < len(folded)


def _is_year(cell: str) -> bool:
    """Whether a cell names a year, or two of them ("2024/2023", "2021 - 2025")."""
    return bool(re.fullmatch(r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)\d\d)?(?:\s*\(%\))?", cell))


def _first_is_numbered(row: Sequence[str]) -> bool:
    first = fold_spaces(row[0]) if row else ""
    return bool(re.fullmatch(r"(?:\d{1,3}|[IVX]+|[A-ZĐ])[.)]?", first))


def _counts_columns(filled: Sequence[str]) -> bool:
    numbers = [cell.strip("()[] ") for cell in filled]
    numbers = [number.split("=")[0].strip("() ") for number in numbers]
    digits = [int(number) for number in numbers if number.isdigit()]
    rest = [number for number in numbers if not number.isdigit()]
    counted = len(digits) >= 2 and all(b - a == 1 for a, b in pairwise(digits))
    return counted and all(len(number) <= 2 for number in rest) and digits[0] <= 2


def headers_of(grid: Grid, depth: int) -> list[str]:
    """The header of each column, levels joined; a merged header counts for all its columns."""
    columns = max((len(row) for row in grid), default=0)
    rows = [[fold_spaces(cell) for cell in row] for row in grid[:depth]]
    if len(rows) > 1 and _counts_columns([cell for cell in rows[-1] if cell]):
        rows.pop()
    _spread(rows)
    headers: list[str] = []
    for column in range(columns):
        levels: list[str] = []
        for row in rows:
            cell = row[column] if column < len(row) else ""
            if cell and cell not in levels:
                levels.append(cell)
        headers.append(HEADER_JOIN.join(levels))
    return headers


def _spread(rows: list[list[str]]) -> None:
    """Writes a header over the empty cells right of it that have headers of their own below.

    Plain text has no merged cells: "Cuối năm 2024 |  " above "Số hộ | Tỷ lệ (%)".
    """
    for upper, lower in pairwise(rows):
        for column in range(1, min(len(upper), len(lower))):
            under = lower[column] and lower[column - 1]
            if not upper[column] and under and lower[column - 1] != upper[column - 1]:
                upper[column] = upper[column - 1]


def _label_column(headers: Sequence[str]) -> int:
    for column, header in enumerate(headers):
        if bare(header).strip(". ") not in _NUMBER_HEADERS:
            return column
    return 0


def _units(headers: Sequence[str], row: Sequence[str], common: str) -> list[str]:
    """The unit of each cell: its header's, else that of the row's unit column, else common."""
    keys = [bare(header).strip(". ") for header in headers]
    label_at = _label_column(headers)
    # The column that names the rows is none of units, though "Đơn vị" may stand above it.
    own = next(
        (
            fold_spaces(cell)
            for column, (key, cell) in enumerate(zip(keys, row, strict=False))
            if key in _UNIT_HEADERS and column != label_at
        ),
        "",
    )
    units: list[str] = []
    for column, (header, key) in enumerate(zip(headers, keys, strict=True)):
        counted = column == label_at or key in _NUMBER_HEADERS or key in _UNIT_HEADERS
        units.append("" if counted else _header_unit(header) or own or common)
    return units


def _header_unit(header: str) -> str:
    """The unit that a header names in brackets, on its lowest level that has one."""
    for level in reversed(header.split(HEADER_JOIN)):
        found = _UNIT_IN_HEADER.search(level)
        if found and _UNITS.match(found[1]):
            return found[1]
        # "Tỷ lệ (%) so với", "Tỷ lệ % so với cùng kỳ"; "trên 10%" is a bound, no unit
        if re.search(r"(?:^|[\s(])%(?=$|[\s)])", level):
            return "%"
    return ""


def rows_of(
    grid: Grid,
    *,
    table: int,
    title: str = "",
    unit: str = "",
    page: int | None = None,
    pages: Sequence[int] = (),
    depth: int | None = None,
) -> list[Line]:
    """The rows of a grid as lines of ``Zone.ROW``, the header rows first.

    grid: cells by row; a merged cell stands in every place it covers. table: counted from 1.
    unit: of the whole table ("Đơn vị tính: triệu đồng"). pages: of each row, else ``page``.
    ``TableRow.row`` counts from 1 below the headers, the headers themselves are row 0.
    """
    depth = header_depth(grid) if depth is None else depth
    headers = headers_of(grid, depth)
    label_at = _label_column(headers)
    found = _UNIT_ABOVE.search(title)
    common = unit or (found[1] if found else "")
    lines: list[Line] = []
    number = 0
    for index, row in enumerate(grid):
        cells = [fold_spaces(cell) for cell in row]
        if not any(cells):
            continue
        number += index >= depth
        units = _units(headers, cells, common) if index >= depth else [""] * len(cells)
        where = pages[index] if index < len(pages) else page
        text, placed = _place(cells, headers, units, is_header=index < depth)
        label = cells[label_at] if label_at < len(cells) else cells[0]
        about = TableRow(table, number if index >= depth else 0, label, placed, title)
        lines.append(Line(text, page=where, zone=Zone.ROW, row=about, whole=True))
    return lines


def _place(
    cells: Sequence[str], headers: Sequence[str], units: Sequence[str], *, is_header: bool
) -> tuple[str, tuple[Cell, ...]]:
    """The row's text and its cells in it; a cell merged over several columns stands once."""
    text = ""
    placed: list[Cell] = []
    for column, cell in enumerate(cells):
        if not cell or (column and cells[column - 1] == cell and not _NUMERAL.match(cell)):
            continue
        if text:
            text += CELL_JOIN
        header = headers[column] if column < len(headers) and not is_header else ""
        unit = units[column] if column < len(units) and any(map(str.isdigit, cell)) else ""
        placed.append(Cell(header, cell, len(text), len(text) + len(cell), unit))
        text += cell
    return text, tuple(placed)


def markdown_rows(rows: Sequence[str]) -> list[Line]:
    """A pipe table as row lines; its number is set where all tables are known."""
    grid = [
        [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", row.strip()[1:-1])]
        for row in rows
        if not _PIPE_RULE.match(row.strip())
    ]
    ruled = next((index for index, row in enumerate(rows) if _PIPE_RULE.match(row.strip())), None)
    return rows_of(grid, table=0, depth=ruled and ruled + _header_rest(grid, ruled))


def _header_rest(grid: Grid, ruled: int) -> int:
    """How many rows below the drawn rule still belong to the header.

    A pipe table may draw one header row only, so a second level stands below the rule: it
    leaves the place of the rows' names (and what stands before it) empty and holds words only.
    """
    names = _label_column(headers_of(grid, ruled))
    for depth, row in enumerate(grid[ruled : ruled + 3]):
        filled = [cell for cell in row if cell.strip()]
        if not filled or any(cell.strip() for cell in row[: names + 1]):
            return depth
        figure = any(any(map(str.isdigit, cell)) and not _is_year(cell) for cell in filled)
        if figure or not all(map(_LETTER.search, filled)):
            return depth
    return 0


def name_tables(lines: Sequence[Line]) -> list[Line]:
    """Numbers tables through the document and gives them their titles and common unit.

    The title is the nearest line above that begins ``Bảng``, ``Biểu``, ``Phụ lục`` or is
    short; ``Đơn vị tính: …`` may stand between.
    """
    named: list[Line] = []
    table, last = 0, None
    title = unit = ""
    for line in lines:
        if line.row is None:
            named.append(line)
            last = None if line.zone is not Zone.NOTE else last
            continue
        if last is None or line.row.table != last:
            last = line.row.table
            table += 1
            title, unit = _caption(named)
        own_title = line.row.title or title
        cells = line.row.cells
        if unit and line.row.row:
            cells = tuple(_with_unit(cell, unit) for cell in cells)
        named.append(
            replace(line, row=replace(line.row, table=table, title=own_title, cells=cells))
        )
    return named


def _with_unit(cell: Cell, unit: str) -> Cell:
    """The cell in the table's common unit, where it is a figure without a unit of its own."""
    is_number = bare(cell.header).strip(". ") in _NUMBER_HEADERS
    if cell.unit or is_number or not _NUMERAL.match(cell.text) or _RATIO.search(cell.header):
        return cell
    return replace(cell, unit=unit)


_LEAD = 240  # characters of a sentence that leads to a table
# "… nêu tại Bảng 1:", "… như bảng sau:": a sentence in place of a caption.
_POINTS = re.compile(
    r"(?:(?:bảng|biểu|phụ lục)(?: số)? \d|(?:bảng|biểu|phụ lục)(?: số liệu)? (?:sau|dưới)"
    r"|(?:như|tại|theo) (?:các )?(?:bảng|biểu))",
    re.IGNORECASE,
)


def _caption(lines: Sequence[Line]) -> tuple[str, str]:
    title = unit = ""
    above = [line.text for line in lines[-6:] if line.zone is Zone.BODY and line.row is None]
    for text in reversed(above):
        found = _UNIT_ABOVE.search(text)
        if found and len(text) < 80 and not unit:
            # "Đơn vị: hộ; thôn": which column counts which, it does not say.
            unit = found[1].strip() if ";" not in found[1].strip(" ;") else ""
        elif not title and re.match(r"(?:Bảng|Biểu|Phụ lục|Phụ biểu|BẢNG|BIỂU|PHỤ LỤC)\b", text):
            title = text
            own = _UNIT_IN_HEADER.search(text)
            if own and not unit and _UNITS.match(own[1]) and not own[1].startswith("%"):
                unit = own[1]
        else:
            if not title and text == above[-1] and len(text) <= _LEAD and _POINTS.search(text):
                title, own = text, _UNIT_ABOVE.search(text)
                unit = own[1].strip(" ).;:") if own and not unit else unit
            break
    return title, unit
