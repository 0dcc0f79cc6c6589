"""Tables typed in plain text, with bars or tabs and headers on two levels."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.read import read_structure
from ingest.report import Passage
from ingest.tables import header_depth

HEAD = "UBND HUYỆN TRÀ KHÊ\n\nBÁO CÁO\nKết quả năm 2024\n\nI. KẾT QUẢ\n"
TWO_LEVELS = [
    ["TT", "Địa bàn", "Kế hoạch 2024", "", "Thực hiện 2024", "", "Năm 2023"],
    ["", "", "Việc làm", "Đi nước ngoài", "Việc làm", "Đi nước ngoài", ""],
    ["1", "Xã Đông", "620", "32", "651", "35", "618"],
    ["2", "Xã Đoài", "360", "29", "374", "33", "357"],
    ["", "Cộng", "980", "61", "1.025", "68", "975"],
]


def rows(tmp_path: Path, text: str) -> list[Passage]:
    path = tmp_path / "bao-cao.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    return [p for p in read_structure(path).passages if p.row]


def bars(grid: list[list[str]]) -> str:
    return "".join("| " + " | ".join(row) + " |\n" for row in grid)


def tabs(grid: list[list[str]]) -> str:
    return "".join("\t".join(row) + "\n" for row in grid)


@pytest.mark.parametrize("drawn", [bars, tabs])
def test_headers_on_two_levels_stand_over_their_columns(tmp_path: Path, drawn: object) -> None:
    assert callable(drawn)
    text = "Bảng 1. Việc làm theo địa bàn (người)\n" + drawn(TWO_LEVELS) + "\nKết quả khá.\n"
    found = rows(tmp_path, text)
    body = [p for p in found if p.row and p.row.row]
    assert [p.row.label for p in body if p.row] == ["Xã Đông", "Xã Đoài", "Cộng"]
    assert body[0].row
    assert [(cell.header, cell.text, cell.unit) for cell in body[0].row.cells[2:]] == [
        ("Kế hoạch 2024 – Việc làm", "620", "người"),
        ("Kế hoạch 2024 – Đi nước ngoài", "32", "người"),
        ("Thực hiện 2024 – Việc làm", "651", "người"),
        ("Thực hiện 2024 – Đi nước ngoài", "35", "người"),
        ("Năm 2023", "618", "người"),
    ]


def test_a_table_of_two_columns_between_bars_needs_no_rule(tmp_path: Path) -> None:
    found = rows(tmp_path, "| Danh hiệu | Số lượng |\n| Lao động tiên tiến | 96 |\n")
    assert [p.text for p in found] == ["Danh hiệu | Số lượng", "Lao động tiên tiến | 96"]


def test_the_rule_of_a_pipe_table_is_no_row(tmp_path: Path) -> None:
    found = rows(tmp_path, "| Thôn | Số hộ |\n|------|------:|\n| Đông | 40 |\n")
    assert [p.text for p in found] == ["Thôn | Số hộ", "Đông | 40"]


def test_a_unit_in_the_caption_is_not_that_of_shares(tmp_path: Path) -> None:
    grid = [
        ["Khoản thu", "Dự toán", "Thực hiện", "TH/DT", "Tỷ lệ (%)", "2024/2023"],
        ["Thuế", "38,0", "36,9", "97,1", "12,0", "103,5"],
        ["Phí", "9,2", "10,3", "112,0", "3,1", "99,0"],
    ]
    found = rows(tmp_path, "Bảng 2. Thu ngân sách (tỷ đồng)\n" + tabs(grid))
    row = found[-1].row
    assert row
    assert [cell.unit for cell in row.cells[1:]] == ["tỷ đồng", "tỷ đồng", "", "%", ""]


@pytest.mark.parametrize("years", ["2023/2022", "2022 - 2023", "2023", "2023/2022 (%)"])
def test_compared_years_are_a_header(years: str) -> None:
    grid = [
        ["TT", "Chỉ tiêu", "Năm 2023", "Năm 2023", "So sánh (%)", "So sánh (%)"],
        ["TT", "Chỉ tiêu", "Kế hoạch", "Thực hiện", "TH/KH", years],
        ["1", "Sản lượng", "48.900", "48.655", "99,5", "98,8"],
    ]
    assert header_depth(grid) == 2
