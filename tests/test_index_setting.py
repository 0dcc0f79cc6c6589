"""The embedder as a setting: a transformer made here, changed to and fro, without network."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import numpy as np
import pytest
from index_reports import CLINICS, ROADS, lines_reader

from index.build import AddEvent, add_paths, refresh
from index.embed import EmbedderChoice, EmbedderError, TransformerEmbedder, open_embedder
from index.library import Library
from index.search import Searcher
from index.snapshot import SIGNATURE

pytestmark = pytest.mark.filterwarnings("ignore")  # what transformers says of itself
WORDS = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]",
    "query", "passage", "trạm", "y", "tế", "đường", "km", "xã", "nhà",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transformer of one layer with random weights, as sentence-transformers saves it."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    place = tmp_path_factory.mktemp("transformer")
    inner = place / "inner"
    inner.mkdir()
    (inner / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    tokenizer = BertTokenizerFast(
        vocab_file=str(inner / "vocab.txt"), do_lower_case=False, model_max_length=64
    )
    tokenizer.save_pretrained(inner)
    torch.manual_seed(7)
    sizes = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1}
    sizes |= {"num_attention_heads": 2, "max_position_embeddings": 64}
    config = BertConfig(vocab_size=len(WORDS), **sizes)
    BertModel(config).save_pretrained(inner)
    layers = [Transformer(str(inner)), Pooling(16, "mean")]
    SentenceTransformer(modules=layers, device="cpu").save(str(place / "model"))
    return place / "model"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("ingest.guarded.read_guarded", lines_reader)
    for name, text in (("a.txt", ROADS), ("b.txt", CLINICS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whoever asks for the network is refused, and noted."""
    asked: list[str] = []

    def refuse(*where: object, **_: object) -> None:
        asked.append(str(where[:1]))
        raise OSError("no network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    return asked


def test_any_transformer_from_a_folder_embeds_with_its_prefixes_and_length(folder: Path) -> None:
    plain = open_embedder(EmbedderChoice(str(folder)), folder)
    assert isinstance(plain, TransformerEmbedder)
    assert not plain.quick
    told = open_embedder(EmbedderChoice(str(folder), "query: ", "passage: "), folder)
    assert told.signature != plain.signature
    for prefix, encode in (("query: ", told.encode_queries), ("passage: ", told.encode_passages)):
        assert np.allclose(encode(["trạm y tế"]), plain.encode_passages([f"{prefix}trạm y tế"]))
    short = open_embedder(EmbedderChoice(str(folder), max_tokens=4), folder)
    long = "trạm y tế đường km xã"
    assert np.allclose(short.encode_passages([long]), plain.encode_passages(["trạm y"]), atol=1e-6)
    assert np.linalg.norm(plain.encode_passages([long])) == pytest.approx(1, abs=1e-5)


def test_a_library_changes_its_embedder_and_back_without_mixing(files: Path, folder: Path) -> None:
    kho = files / "kho"
    add_paths([files / "a.txt"], kho)
    with Library.open(kho) as library:
        shipped = library.setting(SIGNATURE)
        searcher = Searcher(library)  # stays open all the while
        assert "dense" in searcher.search("km đường")[0].parts
        events: list[AddEvent] = []
        add_paths([files / "b.txt"], kho, embedder=choice(folder), on_event=events.append)
        assert library.setting(SIGNATURE) not in ("", shipped)
        assert {len(vector.values) for vector in library.vectors().values()} == {16}
        again = [event for event in events if event.stage == "embedding" and not event.file]
        assert (again[-1].done, again[-1].total) == (5, 5)  # those of a.txt, with progress
        hits = searcher.search("trạm y tế")
        assert "trạm y tế" in hits[0].passage.text
        assert "dense" in hits[0].parts
        assert refresh(kho, embedder=EmbedderChoice())
        assert library.setting(SIGNATURE) == shipped
        assert {vector.signature for vector in library.vectors().values()} == {shipped}
        assert "dense" in searcher.search("trạm y tế")[0].parts


def test_a_start_without_network_never_asks_for_it(files: Path, no_network: list[str]) -> None:
    add_paths([files / "a.txt"], files / "kho")
    with Library.open(files / "kho") as library:
        searcher = Searcher(library)
        assert "dense" in searcher.search("km đường")[0].parts
        assert not searcher.dense_problem
    assert not no_network


def test_a_named_model_that_is_nowhere_stops_before_anything_is_added(
    files: Path, no_network: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)  # the hub's client waits between tries
    with pytest.raises(EmbedderError, match="tac-gia/mo-hinh"):
        add_paths([files / "a.txt"], files / "kho", embedder=EmbedderChoice("tac-gia/mo-hinh"))
    with Library.open(files / "kho") as library:
        assert not library.reports()


def choice(folder: Path) -> EmbedderChoice:
    return EmbedderChoice(str(folder), "query: ", "passage: ", 32)
