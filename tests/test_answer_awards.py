"""Award questions are answered from typed awards: giver, form, recipients, movement, year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from answer_reports import NEW, OLD, asking, readings

from answer.ask import Asker
from answer.award_frame import award_frame, fit, plain_form
from answer.award_groups import _from_above
from answer.frame import read_frame
from ingest.report import AnswerKind, Award, Report


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(tmp_path_factory) as opened:
        yield opened


def award(form: str, giver: str = "", proposed: bool = False) -> Award:
    return Award("aaaaaaaaaaaa:0", 0, 9, giver, form, "cá nhân", 3, 0, 1, proposed=proposed)


@pytest.mark.parametrize("question", ["Xây bao nhiêu căn nhà?", "Thu ngân sách bao nhiêu?"])
def test_other_questions_are_about_no_award(question: str) -> None:
    assert award_frame(read_frame(question)) is None


def test_form_grade_giver_and_mood_of_a_question() -> None:
    asked = award_frame(
        read_frame("Đề nghị Chủ tịch nước tặng Huân chương Lao động hạng Nhì cho mấy người?")
    )
    assert asked is not None
    assert (asked.form, asked.grade) == ("huan chuong lao dong", "nhi")
    assert (asked.giver, asked.proposed) == ("chủ tịch nước", True)
    local = award_frame(read_frame("Chủ tịch UBND tỉnh tặng Bằng khen cho mấy tập thể?"))
    assert local is not None
    assert (local.form, local.giver, local.proposed) == ("bang khen", "local", False)


def test_the_same_question_without_diacritics() -> None:
    asked = award_frame(read_frame("chu tich ubnd tinh tang bang khen cho may tap the"))
    assert asked is not None
    assert (asked.form, asked.giver) == ("bang khen", "local")


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("Bằng khen của Thủ tướng Chính phủ", "bang khen"),
        ("Huân chương Lao động hạng Ba", "huan chuong lao dong"),
        ("Cờ thi đua của Chính phủ", "co thi dua"),
        ("HCLĐ hạng Nhất", "huan chuong lao dong"),
    ],
)
def test_a_form_without_giver_and_grade(printed: str, plain: str) -> None:
    assert plain_form(printed) == plain


def test_how_an_award_fits() -> None:
    asked = award_frame(read_frame("Thủ tướng tặng Bằng khen cho mấy cá nhân?"))
    assert asked is not None
    same = fit(asked, award("Bằng khen", "Thủ tướng Chính phủ"))
    assert same == {"form": 1.0, "giver": 1.0, "proposed": 1.0}
    assert fit(asked, award("Giấy khen", "Thủ tướng Chính phủ"))["form"] == -1
    assert fit(asked, award("Bằng khen", "Chủ tịch UBND tỉnh"))["giver"] == -1
    assert fit(asked, award("Bằng khen", "Thủ tướng Chính phủ", proposed=True))["proposed"] == -1


def test_grades_are_told_apart() -> None:
    asked = award_frame(read_frame("Mấy người được Huân chương Lao động hạng Nhì?"))
    assert asked is not None
    assert fit(asked, award("Huân chương Lao động hạng Nhì"))["form"] == 1
    assert fit(asked, award("Huân chương Lao động hạng Ba"))["form"] == -1


def test_the_reports_hold_the_awards_as_printed(tmp_path: Path) -> None:
    found = {
        (reading.report.file, one.form, one.recipient, one.count, one.proposed)
        for reading in readings(tmp_path)
        for one in reading.awards
    }
    assert (NEW, "Bằng khen", "tập thể", 2, True) in found
    assert (OLD, "Giấy khen", "cá nhân", 31, False) in found
    assert len(found) == 10


# question, said, not said, report
ASKED = [
    ("Phong trào Sạch từ ngõ vào nhà năm 2025 có mấy tập thể, mấy cá nhân được Chủ tịch UBND tỉnh "
     "tặng Bằng khen?", "07 tập thể và 16 cá nhân", "02", NEW),
    ("Phong trào Sạch từ ngõ vào nhà năm 2024 có mấy tập thể, mấy cá nhân được tặng Bằng khen?",
     "05 tập thể và 11 cá nhân", "07", OLD),
    ("Phong trào Sạch từ ngõ vào nhà đề nghị Thủ tướng tặng Bằng khen cho mấy tập thể?",
     "02 tập thể", "07", NEW),
    ("Phong trào Tiếng trống học bài năm 2024, Sở Giáo dục tặng Giấy khen cho bao nhiêu cá nhân?",
     "31 cá nhân", "24", OLD),
    ("Năm 2025, bao nhiêu cá nhân được Bằng khen trong phong trào Tiếng trống học bài?",
     "30 cá nhân", "12", NEW),
    ("nam 2025 phong trao tieng trong hoc bai co may tap the duoc tang bang khen",
     "12 tập thể", "30", NEW),
]  # fmt: skip


@pytest.mark.parametrize(("question", "said", "unsaid", "report"), ASKED)
def test_asked_of_the_reports(
    asker: Asker, question: str, said: str, unsaid: str, report: str
) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.FOUND
    assert said in answer.text
    assert unsaid not in answer.text
    assert answer.citations[0].report == report


def test_a_proposal_is_told_as_one(asker: Asker) -> None:
    answer = asker.ask(
        "Phong trào Sạch từ ngõ vào nhà đề nghị Thủ tướng tặng Bằng khen cho mấy tập thể?"
    )
    assert "đề nghị" in answer.text


def test_which_movement_had_these_counts(asker: Asker) -> None:
    answer = asker.ask("Phong trào nào có 12 tập thể và 30 cá nhân được tặng Bằng khen?")
    assert "Tiếng trống học bài" in answer.text
    assert "Sạch từ ngõ" not in answer.text


def test_figures_are_plain_numbers_with_their_recipients(asker: Asker) -> None:
    answer = asker.ask(ASKED[0][0])
    assert [(Decimal(f.value), f.unit) for f in answer.figures] == [(7, "tập thể"), (16, "cá nhân")]


def test_an_award_no_report_gives_is_refused(asker: Asker) -> None:
    question = "Phong trào Tiếng trống học bài có mấy cá nhân được Huân chương Lao động hạng Nhất?"
    assert asker.ask(question).refused


def test_the_chairman_of_another_level_is_another_giver() -> None:
    asked = award_frame(read_frame("Chủ tịch huyện tặng Giấy khen cho mấy tập thể?"))
    assert asked is not None
    assert fit(asked, award("Giấy khen", "Chủ tịch UBND huyện Tân An"))["giver"] == 1
    assert fit(asked, award("Giấy khen", "Chủ tịch UBND xã"))["giver"] == -1
    city = award_frame(read_frame("Chủ tịch thành phố tặng Bằng khen cho mấy tập thể?"))
    assert city is not None
    assert fit(city, award("Bằng khen", "Chủ tịch UBND tỉnh"))["giver"] == 1


def test_a_giver_from_above_makes_no_part_of_a_commune() -> None:
    commune = Report("x" * 12, "xa.txt", "txt", "Báo cáo", place="xã Hòa An", year=2025)
    city = Report("y" * 12, "tp.txt", "txt", "Báo cáo", place="thành phố Bình Lâm", year=2025)
    given = award("Giấy khen", "Chủ tịch UBND huyện Tân An")
    assert _from_above(replace(given, about="huyện Tân An"), commune)
    assert not _from_above(replace(given, about="ấp Bãi Xép"), commune)
    former = replace(
        award("Bằng khen", "Chủ tịch UBND tỉnh Đông Hoài (cũ)"), about="tỉnh Đông Hoài"
    )
    assert not _from_above(former, city)
