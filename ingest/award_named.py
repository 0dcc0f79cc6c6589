"""Recipients told by name: ``tặng Cờ thi đua cho Trường THCS An Phú``, ``02 tập thể (A; B)``.

Three ways to name them: behind the form ("cho", a colon), before the verb ("Sở Y tế được …
tặng"), and behind a count, in a bracket or after "là", "gồm" or a colon.

What this module does not know: who gives, and names that stand in a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.award_words import Count, Form, Giver
from ingest.clauses import Span
from ingest.counted import words_before
from ingest.scope import Statement
from ingest.vocabulary import CAPITALS, Pattern, any_of, spellings

_GOT = Pattern(
    r"(?<![^\W_])(?:(?:đã |vinh dự |vừa )*được(?![^\W_])|(?:đã |vinh dự |vừa )*(?:đón )?nhận(?= ))"
)
_GIVES = Pattern(rf"(?<![^\W_]){any_of(spellings('awards.txt', 'gives'))}(?: cho)? ?$")
# Between a form and its recipient: a title in quotes, whose it is, the year; no number counted.
_TO = re.compile(
    r"(?: ?[“\"][^“”\"]{1,140}[”\"])?(?: (?:của|năm|giai đoạn|về|hạng|cấp) [^;.:(“”\"]{1,60}?)?"
    r"(?: cho |: )"
)
_ALIKE = re.compile(r"(?:các|những|một số|nhiều|toàn thể|mỗi|từng|họ|mình|hạng)(?!\w)", re.I)
_END = re.compile(
    r"[;:(]|,? (?:về|vì|do|đã có|có|đạt|trong|nhân|theo|để|khi|với|tại|giai đoạn|thành tích)(?!\w)"
    r"|(?:,| và) (?:tặng|trao|công nhận|phong tặng|truy tặng|đề nghị|trình|khen)(?!\w)|,? năm \d"
)
_ERA = re.compile(r"\((?:cũ|mới)\)")
# "danh hiệu “Anh hùng Lao động” thời kỳ đổi mới (Hợp tác xã A)"
_OPENS = re.compile(r"(?: (?:trong )?thời k[ìỳ] [^\W\d_]+ [^\W\d_]+)? ?\(")
# "02 khu dân cư của phong trào là tổ dân phố A và thôn B"
_LEADS = re.compile(r"(?: [^\W\d_]+){0,5}?(?: là|,? gồm(?: có)?|:| gồm:) ")
_LOOSE = re.compile(r"[\s,;:]*(?:(?<!\w)(?:và|cùng|với|cho)\s*)?$")
_PROPER = re.compile(rf"(?<!\w)[{CAPITALS}][^\W\d_]*")
# What opens a bracket that names nobody: a document, a remark about the count.
_REMARK = re.compile(
    r"(?:quyết định|tờ trình|công văn|theo|trong đó|có|gồm \d|tăng|giảm|đạt|bằng|so với|\d)",
    re.IGNORECASE,
)
_SOURCE = re.compile(r" ?\((?:theo |tại )?(?:quyết định|tờ trình|công văn)[^()]*\)", re.IGNORECASE)
FARTHEST = 8  # words before the first capital of a name: "Nhân dân và cán bộ xã …"
LONGEST = 60  # characters between "được" and the form


@dataclass(frozen=True, slots=True)
class Recipient:
    """One named recipient (or several in a row) of a form; giver: if told between name and form."""

    start: int
    text: str
    form: Form
    giver: Giver | None
    end: int


def named_behind(
    statement: Statement,
    forms: Sequence[Form],
    givers: Sequence[Giver],
    counts: Sequence[Count],
    segment: Span,
) -> Iterable[Recipient]:
    """Who is named behind the forms of a segment: ``Cờ thi đua cho Trường THCS An Phú``."""
    text = statement.text
    for form in forms:
        if not segment.start <= form.start < segment.end:
            continue
        to = _TO.match(text, form.end, segment.end)
        if to is None or _ALIKE.match(text, to.end()):
            continue
        later = [one.start for one in forms] + [one.start for one in counts]
        stop = min([segment.end, *(start for start in later if start >= to.end())])
        cut = next(
            (m for m in _END.finditer(text, to.end(), stop) if not _ERA.match(text, m.start())),
            None,
        )
        name = _trimmed(text[to.end() : cut.start() if cut else stop])
        if is_name(name):
            passive = [g for g in givers if g.passive and segment.start <= g.start < form.start]
            giver = passive[-1] if passive else None
            yield Recipient(to.end(), name, form, giver, to.end() + len(name))


def named_before(
    statement: Statement, forms: Sequence[Form], givers: Sequence[Giver], segment: Span
) -> Iterable[Recipient]:
    """Who is named before "được … tặng" or "đón nhận": ``Sở Y tế được tặng Bằng khen``."""
    line = statement.line
    for form in forms:
        if not segment.start <= form.start < segment.end:
            continue
        got = list(_GOT.finditer(line, segment.start, form.start))
        if not got or form.start - got[-1].end() > LONGEST:
            continue
        between = line.text[got[-1].end() : form.start]
        gives = _GIVES.search(line, got[-1].end(), form.start)
        received = line.key[slice(*got[-1].span())].endswith(("nhận", "nhan"))
        if re.search(r"[\d;.:(]", between) or not (gives or (received and not between.strip())):
            continue
        subject, own = words_before(line, got[-1].start(), segment.start, segment)
        start = line.text.find(subject, segment.start, form.start) if subject else -1
        # "Tập thể được …" names nobody.
        if start < 0 or not own or len(subject.split()) < 3 or not is_name(subject):
            continue
        inside = [one for one in givers if got[-1].end() <= one.start < form.start]
        yield Recipient(start, subject, form, inside[0] if inside else None, form.end)


def names_of(statement: Statement, count: Count, counts: Sequence[Count], segment: Span) -> str:
    """The names told right behind a count: ``02 đơn vị (Sở Y tế, Sở Nội vụ)``; "" if none."""
    text = statement.text
    opening = _OPENS.match(text, count.end)
    if opening:
        bracket = statement.inside(opening.end())
        inner = text[opening.end() : bracket.end - 1] if bracket else ""
        return "" if _REMARK.match(inner) or not is_name(inner) else inner.strip()
    lead = _LEADS.match(text, count.end, segment.end)
    if lead is None:
        return ""
    later = [one.start for one in counts if one.start >= lead.end()]
    name = _trimmed(text[lead.end() : min([segment.end, *later])]).rstrip(".")
    return "" if _REMARK.match(name) or not is_name(name) else name


def is_name(words: str) -> bool:
    """Whether words name somebody: a capital near their beginning, no number in front."""
    proper = _PROPER.search(words)
    if proper is None or _ALIKE.match(words) or words[:1].isdigit():
        return False
    return len(words[: proper.start()].split()) <= FARTHEST and ";" not in words[: proper.start()]


def _trimmed(words: str) -> str:
    return _LOOSE.sub("", _SOURCE.sub("", words)).strip(" ,;.")
