"""Adding, replacing, refusing and deleting: what is kept and what is found afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_reports import CLINICS, ROADS, lines_reader, reading_of

from index.build import AddEvent, add_paths, delete_report, refresh
from index.embed import EmbedderChoice, EmbedderError
from index.fallback import fit
from index.generations import Generations
from index.library import Library, LibraryBusy
from index.search import Searcher
from index.snapshot import CHROMA, SIGNATURE
from index.store import BrokenStore, ChromaStore


@pytest.fixture(autouse=True)
def _read_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.guarded.read_guarded", lines_reader)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "báo cáo"
    folder.mkdir()
    (folder / "đường.txt").write_text(ROADS, encoding="utf-8")
    (folder / "y-te.txt").write_text(CLINICS, encoding="utf-8")
    return folder


@pytest.fixture
def kho(tmp_path: Path) -> Path:
    return tmp_path / "kho"


def found(directory: Path, query: str) -> list[str]:
    with Library.open(directory) as library:
        searcher = Searcher(library)
        hits = searcher.search(query)
        searcher.close()
        return [hit.passage.text for hit in hits]


def stored_texts(directory: Path) -> str:
    """Every byte below the directory, as text."""
    files = (path for path in directory.rglob("*") if path.is_file())
    return "".join(path.read_bytes().decode("utf-8", errors="ignore") for path in files)


def test_a_folder_is_added_and_found(files: Path, kho: Path) -> None:
    events: list[AddEvent] = []
    outcomes = add_paths([files], kho, on_event=events.append)
    assert [(o.file, o.status) for o in outcomes] == [("y-te.txt", "added"), ("đường.txt", "added")]
    assert outcomes[1].passages == 5
    assert [event.outcome for event in events if event.stage == "done"] == outcomes
    assert {"reading", "indexing"} <= {event.stage for event in events}
    assert found(kho, "bao nhiêu km đường bê tông")[0].startswith("Trong năm")
    assert found(kho, "bao nhieu tram y te duoc xay moi")[0].startswith("Tỉnh sửa chữa 12")


def test_unchanged_files_are_skipped_and_changed_ones_replaced(files: Path, kho: Path) -> None:
    add_paths([files], kho)
    generation = Generations(kho).current()
    again = add_paths([files], kho)
    assert [outcome.status for outcome in again] == ["unchanged", "unchanged"]
    assert Generations(kho).current() == generation  # nothing was built for nothing
    (files / "đường.txt").write_text(ROADS.replace("87 km", "91 km"), encoding="utf-8")
    replaced = add_paths([files / "đường.txt"], kho)
    assert [outcome.status for outcome in replaced] == ["replaced"]
    assert "91 km" in found(kho, "km đường bê tông")[0]
    assert "87 km" not in stored_texts(kho)


def test_the_same_bytes_under_another_name_are_one_report(files: Path, kho: Path) -> None:
    add_paths([files / "đường.txt"], kho)
    (files / "ban-sao.txt").write_text(ROADS, encoding="utf-8")
    (outcome,) = add_paths([files / "ban-sao.txt"], kho)
    assert outcome.status == "unchanged"
    assert "đường.txt" in outcome.message


def test_two_files_of_one_name_in_a_batch_are_not_confused(files: Path, kho: Path) -> None:
    other = files / "cũ"
    other.mkdir()
    (other / "y-te.txt").write_text(ROADS, encoding="utf-8")
    first, second = add_paths([files / "y-te.txt", other / "y-te.txt"], kho)
    assert (first.status, second.status) == ("added", "refused")
    assert "đổi tên" in second.message
    assert add_paths([files / "y-te.txt", files / "y-te.txt"], kho)[1:] == []


def test_what_cannot_be_read_is_refused_and_the_batch_goes_on(files: Path, kho: Path) -> None:
    (files / "hong.txt").write_text("HỎNG", encoding="utf-8")
    outcomes = add_paths([files / "mất.pdf", files / "hong.txt", files / "đường.txt"], kho)
    assert [outcome.status for outcome in outcomes] == ["refused", "refused", "added"]
    assert "kiểm tra lại tên" in outcomes[0].message
    assert "Không đọc được" in outcomes[1].message
    assert sorted(path.suffix for path in (kho / "originals").iterdir()) == [".txt"]


def test_a_batch_can_be_stopped_between_files(files: Path, kho: Path) -> None:
    done: list[AddEvent] = []
    outcomes = add_paths([files], kho, on_event=done.append, cancelled=lambda: bool(done))
    assert [outcome.status for outcome in outcomes] == ["added"]
    assert found(kho, "trạm y tế")  # what was added until then is kept and found


def test_deleting_leaves_nothing_behind(files: Path, kho: Path) -> None:
    add_paths([files], kho)
    assert "bãi ngang" in stored_texts(kho)
    assert delete_report("y-te.txt", kho)
    assert not delete_report("y-te.txt", kho)
    assert "bãi ngang" not in stored_texts(kho)
    assert not any("trạm y tế" in text for text in found(kho, "trạm y tế vùng bãi ngang"))
    generation = Generations(kho).current()
    assert generation is not None
    store = ChromaStore.open(generation.folder / CHROMA)
    assert store.count() == len(reading_of("đường.txt", ROADS).passages)
    store.close()
    assert len(list((kho / "originals").iterdir())) == 1


def test_searching_goes_on_where_chroma_cannot_be_built(
    files: Path, kho: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise BrokenStore("no such instruction")

    monkeypatch.setattr("index.build.build", fails)
    events: list[AddEvent] = []
    add_paths([files], kho, on_event=events.append)
    assert any("no such instruction" in event.message for event in events)
    with Library.open(kho) as library:
        assert "dense" in Searcher(library, exact_up_to=0).search("trạm y tế")[0].parts


def test_the_last_report_can_be_deleted(files: Path, kho: Path) -> None:
    add_paths([files / "y-te.txt"], kho)
    assert delete_report("y-te.txt", kho)
    assert found(kho, "trạm y tế") == []
    assert "bãi ngang" not in stored_texts(kho)
    assert [outcome.status for outcome in add_paths([files / "y-te.txt"], kho)] == ["added"]


def test_a_second_writer_is_refused_and_nothing_is_lost(files: Path, kho: Path) -> None:
    add_paths([files / "y-te.txt"], kho)
    with Library.open(kho) as library, library.writing():
        with pytest.raises(LibraryBusy):
            add_paths([files / "đường.txt"], kho)
        with pytest.raises(LibraryBusy):
            delete_report("y-te.txt", kho)
        assert found(kho, "trạm y tế")  # a search is possible meanwhile
    assert [o.status for o in add_paths([files / "đường.txt"], kho)] == ["added"]


@pytest.fixture
def models(tmp_path: Path) -> tuple[EmbedderChoice, EmbedderChoice]:
    """Two static models that differ."""
    fit([ROADS, CLINICS], tmp_path / "one")
    fit([CLINICS, ROADS, "tên khác"], tmp_path / "two")
    return EmbedderChoice(str(tmp_path / "one")), EmbedderChoice(str(tmp_path / "two"))


def test_another_embedder_embeds_everything_again(
    files: Path, kho: Path, models: tuple[EmbedderChoice, EmbedderChoice]
) -> None:
    one, two = models
    add_paths([files], kho, embedder=one)
    with Library.open(kho) as library:
        before = library.setting(SIGNATURE)
        assert {vector.signature for vector in library.vectors().values()} == {before}
    events: list[AddEvent] = []
    add_paths([files / "y-te.txt"], kho, embedder=two, on_event=events.append)
    with Library.open(kho) as library:
        after = library.setting(SIGNATURE)
        assert after != before
        assert {vector.signature for vector in library.vectors().values()} == {after}
        total = len(library.passages())
    assert (events[-2].stage, events[-2].done, events[-2].total) == ("embedding", total, total)
    assert not refresh(kho)  # the choice is remembered, and all is done


def test_vectors_of_two_embedders_are_never_mixed(
    files: Path, kho: Path, models: tuple[EmbedderChoice, EmbedderChoice]
) -> None:
    one, _ = models
    add_paths([files], kho, embedder=one)
    with Library.open(kho) as library:  # as if stopped in the middle of embedding anew
        vectors = library.vectors()
        first = next(iter(vectors))
        changed = type(vectors[first])(vectors[first].text_key, "other", vectors[first].values)
        library.put_vectors({first: changed}, {})
        searcher = Searcher(library)
        hits = searcher.search("trạm y tế")
        assert hits
        assert "dense" not in hits[0].parts
        assert "nhúng tiếp" in searcher.dense_problem
    assert refresh(kho)
    with Library.open(kho) as library:
        assert "dense" in Searcher(library).search("trạm y tế")[0].parts


def test_a_model_that_changed_in_its_folder_is_not_used(
    files: Path, kho: Path, tmp_path: Path, models: tuple[EmbedderChoice, EmbedderChoice]
) -> None:
    one, _ = models
    add_paths([files], kho, embedder=one)
    fit(["chữ nghĩa đổi khác"], tmp_path / "one")
    with Library.open(kho) as library:
        searcher = Searcher(library)
        assert "dense" not in searcher.search("trạm y tế")[0].parts
        assert "nhúng lại" in searcher.dense_problem
    assert refresh(kho)
    with Library.open(kho) as library:
        assert "dense" in Searcher(library).search("trạm y tế")[0].parts


def test_an_embedder_that_cannot_be_had_is_named_before_anything_is_added(
    files: Path, kho: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "no-model"
    fit([ROADS], folder)
    (folder / "model.safetensors").write_bytes(b"torn")
    with pytest.raises(EmbedderError, match="no-model"):
        add_paths([files], kho, embedder=EmbedderChoice(str(folder)))
    with Library.open(kho) as library:
        assert library.reports() == []


def test_only_new_passages_are_embedded(
    files: Path, kho: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.embed import StaticEmbedder

    add_paths([files / "đường.txt"], kho)
    embedded: list[str] = []
    whole = StaticEmbedder.encode_passages

    def counted(self: StaticEmbedder, texts: list[str], on_progress: object = None) -> object:
        embedded.extend(texts)
        return whole(self, texts)

    monkeypatch.setattr(StaticEmbedder, "encode_passages", counted)
    more = ROADS + "Thêm 4 cây cầu dân sinh.\n"
    (files / "đường.txt").write_text(more, encoding="utf-8")
    add_paths([files / "đường.txt"], kho)
    assert [text.splitlines()[0] for text in embedded] == ["Thêm 4 cây cầu dân sinh."]


def test_a_folder_s_readme_is_no_report(tmp_path: Path) -> None:
    folder = tmp_path / "bao-cao"
    folder.mkdir()
    (folder / "README.md").write_text(
        "# Thư mục này\nGiữ các báo cáo năm 2025.\n", encoding="utf-8"
    )
    (folder / "xa-an-hoa.txt").write_text(
        "BÁO CÁO\nTổng kết năm 2025 của xã An Hòa\n\n1. Xã có 12 ấp.\n", encoding="utf-8"
    )
    outcomes = add_paths([folder], tmp_path / "kho")
    assert [outcome.file for outcome in outcomes] == ["xa-an-hoa.txt"]
