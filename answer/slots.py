"""The several things that one question asks for: "sửa mấy căn, xây mới mấy căn?".

A slot is one asking word with the words that are its own. Knows the wording of questions
only; ``fill.py`` finds the figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from answer.wanted import Wanted

_ASK = re.compile(r"(?<!\w)(?:bao nhiêu|bao nhieu|mấy|bằng nào|bang nao)(?!\w)")
_ASK_BARE = re.compile(r"(?<!\w)(?:bao nhieu|may)(?!\w)")
_RANK = re.compile(r"(?:hạng|hang|thứ|thu|vị trí|vi tri)(?: (?:bao nhiêu|bao nhieu|mấy|may))?\s*$")
_ORDINAL = re.compile(r"(?:số|ngày|tháng|quý|khóa|lần|so|ngay|thang|quy|khoa|lan)\s*$")
_OUT_OF = re.compile(
    r"(?:bao nhiêu|bao nhieu|mấy|may) (?:trên|tren) (?:bao nhiêu|bao nhieu|mấy|may)"
)
_NOUN = re.compile(r"\s*([^\W\d_]+(?:[\s-]+[^\W\d_]+){0,3}|%)")
_MORE = re.compile(r"\s*(?:,|và|va|lẫn|lan|cùng|cung)\s+(?![^,?]*(?:bao nhiêu|bao nhieu|mấy))")
_BREAK = re.compile(r"\s*(?:[,;?:()]|(?<!\w)(?:và|va|còn|con|rồi|roi|lẫn|lan)(?!\w))\s*")
_EMPTY = frozenset(
    [
        "là", "la", "thì", "thi", "so", "trong", "và", "va", "năm", "nam", "cho", "để", "de", "của",
        "cua", "khi", "nếu", "neu", "từ", "tu", "ở", "o", "tại", "tai", "được", "duoc", "đã", "da",
        "sẽ", "se", "với", "voi", "theo", "trên", "tren", "giờ", "gio", "vậy", "vay", "rồi", "roi",
        "thế", "the", "trở", "tro",
    ]
)  # fmt: skip
_MONEY = re.compile(
    r"(?<!\w)(?:tiền|tien|vốn|von|kinh phí|kinh phi|ngân sách|ngan sach|doanh thu|trị giá|tri gia"
    r"|tổng mức|tong muc|tỉ đồng|ty dong|triệu đồng|trieu dong|tỉ|triệu|trieu|giá trị"
    r"|gia tri)(?!\w)"
)
_PERCENT = re.compile(r"(?<!\w)(?:phần trăm|phan tram|tỉ lệ|ty le|ti le|tỉ trọng|ty trong)(?!\w)|%")
_TAIL = 4  # syllables of a last item without asking word ("…, tổng tiền?")


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing asked for.

    noun: the counted noun behind the asking word, "" if none; kind: amount, money,
    percent or rank; start, end: the slot's own stretch of the question's key.
    added: a noun that only follows another one ("…, lượt dân quân và ngày công"); it may
    as well be part of that noun.
    """

    noun: str
    kind: Wanted
    start: int
    end: int
    added: bool = False


def slots_of(key: str, marked: bool) -> tuple[Slot, ...]:
    """The slots of a question in order; one or none for an ordinary question."""
    found: list[Slot] = []
    key = _OUT_OF.sub(lambda ask: ask[0].split(" tr")[0].ljust(len(ask[0])), key)
    last = 0
    for ask in (_ASK if marked else _ASK_BARE).finditer(key):
        before = key[last : ask.start()]
        if _ORDINAL.search(before):
            continue
        start = last + _own_start(before)
        noun, end = _noun_behind(key, ask.end())
        found.append(Slot(noun, _kind(key[start:end], noun, before), start, end))
        last = end
        for piece, begin, stop in _coordinated(key, end):
            found.append(Slot(piece, _kind(piece, piece, ""), begin, stop, added=True))
            last = stop
    found += _tail(key, last) if found else []
    return tuple(found)


def _own_start(before: str) -> int:
    breaks = [m.end() for m in _BREAK.finditer(before) if before[m.end() :].strip()]
    return breaks[-1] if breaks else 0


def _noun_behind(key: str, position: int) -> tuple[str, int]:
    noun = _NOUN.match(key, position)
    if not noun or noun[1].split()[0] in _EMPTY:
        return "", position
    cut = re.search(r"\s(?:và|va|lẫn|lan|hay|hoặc|hoac)\s", noun[1] + " ")
    text = noun[1][: cut.start()] if cut else noun[1]
    return text.strip(), noun.start(1) + len(text)


def _coordinated(key: str, position: int) -> list[tuple[str, int, int]]:
    """Nouns that follow the counted one in the same breath ("…, lượt dân quân và ngày công")."""
    found = []
    while (more := _MORE.match(key, position)) and (noun := _NOUN.match(key, more.end())):
        stop = _BREAK.search(key, noun.start(1))
        end = min(noun.end(1), stop.start() if stop else noun.end(1))
        text = key[noun.start(1) : end].strip()
        if not text or text.split()[0] in _EMPTY or _MONEY.search(text) or _PERCENT.search(text):
            break
        found.append((text, noun.start(1), end))
        position = end
    return found


def _tail(key: str, position: int) -> list[Slot]:
    """A last item that is asked for without an asking word ("…, tổng tiền?")."""
    tail = re.search(r",\s*([^,?]+?)\s*\??$", key[position:])
    if not tail or len(tail[1].split()) > _TAIL:
        return []
    start = position + tail.start(1)
    kind = _kind(tail[1], "", "")
    return [Slot("", kind, start, position + tail.end(1))] if kind is not Wanted.AMOUNT else []


def _kind(own: str, noun: str, before: str) -> Wanted:
    if _RANK.search(before) or _RANK.search(own):
        return Wanted.RANK
    if noun:
        if _PERCENT.match(noun):
            return Wanted.PERCENT
        return Wanted.MONEY if _MONEY.match(noun) else Wanted.AMOUNT
    if _PERCENT.search(own):
        return Wanted.PERCENT
    return Wanted.MONEY if _MONEY.search(own) else Wanted.AMOUNT
