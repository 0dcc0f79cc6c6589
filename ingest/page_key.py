"""A page's text as a key without white space, and where a text stands in it.

Line breaks, kinds of dash and of quotation mark do not matter in a key, nothing else is
forgiven.

What this module does not know: boxes, what is looked for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ingest.text import canonical_marks

Span = tuple[int, int]

# Line-end hyphens as PDFium reports them.
HYPHENS = {"\x02": "-", "\ufffe": "-"}
CELL_MARK = "|"


@dataclass(frozen=True, slots=True)
class Key:
    """Text without white space; ``at`` says where each of its characters came from."""

    text: str
    at: tuple[int, ...]

    def span(self, span: Span) -> Span:
        """A span of what the key was made from, as a span of the key."""
        inside = [n for n, place in enumerate(self.at) if span[0] <= place < span[1]]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    def only(self, keep: Callable[[str], bool]) -> Key:
        """The key with only the characters that ``keep`` wants."""
        kept = [n for n, char in enumerate(self.text) if keep(char)]
        return Key("".join(self.text[n] for n in kept), tuple(self.at[n] for n in kept))


def key_of(pieces: Iterable[str]) -> Key:
    """The pieces as one key: composed, without white space, one kind of dash and quote."""
    text: list[str] = []
    at: list[int] = []
    for place, piece in enumerate(pieces):
        for char in HYPHENS.get(piece, piece):
            if text and unicodedata.combining(char):
                composed = unicodedata.normalize("NFC", text[-1] + char)
                text[-1] = composed if len(composed) == 1 else text[-1]
            elif not (char.isspace() or char == CELL_MARK or unicodedata.category(char) == "Cf"):
                for one in canonical_marks(unicodedata.normalize("NFC", char)):
                    text.append(one)
                    at.append(place)
    return Key("".join(text), tuple(at))


def occurrences(text: str, part: str) -> Iterator[int]:
    at = text.find(part) if part else -1
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def whole_numbers(page: Key, text: str) -> Iterator[int]:
    """Where a text stands that is no part of a longer number."""
    for at in occurrences(page.text, text):
        end = at + len(text)
        before, after = _touching(page, at - 1, -1), _touching(page, end, 1)
        if text[:1].isdigit() and (before[:1].isdigit() or _joins(before)):
            continue
        if text[-1:].isdigit() and (after[:1].isdigit() or _joins(after)):
            continue
        yield at


def _touching(page: Key, at: int, step: int) -> str:
    """Up to two characters from ``at`` on that no white space parts from the one before."""
    near = ""
    while len(near) < 2 and 0 <= at < len(page.text) and 0 <= at - step < len(page.text):
        if abs(page.at[at] - page.at[at - step]) > 1:
            break
        near += page.text[at]
        at += step
    return near


def _joins(two: str) -> bool:
    """A separator with a digit behind it: the number goes on."""
    return len(two) == 2 and two[0] in ".,/" and two[1].isdigit()
