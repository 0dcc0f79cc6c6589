"""Tables in plain text: cells between tabs or bars, and what only looks like one."""

from ingest.tabbed import tabbed_tables


def test_lines_between_bars_are_a_table() -> None:
    rows = [
        "Bảng 1. Trồng rừng",
        "| TT | Địa bàn | Kế hoạch | | Thực hiện |",
        "|---|---|---|---|---|",
        "| | | Diện tích | Số cây | |",
        "| 1 | Xã Mường Hin | 120 | 9.000 | 118 |",
        "",
        "Kết quả trên là sơ bộ.",
    ]
    (table,) = tabbed_tables(rows)
    assert (table.start, table.end) == (1, 5)
    assert table.grid[1] == ("", "", "Diện tích", "Số cây", "")
    assert table.grid[2] == ("1", "Xã Mường Hin", "120", "9.000", "118")


def test_words_between_bars_are_a_table_too() -> None:
    rows = ["| Hình thức | Đơn vị |", "| Cờ thi đua | Trường Tiểu học Hin |"]
    (table,) = tabbed_tables(rows)
    assert len(table.grid) == 2


def test_a_lone_barred_line_or_a_rule_is_no_table() -> None:
    assert not tabbed_tables(["| Lưu ý | đọc kỹ |", "Nội dung."])
    assert not tabbed_tables(["|---|---|", "|---|---|"])


def test_tabs_need_figures() -> None:
    letterhead = ["UBND TỈNH\tCỘNG HÒA\tx", "SỞ Y TẾ\tĐộc lập\ty"]
    assert not tabbed_tables(letterhead)
    assert tabbed_tables(["Xã\tNam\tNữ", "Hin\t12\t15", "Sa\t8\t9"])


def test_cells_drawn_with_spaces_stand_below_their_headers() -> None:
    rows = [
        "TT   Đơn vị          Kế hoạch (ha)   Thực hiện (ha)   Tỷ lệ (%)",
        "1    Xã An Phú       120             132              110,0",
        "2    Xã Đông Khê                              76           -",
        "     Cộng            200             208              104,0",
        "",
    ]
    (table,) = tabbed_tables(rows)
    assert table.grid[2] == ("2", "Xã Đông Khê", "", "76", "-")
    assert table.grid[3] == ("", "Cộng", "200", "208", "104,0")


def test_justified_lines_are_no_table() -> None:
    rows = [
        "Trong  năm 2025  xã trồng  được 120 ha",
        "rừng,  đạt 104%  kế hoạch  được giao và",
        "tăng  6 ha  so với  năm 2024 theo báo cáo.",
    ]
    assert tabbed_tables(rows) == []
