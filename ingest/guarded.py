"""Read a file in a child process that may not take more time or memory than it is allowed.

A report comes from anywhere, and a file of a few kilobytes can hang a PDF library, eat
all memory, or kill the process that opens it. So the parent never opens one: a fresh
interpreter does, under limits, and whatever happens to it ends in a ``Reading`` or in one
clear line of Vietnamese.

The child is started by ``subprocess`` and not by ``multiprocessing``: its spawn imports
the parent's main module again, and with it whatever the application has loaded. Job and
messages are pickles on stdin and stdout. Address space is limited by the system on Unix;
everywhere the parent also watches the resident size (macOS ignores the former, Windows
has none).

What this module does not know: what the child does (``guarded_child.py``), how a report
is read (``read.py``), what a bomb looks like from outside (``bombs.py``).
"""

from __future__ import annotations

import contextlib
import pickle
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from ingest.guarded_child import MEGABYTE, PAGE_SECONDS, Job, Progress, family, read
from ingest.report import Reading, ReadLimits, UnreadableReport

POLL_SECONDS = 0.1
SCRATCH = "minh-chung-"

_CHILD = (
    "import pickle, sys\n"
    "path, scratch, job = pickle.load(sys.stdin.buffer)\n"
    "sys.path[:] = path\n"
    "from ingest.guarded_child import work\n"
    "work(job, scratch)\n"
)


class GuardFailure(Exception):
    """The child did not finish; the message is a Vietnamese clause, ``reason`` a fixed word.

    reason: "time", "memory", "died" or "error" (an exception, kept as a note).
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class ReadingCancelled(Exception):
    """The user asked to stop; nothing was read."""


def read_guarded(
    path: Path,
    limits: ReadLimits | None = None,
    on_progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    on_ocr: Progress | None = None,
) -> Reading:
    """``read.read_report(path)`` in a guarded child; ``on_ocr`` hears of pages read by OCR.

    Raises ``UnreadableReport`` with a line that names the file and says what to do, also
    when the child was stopped or died, and ``ReadingCancelled`` when ``cancelled`` says so.
    """
    limits = limits or ReadLimits()

    def told(done: int, total: int, by_ocr: bool = False) -> None:
        tell = on_ocr if by_ocr else on_progress
        if tell is not None:
            tell(done, total)

    try:
        reading: Reading = run_guarded(read, (path, limits), limits, told, cancelled)
    except GuardFailure as failure:
        refusal = UnreadableReport(f"Không đọc được tệp “{path.name}”: {failure}")
        for note in getattr(failure, "__notes__", ()):
            refusal.add_note(note)
        raise refusal from failure
    return reading


def run_guarded(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    limits: ReadLimits,
    on_progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Any:
    """Call ``function(*args)`` in a child; function, arguments and result must pickle.

    With ``on_progress``, the function is called with a keyword ``on_progress(done, total)``
    whose calls are passed on here. ``UnreadableReport`` raised by the function is raised
    here again; every other end is a ``GuardFailure``.
    """
    job = Job(function, args, limits, on_progress is not None)
    # What the child and its Tesseract write meanwhile goes with this folder, however they end.
    with tempfile.TemporaryDirectory(prefix=SCRATCH, ignore_cleanup_errors=True) as scratch:
        return _in_child(job, scratch, on_progress, cancelled)


def _in_child(
    job: Job,
    scratch: str,
    on_progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> Any:
    child = start_child(_CHILD)
    assert child.stdin is not None
    assert child.stdout is not None
    messages: queue.Queue[tuple[str, Any]] = queue.Queue()
    receiver = threading.Thread(target=_receive, args=(child.stdout, messages), daemon=True)
    try:
        receiver.start()
        with contextlib.suppress(BrokenPipeError):
            # The job is a pickle of its own: it can be read only after sys.path is set.
            pickle.dump((list(sys.path), scratch, pickle.dumps(job)), child.stdin)
            child.stdin.flush()
        # The pipe stays open: its end tells the child that this process is gone.
        return _wait(child.pid, messages, job.limits, on_progress, cancelled)
    finally:
        end_child(child)
        with contextlib.suppress(OSError):
            child.stdin.close()
        receiver.join()


def start_child(code: str) -> subprocess.Popen[bytes]:
    """A fresh interpreter that runs ``code`` and talks over its stdin and stdout."""
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        # A signal to this process's group must leave the child alive to clear up (POSIX).
        start_new_session=True,
    )


def _wait(
    pid: int,
    messages: queue.Queue[tuple[str, Any]],
    limits: ReadLimits,
    on_progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> Any:
    """Follow the child's messages until its result, or raise."""
    started = last = time.monotonic()
    pages = 0
    while True:
        try:
            kind, content = messages.get(timeout=POLL_SECONDS)
        except queue.Empty:
            kind, content = "", None
        if cancelled is not None and cancelled():
            raise ReadingCancelled
        now = time.monotonic()
        if kind == "progress":
            last, pages = now, min(max(pages, content[1]), limits.pages)
            if on_progress is not None:
                on_progress(*content)
        elif kind == "result":
            return content
        elif kind:
            raise _failure(kind, content, limits)
        if now - last > limits.seconds or now - started > limits.seconds + PAGE_SECONDS * pages:
            raise _failure("time", None, limits)
        if resident_megabytes(pid) > limits.memory_megabytes:
            raise _failure("memory", None, limits)


def _receive(stream: IO[bytes], messages: queue.Queue[tuple[str, Any]]) -> None:
    """Put the child's messages into the queue; the end of the stream is one too."""
    with stream:
        try:
            while True:
                messages.put(pickle.load(stream))
        except Exception as end:
            # A child that dies in the middle of a message leaves any kind of broken pickle.
            messages.put(("died", repr(end)))


def _failure(kind: str, content: Any, limits: ReadLimits) -> Exception:
    if kind == "refused":
        return UnreadableReport(content)
    message = {
        "time": f"đọc quá {limits.seconds:.0f} giây mà chưa xong nên đã dừng. Hãy mở tệp, "
        "lưu lại thành tệp mới hoặc chia thành nhiều tệp nhỏ rồi nạp lại.",
        "memory": f"tệp cần hơn {limits.memory_megabytes} MB bộ nhớ nên đã dừng. Hãy mở tệp, "
        "lưu lại thành tệp mới hoặc chia thành nhiều tệp nhỏ rồi nạp lại.",
        "died": "tệp làm bộ đọc dừng đột ngột, có thể tệp bị hỏng. Hãy mở tệp bằng Word hoặc "
        "trình xem PDF, lưu lại thành tệp mới rồi nạp lại.",
        "error": "bộ đọc gặp lỗi chưa lường trước. Hãy thử lưu lại thành tệp mới rồi nạp lại.",
    }[kind]
    failure = GuardFailure(kind, message)
    if content:
        failure.add_note(str(content))
    return failure


def resident_megabytes(pid: int) -> float:
    """What a child and its own children hold in memory."""
    import psutil

    total = 0
    for process in family(pid):
        with contextlib.suppress(psutil.Error):
            total += process.memory_info().rss
    return total / MEGABYTE


def end_child(child: subprocess.Popen[bytes]) -> None:
    """Stop the child and its own children, if they still run."""
    import psutil

    if child.poll() is None:
        for process in family(child.pid):
            with contextlib.suppress(psutil.Error):
                process.kill()
    child.wait()
