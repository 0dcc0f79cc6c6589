"""The README keeps up with the tree, its commands and its snippet work, templates are filled."""

from __future__ import annotations

import ast
import fnmatch
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from string import Template

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("answer", "check", "eval", "index", "ingest", "screens")
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAP = re.search(r"^```text\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
GUIDE = "docs/huong-dan.md"
PAGES = sorted({"README.md", "CHANGELOG.md", "samples/README.md", "eval/LOG.md", GUIDE})


def mapped() -> dict[str, str]:
    """The paths of the README's map with their phrases; folders end in a slash."""
    assert MAP, "README.md has no map"
    found: dict[str, str] = {}
    folders: list[str] = []
    for line in MAP[1].splitlines():
        depth = (len(line) - len(line.lstrip(" "))) // 2
        name, _, phrase = line.strip().partition(" ")
        path = "".join(folders[:depth]) + name
        assert path not in found, f"{path} stands twice in the map"
        found[path] = phrase.strip()
        if name.endswith("/"):
            folders[depth:] = [name]
    return found


def ignored(name: str) -> bool:
    """Whether .gitignore leaves out a top-level name."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    return any(fnmatch.fnmatch(name, line.strip("/")) for line in lines)


def test_the_map_names_every_folder() -> None:
    folders = {
        f"{path.name}/"
        for path in ROOT.iterdir()
        if path.is_dir() and not path.name.startswith(".") and not ignored(path.name)
    }
    assert folders - set(mapped()) == set()


def test_the_map_names_every_module() -> None:
    modules = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if path.name != "__init__.py"
    }
    assert (modules | {"app.py"}) - set(mapped()) == set()


def test_the_map_names_nothing_that_is_not_there() -> None:
    gone = [name for name in mapped() if not (ROOT / name).exists()]
    assert gone == []
    assert all((ROOT / name).is_dir() == name.endswith("/") for name in mapped())


def test_every_line_of_the_map_says_what_it_is() -> None:
    assert [name for name, phrase in mapped().items() if len(phrase) < 4] == []


def test_both_commands_are_one_line_each() -> None:
    commands = re.findall(r"^```\n(python3 -m venv \.venv && .*)\n```$", README, re.MULTILINE)
    assert [command.split(" && ")[-1] for command in commands] == [
        ".venv/bin/python app.py",
        ".venv/bin/python -m pytest -n auto",
    ]
    for command in commands:
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    # What .ci/run takes: the first line of this shape.
    first = re.search(r"^python3? -m venv .*pytest.*", README, re.MULTILINE)
    assert first
    assert first[0] == commands[1]


@pytest.mark.parametrize("page", PAGES)
def test_relative_links_and_pictures_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)\s#]+)[^)]*\)", text)
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (ROOT / page).parent.joinpath(target).exists()] == []


def test_every_picture_is_shown() -> None:
    pictures = {path.name for path in (ROOT / "docs" / "hinh").glob("*.png")}
    text = README + (ROOT / GUIDE).read_text(encoding="utf-8")
    shown = set(re.findall(r"!\[[^\]]+\]\((?:docs/)?hinh/([^)]+)\)", text))
    assert shown == pictures


def test_the_guide_is_linked_and_its_pictures_are_small() -> None:
    assert f"({GUIDE})" in README
    size = sum(path.stat().st_size for path in (ROOT / "docs").rglob("*") if path.is_file())
    assert size < 2_000_000


def test_known_models_and_settings_are_told() -> None:
    from index.embed import KNOWN_MODELS

    source = (ROOT / "app.py").read_text(encoding="utf-8")
    variables = {f"MINH_CHUNG_{name}" for name in ("INDEX", "EMBEDDER", "USERS")}
    variables |= set(re.findall(r"MINH_CHUNG_[A-Z]+", source))
    options = set(re.findall(r'"(--no-[a-z]+|--host|--port)"', source))
    for told in (*KNOWN_MODELS, *variables, *options):
        assert f"`{told}`" in README


def test_no_place_of_one_machine_is_named() -> None:
    assert not re.search(r"/(?:home|work|root|Users)/", README)


def test_the_llama_index_snippets_run(tmp_path: Path) -> None:
    from index.build import add_paths

    for name in ("bao-cao-2024.docx", "bao-cao-2025.pdf"):
        shutil.copy(ROOT / "samples" / name, tmp_path)
    outcomes = add_paths(sorted(tmp_path.iterdir()), tmp_path / "du-lieu")
    assert {outcome.status for outcome in outcomes} == {"added"}
    snippets = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len(snippets) == 2
    answered, found = (_run(snippet, tmp_path) for snippet in snippets)
    assert "1,47" in answered
    assert "'page': " in answered
    lines = found.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("bao-cao-202") for line in lines)


def _run(snippet: str, folder: Path) -> str:
    """What a snippet prints, run beside the index that the README makes."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{snippet}"],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=240, check=False,
        env=_environment(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONIOENCODING": "utf-8"}


@cache
def blanks_filled() -> dict[str, set[str]]:
    """Template name -> the blanks that the code fills, from every call of ``wording(…)``."""
    found: dict[str, set[str]] = {}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                called = isinstance(node, ast.Call) and getattr(node.func, "id", "")
                if called not in {"wording", "notice"} or not isinstance(node, ast.Call):
                    continue
                name = node.args[0]
                if isinstance(name, ast.Constant):
                    blanks = {word.arg for word in node.keywords if word.arg}
                    found.setdefault(str(name.value), set()).update(blanks)
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "prompts").glob("*.txt")), ids=lambda p: p.stem)
def test_templates_have_no_blank_that_nobody_fills(path: Path) -> None:
    template = Template(path.read_text(encoding="utf-8"))
    assert template.is_valid()
    assert path.stem in blanks_filled(), "no code uses this template"
    assert set(template.get_identifiers()) == blanks_filled()[path.stem]


def test_no_template_is_missing() -> None:
    there = {path.stem for path in (ROOT / "prompts").glob("*.txt")}
    assert set(blanks_filled()) == there
