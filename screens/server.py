"""Serves the window: gradio inside FastAPI, inside the guard, in one long-lived process.

What this module does not know: the tabs, the command line.
"""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screens.desk import Desk
from screens.downloads import EXPIRED
from screens.downloads import ROUTE as DOWNLOADS
from screens.guard import Application, Guard
from screens.opening import Opening
from screens.settings import SHEET_SUFFIXES, UPLOAD_SUFFIXES, WindowSettings
from screens.theme import SCRIPT_ROUTE, head, script, style, theme

if TYPE_CHECKING:
    from fastapi import FastAPI

SWITCH_SECONDS = 0.001


class PortTaken(Exception):
    """The address cannot be listened on; the message, in Vietnamese, says what to do."""


def application(desk: Desk, temporary: Path) -> Any:
    """The whole window as an ASGI application; uploads wait in ``temporary`` to be read.

    Sets gradio's own environment variables: it knows no other way for its temporary folder
    and for not calling home.
    """
    os.environ["GRADIO_TEMP_DIR"] = str(temporary)
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr
    from fastapi import FastAPI

    from screens.access import USER
    from screens.addresses import add_addresses
    from screens.gate import Gate
    from screens.programs import operations, serve_programs
    from screens.window import build

    settings = desk.settings
    login = desk.access.login
    shell = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    blocks = build(desk)
    _add_files(shell, desk)
    add_addresses(shell, operations(desk))
    gr.mount_gradio_app(
        shell,
        blocks,
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        allowed_paths=[],
        show_error=False,
        max_file_size=settings.upload_megabytes * 1024 * 1024,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=True,
        auth_dependency=(lambda request: request.scope.get(USER)) if login else None,
        theme=theme(),
        css=style(),
        head=head(),
    )
    serve_programs(blocks)
    return Guard(
        Gate(shell, desk.access, temporary) if login else shell,
        hosts=settings.known_hosts(),
        suffixes=UPLOAD_SUFFIXES + SHEET_SUFFIXES,
        megabytes=settings.upload_megabytes,
    )


def _add_files(shell: FastAPI, desk: Desk) -> None:
    """Adds the addresses of the window's script and of the files that it hands out."""
    from fastapi import Response

    content = script()

    @shell.get(SCRIPT_ROUTE)
    def send_script() -> Response:
        return Response(content, media_type="text/javascript")

    @shell.get(DOWNLOADS + "/{token}")
    def send_download(token: str) -> Response:
        offered = desk.downloads.take(token)
        if offered is None:
            return Response(EXPIRED, 404, media_type="text/plain; charset=utf-8")
        return Response(offered.content, headers=offered.headers)


def listen(settings: WindowSettings) -> socket.socket:
    """A socket on the wanted address, before anything heavy is loaded.

    Raises:
        PortTaken: another program listens there, or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":  # on Windows this option would share the port with another program
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise PortTaken(
            f"Không mở được địa chỉ {settings.host}:{settings.port} ({error.strerror}). "
            "Có thể cửa sổ khác đang chạy; hãy đóng nó hoặc chọn cổng khác bằng --port."
        ) from error
    listener.listen(128)
    return listener


def serve(desk: Desk, listener: socket.socket) -> None:
    """Runs until it is stopped (Ctrl+C); the temporary folder goes with it."""
    import uvicorn

    # The one thread that serves the browsers waits so long for each thread that computes.
    sys.setswitchinterval(SWITCH_SECONDS)
    with tempfile.TemporaryDirectory(
        prefix="minh-chung-cua-so-", ignore_cleanup_errors=True
    ) as temporary:

        def build() -> Application:
            app: Application = application(desk, Path(temporary))
            threading.Thread(target=desk.open_up, name="warm-up", daemon=True).start()
            return app

        config = uvicorn.Config(
            Opening(build), log_level="warning", server_header=False, timeout_graceful_shutdown=2
        )
        uvicorn.Server(config).run(sockets=[listener])
