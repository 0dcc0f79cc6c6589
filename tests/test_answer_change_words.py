"""Everyday words for more, less, up and down are understood as the plain ones."""

from __future__ import annotations

import unicodedata

import pytest

from answer.change_words import in_standard_words


@pytest.mark.parametrize(
    ("asked", "understood"),
    [
        ("Đàn dê vơi đi mấy con?", "Đàn dê giảm mấy con?"),
        ("Số đơn bớt được bao nhiêu so với năm trước?", "Số đơn giảm bao nhiêu so với năm trước?"),
        ("Điểm số nhích lên mấy bậc?", "Điểm số tăng mấy bậc?"),
        ("Thu dôi ra so với dự toán mấy tỷ?", "Thu nhiều hơn so với dự toán mấy tỷ?"),
        ("Thu vượt mức tỉnh giao mấy tỷ?", "Thu vượt kế hoạch tỉnh giao mấy tỷ?"),
        ("Số ca hơn 2021 bao nhiêu?", "Số ca hơn năm 2021 bao nhiêu?"),
        ("Thêm mấy lớp so với năm liền trước?", "Thêm mấy lớp so với năm trước?"),
    ],
)
def test_everyday_words_of_change(asked: str, understood: str) -> None:
    assert in_standard_words(asked) == understood


@pytest.mark.parametrize(
    "asked",
    [
        "Trụ sở dôi dư còn mấy cái?",
        "Dư nợ cho vay là bao nhiêu?",
        "Vì sao sản lượng sụt?",
        "Hai điểm trường cách nhau mấy cây số?",
        "dan de voi di may con",
    ],
)
def test_other_words_stay(asked: str) -> None:
    assert in_standard_words(asked) == asked


def test_marks_typed_apart_are_the_same_words() -> None:
    apart = unicodedata.normalize("NFD", "Đàn dê vơi đi mấy con?")
    assert in_standard_words(apart) == "Đàn dê giảm mấy con?"
