"""Rows as an Excel workbook with their sources: figures, awards, awards across.

A text cell that a spreadsheet would take for a formula gets an apostrophe; numbers are
numbers with the decimals that were printed. What this module does not know: which rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from check.award_pivot import Pivot, pivot_of
from check.fact_rows import PROPOSED, FactRow
from ingest.report import Award, Citation

Value = str | int | Decimal | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_000  # characters of one cell; Excel's own limit is 32,767
_DIGITS = 15  # more than that a spreadsheet rounds
_HEAD = "1D4F91"

_PLACE: tuple[tuple[str, int], ...] = (
    ("Báo cáo", 26), ("Tên báo cáo", 40), ("Đề mục", 34), ("Trang", 8), ("Chú thích", 10),
    ("Bảng", 22), ("Dòng được dẫn", 70),
)  # fmt: skip
_FIGURES = (
    ("Số thứ tự", 8), ("Nội dung", 46), ("Giá trị", 16), ("Đơn vị", 14), ("In trong báo cáo", 22),
    ("Loại", 12), ("Nơi, cơ quan", 26), ("Thời gian", 12), ("Phong trào", 36), *_PLACE,
)  # fmt: skip
_AWARDS = (
    ("Số thứ tự", 8), ("Hình thức", 34), ("Người tặng", 30), ("Tặng cho", 16), ("Số lượng", 10),
    ("In trong báo cáo", 18), ("Tình trạng", 12), ("Phong trào", 46), ("Thời gian", 12),
    *_PLACE,
)  # fmt: skip


def write_workbook(figures: Sequence[FactRow], awards: Sequence[FactRow], path: Path) -> None:
    """Writes the workbook; a sheet that would be empty is left out."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    if figures or not awards:
        _sheet(book, "Số liệu", _FIGURES, map(_figure_line, figures))
    if awards:
        _sheet(book, "Khen thưởng", _AWARDS, map(_award_line, awards))
        pivot = pivot_of(awards)
        _sheet(book, "Khen thưởng theo đối tượng", _pivot_heads(pivot), _pivot_lines(pivot))
    book.save(path)


def safe_text(text: str) -> str:
    """``text`` as a cell that stays text: no formula, no control characters, not too long."""
    shown = "".join(char for char in text[:_LONGEST] if char in "\t\r\n" or char.isprintable())
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def _sheet(
    book: Any, title: str, heads: Sequence[tuple[str, int]], lines: Iterable[Sequence[Value]]
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, (_, width) in enumerate(heads):
        sheet.column_dimensions[_letter(number)].width = width
    make = _cell_maker(sheet)
    top = []
    for head, _ in heads:
        cell = make(head)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_HEAD)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        top.append(cell)
    sheet.append(top)
    count = 1
    for line in lines:
        sheet.append([make(value) for value in line])
        count += 1
    sheet.auto_filter.ref = f"A1:{_letter(len(heads) - 1)}{count}"


def _cell_maker(sheet: Any) -> Callable[[Value], Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    wrapped = Alignment(wrap_text=True, vertical="top")

    def make(value: Value) -> Any:
        if isinstance(value, str):
            value = safe_text(value)
        elif isinstance(value, Decimal) and len(value.as_tuple().digits) > _DIGITS:
            value = str(value)
        cell = WriteOnlyCell(sheet, value=value)
        cell.alignment = wrapped
        if isinstance(value, Decimal):
            decimals = max(0, -int(value.as_tuple().exponent))
            cell.number_format = "#,##0" + ("." + "0" * decimals if decimals else "")
        return cell

    return make


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number + 1))


def _figure_line(row: FactRow) -> list[Value]:
    return [
        row.number, row.label, Decimal(row.value), row.unit, row.printed, row.kind, row.about,
        row.years, row.movement, *_place(row.citation),
    ]  # fmt: skip


def _award_line(row: FactRow) -> list[Value]:
    award = row.fact
    assert isinstance(award, Award)
    return [
        row.number, award.form, award.giver, award.recipient,
        award.count if row.value else None, row.printed, row.kind,
        award.movement, row.years, *_place(row.citation),
    ]  # fmt: skip


def _place(citation: Citation) -> list[Value]:
    return [
        citation.report, citation.title, citation.section, citation.page, citation.footnote,
        citation.table or "", citation.quote,
    ]  # fmt: skip


def _pivot_heads(pivot: Pivot) -> list[tuple[str, int]]:
    return [
        ("Phong trào", 46), ("Hình thức", 34), ("Người tặng", 30), ("Thời gian", 12),
        ("Tình trạng", 12), ("Báo cáo", 26), *((name, 14) for name in pivot.receivers),
        ("Nguồn", 60),
    ]  # fmt: skip


def _pivot_lines(pivot: Pivot) -> Iterable[list[Value]]:
    for line in pivot.lines:
        counts: list[Value] = []
        places: dict[str, None] = {}
        for cells in line.cells:
            if len(cells) == 1 and cells[0].count is not None:
                counts.append(cells[0].count)
            else:
                counts.append(" · ".join(cell.printed for cell in cells) or None)
            places |= {_short(row.citation): None for cell in cells for row in cell.rows}
        state = PROPOSED if line.proposed else ""
        yield [
            line.movement, line.form, line.giver, line.years, state, line.report, *counts,
            "; ".join(places),
        ]  # fmt: skip


def _short(citation: Citation) -> str:
    page = f", trang {citation.page}" if citation.page is not None else ""
    note = f", chú thích {citation.footnote}" if citation.footnote is not None else ""
    return f"{citation.report}{page}{note}"
