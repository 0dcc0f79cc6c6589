"""A report of an invented district, full of enumerations, and an answerer over it.

Sông Nhạn, its communes and figures do not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from answer_reports import asking_over

from answer.ask import Asker
from ingest.read import read_report
from ingest.report import Reading

NAME = "song-nhan-2025.md"
TEXT = """Số: 88/BC-UBND

Sông Nhạn, ngày 15 tháng 01 năm 2026

**BÁO CÁO**

**Kết quả công tác năm 2025**

UBND huyện Sông Nhạn báo cáo kết quả như sau:

## I. KẾT QUẢ

### 1. Thủy lợi

- Toàn huyện nạo vét 312 km kênh mương[^1], huy động 9.480 ngày công; kinh phí 14 tỷ 300 triệu
đồng[^2].

- Kế hoạch giao kiên cố hóa 40 km kênh; đã kiên cố hóa 46 km kênh.

### 2. An toàn giao thông

- Năm 2025 xảy ra 54 vụ va chạm đường thủy, làm hư hỏng 31 phương tiện; so với năm 2024, số vụ va
chạm giảm 9 vụ, số phương tiện hư hỏng tăng 4 phương tiện.

### 3. Giải quyết đơn thư

- Đã giải quyết 118/131 đơn kiến nghị của người dân. Trước ngày 01 tháng 4 năm 2025 tiếp nhận 74
đơn; sau ngày 01 tháng 4 năm 2025 tiếp nhận 57 đơn.

### 4. Nhân sự

- Trung tâm Dịch vụ có 25 biên chế (hiện có mặt 21 viên chức).

### 5. Thư viện

- Các thư viện của huyện phục vụ bạn đọc, cụ thể:

+ Thư viện Hòa Bến: 4.120 lượt bạn đọc;

+ Thư viện Lộc Sơn: 2.860 lượt bạn đọc;

+ Thư viện Thạnh Kiều: 3.305 lượt bạn đọc.

- Tổ chức 46 lớp tập huấn (20 lớp về an toàn điện, 16 lớp về sơ cứu).

- Toàn huyện có 5.482 hộ dùng nước sạch.

### 6. Trồng cây

Số cây trồng như Bảng 1.

| TT | Xã | Cây ăn trái (cây) | Cây bóng mát (cây) |
|---|---|---|---|
| 1 | Hòa Bến | 5.200 | 1.150 |
| 2 | Lộc Sơn | 7.450 | 980 |
| 3 | Thạnh Kiều | 6.100 | 2.240 |
| | Tổng cộng | 18.750 | 4.370 |

## II. HẠN CHẾ

- Mới có 5.842 hộ dùng nước sạch trên toàn huyện.

**TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH**

Phan Thị Lụa

[^1]: Xã Hòa Bến: 128 km (kênh chính: 90 km; kênh nhánh: 38 km); xã Lộc Sơn: 84 km (kênh chính:
51 km; kênh nhánh: 33 km); xã Thạnh Kiều: 100 km (kênh chính: 62 km; kênh nhánh: 38 km).

[^2]: Ngân sách tỉnh: 8 tỷ 500 triệu đồng; ngân sách huyện: 3 tỷ 900 triệu đồng; nhân dân đóng
góp: 1 tỷ 900 triệu đồng.
"""


def write_report(folder: Path) -> Path:
    """The report as a file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    path.write_text(TEXT, encoding="utf-8")
    return path


def the_reading(folder: Path) -> Reading:
    """What is read from it."""
    return read_report(write_report(folder))


@contextmanager
def asking(factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """An answerer over an index of the report; the index is built once a test run."""
    with asking_over(factory.getbasetemp() / "song-nhan", lambda at: [write_report(at)]) as asker:
        yield asker
