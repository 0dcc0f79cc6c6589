"""Files that the window hands out: made in memory, fetched once or twice, then forgotten.

gradio's own file routes stay closed (``guard.py``). A file lies under an address that nobody
can guess and that only its own session was told; it goes after a quarter of an hour. Any
tab offers a file with ``desk.downloads.offer(name, content)`` and shows ``download_link(…)``.
What this module does not know: what is in the files.
"""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from screens.cards import html
from screens.uploads import safe_name

ROUTE = "/tai-xuong"
KEPT_SECONDS = 15 * 60.0
MOST_FILES, MOST_BYTES = 60, 200 * 1024 * 1024
KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".zip": "application/zip",
}
EXPIRED = "Tệp này không còn ở máy chủ (chỉ giữ 15 phút). Hãy bấm tải lại trong cửa sổ.\n"


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that waits to be fetched at ``address``."""

    name: str
    content: bytes
    address: str
    until: float

    @property
    def headers(self) -> dict[str, str]:
        """What makes a browser save it under its name instead of showing it."""
        kind = KINDS.get(PurePath(self.name).suffix.lower(), "application/octet-stream")
        return {
            "content-type": kind,
            "content-disposition": f"attachment; filename*=UTF-8''{quote(self.name)}",
            "cache-control": "no-store",
        }


class Downloads:
    """The files on offer. Safe to share between threads."""

    def __init__(self) -> None:
        self._offered: dict[str, Offered] = {}
        self._turn = threading.Lock()

    def offer(self, name: str, content: bytes) -> Offered:
        """Puts a file on offer; the oldest go where there are too many."""
        token = secrets.token_urlsafe(32)
        until = time.monotonic() + KEPT_SECONDS
        offered = Offered(safe_name(name), content, f"{ROUTE}/{token}", until)
        with self._turn:
            self._clear(len(content))
            self._offered[token] = offered
        return offered

    def take(self, token: str) -> Offered | None:
        """The file, None if it is gone; it may be fetched again until its time is up."""
        with self._turn:
            self._clear(0)
            return self._offered.get(token)

    def _clear(self, coming: int) -> None:
        now = time.monotonic()
        for token in [token for token, one in self._offered.items() if one.until < now]:
            del self._offered[token]
        size = coming + sum(len(one.content) for one in self._offered.values())
        while self._offered and (size > MOST_BYTES or len(self._offered) >= MOST_FILES):
            size -= len(self._offered.pop(next(iter(self._offered))).content)


def download_link(offered: Offered, *, now: bool = True) -> str:
    """A link to the file as HTML; ``now``: the window's script saves it at once."""
    size = max(1, round(len(offered.content) / 1024))
    name = "mc-download mc-download-now" if now else "mc-download"
    return (
        f'<a class="{name}" href="{offered.address}" download="{html(offered.name)}">'
        f"Tải xuống {html(offered.name)} ({size} KB)</a>"
    )
