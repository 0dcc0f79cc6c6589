"""The passages that may answer a question, best first: keywords and vectors, fused, and the
first of them put in order by a closer look (``rerank.py``).

Vectors are compared exactly up to some ten thousand passages, by Chroma above. The forms
of one report count once: the one with pages is cited, the others are named with it.

What this module does not know: what the question asks for, and whether a hit answers it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index.clues import clues_of
from index.following import EXACT_UP_TO, Follower, State
from index.fusion import best_rows, fuse, one_per_twin
from index.library import Library
from index.question import Question, understand, word_scores
from index.rerank import FIRST, Candidate, rerank
from ingest.report import Passage, PassageKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEADING_FACTOR = 0.7  # a heading names what its passages say; they answer, it does not
CANDIDATES = 400  # asked of Chroma, for a library too large to compare every vector
TWIN_ROOM = 4  # forms in which one report may be here


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    score: 0..1 within one search; higher is better.
    parts: "words" (BM25 sum), "coverage" (share of the question's words, weighed by
        rarity, that the passage or its context has), "dense" (cosine) where there are
        vectors, "fused" (of words and dense).
    twins: ids of the same passage in other forms of the report.
    """

    passage: Passage
    score: float
    parts: Mapping[str, float] = field(default_factory=dict)
    twins: tuple[str, ...] = ()


class Searcher:
    """Searches one library; may be shared between threads, and never writes.

    dense: False finds by keywords alone and loads no embedder.
    """

    def __init__(
        self, library: Library, dense: bool = True, *, exact_up_to: int = EXACT_UP_TO
    ) -> None:
        self.library = library
        self._follower = Follower(library, dense, exact_up_to)

    @property
    def dense_problem(self) -> str:
        """Why vectors are not used, in Vietnamese; "" if they are (known after a search)."""
        return self._follower.dense_problem

    @property
    def revision(self) -> int:
        """The revision of the library that a search sees now; older while a writer is at work."""
        return self._follower.state().snapshot.revision

    def warm_up(self) -> None:
        """Loads what the first question would wait for; call it in a thread at the start."""
        self.search("kết quả thực hiện", limit=1)

    def close(self) -> None:
        """Lets go of the index's files; the library stays open."""
        self._follower.close()

    def search(
        self, query: str, *, limit: int = 20, reports: frozenset[str] | None = None
    ) -> list[Hit]:
        """The best passages for a question; [] if none shares a word or a meaning with it.

        reports: file names to look in; None means all, an empty set none.
        """
        state = self._follower.state()
        snapshot = state.snapshot
        if not snapshot.ids or not query.strip() or limit < 1:
            return []
        question = understand(query, state.thesaurus, snapshot.keywords)
        words, covered = word_scores(question, snapshot.keywords)
        parts = {"words": words}
        if (dense := _dense_scores(query, state, reports)) is not None:
            parts["dense"] = dense
        factors = _factors(state, reports)
        within = {name: scores * (factors > 0) for name, scores in parts.items()}
        fused = fuse(within["words"], within.get("dense")) * factors
        parts |= {"coverage": covered, "fused": fused}
        count = max(limit, FIRST)
        rows = best_rows(fused, count * TWIN_ROOM)
        chosen = one_per_twin(rows, snapshot.twins, snapshot.ranks)
        hits = self._hits(state, chosen[:count], parts)
        if len(hits) < count:  # some are deleted meanwhile, or there are no more
            hits += self._hits(state, chosen[count:], parts)[: count - len(hits)]
        return self._in_order(query, question, state, hits)[:limit]

    def _hits(
        self,
        state: State,
        chosen: Sequence[tuple[int, Sequence[int]]],
        parts: Mapping[str, NDArray[np.float32]],
    ) -> list[Hit]:
        ids, fused = state.snapshot.ids, parts["fused"]
        hits: list[Hit] = []
        passages = self._follower.passages(ids[row] for row, _ in chosen)
        for (row, others), passage in zip(chosen, passages, strict=True):
            if passage is None:  # deleted since the snapshot was made
                continue
            best = max((row, *others), key=lambda twin: float(fused[twin]))
            hits.append(
                Hit(
                    passage=passage,
                    score=float(fused[best]),
                    parts={name: float(scores[best]) for name, scores in parts.items()},
                    twins=tuple(ids[other] for other in others),
                )
            )
        return hits

    def _in_order(self, query: str, question: Question, state: State, hits: list[Hit]) -> list[Hit]:
        """The first hits by the reranker; the others after them, as far apart as they were."""
        first, others = hits[:FIRST], hits[FIRST:]
        if not first:
            return []
        texts = self._follower.texts(hit.passage for hit in first)
        origins = self._follower.origins(hit.passage for hit in first)
        scores = [dict(hit.parts) for hit in first]
        if state.sentences is not None:
            vector = state.sentences.embedder.encode_queries([query])[0]
            nearest = state.sentences.nearest(vector, texts)
            scores = [
                one | {"sentence": cosine} for one, cosine in zip(scores, nearest, strict=True)
            ]
        clues = clues_of(question, state.snapshot.keywords)
        looked = (
            Candidate(text, hit.passage.kind, score, origin)
            for text, hit, score, origin in zip(texts, first, scores, origins, strict=True)
        )
        made = rerank(clues, list(looked))
        ordered = [replace(hit, score=score) for hit, score in zip(first, made, strict=True)]
        ordered.sort(key=lambda hit: -hit.score)
        scale = ordered[-1].score / first[-1].score if first[-1].score else 0.0
        return [*ordered, *(replace(hit, score=hit.score * scale) for hit in others)]


def _factors(state: State, reports: frozenset[str] | None) -> NDArray[np.float32]:
    """What each row's score is multiplied with; 0 for reports that are not asked for."""
    import numpy as np

    heading = np.array(state.snapshot.kinds, dtype=np.str_) == PassageKind.HEADING.value
    factors = np.where(heading, np.float32(HEADING_FACTOR), np.float32(1))
    if reports is not None:
        factors = factors * np.isin(state.files, sorted(reports))
    return factors


def _dense_scores(
    query: str, state: State, reports: frozenset[str] | None
) -> NDArray[np.float32] | None:
    """Cosines of the question with every row (0 for rows that Chroma did not name)."""
    import numpy as np

    vectors = state.snapshot.vectors
    if state.embedder is None or vectors is None:
        return None
    question = state.embedder.encode_queries([query])[0]
    if state.chroma is None:
        cosines: NDArray[np.float32] = vectors @ question
        return cosines
    scores = np.zeros(len(vectors), np.float32)
    for passage_id, cosine in state.chroma.nearest(question, CANDIDATES, reports):
        scores[state.rows[passage_id]] = cosine
    return scores
