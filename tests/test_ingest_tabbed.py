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
