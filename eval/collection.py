"""Texts to be found, ranked as the searcher ranks passages, each step's scores at hand.

What this module does not know: which text answers a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.clues import Clues, clues_of
from index.fusion import best_rows, fuse
from index.keywords import KeywordIndex
from index.library import Library
from index.origin import NOWHERE, Origin, origin_of
from index.question import understand, word_scores
from index.rerank import FIRST, Candidate, SentenceVectors, rerank
from index.search import HEADING_FACTOR
from index.synonyms import Thesaurus, general, learned
from index.texts import index_texts, keyword_texts
from ingest.report import PassageKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.embed import Embedder

    Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class First:
    """What a question finds first: rows, best first, and what the reranker sees of them.

    words, dense, fused: scores of every row.
    """

    words: Scores
    dense: Scores
    fused: Scores
    rows: list[int]
    clues: Clues
    candidates: list[Candidate]


class Collection:
    """Texts by row; those of a library are its passages with their surroundings."""

    def __init__(
        self,
        keywords: Sequence[str],
        texts: Sequence[str],
        kinds: Sequence[PassageKind],
        embedder: Embedder,
        abbreviations: Sequence[tuple[str, str]] = (),
        origins: Sequence[Origin] = (),
    ) -> None:
        self._origins = origins or [NOWHERE] * len(texts)
        self.texts, self.kinds, self.embedder = texts, kinds, embedder
        self.keywords = KeywordIndex.build(keywords)
        self.thesaurus = Thesaurus([*general(), *learned(abbreviations)])
        self.vectors = embedder.encode_passages(texts)
        self._sentences = SentenceVectors(embedder)
        headings = [kind is PassageKind.HEADING for kind in kinds]
        self._factors = np.where(headings, np.float32(HEADING_FACTOR), np.float32(1))

    @classmethod
    def of_paragraphs(cls, paragraphs: Sequence[str], embedder: Embedder) -> Collection:
        """Paragraphs that stand alone."""
        folded = [" ".join(paragraph.split()) for paragraph in paragraphs]
        return cls(folded, folded, [PassageKind.PARAGRAPH] * len(folded), embedder)

    @classmethod
    def of_library(cls, library: Library, embedder: Embedder) -> Collection:
        """The passages of a library, in its order."""
        passages, reports = library.passages(), library.reports()
        by_report = {report.id: origin_of(report) for report in reports}
        return cls(
            keyword_texts(passages, reports),
            index_texts(passages, reports),
            [passage.kind for passage in passages],
            embedder,
            library.abbreviations(),
            [by_report[passage.report_id] for passage in passages],
        )

    def first(self, question: str, count: int = FIRST) -> First:
        """The ``count`` best rows by keywords and vectors."""
        understood = understand(question, self.thesaurus, self.keywords)
        words, _ = word_scores(understood, self.keywords)
        vector = self.embedder.encode_queries([question])[0]
        dense: Scores = self.vectors @ vector
        fused: Scores = fuse(words, dense) * self._factors
        rows = best_rows(fused, count)[:count]
        near = self._sentences.nearest(vector, [self.texts[row] for row in rows])
        candidates = [
            Candidate(
                self.texts[row],
                self.kinds[row],
                {
                    "fused": float(fused[row]),
                    "words": float(words[row]),
                    "dense": float(dense[row]),
                    "sentence": cosine,
                },
                self._origins[row],
            )
            for row, cosine in zip(rows, near, strict=True)
        ]
        clues = clues_of(understood, self.keywords)
        return First(words, dense, fused, rows, clues, candidates)


def reranked(first: First) -> Scores:
    """Scores of every row in the order in which the searcher gives them: the looked-at first."""
    scores = first.fused.copy()
    if first.rows:
        scores[first.rows] = 1 + np.asarray(rerank(first.clues, first.candidates), np.float32)
    return scores
