"""Old fonts, torn syllables and old encodings, from the file to the passage."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from test_ingest_legacy_fonts import SENTENCES, TCVN3_PAIRS, encode, pairs

from ingest.lines import Line
from ingest.read import read_report, read_structure
from ingest.report import NoteCall, Reading
from ingest.tables import rows_of
from ingest.torn import join_torn


def texts(reading: Reading) -> str:
    return " ".join(passage.text for passage in reading.passages)


def tcvn3_pdf(path: Path, font: str, lines: Sequence[str]) -> Path:
    """A PDF as the old fonts made it: letters on Western codes, the font's name apart."""
    text = b"".join(
        b"("
        + encode(line, pairs(TCVN3_PAIRS)).encode("cp1252").replace(b"(", rb"\(")
        + b") Tj T*\n"
        for line in lines
    )
    stream = b"BT /F1 13 Tf 20 TL 85 760 Td\n" + text + b"ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /TrueType /BaseFont /%s /Encoding /WinAnsiEncoding >>"
        % font.encode(),
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    body += b"xref\n0 6\n0000000000 65535 f \n" + table
    start = body.index(b"xref\n0 6")
    body += b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start
    path.write_bytes(body)
    return path


@pytest.mark.parametrize("font", ["ABCDEF+.VnTime", "Helvetica"])
def test_a_tcvn3_pdf_is_read_as_unicode(tmp_path: Path, font: str) -> None:
    lines = [sentence.replace("Ủy", "Các ủy") for sentence in SENTENCES]
    reading = read_report(tcvn3_pdf(tmp_path / "cu.pdf", font, lines))
    assert reading.warnings == ()
    for line in lines:
        assert line in texts(reading)
    assert "1.250 căn nhà" in {figure.text for figure in reading.figures}


def test_a_word_file_in_an_old_font_is_read_as_unicode(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    for sentence in SENTENCES:
        paragraph = document.add_paragraph()
        old = encode(sentence.replace("Ủy", "Các ủy"), pairs(TCVN3_PAIRS))
        paragraph.add_run(old).font.name = ".VnTime"
        paragraph.add_run(" Đã ký duyệt.").font.name = "Times New Roman"
    path = tmp_path / "cu.docx"
    document.save(str(path))
    reading = read_structure(path)
    for sentence in SENTENCES:
        assert sentence.replace("Ủy", "Các ủy") in texts(reading)
    assert "Đã ký duyệt." in texts(reading)


def test_torn_syllables_are_joined_and_markers_keep_their_place() -> None:
    line = Line(
        "ĐIỀ U KHO ẢN của xã4 Lũng Vịt",
        raised=((19, 20),),
        calls=(NoteCall(4, 19),),
    )
    joined = join_torn(line)
    assert joined.text == "ĐIỀU KHOẢN của xã4 Lũng Vịt"
    assert joined.raised == ((17, 18),)
    assert joined.calls == (NoteCall(4, 17),)
    assert joined.text[17:18] == "4"
    (row,) = rows_of([["Tổ ng thu", "1.250"]], table=1, depth=0)
    mended = join_torn(row).row
    assert mended is not None
    assert [(cell.text, cell.start, cell.end) for cell in mended.cells] == [
        ("Tổng thu", 0, 8),
        ("1.250", 11, 16),
    ]


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-16", b""), ("utf-8", b"\xef\xbb\xbf"), ("cp1258", b"")]
)
def test_text_files_in_other_encodings(tmp_path: Path, encoding: str, mark: bytes) -> None:
    text = "Xã An Khê xây mới 1.250 căn nhà trong năm 2025."
    path = tmp_path / "van-ban.txt"
    # Windows-1258 has â, ê, ô, ă, ơ, ư as letters and the five tones as marks.
    data = mark + (windows_1258(text) if encoding == "cp1258" else text.encode(encoding))
    path.write_bytes(data)
    assert texts(read_structure(path)) == text


def windows_1258(text: str) -> bytes:
    """Letters with their hats, tones as marks behind them."""
    out = b""
    for char in text:
        base, marks = char, ""
        while True:
            try:
                out += base.encode("cp1258") + marks.encode("cp1258")
                break
            except UnicodeEncodeError:
                parts = unicodedata.decomposition(base).split()
                base, marks = chr(int(parts[0], 16)), chr(int(parts[1], 16)) + marks
    return out
