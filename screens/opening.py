"""Answers from the first moment: until the window is built, a page that says it is coming.

The libraries of the window take seconds to load. The server listens before that; whoever
comes early sees a small page that tries again by itself, a program hears 503. The
application's own start and end (ASGI lifespan) are run when it is there.
What this module does not know: what is built, what it needs.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from screens.guard import HEADERS, Application, Message, Receive, Scope, Send, respond

log = logging.getLogger(__name__)
PAGE = Path(__file__).resolve().parent / "opening.html"
NOT_YET = "Cửa sổ đang mở, xin thử lại sau vài giây.\n"
FAILED = "Cửa sổ không mở được. Hãy xem lỗi in ở nơi đã chạy lệnh, rồi chạy lại.\n"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


class Opening:
    """ASGI application in front of one that is still being built."""

    def __init__(self, build: Callable[[], Application]) -> None:
        self._build = build
        self._app: Application | None = None
        self._failed = False
        self._to_app: asyncio.Queue[Message] = asyncio.Queue()
        self._from_app: asyncio.Queue[Message] = asyncio.Queue()
        self._tasks: list[asyncio.Task[Any]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the server's start and end."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self._app is not None:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._say_not_yet(scope, send)
        else:
            await send({"type": "websocket.close", "code": 1013})

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._tasks.append(asyncio.create_task(self._open()))
                await send({"type": "lifespan.startup.complete"})
            else:
                if self._app is not None:
                    await self._to_app.put({"type": "lifespan.shutdown"})
                    await self._from_app.get()
                for task in self._tasks:
                    task.cancel()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _open(self) -> None:
        """Builds the application beside the server's loop, starts it, lets it answer."""
        try:
            app = await asyncio.to_thread(self._build)
            scope: Scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
            life = app(scope, self._to_app.get, self._from_app.put)
            self._tasks.append(asyncio.ensure_future(life))
            await self._to_app.put({"type": "lifespan.startup"})
            started = await self._from_app.get()
            if started["type"] != "lifespan.startup.complete":
                raise RuntimeError(started.get("message", "startup failed"))
            self._app = app
        except Exception:
            log.exception("the window could not be built")
            self._failed = True

    async def _say_not_yet(self, scope: Scope, send: Send) -> None:
        headers = dict(scope["headers"])
        page = b"text/html" in headers.get(b"accept", b"") and not self._failed
        body = PAGE.read_bytes() if page else (FAILED if self._failed else NOT_YET).encode()
        kind = "text/html" if page else "text/plain"
        more = [
            (b"retry-after", b"2"),
            (b"cache-control", b"no-store"),
            (b"content-security-policy", POLICY.encode()),
            *((name.encode(), value.encode()) for name, value in HEADERS.items()),
        ]
        await respond(send, 500 if self._failed else 503, body, kind=kind, more=more)
