"""Abbreviations that a report defines."""

import pytest

from ingest.abbreviations import find_abbreviations, unique


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("của Ủy ban nhân dân (UBND) tỉnh", ("UBND", "Ủy ban nhân dân")),
        ("28 đơn vị hành chính (ĐVHC) cấp xã", ("ĐVHC", "đơn vị hành chính")),
        ("bảo hiểm y tế (viết tắt là BHYT)", ("BHYT", "bảo hiểm y tế")),
        (
            "tốc độ tăng tổng sản phẩm trên địa bàn (GRDP) đạt",
            ("GRDP", "tổng sản phẩm trên địa bàn"),
        ),
        (
            "Chỉ số cải cách hành chính (PAR Index): tỉnh",
            ("PAR Index", "Chỉ số cải cách hành chính"),
        ),
    ],
)
def test_in_brackets(text: str, pair: tuple[str, str]) -> None:
    assert pair in find_abbreviations(text)


def test_list_of_abbreviations_with_commas_in_the_long_forms() -> None:
    text = (
        "Các từ viết tắt: UBND - Ủy ban nhân dân, CBCC - Cán bộ, công chức, NLĐ - Người lao động."
    )
    assert find_abbreviations(text) == [
        ("UBND", "Ủy ban nhân dân"),
        ("CBCC", "Cán bộ, công chức"),
        ("NLĐ", "Người lao động"),
    ]


@pytest.mark.parametrize(
    "text", ["thành phố Bình Lạc (cũ)", "đạt 5% (tăng)", "Sở Nội vụ (Ban TĐKT)"]
)
def test_other_brackets_define_nothing(text: str) -> None:
    assert find_abbreviations(text) == []


def test_repetitions_are_kept_once() -> None:
    assert unique([("UBND", "Ủy ban nhân dân"), ("UBND", "ủy ban nhân dân")]) == (
        ("UBND", "Ủy ban nhân dân"),
    )
