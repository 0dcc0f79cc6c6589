"""All that one question asks for, lists of what fell short, towns and their provinces, signers.

Bãi Sậy, its communes, people and figures do not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_reports import asking_over

from answer.ask import Asker
from check.guard import unsupported
from ingest.report import AnswerKind

TEXT = """UBND TỈNH BÃI SẬY

Số: 61/BC-UBND

Bãi Sậy, ngày 09 tháng 01 năm 2025

**BÁO CÁO**

**Kết quả công tác năm 2024 của tỉnh Bãi Sậy**

## I. KẾT QUẢ

### 1. Thể thao

- Đoàn tỉnh dự giải đua ghe toàn vùng, đoạt 17 huy chương (06 vàng, 04 bạc, 07 đồng).

- Toàn tỉnh có 23 trường (09 trường mầm non, 08 trường tiểu học, 06 trường trung học cơ sở).

### 2. Ngân sách theo địa bàn

Thu ngân sách theo địa bàn nêu tại Bảng 1 (đơn vị tính: tỷ đồng).

| TT | Địa bàn | Dự toán 2024 | Thực hiện 2024 | TH/DT (%) |
|---|---|---|---|---|
| 1 | Thành phố Bãi Sậy | 410 | 462,5 | 112,8 |
| 2 | Huyện Lau Trắng | 220 | 209 | 95,0 |
| 3 | Huyện Năn Cỏ | 180 | 201,6 | 112,0 |
| | Tổng cộng | 810 | 873,1 | 107,8 |

### 3. Y tế

- Các cơ sở y tế phẫu thuật 4.215 ca, khám bệnh 96.300 lượt.

- Có 04 chỉ tiêu đạt và vượt kế hoạch gồm: số giường bệnh, số bác sĩ, số lượt khám, số trạm mới.

- Huyện Năn Cỏ có 09/12 xã đạt chuẩn nông thôn mới.

- Thực hiện chương trình đỡ đầu trẻ mồ côi do Hội Phụ nữ phát động. Đến nay đã có 87 cháu.

- Ba chỉ tiêu không đạt kế hoạch: tỷ lệ tiêm chủng; tỷ lệ dùng nước máy; số vườn thuốc nam.

**TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH**

Trương Thị Sen
"""


def write_report(folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "bai-say-2024.md"
    path.write_text(TEXT, encoding="utf-8")
    return [path]


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking_over(tmp_path_factory.mktemp("parts"), write_report) as opened:
        yield opened


TOLD = {
    "Đoàn được mấy huy chương vàng, mấy bạc, mấy đồng ở giải đua ghe?": ("06", "04", "07"),
    "Tỉnh gồm mấy trường mầm non, tiểu học, THCS?": ("09 trường", "08 trường", "06 trường"),
    "Huyện Năn Cỏ thu ngân sách năm 2024 được bao nhiêu, đạt mấy phần trăm dự toán?": (
        "201,6", "112,0",
    ),
    "Huyện Lau Trắng thu ngân sách năm 2024 đạt mấy phần trăm dự toán?": ("95,0",),
    "Huyện Lau Trắng vượt dự toán thu ngân sách năm 2024 bao nhiêu phần trăm?": ("95,0",),
    "Huyện Năn Cỏ vượt dự toán thu ngân sách năm 2024 bao nhiêu tỷ đồng?": ("21,6",),
    "Hội Phụ nữ phát động đỡ đầu trẻ mồ côi, có bao nhiêu cháu?": ("87 cháu",),
    "Tỉnh Bãi Sậy thu ngân sách theo địa bàn năm 2024 được bao nhiêu?": ("873,1",),
    "Năm 2024 mổ bao nhiêu ca?": ("4.215",),
    "Kể tên các chỉ tiêu không đạt năm 2024.": ("tiêm chủng", "nước máy", "vườn thuốc nam"),
    "Những chỉ tiêu nào đạt và vượt kế hoạch?": ("giường bệnh", "bác sĩ", "trạm mới"),
    "Ai ký báo cáo, ký ngày nào?": ("Trương Thị Sen", "ngày 09 tháng 01 năm 2025"),
}  # fmt: skip


@pytest.mark.parametrize(("question", "parts"), TOLD.items())
def test_all_that_is_asked_is_told(asker: Asker, question: str, parts: tuple[str, ...]) -> None:
    answer = asker.ask(question)
    assert not answer.refused
    assert [part for part in parts if part not in answer.text] == []
    assert not unsupported(
        answer.text,
        [*(c.quote for c in answer.citations), "2024 TH/DT (%) 95,0 % 112,0 % 201,6 tỷ đồng"],
        answer.derivation,
    )


def test_the_town_does_not_stand_for_its_province(asker: Asker) -> None:
    answer = asker.ask("Tỉnh Bãi Sậy thu ngân sách theo địa bàn đạt bao nhiêu phần trăm dự toán?")
    assert "112,8" not in answer.text


def test_an_excess_shows_its_working(asker: Asker) -> None:
    answer = asker.ask("Huyện Năn Cỏ vượt dự toán thu ngân sách năm 2024 bao nhiêu phần trăm?")
    assert answer.kind is AnswerKind.DERIVED
    assert answer.derivation == "112,0% - 100 = 12%"


def test_a_feast_is_no_place(asker: Asker) -> None:
    names = asker.query("Dịp Tết Giáp Thìn tỉnh tặng bao nhiêu suất quà?").scope.names
    assert not any("thìn" in name for name in names)


def test_what_is_left_of_a_fraction_is_worked_as_it_is_printed(asker: Asker) -> None:
    answer = asker.ask("Huyện Năn Cỏ còn bao nhiêu xã chưa đạt chuẩn nông thôn mới?")
    assert answer.derivation == "12 - 09 = 3 xã"
