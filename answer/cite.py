"""Citations of what stands on the shelf; the quoting rule itself is ``check/cite.py``.

What this module does not know: where a quote is cut.
"""

from __future__ import annotations

from answer.shelf import Shelf
from check.cite import cite as cite_report
from check.cite import covers as covers
from ingest.report import Citation, Passage
from ingest.segments import Span


def cite(shelf: Shelf, passage: Passage, span: Span) -> Citation:
    """The citation of what stands at ``span`` of a passage on the shelf."""
    return cite_report(shelf.report_of(passage), passage, span)
