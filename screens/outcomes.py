"""What became of each file that was added, in words: for the terminal and for the window.

Pure. What this module does not know: how a file is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.cards import grouped

if TYPE_CHECKING:
    from index.build import AddOutcome

STATUS_NAMES = {
    "added": "đã thêm",
    "replaced": "đã thay bản cũ",
    "unchanged": "không đổi, bỏ qua",
    "refused": "không nhận",
}

STAGE_NAMES = {
    "reading": "đang đọc",
    "recognising": "đang nhận dạng chữ (OCR)",
    "embedding": "đang lập chỉ mục",
    "indexing": "đang ghép vào kho",
    "done": "xong",
}


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
