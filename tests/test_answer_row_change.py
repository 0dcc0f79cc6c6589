"""By how much something rose: from two cells of a row, or from the bracket behind its figure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from answer.ask import Asker
from index.build import add_paths
from index.library import Library
from ingest.report import AnswerKind

REPORT = """BÁO CÁO
Kết quả công tác 6 tháng đầu năm 2025 của tỉnh Vạn An

I. NÔNG NGHIỆP

Toàn tỉnh có 52/60 xã đạt chuẩn nông thôn mới, 25/60 xã đạt chuẩn nâng cao (năm 2024: 19 xã), \
08/60 xã đạt chuẩn kiểu mẫu (năm 2024: 05 xã). Kim ngạch xuất khẩu chè đạt 18,4 triệu USD, giá trị \
sản xuất ngành chè đạt 920 tỷ đồng.

Bảng 1. Cây trồng chính

| TT | Cây trồng | 6 tháng năm 2024 – Diện tích (ha) | 6 tháng năm 2024 – Sản lượng (tấn) \
| 6 tháng năm 2025 – Diện tích (ha) | 6 tháng năm 2025 – Sản lượng (tấn) |
|---|---|---|---|---|---|
| 1 | Khoai các loại | 1.240 | 9.820 | 1.315 | 10.240 |
| 2 | Lạc | 455 | 1.092 | 430 | 1.050 |

Bảng 2. Đàn vật nuôi

| TT | Vật nuôi | Địa bàn Sơn Lĩnh (cũ) – 6T/2024 | Địa bàn Sơn Lĩnh (cũ) – 6T/2025 \
| Toàn tỉnh – 6T/2024 | Toàn tỉnh – 6T/2025 |
|---|---|---|---|---|---|
| 1 | Đàn dê (con) | 12.400 | 12.150 | 30.700 | 29.480 |
| 2 | Đàn ngựa (con) | 810 | 790 | 1.905 | 1.860 |

Bảng 3. Giải ngân vốn đầu tư công

| TT | Nguồn vốn | Kế hoạch (triệu đồng) | Đã giải ngân (triệu đồng) |
|---|---|---|---|
| 1 | Ngân sách trung ương | 41.250 | 26.812 |
| 2 | Ngân sách địa phương | 38.700 | 19.754 |
| | Tổng cộng | 79.950 | 46.566 |
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("row_change")
    (folder / "bao-cao-6-thang-2025.md").write_text(REPORT, encoding="utf-8")
    add_paths([folder / "bao-cao-6-thang-2025.md"], folder / "index")
    with Library.open(folder / "index") as library:
        yield Asker(library)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Diện tích khoai 6 tháng đầu năm 2025 tăng bao nhiêu ha so với cùng kỳ?", "Tăng: 75 ha"),
        ("Đàn dê toàn tỉnh hụt bao nhiêu con so với cùng kỳ?", "Giảm: 1.220 con"),
        ("Đàn ngựa giảm bao nhiêu con so với cùng kỳ?", "Giảm: 45 con"),
        ("Số xã đạt chuẩn nâng cao năm 2025 nhiều hơn năm 2024 mấy xã?", "19 xã = 6 xã"),
    ],
)
def test_by_how_much_it_rose_or_fell(asker: Asker, question: str, said: str) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.DERIVED, answer.text
    assert said in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Dòng tổng cộng của bảng giải ngân vốn ghi đã giải ngân bao nhiêu?", "46.566"),
        ("Giá trị xuất khẩu chè là bao nhiêu đô?", "18,4 triệu USD"),
    ],
)
def test_the_figure_that_is_printed(asker: Asker, question: str, said: str) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.FOUND, answer.text
    assert said in answer.text


def test_what_another_thing_rose_from_is_no_base(asker: Asker) -> None:
    question = "Xã đạt chuẩn nông thôn mới năm 2025 tăng thêm mấy xã so với năm 2024?"
    assert "33" not in asker.ask(question).text
