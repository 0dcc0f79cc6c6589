"""Generations and Chroma: swapped whole, pinned while read, usable from llama-index."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from index_reports import full_reading, lines_reader

from index.build import add_paths
from index.generations import Generations
from index.library import Library
from index.nodes import NodeRecord, node_of, record_of
from index.retriever import ReportRetriever
from index.store import BATCH, MARKER, BrokenStore, ChromaStore, build, probe


def fill(text: str) -> object:
    def write(folder: Path) -> list[str]:
        (folder / "a").write_text(text, encoding="utf-8")
        return ["a"]

    return write


def text_of(generations: Generations) -> str:
    generation = generations.current()
    assert generation is not None
    return (generation.folder / "a").read_text(encoding="utf-8")


def test_a_new_generation_takes_over_and_the_old_one_goes(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    assert generations.current() is None
    generations.build(1, "s", 1, fill("một"))  # type: ignore[arg-type]
    generations.build(2, "s", 1, fill("hai"))  # type: ignore[arg-type]
    assert text_of(generations) == "hai"
    assert len(list(generations.folder.glob("gen-*"))) == 1


def test_a_pinned_generation_stays_until_it_is_let_go(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    generations.build(1, "s", 1, fill("một"))  # type: ignore[arg-type]
    with generations.pinned() as held:
        assert held is not None
        generations.build(2, "s", 1, fill("hai"))  # type: ignore[arg-type]
        assert (held.folder / "a").read_text(encoding="utf-8") == "một"
        assert text_of(generations) == "hai"
    generations.clean()
    assert not held.folder.exists()
    assert list((generations.folder / "pins").iterdir()) == []


def test_pins_of_dead_processes_hold_nothing(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    generations.build(1, "s", 1, fill("một"))  # type: ignore[arg-type]
    first = generations.current()
    assert first is not None
    (generations.folder / "pins").mkdir()
    (generations.folder / "pins" / f"{first.folder.name}.12345.dead").touch()
    generations.build(2, "s", 1, fill("hai"))  # type: ignore[arg-type]
    assert not first.folder.exists()


def test_an_interrupted_build_leaves_the_old_generation(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    generations.build(1, "s", 1, fill("một"))  # type: ignore[arg-type]

    def fails(folder: Path) -> list[str]:
        (folder / "a").write_text("nửa chừng", encoding="utf-8")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        generations.build(2, "s", 1, fails)
    assert text_of(generations) == "một"
    generations.build(3, "s", 1, fill("ba"))  # type: ignore[arg-type]
    assert [path.name for path in generations.folder.glob("gen-*")] == ["gen-000002"]


def test_a_generation_cut_short_is_not_current(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    generation = generations.build(1, "s", 1, fill("nguyên vẹn"))  # type: ignore[arg-type]
    (generation.folder / "a").write_text("cụt", encoding="utf-8")
    assert generations.current() is None
    (generations.folder / "CURRENT").write_text("../elsewhere", encoding="utf-8")
    assert generations.current() is None


def test_the_place_of_a_passage_is_flat_and_invents_nothing() -> None:
    reading = full_reading()
    caller, note, row = (record_of(p, reading.report).place for p in reading.passages)
    assert caller["section"] == "Phần I › a"
    assert (caller["page"], note["footnote"]) == (1, 4)
    assert (row["table"], row["row"]) == (1, 2)
    assert "page" not in row
    assert {type(value) for value in (*caller.values(), *row.values())} <= {str, int}


def test_more_nodes_than_one_call_takes_are_stored_and_found(tmp_path: Path) -> None:
    count = BATCH + 700
    records = [NodeRecord(f"p:{n}", "r", f"Câu {n}", {"report": "a.txt"}) for n in range(count)]
    vectors = np.random.default_rng(7).standard_normal((count, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    np.save(tmp_path / "vectors.npy", vectors)
    build(tmp_path / "chroma", records, tmp_path / "vectors.npy")
    probe(tmp_path / "chroma")
    store = ChromaStore.open(tmp_path / "chroma")
    assert store.count() == count
    assert store.nearest(vectors[count - 1], 1)[0][0] == f"p:{count - 1}"
    assert store.nearest(vectors[0], 3, frozenset({"ai-do.pdf"})) == []
    assert store.nearest(vectors[0], 3, frozenset()) == []
    store.close()


def test_an_opening_that_died_leads_to_a_probe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = full_reading()
    records = [record_of(passage, reading.report) for passage in reading.passages]
    ChromaStore.write(tmp_path, records, np.eye(3, dtype=np.float32))
    ChromaStore.open(tmp_path).close()
    assert not (tmp_path / MARKER).exists()
    (tmp_path / MARKER).touch()

    def fails(folder: Path) -> None:
        raise BrokenStore("probed")

    monkeypatch.setattr("index.store.probe", fails)
    with pytest.raises(BrokenStore, match="probed"):
        ChromaStore.open(tmp_path)


def test_a_build_that_fails_says_so(tmp_path: Path) -> None:
    np.save(tmp_path / "vectors.npy", np.eye(2, dtype=np.float32))
    records = [NodeRecord("p:1", "r", "Một câu", {}), NodeRecord("p:1", "r", "Trùng mã", {})]
    with pytest.raises(BrokenStore, match="build ended with"):
        build(tmp_path / "chroma", records, tmp_path / "vectors.npy")
    with pytest.raises(BrokenStore, match="no Chroma"):
        ChromaStore.open(tmp_path / "nowhere")


def test_nodes_keep_text_place_and_source() -> None:
    reading = full_reading()
    node = node_of(record_of(reading.passages[1], reading.report))
    assert node.node_id == reading.passages[1].id
    assert node.text == reading.passages[1].text
    assert node.metadata["footnote"] == 4
    assert node.ref_doc_id == reading.report.id


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_retriever_serves_llama_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from index_reports import CLINICS, ROADS

    monkeypatch.setattr("ingest.guarded.read_guarded", lines_reader)
    for name, text in (("a.txt", ROADS), ("b.txt", CLINICS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    add_paths([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "kho")
    with Library.open(tmp_path / "kho") as library:
        nodes = ReportRetriever(library, limit=2).retrieve("mấy trạm y tế được xây mới")
        assert len(nodes) == 2
        assert nodes[0].metadata["report"] == "b.txt"
        assert nodes[0].metadata["kind"] == "paragraph"
        assert nodes[0].text.startswith("Tỉnh sửa chữa 12")
        only = ReportRetriever(library, reports=frozenset({"a.txt"}))
        assert {node.metadata["report"] for node in only.retrieve("trạm y tế tỉnh")} == {"a.txt"}
