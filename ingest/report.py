"""The nouns of the product: what a report is made of and how a place in it is named.

Every room speaks in these words. All of them are frozen: a reader makes them once,
nobody repairs them afterwards. Offsets count characters of ``Passage.text`` (NFC,
white space folded to single spaces, footnote markers taken out).

What this module does not know: how a report is read, kept, searched or cited.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

SECTION_JOIN = " › "


class PassageKind(StrEnum):
    """What a stretch of a report is, as its author meant it."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    FOOTNOTE = "footnote"
    ROW = "row"
    FURNITURE = "furniture"  # letterhead, signature block, Nơi nhận: citable, but not the body


class FigureKind(StrEnum):
    """How a printed number is meant (`domain.md`: actual, plan, estimate, change, share, rank)."""

    ACTUAL = "actual"
    PLAN = "plan"
    ESTIMATE = "estimate"
    CHANGE = "change"
    SHARE = "share"
    RANK = "rank"


REACHED = frozenset({FigureKind.ACTUAL, FigureKind.ESTIMATE})  # how much there is, or was done


_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s*[-–]\s*((?:19|20)\d\d))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Report:
    """One document that was read.

    id: SHA-256 of the file's bytes, hexadecimal; the same bytes are the same report.
    file: the file's name without folder; what citations call the report.
    form: "pdf", "docx", "txt" or "md".
    pages: counted pages, None where the format has none.
    date: ISO date as far as it is printed ("2026-01", "2026-01-12"), "" if not printed.
    year: the year reported on ("năm 2025" in the title), None if the title names none; of a
        school year the second.
    """

    id: str
    file: str
    form: str
    title: str
    issuer: str = ""
    number: str = ""
    date: str = ""
    year: int | None = None
    place: str = ""
    signer: str = ""
    signer_office: str = ""
    pages: int | None = None

    @property
    def periods(self) -> tuple[str, ...]:
        """What it reports on: "2025", "2023-2024" of a school year, "2021-2025" of a programme."""
        first = _YEARS.search(self.title)
        span = (f"{first[1]}-{first[2]}",) if first and first[2] else ()
        return span if self.year is None else (*span, str(self.year))


@dataclass(frozen=True, slots=True)
class Heading:
    """One step of a section path: its printed label ("Phần I", "II", "3", "a", "-") and title."""

    label: str
    title: str = ""

    def short(self) -> str:
        """The step as a path shows it: the label, or the title where the label is only a bullet."""
        return self.title if self.label in {"", "-", "+", "."} and self.title else self.label


@dataclass(frozen=True, slots=True)
class NoteCall:
    """A footnote marker: which note is called and where in the passage's text it stood."""

    note: int
    offset: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell; start/end are its offsets in the row passage's text."""

    header: str
    text: str
    start: int
    end: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """Where a table row stands: table and row are counted from 1 as a reader would."""

    table: int
    row: int
    label: str
    cells: tuple[Cell, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, bullet, footnote or table row, whole across page breaks.

    id: stable within the report's bytes, ``<report id, 12 digits>:<order>``.
    section: the headings above, outermost first; a labelled item ("a)", "(2)") ends
        with itself, a plain bullet does not.
    label: the printed list label with its mark ("a)", "(2)", "-", "+"), "" if none;
        ``text`` begins with it.
    page_starts: (offset, page) pairs in order, the first at offset 0; empty where the
        format has no pages. A page is counted from 1, never invented.
    page_labels: the printed page numbers of those pages where they differ or are known.
    parent: id of the passage it hangs under: its heading, the bullet above it, the
        passage that calls the note.
    calls: the footnotes called in this passage.
    note: the note's number, for footnotes.
    called_by: (passage id, offset) of the marker that calls this note.
    confidence: 0..1 where the text was read by OCR, None where it was printed as text.
    """

    id: str
    report_id: str
    order: int
    kind: PassageKind
    text: str
    section: tuple[Heading, ...] = ()
    label: str = ""
    page_starts: tuple[tuple[int, int], ...] = ()
    page_labels: tuple[str, ...] = ()
    parent: str | None = None
    calls: tuple[NoteCall, ...] = ()
    note: int | None = None
    called_by: tuple[str, int] | None = None
    row: TableRow | None = None
    confidence: float | None = None

    def page_at(self, offset: int) -> int | None:
        """The counted page on which the character at ``offset`` is printed."""
        if not self.page_starts:
            return None
        index = bisect_right([start for start, _ in self.page_starts], offset) - 1
        return self.page_starts[max(index, 0)][1]

    def path(self) -> str:
        """The section path in short form: ``Phần I › II › 3 › a › Phong trào …``."""
        return SECTION_JOIN.join(step.short() for step in self.section if step.short())


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that the report states about something.

    text: the printed form, exactly ``passage.text[start:end]``, number and unit and
        the word of approximation in front of it if there is one.
    value: the number in ``unit`` as printed ("651 tỷ 133 triệu đồng" -> 651.133).
    unit: the printed unit, lower case ("tỷ đồng", "căn", "tập thể", "%", "điểm phần trăm",
        "lượt người"; "" where none is printed).
    base_unit, factor: value * factor is the amount in base_unit ("đồng", 10**9).
    low, high: the interval, in base_unit, that the printed precision allows.
    label: the words that say what is counted, as printed near it.
    of: the denominator of a printed fraction ("743/1.149 trường" -> 1149).
    about: whom or where it is about ("tỉnh Sóc Trăng (cũ)"), "" if the text does not say.
    period: "2025", "2021-2025", "2024" …, "" if unknown.
    approx: "gần", "hơn", "trên", "khoảng", "ước" … as printed, or "".
    """

    passage_id: str
    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    base_unit: str
    factor: Decimal
    low: Decimal
    high: Decimal
    label: str
    of: Decimal | None = None
    about: str = ""
    period: str = ""
    kind: FigureKind = FigureKind.ACTUAL
    approx: str = ""
    column: str = ""

    @property
    def amount(self) -> Decimal:
        """The value in ``base_unit``, so that tỷ and triệu compare."""
        return self.value * self.factor


@dataclass(frozen=True, slots=True)
class Award:
    """Who gives which form to how many of whom, in which movement and period.

    proposed: True where the report says "đề nghị", "trình" — not awarded (yet).
    start/end: the clause in the passage's text; count_start/count_end: the number.
    named: the recipients' names as printed there, "" if it prints none.
    """

    passage_id: str
    start: int
    end: int
    giver: str
    form: str
    recipient: str
    count: int
    count_start: int
    count_end: int
    movement: str = ""
    period: str = ""
    about: str = ""
    proposed: bool = False
    named: str = ""


@dataclass(frozen=True, slots=True)
class DocumentCitation:
    """A document that the report cites: ``Kế hoạch số 137/KH-UBND ngày 22/6/2022 …``."""

    passage_id: str
    start: int
    end: int
    kind: str
    number: str
    date: str = ""
    issuer: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A named person with the office in which the report names them."""

    passage_id: str
    start: int
    end: int
    name: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one file; what the index keeps, in one transaction."""

    report: Report
    passages: tuple[Passage, ...]
    figures: tuple[Figure, ...] = ()
    awards: tuple[Award, ...] = ()
    documents: tuple[DocumentCitation, ...] = ()
    persons: tuple[Person, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()

    def by_id(self) -> dict[str, Passage]:
        """The passages by their id."""
        return {passage.id: passage for passage in self.passages}


class UnreadableReport(Exception):
    """A file that cannot become a report; the message, in Vietnamese, says what to do."""


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What one file may cost before it is refused (bombs: see ``ingest/guarded.py``)."""

    megabytes: int = 200
    pages: int = 3000
    characters: int = 30_000_000
    seconds: float = 600.0
    memory_megabytes: int = 1500


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a claim stands: report, section path, page, footnote or table cell, quoted line.

    quote is ``passage.text[start:end]``: contiguous in the source, it never runs over a
    page break or a footnote marker. page is None where the format has none. confidence:
    0..1 where the line was read by OCR, None where it was printed as text.
    """

    report: str
    title: str
    section: str
    page: int | None
    footnote: int | None
    table: str | None
    quote: str
    passage_id: str
    start: int
    end: int
    page_label: str = ""
    confidence: float | None = None


class AnswerKind(StrEnum):
    """How an answer came about; the last two are refusals."""

    FOUND = "found"
    DERIVED = "derived"
    SEVERAL = "several"
    NEAR_MISS = "near_miss"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure that an answer states, with the printed words it was taken from."""

    value: str
    unit: str
    quote: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user is told. A refusal is an Answer too, with what is there instead, if anything.

    text: one to three sentences. derivation: the working, where a figure was computed.
    citations: the main one first. seconds: wall time of the question. note: how the answer
    came about where a language model had a part in it, "" where none had.
    """

    question: str
    text: str
    kind: AnswerKind
    figures: tuple[StatedFigure, ...] = ()
    derivation: str | None = None
    citations: tuple[Citation, ...] = ()
    seconds: float = 0.0
    note: str = ""

    @property
    def refused(self) -> bool:
        """Whether the reports do not have what was asked."""
        return self.kind in {AnswerKind.NEAR_MISS, AnswerKind.NOT_FOUND}


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of a conversation with its answer."""

    question: str
    answer: str
