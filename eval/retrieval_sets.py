"""Question sets in SQuAD form, and how well their paragraphs are ranked.

What this module does not know: who ranks them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

SETS = {
    "MLQA-vi": "mlqa-dev.vi-vi.json",
    "ViQuAD": "viquad2-vlsp2021-valsplit.json",
    "XQuAD-vi": "xquad.vi.json",
}


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Paragraphs, and questions with the number of the paragraph that each was written for."""

    name: str
    paragraphs: tuple[str, ...]
    questions: tuple[str, ...]
    gold: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares of the questions whose proof is first, among 3, among 10; nDCG at 10."""

    recall_1: float
    recall_3: float
    recall_10: float
    ndcg_10: float


def read_set(name: str, path: Path) -> QuestionSet:
    """A question set in SQuAD form; equal paragraphs count once, unanswerable questions too.

    Raises:
        OSError, KeyError, ValueError: there is no such file, or it has another form.
    """
    numbers: dict[str, int] = {}
    questions: list[str] = []
    gold: list[int] = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for part in article["paragraphs"]:
            number = numbers.setdefault(part["context"], len(numbers))
            questions += [asked["question"] for asked in part["qas"]]
            gold += [number] * len(part["qas"])
    return QuestionSet(name, tuple(numbers), tuple(questions), tuple(gold))


def measure(scores: Scores, gold: Sequence[int]) -> Measured:
    """Of scores, shape (questions, paragraphs); a paragraph that ties with others comes last."""
    own = scores[np.arange(len(gold)), np.asarray(gold)][:, None]
    return measured_places((scores >= own).sum(axis=1))


def measured_places(places: Sequence[float] | NDArray[np.int64]) -> Measured:
    """Of the place of each question's proof, counted from 1; infinity where it was not found."""
    place = np.asarray(places, np.float64)
    gain = np.where(place <= 10, 1 / np.log2(place + 1), 0)
    first, three, ten = (float((place <= limit).mean()) for limit in (1, 3, 10))
    return Measured(first, three, ten, float(gain.mean()))
