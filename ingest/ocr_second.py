"""A second look at lines that the first reading left in doubt.

Some lines come back with a hole in them, with a figure read as signs, or with a footnote
marker glued to a word. Those are cut out, markers wiped off, drawn twice as large and
read again in one go; the better reading stays.

What this module does not know: Tesseract (the reader is passed in), what markers mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.ocr_markers import Marker

if TYPE_CHECKING:
    from PIL.Image import Image

    from ingest.hocr import OcrLine, OcrWord
    from ingest.page_image import PageImage

ENLARGED = 2
# A gap between words wider than this share of a capital's height may be a hole.
HOLE = 1.5
DOUBTFUL, DOUBTFUL_FIGURE = 0.75, 0.9
# Words that only the second look sees must be this sure.
LEAST = 0.6
# A second reading of letters and figures must be this much surer: enlarging blurs.
CLEARLY = 0.1
_ODD = set("?!*°®#~^|{}<>=_\\§©™«»")

ReadStack = Callable[["Image", float], Sequence["OcrLine"]]


def is_doubtful(line: OcrLine) -> bool:
    """Whether a line has a hole, a doubtful figure, or odd signs of low confidence."""
    for before, word in zip(line.words, line.words[1:], strict=False):
        if HOLE * line.capital < word.x0 - before.x1 < 12 * line.capital:
            return True
    return any(map(_is_doubtful_word, line.words))


def _is_doubtful_word(word: OcrWord) -> bool:
    text = word.text
    if any(char.isdecimal() for char in text) and word.confidence < DOUBTFUL_FIGURE:
        return True
    odd = any(char in _ODD for char in text) or not any(char.isalnum() for char in text)
    return word.confidence < DOUBTFUL and (odd and text not in {"-", "–", "+"})


def look_again(
    picture: PageImage,
    lines: Sequence[OcrLine],
    markers: Iterable[Marker],
    read: ReadStack,
) -> list[OcrLine]:
    """The lines, doubtful ones replaced by a better second reading without markers."""
    marked: dict[int, list[Marker]] = {}
    for marker in markers:
        marked.setdefault(marker.line, []).append(marker)
    again = [i for i, line in enumerate(lines) if i in marked or is_doubtful(line)]
    if not again:
        return list(lines)
    stack, places = _stack(picture, lines, again, marked)
    second = read(stack, picture.dpi * ENLARGED)
    result = list(lines)
    for index, (left, top, shift) in zip(again, places, strict=True):
        base = shift + (lines[index].base_at(lines[index].words[0].x0) - top) * ENLARGED
        slack = 0.4 * lines[index].capital * ENLARGED
        # Feet of the line above and heads of the line below are read as lines of their own.
        found = [one for one in second if abs(one.base_at(one.words[0].x0) - base) < slack]
        words = tuple(_moved(word, left, top, shift) for line in found for word in line.words)
        result[index] = merge(lines[index], words, marked.get(index, ()))
    return result


def _stack(
    picture: PageImage,
    lines: Sequence[OcrLine],
    again: Sequence[int],
    marked: dict[int, list[Marker]],
) -> tuple[Image, list[tuple[int, int, int]]]:
    """The cut-out lines below one another, and (left, top, y in the stack) of each."""
    from PIL import Image, ImageDraw

    strips: list[Image.Image] = []
    places: list[tuple[int, int, int]] = []
    height = 0
    for index in again:
        line = lines[index]
        left = max(0, line.words[0].x0 - round(2 * line.capital))
        right = min(picture.image.width, line.words[-1].x1 + round(2 * line.capital))
        base = [line.base_at(left), line.base_at(right)]
        top = max(0, round(min(base) - 1.45 * line.capital))
        low = min(picture.image.height, round(max(base) + 0.45 * line.capital))
        strip = picture.image.crop((left, top, max(right, left + 1), max(low, top + 1)))
        pen = ImageDraw.Draw(strip)
        for marker in marked.get(index, ()):
            box = (marker.x0 - 1 - left, marker.top - 1 - top,
                   marker.x1 - left, marker.bottom - top)  # fmt: skip
            pen.rectangle(box, fill=255)
        size = (strip.width * ENLARGED, strip.height * ENLARGED)
        strips.append(strip.resize(size, Image.Resampling.LANCZOS))
        gap = round(line.capital * ENLARGED)
        places.append((left, top, height + gap))
        height += size[1] + 2 * gap
    stack = Image.new("L", (max(strip.width for strip in strips) + 40, height + 20), 255)
    for strip, place in zip(strips, places, strict=True):
        stack.paste(strip, (20, place[2]))
    return stack, places


def _moved(word: OcrWord, left: int, top: int, shift: int) -> OcrWord:
    """A word of the stack at its place on the page."""

    def x(value: float) -> float:
        return (value - 20) / ENLARGED + left

    def y(value: float) -> int:
        return round((value - shift) / ENLARGED + top)

    chars = tuple(replace(char, x0=x(char.x0), x1=x(char.x1)) for char in word.chars)
    return replace(
        word, chars=chars, x0=round(x(word.x0)), x1=round(x(word.x1)),
        top=y(word.top), bottom=y(word.bottom),
    )  # fmt: skip


def merge(line: OcrLine, second: Sequence[OcrWord], markers: Sequence[Marker]) -> OcrLine:
    """The line's sure words, and the second reading's where the first left doubt or nothing.

    Word by word, for a second look that mends one place may spoil a figure in another.
    """
    first = [word for word in line.words if not _is_lost(word, markers)]
    sure = [
        word
        for word in first
        if not _touched(word, markers) and (not _is_doubtful_word(word) or _is_surer(word, second))
    ]
    new = [
        word
        for word in second
        if _shared(word, sure) < 0.3 * (word.x1 - word.x0)
        and (word.confidence >= LEAST or _shared(word, first) > 0)
    ]
    unread = [
        word
        for word in first
        if word not in sure and _shared(word, new) < 0.3 * (word.x1 - word.x0)
    ]
    words = tuple(sorted([*sure, *new, *unread], key=lambda word: word.x0))
    return replace(line, words=words or line.words)


def _is_surer(word: OcrWord, second: Sequence[OcrWord]) -> bool:
    """Whether a word of letters and figures was read about as surely the first time."""
    others = [one.confidence for one in second if _shared(word, [one]) > 0]
    plain = not any(char in _ODD for char in word.text)
    return plain and bool(others) and word.confidence >= min(others) - CLEARLY


def _shared(word: OcrWord, others: Sequence[OcrWord]) -> int:
    """Width of the word that other words cover."""
    return sum(max(0, min(word.x1, one.x1) - max(word.x0, one.x0)) for one in others)


def _touched(word: OcrWord, markers: Sequence[Marker]) -> bool:
    return any(marker.x0 < word.x1 and word.x0 < marker.x1 for marker in markers)


def _is_lost(word: OcrWord, markers: Sequence[Marker]) -> bool:
    """Whether a word is nothing but a marker."""
    return any(m.x0 - 3 <= word.x0 and word.x1 <= m.x1 + 3 for m in markers)
