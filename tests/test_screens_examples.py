"""Example questions: worded from facts, each with what its answer must hold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.report import (
    Award,
    DocumentCitation,
    Figure,
    FigureKind,
    Passage,
    PassageKind,
    Reading,
    Report,
    TableRow,
)
from screens.examples import award_question, candidates, document_question, figure_question


def passage(text: str, row: bool = False) -> Passage:
    table = TableRow(1, 2, "x", ()) if row else None
    return Passage("a:1", "a", 1, PassageKind.PARAGRAPH, text, row=table)


def figure(text: str, printed: str, **changes: object) -> Figure:
    start = text.index(printed)
    values: dict[str, object] = {
        "passage_id": "a:1", "start": start, "end": start + len(printed), "text": printed,
        "value": Decimal(1), "unit": "căn", "base_unit": "căn", "factor": Decimal(1),
        "low": Decimal(1), "high": Decimal(1), "label": "nhà cho hộ nghèo", "period": "2025",
    }  # fmt: skip
    return Figure(**{**values, **changes})  # type: ignore[arg-type]


def award(**changes: object) -> Award:
    values: dict[str, object] = {
        "passage_id": "a:1", "start": 0, "end": 9, "giver": "Chủ tịch Ủy ban nhân dân tỉnh",
        "form": "Bằng khen", "recipient": "tập thể", "count": 1045,
        "count_start": 21, "count_end": 26, "period": "2025",
        "movement": "phong trào giao thông nông thôn",
    }  # fmt: skip
    return Award(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "printed", "question"),
    [
        (
            "Phong trào rộng khắp. Toàn xã xây dựng mới 1.234 căn nhà cho hộ nghèo, đạt 98%.",
            "1.234 căn",
            "Toàn xã xây dựng mới bao nhiêu căn nhà cho hộ nghèo năm 2025?",
        ),
        (
            "- Năm 2024, tỷ lệ hộ nghèo còn 2,5%.",
            "2,5%",
            "Năm 2024, tỷ lệ hộ nghèo còn bao nhiêu phần trăm?",
        ),
        # not the first number: its subject may be elsewhere
        ("Toàn xã xây dựng mới 12 căn và sửa chữa 34 căn nhà.", "34 căn", ""),
        ("Toàn xã xây dựng mới (đợt một) được 12 căn nhà.", "12 căn", ""),
        ("Trong đó, sửa chữa nhà cho hộ nghèo được 34 căn.", "34 căn", ""),
        # without a verb that counts, or with half a sentence behind: no question
        ("Trạm y tế xã Mỹ Bình 12 căn phòng bệnh mới.", "12 căn", ""),
        ("Ngay trong quý một, toàn xã đã xây dựng 12 căn nhà.", "12 căn", ""),
        (
            "Toàn xã đã xây dựng mới 12 căn nhà làm nơi ở để các hộ yên tâm.",
            "12 căn",
            "Toàn xã đã xây dựng mới bao nhiêu căn nhà năm 2025?",
        ),
        (
            "Trong năm đã bàn giao 12 căn nhà tình nghĩa.",
            "12 căn",
            "Trong năm 2025, đã bàn giao bao nhiêu căn nhà tình nghĩa?",
        ),
        ("Đã xây 12 căn.", "12 căn", ""),  # too short to be about anything
        ("Toàn xã huy động đóng góp được 1 tỷ 200 triệu đồng.", "1 tỷ 200 triệu đồng", ""),
    ],
)
def test_a_clause_becomes_a_question(text: str, printed: str, question: str) -> None:
    assert figure_question(figure(text, printed), passage(text)) == question


def test_the_word_of_approximation_goes_with_the_number() -> None:
    text = "Toàn tỉnh đón được gần 2,5 triệu lượt khách du lịch."
    fact = figure(text, "gần 2,5 triệu lượt khách", approx="gần")
    assert figure_question(fact, passage(text)) == (
        "Toàn tỉnh đón được bao nhiêu triệu lượt khách du lịch năm 2025?"
    )


def test_a_table_row_is_asked_for_by_its_label_and_a_plan_is_not_asked_for() -> None:
    text = "1 | Thu ngân sách | 9.127"
    fact = figure(text, "9.127", label="thu ngân sách trên địa bàn")
    row = passage(text, row=True)
    assert figure_question(fact, row) == "Thu ngân sách trên địa bàn năm 2025 là bao nhiêu?"
    assert figure_question(replace(fact, kind=FigureKind.PLAN), row) == ""
    assert figure_question(replace(fact, label="xã Mỹ Bình Đông"), row) == ""  # what of it?


def test_an_award_becomes_a_question_unless_it_is_only_proposed() -> None:
    assert award_question(award()) == (
        "Có bao nhiêu tập thể được Chủ tịch Ủy ban nhân dân tỉnh tặng Bằng khen "
        "trong phong trào giao thông nông thôn năm 2025?"
    )
    quoted = award(movement="Phong trào thi đua “Cả xã làm đường” giai đoạn 2021 - 2025", period="")
    assert award_question(quoted).endswith("tặng Bằng khen trong phong trào “Cả xã làm đường”?")
    assert award_question(award(proposed=True)) == ""
    assert award_question(award(recipient="")) == ""
    assert award_question(award(movement="")) == ""


def test_a_document_becomes_a_question_where_its_subject_is_named() -> None:
    plan = DocumentCitation("a:3", 0, 9, "Kế hoạch", "15/KH-UBND", subject="về phong trào thi đua")
    assert document_question(plan) == "Kế hoạch về phong trào thi đua có số bao nhiêu?"
    assert document_question(DocumentCitation("a:3", 0, 9, "Kế hoạch", "15/KH-UBND")) == ""


def test_reports_and_kinds_of_fact_take_turns_and_no_question_comes_twice() -> None:
    text = "Toàn xã xây dựng mới 1.234 căn nhà cho hộ nghèo."

    def reading(file: str) -> Reading:
        return Reading(
            Report("0" * 64, file, "pdf", "Báo cáo", number="9/BC", signer="Lê Văn Bình"),
            (passage(text),),
            figures=(figure(text, "1.234 căn"),),
            awards=(award(), award()),
        )

    examples = candidates([reading("a.pdf"), reading("b.pdf")], limit=3)
    questions = [example.question for example in examples]
    assert len(set(questions)) == 3
    assert [example.kind for example in examples] == ["figure", "award", "signer"]
    assert examples[1].expected == "1.234"  # the digits of the count, as printed
    assert {example.expected for example in examples} == {"1.234", "Lê Văn Bình"}
    assert candidates([]) == []
