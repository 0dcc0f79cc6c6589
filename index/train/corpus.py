"""The text the embedder learns from: encyclopedia articles and statutes, as paragraphs.

Paragraphs that share a run of words with a paragraph of the question sets are left out
before anything is counted, so that what is measured later was not read here.

What this module does not know: tokens, pairs, training.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.text import bare, fold_spaces, syllables

WIKIPEDIA = "viwiki2017_7878docs.jsonl.gz"
STATUTES = "uts_vlc_110laws.jsonl.gz"
QUESTION_SETS = ("mlqa-dev.vi-vi.json", "viquad2-vlsp2021-valsplit.json", "xquad.vi.json")
SHINGLE = 10  # syllables in a row that make two paragraphs the same text
SHORTEST = 60  # characters; shorter lines are list entries, captions, templates
LONGEST = 3000  # the rest of a longer line is dropped

_HEADING = re.compile(r"^(={2,})\s*(.+?)\s*\1$")
_SENTENCE_END = re.compile(r"(?<=[.!?…;])[\"”')\]]*\s+(?=[^\W_]|[-+(\"“])")
_ARTICLE = re.compile(r"^Điều\s+\d+[a-zđ]?\s*\.\s*(.*)$")
_LAW_NAME = re.compile(r"^\s*(BỘ LUẬT|LUẬT|PHÁP LỆNH|HIẾN PHÁP)\s*\n+\s*([^\n]{3,120})$", re.M)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph and what stands above it."""

    sentences: tuple[str, ...]
    title: str
    heading: str = ""

    @property
    def text(self) -> str:
        """The paragraph as one line."""
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents (runs of paragraphs of one article) and how many paragraphs were left out."""

    documents: tuple[tuple[Paragraph, ...], ...]
    dropped: int

    @property
    def paragraphs(self) -> int:
        """How many paragraphs there are in all."""
        return sum(map(len, self.documents))


def read_corpus(directory: Path) -> Corpus:
    """Everything of the data folder that may be trained on.

    Raises:
        OSError: a file of the data folder is missing.
    """
    held_out = shingles(question_paragraphs(directory))
    documents: list[tuple[Paragraph, ...]] = []
    dropped = 0
    for document in (
        *wikipedia(directory / WIKIPEDIA),
        *statutes(directory / STATUTES),
    ):
        kept = tuple(each for each in document if not overlaps(each.text, held_out))
        dropped += len(document) - len(kept)
        if kept:
            documents.append(kept)
    return Corpus(tuple(documents), dropped)


def question_paragraphs(directory: Path) -> list[str]:
    """The paragraphs of the question sets that are at hand."""
    found: list[str] = []
    for name in QUESTION_SETS:
        if not (directory / name).exists():
            continue
        record = json.loads((directory / name).read_text(encoding="utf-8"))
        found += [part["context"] for article in record["data"] for part in article["paragraphs"]]
    return found


def shingles(texts: Iterable[str]) -> frozenset[int]:
    """Hashes of every run of ``SHINGLE`` syllables, without diacritics."""
    return frozenset(key for text in texts for key in _runs(text))


def overlaps(text: str, held_out: frozenset[int]) -> bool:
    """Whether any run of the text is held out."""
    return bool(held_out) and not held_out.isdisjoint(_runs(text))


def split_sentences(text: str) -> tuple[str, ...]:
    """Sentences and clauses that a semicolon ends."""
    return tuple(part for part in _SENTENCE_END.split(text) if part)


def wikipedia(path: Path) -> Iterator[tuple[Paragraph, ...]]:
    """Articles of a gzipped ``{"title", "text"}`` file, with their section headings."""
    for record in _lines(path):
        title, heading = fold_spaces(record["title"]), ""
        found: list[Paragraph] = []
        for line in record["text"].splitlines():
            mark = _HEADING.match(line.strip())
            if mark:
                heading = fold_spaces(mark[2])
            elif len(line) >= SHORTEST and (text := fold_spaces(line[:LONGEST])):
                found.append(Paragraph(split_sentences(text), title, heading))
        yield tuple(found)


def statutes(path: Path) -> Iterator[tuple[Paragraph, ...]]:
    """Laws of a gzipped ``{"text"}`` file: an article is a paragraph, its name the heading."""
    for record in _lines(path):
        text = record["text"]
        name = _LAW_NAME.search(text)
        title = fold_spaces(f"{name[1]} {name[2]}").capitalize() if name else ""
        yield tuple(_law_articles(text.splitlines(), title))


def _law_articles(lines: Sequence[str], title: str) -> Iterator[Paragraph]:
    heading: str | None = None
    body: list[str] = []
    for line in (*lines, "Điều 0."):
        mark = _ARTICLE.match(line.strip())
        if mark:
            if heading is not None and body:
                text = fold_spaces(" ".join(body))[:LONGEST]
                yield Paragraph(split_sentences(text), title, heading)
            heading, body = fold_spaces(mark[1]), []
        elif line.strip():
            body.append(line)


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


@lru_cache(maxsize=500_000)
def _bare(unit: str) -> str:
    return bare(unit)


def _runs(text: str) -> set[int]:
    units = list(map(_bare, syllables(text)))
    return {hash(tuple(units[n : n + SHINGLE])) for n in range(len(units) - SHINGLE + 1)}
