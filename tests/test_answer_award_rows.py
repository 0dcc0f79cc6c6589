"""An award that stands in a table is told from its cell; what nobody gave stays refused.

Đồng Sen, its districts and figures do not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_reports import asking_over

from answer.ask import Asker

TEXT = """UBND TỈNH ĐỒNG SEN

Số: 18/BC-UBND

Đồng Sen, ngày 05 tháng 12 năm 2025

**BÁO CÁO**

**Tổng kết công tác thi đua, khen thưởng năm 2025 của tỉnh Đồng Sen**

## I. KẾT QUẢ

### 1. Các phong trào

- Phong trào “Kênh xanh, bờ sạch”: Chủ tịch UBND tỉnh tặng Bằng khen cho 12 tập thể và 20 cá nhân.

- Quỹ Hỗ trợ ngư dân: cho vay nuôi cá 34 dự án; cho vay đóng xuồng 11 dự án.

### 2. Danh hiệu theo đơn vị cũ

| TT | Danh hiệu | Bãi Sen (cũ) | Rạch Đào (cũ) | Sau sáp nhập | Cộng |
|---|---|---|---|---|---|
| 1 | Chiến sĩ thi đua cấp tỉnh | 47 | 39 | 58 | 144 |
| 2 | Cờ thi đua của UBND tỉnh | 12 | 9 | 15 | 36 |

**TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH**

Phan Thị Lụa
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    def write(folder: Path) -> list[Path]:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "dong-sen-2025.md"
        path.write_text(TEXT, encoding="utf-8")
        return [path]

    with asking_over(tmp_path_factory.mktemp("rows"), write) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Trước sáp nhập, Rạch Đào cũ có bao nhiêu Chiến sĩ thi đua cấp tỉnh?", "39"),
        ("Quỹ Hỗ trợ ngư dân cho vay nuôi cá mấy dự án?", "34 dự án"),
    ],
)
def test_told(asker: Asker, question: str, said: str) -> None:
    answer = asker.ask(question)
    assert not answer.refused
    assert said in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Thủ tướng tặng Bằng khen cho mấy tập thể trong phong trào Kênh xanh, bờ sạch?",
        "Chủ tịch nước tặng Cờ thi đua cho mấy tập thể trong phong trào Kênh xanh, bờ sạch?",
    ],
)
def test_what_another_gave_is_refused(asker: Asker, question: str) -> None:
    assert asker.ask(question).refused
