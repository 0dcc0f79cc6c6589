"""Answers kept for those who ask the same, for one revision of the library.

Safe to share between threads; bounded. What this module does not know: how an answer is made.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

from ingest.report import Answer

MOST = 2000


class KeptAnswers:
    """The last answers at the newest revision that was told of."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._guard = threading.Lock()
        self._revision = -1
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    def get(self, revision: int, question: str) -> Answer | None:
        """The answer to just this question, made whole, at this revision; None if there is none."""
        with self._guard:
            if revision != self._revision or question not in self._answers:
                return None
            self._answers.move_to_end(question)
            return self._answers[question]

    def put(self, revision: int, question: str, answer: Answer) -> None:
        """Keeps an answer; those of an older revision go."""
        with self._guard:
            if revision < self._revision:
                return
            if revision > self._revision:
                self._revision = revision
                self._answers.clear()
            self._answers[question] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
