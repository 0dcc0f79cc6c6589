"""Figures and awards as rows: filtered, over the years, across receivers, as a workbook."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from answer_reports import NEW, OLD, readings

from check.award_pivot import NO_MOVEMENT, pivot_of
from check.fact_filter import FactFilter, choices
from check.fact_json import page_json, row_json, series_json
from check.fact_rows import FactRow, FactTable, years_named
from check.fact_series import indicators, series_of
from check.fact_sheets import safe_text, write_workbook
from ingest.read import read_report
from ingest.report import Reading

YEAR = """Số: 10/BC-UBND

Đông Hoài, ngày 10 tháng 01 năm {next}

**BÁO CÁO**

**Tổng kết công tác thi đua năm {year}**

UBND tỉnh Đông Hoài báo cáo kết quả như sau:

## I. KẾT QUẢ

- Thu ngân sách trên địa bàn đạt {budget} tỷ đồng.

- Xây mới {houses} căn nhà cho hộ nghèo, vượt kế hoạch {more} căn.

- Huyện Tân Lũy xây mới {part} căn nhà cho hộ nghèo.
"""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> FactTable:
    return FactTable.of(readings(tmp_path_factory.mktemp("hai")), 7)


def yearly(folder: Path, year: int, budget: str, houses: int) -> Reading:
    """A report of three lines on one year."""
    path = folder / f"{year}.md"
    text = YEAR.format(
        year=year, next=year + 1, budget=budget, houses=houses, more=houses // 10, part=houses // 4
    )
    path.write_text(text, encoding="utf-8")
    return read_report(path)


def only(rows: list[FactRow]) -> FactRow:
    assert len(rows) == 1, [(row.label, row.printed) for row in rows]
    return rows[0]


def test_every_row_stands_verbatim_in_its_line(table: FactTable) -> None:
    assert table.revision == 7
    assert len(table.figures) > 20
    assert len(table.awards) >= 8
    for row in (*table.figures, *table.awards):
        assert row.printed
        assert row.printed in row.citation.quote
        assert table.row(row.sort, row.number) is row
    assert table.row("figures", 0) is None
    assert table.row("figures", len(table.figures) + 1) is None


def test_filters_hold_together(table: FactTable) -> None:
    every = FactFilter().among(table.figures)
    assert every == list(table.figures)
    new = FactFilter(report=NEW).among(table.figures)
    assert {row.report.file for row in new} == {NEW}
    budget = FactFilter(words="thu ngân sách", report=NEW, year="2025", unit="tỷ đồng")
    assert only(budget.among(table.figures)).printed == "4.650 tỷ đồng"
    assert FactFilter(words="thu ngan sach").among(table.figures) == [
        row for row in every if "ngân sách" in row.passage.text
    ]
    assert (
        FactFilter(words="thu ngần sách").among(table.figures) == []
    )  # marks that are typed count
    assert {row.report.year for row in FactFilter(year="2024").among(table.figures)} == {2024}
    assert (
        only(FactFilter(place="Tân Lũy", words="trường").among(table.figures)).printed
        == "70 trường"
    )
    forward = FactFilter(section="PHƯƠNG HƯỚNG NĂM 2026", kind="kế hoạch").among(table.figures)
    assert [row.printed for row in forward] == ["5.000 tỷ đồng", "300 căn nhà"]
    music = FactFilter(sort="awards", movement="tieng trong hoc bai", year="2025").among(
        table.awards
    )
    assert [row.value for row in music] == ["12", "30"]
    assert FactFilter(report=OLD, year="2030").among(table.figures) == []


def test_choices_are_what_the_rows_have(table: FactTable) -> None:
    found = choices(table.figures)
    assert found.reports == (OLD, NEW)
    assert {"2026", "2025", "2024"} <= set(found.years)
    assert found.years == tuple(sorted(found.years, reverse=True))
    assert "tỷ đồng" in found.units
    for section in found.sections:
        assert FactFilter(section=section).among(table.figures), section
    for unit in found.units:
        assert FactFilter(unit=unit).among(table.figures), unit
    movements = choices(table.awards).movements
    assert len(movements) == 2
    for movement in movements:
        assert FactFilter("awards", movement=movement).among(table.awards)


def test_years_of_a_period(tmp_path: Path) -> None:
    report = readings(tmp_path)[0].report
    assert years_named("2021-2025", report) == "2021-2025"
    assert years_named("đến 2025-12-31", report) == "2025"
    assert years_named("", report) == "2024"


def test_a_series_keeps_precision_and_shows_gaps(tmp_path: Path) -> None:
    years = [
        yearly(tmp_path, 2021, "3.100,5", 400),
        yearly(tmp_path, 2022, "3.250,75", 380),
        yearly(tmp_path, 2025, "4.650", 555),
    ]
    table = FactTable.of(years)
    budget = FactFilter(words="thu ngân sách", year="2025").among(table.figures)[0]
    series = series_of(budget, table.figures)
    assert [(point.year, point.row.printed) for point in series.points] == [
        (2021, "3.100,5 tỷ đồng"), (2022, "3.250,75 tỷ đồng"), (2025, "4.650 tỷ đồng"),
    ]  # fmt: skip
    assert series.gaps == (2023, 2024)
    assert series.points[1].value == Decimal("3250.75")
    houses = FactFilter(words="xây mới", place="", year="2021").among(table.figures)
    whole = next(row for row in houses if row.value == "400")
    # Neither the surplus over the plan nor one district's part is the same indicator.
    assert [point.row.value for point in series_of(whole, table.figures).points] == [
        "400", "380", "555",
    ]  # fmt: skip
    part = next(row for row in houses if row.value == "100")
    assert [point.row.value for point in series_of(part, table.figures).points] == [
        "100", "95", "138",
    ]  # fmt: skip
    form = series_json(series)
    assert form["gaps"] == [2023, 2024]
    assert len(form["points"]) == 3  # type: ignore[arg-type]


def test_indicators_of_several_years_lead_the_list(table: FactTable) -> None:
    found = indicators(table.figures)
    labels = {one.row.label for one in found}
    assert any("Thu ngân sách" in label for label in labels)
    for one in found:
        points = series_of(one.row, table.figures).points
        assert len(points) >= 2, one.row.label
        assert all(point.row.unit for point in points)


def test_two_reports_that_print_another_value_are_both_shown(tmp_path: Path) -> None:
    first = yearly(tmp_path, 2024, "4.200", 100)
    text = YEAR.format(year=2025, next=2026, budget="4.650", houses=90, more=9, part=20)
    text += "\n- Năm 2024 thu ngân sách trên địa bàn đạt 4.300 tỷ đồng.\n"
    (tmp_path / "2025.md").write_text(text, encoding="utf-8")
    table = FactTable.of([first, read_report(tmp_path / "2025.md")])
    now = FactFilter(words="thu ngân sách", year="2025").among(table.figures)[0]
    series = series_of(now, table.figures)
    assert [point.year for point in series.points] == [2024, 2025]
    before = series.points[0]
    assert before.row.printed == "4.200 tỷ đồng"  # the year's own report speaks first
    assert [row.printed for row in before.others] == ["4.300 tỷ đồng"]


def test_awards_across_receivers(table: FactTable) -> None:
    pivot = pivot_of(table.awards)
    assert set(pivot.receivers) == {"tập thể", "cá nhân"}
    assert all(line.movement != NO_MOVEMENT for line in pivot.lines)
    people = pivot.receivers.index("cá nhân")
    groups = pivot.receivers.index("tập thể")
    clean = [line for line in pivot.lines if "Sạch từ ngõ" in line.movement]
    assert [
        (line.years, line.giver, line.proposed, *(cell.count for cell in line.cells[groups]))
        for line in clean
    ] == [
        ("2024", "Chủ tịch UBND tỉnh", False, 5),
        ("2025", "Chủ tịch UBND tỉnh", False, 7),
        ("2025", "Thủ tướng Chính phủ", True, 2),
    ]
    assert [cell.printed for cell in clean[0].cells[people]] == ["11 cá nhân"]
    assert clean[2].cells[people] == ()


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5%", "@SUM(A1)", "\tx", "\rx"])
def test_no_text_becomes_a_formula(text: str) -> None:
    assert safe_text(text) == f"'{text}"


def test_plain_text_stays() -> None:
    assert safe_text("Thu ngân sách - đạt 5%") == "Thu ngân sách - đạt 5%"
    assert safe_text("a\x00b\x07") == "ab"


def test_the_workbook_holds_numbers_and_sources(table: FactTable, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "số liệu.xlsx"
    write_workbook(table.figures, table.awards, path)
    book = load_workbook(path)
    assert book.sheetnames == ["Số liệu", "Khen thưởng", "Khen thưởng theo đối tượng"]
    heads, *lines = book["Số liệu"].iter_rows(values_only=True)
    assert len(lines) == len(table.figures)
    for line, row in zip(lines, table.figures, strict=True):
        told = dict(zip(heads, line, strict=True))
        assert told["Giá trị"] == pytest.approx(float(row.value))
        assert told["Báo cáo"] == row.report.file
        assert str(told["In trong báo cáo"]).lstrip("'") == row.printed
        assert row.printed in str(told["Dòng được dẫn"])
        assert told["Trang"] == row.page
    for sheet in book.worksheets:
        for cells in sheet.iter_rows():
            for cell in cells:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(("=", "@"))
    bullets = [line for line in lines if str(line[-1]).startswith("'- ")]
    assert bullets  # a quoted line that begins with a dash would be a formula
    write_workbook([], [], path)
    assert load_workbook(path).sheetnames == ["Số liệu"]


def test_json_has_place_and_page(table: FactTable) -> None:
    page = page_json(FactFilter(words="PAR Index").among(table.figures), 0, 1)
    assert page["total"] == 4
    assert len(page["rows"]) == 1  # type: ignore[arg-type]
    row = row_json(only(FactFilter(words="bằng khen tập thể", year="2025", kind="đề nghị").among(
        table.awards)))  # fmt: skip
    assert row["value"] == "2"
    assert row["page"] == 2
    assert row["proposed"] is True
    assert row["report"] == NEW
