"""Reports for the tests of drafting: two years of an invented province, and those at hand.

Tân Hội, its people, documents and figures do not exist.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from answer.draft.build import draft_of
from answer.draft.nouns import Draft, Slot
from ingest.read import read_report
from ingest.report import Reading

ROOT = Path(__file__).parents[1]
LAST = """Số: 45/BC-UBND

Tân Hội, ngày 10 tháng 01 năm 2026

**BÁO CÁO**

**Tổng kết công tác thi đua năm 2025 và phương hướng năm 2026**

Thực hiện Luật Thi đua, khen thưởng năm 2022 và Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm
2023 của Chính phủ, UBND tỉnh Tân Hội báo cáo như sau:

## I. KẾT QUẢ KINH TẾ

### 1. Ngân sách và trật tự

- Thu ngân sách trên địa bàn đạt 4.200 tỷ đồng, bằng 103,7% dự toán, tăng 5% so với năm 2024
(4.000 tỷ đồng).

- Phạm pháp hình sự xảy ra 120 vụ, giảm 30 vụ (20%) so với năm 2024; tỷ lệ hộ nghèo còn 2,1%, đạt
kế hoạch năm.

- Toàn tỉnh có 180/240 trường học đạt chuẩn quốc gia, đạt 75%[^1]. Giai đoạn 2021-2025, tỉnh xây 05
cây cầu; năm học 2024 - 2025 có 14 học sinh giỏi.

[^1]: Gồm: Trường Tiểu học Tân Lũy, Trường Tiểu học An Vọng và Trường Trung học cơ sở Bình Thoại.

### 2. Tổ chức

Thực hiện Kế hoạch số 21/KH-UBND ngày 14/02/2025 của UBND tỉnh, ngày 20 tháng 11 năm 2025, tỉnh tổ
chức Đại hội Thi đua yêu nước lần thứ IV với 300 đại biểu. Sở Kế hoạch và Đầu tư dự kiến hoàn thành
việc sắp xếp trong năm 2025; tiêu biểu là ông Trần Văn Sáng, xã Tân Lũy, hiến 500 m2 đất.

## II. PHONG TRÀO

- Phong trào “500 ngày đêm thi đua” giai đoạn 2021 - 2025

+ Chủ tịch UBND tỉnh tặng Bằng khen cho 05 tập thể và 11 cá nhân.

Kết quả như Bảng 1.

| TT | Chỉ tiêu | Kế hoạch 2025 | Thực hiện 2025 | So với kế hoạch (%) |
|---|---|---|---|---|
| 1 | Số căn nhà | 800 | 900 | 112,50 |
| 2 | Số cây cầu | 40 | 30 | 75,00 |

**TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH**

Ngô Thị Hiền
"""
NEXT = """Số: 52/BC-UBND

Tân Hội, ngày 12 tháng 01 năm 2027

**BÁO CÁO**

**Tổng kết công tác thi đua năm 2026**

## I. KẾT QUẢ KINH TẾ

### 1. Ngân sách và trật tự

- Thu ngân sách trên địa bàn đạt 4.620 tỷ đồng, bằng 105% dự toán, tăng 10% so với năm 2025.

- Phạm pháp hình sự xảy ra 132 vụ.

## II. PHONG TRÀO

- Phong trào “500 ngày đêm thi đua” giai đoạn 2026 - 2030

+ Chủ tịch UBND tỉnh tặng Bằng khen cho 07 tập thể và 16 cá nhân.
"""


def write_reports(folder: Path) -> list[Path]:
    """Both reports as files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / "tan-hoi-2025.md", folder / "tan-hoi-2026.md"]
    for path, text in zip(paths, (LAST, NEXT), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


@cache
def readings() -> tuple[Reading, Reading]:
    """Both reports read."""
    with TemporaryDirectory() as folder:
        last, after = (read_report(path) for path in write_reports(Path(folder)))
    return last, after


@cache
def sample() -> Reading:
    """The sample report on 2024."""
    return read_report(ROOT / "samples" / "bao-cao-2024.docx")


def drafted() -> Draft:
    """The draft for 2026."""
    return draft_of(readings()[0], 2026)


def slot_of(draft: Draft, old: str) -> Slot:
    """The slot with last year's value; it must be there once."""
    found = [slot for slot in draft.slots.values() if slot.old == old]
    assert len(found) == 1, (old, [slot.old for slot in draft.slots.values()])
    return found[0]
