"""Pairs of texts that belong together, made from running text, with the noise of real typing.

A query is a title with a few words, a sentence, or a sentence turned into something like a
question: a span is missing, words are dropped, a question word stands in. Its passage is the
paragraph, with or without that sentence. Batches keep paragraphs of one article together,
so that most wrong answers of a batch are about the same matter.

What this module does not know: strings (all is rows of the vocabulary's table), vectors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rows = NDArray[np.int32]

LONGEST = 256  # tokens of a passage that are read


@dataclass(frozen=True, slots=True)
class Ragged:
    """Lists of numbers of different length, end to end.

    flat: int32, shape (total,). start: int64, shape (lists + 1,).
    """

    flat: NDArray[np.int32]
    start: NDArray[np.int64]

    @classmethod
    def of(cls, lists: Sequence[Sequence[int] | Rows]) -> Ragged:
        """From lists."""
        lengths = np.fromiter(map(len, lists), np.int64, len(lists))
        start = np.concatenate([[0], np.cumsum(lengths)])
        flat = np.concatenate(
            [np.asarray(one, np.int32) for one in lists] or [np.zeros(0, np.int32)]
        )
        return cls(flat.astype(np.int32), start)

    def __getitem__(self, place: int) -> Rows:
        return self.flat[self.start[place] : self.start[place + 1]]

    def __len__(self) -> int:
        return len(self.start) - 1

    def lengths(self) -> NDArray[np.int64]:
        """Length of each list."""
        return np.diff(self.start)

    def expand(self, table: Ragged, where: NDArray[np.bool_] | None = None) -> Ragged:
        """Every number replaced by its list in ``table`` (only where told; else kept)."""
        lengths = table.lengths()[self.flat]
        if where is not None:
            lengths = np.where(where, lengths, 1)
        ends = np.cumsum(lengths)
        first = table.start[self.flat]
        inside = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)
        flat = table.flat[
            np.minimum(np.repeat(first, lengths) + inside, max(len(table.flat) - 1, 0))
        ]
        if where is not None:
            flat = np.where(np.repeat(where, lengths), flat, np.repeat(self.flat, lengths))
        start = np.concatenate([[0], ends])[self.start]
        return Ragged(flat.astype(np.int32), start)


@dataclass(frozen=True, slots=True)
class Text:
    """The corpus in rows.

    sentences, titles, headings: by sentence, by document, by paragraph.
    paragraph: first sentence of each paragraph and the end; document likewise in paragraphs.
    """

    sentences: Ragged
    titles: Ragged
    headings: Ragged
    paragraph: NDArray[np.int64]
    document: NDArray[np.int64]
    pairs: tuple[tuple[Rows, Rows], ...] = ()  # made elsewhere: questions of the genre


@dataclass(frozen=True, slots=True)
class Noise:
    """How often a text is changed, as shares from 0 to 1."""

    bare_query: float = 0.3
    bare_passage: float = 0.1
    split: float = 0.15  # words of several syllables that fall apart
    drop: float = 0.25  # words that a question leaves out
    titled: float = 0.3  # questions that name the article
    kept: float = 0.6  # passages that keep the sentence asked about
    window: float = 0.5  # passages that are a few sentences around it, as long as a bullet


@dataclass(frozen=True, slots=True)
class Batch:
    """Queries and passages in rows; the n-th query belongs to the n-th passage."""

    queries: Ragged
    passages: Ragged


class PairMaker:
    """Draws pairs from a text; the same seed draws the same pairs."""

    def __init__(
        self, text: Text, bare: Ragged, syllables: Ragged, asking: Rows, noise: Noise, seed: int
    ) -> None:
        self.text = text
        self.bare = bare
        self.syllables = syllables
        self.asking = asking
        self.noise = noise
        self.random = np.random.default_rng(seed)

    def batches(self, size: int, group: int) -> Iterator[Batch]:
        """One pass over all paragraphs in batches of ``size``, ``group`` of an article together."""
        units = self._groups(group)
        order = self.random.permutation(len(units))
        queries: list[Rows] = []
        passages: list[Rows] = []
        for place in order:
            for number in units[place]:
                pair = self._pair(number)
                if len(pair[0]) and len(pair[1]):
                    queries.append(pair[0])
                    passages.append(pair[1][:LONGEST])
            if len(queries) >= size:
                yield self._noisy(queries, passages)
                queries, passages = [], []

    def _groups(self, group: int) -> list[NDArray[np.int64]]:
        """Paragraph numbers in groups; made pairs come as numbers below zero."""
        found: list[NDArray[np.int64]] = []
        bounds = self.text.document
        for begin, end in pairwise(bounds.tolist()):
            order = self.random.permutation(np.arange(begin, end))
            found += np.split(order, range(group, len(order), group))
        made = -1 - self.random.permutation(len(self.text.pairs))
        return found + (np.split(made, range(group, len(made), group)) if len(made) else [])

    def _pair(self, number: int) -> tuple[Rows, Rows]:
        if number < 0:
            return self.text.pairs[-1 - number]
        text = self.text
        first, end = text.paragraph[number], text.paragraph[number + 1]
        sentence = int(self.random.integers(first, end))
        whole = text.sentences.flat[text.sentences.start[first] : text.sentences.start[end]]
        asked = text.sentences[sentence]
        rest = np.concatenate(
            [
                text.sentences.flat[text.sentences.start[first] : text.sentences.start[sentence]],
                text.sentences.flat[text.sentences.start[sentence + 1] : text.sentences.start[end]],
            ]
        )
        title = text.titles[int(np.searchsorted(text.document, number, "right")) - 1]
        way = self.random.random()
        if way < 0.12:
            some = self._drop(asked, 0.8)
            return np.concatenate([title, text.headings[number], some]), whole
        if way < 0.27 and len(rest) > 8:
            return asked, rest
        if way < 0.35 and number + 1 < len(text.paragraph) - 1:
            following = text.sentences.flat[
                text.sentences.start[end] : text.sentences.start[text.paragraph[number + 2]]
            ]
            return whole[:LONGEST], following
        if self.random.random() < self.noise.window:
            before, after = self.random.integers(0, 3, 2)
            left = text.sentences.start[max(first, sentence - before)]
            whole = text.sentences.flat[left : text.sentences.start[min(end, sentence + 1 + after)]]
            return self._question(asked, title), whole
        keep = len(rest) < 8 or self.random.random() < self.noise.kept
        return self._question(asked, title), whole if keep else rest

    def _question(self, asked: Rows, title: Rows) -> Rows:
        """The sentence without a span of it and some words, with a question word."""
        span = int(self.random.integers(1, 4))
        gap = int(self.random.integers(0, max(len(asked) - span, 0) + 1))
        left, right = asked[:gap], asked[gap + span :]
        if len(left) + len(right) > 14:  # people ask about one clause
            width = int(self.random.integers(6, 14))
            left, right = left[-width:], right[: max(width - len(left), 3)]
        word = self.asking[self.random.integers(0, len(self.asking), 1)]
        parts = [self._drop(left, self.noise.drop), word, self._drop(right, self.noise.drop)]
        if self.random.random() < self.noise.titled:
            parts.insert(int(self.random.integers(0, 4)), title)
        return np.concatenate(parts)

    def _drop(self, rows: Rows, share: float) -> Rows:
        return rows[self.random.random(len(rows)) >= share]

    def _noisy(self, queries: list[Rows], passages: list[Rows]) -> Batch:
        return Batch(
            self._typed(Ragged.of(queries), self.noise.bare_query),
            self._typed(Ragged.of(passages), self.noise.bare_passage),
        )

    def _typed(self, texts: Ragged, bare: float) -> Ragged:
        apart = self.random.random(len(texts.flat)) < self.noise.split
        texts = texts.expand(self.syllables, apart)
        stripped = self.random.random(len(texts)) < bare
        return texts.expand(self.bare, np.repeat(stripped, texts.lengths()))
