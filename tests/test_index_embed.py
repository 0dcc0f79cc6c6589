"""Embedders: the fast way gives what sentence-transformers gives; choices and signatures."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from index.embed import (
    SHIPPED,
    Embedder,
    EmbedderChoice,
    EmbedderError,
    StaticEmbedder,
    TransformerEmbedder,
    choice_of,
    has_shipped,
    open_embedder,
)
from index.fallback import fit

TEXTS = ["Sửa chữa 12 trạm y tế", "xay dung nong thon moi", "", "Đường bê tông; thuỷ lợi, kỹ thuật"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("model")
    fit([*TEXTS, "Trạm y tế xã", "nông thôn mới nâng cao"], target)
    return target


def test_vectors_are_normalised_and_an_unknown_text_has_none(folder: Path) -> None:
    embedder = open_embedder(EmbedderChoice(str(folder)), folder)
    assert isinstance(embedder, StaticEmbedder)
    vectors = embedder.encode_passages(TEXTS)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 0, 1], abs=1e-5)
    assert embedder.encode_passages([]).shape == (0, vectors.shape[1])


def test_a_fitted_model_knows_words_with_and_without_diacritics(folder: Path) -> None:
    embedder = open_embedder(EmbedderChoice(str(folder)), folder)
    passages = embedder.encode_passages(TEXTS)
    question = embedder.encode_queries(["tram y te", "THỦY LỢI KĨ THUẬT"])
    assert (question @ passages.T).argmax(axis=1).tolist() == [0, 3]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["fitted", "shipped"])
def test_the_fast_way_is_what_sentence_transformers_computes(folder: Path, name: str) -> None:
    if name == "shipped" and not has_shipped():
        pytest.skip("bản sao này không có index/model")
    choice = EmbedderChoice(str(folder if name == "fitted" else SHIPPED), "hỏi: ", "đoạn: ")
    fast = open_embedder(choice, folder)
    slow: Embedder = TransformerEmbedder(choice, offline=True)
    assert isinstance(fast, StaticEmbedder)
    for texts in (TEXTS[:2], TEXTS[3:]):
        assert np.allclose(fast.encode_passages(texts), slow.encode_passages(texts), atol=2e-3)
        assert np.allclose(fast.encode_queries(texts), slow.encode_queries(texts), atol=2e-3)


def test_the_signature_follows_content_and_settings_not_the_place(
    folder: Path, tmp_path: Path
) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(folder, moved)
    one = open_embedder(EmbedderChoice(str(folder)), tmp_path).signature
    assert open_embedder(EmbedderChoice(str(moved)), tmp_path).signature == one
    assert open_embedder(EmbedderChoice(str(moved), "hỏi: "), tmp_path).signature != one
    fit(["khác"], moved)
    assert open_embedder(EmbedderChoice(str(moved)), tmp_path).signature != one


def test_long_texts_are_cut_where_the_model_wants_it(folder: Path) -> None:
    short = open_embedder(EmbedderChoice(str(folder), max_tokens=2), folder)
    assert np.allclose(
        short.encode_passages(["trạm y tế xã"]), short.encode_passages(["trạm y"]), atol=1e-6
    )


def test_progress_reaches_its_end(folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    embedder = open_embedder(EmbedderChoice(str(folder)), folder)
    embedder.encode_passages(["trạm"] * 1500, lambda done, total: seen.append((done, total)))
    assert seen == [(1024, 1500), (1500, 1500)]


def test_known_models_bring_their_prefixes_and_lengths() -> None:
    e5 = choice_of("intfloat/multilingual-e5-small")
    assert (e5.query_prefix, e5.passage_prefix, e5.max_tokens) == ("query: ", "passage: ", 512)
    local = choice_of("models/multilingual-e5-small")
    assert (local.name, local.query_prefix) == ("models/multilingual-e5-small", "query: ")
    assert choice_of("BAAI/bge-m3").max_tokens == 8192
    assert choice_of("somebody/else") == EmbedderChoice("somebody/else")
    assert choice_of("") == EmbedderChoice()


@pytest.mark.filterwarnings("ignore")
def test_a_model_that_is_not_there_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.embed.SHIPPED", tmp_path / "none")
    with pytest.raises(EmbedderError, match="cài lại chương trình"):
        open_embedder(EmbedderChoice(), tmp_path)
    with pytest.raises(EmbedderError, match=r"khong/co.*thư mục"):
        open_embedder(EmbedderChoice("khong/co"), tmp_path, offline=True)


def test_without_a_shipped_model_one_is_fitted_on_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index_reports import CLINICS, ROADS, lines_reader

    from index.build import add_paths, delete_report
    from index.library import Library
    from index.search import Searcher

    monkeypatch.setattr("index.embed.SHIPPED", tmp_path / "none")
    monkeypatch.setattr("ingest.guarded.read_guarded", lines_reader)
    for name, text in (("a.txt", ROADS), ("b.txt", CLINICS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    kho = tmp_path / "kho"
    add_paths([tmp_path / "a.txt"], kho)
    add_paths([tmp_path / "b.txt"], kho)
    with Library.open(kho) as library:
        hits = Searcher(library).search("trạm y tế")
        assert hits[0].parts["dense"] > 0.5
    for name in ("a.txt", "b.txt"):
        delete_report(name, kho)
    assert not (kho / "embedder").exists()
