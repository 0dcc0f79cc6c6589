"""What the order of a page tells that its letters do not: bullets, numerals, lost markers.

A dash read as ``~``, ``II.`` after ``II.``, a note's number read as a closing quote that
nothing opened: each is put right only where its place in the order leaves no other reading.

What this module does not know: recognition, and slips inside words (``ocr_words.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ingest.hocr import OcrLine
from ingest.lines import Line
from ingest.ocr_markers import Marker

# Confidence in a label that was put right by its order.
BY_ORDER = 0.5
_BULLET = re.compile(r"^[~—–_=»•*](?=\s+[^\W\d_])")
_ROMAN_LABEL = re.compile(r"^([IVX]+)(?=\.\s+[^\W\d_a-z]{2})")
_ROMANS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_LIKE_MARKERS = "”\"'’°*®"
_TAIL = re.compile(rf"(?<=[^\W\d_])[{_LIKE_MARKERS}](?=[.,;:]?$)")


def mended_labels() -> Callable[[Line], Line]:
    """Puts right the labels of a report's lines given in order; it remembers the last numeral."""
    last = 0

    def mend(line: Line) -> Line:
        nonlocal last
        bullet = _BULLET.sub("-", line.text)
        if bullet != line.text:
            return replace(line, text=bullet)
        found = _ROMAN_LABEL.match(line.text)
        if found is None or found[1] not in _ROMANS:
            return line
        value = _ROMANS.index(found[1])
        expected = _ROMANS[min(last + 1, len(_ROMANS) - 1)]
        # The next numeral with a stroke lost; "I." after "II." begins a new part.
        lost = value == last > 1 and set(expected) == set(found[1])
        last = last + 1 if lost else value
        if not lost:
            return line
        shift = len(expected) - len(found[1])
        return replace(
            line,
            text=expected + line.text[found.end(1) :],
            raised=tuple((start + shift, end + shift) for start, end in line.raised),
            confidence=min(line.confidence or BY_ORDER, BY_ORDER),
        )

    return mend


def lost_calls(
    lines: Sequence[OcrLine], called: Mapping[Marker, int], notes: Sequence[int]
) -> dict[Marker, int]:
    """Notes of the page that nothing calls, and the one sign between their neighbours that may."""
    places = {number: (marker.line, marker.x0) for marker, number in called.items()}
    found: dict[Marker, int] = {}
    for number in notes:
        if number in places:
            continue
        after = places.get(number - 1, (-1, 0))
        before = places.get(number + 1, (len(lines), 0))
        between = [
            one
            for one in _signs(lines)
            if after < (one.line, one.x0) < before and one not in called
        ]
        if len(between) == 1:
            found[between[0]] = number
    return found


def _signs(lines: Sequence[OcrLine]) -> list[Marker]:
    """Signs at the ends of words that look like a misread marker: closing what nothing opened."""
    found: list[Marker] = []
    opened = 0
    for index, line in enumerate(lines):
        for word in line.words:
            text = "".join(char.text for char in word.chars)
            opened += text.count("“") + text.startswith('"')
            tail = _TAIL.search(text)
            if tail is None:
                continue
            if tail[0] in '”"' and opened > 0:
                opened -= 1
                continue
            char = next(char for char in reversed(word.chars) if tail[0] in char.text)
            box = (round(char.x0), round(char.x1), word.top, word.bottom)
            found.append(Marker(index, *box, ""))
    return found


def numbers_at_edges(lines: Sequence[Line]) -> list[Line]:
    """A page number that stands highest or lowest as the page's first or last line."""
    order = list(lines)
    for pick, at in ((max, 0), (min, len(order))):
        if not order:
            break
        edge = pick(order, key=lambda line: line.y)
        if re.fullmatch(r"[-–—\s]*\d{1,3}[-–—\s]*", edge.text):
            order.remove(edge)
            order.insert(at, edge)
    return order
