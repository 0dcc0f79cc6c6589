"""Other programs call the running window: MCP, gradio's client, plain HTTP; all with login."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from answer_reports import NEW, OLD, write_reports

from eval.load import Door, through_queue
from index.build import add_paths
from index.library import Library
from screens.users import Role, UsersFile

ROOT = Path(__file__).resolve().parents[1]
MCP = "/gradio_api/mcp/"
PASSWORD = "mật khẩu đủ dài"
BUDGET = "Thu ngân sách năm 2025 là bao nhiêu?"
DRAFT = "Năm 2025, thu ngân sách trên địa bàn đạt 4.750 tỷ đồng."


@dataclass(frozen=True)
class House:
    """A window with two users: their tokens, and where the journal is."""

    url: str
    reader: str
    editor: str
    index: Path

    def auth(self, token: str = "") -> dict[str, str]:
        return {"Authorization": f"Bearer {token or self.reader}"}

    def post(self, name: str, form: object, token: str = "") -> httpx.Response:
        body = json.dumps(form).encode()
        return httpx.post(
            f"{self.url}/api/{name}", content=body, headers=self.auth(token), timeout=60
        )

    def journal(self) -> list[dict[str, Any]]:
        lines = (self.index / "journal.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("chuong-trinh")
    index = folder / "kho"
    add_paths(write_reports(folder / "bao-cao"), index)
    users = UsersFile(folder / "users.json")
    users.add("minh", Role.READER, PASSWORD)
    users.add("lan", Role.EDITOR, PASSWORD)
    tokens = {name: users.new_token(name) for name in ("minh", "lan")}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [
        sys.executable, str(ROOT / "app.py"), "--index", str(index), "--users", str(users.path),
        "--port", str(port), "--no-browser",
    ]  # fmt: skip
    log = folder / "log.txt"
    with log.open("w", encoding="utf-8") as out:
        window = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out)
        try:
            _until_up(url, window, log)
            yield House(url, tokens["minh"], tokens["lan"], index)
        finally:
            window.terminate()
            window.wait(20)


def _until_up(url: str, window: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and window.poll() is None:
        try:
            if httpx.get(url, timeout=5).status_code == 401:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    pytest.fail(log.read_text(encoding="utf-8"))


def test_plain_http(house: House) -> None:
    answer = house.post("ask", {"question": BUDGET}).json()
    assert "4.650 tỷ đồng" in answer["text"]
    assert answer["citations"][0]["report"] == NEW
    history = [{"question": BUDGET, "answer": answer["text"]}]
    before = house.post("ask", {"question": "Còn năm 2024?", "history": history}).json()
    assert "4.200 tỷ đồng" in before["text"]
    rows = house.post("figures", {"words": "ngan sach", "year": "2025", "limit": 1}).json()
    assert rows["total"] >= 2
    assert len(rows["rows"]) == 1
    series = house.post("series", {"number": rows["rows"][0]["number"]}).json()
    assert [point["year"] for point in series["points"]] == [2024, 2025]
    verdicts = house.post("check", {"text": DRAFT}).json()["verdicts"]
    assert "contradicted" in {verdict["verdict"] for verdict in verdicts}
    audit = house.post("audit", {"report": OLD}).json()
    assert audit["reports"] == [OLD]
    told = httpx.get(f"{house.url}/api", headers=house.auth(), timeout=30).json()
    assert set(told) == {"ask", "check", "audit", "figures", "series"}
    assert told["ask"]["parameters"]["question"]["required"] is True


@pytest.mark.parametrize(
    ("name", "form", "status", "told"),
    [
        ("ask", {"question": "  "}, 400, "Câu hỏi trống"),
        ("ask", {}, 422, "question"),
        ("ask", {"question": 5}, 422, "question"),
        ("ask", [], 422, "ask"),
        ("figures", {"color": "red"}, 422, "color"),
        ("series", {"number": 10**6}, 400, "Không có số liệu"),
        ("audit", {"report": "x.pdf"}, 400, NEW),
        ("check", {"text": "x" * 200_001}, 400, "dài quá"),
        ("ask", {"question": "x" * 3_000_000}, 413, "2 MB"),
        ("delete", {"file": NEW}, 404, "Không có lệnh"),
    ],
)
def test_wrong_requests_are_told_what_to_do(
    house: House, name: str, form: object, status: int, told: str
) -> None:
    answer = house.post(name, form)
    assert answer.status_code == status
    assert told in answer.json()["error"]


def test_no_json(house: House) -> None:
    answer = httpx.post(f"{house.url}/api/ask", content=b"{", headers=house.auth(), timeout=30)
    assert answer.status_code == 400


def test_gradio_client(house: House) -> None:
    client_of = pytest.importorskip("gradio_client").Client
    client = client_of(house.url, headers=house.auth(), verbose=False, analytics_enabled=False)
    answer = client.predict(question=BUDGET, api_name="/ask")
    assert "4.650 tỷ đồng" in answer["text"]
    found = client.predict(words="ngan sach", awards=False, limit=2, api_name="/figures")
    assert len(found["rows"]) == 2
    assert {"/ask", "/check", "/audit", "/figures"} <= set(
        client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    )
    client.close()


def test_mcp_client(house: House) -> None:
    asyncio.run(_talk(house))
    asked = [entry for entry in house.journal() if entry["action"] == "ask"]
    assert {entry["user"] for entry in asked} == {"minh", "lan"}


async def _talk(house: House) -> None:
    from mcp import ClientSession
    from mcp.client.streamable_http import create_mcp_http_client, streamable_http_client

    async with (
        create_mcp_http_client(headers=house.auth(house.editor)) as http,
        streamable_http_client(f"{house.url}/gradio_api/mcp/", http_client=http) as (
            read,
            write,
            _,
        ),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        tools = {tool.name: tool for tool in (await session.list_tools()).tools}
        assert set(tools) == {"ask", "check", "audit", "figures", "series"}
        assert "nguyên văn" in str(tools["ask"].description)
        assert tools["ask"].inputSchema["required"] == ["question"]
        assert "Năm" in tools["figures"].inputSchema["properties"]["year"]["description"]

        async def call(name: str, **arguments: object) -> Any:
            result = await session.call_tool(name, arguments)
            assert not result.isError, result
            return json.loads(result.content[0].text)  # type: ignore[union-attr]

        assert "4.650 tỷ đồng" in (await call("ask", question=BUDGET))["text"]
        assert (await call("check", text=DRAFT))["verdicts"]
        assert (await call("audit"))["reports"] == [OLD, NEW]
        rows = (await call("figures", awards=True, movement="Sạch từ ngõ"))["rows"]
        assert {row["form"] for row in rows} == {"Bằng khen"}
        wrong = await session.call_tool("ask", {"question": " "})
        assert wrong.isError
        assert "Câu hỏi trống" in wrong.content[0].text  # type: ignore[union-attr]


@pytest.mark.parametrize("path", ["/", "/config", "/api", "/gradio_api/info", "/gradio_api/mcp/"])
def test_nothing_without_a_token(house: House, path: str) -> None:
    assert httpx.get(house.url + path, timeout=30).status_code == 401
    wrong = {"Authorization": "Bearer mc_sai"}
    assert httpx.post(house.url + path, headers=wrong, json={}, timeout=30).status_code == 401


def test_a_reader_cannot_add_a_report_by_any_way(house: House, tmp_path: Path) -> None:
    """The server refuses, whatever the page shows; another's upload cannot be used either."""
    asyncio.run(_try_to_add(house))
    actions = [(entry["user"], entry["action"]) for entry in house.journal()]
    assert ("minh", "add refused") in actions
    assert ("lan", "add") not in actions
    with Library.open(house.index) as library:
        assert [report.file for report in library.reports()] == [OLD, NEW]


async def _try_to_add(house: House) -> None:
    async with (
        httpx.AsyncClient(headers=house.auth(), timeout=60) as reader,
        httpx.AsyncClient(headers=house.auth(house.editor), timeout=60) as editor,
    ):
        door = await Door.of(reader, house.url)
        upload = {"files": ("thu.txt", "Báo cáo thử năm 2025".encode())}
        sent = await reader.post(f"{house.url}/gradio_api/upload", files=upload)
        kind = {"_type": "gradio.FileData"}
        file = {"path": sent.json()[0], "orig_name": "thu.txt", "meta": kind}
        output = await through_queue(reader, door, door.upload, [[file]], 60, "doc-gia")
        assert "không được nạp" in json.dumps(output, ensure_ascii=False)
        with pytest.raises(RuntimeError, match="403"):
            await through_queue(editor, door, door.upload, [[file]], 60, "nguoi-khac")
        other = await editor.post(
            f"{house.url}/gradio_api/upload", files={"files": ("a.html", b"<p>")}
        )
        assert other.status_code == 415


def test_a_browser_logs_in_and_out(house: House) -> None:
    with httpx.Client(base_url=house.url, timeout=30) as browser:
        page = browser.get("/", headers={"accept": "text/html"})
        assert page.status_code == 303
        assert (
            browser.post("/dang-nhap", data={"name": "minh", "password": "sai"}).status_code == 401
        )
        form = {"name": "minh", "password": PASSWORD}
        evil = {"origin": "http://evil.example"}
        assert browser.post("/dang-nhap", data=form, headers=evil).status_code == 403
        assert browser.post("/dang-nhap", data=form).status_code == 303
        assert browser.get("/", headers={"accept": "text/html"}).status_code == 200
        assert browser.get("/gradio_api/user").json() == "minh"
        assert browser.post("/dang-xuat").status_code == 303
        assert browser.get("/config").status_code == 401
    actions = [(entry["user"], entry["action"]) for entry in house.journal()]
    assert ("minh", "login refused") in actions
    assert ("minh", "logout") in actions
