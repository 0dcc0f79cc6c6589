"""A question that asks for several things, taken apart into whole questions.

"Thị xã Phú thu được bao nhiêu, đạt mấy phần trăm dự toán?" asks twice; the second question
is the first one's matter with the second one's words. Knows the wording of questions only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.text import has_marks

MOST = 6  # parts of one question
LEAST = 3  # words that are left to name what two parts are about
_ASK = re.compile(r"(?<!\w)(?:bao nhiêu|bao nhieu|bằng nào|bang nao|mấy|may)(?!\w)", re.IGNORECASE)
_NAMES_NUMBER = re.compile(r"(?<!\w)(?:số|ngày|tháng|quý|khóa|lần|thứ|hạng)\s*$", re.IGNORECASE)
_NAMES_BARE = re.compile(r"(?<!\w)(?:so|ngay|thang|quy|khoa|lan|hang)\s*$", re.IGNORECASE)
_OUT_OF = re.compile(
    r"(?:bao nhiêu|bao nhieu|mấy|may)(?: [^\W\d_]+)? (?:trên|tren) (?:tổng |tong )?(?:số |so )?"
    r"(?:bao nhiêu|bao nhieu|mấy|may)",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"(?<!\w)(?:ngày nào (?:đến|tới) ngày nào|nào|gì|ai|ra sao|thế nào|ở đâu|nao|gi|the nao"
    r"|o dau)(?!\w)",
    re.IGNORECASE,
)
_AND = r"(?:và|va|rồi|roi|còn|với|voi|lẫn|lan|cùng|cung)"
# What parts one asked thing from the next.
_BREAK = re.compile(
    rf"\s*[,;]\s*(?:{_AND}\s+)?(?:trong đó\s+|trong do\s+|riêng\s+|cụ thể\s+)?"
    rf"|\s+(?:{_AND})\s+",
    re.IGNORECASE,
)
# Behind a comma and "và" a clause of its own begins.
_CLAUSES = re.compile(
    r"\s*[,;]\s*(?:và|va|còn|con|đồng thời|dong thoi|rồi|roi)\s+|\s*;\s*", re.IGNORECASE
)
_COMPUTED = re.compile(
    r"(?<!\w)(?:chênh|hơn|kém|cộng|tổng cộng|gấp|nhất|so với|tăng hay giảm|chenh|hon|kem|gap|nhat"
    r"|vì sao|tại sao|vi sao|tai sao|đúng không|phải không|dung khong|phai khong)(?!\w)",
    re.IGNORECASE,
)
# A last thing that is named and not asked for: "…, kèm tỷ lệ", "… và tổng kinh phí?"
_NAMED_LAST = re.compile(
    rf"(?:\s*,\s*(?:{_AND}\s+)?|\s+(?:{_AND})\s+|\s*,?\s*(?:kèm(?: theo)?|kem(?: theo)?)\s+)"
    r"((?:tỷ lệ|tỉ lệ|ty le|ti le|kinh phí|kinh phi|tổng kinh phí|tổng tiền|tổng số tiền|số tiền"
    r"|trị giá|tong tien|so tien|tri gia|phần trăm|phan tram)(?:\s+[^,?]*)?)$",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"(?:kinh phí|số tiền|tổng tiền|trị giá|kinh phi|so tien|tong tien|tri gia)\s*$", re.IGNORECASE
)
_SHARE = re.compile(r"^(?:tỷ lệ|tỉ lệ|ty le|ti le|phần trăm|phan tram)", re.IGNORECASE)
# Before the things that one asking word asks for: "gồm mấy …", "chia theo loại …".
_EACH = re.compile(
    r"\s*,?\s*(?:lần lượt|lan luot|mỗi|moi|từng|tung|riêng)(?: [^\W\d_]+){0,2}?"
    r"(?=\s+(?:là |có |được |la |co |duoc )?(?:bao nhiêu|bao nhieu|mấy|may|ra sao|thế nào|the nao)"
    r"(?!\w))",
    re.IGNORECASE,
)
_DIVIDED = re.compile(
    r"(?<!\w)(?:phân theo|chia theo|chia ra|chia thành|phân ra|phan theo|chia ra)"
    r"(?: (?:loại|cấp|nguồn|nhóm|hạng|lĩnh vực|hình thức|loai|cap|nguon|nhom|hinh thuc))?:?\s+",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"\s*(?:là |thì |la |thi )?(?:ra sao|thế nào|như thế nào|bao nhiêu|the nao|nhu the nao"
    r"|bao nhieu)\s*$",
    re.IGNORECASE,
)
# The end of a last part that belongs to all of them: "…, mấy bạc ở Hội khỏe tỉnh".
_COMMON = re.compile(
    r"\s+(?:ở|tại|trong|của|năm|vào|o|tai|cua|nam|vao)\s+.*$", re.IGNORECASE
)  # fmt: skip
# Little words that lead to an asking word and to nothing else.
_ENDING = re.compile(
    r"\s+(?:(?:được|duoc) (?!bao |mấy |may )[^\W\d_]+"
    r"|là|thì|có|được|đạt|gồm|la|thi|co|duoc|dat|gom)$",
    re.IGNORECASE,
)
# Nouns that are counted by themselves: "mấy đoàn khách quốc tế, mấy lượt".
_COUNT_WORDS = frozenset({"lượt", "người", "hộ", "căn", "vụ", "ca", "tiền", "lớp", "cuộc"})
_MEMBERS = re.compile(r"(?<!\w)(?:gồm|gom|bao gồm|bao gom)(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Piece:
    """One asked thing: what leads to its asking word, the asking word, and what follows."""

    before: str
    ask: str
    after: str


def parts_asked(text: str) -> tuple[str, ...]:
    """One whole question for each thing asked, in order; none where only one is asked."""
    text = re.sub(r"\s*\([^()]*\)", "", text).strip().rstrip("?.! ")
    if _COMPUTED.search(text) and _last_named(text) is None:
        return ()
    parts = _asked_apart(text) or _divided(text) or _listed(text) or _named_last(text)
    return tuple(dict.fromkeys(parts)) if 2 <= len(parts) <= MOST else ()


def clauses_asked(text: str) -> tuple[tuple[str, ...], ...]:
    """The clauses of a question that each ask something, with ways to put each of them alone.

    "Đại hội có bao nhiêu đại biểu, và thành phố cử bao nhiêu người dự đại hội toàn quốc?": the
    second has a subject of its own. Put alone, behind the matter that the question opens
    with, and behind all that leads to the first thing asked. () where no comma parts them.
    """
    text = re.sub(r"\s*\([^()]*\)", "", text).strip().rstrip("?.! ")
    clauses = [it.strip() for it in _CLAUSES.split(text) if it.strip()]
    asked = [clause for clause in clauses if _asks(clause) or _WHICH.search(clause)]
    if len(asked) != len(clauses) or not 2 <= len(asked) <= MOST or not _asks(text):
        return ()
    first = clauses[0]
    ask = next(iter(_asks(first)), None) or _WHICH.search(first)
    lead = _ENDING.sub("", first[: ask.start()].strip()) if ask else ""
    opening = first[: first.find(", ") + 1] if ", " in lead else ""
    return (
        (first,),
        *(
            tuple(dict.fromkeys(" ".join(f"{it} {clause}".split()) for it in ("", opening, lead)))
            for clause in clauses[1:]
        ),
    )


def asked_count(text: str) -> int:
    """How many asking words of any kind a question has, named last things counted too."""
    text = re.sub(r"\s*\([^()]*\)", "", text).strip().rstrip("?.! ")
    return len(_asks(text)) + len(_WHICH.findall(text)) + (_last_named(text) is not None)


def _asks(text: str) -> list[re.Match[str]]:
    masked = _OUT_OF.sub(lambda m: m[0].split()[0].ljust(len(m[0])), text)
    number = _NAMES_NUMBER if has_marks(text) else _NAMES_BARE  # "thu mấy" is no "thứ mấy"
    return [m for m in _ASK.finditer(masked) if not number.search(text[: m.start()])]


def _asked_apart(text: str) -> list[str]:
    """Parts that each have an asking word."""
    asks = _asks(text)
    if len(asks) < 2:
        return []
    pieces: list[_Piece] = []
    start = 0
    for number, ask in enumerate(asks):
        end = len(text)
        following = ""
        if number + 1 < len(asks):
            between = text[ask.end() : asks[number + 1].start()]
            breaks = list(_BREAK.finditer(between))
            if not breaks:
                return []
            cut = breaks[-1] if not between[breaks[-1].end() :].strip() else breaks[0]
            end = ask.end() + cut.start()
            following = text[ask.end() + cut.end() :]
        pieces.append(_Piece(text[start : ask.start()].strip(), ask[0], text[ask.end() : end]))
        start = len(text) - len(following)
    first, *others = pieces
    context, own = _context(first.before)
    tail = _common_tail(pieces)
    parts = [" ".join(f"{first.before} {first.ask}{first.after}{tail}".split())]
    for piece in others:
        if piece.before and not first.before:  # "Bao nhiêu hộ được vay, chiếm mấy phần trăm?"
            lead, asked = first.after.strip(), f"{piece.ask}{piece.after}"
        elif piece.before:
            lead = context if own and context else _shared(first, piece)
            own_kind = _SHARE.search(piece.before) or _SUM.search(piece.before)
            asked = f"{piece.ask}{piece.after or ('' if own_kind else _object(first))}"
        else:
            lead = first.before
            asked = f"{piece.ask} {_with_head(piece.after.strip(), first.after.strip())}"
        ending = "" if piece is others[-1] and tail and tail in piece.after else tail
        parts.append(" ".join(f"{lead} {piece.before} {asked}{ending}".split()))
    return parts


def _context(before: str) -> tuple[str, str]:
    """What stands before the first thing asked and names what all of them are about."""
    cut = max(before.rfind(", "), before.rfind(": "))
    if cut < 0:
        return before, ""
    return before[: cut + 1], before[cut + 2 :]


def _shared(first: _Piece, piece: _Piece) -> str:
    """What leads to both: where both count the same, not the word that tells the first apart.

    "Xã sửa mấy căn, xây mới mấy căn?": built anew is not also repaired.
    """
    lead = _ENDING.sub("", first.before).split()
    if first.after.split()[:2] == piece.after.split()[:2] != []:
        own = len(piece.before.split())
        lead = lead[:-own] if len(lead) - own >= LEAST else lead[:-1]
    return " ".join(lead)


def _object(first: _Piece) -> str:
    return f" {first.after.strip()}" if first.after.strip() else ""


def _with_head(noun: str, first: str) -> str:
    """A counted noun with the head that it leaves out ("huy chương vàng, mấy bạc")."""
    words, heads = noun.split(), _COMMON.sub("", first).split()
    bare = _COMMON.sub("", noun).split()
    if len(bare) == 1 and len(heads) >= 3 and bare[0].lower() not in _COUNT_WORDS:
        return " ".join([*heads[:-1], *words])
    return noun


def _common_tail(pieces: list[_Piece]) -> str:
    if all(piece.before for piece in pieces[1:]):
        return ""
    tail = _COMMON.search(pieces[-1].after)
    return tail[0] if tail and len(tail[0].split()) >= 2 else ""


def _divided(text: str) -> list[str]:
    """ "chia theo loại A, B, C ra sao": members named behind the word that divides."""
    mark = _DIVIDED.search(text)
    how = _HOW.search(text)
    if mark is None or how is None:
        return []
    items = _items(text[mark.end() : how.start()])
    return [f"{text[: mark.start()].strip(' ,')} {item} bao nhiêu" for item in items]


def _listed(text: str) -> list[str]:
    """Members before or behind one asking word: "hệ cao đẳng, hệ trung cấp lần lượt mấy người"."""
    asks = _asks(text)
    if len(asks) != 1:
        return []
    ask = asks[0]
    before, after = text[: ask.start()].rstrip(), text[ask.end() :]
    behind = _items(after)
    if "," in after and (len(behind) > 2 or (len(behind) == 2 and _MEMBERS.search(before))):
        tail = _COMMON.search(behind[-1])
        common = tail[0] if tail else ""
        behind[-1] = behind[-1][: len(behind[-1]) - len(common)] if common else behind[-1]
        head = behind[0].split()[0]
        nouns = [behind[0], *(item if len(item.split()) > 2 or item.startswith(head)
                              else f"{head} {item}" for item in behind[1:])]  # fmt: skip
        return [f"{before} {ask[0]} {noun}{common}" for noun in nouns]
    each = _EACH.search(text)
    named = text[: each.start()] if each and each.end() <= ask.start() + 1 else before
    named = _ENDING.sub("", named)
    context, _, rest = named.rpartition(": ")
    if not context:
        context, rest = _by_repeated_head(named)
    items = _items(rest)
    if _WHICH.search(rest):
        return []
    if len(items) < 2 or (each is None and not _same_head(items)):
        return []
    return [f"{context.rstrip(' ,:')} {item} {ask[0]}{after}".strip() for item in items]


def _by_repeated_head(text: str) -> tuple[str, str]:
    """The place where a list of like members begins: "phần của trung ương và phần của tỉnh"."""
    for mark in _BREAK.finditer(text):
        head = _WORD.match(text, mark.end())
        if head is None:
            continue
        same = rf"(?<!\w){re.escape(head[0])}(?!\w)"
        earlier = list(re.finditer(same, text[: mark.start()], re.IGNORECASE))
        if earlier:
            start = earlier[-1].start()
            return text[:start], text[start:]
    return "", ""


def _same_head(items: list[str]) -> bool:
    return len({item.split()[0].lower() for item in items if item.split()}) == 1


def _items(text: str) -> list[str]:
    return [item.strip() for item in _BREAK.split(text) if item and item.strip()]


def _last_named(text: str) -> re.Match[str] | None:
    last = _NAMED_LAST.search(text)
    return last if last is not None and not _ASK.search(last[1]) else None


def _named_last(text: str) -> list[str]:
    """A last thing named without an asking word, besides the one that is asked for."""
    last = _last_named(text)
    if last is None:
        return []
    first = text[: last.start()]
    if _SHARE.match(last[1]) and _COMPUTED.search(first):
        return []
    counted = " bao nhiêu phần trăm" if _SHARE.match(last[1]) else " bao nhiêu tiền"
    asks = _asks(first)
    lead = first[: asks[0].start()] + first[asks[0].end() :] if asks else first
    return [first, " ".join(f"{lead} {last[1]}{counted}".split())]
