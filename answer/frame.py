"""A question read into a frame: what is wanted, of what, when, where, in which scope.

The frame holds only what the question says. What the reports have, and which of it
answers, is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from answer.asking import Asking, asking
from answer.operation import Operation, operation_of
from answer.wanted import NUMERIC, Wanted, also_wanted, counted_nouns, wanted_of
from ingest.text import bare, canonical, fold_spaces, has_marks
from ingest.vocabulary import CAPITALS

__all__ = ["NUMERIC", "Frame", "Operation", "Wanted", "expand_shorthand", "read_frame"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What one question says.

    text: the question with texting shorthand written out.
    key: ``canonical(text)`` or, typed without diacritics, ``bare(text)``.
    units: nouns asked to be counted, as key phrases of up to four syllables each, in
        order ("tập thể", "cá nhân có"): the matcher compares prefixes.
    asked: spans of ``key`` taken up by asking words; they carry no content.
    also: further kinds asked for in the same breath ("lúc nào, ở đâu?").
    years: years and periods named ("2025", "2021-2025"); relative ones are resolved
        by the caller, who knows the reports' years.
    numbers: figures the question itself states (its premise).
    both: whether it asks what each of two places prints.
    """

    text: str
    key: str
    marked: bool
    wanted: Wanted
    also: tuple[Wanted, ...] = ()
    units: tuple[str, ...] = ()
    operation: Operation | None = None
    asked: tuple[tuple[int, int], ...] = ()
    years: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    plan: bool = False
    proposed: bool = False
    relative_year: int | None = None
    yes_no: bool = False
    why: bool = False
    both: bool = False


_PERIOD = re.compile(r"(?<![\d/.,])((?:19|20)\d\d)(?:\s*[-–]\s*((?:19|20)\d\d))?(?![\d.,/]\d|\d)")
# "từ 2021 tới 2025", "từ năm 2021 đến năm 2025" is a period.
_FROM_TO = re.compile(
    r"(?<![\d/.,])((?:19|20)\d\d)\s+(?:đến|den|tới|toi)(?: hết| het)?(?: năm| nam)?"
    r"\s+((?:19|20)\d\d)(?![\d.,/]\d|\d)"
    r"(?!.*(?<!\w)(?:tăng|giảm|tang|giam|so với|so voi|chênh|chenh)(?!\w))"
)
# "so với năm 2024" names what is compared with, not the year asked about.
_AGAINST = re.compile(
    r"(?:so với|so voi|cùng k[ìỳ]|cung k[iy])\s+(?:cùng k[ìỳ] |cung k[iy] )?(?:năm |nam )?$"
)
_MORE_THAN = re.compile(r"(?<!\w)(?:hơn|hon|kém|kem)\s+(?:hồi |hoi )?$")
_PLANNED = re.compile(
    r"(?<!\w)(?:kế hoạch|ke hoach|chỉ tiêu|chi tieu|mục tiêu|muc tieu|dự toán|du toan)"
    r" (?:(?:năm |nam )?20\d\d|năm nay|nam nay|đặt|dat ra|là|la|giao|đề ra|de ra)(?!\w)"
    r"|(?<!\w)(?:đặt kế hoạch|dat ke hoach|đặt mục tiêu|dat muc tieu|theo dự toán"
    r"|theo du toan)(?!\w)"
)
# "Chỉ tiêu việc làm mới năm nay là mấy người?": what is asked for opens the question.
_PLAN_FIRST = re.compile(
    r"(?:chỉ tiêu|chi tieu|kế hoạch|ke hoach|mục tiêu|muc tieu|dự toán|du toan)"
    r" (?!nào|nao|gì|gi|số|so|này|nay|quốc gia|quoc gia)"
    r"(?!.*(?<!\w)(?:đạt|dat|vượt|vuot|thực hiện|thuc hien|hoàn thành|hoan thanh|so với|so voi"
    r"|số|ban hành|ban hanh|phần trăm|phan tram|ai|nào|nao)(?!\w))"
)
# "hai báo cáo ghi thế nào?": what either of two places prints.
_TWO_PLACES = re.compile(
    r"\bhai (?:bao cao|cho|noi|chu thich|doan|bang)\b.*\b(?:ghi|neu|in|khac|khop)\b"
    r"|\b(?:than bai|bang) va (?:chu thich|than bai)\b|\bchu thich va than bai\b"
)
_PER_HEAD = re.compile(r"(?<=[^\W\d_])/ng(?!\w)")  # "GRDP/ng"
_LASTING = re.compile(r" (?:năm|nam|tháng|thang)(?!\w)")  # "5 năm", "6 tháng đầu năm": no premise
_NUMERAL = re.compile(r"(?<![\w/.,-])\d[\d.,]*(?:/\d[\d.,]*)?(?![\w/-])")


def expand_shorthand(question: str, words: Asking) -> str:
    """The question with whole syllables of texting shorthand written out.

    A capitalised or all-capital short form (``TP``, ``CT``) counts too; a token with
    digits or a slash never does, so document numbers stay.
    """

    def full(token: re.Match[str]) -> str:
        return words.chat.get(canonical(token[0]), token[0])

    question = _PER_HEAD.sub("/người", question)
    return re.sub(r"(?<![\w/\-.])[^\W\d_]+(?:/h)?(?![\w/\-])", full, question)


# "tỉnh Hòa An trước khi sáp nhập" is "tỉnh Hòa An (cũ)".
_OF_OLD = re.compile(
    rf"(?<!\w)([{CAPITALS}][^\W\d_]*) (?:trước(?: khi| lúc)?|(?:hồi|khi|lúc)(?: còn)? chưa)"
    r" (?:sáp nhập|hợp nhất|nhập tỉnh|sắp xếp)(?: tỉnh)?(?!\w)"
)


def read_frame(question: str) -> Frame:
    """Read a question; never fails: what is not understood stays content words."""
    words = asking()
    text = _OF_OLD.sub(r"\1 cũ", expand_shorthand(fold_spaces(question), words))
    marked = has_marks(text)
    key = canonical(text) if marked else bare(text)
    units = tuple(dict.fromkeys(counted_nouns(key, marked, words)))
    wanted = wanted_of(key, marked, words, bool(units))
    return Frame(
        text=text,
        key=key,
        marked=marked,
        wanted=wanted,
        also=tuple(also_wanted(key, marked, words, wanted)),
        units=units,
        operation=operation_of(key, marked, words),
        asked=tuple(_asked(key, marked, words)),
        years=tuple(_years(key)),
        numbers=tuple(_numbers(key)),
        plan=bool(
            words.groups["scope.plan"].search(key, marked)
            or _PLANNED.search(key)
            or (wanted in NUMERIC and _PLAN_FIRST.match(key))
        ),
        proposed=bool(words.groups["scope.proposed"].search(key, marked)),
        relative_year=_relative(key, marked, words),
        yes_no=bool(words.groups["premise.yes_no"].search(key, marked)),
        why=bool(words.groups["premise.why"].search(key, marked)),
        both=bool(_TWO_PLACES.search(bare(key))),
    )


def _asked(key: str, marked: bool, words: Asking) -> list[tuple[int, int]]:
    spans = [
        span
        for name, phrases in words.groups.items()
        if name.startswith(("wanted.", "operation.", "premise.", "measure."))
        for span in phrases.spans(key, marked)
    ]
    return sorted(spans)


def _years(key: str) -> Iterable[str]:
    seen: set[str] = set()
    for span in _FROM_TO.finditer(key):
        if int(span[2]) - int(span[1]) > 1:  # "từ 2024 đến 2025" compares two years
            seen |= {span[1], span[2], f"{span[1]}-{span[2]}"}
            yield f"{span[1]}-{span[2]}"
    for year in _PERIOD.finditer(key):
        if _AGAINST.search(key, 0, year.start()):
            continue
        name = f"{year[1]}-{year[2]}" if year[2] else year[1]
        if name not in seen:
            seen.add(name)
            yield name


def _numbers(key: str) -> Iterable[str]:
    years = {span for year in _PERIOD.finditer(key) for span in range(*year.span())}
    for number in _NUMERAL.finditer(key):
        if number.start() not in years and not _LASTING.match(key, number.end()):
            yield number[0].rstrip(".,")


def _relative(key: str, marked: bool, words: Asking) -> int | None:
    last = words.groups["scope.last_year"].search(key, marked)
    against = last and any(p.search(key, 0, last.start()) for p in (_AGAINST, _MORE_THAN))
    if last and not against:
        return -1
    if words.groups["scope.this_year"].search(key, marked):
        return 0
    return None
