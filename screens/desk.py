"""What all tabs share: the open library, one answerer over it, tried examples.

The answerer follows the library by itself: while an upload is being indexed it answers from
what is known, and it cites nothing that was deleted. Safe to share between threads.
What this module does not know: gradio, how anything looks.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ingest.report import Answer, AnswerKind, Reading, Report, Turn
from screens.access import Access, Caller
from screens.downloads import Downloads
from screens.journal import Journal
from screens.pages import Pages
from screens.settings import WindowSettings
from screens.tried import TriedExamples
from screens.users import UsersFile
from screens.workings import Workings

if TYPE_CHECKING:
    from answer.model.talk import LlamaIndexModel
    from index.build import AddEvent, AddOutcome
    from index.library import Library

log = logging.getLogger(__name__)
FIRST_QUESTION = "Báo cáo nêu kết quả gì?"


class Asks(Protocol):
    """Whatever answers questions over one library (``answer.ask.Asker``)."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer, or a refusal; never an error for a strange question."""

    def knows(self, revision: int) -> bool:
        """Whether answers are given from just that revision of the library."""


def make_asker(library: Library) -> Asks:
    """The real answerer; imported late because it brings the search libraries with it."""
    from answer.ask import Asker

    return Asker(library)


class Desk:
    """The one object that a window's handlers call."""

    def __init__(
        self, settings: WindowSettings, asker_of: Callable[[Library], Asks] = make_asker
    ) -> None:
        self.settings = settings
        self.access = access_of(settings)
        self.workings = Workings()
        self._asker_of = asker_of
        self._library: Library | None = None
        self._asker: Asks | None = None
        self._model: LlamaIndexModel | None = None
        self._opening = threading.RLock()
        self._tried = TriedExamples()
        self.pages = Pages(self.library)
        self.downloads = Downloads()

    def library(self) -> Library | None:
        """The open library, None while no report was ever added."""
        from index.database import DATABASE
        from index.library import Library

        with self._opening:
            if self._library is None and (self.settings.index / DATABASE).is_file():
                self._library = Library.open(self.settings.index)
            return self._library

    def revision(self) -> int:
        """Grows with every change of the library; -1 while there is none."""
        library = self.library()
        return -1 if library is None else library.revision

    def readings(self) -> list[Reading]:
        """All that was read, by file name."""
        library = self.library()
        return [] if library is None else library.readings()

    def ask(
        self, question: str, history: Sequence[Turn], caller: Caller | None = None
    ) -> Answer | None:
        """The answer, None where there is no report to answer from; a known caller is noted."""
        asker = self._answerer()
        answer = None if asker is None else asker.ask(question, history)
        if caller is not None:
            kind = "" if answer is None else answer.kind.value
            self.access.note(caller, "ask", question=question, kind=kind)
        return answer

    def steps(self, question: str, history: Sequence[Turn]) -> Iterator[Answer]:
        """The answer at once, then what the language model makes of it, if one is set.

        Nothing where there is no report to answer from.
        """
        from answer.ask import Asker
        from answer.model.ask import ModelAsker

        asker, talks = self._answerer(), self.model()
        if isinstance(asker, Asker) and talks is not None:
            yield from ModelAsker(asker, talks, talks.settings.seconds).steps(question, history)
        elif asker is not None:
            yield asker.ask(question, history)

    def model(self) -> LlamaIndexModel | None:
        """The language model, None where none is set; whether it answers is asked of it."""
        from answer.model.talk import LlamaIndexModel

        with self._opening:
            if self._model is None and self.settings.model is not None:
                self._model = LlamaIndexModel(self.settings.model)
            return self._model

    def add(
        self,
        paths: Sequence[Path],
        on_event: Callable[[AddEvent], None],
        cancelled: Callable[[], bool],
    ) -> list[AddOutcome]:
        """Indexes files; when it returns, the next question is answered with them."""
        from index.build import add_paths

        def told(event: AddEvent) -> None:
            if event.stage == "done":
                self._catch_up()
            on_event(event)

        with self._teaching():
            outcomes = add_paths(
                paths,
                self.settings.index,
                embedder=self.settings.embedder,
                on_event=told,
                cancelled=cancelled,
            )
            self._catch_up()
        self._warm_up_soon()
        return outcomes

    def delete(self, file: str) -> bool:
        """Removes a report; nothing is cited from it from now on."""
        from index.build import delete_report

        gone = delete_report(file, self.settings.index)
        self._warm_up_soon()
        return gone

    def _teaching(self) -> AbstractContextManager[None]:
        """Whoever adds reports learns them, and those who ask meanwhile do not wait for it."""
        from answer.ask import Asker

        asker = self._answerer()
        return asker.taught() if isinstance(asker, Asker) else nullcontext()

    def _catch_up(self) -> None:
        """Waits here, so that whoever added a report is not answered without it."""
        from answer.ask import Asker

        asker = self._answerer()
        if isinstance(asker, Asker):
            asker.catch_up()

    def _warm_up_soon(self) -> None:
        """The next question does not wait for it, nor does who changed the library."""
        threading.Thread(target=self.warm_up, name="warm-up", daemon=True).start()

    def open_up(self) -> None:
        """At the start, in a thread: finishes what a crash left undone, then warms up."""
        from index.build import refresh
        from index.embed import EmbedderError
        from index.library import LibraryError

        try:
            if self.library() is not None:
                refresh(self.settings.index, embedder=self.settings.embedder)
        except (LibraryError, EmbedderError) as problem:  # readers are not held up by it
            log.warning("%s", problem)
        self.warm_up()

    def warm_up(self) -> None:
        """Asks once, and tries the examples, so that the next user does not wait for it."""
        self.pages.warm_up()
        try:
            asker = self._answerer()
            if asker is not None:
                asker.ask(FIRST_QUESTION)
                self.examples()
            if (talks := self.model()) is not None:
                talks.ready()
        except Exception:  # the same failure is told where somebody asks
            log.exception("warm-up")

    def report_of(self, file: str) -> Report | None:
        """The report of that file name, None if it is not here."""
        library = self.library()
        reports = [] if library is None else library.reports()
        return next((report for report in reports if report.file == file), None)

    def quotable(self, answer: Answer) -> str:
        """The answer with its citations in the form that reports use, "" for a refusal."""
        from answer.reference import quotable

        return "" if answer.kind is AnswerKind.NOT_FOUND else quotable(answer, self.report_of)

    def close(self) -> None:
        """Ends what was started to draw pages, and lets go of the library."""
        self.pages.close()
        with self._opening:
            if self._library is not None:
                self._library.close()

    def examples(self, wanted: int = 4) -> list[str]:
        """Questions whose answers were tried and hold the fact that they were made from."""
        return self._tried.of(self.revision(), self.readings, self._answerer(), wanted)

    def _answerer(self) -> Asks | None:
        library = self.library()
        if library is None or not library.reports():
            return None
        with self._opening:
            if self._asker is None:
                self._asker = self._asker_of(library)
            return self._asker


def access_of(settings: WindowSettings) -> Access:
    """Who may call: anybody on this machine, or the accounts of the users file."""
    if settings.users is None:
        return Access()
    return Access(UsersFile(settings.users), Journal(settings.index))
