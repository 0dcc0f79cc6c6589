"""Before the window is built somebody answers; then the window does, with its own start and end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from screens.opening import NOT_YET, Opening


@contextmanager
def served(app: Any) -> Iterator[Any]:
    from fastapi.testclient import TestClient

    with TestClient(app) as client:
        yield client


def test_a_page_that_tries_again_until_the_window_is_there() -> None:
    from fastapi import FastAPI

    lived: list[str] = []
    ready = threading.Event()

    @asynccontextmanager
    async def life(_: FastAPI) -> Any:
        lived.append("start")
        yield
        lived.append("end")

    inner = FastAPI(lifespan=life)

    @inner.get("/")
    def home() -> str:
        return "cửa sổ"

    def build() -> Any:
        ready.wait(30)
        return inner

    with served(Opening(build)) as client:
        page = client.get("/", headers={"accept": "text/html"})
        assert page.status_code == 503
        assert 'http-equiv="refresh"' in page.text
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
        assert client.get("/api").text == NOT_YET
        ready.set()
        for _ in range(200):
            reply = client.get("/")
            if reply.status_code == 200:
                break
        assert reply.json() == "cửa sổ"
    assert lived == ["start", "end"]


def test_a_window_that_cannot_be_built_says_where_to_look() -> None:
    def build() -> Any:
        raise OSError("đĩa đầy")

    with served(Opening(build)) as client:
        for _ in range(200):
            reply = client.get("/", headers={"accept": "text/html"})
            if reply.status_code == 500:
                break
        assert "Hãy xem lỗi in" in reply.text
