"""Tables without ruling lines: figures that stand below one another in columns.

Found only where at least three lines in a row have figures in the same columns and a
gutter runs between the columns, so prose with numbers, a letterhead in two columns and a
signature block are none. What this module does not know: ruled tables, page furniture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.ruled import Box, Grid
from ingest.table_words import Segment, TextLine, is_numeric

LEAST_ROWS = 3
# A row may stand this many lines of its type below the one before it.
LINE_GAP = 2.2
HEADER_LINES = 6


@dataclass(slots=True)
class _Row:
    top: float
    cells: list[str] = field(default_factory=list)


def unruled_grids(lines: Sequence[TextLine]) -> list[Grid]:
    """The tables among a page's lines, top to bottom."""
    grids: list[Grid] = []
    index = 0
    while index < len(lines):
        end = _run_end(lines, index)
        if end - index >= LEAST_ROWS:
            grid = _grid(lines, index, end)
            if grid is not None:
                grids.append(grid)
            index = end
        else:
            index += 1
    return grids


def _tabular(line: TextLine) -> bool:
    """Segments of which at least one, not the first, is a figure; no dotted leaders."""
    return (
        len(line.segments) >= 2
        and any(segment.numeric for segment in line.segments[1:])
        and "...." not in line.text
    )


def _run_end(lines: Sequence[TextLine], start: int) -> int:
    """One past the last line of the run of rows that begins at ``start``."""
    if not _tabular(lines[start]):
        return start
    left = min(segment.x0 for segment in lines[start].segments)
    gutter = lines[start].segments[1].x0
    end, last = start + 1, start
    while end < len(lines) and end - last <= 3:
        line = lines[end]
        if line.top - lines[end - 1].bottom > LINE_GAP * line.size:
            break
        if _tabular(line):
            last = end
        elif _is_prose(line) or not _stays(line, left, gutter):
            break
        end += 1
    # Continuation lines of the last label belong to it.
    while last + 1 < end and _is_continuation(lines[last + 1].text):
        last += 1
    return last + 1


def _stays(line: TextLine, left: float, gutter: float) -> bool:
    """Whether a line without figures keeps to the label column, more or less."""
    reach = gutter + 8 * line.size
    return line.segments[0].x0 >= left - 40 and line.segments[-1].x1 <= reach


def _is_prose(line: TextLine) -> bool:
    return len(line.segments) > 1 and len(line.segments[0].words) > 6


def _is_continuation(text: str) -> bool:
    return text[:1].islower()


def _grid(lines: Sequence[TextLine], start: int, end: int) -> Grid | None:
    body = lines[start:end]
    rows = [line for line in body if _tabular(line)]
    columns = _columns(rows)
    if len(rows) < LEAST_ROWS or len(columns) < 2:
        return None
    numeric = _numeric_columns(rows, columns)
    if not numeric or min(numeric) == 0:
        return None
    header, first = _header(lines, start, columns)
    table = [*header, *_rows(body, columns)]
    box = _box([*lines[first:start], *body])
    edges = (box[0], *(column[0] for column in columns[1:]), box[2])
    return Grid(tuple(tuple(row.cells) for row in table), tuple(r.top for r in table), edges, box)


def _columns(rows: Sequence[TextLine]) -> list[tuple[float, float]]:
    """Intervals of x that the segments of all rows fill, left to right."""
    spans = sorted((segment.x0, segment.x1) for row in rows for segment in row.segments)
    columns: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if columns and x0 < columns[-1][1] + 1:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _numeric_columns(rows: Sequence[TextLine], columns: Sequence[tuple[float, float]]) -> list[int]:
    """Columns after the first in which nearly every row has a figure."""
    found = []
    for index in range(1, len(columns)):
        cells = [s for row in rows for s in row.segments if _column_of(s, columns) == index]
        figures = sum(segment.numeric for segment in cells)
        if figures >= LEAST_ROWS and figures >= 0.7 * len(cells) and figures >= 0.6 * len(rows):
            found.append(index)
    return found


def _column_of(segment: Segment, columns: Sequence[tuple[float, float]]) -> int:
    """The column that the segment overlaps most, or the nearest."""

    def overlap(index: int) -> float:
        return min(segment.x1, columns[index][1]) - max(segment.x0, columns[index][0])

    return max(range(len(columns)), key=overlap)


def _covered(segment: Segment, columns: Sequence[tuple[float, float]]) -> list[int]:
    """The columns that a header segment stands over."""
    over = [
        index
        for index, (left, right) in enumerate(columns)
        if min(segment.x1, right) - max(segment.x0, left) > 0.25 * (right - left)
    ]
    return over or [_column_of(segment, columns)]


def _shared(
    line: TextLine, columns: Sequence[tuple[float, float]]
) -> dict[Segment, list[int]] | None:
    """Figure columns shared out among the segments centred over them; None if none is so.

    An upper header may be narrower than its columns: only its middle tells whose it is.
    """
    segments = [s for s in line.segments if (s.x0 + s.x1) / 2 > columns[0][1]]
    if not segments or len(segments) >= len(columns) - 1:
        return None
    centres = [(left + right) / 2 for left, right in columns]
    share: dict[Segment, list[int]] = {segment: [] for segment in line.segments}
    for index in range(1, len(columns)):
        distances = [abs((s.x0 + s.x1) / 2 - centres[index]) for s in segments]
        share[segments[distances.index(min(distances))]].append(index)
    for segment in segments:
        over = share[segment]
        if not over:
            return None
        middle = (columns[over[0]][0] + columns[over[-1]][1]) / 2
        reach = columns[over[-1]][1] - columns[over[0]][0]
        if abs(middle - (segment.x0 + segment.x1) / 2) > 0.2 * reach:
            return None
    for segment in line.segments:
        share[segment] = share[segment] or [0]
    return share


def _rows(body: Sequence[TextLine], columns: Sequence[tuple[float, float]]) -> list[_Row]:
    """The lines as rows; a line of label words alone goes on with the label before it."""
    rows: list[_Row] = []
    for line in body:
        row = _Row(line.top, [""] * len(columns))
        for segment in line.segments:
            column = _column_of(segment, columns)
            row.cells[column] = f"{row.cells[column]} {segment.text}".strip()
        if rows and not _tabular(line) and _continues(row):
            _append(rows[-1], row)
        else:
            rows.append(row)
    return rows


def _continues(row: _Row) -> bool:
    filled = [cell for cell in row.cells if cell]
    return bool(filled) and all(map(_is_continuation, filled))


def _append(row: _Row, more: _Row) -> None:
    row.cells = [f"{a} {b}".strip() for a, b in zip(row.cells, more.cells, strict=True)]


def _header(
    lines: Sequence[TextLine], start: int, columns: Sequence[tuple[float, float]]
) -> tuple[list[_Row], int]:
    """Header rows above the first figures (levels top down) and the index of their first line."""
    rows: list[tuple[_Row, bool]] = []
    first = start
    for index in range(start - 1, max(-1, start - 1 - HEADER_LINES), -1):
        line, below = lines[index], lines[index + 1]
        if below.top - line.bottom > LINE_GAP * line.size or not _heads(line, columns):
            break
        row = _Row(line.top, [""] * len(columns))
        spans = False
        shared = _shared(line, columns) if rows else None
        for segment in line.segments:
            over = shared[segment] if shared else _covered(segment, columns)
            spans = spans or len(over) > 1
            for column in over:
                row.cells[column] = f"{row.cells[column]} {segment.text}".strip()
        rows.insert(0, (row, spans))
        first = index
    return _levels(rows), first


def _heads(line: TextLine, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a line is part of a header: several short segments, or one over a figure column."""
    if any(is_numeric(s.text) and len(s.text) != 4 for s in line.segments[-1:]):
        return False  # figures; a year heads a column, a lone number is the page's
    if len(line.segments) >= 2:
        return all(len(segment.words) <= 8 for segment in line.segments)
    segment = line.segments[0]
    return (
        len(segment.words) <= 6
        and 0 not in _covered(segment, columns)
        and (segment.x0 > columns[1][0] - 20)
        and not segment.text.startswith("(")
        and ":" not in segment.text
    )


def _levels(rows: Sequence[tuple[_Row, bool]]) -> list[_Row]:
    """Lines of one level joined: a new level begins after a line that spans columns."""
    levels: list[_Row] = []
    spanned = True
    for row, spans in rows:
        if levels and not spans and not spanned:
            _append(levels[-1], row)
        else:
            levels.append(row)
        spanned = spans
    return levels


def _box(lines: Sequence[TextLine]) -> Box:
    words = [word for line in lines for segment in line.segments for word in segment.words]
    return (
        min(word.x0 for word in words),
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
    )
