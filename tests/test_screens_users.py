"""Accounts: hashed, followed when the file changes, managed by a command that shows no password."""

from __future__ import annotations

import io
import json
import os
import time
from pathlib import Path

import pytest

import app
from screens.journal import Journal
from screens.sessions import (
    FREE_TRIES,
    IDLE_SECONDS,
    LONGEST_SECONDS,
    LONGEST_WAIT,
    Sessions,
    Throttle,
)
from screens.users import Role, UsersError, UsersFile, hashed, password_fits

PASSWORD = "mật khẩu đủ dài"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost nothing: what they cost is not tested here."""
    monkeypatch.setattr("screens.users._N", 16)


class Clock:
    """Time that a test moves."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_there_is_no_account_by_itself(tmp_path: Path) -> None:
    users = UsersFile(tmp_path / "users.json")
    assert users.users() == {}
    assert users.verified("admin", "admin") is None
    assert users.of_token("") is None


def test_passwords_and_tokens_are_kept_hashed(tmp_path: Path) -> None:
    users = UsersFile(tmp_path / "users.json")
    users.add("Lan.Nguyễn", Role.EDITOR, PASSWORD)
    token = users.new_token("lan.nguyễn")
    text = users.path.read_text(encoding="utf-8")
    assert PASSWORD not in text
    assert token not in text
    if os.name != "nt":
        assert users.path.stat().st_mode & 0o077 == 0
    found = users.verified(" LAN.NGUYỄN ", PASSWORD)
    assert found
    assert found.role is Role.EDITOR
    assert users.verified("lan.nguyễn", PASSWORD + "x") is None
    assert users.verified("lan", PASSWORD) is None
    owner = users.of_token(token)
    assert owner
    assert owner.name == "lan.nguyễn"
    assert users.of_token(token[:-1]) is None
    again = users.new_token("lan.nguyễn")
    assert users.of_token(token) is None  # the old one is gone
    assert users.of_token(again)


def test_equal_passwords_look_unlike() -> None:
    one, other = hashed(PASSWORD), hashed(PASSWORD)
    assert one != other
    assert password_fits(PASSWORD, one)
    assert not password_fits(PASSWORD, "")
    assert not password_fits(PASSWORD, "plain$1$1$1$00$00")


def test_an_unknown_name_costs_as_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import screens.users

    users = UsersFile(tmp_path / "users.json")
    users.add("lan", Role.READER, PASSWORD)
    tried: list[str] = []
    real = screens.users.password_fits
    monkeypatch.setattr(
        screens.users, "password_fits", lambda word, kept: tried.append(kept) or real(word, kept)
    )
    assert users.verified("lan", "sai") is None
    assert users.verified("ai-do", "sai") is None
    assert len(tried) == 2
    assert tried[0].split("$")[1:4] == tried[1].split("$")[1:4]  # the same work


@pytest.mark.parametrize("name", ["", "a b", "x" * 61, "a/b", "<b>"])
def test_names_that_cannot_be(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsersError, match="Tên người dùng"):
        UsersFile(tmp_path / "u").add(name, Role.READER, PASSWORD)


def test_short_passwords_and_taken_names(tmp_path: Path) -> None:
    users = UsersFile(tmp_path / "u")
    with pytest.raises(UsersError, match="từ 10"):
        users.add("lan", Role.READER, "ngắn")
    users.add("lan", Role.READER, PASSWORD)
    with pytest.raises(UsersError, match="Đã có"):
        users.add("LAN", Role.EDITOR, PASSWORD)
    with pytest.raises(UsersError, match="Không có người dùng"):
        users.remove("minh")


def test_a_change_by_another_program_is_seen(tmp_path: Path) -> None:
    users, other = UsersFile(tmp_path / "u"), UsersFile(tmp_path / "u")
    users.add("lan", Role.READER, PASSWORD)
    assert "lan" in other.users()
    users.change("lan", role=Role.EDITOR)
    assert other.users()["lan"].role is Role.EDITOR
    users.remove("lan")
    assert other.users() == {}


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "u"
    path.write_text('{"users": [{"name": "a"}]}', encoding="utf-8")
    with pytest.raises(UsersError, match="Không đọc được tệp người dùng"):
        UsersFile(path).users()


def test_sessions_end(tmp_path: Path) -> None:
    users = UsersFile(tmp_path / "u")
    lan = users.add("lan", Role.READER, PASSWORD)
    clock = Clock()
    sessions = Sessions(clock)

    def alive(secret: str) -> bool:
        return sessions.user(secret, users.users().get) is not None

    secret, other = sessions.begin(lan), sessions.begin(lan)
    assert secret != other
    assert alive(secret)
    assert not alive("khác")
    sessions.end(secret)
    assert not alive(secret)
    assert alive(other)
    clock.now += IDLE_SECONDS + 1
    assert not alive(other)
    busy = sessions.begin(lan)
    for _ in range(int(LONGEST_SECONDS / IDLE_SECONDS) + 1):
        clock.now += IDLE_SECONDS - 1
        alive(busy)
    assert not alive(busy)  # used all the time, but old
    third = sessions.begin(lan)
    users.change("lan", password=PASSWORD + "!")
    assert not alive(third)


def test_wrong_tries_wait_ever_longer() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    for _ in range(FREE_TRIES):
        assert throttle.wait("name lan", "address 1") == 0
        throttle.failed("name lan", "address 1")
    first = throttle.wait("name lan", "address 2")
    assert first > 0
    assert throttle.wait("name minh", "address 2") == 0
    clock.now += first
    assert throttle.wait("name lan") == 0
    throttle.failed("name lan")
    assert throttle.wait("name lan") == pytest.approx(2 * first)
    for _ in range(30):
        throttle.failed("name lan")
    assert throttle.wait("name lan") == LONGEST_WAIT
    throttle.passed("name lan")
    assert throttle.wait("name lan") == 0


def test_the_journal_is_bounded(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "kho", megabytes=0.002, files=3)
    for number in range(100):
        journal.note("lan", "ask", "127.0.0.1", question=f"câu {number} " + "x" * 5000)
    files = sorted((tmp_path / "kho").iterdir())
    assert len(files) == 3
    assert sum(file.stat().st_size for file in files) < 3 * 2500
    entry = json.loads(journal.path.read_text(encoding="utf-8").splitlines()[-1])
    assert entry["question"].startswith("câu 99 ")
    assert len(entry["question"]) == 1000
    assert (entry["user"], entry["action"], entry["from"]) == ("lan", "ask", "127.0.0.1")
    assert time.strptime(entry["time"][:19], "%Y-%m-%dT%H:%M:%S")


def run(monkeypatch: pytest.MonkeyPatch, typed: str, *words: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return app.main(["user", *words], {})


def test_the_user_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "u.json")
    users = UsersFile(Path(file))
    assert run(monkeypatch, f"{PASSWORD}\n", "add", "lan", "--users", file) == 0
    assert users.users()["lan"].role is Role.READER
    assert users.verified("lan", PASSWORD)
    assert run(monkeypatch, "", "role", "lan", "--role", "editor", "--users", file) == 0
    assert users.users()["lan"].role is Role.EDITOR
    assert run(monkeypatch, "mật khẩu mới đây\n", "password", "lan", "--users", file) == 0
    assert not users.verified("lan", PASSWORD)
    assert run(monkeypatch, "", "token", "lan", "--users", file) == 0
    token = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("mc_"))
    assert users.of_token(token)
    assert run(monkeypatch, "", "list", "--users", file) == 0
    assert "lan\teditor" in capsys.readouterr().out
    assert run(monkeypatch, "", "remove", "lan", "--users", file) == 0
    assert users.users() == {}


@pytest.mark.parametrize(
    ("typed", "words", "told"),
    [
        ("", ("add", "lan"), "--users TỆP"),
        ("", ("add", "--users", "u"), "còn thiếu TÊN"),
        ("", ("add", "lan", "--users", "u"), "Không nhận được mật khẩu"),
        ("ngắn\n", ("add", "lan", "--users", "u"), "từ 10"),
        ("", ("role", "lan", "--users", "u"), "--role reader"),
        ("", ("token", "lan", "--users", "u"), "Không có người dùng"),
    ],
)
def test_what_the_user_command_refuses(
    typed: str,
    words: tuple[str, ...],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, typed, *words) == 1
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("where", [("--host", "0.0.0.0"), ("--users", "chua-co.json")])
def test_the_window_does_not_open_without_an_account(
    where: tuple[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Beyond this machine a login is due; where it is wanted there must be somebody to log in."""
    monkeypatch.chdir(tmp_path)
    assert app.main([*where, "--no-browser"], {}) == 1
    assert "user add" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
