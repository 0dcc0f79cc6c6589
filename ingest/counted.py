"""What a number counts: the words of its clause before it and the noun phrase behind it.

``tỷ lệ lao động qua đào tạo đạt 73,67%`` counts "tỷ lệ lao động qua đào tạo"; a clause
without a subject (``, đạt 104% dự toán``) takes the subject of the number before it.

What this module does not know: units, dates, kinds; it is given where the numbers stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.clauses import Span
from ingest.vocabulary import Keyed, Pattern, any_of, keyed, spellings

_FILE = "labels.txt"
_LEAD = Pattern(r"[ ,]*" + any_of(spellings(_FILE, "lead")) + r"(?![^\W_])")
_COPULA = Pattern(r"(?<![^\W_])" + any_of(spellings(_FILE, "copula")) + r"[ ,:]*$")
_SUBJECTLESS = Pattern(r" *(?:đã |và )?" + any_of(spellings(_FILE, "subjectless")) + r"(?![^\W_])")
_BEHIND = Pattern(
    r"(?<![^\W_])(?<!trực )(?<!phụ )" + any_of(spellings(_FILE, "behind")) + r"(?![^\W_])"
)
_MARKS = re.compile(r"[,;:.()“”\"\d/]| - ")
_WHEN = Pattern(r" *(?:trong|năm|đến|ngày|qua|hiện|từ|sau|trước|và|đồng thời|tuy nhiên)(?![^\W_])")
_WHEN_LEAD = Pattern(
    r"[ ,]*(?:(?:cũng |và )?(?:trong|từ|đến|tính đến|hết|kể từ|đầu|cuối) )?"
    r"(?:ngày|tháng|năm|quý|giai đoạn|năm học|nhiệm kì) (?:[ivx]+(?![^\W_])|\d[\d/.]*)"
    r"(?: ?(?:-|/|tháng|năm|đến|đến ngày) ?\d[\d/]*)*(?: đến nay)?(?= |,|$)[ ,]*"
)
_BRACKETED = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")
_TOPIC = re.compile(r"((?:[^:;.\d]|(?<!\d)(?:19|20)\d\d(?!\d))+): (?!\D{0,12}\d)")
_BULLET = re.compile(r"\s*(?:[-+•.*]|\(?\d{1,2}[.)]|[^\W\d_]\))\s+")
_LOOSE_END = frozenset(
    {"năm", "tháng", "ngày", "quý", "đoạn", "giai", "nam", "kỳ", "cùng", "cho", "của", "về", "cả"}
)
_LONGEST = 30  # words; a longer subject is a sentence, and its end is nearest the number


# "(KH 110)", "(năm 2023: 45 vụ)": which state of what stands in front of the bracket.
_WHEN_ONLY = Pattern(
    r"(?:(?:kế hoạch|kh|chỉ tiêu|dự toán|mục tiêu)(?: (?:tỉnh |huyện |trên )?giao| được giao| đề ra"
    r"| cả năm| là| năm \d{4})*|(?:cùng )?kì(?: năm (?:trước|ngoái|\d{4}))?"
    r"|(?:cùng kì )?năm (?:trước|ngoái|\d{4})(?: là)?|trước đó|tháng trước|quý trước)$"
)


def says_only_when(subject: str) -> bool:
    """Whether words before a number tell only its year or that it is planned, not what it is."""
    return _WHEN_ONLY.match(keyed(subject), 0) is not None


@dataclass(frozen=True, slots=True)
class Counted:
    """subject: the words before the number; noun: those behind it; inherited: from before."""

    subject: str
    noun: str
    inherited: bool = False

    def label(self) -> str:
        """Both as one line."""
        if self.subject.endswith(self.noun):
            return self.subject
        return " ".join(part for part in (self.subject, self.noun) if part)


def words_before(line: Keyed, start: int, floor: int, sentence: Span) -> tuple[str, bool]:
    """The subject before ``start`` and whether it is its own.

    floor: where the number before ends. Straight behind it stand the last words about that
    number, which are no subject of this one.
    """
    opening = sentence.start
    if bullet := _BULLET.match(line.text, opening):
        opening = min(bullet.end(), start)
    floor = max(floor, opening)
    begin = _after_mark(line, floor, start)
    tail = begin == floor > opening or line.text[begin - 1 : begin] == ")"
    if tail and line.text[begin : begin + 1] in {",", ";"}:
        begin, tail = begin + 1, False
    begin, own = _subject_start(line, begin, start, tail)
    subject = _trim(line, begin, start)
    return subject, own and bool(subject)


def _after_mark(line: Keyed, begin: int, start: int) -> int:
    """Behind the last ; ( or : that does not stand directly before the number."""
    for position in range(start - 1, begin - 1, -1):
        char = line.text[position]
        if char in ";(" or (char == ":" and _trim(line, position + 1, start)):
            return position + 1
        if char == ")":
            return _before_bracket(line, position, begin, start)
    return begin


def _before_bracket(line: Keyed, closing: int, begin: int, start: int) -> int:
    """A closed bracket is passed over (``thành phố (cũ) đạt``); one with digits ends the search."""
    opening = line.text.rfind("(", begin, closing)
    if opening < 0:
        return closing + 1
    inner = line.text[opening:closing]
    if any(char.isdigit() for char in inner):
        return closing + 1 if _trim(line, closing + 1, start) else begin
    return _after_mark(line, begin, opening)


def _subject_start(line: Keyed, begin: int, start: int, tail: bool) -> tuple[int, bool]:
    """Where the nearest comma piece with a subject of its own begins, and whether there is one."""
    joins = r"[,;] | và | (?<!so )(?<!đối )với " if tail else r"[,;] "
    text = _BRACKETED.sub(lambda held: "_" * len(held[0]), line.text[begin:start])
    cuts = [match.end() for match in re.finditer(joins, text)]
    cuts = [*([] if tail else [begin]), *(begin + cut for cut in cuts)]
    for order in range(len(cuts) - 1, -1, -1):
        cut = cuts[order]
        if _trim(line, cut, start) and not _SUBJECTLESS.match(line, cut, start):
            return cut if tail else _list_start(line, cuts, order, start), True
        if tail:
            break  # what stands further back is about the number before
    return (cuts[-1] if cuts else start), False


def _same_head(line: Keyed, words: list[str], cut: int) -> bool:
    """``xóa nhà tạm, nhà dột nát``: the comma joins two nouns with one head."""
    head = line.text[cut:].split(maxsplit=1)[:1]
    return bool(head) and head[0] in words[-4:]


def _list_start(line: Keyed, cuts: list[int], order: int, start: int) -> int:
    """``khu vực nông, lâm nghiệp, thủy sản``: short pieces before the comma belong to it."""
    while order > 0:
        piece = line.text[cuts[order - 1] : cuts[order]]
        first = order == 1 and line.text[cuts[1]].islower()
        words = piece.strip(" ,").split()
        short = 0 < len(words) <= (7 if first else 3)
        thin = len(line.text[cuts[order] : start].split()) <= 2 and len(words) <= 14
        short = short or thin or _same_head(line, words, cuts[order])
        if (
            not short
            or _SUBJECTLESS.match(line, cuts[order - 1])
            or _WHEN.match(line, cuts[order - 1])
        ):
            break
        order -= 1
    return cuts[order]


def _trim(line: Keyed, begin: int, end: int) -> str:
    while lead := _WHEN_LEAD.match(line, begin, end) or _LEAD.match(line, begin, end):
        if lead.end() == begin:
            break
        begin = lead.end()
    changed = True
    while changed:
        changed = False
        while end > begin and line.text[end - 1] in " ,:-–(":
            end -= 1
        copula = _COPULA.search(line, max(begin, end - 20), end)
        if copula and copula.end() == end:
            end, changed = copula.start(), True
    words = line.text[begin:end].strip(" ,:;-–(").split()
    return " ".join(words[-_LONGEST:])


def topic_of(line: Keyed, sentence: Span) -> str:
    """The heading words of an item: ``(1) Chỉ số cải cách (PAR): tỉnh Bình Lạc đạt …``.

    A colon straight before a number ends a subject, not a topic.
    """
    bullet = _BULLET.match(line.text, sentence.start)
    begin = bullet.end() if bullet else sentence.start
    head = _TOPIC.match(line.text, begin, sentence.end)
    if head is None or not _trim(line, head.start(1), head.end(1)) or _WHEN.match(line, begin):
        return ""
    words = head[1].split()
    return " ".join(words) if len(words) <= 24 else ""


def words_behind(line: Keyed, start: int, limit: int) -> str:
    """The words from ``start`` that go on naming what is counted."""
    mark = _MARKS.search(line.text, start, limit)
    end = mark.start() if mark else limit
    stop = _BEHIND.search(line, start, end)
    end = stop.start() if stop else end
    words = line.text[start:end].split()[:14]
    while words and words[-1].lower() in _LOOSE_END:
        words.pop()
    return " ".join(words)
