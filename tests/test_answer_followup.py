"""What a follow-up leaves out is taken from the question before it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from answer_reports import asking

from answer.ask import Asker
from answer.followup import resolve
from answer.frame import Wanted, read_frame
from answer.names import Names
from ingest.report import AnswerKind, Turn
from ingest.text import bare

NAMES = Names.of(["Huyện Tân Lũy và huyện An Vọng làm đường.", "Huyện Bình Thoại trồng rừng."])


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(tmp_path_factory) as opened:
        yield opened


def whole(question: str, *before: str) -> str:
    """The question made whole after earlier ones."""
    return resolve(question, [Turn(earlier, "…") for earlier in before], NAMES)


def test_without_history_nothing_changes() -> None:
    assert whole("Còn huyện An Vọng thì sao?") == "Còn huyện An Vọng thì sao?"


def test_a_whole_question_stands_alone() -> None:
    question = "Năm 2025 toàn tỉnh trồng được bao nhiêu héc-ta rừng phòng hộ ven biển?"
    assert whole(question, "Huyện Tân Lũy xây mấy căn?") == question


def test_another_place_takes_the_place_of_the_first() -> None:
    merged = whole("Còn huyện An Vọng thì sao?", "Huyện Tân Lũy xây mới bao nhiêu căn nhà?")
    assert "An Vọng" in merged
    assert "Tân Lũy" not in merged
    assert "căn nhà" in merged
    assert read_frame(merged).wanted is Wanted.AMOUNT


def test_another_year_takes_the_place_of_the_first() -> None:
    merged = whole("Còn năm 2024 thì sao?", "Năm 2025 xây mới bao nhiêu căn nhà?")
    assert read_frame(merged).years == ("2024",)
    assert "căn nhà" in merged


def test_another_noun_takes_the_place_of_the_first() -> None:
    merged = whole("Còn cá nhân?", "Có bao nhiêu tập thể được tặng Bằng khen?")
    assert merged == "Có bao nhiêu cá nhân được tặng Bằng khen?"


def test_without_diacritics() -> None:
    merged = whole("con huyen an vong thi sao", "huyen tan luy xay moi bao nhieu can nha")
    assert "an vong" in bare(merged)
    assert "tan luy" not in bare(merged)
    assert "can nha" in bare(merged)


def test_another_kind_keeps_the_topic() -> None:
    merged = whole("Tốn bao nhiêu tiền?", "Huyện Tân Lũy xây mới bao nhiêu căn nhà?")
    assert read_frame(merged).wanted is Wanted.MONEY
    assert "Tân Lũy" in merged


def test_a_chain_of_follow_ups() -> None:
    merged = whole(
        "Còn năm 2024?",
        "Huyện Tân Lũy năm 2025 xây mới bao nhiêu căn nhà?",
        "Còn huyện An Vọng thì sao?",
    )
    assert "An Vọng" in merged
    assert "Tân Lũy" not in merged
    assert read_frame(merged).years == ("2024",)


def test_asked_of_the_reports(asker: Asker) -> None:
    first = "Huyện Tân Lũy xây mới bao nhiêu căn nhà?"
    one = asker.ask(first)
    assert "190 căn" in one.text
    answer = asker.ask("Còn huyện Bình Thoại thì sao?", [Turn(first, one.text)])
    assert answer.kind is AnswerKind.FOUND
    assert "85 căn" in answer.text
    assert "190 căn" not in answer.text
    assert answer.question == "Còn huyện Bình Thoại thì sao?"


def test_another_recipient_of_the_reports(asker: Asker) -> None:
    first = "Phong trào Tiếng trống học bài năm 2025 có bao nhiêu tập thể được tặng Bằng khen?"
    answer = asker.ask("Còn cá nhân?", [Turn(first, asker.ask(first).text)])
    assert "30 cá nhân" in answer.text
    assert "12 tập thể" not in answer.text


def test_another_year_of_the_reports(asker: Asker) -> None:
    first = "Thu ngân sách năm 2025 là bao nhiêu?"
    answer = asker.ask("Còn năm 2024?", [Turn(first, asker.ask(first).text)])
    assert "4.200 tỷ đồng" in answer.text


def test_the_other_side_of_a_day_takes_the_place_of_the_first() -> None:
    before = "Trước ngày 01/4/2025 tiếp nhận bao nhiêu đơn?"
    assert (
        whole("Vậy sau ngày đó thì sao?", before) == "sau ngày 01/4/2025 tiếp nhận bao nhiêu đơn?"
    )
