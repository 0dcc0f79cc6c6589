"""Speaking with a language model through llama-index's OpenAI-compatible interface.

Ollama, llama.cpp, vLLM and the like all speak it. Nothing is tried twice, nothing is taken
from the environment by the libraries, and whatever goes wrong becomes ``ModelFailed``.
What this module does not know: what is asked, what of the reply is true.
"""

from __future__ import annotations

import re
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import httpx

from answer.model.patience import ModelFailed, Rest, TooSlow, until
from answer.model.settings import ModelSettings

CONNECT = 2.0  # a server of this machine or this network answers sooner
PROBE = 2.0
PROBED = 30.0  # seconds for which a probe is believed
BYTES_A_CALL = 2_000_000  # a stream of three sentences has some ten thousand
NO_KEY = "khong-co-khoa"  # the libraries want one; it must not be somebody's from elsewhere
# Models that think aloud before they answer, unless told not to in their own switch.
_THINKS = re.compile(r"qwen-?3(?![.\d])", re.IGNORECASE)
_STATUS = {
    401: "từ chối khóa (401): hãy xem lại biến MINH_CHUNG_MODEL_KEY",
    403: "từ chối khóa (403): hãy xem lại biến MINH_CHUNG_MODEL_KEY",
    404: "không có tên này trên máy chủ (404): hãy xem lại --model-name",
    429: "đang quá tải (429)",
}


class Talks(Protocol):
    """A model that can be spoken to."""

    def say(self, system: str, user: str, words: int, moment: float) -> Generator[str, None, None]:
        """The reply in pieces, at most ``words`` tokens, until a monotonic moment.

        Raises:
            ModelFailed: no reply, a reply that broke off, or one that took too long.
        """

    def ready(self) -> bool:
        """Whether a call is worth a try: it did not fail just now."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a probe saw. problem: "" or the end of a sentence that begins "Mô hình"."""

    name: str = ""
    problem: str = ""


class LlamaIndexModel:
    """One model at one URL. Safe between threads: each call has a connection of its own."""

    def __init__(self, settings: ModelSettings, rest: Rest | None = None) -> None:
        self.settings = settings
        self._rest = rest or Rest()
        self._found = Found()
        self._found_at = -PROBED

    def ready(self) -> bool:
        """Whether a call is worth a try. Loads the libraries, which is not the model's time."""
        if self._rest.over():
            _library()
            return True
        return False

    def found(self) -> Found:
        """Whether the server answers and has the model; remembered for half a minute."""
        if time.monotonic() - self._found_at >= PROBED:
            self._found = self._probe()
            self._found_at = time.monotonic()
        return self._found

    def say(self, system: str, user: str, words: int, moment: float) -> Generator[str, None, None]:
        """See ``Talks``."""
        try:
            yield from until(moment, lambda: self._stream(system, user, words, moment))
        except ModelFailed:
            self._rest.failed()
            raise
        except Exception as error:  # many kinds from three libraries; told in our words
            self._rest.failed()
            raise ModelFailed(_told(error)) from error

    def _stream(self, system: str, user: str, words: int, moment: float) -> Iterator[str]:
        name = self._name()
        if _THINKS.search(name):
            system = f"{system}\n/no_think"
        spoken = _library().ChatMessage
        messages = [spoken(role="system", content=system), spoken(role="user", content=user)]
        with self._client(moment) as client:
            for chunk in self._llm(name, words, client).stream_chat(messages):
                if chunk.delta:
                    yield str(chunk.delta)

    def _llm(self, name: str, words: int, client: httpx.Client) -> Any:
        return _library().OpenAILike(
            model=name,
            api_base=self.settings.url,
            api_key=self.settings.key or NO_KEY,
            is_chat_model=True,
            temperature=0.0,
            max_tokens=words,
            max_retries=0,
            timeout=self.settings.seconds,
            http_client=client,
        )

    def _client(self, moment: float) -> httpx.Client:
        left = max(moment - time.monotonic(), 0.1)

        def cut(response: httpx.Response) -> None:
            response.stream = _Cut(response.stream, moment)

        return httpx.Client(
            verify=self.settings.url.startswith("https:"),
            trust_env=not self.settings.local,  # to this machine nothing goes through a proxy
            timeout=httpx.Timeout(left, connect=min(CONNECT, left)),
            event_hooks={"response": [cut]},
        )

    def _name(self) -> str:
        if self.settings.name:
            return self.settings.name
        found = self.found()
        if found.problem:
            raise ModelFailed(found.problem)
        return found.name

    def _probe(self) -> Found:
        headers = {"Authorization": f"Bearer {self.settings.key}"} if self.settings.key else {}
        try:
            with self._client(time.monotonic() + PROBE) as client:
                reply = client.get(f"{self.settings.url}/models", headers=headers)
                reply.raise_for_status()
                names = [str(it["id"]) for it in reply.json()["data"]]
        except Exception as error:  # whatever answers there, it is no model
            return Found(problem=_told(error))
        if not names:
            return Found(problem="chưa được nạp trên máy chủ")
        if self.settings.name and not any(_same(self.settings.name, name) for name in names):
            return Found(self.settings.name, f"“{self.settings.name}” không có trên máy chủ")
        return Found(self.settings.name or names[0])


class _Cut(httpx.SyncByteStream):
    """A response's bytes that end at a moment, even if there is always one more.

    ``httpx`` bounds the wait for each byte, not for all of them.
    """

    def __init__(self, stream: httpx.SyncByteStream | httpx.AsyncByteStream, moment: float) -> None:
        assert isinstance(stream, httpx.SyncByteStream)
        self._stream = stream
        self._moment = moment

    def __iter__(self) -> Iterator[bytes]:
        seen = 0
        for piece in self._stream:
            seen += len(piece)
            if time.monotonic() >= self._moment:
                raise TooSlow
            if seen > BYTES_A_CALL:
                raise ModelFailed("nói mãi không dừng")
            yield piece

    def close(self) -> None:
        self._stream.close()


@dataclass(frozen=True, slots=True)
class _Library:
    ChatMessage: Any
    OpenAILike: Any


@cache
def _library() -> _Library:
    """llama-index's side of it; loading takes a second or more."""
    from llama_index.core.llms import ChatMessage
    from llama_index.llms.openai_like import OpenAILike

    return _Library(ChatMessage, OpenAILike)


def _same(asked: str, listed: str) -> bool:
    """Whether two names are one model; Ollama lists ``gemma3`` as ``gemma3:latest``."""
    return listed in {asked, f"{asked}:latest"}


def _told(error: Exception) -> str:
    """What went wrong, without what the server said: it may repeat the key or the question."""
    status = getattr(error, "status_code", None) or getattr(
        getattr(error, "response", None), "status_code", None
    )
    if isinstance(status, int):
        return _STATUS.get(status, f"gặp lỗi trên máy chủ ({status})")
    causes: list[BaseException] = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) and len(causes) < 9:
        causes.append(cause)
    for cause in causes:
        if isinstance(cause, ModelFailed):
            return str(cause)
        if isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout):
            return "chưa chạy hoặc không tới được"
        if isinstance(cause, httpx.TimeoutException):
            return str(TooSlow())
    return "trả lời dở dang hoặc không đọc được"
