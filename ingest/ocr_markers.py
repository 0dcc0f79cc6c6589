"""Footnote markers on a page read by OCR: found by their shape, numbered by their order.

Tesseract reads raised small digits as ``”``, ``°``, ``*``, ``!`` or as another digit. But a
marker is easy to see: ink that stands free, half as high as a capital, clear of the
baseline. And the notes at the page's foot are numbered in order, so the markers in the
body, which come in the same order, are known as well.

What this module does not know: how notes are told from other small type in the end
(``footnotes.py`` reads the lines that come out).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

    from ingest.hocr import OcrLine
    from ingest.page_image import PageImage

# As shares of the capitals' height.
LOWEST_FOOT, HIGHEST_FOOT, LEAST_HEAD = 0.22, 0.75, 0.7
# Above this are the feet of the line before.
HIGHEST = 1.25
LEAST_HEIGHT, MOST_HEIGHT = 0.42, 0.85
LEAST_WIDTH, JOIN_GAP = 0.12, 0.35
SURE = 0.8
# Markers are read again at the height of usual text, in pixels, well apart.
STRIP_HEIGHT, STRIP_MARGIN, STRIP_GAP = 36, 14, 60
# Weight of "the numbers go on from the page before" against digits that were read.
ORDER_WEIGHT = 2.5
COST_OF_NOTE = 0.6
# Digits that the recogniser takes raised small digits for.
_LIKELY = {
    "!": "1", "'": "1", "l": "1", "I": "1", "i": "1", "|": "1", "”": "7", "?": "2", "Z": "2",
    "z": "2", "®": "8", "S": "5", "Š": "5", "$": "5", "o": "0", "O": "0", "#": "4", "%": "6",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marker:
    """Raised ink on a line, in pixels: left and right edge, upper and lower.

    reading: its digits as recognised, "" where none were.
    """

    line: int
    x0: int
    x1: int
    top: int
    bottom: int
    reading: str = ""


def find_markers(
    picture: PageImage, line: OcrLine, index: int, rule: int | None = None
) -> list[Marker]:
    """The raised small glyphs on a line, neighbours joined to one marker.

    rule: height of the line above the footnotes, whose ink is none of this line's.
    """
    import numpy as np

    capital = line.capital
    if capital < 6:
        return []
    left = max(0, line.words[0].x0 - round(1.5 * capital))
    right = min(picture.image.width, max(w.x1 for w in line.words) + round(1.5 * capital))
    base = line.base_at((left + right) / 2)
    top = max(0, round(base - HIGHEST * capital))
    if rule is not None and top <= rule + 3 < base - capital / 2:
        top = rule + 4
    low = min(picture.image.height, round(base + 0.45 * capital))
    if low <= top or right <= left:
        return []
    dark = np.asarray(picture.image.crop((left, top, right, low))) < picture.dark
    shift = _foot_of_letters(dark, capital) - (base - top)
    if shift < 0:
        # The line stands higher than Tesseract says: so does its upper limit.
        top = max(top if rule is not None and top == rule + 4 else 0, round(top + shift))
        dark = np.asarray(picture.image.crop((left, top, right, low))) < picture.dark
    found: list[Marker] = []
    for x0, x1 in _runs(dark.any(axis=0)):
        rows = np.flatnonzero(dark[:, x0:x1].any(axis=1))
        head, foot = top + int(rows[0]), top + int(rows[-1]) + 1
        here = line.base_at(left + (x0 + x1) / 2) + shift
        if not _is_raised(here - head, here - foot, x1 - x0, capital):
            continue
        if found and left + x0 - found[-1].x1 <= JOIN_GAP * capital:
            last = found.pop()
            head, foot = min(head, last.top), max(foot, last.bottom)
            found.append(Marker(index, last.x0, left + x1, head, foot))
        else:
            found.append(Marker(index, left + x0, left + x1, head, foot))
    return [one for one in found if not _is_letter(line, one)]


def _foot_of_letters(dark: Any, capital: float) -> float:
    """Where most letters of a strip end below: its true baseline, in rows from the top."""
    import numpy as np

    feet = []
    for x0, x1 in _runs(dark.any(axis=0)):
        rows = np.flatnonzero(dark[:, x0:x1].any(axis=1))
        if rows[-1] - rows[0] > 0.5 * capital:
            feet.append(int(rows[-1]) + 1)
    return float(np.median(feet)) if len(feet) > 2 else len(dark) - 0.45 * capital


def _is_letter(line: OcrLine, marker: Marker) -> bool:
    """Whether the ink is part of a letter surely read (P's bowl) or the ring of a percent sign."""
    middle = (marker.x0 + marker.x1) / 2
    for word in line.words:
        for char in word.chars:
            if char.x0 - 1 <= middle <= char.x1 + 1 and (
                char.text in "%‰" or (char.text.isalpha() and word.confidence > SURE)
            ):
                return True
    return False


def _runs(columns: Any) -> list[tuple[int, int]]:
    """Stretches of columns with ink, between columns without any."""
    import numpy as np

    padded = np.concatenate(([False], columns, [False])).astype(np.int8)
    edges = np.flatnonzero(np.diff(padded))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _is_raised(head: float, foot: float, width: int, capital: float) -> bool:
    """Whether ink from ``foot`` to ``head`` above the baseline is a raised digit's."""
    height = head - foot
    return (
        LOWEST_FOOT * capital <= foot <= HIGHEST_FOOT * capital
        and head >= LEAST_HEAD * capital
        and LEAST_HEIGHT * capital <= height <= MOST_HEIGHT * capital
        and LEAST_WIDTH * capital <= width <= 1.1 * height
    )


def number_in_order(
    readings: Sequence[str], expected: int | None = None, calls: Sequence[str] = ()
) -> list[int | None]:
    """The numbers of notes that follow one another, from what was read of their markers.

    ``["5", "°", "7", "®", "3"]`` is 5, 6, 7, 8, 9: consecutive numbers, beginning where most
    of the digits that were read agree; ``expected`` is where the page before left off and
    ``calls`` are the readings of the markers in the body, which the numbers must suit too.
    A raised number that breaks the order (``01`` at a line's beginning) is no note: None.
    """
    starts = {} if expected is None else {expected: ORDER_WEIGHT}
    for index, reading in enumerate(readings):
        for digits, _ in _digits(reading):
            for skipped in range(index + 1):
                starts.setdefault(int(digits) - index + skipped, 0.0)
    best: tuple[float, list[int | None]] = (float("-inf"), [])
    for start, bonus in sorted(starts.items()) or [(1, 0.0)]:
        for score, numbers in _runs_from(start, readings) if start >= 1 else ():
            taken = [number for number in numbers if number is not None]
            fit = _align(calls, taken)[0][0] - len(calls) - len(taken) if calls and taken else 0.0
            best = max(best, (score + bonus + fit, numbers), key=lambda option: option[0])
    return best[1]


_Option = tuple[float, list[int | None]]


def _runs_from(start: int, readings: Sequence[str]) -> list[_Option]:
    """For each count, the best choice of markers that are ``start``, ``start + 1`` …"""
    states: dict[int, _Option] = {start: (0.0, [])}
    for reading in readings:
        after: dict[int, _Option] = {}
        for number, (score, numbers) in states.items():
            for taken in (True, False):
                goal = number + taken
                gain = _likeness(reading, number) - COST_OF_NOTE if taken else 0.0
                option = (score + gain, [*numbers, number if taken else None])
                if goal not in after or option[0] > after[goal][0]:
                    after[goal] = option
        states = after
    return list(states.values())


def _digits(reading: str) -> list[tuple[str, float]]:
    """The digits of a reading, and with less weight those that its characters stand for."""
    plain = re.sub(r"\W", "", reading)
    if plain.isdecimal() and plain == reading:
        return [(plain, 1.0)]
    guessed = "".join(char if char.isdecimal() else _LIKELY.get(char, "") for char in reading)
    return [(guessed, 0.4)] if guessed.isdecimal() else []


def match_in_order(readings: Sequence[str], numbers: Sequence[int]) -> list[int | None]:
    """Which note each marker of the body calls; None for raised ink that calls none.

    Equal counts match one to one. Else the order is kept and readings decide who is left
    out: agreement counts most, a garbled reading may be any number.
    """
    if len(readings) == len(numbers):
        return list(numbers)
    best = _align(readings, numbers)
    found: list[int | None] = []
    j = 0
    for i in range(len(readings)):
        while j < len(numbers) and best[i][j] == best[i][j + 1]:
            j += 1
        take = j < len(numbers) and best[i][j] > best[i + 1][j]
        found.append(numbers[j] if take else None)
        j += take
    return found


def call_next_page(
    readings: Sequence[str], called: Sequence[int | None], following: int
) -> list[int | None]:
    """Markers left over at a page's end call the notes that begin on the next page."""
    found = list(called)
    last = max((index for index, number in enumerate(found) if number is not None), default=-1)
    for index in range(last + 1, len(found)):
        if _likeness(readings[index], following) >= 1.0:
            found[index] = following
            following += 1
    return found


def _align(readings: Sequence[str], numbers: Sequence[int]) -> list[list[float]]:
    """Best likeness of the readings from i on with the numbers from j on, order kept."""
    rows, columns = len(readings), len(numbers)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            best[i][j] = max(
                best[i + 1][j],
                best[i][j + 1],
                _likeness(readings[i], numbers[j]) + best[i + 1][j + 1],
            )
    return best


def _likeness(reading: str, number: int) -> float:
    """How well a marker's reading fits a number: 2 and more if equal, below 0 if it cannot."""
    for digits, weight in _digits(reading):
        if digits == str(number):
            return 2.0 + weight
        if weight == 1.0:
            if digits.startswith("0"):
                return -1.0
            # A lost or changed digit is likelier than another number altogether.
            if digits in str(number):
                return 1.4
            near = set(digits) & set(str(number)) or len(digits) == len(str(number)) == 1
            return 0.9 if near else 0.4
    return 1.0


def marker_strip(picture: PageImage, markers: Sequence[Marker]) -> tuple[Image, list[int]]:
    """All markers side by side at the height of text, and where each one's share begins."""
    from PIL import Image

    starts: list[int] = []
    glyphs = []
    for marker in markers:
        box = (marker.x0 - 1, marker.top - 1, marker.x1 + 1, marker.bottom + 1)
        glyph = picture.image.crop(box)
        width = max(1, round(glyph.width * STRIP_HEIGHT / glyph.height))
        glyphs.append(glyph.resize((width, STRIP_HEIGHT), Image.Resampling.BICUBIC))
    strip = Image.new(
        "L",
        (sum(glyph.width + STRIP_GAP for glyph in glyphs) + STRIP_GAP,
         STRIP_HEIGHT + 2 * STRIP_MARGIN),
        255,
    )  # fmt: skip
    x = STRIP_GAP
    for glyph in glyphs:
        starts.append(x - STRIP_GAP // 2)
        strip.paste(glyph, (x, STRIP_MARGIN))
        x += glyph.width + STRIP_GAP
    return strip, starts


def with_readings(
    markers: Sequence[Marker], starts: Sequence[int], lines: Sequence[OcrLine]
) -> list[Marker]:
    """The markers with the digits that were recognised in their shares of the strip."""
    found = [""] * len(markers)
    for line in lines:
        for word in line.words:
            for char in word.chars:
                place = bisect_right(starts, (char.x0 + char.x1) / 2) - 1
                if place >= 0 and char.text.isdecimal():
                    found[place] += char.text
    return [replace(one, reading=digits) for one, digits in zip(markers, found, strict=True)]
