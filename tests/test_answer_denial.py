"""Rise and fall in the words of a question or a report."""

import pytest

from answer.denial import direction


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("số vụ tăng 12%", 1),
        ("thu nhập cao hơn năm trước", 1),
        ("số hộ nghèo giảm 40 hộ", -1),
        ("tăng cường kiểm tra, tăng tốc giải ngân", 0),
        ("Chủ tịch huyện tặng Giấy khen", 0),
        ("chu tich huyen tang giay khen may nguoi", 0),
        ("tang toc giai ngan duoc bao nhieu", 0),
        ("so vu chay tang may vu", 1),
        ("giam doc so la ai", 0),
        ("ho ngheo giam bao nhieu", -1),
        ("tăng 5 vụ, giảm 3 người", 0),
    ],
)
def test_direction(text: str, said: int) -> None:
    assert direction(text) == said
