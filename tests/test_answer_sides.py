"""A question over two sides, taken apart into a question for each side."""

from __future__ import annotations

import pytest

from answer.frame import Operation
from answer.other_side import other_side
from answer.sides import sides_asked

FIRST_WAYS = {
    "Sữa của xã Bình Lạc và xã Tân Khê chênh nhau mấy lít?": (
        "Sữa của xã Bình Lạc mấy lít",
        "Sữa của xã Tân Khê mấy lít",
    ),
    "Người lao động được giao nhiều hơn số có mặt mấy người?": (
        "Người lao động được giao mấy người",
        "Người lao động có mặt mấy người",
    ),
    "Điểm tự chấm của Sở năm 2022 chênh với điểm thẩm định bao nhiêu?": (
        "Điểm tự chấm của Sở năm 2022 bao nhiêu",
        "điểm thẩm định của Sở năm 2022 bao nhiêu",
    ),
    "Số lớp xóa mù 2022 nhiều hơn năm 2021 mấy lớp?": (
        "Số lớp xóa mù 2022 mấy lớp",
        "Số lớp xóa mù 2021 mấy lớp",
    ),
    "Chỉ số hài lòng của Lạc Thủy cũ hơn Mường Bi cũ bao nhiêu?": (
        "Chỉ số hài lòng của Lạc Thủy cũ bao nhiêu",
        "Chỉ số hài lòng của Mường Bi cũ bao nhiêu",
    ),
    "Tỷ lệ phủ sóng năm 2022 tăng bao nhiêu điểm phần trăm so với năm 2020?": (
        "Tỷ lệ phủ sóng năm 2022 bao nhiêu phần trăm",
        "Tỷ lệ phủ sóng năm 2020 bao nhiêu phần trăm",
    ),
    "So với năm trước, thu phí năm 2022 hụt đi bao nhiêu triệu?": (
        "thu phí năm 2022 bao nhiêu triệu",
        "thu phí năm 2021 bao nhiêu triệu",
    ),
    "Lấy vốn đã phân bổ trừ đi vốn được giao thì dôi ra mấy tỷ?": (
        "vốn đã phân bổ mấy tỷ",
        "vốn được giao mấy tỷ",
    ),
    "Người dự hội thao và hội diễn của huyện, bên nào đông hơn, chênh mấy người?": (
        "Người dự hội thao mấy người",
        "Người dự hội thao hội diễn của huyện mấy người",
    ),
    "Giai đoạn 2021-2025 trồng rừng nhiều hơn giai đoạn trước bao nhiêu ha?": (
        "Giai đoạn 2021-2025 trồng rừng bao nhiêu ha",
        "Giai đoạn 2016-2020 trồng rừng bao nhiêu ha",
    ),
    "so giuong benh nam 2022 nhieu hon nam 2021 bao nhieu giuong": (
        "so giuong benh nam 2022 bao nhieu giuong",
        "so giuong benh nam 2021 bao nhieu giuong",
    ),
}


@pytest.mark.parametrize(("question", "sides"), FIRST_WAYS.items())
def test_each_side_of_a_difference_is_asked_alone(question: str, sides: tuple[str, str]) -> None:
    asked = sides_asked(question)
    assert asked is not None
    assert asked.operation is Operation.DIFFERENCE
    assert tuple(ways[0] for ways in asked.ways) == sides


SUMS = {
    "Huyện sửa đường cả hai năm 2021 và 2022 được tất cả bao nhiêu km?": (
        "Huyện sửa đường năm 2021 được bao nhiêu km",
        "Huyện sửa đường năm 2022 được bao nhiêu km",
    ),
    "Chi cho trẻ mồ côi và cho người khuyết tật ở xã cộng lại hết bao nhiêu tỷ?": (
        "Chi cho trẻ mồ côi ở xã bao nhiêu tỷ",
        "Chi cho người khuyết tật ở xã bao nhiêu tỷ",
    ),
}


@pytest.mark.parametrize(("question", "sides"), SUMS.items())
def test_each_side_of_a_sum_is_asked_alone(question: str, sides: tuple[str, str]) -> None:
    asked = sides_asked(question)
    assert asked is not None
    assert asked.operation is Operation.SUM
    assert tuple(ways[0] for ways in asked.ways) == sides


def test_what_is_left_is_all_of_it_and_what_is_done() -> None:
    asked = sides_asked("Huyện còn thiếu mấy phòng nữa mới xây đủ số phòng học đã đăng ký?")
    assert asked is not None
    assert asked.left
    assert asked.ways[0][0] == "Huyện số phòng học đã đăng ký mấy phòng"
    assert asked.ways[1][0] == "Huyện đã xây đủ mấy phòng số phòng học"


def test_a_surplus_of_trade_is_exports_and_imports() -> None:
    asked = sides_asked("Quý I tỉnh xuất siêu bao nhiêu triệu USD?")
    assert asked is not None
    assert asked.unprinted
    assert [ways[0] for ways in asked.ways] == [
        "Quý I tỉnh xuất khẩu bao nhiêu triệu USD",
        "Quý I tỉnh nhập khẩu bao nhiêu triệu USD",
    ]


def test_how_many_times_is_a_ratio() -> None:
    asked = sides_asked("Đàn gà của xã Bình Lạc gấp mấy lần xã Tân Khê?")
    assert asked is not None
    assert asked.operation is Operation.RATIO
    assert [ways[0] for ways in asked.ways] == [
        "Đàn gà của xã Bình Lạc bao nhiêu",
        "Đàn gà của xã Tân Khê bao nhiêu",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Huyện có bao nhiêu xã?",
        "Thu phí tăng mấy phần trăm so với cùng kỳ?",  # a share of it, no difference of levels
        "Tai nạn năm 2021 và năm 2022, mỗi năm mấy vụ?",  # each is asked for, nothing is added
        "Thuế trừ trợ cấp là bao nhiêu?",  # the name of an indicator
        "Trồng bao nhiêu ha rừng, nhiều hơn năm trước bao nhiêu?",  # two things asked
    ],
)
def test_what_asks_for_no_computation_has_no_sides(question: str) -> None:
    assert sides_asked(question) is None


def test_a_side_that_is_a_name_stands_for_a_name_of_its_kind() -> None:
    assert other_side("Điểm của xã Bình Lạc", "xã Tân Khê") == ["Điểm của xã Tân Khê"]
    assert other_side("Năm 2022 PAR INDEX của Bình Lạc", "Tân Khê") == [
        "Năm 2022 PAR INDEX của Tân Khê"
    ]
