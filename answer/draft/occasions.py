"""What happened once and who did it: persons, events, and lists of last year's names.

A person with an office is asked by name; a person told of as an example, with all that is
told, becomes one slot. A sentence that holds a day on which something was held is an event.
A list of names without numbers is asked anew.

What this module does not know: numbers and documents (``marks.py``); an event that is told
without a day, a name or an example word stays in the wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from answer.draft.marks import Marks
from answer.draft.nouns import SlotKind
from answer.draft.standing import words_of
from ingest.clauses import brackets
from ingest.dates import DateKind, DateMention
from ingest.numbers import QUANTITIES, Number
from ingest.report import PassageKind, Person
from ingest.segments import clause_at, sentence_at
from ingest.vocabulary import CAPITALS, Pattern, any_of

_FILE = Path(__file__).resolve().parents[1] / "data" / "occasions.txt"
_GATHERING = Pattern(rf"(?<![^\W_]){any_of(words_of('gathering', _FILE))}(?![^\W_])")
_NOTHING = Pattern(rf"(?<![^\W_]){any_of(words_of('nothing happened', _FILE))}(?![^\W_])")
_EXAMPLE = Pattern(
    rf"(?:(?<=, )|(?<=; )|(?<=: )|(?<=\. )|^|(?<=\()){any_of(words_of('example', _FILE))}"
    r"(?![^\W_])(?! sau)"
)
_OPENER = Pattern(rf"(?:{any_of(words_of('list opener', _FILE))})?:? ?$")
# "trước ngày …", "tính từ …": a bound of a period, no day of an event.
_BOUND = Pattern(r"(?:trước|sau|từ|đến|tới|hết|cuối)(?: thời điểm)?(?: ngày)? ?$")
_PLACE = Pattern(
    r"(?:(?:ở|tại) )?(?:xã|phường|huyện|quận|thị xã|thị trấn|ấp|khóm|thôn|khu phố|đặc khu) "
)
_LISTED = Pattern(r"(?<![^\W_])(?:bao gồm|gồm có|gồm)(?: các)?: ")
_ABBREVIATIONS = Pattern(r"viết tắt")
_PROPER = re.compile(rf"[{CAPITALS}][^\W\d_]*(?: [{CAPITALS}][^\W\d_]*)+|[{CAPITALS}]{{2,}}")
_ITEM = re.compile(r"\s*(?:[,;]| và )\s*")
_TRAILING = " .,;:"
_SHORTEST_LIST = 2
_LONGEST_ITEM = 14
_LONGEST_GAP = 110


def mark_persons(marks: Marks, persons: Iterable[Person]) -> None:
    """Names of office holders; a person told of as an example takes its clause along."""
    for person in persons:
        if person.office and not _addressed(marks, person):
            marks.slot(person.start, person.end, SlotKind.PERSON)
            continue
        start, end = _told(marks, person.start)
        if not marks.slot(start, end, SlotKind.EVENT):
            marks.slot(person.start, person.end, SlotKind.PERSON)


def _addressed(marks: Marks, person: Person) -> bool:
    """``ông A, xã B``: the office is only the form of address."""
    return not any(char.isupper() for char in person.office) and len(person.office.split()) < 2


def _told(marks: Marks, offset: int) -> tuple[int, int]:
    """The stretch that tells of an example: from its opening word, else its clause."""
    start, end = clause_at(marks.text, offset)
    for match in _EXAMPLE.finditer(marks.line, start, offset + 1):
        start = match.start()
    if start == 0 and (label := marks.passage.label) and marks.text.startswith(label):
        start = len(label) + 1
    return _trimmed(marks.text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _TRAILING:
        start += 1
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return start, end


def mark_examples(marks: Marks, numbers: Sequence[Number]) -> None:
    """``điển hình như: …``: what follows was last year's, to the end of its clause."""
    for match in _EXAMPLE.finditer(marks.line):
        _, end = sentence_at(marks.text, match.start())
        if not _PROPER.search(marks.text, match.end(), end):
            continue
        stop = end
        bracket = [s for s in brackets(marks.text) if s.start < match.start() < s.end]
        if bracket:
            stop = min(stop, bracket[-1].end - 1)
        marks.slot(*_trimmed(marks.text, match.start(), stop), SlotKind.EVENT)


def mark_events(marks: Marks, dates: Sequence[DateMention]) -> None:
    """A clause with a day of its own on which something was held."""
    if marks.passage.row is not None or marks.passage.kind is PassageKind.HEADING:
        return
    for date in dates:
        if date.kind is not DateKind.DAY or not marks.free(date.start, date.end):
            continue
        if _BOUND.search(marks.line, max(0, date.start - 20), date.start):
            continue
        start, end = clause_at(marks.text, date.start)
        if not _GATHERING.search(marks.line, start, end):
            continue
        if start == 0 and marks.passage.label and marks.text.startswith(marks.passage.label):
            start = len(marks.passage.label) + 1
        marks.slot(*_trimmed(marks.text, start, end), SlotKind.EVENT)


def mark_lists(marks: Marks, numbers: Sequence[Number]) -> None:
    """Names behind a count: ``02 xã …: A, B``, ``(xã A và xã B)``, a note of names alone."""
    counted = [number for number in numbers if number.type in QUANTITIES]
    for span in brackets(marks.text):
        inner = (span.start + 1, span.end - 1)
        before = any(
            number.end <= span.start <= number.end + _LONGEST_GAP
            and not re.search(r"[.;]", marks.text[number.end : span.start])
            for number in counted
        )
        if before and _is_list(marks, *inner):
            marks.slot(*inner, SlotKind.LIST)
    for number in counted:
        colon = re.compile(r"[^.;:()\d]{0,60}: ").match(marks.text, number.end)
        if colon:
            _, end = sentence_at(marks.text, number.start)
            stretch = _trimmed(marks.text, colon.end(), end)
            if _names_only(marks, *stretch):
                marks.slot(*stretch, SlotKind.LIST)
    for match in _LISTED.finditer(marks.line):
        _, end = sentence_at(marks.text, match.start())
        stretch = _trimmed(marks.text, match.end(), end)
        if _is_list(marks, *stretch):
            marks.slot(*stretch, SlotKind.LIST)
    if marks.passage.kind is PassageKind.FOOTNOTE and not _ABBREVIATIONS.search(marks.line):
        _mark_note(marks)


def _is_list(marks: Marks, start: int, end: int) -> bool:
    """Several names, or one behind the word for what it is (``xã Trường Long``)."""
    text = marks.text[start:end]
    several = len([item for item in _ITEM.split(text) if item.strip()]) >= _SHORTEST_LIST
    headed = text[:1].islower() and _PROPER.search(text) is not None
    return (several or headed) and not text.isupper() and _names_only(marks, start, end)


def mark_absences(marks: Marks) -> None:
    """``không có người chết``: a count of none is asked like any other."""
    if marks.passage.kind is PassageKind.HEADING or marks.passage.row is not None:
        return
    for match in _NOTHING.finditer(marks.line):
        stop = re.compile(r"[,;.():]|$").search(marks.text, match.end())
        assert stop is not None
        marks.slot(*_trimmed(marks.text, match.start(), stop.start()), SlotKind.EVENT)


def mark_places(marks: Marks, quantities: Sequence[Number]) -> None:
    """A clause about one commune or district, without a figure: told as an example."""
    if marks.passage.row is not None or marks.passage.kind is PassageKind.HEADING:
        return
    position = 0
    while position < len(marks.text):
        start, end = clause_at(marks.text, position)
        position = max(end, position) + 1
        if start == 0 and marks.passage.label and marks.text.startswith(marks.passage.label):
            start = len(marks.passage.label) + 1
        if any(start <= number.start < end for number in quantities):
            continue
        place = _PLACE.match(marks.line, start)
        if place and marks.text[place.end() : place.end() + 1].isupper() and end - start > 30:
            marks.slot(*_trimmed(marks.text, start, end), SlotKind.EVENT)


def _mark_note(marks: Marks) -> None:
    """A note that only names: ``Sở A; Sở B``, ``Gồm: …``, ``Các xã …: A, B (huyện C)``."""
    text = marks.text
    colon = re.compile(r"[^.;:()\d]{0,90}: ?").match(text)
    start = colon.end() if colon else 0
    if opener := _OPENER.match(marks.line, 0, start or None):
        start = max(start, opener.end())
    stretch = _trimmed(text, start, _before_document(marks, start))
    if _names_only(marks, *stretch):
        marks.slot(*stretch, SlotKind.LIST)


def _before_document(marks: Marks, start: int) -> int:
    """Where the first cited document behind ``start`` begins: ``Bệnh viện A, Quyết định số …``."""
    first = min((mark.start for mark in marks.found if mark.start >= start), default=None)
    if first is None:
        return len(marks.text)
    comma = marks.text.rfind(", ", start, first)
    return comma if comma > 0 else start


def _names_only(marks: Marks, start: int, end: int) -> bool:
    """Whether a stretch is a list of names: no quantity that would be asked by itself."""
    text = marks.text[start:end]
    if start >= end or not marks.free(start, end):
        return False
    items = [item for item in _ITEM.split(re.sub(r"\([^()]*\)", "", text)) if item.strip()]
    named = [item for item in items if _PROPER.search(item)]
    if any(len(item.split()) > _LONGEST_ITEM for item in items):
        return False
    plain = sum(char.isdigit() for char in text) <= 2
    enough = len(items) >= _SHORTEST_LIST or len(text.split()) <= 8
    return plain and enough and bool(named) and 2 * len(named) >= len(items)
