"""A guarded child that stays: many short jobs, each under limits, without a start for each.

What takes a hundred milliseconds (drawing a page) would wait half a second for a fresh
interpreter. The child is the one of ``guarded.py`` but for its end: it takes the next job
until its stdin closes. A job that takes too long or too much memory ends the child, which
is started anew for the next job; one that kills the child does the same.

What this module does not know: what the jobs do.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from ingest.guarded import (
    POLL_SECONDS,
    SCRATCH,
    GuardFailure,
    end_child,
    resident_megabytes,
    start_child,
)
from ingest.guarded_child import end_with_scratch, limit_address_space, own_stdout
from ingest.report import ReadLimits

JOBS_A_CHILD = 500  # then a fresh one takes over: native libraries leak a little
_CHILD = (
    "import pickle, sys\n"
    "path, scratch, limits = pickle.load(sys.stdin.buffer)\n"
    "sys.path[:] = path\n"
    "from ingest.standing import work\n"
    "work(scratch, limits)\n"
)
SAID = {
    "time": "việc này quá lâu nên đã dừng",
    "memory": "việc này cần quá nhiều bộ nhớ nên đã dừng",
    "died": "tệp làm bộ đọc dừng đột ngột, có thể tệp bị hỏng",
    "error": "tệp có chỗ mà bộ đọc không hiểu được",
}


@dataclass(slots=True)
class _Running:
    """A started child with what it has said so far."""

    process: subprocess.Popen[bytes]
    scratch: tempfile.TemporaryDirectory[str]
    said: queue.SimpleQueue[tuple[str, Any]]
    jobs: int = 0


class StandingChild:
    """One child for one job at a time; safe to share between threads, which then queue."""

    def __init__(self, megabytes: int = 1500) -> None:
        self._limits = ReadLimits(memory_megabytes=megabytes)
        self._child: _Running | None = None
        self._turn = threading.Lock()
        self._closed = False

    def call(self, function: Callable[..., Any], args: tuple[Any, ...], seconds: float) -> Any:
        """``function(*args)`` in the child; function, arguments and result must pickle.

        Raises ``GuardFailure``: too long, too much memory, an exception, or a child that died.
        """
        job = pickle.dumps((function, args))
        with self._turn:
            if self._closed:
                raise GuardFailure("died", SAID["died"])
            if self._child is not None and (
                self._child.process.poll() is not None or self._child.jobs >= JOBS_A_CHILD
            ):
                self._end()
            if self._child is None:
                self._child = self._start()
            self._child.jobs += 1
            kind, content = self._result(self._child, job, seconds)
            if kind in {"time", "memory", "died"}:
                self._end()
        if kind == "result":
            return content
        failure = GuardFailure(kind, SAID[kind])
        if content:
            failure.add_note(str(content))
        raise failure

    def close(self) -> None:
        """Ends the child; nothing is called any more."""
        with self._turn:
            self._closed = True
            self._end()

    def _start(self) -> _Running:
        scratch = tempfile.TemporaryDirectory(prefix=SCRATCH, ignore_cleanup_errors=True)
        process = start_child(_CHILD)
        assert process.stdin is not None
        assert process.stdout is not None
        child = _Running(process, scratch, queue.SimpleQueue())
        threading.Thread(target=_listen, args=(process.stdout, child.said), daemon=True).start()
        with contextlib.suppress(OSError):
            pickle.dump((list(sys.path), scratch.name, self._limits), process.stdin)
            process.stdin.flush()
        return child

    def _result(self, child: _Running, job: bytes, seconds: float) -> tuple[str, Any]:
        assert child.process.stdin is not None
        try:
            pickle.dump(job, child.process.stdin)
            child.process.stdin.flush()
        except OSError as error:
            return "died", repr(error)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(queue.Empty):
                return child.said.get(timeout=POLL_SECONDS)
            if resident_megabytes(child.process.pid) > self._limits.memory_megabytes:
                return "memory", None
        return "time", None

    def _end(self) -> None:
        if self._child is not None:
            end_child(self._child.process)
            if self._child.process.stdin is not None:
                with contextlib.suppress(OSError):
                    self._child.process.stdin.close()
            self._child.scratch.cleanup()
        self._child = None


def _listen(stream: IO[bytes], said: queue.SimpleQueue[tuple[str, Any]]) -> None:
    with stream:
        try:
            while True:
                said.put(pickle.load(stream))
        except Exception as end:  # a child that dies leaves any kind of broken pickle
            said.put(("died", repr(end)))


def work(scratch: str, limits: ReadLimits) -> None:
    """The child's whole life: job after job, until stdin ends or is broken."""
    tempfile.tempdir = scratch
    out = own_stdout()
    # No limit on its whole CPU time, which grows with its jobs: the parent watches each one,
    # and the thread that reads stdin sees the parent's end even in the middle of a job.
    limit_address_space(limits, cpu=False)
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_take, args=(jobs, scratch), daemon=True).start()
    while True:
        answer = _done(jobs.get())
        try:
            out.write(answer)
            out.flush()
        except OSError:
            end_with_scratch(scratch)


def _take(jobs: queue.SimpleQueue[bytes], scratch: str) -> None:
    with contextlib.suppress(Exception):
        while True:
            jobs.put(pickle.load(sys.stdin.buffer))
    end_with_scratch(scratch)
    os._exit(1)


def _done(job: bytes) -> bytes:
    try:
        function, args = pickle.loads(job)
        return pickle.dumps(("result", function(*args)))
    except MemoryError:
        return pickle.dumps(("memory", None))
    except Exception:
        return pickle.dumps(("error", traceback.format_exc()))
