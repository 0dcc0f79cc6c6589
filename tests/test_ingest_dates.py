"""Dates, quarters, years and their short texts."""

import pytest

from ingest.dates import find_dates, years_of


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("ngày 24 tháng 7 năm 2025", "2025-07-24"),
        ("24/7/2025", "2025-07-24"),
        ("ngày 08/5/2024", "2024-05-08"),
        ("(19/5/1890", "1890-05-19"),
        ("tháng 01 năm 2026", "2026-01"),
        ("tháng 12/2025", "2025-12"),
        ("quý I năm 2026", "2026-Q1"),
        ("Quý III/2024", "2024-Q3"),
        ("6 tháng đầu năm 2024", "2024-H1"),
        ("06 tháng cuối năm 2025", "2025-H2"),
        ("9 tháng năm 2025", "2025-M9"),
        ("9T/2025", "2025-M9"),
        ("6T 2024", "2024-M6"),
        ("Q1/2025", "2025-Q1"),
        ("năm 2025", "2025"),
        ("giai đoạn 2021 - 2025", "2021-2025"),
        ("nhiệm kỳ 2020-2025", "2020-2025"),
        ("năm học 2024 - 2025", "2024-2025"),
        ("từ năm 2021 đến năm 2024", "2021-2024"),
        ("dịp lễ 30/4", "--04-30"),
        ("ngay 5 thang 6 nam 2024", "2024-06-05"),
    ],
)
def test_written_forms(text: str, iso: str) -> None:
    assert iso in [date.iso for date in find_dates(text)]


def test_days_that_share_their_month() -> None:
    found = [date.iso for date in find_dates("từ ngày 26 đến ngày 28 tháng 9 năm 2025")]
    assert found == ["2025-09-26", "2025-09-28"]


def test_list_of_years_gives_each() -> None:
    assert [date.iso for date in find_dates("các năm 2023, 2024 và 2025")] == [
        "2023",
        "2024",
        "2025",
    ]


@pytest.mark.parametrize("text", ["11/36 xã", "743/1.149 trường", "2.025 hộ", "ISO 9001:2015"])
def test_not_dates(text: str) -> None:
    assert find_dates(text) == []


def test_impossible_day_is_none() -> None:
    assert [date.iso for date in find_dates("45/13/2025")] == []


def test_years_of_a_period() -> None:
    assert years_of("tổng kết 2021-2025") == (2021, 2025)
    assert years_of("từ 2025-07-01") == (2025, 2025)
    assert years_of("") is None
