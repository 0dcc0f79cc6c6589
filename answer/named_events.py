"""Named events and programmes: "Đại hội Đảng bộ" is not "Đại hội Thi đua yêu nước".

What stands behind the kind of event tells one from another. A sentence that speaks of another
event of the kind, and nowhere of the one asked for, speaks of another matter.

What this module does not know: how much that counts against a figure (``figure_match.py``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.tokens import units

_KINDS = (
    "đại hội", "hội nghị", "hội thi", "hội thao", "hội diễn", "hội chợ", "liên hoan", "lễ hội",
    "cuộc thi", "cuộc vận động", "chương trình", "đề án", "chiến dịch", "ngày hội",
    "dai hoi", "hoi nghi", "hoi thi", "hoi thao", "hoi dien", "hoi cho", "lien hoan", "le hoi",
    "cuoc thi", "cuoc van dong", "chuong trinh", "de an", "chien dich", "ngay hoi",
)  # fmt: skip
_KIND = re.compile(rf"(?<!\w)(?:{'|'.join(_KINDS)})(?!\w)")
# What many events of a kind have in their names, or what only follows the kind.
_COMMON = frozenset(
    units(
        """đại biểu toàn quốc tỉnh thành phố huyện xã phường thị trấn cấp quận cơ sở lần thứ năm
    nhiệm kì các những một này đó nào mấy của và về với do có là được đã trong cho ở tại tổ chức
    thực hiện khai triển tổng kết sơ mục tiêu quốc gia số i ii iii iv v bao nhiêu
    dai bieu toan quoc tinh thanh pho huyen xa phuong cap quan co so lan thu nam nhiem ky cac
    nhung mot nay do nao may cua va ve voi duoc da trong o tai to chuc thuc hien khai trien tong
    ket so muc tieu quoc gia"""
    )
)
LOOKED = 7  # words behind the kind


def other_event(key: str, sentence: str) -> float:
    """1 if a sentence names an event of the kind asked for and never the one asked for.

    key: the question, canonical or bare; sentence: canonical, bare where the key is.
    """
    asked = names_of(key)
    if not asked:
        return 0.0
    told = names_of(sentence)
    for kind, name in asked.items():
        others = told.get(kind)
        if others and not name & others and not name & set(sentence.split()):
            return 1.0
    return 0.0


@lru_cache(maxsize=32768)
def names_of(text: str) -> dict[str, frozenset[str]]:
    """The kinds of event in a text, each with the first telling words behind any of the kind."""
    found: dict[str, set[str]] = {}
    for kind in _KIND.finditer(text):
        behind = units(text[kind.end() : kind.end() + 80])[:LOOKED]
        telling = next((word for word in behind if word not in _COMMON), "")
        if telling and not telling[0].isdigit():
            found.setdefault(kind[0], set()).add(telling)
    return {kind: frozenset(names) for kind, names in found.items()}
