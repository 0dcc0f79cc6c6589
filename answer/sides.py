"""A question that computes over two sides, taken apart into a question for each side.

"Điểm tự chấm năm 2024 chênh với điểm thẩm định bao nhiêu?" compares what two questions ask for:
"Điểm tự chấm năm 2024 bao nhiêu", "điểm thẩm định năm 2024 bao nhiêu". The second side leaves
out what it shares with the first, so there may be several ways to put it.

Knows the wording of questions only; whether a way means anything is seen from its answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from answer.frame import Operation
from answer.other_side import other_side
from ingest.text import has_marks, strip_marks

LONGEST = 12  # words of a second side: a longer one is a clause, not another side
_HOW = r"(?<!\w)(?:bao nhiêu|mấy)(?!\w)"
_MORE = (
    r"(?:(?:nhiều|ít|cao|thấp|lớn|nhỏ|đông|dài|rộng|nặng|vượt|dôi) )?(?:hơn|kém|thua)"
    r"(?! nữa| một| hai)"
)
_MOVED = (
    r"(?:tăng|giảm|hụt|sụt|nhích|vượt|thiếu|hơn|kém|nhiều hơn|ít hơn|cao hơn|thấp hơn"
    r"|chênh lệch|chênh|lệch)(?: thêm| lên| đi| xuống| mất| được)?"
)
_APART = r"(?:chênh lệch|chênh|cách biệt|lệch)(?: nhau)?(?: so)?"
_TO = r"(?:so sánh với|so với|so|với)"
_IS = (
    r"(?:(?:là|thì|được|đến|tới|khoảng|hết|mất|có|ra|còn|dôi ra|dôi|tất cả|chừng|cả thảy"
    r"|bằng) )*"
)
_TOGETHER = (
    r"(?:cộng lại|cộng cả|cộng chung|cộng|gộp lại|gộp chung|gộp|tính chung|tổng cộng|tất cả"
    r"|cả thảy|tổng số|hợp lại)"
)
_YEAR = r"(?:19|20)\d\d"
_TAIL = re.compile(r" (?:ở|tại|trong|của|năm|o|tai|trong|cua|nam) .*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sides:
    """What is computed, and for each side the ways to ask for it alone, the likeliest first.

    left: the difference is what remains to be done. unprinted: computed only where the reports
    do not print the result, which they mostly do.
    """

    operation: Operation
    ways: tuple[tuple[str, ...], ...]
    left: bool = False
    unprinted: bool = False


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A form of question, as written with diacritics and without."""

    marked: re.Pattern[str]
    bare: re.Pattern[str]

    @classmethod
    def of(cls, pattern: str) -> _Pattern:
        return cls(re.compile(pattern), re.compile(strip_marks(pattern)))

    def search(self, text: str) -> re.Match[str] | None:
        """Where the form stands, in places of the text itself."""
        marked = has_marks(text)
        key = text.lower() if marked else strip_marks(text).lower()
        return (self.marked if marked else self.bare).search(key) if len(key) == len(text) else None


def sides_asked(text: str) -> Sides | None:
    """The two sides of a question that compares or adds up; None if it does neither plainly."""
    text = " ".join(text.strip().rstrip("?.! ").split())
    readers = (_compared, _which_more, _left_to_do, _trade, _times, _years_added, _added)
    return next((sides for sides in (read(text) for read in readers) if sides), None)


def _compared(text: str) -> Sides | None:
    for pattern in _COMPARED:
        where = pattern.search(text)
        if where is None:
            continue
        one, other, ask = (_group(text, where, name) for name in ("one", "other", "ask"))
        if not one or not other or len(other.split()) > LONGEST or _ASKED.search(f"{one} {other}"):
            continue
        counted = strip_marks(ask.lower())
        if re.search(r"phan tram|%| lan$", counted) and "diem" not in counted:
            return None  # by what share of it something rose: no difference of two levels
        if "tail" in where.groupdict() and where["tail"]:
            ask = f"{ask} {_group(text, where, 'tail')}"
        ask = re.sub(r" (?:điểm|diem)(?= (?:phần trăm|phan tram|%))", "", ask)
        return Sides(
            Operation.DIFFERENCE,
            ((_put(one, ask),), tuple(_put(way, ask) for way in other_side(one, other))),
        )
    return None


def _which_more(text: str) -> Sides | None:
    """ "A và B, bên nào đông hơn, chênh mấy đại biểu?": both asked alone."""
    where = _WHICH_MORE.search(text)
    if where is None:
        return None
    one, other = _group(text, where, "one"), _group(text, where, "other")
    ask = _group(text, where, "ask") if where["ask"] else "bao nhiêu"
    if _ASKED.search(f"{one} {other}") or len(other.split()) > LONGEST:
        return None
    ways = tuple(_put(way, ask) for way in other_side(one, other))
    return Sides(Operation.DIFFERENCE, ((_put(one, ask),), ways))


def _left_to_do(text: str) -> Sides | None:
    """ "A còn thiếu mấy căn nữa mới xóa hết nhà tạm đã đăng ký": all of it, and what is done."""
    where = _LEFT.search(text)
    if where is None:
        return None
    one, ask = _group(text, where, "one"), _group(text, where, "ask")
    verb = _group(text, where, "verb")
    whole = _group(text, where, "whole") if where["whole"] else ""
    thing = _PROMISED.sub("", whole)
    already = "đã" if has_marks(text) else "da"
    return Sides(
        Operation.DIFFERENCE,
        (
            tuple(dict.fromkeys((_put(f"{one} {whole}", ask), _put(one, ask)))),
            (
                _put(f"{one} {already} {verb} {ask} {thing}", ""),
                _put(f"{one} {thing} {already} {verb}", ask),
            ),
        ),
        left=True,
    )


def _trade(text: str) -> Sides | None:
    """ "xuất siêu bao nhiêu": exports without imports."""
    where = _SURPLUS.search(text)
    if where is None or not _ASKED.search(text):
        return None
    both = ("xuất khẩu", "nhập khẩu") if has_marks(text) else ("xuat khau", "nhap khau")
    start, end = where.span()
    ways = tuple((f"{text[:start]}{name}{text[end:]}",) for name in both)
    return Sides(Operation.DIFFERENCE, ways, unprinted=True)


def _times(text: str) -> Sides | None:
    """ "A gấp mấy lần B"."""
    for pattern in _RATIOS:
        where = pattern.search(text)
        if where is None:
            continue
        one, other = _group(text, where, "one"), _group(text, where, "other")
        if _ASKED.search(f"{one} {other}") or len(other.split()) > LONGEST:
            continue
        ask = "bao nhiêu" if has_marks(text) else "bao nhieu"
        ways = tuple(_put(way, ask) for way in other_side(one, other))
        return Sides(Operation.RATIO, ((_put(one, ask),), ways))
    return None


def _years_added(text: str) -> Sides | None:
    """ "cả hai năm 2024 và 2025 … tất cả bao nhiêu": each year asked alone."""
    where = _TWO_YEARS.search(text)
    if where is None or not _ASKED.search(text) or _EACH.search(text):
        return None
    if not _ADDS.search(text):
        return None
    year = "năm" if has_marks(text) else "nam"
    ways = []
    for name in ("one", "other"):
        put = f"{text[: where.start()]}{year} {_group(text, where, name)}{text[where.end() :]}"
        ways.append((_without_together(put),))
    return Sides(Operation.SUM, tuple(ways))


def _added(text: str) -> Sides | None:
    """ "chi cho A và cho B cộng lại bao nhiêu": both parts asked alone, with what they share."""
    where = _ADDED.search(text)
    if where is None or _EACH.search(text):
        return None
    one, other, ask = (_group(text, where, name) for name in ("one", "other", "ask"))
    if _ASKED.search(f"{one} {other}") or "," in other:
        return None
    tail = _TAIL.search(other)
    common = tail[0] if tail else ""
    own = other[: len(other) - len(common)]
    head = own.split()[0].lower() if own.split() else ""
    again = list(re.finditer(rf"(?<!\w){re.escape(head)}(?!\w)", one.lower())) if head else []
    if again:
        lead = one[: again[-1].start()]
    else:
        words = one.split()
        if not own.split() or len(words) <= len(own.split()):
            return None
        lead = f"{' '.join(words[: len(words) - len(own.split())])} "
    return Sides(
        Operation.SUM, ((_put(f"{one}{common}", ask),), (_put(f"{lead}{own}{common}", ask),))
    )


def _without_together(text: str) -> str:
    where = _ADDS.search(text)
    while where is not None:
        text = f"{text[: where.start()]} {text[where.end() :]}"
        where = _ADDS.search(text)
    return " ".join(text.split())


def _put(side: str, ask: str) -> str:
    return " ".join(f"{side} {ask}".split())


def _group(text: str, where: re.Match[str], name: str) -> str:
    start, end = where.span(name)
    return text[start:end].strip(" ,:")


_ASK = rf"(?P<ask>{_HOW}(?: (?!so |với |hơn )[^,? ]+){{0,6}}?)"
_OTHER = r"(?:ở |của )?(?P<other>[^,?]{3,70}?)"
_ASKED = _Pattern.of(_HOW)
_EACH = _Pattern.of(r"(?<!\w)(?:mỗi|từng|lần lượt|riêng|so với|chênh|hơn|kém)(?!\w)")
_ADDS = _Pattern.of(rf"(?<!\w)(?:{_TOGETHER}|cả hai năm|hai năm)(?!\w)")
_COMPARED = (
    # "A nhiều hơn B bao nhiêu căn", "A ít hơn B mấy điểm"
    _Pattern.of(
        rf"^(?P<one>.{{4,}}?) {_MORE} (?:{_TO} )?{_OTHER} {_IS}{_ASK}(?P<tail> \([^()]*\))?$"
    ),
    # "A chênh với B bao nhiêu"
    _Pattern.of(rf"^(?P<one>.{{4,}}?) {_APART} (?:{_TO} )?{_OTHER} {_IS}{_ASK}$"),
    # "chênh lệch giữa A và B là bao nhiêu"
    _Pattern.of(
        rf"^(?:.*?(?:{_APART}|khác nhau|cách nhau) )?giữa (?P<one>.{{3,}}?) (?:và|với) {_OTHER}"
        rf"(?: {_APART})? {_IS}{_ASK}$"
    ),
    # "A tăng bao nhiêu điểm phần trăm so với B"
    _Pattern.of(rf"^(?P<one>.{{4,}}?) {_MOVED} {_ASK} (?:{_TO}|hơn) {_OTHER}$"),
    # "So với B, A tăng bao nhiêu"
    _Pattern.of(rf"^{_TO} {_OTHER}(?:,| thì) (?P<one>.{{4,}}?) {_MOVED} {_ASK}$"),
    # "lấy A trừ đi B thì còn bao nhiêu"
    _Pattern.of(rf"^(?:lấy |đem )(?P<one>.{{4,}}?) trừ(?: đi)?(?: cho)? {_OTHER} {_IS}{_ASK}$"),
)
_WHICH_MORE = _Pattern.of(
    rf"^(?P<one>.{{4,}}?) (?:và|với|hay) {_OTHER},? (?:thì )?(?:bên|nơi|đằng|cái|số|phía|năm|đâu)"
    r"(?: nào)? (?:nhiều|đông|cao|lớn|ít|thấp|dài|nhỏ) hơn"
    rf"(?:,? (?:và )?(?:{_APART}|hơn(?: kém)?(?: nhau)?) {_ASK})?$"
)
_LEFT = _Pattern.of(
    rf"^(?P<one>.{{4,}}?) (?:còn|vẫn|vẫn còn) (?:thiếu|phải [^\W\d_]+|cần|cần [^\W\d_]+)(?: thêm)?"
    rf" (?P<ask>{_HOW}(?: [^,? ]+){{0,3}}?) nữa,? (?:thì |là )?(?:mới )?"
    r"(?P<verb>(?:[^\W\d_]+ ){0,2}?(?:đủ|xong|hết|đạt|hoàn thành))(?: (?P<whole>.+))?$"
)
_PROMISED = re.compile(
    r" ?(?:đã|được|theo|như|da|duoc|nhu) (?:đăng ký|đăng kí|giao|kế hoạch|phê duyệt|dự kiến|đề ra"
    r"|dang ky|ke hoach|phe duyet|du kien|de ra)$",
    re.IGNORECASE,
)
_SURPLUS = _Pattern.of(r"(?<!\w)(?:xuất|nhập) siêu(?!\w)")
_RATIOS = (
    _Pattern.of(rf"^(?P<one>.{{4,}}?) gấp(?: hơn| khoảng)? {_HOW} lần (?:{_TO} )?{_OTHER}$"),
    _Pattern.of(rf"^(?P<one>.{{4,}}?) gấp {_OTHER} {_HOW} lần$"),
    _Pattern.of(rf"^(?P<one>.{{4,}}?) bằng {_HOW} lần (?:{_TO} )?{_OTHER}$"),
)
_TWO_YEARS = _Pattern.of(
    rf"(?:(?:{_TOGETHER}|cả|trong|tính) )*(?:(?:cả )?hai năm|năm) (?P<one>{_YEAR})"
    rf" (?:và|với|cộng|cùng) (?:năm )?(?P<other>{_YEAR})(?!\d)"
)
_ADDED = _Pattern.of(
    rf"^(?:tổng |cộng )?(?P<one>.{{4,}}?) (?:và|với|cùng) (?P<other>[^?]{{3,70}}?)"
    rf" (?:thì )?{_TOGETHER} {_IS}{_ASK}$"
)
