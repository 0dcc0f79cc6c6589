"""What users say of answers: a line of JSON each, beside the reports (``y-kien.jsonl``).

A line is written whole or not at all; the last line about an answer counts. Nothing is sent
anywhere. What this module does not know: how it is asked for.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from screens.exchange import Exchange

FILE = "y-kien.jsonl"
RIGHT, WRONG = "right", "wrong"
LONGEST_NOTE = 500
REASONS = (
    "Sai con số",
    "Sai nguồn hoặc sai trang",
    "Không đúng điều được hỏi",
    "Báo cáo có mà trả lời là không có",
    "Khác",
)


class Feedback:
    """The feedback file of an index directory. Safe to share between threads."""

    def __init__(self, directory: Path) -> None:
        self.path = directory / FILE
        self._turn = threading.Lock()

    def keep(
        self, exchange: Exchange, verdict: str, reason: str = "", note: str = "", user: str = ""
    ) -> None:
        """Writes down what a user said of an answer."""
        answer = exchange.answer
        entry = {
            "id": exchange.id,
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "user": user,
            "verdict": verdict,
            "reason": reason if reason in REASONS else "",
            "note": " ".join(note.split())[:LONGEST_NOTE],
            "question": answer.question,
            "kind": answer.kind.value,
            "text": answer.text,
            "citations": [
                {"report": one.report, "page": one.page, "footnote": one.footnote}
                for one in answer.citations
            ],
        }
        line = json.dumps(entry, ensure_ascii=False) + "\n"
        with self._turn:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(line)

    def entries(self) -> Iterator[dict[str, Any]]:
        """All that was said, in order; a line that was cut off is left out."""
        if not self.path.is_file():
            return
        for line in self.path.read_text(encoding="utf-8").splitlines():
            try:
                yield json.loads(line)
            except json.JSONDecodeError:
                continue
