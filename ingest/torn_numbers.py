"""Numbers that a narrow cell breaks over two lines: "107,3" above "5" is 107,35.

A number below another one in a cell may as well be a row of its own. It is the rest of a
broken number where the first line leaves no room for one more digit and what both make is
written as a number is; and where the first line alone is none, or the other cells of the row
have one line each.

What this module does not know: which cells stand in one row (``ruled.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.table_words import TextLine, is_numeric

# A number as reports print it: dots part thousands, a comma the decimals; or "2023/2022".
_WHOLE = re.compile(
    r"[-–+(]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?\s?%?\)?|(?:19|20)\d\d/(?:19|20)\d\d"
)
# What office programmes leave free at both sides of a cell, in points, and some more.
PADDING = 13.0


def torn_number(width: float, lines: Sequence[TextLine], alone: bool) -> str:
    """The number that the lines of a cell make together, "" if they are no broken number.

    width: of the cell, in points. alone: whether the other cells of the row that hold numbers
    have one line each.
    """
    if len(lines) != 2 or not all(is_numeric(line.text) for line in lines):
        return ""
    first, rest = (line.text.strip() for line in lines)
    whole = f"{first}{rest}"
    if not rest[:1].isdigit() or not _WHOLE.fullmatch(whole) or len(rest) > len(first):
        return ""
    if not alone and _WHOLE.fullmatch(first):
        return ""
    segments = lines[0].segments
    printed = segments[-1].x1 - segments[0].x0
    digit = printed / max(len(first), 1)
    return whole if width - printed <= PADDING + digit else ""
