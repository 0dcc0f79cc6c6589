"""A model's reply read into the one shape that is accepted: JSON objects, one a line.

Whatever is not such an object is passed over: prose, code fences, thoughts, broken JSON.
Read while it streams, so that reading can stop as soon as there is enough.
What this module does not know: whether anything of it is true.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from ingest.text import fold_spaces

LETTERS = 6000  # of a whole reply; three sentences with their marks have less than 1500
LONGEST = 600  # letters of one sentence or question
LONGEST_PARAGRAPH = 2500
MOST_IDS = 6
_THOUGHT = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)
_DECODER = json.JSONDecoder()
Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a model with the numbers of the lines that it says it took it from."""

    text: str
    ids: tuple[int, ...]


def claim_of(data: object) -> Claim | None:
    """``{"cau": "…", "nguon": [1]}``, or None if it is anything else."""
    if not isinstance(data, dict):
        return None
    text, ids = _text(data.get("cau")), data.get("nguon")
    ids = [ids] if type(ids) is int else ids
    if not text or not isinstance(ids, list) or not 0 < len(ids) <= MOST_IDS:
        return None
    if not all(type(id_) is int for id_ in ids):
        return None
    return Claim(text, tuple(dict.fromkeys(ids)))


def question_of(data: object) -> str | None:
    """``{"hoi": "…"}``, or None if it is anything else."""
    return _text(data.get("hoi")) if isinstance(data, dict) else None


def smoothed_of(data: object) -> str | None:
    """``{"doan": "…"}``, or None if it is anything else."""
    return _text(data.get("doan"), LONGEST_PARAGRAPH) if isinstance(data, dict) else None


def objects(
    pieces: Iterable[str], shape: Callable[[object], Shape | None], most: int
) -> Iterator[Shape]:
    """The first ``most`` objects of that shape, each as soon as its line is there."""
    text, read, found = "", 0, 0
    for piece in pieces:
        text += piece
        over = len(text) > LETTERS
        if over or "}" in piece or "\n" in piece:
            visible = _THOUGHT.sub(lambda thought: " " * len(thought[0]), text)
            for data, end in _values(visible, read):
                read = end
                told = shape(data)
                if told is not None:
                    found += 1
                    yield told
                if found >= most:
                    return
        if over:
            return


def _values(text: str, start: int) -> Iterator[tuple[object, int]]:
    """The JSON objects from ``start`` on that are whole, each with its end."""
    at = text.find("{", start)
    while at >= 0:
        try:
            value, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            at = text.find("{", at + 1)
            continue
        yield value, end
        at = text.find("{", end)


def _text(value: object, longest: int = LONGEST) -> str | None:
    if not isinstance(value, str):
        return None
    text = fold_spaces(value)
    return text if 0 < len(text) <= longest else None
