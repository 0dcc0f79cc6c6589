"""Where sentences, quotations and brackets begin and end in a passage's text.

What this module does not know: numbers, dates and names; it looks at punctuation only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from ingest.vocabulary import CAPITALS

# A sentence ends at . ! ? before white space and a capital, a digit or an opening mark,
# unless the point closes an abbreviation of one to three letters ("TP. ", "TS. ").
_STOP = re.compile(rf"[.!?…](?:[\"”’)]*)\s+(?=[\"“(\[]?[{CAPITALS}\d]|[-+] )")
_ABBREVIATED = re.compile(
    r"(?<![^\W_])(?:TP|TX|TT|TS|ThS|PGS|GS|BS|Tp|Tx|VP|P|Q|St|Mr|TM|KT|TL|TUQ|đ/c)\.$"
)
_OPEN, _CLOSE, _PLAIN = "“„«", "”»", '"'


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of text."""

    start: int
    end: int

    def holds(self, offset: int) -> bool:
        """Whether the offset lies inside."""
        return self.start <= offset < self.end


def sentences(text: str) -> list[Span]:
    """The sentences in order; they cover the text without white space between them."""
    found: list[Span] = []
    start = 0
    for stop in _STOP.finditer(text):
        if _ABBREVIATED.search(text, max(start, stop.start() - 5), stop.start() + 1):
            continue
        found.append(Span(start, stop.start() + 1))
        start = stop.end()
    if start < len(text):
        found.append(Span(start, len(text)))
    return found


def span_at(spans: list[Span], offset: int) -> Span:
    """The span that holds the offset, or the one before it; spans must not be empty."""
    index = bisect_right([span.start for span in spans], offset) - 1
    return spans[max(index, 0)]


def quotations(text: str, longest: int = 400) -> list[Span]:
    """Quoted stretches, marks included; a closing mark used to open (``”500 ngày …”``) counts.

    A quotation longer than ``longest`` characters is a lost mark, not a name.
    """
    found: list[Span] = []
    opened: int | None = None
    for index, char in enumerate(text):
        if char in _OPEN:
            opened = index
        elif char in _CLOSE or char == _PLAIN:
            if opened is None:
                opened = index if _may_open(text, index) else None
            else:
                if index - opened <= longest:
                    found.append(Span(opened, index + 1))
                opened = None
    return found


def _may_open(text: str, index: int) -> bool:
    before = text[index - 1] if index else " "
    after = text[index + 1] if index + 1 < len(text) else " "
    return (before.isspace() or before in "(:") and not after.isspace()


def brackets(text: str) -> list[Span]:
    """Round brackets with what they hold, outer ones before inner ones; unclosed run to the end."""
    found: list[Span] = []
    stack: list[int] = []
    for index, char in enumerate(text):
        if char == "(":
            stack.append(index)
        elif char == ")" and stack:
            found.append(Span(stack.pop(), index + 1))
    found.extend(Span(start, len(text)) for start in stack)
    return sorted(found, key=lambda span: (span.start, -span.end))
