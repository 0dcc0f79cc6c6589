"""Gives every passage of a library a vector of the chosen embedder, and only where one lacks.

A passage needs no embedding if the same text was embedded before by the same embedder,
whichever report it stood in. Work is kept report by report: stopped halfway, it goes on
there the next time.

What this module does not know: when this is done, and how vectors are searched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from index.embed import FITTED, Embedder, EmbedderChoice, has_shipped, open_embedder
from index.fallback import fit, texts_fitted_on
from index.library import Library, Vector
from index.snapshot import CHOICE, SIGNATURE
from index.texts import index_texts, text_key
from ingest.report import Passage, Reading, Report

Progress = Callable[[int, int], None]


class Vectoriser:
    """Embeds for one library with one choice; the model is loaded when first needed."""

    def __init__(self, library: Library, choice: EmbedderChoice | None) -> None:
        recorded = library.setting(CHOICE)
        before = EmbedderChoice(**json.loads(recorded)) if recorded else EmbedderChoice()
        self.library = library
        self.choice = before if choice is None else choice
        self._embedder: Embedder | None = None

    def settings(self) -> dict[str, str]:
        """What the library remembers of the embedder."""
        if self._must_fit():
            return {}
        return {CHOICE: json.dumps(asdict(self.choice)), SIGNATURE: self._opened().signature}

    def vectors_of(
        self, reading: Reading, on_progress: Progress | None = None
    ) -> dict[str, Vector]:
        """The vectors of a report's passages; none while the embedder still has to be fitted."""
        if self._must_fit():
            return {}
        return self._embed(_texts(reading.passages, [reading.report]), on_progress)

    def complete(self, on_progress: Progress | None = None) -> bool:
        """Embeds whatever lacks a vector of this embedder; whether anything was written."""
        passages = self.library.passages()
        if not passages:
            return False
        texts = _texts(passages, self.library.reports())
        if self._must_fit(len(passages)):
            fit(list(texts.values()), self.library.directory / FITTED)
            self._embedder = None
        lacking = self.library.without_vector(
            {passage_id: text_key(text) for passage_id, text in texts.items()},
            self._opened().signature,
        )
        recorded = {key: self.library.setting(key) for key in (CHOICE, SIGNATURE)}
        if not lacking and recorded == self.settings():
            return False
        self._complete_reports(lacking, texts, on_progress)
        return True

    def _complete_reports(
        self, lacking: frozenset[str], texts: Mapping[str, str], on_progress: Progress | None
    ) -> None:
        by_report: dict[str, list[str]] = {}
        for passage_id in texts:
            if passage_id in lacking:
                by_report.setdefault(passage_id.partition(":")[0], []).append(passage_id)
        self.library.put_vectors({}, self.settings())
        done = 0
        for ids in by_report.values():
            before = done

            def report(part: int, _: int, before: int = before) -> None:
                if on_progress is not None:
                    on_progress(before + part, len(lacking))

            vectors = self._embed({passage_id: texts[passage_id] for passage_id in ids}, report)
            self.library.put_vectors(vectors, {})
            done += len(ids)

    def _embed(self, texts: Mapping[str, str], on_progress: Progress | None) -> dict[str, Vector]:
        embedder = self._opened()
        keys = {passage_id: text_key(text) for passage_id, text in texts.items()}
        known = self.library.known_vectors(embedder.signature, keys.values())
        by_key = {keys[passage_id]: text for passage_id, text in texts.items()}
        new = {key: text for key, text in by_key.items() if key not in known}
        if new:
            made = embedder.encode_passages(list(new.values()), on_progress)
            known |= dict(zip(new, made, strict=True))
        return {
            passage_id: Vector(key, embedder.signature, known[key])
            for passage_id, key in keys.items()
        }

    def _must_fit(self, passages: int = 0) -> bool:
        """Whether an embedder is to be fitted, or was on less than two thirds of these passages."""
        if self.choice.name or has_shipped():
            return False
        fitted_on = texts_fitted_on(self.library.directory / FITTED)
        return fitted_on == 0 or 2 * passages >= 3 * fitted_on

    def _opened(self) -> Embedder:
        if self._embedder is None:
            self._embedder = open_embedder(self.choice, self.library.directory)
        return self._embedder


def _texts(passages: Sequence[Passage], reports: Sequence[Report]) -> dict[str, str]:
    """What is embedded, by passage id."""
    ids = (passage.id for passage in passages)
    return dict(zip(ids, index_texts(passages, reports), strict=True))
