"""What an evening with ready-made parts gives: three plain systems on the same cases.

Chunks are llama-index's ``SentenceSplitter`` with its defaults over the text as pypdf (or
python-docx) gives it, page by page. They are ranked by (1) BM25, (2) Chroma with this
project's embedder, (3) llama-index's own ``VectorStoreIndex`` with the same embedder.
Each "answers" with the sentence of its best chunk that shares most words with the
question, and never refuses. None of them knows footnotes, so ``page`` is their fair mark.

This file imports the third parties directly, against the rule of the rooms: it is a
measure of them, and must not stand on the code that it is compared with.

``python -m eval.baselines --cases FILE… --reports DIR [--ours OUT.jsonl]``
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.case import Case, case_files, digest, read_cases
from eval.measure import judge_all, report_files
from eval.run import commit
from eval.score import Share, Signature, states
from eval.summary import Summary, System, measured, table

if TYPE_CHECKING:
    from index.embed import Embedder

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.;?!])\s+|\n\s*\n")
CHROMA_BATCH = 5000  # its limit is 5,461 a call


@dataclass(frozen=True, slots=True)
class Chunk:
    """One chunk with the file and page that it was cut from; page None where there are none."""

    text: str
    report: str
    page: int | None


Rank = Callable[[str], list[int]]
"""From a question to the numbers of the best chunks, best first."""


def _pages(path: Path) -> Iterator[tuple[int | None, str]]:
    """The plain text of a file, page by page where the form has pages."""
    if path.suffix.lower() == ".pdf":
        from pypdf import PdfReader

        for number, page in enumerate(PdfReader(path).pages, 1):
            yield number, page.extract_text()
    elif path.suffix.lower() == ".docx":
        from docx import Document

        yield None, "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    else:
        yield None, path.read_text(encoding="utf-8")


def _documents(files: Sequence[Path]) -> list[Any]:
    """llama-index documents as its own readers make them: one a page."""
    from llama_index.core import Document

    return [
        Document(text=text, metadata={"file_name": path.name, "page_label": str(page or "")})
        for path in files
        for page, text in _pages(path)
        if text.strip()
    ]


def _chunk(node: Any) -> Chunk:
    page = node.metadata["page_label"]
    return Chunk(node.get_content(), node.metadata["file_name"], int(page) if page else None)


def words(text: str) -> list[str]:
    """Lower-case words; nothing Vietnamese is known about them."""
    return _WORD.findall(text.lower())


def best_sentence(question: str, text: str) -> str:
    """The sentence that shares most different words with the question, the shorter on a tie."""
    asked = set(words(question))
    sentences = [" ".join(part.split()) for part in _SENTENCE_END.split(text) if part.strip()]
    return max(sentences, key=lambda it: (len(asked & set(words(it))), -len(it)), default="")


def _by_bm25(chunks: Sequence[Chunk], count: int = 1) -> Rank:
    import bm25s

    index = bm25s.BM25()
    index.index([words(chunk.text) for chunk in chunks], show_progress=False)

    def rank(question: str) -> list[int]:
        most = min(count, len(chunks))
        found, _ = index.retrieve([words(question)], k=most, show_progress=False)
        return [int(number) for number in found[0]]

    return rank


def _by_chroma(chunks: Sequence[Chunk], embedder: Embedder, directory: Path) -> Rank:
    import chromadb

    client = chromadb.PersistentClient(str(directory))
    # "cosine" as every guide sets it; the vectors have length 1, so the order is the same.
    shelf = client.create_collection("chunks", metadata={"hnsw:space": "cosine"})
    vectors = embedder.encode_passages([chunk.text for chunk in chunks])
    for start in range(0, len(chunks), CHROMA_BATCH):
        part = range(start, min(start + CHROMA_BATCH, len(chunks)))
        shelf.add(ids=[str(it) for it in part], embeddings=vectors[start : start + CHROMA_BATCH])

    def rank(question: str) -> list[int]:
        found = shelf.query(query_embeddings=embedder.encode_queries([question]), n_results=1)
        return [int(number) for number in found["ids"][0]]

    return rank


def _by_llama_index(nodes: Sequence[Any], embedder: Embedder, count: int = 2) -> Rank:
    from llama_index.core import VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding

    class Ours(BaseEmbedding):  # type: ignore[misc]  # llama-index is not typed
        """This project's embedder as llama-index wants one."""

        def _get_query_embedding(self, query: str) -> list[float]:
            return [float(it) for it in embedder.encode_queries([query])[0]]

        def _get_text_embedding(self, text: str) -> list[float]:
            return [float(it) for it in embedder.encode_passages([text])[0]]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    index = VectorStoreIndex(list(nodes), embed_model=Ours())
    retriever = index.as_retriever(similarity_top_k=count)
    numbers = {node.node_id: number for number, node in enumerate(nodes)}
    return lambda question: [numbers[it.node.node_id] for it in retriever.retrieve(question)]


def _output(case: Case, chunk: Chunk, seconds: float) -> dict[str, object]:
    quote = best_sentence(case.question, chunk.text)
    citation = {
        "report": chunk.report, "title": "", "section": "", "page": chunk.page,
        "footnote": None, "table": None, "quote": quote,
    }  # fmt: skip
    return {
        "id": case.id, "question": case.question, "text": quote, "kind": "found",
        "refused": False, "figures": [], "derivation": None, "citations": [citation],
        "seconds": seconds,
    }  # fmt: skip


def _measure(name: str, rank: Rank, chunks: Sequence[Chunk], cases: Sequence[Case]) -> System:
    outputs, full = [], 0
    for case in cases:
        earlier = case.history[-1][0] + " " if case.history else ""
        start = time.perf_counter()
        chunk = chunks[rank(earlier + case.question)[0]]
        outputs.append(_output(case, chunk, time.perf_counter() - start))
        full += case.answerable and all(
            any(states(chunk.text, form) for form in forms) for forms in case.answers
        )
    asked = sum(case.answerable for case in cases)
    return measured(name, judge_all(cases, outputs), Share(full, asked))


def _embedder(chunks: Sequence[Chunk], directory: Path) -> Embedder:
    from index.embed import FITTED, EmbedderChoice, has_shipped, open_embedder

    if not has_shipped():
        from index.fallback import fit

        fit([chunk.text for chunk in chunks], directory / FITTED)
    return open_embedder(EmbedderChoice(), directory, offline=True)


def measure_baselines(
    cases: Sequence[Case], files: Sequence[Path], directory: Path
) -> list[System]:
    """The three systems on these cases; ``directory`` is scratch space that must not exist yet."""
    from llama_index.core.node_parser import SentenceSplitter

    directory.mkdir(parents=True)
    nodes = SentenceSplitter().get_nodes_from_documents(_documents(files))
    chunks = [_chunk(node) for node in nodes]
    embedder = _embedder(chunks, directory)
    ranks = {
        "BM25 trên đoạn cắt mặc định": _by_bm25(chunks),
        "Chroma trên đoạn cắt mặc định": _by_chroma(chunks, embedder, directory / "chroma"),
        "llama-index mặc định": _by_llama_index(nodes, embedder),
    }
    return [_measure(name, rank, chunks, cases) for name, rank in ranks.items()]


def chunk_finders(
    files: Sequence[Path], embedder: Embedder, count: int
) -> tuple[list[Chunk], dict[str, Rank]]:
    """Default chunks, and the two ways to find ``count`` of them (``retrieval_reports.py``)."""
    from llama_index.core.node_parser import SentenceSplitter

    nodes = SentenceSplitter().get_nodes_from_documents(_documents(files))
    chunks = [_chunk(node) for node in nodes]
    return chunks, {
        "BM25, default chunks": _by_bm25(chunks, count),
        "llama-index default": _by_llama_index(nodes, embedder, count),
    }


def main(told: Sequence[str] | None = None) -> int:
    """The command: the baselines alone, or beside the outputs of an earlier run."""
    parser = argparse.ArgumentParser(prog="python -m eval.baselines")
    parser.add_argument("--cases", nargs="+", type=Path, required=True)
    parser.add_argument("--reports", nargs="+", type=Path, required=True)
    parser.add_argument("--ours", type=Path, help="the OUT.jsonl of python -m eval.run")
    asked = parser.parse_args(told)
    paths, files = case_files(asked.cases), report_files(asked.reports)
    cases = read_cases(paths)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        systems = measure_baselines(cases, files, Path(scratch) / "baselines")
    if asked.ours:
        lines = asked.ours.read_text(encoding="utf-8").splitlines()
        outputs = [json.loads(line) for line in lines if line.strip()]
        systems.insert(0, measured("Minh Chứng", judge_all(cases, outputs)))
    signature = Signature(commit(Path(__file__).parent), "baselines", digest(paths), digest(files))
    print(table(Summary(signature, date.today().isoformat(), tuple(systems))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
