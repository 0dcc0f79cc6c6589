"""Example questions tried before they are shown, so that none of them disappoints.

An example that failed is not tried again for as long as the reports over which it failed are
here: what another report adds makes it no clearer. One that succeeded is tried again after
every change, for another report may answer it otherwise. Safe to share between threads.
What this module does not know: how a question is made (``examples.py``) or answered.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from ingest.report import Answer, AnswerKind, Reading
from screens.examples import AT_MOST, Example, candidates

LONGEST_ANSWER = 240  # an example shows what a good answer is: short


class Asks(Protocol):
    """Whoever answers, and tells what of the library is known to them."""

    def ask(self, question: str) -> Answer:
        """The answer, or a refusal."""

    def knows(self, revision: int) -> bool:
        """Whether answers are given from just that revision of the library."""


class TriedExamples:
    """The examples of a library, tried once a revision."""

    def __init__(self) -> None:
        self._trying = threading.Lock()
        self._revision = -1
        self._shown: list[str] = []
        self._reports: frozenset[str] = frozenset()
        self._failed: set[Example] = set()

    def of(
        self,
        revision: int,
        readings: Callable[[], Sequence[Reading]],
        asker: Asks | None,
        wanted: int,
    ) -> list[str]:
        """Up to ``wanted`` questions; none where there is nobody to ask."""
        with self._trying:
            if self._revision != revision:
                there = readings()
                reports = frozenset(reading.report.id for reading in there)
                if not self._reports <= reports:
                    self._failed.clear()
                self._reports = reports
                tried = (
                    [] if asker is None else self._tried(revision, candidates(there), asker, wanted)
                )
                self._revision, self._shown = revision, tried
            return self._shown

    def _tried(
        self, revision: int, examples: Sequence[Example], asker: Asks, wanted: int
    ) -> list[str]:
        """Examples that are answered with their fact; the kinds of fact mixed."""
        good: list[Example] = []
        spare: list[Example] = []
        alike: set[str] = set()
        for example in examples:
            wording = re.sub(r"\d", "", example.question)  # the same of another year is no other
            enough = sum(one.kind == example.kind for one in good) >= AT_MOST.get(example.kind, 1)
            if wording in alike or (enough and len(spare) >= wanted) or example in self._failed:
                continue
            sure = asker.knows(revision)  # not half-known while somebody is learning it
            if not _answered(example, asker.ask(example.question)):
                if sure:
                    self._failed.add(example)
                continue
            alike.add(wording)
            (spare if enough else good).append(example)
            if len(good) >= wanted:
                break
        return [example.question for example in [*good, *spare][:wanted]]


def _answered(example: Example, answer: Answer) -> bool:
    whole = rf"(?<!\d){re.escape(example.expected)}(?!\d)"
    plain = answer.kind is AnswerKind.FOUND and len(answer.text) <= LONGEST_ANSWER
    return plain and re.search(whole, answer.text) is not None
