"""PDFs made here: indents, raised markers, notes in small type, columns, turned pages."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.lines import Line, PageTable
from ingest.page_lines import Piece, lines_of_pieces
from ingest.pdf_pages import PdfHooks, read_pdf
from ingest.read import read_structure
from ingest.report import PassageKind, ReadLimits, UnreadableReport
from ingest.tables import rows_of

FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "C:/Windows/Fonts", "/Library/Fonts")
FILES = ("LiberationSerif-Regular.ttf", "DejaVuSerif.ttf", "DejaVuSans.ttf", "times.ttf")


@pytest.fixture(scope="session")
def font() -> str:
    """A font of the system with Vietnamese letters, registered with reportlab."""
    for name in FILES:
        for folder in map(Path, FOLDERS):
            found = next(folder.rglob(name), None) if folder.is_dir() else None
            if not found:
                continue
            viet = TTFont("Viet", str(found))
            if ord("ệ") in viet.face.charToGlyph:
                pdfmetrics.registerFont(viet)
                return "Viet"
    pytest.skip("cần phông chữ Liberation hoặc DejaVu để tạo PDF tiếng Việt")


class Page:
    """Draws lines on a canvas from the top down."""

    def __init__(self, font: str, size: tuple[float, float] = (595, 842)) -> None:
        self.data = io.BytesIO()
        self.canvas = Canvas(self.data, pagesize=size, invariant=True)
        self.font = font
        self.y = size[1] - 60

    def line(self, text: str, x: float = 85, size: float = 14, step: float = 20) -> None:
        """One line; ``^3^`` is a raised 3."""
        for part, raised in marked(text):
            small = size * 0.6 if raised else size
            self.canvas.setFont(self.font, small)
            self.canvas.drawString(x, self.y + (size * 0.35 if raised else 0), part)
            x += self.canvas.stringWidth(part, self.font, small)
        self.y -= step

    def new(self) -> None:
        self.canvas.showPage()
        self.y = 782

    def bytes(self) -> bytes:
        self.canvas.save()
        return self.data.getvalue()


def marked(text: str) -> Iterable[tuple[str, bool]]:
    parts = text.split("^")
    return [(part, index % 2 == 1) for index, part in enumerate(parts) if part]


def save(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(data)
    return path


def indented_report(font: str) -> bytes:
    page = Page(font)
    page.line("ỦY BAN NHÂN DÂN", 100, 12, 0)
    page.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300, 11, 16)
    page.line("HUYỆN SƠN HÀ", 110, 12, 0)
    page.line("Độc lập - Tự do - Hạnh phúc", 340, 12, 20)
    page.line("Số: 88/BC-UBND", 110, 12, 0)
    page.line("Sơn Hà, ngày 20 tháng 11 năm 2024", 310, 12, 30)
    page.line("BÁO CÁO", 270)
    page.line("Tổng kết phong trào trồng tre năm 2024", 170, step=30)
    page.line("I. KẾT QUẢ", 113)
    page.line("Toàn huyện đã trồng 120 ha tre tại 14 xã^1^ và giao cho các hộ", 113)
    page.line("Dân tộc quản lý. Hội Nông dân hỗ trợ 3.000 km", 85)
    page.line("dây buộc và 25 m^2^ nhà kho cho mỗi xã.", 85)
    page.line("Đến nay, các hộ đã thu 45 tấn măng, bán được 2,5 tỷ đồng và", 113)
    page.line("tiếp tục mở rộng diện tích tại các xã vùng cao của huyện nhằm", 85)
    page.y = 80
    page.line(
        "^1^ Gồm 9 xã miền núi và 5 xã ven sông; các xã còn lại trồng vào năm sau,", 85, 10, 12
    )
    page.line("chủ yếu tại", 85, 10, 12)
    page.new()
    page.line("2", 295, 12, 30)
    page.line("nâng cao thu nhập^2^.", 85)
    page.line("a) Hộ nghèo trồng 30 ha;", 113)
    page.line("b) Hộ cận nghèo trồng 12 ha.", 113)
    page.line("Nơi nhận:", 85, 12, 0)
    page.line("TM. ỦY BAN NHÂN DÂN", 330, 13, 18)
    page.line("- UBND tỉnh;", 85, 11, 0)
    page.line("CHỦ TỊCH", 370, 13, 18)
    page.line("- Lưu: VT.", 85, 11, 60)
    page.line("Đỗ Thị Mận", 370, 13, 18)
    page.y = 80
    page.line("bãi bồi.", 85, 10, 12)
    page.line("^2^ Bình quân 40 triệu đồng/hộ.", 85, 10, 12)
    return page.bytes()


def test_paragraphs_by_indent_notes_by_size(tmp_path: Path, font: str) -> None:
    reading = read_structure(save(tmp_path, indented_report(font)))
    body = [p.text for p in reading.passages if p.kind is PassageKind.PARAGRAPH]
    assert body[0] == (
        "Toàn huyện đã trồng 120 ha tre tại 14 xã và giao cho các hộ Dân tộc quản lý. Hội Nông dân"
        " hỗ trợ 3.000 km dây buộc và 25 m² nhà kho cho mỗi xã."
    )
    assert body[1].startswith("Đến nay,")
    assert body[1].endswith("nhằm nâng cao thu nhập.")
    assert body[2:] == ["a) Hộ nghèo trồng 30 ha;", "b) Hộ cận nghèo trồng 12 ha."]
    first, second = [p for p in reading.passages if p.kind is PassageKind.FOOTNOTE]
    assert first.text.endswith("chủ yếu tại bãi bồi.")
    assert [page for _, page in first.page_starts] == [1, 2]
    assert first.called_by is not None
    caller = reading.by_id()[first.called_by[0]]
    assert caller.text[: first.called_by[1]].endswith("14 xã")
    assert (second.note, second.text) == (2, "Bình quân 40 triệu đồng/hộ.")


def test_letterhead_columns_and_signature(tmp_path: Path, font: str) -> None:
    report = read_structure(save(tmp_path, indented_report(font))).report
    assert report.issuer == "UBND huyện Sơn Hà"
    assert (report.number, report.date, report.year) == ("88/BC-UBND", "2024-11-20", 2024)
    assert report.title == "Báo cáo tổng kết phong trào trồng tre năm 2024"
    assert (report.signer, report.signer_office) == ("Đỗ Thị Mận", "Chủ tịch")
    assert report.pages == 2


def test_a_turned_page_reads_like_an_upright_one(font: str) -> None:
    page = Page(font)
    page.line("I. KẾT QUẢ THỰC HIỆN")
    page.line("Đã làm 5 cầu và 7 km đường.")
    upright = read_pdf(page.bytes(), limits=ReadLimits())
    page = Page(font)
    page.canvas.translate(595, 0)
    page.canvas.rotate(90)
    page.y = 535
    page.line("I. KẾT QUẢ THỰC HIỆN")
    page.line("Đã làm 5 cầu và 7 km đường.")
    turned = read_pdf(page.bytes(), limits=ReadLimits())
    assert [line.text for line in turned.lines] == [line.text for line in upright.lines]


def test_pages_without_text_go_to_the_page_reader(font: str) -> None:
    page = Page(font)
    page.line("Trang một có chữ đầy đủ.")
    page.new()
    page.canvas.rect(100, 100, 200, 200, fill=1)
    data = page.bytes()
    source = read_pdf(data, limits=ReadLimits())
    assert source.warnings == ("Trang 2 là ảnh, chưa đọc được; cần phần nhận dạng chữ (OCR).",)

    def ocr(number: int) -> list[Line]:
        return [Line("Trang hai đọc bằng OCR.", page=number, size=14, confidence=0.8)]

    read = read_pdf(data, limits=ReadLimits(), hooks=PdfHooks(page_reader=ocr))
    assert [(line.text, line.confidence) for line in read.lines] == [
        ("Trang một có chữ đầy đủ.", None),
        ("Trang hai đọc bằng OCR.", 0.8),
    ]
    assert read.warnings == (
        "Trang 2 được đọc bằng nhận dạng chữ (OCR), độ tin cậy trung bình 80%."
        " Hãy đối chiếu bản gốc khi dùng số liệu.",
    )


def test_tables_take_their_lines_out_of_the_prose(tmp_path: Path, font: str) -> None:
    page = Page(font)
    page.line("Bảng 1. Cầu theo xã")
    top = page.y + 14
    page.line("Xã", 85, step=0)
    page.line("Số cầu", 300)
    page.line("An Khê", 85, step=0)
    page.line("4", 300)
    bottom = page.y + 12
    page.line("Tổng cộng có 4 cầu được xây mới.")
    rows = tuple(rows_of([["Xã", "Số cầu"], ["An Khê", "4"]], table=1, page=1))
    table = PageTable(80, bottom, 500, top, rows)
    hooks = PdfHooks(table_finder=lambda number: [table])
    passages = read_structure(save(tmp_path, page.bytes()), hooks=hooks).passages
    assert [(p.kind.value, p.text) for p in passages] == [
        ("paragraph", "Bảng 1. Cầu theo xã"),
        ("row", "Xã | Số cầu"),
        ("row", "An Khê | 4"),
        ("paragraph", "Tổng cộng có 4 cầu được xây mới."),
    ]
    assert passages[2].row is not None
    assert passages[2].row.title == "Bảng 1. Cầu theo xã"


def decoded(pieces: Sequence[tuple[str, str]], whole: str) -> list[str]:
    assert "KÕt qu¶" in whole
    return [text.replace("KÕt qu¶", "Kết quả") for text, _ in pieces]


def test_old_fonts_are_decoded_by_the_hook(font: str) -> None:
    page = Page(font)
    page.line("KÕt qu¶ thùc hiÖn nhiÖm vô")
    hooks = PdfHooks(font_decoder=decoded)
    (line,) = read_pdf(page.bytes(), limits=ReadLimits(), hooks=hooks).lines
    assert line.text.startswith("Kết quả ")


def locked(data: bytes) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(data)))
    writer.encrypt("bí mật")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_refusals_say_what_to_do(font: str) -> None:
    page = Page(font)
    page.line("Một trang bình thường.")
    data = page.bytes()
    with pytest.raises(UnreadableReport, match="mật khẩu"):
        read_pdf(locked(data), limits=ReadLimits())
    with pytest.raises(UnreadableReport, match="hỏng"):
        read_pdf(b"%PDF-1.7\nrubbish", limits=ReadLimits())
    with pytest.raises(UnreadableReport, match="vượt giới hạn 0 trang"):
        read_pdf(data, limits=ReadLimits(pages=0))
    blank = Page(font)
    blank.canvas.rect(10, 10, 50, 50)
    with pytest.raises(UnreadableReport, match="nhận dạng chữ"):
        read_pdf(blank.bytes(), limits=ReadLimits())


def test_raised_digits_and_columns_of_a_row() -> None:
    pieces = [
        Piece("thành phố", 85, 700, 14, False),
        Piece("12", 140, 705, 8, False),
        Piece(". Tiếp", 150, 700, 14, False),
        Piece("CỘNG HÒA", 350, 700, 14, True),
    ]
    left, right = lines_of_pieces(pieces, 1)
    assert (left.text, left.raised) == ("thành phố12. Tiếp", ((9, 11),))
    assert (right.text, right.bold) == ("CỘNG HÒA", True)
