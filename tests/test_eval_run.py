"""The run around the scoring: asking with history, what is shown and what is not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.baselines import best_sentence, measure_baselines
from eval.case import Case, parse_case, read_cases
from eval.measure import answer_all, breakdowns, failures, judge_all, report_files
from eval.run import commit, main
from ingest.report import Answer, AnswerKind, Turn

ROOT = Path(__file__).parents[1]


def a_case(number: int, **changes: Any) -> Case:
    unseen = changes.pop("unseen", False)
    source = {"report": "binh-lac.txt", "page": None, "footnote": None, "section": None}
    data = {"id": f"c{number}", "q": f"Câu {number}?", "type": "indicator", "answers": [["41 căn"]]}
    rest = {"forbidden": [], "source": [source], "answerable": True, "origin": "test"}
    return parse_case(data | rest | changes, unseen=unseen)


class Parrot:
    """Answers every question with one sentence and remembers what it was asked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        self.asked.append((question, tuple(history)))
        return Answer(question, self.text, AnswerKind.FOUND)


def as_json(answer: Answer, id: str) -> dict[str, object]:
    said = {"id": id, "question": answer.question, "text": answer.text, "kind": answer.kind.value}
    return said | {"refused": answer.refused, "citations": [], "derivation": None, "seconds": -1.0}


def test_every_case_is_asked_with_its_history_and_timed_here() -> None:
    parrot = Parrot("Có 41 căn.")
    cases = [a_case(1), a_case(2, history=[{"q": "Trước?", "a": "40 căn."}])]
    outputs = answer_all(parrot, cases, as_json)
    assert parrot.asked == [("Câu 1?", ()), ("Câu 2?", (Turn("Trước?", "40 căn."),))]
    assert [output["id"] for output in outputs] == ["c1", "c2"]
    assert all(isinstance(it["seconds"], float) and it["seconds"] >= 0 for it in outputs)


class Breaks(Parrot):
    """Breaks down on every second question."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        answer = super().ask(question, history)
        if len(self.asked) % 2:
            raise IndexError("out of range")
        return answer


def test_a_question_that_breaks_the_product_is_wrong_and_counted_without_its_words() -> None:
    empty = {"type": "unanswerable", "answers": [], "source": [], "answerable": False}
    cases = [a_case(1), a_case(2), a_case(3, **empty)]
    outputs = answer_all(Breaks("Có 41 căn."), cases, as_json)
    assert [it.right for it in judge_all(cases, outputs)] == [False, True, False]
    (line,) = breakdowns(outputs)
    assert line.startswith("LỖI CHƯƠNG TRÌNH ở 2 câu: IndexError: out of range (test_eval_run.py")
    assert "Câu 1" not in line


def test_failures_name_what_is_wrong_but_never_a_scored_only_case() -> None:
    cases = [a_case(1), a_case(2, unseen=True), a_case(3, answers=[["42 căn"]], forbidden=["41"])]
    verdicts = judge_all(cases, answer_all(Parrot("Có 41 căn."), cases, as_json))
    lines = failures(cases, verdicts)
    assert lines == [
        "c1: Câu 1? -> sai chỗ",
        "c3: Câu 3? -> thiếu 42 căn, nêu nhầm 41, sai chỗ",
    ]


def test_a_missing_output_is_an_error_not_a_wrong_answer() -> None:
    with pytest.raises(KeyError):
        judge_all([a_case(1)], [])


def test_reports_are_found_in_a_folder_and_read_me_is_none(tmp_path: Path) -> None:
    for name in ("README.md", "b.pdf", "a.docx", "c.xlsx"):
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in report_files([tmp_path])] == ["a.docx", "b.pdf"]
    assert report_files([tmp_path / "c.xlsx"]) == [tmp_path / "c.xlsx"]


def test_the_commit_of_no_repository_is_unknown(tmp_path: Path) -> None:
    assert commit(tmp_path) == "unknown"


def test_best_sentence_shares_most_words() -> None:
    text = "Năm qua trồng 30 ha lúa. Xây mới 41 căn nhà cho hộ nghèo; sửa 7 căn."
    assert best_sentence("Xây mấy căn nhà?", text) == "Xây mới 41 căn nhà cho hộ nghèo;"
    assert best_sentence("Xây?", "") == ""


def a_report(folder: Path) -> Path:
    path = folder / "binh-lac.txt"
    lines = ["Năm 2025 huyện Bình Lạc trồng 30 ha lúa.", "Huyện xây mới 41 căn nhà tình nghĩa."]
    path.write_text("\n\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_baselines_answer_from_their_best_chunk(tmp_path: Path) -> None:
    cases = [
        a_case(1, q="Huyện xây mới mấy căn nhà tình nghĩa?"),
        a_case(2, type="unanswerable", answers=[], source=[], answerable=False),
    ]
    systems = measure_baselines(cases, [a_report(tmp_path)], tmp_path / "scratch")
    assert len(systems) == 3
    for system in systems:
        assert system.totals.answers.rate == 1.0
        assert system.totals.refusal_recall.rate == 0.0
        assert system.top_chunk is not None
        assert system.top_chunk.rate == 1.0


def test_the_command_measures_the_samples(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("answer.ask")
    pytest.importorskip("index.build")
    cases = ROOT / "eval" / "cases" / "samples.jsonl"
    reports = report_files([ROOT / "samples"])
    if not cases.is_file() or not reports:
        pytest.skip("the samples are not made yet")
    out = tmp_path / "out.jsonl"
    assert main(["--cases", str(cases), "--reports", str(ROOT / "samples"), "--out", str(out)]) == 0
    outputs = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [it["id"] for it in outputs] == [case.id for case in read_cases([cases])]
    keys = {"id", "question", "text", "kind", "refused", "figures", "derivation", "citations"}
    assert all(set(it) == keys | {"seconds"} for it in outputs)
    summary = json.loads((tmp_path / "out.summary.json").read_text(encoding="utf-8"))
    assert summary["systems"][0]["totals"]["cases"] == len(outputs)
    assert "TẤT CẢ" in capsys.readouterr().out


def test_without_cases_the_command_says_what_to_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ["--cases", str(tmp_path), "--reports", str(tmp_path), "--out", str(tmp_path / "o")]
    assert main(told) == 2
    assert "--cases" in capsys.readouterr().err


def test_a_run_in_which_every_report_is_refused_gives_no_score(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("answer.ask")
    pytest.importorskip("index.build")
    (tmp_path / "a.pdf").write_bytes(b"no report")
    out = tmp_path / "out.jsonl"
    cases = ROOT / "eval" / "cases" / "samples.jsonl"
    assert main(["--cases", str(cases), "--reports", str(tmp_path), "--out", str(out)]) == 1
    assert "a.pdf" in capsys.readouterr().err
    assert not out.exists()
