"""Which broken sums are called wrong, and which lists stay open."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from check.audit import audit_readings
from check.discrepancy import Severity
from check.slips import digits_in, is_exchange
from ingest.read import read_report
from ingest.report import Reading

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH HÒA AN\n\nBÁO CÁO\nKết quả công tác năm 2025\n\nI. KẾT QUẢ\n\n"
WRONG = [
    "Ban có 16 công chức, gồm: 01 trưởng ban; 05 phó trưởng ban; 19 chuyên viên.",
    "Tỉnh có 14 cụm, khối thi đua (95 cụm, 09 khối) với 112 đơn vị thành viên.",
    "Tỉnh có 29 xã, phường, thị trấn (68 xã, 18 phường, 06 thị trấn).",
    "Đã khen 298 trường hợp (131 tập thể, trong đó có 33 doanh nghiệp; 127 cá nhân).",
    "Đã đăng 312 văn bản (721 văn bản cá biệt; 07 kế hoạch; 03 chỉ thị và 31 nghị quyết).",
    "Tiếp 07 đoàn, với 71 công dân (huyện An Khê tiếp 10 đoàn, với 08 công dân; huyện Phú Lộc "
    "tiếp 06 đoàn, với 63 công dân).",
    "Có 50 đơn thuộc thẩm quyền (trong đó: 20 đơn thuộc thẩm quyền của tỉnh; 50 đơn thuộc thẩm "
    "quyền của huyện và 25 đơn thuộc thẩm quyền của xã).",
    "Cấp mới 03 dự án với 1.374 tỷ đồng (bệnh viện 332 tỷ đồng; chung cư 825 tỷ đồng; trạm điện "
    "217 triệu đồng).",
    "Xây 1.064/1.066 căn (xây mới: 855 căn; sửa chữa: 211 căn), đạt 100%.",
    "Trong 612.480 hồ sơ đã nhận, giải quyết đúng hạn 604.518 hồ sơ, đạt 93,70%.",
    "Trong 612.480 hồ sơ đã nhận, giải quyết đúng hạn 640.518 hồ sơ, đạt 98,7%.",
    "Trong 43 nhiệm vụ được giao, đã hoàn thành 32 nhiệm vụ, đạt 94,1%.",
    "Hoàn thành xóa 6.753 căn nhà tạm, đạt 100% kế hoạch, gồm 4.562 căn xây mới và 2.173 căn sửa.",
    "Cung cấp 121 dịch vụ công, trong đó 54 dịch vụ toàn trình và 58 dịch vụ một phần.",
]
OPEN = [
    "Ban có 16 công chức, gồm: 01 trưởng ban; 05 phó trưởng ban; 10 chuyên viên.",
    "Mở 16 lớp, trong đó có 04 lớp cho cấp xã và 03 lớp cho trường học.",
    "Có 100 hồ sơ, trong đó 60 hồ sơ nộp trực tuyến, 80 hồ sơ giải quyết trước hạn.",
    "Dự án gồm 02 tòa nhà và 05 sân, xây trong 03 năm.",
    "Thưởng 20 tập thể, gồm: 03 sở, 04 huyện…",
    "Xây 1.064/1.066 căn, đạt 99,81%.",
    "Trong 34 nhiệm vụ được giao, đã hoàn thành 32 nhiệm vụ, đạt 94,1%.",
    "Trong 43 nhiệm vụ được giao, đã hoàn thành 35 nhiệm vụ, đạt 94,1% kế hoạch.",
    "Đoàn đạt 27 huy chương (07 Vàng, 09 Bạc, 11 Đồng), xếp thứ 03.",
    "Tiếp công dân định kỳ 21 kỳ, đột xuất 04 kỳ, trong đó Chủ tịch trực tiếp tiếp 19 kỳ.",
    "Phải xử lý 3.862 đơn (kỳ trước chuyển sang 173 đơn, nhận trong kỳ 3.689 đơn), giảm 10,3% so "
    "với năm 2024 (4.305 đơn).",
    "Tố cáo thuộc thẩm quyền 94 vụ việc, đã giải quyết 89 vụ việc, đạt 94,7%.\n\nTố cáo thuộc "
    "thẩm quyền của xã 318 vụ việc, đã giải quyết 294 vụ việc, đạt 92,5%.",
]


def _reading(text: str, tmp_path: Path) -> Reading:
    path = tmp_path / "bao-cao.txt"
    path.write_text(HEAD + text + "\n", encoding="utf-8")
    return read_report(path)


@pytest.mark.parametrize("text", WRONG)
def test_a_broken_sum_is_called_wrong(text: str, tmp_path: Path) -> None:
    assert audit_readings([_reading(text, tmp_path)]).discrepancies


@pytest.mark.parametrize("text", OPEN)
def test_an_open_or_right_list_is_not(text: str, tmp_path: Path) -> None:
    assert not audit_readings([_reading(text, tmp_path)]).discrepancies


def test_a_list_that_may_be_partial_is_only_worth_a_look(tmp_path: Path) -> None:
    text = (
        "Kinh phí 2 tỷ 190 triệu đồng, trong đó tỉnh góp 1 tỷ 330 triệu đồng, "
        "Nhân dân góp 840 triệu đồng."
    )
    [found] = audit_readings([_reading(text, tmp_path)]).discrepancies
    assert found.severity is Severity.LOOK


def test_a_note_that_splits_two_totals_is_read_for_both(tmp_path: Path) -> None:
    text = (
        "Trước ngày 01 tháng 7 hoàn thành 874 căn, sau đó hoàn thành 454 căn[^1].\n\n"
        "[^1]: Trước ngày 01/7/2025: xây mới 641 căn, sửa chữa 233 căn; "
        "từ ngày 01/7/2025: xây mới 236 căn, sửa chữa 128 căn."
    )
    path = tmp_path / "bao-cao.md"
    path.write_text(HEAD + text + "\n", encoding="utf-8")
    result = audit_readings([read_report(path)])
    assert [one.printed for one in result.discrepancies] == ["454 căn"]
    assert any(one.printed == "874 căn" for one in result.agreements)


def test_a_note_that_splits_all_counts_of_its_sentence_is_no_split_of_one(tmp_path: Path) -> None:
    text = (
        "Kết quả: khiếu nại đúng 34 vụ, sai 186 vụ, có đúng có sai 24 vụ[^1].\n\n"
        "[^1]: Lần đầu 201 vụ, lần hai 43 vụ; qua lần hai có 07 vụ phải sửa quyết định lần đầu."
    )
    path = tmp_path / "bao-cao.md"
    path.write_text(HEAD + text + "\n", encoding="utf-8")
    assert not audit_readings([read_report(path)]).discrepancies


def test_slips_are_told_by_places_not_by_looks() -> None:
    assert is_exchange(Decimal("2.06"), Decimal("2.006"))
    assert is_exchange(Decimal(6), Decimal(60))
    assert not is_exchange(Decimal(123), Decimal(321))
    assert [digits_in(Decimal(one)) for one in ("651.133", "1200", "5")] == [6, 2, 1]
