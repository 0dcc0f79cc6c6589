"""One upload on the screen: a line for each file with how far it is, until all are done.

Pure: events in, HTML out. What this module does not know: how a file is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from screens.cards import grouped, html
from screens.outcomes import STATUS_NAMES, counted

if TYPE_CHECKING:
    from index.build import AddEvent, AddOutcome

WAITING = "chờ đến lượt"
STOPPED = "đã dừng, chưa nạp"
READ = "đã đọc xong, chờ ghép vào kho"
_STEPS = {"reading": 0, "recognising": 0, "embedding": 1}
_SHARE_READING = 0.8  # of the bar: reading takes most of the time


class UploadBoard:
    """What is known of each file of one upload, in the order given."""

    def __init__(self, names: Sequence[str]) -> None:
        self._said = dict.fromkeys(names, WAITING)
        self._share: dict[str, float] = {}
        self._outcomes: dict[str, AddOutcome] = {}
        self._last = ""

    def on_event(self, event: AddEvent) -> None:
        """Takes note of how far a file is, or what became of it."""
        if event.outcome is not None:
            self._outcomes[event.file] = event.outcome
            return
        if not event.file:
            self._last = event.message or "Đang ghép vào kho tìm kiếm…"
            return
        self._said[event.file] = _stage(event)
        if event.total and event.stage in _STEPS:
            part = min(1.0, event.done / event.total)
            step = _STEPS[event.stage]
            self._share[event.file] = (
                part * _SHARE_READING if step == 0 else _SHARE_READING + part * 0.2
            )

    def stop(self) -> None:
        """What is not done yet never will be."""
        for name in self._said:
            if name not in self._outcomes:
                self._said[name] = STOPPED
                self._share.pop(name, None)
        self._last = ""

    def finish(self) -> None:
        """All that was done is in the library."""
        self._last = ""

    @property
    def complete(self) -> bool:
        """Whether every file has an outcome."""
        return set(self._said) <= set(self._outcomes)

    def html(self) -> str:
        """All files, the state of each in words and as a bar."""
        lines = [
            self._done(self._outcomes[name]) if name in self._outcomes else self._going_on(name)
            for name in dict.fromkeys((*self._said, *self._outcomes))
        ]
        last = f'<p class="mc-detail">{html(self._last)}</p>' if self._last else ""
        return f'<ul class="mc-outcomes">{"".join(lines)}</ul>{last}'

    def _going_on(self, name: str) -> str:
        share = self._share.get(name)
        said = self._said[name]
        value = f' value="{round(100 * share)}"' if share is not None else ' value="0"'
        return (
            f'<li class="mc-outcome mc-waiting-file"><b>{html(name)}</b>'
            f'<div class="mc-progress"><progress max="100"{value} aria-label="{html(name)}">'
            f"</progress><span>{html(said)}</span></div></li>"
        )

    def _done(self, outcome: AddOutcome) -> str:
        detail = outcome.message
        if outcome.status in {"added", "replaced"}:
            detail = " · ".join(counted(outcome))
        warnings = "".join(f'<div class="mc-warning">{html(one)}</div>' for one in outcome.warnings)
        return (
            f'<li class="mc-outcome mc-{html(outcome.status)}"><b>{html(outcome.file)}</b> '
            f'<span class="mc-status">{html(STATUS_NAMES[outcome.status])}</span>'
            f'<div class="mc-detail">{html(detail)}</div>{warnings}</li>'
        )


def _stage(event: AddEvent) -> str:
    """``đang đọc trang 3/32``; a page by OCR is named while it is read."""
    if event.stage == "reading":
        return f"đang đọc trang {grouped(event.done)}/{grouped(event.total)}"
    if event.stage == "recognising":
        page = min(event.done + 1, event.total)
        return f"đang nhận dạng chữ (OCR) trang {grouped(page)}/{grouped(event.total)}"
    if event.stage == "embedding":
        return f"đang lập chỉ mục {grouped(event.done)}/{grouped(event.total)} đoạn"
    return READ
