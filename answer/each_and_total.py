"""Every part of a table's row and their total: "của từng huyện cũ và tổng cộng".

The row is the one whose total answers; its parts are the cells before it that make it up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from answer.compose import found
from answer.figure_match import figure_candidate
from answer.query import Ask, Query
from ingest.report import Answer, Figure

FEWEST = 2
_EACH_AND_TOTAL = re.compile(
    r"\s*,?\s*(?:(?:của|theo|ở|tại|cua|tai)\s+)?(?:từng|mỗi|các|tung|moi|cac)\s[^,;?]{2,30}?"
    r"\s(?:và|cùng|lẫn|va|cung)\s(?:tổng cộng|tổng số|tổng|tong cong|tong so)(?!\w)",
    re.IGNORECASE,
)


def each_and_total(query: Query, ask: Ask) -> Answer | None:
    """The total's row told with its parts; None where no cells before the total make it up."""
    text = query.frame.text.strip().rstrip("?.! ")
    both = _EACH_AND_TOTAL.search(text)
    if both is None:
        return None
    rest = text[both.end() :]
    asks = re.search(r"bao nhiêu|mấy|bao nhieu|may", rest)
    total = ask(f"{text[: both.start()]} tổng cộng{rest}{'' if asks else ' là bao nhiêu'}")
    if total.refused or len(total.figures) != 1 or not total.citations:
        return None
    passage = query.shelf.passages[total.citations[0].passage_id]
    if passage.row is None:
        return None
    figures = query.shelf.figures.get(passage.id, ())
    at = next((i for i, f in enumerate(figures) if f.text == total.figures[0].quote), 0)
    parts = _parts(figures[:at], figures[at].amount) if at else ()
    told = [
        figure_candidate(query, passage, f, 0.0, False) for f in (*parts, *figures[at : at + 1])
    ]
    return found(query, told) if parts else None


def _parts(before: Sequence[Figure], total: Decimal) -> Sequence[Figure]:
    """The figures right before a total that make it up."""
    for start in range(len(before) - FEWEST, -1, -1):
        if sum((figure.amount for figure in before[start:]), Decimal(0)) == total:
            return before[start:]
    return ()
