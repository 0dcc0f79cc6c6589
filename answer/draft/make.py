"""From an open library and what a person chose to a draft, filled or not, and its files.

What this module does not know: the command line, the window.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from answer.draft.build import draft_of
from answer.draft.fill import Filled, fill
from answer.draft.from_facts import NoSuchFact, facts_draft
from answer.draft.nouns import KIND_NAMES, Draft
from answer.draft.offers import with_offers
from answer.draft.render import plain_text
from answer.draft.sections import UnknownSection, choose
from answer.draft.sheet import NotASheet, read_sheet, write_csv, write_xlsx
from index.library import Library
from ingest.report import Reading

FORMS = (".docx", ".txt")
SHEETS = (".xlsx", ".csv")
NO_REPORTS = (
    "Kho chưa có báo cáo nào để soạn từ đó. Hãy nạp trước: python app.py add TỆP… --index THƯ_MỤC"
)
NO_SUCH_REPORT = "Không có báo cáo “{file}” trong kho. Các báo cáo đang có: {files}."
WHICH_REPORT = "Có nhiều báo cáo có thể soạn tiếp; hãy chọn một bằng --report: {files}."
NOT_NEXT = "Báo cáo “{file}” là của năm {own}; bản nháp phải cho năm sau đó, không phải {year}."
NO_YEAR = "Báo cáo “{file}” không ghi năm; hãy ghi --year NĂM."
WRONG_FORM = "Không viết được tệp đuôi “{suffix}”; hãy đặt tên tệp kết thúc bằng {forms}."
FARTHEST = 15


class DraftError(ValueError):
    """What was asked cannot be drafted; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person chose: report, sections (none: the whole), year, new paragraphs."""

    report: str = ""
    sections: tuple[str, ...] = ()
    year: int | None = None
    indicators: tuple[str, ...] = ()
    movements: tuple[str, ...] = ()


def make(library: Library, wanted: Wanted) -> Draft:
    """The draft with what newer reports offer for it.

    Raises:
        DraftError: no such report, section or fact; the message says which there are.
    """
    readings = library.readings()
    if not readings:
        raise DraftError(NO_REPORTS)
    if wanted.indicators or wanted.movements:
        return _from_facts(readings, wanted)
    reading = _reading(readings, wanted)
    try:
        sections = choose(reading, wanted.sections)
    except UnknownSection as error:
        raise DraftError(str(error)) from error
    kept = {passage.id: passage.text for passage in library.passages()}
    draft = draft_of(reading, _year(reading, wanted), sections, kept)
    return with_offers(draft, readings, reading)


def _from_facts(readings: Sequence[Reading], wanted: Wanted) -> Draft:
    years = [reading.report.year for reading in readings if reading.report.year]
    year = wanted.year or max(years, default=0)
    try:
        return facts_draft(readings, year, wanted.indicators, wanted.movements)
    except NoSuchFact as error:
        raise DraftError(str(error)) from error


def _reading(readings: Sequence[Reading], wanted: Wanted) -> Reading:
    """The report that was named, else the only one that can be meant."""
    files = ", ".join(f"“{reading.report.file}”" for reading in readings)
    if wanted.report:
        name = Path(wanted.report).name
        for reading in readings:
            if reading.report.file == name:
                return reading
        raise DraftError(NO_SUCH_REPORT.format(file=name, files=files))
    able = [one for one in readings if _precedes(one, wanted.year)] or list(readings)
    if len(able) > 1 and wanted.sections:
        able = [one for one in able if _has(one, wanted.sections)] or able
    if len(able) > 1 and wanted.year is None:
        newest = max(one.report.year or 0 for one in able)
        able = [one for one in able if (one.report.year or 0) == newest]
    if len(able) > 1:
        files = ", ".join(f"“{reading.report.file}”" for reading in able)
        raise DraftError(WHICH_REPORT.format(files=files))
    return able[0]


def _precedes(reading: Reading, year: int | None) -> bool:
    return year is not None and reading.report.year == year - 1


def _has(reading: Reading, sections: Sequence[str]) -> bool:
    try:
        return bool(choose(reading, sections))
    except UnknownSection:
        return False


def _year(reading: Reading, wanted: Wanted) -> int:
    own = reading.report.year
    if wanted.year is None:
        if own is None:
            raise DraftError(NO_YEAR.format(file=reading.report.file))
        return own + 1
    if own is not None and not own < wanted.year <= own + FARTHEST:
        raise DraftError(NOT_NEXT.format(file=reading.report.file, own=own, year=wanted.year))
    return wanted.year


def fill_from(draft: Draft, sheet: Path) -> Filled:
    """The draft with what a sheet holds.

    Raises:
        DraftError: the file is no sheet, or is not there.
    """
    if not sheet.is_file():
        raise DraftError(f"Không có tệp “{sheet}”. Hãy xem lại đường dẫn.")
    try:
        return fill(draft, read_sheet(sheet))
    except NotASheet as error:
        raise DraftError(str(error)) from error


def save(draft: Draft, target: Path, *, sources: bool = True) -> None:
    """Writes the draft in the form that the file's name asks for.

    Raises:
        DraftError: another form, or the file cannot be written.
    """
    suffix = target.suffix.lower()
    try:
        if suffix == ".docx":
            from answer.draft.word import write_docx

            write_docx(draft, target, sources=sources)
        elif suffix == ".txt":
            target.write_text(plain_text(draft, sources=sources), encoding="utf-8")
        else:
            raise DraftError(WRONG_FORM.format(suffix=target.suffix, forms=" hoặc ".join(FORMS)))
    except OSError as error:
        raise DraftError(f"Không ghi được “{target}”: {error.strerror}.") from error


def save_sheet(draft: Draft, target: Path) -> None:
    """Writes the fill sheet.

    Raises:
        DraftError: another form, or the file cannot be written.
    """
    writers = {".xlsx": write_xlsx, ".csv": write_csv}
    write = writers.get(target.suffix.lower())
    if write is None:
        raise DraftError(WRONG_FORM.format(suffix=target.suffix, forms=" hoặc ".join(SHEETS)))
    try:
        write(draft, target)
    except OSError as error:
        raise DraftError(f"Không ghi được “{target}”: {error.strerror}.") from error


def summary(draft: Draft) -> str:
    """What the draft holds, in one line."""
    waiting = [slot for slot in draft.slots.values() if not slot.filled]
    counts = Counter(KIND_NAMES[slot.kind] for slot in waiting)
    kinds = ", ".join(f"{name} {count}" for name, count in counts.most_common())
    offered = sum(1 for slot in waiting if slot.offers and slot.offers[0].source)
    parts = [
        f"{sum(1 for _ in draft.all_blocks())} đoạn",
        f"{len(waiting)} ô chờ điền" + (f" ({kinds})" if kinds else ""),
        f"{len(draft.slots) - len(waiting)} ô đã điền",
        f"{offered} ô có gợi ý từ báo cáo mới" if offered else "",
        f"{len(draft.cautions)} chỗ cần xem lại",
        f"{len(set(draft.kept))} văn bản giữ nguyên" if draft.kept else "",
        f"{len(set(draft.named))} tên gọi có số giữ nguyên" if draft.named else "",
    ]
    return " · ".join(part for part in parts if part)
