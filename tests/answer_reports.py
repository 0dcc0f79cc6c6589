"""Two small reports of an invented province, and an answerer over them.

Đông Hoài, its districts, people and figures do not exist. The report on 2024 is Markdown
(no pages, real notes), the one on 2025 is the text of a two-page print with notes below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from answer.ask import Asker
from answer.names import Names
from answer.query import Query, make_query
from answer.shelf import Shelf
from index.build import add_paths
from index.library import Library
from index.synonyms import Thesaurus, general
from ingest.read import read_report
from ingest.report import Reading

OLD, NEW = "dong-hoai-2024.md", "dong-hoai-2025.txt"

Y2024 = """Số: 45/BC-UBND

Đông Hoài, ngày 10 tháng 01 năm 2025

**BÁO CÁO**

**Tổng kết công tác thi đua năm 2024**

UBND tỉnh Đông Hoài báo cáo kết quả như sau:

## I. KẾT QUẢ KINH TẾ - XÃ HỘI

### 1. Kinh tế

- Thu ngân sách trên địa bàn đạt 4.200 tỷ đồng, bằng 103,7% dự toán.

- Tỉnh đón 1,25 triệu lượt khách du lịch.

### 2. Giáo dục

- Toàn tỉnh có 180/240 trường học đạt chuẩn quốc gia.

### 3. Nông nghiệp

Diện tích gieo trồng như Bảng 1.

| TT | Cây trồng | Diện tích (ha) | Sản lượng (tấn) |
|---|---|---|---|
| 1 | Lúa | 12.400 | 68.200 |
| 2 | Ngô | 3.150 | 14.805 |
| 3 | Dưa hấu | 860 | 21.500 |

## II. KẾT QUẢ PHONG TRÀO THI ĐUA

### 1. Phong trào “Sạch từ ngõ vào nhà”

- Chủ tịch UBND tỉnh tặng Bằng khen cho 05 tập thể và 11 cá nhân.

### 2. Phong trào “Tiếng trống học bài”

- Chủ tịch UBND tỉnh tặng Bằng khen cho 09 tập thể và 24 cá nhân; Sở Giáo dục và Đào tạo tặng Giấy
khen cho 31 cá nhân.

**TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH**

Trần Văn Sáng
"""

Y2025 = """ỦY BAN NHÂN DÂN
TỈNH ĐÔNG HOÀI

Số: 52/BC-UBND

Đông Hoài, ngày 12 tháng 01 năm 2026

BÁO CÁO
Tổng kết công tác thi đua năm 2025

I. KẾT QUẢ KINH TẾ - XÃ HỘI

1. Kinh tế

Thu ngân sách trên địa bàn đạt 4.650 tỷ đồng, bằng 104,5% dự toán, tăng 10,71% so với năm 2024.

Tỉnh đón 1,4 triệu lượt khách du lịch, doanh thu ước 980 tỷ đồng.

2. Giáo dục

Toàn tỉnh có 196/240 trường học đạt chuẩn quốc gia1.

3. Cải cách hành chính

Chỉ số PAR Index đạt 88,21%, xếp hạng 17/63; Chỉ số PCI đạt 66,4 điểm, xếp hạng 25/63.

4. An sinh xã hội

Thực hiện Kế hoạch số 21/KH-UBND ngày 14/02/2025 của UBND tỉnh, trong năm 2025 tỉnh xây mới 420 căn
nhà cho hộ nghèo2, sửa chữa 135 căn nhà; tổng kinh phí 31 tỷ 500 triệu đồng, trong đó doanh nghiệp
_____________
1 Huyện Tân Lũy 70 trường, huyện An Vọng 66 trường, huyện Bình Thoại 60 trường.
2 Huyện Tân Lũy 190 căn, huyện An Vọng 145 căn, huyện Bình Thoại 85 căn.
\fđóng góp 8 tỷ 400 triệu đồng. Công trình cuối cùng được bàn giao ngày 20 tháng 11 năm 2025.

II. KẾT QUẢ PHONG TRÀO THI ĐUA

1. Phong trào “Sạch từ ngõ vào nhà”

Chủ tịch UBND tỉnh tặng Bằng khen cho 07 tập thể và 16 cá nhân; đề nghị Thủ tướng Chính phủ tặng
Bằng khen cho 02 tập thể.

2. Phong trào “Tiếng trống học bài”

Chủ tịch UBND tỉnh tặng Bằng khen cho 12 tập thể và 30 cá nhân. Có 5 đơn vị được biểu dương3.

_____________
3 Gồm: Trường Tiểu học Tân Lũy, Trường Tiểu học An Vọng, Trường Trung học cơ sở Bình Thoại, Hội
Khuyến học tỉnh và Tỉnh đoàn.
\fIII. PHƯƠNG HƯỚNG NĂM 2026

Phấn đấu năm 2026 thu ngân sách 5.000 tỷ đồng; xây mới 300 căn nhà.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Ngô Thị Hiền
"""


def write_reports(folder: Path) -> list[Path]:
    """Both reports as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ((OLD, Y2024), (NEW, Y2025)):
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / OLD, folder / NEW]


def readings(folder: Path) -> list[Reading]:
    """Both reports read, facts included."""
    return [read_report(path) for path in write_reports(folder)]


def query_over(question: str, shelf: Shelf) -> Query:
    """A question made ready for a shelf of readings, as ``Asker`` does it."""
    names = Names.of(passage.text for passage in shelf.passages.values())
    years = [report.year for report in shelf.reports.values() if report.year]
    return make_query(question, shelf, names, Thesaurus(general()), max(years, default=None))


@contextmanager
def asking(factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """An answerer over an index of both reports; the index is built once a test run."""
    with asking_over(factory.getbasetemp() / "dong-hoai", write_reports) as asker:
        yield asker


@contextmanager
def asking_over(folder: Path, write: Callable[[Path], list[Path]]) -> Iterator[Asker]:
    """An answerer over an index of what ``write`` puts into a folder, built if it is not there."""
    index = folder / "kho"
    if not index.is_dir():
        outcomes = add_paths(write(folder), index)
        assert {outcome.status for outcome in outcomes} == {"added"}, outcomes
    library = Library.open(index)
    try:
        yield Asker(library)
    finally:
        library.close()
