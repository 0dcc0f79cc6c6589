"""Things that a question names by their number: "khối thi đua thứ 19", "cụm số 15".

Such a thing is in the reports only if it is named so there; that some number of things is
counted ("18 khối thi đua") names none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from answer.asking import asking
from answer.place_match import DOCUMENT_KINDS
from answer.query import Query
from ingest.text import bare

_NAMED = re.compile(r"(?<!\w)((?:[^\W\d_]+ ){1,3})(?:thứ|số|thu|so) (\d{1,3})(?![\w/.,-]*\d|\w)")
# "xếp thứ 3", "tụt xuống thứ 5", "lần thứ 2", "đứng số 1": a rank or a time, no name.
_NO_NAMES = frozenset(
    [
        "xep", "dung", "hang", "lan", "khoa", "ky", "vi", "tri", "top", "cong", "van", "giai",
        "dien", "thoai", "tong", "phan", "ngay", "thang", "nam", "quy", "den", "con",
        "xuong", "len", "tut", "vuon", "roi", "nhay",
    ]
)  # fmt: skip


def unknown_number(query: Query) -> str:
    """The first thing named by a number that no report names so ("khối thi đua 19"), else ""."""
    for words, number in _named(query):
        if not _printed(query, words, number):
            return f"{' '.join(words)} {number}"
    return ""


def _named(query: Query) -> Iterable[tuple[list[str], str]]:
    stop = asking().stop if query.frame.marked else asking().bare_stop
    documents = {bare(kind) for kind in DOCUMENT_KINDS}
    for match in _NAMED.finditer(query.frame.key):
        words = match[1].split()
        last = [bare(word) for word in words]
        if last[-1] in _NO_NAMES or " ".join(last[-2:]) in documents or last[-1] in documents:
            continue
        kept = [word for word in words if word not in stop]
        if kept:
            yield kept, match[2].lstrip("0") or "0"


def _printed(query: Query, words: list[str], number: str) -> bool:
    """Whether a report has the name with the number, or its first or last word with it."""
    ways = {" ".join(words), " ".join(words[-2:]), words[0], words[-1]}
    so = "(?:số|thứ)" if query.frame.marked else "(?:so|thu)"
    name = re.compile(rf" (?:{'|'.join(map(re.escape, ways))}) (?:{so} )?0*{number} ")
    shelf = query.shelf
    zones = (shelf.zone(p, 0, len(p.text)) for p in shelf.passages.values())
    return any(name.search(zone.exact if query.frame.marked else zone.loose) for zone in zones)
