"""Two things that stand side by side before or behind one asking word, each asked alone.

"Diện tích và dân số của xã là bao nhiêu?" asks twice with one asking word. Knows the wording
of questions only; whether both things have an answer of their own is seen when they are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST_WORDS = 6  # of one of the two things
WAYS = 3  # of taking one question apart
MOST = 6  # things of one question
_ITEM = re.compile(r"\s*[,;]\s*(?:(?:và|va)\s+)?|\s+(?:và|va)\s+", re.IGNORECASE)
_DIVIDED = re.compile(
    r"(?<!\w)(?:phân theo|chia theo|chia cho|chia ra|chia thành|phân ra|phan theo)"
    r"(?: (?:loại|cấp|nguồn|nhóm|hạng|lĩnh vực|hình thức|ngành|loai|cap|nguon|nhom|hinh thuc"
    r"|nganh))?:?\s+",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"\s+(?:(?:là|có|được|la|co|duoc) )?(?:bao nhiêu|bao nhieu|mấy|may)(?!\w).*$", re.I
)
_AND = re.compile(r"\s+(?:và|va|lẫn|lan|cùng với)\s+", re.IGNORECASE)
_ASKS = re.compile(
    r"(?<!\w)(?:bao nhiêu|bao nhieu|bằng nào|mấy|may|ra sao|thế nào|the nao)(?!\w)", re.IGNORECASE
)
# "mỗi nguồn bao nhiêu", "lần lượt là": said of several things, of one thing not.
_EACH = re.compile(
    r"\s*,?\s*(?<!\w)(?:lần lượt|lan luot|(?:mỗi|moi|từng|tung)(?: [^\W\d_]+)?)"
    r"(?=\s+(?:là |có |được |la |co |duoc )?(?:bao nhiêu|bao nhieu|mấy|may|ra sao|thế nào|the nao)"
    r"(?!\w))",
    re.IGNORECASE,
)
_HOW = re.compile(r"(?:ra sao|(?:như )?thế nào|the nao)\s*$", re.IGNORECASE)
# Words before which a thing ends, and behind which it begins.
_EDGE = re.compile(
    r"(?<!\w)(?:của|ở|tại|trong|là|thì|có|được|đạt|mỗi|từng|lần lượt|bao nhiêu|mấy|ra sao|thế nào"
    r"|cho|theo|từ|vào|với|về|hiện|đã|năm (?=\d|nay|ngoái|qua)|tháng (?=\d)|ngày (?=\d)"
    r"|cua|tai|trong|la|thi|duoc|dat|moi|tung|lan luot|bao nhieu|may|tu|vao|voi)(?!\w)",
    re.IGNORECASE,
)
_LEADING = re.compile(r"(?:của|ở|tại|trong|về|cho|từ|cua|tai|trong|tu)\s+", re.IGNORECASE)
# "trước và sau ngày …", "trong và ngoài nước": one word each, with what follows.
_OPPOSITES = (
    ("trước", "sau"), ("trong", "ngoài"), ("trên", "dưới"), ("đầu", "cuối"),
    ("truoc", "sau"), ("trong", "ngoai"), ("tren", "duoi"), ("dau", "cuoi"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Apart:
    """One question taken apart: what each of several whole questions alone asks for.

    each: whether it says "mỗi …" or "chia theo …", which is said of several things only.
    """

    questions: tuple[str, ...]
    things: tuple[str, ...]
    each: bool


def asked_side_by_side(text: str) -> tuple[Apart, ...]:
    """The ways to read a question as several, the likeliest first; none where nothing is joined."""
    text = re.sub(r"\s*\([^()]*\)", "", text).strip().rstrip("?.! ")
    if len(_ASKS.findall(text)) != 1:
        return ()
    each = _EACH.search(text) is not None
    text = _HOW.sub("là bao nhiêu", _EACH.sub("", text))
    divided = _DIVIDED.search(text)
    if divided is not None:
        ask = _LAST.search(text, divided.end())
        things = _ITEM.split(text[divided.end() : ask.start()]) if ask else []
        things = [thing.strip() for thing in things if thing.strip()]
        if ask is None or not 2 <= len(things) <= MOST or any(map(_ASKS.search, things)):
            return ()
        matter = text[: divided.start()].strip(" ,")
        return (Apart(tuple(f"{matter} {it}{ask[0]}" for it in things), tuple(things), True),)
    joints = list(_AND.finditer(text))
    if len(joints) != 1:
        return ()
    left, right = text[: joints[0].start()], text[joints[0].end() :]
    ways: dict[str, Apart] = {}
    for cut, thing in _cuts(left, right):
        before, rest = left[:cut].strip(), right[len(thing) :].strip()
        first = " ".join(f"{left} {rest}".split())
        second = " ".join(f"{before} {thing} {rest}".split())
        if (before or rest) and _ASKS.search(first) and _ASKS.search(second):
            pair = (left[cut:].strip(), thing.strip())
            ways.setdefault(second, Apart((first, second), pair, each))
    return tuple(ways.values())[:WAYS]


def _cuts(left: str, right: str) -> Iterable[tuple[int, str]]:
    """Where the first thing begins, and the second thing, in the ways to read them."""
    one, two = left.split()[-1:], right.split()[:1]
    if one and two and (one[0].lower(), two[0].lower()) in _OPPOSITES:
        yield len(left) - len(one[0]), two[0]
        return
    thing = _second(right)
    if not thing or len(thing.split()) > MOST_WORDS:
        return
    leading = _LEADING.match(thing)
    if leading:
        same = list(re.finditer(rf"(?<!\w){re.escape(leading[0])}", left, re.IGNORECASE))
        if same:
            yield same[-1].start(), thing
        return
    starts = [m.start() for m in re.finditer(r"\S+", left)]
    edges = [m.end() for m in _EDGE.finditer(left)]
    ask = max((m.end() for m in _ASKS.finditer(left)), default=-1)
    # Right behind "bao nhiêu" stands what is counted, which the second thing has in common.
    if edges and edges[-1] != ask and 0 < sum(start >= edges[-1] for start in starts) <= MOST_WORDS:
        yield next(start for start in starts if start >= edges[-1]), thing
    for size in (len(thing.split()), 2):
        if len(starts) >= size and (starts[-size] > ask + 1 or ask < 0):
            yield starts[-size], thing


def _second(right: str) -> str:
    """The second thing: up to the word that belongs to both."""
    leading = _LEADING.match(right)
    begin = leading.end() if leading else 0
    edge = _EDGE.search(right, begin)
    end = edge.start() if edge else len(right)
    return right[:end].strip(" ,")
