"""Who is logged in, and how often a wrong password may be tried.

Sessions live in memory: a restart logs everybody out. A session ends when it is idle for
long, when it is old, when its user is gone or has another password.
What this module does not know: cookies, pages, the users file.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from screens.users import User

IDLE_SECONDS = 8 * 3600.0
LONGEST_SECONDS = 7 * 24 * 3600.0
MOST_SESSIONS = 10_000
FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = 2.0, 15 * 60.0
FORGET_SECONDS = 3600.0

Clock = Callable[[], float]


@dataclass(slots=True)
class _Session:
    name: str
    password: str  # the kept hash: another one ends the session
    begun: float
    used: float


class Sessions:
    """Logged-in sessions by their secret, of which only the hash is kept."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._sessions: OrderedDict[str, _Session] = OrderedDict()

    def begin(self, user: User) -> str:
        """The secret of a new session."""
        secret = secrets.token_urlsafe(32)
        now = self._clock()
        with self._guard:
            self._sessions[_digest(secret)] = _Session(user.name, user.password, now, now)
            while len(self._sessions) > MOST_SESSIONS:
                self._sessions.popitem(last=False)
        return secret

    def user(self, secret: str, user_of: Callable[[str], User | None]) -> User | None:
        """The user of a session that still holds; ``user_of`` knows the accounts as they are."""
        now = self._clock()
        with self._guard:
            key = _digest(secret)
            session = self._sessions.get(key)
            if session is None:
                return None
            user = user_of(session.name)
            stale = now - session.used > IDLE_SECONDS or now - session.begun > LONGEST_SECONDS
            if stale or user is None or user.password != session.password:
                del self._sessions[key]
                return None
            session.used = now
            self._sessions.move_to_end(key)
            return user

    def end(self, secret: str) -> None:
        """Logs out."""
        with self._guard:
            self._sessions.pop(_digest(secret), None)


class Throttle:
    """After some wrong tries under one key, each further one has to wait twice as long."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._failed: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait(self, *keys: str) -> float:
        """Seconds until a try is allowed under all the keys, 0 if it is now."""
        now = self._clock()
        with self._guard:
            return max((self._left(key, now) for key in keys), default=0.0)

    def failed(self, *keys: str) -> None:
        """Counts a wrong try."""
        now = self._clock()
        with self._guard:
            for key in keys:
                count, last = self._failed.pop(key, (0, now))
                if now - last > FORGET_SECONDS:
                    count = 0
                self._failed[key] = (count + 1, now)
            while len(self._failed) > MOST_SESSIONS:
                self._failed.popitem(last=False)

    def passed(self, *keys: str) -> None:
        """A right try clears what was counted."""
        with self._guard:
            for key in keys:
                self._failed.pop(key, None)

    def _left(self, key: str, now: float) -> float:
        count, last = self._failed.get(key, (0, 0.0))
        if count < FREE_TRIES or now - last > FORGET_SECONDS:
            return 0.0
        pause = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(count - FREE_TRIES, 20))
        return max(0.0, last + pause - now)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
