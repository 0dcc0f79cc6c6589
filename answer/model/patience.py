"""Bounded time: what a model says is read in a thread of its own, and only until a moment.

A server that is silent, that drips, that never ends or that breaks off costs at most the
time given; the caller goes on at that moment whatever the thread is doing. After a failure
the model rests, so that the next questions do not wait for it.
What this module does not know: HTTP, models, what is said.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator, Iterable

REST = 30.0  # seconds without a try after a failure


class ModelFailed(Exception):
    """A model that said nothing usable; the message is the end of a Vietnamese sentence."""


class TooSlow(ModelFailed):
    """The time was over."""

    def __init__(self) -> None:
        super().__init__("không trả lời kịp trong thời gian cho phép")


def until(moment: float, say: Callable[[], Iterable[str]]) -> Generator[str, None, None]:
    """The pieces of ``say()`` as they come; ``TooSlow`` once ``time.monotonic()`` is past it.

    Errors of ``say`` are raised here. The thread ends with its stream or, once nobody
    listens any more, with the next piece.
    """
    pieces: queue.SimpleQueue[str | BaseException | None] = queue.SimpleQueue()
    over = threading.Event()

    def listen() -> None:
        try:
            for piece in say():
                if over.is_set():
                    return
                pieces.put(piece)
            pieces.put(None)
        except BaseException as error:  # carried over to the caller's thread
            pieces.put(error)

    threading.Thread(target=listen, name="model", daemon=True).start()
    try:
        while True:
            try:
                piece = pieces.get(timeout=max(moment - time.monotonic(), 0.001))
            except queue.Empty:
                raise TooSlow from None
            if piece is None:
                return
            if isinstance(piece, BaseException):
                raise piece
            yield piece
            if time.monotonic() >= moment:
                raise TooSlow
    finally:
        over.set()


class Deadline:
    """A time that begins to run when it is first looked at."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._moment: float | None = None

    def moment(self) -> float:
        """When it is over, as ``time.monotonic()``."""
        if self._moment is None:
            self._moment = time.monotonic() + self._seconds
        return self._moment


class Rest:
    """Whether a model may be tried: not for a while after it failed. Safe between threads."""

    def __init__(self, seconds: float = REST, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._until: float | None = None

    def failed(self) -> None:
        """The rest begins now."""
        self._until = self._clock() + self._seconds

    def over(self) -> bool:
        """Whether the model may be tried again."""
        return self._until is None or self._clock() >= self._until
