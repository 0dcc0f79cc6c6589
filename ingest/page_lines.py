"""Pieces of printed text grouped to lines: by baseline, with raised digits and columns.

What this module does not know: who found the pieces, and what the lines mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.columns import width_of
from ingest.lines import Line, PageTable, compose, split_raised

_SEVERAL_SPACES = 2.5  # of the type size: text further right stands in another column


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one type at one place; turn: quarter turns of its direction, counter-clockwise."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    turn: int = 0

    @property
    def right(self) -> float:
        return self.x + width_of(self.text.rstrip()) * self.size / 1000


@dataclass(frozen=True, slots=True)
class Upright:
    """How a page is turned so that most of its text runs from left to right."""

    turn: int
    width: float
    height: float

    @classmethod
    def of(cls, pieces: Sequence[Piece], width: float, height: float) -> Upright:
        """From the direction of most of the page's letters (landscape annexes are turned)."""
        turns: Counter[int] = Counter()
        for piece in pieces:
            turns[piece.turn] += len(piece.text)
        return cls(turns.most_common(1)[0][0] if turns else 0, width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place of the page's own space as the reader of its text sees it."""
        if self.turn == 1:
            return y, self.width - x
        if self.turn == 2:
            return self.width - x, self.height - y
        if self.turn == 3:
            return self.height - y, x
        return x, y

    def table(self, table: PageTable) -> PageTable:
        """A table's box in the turned page."""
        if not self.turn:
            return table
        (x0, y0), (x1, y1) = self.point(table.x0, table.y0), self.point(table.x1, table.y1)
        return PageTable(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), table.rows)

    def pieces(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces in the turned page; text across it (stamps) is left out."""
        kept = [piece for piece in pieces if piece.turn == self.turn]
        if not self.turn:
            return kept
        turned = [(piece, self.point(piece.x, piece.y)) for piece in kept]
        return [replace(piece, x=x, y=y) for piece, (x, y) in turned]


def lines_of_pieces(pieces: Sequence[Piece], page: int) -> list[Line]:
    """Pieces grouped to lines by baseline, top to bottom; columns of a row stay apart."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        for row in reversed(rows[-6:]):
            main = max(row, key=lambda part: part.size)
            raised = main.size > 1.15 * piece.size and 0 <= piece.y - main.y <= 0.6 * main.size
            raises = piece.size > 1.15 * main.size and 0 <= main.y - piece.y <= 0.6 * piece.size
            near = abs(piece.y - main.y) <= 0.2 * max(piece.size, main.size)
            beside = raises and piece.x >= main.x
            if near or (raised and piece.x >= row[0].x) or beside:
                row.append(piece)
                break
        else:
            rows.append([piece])
    rows.sort(key=lambda row: -max(row, key=lambda part: part.size).y)
    return [line for row in rows for line in _segments(row, page)]


def _segments(row: list[Piece], page: int) -> list[Line]:
    row = sorted(row, key=lambda piece: piece.x)
    segments: list[list[Piece]] = [[row[0]]]
    for before, piece in pairwise(row):
        gap = piece.x - before.right
        if gap > _SEVERAL_SPACES * max(before.size, piece.size):
            segments.append([])
        segments[-1].append(piece)
    lines = [_line(segment, page) for segment in segments]
    return [line for line in lines if line.text]


def _apart(segment: Sequence[Piece], piece: Piece) -> bool:
    """Whether a piece stands clearly apart from the one before it, without a printed space."""
    before = segment[segment.index(piece) - 1]
    if piece.text.strip().isdigit() and piece.size < before.size:
        return False
    # Widths are estimated: a quarter of the piece before may be missing.
    slack = max(0.3 * piece.size, 0.25 * (before.right - before.x))
    return piece.x - before.right > slack


def _line(segment: Sequence[Piece], page: int) -> Line:
    main = max(segment, key=lambda piece: (len(piece.text.strip()) > 3, piece.size))
    parts: list[tuple[str, bool]] = []
    for piece, after in zip(segment, [*segment[1:], None], strict=True):
        if parts and _apart(segment, piece):
            parts.append((" ", False))
        digits = piece.text.strip().isdigit()
        lifted = piece.y - main.y > 0.12 * main.size and piece.size < 0.85 * main.size
        if digits and lifted:
            # pypdf takes the drop to the next piece for a gap: "nhập² ." has none.
            tight = after is not None and after.text[:1] in ".,;:)”"
            parts.append((piece.text.strip() if tight else piece.text, True))
        else:
            parts.extend(split_raised(piece.text))
    text, raised = compose(parts)
    letters = sum(len(piece.text) for piece in segment)
    bold = sum(len(piece.text) for piece in segment if piece.bold) >= 0.9 * letters
    last = segment[-1]
    return Line(
        text,
        page=page,
        x=segment[0].x,
        right=last.right,
        y=main.y,
        size=round(main.size, 1),
        bold=bold,
        raised=raised,
    )


def with_tables(lines: list[Line], tables: Sequence[PageTable]) -> list[Line]:
    """Lines inside a table's box are taken out, its rows stand where the first of them stood."""
    for table in tables:
        inside = [line for line in lines if table.holds(line)]
        at = next((i for i, line in enumerate(lines) if line.y < table.y1), len(lines))
        if inside:
            at = min(at, lines.index(inside[0]))
        rows = [replace(row, y=table.y1 - index) for index, row in enumerate(table.rows)]
        before = [line for line in lines[:at] if line not in inside]
        after = [line for line in lines[at:] if line not in inside]
        lines = [*before, *rows, *after]
    return lines


def with_gaps(lines: Sequence[Line]) -> list[Line]:
    """Marks lines above which clearly more space stands than between lines of that page."""
    steps: dict[int | None, list[float]] = {}
    pairs = list(pairwise(lines))
    for before, line in pairs:
        if before.page == line.page and before.zone is line.zone and before.y > line.y:
            steps.setdefault(line.page, []).append(before.y - line.y)
    usual = {page: sorted(found)[len(found) // 3] for page, found in steps.items()}
    marked = [lines[0]] if lines else []
    for before, line in pairs:
        step = before.y - line.y
        same = before.page == line.page and before.zone is line.zone
        marked.append(replace(line, gap=same and step > 1.7 * usual.get(line.page, step)))
    return marked
