"""What is computed shows its working, and every operand of it is quoted."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from answer_reports import NEW, OLD, asking

from answer.ask import Asker
from answer.working import number
from check.arithmetic import replay
from check.guard import unsupported
from ingest.report import Answer, AnswerKind


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(tmp_path_factory) as opened:
        yield opened


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2545", "2.545"),
        ("1234567.5", "1.234.567,5"),
        ("56.806", "56,81"),
        ("0.005", "0,01"),
        ("-1450", "-1.450"),
        ("7", "7"),
        ("12.00", "12"),
    ],
)
def test_computed_values_are_written_the_vietnamese_way(value: str, written: str) -> None:
    assert number(Decimal(value)) == written


COMPUTED = {
    "Thu ngân sách năm 2024 và năm 2025 chênh nhau bao nhiêu?": "450 tỷ đồng",
    "Huyện Tân Lũy và huyện An Vọng cộng lại xây mới bao nhiêu căn nhà?": "335 căn",
    "Huyện Tân Lũy xây nhiều hơn huyện An Vọng bao nhiêu căn nhà?": "45 căn",
    "Còn bao nhiêu trường chưa đạt chuẩn quốc gia năm 2025?": "44 trường học",
    "Trung bình mỗi căn nhà xây mới tốn bao nhiêu tiền?": "75 triệu đồng/căn nhà",
}


@pytest.mark.parametrize(("question", "result"), COMPUTED.items())
def test_a_computed_answer(asker: Asker, question: str, result: str) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.DERIVED
    assert result in answer.text
    assert answer.derivation
    assert answer.derivation in answer.text
    assert replay(answer.derivation), "the working gives the result"
    assert not unsupported(answer.text, [c.quote for c in answer.citations], answer.derivation)


def test_operands_of_two_reports_are_cited_in_both(asker: Asker) -> None:
    answer = asker.ask("Thu ngân sách năm 2024 và năm 2025 chênh nhau bao nhiêu?")
    assert {citation.report for citation in answer.citations} == {OLD, NEW}


def test_the_computed_figure_comes_first(asker: Asker) -> None:
    answer = asker.ask("Huyện Tân Lũy xây nhiều hơn huyện An Vọng bao nhiêu căn nhà?")
    assert [figure.value for figure in answer.figures] == ["45", "190", "145"]


def no_sum(answer: Answer) -> bool:
    return answer.kind is not AnswerKind.DERIVED and answer.derivation is None


@pytest.mark.parametrize(
    "question",
    [
        "Năm 2025 xây mới bao nhiêu căn nhà cho hộ nghèo?",
        "Huyện Tân Lũy và huyện Hoang Vu cộng lại xây mới bao nhiêu căn nhà?",
        "PAR Index và PCI cộng lại bao nhiêu?",
    ],
)
def test_nothing_is_computed_unasked_or_without_operands(asker: Asker, question: str) -> None:
    assert no_sum(asker.ask(question))


def test_the_largest_of_a_series(asker: Asker) -> None:
    answer = asker.ask("Huyện nào xây mới nhiều căn nhà nhất?")
    assert answer.kind is AnswerKind.DERIVED
    assert "190 căn" in answer.text
    assert "85 căn" not in answer.text


def test_a_sum_of_two_things_done(asker: Asker) -> None:
    assert "555" in asker.ask("Xây mới và sửa chữa tổng cộng bao nhiêu căn nhà năm 2025?").text
