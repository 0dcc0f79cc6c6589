"""The clause and the segment around a place in Vietnamese administrative prose.

All spans are offsets into the text given. A clause ends at ``;`` and with its sentence,
and brackets hold clauses of their own; a segment ends at commas, colons and brackets too,
never inside a number. What this module does not know: where sentences and brackets begin
(``ingest/clauses.py``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.clauses import brackets
from ingest.clauses import sentences as sentence_spans

Span = tuple[int, int]

TAIL = 120  # characters behind the last number that still belong to it
_SEGMENT = re.compile(r"[,:](?=\s)")
# A number that counts or measures something; a year, a date or a list label does not.
_COUNTED = re.compile(
    r"(?<![\w/.,(-])(?<!năm )(?<!ngày )(?<!tháng )\d[\d.,]*(?![\w)])(?!/\d)"
    r"|\d+/[\d.]+ |\d%"
)


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


@lru_cache(maxsize=8192)
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a passage, in order, as plain pairs."""
    return tuple(_trim(text, span.start, span.end) for span in sentence_spans(text))


@lru_cache(maxsize=8192)
def _brackets(text: str) -> tuple[Span, ...]:
    """The insides of round brackets."""
    return tuple((span.start + 1, span.end - 1) for span in brackets(text))


def sentence_at(text: str, offset: int) -> Span:
    """The sentence in which the character at ``offset`` stands."""
    for span in sentences(text):
        if offset < span[1]:
            return span
    return sentences(text)[-1] if sentences(text) else (0, len(text))


def bracket_at(text: str, offset: int) -> Span | None:
    """The innermost bracket's inside around ``offset``, None outside of brackets."""
    inside = [span for span in _brackets(text) if span[0] <= offset < span[1]]
    return min(inside, key=lambda span: span[1] - span[0]) if inside else None


@lru_cache(maxsize=16384)
def clause_at(text: str, offset: int) -> Span:
    """The stretch between semicolons around ``offset``, within its sentence and bracket."""
    start, end = sentence_at(text, offset)
    bracket = bracket_at(text, offset)
    if bracket:
        start, end = max(start, bracket[0]), min(end, bracket[1])
    depth_spans = [span for span in _brackets(text) if start < span[0] and span[1] < end]
    for index in range(start, end):
        if text[index] != ";" or any(a <= index < b for a, b in depth_spans):
            continue
        if index < offset:
            start = index + 1
        else:
            end = index
            break
    return _trim(text, start, end)


@lru_cache(maxsize=16384)
def segment_at(text: str, offset: int) -> Span:
    """The stretch between commas and colons around ``offset``, within its clause.

    A comma ends a segment only if a number stands in it: an enumeration of nouns before a
    number belongs to it. Commas inside further brackets do not count.
    """
    start, end = clause_at(text, offset)
    inner = [span for span in _brackets(text) if start < span[0] and span[1] < end]
    here = start
    for cut in _SEGMENT.finditer(text, start, end):
        if any(a <= cut.start() < b for a, b in inner if not a <= offset < b):
            continue
        if not _COUNTED.search(text, here, cut.start()):
            if cut[0] == ":" and cut.end() <= offset:
                start = here
            continue
        if cut.start() < offset:
            start = here = cut.end()
        elif _COUNTED.search(text, cut.end(), end) or end - cut.start() > TAIL:
            end = cut.start()
            break
        else:
            break  # what follows has no number of its own: "258 cuộc thanh tra, kiểm tra"
    return _trim(text, start, end)
