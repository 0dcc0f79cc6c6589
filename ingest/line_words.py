"""What a line's last and first words say: whether its sentence ends there, or goes on.

What this module does not know: where lines stand, how long they are.
"""

from __future__ import annotations

import re

from ingest.labels import read_label

# Words with which no sentence ends: what follows, even in a new paragraph, continues it.
_UNFINISHED = frozenset(
    re.findall(
        r"\w+",
        "của và với các những tại theo do về cho từ đến để trong là bởi bằng như cũng một mỗi gồm"
        " hoặc thì mà khi nếu vì số ngày tháng giữa trên dưới",
    )
)
_TERMINAL = re.compile(r"[.;:!?…]['\"”’)]*[.,]?$")
_MARKER_AT_END = re.compile(r"(?<=[.;:!?…)”\"])\s?\d{1,3}$")
_OPENING = "“\"'‘(["


def is_terminal(text: str) -> bool:
    """Whether a text ends as a sentence, list item or introduction does."""
    return bool(_TERMINAL.search(_MARKER_AT_END.sub("", text.rstrip())))


def is_unfinished(text: str) -> bool:
    """Whether a text plainly goes on: a comma, an open bracket or a word that needs another."""
    words = re.findall(r"[^\W\d_]+", text[-20:].lower())
    last = text.rstrip()[-1:]
    return last in ",(-" or (last.isalpha() and bool(words) and words[-1] in _UNFINISHED)


def starts_small(text: str) -> bool:
    """Whether a text begins like the middle of a sentence."""
    first = text.lstrip(_OPENING)[:1]
    return first.islower() or text[:1] in ",;:)%…”" or (text[:1] == "." and not read_label(text))
