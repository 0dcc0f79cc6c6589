"""What stands between the network and gradio: host check, upload check, security headers.

Gradio 6.31 sends no security headers, accepts any Host (DNS rebinding), does not enforce
upload types on the server and serves uploads to whoever knows their path. This ASGI layer
closes those four. Its Content-Security-Policy allows no inline script without the nonce of
the page and no ``eval``; so no ``gr.HTML`` and no ``js=`` handlers (both need ``eval``).
What this module does not know: the tabs, who is logged in.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from screens.uploads import UploadCheck

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

# Routes of gradio that this window has no use for: files back to browsers, a proxy to the
# outside, streams, reloading, stored runs.
CLOSED = (
    "/gradio_api/file", "/gradio_api/proxy", "/gradio_api/stream", "/gradio_api/dev",
    "/gradio_api/run-history", "/gradio_api/runs", "/gradio_api/deep_link", "/monitoring",
    "/proxy=", "/file=",
)  # fmt: skip
UPLOAD = "/gradio_api/upload"
WRONG_HOST = "Địa chỉ này không phải của cửa sổ Minh Chứng. Hãy mở địa chỉ in trên dòng lệnh.\n"
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with "no-referrer" a form says Origin: null
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


def content_policy(nonce: str) -> str:
    """The Content-Security-Policy of one page; styles stay inline because gradio needs them."""
    return (
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'none'"
    )


class Guard:
    """ASGI middleware around the whole window."""

    def __init__(
        self, app: Application, *, hosts: frozenset[str], suffixes: tuple[str, ...], megabytes: int
    ) -> None:
        self.app = app
        self.hosts = hosts
        self.suffixes = suffixes
        self.megabytes = megabytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or refuses it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # gradio needs no web sockets
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = {
            key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]
        }
        guarded = _headers_added(send)
        path = str(scope["path"])
        if not self._known(headers.get("host", "")):
            await respond(guarded, 421, WRONG_HOST)
        elif scope["method"] not in {"GET", "HEAD"} and not _same_origin(headers):
            await respond(guarded, 403, "Yêu cầu đến từ một trang khác nên bị từ chối.\n")
        elif path.startswith(CLOSED):
            await respond(guarded, 404, "Không có trang này.\n")
        elif path.rstrip("/") == UPLOAD:
            await self._upload(scope, receive, guarded, headers.get("content-type", ""))
        else:
            await self.app(_uncompressed(scope, headers), receive, guarded)

    def _known(self, host: str) -> bool:
        return (urlsplit(f"//{host}").hostname or "") in self.hosts

    async def _upload(self, scope: Scope, receive: Receive, send: Send, kind: str) -> None:
        """Passes an upload on while it is read; the first wrong part ends it."""
        check = UploadCheck(kind, self.suffixes, self.megabytes)

        async def checked() -> Message:
            message = await receive()
            if message["type"] == "http.request":
                check.feed(message.get("body", b""))
            return {"type": "http.disconnect"} if check.refused else message

        async def unless_refused(message: Message) -> None:
            if not check.refused:
                await send(message)

        try:
            await self.app(scope, checked, unless_refused)
        except Exception:
            if not check.refused:
                raise
        if check.refused:
            await respond(send, 415, check.refused)


def _same_origin(headers: MutableMapping[str, str]) -> bool:
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _uncompressed(scope: Scope, headers: MutableMapping[str, str]) -> Scope:
    """Pages are asked for uncompressed, so that the nonce can be written into them."""
    if "text/html" not in headers.get("accept", ""):
        return scope
    kept = [(key, value) for key, value in scope["headers"] if key != b"accept-encoding"]
    return {**scope, "headers": kept}


def _headers_added(send: Send) -> Send:
    """A ``send`` that adds the security headers, and to HTML pages the nonce."""
    nonce = secrets.token_urlsafe(16)
    started: list[Message] = []
    body = bytearray()

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            pairs = [pair for pair in message["headers"] if pair[0].lower() not in _OWN]
            policy = content_policy(nonce).encode()
            message["headers"] = [*pairs, *_FIXED, (b"content-security-policy", policy)]
            if _is_page(pairs):
                started.append(message)
                return
        elif started and message["type"] == "http.response.body":
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            start = started.pop()
            page = _with_nonce(bytes(body), nonce)
            start["headers"] = [
                *(pair for pair in start["headers"] if pair[0].lower() != b"content-length"),
                (b"content-length", str(len(page)).encode()),
            ]
            await send(start)
            message = {"type": "http.response.body", "body": page}
        await send(message)

    return guarded


_FIXED = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
_OWN = frozenset(name for name, _ in _FIXED) | {b"content-security-policy", b"server"}


def _is_page(headers: list[tuple[bytes, bytes]]) -> bool:
    found = {key.lower(): value for key, value in headers}
    return found.get(b"content-type", b"").startswith(b"text/html") and (
        b"content-encoding" not in found
    )


def _with_nonce(page: bytes, nonce: str) -> bytes:
    """The page with the nonce at each of its scripts, and named as Vietnamese."""
    page = page.replace(b"<script", b'<script nonce="' + nonce.encode() + b'"')
    return page.replace(b'lang="en"', b'lang="vi"', 1)


async def respond(
    send: Send,
    status: int,
    body: str | bytes,
    *,
    kind: str = "text/plain",
    more: Sequence[tuple[bytes, bytes]] = (),
) -> None:
    """Sends a whole response of UTF-8 text; ``more``: headers beside its type and length."""
    content = body.encode() if isinstance(body, str) else body
    headers = [
        (b"content-type", f"{kind}; charset=utf-8".encode()),
        (b"content-length", str(len(content)).encode()),
        *more,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
