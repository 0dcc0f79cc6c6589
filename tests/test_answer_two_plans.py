"""Two plans of one result, what "lần lượt" tells, and two readings of one count.

Trà Mía, its wards and figures do not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_reports import asking_over

from answer.ask import Asker
from answer.figure_match import figure_candidates
from answer.moved_most import moved_most
from answer.pick import pick_figures
from answer.units import noun_fit
from ingest.report import AnswerKind

TEXT = """UBND HUYỆN TRÀ MÍA

Số: 44/BC-UBND

Trà Mía, ngày 12 tháng 12 năm 2024

**BÁO CÁO**

**Tình hình kinh tế - xã hội năm 2024 của huyện Trà Mía**

## I. KẾT QUẢ

### 1. Ngân sách

- Thu ngân sách nhà nước trên địa bàn 88,2 tỷ đồng, bằng 110,3% dự toán
tỉnh giao (80 tỷ đồng), bằng 103,8% dự toán HĐND huyện giao (85 tỷ đồng).

- Dự toán chi quản lý hành chính giao đầu năm 41.300 triệu đồng; tổng dự toán sau bổ sung
46.750 triệu đồng.

Biểu 1: Thu theo sắc thuế (đơn vị tính: triệu đồng)

| TT | Sắc thuế | Dự toán 2024 – Tỉnh giao | Dự toán 2024 – HĐND huyện giao | Thực hiện 2024 |
|---|---|---|---|---|
| 1 | Thuế tài nguyên | 9.400 | 9.900 | 10.120 |
| 2 | Lệ phí chợ | 1.200 | 1.350 | 1.410 |

Biểu 4: Hồ sơ một cửa (đơn vị tính: hồ sơ)

| Cấp | Hồ sơ tiếp nhận | Hồ sơ giải quyết |
|---|---|---|
| Cấp huyện | 4.100 | 4.090 |
| Cấp xã | 8.336 | 8.330 |
| Tổng cộng | 12.436 | 12.420 |

- Cả huyện tiếp nhận 12.346 hồ sơ; Chủ tịch UBND huyện tặng 1.268 Giấy khen.

Biểu 5: Khen thưởng

| Hình thức | Số trường hợp |
|---|---|
| Giấy khen của Chủ tịch UBND huyện | 1.286 |
| Lao động tiên tiến | 2.300 |

### 2. Xã hội

- Chỉ số chuyển đổi số của hai xã điểm lần lượt là 71,4% và 68,9%.

- Toàn huyện hoàn thành sửa 318 giếng làng.

- Kết nạp mới 2.468 hội viên, giảm 105 hội viên do chuyển nơi ở.

- Hoàn thành dựng 214 nhà bia.

Biểu 3: Giấy khen

| Xã | Giấy khen – Năm 2023 | Giấy khen – Năm 2024 |
|---|---|---|
| Thị trấn Mía | 12 | 19 |
| Xã Rạng | 14 | 33 |
| Xã Trà | 10 | 11 |

Biểu 2: Công tác hội

| Hội | Kết nạp hội viên mới – Thực hiện | Chi hội |
|---|---|---|
| Thị trấn Mía | 1.205 | 9 |
| Xã Rạng | 1.443 | 11 |
| Tổng cộng | 2.648 | 20 |

## II. ĐÁNH GIÁ

- Toàn huyện đã sửa 308 giếng làng, người dân phấn khởi.

- Toàn huyện dựng 221 nhà bia, ai cũng mừng.

- Năm 2024 có 412 hộ trồng sen.

- Mặt đầm sen: 06 đầm với 212 ha.

- Xuất khẩu sen 4,6 triệu USD; xuất khẩu cá 3,2 tỷ đồng.

- Bờ kênh có 09 cống, dài 14,5 km.

- Tổng số thủ tục của huyện là 118 thủ tục, gồm đất đai 71 thủ tục, hộ tịch 29 thủ tục, chứng
thực 18 thủ tục; đề nghị bỏ 12 thủ tục.

- Tốt nghiệp THCS 812/823 học sinh, đạt 98,6%; trúng tuyển lớp 10 công lập 540 học sinh (66,5%).

## III. NHIỆM VỤ NĂM 2025

- Phấn đấu 20 giải học sinh giỏi cấp tỉnh; tốt nghiệp THCS 99,1%.

**TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH**

Lâm Thị Rạng
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    def write(folder: Path) -> list[Path]:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "tra-mia-2024.md"
        path.write_text(TEXT, encoding="utf-8")
        return [path]

    with asking_over(tmp_path_factory.mktemp("plans"), write) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("Thu ngân sách trên địa bàn huyện đạt bao nhiêu phần trăm dự toán?", ("110,3", "103,8")),
        ("Dự toán chi quản lý hành chính năm 2024 là bao nhiêu?", ("41.300", "46.750")),
        ("Thuế tài nguyên được giao bao nhiêu triệu đồng?", ("9.400", "9.900")),
        ("Chỉ số chuyển đổi số của xã điểm là bao nhiêu phần trăm?", ("71,4", "68,9")),
        ("Toàn huyện sửa được mấy cái giếng làng?", ("308", "318")),
        ("Dựng được bao nhiêu nhà bia?", ("214", "221")),  # "toàn huyện" is the report's own
        ("Kết nạp mới bao nhiêu hội viên?", ("2.468", "2.648")),  # and once in a table
        ("Tổng cộng tiếp nhận bao nhiêu hồ sơ?", ("12.436", "12.346")),
        ("Chủ tịch UBND huyện tặng bao nhiêu Giấy khen?", ("1.268", "1.286")),
    ],
)
def test_both_are_told(asker: Asker, question: str, both: tuple[str, str]) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.SEVERAL
    assert [one for one in both if one not in answer.text] == []


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("Thuế tài nguyên HĐND huyện giao bao nhiêu triệu đồng?", "9.900", "9.400"),
        ("Có bao nhiêu hộ trồng sen?", "412", "308"),
        ("Mặt đầm sen rộng bao nhiêu?", "212", "14,5"),
        ("Bờ kênh dài bao nhiêu?", "14,5", "412"),
        ("Thủ tục của huyện chia theo loại nào, mỗi loại mấy thủ tục?", "71", "118"),
        # What was done before what is meant to be done next year, unless the plan is asked for.
        ("Học sinh tốt nghiệp THCS được bao nhiêu %?", "98,6", "99,1"),
        ("Năm 2025 phấn đấu tốt nghiệp THCS bao nhiêu %", "99,1", "98,6"),
    ],
)
def test_one_is_told_where_the_question_says_which(
    asker: Asker, question: str, said: str, not_said: str
) -> None:
    answer = asker.ask(question)
    assert said in answer.text
    assert not_said not in answer.text


def test_a_year_of_a_header_is_cited_with_the_header(asker: Asker) -> None:
    answer = asker.ask("Lệ phí chợ thực hiện được bao nhiêu triệu đồng?")
    assert "Thực hiện 2024: 1.410" in answer.text
    assert any("Thực hiện 2024" in citation.quote for citation in answer.citations)


def test_what_was_done_goes_before_a_plan_for_next_year_that_fits_a_little_better(
    asker: Asker,
) -> None:
    query = asker.query("Tốt nghiệp THCS được bao nhiêu %?")
    passages = [(passage, 1.0) for passage in query.shelf.passages.values()]
    found = {it.text: it for it in figure_candidates(query, passages)}
    plan, done = found["99,1%"], found["98,6%"]
    plan.score = done.score + 0.75
    assert pick_figures(query, list(found.values())).chosen[0] is done
    plan.score = done.score + 2
    assert pick_figures(query, list(found.values())).chosen[0] is plan


def test_what_is_given_does_not_rise(asker: Asker) -> None:
    query = asker.query("Xã nào tặng nhiều Giấy khen nhất, bao nhiêu cái?")
    rising = asker.query("Xã nào tăng nhiều Giấy khen nhất, bao nhiêu cái?")
    passages = [(passage, 1.0) for passage in query.shelf.passages.values()]
    assert moved_most(query, passages) is None
    assert moved_most(rising, passages) is not None


def test_dollars_are_counted_in_dollars(asker: Asker) -> None:
    shelf = asker.query("Xuất khẩu sen được bao nhiêu đô?").shelf
    figures = {figure.text: figure for found in shelf.figures.values() for figure in found}
    assert noun_fit("đô", figures["4,6 triệu USD"], "", True) == 1
    assert noun_fit("đô", figures["3,2 tỷ đồng"], "", True) < 0
