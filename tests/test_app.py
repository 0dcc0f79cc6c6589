"""The commands as a user runs them: in a process of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
REPORT = """ỦY BAN NHÂN DÂN
XÃ MỸ BÌNH

Số: 88/BC-UBND

BÁO CÁO
Tổng kết phong trào thi đua năm 2025

I. KẾT QUẢ THỰC HIỆN

1. Phong trào chung tay vì người nghèo

Trong năm 2025, xã Mỹ Bình xây dựng mới 37 căn nhà cho hộ nghèo, kinh phí 2,4 tỷ đồng.

2. Khen thưởng

Chủ tịch Ủy ban nhân dân xã tặng Giấy khen cho 12 tập thể và 45 cá nhân.
"""


def app(*words: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs ``python app.py`` with these words."""
    return subprocess.run(
        [sys.executable, str(ROOT / "app.py"), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONWARNINGS": "default", **environment},
        cwd=cwd,
        timeout=240,
        check=False,
    )


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with one small report."""
    folder = tmp_path_factory.mktemp("kho")
    (folder / "my-binh.txt").write_text(REPORT, encoding="utf-8")
    done = app("add", str(folder / "my-binh.txt"), "--index", str(folder / "du-lieu"))
    assert done.returncode == 0, done.stderr
    assert "my-binh.txt: đã thêm" in done.stdout
    assert "chú thích" in done.stdout
    return folder / "du-lieu"


def test_help_is_vietnamese_and_lists_the_commands() -> None:
    done = app("--help")
    assert done.returncode == 0
    for word in ("Cách dùng:", "Tùy chọn", "add", "ask", "eval", "--index"):
        assert word in done.stdout
    assert "usage:" not in done.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [(["add"], "còn thiếu TỆP"), (["tra-loi"], "không có 'tra-loi'"), (["ask"], "còn thiếu")],
)
def test_a_wrong_command_says_what_is_wrong(words: list[str], told: str) -> None:
    done = app(*words)
    assert done.returncode == 2
    assert told in done.stderr
    assert "--help" in done.stderr


def test_an_unknown_file_is_refused_by_name(tmp_path: Path) -> None:
    done = app("add", str(tmp_path / "khong-co.pdf"), "--index", str(tmp_path / "kho"))
    assert done.returncode == 1
    assert "khong-co.pdf: không nhận. Không thấy tệp" in done.stdout
    assert "Traceback" not in done.stderr


def test_asking_without_an_index_says_how_to_make_one(tmp_path: Path) -> None:
    done = app("ask", "Có bao nhiêu căn?", "--index", str(tmp_path / "kho"))
    assert done.returncode == 1
    assert "python app.py add" in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "kho").exists()


def test_asking_an_emptied_index_says_so(tmp_path: Path) -> None:
    app("add", str(tmp_path / "khong-co.pdf"), "--index", str(tmp_path / "kho"))
    done = app("ask", "Có bao nhiêu căn?", "--index", str(tmp_path / "kho"))
    assert done.returncode == 1
    assert "chưa có báo cáo nào" in done.stderr


def test_an_answer_names_its_source(index: Path) -> None:
    question = "Xã Mỹ Bình xây dựng mới bao nhiêu căn nhà?"
    done = app("ask", question, "--index", str(index))
    assert done.returncode == 0, done.stderr
    assert "37 căn" in done.stdout
    assert "my-binh.txt" in done.stdout


def test_an_answer_as_json_keeps_the_contract(index: Path) -> None:
    question = "Xã Mỹ Bình xây dựng mới bao nhiêu căn nhà?"
    done = app("ask", question, "--json", MINH_CHUNG_INDEX=str(index))
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert set(answer) == {
        "id", "question", "text", "kind", "refused", "figures", "derivation", "citations",
        "seconds",
    }  # fmt: skip
    assert answer["question"] == question
    assert answer["citations"][0]["report"] == "my-binh.txt"
    assert answer["citations"][0]["page"] is None


def test_an_audit_shows_the_sum_that_does_not_add_up(tmp_path: Path) -> None:
    report = tmp_path / "kiem-tra.txt"
    report.write_text(
        "BÁO CÁO\nTổng kết năm 2025\n\nI. KẾT QUẢ\n\n1. Trong năm có 12 cuộc thanh tra, "
        "gồm 5 cuộc thanh tra hành chính và 8 cuộc thanh tra chuyên ngành.\n",
        encoding="utf-8",
    )
    index = str(tmp_path / "kho")
    assert app("add", str(report), "--index", index).returncode == 0
    done = app("audit", "--index", index, "--json")
    (found,) = json.loads(done.stdout)
    assert "5 cuộc + 8 cuộc = 13 cuộc" in found["arithmetic"]
    assert found["report"] == "kiem-tra.txt"
    assert found["quotes"]
    assert "13 cuộc" in app("audit", "--index", index).stdout


def test_a_draft_is_checked_claim_by_claim(tmp_path: Path) -> None:
    report = tmp_path / "bao-cao.txt"
    report.write_text(
        "BÁO CÁO\nTổng kết năm 2025\n\nI. KẾT QUẢ\n\n"
        "1. Năm 2025, toàn xã trồng được 4.350 cây xanh ven đường.\n",
        encoding="utf-8",
    )
    draft = tmp_path / "du-thao.txt"
    draft.write_text(
        "Năm 2025, toàn xã trồng được 4.350 cây xanh ven đường.\n"
        "Năm 2025, toàn xã trồng được 4.530 cây xanh ven đường.\n",
        encoding="utf-8",
    )
    index = str(tmp_path / "kho")
    assert app("add", str(report), "--index", index).returncode == 0
    verdicts = json.loads(app("check", str(draft), "--index", index, "--json").stdout)
    told = {v["figure"]: v["verdict"] for v in verdicts if v["kind"] == "figure"}
    assert told == {"4.350 cây xanh": "supported", "4.530 cây xanh": "contradicted"}
    assert "Hãy xem lại" in app("check", str(tmp_path / "khong-co.txt"), "--index", index).stderr


def test_the_same_file_again_is_skipped(index: Path) -> None:
    done = app("add", str(index.parent / "my-binh.txt"), "--index", str(index))
    assert done.returncode == 0
    assert "không đổi, bỏ qua" in done.stdout


def test_listening_beyond_this_machine_needs_a_decision(tmp_path: Path) -> None:
    done = app("--host", "0.0.0.0", "--index", str(tmp_path / "kho"))
    assert done.returncode == 1
    assert "--no-login" in done.stderr


def test_eval_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    done = app("eval", "--help", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "--cases" in done.stdout


def test_starting_is_light() -> None:
    """No heavy library is imported for a word that needs none."""
    code = (
        "import sys, app; app.main(['ask', 'x', '--index', 'khong-co']);"
        "print([name for name in ('gradio', 'torch', 'chromadb', 'llama_index', 'pypdf')"
        " if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8",
        cwd=ROOT, timeout=60, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
