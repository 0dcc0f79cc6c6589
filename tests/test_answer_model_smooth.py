"""Wording of drafts smoothed by a model: what holds a fact stays, or the paragraph does."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from model_server import MODEL, ScriptedServer, fails, says, serving, silent

from answer.model.patience import Rest
from answer.model.settings import ModelSettings
from answer.model.smooth import ModelSmooths, same_facts
from answer.model.talk import LlamaIndexModel

OLD = "Trong năm, UBND tỉnh đã không ngừng vận động được ⟦0⟧, tăng ⟦1⟧; tặng Bằng khen cho ⟦2⟧."
NEW = "Trong năm, UBND tỉnh không ngừng vận động, được ⟦0⟧, tăng ⟦1⟧ và tặng Bằng khen cho ⟦2⟧."


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with serving() as server:
        yield server


def smooths(server: ScriptedServer, seconds: float = 20) -> ModelSmooths:
    return ModelSmooths(LlamaIndexModel(ModelSettings(server.url, MODEL), Rest(0)), seconds)


def reply(text: str) -> str:
    return json.dumps({"doan": text}, ensure_ascii=False)


def test_other_words_between_the_slots(server: ScriptedServer) -> None:
    server.script = says(reply(NEW))
    smooth = smooths(server)
    assert smooth(OLD) == NEW
    assert smooth.changed == 1
    assert OLD in server.asked()


@pytest.mark.parametrize(
    "new",
    [
        NEW.replace("⟦1⟧", "⟦2⟧"),
        NEW.replace("⟦1⟧", "12%"),
        NEW.replace(", tăng ⟦1⟧", ""),
        NEW.replace("không ngừng", "ngừng"),
        NEW.replace("tăng", "giảm"),
        NEW.replace("UBND tỉnh", "UBND thành phố Cần Thơ"),
        NEW.replace("UBND tỉnh", "Tỉnh"),
        NEW.replace("Bằng khen", "Giấy khen"),
        NEW.replace("vận động", "vận động ba lần"),
        NEW.replace("vận động", "vận động 3 lần"),
        NEW.replace("vận động", "dự kiến vận động"),
        f"{NEW} Cả ba việc đều vượt kế hoạch.",
    ],
)
def test_a_fact_touched_is_refused(server: ScriptedServer, new: str) -> None:
    assert not same_facts(OLD, new)
    server.script = says(reply(new))
    assert smooths(server)(OLD) == OLD


def test_no_call_without_slots(server: ScriptedServer) -> None:
    assert smooths(server)("Một đoạn không có ô nào.") == "Một đoạn không có ô nào."
    assert server.requests == []


def test_after_a_failure_the_rest_is_left_alone(server: ScriptedServer) -> None:
    server.script = fails(500)
    smooth = smooths(server)
    assert [smooth(OLD), smooth(OLD)] == [OLD, OLD]
    assert len(server.requests) == 1
    assert "500" in smooth.problem


def test_one_time_for_the_whole_draft(server: ScriptedServer) -> None:
    server.script = silent
    smooth = smooths(server, 0.5)
    assert [smooth(OLD), smooth(OLD)] == [OLD, OLD]
    assert "kịp" in smooth.problem
