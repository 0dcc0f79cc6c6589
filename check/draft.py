"""The text of a draft that is a file: DOCX, PDF, TXT or MD, read as reports are.

A plain text file is taken as it is; of the others every passage becomes a line, footnotes
and table rows too. What this module does not know: what is claimed in it.
"""

from __future__ import annotations

from pathlib import Path

from ingest.read import read_report

_PLAIN = frozenset({".txt", ".md"})


def draft_text(path: Path) -> str:
    """The draft's paragraphs, one a line.

    Raises:
        UnreadableReport: the file cannot be read; the message says what to do.
    """
    if path.suffix.lower() in _PLAIN:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    return "\n".join(passage.text for passage in read_report(path).passages)
