"""Which blocks are headings, from their own words and from what follows them.

A ``-`` line is a heading if it is a title and ``+``/``(1)``/``.`` items or plain paragraphs
follow it.

What this module does not know: notes, pages, furniture; how headings nest (``outline.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.labels import CAPITAL, NAMED, Label, LabelKind, is_capitals, read_label
from ingest.line_words import is_terminal
from ingest.lines import Block, Zone

LONGEST_TITLE = 420
_SENTENCE = re.compile(r"(?P<word>\S+)[.!?…]['\"”’)]*\s+(?=[\"“‘(]?[^\W\d_])")
_ABBREVIATED = re.compile(r"^(?:TP|Tp|TX|TT|ThS|TS|PGS|GS|BS|Q|P|H|v\.v|vv|St|Tr|tr|[A-ZĐ])$")
# Words before a colon with which a sentence introduces a list; a title does not use them.
_INTRODUCES = re.compile(r"(?:sau|gồm|bao gồm|cụ thể|như|là|trong đó|nổi bật|thấy)\s*:$", re.I)
_RUN_IN = re.compile(r":\s+\S")
_COUNTED = re.compile(r"\d[\d.,]*\s*(?:%|[^\W\d_]+)")
CLOSING = re.compile(r"Trên đây là\b", re.I)
Styles = Sequence[tuple[int, str]]


def is_sentence_like(words: str) -> bool:
    """Whether a text has a sentence end inside, apart from abbreviations."""
    for found in _SENTENCE.finditer(words):
        word = re.sub(r"^\W+", "", found["word"])
        if not _ABBREVIATED.match(word) and CAPITAL.match(words[found.end() :].lstrip('“"‘(')):
            return True
    return False


def _follows_inside(label: Label, after: Block | None, open_styles: Styles) -> bool:
    """Whether what comes next hangs under a heading with ``label``: deeper or without label.

    open_styles: of the labels above; an item like one of them ends this one.
    """
    if after is None or after.zone is Zone.FURNITURE:
        return False
    if after.zone is Zone.ROW:
        return True
    below = read_label(after.text)
    if below is None:
        return not is_capitals(after.text) and not CLOSING.match(after.text)
    if (int(below.kind), below.mark) in open_styles:
        return False
    if below.kind >= LabelKind.BRACKET:
        return below.style != label.style
    return below.kind > label.kind or (below.kind == label.kind and below.mark != label.mark)


def is_heading(
    block: Block, after: Block | None, *, listed: bool = False, open_styles: Styles = ()
) -> bool:
    """Whether a block is a heading, from its words and from what follows it.

    listed: a bullet of the same kind stands directly before it. open_styles: kinds and
    marks of the labels that are open above it.
    """
    if block.level:
        return True
    text = block.text
    label = read_label(text)
    if label is None:
        short = len(text.split()) > 1 and len(text) < 200
        return short and is_capitals(text) and not is_terminal(text)
    words = text[label.end :].strip()
    if label.kind in NAMED:
        return True
    if not words or len(words) > LONGEST_TITLE:
        return False
    if is_capitals(words):
        return True
    if label.kind is LabelKind.ARTICLE:
        return not is_terminal(words) or not is_sentence_like(words)
    if is_sentence_like(words):
        return False
    if label.kind is LabelKind.BULLET:
        return _is_bullet_title(words, label, after, listed, open_styles)
    return _is_numbered_title(words, label, after, open_styles)


def _is_numbered_title(words: str, label: Label, after: Block | None, open_styles: Styles) -> bool:
    if not _follows_inside(label, after, open_styles):
        return False
    if words[-1] in ";,":
        return False
    if words[-1] == ":":
        return len(words) < 120 and not _INTRODUCES.search(words)
    if words[-1] in ".!?":
        below = read_label(after.text) if after else None
        begins = below is not None and below.value <= 1
        return begins and len(words) < 200 and not _RUN_IN.search(words)
    return not _RUN_IN.search(_unquoted(words))


def _is_bullet_title(
    words: str, label: Label, after: Block | None, listed: bool, open_styles: Styles
) -> bool:
    if label.mark != "-" and label.mark not in "•*●▪■➢✓o":
        return False
    if after is None or not _follows_inside(label, after, open_styles):
        return False
    if words[-1] in ".!?,":
        return False
    if words[-1] == ":" and (len(words) > 100 or _INTRODUCES.search(words)):
        return False
    plain = _unquoted(words)
    if _RUN_IN.search(plain) and _COUNTED.search(plain.split(":", 1)[1]):
        return False
    below = read_label(after.text)
    if below is None and (listed or after.zone is Zone.ROW):
        # The last item of a list, before the text goes on; an item is no title.
        return words[-1] != ";" and not _COUNTED.search(plain) and not listed
    return True


def _unquoted(words: str) -> str:
    return re.sub(r"[“”\"][^“”\"]*[“”\"]", "“”", words)
