"""The gate: nobody passes without having logged in; each caller keeps to what is theirs.

A browser proves itself by a session cookie (HttpOnly, SameSite=Lax), a program by its user's
token (``Authorization: Bearer …``). Requests of other sites were refused before this
(``guard.py``: Origin), so a cookie alone changes nothing that its owner did not ask for.
What this module does not know: what the application behind it does.
"""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Mapping, Sequence
from html import escape
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from string import Template
from urllib.parse import parse_qs

from screens.access import USER, Access, Caller
from screens.apart import Apart
from screens.guard import Application, Message, Receive, Scope, Send, respond
from screens.sessions import LONGEST_SECONDS, Sessions, Throttle
from screens.users import User, UsersError, UsersFile

COOKIE = "minh-chung-phien"
LOGIN, LOGOUT = "/dang-nhap", "/dang-xuat"
OPEN = frozenset({"/favicon.ico", "/manifest.json"})  # what a browser fetches without cookies
WRONG = "Tên hoặc mật khẩu không đúng."
WAIT = "Đã thử sai nhiều lần. Hãy đợi {seconds} giây rồi thử lại."
NOT_LOGGED_IN = "Cần đăng nhập, hoặc gửi mã truy cập: Authorization: Bearer MÃ."
NOT_YOURS = "Phiên làm việc hoặc tệp này không phải của bạn."
TOO_LONG = "Yêu cầu quá dài."
_LONGEST_FORM = 8 * 1024
_LONGEST_BODY = 16 * 1024 * 1024
_PAGE = Path(__file__).resolve().parent / "login.html"


class Gate:
    """ASGI middleware between the guard and the application."""

    def __init__(self, app: Application, access: Access, temporary: Path) -> None:
        assert access.users is not None
        self.app = app
        self.access = access
        self.users: UsersFile = access.users
        self.sessions = Sessions()
        self.throttle = Throttle()
        self.apart = Apart(temporary)
        self._page = Template(_PAGE.read_text(encoding="utf-8"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or refuses it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        path = str(scope["path"]).rstrip("/") or "/"
        try:
            user = self._user(headers)
            if path == LOGIN:
                await self._login(scope, receive, send)
            elif path == LOGOUT:
                await self._logout(scope, headers, user, send)
            elif path in OPEN:
                await self.app(scope, receive, send)
            elif user is None:
                await self._refuse(scope, headers, send)
            else:
                await self._pass(user, {**scope, USER: user.name}, receive, send)
        except UsersError as error:
            await _answer(send, 503, str(error))

    def _user(self, headers: Mapping[str, str]) -> User | None:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self.users.of_token(token.strip())
        secret = _cookie(headers)
        return self.sessions.user(secret, self.users.users().get) if secret else None

    async def _login(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            await _answer(send, 200, self._login_page(""), kind="text/html")
            return
        body = await _body(receive, _LONGEST_FORM)
        form = parse_qs((body or b"").decode("utf-8", "replace"))
        name, password = form.get("name", [""])[0], form.get("password", [""])[0]
        address = _address(scope)
        keys = (f"name {name.strip().casefold()[:100]}", f"address {address}")
        wait = self.throttle.wait(*keys)
        if wait > 0:
            text = WAIT.format(seconds=math.ceil(wait))
            retry = [(b"retry-after", str(math.ceil(wait)).encode())]
            await _answer(send, 429, self._login_page(text), kind="text/html", extra=retry)
            return
        self.throttle.failed(*keys)  # counted first: tries at the same time count too
        user = await asyncio.to_thread(self.users.verified, name, password)
        caller = Caller(user.name if user else name[:100], address=address)
        if user is None:
            self.access.note(caller, "login refused")
            await _answer(send, 401, self._login_page(WRONG), kind="text/html")
            return
        self.throttle.passed(*keys)
        self.access.note(caller, "login")
        cookie = _set_cookie(self.sessions.begin(user), int(LONGEST_SECONDS), scope)
        await _answer(send, 303, "", extra=[(b"location", b"/"), cookie])

    async def _logout(
        self, scope: Scope, headers: Mapping[str, str], user: User | None, send: Send
    ) -> None:
        """Ends the session; only a button of the page itself may ask for it (POST)."""
        if scope["method"] == "POST":
            self.sessions.end(_cookie(headers))
            if user is not None:
                address = _address(scope)
                self.access.note(Caller(user.name, user.role, address), "logout")
        extra = [(b"location", LOGIN.encode()), _set_cookie("", 0, scope)]
        await _answer(send, 303, "", extra=extra if scope["method"] == "POST" else extra[:1])

    async def _refuse(self, scope: Scope, headers: Mapping[str, str], send: Send) -> None:
        if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
            await _answer(send, 303, "", extra=[(b"location", LOGIN.encode())])
            return
        text = json.dumps({"error": NOT_LOGGED_IN}, ensure_ascii=False)
        extra = [(b"www-authenticate", b'Bearer realm="Minh Chung"')]
        await _answer(send, 401, text, kind="application/json", extra=extra)

    async def _pass(self, user: User, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope["path"])
        if self.apart.is_upload(path):
            plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            watching = self.apart.watching(user.name, send)
            await self.app({**scope, "headers": plain}, receive, watching)
            return
        body = None
        if self.apart.reads_body(scope):
            body = await _body(receive, _LONGEST_BODY)
            if body is None:
                await _answer(send, 413, TOO_LONG)
                return
            receive = _replay(body, receive)
        query = str(scope.get("query_string", b"").decode("latin-1"))
        if not self.apart.may(user.name, path, query, body):
            await _answer(send, 403, NOT_YOURS)
            return
        await self.app(scope, receive, send)

    def _login_page(self, problem: str) -> str:
        told = f'<p class="problem" role="alert">{escape(problem)}</p>' if problem else ""
        return self._page.substitute(problem=told, action=LOGIN)


def _address(scope: Scope) -> str:
    return str((scope.get("client") or ("", 0))[0])


def _cookie(headers: Mapping[str, str]) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _set_cookie(value: str, seconds: int, scope: Scope) -> tuple[bytes, bytes]:
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    text = f"{COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"
    return b"set-cookie", text.encode()


async def _body(receive: Receive, longest: int) -> bytes | None:
    """The whole body, None if it is longer than that."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > longest:
            return None
        if not message.get("more_body"):
            return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that hands out what was read, then goes on."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return left.pop() if left else await receive()

    return again


async def _answer(
    send: Send,
    status: int,
    text: str,
    *,
    kind: str = "text/plain",
    extra: Sequence[tuple[bytes, bytes]] = (),
) -> None:
    """A response that no cache keeps: what it says is of one caller and one moment."""
    await respond(send, status, text, kind=kind, more=[(b"cache-control", b"no-store"), *extra])
