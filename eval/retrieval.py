"""How well is the right text found: keywords, vectors, both, and after the closer look.

``python -m eval.retrieval [--data DIR…] [--cases FILE… --reports DIR…] [--model NAME]``
ranks all paragraphs of the public question sets in ``--data``, each question once as it is
written and once without diacritics, and the passages of ``--reports`` for the questions of
``--cases``. Only totals are printed, so scored-only cases may be given.

What this module does not know: whether an answer is read out of the text rightly.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from eval.collection import Collection, reranked
from eval.retrieval_sets import SETS, Measured, QuestionSet, measure, read_set
from index.embed import EmbedderChoice, choice_of, open_embedder
from index.tokens import document_tokens
from ingest.text import strip_marks

if TYPE_CHECKING:
    from index.embed import Embedder

TYPING = ("diacritics", "none")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    questions: str
    typing: str
    system: str
    measured: Measured


def halves(one: QuestionSet) -> list[QuestionSet]:
    """ViQuAD in two: the reranker has learned from the first half of its questions."""
    if one.name != "ViQuAD":
        return [one]
    cut = len(one.questions) // 2
    return [
        QuestionSet("ViQuAD seen", one.paragraphs, one.questions[:cut], one.gold[:cut]),
        QuestionSet("ViQuAD new", one.paragraphs, one.questions[cut:], one.gold[cut:]),
    ]


def rows(one: QuestionSet, embedder: Embedder) -> Iterator[Row]:
    """The lines of one question set."""
    collection = Collection.of_paragraphs(one.paragraphs, embedder)
    for part in halves(one):
        for typing in TYPING:
            asked = part.questions
            if typing == "none":
                asked = tuple(map(strip_marks, asked))
            firsts = [collection.first(question) for question in asked]
            plain = [collection.keywords.scores(_every_token(question)) for question in asked]
            systems = {
                "BM25, every token": plain,
                "keywords": [first.words for first in firsts],
                "vectors": [first.dense for first in firsts],
                "fused": [first.fused for first in firsts],
                "reranked": [reranked(first) for first in firsts],
            }
            for system, scores in systems.items():
                yield Row(part.name, typing, system, measure(np.stack(scores), part.gold))


def _every_token(text: str) -> dict[str, float]:
    return dict.fromkeys(document_tokens(text), 1.0)


def speed(embedder: Embedder, questions: QuestionSet) -> dict[str, float]:
    """Passages and questions embedded a second, and milliseconds to rank for one question."""
    found: dict[str, float] = {}
    for what, encode, texts in (
        ("passages", embedder.encode_passages, questions.paragraphs),
        ("questions", embedder.encode_queries, questions.questions),
    ):
        started = time.perf_counter()
        encode(texts)
        found[f"{what}_per_second"] = round(len(texts) / (time.perf_counter() - started))
    collection = Collection.of_paragraphs(questions.paragraphs, embedder)
    for when in ("first", "again"):  # the second time every passage has been looked at
        started = time.perf_counter()
        for question in questions.questions[:200]:
            reranked(collection.first(question))
        found[f"rank_ms_{when}"] = round(5 * (time.perf_counter() - started), 2)
    return found


def _told(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.retrieval", description=__doc__)
    parser.add_argument("--data", type=Path, nargs="+", default=[])
    parser.add_argument("--cases", type=Path, nargs="+", default=[])
    parser.add_argument("--reports", type=Path, nargs="+", default=[])
    parser.add_argument("--baselines", action="store_true", help="chunks and llama-index too")
    parser.add_argument("--model", default="", help="a name or folder; default: the shipped one")
    parser.add_argument("--json", type=Path, help="where to write the table as JSON")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 2 if there is nothing to measure."""
    given = _told(arguments)
    places = [(name, folder / file) for name, file in SETS.items() for folder in given.data]
    sets = [read_set(name, path) for name, path in places if path.is_file()]
    if not sets and not (given.cases and given.reports):
        print("no question set in --data, no --cases with --reports", file=sys.stderr)
        return 2
    choice = choice_of(given.model) if given.model else EmbedderChoice()
    started = time.perf_counter()
    embedder = open_embedder(choice, Path(), offline=True)
    about: dict[str, object] = {
        "model": embedder.signature,
        "load_seconds": round(time.perf_counter() - started, 2),
    }
    table = [row for one in sets for row in _shown(rows(one, embedder))]
    if given.cases:
        from eval.retrieval_reports import report_rows

        found = report_rows(given.cases, given.reports, embedder, given.baselines)
        table += list(_shown(Row(*row) for row in found))
    if sets:
        about |= speed(embedder, sets[0])
    print(about)
    if given.json:
        record = {**about, "rows": [asdict(row) for row in table]}
        given.json.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def _shown(table: Iterator[Row]) -> Iterator[Row]:
    """The lines, each printed as it comes."""
    for row in table:
        numbers = " ".join(f"{100 * value:6.2f}" for value in asdict(row.measured).values())
        print(f"{row.questions:16} {row.typing:10} {numbers}  {row.system}", flush=True)
        yield row


if __name__ == "__main__":
    sys.exit(main())
