"""Scores of several kinds made one, and the forms of a report made one.

Keyword sums and cosines have no common scale; each is divided by the question's best.
Cosines first lose what every passage has in common with every question (their median):
some models put everything between 0.7 and 0.9.

What this module does not know: where the scores come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DENSE_WEIGHT = 0.15  # chosen on MLQA-vi, reported on the others (eval/LOG.md)


def fuse(keywords: NDArray[np.float32], dense: NDArray[np.float32] | None) -> NDArray[np.float32]:
    """The weighted sum of both scores, each divided by its best; shape (rows,), 0..1.

    dense: cosines; None if there are no vectors. A row that must not be found has 0 in both.
    """
    import numpy as np

    words = _by_best(keywords)
    if dense is None:
        return words
    floor = float(np.median(dense[dense > 0])) if (dense > 0).any() else 0.0
    meaning = _by_best(np.maximum(dense - np.float32(floor), 0))
    if not words.any():
        return meaning
    if not meaning.any():
        return words
    fused: NDArray[np.float32] = np.float32(1 - DENSE_WEIGHT) * words
    return fused + np.float32(DENSE_WEIGHT) * meaning


def best_rows(scores: NDArray[np.float32], count: int) -> list[int]:
    """The rows with the highest scores above 0, best first, ties in reading order."""
    import numpy as np

    if count < len(scores):
        cut = np.partition(scores, -count)[-count]
        candidates = np.flatnonzero(scores >= max(cut, np.finfo(np.float32).tiny))
    else:
        candidates = np.flatnonzero(scores > 0)
    order = np.argsort(-scores[candidates], kind="stable")
    return [int(row) for row in candidates[order]]


def one_per_twin(
    rows: Sequence[int], twins: Sequence[int], ranks: Sequence[int]
) -> list[tuple[int, list[int]]]:
    """Rows with their twins gathered: (row to cite, the others), in the order of the best.

    twins: each row's group; ranks: of two twins the smaller number is cited.
    """
    groups: dict[int, list[int]] = {}
    for row in rows:
        groups.setdefault(twins[row], []).append(row)
    gathered = (sorted(group, key=lambda row: (ranks[row], row)) for group in groups.values())
    return [(group[0], group[1:]) for group in gathered]


def _by_best(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    best = float(scores.max()) if len(scores) else 0.0
    return scores / best if best > 0 else scores * 0
