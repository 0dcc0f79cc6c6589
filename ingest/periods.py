"""When a statement holds: the period that its words, its sentence or its surroundings name.

The words of its own clause come first, then its sentence, then a sentence before it that
opens with a date (``Trước ngày 01/7/2025: … Sau ngày …``), then what the caller knows.

A period is the short text of ``ingest/dates.py``, with "trước ", "từ " or "đến " before a
day that bounds it, ``..`` between two days, and "tổng kết " or "sơ kết " before it for what
was done at a review. What this module does not know: figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.clauses import Span
from ingest.dates import DateKind, DateMention
from ingest.scope import Statement
from ingest.vocabulary import Keyed, Pattern

# What is compared with, a term of office or a law's year: no period of the figure.
_BASE = Pattern(
    r"(?:so với|so|hơn|bằng|cùng kì|của|kém)(?: cùng kì| kết quả| thực hiện| số liệu)?"
    r"(?: của)?(?: cùng kì)?(?: năm| tháng| quý)? ?$"
)
# "; cùng kỳ năm 2023 đạt 81,4%", "(cùng kỳ năm trước: …)": the earlier time has its own figure.
_SAME_TIME = Pattern(r"(?:^|[;,.(] ?)(?:còn |của )?cùng kì(?: năm| tháng| quý)? $")
_HAS = Pattern(r"(?: (?:là|đạt|có|ghi nhận|xảy ra|chỉ|được|bằng) |: | \d)")
_NOT_A_PERIOD = Pattern(
    r"(?:nhiệm kì|khóa|đại hội[^.;,]{0,60}|luật [^.;,]{0,60}|bộ luật [^.;,]{0,60}"
    r"|kế hoạch 5 năm|kế hoạch đầu tư công trung hạn giai đoạn|quy hoạch[^.;,]{0,60}) ?\(?$"
)
_BEFORE_DAY = Pattern(r"trước(?: thời điểm)?(?: ngày)? ?$")
_SINCE_DAY = Pattern(r"(?:sau|từ|kể từ|tính từ|bắt đầu từ)(?: thời điểm)?(?: ngày)? ?$")
_UNTIL_DAY = Pattern(
    r"(?:đến|tới|tính đến|đến hết|hết|tính đến hết|cho đến)(?: thời điểm)?(?: ngày)? ?$"
)
_CLOSING = Pattern(r"(?<![^\W_])(tổng kết|sơ kết)(?![^\W_])")
_THIS_YEAR = Pattern(
    r"(?:(?:trong|cả) năm(?! \d| học)|trong kì(?: báo cáo)?|năm qua|từ đầu năm(?: đến nay)?)"
    r"(?![^\W_])"
)
# "tăng 04 bậc so với năm 2020 (84,12 điểm, hạng 09/19": all in the bracket is of that year,
# up to another year.
_COMPARED = re.compile(r"năm (\d{4}) \(((?:(?!(?<!\d)(?:19|20)\d\d(?!\d))[^()])*)$")
# "07 vụ (năm trước 11 vụ)": of the year before the report's, of schools the school year.
_YEAR_BEFORE = Pattern(
    r"\((?:(?:của|trong) )?(cùng kì(?: năm (?:trước|ngoái))?|năm (?:trước|ngoái)|năm học trước)"
    r"(?:,| là| có| đạt| ghi nhận| xảy ra|:)* ?$"
)
_HEADS = re.compile(r"(?: [^\W\d_]+){0,3}:")
_SINCE_YEAR = Pattern(r"(?:từ|kể từ) $")
_TO_NOW = Pattern(r" (?:đến|tới) nay")


@dataclass(frozen=True, slots=True)
class Period:
    """A period named in a text.

    opens: it begins its sentence and so holds for those after; aside: "cùng kỳ năm …", it holds
    for its own figure and for nothing that is led to.
    """

    start: int
    end: int
    value: str
    opens: bool = False
    aside: bool = False


@lru_cache(maxsize=512)
def find_periods(statement: Statement) -> tuple[Period, ...]:
    """The dates of a statement that can be a figure's period, in order."""
    found: list[Period] = []
    for date in statement.dates:
        if _excluded(statement, date):
            continue
        value, start = _bounded(statement, date)
        if not value:
            continue
        if found and _joins(statement.line, found[-1], start, date):
            last = found.pop()
            value = f"{last.value.removeprefix('từ ')}..{value.removeprefix('đến ')}"
            start = last.start
        sentence = statement.sentence(date.start)
        lead = statement.text[sentence.start : start].rsplit(":", 1)[-1]
        heads = _HEADS.match(statement.text, date.end) is not None
        opens = (len(lead) <= 25 or heads) and not any(char.isdigit() for char in lead)
        found.append(Period(start, date.end, value, opens, _of_its_own(statement.line, date)))
    return tuple(found)


def _excluded(statement: Statement, date: DateMention) -> bool:
    line = statement.line
    begin = max(0, date.start - 70)
    return (
        any(cited.start <= date.start < cited.end for cited in statement.cited)
        or any(quote.holds(date.start) for quote in statement.quotes)
        or (_BASE.search(line, begin, date.start) is not None and not _of_its_own(line, date))
        or _NOT_A_PERIOD.search(line, begin, date.start) is not None
        or (date.kind is DateKind.QUARTER and "--" in date.iso)
    )


def _of_its_own(line: Keyed, date: DateMention) -> bool:
    """Whether "cùng kỳ năm …" opens a clause that tells a figure of that year."""
    begin = max(0, date.start - 25)
    opens = _SAME_TIME.search(line, begin, date.start) is not None
    return opens and _HAS.match(line, date.end) is not None


def _bounded(statement: Statement, date: DateMention) -> tuple[str, int]:
    """The date as a period, with the word that bounds it, and where that word begins."""
    if not date.iso or date.iso.startswith("--"):
        return "", date.start
    if date.kind is not DateKind.DAY:
        since = _SINCE_YEAR.search(statement.line, max(0, date.start - 8), date.start)
        if since and _TO_NOW.match(statement.line, date.end):
            return f"từ {date.iso}", since.start()
        return date.iso, date.start
    begin = max(0, date.start - 25)
    for pattern, word in ((_BEFORE_DAY, "trước "), (_SINCE_DAY, "từ "), (_UNTIL_DAY, "đến ")):
        match = pattern.search(statement.line, begin, date.start)
        if match:
            return word + date.iso, match.start()
    return date.iso, date.start


def _joins(line: Keyed, last: Period, start: int, date: DateMention) -> bool:
    """``từ ngày X đến ngày Y``: two days with nothing between them."""
    return (
        date.kind is DateKind.DAY
        and last.value.startswith("từ ")
        and line.key[last.end : start].strip(" ,-") == ""
        and line.key[last.end : date.start].strip() != ","
    )


def period_at(statement: Statement, start: int, end: int, default: str = "", year: str = "") -> str:
    """The period of what is stated between two offsets; year: what "trong năm" means."""
    sentence = statement.sentence(start)
    behind = [period for period in find_periods(statement) if 0 <= period.start - end <= 1]
    if behind and statement.text[end : end + 1] == " ":
        return behind[0].value
    if compared := _COMPARED.search(statement.text, sentence.start, start):
        return compared[1]
    if year.isdigit() and (found := _YEAR_BEFORE.search(statement.line, sentence.start, start)):
        last = int(year) - 1
        return f"{last - 1}-{last}" if "học" in found[1] else str(last)
    item = max(sentence.start, statement.text.rfind(";", sentence.start, start))
    before = [
        period
        for period in find_periods(statement)
        if period.end <= start
        and (item <= period.start or (sentence.start <= period.start and period.opens))
        and _reaches(statement, period, start)
    ]
    if before:
        return _with_closing(statement, sentence, start, before[-1].value)
    clause = min(_clause_end(statement, end, sentence.end), end + 40)
    for period in find_periods(statement):
        if end <= period.start < clause:
            return period.value
    if year and _THIS_YEAR.search(statement.line, sentence.start, start):
        return _with_closing(statement, sentence, start, year)
    opening = [period for period in find_periods(statement) if period.opens and period.end <= start]
    value = opening[-1].value if opening else default
    return _with_closing(statement, sentence, start, value)


def _reaches(statement: Statement, period: Period, start: int) -> bool:
    """A period inside a closed bracket does not reach what stands behind it."""
    bracket = statement.inside(period.start)
    return bracket is None or bracket.holds(start)


def _with_closing(statement: Statement, sentence: Span, start: int, value: str) -> str:
    """``tổng kết 2021-2025``: what was given at a movement's closing review stands apart."""
    match = _CLOSING.search(statement.line, sentence.start, min(start, sentence.start + 30))
    if not match or not value or value.startswith("tổng kết"):
        return value
    return f"{statement.text[slice(*match.span())].lower()} {value}"


def _clause_end(statement: Statement, start: int, limit: int) -> int:
    match = re.compile(r"[;:()]|, | và (?=\d)|\d").search(statement.text, start, limit)
    if match and match[0].isdigit():
        date = next(
            (date for date in statement.dates if date.start <= match.start() < date.end), None
        )
        return date.end if date else match.start()
    return match.start() if match else limit
