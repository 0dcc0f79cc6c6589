"""Of which sort the members are that a question asks about: "dự án nào", "trong các huyện".

What this module does not know: which series is meant, and which member (``series_match.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.query import Query
from answer.series_parts import Member, Series
from index.tokens import units
from ingest.text import bare
from ingest.vocabulary import CAPITALS

# What a place, a body or a unit of administration is called.
_PLACE = re.compile(
    r"(?<!\w)(?:nơi|địa phương|tỉnh|huyện|xã|phường|đơn vị|sở|ban|cơ quan|thị xã|quận|thành phố"
    r"|noi|dia phuong|tinh|huyen|xa|phuong|don vi|co quan|thi xa|quan)"
    r"(?: (?:cũ|nào|cu|nao))*(?= |$)"
)
_ASKED_NOUN = re.compile(
    r"([^\W\d_]+(?: [^\W\d_]+){0,2}) (?:nào|nao)(?!\w)"
    r"|(?:mỗi|từng|moi|tung|hai|ba|bốn|bon|sáu|bảy) ([^\W\d_]+(?: [^\W\d_]+)?)"
)
_CAPITAL = re.compile(rf"(?<=\s)[{CAPITALS}][^\W\d_]")
# "trong các huyện, bên nào …": the sort of what is compared, said apart from "nào".
_AMONG = re.compile(
    r"(?<!\w)(?:trong|giữa|trong số|giua|trong so) (?:số )?(?:các|những|cac|nhung|hai|ba|bốn|bon"
    r"|năm|nam|sáu|sau|bảy|bay|tám|tam|chín|chin|mười|muoi|\d+) "
    r"(?!(?:tháng|thang|năm|nam|ngày|ngay)(?!\w))"
    r"([^\W\d_]+(?: [^\W\d_]+)?)"
)


def class_words(key: str) -> list[str]:
    """The words of a question that name the sort of the members."""
    return " ".join(m[1] or m[2] for m in _ASKED_NOUN.finditer(key)).split()


def class_fit(query: Query, series: Series) -> float:
    """Whether the names are of the sort that the question names ("dự án nào", "mỗi tỉnh")."""
    among = _AMONG.search(query.frame.key)
    noun = _ASKED_NOUN.search(query.frame.key)
    if among is None and noun is None:
        return 0.0
    asked = among[1] if among else noun[1] or noun[2] if noun else ""
    placed = sum(bool(_CAPITAL.search(member.name)) for member in series.members)
    if _PLACE.search(asked):
        return 1.0 if placed * 3 >= len(series.members) * 2 else -1.0
    text = query.shelf.words(" | ".join(m.name for m in series.members) + " | " + series.lead)
    zone = text.exact if query.frame.marked else text.loose
    words = asked.split()
    return float(f" {' '.join(words[-2:])} " in zone or f" {words[-1]} " in zone)


def of_class(query: Query, members: Sequence[Member]) -> Sequence[Member]:
    """The members that bear the noun of the sort that the question compares, else all.

    "Trong năm bệnh viện" leaves out the row "Trung tâm y tế"; where fewer than two bear the
    noun, they are named otherwise.
    """
    among = _AMONG.search(query.frame.key)
    words = units(among[1]) if among else []
    if len(words) < 2 or _PLACE.search(among[1] if among else ""):
        return members
    noun = bare(" ".join(words))
    bearing = [m for m in members if bare(" ".join(units(m.name))).startswith(f"{noun} ")]
    return bearing if len(bearing) >= 2 else members
