"""Killed in the middle of adding: it always opens again and finds what was committed.

The child runs under RLIMIT_FSIZE: a torn Chroma file can grow until the disk is full.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from index_reports import reading_of

from index.build import refresh
from index.generations import FOLDER, Generations
from index.library import Library
from index.search import Searcher
from index.snapshot import CHROMA
from index.store import BrokenStore, ChromaStore, probe

KILLS = 6
ROOT = Path(__file__).parents[1]
WRITER = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))
sys.path[:0] = [sys.argv[1], sys.argv[2]]
from pathlib import Path
import ingest.guarded
from index_reports import lines_reader
ingest.guarded.read_guarded = lines_reader
from index.build import add_paths
folder, kho = Path(sys.argv[3]), Path(sys.argv[4])
def tell(event):
    if event.stage in ("done", "indexing"):
        print(event.stage, event.file, flush=True)
for number in range(int(sys.argv[5]), 1000):
    path = folder / f"bao-cao-{number}.txt"
    lines = [f"Xã số {number} dòng {n} có {number * 7 + n} hộ trồng dâu" for n in range(40)]
    path.write_text("\\n".join(lines), encoding="utf-8")
    add_paths([path], kho, on_event=tell)
"""


def run_and_kill(folder: Path, kho: Path, first: int, seconds: float) -> list[str]:
    """Adds reports one after the other until it is killed; the files it said were kept."""
    command = [sys.executable, "-c", WRITER, str(ROOT), str(ROOT / "tests"), str(folder), str(kho)]
    child = subprocess.Popen([*command, str(first)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    said = [child.stdout.readline()]  # imports are over, writing has begun
    time.sleep(seconds)
    os.kill(child.pid, signal.SIGKILL)
    said += child.stdout.read().splitlines()
    child.stdout.close()
    child.wait()
    return [line.split()[1] for line in said if line.startswith("done")]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL và RLIMIT_FSIZE không có ở Windows")
def test_killed_writers_lose_nothing_that_was_committed(tmp_path: Path) -> None:
    kho = tmp_path / "kho"
    promised: set[str] = set()
    for attempt in range(KILLS):
        first = attempt * 100
        promised |= set(run_and_kill(tmp_path, kho, first, 0.05 + 0.11 * attempt))
        with Library.open(kho) as library:
            kept = {report.file for report in library.reports()}
            assert promised <= kept
            for reading in library.readings():
                assert len(reading.passages) == 40
            searcher = Searcher(library)  # before anything was repaired
            for file in kept:
                number = int(file[len("bao-cao-") : -len(".txt")])
                hits = searcher.search(f"Xã số {number} dòng 3 bao nhiêu hộ trồng dâu", limit=3)
                assert library.reading(file).report.id in {h.passage.report_id for h in hits}
            searcher.close()
    time.sleep(1)  # the last one's builder notices within a fifth of a second
    refresh(kho)
    generation = Generations(kho).current()
    assert generation is not None
    probe(generation.folder / CHROMA)
    with Library.open(kho) as library:
        assert generation.manifest.count == len(library.passages())
    assert not refresh(kho)
    assert [path.name for path in (kho / FOLDER).glob("*.tmp")] == []


def damage(folder: Path) -> None:
    """What a machine that lost power leaves of files without fsync."""
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix in {".bin", ".sqlite3"}:
            size = path.stat().st_size
            path.write_bytes(path.read_bytes()[: size // 3])


def test_a_torn_chroma_is_found_out_and_built_anew_without_embedding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.embed import StaticEmbedder

    kho = tmp_path / "kho"
    add_lines(tmp_path, kho, monkeypatch)
    generation = Generations(kho).current()
    assert generation is not None
    damage(generation.folder / CHROMA)
    with pytest.raises(BrokenStore):
        probe(generation.folder / CHROMA)
    with pytest.raises(BrokenStore):
        ChromaStore.open(generation.folder / CHROMA)
    with Library.open(kho) as library:  # the search itself does not need it
        assert Searcher(library).search("hộ trồng dâu")

    def never(*_: object) -> None:
        raise AssertionError("embedded again")

    monkeypatch.setattr(StaticEmbedder, "encode_passages", never)
    assert refresh(kho, check=True)
    repaired = Generations(kho).current()
    assert repaired is not None
    probe(repaired.folder / CHROMA)


def test_a_damaged_snapshot_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kho = tmp_path / "kho"
    add_lines(tmp_path, kho, monkeypatch)
    generation = Generations(kho).current()
    assert generation is not None
    for name in ("data.npy", "rows.json"):
        path = generation.folder / name
        path.write_bytes(b"x" * path.stat().st_size)
        with Library.open(kho) as library:
            assert Searcher(library).search("hộ trồng dâu")
    assert refresh(kho)
    (kho / FOLDER / "CURRENT").write_text("gen-999999", encoding="utf-8")
    with Library.open(kho) as library:
        assert Searcher(library).search("hộ trồng dâu")
    assert refresh(kho)
    assert not refresh(kho)


def add_lines(folder: Path, kho: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from index_reports import lines_reader

    from index.build import add_paths

    monkeypatch.setattr("ingest.guarded.read_guarded", lines_reader)
    path = folder / "a.txt"
    text = "\n".join(f"Xã thứ {n} có {n * 3} hộ trồng dâu nuôi tằm" for n in range(30))
    path.write_text(text, encoding="utf-8")
    add_paths([path], kho)
    assert len(reading_of("a.txt", text).passages) == 30
