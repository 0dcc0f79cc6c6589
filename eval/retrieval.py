"""How well are paragraphs found: keywords, vectors and both, on public question sets.

``python -m eval.retrieval --data DIR [--model NAME] [--json FILE]`` reads every question
set in SQuAD form that it knows in DIR, asks each question once as it is written and once
without diacritics, and ranks all paragraphs of the set. The weight of the vectors in the
sum is chosen on one set and reported on the others, in both directions; ``fused`` is what
``index.fusion`` does.

What this module does not know: whether an answer is read out of the paragraph rightly.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.embed import EmbedderChoice, choice_of, open_embedder
from index.fusion import fuse
from index.keywords import KeywordIndex
from index.question import coverage, keyword_scores, understand
from index.search import COVERAGE_SHARE
from index.synonyms import Thesaurus, general
from index.texts import SENTENCE_END
from index.tokens import document_tokens
from ingest.text import strip_marks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.embed import Embedder

    Scores = NDArray[np.float32]

SETS = {
    "MLQA-vi": "mlqa-dev.vi-vi.json",
    "ViQuAD": "viquad2-vlsp2021-valsplit.json",
    "XQuAD-vi": "xquad.vi.json",
}
CHOSEN_ON = ("MLQA-vi", "ViQuAD")  # where a weight may be chosen; the rest is only reported
WEIGHTS = tuple(round(0.05 * step, 2) for step in range(13))
TYPING = ("diacritics", "none")


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Paragraphs, and questions with the number of the paragraph that each was written for."""

    name: str
    paragraphs: tuple[str, ...]
    questions: tuple[str, ...]
    gold: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares of the questions whose paragraph is first, among 3, among 10; nDCG at 10."""

    recall_1: float
    recall_3: float
    recall_10: float
    ndcg_10: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    questions: str
    typing: str
    system: str
    measured: Measured


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
    place = (scores >= own).sum(axis=1)
    gain = np.where(place <= 10, 1 / np.log2(place + 1), 0)
    first, three, ten = (float((place <= limit).mean()) for limit in (1, 3, 10))
    return Measured(first, three, ten, float(gain.mean()))


def weighted(keywords: Scores, dense: Scores, weight: float) -> Scores:
    """Each divided by the question's best, then summed."""
    summed: Scores = (1 - weight) * _by_best(keywords) + weight * _by_best(dense)
    return summed


def _by_best(scores: Scores) -> Scores:
    scaled: Scores = scores / np.maximum(scores.max(axis=1, keepdims=True), np.float32(1e-6))
    return scaled


class Rankings:
    """All scores of one question set, typed one way."""

    def __init__(self, questions: QuestionSet, typing: str, embedder: Embedder) -> None:
        asked = questions.questions
        if typing == "none":
            asked = tuple(map(strip_marks, asked))
        index = KeywordIndex.build(questions.paragraphs)
        thesaurus = Thesaurus(general())
        self.plain = np.stack([index.scores(_every_token(text)) for text in asked])
        self.keywords = np.stack([_keywords(text, thesaurus, index) for text in asked])
        vectors = embedder.encode_queries(asked)
        self.dense: Scores = vectors @ embedder.encode_passages(questions.paragraphs).T
        self.sentences = _best_sentence(questions.paragraphs, vectors, embedder)
        self.fused = np.stack(
            [fuse(words, cosines) for words, cosines in zip(self.keywords, self.dense, strict=True)]
        )

    def systems(self) -> Mapping[str, Scores]:
        """Name and scores of what needs no chosen weight."""
        return {
            "BM25, every token": self.plain,
            "keywords": self.keywords,
            "vectors": self.dense,
            "vectors, best sentence": self.sentences,
            "fused": self.fused,
        }


def _keywords(text: str, thesaurus: Thesaurus, index: KeywordIndex) -> Scores:
    """What the searcher counts for words: BM25, less where rare words are missing."""
    question = understand(text, thesaurus, index)
    covered = coverage(question, index)
    scores: Scores = keyword_scores(question, index)
    return scores * (1 - COVERAGE_SHARE + COVERAGE_SHARE * covered)


def _every_token(text: str) -> dict[str, float]:
    return dict.fromkeys(document_tokens(text), 1.0)


def _best_sentence(paragraphs: Sequence[str], vectors: Scores, embedder: Embedder) -> Scores:
    """Cosine with the nearest sentence of each paragraph, or the paragraph if it has one."""
    parts = [
        [part for part in SENTENCE_END.split(paragraph) if part.strip()] or [paragraph]
        for paragraph in paragraphs
    ]
    starts = np.cumsum([0, *map(len, parts)])[:-1]
    made = embedder.encode_passages([part for some in parts for part in some])
    best: Scores = np.maximum.reduceat(vectors @ made.T, starts, axis=1)
    return best


def rows(sets: Sequence[QuestionSet], embedder: Embedder) -> Iterator[Row]:
    """The whole table."""
    ranked = {
        (one.name, typing): Rankings(one, typing, embedder) for one in sets for typing in TYPING
    }
    gold = {one.name: one.gold for one in sets}
    for (name, typing), rankings in ranked.items():
        for system, scores in rankings.systems().items():
            yield Row(name, typing, system, measure(scores, gold[name]))
    for vectors in ("dense", "sentences"):
        for chosen_on in [name for name in CHOSEN_ON if name in gold]:
            weight = max(WEIGHTS, key=lambda w: _both_ways(ranked, gold, chosen_on, vectors, w))
            for (name, typing), rankings in ranked.items():
                if name != chosen_on:
                    scores = weighted(rankings.keywords, getattr(rankings, vectors), weight)
                    system = f"sum with {vectors} {weight}, chosen on {chosen_on}"
                    yield Row(name, typing, system, measure(scores, gold[name]))


def _both_ways(
    ranked: Mapping[tuple[str, str], Rankings],
    gold: Mapping[str, Sequence[int]],
    name: str,
    vectors: str,
    weight: float,
) -> float:
    """First hits with and without diacritics, added."""
    return sum(
        measure(weighted(one.keywords, getattr(one, vectors), weight), gold[name]).recall_1
        for one in (ranked[name, typing] for typing in TYPING)
    )


def speed(embedder: Embedder, questions: QuestionSet) -> dict[str, float]:
    """Passages and questions a second, one call each."""
    found: dict[str, float] = {}
    for what, encode, texts in (
        ("passages", embedder.encode_passages, questions.paragraphs),
        ("questions", embedder.encode_queries, questions.questions),
    ):
        started = time.perf_counter()
        encode(texts)
        found[f"{what}_per_second"] = round(len(texts) / (time.perf_counter() - started))
    return found


def main(arguments: list[str] | None = None) -> int:
    """The command line; 2 if no question set lies in the folder."""
    parser = argparse.ArgumentParser(prog="python -m eval.retrieval", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, nargs="+")
    parser.add_argument("--model", default="", help="a name or folder; default: the shipped one")
    parser.add_argument("--json", type=Path, help="where to write the table as JSON")
    given = parser.parse_args(arguments)
    places = [(name, folder / file) for name, file in SETS.items() for folder in given.data]
    sets = [read_set(name, path) for name, path in places if path.is_file()]
    if not sets:
        print("no question set in", *given.data, file=sys.stderr)
        return 2
    choice = choice_of(given.model) if given.model else EmbedderChoice()
    started = time.perf_counter()
    embedder = open_embedder(choice, given.data[0], offline=True)
    seconds = round(time.perf_counter() - started, 2)
    table = list(rows(sets, embedder))
    for row in table:
        numbers = " ".join(f"{100 * value:6.2f}" for value in asdict(row.measured).values())
        print(f"{row.questions:9} {row.typing:10} {numbers}  {row.system}")
    about = {"model": embedder.signature, "load_seconds": seconds, **speed(embedder, sets[0])}
    print(about)
    if given.json:
        record = {**about, "rows": [asdict(row) for row in table]}
        given.json.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
