"""Which reading a page gets: text layer, OCR, or a warning; scans, old fonts, gibberish."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from check.cite import table_place
from ingest.lines import Line
from ingest.pdf_hooks import hooks_for
from ingest.pdf_pages import PageReaderMissing, PdfHooks, read_pdf
from ingest.read import read_report, read_structure
from ingest.report import PassageKind, Reading, ReadLimits, UnreadableReport

if TYPE_CHECKING:
    from collections.abc import Sequence

FONTS = [
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"),
    Path("C:/Windows/Fonts/times.ttf"),
    Path("/Library/Fonts/Times New Roman.ttf"),
]
tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract (tesseract-ocr-vie) is not installed"
)
TEXT = (
    "Năm 2025, huyện Đồng Quế đã xây mới 1.250 căn nhà cho hộ nghèo của các xã vùng cao.",
    "Các xã vận động được 34,6 tỷ đồng; có 512 hộ thoát nghèo, đạt 104 phần trăm kế hoạch.",
    "Ủy ban nhân dân huyện tiếp tục kiểm tra việc thực hiện ở từng xã trong quý tới.",
)
GIBBERISH = "qzx wrtk pfgh zzbn xcvq klmp wqrt hjkl zxcb nmlk rtyp sdfg ghjk vbnm qwrt plkj xzcv"
TABLE = [
    ["TT", "Xã", "Số nhà", "Kinh phí (triệu đồng)"],
    ["1", "Xã Đồng Quế", "45", "2.250"],
    ["2", "Xã Lũng Vịt", "37", "1.850"],
    ["3", "Xã Khe Sậy", "28", "1.400"],
    ["", "Tổng cộng", "110", "5.500"],
]
NO_TESSERACT = "cần nhận dạng chữ (OCR) nhưng máy chưa có Tesseract: hãy cài"


@pytest.fixture(scope="module")
def font_file() -> Path:
    found = next((path for path in FONTS if path.exists()), None)
    if found is None:
        pytest.skip("cần phông chữ Liberation hoặc DejaVu để vẽ trang")
    pdfmetrics.registerFont(TTFont("Serif", str(found)))
    return found


def scan(font_file: Path, *, table: bool = False, dpi: int = 150) -> Image.Image:
    """A page of ``TEXT`` as a picture, with a ruled table below if asked for."""
    page = Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 250)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(font_file), round(13 / 72 * dpi))
    y = dpi
    for sentence in TEXT:
        words, line = sentence.split(), ""
        for word in words:
            if font.getlength(f"{line} {word}") > 6 * dpi:
                pen.text((dpi, y), line, font=font, fill=20)
                y, line = y + round(0.28 * dpi), word
            else:
                line = f"{line} {word}".strip()
        pen.text((dpi, y), line, font=font, fill=20)
        y += round(0.34 * dpi)
    edges = [round(inch * dpi) for inch in (1, 1.6, 4, 5.2, 7.4)]
    for row in TABLE if table else ():
        for column, text in enumerate(row):
            box = (edges[column], y, edges[column + 1], y + round(0.3 * dpi))
            pen.rectangle(box, outline=20, width=2)
            pen.text((box[0] + 10, y + 8), text, font=font, fill=20)
        y += round(0.3 * dpi)
    return page


def pdf(path: Path, *pages: str | Sequence[str] | Image.Image) -> Path:
    """A PDF of pages: lines of text, or a picture."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842), invariant=True)
    for page in pages:
        if isinstance(page, Image.Image):
            size = (595, 842) if page.width < page.height else (842, 595)
            canvas.setPageSize(size)
            canvas.drawImage(ImageReader(page), 0, 0, *size)
        else:
            canvas.setFont("Serif", 13)
            for row, line in enumerate([page] if isinstance(page, str) else page):
                canvas.drawString(85, 760 - 20 * row, line)
        canvas.showPage()
    canvas.save()
    path.write_bytes(data.getvalue())
    return path


def texts(reading: Reading) -> str:
    return " ".join(passage.text for passage in reading.passages)


@tesseract
def test_a_scanned_page_among_text_pages(tmp_path: Path, font_file: Path) -> None:
    steps: list[tuple[int, int]] = []
    path = pdf(tmp_path / "a.pdf", TEXT, scan(font_file), ["Trang cuối có chữ như thường."])
    reading = read_report(path, on_progress=lambda *step: steps.append(step))
    assert steps == [(1, 3), (2, 3), (3, 3)]
    (warning,) = reading.warnings
    assert warning.startswith("Trang 2 được đọc bằng nhận dạng chữ (OCR), độ tin cậy trung bình 9")
    by_page = {page: [p for p in reading.passages if p.page_at(0) == page] for page in (1, 2, 3)}
    assert all(p.confidence is None for p in by_page[3])
    assert all(p.confidence is not None and p.confidence > 0.5 for p in by_page[2])
    printed = {f.text for f in reading.figures if f.passage_id in {p.id for p in by_page[2]}}
    assert {"34,6 tỷ đồng", "512 hộ"} <= printed


@tesseract
def test_a_ruled_table_in_a_scan_is_cited_by_row_and_column(
    tmp_path: Path, font_file: Path
) -> None:
    reading = read_structure(pdf(tmp_path / "b.pdf", scan(font_file, table=True)))
    rows = [p for p in reading.passages if p.kind is PassageKind.ROW]
    assert [p.text for p in rows] == [" | ".join(filter(None, row)) for row in TABLE]
    second = rows[2]
    assert second.row is not None
    assert [(cell.header, cell.text, cell.unit) for cell in second.row.cells] == [
        ("TT", "2", ""),
        ("Xã", "Xã Lũng Vịt", ""),
        ("Số nhà", "37", ""),
        ("Kinh phí (triệu đồng)", "1.850", "triệu đồng"),
    ]
    at = second.text.index("1.850")
    assert table_place(second, (at, at + 5)) == "Bảng 1, dòng 2, cột Kinh phí (triệu đồng)"
    assert second.confidence is not None
    assert not any("Lũng Vịt" in p.text for p in reading.passages if p.kind is not PassageKind.ROW)


@tesseract
def test_a_page_that_lies_on_its_side_is_turned(tmp_path: Path, font_file: Path) -> None:
    turned = scan(font_file, table=True).rotate(90, expand=True)
    reading = read_structure(pdf(tmp_path / "c.pdf", TEXT, turned))
    assert "Trang 2 được đọc bằng nhận dạng chữ" in " ".join(reading.warnings)
    assert "512 hộ thoát nghèo" in " ".join(p.text for p in reading.passages if p.page_at(0) == 2)


@tesseract
def test_gibberish_with_a_picture_of_the_page_is_read_by_ocr(
    tmp_path: Path, font_file: Path
) -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842), invariant=True)
    canvas.setFont("Serif", 8)
    canvas.drawString(40, 400, GIBBERISH)
    canvas.drawImage(ImageReader(scan(font_file)), 0, 0, 595, 842)
    canvas.save()
    path = tmp_path / "d.pdf"
    path.write_bytes(data.getvalue())
    reading = read_structure(path)
    assert "1.250 căn nhà" in texts(reading)
    assert "qzx" not in texts(reading)


@tesseract
def test_a_stamp_on_a_scan_does_not_hide_its_text(tmp_path: Path, font_file: Path) -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842), invariant=True)
    canvas.drawImage(ImageReader(scan(font_file)), 0, 0, 595, 842)
    canvas.setFont("Serif", 8)
    canvas.drawString(400, 820, "Ký bởi: Ủy ban nhân dân huyện Đồng Quế")
    canvas.save()
    path = tmp_path / "stamp.pdf"
    path.write_bytes(data.getvalue())
    assert "1.250 căn nhà" in texts(read_structure(path))
    (warning,) = read_structure(path, hooks=PdfHooks()).warnings
    assert warning.startswith("Trang 1 có ảnh lớn; chữ trong ảnh chưa đọc được")


def test_a_few_letters_without_a_picture_are_a_page(tmp_path: Path, font_file: Path) -> None:
    reading = read_structure(pdf(tmp_path / "few.pdf", ["Phụ lục"]), hooks=PdfHooks())
    assert texts(reading) == "Phụ lục"
    assert reading.warnings == ()


def test_gibberish_that_ocr_cannot_read_is_named_and_left_out(
    tmp_path: Path, font_file: Path
) -> None:
    path = pdf(tmp_path / "e.pdf", TEXT, [GIBBERISH, GIBBERISH])
    reading = read_structure(path, hooks=PdfHooks(page_reader=lambda number: []))
    assert reading.warnings == (
        "Trang 2 có lớp chữ hỏng, đọc ra không thành từ nên không đưa vào kho.",
    )
    assert "qzx" not in texts(reading)
    with pytest.raises(UnreadableReport, match="đọc ra không thành từ"):
        read_structure(
            pdf(tmp_path / "f.pdf", [GIBBERISH]), hooks=PdfHooks(page_reader=lambda number: [])
        )


def test_words_that_ocr_sees_too_are_no_gibberish(tmp_path: Path, font_file: Path) -> None:
    def same(number: int) -> list[Line]:
        return [Line(GIBBERISH, page=number, confidence=0.5)]

    path = pdf(tmp_path / "ma-so.pdf", [GIBBERISH[:60], GIBBERISH[60:]])
    reading = read_structure(path, hooks=PdfHooks(page_reader=same))
    assert GIBBERISH[:20] in texts(reading)
    assert reading.warnings == ()


def test_without_tesseract_the_message_says_what_to_install(
    tmp_path: Path, font_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("ingest.ocr._INSTALLED_AT", ())
    some = read_structure(pdf(tmp_path / "g.pdf", TEXT, scan(font_file)))
    (warning,) = some.warnings
    assert warning.startswith(f"Trang 2 là ảnh, chưa đọc được; {NO_TESSERACT[:50]}")
    with pytest.raises(UnreadableReport) as refusal:
        read_structure(pdf(tmp_path / "h.pdf", scan(font_file)))
    assert str(refusal.value).startswith("Tệp PDF chỉ có ảnh quét, không có lớp chữ; cần nhận")
    assert "Tesseract: hãy" in str(refusal.value)
    garbled = read_structure(pdf(tmp_path / "i.pdf", TEXT, [GIBBERISH, GIBBERISH]))
    assert "không đưa vào kho; cần nhận dạng chữ" in garbled.warnings[0]


def test_a_blank_page_needs_no_tesseract(
    tmp_path: Path, font_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = pdf(tmp_path / "k.pdf", TEXT, [])
    assert read_structure(path).warnings == ()
    with pytest.raises(UnreadableReport, match="không có chữ nào để đọc"):
        read_structure(pdf(tmp_path / "l.pdf", []))


def test_a_reader_that_fails_costs_one_page_only(tmp_path: Path, font_file: Path) -> None:
    def broken(number: int) -> list[Line]:
        raise MemoryError

    data = pdf(tmp_path / "m.pdf", TEXT, scan(font_file), TEXT).read_bytes()
    source = read_pdf(data, limits=ReadLimits(), hooks=PdfHooks(page_reader=broken))
    assert source.warnings == ("Trang bị hỏng, không đọc được: 2.",)


def test_tables_that_cannot_be_looked_for_are_said(tmp_path: Path, font_file: Path) -> None:
    def broken(number: int) -> list[object]:
        raise ValueError(number)

    data = pdf(tmp_path / "n.pdf", TEXT, TEXT).read_bytes()
    hooks = PdfHooks(table_finder=broken)  # type: ignore[arg-type]
    source = read_pdf(data, limits=ReadLimits(), hooks=hooks)
    assert source.warnings == ("Không dò được bảng trong tệp; bảng được đọc như chữ thường.",)
    assert {line.page for line in source.lines} == {1, 2}


def test_missing_reader_is_asked_once(tmp_path: Path, font_file: Path) -> None:
    asked: list[int] = []

    def missing(number: int) -> list[Line]:
        asked.append(number)
        raise PageReaderMissing("cần cài thêm")

    data = pdf(tmp_path / "o.pdf", TEXT, scan(font_file), scan(font_file)).read_bytes()
    source = read_pdf(data, limits=ReadLimits(), hooks=PdfHooks(page_reader=missing))
    assert asked == [2]
    assert source.warnings == ("Trang 2, 3 là ảnh, chưa đọc được; cần cài thêm.",)


def test_hooks_are_made_without_opening_the_file(tmp_path: Path) -> None:
    hooks = hooks_for(tmp_path / "không có.pdf")
    assert hooks.page_reader
    assert hooks.table_finder
    assert hooks.font_decoder
