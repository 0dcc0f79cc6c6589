"""A report of an invented district that sets figures side by side, and an answerer over it.

Trà Viên, its communes and figures do not exist. This year beside the one before, the plan
beside what came of it, members of a series beside each other, one thing printed in two places.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from answer.ask import Asker
from index.build import add_paths
from index.library import Library

REPORT = """ỦY BAN NHÂN DÂN
HUYỆN TRÀ VIÊN

Số: 88/BC-UBND

Trà Viên, ngày 12 tháng 12 năm 2024

BÁO CÁO

Tình hình kinh tế - xã hội năm 2024

UBND huyện Trà Viên báo cáo kết quả năm 2024 như sau:

I. KINH TẾ

1. Trồng trọt

Sản lượng chè búp tươi đạt 8.420 tấn, tăng 12,4% so với năm 2023 (7.490 tấn). Diện tích trồng quế
mới 236 ha (kế hoạch 200 ha). Cung ứng 1.150 tấn phân bón hữu cơ (năm trước: 980 tấn).

2. Công nghiệp

Tỷ lệ hộ được cấp điện đạt 96,4%; cùng kỳ năm 2023 là 93,8%. Thu hút 14 dự án.

3. Vốn và nhà ở

Tổng vốn vay ưu đãi là 64,5 tỷ đồng, gồm: vay sản xuất 38,2 tỷ đồng; vay nhà ở 15,4 tỷ đồng; vay
học nghề 9,9 tỷ đồng. Hỗ trợ nhà ở cho 52 hộ, trong đó dựng mới 30 hộ, sửa chữa 22 hộ, kinh phí 2,6
tỷ đồng. Toàn huyện có 05 trung tâm nuôi dạy 310 đối tượng, gồm 02 trung tâm nhà nước nuôi dạy 190
người và 03 trung tâm tư nhân nuôi dạy 118 người.

II. XÃ HỘI

1. An toàn

Cháy rừng xảy ra 05 vụ, làm bị thương 02 người (năm 2023 là 09 vụ, bị thương 04 người). Tai nạn
đường thủy xảy ra 11 vụ, làm chết 06 người; so với năm 2023 giảm 03 vụ, tăng 02 người chết.

2. Chỉ tiêu

Các chỉ tiêu chủ yếu nêu ở Bảng 1.

| TT | Chỉ tiêu | Thực hiện năm 2023 | Kế hoạch năm 2024 | Thực hiện năm 2024 |
|---|---|---|---|---|
| 1 | Tỷ lệ hộ có nhà tiêu hợp vệ sinh (%) | 81,2 | 86,0 | 84,7 |
| 2 | Số thôn có nhà văn hóa (thôn) | 58 | 64 | 66 |
| 3 | Lượng nước máy cấp (nghìn m3) | 1.210 | 1.300 | 1.342 |

3. Lao động

Bảng 2. Lao động thất nghiệp theo xã

| TT | Xã | Đầu năm 2024 - Thất nghiệp (người) | Cuối năm 2024 - Thất nghiệp (người) |
|---|---|---|---|
| 1 | Xã Bản Lầu | 140 | 121 |
| 2 | Xã Mường Giôn | 205 | 160 |
| 3 | Xã Tà Xùa | 98 | 103 |
| | Toàn huyện | 443 | 384 |

4. Địa bàn

Bảng 3. Một số số liệu theo địa bàn trước sắp xếp

| Nội dung | Nậm Cần | Phiêng Pằn | Chiềng Khoa | Toàn huyện |
|---|---|---|---|---|
| Diện tích rừng (ha) | 1.420 | 2.085 | 1.910 | 5.415 |
| Đàn trâu năm 2023 (con) | 610 | 720 | 540 | 1.870 |
| Đàn trâu năm 2024 (con) | 655 | 731 | 612 | 1.998 |

5. Trường học

| TT | Cơ sở | Số học sinh | TH/KH (%) |
|---|---|---|---|
| 1 | Trường mầm non Hoa Ban | 310 | 102,1 |
| 2 | Trường mầm non Sao Mai | 275 | 94,6 |
| 3 | Trường mầm non Suối Tiên | 402 | 99,0 |
| 4 | Trung tâm giáo dục thường xuyên | 96 | 80,0 |
"""


@contextmanager
def asking(factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """An answerer over an index of the report; the index is built once a test run."""
    folder = factory.getbasetemp() / "tra-vien"
    index = folder / "kho"
    if not index.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "tra-vien-2024.md").write_text(REPORT, encoding="utf-8")
        outcomes = add_paths([folder / "tra-vien-2024.md"], index)
        assert [outcome.status for outcome in outcomes] == ["added"], outcomes
    library = Library.open(index)
    try:
        yield Asker(library)
    finally:
        library.close()
