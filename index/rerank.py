"""The first passages of a search put in order by a closer look at each.

The weights are data (``data/rerank.json``), learned by ``eval.fit_rerank`` from questions
with known passages; the file says which. Reports that name who issued them are weighed
otherwise than prose, where years and notes say little. Sentences are embedded when they are first
looked at, and remembered.

What this module does not know: how passages came to be among the first.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.clues import Clues
from index.features import NAMES, SCORES, features
from index.origin import NOWHERE, Origin
from index.view import View, view_of
from ingest.report import PassageKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.embed import Embedder

WEIGHTS = Path(__file__).with_name("data") / "rerank.json"
FIRST = 20  # passages that are looked at
VIEWS = 1024  # kept in memory, some 25 kB each
TEXTS = 8192  # whose sentence vectors are kept, some 4 kB each
REPORTS, PROSE = "reports", "prose"  # what was learned for which texts
LEAST = 0.05  # a score never falls below this share of the best

looked_at = lru_cache(maxsize=VIEWS)(view_of)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the first passages: its index text, its kind, its scores so far, and its report's
    owner and years."""

    text: str
    kind: PassageKind
    scores: Mapping[str, float]
    origin: Origin = NOWHERE


class SentenceVectors:
    """The vectors of passages' sentences, by index text, made when they are first needed."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def nearest(self, question: NDArray[np.float32], texts: Sequence[str]) -> list[float]:
        """The cosine of a question with the nearest sentence of each passage."""
        found = [self._kept.get(text) for text in texts]
        views = {t: looked_at(t) for t, v in zip(texts, found, strict=True) if v is None}
        sentences = [one.text for view in views.values() for one in view.sentences]
        made = self.embedder.encode_passages(sentences) if sentences else None
        start = 0
        for text, view in views.items():
            assert made is not None
            self._kept[text] = made[start : start + len(view.sentences)].copy()
            start += len(view.sentences)
        nearest = [float((self._kept[text] @ question).max()) for text in texts]
        while len(self._kept) > TEXTS:
            self._kept.popitem(last=False)
        return nearest


def rerank(clues: Clues, candidates: Sequence[Candidate]) -> list[float]:
    """New scores of the candidates, the best one's 1, none below LEAST."""
    import numpy as np

    issued = sum(bool(candidate.origin.owner) for candidate in candidates)
    weights, spread = _weights(REPORTS if 2 * issued >= len(candidates) else PROSE)
    sums = matrix(clues, candidates) @ weights
    scores = np.maximum(1 + (sums - sums.max()) / spread, LEAST)
    return [float(score) for score in scores]


def matrix(clues: Clues, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """The features of the candidates, shape (candidates, names)."""
    import numpy as np

    scores = _scaled([candidate.scores for candidate in candidates])
    views: list[View] = [looked_at(candidate.text) for candidate in candidates]
    return np.array(
        [
            features(clues, view, score, candidate.kind, candidate.origin)
            for view, score, candidate in zip(views, scores, candidates, strict=True)
        ]
    )


def _scaled(scores: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    """Sums as shares of the best; cosines from the worst (0) to the best (1) of the few.

    Where sentences have no vectors of their own, the passage's stands for them.
    """
    scaled: list[dict[str, float]] = [{} for _ in scores]
    for name in SCORES:
        instead = "dense" if name == "sentence" else name
        values = [one.get(name, one.get(instead, 0.0)) for one in scores]
        low = min(values) if name in ("dense", "sentence") else 0.0
        reach = max(values) - low
        for one, value in zip(scaled, values, strict=True):
            one[name] = (value - low) / reach if reach > 0 else 0.0
    return scaled


@cache
def _weights(texts: str) -> tuple[NDArray[np.float64], float]:
    """The learned weights in the order of NAMES, and what a difference of 1 in score is.

    texts: REPORTS or PROSE.
    """
    import numpy as np

    record = json.loads(WEIGHTS.read_text(encoding="utf-8"))[texts]
    return np.array([float(record["weights"][name]) for name in NAMES]), float(record["spread"])
