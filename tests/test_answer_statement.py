"""A statement is a printed stretch, cut to what answers."""

from __future__ import annotations

import pytest

from answer.statement import LONG, sentence_text, statement_span, tidy
from ingest.report import Passage, PassageKind


def passage(text: str) -> Passage:
    return Passage("aaaaaaaaaaaa:0", "a" * 64, 0, PassageKind.PARAGRAPH, text)


def said(text: str, *answers: str) -> str:
    """What is told of a passage where the answers stand, before it is made a sentence."""
    spans = [(text.index(answer), text.index(answer) + len(answer)) for answer in answers]
    start, end = statement_span(passage(text), spans)
    return text[start:end]


def test_a_short_sentence_is_told_whole() -> None:
    text = "Tỉnh trồng 30 ha rừng."
    assert tidy(said(text, "30 ha")) == text


def test_what_tells_of_another_number_is_cut() -> None:
    told = said("Tỉnh thu 4.650 tỷ đồng, bằng 104,5% dự toán.", "4.650 tỷ đồng")
    assert "4.650 tỷ đồng" in told
    assert "104,5" not in told


def test_other_clauses_are_cut() -> None:
    text = "Xã An trồng 30 ha rừng; xã Bình trồng 45 ha rừng; xã Cao trồng 12 ha rừng."
    told = said(text, "45 ha")
    assert "xã Bình trồng 45 ha" in told
    assert "30 ha" not in told
    assert "12 ha" not in told


def test_two_answers_are_told_together() -> None:
    text = "Tặng Giấy khen cho 12 tập thể và 45 cá nhân; tặng Bằng khen cho 3 tập thể."
    told = said(text, "12 tập thể", "45 cá nhân")
    assert "12 tập thể và 45 cá nhân" in told
    assert "3 tập thể" not in told


def test_a_dependent_segment_takes_its_subject_along() -> None:
    told = said("Chỉ số hài lòng của người dân, đạt 84,3%, tăng hạng.", "84,3%")
    assert told.startswith("Chỉ số hài lòng")


def test_a_statement_is_contiguous_short_and_holds_the_answer() -> None:
    filler = "rất nhiều việc làm tốt, "
    text = f"Với {filler * 12}toàn tỉnh xây 420 căn nhà, {filler * 12}ở mọi nơi."
    told = said(text, "420 căn")
    assert told in text
    assert "420 căn" in told
    assert len(told) <= 2 * LONG


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("a) đã xây 5 căn;", "Đã xây 5 căn."),
        ("(2) Đón 3 đoàn khách,", "Đón 3 đoàn khách."),
        ("- Trồng 30 ha", "Trồng 30 ha."),
        ("trong đó: 5 hộ nghèo", "5 hộ nghèo."),
        ("xây 5 căn (3 căn mới", "Xây 5 căn (3 căn mới)."),
        ("3 căn mới)", "3 căn mới."),
        ("  ", ""),
        ("", ""),
    ],
)
def test_tidy(printed: str, told: str) -> None:
    assert tidy(printed) == told


@pytest.mark.parametrize("told", ["3,5 triệu lượt", "12 tập thể", "05 xã", "100% số hộ"])
def test_a_figure_at_the_start_is_no_label(told: str) -> None:
    assert tidy(f"{told} trong năm") == f"{told} trong năm."


@pytest.mark.parametrize("told", ["2.082 hồ sơ", "12/24 xã", "743/1.149 trường", "1.000.000 đồng"])
def test_the_head_of_a_figure_is_no_label(told: str) -> None:
    assert tidy(f"{told} trong năm") == f"{told} trong năm."


def test_the_sentence_at_an_offset() -> None:
    text = "Tỉnh trồng 30 ha rừng. Xã An góp 2 tỷ đồng."
    assert sentence_text(passage(text), text.index("2 tỷ")).strip() == "Xã An góp 2 tỷ đồng."
