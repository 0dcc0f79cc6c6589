"""The product measured: reports indexed once, every case asked, every answer judged.

What this module does not know: the command line, how a run is summed up (``summary.py``).
"""

from __future__ import annotations

import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from eval.case import Case
from eval.score import SourceText, Verdict, judge
from ingest.report import Answer, Turn

if TYPE_CHECKING:
    from index.library import Library

FORMS = {".pdf", ".docx", ".txt", ".md"}
ERROR = "error"


class Asks(Protocol):
    """What is measured: ``answer.ask.Asker``, or another system in its place."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer to a question in its conversation."""


def report_files(paths: Sequence[Path]) -> list[Path]:
    """The reports meant: files as given, and in folders every readable form but README files."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(it for it in path.iterdir() if it.suffix.lower() in FORMS)
            files += [it for it in inside if it.stem.lower() != "readme"]
        else:
            files.append(path)
    return files


def answer_all(
    asker: Asks,
    cases: Sequence[Case],
    as_json: Callable[[Answer, str], dict[str, object]],
    on_case: Callable[[int, int], None] | None = None,
) -> list[dict[str, object]]:
    """One output of the machine contract per case; ``seconds`` is the wall time of the call.

    A question on which the product breaks down is a wrong answer of kind ``error`` with the
    error as ``derivation``: the other questions are still measured, and ``main`` counts it.
    """
    outputs = []
    for number, case in enumerate(cases, 1):
        history = [Turn(question, answer) for question, answer in case.history]
        start = time.perf_counter()
        try:
            output = as_json(asker.ask(case.question, history), case.id)
        except Exception as error:  # whatever it is, it is the product's fault, and is shown
            output = _broken(case, error)
        seconds = time.perf_counter() - start
        outputs.append({**output, "seconds": round(seconds, 5)})
        if on_case:
            on_case(number, len(cases))
    return outputs


def _broken(case: Case, error: Exception) -> dict[str, object]:
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}: {error} ({Path(last.filename).name}, {last.lineno})"
    return {
        "id": case.id, "question": case.question, "text": "", "kind": ERROR, "refused": False,
        "figures": [], "derivation": where, "citations": [],
    }  # fmt: skip


def breakdowns(outputs: Sequence[Mapping[str, object]]) -> list[str]:
    """The errors that questions caused, each with how often; no question is named."""
    found = Counter(str(it["derivation"]) for it in outputs if it["kind"] == ERROR)
    return [f"LỖI CHƯƠNG TRÌNH ở {times} câu: {error}" for error, times in found.items()]


def judge_all(
    cases: Sequence[Case],
    outputs: Sequence[Mapping[str, Any]],
    source_text: SourceText | None = None,
) -> list[Verdict]:
    """Verdicts in the order of the cases; raises ``KeyError`` where an output is missing."""
    by_id = {str(output["id"]): output for output in outputs}
    return [judge(case, by_id[case.id], source_text) for case in cases]


def failures(cases: Sequence[Case], verdicts: Sequence[Verdict]) -> list[str]:
    """A line per failed case that developers may look at; none for scored-only cases."""
    lines = []
    for case, verdict in zip(cases, verdicts, strict=True):
        if case.unseen or (verdict.right and verdict.place is not False):
            continue
        why = []
        if verdict.refused == case.answerable:
            why.append("từ chối nhầm" if verdict.refused else "không từ chối")
        elif verdict.missing:
            why.append("thiếu " + "; ".join(verdict.missing))
        if verdict.forbidden:
            why.append("nêu nhầm " + "; ".join(verdict.forbidden))
        if verdict.place is False:
            why.append("sai chỗ")
        lines.append(f"{case.id}: {case.question} -> {', '.join(why)}")
    return lines


def source_texts(library: Library) -> SourceText:
    """A lookup of the kept text of each report by file name."""
    texts = {
        reading.report.file: "\n".join(passage.text for passage in reading.passages)
        for reading in library.readings()
    }
    return texts.get


def progress(number: int, of: int) -> None:
    """Tells on stderr, now and then, how many of the cases are asked."""
    if number % 25 == 0 or number == of:
        print(f"\r{number}/{of}", end="\n" if number == of else "", file=sys.stderr, flush=True)


class NothingRead(Exception):
    """Every report was refused, so there is nothing to measure; the message says why for each."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run of the product gave: outputs, verdicts, a line per file, seconds of indexing."""

    outputs: list[dict[str, object]]
    verdicts: list[Verdict]
    files: tuple[str, ...]
    add_seconds: float


def measure(cases: Sequence[Case], files: Sequence[Path], index: Path) -> Measured:
    """Index the files, ask all cases, judge; raises ``NothingRead``."""
    from answer.answer_json import as_json
    from answer.ask import Asker
    from index.build import add_paths
    from index.library import Library

    start = time.perf_counter()
    added = add_paths(files, index)
    seconds = time.perf_counter() - start
    if all(it.status == "refused" for it in added):
        raise NothingRead("\n".join(f"{it.file}: {it.message}" for it in added))
    notes = tuple(
        f"{it.file}: từ chối – {it.message}"
        if it.status == "refused"
        else f"{it.file}: {it.passages} đoạn, {it.footnotes} chú thích, {it.figures} số liệu"
        for it in added
    )
    library = Library.open(index)
    try:
        outputs = answer_all(Asker(library), cases, as_json, progress)
        verdicts = judge_all(cases, outputs, source_texts(library))
    finally:
        library.close()
    return Measured(outputs, verdicts, (*notes, *breakdowns(outputs)), seconds)
