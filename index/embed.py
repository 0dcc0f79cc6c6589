"""Texts as vectors: any sentence-transformers model, and a fast way for static ones.

The default is the model that ships in ``index/model``; nothing is ever downloaded for it.
A static model (a mean of token vectors) needs neither torch nor transformers to be
computed: where a model folder is one, numpy does it, with the same result in a tenth of a
second instead of several. Every other model runs in sentence-transformers, which is
imported only then. A name from a model hub is looked for on this machine first.

What this module does not know: which texts are embedded, and where vectors are kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHIPPED = Path(__file__).with_name("model")
FITTED = "embedder"  # folder in an index directory (fallback.py)
MODULES = "modules.json"
BATCH = 32
STATIC_BATCH = 1024

Progress = Callable[[int, int], None]


class EmbedderError(Exception):
    """An embedder that cannot be had; the message, in Vietnamese, says what to do."""


@dataclass(frozen=True, slots=True)
class EmbedderChoice:
    """Which model embeds, and how it wants its texts.

    name: a hub name or a folder; "" is the model that ships with the project.
    max_tokens: longer texts are cut there; 0 leaves the model's own length.
    """

    name: str = ""
    query_prefix: str = ""
    passage_prefix: str = ""
    max_tokens: int = 0


# Prefixes and lengths as the models' cards state them.
KNOWN_MODELS = {
    choice.name: choice
    for choice in (
        EmbedderChoice("intfloat/multilingual-e5-small", "query: ", "passage: ", 512),
        EmbedderChoice("intfloat/multilingual-e5-base", "query: ", "passage: ", 512),
        EmbedderChoice("intfloat/multilingual-e5-large", "query: ", "passage: ", 512),
        EmbedderChoice("BAAI/bge-m3", max_tokens=8192),
        EmbedderChoice("AITeamVN/Vietnamese_Embedding", max_tokens=2048),
    )
}


def choice_of(name: str) -> EmbedderChoice:
    """The choice for a name or folder, with its prefixes and length where they are known.

    A folder is known by its own name too: ``models/multilingual-e5-small``.
    """
    last = Path(name).name
    for known, choice in KNOWN_MODELS.items():
        if name == known or (last and last == known.rpartition("/")[2]):
            return replace(choice, name=name)
    return EmbedderChoice(name)


class Embedder(Protocol):
    """Makes vectors: float32, shape (texts, dimension), every row of length 1 (or all 0)."""

    @property
    def signature(self) -> str:
        """Changes whenever the same text would get another vector."""

    @property
    def quick(self) -> bool:
        """Whether some hundred sentences may be embedded while a question waits."""

    def encode_passages(
        self, texts: Sequence[str], on_progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """The vectors of texts to be found."""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of questions."""


def open_embedder(choice: EmbedderChoice, directory: Path, offline: bool = False) -> Embedder:
    """Loads the chosen model.

    directory: of the index; where no model is shipped, the one fitted on it lies there.
    offline: never ask the network, even for a hub name that is not on this machine.

    Raises:
        EmbedderError: it is not there, or is no model.
    """
    if not choice.name:
        shipped = SHIPPED if has_shipped() else directory / FITTED
        if not (shipped / MODULES).is_file():
            raise EmbedderError(
                "Không thấy mô hình nhúng đi kèm (index/model). Hãy cài lại chương trình, "
                "hoặc chọn một mô hình khác trong phần cài đặt."
            )
        choice, offline = replace(choice, name=str(shipped)), True
    folder = Path(choice.name)
    static = _static_folder(folder) if (folder / MODULES).is_file() else None
    if static is None:
        return TransformerEmbedder(choice, offline)
    return _kept(static, choice) if folder == SHIPPED else StaticEmbedder(static, choice)


@lru_cache(maxsize=1)
def _kept(folder: Path, choice: EmbedderChoice) -> StaticEmbedder:
    """The shipped model, loaded once: nobody changes it while the program runs."""
    return StaticEmbedder(folder, choice)


def has_shipped() -> bool:
    """Whether this copy of the project has its own model."""
    return (SHIPPED / MODULES).is_file()


class StaticEmbedder:
    """A ``StaticEmbedding`` model computed by numpy: the normalised mean of its token vectors."""

    quick = True

    def __init__(self, folder: Path, choice: EmbedderChoice) -> None:
        from tokenizers import Tokenizer

        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._weights = _static_weights(folder / "model.safetensors")
        except Exception as error:  # tokenizers raises bare Exception
            raise EmbedderError(
                f"Không mở được mô hình nhúng trong “{folder}” ({error}). Hãy chép lại thư mục đó."
            ) from error
        self._tokenizer.no_padding()
        self._choice = choice
        files = [folder / "tokenizer.json", folder / "model.safetensors"]
        self.signature = _signature("static", choice, files)

    def encode_passages(
        self, texts: Sequence[str], on_progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """The vectors of texts to be found."""
        return self._encode([self._choice.passage_prefix + text for text in texts], on_progress)

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of questions."""
        return self._encode([self._choice.query_prefix + text for text in texts], None)

    def _encode(self, texts: list[str], on_progress: Progress | None) -> NDArray[np.float32]:
        import numpy as np

        vectors = np.zeros((len(texts), self._weights.shape[1]), np.float32)
        for start in range(0, len(texts), STATIC_BATCH):
            batch = texts[start : start + STATIC_BATCH]
            coded = self._tokenizer.encode_batch_fast(batch, add_special_tokens=False)
            for row, encoding in enumerate(coded, start):
                if ids := self._cut(encoding.ids):
                    vectors[row] = self._weights[ids].astype(np.float32).mean(axis=0)
            if on_progress is not None:
                on_progress(min(start + STATIC_BATCH, len(texts)), len(texts))
        return _normalised(vectors)

    def _cut(self, ids: list[int]) -> list[int]:
        return ids[: self._choice.max_tokens] if self._choice.max_tokens else ids


class TransformerEmbedder:
    """Any other model, run by sentence-transformers."""

    quick = False

    def __init__(self, choice: EmbedderChoice, offline: bool) -> None:
        self._model = _load_model(choice.name, offline)
        if choice.max_tokens:
            self._model.max_seq_length = choice.max_tokens
        self._choice = choice
        folder = Path(choice.name)
        if folder.is_dir():
            files = sorted(folder.rglob("*.safetensors")) or sorted(folder.rglob("*.bin"))
            self.signature = _signature("model", choice, [*sorted(folder.glob("*.json")), *files])
        else:
            self.signature = _signature(f"{choice.name}@{_commit(self._model)}", choice, [])

    def encode_passages(
        self, texts: Sequence[str], on_progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """The vectors of texts to be found."""
        import numpy as np

        done: list[NDArray[np.float32]] = []
        for start in range(0, len(texts), BATCH):
            batch = [self._choice.passage_prefix + text for text in texts[start : start + BATCH]]
            done.append(self._encode(batch))
            if on_progress is not None:
                on_progress(min(start + BATCH, len(texts)), len(texts))
        return np.concatenate(done) if done else self._encode([""])[:0]

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of questions."""
        return self._encode([self._choice.query_prefix + text for text in texts])

    def _encode(self, texts: list[str]) -> NDArray[np.float32]:
        import numpy as np

        vectors = self._model.encode(
            texts, batch_size=BATCH, convert_to_numpy=True, show_progress_bar=False
        )
        return _normalised(np.asarray(vectors, np.float32))


def _load_model(name: str, offline: bool) -> Any:
    from sentence_transformers import SentenceTransformer

    for local_only in [True] if offline or Path(name).is_dir() else [True, False]:
        try:
            return SentenceTransformer(name, local_files_only=local_only)
        except (OSError, ValueError, ImportError, RuntimeError) as problem:
            error = problem
    raise EmbedderError(
        f"Không mở được mô hình nhúng “{name}” ({type(error).__name__}). Hãy kiểm tra tên hoặc "
        "đường dẫn thư mục; máy không có mạng thì chép sẵn mô hình vào một thư mục rồi chọn thư "
        "mục đó, hoặc để trống để dùng mô hình đi kèm."
    ) from error


def _commit(model: Any) -> str:
    """The hub's commit of a loaded model, "" where it has none."""
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    return str(getattr(config, "_commit_hash", None) or "")


def _signature(kind: str, choice: EmbedderChoice, files: Sequence[Path]) -> str:
    """What made a vector: the model's content (not its place) and how texts are given to it."""
    settings = {key: value for key, value in asdict(choice).items() if key != "name"}
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode())
    for path in files:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"{kind}:{digest.hexdigest()[:16]}"


def _static_folder(folder: Path) -> Path | None:
    """Where the static embedding of a model lies, None if the model is of another kind."""
    modules = json.loads((folder / MODULES).read_text(encoding="utf-8"))
    kinds = [str(module["type"]).rpartition(".")[2] for module in modules]
    if not kinds or kinds[0] != "StaticEmbedding" or set(kinds[1:]) - {"Normalize"}:
        return None
    place = folder / str(modules[0]["path"])
    return place if (place / "model.safetensors").is_file() else None


def _static_weights(path: Path) -> NDArray[Any]:
    """The vector of each token id, as sentence-transformers would load it."""
    import numpy as np
    from safetensors.numpy import load_file

    tensors = load_file(path)
    if "embedding.weight" in tensors:
        return np.asarray(tensors["embedding.weight"])
    weights = np.asarray(tensors["embeddings"])  # model2vec's names
    if "mapping" in tensors:
        weights = weights[tensors["mapping"]]
    if "weights" in tensors:
        weights = weights.astype(np.float32) * tensors["weights"][:, None].astype(np.float32)
    return weights


def _normalised(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: NDArray[np.float32] = vectors / np.maximum(lengths, np.float32(1e-12))
    return scaled
