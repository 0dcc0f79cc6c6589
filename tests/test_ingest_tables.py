"""Tables: where the headers end, what stands under a merged one, and which unit counts."""

import pytest

from ingest.lines import Line
from ingest.tables import header_depth, headers_of, markdown_rows, name_tables, rows_of


@pytest.mark.parametrize("pair", ["2024/2023", "2024 / 2023", "2021-2025", "2023 – 2024"])
def test_two_years_in_a_header_are_no_figure(pair: str) -> None:
    grid = [
        ["TT", "Chỉ tiêu", "Năm 2024", "Năm 2024", "So sánh (%)", "So sánh (%)"],
        ["TT", "Chỉ tiêu", "Kế hoạch", "Thực hiện", "TH/KH", pair],
        ["1", "Diện tích rừng trồng (ha)", "250", "265", "106,0", "103,1"],
    ]
    assert header_depth(grid) == 2
    assert headers_of(grid, 2)[2:4] == ["Năm 2024 – Kế hoạch", "Năm 2024 – Thực hiện"]


def test_a_header_of_plain_text_stands_over_the_empty_cells_behind_it() -> None:
    grid = [
        ["TT", "Địa bàn", "Đầu năm", "", "Cuối năm", ""],
        ["", "", "Số hộ", "Tỷ lệ (%)", "Số hộ", "Tỷ lệ (%)"],
        ["1", "Xã Mường Hin", "120", "4,1", "96", "3,2"],
    ]
    assert headers_of(grid, 2) == [
        "TT",
        "Địa bàn",
        "Đầu năm – Số hộ",
        "Đầu năm – Tỷ lệ (%)",
        "Cuối năm – Số hộ",
        "Cuối năm – Tỷ lệ (%)",
    ]


def test_a_header_stands_over_no_column_without_a_header_of_its_own() -> None:
    grid = [["TT", "Nội dung", ""], ["", "", "Ghi chú"], ["1", "Trồng cây", "500"]]
    assert headers_of(grid, 2) == ["TT", "Nội dung", "Ghi chú"]


def test_the_names_of_the_rows_are_no_units() -> None:
    """ "Đơn vị" may head the agencies that the rows are about."""
    grid = [
        ["TT", "Đơn vị", "Số lớp", "Dư nợ (tỷ đồng)"],
        ["1", "Công đoàn huyện Sa Lang", "12", "3,4"],
    ]
    (row,) = [line.row for line in rows_of(grid, table=1) if line.row and line.row.row]
    assert [cell.unit for cell in row.cells] == ["", "", "", "tỷ đồng"]


def test_a_unit_column_still_gives_the_unit() -> None:
    grid = [["TT", "Chỉ tiêu", "Đơn vị", "Năm 2024"], ["1", "Sản lượng cá", "tấn", "4.120"]]
    (row,) = [line.row for line in rows_of(grid, table=1) if line.row and line.row.row]
    assert row.cells[-1].unit == "tấn"


@pytest.mark.parametrize(
    "above",
    [
        ("Đơn vị tính: tỷ đồng", "Bảng 2. Thu, chi năm 2024"),
        ("Bảng 2. Thu, chi năm 2024", "Đơn vị tính: tỷ đồng"),
        ("Biểu 2. Thu, chi năm 2024", "(ĐVT: tỷ đồng)"),
        ("ĐVT: tỷ đồng", "Biểu 2. Thu, chi năm 2024"),
    ],
)
def test_the_common_unit_stands_above_or_below_the_title(above: tuple[str, str]) -> None:
    grid = [["TT", "Khoản thu", "Dự toán"], ["1", "Phí, lệ phí", "15"]]
    lines = [*map(Line, ("Kết quả như sau.", *above)), *rows_of(grid, table=1)]
    row = name_tables(lines)[-1].row
    assert row is not None
    assert row.cells[-1].unit == "tỷ đồng"
    assert row.title.endswith("năm 2024")


def test_a_second_header_row_below_the_rule_of_a_pipe_table() -> None:
    lines = markdown_rows(
        [
            "| TT | Khoản thu | Năm 2024 | | Tỷ lệ % so với dự toán |",
            "|---|---|---|---|---|",
            "| | | Dự toán | Thực hiện | |",
            "| | Thu nội địa | | | |",
            "| 1 | Thuế | 1.200 | 1.300 | 108,3 |",
        ]
    )
    rows = [line.row for line in lines if line.row]
    assert [row.row for row in rows] == [0, 0, 1, 2]
    cells = {cell.text: cell for cell in rows[-1].cells}
    assert cells["1.300"].header == "Năm 2024 – Thực hiện"
    assert cells["108,3"].unit == "%"


def test_a_bound_in_a_header_is_no_unit() -> None:
    line = rows_of([["Xã", "Số hộ giảm trên 10%"], ["Đông", "25"]], table=1)[-1]
    assert line.row is not None
    assert line.row.cells[-1].unit == ""
