"""Users apart from each other: a session and an upload belong to whom they began with.

Gradio tells sessions by a word that the browser makes up, and takes any uploaded file's path
from anybody who names it. Here both are bound to the user who first sent them.
What this module does not know: who logged in, what a session holds.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from screens.guard import UPLOAD, Message, Scope, Send

_API = "/gradio_api/"
_MCP = "/gradio_api/mcp"
_HEARTBEAT = "/gradio_api/heartbeat/"
_MOST = 50_000  # sessions and files that are remembered


class Apart:
    """Remembers whose each session and each uploaded file is."""

    def __init__(self, temporary: Path) -> None:
        self._temporary = str(temporary.resolve())
        self._guard = threading.Lock()
        self._sessions: OrderedDict[str, str] = OrderedDict()
        self._files: OrderedDict[str, set[str]] = OrderedDict()

    def is_upload(self, path: str) -> bool:
        return path.rstrip("/") == UPLOAD

    def reads_body(self, scope: Scope) -> bool:
        """Whether a request's body can name sessions or files."""
        path = str(scope["path"])
        return scope["method"] == "POST" and path.startswith(_API) and not path.startswith(_MCP)

    def may(self, user: str, path: str, query: str, body: bytes | None) -> bool:
        """Whether all sessions and files that a request names are the user's."""
        if not path.startswith(_API):
            return True
        form = _form(body)
        sessions = set(parse_qs(query).get("session_hash", []))
        if path.startswith(_HEARTBEAT):
            sessions.add(path.removeprefix(_HEARTBEAT).strip("/"))
        if isinstance(form, dict) and isinstance(form.get("session_hash"), str):
            sessions.add(form["session_hash"])
        return all(self._bind(session, user) for session in sessions) and all(
            self._owns(user, file) for file in _paths(form)
        )

    def watching(self, user: str, send: Send) -> Send:
        """A ``send`` that remembers the files of an upload's answer as the user's."""
        body = bytearray()
        good: list[bool] = []

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                good.append(message["status"] == 200)
            elif message["type"] == "http.response.body" and good and good[0]:
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    self._remember(user, _form(bytes(body)))
            await send(message)

        return watched

    def _bind(self, session: str, user: str) -> bool:
        with self._guard:
            owner = self._sessions.setdefault(session, user)
            self._sessions.move_to_end(session)
            while len(self._sessions) > _MOST:
                self._sessions.popitem(last=False)
            return owner == user

    def _owns(self, user: str, file: str) -> bool:
        """Whether a file may be named: nothing below the folder of uploads that others sent."""
        resolved = _resolved(file)
        if not resolved.startswith(self._temporary):
            return True  # gradio itself allows no other place
        with self._guard:
            owners = self._files.get(resolved)
            return owners is None or user in owners

    def _remember(self, user: str, form: object) -> None:
        if not isinstance(form, list):
            return
        with self._guard:
            for file in form:
                if isinstance(file, str):
                    self._files.setdefault(_resolved(file), set()).add(user)
            while len(self._files) > _MOST:
                self._files.popitem(last=False)


def _resolved(file: str) -> str:
    try:
        return str(Path(file).resolve())
    except (OSError, ValueError):
        return ""


def _form(body: bytes | None) -> Any:
    if not body:
        return None
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _paths(form: object) -> Iterator[str]:
    """Every ``path`` that a form names, however deep."""
    waiting = [form]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            path = one.get("path")
            if isinstance(path, str):
                yield path
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
