"""What a question takes for granted is looked up before it is answered.

The district of Bãi Vàng, its people and figures do not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.ask import Asker
from index.build import add_paths
from index.library import Library
from ingest.report import AnswerKind

REPORT = """**ỦY BAN NHÂN DÂN**
**HUYỆN BÃI VÀNG**

Số: 64/BC-UBND

*Bãi Vàng, ngày 10 tháng 12 năm 2024*

**BÁO CÁO**

**Tình hình kinh tế - xã hội năm 2024**

## I. KINH TẾ

- Sản lượng muối đạt 8.310 tấn, giảm 640 tấn so với năm 2023 do mưa trái mùa; bán được 7.900 tấn.

- Trồng mới 58 ha cây điều; 03 dự án chưa khởi công vì vướng mặt bằng.

- Huyện chia thành 04 cụm thi đua và 06 khối thi đua. Cụm thi đua số 2 có 14 đơn vị.

## II. XÃ HỘI

- Có 05 xã đạt chuẩn nông thôn mới, gồm: Tân Bãi, Tân Vàng, Hòa Bãi, Hòa Vàng và Long Cồn.

- Xảy ra 12 vụ cháy, không có người chết nhờ lực lượng tại chỗ kịp thời ứng cứu. Đã gửi 40 thư xin
lỗi người dân vì hồ sơ trễ hạn.

- Đồng chí Trịnh Bá Lâm, Chánh Thanh tra huyện, làm Trưởng đoàn kiểm tra.

- Tỷ lệ người dân tham gia bảo hiểm y tế đạt 93,4%.

- Có 33 doanh nghiệp được tặng Bằng khen. Tiếp nhận 512 hồ sơ; cấp gạo cho 640 hộ; dân số 1,2 triệu
người.

- Gọi 86 công dân nhập ngũ.

- Làm 21 km đường giao thông nông thôn. Đón 4.800 lượt khách du lịch.

**TM. ỦY BAN NHÂN DÂN**
**KT. CHỦ TỊCH**
**PHÓ CHỦ TỊCH**

**Lê Thị Ngát**
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder: Path = tmp_path_factory.mktemp("bai-vang")
    (folder / "bai-vang-2024.md").write_text(REPORT, encoding="utf-8")
    add_paths([folder / "bai-vang-2024.md"], folder / "index")
    with Library.open(folder / "index") as library:
        yield Asker(library)


# question, words of the answer
HOLDS = [
    ("Vì sao sản lượng muối giảm?", "mưa trái mùa"),
    ("Sản lượng muối giảm 640 tấn là do đâu?", "mưa trái mùa"),
    ("Tại sao 3 dự án chưa khởi công?", "vướng mặt bằng"),
    ("Cụm thi đua số 2 có bao nhiêu đơn vị?", "14 đơn vị"),
    ("Năm xã đạt chuẩn nông thôn mới là những xã nào?", "Long Cồn"),
    ("Chánh Thanh tra huyện tên gì?", "Trịnh Bá Lâm"),
    ("Phó Chủ tịch UBND huyện Bãi Vàng là ai?", "Lê Thị Ngát"),
    ("Bà Lê Thị Ngát ký báo cáo ngày nào?", "ngày 10 tháng 12 năm 2024"),
]


@pytest.mark.parametrize(("question", "said"), HOLDS)
def test_a_premise_that_the_report_bears_out_is_answered(
    asker: Asker, question: str, said: str
) -> None:
    answer = asker.ask(question)
    assert not answer.refused, answer.text
    assert said in answer.text


DOES_NOT_HOLD = [
    "Vì sao sản lượng muối tăng?",
    "Sản lượng muối tăng 640 tấn là nhờ đâu?",
    "Vì sao sản lượng muối giảm 900 tấn?",
    "Tại sao 8 dự án chưa khởi công?",
    "Vì sao huyện không gửi thư xin lỗi người dân?",
    "Năm 2024 huyện không xảy ra vụ cháy nào là nhờ đâu?",
    "Cụm thi đua số 5 có bao nhiêu đơn vị?",
    "Khối thi đua thứ 7 gồm những đơn vị nào?",
    "Sáu xã đạt chuẩn nông thôn mới là những xã nào?",
    "Huyện có 9 xã đạt chuẩn nông thôn mới, đó là những xã nào?",
    "Chủ tịch UBND huyện Bãi Vàng là ai?",
    "Ai là Chánh Văn phòng UBND huyện?",
    "Chánh Thanh tra tỉnh tên gì?",
    "Ông Trịnh Bá Lâm ký báo cáo ngày nào?",
    "Thủ tướng tặng gì cho 33 doanh nghiệp của huyện?",
]


@pytest.mark.parametrize("question", DOES_NOT_HOLD)
def test_a_premise_that_it_does_not_bear_out_is_refused(asker: Asker, question: str) -> None:
    answer = asker.ask(question)
    assert answer.refused, answer.text


def test_a_reason_for_the_opposite_is_told_as_near(asker: Asker) -> None:
    answer = asker.ask("Vì sao sản lượng muối tăng?")
    assert answer.kind is AnswerKind.NEAR_MISS
    assert "ngược lại" in answer.text
    assert answer.citations


NOT_THERE = [
    "Huyện có bao nhiêu km đường sắt?",
    "Sân bay Bãi Vàng đón bao nhiêu lượt khách?",
    "Huyện Bãi Vàng có bao nhiêu giáo viên?",
    "Giá muối bao nhiêu một ký?",
    "Huyện trồng mới bao nhiêu ha cây cà phê?",
    "Huyện có mấy bác sĩ?",
    "Sản lượng cá tra năm 2024?",
    "Lương công chức bao nhiêu?",
]


@pytest.mark.parametrize("question", NOT_THERE)
def test_a_topic_that_is_not_there_is_refused(asker: Asker, question: str) -> None:
    answer = asker.ask(question)
    assert answer.refused, answer.text


THERE = [
    ("Huyện làm được mấy cây số đường giao thông nông thôn?", "21 km"),
    ("Hồ sơ tiếp nhận mấy bộ?", "512 hồ sơ"),
    ("Huyện cấp gạo cho bao nhiêu nhà?", "640 hộ"),
    ("Dân số huyện mấy triệu?", "1,2 triệu người"),
    ("Huyện trồng mới bao nhiêu ha điều?", "58 ha"),
    ("Sản lượng muối năm 2024?", "8.310 tấn"),
    ("Gọi bao nhiêu thanh niên nhập ngũ?", "86 công dân"),
]


@pytest.mark.parametrize(("question", "said"), THERE)
def test_the_same_thing_by_another_noun_is_answered(asker: Asker, question: str, said: str) -> None:
    answer = asker.ask(question)
    assert not answer.refused, answer.text
    assert said in answer.text


def test_a_wrong_number_asked_to_be_confirmed_is_put_right(asker: Asker) -> None:
    answer = asker.ask("Huyện gọi 68 công dân nhập ngũ phải không?")
    assert answer.kind is AnswerKind.FOUND
    assert answer.text.startswith("Không đúng")
    assert "86" in answer.text


def test_a_wrong_count_on_the_way_is_told_with_the_right_one(asker: Asker) -> None:
    answer = asker.ask("Trong 19 cụm thi đua và các khối thi đua thì có bao nhiêu khối thi đua?")
    assert "06 khối" in answer.text
    assert "04 cụm" in answer.text
    assert "không đúng như báo cáo ghi" in answer.text


def test_a_right_count_on_the_way_is_not_put_right(asker: Asker) -> None:
    answer = asker.ask("Ngoài 04 cụm thi đua thì huyện chia thành bao nhiêu khối thi đua?")
    assert "không đúng" not in answer.text


def test_why_with_another_number_is_denied_with_the_line(asker: Asker) -> None:
    answer = asker.ask("Vì sao huyện chỉ đón 3.900 lượt khách du lịch?")
    assert answer.refused
    assert any("4.800" in citation.quote for citation in answer.citations)


def test_the_other_way_round_is_told_with_the_level(asker: Asker) -> None:
    answer = asker.ask("Vì sao sản lượng muối tăng 640 tấn?")
    assert answer.refused
    assert "8.310 tấn, giảm 640 tấn" in answer.text
