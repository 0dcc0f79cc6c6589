"""Many users at once: how long an answer takes while a report is being indexed.

    python -m eval.load --users 20 --seconds 60

Starts the window on the sample reports (127.0.0.1, a free port, a temporary folder), lets so
many users ask one question after another through the window's own queue (or, with ``--door
api``, at ``/api/ask``), while one more uploads report after report. Bounded: it ends after
``--seconds`` and takes the window with it. Prints p50, p95, the worst, errors, and how busy the
machine was with other things.
What this module does not know: whether an answer is right (``run.py``).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "eval" / "cases" / "samples.jsonl"
SAMPLES = ("bao-cao-2024.docx", "bao-cao-2025.pdf")
STARTS_WITHIN, ANSWERS_WITHIN, INDEXES_WITHIN = 180.0, 60.0, 300.0


@dataclass
class Measure:
    """What was seen: seconds of every answer, and every failure in a word."""

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    indexed: list[float] = field(default_factory=list)
    worked: float = 0.0  # seconds of processor that the window took, its children included
    lasted: float = 1.0

    def line(self, label: str) -> str:
        """One line for people."""
        if len(self.seconds) < 2:
            return f"{label}: {len(self.seconds)} câu trả lời, {len(self.failures)} lỗi"
        cuts = statistics.quantiles(self.seconds, n=20)
        return (
            f"{label}: {len(self.seconds)} câu · p50 {statistics.median(self.seconds):.2f} s · "
            f"p95 {cuts[18]:.2f} s · chậm nhất {max(self.seconds):.2f} s · "
            f"{len(self.failures)} lỗi · {len(self.indexed)} báo cáo nạp xong · cửa sổ được "
            f"{self.worked / self.lasted:.2f} nhân, {self.worked / len(self.seconds):.2f} s mỗi câu"
        )


@dataclass(frozen=True)
class Door:
    """Where the window's own handlers are in gradio's queue, found by their elements."""

    url: str
    ask: int
    upload: int

    @classmethod
    async def of(cls, client: httpx.AsyncClient, url: str) -> Door:
        """Reads the page's configuration."""
        config = (await client.get(f"{url}/config")).json()
        ids = {
            part["props"].get("elem_id"): part["id"]
            for part in config["components"]
            if part["props"].get("elem_id")
        }
        return cls(
            url,
            _handler(config, ids["cau-hoi"], "submit"),
            _handler(config, ids["tai-len"], "upload"),
        )


def _handler(config: dict[str, Any], component: int, event: str) -> int:
    for dependency in config["dependencies"]:
        if [component, event] in [list(target) for target in dependency["targets"]]:
            return int(dependency["id"])
    raise LookupError(f"no handler of {event}")


async def through_queue(
    client: httpx.AsyncClient,
    door: Door,
    handler: int,
    data: list[object],
    within: float,
    session: str,
) -> dict[str, Any]:
    """Calls a handler as a browser does, and waits until it is done; its last output.

    session: of the open page; it keeps the conversation.

    Raises:
        RuntimeError: the handler failed or was refused.
    """
    body = {"data": data, "fn_index": handler, "session_hash": session, "trigger_id": None}
    joined = await client.post(f"{door.url}/gradio_api/queue/join", json=body)
    if joined.status_code != 200:
        raise RuntimeError(f"queue: HTTP {joined.status_code}")
    stream = client.stream(
        "GET", f"{door.url}/gradio_api/queue/data",
        params={"session_hash": session}, timeout=within,
    )  # fmt: skip
    async with stream as reply:
        async for line in reply.aiter_lines():
            if not line.startswith("data: "):
                continue
            message = json.loads(line.removeprefix("data: "))
            if message["msg"] == "process_completed":
                if not message["success"]:
                    raise RuntimeError(f"handler: {str(message.get('output'))[:80]}")
                return dict(message["output"])
    raise RuntimeError("queue: closed too early")


async def user(
    door: Door, how: argparse.Namespace, questions: Sequence[str], seed: int, seen: Measure
) -> None:
    """Asks one question after another until the time is over."""
    chance = random.Random(seed)
    session = secrets.token_hex(6)
    async with httpx.AsyncClient(timeout=ANSWERS_WITHIN) as client:
        await asyncio.sleep(chance.random() * min(1.0, how.pause + 0.2))
        end = time.monotonic() + how.seconds
        while time.monotonic() < end:
            question = chance.choice(questions)
            started = time.monotonic()
            try:
                if how.door == "api":
                    reply = await client.post(f"{door.url}/api/ask", json={"question": question})
                    reply.raise_for_status()
                else:
                    if how.fresh:
                        session = secrets.token_hex(6)
                    await through_queue(
                        client, door, door.ask, [question, None], ANSWERS_WITHIN, session
                    )
                seen.seconds.append(time.monotonic() - started)
            except (httpx.HTTPError, RuntimeError) as error:
                seen.failures.append(f"{type(error).__name__}: {error}")
            if how.pause:
                await asyncio.sleep(how.pause * (0.5 + chance.random()))


async def uploader(door: Door, text: str, seconds: float, seen: Measure) -> None:
    """Uploads one report after another, each a little different, until the time is over."""
    end, session = time.monotonic() + seconds, secrets.token_hex(6)
    async with httpx.AsyncClient(timeout=INDEXES_WITHIN) as client:
        while time.monotonic() < end:
            name = f"bao-cao-{secrets.token_hex(4)}.txt"
            content = text.replace("{mã}", secrets.token_hex(4)).encode()
            started = time.monotonic()
            try:
                sent = await client.post(
                    f"{door.url}/gradio_api/upload", files={"files": (name, content)}
                )
                sent.raise_for_status()
                file = {"path": sent.json()[0], "orig_name": name, "size": len(content),
                        "meta": {"_type": "gradio.FileData"}}  # fmt: skip
                await through_queue(client, door, door.upload, [[file]], INDEXES_WITHIN, session)
                seen.indexed.append(time.monotonic() - started)
            except (httpx.HTTPError, RuntimeError) as error:
                seen.failures.append(f"upload: {type(error).__name__}: {error}")
                await asyncio.sleep(1)


def processor_seconds(process: psutil.Process) -> float:
    """What a process and its children have worked; children that ended are in their parent's."""
    times = process.cpu_times()
    total: float = times.user + times.system + times.children_user + times.children_system
    for child in process.children(recursive=True):
        with suppress(psutil.Error):
            own = child.cpu_times()
            total += own.user + own.system
    return total


async def measure(url: str, pid: int, how: argparse.Namespace, text: str) -> Measure:
    """All users at once."""
    seen = Measure()
    lines = CASES.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["q"] for line in lines if not json.loads(line).get("history")]
    async with httpx.AsyncClient(timeout=ANSWERS_WITHIN) as client:
        door = await Door.of(client, url)
        for question in questions[:3]:  # the first questions load what the window needs
            await client.post(f"{url}/api/ask", json={"question": question})
    jobs = [user(door, how, questions, number, seen) for number in range(how.users)]
    if not how.calm:
        jobs.append(uploader(door, text, how.seconds, seen))
    process = psutil.Process(pid)
    worked, started = processor_seconds(process), time.monotonic()
    await asyncio.gather(*jobs)
    seen.worked = processor_seconds(process) - worked
    seen.lasted = time.monotonic() - started
    return seen


@contextmanager
def window(folder: Path) -> Iterator[tuple[str, int]]:
    """The window over the sample reports; its address and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = [sys.executable, str(ROOT / "app.py")]
    files = [str(ROOT / "samples" / name) for name in SAMPLES]
    subprocess.run([*app, "add", *files, "--index", "kho"], cwd=folder, check=True)
    log = folder / "log.txt"
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [*app, "--index", "kho", "--port", str(port), "--no-browser"],
            cwd=folder, stdout=out, stderr=out,
        )  # fmt: skip
        url = f"http://127.0.0.1:{port}"
        try:
            _wait(url, process)
            yield url, process.pid
        finally:
            process.terminate()
            process.wait(30)
            print(_last(log), end="")


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(url, timeout=5).raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.3)
    raise RuntimeError("the window did not start")


def _last(log: Path) -> str:
    """What the window complained of, at most a few lines."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
    return "".join(line for line in lines[-8:] if "Cửa sổ Minh Chứng" not in line)


def report_text() -> str:
    """A report of some pages as text, made of the samples; ``{mã}`` makes each one new."""
    from ingest.read import read_report

    reading = read_report(ROOT / "samples" / SAMPLES[0])
    return "Báo cáo thử tải số {mã}\n\n" + "\n\n".join(p.text for p in reading.passages)


def busy() -> str:
    """The machine's load average, where it has one."""
    try:
        return f"tải máy {os.getloadavg()[0]:.1f} trên {os.cpu_count()} nhân"
    except (AttributeError, OSError):
        return f"{os.cpu_count()} nhân"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures once and prints a line."""
    parser = argparse.ArgumentParser(prog="python -m eval.load", description=__doc__)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--pause", type=float, default=0.0, help="mean seconds between questions")
    parser.add_argument("--door", choices=("window", "api"), default="window")
    parser.add_argument(
        "--fresh", action="store_true", help="each question from a page just opened"
    )
    parser.add_argument("--calm", action="store_true", help="nothing is indexed meanwhile")
    how = parser.parse_args(arguments)
    text = report_text()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        with window(Path(folder)) as (url, pid):
            before = busy()
            seen = asyncio.run(measure(url, pid, how, text))
        label = f"{how.users} người, {how.seconds:.0f} s, nghỉ {how.pause:g} s, {how.door}"
        print(f"{seen.line(label)} · trước: {before}, sau: {busy()}")
        for failure in sorted(set(seen.failures))[:10]:
            print(f"    {seen.failures.count(failure)} × {failure}")
    return 1 if seen.failures else 0


if __name__ == "__main__":
    sys.exit(main())
