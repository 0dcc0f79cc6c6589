"""The journal: who asked and changed what, when and from where; one JSON line each.

It lies in the index directory and is bounded: a full file is put aside, the oldest goes.
What this module does not know: who may do what.
"""

from __future__ import annotations

import json
import logging
import threading
from contextlib import closing
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

log = logging.getLogger(__name__)

NAME = "journal.jsonl"
MEGABYTES, FILES = 5, 10  # about fifty megabytes in all
LONGEST = 1000  # characters of one entry's text


class Journal:
    """Appends entries. Safe to share between threads of one process."""

    def __init__(self, folder: Path, megabytes: float = MEGABYTES, files: int = FILES) -> None:
        self.path = folder / NAME
        self._bytes = int(megabytes * 1024 * 1024)
        self._files = files
        self._guard = threading.Lock()

    def note(self, user: str, action: str, address: str = "", **what: object) -> None:
        """One entry; a disk that is full is told to the log and stops nobody."""
        entry = {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "user": user,
            "action": action,
            "from": address,
            **{key: _short(value) for key, value in what.items()},
        }
        line = json.dumps(entry, ensure_ascii=False)
        record = logging.LogRecord(NAME, logging.INFO, "", 0, line, None, None)
        with self._guard:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                handler = RotatingFileHandler(
                    self.path, maxBytes=self._bytes, backupCount=self._files - 1, encoding="utf-8"
                )
                with closing(handler):  # nothing stays open between entries
                    handler.emit(record)
            except OSError:
                log.exception("journal")


def _short(value: object) -> object:
    if isinstance(value, str):
        return value[:LONGEST]
    if isinstance(value, list | tuple):
        return [_short(one) for one in value[:100]]
    return value
