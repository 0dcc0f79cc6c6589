"""Letters of a second font, printed after the line that they belong to, stand where they show."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.letter_order import out_of_order
from ingest.page_lines import Piece
from ingest.read import read_structure
from ingest.report import PassageKind

FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "C:/Windows/Fonts", "/Library/Fonts")
FILES = ("DejaVuSerif.ttf", "DejaVuSans.ttf", "LiberationSerif-Regular.ttf", "times.ttf")
SIZE = 13.0
MAIN = "Times-Roman"  # one of the fonts that every PDF reader has; it lacks "ự", "ệ", "ạ"


@pytest.fixture(scope="module")
def second() -> str:
    """A font of the system with Vietnamese letters."""
    for name in FILES:
        for folder in map(Path, FOLDERS):
            found = next(folder.rglob(name), None) if folder.is_dir() else None
            font = TTFont("Second", str(found)) if found else None
            if font and ord("ệ") in font.face.charToGlyph:
                pdfmetrics.registerFont(font)
                return "Second"
    pytest.skip("cần phông chữ Liberation hoặc DejaVu để tạo PDF tiếng Việt")


def split_line(canvas: Canvas, text: str, y: float, second: str, x: float = 85.0) -> float:
    """Prints a line as such programs do: gaps for the letters that the main font lacks."""
    parts: list[str] = []
    later: list[tuple[float, str]] = []
    for char in text:
        if char.isascii():
            parts.append(f"({char})".replace("(()", "(\\()").replace("())", "(\\))"))
            x += canvas.stringWidth(char, MAIN, SIZE)
        else:
            width = canvas.stringWidth(char, second, SIZE)
            parts.append(f" {-width * 1000 / SIZE:.0f} ")
            later.append((x, char))
            x += width
    line = canvas.beginText(85, y)
    line.setFont(MAIN, SIZE)
    line._code.append(f"[{''.join(parts)}] TJ")
    canvas.drawText(line)
    canvas.setFont(second, SIZE)
    for at, char in later:
        canvas.drawString(at, y, char)
    return x


LINES = (
    "I. TÌNH HÌNH",
    "Thực hiện Nghị quyết của huyện, các xã đã trồng 40 ha tre",
    "và chăm sóc 12 ha trúc tại ba bản vùng cao (tăng 5%).",
    "II. NHIỆM VỤ",
    "Trồng thêm 25 ha tre, giữ diện tích rừng hiện có của mọi xã.",
)


def test_a_page_of_two_fonts_reads_as_it_shows(tmp_path: Path, second: str) -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842), invariant=True)
    for number, text in enumerate(LINES):
        end = split_line(canvas, text, 760 - 20 * number, second)
        if number == 2:
            canvas.setFont(MAIN, 8)
            canvas.drawString(end, 760 - 20 * number + 5, "1")
    canvas.setFont(second, 9)
    canvas.drawString(85, 80, "1 Không tính diện tích trồng xen.")
    canvas.save()
    path = tmp_path / "hai-phong.pdf"
    path.write_bytes(data.getvalue())
    passages = read_structure(path).passages
    texts = [p.text for p in passages if p.kind is not PassageKind.FOOTNOTE]
    assert texts == [LINES[0], f"{LINES[1]} {LINES[2]}", LINES[3], LINES[4]]
    note = next(p for p in passages if p.kind is PassageKind.FOOTNOTE)
    assert note.text == "Không tính diện tích trồng xen."
    assert note.called_by == (passages[1].id, len(texts[1]))


def piece(text: str, x: float, y: float = 700.0) -> Piece:
    return Piece(text, x, y, SIZE, False)


def test_raised_markers_and_columns_are_in_order() -> None:
    line = piece("Trồng 40 ha tre tại ba xã vùng cao", 85)
    marker = Piece("1", 290, 705, 8, False)
    assert not out_of_order([line, marker, piece(". Chăm sóc 12 ha.", 295)] * 5)
    assert not out_of_order([piece("Xã", 85), piece("Diện tích", 200), piece("Ghi chú", 400)] * 5)
    assert out_of_order([line, piece("ự", 100)] * 3)
