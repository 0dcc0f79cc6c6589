"""Answers kept for those who ask the same, until more is known of the library.

Safe to share between threads; bounded. What this module does not know: how an answer is made.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

from ingest.report import Answer

MOST = 2000
Known = tuple[int, int]  # the revisions that are learned and that are searched


class KeptAnswers:
    """The last answers from the newest state that was told of."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._guard = threading.Lock()
        self._known: Known = (-1, -1)
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    def get(self, known: Known, question: str) -> Answer | None:
        """The answer to just this question, made whole, from this state; None if there is none."""
        with self._guard:
            if known != self._known or question not in self._answers:
                return None
            self._answers.move_to_end(question)
            return self._answers[question]

    def put(self, known: Known, question: str, answer: Answer) -> None:
        """Keeps an answer; those from an older state go."""
        with self._guard:
            if known < self._known:
                return
            if known > self._known:
                self._known = known
                self._answers.clear()
            self._answers[question] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
