"""Where on a printed page a quoted line stands: exact, after white space is folded away.

Pure: glyphs with boxes in, boxes out. The quote is looked for character by character; line
breaks, kinds of dash and of quotation mark do not matter, nothing else is forgiven. Of
several equal places the one whose surroundings agree is taken; a figure alone is boxed only
where it stands once. A place is never guessed.

What this module does not know: PDF, OCR, pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from ingest.page_key import CELL_MARK, Key, Span, key_of, occurrences, whole_numbers
from ingest.text import shared_start

# A gap this many line heights wide parts two columns or cells; words of a line stand closer.
WIDEST_GAP = 3.0


class Found(StrEnum):
    """How much of what was wanted has been found on the page."""

    LINE = "line"  # the whole quoted line
    FIGURE = "figure"  # only the figure in it
    NOWHERE = "nowhere"
    NO_TEXT = "no_text"  # the page is a picture


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in shares of the page's width and height, from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as printed; ``box`` is None for what only the text layer has."""

    text: str
    box: Box | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A quoted line with what stands around it in its passage; marks: the figures in it."""

    quote: str
    before: str = ""
    after: str = ""
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes of the line and of the figures in it, a box for each printed line."""

    found: Found
    line: tuple[Box, ...] = ()
    figures: tuple[Box, ...] = ()


def find_boxes(glyphs: Sequence[Glyph], wanted: Wanted) -> Boxes:
    """Where the line and its figures stand among the page's glyphs."""
    page = key_of(glyph.text for glyph in glyphs)
    if not page.text:
        return Boxes(Found.NO_TEXT)
    for keep in (_any, str.isalnum):
        quote, on_page = key_of(wanted.quote).only(keep), page.only(keep)
        start = _best_place(on_page.text, quote.text, wanted, keep)
        if start is not None:
            return _line_boxes(glyphs, on_page, quote, start, wanted.marks)
    return _cell_boxes(glyphs, page, wanted) or _figure_boxes(glyphs, page, wanted)


def _any(_: str) -> bool:
    return True


def _best_place(page: str, quote: str, wanted: Wanted, keep: Callable[[str], bool]) -> int | None:
    """Where the quote begins: of several places, that whose surroundings agree longest."""
    before = key_of(wanted.before).only(keep).text
    after = key_of(wanted.after).only(keep).text

    def agreement(start: int) -> int:
        rest = page[start + len(quote) :]
        return shared_start(reversed(before), reversed(page[:start])) + shared_start(after, rest)

    places = list(occurrences(page, quote))
    return max(places, key=agreement) if places else None


def _line_boxes(
    glyphs: Sequence[Glyph], page: Key, quote: Key, start: int, marks: Sequence[Span]
) -> Boxes:
    line = _around(glyphs, page, (start, start + len(quote.text)))
    figures: list[Box] = []
    for mark in marks:
        first, last = quote.span(mark)
        if _apart(glyphs, page, (start + first, start + last)):
            figures += _around(glyphs, page, (start + first, start + last))
    return Boxes(Found.LINE, line, tuple(figures))


def _apart(glyphs: Sequence[Glyph], page: Key, span: Span) -> bool:
    """Whether the glyphs have boxes of their own, or a single one that no other glyph shares.

    Of a table row that was read by OCR it may be known only where the row stands.
    """
    inside = {glyphs[place].box for place in page.at[span[0] : span[1]]}
    beside = page.at[max(0, span[0] - 1) : span[0]] + page.at[span[1] : span[1] + 1]
    return not any(glyphs[place].box in inside for place in beside)


def _around(glyphs: Sequence[Glyph], page: Key, span: Span) -> tuple[Box, ...]:
    """A box for each printed line among the glyphs of a span of the page's key."""
    places = dict.fromkeys(page.at[span[0] : span[1]])
    found = [box for place in places if (box := glyphs[place].box) is not None]
    if _runs_down(found):
        return tuple(_mirrored(box) for box in _lines([_mirrored(box) for box in found]))
    return tuple(_lines(found))


def _lines(found: Iterable[Box]) -> list[Box]:
    boxes: list[Box] = []
    for box in found:
        if boxes and _goes_on(boxes[-1], box):
            boxes[-1] = boxes[-1].joined(box)
        else:
            boxes.append(box)
    return boxes


def _runs_down(boxes: Sequence[Box]) -> bool:
    """Whether the letters follow each other downwards: the page was turned by a quarter."""
    across = sum(abs(b.left - a.left) > abs(b.top - a.top) for a, b in pairwise(boxes))
    return len(boxes) > 2 and across < (len(boxes) - 1) / 2


def _mirrored(box: Box) -> Box:
    return Box(box.top, box.left, box.bottom, box.right)


def _goes_on(line: Box, box: Box) -> bool:
    """Whether a glyph stands on the line: at its height, and not far from its end."""
    heights = (line.bottom - line.top, box.bottom - box.top)
    overlap = min(line.bottom, box.bottom) - max(line.top, box.top)
    gap = max(box.left - line.right, line.left - box.right)
    return overlap > 0.4 * min(heights) and gap < WIDEST_GAP * max(heights)


def _cell_boxes(glyphs: Sequence[Glyph], page: Key, wanted: Wanted) -> Boxes | None:
    """The cells of a table row one by one, where the page's text has them in another order."""
    cells = _cells(wanted.quote)
    if len(cells) < 2:
        return None
    places = [
        [(at, at + len(cell)) for at in whole_numbers(page, cell)]
        for cell in (key_of(wanted.quote[first:last]).text for first, last in cells)
    ]
    longest = max(range(len(cells)), key=lambda n: cells[n][1] - cells[n][0])
    for label in places[longest]:
        band = _band(_around(glyphs, page, label))
        row = [_on_level(glyphs, page, spots, band) for spots in places]
        row[longest] = label
        if band is not None and all(row):
            return _row_boxes(glyphs, page, wanted, cells, [one for one in row if one])
    return None


def _cells(quote: str) -> list[Span]:
    """The spans of the cells that hold something."""
    spans: list[Span] = []
    at = 0
    for cell in quote.split(CELL_MARK):
        if cell.strip():
            spans.append((at, at + len(cell)))
        at += len(cell) + 1
    return spans


def _band(boxes: Sequence[Box]) -> Span | tuple[float, float] | None:
    return (min(b.top for b in boxes), max(b.bottom for b in boxes)) if boxes else None


def _on_level(
    glyphs: Sequence[Glyph],
    page: Key,
    spots: Sequence[Span],
    band: tuple[float, float] | None,
) -> Span | None:
    """The one of a cell's places that stands at the row's height."""
    for spot in spots:
        own = _band(_around(glyphs, page, spot))
        if own and band and min(own[1], band[1]) > max(own[0], band[0]):
            return spot
    return None


def _row_boxes(
    glyphs: Sequence[Glyph],
    page: Key,
    wanted: Wanted,
    cells: Sequence[Span],
    row: Sequence[Span],
) -> Boxes:
    line: list[Box] = []
    figures: list[Box] = []
    for cell, spot in zip(cells, row, strict=True):
        line += _around(glyphs, page, spot)
        key = key_of(wanted.quote[cell[0] : cell[1]])
        for first, last in wanted.marks:
            begin, end = key.span((first - cell[0], last - cell[0]))
            figures += _around(glyphs, page, (spot[0] + begin, spot[0] + end))
    return Boxes(Found.LINE, tuple(line), tuple(figures))


def _figure_boxes(glyphs: Sequence[Glyph], page: Key, wanted: Wanted) -> Boxes:
    """Figures that stand on the page once, where the line itself is not found."""
    figures: list[Box] = []
    for first, last in wanted.marks:
        text = key_of(wanted.quote[first:last]).text
        places = list(whole_numbers(page, text))
        if len(places) == 1 and any(char.isdigit() for char in text):
            figures += _around(glyphs, page, (places[0], places[0] + len(text)))
    return Boxes(Found.FIGURE if figures else Found.NOWHERE, (), tuple(figures))
