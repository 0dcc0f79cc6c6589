"""What in a passage is last year's: its stretches, each with what it is.

Everything with a digit is taken up here: labels and lasting laws stay, the years around the
report's year move on, all else becomes a slot. What no reader of numbers explains becomes a
slot too, so that nothing of last year can stand in the draft unmarked.

What this module does not know: names and events without digits (``occasions.py``), how
slots follow from each other (``relations.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answer.draft.nouns import PieceKind, SlotKind
from answer.draft.standing import dates_of, lasts, number_span
from ingest.clauses import quotations
from ingest.dates import DateKind, DateMention
from ingest.documents import find_documents
from ingest.labels import read_label
from ingest.numbers import QUANTITIES, Number, NumberType, numbers_of
from ingest.report import Figure, Passage, PassageKind
from ingest.vocabulary import Keyed, Pattern, keyed

_DIGITS = re.compile(r"\d[\d.,/]*\d|\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDINAL = Pattern(
    r"(?<![^\W_])(?:lần thứ|kì họp thứ|phiên họp thứ|khóa|nhiệm kì thứ|kì họp lần thứ)"
    r" (?P<nth>[ivxlc]+|\d{1,3}|nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?![^\W_])"
)
_REFERENCE = Pattern(
    r"(?<![^\W_])(?<!một )(?<!đa )(?<!thành )(?<!dứt )(?<!thời )(?<!trọng )(?<!danh )(?<!hạng )"
    r"(?:bảng|biểu|phụ lục|biểu mẫu|mẫu số|hình|mục|phần|điều|khoản|điểm)"
    r"(?: số)? (?P<number>\d{1,3}(?:\.\d{1,2})?)(?![^\W_]|[./]\d)"
)
_SCHOOL_YEAR = Pattern(r"năm học ?$")
# A movement or plan that bears the year in its name is asked for, not moved on.
_NAMED_BY_YEAR = Pattern(
    r"(?<![^\W_])(?:phong trào|cuộc vận động|chương trình|đề án|dự án|chiến dịch|đợt thi đua"
    r"|tổng điều tra|quy hoạch|bộ tiêu chí) (?!(?:trong |cả )?$)[^.;:,]{10,90}$"
)
_NAMED_HEADING = Pattern(r"(?:- )?(?:phong trào|cuộc vận động|đợt|chiến dịch) [^.;:]{14,}$")
_STANDING = Pattern(r"(?:(?:ước tính|ước đạt|ước|dự kiến|ít nhất|tối thiểu|không quá|tối đa) )+")
# "01 tháng", "6 tháng đầu năm": a stretch of the year, the same every year.
_PART_OF_YEAR = re.compile(r"^[\d\s]*tháng|^quý|^lũy kế", re.I)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a passage that is not plain standing wording.

    text: what the draft prints there, for what is moved on or stays; hint: the next step
    that may be meant ("2026-2030"); figure: the figure of a slot.
    """

    start: int
    end: int
    kind: PieceKind
    slot: SlotKind | None = None
    text: str = ""
    hint: str = ""
    figure: Figure | None = None


class Marks:
    """The marks of one passage; what is taken first stays."""

    def __init__(self, passage: Passage, year: int, shift: int) -> None:
        self.passage = passage
        self.text = passage.text
        self.line: Keyed = keyed(passage.text)
        self.year = year
        self.shift = shift
        self.found: list[Mark] = []
        self._taken = bytearray(len(passage.text) + 1)

    def free(self, start: int, end: int) -> bool:
        """Whether no mark holds any of these characters."""
        return start < end and not any(self._taken[start:end])

    def add(self, mark: Mark) -> bool:
        """Takes the stretch if it is free."""
        if not self.free(mark.start, mark.end):
            return False
        self._taken[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
        self.found.append(mark)
        return True

    def slot(self, start: int, end: int, kind: SlotKind, *, hint: str = "") -> bool:
        """Takes a stretch as a slot."""
        return self.add(Mark(start, end, PieceKind.SLOT, kind, hint=hint))

    def as_is(self, start: int, end: int, kind: PieceKind, text: str = "") -> bool:
        """Takes a stretch that stays, or is printed as ``text``."""
        return self.add(Mark(start, end, kind, text=text or self.text[start:end]))

    def sorted(self) -> list[Mark]:
        """All marks in order."""
        return sorted(self.found, key=lambda mark: mark.start)


def mark_labels(marks: Marks, numbers: Iterable[Number]) -> None:
    """The passage's own label, running numbers of rows, references to tables.

    "truyền hình 168,2 tỷ đồng" refers to no picture: the number reader knows it for a figure.
    """
    passage = marks.passage
    if passage.row is not None:
        first = passage.row.cells[0] if passage.row.cells else None
        counted = first is not None and first.text.strip().rstrip(".").isdigit()
        several = len(passage.row.cells) > 1
        if first and counted and several and not first.start and len(first.text) <= 3:
            marks.as_is(first.start, first.end, PieceKind.LABEL)
    elif passage.kind is not PassageKind.FOOTNOTE and (label := read_label(marks.text)):
        printed = marks.text[: label.end].rstrip()
        if any(char.isdigit() for char in printed):
            marks.as_is(0, len(printed), PieceKind.LABEL)
    figures = {number.start for number in numbers if number.type in QUANTITIES}
    for match in _REFERENCE.finditer(marks.line):
        if match.start("number") not in figures:
            marks.as_is(*match.span("number"), PieceKind.LABEL)


def mark_documents(marks: Marks) -> None:
    """Lasting laws stay; number and date of every other document become a slot."""
    if not any(char.isdigit() for char in marks.text):
        return
    for cited in find_documents(marks.text):
        start, end = number_span(marks.text, cited)
        if lasts(cited):
            if any(char.isdigit() for char in marks.text[start:end]):
                begin = cited.start if not cited.number else start
                printed = marks.text[begin:end]
                whole = marks.text[cited.start : end]
                marks.add(Mark(begin, end, PieceKind.KEPT, text=printed, hint=whole))
        elif start < end:
            marks.slot(start, end, SlotKind.DOCUMENT)


def mark_ordinals(marks: Marks) -> None:
    """``lần thứ VI``: the next is asked for."""
    for match in _ORDINAL.finditer(marks.line):
        start, end = match.span("nth")
        printed = marks.text[start:end]
        if printed.isdigit() or not printed.islower() or match[0].startswith(("lần", "kì họp")):
            marks.slot(start, end, SlotKind.ORDINAL, hint=following(printed))


_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_WORDS = ("", "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")


def following(printed: str) -> str:
    """The next ordinal in the same writing, "" if it cannot be told."""
    if printed.isdigit():
        return str(int(printed) + 1)
    if printed.lower() in _WORDS:
        order = _WORDS.index(printed.lower())
        return _WORDS[order + 1] if order + 1 < len(_WORDS) else ""
    value, last = 0, 0
    for char in reversed(printed.upper()):
        size = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}.get(char, 0)
        if not size or size > 10:
            return ""
        value += -size if size < last else size
        last = max(last, size)
    left, roman = value + 1, ""
    for size, sign in _ROMAN:
        while left >= size:
            roman, left = roman + sign, left - size
    return roman


def mark_quoted(marks: Marks) -> None:
    """A quoted name with a number in it is one name."""
    for quote in quotations(marks.text):
        if any(char.isdigit() for char in marks.text[quote.start : quote.end]):
            marks.slot(quote.start, quote.end, SlotKind.NAME)


def mark_dates(marks: Marks, dates: Sequence[DateMention]) -> None:
    """Years around the report's move on; school years too; days and longer periods are asked."""
    for date in dates:
        printed = marks.text[date.start : date.end]
        if not any(char.isdigit() for char in printed):
            continue
        if date.kind in {DateKind.DAY, DateKind.MONTH}:
            marks.slot(date.start, date.end, SlotKind.DATE)
        elif date.kind is DateKind.YEARS:
            _mark_years(marks, date, printed)
        else:
            _mark_year(marks, date, printed)


def _mark_years(marks: Marks, date: DateMention, printed: str) -> None:
    first, last = (int(year) for year in date.iso.split("-"))
    if last == first + 1 and _SCHOOL_YEAR.search(marks.line, max(0, date.start - 10), date.start):
        marks.as_is(date.start, date.end, PieceKind.MOVED, moved(printed, marks.shift))
        return
    ended = last < marks.year + marks.shift
    span = last - first + 1
    hint = moved(printed, span) if ended and span <= 15 else printed
    marks.slot(date.start, date.end, SlotKind.PERIOD, hint=hint)


def _mark_year(marks: Marks, date: DateMention, printed: str) -> None:
    years = [int(year) for year in _YEAR.findall(printed)]
    start = date.start
    if not years:
        if _PART_OF_YEAR.match(printed):
            marks.as_is(start, date.end, PieceKind.MOVED)
        return
    near = all(abs(year - marks.year) <= 1 for year in years)
    digits = _YEAR.search(printed)
    assert digits is not None
    whole = _PART_OF_YEAR.match(printed) is not None
    begin = start if whole else start + digits.start()
    begin_text = marks.text[begin : date.end]
    named = _NAMED_BY_YEAR.search(marks.line, max(0, start - 120), start)
    if marks.passage.kind is PassageKind.HEADING and marks.passage.section:
        named = named or _NAMED_HEADING.search(marks.line, 0, start)
    if near and not named:
        marks.as_is(begin, date.end, PieceKind.MOVED, moved(begin_text, marks.shift))
    else:
        hint = moved(begin_text, marks.shift) if near else begin_text
        marks.slot(begin, date.end, SlotKind.YEAR, hint=hint)


def moved(printed: str, shift: int) -> str:
    """The text with every year in it moved on."""
    return _YEAR.sub(lambda year: str(int(year[0]) + shift), printed)


def mark_numbers(marks: Marks, numbers: Iterable[Number], figures: Sequence[Figure]) -> None:
    """Figures, ranks, times, list marks and numbers in names."""
    by_digit = {_first_digit(marks.text, figure): figure for figure in figures}
    for number in numbers:
        digit = next(
            (i for i in range(number.start, number.end) if marks.text[i].isdigit()), number.start
        )
        if number.type in QUANTITIES and number.quantity is not None:
            figure = by_digit.get(digit)
            start = _without_standing(marks, figure.start if figure else number.start)
            end = max(number.end, figure.end if figure else number.quantity.end)
            mark = Mark(start, end, PieceKind.SLOT, SlotKind.FIGURE, figure=figure)
            if not marks.add(mark):
                marks.slot(number.start, number.end, SlotKind.FIGURE)
        elif number.type is NumberType.LIST:
            marks.as_is(number.start, number.end, PieceKind.LABEL)
        elif number.type is NumberType.DOCUMENT:
            marks.slot(number.start, number.end, SlotKind.DOCUMENT)
        elif number.type in {NumberType.TIME, NumberType.DATE}:
            marks.slot(number.start, number.end, SlotKind.DATE)
        else:
            marks.slot(number.start, number.end, SlotKind.NAME, hint=number.text)


def _without_standing(marks: Marks, start: int) -> int:
    """Where a figure begins behind "ước đạt", "ít nhất": those words stay."""
    found = _STANDING.match(marks.line, start)
    return found.end() if found else start


def _first_digit(text: str, figure: Figure) -> int:
    return next(i for i in range(figure.start, figure.end) if text[i].isdigit())


def mark_cells(marks: Marks, figures: Sequence[Figure]) -> None:
    """Table cells that are one number, each a slot with its column's unit."""
    row = marks.passage.row
    if row is None:
        return
    by_start = {figure.start: figure for figure in figures}
    for cell in row.cells:
        printed = cell.text.strip()
        if printed and re.fullmatch(r"[\d.,/%\s\-–]*\d[\d.,/%\s]*", printed):
            if row.row == 0 and _YEAR.fullmatch(printed):
                continue
            figure = by_start.get(cell.start)
            marks.add(
                Mark(cell.start, cell.end, PieceKind.SLOT, SlotKind.FIGURE, figure=figure)
            )  # fmt: skip


def mark_rest(marks: Marks) -> None:
    """Digits that nothing explains: a slot all the same."""
    for match in _DIGITS.finditer(marks.text):
        position = match.start()
        while position < match.end():
            if marks.free(position, position + 1) and marks.text[position].isdigit():
                end = position
                while end < match.end() and marks.free(end, end + 1):
                    end += 1
                marks.slot(position, end, SlotKind.NAME, hint=marks.text[position:end])
                position = end
            else:
                position += 1


def numbers_in(marks: Marks) -> tuple[list[Number], list[DateMention]]:
    """The numbers and dates of the passage."""
    dates = list(dates_of(marks.text))
    first = marks.passage.kind is not PassageKind.FOOTNOTE
    return numbers_of(marks.line, dates, label_first=first), dates
