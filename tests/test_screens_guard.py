"""The layer before gradio: hosts, origins, closed routes, uploads, headers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import MutableMapping
from typing import Any

import pytest

from screens.guard import CLOSED, HEADERS, Guard

PAGE = b'<html lang="en"><script>window.a = 1</script><script src="/b.js"></script></html>'


async def inner(scope: Any, receive: Any, send: Any) -> None:
    """A stand-in for gradio: reads the body, answers with a page, or as the path says."""
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RuntimeError("client went away")
        size += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    page = scope["path"] == "/"
    kind = b"text/html; charset=utf-8" if page else b"application/json"
    headers = [(b"content-type", kind), (b"content-length", str(len(PAGE)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    content = PAGE if page else str(size).encode()
    await send({"type": "http.response.body", "body": content[:10], "more_body": True})
    await send({"type": "http.response.body", "body": content[10:]})


def call(
    path: str = "/",
    method: str = "GET",
    body: bytes = b"",
    headers: dict[str, str] | None = None,
) -> tuple[int, dict[str, str], bytes]:
    """One request through the guard: status, headers, body."""
    guard = Guard(inner, hosts=frozenset({"127.0.0.1", "::1"}), suffixes=(".txt",), megabytes=1)
    pairs = {"host": "127.0.0.1:7860", **(headers or {})}
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "headers": [(key.encode(), value.encode()) for key, value in pairs.items()],
    }
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run(guard(scope, receive, send))
    found = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(message["body"] for message in sent[1:])


def test_a_page_carries_every_header_and_its_nonce() -> None:
    status, headers, page = call()
    assert status == 200
    assert HEADERS.items() <= headers.items()
    nonces = re.findall(rb'<script nonce="([\w-]+)"', page)
    assert len(nonces) == 2
    assert len(set(nonces)) == 1
    policy = headers["content-security-policy"]
    assert f"'nonce-{nonces[0].decode()}'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert b'lang="vi"' in page
    assert headers["content-length"] == str(len(page))
    assert call()[1]["content-security-policy"] != policy  # a nonce is used once


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:9", "[::1]:7860"])
def test_own_hosts_are_answered(host: str) -> None:
    assert call(headers={"host": host})[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:7860", "", "x@y"])
def test_other_hosts_are_refused(host: str) -> None:
    status, headers, body = call(headers={"host": host})
    assert status == 421
    assert "dòng lệnh" in body.decode()
    assert headers["x-frame-options"] == "DENY"


def test_another_site_cannot_post() -> None:
    assert (
        call("/gradio_api/queue/join", "POST", headers={"origin": "http://evil.example"})[0] == 403
    )
    own = {"origin": "http://127.0.0.1:7860"}
    assert call("/gradio_api/queue/join", "POST", headers=own)[0] == 200


@pytest.mark.parametrize("path", CLOSED)
def test_routes_without_use_are_closed(path: str) -> None:
    assert call(path + "/etc/passwd")[0] == 404


def form(name: str) -> tuple[bytes, dict[str, str]]:
    head = f'--b\r\nContent-Disposition: form-data; name="files"; filename="{name}"'
    text = head + "\r\n\r\nx\r\n--b--\r\n"
    return text.encode(), {"content-type": "multipart/form-data; boundary=b"}


def test_only_reports_can_be_uploaded() -> None:
    data, headers = form("a.txt")
    status, _, body = call("/gradio_api/upload", "POST", data, headers)
    assert (status, body) == (200, str(len(data)).encode())
    data, headers = form("a.html")
    status, _, body = call("/gradio_api/upload", "POST", data, headers)
    assert status == 415
    assert "a.html" in body.decode()
