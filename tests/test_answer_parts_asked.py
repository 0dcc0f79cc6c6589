"""A question taken apart into one whole question for each thing that it asks for."""

import pytest

from answer.parts_asked import asked_count, parts_asked

APART = {
    "Thị trấn Bãi Sậy thu thuế được bao nhiêu, đạt mấy phần trăm dự toán?": (
        "Thị trấn Bãi Sậy thu thuế được bao nhiêu",
        "Thị trấn Bãi Sậy thu thuế đạt mấy phần trăm dự toán",
    ),
    "Đội bóng có bao nhiêu cầu thủ và bao nhiêu huấn luyện viên?": (
        "Đội bóng có bao nhiêu cầu thủ",
        "Đội bóng có bao nhiêu huấn luyện viên",
    ),
    "Học nghề năm 2024: hệ dài hạn, hệ ngắn hạn lần lượt bao nhiêu người?": (
        "Học nghề năm 2024 hệ dài hạn bao nhiêu người",
        "Học nghề năm 2024 hệ ngắn hạn bao nhiêu người",
    ),
    "Quỹ khuyến học: phần của huyện và phần của các xã bao nhiêu?": (
        "Quỹ khuyến học phần của huyện bao nhiêu",
        "Quỹ khuyến học phần của các xã bao nhiêu",
    ),
    "Đơn thư phân theo loại phản ánh, kiến nghị ra sao?": (
        "Đơn thư phản ánh bao nhiêu",
        "Đơn thư kiến nghị bao nhiêu",
    ),
    "Huyện được mấy huy chương vàng, mấy bạc, mấy đồng ở giải đua ghe?": (
        "Huyện được mấy huy chương vàng ở giải đua ghe",
        "Huyện được mấy huy chương bạc ở giải đua ghe",
        "Huyện được mấy huy chương đồng ở giải đua ghe",
    ),
    "Số hồ sơ nộp trực tuyến của huyện và tỷ lệ?": (
        "Số hồ sơ nộp trực tuyến của huyện",
        "Số hồ sơ nộp trực tuyến của huyện tỷ lệ bao nhiêu phần trăm",
    ),
    "Trường học gồm mấy trường mầm non, tiểu học, trung học?": (
        "Trường học gồm mấy trường mầm non",
        "Trường học gồm mấy trường tiểu học",
        "Trường học gồm mấy trường trung học",
    ),
}


@pytest.mark.parametrize(("question", "parts"), APART.items())
def test_each_thing_asked_is_a_whole_question(question: str, parts: tuple[str, ...]) -> None:
    assert parts_asked(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Năm 2024 huyện xây bao nhiêu km đường?",
        "Huyện nhận bao nhiêu đơn khiếu nại, tố cáo?",
        "Quyết định số bao nhiêu, ban hành ngày mấy?",
        "Xã nào trồng nhiều cây nhất và xã đó trồng bao nhiêu cây?",
        "Bao nhiêu trên bao nhiêu xã đạt chuẩn?",
        "Xã A hơn xã B bao nhiêu hộ, bao nhiêu phần trăm?",
    ],
)
def test_one_thing_asked_stays_one_question(question: str) -> None:
    assert parts_asked(question) == ()


def test_asking_words_of_every_kind_are_counted() -> None:
    assert asked_count("Công ty nào góp, góp bao nhiêu?") == 2
    assert asked_count("Huyện có bao nhiêu hộ nghèo?") == 1
    assert asked_count("Số hồ sơ đã giải quyết, kèm tỷ lệ?") == 1
