"""Letters that a PDF prints out of order are put back where they stand.

Where a font lacks some Vietnamese letters, the program that makes the PDF takes them from
a second font and prints them after the rest of the line: "Th c hi n" and then "ự ệ". To
the eye the line is whole. Such a page is told by pieces of text that begin inside the one
before; it is read again letter by letter with pdfplumber, each at its own place.

What this module does not know: lines, old fonts (``legacy_fonts.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from ingest.page_lines import Piece

LetterReader = Callable[[int], Sequence[Piece]]

# So many pieces inside others are no accident (real pages of one font have none).
FEW = 3
# In parts of the type size: a gap between words that is printed without a space; text
# further apart stands in another column; letters of one line differ so little in height.
WORD_GAP, COLUMN_GAP, SAME_LINE = 0.2, 2.0, 0.05


def out_of_order(pieces: Sequence[Piece]) -> bool:
    """Whether letters of a second font were printed after the lines that they belong to."""
    inside = sum(
        abs(piece.y - before.y) < 0.1 * before.size
        and before.x < piece.x < before.right - 0.8 * piece.size
        and any(char.isalpha() for char in piece.text)
        for before, piece in pairwise(pieces)
        if before.turn == piece.turn == 0
    )
    return inside >= FEW


def letter_reader(path: Path) -> LetterReader:
    """A page's pieces (pages from 1) made of its letters in the order in which they stand."""

    def read(number: int) -> list[Piece]:
        import pdfplumber

        with pdfplumber.open(path, pages=[number]) as document:
            chars = document.pages[0].chars
        printed = [char for char in chars if char["upright"] and char["text"]]
        letters = [_letter(char, order) for order, char in enumerate(printed)]
        letters.sort(key=lambda letter: (-round(letter.y, 1), letter.x))
        # Runs in the order of the file again: a raised marker comes after what it follows.
        runs = sorted(_runs(letters), key=lambda run: min(letter.order for letter in run))
        return [_piece(run) for run in runs]

    return read


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    x: float
    right: float
    y: float
    size: float
    bold: bool
    order: int  # in the file


def _letter(char: dict[str, Any], order: int) -> _Letter:
    x, y = float(char["matrix"][4]), float(char["matrix"][5])
    width = float(char["x1"]) - float(char["x0"])
    bold = "bold" in str(char["fontname"]).lower()
    return _Letter(str(char["text"]), x, x + width, y, float(char["size"]), bold, order)


def _runs(letters: Sequence[_Letter]) -> Iterator[list[_Letter]]:
    """Letters side by side in one type and weight, with their spaces."""
    run: list[_Letter] = []
    for letter in letters:
        if run and not (_goes_on(run[-1], letter) and not _marked(run[-1], letter, letters)):
            yield run
            run = []
        if run or letter.text.strip():
            run.append(letter)
    if run:
        yield run


def _goes_on(before: _Letter, letter: _Letter) -> bool:
    return (
        abs(before.y - letter.y) <= SAME_LINE * before.size
        and abs(before.size - letter.size) < 0.5
        and before.bold == letter.bold
        and letter.x - before.right < COLUMN_GAP * before.size
    )


def _marked(before: _Letter, letter: _Letter, letters: Sequence[_Letter]) -> bool:
    """Whether a raised marker stands in the gap between two letters."""
    if letter.x - before.right <= WORD_GAP * letter.size:
        return False
    return any(
        other.size < 0.85 * before.size
        and 0 < other.y - before.y <= 0.6 * before.size
        and before.right - 1 <= other.x <= letter.x
        for other in letters
    )


def _piece(run: Sequence[_Letter]) -> Piece:
    text = run[0].text
    for before, letter in pairwise(run):
        apart = letter.x - before.right > WORD_GAP * letter.size
        spaced = before.text.isspace() or letter.text.isspace()
        text += f" {letter.text}" if apart and not spaced else letter.text
    return Piece(text, run[0].x, run[0].y, run[0].size, run[0].bold)
