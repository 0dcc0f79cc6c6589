"""Learns the weights of the reranker, and writes them with what they were learned from.

``python -m eval.fit_rerank --data DIR --cases FILE… --reports PATH… [--reports PATH…]``
learns from the first half of the ViQuAD slice's questions, as written and without
diacritics, and from report cases that developers may look at (never ``*_score``): each
``--reports`` is a library of its own, and all together are one more. Reports are learned
from all libraries; prose from ViQuAD and the first library, for a text whose issuer is not
recognised may be a report all the same. A conditional logit: of the first passages of each
question one is the right one. Everything is summed in a fixed order, so that the same data
give the same weights.

What this module does not know: how good the weights are on other questions.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from eval.case import Case, read_cases
from eval.collection import Collection
from eval.measure import report_files
from eval.retrieval_reports import asked_texts, indexed, proofs
from eval.retrieval_sets import SETS, read_set
from eval.score import same_report
from index.embed import EmbedderChoice, open_embedder
from index.features import NAMES
from index.rerank import FIRST, PROSE, REPORTS, WEIGHTS, matrix
from ingest.text import strip_marks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.embed import Embedder

    Array = NDArray[np.float64]

RIDGE = 0.003  # pulls weights towards 0, FUSED towards where it begins
FUSED = 5.0
STEPS, RATE = 400, 0.05
# What may speak for a passage or against it; all else is a share of the question that stands
# there, and never speaks against it, however a few reports have it.
EITHER = frozenset(
    ("missing", "former", "heading", "furniture", "note", "row", "short", "long", "other_year")
)


@dataclass(frozen=True, slots=True)
class Lessons:
    """Questions of one kind: features, shape (questions, FIRST, names), and the right ones."""

    features: Array
    right: NDArray[np.bool_]


def lessons(collection: Collection, asked: Iterable[tuple[str, set[int]]]) -> Lessons:
    """Of questions with the rows that are right; those that are not among the first are left."""
    features: list[Array] = []
    right: list[list[bool]] = []
    for question, rows in asked:
        first = collection.first(question)
        hits = [row in rows for row in first.rows]
        if len(hits) == FIRST and any(hits) and not all(hits):
            features.append(matrix(first.clues, first.candidates))
            right.append(hits)
    return Lessons(np.array(features), np.array(right))


def fit(parts: Sequence[Lessons]) -> Array:
    """The weights, every part counting the same however many questions it has."""
    features = np.concatenate([part.features for part in parts])
    right = np.concatenate([part.right for part in parts])
    shares = np.concatenate([np.full(len(p.right), 1 / len(p.right)) for p in parts]) / len(parts)
    begin = np.zeros(len(NAMES))
    begin[NAMES.index("fused")] = FUSED
    either = np.array([name in EITHER for name in NAMES])
    weights, first, second = begin.copy(), np.zeros_like(begin), np.zeros_like(begin)
    for step in range(1, STEPS + 1):  # Adam
        slope = _slope(weights, features, right, shares) + RIDGE * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        pace = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights = np.where(either, weights - RATE * pace, np.maximum(weights - RATE * pace, 0))
    return weights


def _slope(weights: Array, features: Array, right: NDArray[np.bool_], shares: Array) -> Array:
    sums = features @ weights
    odds = np.exp(sums - sums.max(axis=1, keepdims=True))
    every = odds / odds.sum(axis=1, keepdims=True)
    wanted = odds * right
    wanted /= wanted.sum(axis=1, keepdims=True)
    slope: Array = np.einsum("q,qc,qcn->n", shares, every - wanted, features)
    return slope


def spread(weights: Array, parts: Sequence[Lessons]) -> float:
    """By what sums are divided, so that scores lie as far apart as those of a first search."""
    reach = [np.ptp(part.features @ weights, axis=1).mean() for part in parts]
    fused = [np.ptp(part.features[:, :, NAMES.index("fused")], axis=1).mean() for part in parts]
    return float(np.mean(reach) / np.mean(fused))


def questions(
    data: Path, embedder: Embedder
) -> tuple[Collection, list[list[tuple[str, set[int]]]]]:
    """The ViQuAD slice as a collection, and the first half of its questions typed both ways."""
    one = read_set("ViQuAD", data / SETS["ViQuAD"])
    half = list(zip(one.questions, one.gold, strict=True))[: len(one.questions) // 2]
    marked = [(question, {gold}) for question, gold in half]
    bare = [(strip_marks(question), {gold}) for question, gold in half]
    return Collection.of_paragraphs(one.paragraphs, embedder), [marked, bare]


def of_cases(files: Sequence[Path], reports: Sequence[Path], embedder: Embedder) -> Lessons:
    """The lessons of those report cases whose sources are all among the reports."""
    every = [case for case in read_cases(files) if case.answerable]
    if any(case.unseen for case in every):
        raise SystemExit("Câu hỏi chỉ để chấm (*_score) không được dùng để học.")
    held = [path.name for path in report_files(reports)]
    cases = [case for case in every if _all_in(case, held)]
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch,
        indexed(reports, Path(scratch)) as library,
    ):
        place = {passage.id: row for row, passage in enumerate(library.passages())}
        right = [{place[it] for it in ids} for ids in proofs(cases, library)]
        asked = zip(asked_texts(cases, library), right, strict=True)
        return lessons(Collection.of_library(library, embedder), asked)


def _all_in(case: Case, files: Sequence[str]) -> bool:
    return all(any(same_report(one.reports, file) for file in files) for one in case.sources)


def main(arguments: list[str] | None = None) -> int:
    """The command line; 0 when the weights are written."""
    parser = argparse.ArgumentParser(prog="python -m eval.fit_rerank", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cases", type=Path, nargs="+", required=True)
    parser.add_argument("--reports", type=Path, nargs="+", action="append", required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args(arguments)
    embedder = open_embedder(EmbedderChoice(), given.data, offline=True)
    collection, asked = questions(given.data, embedder)
    prose = [lessons(collection, some) for some in asked]
    libraries: list[list[Path]] = given.reports
    if len(libraries) > 1:
        libraries = [*libraries, [path for paths in libraries for path in paths]]
    of_reports = [of_cases(given.cases, paths, embedder) for paths in libraries]
    about: dict[str, object] = {
        "about": "Learned by eval.fit_rerank; see eval/LOG.md. Not to be set by hand.",
        "report cases": [path.name for path in given.cases],
        "embedder": embedder.signature,
    }
    record = about | records(prose, of_reports)
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    given.out.write_text(text, encoding="utf-8", newline="\n")
    print(text)
    return 0


def records(prose: Sequence[Lessons], of_reports: Sequence[Lessons]) -> dict[str, object]:
    """What is kept of both kinds of texts: on how many questions it stands, and the weights."""
    found: dict[str, object] = {}
    for texts, parts in ((REPORTS, of_reports), (PROSE, [*prose, of_reports[0]])):
        weights = fit(parts)
        found[texts] = {
            "questions": [len(part.right) for part in parts],
            "spread": round(spread(weights, parts), 3),
            "weights": {n: round(float(it), 3) for n, it in zip(NAMES, weights, strict=True)},
        }
    return found


if __name__ == "__main__":
    sys.exit(main())
