"""Word files: letterhead tables, automatic numbers, notes, merged cells, bombs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_BREAK

from ingest.docx import read_docx
from ingest.numbering import format_number
from ingest.read import read_structure
from ingest.report import PassageKind, Reading, ReadLimits, UnreadableReport

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def package(body: str, **parts: str) -> bytes:
    """A minimal DOCX from raw XML, for what python-docx cannot write (notes, numbering)."""

    def root(name: str, inner: str) -> str:
        return f'<w:{name} xmlns:w="{NAMESPACE}">{inner}</w:{name}>'

    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", root("document", f"<w:body>{body}</w:body>"))
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", root(name, inner))
    return data.getvalue()


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(depth: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'


def read(tmp_path: Path, data: bytes) -> Reading:
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(data)
    return read_structure(path)


def level(depth: int, form: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.")
    + level(2, "lowerLetter", "%3)")
    + level(3, "bullet", "\uf02d")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def test_automatic_numbers_become_labels(tmp_path: Path) -> None:
    body = "".join(
        [
            paragraph(run("KẾT QUẢ"), properties=numbered(0)),
            paragraph(run("Về đường"), properties=numbered(1)),
            paragraph(run("Mở 4 km;"), properties=numbered(2)),
            paragraph(run("Sửa 7 km."), properties=numbered(2)),
            paragraph(run("Về điện"), properties=numbered(1)),
            paragraph(run("Kéo 9 km."), properties=numbered(3)),
            paragraph(run("HẠN CHẾ"), properties=numbered(0)),
            paragraph(run("Chậm.")),
        ]
    )
    passages = read(tmp_path, package(body, numbering=NUMBERING)).passages
    assert [(passage.path(), passage.text) for passage in passages] == [
        ("I", "I. KẾT QUẢ"),
        ("I › 1", "1. Về đường"),
        ("I › 1 › a", "a) Mở 4 km;"),
        ("I › 1 › b", "b) Sửa 7 km."),
        ("I › 2", "2. Về điện"),
        ("I › 2", "- Kéo 9 km."),
        ("II", "II. HẠN CHẾ"),
        ("II", "Chậm."),
    ]


def test_footnotes_are_numbered_in_the_order_of_their_calls(tmp_path: Path) -> None:
    def call(key: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{key}"/></w:r>'

    def note(key: int, text: str) -> str:
        inner = paragraph("<w:r><w:footnoteRef/></w:r>", run(text))
        return f'<w:footnote w:id="{key}">{inner}</w:footnote>'

    body = paragraph(run("Cấp nước cho 9 xã"), call(7), run(" và 3 trạm"), call(2), run("."))
    separator = '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
    data = package(body, footnotes=separator + note(2, "Trạm mới.") + note(7, " Xã miền núi."))
    text, first, second = read(tmp_path, data).passages
    assert text.text == "Cấp nước cho 9 xã và 3 trạm."
    assert [(c.note, c.offset) for c in text.calls] == [(1, 17), (2, 27)]
    assert (first.note, first.text, first.called_by) == (1, "Xã miền núi.", (text.id, 17))
    assert (second.note, second.text) == (2, "Trạm mới.")


def test_raised_digits_of_units_stay_with_the_unit(tmp_path: Path) -> None:
    lifted = '<w:vertAlign w:val="superscript"/>'
    body = paragraph(run("Rộng 12 km"), run("2", lifted), run(", sâu 3 m."))
    (only,) = read(tmp_path, package(body)).passages
    assert only.text == "Rộng 12 km², sâu 3 m."


def test_deleted_text_is_not_read_and_inserted_text_is(tmp_path: Path) -> None:
    body = paragraph(
        run("Chi "), f"<w:del>{run('5')}</w:del>", f"<w:ins>{run('6')}</w:ins>", run(" tỷ đồng.")
    )
    (only,) = read(tmp_path, package(body)).passages
    assert only.text == "Chi 6 tỷ đồng."


def test_values_that_python_docx_refuses_are_read(tmp_path: Path) -> None:
    body = paragraph(run("Giữa trang"), properties='<w:jc w:val="start"/>')
    assert read(tmp_path, package(body)).passages[0].text == "Giữa trang"


def word_report(tmp_path: Path) -> Path:
    document = Document()
    head = document.add_table(2, 2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nXÃ AN KHÊ"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số: 412/BC-UBND"
    head.cell(1, 1).text = "An Khê, ngày 12 tháng 01 năm 2025"
    document.add_paragraph("BÁO CÁO")
    document.add_paragraph("Kết quả thu chi năm 2024")
    document.add_heading("Thu ngân sách", 1)
    document.add_paragraph("Bảng 1. Thu theo nguồn")
    document.add_paragraph("Đơn vị tính: triệu đồng")
    table = document.add_table(4, 4)
    for column, text in enumerate(("STT", "Nguồn", "Năm 2024", "Năm 2024")):
        table.cell(0, column).text = text
    table.cell(0, 2).merge(table.cell(0, 3)).text = "Năm 2024"
    for row, cells in enumerate((("", "", "Dự toán", "Thực hiện"), ("1", "Thuế", "120", "135,5"))):
        for column, text in enumerate(cells):
            table.cell(row + 1, column).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    table.cell(3, 0).merge(table.cell(3, 1)).text = "Cộng"
    table.cell(3, 2).text, table.cell(3, 3).text = "120", "135,5"
    document.add_paragraph("Thu đạt 113%.")
    foot = document.add_table(1, 2)
    foot.cell(0, 0).text = "Nơi nhận:\n- UBND huyện;\n- Lưu: VT."
    foot.cell(0, 1).text = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nTrần Thị Bưởi"
    path = tmp_path / "thu-chi.docx"
    document.save(str(path))
    return path


def test_layout_tables_are_letterhead_and_signature(tmp_path: Path) -> None:
    reading = read_structure(word_report(tmp_path))
    report = reading.report
    assert report.issuer == "UBND xã An Khê"
    assert (report.number, report.date) == ("412/BC-UBND", "2025-01-12")
    assert (report.signer, report.signer_office) == ("Trần Thị Bưởi", "Phó Chủ tịch")
    furniture = [p.text for p in reading.passages if p.kind is PassageKind.FURNITURE]
    assert "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Thị Bưởi" in furniture
    assert "Nơi nhận: - UBND huyện; - Lưu: VT." in furniture


def test_merged_headers_on_two_levels(tmp_path: Path) -> None:
    rows = [p.row for p in read_structure(word_report(tmp_path)).passages if p.row]
    tax = next(row for row in rows if row.label == "Thuế")
    assert (tax.table, tax.row, tax.title) == (1, 1, "Bảng 1. Thu theo nguồn")
    done = tax.cells[-1]
    assert (done.header, done.text, done.unit) == ("Năm 2024 – Thực hiện", "135,5", "triệu đồng")
    assert [row.row for row in rows] == [0, 0, 1, 2]
    assert rows[-1].label == "Cộng"


def test_rows_stand_under_the_styled_heading(tmp_path: Path) -> None:
    reading = read_structure(word_report(tmp_path))
    row = next(p for p in reading.passages if p.row and p.row.row)
    assert row.path() == "Thu ngân sách"


def test_a_line_break_inside_a_signature_makes_lines(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("I. KẾT QUẢ")
    for _ in range(5):
        document.add_paragraph("Đạt.")
    signed = document.add_paragraph().add_run("TL. CHỦ TỊCH")
    signed.add_break(WD_BREAK.LINE)
    signed.add_text("CHÁNH VĂN PHÒNG")
    document.add_paragraph("Phạm Văn Ổi")
    document.save(str(tmp_path / "ky.docx"))
    report = read_structure(tmp_path / "ky.docx").report
    assert (report.signer, report.signer_office) == ("Phạm Văn Ổi", "Chánh Văn phòng")


def test_a_bomb_is_refused_by_its_directory() -> None:
    data = package(paragraph(run("0" * 40_000_000)))
    with pytest.raises(UnreadableReport, match="quá lớn"):
        read_docx(data, limits=ReadLimits())


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        secret = tmp_path / "secret.txt"
        secret.write_text("mật khẩu", encoding="utf-8")
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE d [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
            f'<w:document xmlns:w="{NAMESPACE}">'
            "<w:body><w:p><w:r><w:t>A &s; B</w:t></w:r></w:p></w:body></w:document>",
        )
    texts = [line.text for line in read_docx(data.getvalue(), limits=ReadLimits()).lines]
    assert "mật khẩu" not in " ".join(texts)


def test_numbers_in_words_formats() -> None:
    assert [format_number(4, form) for form in ("upperRoman", "lowerLetter", "decimalZero")] == [
        "IV",
        "d",
        "04",
    ]
