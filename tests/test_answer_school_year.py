"""A report on a school year: its own year, the one before it, and the total row of its table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.ask import Asker
from index.build import add_paths
from index.library import Library
from ingest.report import AnswerKind, Report

TEXT = """UBND HUYỆN SÔNG LAM
PHÒNG GIÁO DỤC VÀ ĐÀO TẠO

Số: 91/BC-PGDĐT

Sông Lam, ngày 20 tháng 6 năm 2024

BÁO CÁO
Tổng kết năm học 2023 - 2024 và nhiệm vụ năm học 2024 - 2025

I. QUY MÔ

Bảng 1. Trường, lớp, học sinh

Cấp học\tNăm học 2022-2023 – Lớp\tNăm học 2022-2023 – Học sinh\tNăm học 2023-2024 – Lớp\tNăm học 2023-2024 – Học sinh
Mầm non\t141\t3.902\t139\t3.811
Tiểu học\t268\t8.114\t271\t8.260
Trung học cơ sở\t172\t6.035\t170\t6.143
Cộng\t581\t18.051\t580\t18.214

II. KẾT QUẢ

1. Thi học sinh giỏi

Học sinh giỏi cấp tỉnh đạt 48 giải, tăng 07 giải so với năm học trước.

Bảng 2. Giải theo môn

Môn\tGiải năm học 2022-2023\tGiải năm học 2023-2024
Sinh học\t5\t9
Hóa học\t7\t6

2. An toàn trường học

Xảy ra 12 vụ tai nạn thương tích (năm học trước 19 vụ); trồng mới 640 cây xanh trong các trường.

Trong năm học hoàn thành 46 phòng học (31 phòng xây mới, 15 phòng sửa chữa), đạt kế hoạch.

Có 09 vụ mất trật tự (đánh nhau 05 vụ, phá hoại tài sản 03 vụ, lý do khác 01 vụ).

Học sinh bỏ học 26 em, chủ yếu ở hai xã ven sông; nhà trường vận động trở lại lớp 08/11 trường hợp nghỉ dài ngày.

III. HẠN CHẾ

Học sinh bỏ học 31 em, tập trung ở vùng xa; mới vận động trở lại lớp 07/11 trường hợp nghỉ dài ngày.
"""  # noqa: E501


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder: Path = tmp_path_factory.mktemp("truong")
    path = folder / "song-lam-2023-2024.txt"
    path.write_text(TEXT, encoding="utf-8")
    add_paths([path], folder / "kho")
    with Library.open(folder / "kho") as library:
        yield Asker(library)


@pytest.mark.parametrize(
    ("title", "year", "periods"),
    [
        ("Tổng kết năm học 2023-2024, nhiệm vụ năm học 2024-2025", 2024, ("2023-2024", "2024")),
        ("Tổng kết công tác năm 2025, phương hướng 2026 - 2030", 2025, ("2025",)),
        ("Kết quả chương trình giai đoạn 2021 - 2025", None, ("2021-2025",)),
        ("Báo cáo nhanh", None, ()),
    ],
)
def test_what_a_title_says_of_time(title: str, year: int | None, periods: tuple[str, ...]) -> None:
    assert Report("a" * 64, "a.txt", "txt", title, year=year).periods == periods


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Năm học 2023-2024 trồng mới bao nhiêu cây xanh trong trường?", "640 cây xanh"),
        ("Năm học này Sông Lam trồng mấy cây xanh?", "640 cây xanh"),
        ("Năm học 2023-2024 xảy ra mấy vụ tai nạn thương tích?", "12 vụ"),
        ("Năm học trước có bao nhiêu vụ tai nạn thương tích ở Sông Lam?", "19 vụ"),
        ("Học sinh giỏi cấp tỉnh hơn năm học trước mấy giải?", "07 giải"),
        ("Huyện Sông Lam năm học 2023-2024 có bao nhiêu học sinh?", "18.214"),
        ("Tiểu học Sông Lam năm học trước có bao nhiêu lớp?", "268"),
        ("Trong 09 vụ mất trật tự có mấy vụ đánh nhau?", "05 vụ"),
        ("Xây mới và sửa chữa bao nhiêu phòng học?", "46 phòng"),
        ("Sửa chữa bao nhiêu phòng học?", "15 phòng"),
    ],
)
def test_a_school_year_is_told_from_the_one_before(
    asker: Asker, question: str, figure: str
) -> None:
    answer = asker.ask(question)
    assert not answer.refused
    assert figure in answer.text


def test_another_school_year_is_not_answered_from_this_one(asker: Asker) -> None:
    answer = asker.ask("Năm học 2019-2020 trồng bao nhiêu cây xanh trong trường?")
    assert answer.kind in {AnswerKind.NEAR_MISS, AnswerKind.NOT_FOUND}


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("Sông Lam có bao nhiêu em học sinh bỏ học?", ("26 em", "31 em")),
        ("Vận động trở lại lớp bao nhiêu trường hợp nghỉ dài ngày?", ("08/11", "07/11")),
    ],
)
def test_one_fact_with_two_numbers_is_told_with_both(
    asker: Asker, question: str, both: tuple[str, str]
) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.SEVERAL
    assert all(figure in answer.text for figure in both)


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("Tiểu học tăng bao nhiêu lớp so với năm học trước?", "3"),
        ("Số học sinh mầm non giảm bao nhiêu học sinh so với năm học trước?", "91"),
        ("Môn Sinh học hơn năm học trước mấy giải?", "4"),
    ],
)
def test_a_row_s_change_is_worked_out_from_its_two_cells(
    asker: Asker, question: str, result: str
) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.DERIVED
    assert f"= {result}" in answer.derivation
    assert len(answer.citations) >= 1


def test_a_level_is_no_answer_to_by_how_much(asker: Asker) -> None:
    assert asker.ask("Mầm non giảm bao nhiêu phần trăm số lớp?").refused
