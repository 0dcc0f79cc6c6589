"""Which citations of documents may stay as they are: laws that bind next year too.

A law, and a normative document or directive of a central organ, stays in force until it is
replaced; plans, decisions and letters of one year do not. What stays is listed for a person
to check. Forms of numbers are in ``answer/data/standing.txt``.

What this module does not know: whether a law was repealed meanwhile.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from ingest.dates import DateKind, DateMention, find_dates
from ingest.documents import find_document_numbers
from ingest.report import DocumentCitation
from ingest.text import canonical

_FILE = Path(__file__).resolve().parents[1] / "data" / "standing.txt"
_YEARED = re.compile(r"^\d+[A-Za-z]?/(?:19|20)\d\d/(?P<code>.+)$")
_PARTY = re.compile(r"^\d+[-–](?P<code>[A-ZĐa-zđ]+/TW)$")
_OF_YEAR = re.compile(r"(?<![^\W_])năm (?:19|20)\d\d|(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d")
_TOLD = re.compile(r"số:? ?$")
_DATED = re.compile(r"[\s,(]*(?:ký |ban hành )?")


@cache
def words_of(name: str, file: Path = _FILE) -> tuple[str, ...]:
    """The entries of a ``[section]`` of a word list, in file order."""
    found: list[str] = []
    inside = False
    for raw in file.read_text(encoding="utf-8").splitlines():
        line = raw.split("#", 1)[0].strip()
        if line.startswith("["):
            inside = line == f"[{name}]"
        elif line and inside:
            found += [word.strip() for word in line.split(",") if word.strip()]
    return tuple(found)


def lasts(cited: DocumentCitation) -> bool:
    """Whether a citation may stay: a law, or a lasting document of a central organ."""
    if not cited.number:
        return True  # a law by its name
    if _bound(cited.subject):
        return False
    number = re.sub(r"\s*([-/–])\s*", r"\1", cited.number)
    if party := _PARTY.match(number):
        return party["code"] in words_of("lasting party code")
    yeared = _YEARED.match(number)
    if not yeared:
        return False
    code = yeared["code"]
    if any(code.startswith(one) for one in words_of("lasting code of a ministry")):
        return True
    return re.sub(r"\d+$", "", code) in words_of("lasting code")


def _bound(subject: str) -> bool:
    """Whether the subject binds a document to one year or one period."""
    key = canonical(subject)
    dated = _OF_YEAR.search(key) is not None
    return dated and any(canonical(word) in key for word in words_of("bound to a year"))


def number_span(text: str, cited: DocumentCitation) -> tuple[int, int]:
    """Where number and date of a citation stand: what is last year's of it."""
    numbers = [
        one
        for one in find_document_numbers(text)
        if cited.start <= one.start and one.start <= cited.start + len(cited.kind) + 12
    ]
    if not cited.number or not numbers:
        return cited.start, cited.end
    start, end = numbers[0].start, numbers[0].end
    told = _TOLD.search(text, cited.start, start)
    return (told.start() if told else start), _date_after(text, end) or end


@lru_cache(maxsize=256)
def dates_of(text: str) -> tuple[DateMention, ...]:
    """The dates of a passage, read once for all who ask."""
    return tuple(find_dates(text))


def _date_after(text: str, end: int) -> int:
    """Where the date ends that stands straight behind a document's number; 0 for none."""
    for date in dates_of(text):
        if date.start < end or not _DATED.fullmatch(text[end : date.start]):
            continue
        if date.kind in {DateKind.DAY, DateKind.MONTH, DateKind.YEAR}:
            return date.end
    return 0
