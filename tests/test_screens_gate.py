"""The gate: log in, be refused, be logged out; tokens; users apart from each other."""

from __future__ import annotations

import asyncio
import json
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from screens.access import ONLY_EDITORS, USER, Access, NotAllowed
from screens.gate import COOKIE, LOGIN, LOGOUT, WRONG, Gate
from screens.guard import UPLOAD
from screens.journal import Journal
from screens.sessions import FREE_TRIES
from screens.users import Role, UsersFile

PASSWORD = "mật khẩu đủ dài"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost nothing: what they cost is not tested here."""
    monkeypatch.setattr("screens.users._N", 16)


class House:
    """A gate over an application that says who came, with two users."""

    def __init__(self, folder: Path) -> None:
        self.users = UsersFile(folder / "users.json")
        self.users.add("lan", Role.EDITOR, PASSWORD)
        self.users.add("minh", Role.READER, PASSWORD)
        self.journal = Journal(folder)
        self.uploads = folder / "uploads"
        self.access = Access(self.users, self.journal)
        self.gate = Gate(self._inner, self.access, self.uploads)
        self.answer: Any = None

    async def _inner(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] == UPLOAD:
            body = json.dumps(self.answer).encode()
        else:
            body = (scope[USER] + " " + (await receive()).get("body", b"").decode()).encode()
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def call(
        self,
        path: str = "/",
        method: str = "GET",
        body: bytes = b"",
        query: str = "",
        **headers: str,
    ) -> tuple[int, dict[str, str], str]:
        """One request: status, headers, text."""
        scope = {
            "type": "http", "method": method, "path": path, "query_string": query.encode(),
            "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
            "client": ("10.0.0.9", 5000), "scheme": "http",
        }  # fmt: skip
        sent: list[MutableMapping[str, Any]] = []

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": body}

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        asyncio.run(self.gate(scope, receive, send))
        found = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
        text = b"".join(message["body"] for message in sent[1:]).decode()
        return sent[0]["status"], found, text

    def log_in(self, name: str, password: str = PASSWORD) -> tuple[int, dict[str, str], str]:
        form = urlencode({"name": name, "password": password}).encode()
        return self.call(LOGIN, "POST", form)

    def cookie(self, name: str) -> str:
        status, headers, _ = self.log_in(name)
        assert status == 303
        return headers["set-cookie"].split(";")[0]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def post(house: House, path: str, form: object, cookie: str) -> int:
    return house.call(path, "POST", json.dumps(form).encode(), cookie=cookie)[0]


def test_nobody_passes_without_login(house: House) -> None:
    for path in ("/", "/config", "/gradio_api/run/ask", "/gradio_api/mcp/", "/theme.css"):
        status, headers, text = house.call(path, accept="*/*")
        assert status == 401, path
        assert "Bearer" in headers["www-authenticate"]
        assert "đăng nhập" in json.loads(text)["error"]
    status, headers, _ = house.call("/", accept="text/html")
    assert (status, headers["location"]) == (303, LOGIN)
    assert house.call("/", cookie=f"{COOKIE}=không-có")[0] == 401
    assert house.call("/", authorization="Bearer mc_sai")[0] == 401
    assert house.call("/", authorization="Basic bGFuOng=")[0] == 401
    status, headers, page = house.call(LOGIN)
    assert status == 200
    assert 'type="password"' in page
    assert headers["cache-control"] == "no-store"


def test_log_in_and_out(house: House) -> None:
    status, headers, _ = house.log_in("Lan")
    assert (status, headers["location"]) == (303, "/")
    given = headers["set-cookie"]
    assert "HttpOnly" in given
    assert "SameSite=Lax" in given
    cookie = given.split(";")[0]
    assert house.call("/", cookie=cookie)[2].startswith("lan")
    assert house.call(LOGOUT, "GET", cookie=cookie)[0] == 303
    assert house.call("/", cookie=cookie)[0] == 200  # a link alone logs nobody out
    status, headers, _ = house.call(LOGOUT, "POST", cookie=cookie)
    assert (status, headers["location"]) == (303, LOGIN)
    assert "Max-Age=0" in headers["set-cookie"]
    assert house.call("/", cookie=cookie)[0] == 401
    lines = house.journal.path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["action"] for line in lines] == ["login", "logout"]
    assert json.loads(lines[0])["from"] == "10.0.0.9"


def test_a_wrong_name_and_a_wrong_password_look_alike(house: House) -> None:
    name, password = house.log_in("ai-do"), house.log_in("lan", "sai mật khẩu")
    assert name == password
    assert name[0] == 401
    assert WRONG in name[2]
    assert "set-cookie" not in name[1]
    assert PASSWORD not in house.journal.path.read_text(encoding="utf-8")


def test_many_wrong_tries_have_to_wait(house: House) -> None:
    for _ in range(FREE_TRIES):
        assert house.log_in("lan", "sai mật khẩu")[0] == 401
    status, headers, text = house.log_in("lan")  # the right one waits as well
    assert status == 429
    assert int(headers["retry-after"]) >= 1
    assert "Hãy đợi" in text


def test_a_token_is_its_user(house: House) -> None:
    token = house.users.new_token("minh")
    assert house.call("/", authorization=f"Bearer {token}")[2].startswith("minh")
    house.users.remove("minh")
    assert house.call("/", authorization=f"Bearer {token}")[0] == 401


def test_a_removed_user_is_out_at_once(house: House) -> None:
    cookie = house.cookie("minh")
    assert house.call("/", cookie=cookie)[0] == 200
    house.users.remove("minh")
    assert house.call("/", cookie=cookie)[0] == 401


def test_a_session_is_whose_it_was_first(house: House) -> None:
    lan, minh = house.cookie("lan"), house.cookie("minh")
    join = "/gradio_api/queue/join"
    assert post(house, join, {"session_hash": "s1", "data": []}, lan) == 200
    assert post(house, join, {"session_hash": "s1", "data": []}, minh) == 403
    assert post(house, "/gradio_api/cancel", {"session_hash": "s1"}, minh) == 403
    stream = "/gradio_api/queue/data"
    assert house.call(stream, query="session_hash=s1", cookie=minh)[0] == 403
    assert house.call(stream, query="session_hash=s1", cookie=lan)[0] == 200
    assert house.call("/gradio_api/heartbeat/s1", cookie=minh)[0] == 403
    assert post(house, join, {"session_hash": "s2", "data": []}, minh) == 200
    # what was read is handed on whole
    body = json.dumps({"session_hash": "s2"}).encode()
    assert house.call(join, "POST", body, cookie=minh)[2] == f"minh {body.decode()}"


def test_an_upload_is_whose_it_was(house: House) -> None:
    lan, minh = house.cookie("lan"), house.cookie("minh")
    mine = str(house.uploads / "abc" / "báo cáo.pdf")
    house.answer = [mine]
    assert house.call(UPLOAD, "POST", b"x", cookie=lan)[0] == 200
    form = {"data": [[{"path": mine, "meta": {"_type": "gradio.FileData"}}]], "session_hash": "a"}
    assert post(house, "/gradio_api/queue/join", form, lan) == 200
    other = {**form, "session_hash": "b"}
    assert post(house, "/gradio_api/queue/join", other, minh) == 403
    winding = str(house.uploads / "x" / ".." / "abc" / "báo cáo.pdf")
    other["data"] = [{"deep": [{"path": winding}]}]
    assert post(house, "/gradio_api/run/check", other, minh) == 403
    house.call(UPLOAD, "POST", b"x", cookie=minh)  # minh has the same file
    assert post(house, "/gradio_api/queue/join", {**form, "session_hash": "b"}, minh) == 200


def test_a_body_without_end_is_refused(house: House) -> None:
    cookie = house.cookie("lan")
    huge = b"[" + b"1," * (9 * 1024 * 1024) + b"1]"
    assert house.call("/gradio_api/queue/join", "POST", huge, cookie=cookie)[0] == 413


def test_roles(house: House) -> None:
    class Request:
        username = "minh"
        client = None

    with pytest.raises(NotAllowed, match="không được nạp"):
        house.access.editor(Request(), "delete", file="a.pdf")
    assert str(ONLY_EDITORS)
    entry = json.loads(house.journal.path.read_text(encoding="utf-8").splitlines()[-1])
    assert (entry["user"], entry["action"], entry["file"]) == ("minh", "delete refused", "a.pdf")
    Request.username = "lan"
    assert house.access.editor(Request(), "delete").name == "lan"
    Request.username = "gone"
    assert not house.access.caller(Request()).may_edit
    assert Access().caller(Request()).may_edit  # one person's own machine
