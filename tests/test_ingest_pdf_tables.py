"""Tables of PDFs made here, by LibreOffice and by reportlab, come back cell by cell."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.pdf_tables import PdfTable, TableBox, find_tables, page_space, table_finder

SHARED = Path(__file__).parents[2] / "shared" / "reports"
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

Rows = Sequence[Sequence[str]]

SMALL = [
    ["TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch 2024", "Thực hiện 2024"],
    ["1", "Nhà ở cho hộ nghèo huyện Đồng Quế và các xã vùng cao", "căn", "1.250", "1.300"],
    ["2", "Thu ngân sách", "tỷ đồng", "2.770,280", "2.801,5"],
    ["3", "Tỷ lệ trường đạt chuẩn", "%", "64,5", "-"],
]
MERGED = [
    ["Đơn vị", "Năm 2023", "Năm 2023", "Năm 2024", "Năm 2024"],
    ["Đơn vị", "Tập thể", "Cá nhân", "Tập thể", "Cá nhân"],
    ["Cụm Bắc Lũng", "Cụm Bắc Lũng", "Cụm Bắc Lũng", "Cụm Bắc Lũng", "Cụm Bắc Lũng"],
    ["Xã Đồng Quế", "12", "134", "15", "141"],
    ["Xã Lũng Vịt", "9", "88", "11", "90"],
]
LONG = [["TT", "Họ và tên", "Số tiền (triệu đồng)"]] + [
    [str(n), f"Người thứ {n} của xã Lũng Vịt", f"{n}.{n:03d},5"] for n in range(1, 76)
]
WIDE = [["Xã", *(f"Tháng {month}" for month in range(1, 13))]] + [
    [f"Xã số {row}", *(f"{row}{month:02d},{month % 10}" for month in range(1, 13))]
    for row in range(1, 6)
]


@pytest.fixture(scope="module")
def office_tables(tmp_path_factory: pytest.TempPathFactory) -> list[PdfTable]:
    """The tables of one Word document, as LibreOffice prints it."""
    folder = tmp_path_factory.mktemp("office")
    _write_docx(folder / "bang.docx")
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(folder / "bang.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return find_tables(folder / "bang.pdf")


def _write_docx(path: Path) -> None:
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
    from docx.shared import Cm

    document = docx.Document()
    letterhead = document.add_table(rows=1, cols=2)
    letterhead.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nHUYỆN ĐỒNG QUẾ\nSố: 12/BC-UBND"
    letterhead.cell(
        0, 1
    ).text = "CỘNG HÒA XÃ HỘI\nĐộc lập - Tự do\nĐồng Quế, ngày 05 tháng 01 năm 2025"
    document.add_paragraph(
        "Năm 2024, huyện xây mới 1.250 căn nhà, đạt 104,5% kế hoạch; thu ngân sách 2.770 tỷ đồng, "
        "tăng 3,2% so với năm 2023; giải quyết việc làm cho 4.120 người, đạt 103%; cấp 12.500 thẻ."
    ).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY

    _caption(document, "Bảng 1. Chỉ tiêu chủ yếu năm 2024")
    _table(document, SMALL)
    _caption(document, "Biểu số 2")
    _caption(document, "KẾT QUẢ KHEN THƯỞNG")
    document.add_paragraph("Đơn vị tính: lượt").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    merged = _table(document, MERGED)
    for first, last in (((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (0, 4)), ((2, 0), (2, 4))):
        _merge(merged, first, last)

    document.add_page_break()
    document.add_paragraph("Danh sách kèm theo.")
    _table(document, LONG, repeat_header=True)
    document.add_page_break()
    _table(document, [row[:2] for row in LONG], repeat_header=False)

    document.add_page_break()
    document.add_paragraph("Bảng 5. Số xã đạt chuẩn (xã)")
    for row in (("Huyện", "2023", "2024"), ("Đồng Quế", "12", "15"), ("Lũng Vịt", "9", "11"),
                ("Bản Chài", "7", "10"), ("Tổng cộng", "28", "36")):  # fmt: skip
        paragraph = document.add_paragraph("\t".join(row))
        paragraph.paragraph_format.space_after = 0
        for stop in (7.0, 11.0):
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(stop), WD_TAB_ALIGNMENT.RIGHT)

    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    _caption(document, "PHỤ LỤC II")
    _table(document, WIDE)

    sign = document.add_table(rows=1, cols=2)
    sign.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT, 05 bản, 12 trang."
    sign.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Mẫu"
    document.save(str(path))


def _caption(document, text: str) -> None:  # type: ignore[no-untyped-def]
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(document, rows: Rows, repeat_header: bool = False):  # type: ignore[no-untyped-def]
    from docx.oxml import OxmlElement

    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for index, row in enumerate(rows):
        for cell, text in zip(table.rows[index].cells, row, strict=True):
            cell.text = text
    if repeat_header:
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))
    return table


def _merge(table, first: tuple[int, int], last: tuple[int, int]) -> None:  # type: ignore[no-untyped-def]
    text = table.cell(*first).text
    table.cell(*first).merge(table.cell(*last)).text = text


def grid(rows: Rows) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, rows))


@office
def test_every_table_is_found_and_nothing_else(office_tables: list[PdfTable]) -> None:
    sizes = [(len(table.cells), len(table.cells[0])) for table in office_tables]
    assert sizes == [(4, 5), (5, 5), (76, 3), (76, 2), (5, 3), (6, 13)]


@office
def test_ruled_table_with_wrapped_cells(office_tables: list[PdfTable]) -> None:
    table = office_tables[0]
    assert table.cells == grid(SMALL)
    assert (table.headers, table.ruled) == (1, True)
    assert table.title == "Bảng 1. Chỉ tiêu chủ yếu năm 2024"
    cell = table.lines(1)[2].row
    assert cell is not None
    assert (cell.row, cell.label) == (2, "Thu ngân sách")
    assert [(c.header, c.text, c.unit) for c in cell.cells][-1] == (
        "Thực hiện 2024",
        "2.801,5",
        "tỷ đồng",
    )


@office
def test_merged_cells_stand_where_they_reach(office_tables: list[PdfTable]) -> None:
    table = office_tables[1]
    assert table.cells == grid(MERGED)
    assert table.headers == 2
    assert table.title == "Biểu số 2 KẾT QUẢ KHEN THƯỞNG"
    assert table.unit == "lượt"
    row = table.lines(2)[3].row
    assert row is not None
    assert [c.header for c in row.cells][1:] == [
        "Năm 2023 – Tập thể",
        "Năm 2023 – Cá nhân",
        "Năm 2024 – Tập thể",
        "Năm 2024 – Cá nhân",
    ]


@office
@pytest.mark.parametrize(("index", "columns"), [(2, 3), (3, 2)])
def test_a_table_over_pages_is_one(office_tables: list[PdfTable], index: int, columns: int) -> None:
    """Once with its header repeated, once without."""
    table = office_tables[index]
    assert table.cells == grid([row[:columns] for row in LONG])
    assert len(set(table.pages)) >= 2
    assert list(table.pages) == sorted(table.pages)
    assert [box.page for box in table.boxes] == sorted(set(table.pages))


@office
def test_columns_by_tabs_alone(office_tables: list[PdfTable]) -> None:
    table = office_tables[4]
    assert table.cells[0] == ("Huyện", "2023", "2024")
    assert table.cells[1:] == (
        ("Đồng Quế", "12", "15"),
        ("Lũng Vịt", "9", "11"),
        ("Bản Chài", "7", "10"),
        ("Tổng cộng", "28", "36"),
    )
    assert (table.ruled, table.headers) == (False, 1)
    assert table.title == "Bảng 5. Số xã đạt chuẩn (xã)"


@office
def test_landscape_annex(office_tables: list[PdfTable]) -> None:
    table = office_tables[5]
    assert table.cells == grid(WIDE)
    assert table.title == "PHỤ LỤC II"
    assert table.boxes[0].right > 600  # wider than an upright page


# --- drawn directly ----------------------------------------------------------------------


def _drawn(path: Path, draw, turned: int = 0, pages: int = 1) -> list[PdfTable]:  # type: ignore[no-untyped-def]
    canvas_module = pytest.importorskip("reportlab.pdfgen.canvas")
    canvas = canvas_module.Canvas(str(path), pagesize=(595, 842))
    for page in range(pages):
        if turned:
            canvas.setPageRotation(turned)
        draw(canvas, page)
        canvas.showPage()
    canvas.save()
    return find_tables(path)


GAPPED = [
    ("Huyen", "2023", "2024"),
    ("Dong Que", "1.200,5", "1.300,7"),
    ("Lung Vit", "900", "-"),
    ("Ban Chai", "85,2%", "91,0%"),
]


def _draw_columns(canvas, rows: Rows, left: float, top: float) -> None:  # type: ignore[no-untyped-def]
    canvas.setFont("Helvetica", 12)
    for index, row in enumerate(rows):
        y = top - 18 * index
        canvas.drawString(left, y, row[0])
        for column, text in enumerate(row[1:], start=1):
            canvas.drawRightString(left + 100 + 120 * column, y, text)


def test_unruled_figures_in_columns(tmp_path: Path) -> None:
    def draw(canvas, page: int) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont("Helvetica", 12)
        canvas.drawString(70, 780, "Van ban mo dau cua trang voi 12 xa, 34 ban va 5 thi tran.")
        _draw_columns(canvas, GAPPED, 70, 700)
        canvas.drawString(70, 560, "Doan van sau bang, 120 tu, khong thuoc ve bang nao ca.")

    tables = _drawn(tmp_path / "khong-ke.pdf", draw)
    assert [table.cells for table in tables] == [grid(GAPPED)]
    assert not tables[0].ruled


def test_unruled_header_on_two_levels(tmp_path: Path) -> None:
    def draw(canvas, page: int) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont("Helvetica", 12)
        canvas.drawCentredString(330, 736, "Nam 2024")
        canvas.drawString(70, 718, "Don vi")
        canvas.drawRightString(290, 718, "Ke hoach")
        canvas.drawRightString(410, 718, "Thuc hien")
        _draw_columns(canvas, GAPPED[1:], 70, 700)

    (table,) = _drawn(tmp_path / "hai-tang.pdf", draw)
    assert table.cells[:2] == (("", "Nam 2024", "Nam 2024"), ("Don vi", "Ke hoach", "Thuc hien"))
    assert table.cells[2:] == grid(GAPPED[1:])


def _draw_ruled(canvas, rows: Rows, left: float, top: float) -> None:  # type: ignore[no-untyped-def]
    canvas.setFont("Helvetica", 11)
    widths = [60.0] + [110.0] * (len(rows[0]) - 1)
    xs = [left + sum(widths[:index]) for index in range(len(widths) + 1)]
    ys = [top - 20 * index for index in range(len(rows) + 1)]
    canvas.grid(xs, ys)
    for row, y in zip(rows, ys, strict=False):
        for text, x in zip(row, xs, strict=False):
            canvas.drawString(x + 3, y - 14, text)


RULED = [["TT", "Xa", "So ho"], ["1", "Dong Que", "1.250"], ["2", "Lung Vit", "980"]]


@pytest.mark.parametrize("turn", [90, 270])
def test_a_turned_page_reads_upright(tmp_path: Path, turn: int) -> None:
    """Text drawn along the paper's long side, with the page's rotation set and without."""

    def draw(canvas, page: int) -> None:  # type: ignore[no-untyped-def]
        if turn == 90:
            canvas.translate(595, 0)
            canvas.rotate(90)
        else:
            canvas.translate(0, 842)
            canvas.rotate(-90)
        _draw_ruled(canvas, RULED, 100, 500)

    for rotation in (0, turn):
        (table,) = _drawn(tmp_path / f"xoay-{rotation}.pdf", draw, turned=rotation)
        assert table.cells == grid(RULED)
        # 280 points along the long side from 100, 60 points across down from 500.
        box = table.boxes[0]
        across, along = (95, 155), (100, 380)
        if turn == 270:
            across, along = (595 - 155, 595 - 95), (842 - 380, 842 - 100)
        assert (round(box.left), round(box.right)) == across
        assert (round(box.bottom), round(box.top)) == along


def test_rows_without_lines_between_them(tmp_path: Path) -> None:
    """Only the columns and the header are ruled: the figures say where rows begin."""

    def draw(canvas, page: int) -> None:  # type: ignore[no-untyped-def]
        canvas.grid([70, 200, 300, 400], [700, 680, 600])
        canvas.setFont("Helvetica", 11)
        for y, row in zip((686, 664, 646, 618), GAPPED, strict=True):
            for x, text in zip((73, 203, 303), row, strict=True):
                canvas.drawString(x, y, text)
        canvas.drawString(73, 634, "va vung ven")

    (table,) = _drawn(tmp_path / "cot-ke.pdf", draw)
    expected = [list(row) for row in GAPPED]
    expected[2][0] = "Lung Vit va vung ven"
    assert table.cells == grid(expected)


def test_open_sides_and_level_lines_alone(tmp_path: Path) -> None:
    """No upright line at the sides, and none at all."""

    def draw(canvas, page: int) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont("Helvetica", 11)
        for index in range(5):
            canvas.line(70, 700 - 20 * index, 370, 700 - 20 * index)
        if page == 0:
            canvas.line(170, 700, 170, 620)
            canvas.line(270, 700, 270, 620)
        for index, row in enumerate(GAPPED):
            for x, text in zip((73, 173, 273), row, strict=True):
                canvas.drawString(x, 686 - 20 * index, text)

    tables = _drawn(tmp_path / "ho.pdf", draw, pages=2)
    assert [(table.cells, table.ruled) for table in tables] == [
        (grid(GAPPED), True),
        (grid(GAPPED), False),
    ]


def test_the_finder_gives_each_page_its_rows(tmp_path: Path) -> None:
    def draw(canvas, page: int) -> None:  # type: ignore[no-untyped-def]
        if page == 1:
            _draw_ruled(canvas, RULED, 70, 700)

    _drawn(tmp_path / "trang-hai.pdf", draw, pages=2)
    tables = table_finder(tmp_path / "trang-hai.pdf")
    assert tables(1) == []
    (table,) = tables(2)
    assert [line.text for line in table.rows] == [
        "TT | Xa | So ho",
        "1 | Dong Que | 1.250",
        "2 | Lung Vit | 980",
    ]
    assert (round(table.x0), round(table.y0), round(table.x1), round(table.y1)) == (
        70,
        640,
        350,
        700,
    )


def test_a_raised_marker_does_not_join_its_figure(tmp_path: Path) -> None:
    def draw(canvas, page: int) -> None:  # type: ignore[no-untyped-def]
        _draw_ruled(canvas, RULED, 70, 700)
        canvas.setFont("Helvetica", 6)
        canvas.drawString(270.5, 670, "3")

    (table,) = _drawn(tmp_path / "chu-thich.pdf", draw)
    assert table.cells[1] == ("1", "Dong Que", "1.250³")


def test_what_is_no_table(tmp_path: Path) -> None:
    """Letterhead, prose with figures, a contents page, a framed paragraph, a signature block."""

    def draw(canvas, page: int) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont("Helvetica", 12)
        for y, left, right in (
            (800, "UY BAN NHAN DAN", "CONG HOA XA HOI"),
            (784, "HUYEN DONG QUE", "Doc lap - Tu do"),
            (760, "So: 12/BC-UBND", "Dong Que, ngay 05 thang 01 nam 2025"),
        ):
            canvas.drawString(80, y, left)
            canvas.drawString(320, y, right)
        canvas.line(110, 778, 160, 778)
        canvas.line(340, 778, 420, 778)
        for index in range(6):
            canvas.drawString(
                70,
                700 - 18 * index,
                f"Dat {index}2,5 % trong {index}40 ho, tang 1{index} so voi 2023",
            )
            canvas.drawString(70, 560 - 18 * index, f"Muc {index} " + "." * 80 + f" {index}1")
        canvas.rect(70, 400, 400, 40)
        canvas.drawString(80, 415, "Mot doan van trong khung voi 12 so va 34 chu.")
        canvas.line(70, 380, 200, 380)
        for y, left, right in (
            (300, "Noi nhan:", "TM. UY BAN NHAN DAN"),
            (284, "- Nhu tren;", "CHU TICH"),
            (268, "- Luu: VT (05).", ""),
            (230, "", "Nguyen Van Mau"),
        ):
            canvas.drawString(80, y, left)
            canvas.drawString(340, y, right)

    assert _drawn(tmp_path / "khong-bang.pdf", draw) == []


def test_two_tables_on_two_pages_stay_two(tmp_path: Path) -> None:
    """Same columns, but text stands between them."""

    def draw(canvas, page: int) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont("Helvetica", 12)
        canvas.drawString(70, 780, "Bang 1 va doan van truoc no.")
        _draw_ruled(canvas, RULED, 70, 700)

    assert len(_drawn(tmp_path / "hai-bang.pdf", draw, pages=2)) == 2


def test_only_the_pages_asked_for(tmp_path: Path) -> None:
    def draw(canvas, page: int) -> None:  # type: ignore[no-untyped-def]
        _draw_ruled(canvas, RULED, 70, 700 - 10 * page)

    path = tmp_path / "trang.pdf"
    _drawn(path, draw, pages=3)
    assert [table.pages[0] for table in find_tables(path, pages=[3])] == [3]


def test_page_space_turns_back() -> None:
    box = (10.0, 20.0, 110.0, 50.0)
    paper = (0.0, 0.0, 200.0, 400.0)
    assert page_space(box, 1, paper, 0) == TableBox(1, 10, 350, 110, 380)
    assert page_space(box, 1, paper, 90) == TableBox(1, 20, 10, 50, 110)
    assert page_space(box, 1, paper, 180) == TableBox(1, 90, 20, 190, 50)
    assert page_space(box, 1, paper, 270) == TableBox(1, 150, 290, 180, 390)


@pytest.mark.shared
@pytest.mark.parametrize(
    "name",
    [
        "ubnd-can-tho-giao-uoc-thi-dua-2025.pdf",
        "van-phong-ubnd-thi-dua-2025.pdf",
        "van-phong-ubnd-thi-dua-2025-scan.pdf",
    ],
)
def test_no_table_where_there_is_none(name: str) -> None:
    if not (SHARED / name).exists():
        pytest.skip("the shared reports are not on this machine")
    assert find_tables(SHARED / name) == []
