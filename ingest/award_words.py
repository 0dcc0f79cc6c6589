"""The words of a commendation in a text: forms, givers, counts of recipients, verbs.

Vocabulary from ``ingest/data/awards.txt`` (Luật Thi đua, khen thưởng 2022). What this
module does not know: which giver gives which form to whom (``ingest/awards.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.numbers import Number, NumberType
from ingest.places import Mention, find_mentions
from ingest.scope import Statement
from ingest.text import canonical, strip_marks
from ingest.vocabulary import Keyed, Pattern, any_of, entries, keyed, spellings

_FILE = "awards.txt"
_GRADES = any_of(spellings(_FILE, "grade"))
_FORM = Pattern(
    rf"(?<![^\W_])(?:(?:các )?danh hiệu )?[\"“]?{any_of(spellings(_FILE, 'form'))}[\"”]?"
    rf"(?:,? (?:{_GRADES})(?: ?(?:,|và) ?{_GRADES})*)?(?![^\W_])"
)
_GRADE = Pattern(rf"(?<![^\W_]){_GRADES}(?![^\W_])")
_CERTIFICATE_GIVER = Pattern(r" (?:của )?thủ tướng(?: chính phủ)?$")
_RECIPIENT = Pattern(any_of(spellings(_FILE, "recipient")) + r"(?![^\W_])")
_GIVES = Pattern(rf"(?<![^\W_]){any_of(spellings(_FILE, 'gives'))}(?![^\W_])")
_UNSPECIFIED = Pattern(rf"(?<![^\W_]){any_of(spellings(_FILE, 'unspecified'))}(?![^\W_])")
# "công tác thi đua, khen thưởng cho …": a field of work, not a deed.
_FIELD = Pattern(
    r"(?:thi đua(?:,| -| và|-)|công tác|nghiệp vụ|hồ sơ|hình thức|về|luật|hướng dẫn|tiêu chuẩn"
    r"|xét|chế độ|đề nghị|chính sách|mức|tiền|quỹ) ?$"
)
_OF = Pattern(r",? (?:của|do) $")
_LOCAL = Pattern(
    rf"(?:(?<=[,;.:] )|(?<=đó )|^)(?:{any_of(spellings(_FILE, 'local giver'))})"
    rf"(?= (?:cũng |đã |kịp thời |luôn |tiếp tục )*(?:{any_of(spellings(_FILE, 'gives'))}))"
)
_LEVELED = Pattern(r",? (?:của |cấp )?(thành phố|tỉnh|huyện|xã|bộ|ngành|cơ sở)(?![^\W_])")
_GIVER_HEAD = re.compile(
    r"(?:Phó )?(?:Chủ tịch|Thủ tướng|UBND|Ủy ban|Chính phủ|Nhà nước|Quốc hội|Bộ|Giám đốc"
    r"|Bí thư|Hội|Ban|Liên đoàn|Trung ương|Tỉnh|Thành|Huyện|Tổng|Đảng|Sở|Công an|Chánh"
    r"|Quân khu|Cục|Văn phòng)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of commendation; giver: named with it or fixed by law ("" if several may give)."""

    start: int
    end: int
    name: str
    giver: str = ""
    by_law: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """So many of whom; form: set where the number counts the awards themselves."""

    start: int
    end: int
    number_end: int
    value: int
    recipient: str
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gives; passive: "được … tặng"; verb_end: where the verb of giving ends."""

    start: int
    end: int
    name: str
    passive: bool
    verb_end: int


def bare(word: str) -> str:
    """The loosest key of a word."""
    return strip_marks(canonical(word))


@cache
def _law() -> dict[str, str]:
    return {bare(word): entry.value for entry in entries(_FILE, "form") for word in entry.spellings}


def find_forms(statement: Statement, mentions: Sequence[Mention]) -> list[Form]:
    """The forms of a statement in order, none inside a quotation that names a movement."""
    line = statement.line
    found = []
    for match in _FORM.finditer(line):
        if any(quote.start < match.start() < quote.end for quote in statement.quotes):
            continue
        found.append(_form(line, match, mentions))
    return sorted([*found, *_grades(statement, found)], key=lambda form: form.start)


def _grades(statement: Statement, forms: Sequence[Form]) -> list[Form]:
    """``Huân chương Lao động hạng Nhất: 01 …; hạng Nhì: 02 …``: the later grades as forms."""
    line = statement.line
    found = []
    for match in _GRADE.finditer(line):
        before = [form for form in forms if form.end <= match.start()]
        if not before or any(form.start <= match.start() < form.end for form in forms):
            continue
        last = before[-1]
        same = statement.sentence(last.start) == statement.sentence(match.start())
        graded = _GRADE.search(line, last.start, last.end)
        if same and graded and graded.end() == last.end:
            base = line.text[last.start : graded.start()].strip()
            name = f"{base} {line.text[slice(*match.span())]}"
            found.append(Form(match.start(), match.end(), name, last.giver, last.by_law))
    return found


def _form(line: Keyed, match: re.Match[str], mentions: Sequence[Mention]) -> Form:
    start, end = match.span()
    giver = _named_giver(line, end, mentions)
    name_end = end
    inner = _CERTIFICATE_GIVER.search(line, start, end)
    if inner and line.key.startswith(("b", "c", "h"), start):
        name_end = inner.start()
        giver = giver or "Thủ tướng Chính phủ"
    return Form(start, end, line.text[start:name_end].strip(), giver, _by_law(match[0]))


def _by_law(words: str) -> str:
    key = re.sub(r"^(?:cac )?danh hieu ", "", bare(words)).replace('"', "")
    for length in range(len(key), 3, -1):
        if (giver := _law().get(key[:length].strip())) is not None:
            return giver
    return ""


def _named_giver(line: Keyed, end: int, mentions: Sequence[Mention]) -> str:
    """``Cờ thi đua của UBND thành phố``: the agency tied to the form."""
    for mention in mentions:
        if mention.start < end or not mention.agency:
            continue
        gap = line.key[end : mention.start]
        if _OF.of(line).fullmatch(gap) or gap == " ":
            return line.text[mention.start : mention.end]
        break
    return ""


def form_level(line: Keyed, form: Form) -> str:
    """``Cờ thi đua của Thành phố``: the level that goes with a form ("Thành phố")."""
    match = _LEVELED.match(line, form.end)
    return line.text[slice(*match.span(1))] if match else ""


def find_counts(line: Keyed, numbers: Sequence[Number], forms: Sequence[Form]) -> list[Count]:
    """The numbers that count recipients or awards."""
    found = []
    for number in numbers:
        quantity = number.quantity
        if number.type is not NumberType.FIGURE or quantity is None or quantity.of:
            continue
        if not quantity.number.whole or quantity.upper or quantity.negative:
            continue
        value = int(quantity.value)
        form = next((form for form in forms if 0 <= form.start - quantity.number_end <= 1), None)
        if form is not None:
            found.append(Count(number.start, form.end, quantity.number_end, value, "", form))
            continue
        match = _RECIPIENT.match(line, quantity.number_end + 1)
        if match and line.key[quantity.number_end : quantity.number_end + 1] == " ":
            recipient = line.text[slice(*match.span())].lower()
            found.append(Count(number.start, match.end(), quantity.number_end, value, recipient))
    return found


def recipient_in(header: str) -> str:
    """The recipients that a table column counts (``Số tập thể``), "" if none."""
    line = keyed(header)
    match = _RECIPIENT.search(line)
    return line.text[slice(*match.span())].lower() if match else ""


def find_givers(statement: Statement) -> list[Giver]:
    """Agencies (and "thành phố" as a giver) whose verb of giving follows."""
    line = statement.line
    found: list[Giver] = []
    for mention in find_mentions(statement.text):
        if not mention.agency or not _GIVER_HEAD.match(mention.text):
            continue
        verb = _verb_after(line, mention.end)
        if verb is None:
            continue
        passive = line.key[: mention.start].endswith(("được ", "duoc ", "do "))
        if found and _coordinated(line, found[-1], mention):
            last = found.pop()
            name = line.text[last.start : mention.end]
            found.append(Giver(last.start, mention.end, name, last.passive, verb.end()))
            continue
        found.append(Giver(mention.start, mention.end, mention.text, passive, verb.end()))
    if not found:
        for match in _LOCAL.finditer(line):
            verb = _verb_after(line, match.end())
            if verb:
                name = line.text[slice(*match.span())]
                found.append(Giver(*match.span(), name, False, verb.end()))
    return found


def _verb_after(line: Keyed, start: int) -> re.Match[str] | None:
    """A verb of giving within some words, no number, bracket or stop between."""
    stop = re.compile(r"[\d;.()“]").search(line.text, start)
    limit = min(start + 90, stop.start() if stop else len(line.text))
    return _GIVES.search(line, start, limit)


def _coordinated(line: Keyed, last: Giver, mention: Mention) -> bool:
    """``Chủ tịch nước, Thủ tướng Chính phủ tặng``; not "theo đề nghị của Sở …, Chủ tịch … tặng"."""
    if line.key[: last.start].endswith(("của ", "cua ")) or last.end >= mention.start:
        return False
    return re.fullmatch(r",? v[àa] |, ", line.key[last.end : mention.start]) is not None


def find_deeds(statement: Statement) -> list[re.Match[str]]:
    """``khen thưởng``, ``biểu dương`` … used as a deed without a form's name."""
    line = statement.line
    return [
        match
        for match in _UNSPECIFIED.finditer(line)
        if not _FIELD.search(line, max(0, match.start() - 20), match.start())
        and not any(quote.holds(match.start()) for quote in statement.quotes)
    ]
