"""A reading function in a child: results come back, and nothing it does can hurt the parent."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.bombs import refuse_bomb
from ingest.guarded import GuardFailure, ReadingCancelled, read_guarded, run_guarded
from ingest.report import ReadLimits, UnreadableReport

QUICK = ReadLimits(seconds=20, memory_megabytes=600)


def add(left: int, right: int) -> int:
    print("thư viện in ra màn hình")  # must not get into the messages
    return left + right


def modules_loaded() -> list[str]:
    return sorted(sys.modules)


def count_pages(pages: int, on_progress: Callable[[int, int], None]) -> str:
    for page in range(1, pages + 1):
        on_progress(page, pages)
    return "xong"


def sleep_for_ever() -> None:
    time.sleep(3600)


def count_for_ever(on_progress: Callable[[int, int], None]) -> None:
    while True:
        on_progress(1, 1)
        time.sleep(0.05)


def eat_memory() -> int:
    hoard = []
    while True:
        hoard.append(bytearray(50 << 20))


def die() -> None:
    os._exit(11)


def refuse() -> None:
    raise UnreadableReport("Tệp này không có chữ.")


def stumble() -> None:
    raise KeyError("lost")


def tell_pid_and_sleep(file: str) -> None:
    Path(file).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(3600)


def answer_unpicklable() -> object:
    return lambda: None


def same_pages_pdf(path: Path, pages: int) -> None:
    """A small PDF whose page tree names one page many times."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, b"3 0 R " * pages),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    path.write_bytes(
        body
        + b"xref\n0 4\n0000000000 65535 f \n"
        + table
        + b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(body)
    )


def zip_of_zeros(path: Path, megabytes: int) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (megabytes << 20))


def test_result_comes_back_and_prints_do_not_disturb_it() -> None:
    assert run_guarded(add, (20, 22), QUICK) == 42


def test_the_child_loads_no_heavy_library() -> None:
    loaded = set(run_guarded(modules_loaded, (), QUICK))
    assert "ingest.guarded" in loaded
    assert not loaded & {"torch", "gradio", "chromadb", "sentence_transformers", "llama_index"}


def test_progress_is_streamed_in_order() -> None:
    seen: list[tuple[int, int]] = []
    assert run_guarded(count_pages, (5,), QUICK, lambda *step: seen.append(step)) == "xong"
    assert seen == [(page, 5) for page in range(1, 6)]


@pytest.mark.parametrize(
    ("function", "reason", "words"),
    [
        (sleep_for_ever, "time", "quá 2 giây"),
        (eat_memory, "memory", "hơn 400 MB bộ nhớ"),
        (die, "died", "dừng đột ngột"),
        (stumble, "error", "lỗi chưa lường trước"),
        (answer_unpicklable, "error", "lỗi chưa lường trước"),
    ],
)
def test_every_bad_end_is_one_clear_line(
    function: Callable[[], object], reason: str, words: str
) -> None:
    limits = ReadLimits(seconds=2, memory_megabytes=400)
    with pytest.raises(GuardFailure, match=words) as caught:
        run_guarded(function, (), limits)
    assert caught.value.reason == reason
    assert "Hãy" in str(caught.value)


def test_an_error_keeps_its_trace_as_a_note() -> None:
    with pytest.raises(GuardFailure) as caught:
        run_guarded(stumble, (), QUICK)
    assert "KeyError: 'lost'" in caught.value.__notes__[0]


def test_progress_does_not_buy_endless_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.guarded.PAGE_SECONDS", 0.5)
    with pytest.raises(GuardFailure) as caught:
        run_guarded(count_for_ever, (), ReadLimits(seconds=1), lambda done, total: None)
    assert caught.value.reason == "time"


def test_memory_is_watched_where_the_system_sets_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.guarded.resident_megabytes", lambda pid: 401.0)
    with pytest.raises(GuardFailure) as caught:
        run_guarded(sleep_for_ever, (), ReadLimits(memory_megabytes=400))
    assert caught.value.reason == "memory"


def test_a_refusal_comes_through_word_for_word() -> None:
    with pytest.raises(UnreadableReport, match=r"^Tệp này không có chữ\.$"):
        run_guarded(refuse, (), QUICK)


def test_cancelling_stops_the_child(tmp_path: Path) -> None:
    import psutil

    note = tmp_path / "pid.txt"

    def told() -> bool:
        return note.exists() and note.read_text(encoding="utf-8") != ""

    with pytest.raises(ReadingCancelled):
        run_guarded(tell_pid_and_sleep, (str(note),), QUICK, cancelled=told)
    assert not psutil.pid_exists(int(note.read_text(encoding="utf-8")))


def test_pdf_of_very_many_same_pages_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "trang.pdf"
    same_pages_pdf(bomb, 20_000)
    assert bomb.stat().st_size < 200_000
    with pytest.raises(UnreadableReport, match=r"“trang\.pdf” có 20000 trang"):
        read_guarded(bomb, ReadLimits(seconds=30))


def test_zip_bomb_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "nen.docx"
    zip_of_zeros(bomb, 60)
    assert bomb.stat().st_size < 200_000
    with pytest.raises(UnreadableReport, match=r"“nen\.docx” nén bất thường.* bung ra 60 MB"):
        read_guarded(bomb, ReadLimits(seconds=30))


def test_a_file_heavier_than_the_limit_is_refused(tmp_path: Path) -> None:
    heavy = tmp_path / "to.txt"
    heavy.write_bytes(b"a" * (2 << 20))
    with pytest.raises(UnreadableReport, match="nặng 2 MB, quá mức 1 MB"):
        refuse_bomb(heavy, ReadLimits(megabytes=1))


def test_ordinary_files_pass(tmp_path: Path) -> None:
    pdf, docx = tmp_path / "a.pdf", tmp_path / "a.docx"
    same_pages_pdf(pdf, 3)
    zip_of_zeros(docx, 1)
    refuse_bomb(pdf, ReadLimits())
    refuse_bomb(docx, ReadLimits())
    with pytest.raises(UnreadableReport, match="có 3 trang"):
        refuse_bomb(pdf, ReadLimits(pages=2))


def write_scratch_and_sleep(file: str) -> None:
    """Leaves a file where Tesseract's go, starts a program, and hangs."""
    left = Path(tempfile.gettempdir()) / "tess_left.png"
    left.write_bytes(b"x")
    started = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
    Path(file).write_text(f"{os.getpid()} {started.pid} {left}", encoding="utf-8")
    time.sleep(3600)


def told(note: Path) -> list[str]:
    return note.read_text(encoding="utf-8").split(" ", 2) if note.exists() else []


def gone(pid: str) -> bool:
    import psutil

    try:
        return psutil.Process(int(pid)).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_cancelling_leaves_no_file_and_no_program_behind(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    with pytest.raises(ReadingCancelled):
        run_guarded(
            write_scratch_and_sleep, (str(note),), QUICK, cancelled=lambda: len(told(note)) == 3
        )
    child, started, left = told(note)
    deadline = time.monotonic() + 20  # the system may take a moment to bury the killed
    while not (gone(child) and gone(started)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert gone(child)
    assert gone(started)
    assert not Path(left).parent.exists()


def test_a_killed_parent_leaves_no_file_and_no_program_behind(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    code = (
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "from ingest.guarded import run_guarded\n"
        "from ingest.report import ReadLimits\n"
        "from test_ingest_guarded import write_scratch_and_sleep\n"
        f"run_guarded(write_scratch_and_sleep, ({str(note)!r},), ReadLimits(seconds=60))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code])
    deadline = time.monotonic() + 30
    while len(told(note)) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    child, started, left = told(note)
    while not (gone(child) and gone(started)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert gone(child)
    assert gone(started)
    assert not Path(left).parent.exists()
