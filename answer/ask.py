"""Ask the reports: from a question to an answer with its exact source, or a refusal.

No language model. The order: read the question, search passages, match typed facts,
decide, say it in the report's own words.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache

from answer.all_parts import with_all_parts
from answer.by_sides import with_sides
from answer.change_words import in_standard_words
from answer.doubts import doubts_of
from answer.engine import answer_query
from answer.followup import resolve
from answer.kept_answers import KeptAnswers
from answer.last_check import checked
from answer.names import Names
from answer.query import Query, make_query
from answer.shelf import Shelf
from answer.spelling import Speller
from index.library import Library
from index.search import Searcher
from index.synonyms import Thesaurus, general, learned
from ingest.report import Answer, Turn


@dataclass(frozen=True, slots=True)
class Memory:
    """All that is learned from one revision of a library; swapped as one."""

    revision: int
    shelf: Shelf
    names: Names
    thesaurus: Thesaurus
    speller: Speller
    short: frozenset[str]
    latest: int | None

    @classmethod
    def of(cls, library: Library) -> Memory:
        """Read the library as it is now."""
        revision = library.revision
        readings = library.readings()
        texts = [p.text for reading in readings for p in reading.passages]
        pairs = [pair for reading in readings for pair in reading.abbreviations]
        years = [reading.report.year for reading in readings if reading.report.year]
        return cls(
            revision=revision,
            shelf=Shelf.of(readings),
            names=Names.of(texts),
            thesaurus=Thesaurus([*general(), *learned(pairs)]),
            speller=Speller.of(texts),
            short=frozenset(" ".join(phrase).upper() for phrase, _ in general()),
            latest=max(years, default=None),
        )


class Asker:
    """Answers questions over one library; picks up changes of the library by itself.

    May be shared between threads. While one of them learns what was added, the others answer
    from what is known; once a report is gone, nobody answers before it is forgotten. An answer
    is kept for those who ask the same, until more is known.
    """

    def __init__(self, library: Library, searcher: Searcher | None = None) -> None:
        self._library = library
        self.searcher = searcher or Searcher(library)
        self._guard = threading.Lock()
        self._memory: Memory | None = None
        self._taught = 0  # how many add reports just now, and learn what they added
        self._kept = KeptAnswers()
        # One after the other: Python computes one thing at a time, and two at once would only
        # make both of those who asked wait for both.
        self._turn = threading.Lock()

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer one question; earlier turns resolve what it leaves out."""
        started = time.perf_counter()
        memory = self.memory()
        whole = _whole(question, history, memory)
        known = (memory.revision, self.searcher.revision)
        answer = self._kept.get(known, whole)
        if answer is None:
            with self._turn:
                answer = self._answered(whole, memory)
            if self.searcher.revision == known[1]:  # else half of it is of another revision
                self._kept.put(known, whole, answer)
        return replace(answer, question=question, seconds=time.perf_counter() - started)

    def _answered(self, whole: str, memory: Memory) -> Answer:
        query = _query(whole, memory)

        @cache  # some ways to take a question apart share parts
        def ask(part: str) -> Answer:
            return answer_query(_query(part, memory), self.searcher)

        answer = answer_query(query, self.searcher)
        answer = with_sides(answer, query, ask)
        answer = with_all_parts(answer, query, ask)
        return checked(answer, memory.shelf)

    def query(self, question: str, history: Sequence[Turn] = ()) -> Query:
        """A question made whole by the conversation and ready for matching."""
        memory = self.memory()
        return _query(_whole(question, history, memory), memory)

    def memory(self) -> Memory:
        """What is known of the library, read again when it changed."""
        memory = self._memory
        if memory is not None and memory.revision == self._library.revision:
            return memory
        if memory is not None and (self._taught or not self._guard.acquire(blocking=False)):
            if self._still_there(memory):
                return memory
            self._guard.acquire()
        elif memory is None:
            self._guard.acquire()
        try:
            memory = self._memory
            if memory is None or memory.revision != self._library.revision:
                memory = self._memory = Memory.of(self._library)
            return memory
        finally:
            self._guard.release()

    def knows(self, revision: int) -> bool:
        """Whether answers are given from just that revision of the library."""
        memory = self._memory
        return memory is not None and memory.revision == revision == self.searcher.revision

    @contextmanager
    def taught(self) -> Iterator[None]:
        """While this lasts, nobody who asks learns what was added: who adds it calls ``catch_up``.

        What is gone is forgotten all the same before anybody is answered.
        """
        with self._guard:
            self._taught += 1
        try:
            yield
        finally:
            with self._guard:
                self._taught -= 1

    def catch_up(self) -> None:
        """Returns when the next question is answered with all that the library holds now."""
        with self._guard:
            if self._memory is None or self._memory.revision != self._library.revision:
                memory = Memory.of(self._library)
                doubts_of(memory.shelf)  # or whoever asks next would wait for it
                self._memory = memory
        _ = self.searcher.revision

    def _still_there(self, memory: Memory) -> bool:
        """Whether the library only grew since: all that is known is still in it."""
        there = {report.id for report in self._library.reports()}
        return all(known in there for known in memory.shelf.reports)


def _whole(question: str, history: Sequence[Turn], memory: Memory) -> str:
    """The question made whole by the conversation, its slips mended: all that is answered."""
    # Before slips are mended: "vơi đi" is an everyday word, no slip for "với".
    plain = in_standard_words(resolve(question, history, memory.names))
    return memory.speller.mend(plain, memory.short)


def _query(whole: str, memory: Memory) -> Query:
    return make_query(whole, memory.shelf, memory.names, memory.thesaurus, memory.latest)
