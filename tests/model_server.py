"""A real HTTP server on 127.0.0.1 that speaks as an OpenAI-compatible one, after a script.

It streams or not, as asked; each script is what one reply does to the connection.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

MODEL = "mo-hinh-thu"
Script = Callable[["Handler", dict[str, Any]], None]


class Handler(BaseHTTPRequestHandler):
    """One request; ``server.script`` decides what is answered."""

    server: ScriptedServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """The list of models."""
        self.server.keys.append(self.headers.get("Authorization", ""))
        if self.path == "/v1/models" and self.server.models is not None:
            self.send_json({"data": [{"id": name} for name in self.server.models]})
        else:
            self.send_json({"error": "no"}, 404)

    def do_POST(self) -> None:
        """A chat completion, as the script says."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.keys.append(self.headers.get("Authorization", ""))
        self.server.requests.append(body)
        with suppress(BrokenPipeError, ConnectionResetError, ConnectionAbortedError):
            self.server.script(self, body)

    def send_json(self, data: object, status: int = 200) -> None:
        """A whole reply."""
        text = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def open_stream(self) -> None:
        """The head of a streamed reply that ends with its connection."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True

    def send_piece(self, text: str) -> None:
        """One event of a stream."""
        choice = {"index": 0, "delta": {"content": text}}
        chunk = {**HEAD, "object": "chat.completion.chunk", "choices": [choice]}
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def end_stream(self) -> None:
        """The mark at a stream's end."""
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the terminal."""


HEAD = {"id": "x", "created": 0, "model": MODEL}


class ScriptedServer(ThreadingHTTPServer):
    """The server with its script and what it was asked."""

    daemon_threads = True
    # A client that goes away in the middle is part of the tests.
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script: Script = says("")
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.models: Sequence[str] | None = [MODEL]
        self.over = Event()  # set when the test is done, so that no reply goes on

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def asked(self) -> str:
        """All that the last request said."""
        return "\n".join(message["content"] for message in self.requests[-1]["messages"])

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is no error here."""


@contextmanager
def serving() -> Iterator[ScriptedServer]:
    """A running server."""
    server = ScriptedServer()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()


def says(*texts: str, size: int = 24, wait: float = 0.0) -> Script:
    """Replies with the texts in turn (the last one again and again), in pieces if streamed."""
    left = list(texts)

    def script(handler: Handler, body: dict[str, Any]) -> None:
        text = left.pop(0) if len(left) > 1 else left[0]
        if not body.get("stream"):
            message = {"role": "assistant", "content": text}
            handler.send_json({**HEAD, "object": "chat.completion",
                               "choices": [{"index": 0, "message": message}]})  # fmt: skip
            return
        handler.open_stream()
        for start in range(0, len(text), size):
            handler.send_piece(text[start : start + size])
            if wait:
                handler.server.over.wait(wait)
        handler.end_stream()

    return script


def claims(*sentences: tuple[str, list[int]]) -> str:
    """Sentences with their lines in the shape that is asked for."""
    return "\n".join(
        json.dumps({"cau": text, "nguon": ids}, ensure_ascii=False) for text, ids in sentences
    )


def fails(status: int) -> Script:
    """An HTTP error; its body repeats the key that was sent, as some servers do."""

    def script(handler: Handler, body: dict[str, Any]) -> None:
        key = handler.headers.get("Authorization", "")
        handler.send_json({"error": {"message": f"bad key {key}", "type": "x"}}, status)

    return script


def silent(handler: Handler, body: dict[str, Any]) -> None:
    """Takes the request and says nothing."""
    handler.server.over.wait(20)


def drips(handler: Handler, body: dict[str, Any]) -> None:
    """Comments of the protocol for ever, none of which is a word."""
    handler.open_stream()
    while not handler.server.over.wait(0.05):
        handler.wfile.write(b": ping\n\n")
        handler.wfile.flush()


def endless(text: str) -> Script:
    """The same words for ever, as fast as they are read."""

    def script(handler: Handler, body: dict[str, Any]) -> None:
        handler.open_stream()
        while not handler.server.over.is_set():
            handler.send_piece(text)

    return script


def breaks_off(text: str) -> Script:
    """Some words, then the connection is gone in the middle of an event."""

    def script(handler: Handler, body: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.send_piece(text)
        handler.close_connection = True

    return script


def noise(payload: bytes) -> Script:
    """Bytes that are no reply at all, under a good status."""

    def script(handler: Handler, body: dict[str, Any]) -> None:
        handler.open_stream()
        handler.wfile.write(payload)

    return script


def slow(seconds: float, then: Script) -> Script:
    """Waits, then does something."""

    def script(handler: Handler, body: dict[str, Any]) -> None:
        time.sleep(seconds)
        then(handler, body)

    return script
