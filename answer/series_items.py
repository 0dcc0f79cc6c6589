"""A figure of a sentence with the words in front of it and behind it that are its own.

"tỉnh A: 900 căn (xây mới: 700 căn; sửa: 200 căn)": the head of the first figure is
"tỉnh A", those of the others are "xây mới" and "sửa", one bracket deeper.

What this module does not know: which figures belong together (``series.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.clauses import brackets, sentences
from ingest.report import Figure, FigureKind
from ingest.text import bare, canonical

_OPENING = re.compile(
    r"^(?:trong đó|cụ thể|bao gồm|gồm có|gồm|như sau|trong số đó|chia ra|riêng|với|đồng thời"
    r"|ngoài ra|bên cạnh đó|và|nhưng|tuy nhiên|còn|đã)(?!\w)(?:\s*có(?!\w))?\s*[,:]?\s*",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"(?<!\w)(?:gồm|bao gồm|như sau|cụ thể|trong đó)\s*:?\s+", re.IGNORECASE)
# Classifiers: what follows one in a unit says more closely what is counted.
_COUNTERS = frozenset(
    ["lượt", "căn", "vụ", "cuộc", "ca", "cây", "con", "hộ", "giải", "tuyến", "lớp", "buổi", "suất"]
)
_LABEL = re.compile(r"^\s*(?:\(\d+\)|[a-zđ]\)|\d+(?:\.\d+)*[.)/](?=\s)|[-+•.–*](?=\s))\s*")
_HARD_ENDS = re.compile(r"[;.()]")
_TAIL_ENDS = re.compile(r"[,;.()]|(?<!\w)(?:và|trong đó|gồm)(?!\w)")


@dataclass(frozen=True, slots=True)
class Item:
    """One figure in its place.

    sort: base unit, and whether it is a change: figures of another sort are no siblings.
    region: the innermost bracket, or the sentence. above: what stands before a colon or a
    bracket and so is said of all that follows it.
    """

    figure: Figure
    depth: int
    region: tuple[str, int]
    sentence: int
    head: str
    head_start: int
    tail: str
    whole_tail: str
    above: str

    @property
    def start(self) -> int:
        """Where the figure stands."""
        return self.figure.start

    @property
    def sort(self) -> tuple[str, bool]:
        """What it can be compared with."""
        return unit_key(self.figure), self.figure.kind is FigureKind.CHANGE

    @property
    def head_key(self) -> str:
        """The head as it is compared: without marks, so that a typing slip does not matter."""
        return _key(self.head)

    @property
    def tail_key(self) -> str:
        """The tail as it is compared."""
        return _key(self.tail)

    def owner(self, items: Sequence[Item], shared: frozenset[str]) -> str:
        """The name that it belongs to: the head of a figure before it, no bracket deeper.

        shared: keys of heads that stand at several figures, so that they name none.
        """
        for other in reversed(items):
            if other.start >= self.start or other.depth > self.depth or not other.head:
                continue
            if other.sentence != self.sentence:
                break
            if other.head_key not in shared:
                return other.head
        return self.above


def unit_key(figure: Figure) -> str:
    """What a unit counts, without its closer words: "lượt" of "lượt người", "huy chương"."""
    words = figure.base_unit.split()
    if len(words) < 2 or "/" in figure.base_unit:
        return figure.base_unit
    return words[0] if words[0] in _COUNTERS else " ".join(words[:2])


def unit_rest(figure: Figure) -> str:
    """The closer words of a unit: "vàng" of "huy chương vàng"."""
    return figure.base_unit.removeprefix(unit_key(figure)).strip()


@lru_cache(maxsize=65536)
def _key(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", bare(canonical(text))))


def items_of(text: str, figures: Iterable[Figure]) -> list[Item]:
    """The figures of a passage in order, each with its own words."""
    held = sorted(figures, key=lambda one: one.start)
    spans = brackets(text)
    starts = [span.start for span in sentences(text)]
    label = _LABEL.match(text)
    found = []
    for order, figure in enumerate(held):
        around = [s for s in spans if s.start < figure.start < s.end]
        sentence = max((start for start in starts if start <= figure.start), default=0)
        opens = around[-1].start + 1 if around else sentence
        opens = max(opens, sentence, label.end() if label else 0)
        begin = _head_start(text, opens, figure.start, [f.start for f in held[:order]])
        region = ("bracket", around[-1].start) if around else ("sentence", sentence)
        found.append(
            Item(
                figure,
                len(around),
                region,
                sentence,
                *_clean_head(text, begin, figure.start),
                *_tail(text, figure.end, held[order + 1].start if order + 1 < len(held) else None),
                _above(text, sentence, begin, around[-1].start if around else None),
            )
        )
    return found


_MARK = re.compile(r"[();:,]|(?= và )")  # what may end another figure's words


def _head_start(text: str, opens: int, at: int, before: Sequence[int]) -> int:
    """Where a figure's own words begin: behind the last mark that ends another's."""
    begin = opens
    depth = 0
    for mark in _MARK.finditer(text, opens):
        index = mark.start()
        if index >= at:
            break
        char = text[index]
        depth += (char == "(") - (char == ")")
        if depth > 0:
            continue
        following = text[index + 1 : index + 2]
        counted = any(begin <= start < index for start in before)
        if (
            char == ";"
            or (char == ")" and counted)
            or (char == "," and following == " " and counted)
        ) or (char == ":" and following == " " and text[index + 1 : at].strip()):
            begin = index + 1
        elif char == " " and counted:
            begin = index + 4
    return min(begin, at)


def _clean_head(text: str, begin: int, end: int) -> tuple[str, int]:
    """The words between, without what only opens an enumeration, and where they begin."""
    start = begin
    for _ in range(3):
        start += len(text[start:end]) - len(text[start:end].lstrip(" ,;:)"))
        opening = _OPENING.match(text[start:end]) or _LABEL.match(text[start:end])
        if not opening or not opening.end():
            break
        start += opening.end()
    inside = list(_INSIDE.finditer(text, start, end))
    if inside and text[inside[-1].end() : end].strip(" :,"):
        start = inside[-1].end()
    return text[start:end].strip(" ,:;–-"), start


def _tail(text: str, end: int, following: int | None) -> tuple[str, str]:
    """What stands behind a figure: up to the next mark, and up to the next figure's words."""
    stop = min(len(text), end + 120) if following is None else min(following, end + 120)
    cut = _TAIL_ENDS.search(text, end, stop)
    whole = _HARD_ENDS.search(text, end, stop)
    near = text[end : cut.start() if cut else stop].strip(" :")
    if whole is None and following is not None and stop == following:
        return near, near  # the words between may be the next figure's
    return near, text[end : whole.start() if whole else stop].strip(" :,")


def _above(text: str, sentence: int, begin: int, bracket: int | None) -> str:
    """What is said before the colon or the bracket in front of a figure's own words."""
    if bracket is not None and begin <= bracket + 1 + 40:
        outer = re.split(r"; |: (?=\D+$)", text[sentence:bracket])[-1]
        return outer.strip()[-120:]
    lead = text[sentence:begin].rstrip()
    if lead.endswith(":"):
        return re.split(r"; |\. ", lead[:-1])[-1].strip()[-120:]
    return ""
