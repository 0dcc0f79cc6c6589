"""What is derived from the library, built beside and swapped in whole.

``gen-000007.….tmp`` is filled, closed, synced, given its manifest and renamed; then the file
``CURRENT`` is replaced. A crash at any point leaves the old generation in force. A reader
that keeps files of a generation open pins it with a lock of the operating system, which
ends with its process; unpinned old generations are removed. On Windows an open file
cannot be deleted: what cannot go now goes next time.

What this module does not know: what stands in a generation.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.originals import sync_file, sync_folder

FOLDER = "generations"
CURRENT = "CURRENT"
MANIFEST = "manifest.json"
PINS = "pins"
DONE, UNDONE = "gen-", ".tmp"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made from.

    revision: of the library; signature: of the embedder, "" without vectors.
    sizes: the files that never change once built, with their bytes.
    """

    revision: int
    signature: str
    count: int
    sizes: dict[str, int]


@dataclass(frozen=True, slots=True)
class Generation:
    """A finished generation on disk."""

    folder: Path
    manifest: Manifest


class Generations:
    """The generations of one index directory."""

    def __init__(self, directory: Path) -> None:
        self.folder = directory / FOLDER

    def current(self) -> Generation | None:
        """The generation in force; None if there is none or it is not whole."""
        name = _read_text(self.folder / CURRENT).strip()
        if not name.startswith(DONE) or name != Path(name).name:
            return None
        folder = self.folder / name
        try:
            manifest = Manifest(**json.loads(_read_text(folder / MANIFEST)))
        except (ValueError, TypeError):
            return None
        whole = all(_size(folder / file) == size for file, size in manifest.sizes.items())
        return Generation(folder, manifest) if whole else None

    def build(
        self, revision: int, signature: str, count: int, fill: Callable[[Path], list[str]]
    ) -> Generation:
        """Makes a new generation and puts it in force. The caller holds the writer's lock.

        fill: writes into the folder that it is given, closes all it opened, and returns
            the names of the files that will not change any more.
        """
        self.clean()
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{DONE}{self._next_number():06d}"
        # never twice the same: a builder whose parent was killed may go on writing for a moment
        beside = self.folder / f"{name}.{uuid.uuid4().hex[:8]}{UNDONE}"
        beside.mkdir()
        fixed = fill(beside)
        manifest = Manifest(revision, signature, count, {f: _size(beside / f) for f in fixed})
        (beside / MANIFEST).write_text(json.dumps(asdict(manifest)), encoding="utf-8")
        _sync_tree(beside)
        beside.rename(self.folder / name)
        sync_folder(self.folder)
        _replace_text(self.folder / CURRENT, name)
        self.clean()
        return Generation(self.folder / name, manifest)

    @contextmanager
    def pinned(self) -> Iterator[Generation | None]:
        """The generation in force, kept on disk until the block ends.

        A generation that is in force after the pin was set cannot have been looked over
        by a cleaner before: the cleaner reads ``CURRENT`` first, then the pins.
        """
        from filelock import FileLock

        while (generation := self.current()) is not None:
            pins = self.folder / PINS
            pins.mkdir(exist_ok=True)
            path = pins / f"{generation.folder.name}.{os.getpid()}.{uuid.uuid4().hex}"
            with FileLock(path):
                if _read_text(self.folder / CURRENT).strip() == generation.folder.name:
                    try:
                        yield generation
                    finally:
                        with contextlib.suppress(OSError):
                            path.unlink()
                    return
        yield None

    def clean(self) -> None:
        """Removes generations that are neither in force nor pinned, and unfinished ones.

        An unfinished one belongs to a writer that died: the caller holds the writer's lock.
        """
        if not self.folder.is_dir():
            return
        current = _read_text(self.folder / CURRENT).strip()
        held = self._pinned_names()
        for path in self.folder.iterdir():
            old = path.name.startswith(DONE) and path.name != current and path.name not in held
            if old and path.is_dir():
                shutil.rmtree(path, ignore_errors=True)

    def _pinned_names(self) -> set[str]:
        from filelock import FileLock, Timeout

        held: set[str] = set()
        for path in sorted((self.folder / PINS).glob(DONE + "*")):
            try:
                with FileLock(path, timeout=0):
                    pass
            except Timeout:
                held.add(path.name.partition(".")[0])
            else:  # its process is gone
                with contextlib.suppress(OSError):
                    path.unlink()
        return held

    def _next_number(self) -> int:
        names = [path.name for path in self.folder.glob(DONE + "*")]
        names.append(_read_text(self.folder / CURRENT).strip())
        digits = [name[len(DONE) :].partition(".")[0] for name in names]
        return 1 + max((int(number) for number in digits if number.isdecimal()), default=0)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _replace_text(path: Path, text: str) -> None:
    beside = path.with_name(path.name + UNDONE)
    beside.write_text(text, encoding="utf-8")
    sync_file(beside)
    beside.replace(path)
    sync_folder(path.parent)


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            sync_file(path)
        else:
            sync_folder(path)
    sync_folder(folder)


def read_json(path: Path) -> Any:
    """The JSON that a generation's file holds.

    Raises:
        OSError, ValueError: it is missing or damaged.
    """
    return json.loads(path.read_text(encoding="utf-8"))
