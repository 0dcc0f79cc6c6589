"""The fill sheet: one row a slot, written as XLSX or CSV, read back with this year's values.

Text cells that a spreadsheet would run as a formula get an apostrophe in front. A second
page lists wording that may have aged, a third the citations that stay.

What this module does not know: what a value means (``given.py``).
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from answer.draft.fill import Entry
from answer.draft.given import number_of_cell
from answer.draft.nouns import KIND_NAMES, Draft, Slot
from answer.draft.render import long_place

SHEET, AGED, KEPT = "Bảng điền", "Cần xem lại", "Giữ nguyên"
CODE, PLAN = "Mã", "Kế hoạch {year}"
_HEAD = ("Mã", "Mục", "Câu", "Nội dung", "Loại", "Đơn vị", "Năm {last}", "Nguồn năm {last}",
         "Gợi ý", "Nguồn gợi ý", "Năm {year}", "Kế hoạch {year}")  # fmt: skip
_WIDTHS = (17, 22, 60, 30, 12, 12, 22, 34, 22, 34, 20, 16)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 600
_MEGABYTES = 20
HOW = (
    "Ghi giá trị năm {year} vào cột “Năm {year}”: số như 1.234,5; hoặc chữ “giữ” (như năm trước), "
    "“gợi ý” (nhận gợi ý), “bỏ” (bỏ ô này). Cột “Kế hoạch {year}” để tính mức đạt kế hoạch."
)
STAYS = "Giữ nguyên vì là văn bản pháp luật có hiệu lực lâu dài; hãy kiểm tra hiệu lực."
NAMED = "Giữ nguyên vì số thuộc tên gọi (đường, cụm, tiêu chuẩn, phương châm…); hãy xem lại."
NOT_A_SHEET = (
    "Tệp “{name}” không phải bảng điền: cần cột “Mã” và cột “Năm …” như tệp mà chương trình "
    "đã xuất. Hãy xuất lại bảng rồi điền vào đó."
)
UNREADABLE = "Không đọc được tệp “{name}”. Hãy lưu lại thành XLSX hoặc CSV (UTF-8) rồi thử lại."
TOO_BIG = "Tệp “{name}” lớn hơn {megabytes} MB, không giống bảng điền."


class NotASheet(ValueError):
    """The file is no fill sheet; the message says what to do."""


def safe(text: str) -> str:
    """A text cell that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def rows_of(draft: Draft) -> list[list[str]]:
    """The head and one row a slot, in the draft's order."""
    names = [name.format(last=draft.last_year, year=draft.year) for name in _HEAD]
    rows = [names]
    for block in draft.all_blocks():
        words = block.passage.text[:_LONGEST]
        for piece in block.pieces:
            if piece.slot:
                rows.append(_row(draft.slots[piece.slot], block.passage.path(), words))
    return [rows[0], *([safe(cell) for cell in row] for row in rows[1:])]


def _row(slot: Slot, section: str, words: str) -> list[str]:
    offer = slot.offers[0] if slot.offers else None
    cited = f"{long_place(slot.source)}: “{slot.source.quote}”" if slot.source else ""
    given = "bỏ" if slot.dropped else slot.value
    suggested = offer.value if offer else ""
    why = ""
    if offer:
        why = long_place(offer.source) if offer.source else offer.why
    return [
        slot.id, section, words, slot.label, KIND_NAMES[slot.kind], slot.unit, slot.old,
        cited[:_LONGEST], suggested, why, given, slot.plan,
    ]  # fmt: skip


def write_csv(draft: Draft, target: Path) -> None:
    """The sheet as CSV (UTF-8 with a mark, so that Excel reads it)."""
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows_of(draft))


def write_xlsx(draft: Draft, target: Path) -> None:
    """The sheet as XLSX with its three pages."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page = book.active
    page.title = SHEET
    page.append([HOW.format(year=draft.year)])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(_HEAD))
    page["A1"].alignment = Alignment(wrap_text=True, vertical="top")
    page.row_dimensions[1].height = 34
    for row in rows_of(draft):
        page.append(row)
    yellow, bold = PatternFill("solid", fgColor="FFF2CC"), Font(bold=True)
    wrapped = Alignment(wrap_text=True, vertical="top")
    for number, width in enumerate(_WIDTHS, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    for line in page.iter_rows(min_row=2, max_col=len(_HEAD)):
        for cell in line:
            cell.alignment = wrapped
            cell.number_format = "@"
            if cell.row == 2:
                cell.font = bold
            elif cell.column >= len(_HEAD) - 1:
                cell.fill = yellow
    page.freeze_panes = "B3"
    page.auto_filter.ref = f"A2:{get_column_letter(len(_HEAD))}{page.max_row}"
    _second(book.create_sheet(AGED), ("Mục", "Lời", "Vì sao"), _aged(draft), bold, wrapped)
    head = ("Văn bản, tên gọi", "Mục", "Việc cần làm")
    _second(book.create_sheet(KEPT), head, _kept(draft), bold, wrapped)
    book.save(target)


def _second(
    page: object, head: Sequence[str], rows: Iterable[Sequence[str]], bold: object, wrapped: object
) -> None:
    """A page that is only read."""
    page.append(list(head))  # type: ignore[attr-defined]
    for row in rows:
        page.append([safe(cell) for cell in row])  # type: ignore[attr-defined]
    for letter, width in zip("ABC", (50, 60, 70), strict=True):
        page.column_dimensions[letter].width = width  # type: ignore[attr-defined]
    for line in page.iter_rows():  # type: ignore[attr-defined]
        for cell in line:
            cell.alignment = wrapped
            if cell.row == 1:
                cell.font = bold


def _aged(draft: Draft) -> Iterator[tuple[str, str, str]]:
    for caution in draft.cautions:
        yield caution.section, caution.words, caution.why


def _kept(draft: Draft) -> Iterator[tuple[str, str, str]]:
    for cited, section in dict.fromkeys(draft.kept):
        yield cited, section, STAYS
    for name, section in dict.fromkeys(draft.named):
        yield name, section, NAMED


def read_sheet(source: Path) -> dict[str, Entry]:
    """What was filled in, by slot id; rows without a value are left out.

    Raises:
        NotASheet: the file is no fill sheet, or cannot be read.
    """
    if source.stat().st_size > _MEGABYTES * 1_000_000:
        raise NotASheet(TOO_BIG.format(name=source.name, megabytes=_MEGABYTES))
    rows = _xlsx_rows(source) if source.suffix.lower() == ".xlsx" else _csv_rows(source)
    return _entries(rows, source.name)


def _xlsx_rows(source: Path) -> list[list[str]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _small(source)
        book = load_workbook(source, read_only=True, data_only=True)
        page = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        rows = [[_text(cell) for cell in row] for row in page.iter_rows()]
        book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        if isinstance(error, NotASheet):
            raise
        raise NotASheet(UNREADABLE.format(name=source.name)) from error
    return rows


def _small(source: Path) -> None:
    """A sheet does not unpack to more than a hundred times its size."""
    with zipfile.ZipFile(source) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > _MEGABYTES * 10_000_000:
        raise NotASheet(TOO_BIG.format(name=source.name, megabytes=_MEGABYTES))


def _text(cell: object) -> str:
    value = getattr(cell, "value", None)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        if "%" in str(getattr(cell, "number_format", "")):
            value = round(value * 100, 10)
        return number_of_cell(value)
    if hasattr(value, "strftime"):
        return str(value.strftime("%d/%m/%Y"))
    return str(value)


def _csv_rows(source: Path) -> list[list[str]]:
    try:
        text = source.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotASheet(UNREADABLE.format(name=source.name)) from error
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=mark))
    except csv.Error as error:
        raise NotASheet(UNREADABLE.format(name=source.name)) from error


def _entries(rows: Sequence[Sequence[str]], name: str) -> dict[str, Entry]:
    head = next((row for row in rows[:5] if row and row[0].strip() == CODE), None)
    if head is None:
        raise NotASheet(NOT_A_SHEET.format(name=name))
    names = [cell.strip() for cell in head]
    plan = next((i for i, cell in enumerate(names) if cell.startswith("Kế hoạch ")), -1)
    years = [i for i, cell in enumerate(names) if cell.startswith("Năm ")]
    if len(years) < 2:
        raise NotASheet(NOT_A_SHEET.format(name=name))
    found: dict[str, Entry] = {}
    for row in rows[list(rows).index(head) + 1 :]:
        key = row[0].strip() if row else ""
        entry = Entry(_given(row, years[-1]), _given(row, plan))
        if key and (entry.value or entry.plan):
            found[key] = entry
    return found


def _given(row: Sequence[str], column: int) -> str:
    if not 0 <= column < len(row):
        return ""
    text = row[column].strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
