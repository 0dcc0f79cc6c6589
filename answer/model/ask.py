"""Questions answered with a language model beside the extractive engine, never instead of it.

The extractive answer is there first, and it stays unless something better is proven: a
question that the engine could not place is read anew and asked again, an answer over
several lines is told in sentences that are each woven from a line. No evidence, no call.
What this module does not know: how a model is reached, what makes a sentence proven.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Protocol

from answer.ask import Asker
from answer.engine import DEPTH, widen
from answer.model.lines import lines_for
from answer.model.patience import Deadline, ModelFailed
from answer.model.reply import objects, question_of
from answer.model.reread import faithful, spoken_of, uncertain
from answer.model.settings import SECONDS, ModelSettings
from answer.model.talk import LlamaIndexModel, Talks
from answer.model.write import WORDS, asks_to_tell, prompt, told
from answer.query import Query
from answer.wording import wording
from ingest.report import Answer, Passage, Turn
from ingest.text import canonical, fold_spaces

REWORDINGS = 2
REWORDING_WORDS = 160  # tokens
SHOWN, SHOWN_LETTERS = 5, 110  # lines shown for their wording, and of each the beginning
TURNS = 2  # earlier questions that a follow-up is read with
LONGEST_QUESTION = 400  # letters; a longer question is no question that one could reword
RESTING = "tạm không dùng được (vừa gặp lỗi, sẽ thử lại sau ít phút)"
Passages = Sequence[tuple[Passage, float]]


class Answers(Protocol):
    """What answers questions, with a model or without."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer, or a refusal."""


def with_model(asker: Asker, settings: ModelSettings | None) -> Answers:
    """The answerer itself where no model is set, else with that model beside it."""
    if settings is None:
        return asker
    return ModelAsker(asker, LlamaIndexModel(settings), settings.seconds)


class ModelAsker:
    """Answers as ``Asker`` does, with a model's help. May be shared between threads.

    seconds: the most that the model may take for one question, all its calls together.
    """

    def __init__(self, asker: Asker, model: Talks, seconds: float = SECONDS) -> None:
        self._asker = asker
        self._model = model
        self._seconds = seconds

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The best answer within the time."""
        *_, last = self.steps(question, history)
        return last

    def steps(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """The extractive answer at once, then what the model makes of it, as it comes."""
        started = time.perf_counter()
        answer = self._asker.ask(question, history)
        yield answer
        revision = self._asker.memory().revision
        best = answer
        try:
            for best in self._better(answer, question, history):
                yield replace(best, seconds=time.perf_counter() - started)
        except ModelFailed as failed:
            # What was proven before it failed is proven still; only its note is late.
            note = wording("mo-hinh-khong-dung", reason=str(failed))
            kept = best if best.note else replace(answer, note=note)
            yield replace(kept, seconds=time.perf_counter() - started)
        if self._asker.memory().revision != revision:
            # A report came or went meanwhile; what is gone may not be cited.
            yield self._asker.ask(question, history)

    def _better(self, answer: Answer, question: str, history: Sequence[Turn]) -> Iterator[Answer]:
        query = self._asker.query(question, history)
        if answer.refused and not uncertain(answer):
            return
        time_left = Deadline(self._seconds)
        if asks_to_tell(query, answer):
            best = answer
            for best in self._told(answer, query, time_left):
                yield best
            if not best.refused:
                return
        if answer.refused:
            yield from self._reread(answer, query, history, time_left)

    def _told(self, answer: Answer, query: Query, time_left: Deadline) -> Iterator[Answer]:
        """The answer told over the cited lines and further ones of the same reports."""
        cited = frozenset(citation.report for citation in answer.citations) or None
        lines = lines_for(answer, query, self._passages(query, cited))
        if not lines or (not answer.refused and len(lines) < 2):
            return  # nothing to tell, or one line: it is told best in its own words
        moment = self._awake(time_left)
        asked = prompt(query.frame.text, lines)
        with closing(self._model.say(wording("mo-hinh-viet"), asked, WORDS, moment)) as pieces:
            yield from told(pieces, answer, lines, query.shelf)

    def _reread(
        self, answer: Answer, query: Query, history: Sequence[Turn], time_left: Deadline
    ) -> Iterator[Answer]:
        """The answer to the question in other words, if the engine then finds one."""
        question, recent = fold_spaces(answer.question), history[-TURNS:]
        evidence = spoken_of(query, self._passages(query, None))
        if not evidence or len(question) > LONGEST_QUESTION:
            return
        moment = self._awake(time_left)
        asked = wording(
            "mo-hinh-doc-lai-cau-hoi",
            lines="\n".join(f"- {it.text[:SHOWN_LETTERS]}" for it in evidence[:SHOWN]),
            history=json.dumps([turn.question for turn in recent], ensure_ascii=False),
            question=json.dumps(question, ensure_ascii=False),
        )
        system, names = wording("mo-hinh-doc-lai"), self._asker.memory().names
        with closing(self._model.say(system, asked, REWORDING_WORDS, moment)) as pieces:
            for new in objects(pieces, question_of, REWORDINGS):
                same = canonical(new) == canonical(question)
                if same or not faithful(new, question, recent, names):
                    continue
                found = self._asker.ask(new)
                if not found.refused:
                    note = wording("mo-hinh-hieu-la", question=new)
                    yield replace(found, question=answer.question, note=note)
                    return

    def _awake(self, time_left: Deadline) -> float:
        """The moment until which the model may speak; it begins with the first call."""
        if not self._model.ready():
            raise ModelFailed(RESTING)
        return time_left.moment()

    def _passages(self, query: Query, files: frozenset[str] | None) -> Passages:
        hits = self._asker.searcher.search(query.frame.text, limit=DEPTH, reports=files)
        return widen(query.shelf, hits)
