"""What is computed and turns out the other way than the question takes for granted.

A result below the plan where it is asked by how much it is above, a fall where a rise is asked
for: told as near, with its working, and not as what was asked for.

What this module does not know: how the difference is found (``remainder.py``,
``row_remainder.py``).
"""

from __future__ import annotations

import re
from dataclasses import replace

from answer.compose import REASONS
from answer.denial import direction
from answer.query import Query
from answer.wording import wording
from ingest.report import Answer, AnswerKind
from ingest.text import bare

_ABOVE = re.compile(r"(?<!\w)vuot(?!\w)")
_BELOW = re.compile(r"(?<!\w)(?:thieu|hut|khong dat|chua dat)(?!\w)")
_SHORT = re.compile(r"còn thiếu so với", re.IGNORECASE)
_OVER = re.compile(r"(?<!\w)vượt(?!\w)", re.IGNORECASE)


def against_plan(query: Query, answer: Answer | None) -> Answer | None:
    """The answer, or the same as a near one if it contradicts what the question supposes."""
    if answer is None or answer.kind is not AnswerKind.DERIVED:
        return answer
    key = bare(query.frame.key)
    above, below = bool(_ABOVE.search(key)), bool(_BELOW.search(key))
    if above and not below and _SHORT.search(answer.text):
        reason = "short"
    elif below and not above and _OVER.search(answer.text) and not _SHORT.search(answer.text):
        reason = "over"
    else:
        return answer
    return _near(answer, reason)


def against_direction(query: Query, answer: Answer | None, rose: bool) -> Answer | None:
    """The answer, or the same as a near one if a fall was asked for and it rose, or the reverse.

    rose: whether what is asked about became more.
    """
    asked = direction(query.frame.key)
    if answer is None or not asked or (asked > 0) == rose:
        return answer
    return _near(answer, "direction")


def _near(answer: Answer, reason: str) -> Answer:
    return replace(
        answer,
        text=wording("gan-dung", reason=REASONS[reason], near=answer.text),
        kind=AnswerKind.NEAR_MISS,
    )
