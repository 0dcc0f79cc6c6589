"""Questions of several clauses, nouns that stand for anything, parts told by another report.

Rạch Vẹt, its bodies and figures do not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_reports import asking_over

from answer.ask import Asker
from answer.evidence import spans_around
from answer.frame import read_frame
from answer.list_asked import asks_one
from answer.parts_asked import clauses_asked
from answer.wanted import Wanted
from check.guard import unsupported
from ingest.report import AnswerKind

TEXT = """UBND TỈNH RẠCH VẸT

Số: 18/BC-UBND

Rạch Vẹt, ngày 12 tháng 01 năm 2026

**BÁO CÁO**

**Kết quả công tác năm 2025 của tỉnh Rạch Vẹt**

## I. KẾT QUẢ

### 1. Giáo dục

- Số trường đạt chuẩn quốc gia của tỉnh là 214/350 trường. Trong đó, mầm non 88/130 trường; \
tiểu học: 70/120 trường; trung học phổ thông: 17/31 trường.

### 2. Thủ tục hành chính

- Tổng số thủ tục hành chính được công bố 1.742; Trung tâm Phục vụ hành chính công tiếp nhận \
56.310 hồ sơ, trả đúng hạn 55.904 hồ sơ.

- Hệ thống quản lý chất lượng của Văn phòng phù hợp tiêu chuẩn TCVN ISO 9001:2015.

### 3. Biên chế

- Năm 2025 tỉnh được giao 3.218 biên chế công chức; 16.405 người làm việc hưởng lương từ ngân \
sách nhà nước.

- Sau sắp xếp, tỉnh có 64 xã, 12 phường; trước đây 51/76 xã đã đạt chuẩn nông thôn mới.

### 4. Khen thưởng

- Trong đợt thi đua làm đường, Chủ tịch UBND tỉnh tặng Bằng khen cho 19 tập thể, 46 cá nhân.

### 5. Tiếp công dân

- Ban Tiếp công dân khu vực Đông nhận 512 đơn; Ban Tiếp công dân khu vực Tây nhận 268 đơn và \
Ban Tiếp công dân khu vực Nam nhận 340 đơn.

**TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH**

**Lý Văn Thử**
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """An answerer over the report above."""
    folder: Path = tmp_path_factory.mktemp("own-clauses")
    with asking_over(folder, _write) as answering:
        yield answering


def _write(folder: Path) -> list[Path]:
    report = folder / "rach-vet-2025.md"
    report.write_text(TEXT, encoding="utf-8")
    return [report]


@pytest.mark.parametrize(
    ("question", "said", "left_out"),
    [
        ("Cấp ba có bao nhiêu trường đạt chuẩn quốc gia?", ("17/31",), ("214/350",)),
        ("Năm nay công bố tổng cộng mấy cái thủ tục hành chính?", ("1.742",), ()),
        (
            "Biên chế công chức được giao bao nhiêu, người làm việc hưởng lương ngân sách bao "
            "nhiêu?",
            ("3.218", "16.405"),
            (),
        ),
        (
            "Đợt thi đua làm đường, Chủ tịch tỉnh khen bao nhiêu tập thể với cá nhân?",
            ("19 tập thể", "46 cá nhân"),
            (),
        ),
        (
            "dot thi dua lam duong chu tich tinh khen bao nhieu tap the ca nhan",
            ("19 tập thể", "46 cá nhân"),
            (),
        ),
        (
            "Ban Tiếp công dân khu vực Đông nhận bao nhiêu đơn, và Ban Tiếp công dân khu vực Nam "
            "nhận bao nhiêu?",
            ("512", "340"),
            ("268",),
        ),
    ],
)
def test_what_is_asked_is_told_and_nothing_beside_it(
    asker: Asker, question: str, said: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    answer = asker.ask(question)
    assert not answer.refused, answer.text
    assert all(form in answer.text for form in said), answer.text
    assert not any(form in answer.text for form in left_out), answer.text
    quotes = [citation.quote for citation in answer.citations]
    assert not unsupported(answer.text, [*quotes, question], answer.derivation)


def test_what_there_still_is_after_a_merger_is_no_remainder(asker: Asker) -> None:
    answer = asker.ask("Sau sắp xếp tỉnh còn bao nhiêu xã, bao nhiêu phường?")
    assert answer.kind is AnswerKind.FOUND
    assert "64" in answer.text
    assert "12 phường" in answer.text


def test_one_thing_asked_for_by_its_name_is_told_though_it_is_no_list(asker: Asker) -> None:
    answer = asker.ask("Văn phòng quản lý chất lượng theo tiêu chuẩn ISO nào?")
    assert "9001:2015" in answer.text
    assert asker.ask("Văn phòng có số điện thoại nào?").refused


def test_who_asks_for_several_does_not_ask_for_one() -> None:
    assert asks_one("văn phòng theo tiêu chuẩn iso nào")
    assert not asks_one("danh hiệu được phong cho những cá nhân nào")
    assert not asks_one("hai phong trào nào bị hủy")
    assert not asks_one("kể các tiêu chuẩn nào được áp dụng")


def test_a_part_has_the_words_of_what_it_splits() -> None:
    text = "Số trường đạt chuẩn là 90 trường. Trong đó, tiểu học 40 trường; mầm non 50 trường."
    split = spans_around(text, text.index("50")).split
    assert split is not None
    assert text[slice(*split)].startswith("Số trường đạt chuẩn")
    assert spans_around(text, text.index("90")).split is None


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("Bao nhiêu cái là văn bản mật?", ("cái",)),
        ("Khen mấy tập thể với cá nhân?", ("tập thể", "cá nhân")),
        ("khen bao nhieu tap the ca nhan", ("tap the", "ca nhan")),
        ("Mấy tập thể, cá nhân và hộ gia đình?", ("tập thể", "cá nhân", "hộ gia đình")),
    ],
)
def test_counted_nouns_end_where_the_noun_ends(question: str, units: tuple[str, ...]) -> None:
    assert read_frame(question).units == units


def test_a_span_of_years_is_a_period_and_two_years_that_are_compared_are_not() -> None:
    assert read_frame("Từ 2021 tới 2025 xây mấy căn nhà?").years == ("2021-2025",)
    assert read_frame("Từ năm 2024 đến 2025 có mấy vụ?").years == ("2024", "2025")
    assert "2021-2025" not in read_frame("Từ 2021 đến 2025 tăng mấy vụ?").years


def test_who_is_paid_from_the_budget_is_counted_and_not_paid_out() -> None:
    question = "Người làm việc hưởng lương ngân sách được giao bao nhiêu"
    assert read_frame(question).wanted is Wanted.AMOUNT
    assert read_frame("Người nghèo được hỗ trợ bao nhiêu tiền").wanted is Wanted.MONEY


def test_each_clause_of_its_own_is_put_alone() -> None:
    ways = clauses_asked("Hội nghị có bao nhiêu đại biểu, và tỉnh cử mấy người đi dự toàn quốc?")
    assert ways[0] == ("Hội nghị có bao nhiêu đại biểu",)
    assert ways[1][0] == "tỉnh cử mấy người đi dự toàn quốc"
    assert not clauses_asked("Tặng bao nhiêu bằng khen, giấy khen?")
