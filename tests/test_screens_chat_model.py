"""The conversation with a language model: its switch, and an answer that grows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_reports import asking
from model_server import MODEL, ScriptedServer, claims, fails, says, serving

from answer.model.settings import ModelSettings
from screens.chat_acts import ChatActs
from screens.chat_model import READING, grow, switch
from screens.desk import Desk
from screens.exchange import Exchange, Spot
from screens.settings import WindowSettings

QUESTION = "Công tác an sinh xã hội năm 2025 ra sao?"
MONEY = "Tổng kinh phí 31 tỷ 500 triệu đồng."


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with serving() as server:
        yield server


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory, server: ScriptedServer) -> Desk:
    with asking(tmp_path_factory):
        index = tmp_path_factory.getbasetemp() / "dong-hoai" / "kho"
    return Desk(WindowSettings(index, model=ModelSettings(server.url, MODEL, "khoa-bi-mat")))


def asked(desk: Desk) -> list[Exchange]:
    answer = desk.ask(QUESTION, ())
    assert answer is not None
    return [Exchange(answer, desk.quotable(answer))]


def test_the_switch_says_whether_the_model_is_there(
    desk: Desk, server: ScriptedServer, tmp_path: Path
) -> None:
    found = switch(desk)
    assert (found.value, found.interactive, found.visible) == (True, True, True)
    assert MODEL in found.label
    assert switch(Desk(WindowSettings(tmp_path))).visible is False
    server.models = ["khac"]
    away = switch(Desk(WindowSettings(tmp_path, model=ModelSettings(server.url, MODEL))))
    assert (away.value, away.interactive, away.visible) == (False, False, True)
    assert "không có trên máy chủ" in away.label


def test_the_answer_grows_and_is_kept(desk: Desk, server: ScriptedServer) -> None:
    server.script = says(claims((MONEY, [1])))
    past = asked(desk)
    shown = list(grow(desk, ChatActs(desk), past, Spot(0), True))
    assert READING in shown[0][0][-1]["content"]
    assert READING not in shown[-1][0][-1]["content"]
    assert MONEY in shown[-1][0][-1]["content"]
    (kept,) = next(step[1] for step in reversed(shown) if isinstance(step[1], list))
    assert kept.answer.text == f"{past[0].answer.text} {MONEY}"
    assert MONEY.rstrip(".") in kept.quotable
    assert kept.id == past[0].id
    assert "khoa-bi-mat" not in str(shown)


def test_switched_off_nothing_is_asked(desk: Desk, server: ScriptedServer) -> None:
    assert len(list(grow(desk, ChatActs(desk), asked(desk), Spot(0), False))) == 1
    assert server.requests == []


def test_a_failure_leaves_the_answer_and_says_why(desk: Desk, server: ScriptedServer) -> None:
    server.script = fails(500)
    past = asked(desk)
    *_, last = grow(desk, ChatActs(desk), past, Spot(0), True)
    assert past[0].answer.text.split(":")[1] in last[0][-1]["content"]
    assert "gặp lỗi trên máy chủ (500)" in last[0][-1]["content"]
