"""Measure the product: index the reports once, ask every case, judge, print the table.

``python -m eval.run --cases FILE… --reports DIR --out OUT.jsonl``. Works for any reports
and any cases. Of case files that end in ``_score`` only totals are shown, so that nobody
tunes on them; of the others the failures are listed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from eval.case import Case, case_files, digest, read_cases
from eval.score import Signature, SourceText, Verdict, judge
from eval.summary import Summary, System, measured, table, to_json
from eval.with_model import NoModel, ask_with_model, difference
from ingest.report import Answer, Turn

if TYPE_CHECKING:
    from answer.model.settings import ModelSettings
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


def commit(root: Path) -> str:
    """The short commit of the code, with ``+`` where the tree differs, ``unknown`` without git."""

    def git(*words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=root, capture_output=True, text=True, check=True, timeout=20
        )
        return done.stdout.strip()

    try:
        changed = git("status", "--porcelain", "--untracked-files=no")
        return git("rev-parse", "--short", "HEAD") + ("+" if changed else "")
    except (OSError, subprocess.SubprocessError):
        return "unknown"


def source_texts(library: Library) -> SourceText:
    """A lookup of the kept text of each report by file name."""
    texts = {
        reading.report.file: "\n".join(passage.text for passage in reading.passages)
        for reading in library.readings()
    }
    return texts.get


def _progress(number: int, of: int) -> None:
    if number % 25 == 0 or number == of:
        print(f"\r{number}/{of}", end="\n" if number == of else "", file=sys.stderr, flush=True)


def _write_lines(path: Path, outputs: Sequence[Mapping[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(output, ensure_ascii=False) + "\n" for output in outputs)
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.run", description=__doc__)
    parser.add_argument("--cases", nargs="+", type=Path, required=True, help="files or folders")
    parser.add_argument("--reports", nargs="+", type=Path, required=True, help="files or folders")
    parser.add_argument("--out", type=Path, required=True, help="one JSON line a case")
    parser.add_argument("--split", default="", help="only case files whose name ends in _SPLIT")
    parser.add_argument("--index", type=Path, help="keep the index here (default: thrown away)")
    parser.add_argument("--baselines", action="store_true", help="measure the baselines too")
    parser.add_argument("--model", default="", metavar="URL",
                        help="measure again with the language model at this URL")  # fmt: skip
    parser.add_argument("--model-name", default="", help="its name there (default: the first)")
    parser.add_argument("--model-seconds", default="", help="its time for a question")
    parser.add_argument("--name", default="Minh Chứng", help="the name of this run in the table")
    return parser.parse_args(words)


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
        outputs = answer_all(Asker(library), cases, as_json, _progress)
        verdicts = judge_all(cases, outputs, source_texts(library))
    finally:
        library.close()
    return Measured(outputs, verdicts, (*notes, *breakdowns(outputs)), seconds)


def _settings() -> str:
    """What else a score depends on: the embedder of a default index and the Python."""
    from index.embed import has_shipped

    embedder = "shipped" if has_shipped() else "fitted"
    return f"embedder={embedder},python={sys.version_info.major}.{sys.version_info.minor}"


def main(words: Sequence[str] | None = None, environment: Mapping[str, str] = os.environ) -> int:
    """The command; 0 when it ran, whatever the score, 1 and 2 when there was nothing to run."""
    import psutil

    from answer.model.settings import BadModelSettings, model_settings

    told = _arguments(words)
    try:
        model = model_settings(told.model, told.model_name, environment, told.model_seconds)
    except BadModelSettings as error:
        print(error, file=sys.stderr)
        return 2
    paths = case_files(told.cases, told.split)
    cases, files = read_cases(paths), report_files(told.reports)
    if not cases or not files:
        print("Không có câu hỏi hoặc báo cáo nào: kiểm tra --cases và --reports.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        index = told.index or Path(scratch) / "index"
        try:
            run = measure(cases, files, index)
        except NothingRead as error:
            print(f"Không đọc được báo cáo nào:\n{error}", file=sys.stderr)
            return 1
        memory = psutil.Process().memory_info().rss / 2**20
        others: list[System] = []
        if told.baselines:
            from eval.baselines import measure_baselines

            others = measure_baselines(cases, files, Path(scratch) / "baselines")
        changes = ""
        if model is not None:
            try:
                helped, changes = _helped(told, model, cases, index, run)
            except NoModel as error:
                print(error, file=sys.stderr)
                return 1
            others.insert(0, helped)
    _write_lines(told.out, run.outputs)
    signature = Signature(commit(Path(__file__).parent), _settings(), digest(paths), digest(files))
    summary = Summary(
        signature,
        date.today().isoformat(),
        (measured(told.name, run.verdicts), *others),
        run.files,
        run.add_seconds,
        memory,
    )
    told.out.with_suffix(".summary.json").write_text(
        json.dumps(to_json(summary), ensure_ascii=False, indent=1), encoding="utf-8", newline="\n"
    )
    for line in failures(cases, run.verdicts):
        print(line)
    print("\n" + table(summary))
    if changes:
        print("\nCùng bộ câu hỏi, không và có mô hình ngôn ngữ:\n" + changes)
    return 0


def _helped(
    told: argparse.Namespace,
    model: ModelSettings,
    cases: Sequence[Case],
    index: Path,
    run: Measured,
) -> tuple[System, str]:
    """The cases once more with the model: its line in the summary, its differences per type."""
    from answer.answer_json import as_json
    from index.library import Library

    helped = ask_with_model(
        index, model, lambda asker: answer_all(asker, cases, as_json, _progress)
    )
    with Library.open(index) as library:
        verdicts = judge_all(cases, helped.outputs, source_texts(library))
    _write_lines(told.out.with_suffix(".model.jsonl"), helped.outputs)
    system = measured(f"{told.name} + {helped.name}", verdicts)
    return system, difference(cases, run.verdicts, verdicts, helped.outputs)


if __name__ == "__main__":
    raise SystemExit(main())
