"""Sums, differences and "which is more" over the rows of a table that a question names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_reports import asking_over

from answer.ask import Asker
from ingest.report import AnswerKind

REPORT = """Số: 52/BC-SNN

Khánh Trà, ngày 20 tháng 12 năm 2025

**BÁO CÁO**

**Kết quả sản xuất nông nghiệp năm 2025**

Sở Nông nghiệp tỉnh Khánh Trà báo cáo kết quả như sau:

## I. TRỒNG TRỌT

Diện tích, sản lượng cây trồng như Bảng 1.

| TT | Cây trồng | Diện tích (ha) | Năng suất (tạ/ha) | Sản lượng (tấn) |
|---|---|---|---|---|
| 1 | Khoai lang | 640 | 92,5 | 5.920 |
| 2 | Khoai sọ | 215 | 80,0 | 1.720 |
| 3 | Đậu tương | 380 | 15,2 | 578 |
| 4 | Lạc | 455 | 24,0 | 1.092 |
| | Tổng cộng | 1.690 | | 9.310 |

## II. THỦY LỢI

Công trình của các xã như Bảng 2.

| TT | Xã | Công trình hư hỏng | Công trình đã sửa |
|---|---|---|---|
| 1 | Xã Mường Kha | 31 | 19 |
| 2 | Xã Tả Phìn | 24 | 22 |
| 3 | Xã Nậm Lay | 16 | 9 |

- Mực nước hồ Pa Khôm 41,2 m, hồ Nà Sản 38,7 m.

Trạm bơm trên địa bàn như Bảng 3.

| Loại | Trước sáp nhập - Huyện Mai | Trước sáp nhập - Huyện Bát | Sau sáp nhập |
|---|---|---|---|
| Trạm bơm điện | 17 | 26 | 40 |
| Trạm bơm dầu | 9 | 5 | 11 |

Phí, lệ phí và hộ văn hóa như Bảng 4, Bảng 5.

| Khoản thu | Dự toán - Tỉnh giao | Dự toán - HĐND huyện giao | Ước thực hiện | Tỷ lệ (%) so HĐND |
|---|---|---|---|---|
| Phí môi trường | 70 | 95 | 81 | 85,3 |
| Lệ phí chợ | 22 | 25 | 27 | 108,0 |

| Xã | Hộ văn hóa – Tổng số hộ | Hộ văn hóa – Số hộ đạt |
|---|---|---|
| Xã Tả Lèng | 812 | 655 |
| Xã Sín Chải | 640 | 512 |

Giải thưởng của các câu lạc bộ như Bảng 6.

| Câu lạc bộ | Năm 2025 – Nhất | Năm 2025 – Nhì | Năm 2025 – Cộng | Năm 2024 – Cộng |
|---|---|---|---|---|
| Câu lạc bộ Ong mật | 3 | 5 | 8 | 11 |
| Câu lạc bộ Chè xanh | 2 | 4 | 6 | 4 |

## III. ĐƠN THƯ

- Kết quả: đơn tố cáo đúng 14 đơn, sai 88 đơn, có đúng có sai 23 đơn.

- Gieo theo quý: quý I 420 ha; quý II 310 ha; quý III 390 ha; quý IV 275 ha.

**KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC**

Hà Thị Mận
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    def write(folder: Path) -> list[Path]:
        path = folder / "khanh-tra-2025.md"
        path.write_text(REPORT, encoding="utf-8")
        return [path]

    with asking_over(tmp_path_factory.mktemp("rows"), write) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "working"),
    [
        ("Đậu tương và lạc cộng lại được bao nhiêu tấn?", "578 + 1.092 = 1.670"),
        ("Tổng diện tích của đậu tương và lạc là bao nhiêu héc ta?", "380 + 455 = 835"),
        ("Khoai hai loại cộng lại thu bao nhiêu tấn?", "5.920 + 1.720 = 7.640"),
        ("dau tuong va lac cong lai duoc bao nhieu tan?", "578 + 1.092 = 1.670"),
        ("Xã Mường Kha và xã Nậm Lay đã sửa chênh nhau mấy công trình?", "19 - 9 = 10"),
    ],
)
def test_cells_of_named_rows(asker: Asker, question: str, working: str) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.DERIVED
    assert (answer.derivation or "").startswith(working)
    operands = working.replace(" - ", " + ").split(" = ")[0].split(" + ")
    quotes = " ".join(citation.quote for citation in answer.citations)
    assert all(operand in quotes for operand in operands)


def test_which_of_two_is_more_with_both_figures(asker: Asker) -> None:
    answer = asker.ask("Xã Mường Kha và xã Tả Phìn, bên nào nhiều công trình hư hỏng hơn?")
    assert "Xã Mường Kha nhiều hơn xã Tả Phìn" in answer.text
    assert "31" in answer.text
    assert "24" in answer.text


def test_yields_are_not_added_up(asker: Asker) -> None:
    answer = asker.ask("Năng suất đậu tương và lạc cộng lại là bao nhiêu tạ/ha?")
    assert "39,2" not in answer.text


def test_a_row_that_is_not_there_is_not_made_up(asker: Asker) -> None:
    answer = asker.ask("Đậu tương và cà phê cộng lại được bao nhiêu tấn?")
    assert answer.kind is not AnswerKind.DERIVED


@pytest.mark.parametrize(
    ("question", "working"),
    [
        ("Đơn tố cáo đúng với có đúng có sai cộng lại bao nhiêu đơn?", "14 đơn + 23 đơn = 37"),
        ("Cộng quý 2 với quý 4 thì gieo được bao nhiêu héc ta?", "310 ha + 275 ha = 585"),
    ],
)
def test_members_of_a_sentence_named_word_for_word(
    asker: Asker, question: str, working: str
) -> None:
    assert (asker.ask(question).derivation or "").startswith(working)


def test_the_cells_of_one_row_under_one_header(asker: Asker) -> None:
    answer = asker.ask("Trước sáp nhập, cả hai huyện cộng lại có bao nhiêu trạm bơm điện?")
    assert (answer.derivation or "").startswith("17 + 26 = 43")


def test_which_of_two_tells_the_other_one_too(asker: Asker) -> None:
    answer = asker.ask("Mực nước hồ Pa Khôm và hồ Nà Sản, hồ nào cao hơn, mỗi hồ bao nhiêu?")
    assert "41,2 m" in answer.text
    assert "38,7 m" in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Phí môi trường hụt bao nhiêu so với dự toán HĐND huyện giao?", "95 - 81 = 14"),
        ("Phí môi trường vượt dự toán tỉnh giao bao nhiêu?", "81 - 70 = 11"),
        ("Xã Tả Lèng còn bao nhiêu hộ chưa đạt hộ văn hóa?", "812 - 655 = 157"),
    ],
)
def test_what_one_row_leaves(asker: Asker, question: str, said: str) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.DERIVED
    assert (answer.derivation or "").startswith(said)


def test_a_row_of_a_like_name_is_not_taken(asker: Asker) -> None:
    answer = asker.ask("Phí vượt dự toán tỉnh giao bao nhiêu?")
    assert "81 - 70" not in (answer.derivation or "")


def test_plan_and_result_asked_for_together(asker: Asker) -> None:
    answer = asker.ask("Phí môi trường HĐND huyện giao dự toán bao nhiêu, thu được bao nhiêu?")
    assert "95" in answer.text
    assert "81" in answer.text
    assert "70" not in answer.text


def test_against_the_plan_with_the_share(asker: Asker) -> None:
    answer = asker.ask("Lệ phí chợ so với số HĐND huyện giao thì thế nào?")
    assert all(figure in answer.text for figure in ("25", "27", "108,0"))
    assert "22" not in answer.text


def test_like_is_set_against_like(asker: Asker) -> None:
    answer = asker.ask("Giải thưởng câu lạc bộ Ong mật năm nay so với năm ngoái ra sao?")
    assert "Cộng: 8" in answer.text
    assert "Cộng: 11" in answer.text
    assert "Nhất" not in answer.text


def test_both_figures_asked_for_are_not_added_up(asker: Asker) -> None:
    question = "Công trình của xã Mường Kha hư hỏng và đã sửa là bao nhiêu, cho cả hai con số?"
    assert "50" not in asker.ask(question).text
