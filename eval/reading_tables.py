"""Are the cells of tables read exactly? Samples, tables set by LibreOffice, and their scans.

A cell counts as right when its row, its column's whole header and its text are all exact.
The made tables are ruled, unruled, merged on two levels, two pages long and on a landscape
page; each is read from the PDF and again from pictures of its pages at 200 dpi.

What this module does not know: how a table is found.
"""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.read import read_structure
from ingest.report import Reading

HEADER_JOIN = " – "
SCAN_DPI = 200

Rows = Sequence[Sequence[str]]
Key = tuple[int, int, str, str]

XA = ("Đồng Quế", "Lũng Vịt", "Khe Sậy", "Bản Chài", "Nà Lạn", "Phiêng Cại")
RULED: Rows = [
    ["TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Thực hiện"],
    ["1", "Nhà ở cho hộ nghèo, hộ cận nghèo ở các xã vùng cao của huyện", "căn", "1.250", "1.304"],
    ["2", "Thu ngân sách nhà nước", "tỷ đồng", "2.770,28", "2.801,5"],
    ["3", "Tỷ lệ trường đạt chuẩn", "%", "64,5", "66,25"],
]
MERGED: Rows = [
    ["Đơn vị", "Năm 2024", "Năm 2024", "Năm 2025", "Năm 2025"],
    ["Đơn vị", "Tập thể", "Cá nhân", "Tập thể", "Cá nhân"],
    *([f"Xã {xa}", str(9 + n), str(88 + 7 * n), str(11 + n), str(90 + 9 * n)]
      for n, xa in enumerate(XA)),
]  # fmt: skip
LONG: Rows = [
    ["TT", "Họ và tên", "Số tiền (triệu đồng)"],
    *([str(n), f"Hộ số {n} xã {XA[n % 6]}", f"{n}.{(37 * n) % 900 + 100},5"] for n in range(1, 71)),
]
WIDE: Rows = [
    ["Xã", *(f"Tháng {month}" for month in range(1, 13))],
    *([xa, *(f"{n + 1}{month:02d},{month % 10}" for month in range(1, 13))]
      for n, xa in enumerate(XA)),
]  # fmt: skip
UNRULED: Rows = [
    ["Huyện", "Năm 2024", "Năm 2025"],
    ["Đồng Quế", "12", "15"], ["Lũng Vịt", "9", "11"], ["Bản Chài", "7", "10"],
    ["Tổng cộng", "28", "36"],
]  # fmt: skip
MADE: tuple[tuple[Rows, int], ...] = ((RULED, 1), (MERGED, 2), (LONG, 1), (UNRULED, 1), (WIDE, 1))


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of one set: wanted, right, and read though not wanted."""

    name: str
    wanted: int
    right: int
    extra: int
    lost: tuple[Key, ...]


def compare(name: str, tables: Sequence[tuple[Rows, int]], reading: Reading) -> Cells:
    """Tables, each with the number of its header rows, against the rows of a reading."""
    wanted: Counter[Key] = Counter()
    for number, (rows, depth) in enumerate(tables, start=1):
        columns = zip(*rows[:depth], strict=True)
        heads = [HEADER_JOIN.join(dict.fromkeys(filter(None, column))) for column in columns]
        for index, row in enumerate(rows[depth:], start=1):
            wanted.update(
                (number, index, head, text) for head, text in zip(heads, row, strict=True) if text
            )
    read: Counter[Key] = Counter(_cells(reading))
    right = (wanted & read).total()
    return Cells(
        name, wanted.total(), right, read.total() - right, tuple((wanted - read).elements())
    )


def _cells(reading: Reading) -> Iterator[Key]:
    for passage in reading.passages:
        if passage.row is not None and passage.row.row:
            for cell in passage.row.cells:
                yield passage.row.table, passage.row.row, cell.header, cell.text


def sample_tables(source: Path, *, annex: bool = False) -> list[tuple[Rows, int]]:
    """The tables of a sample's source; ``<`` and ``^`` merge a header with its neighbour."""
    content = tomllib.loads(source.read_text(encoding="utf-8"))
    tables: list[dict[str, Any]] = list(content["tables"])
    if annex:
        tables.append(content["annex"])
    found: list[tuple[Rows, int]] = []
    for table in tables:
        heads = [list(row) for row in table["header"]]
        for level, row in enumerate(heads):
            for column, text in enumerate(row):
                if text == "^":
                    row[column] = heads[level - 1][column]
                elif text == "<":
                    row[column] = row[column - 1]
        rows = [*heads, *table["rows"], *([table["total"]] if "total" in table else [])]
        found.append((rows, len(heads)))
    return found


def made_pdf(folder: Path) -> Path | None:
    """The made tables as LibreOffice prints them; None where it is not installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return None
    _write_docx(folder / "bang.docx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    order = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run(
        [*order, str(folder / "bang.docx")], check=True, capture_output=True, timeout=180
    )
    return folder / "bang.pdf"


def scanned(path: Path, target: Path) -> Path:
    """The pages of a PDF as pictures only."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        pages = [
            page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil().convert("L")
            for page in document
        ]
    pages[0].save(
        target, "PDF", save_all=True, append_images=pages[1:], resolution=SCAN_DPI, quality=60
    )
    return target


def measure(samples: Path, folder: Path) -> list[Cells]:
    """All sets, one after another; folder: for what is made."""
    sources = samples / "sources"
    found = [
        compare(
            "mẫu 2024 (DOCX)",
            sample_tables(sources / "2024.toml"),
            read_structure(samples / "bao-cao-2024.docx"),
        ),
        compare(
            "mẫu 2025 (PDF, phụ lục quét)",
            sample_tables(sources / "2025.toml", annex=True),
            read_structure(samples / "bao-cao-2025.pdf"),
        ),
    ]
    made = made_pdf(folder)
    if made is not None:
        found.append(compare("LibreOffice (PDF)", MADE, read_structure(made)))
        found.append(
            compare("LibreOffice (DOCX)", _in_word(), read_structure(folder / "bang.docx"))
        )
        picture = scanned(made, folder / "bang-scan.pdf")
        found.append(compare("LibreOffice (ảnh quét)", MADE, read_structure(picture)))
    return found


def _in_word() -> list[tuple[Rows, int]]:
    """Figures set by tabs are paragraphs in Word, no table."""
    return [table for table in MADE if table[0] is not UNRULED]


def _write_docx(path: Path) -> None:
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm, Pt

    document: Any = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    document.add_paragraph("Bảng 1. Chỉ tiêu chủ yếu")
    _add_table(document, RULED)
    document.add_paragraph("Bảng 2. Kết quả khen thưởng")
    merged = _add_table(document, MERGED)
    for first, last in (((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (0, 4))):
        text = merged.cell(*first).text
        merged.cell(*first).merge(merged.cell(*last)).text = text
    document.add_page_break()
    document.add_paragraph("Bảng 3. Danh sách hộ được hỗ trợ")
    _add_table(document, LONG)
    document.add_page_break()
    document.add_paragraph("Bảng 4. Số xã đạt chuẩn")
    for row in UNRULED:
        paragraph = document.add_paragraph("\t".join(row))
        paragraph.paragraph_format.space_after = 0
        for stop in (7.0, 11.0):
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(stop), WD_TAB_ALIGNMENT.RIGHT)
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph("Bảng 5. Lượng mưa theo tháng")
    _add_table(document, WIDE)
    document.save(str(path))


def _add_table(document: Any, rows: Rows) -> Any:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for index, row in enumerate(rows):
        for cell, text in zip(table.rows[index].cells, row, strict=True):
            cell.text = text
    return table
