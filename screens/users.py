"""The users file: names, roles, hashed passwords and hashed tokens; no account is there by itself.

Passwords are kept as scrypt, tokens (256 random bits) as SHA-256. A name that is not there
costs the same work as one that is, so that the time tells nothing. The file is read again
when it changes: who is taken out of it is out at once.

What this module does not know: the network, who is logged in.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import tempfile
import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
LONGEST_NAME = 60
_N, _R, _P = 2**15, 8, 1  # 32 MB and about a tenth of a second a try
_MEMORY = 64 * 1024 * 1024
_AT_ONCE = threading.BoundedSemaphore(2)  # so many tries may hold memory and a core


class Role(StrEnum):
    """What a user may do: read and ask, or also add and delete reports."""

    READER = "reader"
    EDITOR = "editor"


class UsersError(Exception):
    """The users file or a wish about it is wrong; the message, in Vietnamese, says what to do."""


@dataclass(frozen=True, slots=True)
class User:
    """One account; password: ``scrypt$N$r$p$salt$key``; token: SHA-256, "" for none."""

    name: str
    role: Role
    password: str
    token: str = ""


class UsersFile:
    """The accounts of one file. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._guard = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._users: dict[str, User] = {}

    def users(self) -> Mapping[str, User]:
        """All accounts by name, as the file has them now; none if there is no file.

        Raises:
            UsersError: the file is no users file.
        """
        with self._guard:
            try:
                found = self.path.stat()
            except FileNotFoundError:
                self._stamp, self._users = None, {}
                return self._users
            stamp = (found.st_mtime_ns, found.st_size)
            if stamp != self._stamp:
                self._users = _read(self.path)
                self._stamp = stamp
            return self._users

    def verified(self, name: str, password: str) -> User | None:
        """The user of that name and password, None if one of them is wrong."""
        user = self.users().get(_name_key(name))
        kept = user.password if user else _decoy()
        right = password_fits(password, kept)
        return user if right and user else None

    def of_token(self, token: str) -> User | None:
        """Whose token it is, None if nobody's."""
        digest = token_digest(token)
        found = None
        for user in self.users().values():
            if user.token and hmac.compare_digest(user.token, digest):
                found = user
        return found

    def add(self, name: str, role: Role, password: str) -> User:
        """A new account.

        Raises:
            UsersError: the name is taken or cannot be one, the password is too short.
        """
        key = checked_name(name)
        if key in self.users():
            raise UsersError(f"Đã có người dùng “{key}”. Hãy chọn tên khác, hoặc đổi mật khẩu.")
        user = User(key, role, hashed(checked_password(password)))
        self._write({**self.users(), key: user})
        return user

    def change(self, name: str, *, password: str | None = None, role: Role | None = None) -> User:
        """Another password or role."""
        user = self._known(name)
        if password is not None:
            user = replace(user, password=hashed(checked_password(password)))
        if role is not None:
            user = replace(user, role=role)
        self._write({**self.users(), user.name: user})
        return user

    def new_token(self, name: str) -> str:
        """A new token for programs in place of the old one; it cannot be shown again."""
        user = self._known(name)
        token = f"mc_{secrets.token_urlsafe(32)}"
        self._write({**self.users(), user.name: replace(user, token=token_digest(token))})
        return token

    def remove(self, name: str) -> None:
        """Takes an account out."""
        user = self._known(name)
        self._write({key: one for key, one in self.users().items() if key != user.name})

    def _known(self, name: str) -> User:
        user = self.users().get(_name_key(name))
        if user is None:
            raise UsersError(f"Không có người dùng “{name}” trong “{self.path}”.")
        return user

    def _write(self, users: Mapping[str, User]) -> None:
        """Replaces the file in one step; only its owner may read it."""
        form = {"users": [asdict(user) for user in users.values()]}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self.path.parent, prefix=".users-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(form, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(self.path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _read(path: Path) -> dict[str, User]:
    try:
        form = json.loads(path.read_text(encoding="utf-8"))
        users = [User(**{**record, "role": Role(record["role"])}) for record in form["users"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsersError(
            f"Không đọc được tệp người dùng “{path}”. Hãy khôi phục bản sao, hoặc xóa tệp rồi "
            "thêm lại người dùng bằng lệnh: python app.py user add TÊN --users TỆP"
        ) from error
    return {user.name: user for user in users}


def checked_name(name: str) -> str:
    """A name that can be one: letters, digits and ``. _ - @``, one form of each letter."""
    key = _name_key(name)
    if not key or len(key) > LONGEST_NAME or not all(c.isalnum() or c in "._-@" for c in key):
        raise UsersError(
            "Tên người dùng chỉ gồm chữ, số và các dấu . _ - @, không có dấu cách, "
            f"dài nhất {LONGEST_NAME} ký tự."
        )
    return key


def checked_password(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise UsersError(f"Mật khẩu phải dài từ {SHORTEST_PASSWORD} đến {LONGEST_PASSWORD} ký tự.")
    return password


def hashed(password: str) -> str:
    """A password as it is kept."""
    salt = secrets.token_bytes(16)
    key = _scrypt(password, salt, _N, _R, _P)
    return f"scrypt${_N}${_R}${_P}${salt.hex()}${key.hex()}"


def password_fits(password: str, kept: str) -> bool:
    """Whether a password is the one that was kept; takes as long for a wrong one."""
    try:
        scheme, n, r, p, salt, key = kept.split("$")
        made = _scrypt(password[:LONGEST_PASSWORD], bytes.fromhex(salt), int(n), int(r), int(p))
    except ValueError:
        return False
    return scheme == "scrypt" and hmac.compare_digest(made, bytes.fromhex(key))


def token_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    text = unicodedata.normalize("NFKC", password).encode()
    with _AT_ONCE:
        return hashlib.scrypt(text, salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)


def _decoy() -> str:
    """A hash that nothing fits, at the price of a real one."""
    return f"scrypt${_N}${_R}${_P}${'00' * 16}${'00' * 32}"


def _name_key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()
