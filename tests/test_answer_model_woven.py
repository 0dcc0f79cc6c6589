"""What a sentence may take from a line, and what it may not."""

from __future__ import annotations

import pytest

from answer.model.lines import row_text
from answer.model.woven import Fabric, woven
from ingest.report import Cell, TableRow

BUDGET = (
    "Thu ngân sách trên địa bàn đạt 4.650 tỷ đồng, bằng 104,5% dự toán, tăng 10,71% so với năm 2024"
)
LIST = "Huyện Tân Lũy 190 căn, huyện An Vọng 145 căn, huyện Bình Thoại 85 căn."
AWARDS = (
    "Chủ tịch UBND tỉnh tặng Bằng khen cho 09 tập thể và 24 cá nhân; Sở Giáo dục và Đào tạo tặng "
    "Giấy khen cho 31 cá nhân."
)
PLAN = "Phấn đấu năm 2026 thu ngân sách 5.000 tỷ đồng; xây mới 300 căn nhà."
PROPOSED = "UBND tỉnh đề nghị Thủ tướng Chính phủ tặng Bằng khen cho 02 tập thể."
BOTH = "Huyện Tân Lũy xây 190 căn, sửa chữa 20 căn; huyện An Vọng xây 145 căn, sửa chữa 33 căn."
PART = "Các doanh nghiệp nước ngoài nộp 8 tỷ đồng, chưa kể 2 tỷ đồng tiền phạt."
HEADINGS = (
    "Báo cáo tổng kết công tác thi đua năm 2025",
    "Phong trào “Tiếng trống học bài” giai đoạn 2021 - 2025",
    "UBND tỉnh Đông Hoài",
    "năm 2025",
)
ROW = TableRow(
    1,
    1,
    "Lúa",
    (
        Cell("Cây trồng", "Lúa", 0, 3),
        Cell("Diện tích (ha)", "12.400", 6, 12, "ha"),
        Cell("Sản lượng (tấn)", "68.200", 15, 21, "tấn"),
    ),
)

MAY = [
    (BUDGET, BUDGET),
    (BUDGET, "Thu ngân sách trên địa bàn đạt 4.650 tỷ đồng"),
    (BUDGET, "Thu ngân sách trên địa bàn đạt 4.650 tỷ đồng, tăng 10,71% so với năm 2024."),
    (BUDGET, "UBND tỉnh Đông Hoài: thu ngân sách trên địa bàn đạt 4.650 tỉ đồng."),
    (BUDGET, "Theo báo cáo, thu ngân sách trên địa bàn là đạt 4.650 tỷ đồng."),
    (LIST, "Huyện Tân Lũy 190 căn và huyện Bình Thoại 85 căn."),
    (LIST, "Huyện An Vọng có 145 căn."),
    (LIST, "Năm 2025, huyện An Vọng 145 căn."),
    (AWARDS, "Chủ tịch UBND tỉnh tặng Bằng khen cho 09 tập thể."),
    (AWARDS, "Sở Giáo dục và Đào tạo tặng Giấy khen cho 31 cá nhân."),
    (AWARDS, "Phong trào “Tiếng trống học bài”: Chủ tịch UBND tỉnh tặng Bằng khen cho 09 tập thể."),
    (PLAN, "Phấn đấu năm 2026 thu ngân sách 5.000 tỷ đồng."),
    (PROPOSED, PROPOSED),
    (BOTH, "Huyện An Vọng xây 145 căn, sửa chữa 33 căn."),
]
MAY_NOT = [
    (BUDGET, "Thu ngân sách đạt 4.650 tỷ đồng."),  # which revenue is left out
    (BUDGET, "Thu ngân sách trên địa bàn tăng 10,71%."),  # than when is left out
    (BUDGET, "Thu ngân sách trên địa bàn đạt 4.650 tỷ đồng, bằng 10,71% dự toán."),
    (BUDGET, "Năm 2024, thu ngân sách trên địa bàn đạt 4.650 tỷ đồng."),
    (BUDGET, "Năm 2025, thu ngân sách trên địa bàn đạt 4.650 tỷ đồng."),  # it names 2024 itself
    (BUDGET, "Thu ngân sách trên địa bàn chưa đạt 4.650 tỷ đồng."),
    (BUDGET, "Thu ngân sách trên địa bàn đạt -4.650 tỷ đồng."),
    (LIST, "Huyện Tân Lũy 145 căn."),
    (LIST, "Huyện Bình Thoại 85 căn, huyện Tân Lũy 145 căn."),
    (LIST, "Cả ba huyện có 420 căn."),
    (LIST, "Huyện Tân Lũy một trăm chín mươi căn."),
    (AWARDS, "Chủ tịch UBND tỉnh tặng Giấy khen cho 31 cá nhân."),
    (AWARDS, "Chủ tịch UBND tỉnh tặng Bằng khen cho 24 cá nhân; 09 tập thể."),
    (AWARDS, "Phong trào “Tiếng trống”: Chủ tịch UBND tỉnh tặng Bằng khen cho 09 tập thể."),
    (AWARDS, "Phong trào “Sạch nhà”: Chủ tịch UBND tỉnh tặng Bằng khen cho 09 tập thể."),
    (PLAN, "Năm 2026 thu ngân sách 5.000 tỷ đồng."),  # only planned
    (PLAN, "Xây mới 300 căn nhà."),  # only planned
    (PROPOSED, "Thủ tướng Chính phủ tặng Bằng khen cho 02 tập thể."),  # only proposed
    (BOTH, "Huyện Tân Lũy xây 190 căn, sửa chữa 33 căn."),
    (BOTH, "Sửa chữa 33 căn."),  # whose is left out
    (PART, "Các doanh nghiệp nộp 8 tỷ đồng."),  # which ones is left out
    (PART, "Các doanh nghiệp nước ngoài nộp 8 tỷ đồng, kể 2 tỷ đồng tiền phạt."),
    (BUDGET, "Theo báo cáo."),
    (BUDGET, ""),
    ("", BUDGET),
]


@pytest.mark.parametrize(("line", "sentence"), MAY)
def test_woven(line: str, sentence: str) -> None:
    assert woven(sentence, Fabric.of(line, HEADINGS))


@pytest.mark.parametrize(("line", "sentence"), MAY_NOT)
def test_not_woven(line: str, sentence: str) -> None:
    assert not woven(sentence, Fabric.of(line, HEADINGS))


def test_a_table_row_is_told_cell_by_cell() -> None:
    line = row_text(ROW)
    assert line == "Lúa – Diện tích (ha): 12.400 ha; Lúa – Sản lượng (tấn): 68.200 tấn."
    fabric = Fabric.of(line, parallel=True)
    assert woven("Lúa: sản lượng (tấn): 68.200 tấn.", fabric)
    assert not woven("Lúa: diện tích (ha): 68.200 ha.", fabric)
    assert not woven("Ngô: sản lượng (tấn): 68.200 tấn.", fabric)


def test_long_texts_take_no_long_time() -> None:
    line = "và " * 400 + BUDGET
    assert not woven("và có " * 400 + "9 xã", Fabric.of(line, HEADINGS))
