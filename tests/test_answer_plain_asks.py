"""Plain questions over an invented report, each of which a rule of its own answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.ask import Asker
from answer.turned_digits import turned_digits
from index.build import add_paths
from index.library import Library
from ingest.clauses import sentences

REPORT = """Số: 88/BC-UBND

Kim Lạc, ngày 15 tháng 12 năm 2022

**BÁO CÁO**

**Kết quả công tác năm 2022**

UBND huyện Kim Lạc báo cáo kết quả năm 2022 như sau:

## I. KINH TẾ - XÃ HỘI

- Huyện có diện tích 412,6 km2, dân số 71.450 người; tỷ lệ dân số dùng nước sạch 83,7%.

- Thu ngân sách đạt 96,4 tỷ đồng, bằng 103,2% dự toán HĐND huyện giao (91 tỷ đồng), tăng 6,1% so
với cùng kỳ (88,7 tỷ đồng).

- Đầu năm còn 1.284 hộ nghèo (8,31%), 977 hộ cận nghèo (6,32%). Hỗ trợ nhà ở cho hộ nghèo 214 căn,
hộ cận nghèo 96 căn.

- Đưa 143 người đi làm việc ở nước ngoài: Nhật Bản 71 người, Hàn Quốc 42 người, Đài Loan 30 người.
Tổng kinh phí đào tạo 2,6 tỷ đồng, quà tặng 1,1 tỷ đồng.

- Kiện toàn Hội đồng Thi đua - Khen thưởng huyện gồm 13 thành viên, do ông Đào Văn Kiên, Chủ tịch
UBND huyện làm Chủ tịch Hội đồng. Chủ tịch Hội Nông dân huyện là bà Vũ Thị Lành.

- Toàn huyện có 03 khối doanh nghiệp (46 đơn vị), 05 khối xã (21 đơn vị).

Vốn các chương trình như Bảng 1.

| Chương trình | Vốn (tỷ đồng) – Đầu tư | Vốn (tỷ đồng) – Sự nghiệp | Vốn (tỷ đồng) – Cộng |
|---|---|---|---|
| Giảm nghèo | 8.100 | 5.300 | 13.400 |
| Nông thôn mới | 9.700 | 4.200 | 13.900 |
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder: Path = tmp_path_factory.mktemp("plain")
    (folder / "kim-lac-2022.md").write_text(REPORT, encoding="utf-8")
    add_paths([folder / "kim-lac-2022.md"], folder / "index")
    library = Library.open(folder / "index")
    yield Asker(library)
    library.close()


ASKED = {
    "Dân số của huyện là bao nhiêu?": "71.450 người",
    "Hộ cận nghèo đầu năm chiếm mấy phần trăm?": "6,32%",
    "Khối doanh nghiệp có bao nhiêu đơn vị?": "Khối doanh nghiệp: 46 đơn vị",
    "Thu ngân sách vượt dự toán HĐND giao bao nhiêu tỷ?": "96,4 tỷ đồng - 91 tỷ đồng = 5,4",
    "Vốn chương trình giảm nghèo là bao nhiêu?": "Cộng: 13.400",
}


@pytest.mark.parametrize(("question", "told"), ASKED.items())
def test_a_plain_question_is_answered(asker: Asker, question: str, told: str) -> None:
    answer = asker.ask(question)
    assert not answer.refused, answer.text
    assert told in answer.text, answer.text


def test_who_chairs_a_body_is_told_by_its_sentence(asker: Asker) -> None:
    assert "Đào Văn Kiên" in asker.ask("Ai làm Chủ tịch Hội đồng Thi đua Kim Lạc?").text
    assert asker.ask("Ai là Chủ tịch Hội đồng nhân dân huyện Kim Lạc?").refused


def test_digits_change_places_within_one_shape_only() -> None:
    assert turned_digits("33,15%", "33,51%")
    assert not turned_digits("2.641 tỷ đồng", "416,2 tỷ đồng")


def test_a_town_cut_short_ends_no_sentence() -> None:
    assert len(sentences("Ông Bá (TX. Bến Gỗ) và bà Hai (TP. Kim Lạc) dự.")) == 1
