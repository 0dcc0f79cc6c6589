"""The child of ``guarded.py``: one job under limits, its result and progress on stdout.

What this module does not know: who waits for the result, and for how long.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import shutil
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ingest.report import Reading, ReadLimits, UnreadableReport

Progress = Callable[[int, int], None]

# A page read by OCR takes seconds, so the time allowed grows with the pages announced.
PAGE_SECONDS = 20.0
MEGABYTE = 1 << 20
LEAVE_TRIES = 20


@dataclass(frozen=True, slots=True)
class Job:
    """A call to make in the child; everything in it must pickle."""

    function: Callable[..., Any]
    args: tuple[Any, ...]
    limits: ReadLimits
    wants_progress: bool


def family(pid: int) -> list[Any]:
    """The child and what it has started (Tesseract), as psutil processes."""
    import psutil

    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []


def work(pickled: bytes, scratch: str) -> None:
    """The child's whole life: take the job, limit itself, do it, send the result."""
    tempfile.tempdir = scratch
    threading.Thread(target=_end_with_parent, args=(scratch,), daemon=True).start()
    out = own_stdout()
    try:
        job: Job = pickle.loads(pickled)
        limit_address_space(job.limits)
        extra = {"on_progress": _sender(out)} if job.wants_progress else {}
        answer = ("result", job.function(*job.args, **extra))
        packed = pickle.dumps(answer)
    except UnreadableReport as refusal:
        packed = pickle.dumps(("refused", str(refusal)))
    except MemoryError:
        packed = pickle.dumps(("memory", None))
    except Exception:
        packed = pickle.dumps(("error", traceback.format_exc()))
    try:
        out.write(packed)
        out.flush()
    except OSError:  # nobody is there to be told
        end_with_scratch(scratch)
    # Native libraries that were stopped half-way may hang while they are taken down.
    os._exit(0)


def _end_with_parent(scratch: str) -> None:
    """Wait for the end of stdin, which comes when the parent dies; leave nothing behind then."""
    with contextlib.suppress(OSError):
        sys.stdin.buffer.read()
    end_with_scratch(scratch)


def end_with_scratch(scratch: str) -> None:
    """End at once, with what was started and written; the reading may still be writing more."""
    for _ in range(LEAVE_TRIES):
        for process in family(os.getpid())[1:]:
            with contextlib.suppress(Exception):
                process.kill()
        shutil.rmtree(scratch, ignore_errors=True)
        if not Path(scratch).exists():
            break
    os._exit(1)


def own_stdout() -> IO[bytes]:
    """Keep the pipe for messages; what libraries print goes to stderr instead."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), encoding="utf-8")
    return pipe


def _sender(out: IO[bytes]) -> Callable[..., None]:
    def send(*content: object) -> None:
        pickle.dump(("progress", content), out)
        out.flush()

    return send


def limit_address_space(limits: ReadLimits, *, cpu: bool = True) -> None:
    """Memory and CPU limits of this process, where the system has them."""
    if sys.platform == "win32":
        return
    import resource

    # The CPU limit is for a child whose parent was killed: it must not run for ever.
    seconds = int(limits.seconds + PAGE_SECONDS * limits.pages) + 1
    wanted = [(resource.RLIMIT_AS, limits.memory_megabytes * MEGABYTE)]
    wanted += [(resource.RLIMIT_CPU, seconds)] if cpu else []
    for kind, most in wanted:
        with contextlib.suppress(ValueError, OSError):
            _, hard = resource.getrlimit(kind)
            if hard != resource.RLIM_INFINITY:
                most = min(most, hard)
            resource.setrlimit(kind, (most, most))


def step_back() -> None:
    """Lets others have the processor first: whoever asks meanwhile must not wait for a scan."""
    import psutil

    with contextlib.suppress(psutil.Error, OSError):
        below = psutil.BELOW_NORMAL_PRIORITY_CLASS if sys.platform == "win32" else 10
        psutil.Process().nice(below)


def read(path: Path, limits: ReadLimits, on_progress: Callable[..., None] | None = None) -> Reading:
    """``read.read_report`` of a file that is no bomb; of a page by OCR with a third word, True."""
    from ingest.bombs import refuse_bomb

    step_back()
    refuse_bomb(path, limits)
    from ingest.read import read_report

    def on_ocr(page: int, total: int) -> None:
        if on_progress is not None:
            on_progress(page - 1, total, True)

    reading: Reading = read_report(path, limits=limits, on_progress=on_progress, on_ocr=on_ocr)
    characters = sum(len(passage.text) for passage in reading.passages)
    if characters > limits.characters:
        raise UnreadableReport(
            f"Tệp “{path.name}” có {characters:,} ký tự, nhiều hơn mức {limits.characters:,} mà "
            "chương trình đọc. Hãy chia thành nhiều tệp nhỏ rồi nạp lại.".replace(",", ".")
        )
    return reading
