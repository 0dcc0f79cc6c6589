"""Answers in the conversation: every kind looks its own way, every link leads to its place."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from answer.wording import wording
from ingest.report import Answer, AnswerKind, Citation, StatedFigure
from screens.answer_view import answer_coming, answer_view
from screens.chat_acts import Act, act_of
from screens.exchange import Exchange, Spot, history, kept
from screens.feedback import LONGEST_NOTE, RIGHT, WRONG, Feedback

FIRST = Citation(
    "a.pdf", "Báo cáo 2024", "I", 3, None, None, "- Thu ngân sách 9.127 tỷ đồng.", "a:1", 0, 30
)
SECOND = replace(FIRST, report="b<b>.pdf", page=4, quote="Thu ngân sách đạt 10.146 tỷ đồng.")
FIGURES = (
    StatedFigure("9127", "tỷ đồng", "9.127 tỷ đồng"),
    StatedFigure("10146", "tỷ đồng", "10.146 tỷ đồng"),
)


def answer(kind: AnswerKind, **changes: object) -> Answer:
    made = Answer("Thu bao nhiêu?", "Thu 9.127 tỷ đồng.", kind, FIGURES, None, (FIRST, SECOND))
    return replace(made, **changes)  # type: ignore[arg-type]


def test_each_kind_has_a_shape_of_its_own() -> None:
    shown = {kind: answer_view(Exchange(answer(kind)), 0) for kind in AnswerKind}
    classes = {re.search(r"mc-answer mc-(\w+)", html)[1] for html in shown.values()}  # type: ignore[index]
    assert classes == {kind.value for kind in AnswerKind}
    assert "<table" in shown[AnswerKind.SEVERAL]
    assert "<table" not in shown[AnswerKind.FOUND]
    assert "Thử nêu rõ năm" in shown[AnswerKind.NOT_FOUND]


def test_several_scopes_stand_side_by_side_each_with_its_source() -> None:
    shown = answer_view(Exchange(answer(AnswerKind.SEVERAL)), 2)
    rows = re.findall(r"<tr><td><b>(.*?)</b>.*?href=\"(.*?)\"", shown)
    assert rows == [("9.127 tỷ đồng", "#nguon-2-0"), ("10.146 tỷ đồng", "#nguon-2-1")]
    assert "&lt;b&gt;.pdf" in shown
    # a line that names both years tells only its own
    both = replace(SECOND, quote="Thu ngân sách đạt 10.146 tỷ đồng (năm trước 9.127 tỷ đồng).")
    turned = answer(AnswerKind.SEVERAL, citations=(both, FIRST), figures=FIGURES[::-1])
    rows = re.findall(r"<tr><td><b>(.*?)</b>", answer_view(Exchange(turned), 0))
    assert rows == ["10.146 tỷ đồng", "9.127 tỷ đồng"]
    conflict = answer(AnswerKind.SEVERAL, text=wording("mau-thuan") + " Chỗ này, chỗ kia.")
    assert wording("mau-thuan") in answer_view(Exchange(conflict), 0)
    # with nothing to set side by side, the words stand as they are
    alone = answer(AnswerKind.SEVERAL, citations=(FIRST,))
    assert "Thu 9.127 tỷ đồng." in answer_view(Exchange(alone), 0)


def test_a_computed_figure_stands_large_and_its_working_below() -> None:
    working = "10.146 tỷ đồng - 9.127 tỷ đồng = 1.019 tỷ đồng"
    text = f"Tính từ số liệu báo cáo: 1.019 tỷ đồng ({working})."
    shown = answer_view(Exchange(answer(AnswerKind.DERIVED, text=text, derivation=working)), 0)
    assert '<div class="mc-text">1.019 tỷ đồng.</div>' in shown
    assert shown.count(working) == 1


def test_what_is_judged_says_so_and_is_not_asked_again() -> None:
    exchange = Exchange(answer(AnswerKind.FOUND), quotable="Chép <i>này</i>")
    shown = answer_view(exchange, 1)
    assert 'href="#dung-1"' in shown
    assert 'href="#sai-1"' in shown
    assert "Chép &lt;i&gt;này&lt;/i&gt;</span>" in shown
    judged = answer_view(replace(exchange, verdict=WRONG), 1)
    assert "#dung-1" not in judged
    assert "Đã ghi: chưa đúng." in judged
    assert "mc-tools" not in answer_coming(exchange.answer, "Thu")


@pytest.mark.parametrize(
    ("command", "act", "spot"),
    [
        ("nguon-3-1 17999", Act.OPEN, Spot(3, 1)),
        ("dung-0", Act.RIGHT, Spot(0)),
        ("sai-12 1", Act.WRONG, Spot(12)),
        ("xoa-1", Act.NOTHING, Spot(-1)),
        ("nguon-99999999999", Act.NOTHING, Spot(-1)),
        ("", Act.NOTHING, Spot(-1)),
    ],
)
def test_links_are_read(command: str, act: Act, spot: Spot) -> None:
    assert act_of(command) == (act, spot)


def test_a_spot_outside_the_conversation_is_nowhere() -> None:
    past = [Exchange(answer(AnswerKind.FOUND))]
    assert Spot(0, 1).citation(past) is SECOND
    assert Spot(0, 1).step(-1).citation(past) is FIRST
    for spot in (Spot(0, 2), Spot(0, -1), Spot(1, 0), Spot(-1, 0)):
        assert spot.citation(past) is None


def test_a_conversation_does_not_grow_for_ever() -> None:
    past: list[Exchange] = []
    for _ in range(150):
        past = kept(past, Exchange(answer(AnswerKind.FOUND)))
    assert len(past) == 100
    assert len(history(past)) == 6


def test_feedback_is_kept_line_by_line(tmp_path: Path) -> None:
    feedback = Feedback(tmp_path / "kho")
    exchange = Exchange(answer(AnswerKind.FOUND))
    feedback.keep(exchange, RIGHT)
    feedback.keep(exchange, WRONG, "Sai con số", "dòng\nhai " + "x" * 900, "lan")
    feedback.keep(exchange, WRONG, "lý do bịa")
    with feedback.path.open("a", encoding="utf-8") as file:
        file.write('{"cụt')
    first, second, third = feedback.entries()
    assert first["verdict"] == "right"
    assert second["user"] == "lan"
    assert second["reason"] == "Sai con số"
    assert second["note"].startswith("dòng hai")
    assert len(second["note"]) == LONGEST_NOTE
    assert third["reason"] == ""
    assert first["id"] == second["id"]
    assert first["citations"][1] == {"report": "b<b>.pdf", "page": 4, "footnote": None}
    assert json.dumps(first, ensure_ascii=False)
