"""From a question to an answer with its exact source, or a refusal, over two small reports."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from answer_reports import NEW, OLD, asking, readings, write_reports

from answer.ask import Asker, Memory
from answer.kept_answers import KeptAnswers
from answer.query import make_query
from index.build import add_paths, delete_report
from index.library import Library
from ingest.report import Answer, AnswerKind, Turn

_NUMERAL = re.compile(r"\d+(?:[.,/]\d+)*")


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(tmp_path_factory) as opened:
        yield opened


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of every passage by its id, which is that of the file's bytes."""
    read = readings(tmp_path_factory.mktemp("texts"))
    return {passage.id: passage.text for reading in read for passage in reading.passages}


# question, said, report, page, footnote
FOUND = [
    ("Năm 2025 xây mới bao nhiêu căn nhà cho hộ nghèo?", "420 căn nhà", NEW, 1, None),
    ("nam 2025 xay moi bao nhieu can nha cho ho ngheo", "420 căn nhà", NEW, 1, None),
    ("PAR Index xếp hạng mấy?", "17/63", NEW, 1, None),
    ("Chỉ số PCI đạt bao nhiêu điểm?", "66,4 điểm", NEW, 1, None),
    ("Doanh nghiệp đóng góp bao nhiêu tiền xây nhà?", "8 tỷ 400 triệu đồng", NEW, 2, None),
    ("Huyện Bình Thoại xây mới bao nhiêu căn nhà?", "85 căn", NEW, 1, 2),
    ("Huyện An Vọng có mấy trường đạt chuẩn?", "66 trường", NEW, 1, 1),
    ("Kế hoạch số mấy về xây nhà cho hộ nghèo?", "21/KH-UBND", NEW, 1, None),
    ("Công trình cuối cùng bàn giao ngày nào?", "20 tháng 11 năm 2025", NEW, 2, None),
    ("Ai ký báo cáo năm 2025?", "Ngô Thị Hiền", NEW, 3, None),
    ("Năm 2026 phấn đấu thu ngân sách bao nhiêu?", "5.000 tỷ đồng", NEW, 3, None),
    ("Sản lượng dưa hấu năm 2024 bao nhiêu tấn?", "21.500", OLD, None, None),
]


@pytest.mark.parametrize(("question", "said", "report", "page", "footnote"), FOUND)
def test_found(
    asker: Asker, question: str, said: str, report: str, page: int | None, footnote: int | None
) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.FOUND
    assert said in answer.text
    main = answer.citations[0]
    assert (main.report, main.page, main.footnote) == (report, page, footnote)
    assert said in main.quote


def test_several_reports_are_told_apart(asker: Asker) -> None:
    answer = asker.ask("Bao nhiêu trường học đạt chuẩn quốc gia?")
    assert answer.kind is AnswerKind.SEVERAL
    assert "196/240" in answer.text
    assert "180/240" in answer.text
    assert {citation.report for citation in answer.citations} == {OLD, NEW}


def test_derived(asker: Asker) -> None:
    answer = asker.ask("Thu ngân sách năm 2024 và năm 2025 chênh nhau bao nhiêu?")
    assert answer.kind is AnswerKind.DERIVED
    assert answer.derivation == "4.650 tỷ đồng - 4.200 tỷ đồng = 450 tỷ đồng"


NEAR = [
    ("Năm 2023 thu ngân sách bao nhiêu?", "khác năm"),
    ("Tỉnh Hà Giang xây mới bao nhiêu căn nhà?", "khác nơi"),
]


@pytest.mark.parametrize(("question", "reason"), NEAR)
def test_near_miss_says_what_differs_and_where_it_stands(
    asker: Asker, question: str, reason: str
) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.NEAR_MISS
    assert answer.refused
    assert reason in answer.text
    assert answer.citations
    assert answer.figures == ()


ABSENT = [
    "Tỉnh có bao nhiêu trạm sạc xe điện?",
    "Tỉnh xây mới bao nhiêu cây cầu?",
    "co bao nhieu tram sac xe dien",
    "Ai là hoa hậu?",
    "Đội bóng tỉnh xếp hạng mấy?",
]


@pytest.mark.parametrize("question", ABSENT)
def test_not_found(asker: Asker, question: str) -> None:
    answer = asker.ask(question)
    assert answer.refused
    if answer.kind is AnswerKind.NOT_FOUND:
        assert answer.citations == answer.figures == ()
        assert not _NUMERAL.search(answer.text)


EVERY = sorted(
    {question for question, *_ in FOUND}
    | {question for question, _ in NEAR}
    | set(ABSENT)
    | {
        "Bao nhiêu trường học đạt chuẩn quốc gia?",
        "Thu ngân sách năm 2024 và năm 2025 chênh nhau bao nhiêu?",
        "Huyện Tân Lũy và huyện An Vọng cộng lại xây mới bao nhiêu căn nhà?",
        "Còn bao nhiêu trường chưa đạt chuẩn quốc gia năm 2025?",
        "Trung bình mỗi căn nhà xây mới tốn bao nhiêu tiền?",
        "Huyện nào xây mới nhiều căn nhà nhất?",
        "Có phải tỉnh xây mới 500 căn nhà cho hộ nghèo không?",
        "Phong trào Tiếng trống học bài năm 2025 có mấy tập thể được tặng Bằng khen?",
        "Phong trào nào có 12 tập thể và 30 cá nhân được tặng Bằng khen?",
        "PAR Index đạt bao nhiêu phần trăm, xếp hạng mấy?",
    }
)


def numerals_without_source(asker: Asker, question: str) -> list[str]:
    """Numerals of an answer's text that stand in no quote of it and not in its working."""
    answer = asker.ask(question)
    sources = " | ".join(citation.quote for citation in answer.citations)
    known = set(_NUMERAL.findall(f"{sources} | {answer.derivation or ''}"))
    return [numeral for numeral in _NUMERAL.findall(answer.text) if numeral not in known]


@pytest.mark.parametrize("question", EVERY)
def test_every_numeral_stands_in_a_quote_or_in_the_working(asker: Asker, question: str) -> None:
    assert numerals_without_source(asker, question) == []


@pytest.mark.parametrize("question", EVERY)
def test_quotes_are_verbatim(asker: Asker, texts: dict[str, str], question: str) -> None:
    for citation in asker.ask(question).citations:
        text = texts[citation.passage_id]
        assert citation.quote == text[citation.start : citation.end]
        assert citation.quote.strip()


@pytest.mark.parametrize("question", EVERY)
def test_answers_are_short_and_in_time(asker: Asker, question: str) -> None:
    answer = asker.ask(question)
    assert answer.question == question
    assert answer.seconds >= 0
    assert len(answer.text.split()) <= 80


def test_asking_twice_answers_the_same(asker: Asker) -> None:
    one, other = (asker.ask(FOUND[0][0]) for _ in range(2))
    assert (one.text, one.citations) == (other.text, other.citations)


def test_the_year_asked_for_is_found_behind_another(asker: Asker) -> None:
    answer = asker.ask("Thu ngân sách năm 2024 là bao nhiêu?")
    assert answer.kind is AnswerKind.FOUND
    assert "4.200 tỷ đồng" in answer.text


def test_two_years_of_one_agency_are_told_by_year(asker: Asker) -> None:
    text = asker.ask("Bao nhiêu trường học đạt chuẩn quốc gia?").text
    assert "2024" in text
    assert "2025" in text


def test_a_cell_is_found_by_its_row_and_column(asker: Asker) -> None:
    assert "3.150" in asker.ask("Diện tích trồng ngô là bao nhiêu ha?").text


def test_a_cell_is_told_as_a_sentence(asker: Asker) -> None:
    text = asker.ask("Sản lượng dưa hấu năm 2024 bao nhiêu tấn?").text
    assert "21.500 tấn" in text
    assert "|" not in text


def test_a_list_of_who_was_praised(asker: Asker) -> None:
    answer = asker.ask("Năm đơn vị được biểu dương gồm những ai?")
    assert "Tỉnh đoàn" in answer.text
    assert answer.citations[0].footnote == 3


def test_a_reason_no_report_gives_is_refused(asker: Asker) -> None:
    assert asker.ask("Vì sao tỉnh không đạt kế hoạch thu ngân sách?").refused


def test_a_wrong_premise_is_contradicted(asker: Asker) -> None:
    text = asker.ask("Có phải tỉnh xây mới 500 căn nhà cho hộ nghèo không?").text
    assert re.match(r"(?:Không|Chưa đúng|Báo cáo không ghi)", text)


@pytest.mark.parametrize("question", ["bao nhiêu?", "???"])
def test_a_question_without_content_is_refused(asker: Asker, question: str) -> None:
    assert asker.ask(question).refused


def test_the_same_question_is_answered_from_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_paths(write_reports(tmp_path / "bao-cao"), tmp_path / "kho")
    with Library.open(tmp_path / "kho") as library:
        asker = Asker(library)
        made: list[str] = []
        monkeypatch.setattr(
            "answer.ask.make_query", lambda q, *rest: (made.append(q), make_query(q, *rest))[1]
        )
        one, two = asker.ask("PAR Index xếp hạng mấy?"), asker.ask("PAR Index xếp hạng mấy?")
        assert replace(one, seconds=0) == replace(two, seconds=0)
        assert len(made) == 1
        turn = Turn("Thu ngân sách năm 2025 đạt bao nhiêu?", "4.650 tỷ đồng")
        asker.ask("PAR Index xếp hạng mấy?", [turn])
        assert len(made) == 2  # so short, it may lean on what was said before it
        whole = "Toàn tỉnh trồng mới bao nhiêu cây xanh ven đường?"
        asker.ask(whole)
        asker.ask(whole, [turn])
        assert len(made) == 3  # it says all by itself
        assert delete_report(NEW, tmp_path / "kho")
        gone = asker.ask("PAR Index xếp hạng mấy?")
        assert NEW not in {citation.report for citation in gone.citations}
        assert len(made) == 4


def test_nobody_waits_while_another_learns_what_was_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = write_reports(tmp_path / "bao-cao")
    add_paths([old], tmp_path / "kho")
    with Library.open(tmp_path / "kho") as library:
        asker = Asker(library)
        known = asker.memory()
        learning, may_end = threading.Event(), threading.Event()
        real = Memory.of

        def slow(of: Library) -> Memory:
            learning.set()
            assert may_end.wait(60)
            return real(of)

        add_paths([new], tmp_path / "kho")
        monkeypatch.setattr(Memory, "of", slow)
        first = threading.Thread(target=asker.memory)
        first.start()
        assert learning.wait(60)
        assert asker.memory() is known  # the library only grew
        delete_report(OLD, tmp_path / "kho")
        waiting = threading.Thread(target=asker.memory)
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive()  # what is gone may not be cited: wait
        may_end.set()
        first.join(60)
        waiting.join(60)
        assert set(asker.memory().shelf.reports) == {report.id for report in library.reports()}


def test_who_asks_while_reports_are_added_leaves_it_to_the_adder_to_learn_them(
    tmp_path: Path,
) -> None:
    old, new = write_reports(tmp_path / "bao-cao")
    add_paths([old], tmp_path / "kho")
    with Library.open(tmp_path / "kho") as library:
        asker = Asker(library)
        known = asker.memory()
        with asker.taught():
            add_paths([new], tmp_path / "kho")
            assert asker.memory() is known
            asker.catch_up()
            assert len(asker.memory().shelf.reports) == 2
            learned = asker.memory()
            assert delete_report(OLD, tmp_path / "kho")
            assert len(asker.memory().shelf.reports) == 1  # nobody waits for the adder to forget
            assert asker.memory() is not learned
        add_paths([old], tmp_path / "kho")
        assert len(asker.memory().shelf.reports) == 2


def test_an_answer_from_half_of_what_is_there_is_kept_only_until_the_rest_is_known() -> None:
    kept = KeptAnswers()
    half, whole = Answer("a?", "nửa", AnswerKind.FOUND), Answer("a?", "đủ", AnswerKind.FOUND)
    kept.put((2, 1), "a?", half)
    assert kept.get((2, 1), "a?") is half
    assert kept.get((2, 2), "a?") is None
    kept.put((2, 2), "a?", whole)
    kept.put((2, 1), "a?", half)  # who began before comes too late
    assert kept.get((2, 2), "a?") is whole
    assert kept.get((2, 1), "a?") is None
