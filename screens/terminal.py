"""Answers and progress on the terminal.

What this module does not know: the commands, the index.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from ingest.report import Answer
from screens.cards import KIND_NAMES, source
from screens.outcomes import STAGE_NAMES, outcome_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from check.discrepancy import AuditResult
    from check.verify import Verdict
    from index.build import AddEvent

SEVERITY_NAMES = {"certain": "chắc chắn", "likely": "nhiều khả năng", "look": "nên xem"}
CHECK_NAMES = {
    "total_parts": "tổng và các phần",
    "list_total": "tổng và danh sách",
    "table_total": "cộng bảng",
    "body_note": "thân bài và chú thích",
    "subtotal": "phần và toàn thể",
    "percentage": "tỷ lệ phần trăm",
    "growth": "tăng, giảm",
    "difference": "chênh lệch",
    "other_year": "số của năm khác",
    "two_places": "một việc ghi hai chỗ",
    "unit": "đơn vị",
    "document_date": "ngày văn bản",
    "document_number": "số, ký hiệu văn bản",
    "document_issuer": "nơi ban hành",
    "date_order": "thứ tự ngày",
}
VERDICT_NAMES = {"supported": "khớp", "contradicted": "lệch", "not_found": "không tìm thấy"}


def answer_lines(answer: Answer) -> str:
    """An answer with its working and its sources, as plain text."""
    lines = [answer.text]
    if answer.refused:
        lines.append(f"({KIND_NAMES[answer.kind]})")
    if answer.note:
        lines.append(f"({answer.note})")
    if answer.derivation:
        lines.append(f"Cách tính: {answer.derivation}")
    for number, citation in enumerate(answer.citations, 1):
        lines += ["", f"[{number}] {source(citation)}"]
        if citation.section:
            lines.append(f"    {citation.section}")
        lines.append(f"    “{citation.quote}”")
    return "\n".join(lines)


class ProgressBars:
    """A line for each file that is done, and a tqdm bar for each step until then.

    The bars are on stderr, and there are none where stderr is no terminal.
    """

    def __init__(self) -> None:
        self._bar: Any = None
        self._step = ("", "")

    def __call__(self, event: AddEvent) -> None:
        """Moves the bar to where the event says, or prints what became of the file."""
        if event.outcome is not None:
            self.close()
            print(outcome_line(event.outcome), flush=True)
            for warning in event.outcome.warnings:
                print(f"    Lưu ý: {warning}", flush=True)
            return
        if (event.file, event.stage) != self._step:
            self.close()
            self._step = (event.file, event.stage)
            self._bar = _bar(event)
        if self._bar is not None:
            self._bar.update(event.done - self._bar.n)

    def close(self) -> None:
        """Takes the last bar away."""
        if self._bar is not None:
            self._bar.close()
        self._bar, self._step = None, ("", "")


def audit_lines(result: AuditResult, *, everything: bool = False) -> str:
    """What does not agree, each with its sum and its places, and how much was checked."""
    lines = [result.summary()]
    for found in result.discrepancies:
        lines += ["", f"[{SEVERITY_NAMES[found.severity.value]}] {found.reason}"]
        working = f" ({found.arithmetic})" if found.arithmetic else ""
        lines.append(f"    In: {found.printed}; đúng ra: {found.expected}{working}")
        if found.slip:
            lines.append(f"    Gợi ý: {found.slip}")
        lines += [f"    {source(citation)}: “{citation.quote}”" for citation in found.citations]
    if everything:
        lines += ["", "Đã kiểm tra và khớp:"]
        for one in result.agreements:
            shown = one.arithmetic or one.printed
            lines.append(f"[{CHECK_NAMES[one.kind.value]}] {shown} — {source(one.citations[0])}")
    return "\n".join(lines)


def verdict_lines(verdicts: Sequence[Verdict]) -> str:
    """One block a claim of a draft: the verdict, what the reports have, and where."""
    lines = [f"Đã soi {len(verdicts)} điều trong dự thảo."]
    for verdict in verdicts:
        name = VERDICT_NAMES[verdict.outcome.value]
        lines += ["", f"[{name}] {verdict.claim.printed} — {verdict.claim.sentence_text()}"]
        if verdict.expected:
            lines.append(f"    Báo cáo ghi: {verdict.expected}")
        if verdict.note:
            lines.append(f"    {verdict.note}")
        lines += [f"    {source(citation)}: “{citation.quote}”" for citation in verdict.citations]
    return "\n".join(lines)


def _bar(event: AddEvent) -> Any:
    from tqdm import tqdm

    name = f"{event.file}: " if event.file else ""
    return tqdm(
        total=event.total or None,
        desc=name + STAGE_NAMES[event.stage],
        file=sys.stderr,
        leave=False,
        disable=None,
    )
