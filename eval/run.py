"""The command that measures the product on reports and cases, and prints the table.

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
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from eval.case import Case, case_files, digest, read_cases
from eval.measure import (
    Measured,
    NothingRead,
    answer_all,
    failures,
    judge_all,
    measure,
    progress,
    report_files,
    source_texts,
)
from eval.score import Signature
from eval.summary import Summary, System, measured, table, to_json
from eval.with_model import NoModel, ask_with_model, difference

if TYPE_CHECKING:
    from answer.model.settings import ModelSettings


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

    helped = ask_with_model(index, model, lambda asker: answer_all(asker, cases, as_json, progress))
    with Library.open(index) as library:
        verdicts = judge_all(cases, helped.outputs, source_texts(library))
    _write_lines(told.out.with_suffix(".model.jsonl"), helped.outputs)
    system = measured(f"{told.name} + {helped.name}", verdicts)
    return system, difference(cases, run.verdicts, verdicts, helped.outputs)


if __name__ == "__main__":
    raise SystemExit(main())
