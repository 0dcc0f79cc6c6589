"""Differences, sums and what is left, each side found by itself in a report of its own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.ask import Asker
from check.guard import unsupported
from index.build import add_paths
from index.library import Library
from ingest.report import AnswerKind

EARLIER = """Số: 31/BC-UBND

Lạc Mai, ngày 12 tháng 12 năm 2022

**BÁO CÁO**

**Kết quả công tác năm 2022**

UBND huyện Lạc Mai báo cáo kết quả năm 2022 như sau:

## I. KẾT QUẢ

- Sửa chữa 418 phòng học; tập huấn an toàn cho 96 thủy thủ.

- Điểm thi đua của huyện như Bảng 1.

| Nội dung | Điểm tối đa | Huyện tự chấm | Hội đồng thẩm định |
|---|---|---|---|
| Kinh tế | 500 | 471 | 466 |
| Tổng cộng | 1.000 | 953 | 941 |
"""
LATER = """Số: 52/BC-UBND

Lạc Mai, ngày 14 tháng 12 năm 2023

**BÁO CÁO**

**Kết quả công tác năm 2023**

UBND huyện Lạc Mai báo cáo kết quả năm 2023 như sau:

## I. KẾT QUẢ

- Sửa chữa 527 phòng học. Mưa lũ làm 11 người bị thương. Riêng đợt lũ tháng 8 làm 03 người
bị thương.

- Viên chức được giao 615 người, có mặt 588 người; nhận 274 đơn (khiếu nại 36, tố cáo 12), giải
quyết 251 đơn.

- Vật nuôi như Bảng 1.

| Chỉ tiêu | Vùng Thượng – 9T/2022 | Vùng Thượng – 9T/2023 | Vùng Hạ – 9T/2022 | Vùng Hạ – 9T/2023 |
|---|---|---|---|---|
| Đàn dê (con) | 3.180 | 3.405 | 1.940 | 2.015 |

- Tuyến kênh chính qua huyện dài 38,5 km; đến cuối năm 2023 đã bàn giao 36,2 km mặt bằng.

- Kim ngạch xuất khẩu 64,8 triệu USD. Kim ngạch nhập khẩu 51,3 triệu USD.

- Chi trợ cấp cho trẻ mồ côi 2,7 tỷ đồng. Chi trợ cấp cho người khuyết tật 8,4 tỷ đồng.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder: Path = tmp_path_factory.mktemp("sides")
    for name, text in (("lac-mai-2022.md", EARLIER), ("lac-mai-2023.md", LATER)):
        (folder / name).write_text(text, encoding="utf-8")
    add_paths(sorted(folder.glob("*.md")), folder / "index")
    library = Library.open(folder / "index")
    yield Asker(library)
    library.close()


COMPUTED = {
    "Không tính đợt lũ tháng 8 thì mưa lũ làm bao nhiêu người bị thương?": "11 người - 03 người",
    "Viên chức được giao nhiều hơn số có mặt mấy người?": "615 người - 588 người = 27 người",
    "Còn mấy đơn chưa giải quyết?": "274 đơn - 251 đơn = 23 đơn",
    "Đàn dê của vùng Thượng và vùng Hạ chênh nhau bao nhiêu con?": "3.405 - 2.015 = 1.390 con",
    "Huyện tự chấm năm 2022 tổng cộng chênh với hội đồng thẩm định bao nhiêu điểm?": "953 - 941",
    "Sửa chữa phòng học cả hai năm 2022 và 2023 được tất cả bao nhiêu phòng?": "418 phòng",
    "Mặt bằng tuyến kênh chính còn thiếu mấy km nữa mới giao xong?": "38,5 km - 36,2 km = 2,3 km",
    "Huyện xuất siêu bao nhiêu triệu USD?": "64,8 triệu USD - 51,3 triệu USD = 13,5 triệu USD",
    "Chi trợ cấp cho trẻ mồ côi và cho người khuyết tật cộng lại bao nhiêu tỷ?": "= 11,1 tỷ đồng",
}


@pytest.mark.parametrize(("question", "working"), COMPUTED.items())
def test_two_sides_are_computed_with_their_working(
    asker: Asker, question: str, working: str
) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.DERIVED, answer.text
    assert working in (answer.derivation or ""), answer.text
    quotes = [citation.quote for citation in answer.citations]
    assert not unsupported(answer.text, quotes, answer.derivation)


def test_a_side_without_a_figure_of_its_own_computes_nothing(asker: Asker) -> None:
    answer = asker.ask("Năm 2022 tập huấn cho thủy thủ nhiều hơn cho thợ lặn bao nhiêu người?")
    assert answer.kind is not AnswerKind.DERIVED, answer.text
