"""Answers kept for those who ask the same, for one revision of the library.

Safe to share between threads; bounded. What this module does not know: how an answer is made.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

from ingest.report import Answer, Turn

MOST = 2000
Key = tuple[str, tuple[Turn, ...]]


class KeptAnswers:
    """The last answers at the newest revision that was told of."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._guard = threading.Lock()
        self._revision = -1
        self._answers: OrderedDict[Key, Answer] = OrderedDict()

    def get(self, revision: int, key: Key) -> Answer | None:
        """The answer to just this question at this revision, None if there is none."""
        with self._guard:
            if revision != self._revision or key not in self._answers:
                return None
            self._answers.move_to_end(key)
            return self._answers[key]

    def put(self, revision: int, key: Key, answer: Answer) -> None:
        """Keeps an answer; those of an older revision go."""
        with self._guard:
            if revision < self._revision:
                return
            if revision > self._revision:
                self._revision = revision
                self._answers.clear()
            self._answers[key] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
