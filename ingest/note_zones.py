"""Where the footnotes of a page begin: by type size, or by their numbers where sizes are lost.

What this module does not know: where one note ends and the next begins (``footnotes.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.columns import usual_reach, width_of
from ingest.labels import CAPITAL, LabelKind, read_label
from ingest.line_words import is_terminal, starts_small
from ingest.lines import Line, Zone
from ingest.markers import has_place

_DIGITS = 3  # of a note's number
_MISSED = 12  # notes: no page of a report has more
_SMALLER = 0.92  # type of at most this share of the body's size is small
_WIDER = 1.1  # a line this much wider than the column is set in smaller type


def zone_by_size(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """Lines of all pages with notes told from the body by type size at the page's end."""
    found: list[Line] = []
    region, expected = 0, 1
    above = _Above("", frozenset())
    body = 0.0
    last: Line | None = None
    for page in pages:
        body = _body_size(page, body)
        small = _small_lines(page, body)
        above = above.and_of(page[:small])
        start, expected = _note_start(page, small, expected, above, last)
        found.extend(replace(line, region=region) for line in page[:start])
        found.extend(replace(line, region=region, zone=Zone.NOTE) for line in page[start:])
        noted = start < len(page)
        region += noted
        last, above = (page[-1], _Above("", frozenset())) if noted else (None, above)
    return found


@dataclass(frozen=True, slots=True)
class _Above:
    """The text since the last notes, and the numbers that stand raised in it."""

    text: str
    raised: frozenset[int]

    def and_of(self, lines: Sequence[Line]) -> _Above:
        """The same with more lines."""
        digits = (line.text[a:b] for line in lines for a, b in line.raised)
        numbers = {int(it) for it in digits if it.isdecimal() and len(it) <= _DIGITS}
        text = " ".join((self.text, *(line.text for line in lines)))
        return _Above(text, self.raised | numbers)

    def calls(self, number: int) -> bool:
        """Whether a note of that number is called."""
        return number in self.raised or has_place(self.text, number)


def _note_start(
    page: Sequence[Line], small: int, expected: int, above: _Above, last: Line | None
) -> tuple[int, int]:
    """Where the notes of a page begin, and the number that the next note will have.

    small: where the lines in small type at the page's end begin; above: the text since the
    last notes; last: the last line of the notes of the page before, which small lines
    without a number may continue.
    """
    first, after = _first_numbered(page, small, expected, above)
    if first == len(page):
        ahead = next(filter(None, (_ahead(line, expected, above) for line in page[small:])), 0)
        first, after = _first_numbered(page, small, ahead or expected, above)
    expected = after
    if small == first or last is None:
        return first, expected
    # Small lines above the first number (or without any) go on with the note before.
    goes_on = not is_terminal(last.text) or starts_small(page[small].text)
    return (small if goes_on or first < len(page) else first), expected


def _first_numbered(
    page: Sequence[Line], small: int, expected: int, above: _Above
) -> tuple[int, int]:
    """The first small line that opens a note, and the number after the last that does."""
    first = len(page)
    for index in range(small, len(page)):
        line = page[index]
        for number in (expected, 1):
            if note_number(line, number) and (line.raised or above.calls(number)):
                expected, first = number + 1, min(first, index)
                break
        else:
            if _glued_figure(page[index:], expected, above):
                expected, first = expected + 1, min(first, index)
    return first, expected


def _glued_figure(page: Sequence[Line], expected: int, above: _Above) -> bool:
    """Whether a line opens with a note's number and a figure, unparted: "715,2 kg …".

    The number is called above, no line below opens with it, and one opens with the next.
    """
    if expected not in above.raised or not re.match(rf"{expected}[1-9]", page[0].text):
        return False
    below = page[1:]
    return not any(note_number(line, expected) for line in below) and any(
        note_number(line, expected + 1) for line in below
    )


def _ahead(line: Line, expected: int, above: _Above) -> int:
    """The number that opens a line, raised or called above, if it is one of the next few; else 0.

    One page whose notes were missed must not cost the notes of all pages after it.
    """
    raised = line.raised[0] if line.raised and line.raised[0][0] == 0 else None
    found = re.match(r"\d{1,3}", line.text[: raised[1]] if raised else line.text)
    number = int(found[0]) if found else 0
    if not expected < number <= expected + _MISSED:
        return 0
    return number if raised or (number in above.raised and note_number(line, number)) else 0


def _body_size(page: Sequence[Line], before: float) -> float:
    """The type size of a page's first lines; rows of a table have none.

    before: of the page before; it holds where only a table and its notes stand on a page.
    """
    top = [line.size for line in page if len(line.text) > 9 and line.zone is Zone.BODY][:5]
    size = sorted(top)[len(top) // 2] if top else before
    only_notes = any(line.zone is Zone.ROW for line in page) and size <= _SMALLER * before
    return before if only_notes else size


def _small_lines(page: Sequence[Line], body: float) -> int:
    """Where the last lines of a page begin that are set in one type smaller than ``body``.

    A page number may stand below them. Lines side by side (of a table) are no notes.
    """
    end = len(page)
    if page and page[-1].text.strip("- ").isdigit():
        end -= 1
    start = end
    size = min(_SMALLER * body, 1.05 * page[end - 1].size) if end else 0.0
    while start and page[start - 1].zone is Zone.BODY and page[start - 1].size <= size:
        beside = start < end and abs(page[start].y - page[start - 1].y) < 1
        if beside:
            return start + 1
        start -= 1
    return start if start < end else len(page)


def note_number(line: Line, expected: int) -> int:
    """``expected`` if the line begins with that note number, else 0."""
    mark = str(expected)
    if line.raised and line.raised[0] == (0, len(mark)) and line.text.startswith(mark):
        return expected
    rest = line.text[len(mark) :]
    plain = line.text.startswith(mark) and (rest[:1] == " " or rest[:1].isupper())
    label = read_label(line.text)
    dotted = label is not None and label.kind is LabelKind.ARABIC and label.value == expected
    return expected if (plain and not line.raised) or dotted else 0


def zone_by_number(lines: Sequence[Line]) -> list[Line]:
    """Notes of paged text without separators: from the line that begins with the next number.

    Only where the page's text above plainly calls that number. What a page shows below its
    first note belongs to its notes.
    """
    widths = sorted(width_of(line.text) for line in lines)
    wide = _WIDER * usual_reach(widths) if widths else 0.0
    found: list[Line] = []
    region, expected = 0, 1
    above = ""
    for _, group in groupby(lines, key=lambda line: line.page):
        page = _joined_numbers(list(group), expected)
        start, expected = _first_note(page, expected, above, wide)
        if region or start < len(page):
            start = _upwards(page, start, wide)
        found.extend(replace(line, region=region) for line in page[:start])
        found.extend(replace(line, region=region, zone=Zone.NOTE) for line in page[start:])
        noted = start < len(page)
        region += noted
        text = " ".join(line.text for line in page[:start])
        above = "" if noted else f"{above} {text}"
    return found


def _upwards(page: Sequence[Line], start: int, wide: float) -> int:
    """The end of a note from the page before: lines with more words than the column holds.

    The last of them may be short.
    """
    at = start
    while at > 1 and width_of(page[at - 1].text) > wide:
        at -= 1
    if at == start < len(page) and at > 2 and width_of(page[at - 2].text) > wide:
        return _upwards(page, at - 1, wide)
    return at


def _joined_numbers(page: list[Line], expected: int) -> list[Line]:
    """A note's number on a line of its own (raised type often comes out so) joined to its text."""
    joined: list[Line] = []
    for index, line in enumerate(page):
        before = joined[-1] if joined else None
        alone = before is not None and before.text.isdigit() and index > 1
        if before is not None and alone and expected <= int(before.text) < expected + 12:
            joined[-1] = replace(line, text=f"{before.text} {line.text}", raised=())
        else:
            joined.append(line)
    return joined


def _first_note(page: Sequence[Line], expected: int, above: str, wide: float) -> tuple[int, int]:
    """Where the first note of a page begins, and the number of the note after its last."""
    for number in dict.fromkeys((expected, expected + 1, 1)):
        text = above
        for index, line in enumerate(page):
            if _opens_note(line, number, wide) and has_place(text, number):
                after = number + 1
                for later in page[index + 1 :]:
                    # A short note that begins with a small letter may have been passed over.
                    after += _opens_note(later, after, wide)
                    after += 2 * _opens_note(later, after + 1, wide)
                return index, after
            text = f"{text} {line.text}"
    return len(page), expected


def _opens_note(line: Line, number: int, wide: float) -> bool:
    if read_label(line.text):
        return False
    found = re.match(rf"{number}\s?(?=\D)", line.text)
    if found is None:
        return False
    return bool(CAPITAL.match(line.text[found.end() :].lstrip("“("))) or width_of(line.text) > wide
