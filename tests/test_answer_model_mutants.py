"""Hundreds of replies with one thing wrong, through real HTTP: none reaches the user."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from answer_reports import asking
from model_mutants import TRUE, mutants
from model_server import MODEL, Handler, ScriptedServer, claims, says, serving

from answer.ask import Asker, Memory
from answer.model.ask import ModelAsker
from answer.model.settings import ModelSettings
from answer.model.talk import LlamaIndexModel
from answer.query import Query
from index.search import Hit
from ingest.report import Answer, Turn

LINE = re.compile(r"^\[(\d+)\] \([^\n]*?\) ", re.MULTILINE)
WRONG = 500


class Remembering:
    """The real answerer, asked once for each question: what differs here is the reply only."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._kept: dict[tuple[object, ...], Any] = {}
        self.searcher = self

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        return self._once(self._asker.ask, question)

    def query(self, question: str, history: Sequence[Turn] = ()) -> Query:
        return self._once(self._asker.query, question)

    def memory(self) -> Memory:
        return self._asker.memory()

    def search(self, question: str, limit: int, reports: frozenset[str] | None) -> list[Hit]:
        key = ("search", question, reports)
        if key not in self._kept:
            self._kept[key] = self._asker.searcher.search(question, limit=limit, reports=reports)
        return self._kept[key]

    def _once(self, how: Any, question: str) -> Any:
        if (how, question) not in self._kept:
            self._kept[(how, question)] = how(question)
        return self._kept[(how, question)]


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Remembering]:
    with asking(tmp_path_factory) as asker:
        yield Remembering(asker)


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with serving() as server:
        yield server


def told(asker: Remembering, server: ScriptedServer, question: str, sentence: str) -> Answer:
    """The answer where the model says one sentence and names every line as its source."""

    def script(handler: Handler, body: dict[str, Any]) -> None:
        ids = [int(number) for number in LINE.findall(body["messages"][1]["content"])]
        assert ids
        says(claims((sentence, ids)), size=400)(handler, body)

    server.script = script
    model = LlamaIndexModel(ModelSettings(server.url, MODEL))
    return ModelAsker(asker, model, 30).ask(question)  # type: ignore[arg-type]


@pytest.mark.parametrize(("question", "sentence"), TRUE)
def test_the_true_sentence_passes(
    asker: Remembering, server: ScriptedServer, question: str, sentence: str
) -> None:
    assert sentence in told(asker, server, question, sentence).text


def test_no_wrong_sentence_passes(asker: Remembering, server: ScriptedServer) -> None:
    wrong = [(question, it) for question, true in TRUE for it in mutants(true)]
    assert len(wrong) >= WRONG
    through = []
    for question, sentence in random.Random(9).sample(wrong, WRONG):
        answer, alone = told(asker, server, question, sentence), asker.ask(question)
        if (answer.text, answer.figures) != (alone.text, alone.figures):
            through.append(sentence)
        assert "Đã bỏ 1 câu" in answer.note
    assert through == []
    assert len(server.requests) >= WRONG
