"""Figures of table rows: unit, column, period and kind from the headers."""

from decimal import Decimal

from ingest.figures import Context
from ingest.report import Cell, Figure, FigureKind, Passage, PassageKind, TableRow
from ingest.row_figures import row_figures


def row(*cells: tuple[str, str], label: str, title: str = "") -> list[Figure]:
    texts, made, start = [], [], 0
    for header, text in cells:
        made.append(Cell(header, text, start, start + len(text)))
        texts.append(text)
        start += len(text) + 3
    passage = Passage(
        "r:1", "r", 1, PassageKind.ROW, " | ".join(texts),
        row=TableRow(1, 1, label, tuple(made), title),
    )  # fmt: skip
    found = row_figures(passage, Context(period="2025"))
    assert all(figure.text == passage.text[figure.start : figure.end] for figure in found)
    return found


def test_columns_give_period_kind_and_unit() -> None:
    found = row(
        ("STT", "3"),
        ("Chỉ tiêu", "Thu ngân sách"),
        ("Đơn vị tính", "tỷ đồng"),
        ("Thực hiện 2024", "24.754"),
        ("Kế hoạch 2025", "25.000"),
        ("Ước thực hiện 2025", "25.877,5"),
        ("So với kế hoạch (%)", "103,5"),
        ("Tăng, giảm so với cùng kỳ (%)", "-4,5"),
        label="Thu ngân sách",
    )
    assert [(one.value, one.unit, one.period, one.kind) for one in found] == [
        (24754, "tỷ đồng", "2024", FigureKind.ACTUAL),
        (25000, "tỷ đồng", "2025", FigureKind.PLAN),
        (Decimal("25877.5"), "tỷ đồng", "2025", FigureKind.ESTIMATE),
        (Decimal("103.5"), "%", "2025", FigureKind.SHARE),
        (Decimal("-4.5"), "%", "2025", FigureKind.CHANGE),
    ]
    assert {one.label for one in found} == {"Thu ngân sách"}
    assert found[0].column == "Thực hiện 2024"
    assert found[0].amount == Decimal(24754) * 10**9


def test_unit_in_the_label_and_in_the_title() -> None:
    by_label = row(("Năm 2024", "12,5"), label="Sản lượng thủy sản (nghìn tấn)")
    by_title = row(("Năm 2024", "12,5"), label="Xã Hòa Mỹ", title="Bảng 2. Vốn (ĐVT: triệu đồng)")
    assert (by_label[0].unit, by_title[0].unit) == ("nghìn tấn", "triệu đồng")


def test_counted_noun_of_a_header_and_the_place_of_the_row() -> None:
    found = row(("Số căn nhà – Xây mới", "126"), label="Huyện An Kiều")
    assert (found[0].unit, found[0].about) == ("căn nhà", "Huyện An Kiều")


def test_cell_with_its_own_unit_fraction_and_rank() -> None:
    found = row(("Kết quả", "743/1.149 trường"), ("Xếp hạng", "22/63"), label="Trường chuẩn")
    assert (found[0].value, found[0].of, found[0].unit) == (743, 1149, "trường")
    assert (found[1].kind, found[1].of, found[1].unit) == (FigureKind.RANK, 63, "")


def test_spaced_grouping_negative_brackets_and_empty_cells() -> None:
    found = row(("A", "25 877"), ("Chênh lệch", "(12)"), ("B", "-"), ("C", "…"), label="Vốn")
    assert [one.value for one in found] == [25877, -12]


def test_prose_in_a_cell_is_read_as_prose() -> None:
    found = row(("Ghi chú kết quả", "có 15 xã đạt chuẩn, 3 xã chưa đạt"), label="Nông thôn mới")
    assert [(one.value, one.unit) for one in found] == [(15, "xã"), (3, "xã")]


def test_year_column_and_label_numbers_are_no_figures() -> None:
    assert row(("Năm", "2024"), ("Nội dung", "Mục 3 Điều 5"), label="Mục 3 Điều 5") == []
