"""The files as they were given, each kept once under the hash of its bytes.

A copy appears whole or not at all: written beside under a temporary name, synced, renamed.
The names are made from hash and form only, so that no name that a user chose ever
becomes a path (Windows' forbidden characters, reserved names, ``..``).
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path


def content_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal: a report's id."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """Makes a rename in ``folder`` durable, where the system knows such a thing."""
    if os.name == "nt":  # Windows cannot open a folder; NTFS journals the rename
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Makes a file's content durable."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


class OriginalsFolder:
    """The ``originals`` folder of an index directory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, report_id: str, form: str) -> Path:
        """Where the original of a report lies."""
        return self.folder / f"{report_id}.{form}"

    def keep(self, source: Path, report_id: str, form: str) -> Path:
        """Copies ``source`` in.

        Raises:
            OSError: the bytes are no longer those that ``report_id`` is the hash of.
        """
        target = self.path(report_id, form)
        self.folder.mkdir(parents=True, exist_ok=True)
        beside = target.with_suffix(".tmp")
        shutil.copyfile(source, beside)
        if content_hash(beside) != report_id:
            beside.unlink()
            raise OSError("tệp bị thay đổi trong lúc đang đọc, hãy thêm lại")
        sync_file(beside)
        beside.replace(target)
        sync_folder(self.folder)
        return target

    def keep_only(self, wanted: Iterable[Path]) -> None:
        """Removes what no report refers to: deleted reports, copies cut short by a crash."""
        if not self.folder.is_dir():
            return
        names = {path.name for path in wanted}
        for path in self.folder.iterdir():
            if path.is_file() and path.name not in names:
                path.unlink(missing_ok=True)

    def copy_to(self, folder: Path) -> None:
        """Copies every original into another folder (backup)."""
        folder.mkdir(parents=True, exist_ok=True)
        if self.folder.is_dir():
            for path in sorted(self.folder.iterdir()):
                if path.suffix != ".tmp":
                    shutil.copyfile(path, folder / path.name)
