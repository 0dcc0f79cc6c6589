"""How well is the proving passage of a report question found: by us and by plain systems.

The passage that proves a case stands at one of its sources (report, page, footnote) and
states most of its required elements; where the answer is computed, most of the printed
figures of its working. Questions in a conversation are asked as the product asks them,
with what they leave out filled in. All reports are searched at once. A baseline's chunk
proves a case if it was cut from a page of a source and states most of the elements: it
is longer than a passage, which makes it easier.

What this module does not know: whether the right figure is then read out of the passage.
"""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from eval.case import Case, Source, case_files, read_cases
from eval.measure import report_files
from eval.retrieval_sets import Measured, measured_places
from eval.score import same_report, states
from index.library import Library
from ingest.report import Passage, PassageKind, Turn

if TYPE_CHECKING:
    from eval.baselines import Chunk
    from index.embed import Embedder

DEPTH = 60  # as deep as the answer engine looks
_OPERAND = re.compile(r"\d[\d.,]*(?:\s(?:tỷ|triệu)\s\d+\s(?:triệu|nghìn)\S*)?")

Find = Callable[[str], Sequence[int]]
"""From a question to the numbers of what was found, best first."""


def elements(case: Case) -> list[tuple[str, ...]]:
    """What a proof has to state: the answer, and the figures that a computed one stands on."""
    working = case.working.partition("=")[0]
    return [*case.answers, *((figure.rstrip(".,"),) for figure in _OPERAND.findall(working))]


def proofs(cases: Sequence[Case], library: Library) -> list[set[str]]:
    """Ids of the passages that prove each case; none if no passage at its sources does."""
    files = {report.id: report.file for report in library.reports()}
    passages = library.passages()
    found = []
    for case in cases:
        standing = [
            [p for p in passages if _stands_at(p, source, files[p.report_id])]
            for source in case.sources
        ]
        best = [_proving(case, [p.text for p in some]) for some in standing]
        found.append({some[n].id for some, ns in zip(standing, best, strict=True) for n in ns})
    return found


def _proving(case: Case, texts: Sequence[str]) -> list[int]:
    """The numbers of the texts that state most of the elements, none if no text states any."""
    needed = elements(case)
    counts = [sum(any(states(text, form) for form in one) for one in needed) for text in texts]
    most = max(counts, default=0)
    return [number for number, count in enumerate(counts) if count == most > 0]


def _stands_at(passage: Passage, source: Source, file: str) -> bool:
    if not same_report(source.reports, file) or passage.kind is PassageKind.HEADING:
        return False
    note = passage.note if passage.kind is PassageKind.FOOTNOTE else None
    if note != source.footnote:
        return False
    pages = {page for _, page in passage.page_starts}
    if source.page is not None and pages:
        return source.page in pages
    return source.section is None or passage.path().startswith(source.section)


def asked_texts(cases: Sequence[Case], library: Library) -> list[str]:
    """The questions as the product searches for them: slips mended, follow-ups made whole."""
    from answer.ask import Asker
    from answer.followup import resolve
    from answer.frame import read_frame

    memory = Asker(library).memory()
    found = []
    for case in cases:
        turns = [Turn(question, answer) for question, answer in case.history]
        whole = resolve(case.question, turns, memory.names)
        found.append(read_frame(memory.speller.mend(whole, memory.short)).text)
    return found


@contextmanager
def indexed(paths: Sequence[Path], scratch: Path) -> Iterator[Library]:
    """A library of the reports, made in a scratch folder."""
    from index.build import add_paths

    add_paths(report_files(paths), scratch / "index")
    library = Library.open(scratch / "index")
    try:
        yield library
    finally:
        library.close()


def report_rows(
    files: Sequence[Path], reports: Sequence[Path], embedder: Embedder, baselines: bool
) -> Iterator[tuple[str, str, str, Measured]]:
    """The lines of each case file: its name, how typed, system, measures. Totals only."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch,
        indexed(reports, Path(scratch)) as library,
    ):
        found = _finders(library, embedder)
        chunks = _chunk_finders(reports, embedder) if baselines else ([], {})
        for path in case_files(files):
            every = [case for case in read_cases([path]) if case.answerable]
            right = proofs(every, library)
            cases = [case for case, ids in zip(every, right, strict=True) if ids]
            name = f"{path.stem} {len(cases)}"
            golds = [ids for ids in right if ids]
            asked = asked_texts(cases, library)
            rows = {passage.id: row for row, passage in enumerate(library.passages())}
            wanted = [{rows[it] for it in ids} for ids in golds]
            for system, find in found.items():
                yield name, "as asked", system, _measured(find, asked, wanted)
            wanted = [_proving_chunks(case, chunks[0]) for case in cases]
            said = [
                f"{case.history[-1][0] if case.history else ''} {case.question}" for case in cases
            ]
            for system, find in chunks[1].items():
                yield name, "as asked", system, _measured(find, said, wanted)


def _measured(find: Find, asked: Sequence[str], wanted: Sequence[set[int]]) -> Measured:
    places: list[float] = []
    for question, right in zip(asked, wanted, strict=True):
        ranked = enumerate(find(question), 1)
        places.append(next((place for place, number in ranked if number in right), math.inf))
    return measured_places(places)


def _finders(library: Library, embedder: Embedder) -> dict[str, Find]:
    """Ways to rank the passages of a library: a naive one, and the product step by step."""
    from eval.collection import Collection
    from index.fusion import best_rows
    from index.keywords import KeywordIndex
    from index.search import Searcher
    from index.tokens import document_tokens

    collection = Collection.of_library(library, embedder)
    passages = library.passages()
    alone = KeywordIndex.build([passage.text for passage in passages])
    searcher = Searcher(library)
    rows = {passage.id: row for row, passage in enumerate(passages)}

    def naive(question: str) -> list[int]:
        return best_rows(alone.scores(dict.fromkeys(document_tokens(question), 1.0)), DEPTH)

    def product(question: str) -> list[int]:
        return [rows[hit.passage.id] for hit in searcher.search(question, limit=DEPTH)]

    return {
        "BM25, passages alone": naive,
        "keywords": lambda question: best_rows(collection.first(question).words, DEPTH),
        "vectors": lambda question: best_rows(collection.first(question).dense, DEPTH),
        "fused": lambda question: best_rows(collection.first(question).fused, DEPTH),
        "product": product,
    }


def _chunk_finders(
    reports: Sequence[Path], embedder: Embedder
) -> tuple[list[Chunk], Mapping[str, Find]]:
    from eval.baselines import chunk_finders

    return chunk_finders(report_files(reports), embedder, DEPTH)


def _proving_chunks(case: Case, chunks: Sequence[Chunk]) -> set[int]:
    found: set[int] = set()
    for source in case.sources:
        stems = {PurePath(name).stem for name in source.reports}
        at = [
            number
            for number, chunk in enumerate(chunks)
            if PurePath(chunk.report).stem in stems and source.page in (None, chunk.page)
        ]
        found |= {at[number] for number in _proving(case, [chunks[it].text for it in at])}
    return found
