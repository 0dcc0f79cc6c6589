"""A sum written out in a line can be worked again from that line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from check.arithmetic import BrokenSum, replay, rounded


@pytest.mark.parametrize(
    "line",
    [
        "8.917 - 1.479 = 7.438 căn",
        "651 tỷ 133 triệu đồng : 11.462 căn = 56,81 triệu đồng/căn",
        "743 : 1.149 = 64,66%",
        "743 : 1.149 × 100 = 64,66",
        "(1.328 - 1.250) : 1.250 = 6,24%",
        "hơn 12 tỷ đồng + 500 triệu đồng = 12,5 tỷ đồng",
        "96.450 triệu đồng : 1.340 căn = 71,98 triệu đồng/căn",
        "2,5 tỷ đồng – 1.200 triệu đồng = 1,3 tỷ đồng",
        "8.917 căn : 1.479 căn = 6,03 lần",
    ],
)
def test_true_sums_hold(line: str) -> None:
    assert replay(line).holds


@pytest.mark.parametrize(
    ("line", "computed"),
    [
        ("102 căn + 131 căn = 234 căn", Decimal(233)),
        ("48 + 88 = 126 cuộc", Decimal(136)),
        ("10.146 : 9.127 = 112,16%", None),
        ("1,5 tỷ đồng + 20 triệu đồng = 1,7 tỷ đồng", Decimal("1.52")),
    ],
)
def test_false_sums_do_not(line: str, computed: Decimal | None) -> None:
    worked = replay(line)
    assert not worked.holds
    assert computed is None or worked.computed == computed


@pytest.mark.parametrize("line", ["", "12 căn", "12 = 12 = 12", "5 : 0 = 1", "(2 + 3 = 5", "a = b"])
def test_what_is_no_sum_is_refused(line: str) -> None:
    with pytest.raises(BrokenSum):
        replay(line)


def test_rounded_prints_as_a_report_does() -> None:
    assert rounded(Decimal("56.805")) == "56,81"
    assert rounded(Decimal(2545)) == "2.545"
