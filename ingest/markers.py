"""Where a text calls its footnotes: the best places for the numbers that are known.

A marker is hard to tell from a figure (``thành phố2.``, ``thi17 đua``, ``100%9``, ``2030); 1``),
so nothing is believed that only looks like one: the notes printed at a page's end say which
numbers are called on that page and in which order, and the best places in that order win.

What this module does not know: the notes' texts, pages' layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.lines import Block

_DIGITS = re.compile(r"\d+")
_CLOSING = set(".,;:!?…)]}”\"’'»%/")
_YEAR_AND_MARKER = re.compile(r"(?:19|20)\d\d\d{1,2}")
_RAISED_SCORE = 20.0
_PLAIN_SCORE = 4.0


@dataclass(frozen=True, slots=True)
class Note:
    """A note's text with the region of text that it closes (see ``Line.region``)."""

    number: int
    block: Block
    region: int


@dataclass(frozen=True, slots=True)
class Marker:
    """A place that may call a note: digits of a block's text, with how likely they do."""

    block: int
    start: int
    end: int
    number: int
    score: float
    region: int


def _candidates(blocks: Sequence[Block], wanted: set[int]) -> Iterator[Marker]:
    for index, block in enumerate(blocks):
        raised = set(block.raised)
        for found in _DIGITS.finditer(block.text):
            for start, end, score in _readings(block.text, found.start(), found.end(), raised):
                # Leading zeros are those of figures ("04 nhiệm vụ"), markers have none.
                number = int(block.text[start:end])
                if number in wanted and score > 0 and block.text[start] != "0":
                    yield Marker(index, start, end, number, score, _region(block, start))


def _region(block: Block, offset: int) -> int:
    region = block.regions[0][1]
    for start, number in block.regions:
        if start <= offset:
            region = number
    return region


def _readings(
    text: str, start: int, end: int, raised: set[tuple[int, int]]
) -> Iterator[tuple[int, int, float]]:
    """How a run of digits may hold a marker: all of it, or its end after a year."""
    for span in raised:
        if start <= span[0] and span[1] <= end:
            yield (*span, _RAISED_SCORE)
            return
    if end - start <= 3:
        yield start, end, _score(text, start, end)
    elif _YEAR_AND_MARKER.fullmatch(text, start, end) and not text[end + 1 : end + 2].isdigit():
        # "năm 202416": a year with its marker glued on.
        yield start + 4, end, 3.0


def _score(text: str, start: int, end: int) -> float:
    """How much a short number looks like a marker: 0 for one that cannot be."""
    before, after = text[:start], text[end:]
    if not before or after[:1].isalnum() or re.match(r"[.,/]\d|\s?[%°²³]", after):
        return 0.0
    last = before[-1]
    if last == " ":
        return _spaced_score(before.rstrip(), after)
    if last in "/.,-" and before[-2:-1].isdigit():
        return 0.0
    if last in _CLOSING:
        return 9.0 if last != "/" else 0.0
    if not last.isalpha():
        return 0.0
    word = re.search(r"[^\W_]+$", before)
    token = word[0] if word else ""
    if any(char.isdigit() for char in token):
        return 0.0
    if token.islower() or token.istitle():
        return 10.0 if len(token) > 1 else 2.0
    # UBND1 calls a note, CO2 and QĐ01 hardly do.
    return 6.0 if len(token) >= 3 else 1.0


def _spaced_score(before: str, after: str) -> float:
    if before[-1:] in '.;:)”"…' and (not after.strip() or after[:1] in " .,;"):
        return 4.0 if not after.strip() else 2.0
    if not after.strip() or after[:1] in ".;,":
        # "… tại địa phương 3." may be a marker set apart, "giai đoạn 1" hardly.
        return 0.6
    return 0.0


def has_place(text: str, number: int) -> bool:
    """Whether a text has a place that plainly calls note ``number``."""
    block = Block(text)
    return any(marker.score >= _PLAIN_SCORE for marker in _candidates([block], {number}))


def find_calls(blocks: Sequence[Block], notes: Sequence[Note]) -> list[Marker | None]:
    """The marker of each note, None where none was found; in the order of ``notes``."""
    wanted = {note.number for note in notes if note.number}
    candidates = list(_candidates(blocks, wanted))
    found: list[Marker | None] = [None] * len(notes)
    regions = sorted({note.region for note in notes})
    for region in regions:
        indices = [i for i, note in enumerate(notes) if note.region == region and note.number]
        inside = [marker for marker in candidates if marker.region == region]
        best = _best_sequence([notes[index].number for index in indices], inside)
        for index, marker in zip(indices, best, strict=True):
            found[index] = marker
    _fill(notes, candidates, found)
    return found


def _best_sequence(numbers: Sequence[int], markers: Sequence[Marker]) -> list[Marker | None]:
    """The places of the numbers, in reading order, with the highest scores together."""
    # states: (total score, position of the last marker) by how it was reached
    states: list[tuple[float, tuple[int, int], tuple[Marker | None, ...]]] = [(0.0, (-1, -1), ())]
    for number in numbers:
        grown = [(score, at, (*way, None)) for score, at, way in states]
        for marker in markers:
            if marker.number != number:
                continue
            before = [state for state in states if state[1] < (marker.block, marker.start)]
            if before:
                score, _, way = max(before, key=lambda state: state[0])
                place = (marker.block, marker.start)
                grown.append((score + marker.score, place, (*way, marker)))
        # Of two ways to one place only the better can win.
        states = list({(at): state for *_, at, state in _ranked(grown)}.values())
    return list(max(states, key=lambda state: state[0])[2]) if states else []


def _ranked(
    states: Sequence[tuple[float, tuple[int, int], tuple[Marker | None, ...]]],
) -> Iterator[tuple[tuple[int, int], tuple[float, tuple[int, int], tuple[Marker | None, ...]]]]:
    for state in sorted(states, key=lambda state: state[0]):
        yield state[1], state


def _fill(notes: Sequence[Note], candidates: Sequence[Marker], found: list[Marker | None]) -> None:
    """Notes whose marker stands on another page: look between those of their neighbours."""
    for index, note in enumerate(notes):
        if found[index] or not note.number:
            continue
        low = next((m for m in reversed(found[:index]) if m), None)
        high = next((m for m in found[index + 1 :] if m), None)
        options = [
            marker
            for marker in candidates
            if marker.number == note.number
            and marker.score >= _PLAIN_SCORE
            and (low is None or (low.block, low.start) < (marker.block, marker.start))
            and (high is None or (marker.block, marker.start) < (high.block, high.start))
            and marker.region <= note.region
        ]
        if options:
            found[index] = max(options, key=lambda marker: (marker.region, marker.score))
