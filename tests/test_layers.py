"""Imports point down, each heavy library keeps to its room, and importing does nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Top to bottom; a room may import itself and what stands below it.
BELOW = {
    "app": {"screens", "answer", "check", "index", "ingest"},
    "eval": {"answer", "check", "index", "ingest"},
    "screens": {"answer", "check", "index", "ingest"},
    "answer": {"check", "index", "ingest"},
    "check": {"index", "ingest"},
    "index": {"ingest"},
    "ingest": set(),
}
ROOMS = set(BELOW)
# Third parties and the only files (or rooms) that may import them.
ONLY_IN = {
    "pypdf": {"ingest/pdf.py", "ingest/pdf_pages.py", "eval/"},
    "docx": {"check/", "answer/", "eval/"},
    "openpyxl": {"answer/draft/sheet.py", "check/fact_sheets.py"},
    "pdfplumber": {"ingest/"},
    "pytesseract": {"ingest/"},
    "sentence_transformers": {"index/embed.py", "index/train/"},
    "chromadb": {"index/store.py", "eval/"},
    "gradio": {"app.py", "screens/"},
    "llama_index": {"index/", "answer/", "eval/"},
}
HEAVY = ("torch", "sentence_transformers", "chromadb", "gradio", "llama_index", "pypdf", "bm25s")


def sources() -> list[Path]:
    """The product's Python files."""
    files = [ROOT / "app.py"] if (ROOT / "app.py").exists() else []
    for room in sorted(ROOMS - {"app"}):
        files += sorted((ROOT / room).rglob("*.py"))
    return files


def imports(path: Path) -> Iterator[str]:
    """Every module imported anywhere in a file, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
        elif isinstance(node, ast.Call) and called(node) in {"import_module", "__import__"}:
            argument = node.args[0] if node.args else None
            if isinstance(argument, ast.Constant):
                yield str(argument.value)


def called(node: ast.Call) -> str:
    """The name of the function called."""
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


def place(path: Path) -> str:
    """A file as the tables above name it."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", sources(), ids=place)
def test_imports_point_down(path: Path) -> None:
    room = "app" if path.name == "app.py" else place(path).split("/")[0]
    upward = {
        module
        for module in imports(path)
        if (top := module.split(".")[0]) in ROOMS and top != room and top not in BELOW[room]
    }
    assert not upward, f"{place(path)} imports {upward}"


@pytest.mark.parametrize("path", sources(), ids=place)
def test_third_parties_keep_to_their_room(path: Path) -> None:
    for module in imports(path):
        allowed = ONLY_IN.get(module.split(".")[0])
        if allowed is not None:
            assert any(place(path).startswith(room) for room in allowed), (
                f"{place(path)} imports {module}; only {sorted(allowed)} may"
            )


def test_no_cycles_between_files() -> None:
    graph: dict[str, set[str]] = {}
    names = {place(path)[:-3].replace("/", "."): path for path in sources()}
    for name, path in names.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        top_level = [n for n in tree.body if isinstance(n, ast.ImportFrom) and n.module]
        graph[name] = {
            target
            for node in top_level
            for target in (node.module, *(f"{node.module}.{a.name}" for a in node.names))
            if target in names
        }
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join([*path, name])
        if name not in done:
            for target in graph[name]:
                visit(target, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_importing_loads_no_heavy_library() -> None:
    modules = [place(p)[:-3].replace("/", ".").removesuffix(".__init__") for p in sources()]
    # The llama-index retriever is a subclass of llama-index's: its own file is the seam.
    seams = {"app", "index.retriever"}
    modules = [m for m in modules if not m.startswith(("eval.", "screens.")) and m not in seams]
    code = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
