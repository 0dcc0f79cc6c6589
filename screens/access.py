"""Who calls, what they may do, and the note of what they did.

Without a users file everybody is the one person of this machine and may do everything.
What this module does not know: how a caller proved who they are (``gate.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from screens.journal import Journal
from screens.users import Role, UsersFile

USER = "minh_chung.user"  # where the gate puts the user's name in a request's scope
ONLY_EDITORS = (
    "Tài khoản của bạn được hỏi và xem, không được nạp hay xóa báo cáo. "
    "Hãy nhờ người có quyền biên tập, hoặc xin người quản trị cấp quyền."
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls; name "" where nobody has to log in."""

    name: str = ""
    role: Role = Role.EDITOR
    address: str = ""

    @property
    def may_edit(self) -> bool:
        return self.role is Role.EDITOR


class NotAllowed(Exception):
    """The caller's role does not allow it; the message, in Vietnamese, says whom to ask."""


class Access:
    """Callers of the window and of its endpoints."""

    def __init__(self, users: UsersFile | None = None, journal: Journal | None = None) -> None:
        self.users = users
        self.journal = journal

    @property
    def login(self) -> bool:
        """Whether callers have to log in."""
        return self.users is not None

    def caller(self, request: Any) -> Caller:
        """Who sent a request (gradio's or starlette's); a reader of nothing if that is unclear."""
        address = _address(request)
        if self.users is None:
            return Caller(address=address)
        name = _name(request)
        user = self.users.users().get(name) if name else None
        return Caller(name, user.role if user else Role.READER, address)

    def editor(self, request: Any, action: str, **what: object) -> Caller:
        """The caller, if they may change reports.

        Raises:
            NotAllowed: they may not; the try is noted.
        """
        caller = self.caller(request)
        if not caller.may_edit:
            self.note(caller, f"{action} refused", **what)
            raise NotAllowed(ONLY_EDITORS)
        return caller

    def note(self, caller: Caller, action: str, **what: object) -> None:
        """Puts into the journal what a caller did."""
        if self.journal is not None:
            self.journal.note(caller.name, action, caller.address, **what)


def _name(request: Any) -> str:
    """The user's name that the gate put into the request."""
    given = getattr(request, "username", None)
    if given:
        return str(given)
    inner = getattr(request, "request", None) or request
    scope = getattr(inner, "scope", None)
    return str(scope.get(USER, "")) if isinstance(scope, dict) else ""


def _address(request: Any) -> str:
    client = getattr(request, "client", None)
    return str(getattr(client, "host", "") or "")
