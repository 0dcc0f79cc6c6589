"""``python app.py figures``: the figures or awards that fit, as lines, JSON or a workbook.

What this module does not know: how rows are made, filtered or written.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from check.fact_filter import FactFilter
from check.fact_json import page_json, series_json
from check.fact_rows import FactRow, FactTable
from check.fact_series import Series, series_of
from screens.cards import where
from screens.commandline import OK, fail

SHOWN = 50  # lines on the terminal, unless --limit says otherwise
_FILTERS = (
    ("report", "TỆP", "tên tệp của báo cáo"),
    ("year", "NĂM", "năm của số liệu, chẳng hạn 2025 hay 2021-2025"),
    ("section", "ĐỀ_MỤC", "chữ trong đề mục"),
    ("place", "NƠI", "nơi hoặc cơ quan mà số liệu nói đến"),
    ("unit", "ĐƠN_VỊ", "đơn vị: %, tỷ đồng, căn, tập thể…"),
    ("movement", "PHONG_TRÀO", "chữ trong tên phong trào"),
    ("kind", "LOẠI", "thực hiện, kế hoạch, ước, tăng giảm, tỷ lệ, hạng; đề nghị, đã tặng"),
    ("words", "CHỮ", "chữ bất kỳ, có dấu hay không dấu"),
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The filters and forms of output."""
    for name, metavar, text in _FILTERS:
        parser.add_argument(f"--{name}", default="", metavar=metavar, help=text)
    parser.add_argument("--awards", action="store_true", help="khen thưởng thay vì số liệu")
    parser.add_argument("--series", type=int, metavar="SỐ",
                        help="số liệu có số thứ tự này qua các năm")  # fmt: skip
    parser.add_argument("--limit", type=int, metavar="SỐ", help=f"số dòng in ra (mặc định {SHOWN})")
    parser.add_argument("--xlsx", type=Path, metavar="TỆP", help="ghi ra tệp Excel kèm nguồn")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run(wanted: argparse.Namespace, index: Path) -> int:
    """Prints or writes what was asked for."""
    from index.library import Library

    with Library.open(index) as library:
        table = FactTable.of(library.readings(), library.revision)
    fits = FactFilter(
        sort="awards" if wanted.awards else "figures",
        **{name: getattr(wanted, name) for name, _, _ in _FILTERS},
    )
    if wanted.series is not None:
        return _series(wanted, table)
    rows = fits.among(table.rows(fits.sort))
    if wanted.xlsx is not None:
        return _workbook(rows, wanted)
    limit = len(rows) if wanted.limit is None and wanted.json else (wanted.limit or SHOWN)
    if wanted.json:
        print(json.dumps(page_json(rows, 0, limit), ensure_ascii=False))
    else:
        print("\n".join(row_lines(rows[:limit])))
        print(f"{len(rows)} dòng." if len(rows) <= limit else f"{limit} trong {len(rows)} dòng.")
    return OK


def _series(wanted: argparse.Namespace, table: FactTable) -> int:
    row = table.row("figures", wanted.series)
    if row is None:
        return fail(f"Không có số liệu thứ {wanted.series}; kho có {len(table.figures)} số liệu.")
    series = series_of(row, table.figures)
    if wanted.json:
        print(json.dumps(series_json(series), ensure_ascii=False))
    else:
        print("\n".join(series_lines(series)))
    return OK


def _workbook(rows: Sequence[FactRow], wanted: argparse.Namespace) -> int:
    from check.fact_sheets import write_workbook

    path = wanted.xlsx if wanted.xlsx.suffix else wanted.xlsx.with_suffix(".xlsx")
    figures, awards = ([], rows) if wanted.awards else (rows, [])
    try:
        write_workbook(figures, awards, path)
    except OSError as error:
        return fail(f"Không ghi được “{path}” ({error.strerror}). Hãy đóng tệp nếu đang mở.")
    print(f"Đã ghi {len(rows)} dòng vào “{path}”.")
    return OK


def row_lines(rows: Sequence[FactRow]) -> list[str]:
    """Each row with its place, as a reader of the terminal wants it."""
    lines = []
    for row in rows:
        told = " · ".join(filter(None, (row.years, row.about, row.kind)))
        lines.append(f"{row.number:>5}  {row.label}: {row.printed or row.unit}  ({told})")
        lines.append(f"       [{_place(row)}]")
    return lines


def _place(row: FactRow) -> str:
    """File, page and note; the section where the format has no pages."""
    section = row.passage.path() if row.page is None else ""
    return ", ".join(filter(None, (row.report.file, where(row.citation), section)))


def series_lines(series: Series) -> list[str]:
    """A year a line; a gap is a line too."""
    lines = [series.label]
    shown = {point.year: point for point in series.points}
    for year in sorted({*shown, *series.gaps}):
        point = shown.get(year)
        if point is None:
            lines.append(f"  {year}  (báo cáo không có)")
            continue
        for row in (point.row, *point.others):
            lines.append(f"  {year}  {row.printed}  [{_place(row)}]")
    if series.unsure:
        found = ", ".join(row.printed for row in series.unsure)
        lines.append(f"  Không rõ số nào là cùng một chỉ tiêu: {found}")
    return lines
