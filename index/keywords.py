"""Keyword scores by BM25 (bm25s) over the tokens of ``tokens.py``.

bm25s computes every token's score in every text once, when the index is built; a question
then adds up columns, each with a weight of its own: literal words count fully, synonyms
and the accent-stripped copy less.

What this module does not know: what the weights are, and what stands in the texts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.tokens import document_tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

K1 = 1.2
B = 0.75
ARRAYS = ("data", "indices", "indptr")
VOCABULARY = "vocabulary.json"


class KeywordIndex:
    """BM25 scores of texts that are known by their row number.

    data, indices: float32 and int32, shape (entries,): score and row, token by token.
    indptr: int64, shape (tokens + 1,): where each token's entries begin.
    """

    def __init__(
        self, vocabulary: Mapping[str, int], arrays: Mapping[str, NDArray[Any]], rows: int
    ) -> None:
        self.vocabulary = vocabulary
        self.rows = rows
        self._arrays = arrays

    @classmethod
    def build(cls, texts: Sequence[str]) -> KeywordIndex:
        """Indexes the texts; a text without any word is never found."""
        import numpy as np

        tokens = [document_tokens(text) for text in texts]
        if not any(tokens):
            empty: dict[str, NDArray[Any]] = {
                "data": np.zeros(0, np.float32),
                "indices": np.zeros(0, np.int32),
                "indptr": np.zeros(1, np.int64),
            }
            return cls({}, empty, len(texts))
        import bm25s

        vocabulary: dict[str, int] = {}
        ids = [[vocabulary.setdefault(token, len(vocabulary)) for token in row] for row in tokens]
        engine = bm25s.BM25(k1=K1, b=B)
        engine.index((ids, vocabulary), create_empty_token=False, show_progress=False)
        arrays: dict[str, NDArray[Any]] = {
            "data": np.asarray(engine.scores["data"], np.float32),
            "indices": np.asarray(engine.scores["indices"], np.int32),
            "indptr": np.asarray(engine.scores["indptr"], np.int64),
        }
        return cls(vocabulary, arrays, len(texts))

    def save(self, folder: Path) -> None:
        """Writes the index into an existing folder."""
        import numpy as np

        for name in ARRAYS:
            np.save(folder / f"{name}.npy", self._arrays[name])
        record = {"rows": self.rows, "tokens": list(self.vocabulary)}
        (folder / VOCABULARY).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> KeywordIndex:
        """The index that ``save`` wrote.

        Raises:
            OSError, ValueError, KeyError: a file is missing or is not what was saved.
        """
        import numpy as np

        arrays = {name: np.load(folder / f"{name}.npy") for name in ARRAYS}
        record = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
        tokens: list[str] = record["tokens"]
        if len(arrays["indptr"]) != len(tokens) + 1:
            raise ValueError("the vocabulary does not fit the scores")
        return cls({token: n for n, token in enumerate(tokens)}, arrays, int(record["rows"]))

    def column(self, token: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The rows that hold a token, each once, and their scores; empty for an unknown token."""
        place = self.vocabulary.get(token)
        indptr = self._arrays["indptr"]
        start, end = (0, 0) if place is None else (indptr[place], indptr[place + 1])
        return self._arrays["indices"][start:end], self._arrays["data"][start:end]

    def scores(self, weights: Mapping[str, float]) -> NDArray[np.float32]:
        """The weighted sum of the tokens' scores, shape (rows,)."""
        import numpy as np

        total = np.zeros(self.rows, np.float32)
        for token, weight in weights.items():
            rows, scores = self.column(token)
            total[rows] += np.float32(weight) * scores
        return total

    def holds(self, token: str) -> NDArray[np.bool_]:
        """Which rows hold a token, shape (rows,)."""
        import numpy as np

        found = np.zeros(self.rows, np.bool_)
        found[self.column(token)[0]] = True
        return found

    def rarity(self, token: str) -> float:
        """The token's inverse document frequency; that of an unknown token is the highest."""
        import math

        count = len(self.column(token)[0])
        return math.log(1 + (self.rows - count + 0.5) / (count + 0.5))
