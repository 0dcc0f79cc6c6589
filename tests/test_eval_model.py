"""The same cases without and with a model, and the model at the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_reports import NEW, asking, write_reports
from model_server import MODEL, ScriptedServer, claims, fails, says, serving

import app
from eval.run import main

QUESTION = "Nêu kết quả giáo dục năm 2025"
TOLD = "Toàn tỉnh có 196/240 trường học đạt chuẩn quốc gia."


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with serving() as server:
        server.script = says(claims((TOLD, [2])))
        yield server


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with asking(tmp_path_factory):
        return tmp_path_factory.getbasetemp() / "dong-hoai" / "kho"


def a_case(number: int, question: str, answers: list[list[str]], **more: object) -> str:
    case = {
        "id": f"m-{number}", "q": question, "type": "indicator", "answers": answers,
        "forbidden": [], "answerable": bool(answers), "origin": "test",
        "source": [{"report": NEW, "page": 1, "footnote": None, "section": ""}] if answers else [],
    }  # fmt: skip
    return json.dumps({**case, **more}, ensure_ascii=False)


def test_the_difference_is_told_per_type(
    tmp_path: Path, index: Path, server: ScriptedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = tmp_path / "vai_look.jsonl"
    cases.write_text(
        a_case(1, QUESTION, [["196/240"]], type="list") + "\n"
        + a_case(2, "Thu ngân sách năm 2025 là bao nhiêu?", [["4.650 tỷ đồng"]]) + "\n"
        + a_case(3, "Tỉnh có bao nhiêu trạm sạc xe điện?", [], type="unanswerable"),
        encoding="utf-8",
    )  # fmt: skip
    reports = write_reports(tmp_path / "bao-cao")
    out = tmp_path / "out.jsonl"
    told = ["--cases", str(cases), "--reports", *map(str, reports), "--out", str(out)]
    told += ["--index", str(index), "--model", server.url, "--model-name", MODEL]
    assert main(told, {}) == 0
    lines = capsys.readouterr().out.split("có mô hình ngôn ngữ:\n")[1].splitlines()
    rows = {line.split("  ")[0]: line.split() for line in lines}
    assert rows["list"][1:] != []
    assert [row.split("  ") for row in lines if row.startswith("TẤT CẢ")]
    outputs = (tmp_path / "out.model.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in outputs]
    assert texts[0] == TOLD
    summary = json.loads((tmp_path / "out.summary.json").read_text(encoding="utf-8"))
    alone, helped = summary["systems"]
    assert helped["name"].endswith(f"+ {MODEL}")
    assert helped["totals"]["right"]["hits"] == alone["totals"]["right"]["hits"] + 1 == 3
    assert helped["totals"]["unsupported"] == 0


def test_a_model_that_is_not_there_is_said(
    tmp_path: Path, index: Path, server: ScriptedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = tmp_path / "vai_look.jsonl"
    cases.write_text(a_case(1, QUESTION, [["196/240"]]), encoding="utf-8")
    reports = write_reports(tmp_path / "bao-cao")
    told = ["--cases", str(cases), "--reports", *map(str, reports), "--out", str(tmp_path / "o")]
    told += ["--index", str(index), "--model"]
    assert main([*told, server.url, "--model-name", "khac"], {}) == 1
    assert "không có trên máy chủ" in capsys.readouterr().err
    assert main([*told, "localhost"], {}) == 2
    assert "phải có dạng" in capsys.readouterr().err


def test_ask_with_a_model(
    index: Path, server: ScriptedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    key = {"MINH_CHUNG_MODEL_KEY": "khoa-cua-toi"}
    told = ["ask", QUESTION, "--index", str(index), "--model", server.url, "--model-name", MODEL]
    assert app.main(told, key) == 0
    shown = capsys.readouterr().out
    assert TOLD in shown
    assert "đối chiếu" in shown
    assert server.keys == ["Bearer khoa-cua-toi"]
    assert app.main([*told, "--json"], key) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["text"] == TOLD
    assert "đối chiếu" in answer["note"]
    server.script = fails(401)
    assert app.main(told, key) == 0
    shown = capsys.readouterr()
    assert "MINH_CHUNG_MODEL_KEY" in shown.out
    assert "khoa-cua-toi" not in shown.out + shown.err


def test_ask_with_settings_from_the_environment(
    index: Path, server: ScriptedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    environment = {
        "MINH_CHUNG_INDEX": str(index), "MINH_CHUNG_MODEL": server.url,
        "MINH_CHUNG_MODEL_SECONDS": "20",
    }  # fmt: skip
    assert app.main(["ask", QUESTION], environment) == 0
    assert TOLD in capsys.readouterr().out
    assert app.main(["ask", QUESTION, "--model", "khong-phai-url"], environment) == 1
    assert "phải có dạng" in capsys.readouterr().err


def test_smoothing_needs_a_model(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = ["draft", "--smooth", "--out", "a.docx", "--index", str(index)]
    assert app.main(told, {}) == 1
    assert "--model" in capsys.readouterr().err


def test_a_draft_is_smoothed_and_its_slots_stay(
    tmp_path: Path, index: Path, server: ScriptedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.script = says('{"doan": "Tỉnh đạt 999 tỷ đồng."}')
    paths = [tmp_path / "mot.txt", tmp_path / "hai.txt"]
    told = ["draft", "--report", NEW, "--index", str(index), "--no-sources"]
    assert app.main([*told, "--out", str(paths[0])], {}) == 0
    smooth = ["--smooth", "--model", server.url, "--out", str(paths[1])]
    assert app.main([*told, *smooth], {}) == 0
    assert server.requests
    assert "999" not in paths[1].read_text(encoding="utf-8")
    assert paths[0].read_text(encoding="utf-8") == paths[1].read_text(encoding="utf-8")
    assert "Đã làm mượt 0 đoạn" in capsys.readouterr().out
