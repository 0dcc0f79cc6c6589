"""The whole way to a true model and back: loaded, prompted, generating real tokens over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from answer_reports import asking
from model_server import MODEL, ScriptedServer, claims, serving
from model_tiny import TinyModel, make, plays

from answer.ask import Asker
from answer.model.ask import ModelAsker
from answer.model.settings import ModelSettings
from answer.model.talk import LlamaIndexModel

QUESTION = "Công tác an sinh xã hội năm 2025 ra sao?"
TOLD = "Tổng kinh phí 31 tỷ 500 triệu đồng."


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(tmp_path_factory) as asker:
        yield asker


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with serving() as server:
        yield server


def test_a_random_model_then_one_that_was_taught(
    asker: Asker, server: ScriptedServer, tmp_path_factory: pytest.TempPathFactory
) -> None:
    model = ModelAsker(asker, LlamaIndexModel(ModelSettings(server.url, MODEL)), 60)
    model.ask(QUESTION)  # to see what is asked
    messages = server.requests[0]["messages"]
    folder = tmp_path_factory.mktemp("tiny")
    reply = claims((TOLD, [1]))
    make(folder, [*(message["content"] for message in messages), reply])
    tiny = TinyModel(folder)
    server.script = plays(tiny, 60)

    # Random weights: tokens come, none of them is believed.
    answer = model.ask(QUESTION)
    assert tiny.said[0].strip()
    assert QUESTION in tiny.read[0]
    assert "420 căn nhà cho hộ nghèo" in tiny.read[0]
    alone = asker.ask(QUESTION)
    assert (answer.text, answer.citations) == (alone.text, alone.citations)
    assert answer.note

    # Taught one good reply: its tokens become a sentence that is proven and cited.
    assert tiny.learn(messages, reply) < 0.1
    answer = model.ask(QUESTION)
    assert tiny.said[1] == reply
    assert answer.text == f"{alone.text} {TOLD}"
    assert "31 tỷ 500 triệu đồng" in {figure.quote for figure in answer.figures}

    # Taught the same with one digit changed: not a word of it arrives.
    assert tiny.learn(messages, claims((TOLD.replace("31", "37"), [1]))) < 0.1
    answer = model.ask(QUESTION)
    assert "37 tỷ" in tiny.said[2]
    assert answer.text == alone.text
