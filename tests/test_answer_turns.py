"""Follow-ups that name another one of a sort, and the year before as it stands in brackets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_reports import asking_over

from answer.ask import Asker
from answer.followup import resolve
from answer.names import Names
from ingest.report import AnswerKind, Turn

NAMES = Names.of(
    ["UBND huyện Ta Lùng và UBND huyện Bản Vắt; xã Khe Mo, xã Nà Tông, thị xã Lũng Hoa."]
)
REPORT = """Số: 17/BC-UBND

Bản Vắt, ngày 12 tháng 01 năm 2025

**BÁO CÁO**

**Kết quả phát triển kinh tế - xã hội năm 2024**

UBND huyện Bản Vắt báo cáo kết quả như sau:

## I. KẾT QUẢ

### 1. Chăn nuôi

- Đàn dê 2.310 con, tăng 6,5% so với cùng kỳ (2.169 con); đàn ong 418 tổ.

### 2. Xã hội

- Toàn huyện ghi nhận 23 vụ cháy rừng, giảm 9 vụ so với năm 2023.

- Trao danh hiệu cho 1.305 Gia đình hiếu học (cùng kỳ 1.262), 47 Dòng họ hiếu học.

- Số hộ chưa có nước sạch như Bảng 1.

| TT | Xã | Hộ chưa có nước sạch | Hộ chưa có điện |
|---|---|---|---|
| 1 | Khe Mo | 131 | 28 |
| 2 | Nà Tông | 87 | 45 |
| 3 | Pù Sáng | 64 | 39 |

**TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH**

Vi Văn Thủy
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    def write(folder: Path) -> list[Path]:
        path = folder / "ban-vat-2024.md"
        path.write_text(REPORT, encoding="utf-8")
        return [path]

    with asking_over(tmp_path_factory.mktemp("turns"), write) as opened:
        yield opened


def whole(question: str, *turns: tuple[str, str]) -> str:
    return resolve(question, [Turn(*turn) for turn in turns], NAMES)


def test_another_place_stands_where_the_first_one_stood() -> None:
    asked = ("UBND huyện Ta Lùng giải ngân bao nhiêu vốn năm 2024?", "98 tỷ đồng.")
    told = "UBND huyện Bản Vắt giải ngân bao nhiêu vốn năm 2024?"
    assert whole("Thế còn huyện Bản Vắt?", asked) == told


def test_a_place_of_one_kind_leaves_that_of_another_alone() -> None:
    asked = ("Xã Khe Mo, thị xã Lũng Hoa còn mấy hộ nghèo?", "35 hộ.")
    assert whole("Còn xã Nà Tông?", asked) == "Xã Nà Tông, thị xã Lũng Hoa còn mấy hộ nghèo?"


def test_a_name_alone_leans_on_what_was_asked() -> None:
    merged = whole("Xã Nà Tông thì bao nhiêu?", ("Xã Khe Mo còn mấy hộ nghèo?", "35 hộ."))
    assert merged == "Xã Nà Tông còn mấy hộ nghèo?"


def test_a_question_about_a_name_stands_alone() -> None:
    question = "Xã Nà Tông có bao nhiêu hộ chưa có nước sạch?"
    assert whole(question, ("Xã Khe Mo còn mấy hộ nghèo?", "35 hộ.")) == question


@pytest.mark.parametrize(
    ("follow_up", "year"),
    [("Năm trước đó thì bao nhiêu?", 2022), ("Thế năm ngoái?", 2022), ("Còn năm sau?", 2024)],
)
def test_a_year_told_from_the_one_asked_about(follow_up: str, year: int) -> None:
    merged = whole(follow_up, ("Năm 2023 có bao nhiêu vụ cháy?", "12 vụ."))
    assert merged == f"Năm {year} có bao nhiêu vụ cháy?"


def test_another_subject_behind_the_noun_for_its_sort() -> None:
    asked = ("Điểm thi môn Toán của huyện là bao nhiêu?", "5,42 điểm.")
    assert whole("Còn Ngữ văn?", asked) == "Điểm thi môn Ngữ văn của huyện là bao nhiêu?"


def test_a_bare_thing_is_what_was_counted() -> None:
    merged = whole("Trong đó xây mới mấy cái?", ("Xã Khe Mo xóa bao nhiêu nhà tạm?", "31 nhà."))
    assert "mấy nhà" in merged


def test_what_points_back_is_the_one_name_of_the_answer() -> None:
    merged = whole(
        "Xã đó có bao nhiêu hộ chưa có nước sạch?",
        ("Năm 2024 xã nào đứng đầu?", "Xã đứng đầu năm 2024 là xã Khe Mo."),
    )
    assert merged == "Năm 2024, xã Khe Mo có bao nhiêu hộ chưa có nước sạch?"


def test_a_document_that_points_back_is_the_one_of_the_answer() -> None:
    merged = whole("Quyết định này do ai ký?", ("Văn bản nào giao biên chế?", "Số 31/QĐ-UBND."))
    assert "31/QĐ-UBND" in merged


def test_two_names_in_the_answer_leave_it_open() -> None:
    turn = ("Những xã nào đứng đầu?", "Xã Khe Mo và xã Nà Tông.")
    merged = whole("Xã đó có bao nhiêu hộ chưa có nước sạch?", turn)
    assert "Khe Mo" not in merged
    assert "Nà Tông" not in merged


def test_the_row_of_a_commune_pointed_to(asker: Asker) -> None:
    turn = Turn("Xã nào được khen về khuyến học?", "Xã Nà Tông.")
    answer = asker.ask("Xã đó có bao nhiêu hộ chưa có điện?", [turn])
    assert "45" in answer.text


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Năm 2023 huyện Bản Vắt có mấy con dê?", "2.169 con"),
        ("Năm ngoái trao bao nhiêu Gia đình hiếu học?", "(cùng kỳ 1.262)"),
    ],
)
def test_the_year_before_in_a_bracket(asker: Asker, question: str, figure: str) -> None:
    answer = asker.ask(question)
    assert figure in answer.text
    assert answer.kind is AnswerKind.FOUND


def test_the_year_before_is_worked_back_from_the_change(asker: Asker) -> None:
    answer = asker.ask("Năm 2023 xảy ra bao nhiêu vụ cháy rừng?")
    assert answer.kind is AnswerKind.DERIVED
    assert answer.derivation == "23 vụ + 9 vụ = 32 vụ"


def test_no_year_further_back_is_taken_for_the_one_in_the_bracket(asker: Asker) -> None:
    assert asker.ask("Năm 2021 huyện Bản Vắt có mấy con dê?").refused
