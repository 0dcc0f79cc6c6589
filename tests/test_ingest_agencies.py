"""Letterheads of all kinds of agencies: who reports, and the place of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.agencies import agencies_of, agency_case, issuer_of
from ingest.metadata import short_agency
from ingest.read import read_structure
from ingest.report import Report

SUPERIOR = "UBND TỈNH VẠN AN"
LETTERHEADS = [
    # the words "xã hội" are no commune
    (f"{SUPERIOR}/SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
     "Sở Lao động - Thương binh và Xã hội tỉnh Vạn An", "tỉnh Vạn An"),
    (f"{SUPERIOR}/SỞ LAO ĐỘNG - THƯƠNG BINH/VÀ XÃ HỘI",
     "Sở Lao động - Thương binh và Xã hội tỉnh Vạn An", "tỉnh Vạn An"),
    (f"{SUPERIOR}/SỞ LAO ĐỘNG - THƯƠNG BINH VÀ/XÃ HỘI",
     "Sở Lao động - Thương binh và Xã hội tỉnh Vạn An", "tỉnh Vạn An"),
    ("UBND THÀNH PHỐ VẠN AN/PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
     "Phòng Lao động - Thương binh và Xã hội thành phố Vạn An", "thành phố Vạn An"),
    (f"{SUPERIOR}/CHI CỤC PHÒNG, CHỐNG TỆ NẠN XÃ HỘI",
     "Chi cục Phòng, chống tệ nạn xã hội tỉnh Vạn An", "tỉnh Vạn An"),
    ("NGÂN HÀNG CHÍNH SÁCH XÃ HỘI/CHI NHÁNH TỈNH VẠN AN",
     "Ngân hàng Chính sách xã hội chi nhánh tỉnh Vạn An", "tỉnh Vạn An"),
    ("BẢO HIỂM XÃ HỘI VIỆT NAM/BẢO HIỂM XÃ HỘI TỈNH VẠN AN",
     "Bảo hiểm xã hội tỉnh Vạn An", "tỉnh Vạn An"),
    ("BẢO HIỂM XÃ HỘI/TỈNH VẠN AN", "Bảo hiểm xã hội tỉnh Vạn An", "tỉnh Vạn An"),
    ("LIÊN MINH HỢP TÁC XÃ TỈNH VẠN AN", "Liên minh Hợp tác xã tỉnh Vạn An", "tỉnh Vạn An"),
    # but a commune may be called Hội …
    ("ỦY BAN NHÂN DÂN/XÃ HỘI AN", "UBND xã Hội An", "xã Hội An"),
    ("UBND XÃ HỘI THỊNH", "UBND xã Hội Thịnh", "xã Hội Thịnh"),
    # people's committees and councils
    ("ỦY BAN NHÂN DÂN/TỈNH THẠCH GIANG", "UBND tỉnh Thạch Giang", "tỉnh Thạch Giang"),
    ("ỦY BAN NHÂN DÂN THỊ XÃ ĐÔNG LẠC", "UBND thị xã Đông Lạc", "thị xã Đông Lạc"),
    ("UBND PHƯỜNG TRUNG TÍN", "UBND phường Trung Tín", "phường Trung Tín"),
    ("UBND TP. VẠN AN", "UBND thành phố Vạn An", "thành phố Vạn An"),
    ("UBND HUYỆN YÊN ĐỒNG TỈNH LAM TRÀ", "UBND huyện Yên Đồng tỉnh Lam Trà", "huyện Yên Đồng"),
    ("HỘI ĐỒNG NHÂN DÂN/TỈNH VẠN AN/BAN KINH TẾ - NGÂN SÁCH",
     "Ban Kinh tế - Ngân sách HĐND tỉnh Vạn An", "tỉnh Vạn An"),
    (f"{SUPERIOR}/VĂN PHÒNG", "Văn phòng UBND tỉnh Vạn An", "tỉnh Vạn An"),
    ("VĂN PHÒNG/ỦY BAN NHÂN DÂN TỈNH VẠN AN", "Văn phòng UBND tỉnh Vạn An", "tỉnh Vạn An"),
    # the Party, the Front, the unions
    ("TỈNH ỦY LAM TRÀ", "Tỉnh ủy Lam Trà", "tỉnh Lam Trà"),
    ("TỈNH ỦY LAM TRÀ/BAN TỔ CHỨC", "Ban Tổ chức Tỉnh ủy Lam Trà", "tỉnh Lam Trà"),
    ("ĐẢNG BỘ TỈNH LAM TRÀ/HUYỆN ỦY YÊN ĐỒNG", "Huyện ủy Yên Đồng", "huyện Yên Đồng"),
    ("ĐẢNG BỘ HUYỆN YÊN ĐỒNG/ĐẢNG ỦY XÃ VĨNH THÁI", "Đảng ủy xã Vĩnh Thái", "xã Vĩnh Thái"),
    ("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM/TỈNH BẮC LĂNG/BAN THƯỜNG TRỰC",
     "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Bắc Lăng", "tỉnh Bắc Lăng"),
    ("ỦY BAN MTTQ VIỆT NAM TỈNH BẮC LĂNG", "Ủy ban MTTQ Việt Nam tỉnh Bắc Lăng", "tỉnh Bắc Lăng"),
    ("HỘI NÔNG DÂN VIỆT NAM/BAN CHẤP HÀNH TỈNH LAM TRÀ", "Hội Nông dân tỉnh Lam Trà",
     "tỉnh Lam Trà"),
    ("HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM/HỘI LIÊN HIỆP PHỤ NỮ TỈNH VẠN AN",
     "Hội Liên hiệp Phụ nữ tỉnh Vạn An", "tỉnh Vạn An"),
    ("ĐOÀN TNCS HỒ CHÍ MINH/BAN CHẤP HÀNH TỈNH VẠN AN", "Đoàn TNCS Hồ Chí Minh tỉnh Vạn An",
     "tỉnh Vạn An"),
    ("ĐOÀN TNCS HỒ CHÍ MINH/BAN CHẤP HÀNH TỈNH ĐOÀN VẠN AN", "Tỉnh đoàn Vạn An", "tỉnh Vạn An"),
    ("HUYỆN ĐOÀN YÊN ĐỒNG", "Huyện đoàn Yên Đồng", "huyện Yên Đồng"),
    ("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM/LIÊN ĐOÀN LAO ĐỘNG TỈNH VẠN AN",
     "Liên đoàn Lao động tỉnh Vạn An", "tỉnh Vạn An"),
    ("HỘI CHỮ THẬP ĐỎ TỈNH VẠN AN", "Hội Chữ thập đỏ tỉnh Vạn An", "tỉnh Vạn An"),
    ("LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT/TỈNH VẠN AN",
     "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh Vạn An", "tỉnh Vạn An"),
    # police, army, courts, what ministries have in a province
    ("BỘ CÔNG AN/CÔNG AN TỈNH VẠN AN", "Công an tỉnh Vạn An", "tỉnh Vạn An"),
    ("CÔNG AN TỈNH VẠN AN/PHÒNG CẢNH SÁT GIAO THÔNG",
     "Phòng Cảnh sát giao thông Công an tỉnh Vạn An", "tỉnh Vạn An"),
    ("CÔNG AN TỈNH VẠN AN/CÔNG AN XÃ LẠC AN", "Công an xã Lạc An", "xã Lạc An"),
    ("QUÂN KHU 5/BỘ CHỈ HUY QUÂN SỰ TỈNH VẠN AN", "Bộ Chỉ huy Quân sự tỉnh Vạn An",
     "tỉnh Vạn An"),
    ("VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO/VIỆN KIỂM SÁT NHÂN DÂN/TỈNH VẠN AN",
     "Viện kiểm sát nhân dân tỉnh Vạn An", "tỉnh Vạn An"),
    ("BỘ TƯ PHÁP/CỤC THI HÀNH ÁN DÂN SỰ/TỈNH VẠN AN", "Cục Thi hành án dân sự tỉnh Vạn An",
     "tỉnh Vạn An"),
    ("BỘ TÀI CHÍNH/TỔNG CỤC THUẾ/CỤC THUẾ TỈNH VẠN AN", "Cục Thuế tỉnh Vạn An", "tỉnh Vạn An"),
    ("BỘ NỘI VỤ", "Bộ Nội vụ", ""),
    ("BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG/CỤC LÂM NGHIỆP VÀ KIỂM LÂM", "Cục Lâm nghiệp và Kiểm lâm", ""),
    # departments, boards, schools, hospitals
    (f"{SUPERIOR}/SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
     "Sở Văn hóa, Thể thao và Du lịch tỉnh Vạn An", "tỉnh Vạn An"),
    (f"{SUPERIOR}/SỞ NÔNG NGHIỆP VÀ MÔI/TRƯỜNG",
     "Sở Nông nghiệp và Môi trường tỉnh Vạn An", "tỉnh Vạn An"),
    ("UBND TỈNH BÀ RỊA - VŨNG TÀU/SỞ XÂY DỰNG", "Sở Xây dựng tỉnh Bà Rịa - Vũng Tàu",
     "tỉnh Bà Rịa - Vũng Tàu"),
    (f"{SUPERIOR}/THANH TRA TỈNH", "Thanh tra tỉnh Vạn An", "tỉnh Vạn An"),
    (f"{SUPERIOR}/BAN QUẢN LÝ/KHU KINH TẾ", "Ban Quản lý khu kinh tế tỉnh Vạn An", "tỉnh Vạn An"),
    (f"{SUPERIOR}/BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ/XÂY DỰNG CÔNG TRÌNH GIAO THÔNG",
     "Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh Vạn An", "tỉnh Vạn An"),
    ("UBND HUYỆN TRÀ KHÊ/PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "Phòng Giáo dục và Đào tạo huyện Trà Khê",
     "huyện Trà Khê"),
    ("PHÒNG GD&ĐT HUYỆN TRÀ KHÊ/TRƯỜNG TIỂU HỌC KIM ĐỒNG",
     "Trường Tiểu học Kim Đồng huyện Trà Khê", "huyện Trà Khê"),
    ("TRƯỜNG MẦM NON HOA SEN", "Trường Mầm non Hoa Sen", ""),
    (f"{SUPERIOR}/TRƯỜNG CAO ĐẲNG Y TẾ", "Trường Cao đẳng Y tế tỉnh Vạn An", "tỉnh Vạn An"),
    ("SỞ Y TẾ TỈNH VẠN AN/BỆNH VIỆN SẢN - NHI", "Bệnh viện Sản - Nhi tỉnh Vạn An", "tỉnh Vạn An"),
    ("UBND XÃ PHÚ HIỆP/TRẠM Y TẾ", "Trạm Y tế xã Phú Hiệp", "xã Phú Hiệp"),
    ("CÔNG TY CỔ PHẦN CẤP THOÁT NƯỚC VẠN AN", "Công ty Cổ phần Cấp thoát nước Vạn An", ""),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "issuer", "place"), LETTERHEADS)
def test_a_letterhead_names_who_reports(lines: str, issuer: str, place: str) -> None:
    found, where = issuer_of(agencies_of(lines.split("/")))
    assert (short_agency(found), where) == (issuer, place)


def test_a_name_is_written_as_the_report_writes_it() -> None:
    body = "Năm nay Vườn Quốc gia Bến Nhạn đón khách. Kết quả của Vườn Quốc gia Bến Nhạn tăng."
    assert agency_case("VƯỜN QUỐC GIA BẾN NHẠN", body) == "Vườn Quốc gia Bến Nhạn"


HEAD = "{left}\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{under}\tĐộc lập - Tự do - Hạnh phúc\n"
REST = """_______\t______________
Số: 12/BC-CCKL\t{place}, ngày 4 tháng 12 năm 2024

BÁO CÁO
Kết quả công tác năm 2024
–––––––––––

I. KẾT QUẢ
{body}
"""


def read(tmp_path: Path, text: str) -> Report:
    path = tmp_path / "bao-cao.txt"
    path.write_text(text, encoding="utf-8")
    reading = read_structure(path)
    assert not any(set(p.text) <= set("_–- ") for p in reading.passages)
    return reading.report


@pytest.mark.parametrize(
    ("left", "under", "dated", "body", "issuer", "place"),
    [
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "CHI CỤC KIỂM LÂM", "Vạn An",
         "Rừng của tỉnh Vạn An phủ 40% diện tích.", "Chi cục Kiểm lâm tỉnh Vạn An", "tỉnh Vạn An"),
        ("SỞ Y TẾ VẠN AN", "BỆNH VIỆN ĐA KHOA TỈNH", "Vạn An", "Khám 4.000 lượt người.",
         "Bệnh viện Đa khoa tỉnh Vạn An", "tỉnh Vạn An"),
        ("ỦY BAN NHÂN DÂN HUYỆN", "PHÒNG NỘI VỤ", "Trà Khê",
         "Toàn huyện Trà Khê, tỉnh Trà Khê có 12 xã.", "Phòng Nội vụ huyện Trà Khê",
         "huyện Trà Khê"),
        ("BỆNH VIỆN ĐA KHOA", "KHU VỰC PHÚ KHÊ", "Phú Khê", "Ở thị xã Phú Khê, khám 10 ca.",
         "Bệnh viện Đa khoa khu vực Phú Khê", "thị xã Phú Khê"),
    ],
)  # fmt: skip
def test_the_place_comes_from_the_date_line_and_the_text(
    tmp_path: Path, left: str, under: str, dated: str, body: str, issuer: str, place: str
) -> None:
    text = HEAD.format(left=left, under=under) + REST.format(place=dated, body=body)
    report = read(tmp_path, text)
    assert (report.issuer, report.place) == (issuer, place)
    assert (report.title, report.date) == ("Báo cáo kết quả công tác năm 2024", "2024-12-04")


def test_a_letterhead_of_the_party(tmp_path: Path) -> None:
    text = (
        "TỈNH ỦY LAM TRÀ\tĐẢNG CỘNG SẢN VIỆT NAM\nBAN TUYÊN GIÁO\n*\n"
        "Số 25-BC/BTGTU\tLam Trà, ngày 04/12/2024\n\nBÁO CÁO\ncông tác năm 2024\n-----\n"
        "Ban tổ chức 12 hội nghị.\n"
    )
    report = read(tmp_path, text)
    assert (report.issuer, report.place) == ("Ban Tuyên giáo Tỉnh ủy Lam Trà", "tỉnh Lam Trà")
    assert (report.number, report.date) == ("25-BC/BTGTU", "2024-12-04")


@pytest.mark.parametrize(
    "opening",
    [
        "Văn phòng UBND tỉnh Vạn An (sau đây gọi là Văn phòng) báo cáo kết quả năm 2024 như sau:",
        "Thực hiện Công văn số 3/STC của Sở Tài chính, Văn phòng UBND tỉnh Vạn An báo cáo như sau:",
    ],
)
def test_without_a_letterhead_the_first_sentence_names_it(tmp_path: Path, opening: str) -> None:
    report = read(tmp_path, f"BÁO CÁO\nKết quả năm 2024\n\n{opening}\n\nI. KẾT QUẢ\nCó 12 việc.\n")
    assert (report.issuer, report.place) == ("Văn phòng UBND tỉnh Vạn An", "tỉnh Vạn An")
