"""Text and Markdown of reports that are typed by other habits than the two real ones."""

from __future__ import annotations

from pathlib import Path

from ingest.read import read_structure
from ingest.report import Passage, PassageKind, Reading


def read(tmp_path: Path, name: str, text: str) -> Reading:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_structure(path)


def by_start(reading: Reading, start: str) -> Passage:
    return next(passage for passage in reading.passages if passage.text.startswith(start))


MARKDOWN = """Số: 45/BC-UBND

Sơn Hà, ngày 5 tháng 12 năm 2024

**BÁO CÁO**

**Kết quả xây dựng cầu treo năm 2024**

UBND huyện Sơn Hà báo cáo kết quả như sau:

## A. KẾT QUẢ

### I/ Về cầu đường

1/ Xây mới

- Cầu loại lớn:

+ Đã xây 12 cầu[^c] tại 3 xã;

+ Đang xây 4 cầu.

- Cầu loại nhỏ: 7 cầu.

2/ Sửa chữa: sửa 5 cầu với diện tích 40 m² mặt cầu.

| STT | Xã | Số cầu | Kinh phí (triệu đồng) |
|---|---|---|---|
| 1 | An Khê | 4 | 1.200 |
| 2 | Bình Sơn | 8 | 2.450,5 |

### II/ Hạn chế

Một số cầu chưa đạt.

[^c]: Gồm 9 cầu thép và 3 cầu gỗ.

Nơi nhận:

- Lưu: VT.

**TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH**

Lê Văn Tám
"""


def test_markdown_of_another_habit(tmp_path: Path) -> None:
    reading = read(tmp_path, "cau-treo.md", MARKDOWN)
    report = reading.report
    assert (report.number, report.date, report.year) == ("45/BC-UBND", "2024-12-05", 2024)
    assert report.title == "Báo cáo kết quả xây dựng cầu treo năm 2024"
    assert report.issuer == "UBND huyện Sơn Hà"
    assert (report.signer, report.signer_office) == ("Lê Văn Tám", "Chủ tịch")
    assert report.pages is None
    built = by_start(reading, "+ Đã xây")
    assert built.path() == "A › I › 1 › Cầu loại lớn"
    assert built.text == "+ Đã xây 12 cầu tại 3 xã;"
    assert built.page_starts == ()
    note = next(p for p in reading.passages if p.kind is PassageKind.FOOTNOTE)
    assert note.text == "Gồm 9 cầu thép và 3 cầu gỗ."
    assert note.called_by == (built.id, built.text.index(" tại"))
    assert note.section == built.section
    repaired = by_start(reading, "2/ Sửa chữa")
    assert "40 m² mặt cầu" in repaired.text
    assert not repaired.calls


def test_bold_lines_marked_one_by_one_are_lines_of_their_own(tmp_path: Path) -> None:
    text = """**UBND TỈNH SƠN HÀ**
**SỞ XÂY DỰNG**

Số: 71/BC-SXD

*Sơn Hà, ngày 6 tháng 12 năm 2024*

**BÁO CÁO**

**Kết quả xây dựng cầu treo năm 2024**

Đã xây 12 cầu tại 3 xã.

**KT. GIÁM ĐỐC**
**PHÓ GIÁM ĐỐC**

**Lê Thị Bảy**
"""
    report = read(tmp_path, "cau-treo.md", text).report
    assert report.issuer == "Sở Xây dựng tỉnh Sơn Hà"
    assert (report.signer, report.signer_office) == ("Lê Thị Bảy", "Phó Giám đốc")


def test_markdown_table_rows_know_header_unit_and_place(tmp_path: Path) -> None:
    reading = read(tmp_path, "cau-treo.md", MARKDOWN)
    rows = [passage for passage in reading.passages if passage.row]
    row = rows[2]
    assert row.row is not None
    assert (row.row.table, row.row.row, row.row.label) == (1, 2, "Bình Sơn")
    money = row.row.cells[-1]
    assert (money.text, money.unit) == ("2.450,5", "triệu đồng")
    assert row.text[money.start : money.end] == money.text
    assert row.path() == "A › I › 2"


def test_superscript_notes_below_the_paragraphs_of_a_typed_text(tmp_path: Path) -> None:
    text = """BÁO CÁO

Kết quả xây dựng cầu treo năm 2024

UBND huyện Sơn Hà báo cáo kết quả xây dựng cầu treo, cầu dân sinh và đường vào cầu của huyện trong\
 năm 2024 cùng phương hướng, nhiệm vụ của năm 2025 để Hội đồng nhân dân huyện xem xét như sau:

I. KẾT QUẢ

1. Đã xây 12 cầu¹ tại 3 xã với chiều dài 840 m².

2. Sửa 5 cầu².

¹ Gồm 9 cầu thép và 3 cầu gỗ.

² Ba cầu ở xã An Khê, hai cầu ở xã Bình Sơn.

II. HẠN CHẾ

Còn 4 cầu chưa xong³.

³ Do mưa lũ kéo dài.
"""
    reading = read(tmp_path, "cau-treo.txt", text)
    notes = [p for p in reading.passages if p.kind is PassageKind.FOOTNOTE]
    assert [(note.note, note.text) for note in notes] == [
        (1, "Gồm 9 cầu thép và 3 cầu gỗ."),
        (2, "Ba cầu ở xã An Khê, hai cầu ở xã Bình Sơn."),
        (3, "Do mưa lũ kéo dài."),
    ]
    built = by_start(reading, "1. Đã xây")
    assert built.text == "1. Đã xây 12 cầu tại 3 xã với chiều dài 840 m²."
    assert notes[0].called_by == (built.id, built.text.index(" tại"))
    assert notes[2].path() == "II"


def test_superscript_notes_that_interrupt_a_paragraph(tmp_path: Path) -> None:
    text = (
        "BÁO CÁO\n\nTổng kết năm 2024\n\nI. KẾT QUẢ\n\n"
        "- Trồng 30 ha rừng¹ và 25 m² vườn ươm, tiếp tục hỗ trợ\n\n"
        "¹ Gồm keo và tràm.\n\n"
        "các hộ nghèo² trong xã.\n\n² Gồm 14 hộ.\n"
    )
    reading = read(tmp_path, "rung.md", text)
    bullet = by_start(reading, "- Trồng")
    assert bullet.text == (
        "- Trồng 30 ha rừng và 25 m² vườn ươm, tiếp tục hỗ trợ các hộ nghèo trong xã."
    )
    assert [call.note for call in bullet.calls] == [1, 2]


TEXT = """ BÁO CÁO

Kết quả phòng cháy năm 2023

và nhiệm vụ năm 2024

I. TÌNH HÌNH

1. Công tác chỉ đạo, điều hành và triển khai các nhiệm vụ về phòng

cháy, chữa cháy trên địa bàn

Trong năm 2023, lực lượng chức năng đã thực hiện Kế hoạch số 41-

KH/TU ngày 05 tháng 01 năm 2023 của Huyện ủy về phòng cháy, chữa

cháy tại các khu dân cư (gồm khu dân cư Sông Mây - Suối Đá; Đồi Gió

- Hồ Tre) và đã lắp 120 bình khí CO2 tại 14 xã1. Công tác kiểm tra được

duy trì hằng tháng; tổ chức 36 đợt kiểm tra, xử lý 12 trường hợp vi

                                                 

1 Kế hoạch số 12/KH-UBND ngày 10/01/2023 của UBND huyện về lắp đặt thiết bị chữa cháy tại các

xã, thị trấn.

 phạm, phạt 45 triệu đồng2.

2. Kết quả cụ thể

a) Tuyên truyền 24 buổi;

d) Diễn tập 6 lần;

đ) Trực 24/24 giờ.

                                                 

2 Nộp ngân sách huyện.

"""


def test_text_of_a_pdf_with_pages_and_notes(tmp_path: Path) -> None:
    reading = read(tmp_path, "chay.txt", TEXT)
    assert reading.report.pages == 2
    assert reading.report.title == "Báo cáo kết quả phòng cháy năm 2023 và nhiệm vụ năm 2024"
    body = by_start(reading, "Trong năm 2023")
    assert "Kế hoạch số 41-KH/TU ngày" in body.text
    assert "Suối Đá; Đồi Gió - Hồ Tre)" in body.text
    assert "khí CO2 tại 14 xã. Công tác" in body.text
    assert body.text.endswith("xử lý 12 trường hợp vi phạm, phạt 45 triệu đồng.")
    assert [page for _, page in body.page_starts] == [1, 2]
    assert body.page_at(body.text.index("phạm, phạt")) == 2
    assert [call.note for call in body.calls] == [1, 2]
    assert body.path() == "I › 1"
    assert by_start(reading, "đ) Trực").path() == "I › 2 › đ"
    assert by_start(reading, "1. Công tác").kind is PassageKind.HEADING


def test_notes_that_begin_anew_on_each_page(tmp_path: Path) -> None:
    pages = [
        f"{number}. Kết quả đợt {number}\n"
        f"Đã trồng {number}5 ha rừng phòng hộ1 và giao cho các xã quản lý.\n"
        f"_____________\n1 Gồm rừng tại xã thứ {number}.\n"
        for number in (1, 2, 3)
    ]
    reading = read(tmp_path, "rung.txt", "BÁO CÁO\nTrồng rừng năm 2024\n" + "\f".join(pages))
    notes = [passage for passage in reading.passages if passage.kind is PassageKind.FOOTNOTE]
    callers = [reading.by_id()[note.called_by[0]].text for note in notes if note.called_by]
    assert [note.text[-2:] for note in notes] == ["1.", "2.", "3."]
    assert [caller[:14] for caller in callers] == [
        "Đã trồng 15 ha",
        "Đã trồng 25 ha",
        "Đã trồng 35 ha",
    ]
    assert not any("hộ1" in passage.text for passage in reading.passages)


def test_form_feeds_count_pages_and_page_numbers_are_taken_out(tmp_path: Path) -> None:
    pages = (
        "BÁO CÁO\nNăm 2024\nI. KẾT QUẢ\nĐạt 5 chỉ tiêu.\n",
        "2\nII. HẠN CHẾ\nCòn 2 việc.\n",
        "3\nIII. ĐỀ NGHỊ\nKhông.\n",
    )
    text = "\f".join(pages) + "\f"
    reading = read(tmp_path, "ba-trang.txt", text)
    assert reading.report.pages == 3
    last = by_start(reading, "Không")
    assert last.page_starts == ((0, 3),)
    assert last.page_labels == ("3",)


def test_a_text_without_notes_keeps_its_figures(tmp_path: Path) -> None:
    text = "Thống kê\n\nCó 3 xã đạt chuẩn; 12 xã chưa đạt.\n\nPhát 2 đợt thuốc PM2 cho 5 trạm.\n"
    reading = read(tmp_path, "thong-ke.txt", text)
    assert "Có 3 xã đạt chuẩn; 12 xã chưa đạt." in [passage.text for passage in reading.passages]
    assert not [passage for passage in reading.passages if passage.calls]


TABBED = """ỦY BAN NHÂN DÂN\t\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ HÒA LẠC\t\t\tĐộc lập - Tự do - Hạnh phúc

BÁO CÁO
Kết quả năm 2025

I. KINH TẾ

Bảng 1. Chỉ tiêu chủ yếu

TT\tChỉ tiêu\tĐVT\tNăm 2024\tNăm 2025\tGhi chú
1\tSản lượng lúa\tTấn\t6.430\t6.761\t
2\tTỷ lệ hộ nghèo\t%\t2,7\t1,9
3\tXe máy\tChiếc\t\t812\tước

Xã thu hoạch xong ngày 28/3/2025.
"""


def test_cells_set_apart_by_tabs_are_a_table(tmp_path: Path) -> None:
    path = tmp_path / "hoa-lac.txt"
    path.write_text(TABBED, encoding="utf-8")
    passages = read_structure(path).passages
    rows = [passage for passage in passages if passage.row is not None]
    assert [row.row.label for row in rows if row.row and row.row.row] == [
        "Sản lượng lúa", "Tỷ lệ hộ nghèo", "Xe máy",
    ]  # fmt: skip
    first = rows[1].row
    assert first is not None
    assert first.title == "Bảng 1. Chỉ tiêu chủ yếu"
    told = {cell.header: (cell.text, cell.unit) for cell in first.cells}
    assert told["Năm 2025"] == ("6.761", "Tấn")
    assert [step.label for step in rows[1].section] == ["I"]
    # the letterhead set with tabs is none, nor is what follows the table
    assert not any("CỘNG HÒA" in row.text for row in rows)
    assert passages[-1].row is None


def test_markdown_notes_straight_below_their_paragraph(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "a.md",
        "# BÁO CÁO\n\n## I. KẾT QUẢ\n\nCó 5 hộ thoát nghèo[^1], 9 hộ cận nghèo[^2].\n"
        "[^1]: Gồm 3 hộ thôn Đông\nvà 2 hộ thôn Tây.\n[^2]: Trong đó 7 hộ ở bản Na.\n",
    )
    notes = [p.text for p in reading.passages if p.kind is PassageKind.FOOTNOTE]
    assert notes == ["Gồm 3 hộ thôn Đông và 2 hộ thôn Tây.", "Trong đó 7 hộ ở bản Na."]
    body = by_start(reading, "Có 5 hộ")
    assert body.text == "Có 5 hộ thoát nghèo, 9 hộ cận nghèo."
