"""What a question for a list asks to be told."""

from __future__ import annotations

import pytest

from answer.enumerations import bears_name, split
from answer.frame import read_frame
from answer.list_asked import Sort, list_asked


@pytest.mark.parametrize(
    ("question", "sort", "count"),
    [
        ("Ba xã kiểu mẫu là những xã nào?", Sort.NAMES, 3),
        ("Những tuyến đường nào được nâng cấp?", Sort.NAMES, None),
        ("Kể tên các phường mới", Sort.NAMES, None),
        ("Vốn làm cầu gồm những khoản nào, mỗi khoản bao nhiêu?", Sort.FIGURES, None),
        ("Mỗi xã được bao nhiêu tấn gạo?", Sort.FIGURES, None),
        ("Hai nhiệm vụ nào chưa xong?", Sort.ANY, 2),
        ("Xã xây hai cây cầu nào?", Sort.NAMES, 2),
        ("Những quyết định nào được ban hành?", Sort.DOCUMENTS, None),
        ("ba xa kieu mau la nhung xa nao", Sort.NAMES, 3),
        ("Mấy khu công nghiệp nào chưa có trạm xử lý?", Sort.NAMES, None),
        ("4 sáng kiến cấp tỉnh là mấy cái nào vậy?", Sort.ANY, 4),
        ("Kể giúp mấy xã đạt chuẩn", Sort.NAMES, None),
        ("Có thêm mấy sản phẩm được công nhận, tên gì?", Sort.NAMES, None),
        ("Năm học rồi có trường nào đạt chuẩn?", Sort.NAMES, None),
        ("Liệt kê các xã và năm được công nhận", Sort.NAMES, None),
        ("Năm xã nào đạt chuẩn?", Sort.NAMES, 5),
    ],
)
def test_lists(question: str, sort: Sort, count: int | None) -> None:
    asked = list_asked(read_frame(question))
    assert asked is not None
    assert (asked.sort, asked.count) == (sort, count)


@pytest.mark.parametrize(
    "question",
    [
        "Huyện có bao nhiêu xã nông thôn mới?",
        "Xã nào có nhiều hộ nghèo nhất?",
        "Tỉnh nào có 25 doanh nghiệp được khen?",
        "Hội nghị diễn ra vào ngày nào?",
        "Hai báo cáo ghi số đơn thế nào?",
        "Ai ký báo cáo?",
        "Tổ chức mấy lớp cho đối tượng nào?",
        "Có phải có 12 xã đạt chuẩn không?",
    ],
)
def test_no_lists(question: str) -> None:
    assert list_asked(read_frame(question)) is None


def test_the_number_of_what_is_divided_is_not_that_of_its_parts() -> None:
    asked = list_asked(read_frame("16 công chức gồm những chức danh gì?"))
    assert asked is not None
    assert (asked.count, asked.whole) == (None, 16)


def test_members_are_split_at_semicolons_else_at_commas_and_long_names_stay_whole() -> None:
    assert split("Xã A (thôn 1, 2); xã B và C") == ("Xã A (thôn 1, 2)", "xã B và C")
    assert split("Sở Y tế, Sở Văn hóa, Thể thao và Du lịch") == (
        "Sở Y tế",
        "Sở Văn hóa, Thể thao, Du lịch",
    )


def test_names() -> None:
    assert bears_name("xã Bãi Nhạn")
    assert bears_name("Sở Y tế")
    assert not bears_name("chi đầu tư 140 triệu")
    assert not bears_name("21 xã nâng cao")
