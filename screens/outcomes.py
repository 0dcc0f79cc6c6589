"""What became of each file that was added, in words: for the terminal and for the window.

Pure. What this module does not know: how a file is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from screens.cards import grouped, html

if TYPE_CHECKING:
    from index.build import AddEvent, AddOutcome

STATUS_NAMES = {
    "added": "đã thêm",
    "replaced": "đã thay bản cũ",
    "unchanged": "không đổi, bỏ qua",
    "refused": "không nhận",
}

STAGE_NAMES = {
    "reading": "đang đọc",
    "embedding": "đang lập chỉ mục",
    "indexing": "đang ghép vào kho",
    "done": "xong",
}


def stage_line(event: AddEvent) -> str:
    """``báo-cáo.pdf: đang đọc 3/32 trang``."""
    unit = {"reading": " trang", "embedding": " đoạn"}.get(event.stage, "")
    far = f" {grouped(event.done)}/{grouped(event.total)}{unit}" if event.total else ""
    name = f"{event.file}: " if event.file else ""
    return f"{name}{STAGE_NAMES[event.stage]}{far}"


def outcome_line(outcome: AddOutcome) -> str:
    """``báo-cáo.pdf: đã thêm · 32 trang · 512 đoạn · …``, or why the file was refused."""
    head = f"{outcome.file}: {STATUS_NAMES[outcome.status]}"
    if outcome.status == "refused":
        return f"{head}. {outcome.message}"
    if outcome.status == "unchanged":
        return f"{head}. {outcome.message}".rstrip(". ")
    return f"{head} · {' · '.join(counted(outcome))}"


def counted(outcome: AddOutcome) -> list[str]:
    """Pages, passages, footnotes, figures and seconds; pages only where the format has them."""
    parts = [f"{grouped(outcome.pages)} trang"] if outcome.pages is not None else []
    parts += [
        f"{grouped(outcome.passages)} đoạn",
        f"{grouped(outcome.footnotes)} chú thích",
        f"{grouped(outcome.figures)} số liệu",
        f"{outcome.seconds:.1f} giây".replace(".", ","),
    ]
    return parts


def outcome_list(outcomes: Sequence[AddOutcome]) -> str:
    """The outcomes of one upload as HTML."""
    return f'<ul class="mc-outcomes">{"".join(map(_outcome_item, outcomes))}</ul>'


def _outcome_item(outcome: AddOutcome) -> str:
    detail = outcome.message
    if outcome.status in {"added", "replaced"}:
        detail = " · ".join(counted(outcome))
    warnings = "".join(f'<div class="mc-warning">{html(text)}</div>' for text in outcome.warnings)
    return (
        f'<li class="mc-outcome mc-{html(outcome.status)}">'
        f'<span class="mc-status">{html(STATUS_NAMES[outcome.status])}</span> '
        f"<b>{html(outcome.file)}</b>"
        f'<div class="mc-detail">{html(detail)}</div>{warnings}</li>'
    )


def progress_line(text: str, done: int = 0, total: int = 0) -> str:
    """What is under way: a bar that moves (or waits, where nothing is counted), and words."""
    value = f' value="{min(100, round(100 * done / total))}"' if total > 0 else ""
    return (
        f'<div class="mc-progress"><progress max="100"{value}></progress>'
        f"<span>{html(text)}</span></div>"
    )
