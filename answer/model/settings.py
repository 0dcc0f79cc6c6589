"""The one block of settings of a language model; filled at the top and passed down.

The key comes from the environment only; it is in no repr, no file, no log and no page.
What this module does not know: the environment, how a model is spoken to.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

ENVIRONMENT = "MINH_CHUNG_MODEL"
SECONDS = 60.0  # an 8B model on a processor alone reads a page and writes three sentences in it
LONGEST = 600.0
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


class BadModelSettings(Exception):
    """Settings that cannot work; the message, in Vietnamese, says what to write instead."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Where a model answers and how long an answer may take.

    url: the base of an OpenAI-compatible interface ("http://127.0.0.1:11434/v1").
    name: the model's name there; "" is the first that the server lists.
    key: sent to that URL only.
    seconds: the whole time that the model has for one question, all calls together.
    """

    url: str
    name: str = ""
    key: str = field(default="", repr=False)
    seconds: float = SECONDS

    @property
    def local(self) -> bool:
        """Whether what is sent stays on this machine."""
        return self.host in _LOCAL

    @property
    def host(self) -> str:
        """The machine that reads what is sent."""
        return urlsplit(self.url).hostname or ""


def model_settings(
    url: str, name: str, environment: Mapping[str, str], seconds: str = ""
) -> ModelSettings | None:
    """The settings of a URL and a name, None where no URL is given.

    Raises:
        BadModelSettings: the URL or the time cannot be used.
    """
    if not url.strip():
        return None
    return ModelSettings(
        url=_base(url.strip()),
        name=name.strip(),
        key=environment.get(f"{ENVIRONMENT}_KEY", "").strip(),
        seconds=_seconds(seconds or environment.get(f"{ENVIRONMENT}_SECONDS", "")),
    )


def _base(url: str) -> str:
    """The URL without a slash at its end, with ``/v1`` where it names a host alone."""
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        parts, port_is_fine = urlsplit(""), False
    if parts.scheme not in {"http", "https"} or not parts.hostname or not port_is_fine:
        raise BadModelSettings(
            "Địa chỉ mô hình phải có dạng http://127.0.0.1:11434/v1: "
            "http hoặc https, tên máy, cổng."
        )
    if parts.username or parts.password or parts.query:
        raise BadModelSettings(
            "Địa chỉ mô hình không được chứa tên đăng nhập, mật khẩu hay khóa; "
            f"hãy đặt khóa ở biến môi trường {ENVIRONMENT}_KEY."
        )
    path = parts.path.rstrip("/").removesuffix("/chat/completions") or "/v1"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _seconds(text: str) -> float:
    if not text.strip():
        return SECONDS
    try:
        seconds = float(text.replace(",", "."))
    except ValueError:
        seconds = math.nan
    if not 1 <= seconds <= LONGEST:
        raise BadModelSettings(
            f"Thời gian cho mô hình phải là số giây từ 1 đến {LONGEST:.0f}, không phải “{text}”."
        )
    return seconds
