"""What one question asks for in several places, and where it speaks of time."""

from __future__ import annotations

import pytest

from answer.slots import slots_of
from answer.times import side_of, times_in
from answer.wanted import Wanted


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("huyện A sửa mấy căn, xây mới mấy căn?", [("căn", Wanted.AMOUNT), ("căn", Wanted.AMOUNT)]),
        (
            "cấp mới bao nhiêu dự án, vốn tổng cộng là bao nhiêu?",
            [("dự án", Wanted.AMOUNT), ("", Wanted.MONEY)],
        ),
        ("được bao nhiêu điểm, xếp hạng mấy?", [("điểm", Wanted.AMOUNT), ("", Wanted.RANK)]),
        (
            "làm xong bao nhiêu việc, đạt mấy phần trăm?",
            [("việc", Wanted.AMOUNT), ("phần trăm", Wanted.PERCENT)],
        ),
        ("trợ cấp cho bao nhiêu người, tổng tiền?", [("người", Wanted.AMOUNT), ("", Wanted.MONEY)]),
        ("niêm yết được mấy trên mấy thủ tục?", [("thủ tục", Wanted.AMOUNT)]),
        ("quyết định số mấy?", []),
    ],
)
def test_each_thing_asked_for_is_a_slot(key: str, asked: list[tuple[str, Wanted]]) -> None:
    slots = slots_of(key, marked=True)
    assert [(slot.noun, slot.kind) for slot in slots if not slot.added] == asked


def test_nouns_in_one_breath_are_added_slots() -> None:
    slots = slots_of("góp bao nhiêu cán bộ, lượt dân quân và ngày công?", marked=True)
    assert [(slot.noun, slot.added) for slot in slots] == [
        ("cán bộ", False),
        ("lượt dân quân", True),
        ("ngày công", True),
    ]


@pytest.mark.parametrize(
    ("key", "times"),
    [
        ("tính đến cuối năm 2025 có bao nhiêu xã", ["tính đến cuối năm 2025"]),
        ("từ tháng 7 đến hết tháng 11/2025 nhận mấy đơn", ["từ tháng 7", "đến hết tháng 11/2025"]),
        ("năm ngoái thu bao nhiêu", ["năm ngoái"]),
        ("bao nhiêu hộ nghèo", []),
    ],
)
def test_words_of_time_are_found(key: str, times: list[str]) -> None:
    assert [key[start:end].strip() for start, end in times_in(key)] == times


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("trước 1/7/2025 tiếp bao nhiêu lượt", ("trước", "1/7")),
        ("sau ngày 01 tháng 7 năm 2025", ("sau", "1/7")),
        ("năm 2025", None),
    ],
)
def test_a_side_of_a_date(text: str, side: tuple[str, str] | None) -> None:
    assert side_of(text) == side
