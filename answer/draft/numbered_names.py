"""Numbers that belong to a lasting name: a road, a cluster of units, a standard, a motto.

They do not age, so they stay and are listed for the writer; a number that no name explains
stays a slot. An anniversary ("kỷ niệm 80 năm") does age, by a year every year. The words that
such numbers follow are in ``answer/data/numbered_names.txt``.

What this module does not know: figures, days and documents; what those readers take is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from answer.draft.marks import Mark, Marks
from answer.draft.nouns import PieceKind, SlotKind
from answer.draft.standing import words_of
from ingest.clauses import quotations
from ingest.numbers import Number, NumberType
from ingest.report import PassageKind
from ingest.text import canonical
from ingest.vocabulary import CAPITALS, Pattern, any_of

_FILE = Path(__file__).resolve().parents[1] / "data" / "numbered_names.txt"
_LONGEST_HEAD = 48
_NUMBER = re.compile(r"\d+[A-Za-zĐđ]{0,2}(?::\d{4})?(?![^\W_])")
# "Đường tỉnh 932, 932B và 933": what follows a name's number in a row is one more of them.
_NEXT = re.compile(r"\s*(?:,|và|, và|-|–|đến)\s*$", re.I)
_JUBILEE = Pattern(r"(?<![^\W_])kỉ niệm(?: lần thứ)? ?$")
_JUBILEE_OF = Pattern(
    r" năm(?: ngày)? (?:ngày|giải phóng|thành lập|quốc khánh|cách mạng|chiến thắng|truyền thống)"
)
_YEARS_PLAN = Pattern(r"(?<![^\W_])(?:kế hoạch|chiến lược|quy hoạch|chương trình|tầm nhìn) ?$")
_CAPITAL = rf"[{CAPITALS}][^\W\d_]*"
_PROPER = re.compile(rf"[^\W_] {_CAPITAL} {_CAPITAL} $")
_SIZE = re.compile(r" ?([^\W\d_]{1,4})(?![^\W_])")
_MOTTO_WORDS = 8
_CODE = 5
_ARCHIVE = re.compile(r"\([^()]{1,24}\)|(?<![^\W_])[A-ZĐ]{2,8}\d{1,2}(?![^\W_])")
_FOUR_DIGITS = re.compile(r"\d{3}")


@cache
def _heads() -> Pattern:
    words = [canonical(word) for word in words_of("head", _FILE)]
    return Pattern(rf"(?<![^\W_]){any_of(words)}(?: số)? ?$")


@cache
def _before_quote(section: str) -> Pattern:
    words = [canonical(word) for word in words_of(section, _FILE)]
    return Pattern(rf"(?<![^\W_]){any_of(words)}:? ?[“”\"'‘]?$")


def mark_mottos(marks: Marks) -> None:
    """A short quoted saying with small numbers ("3 ca, 4 kíp") stays as it is."""
    for quote in quotations(marks.text):
        said = marks.text[quote.start : quote.end]
        if not any(char.isdigit() for char in said) or _FOUR_DIGITS.search(said):
            continue
        named = _before_quote("movement head").search(
            marks.line, max(0, quote.start - _LONGEST_HEAD), quote.start
        )
        if named is None and len(said.split()) <= _MOTTO_WORDS:
            _keep(marks, quote.start, quote.end, quote.start)


def mark_jubilees(marks: Marks) -> None:
    """``kỷ niệm 80 năm Ngày …``: asked for, with the next year's count as the next step."""
    for match in re.finditer(r"(?<!\d)\d{1,4}(?= năm\b)", marks.text):
        start, end = match.span()
        begin = max(0, start - 20)
        told = _JUBILEE.search(marks.line, begin, start) or _JUBILEE_OF.match(marks.line, end)
        if told:
            following = str(int(match[0]) + marks.shift)
            marks.slot(start, end, SlotKind.ORDINAL, hint=following)


def mark_numbered_names(marks: Marks, numbers: Iterable[Number]) -> None:
    """Numbers of lasting names stay; those of the marks of an archive list stay too."""
    last = -1  # where the number of a name ended last
    for number in sorted(numbers, key=lambda one: one.start):
        if number.type is not NumberType.NAME:
            continue
        found = _NUMBER.match(marks.text, number.start)
        end = max(number.end, found.end()) if found else number.end
        head = _head_start(marks, number.start, end, last)
        if head is not None:
            _keep(marks, number.start, end, head)
            last = end
    if marks.passage.kind is PassageKind.FURNITURE:
        _mark_archive(marks)


def _head_start(marks: Marks, start: int, end: int, last: int) -> int | None:
    """Where the name begins whose number stands here; None where no name explains it."""
    text, line = marks.text, marks.line
    begin = max(0, start - _LONGEST_HEAD)
    if last >= 0 and _NEXT.fullmatch(text[last:start]):
        return start
    if found := _heads().search(line, begin, start):
        return found.start()
    if found := _PROPER.search(text, begin, start):
        return found.start() + 2
    if text[end : end + 4].casefold() == " năm" and (
        found := _YEARS_PLAN.search(line, begin, start)
    ):
        return found.start()
    glued = start > 0 and text[start - 1].isalpha()
    if glued or (text[end - 1].isalpha() and len(text[start:end]) <= _CODE):
        return start  # "kênh N3", "độ 2b"
    sizes = words_of("size", _FILE)
    size = _SIZE.match(text, end)
    if (size and size[1].casefold() in sizes) or text[start:end].casefold() in sizes:
        return start
    return None


def _mark_archive(marks: Marks) -> None:
    """``Lưu: VT, NC (Hg/15b)``: who typed how many copies, and marks of the recipients."""
    for mark in _ARCHIVE.finditer(marks.text):
        for match in _NUMBER.finditer(marks.text, mark.start(), mark.end()):
            if marks.text[match.end()].isspace():
                continue  # "(12 xã)" counts
            _keep(marks, match.start(), match.end(), mark.start())


def _keep(marks: Marks, start: int, end: int, head: int) -> bool:
    """Keeps the number; what is listed is the name with it."""
    printed = marks.text[start:end]
    name = " ".join(marks.text[head:end].split())
    return marks.add(Mark(start, end, PieceKind.NAMED, text=printed, hint=name))
