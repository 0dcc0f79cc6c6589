"""Boilerplate that aged: wording of last year that is likely wrong next year, and why.

Periods that end before the new year with the plans made for them, years in which a plan or
movement was set, bodies and places renamed by the mergers of 2025, and what was announced
for a time that is over by now. The lists are in ``answer/data/aged.txt``.

What this module does not know: figures, which are slots anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from answer.draft.nouns import Caution
from answer.draft.standing import dates_of, words_of
from ingest.dates import DateKind
from ingest.documents import find_documents
from ingest.report import Passage, PassageKind, Report
from ingest.segments import clause_at
from ingest.text import canonical
from ingest.vocabulary import CAPITALS, Keyed, Pattern, any_of, keyed

_FILE = Path(__file__).resolve().parents[1] / "data" / "aged.txt"
_MERGED_IN = 2025
_AHEAD = Pattern(rf"(?<![^\W_]){any_of(words_of('looks ahead', _FILE))}(?![^\W_])")
_ENDED_LEVEL = Pattern(rf"(?<![^\W_]){any_of(words_of('ended level', _FILE))}(?![^\W_])")
_FORMER = Pattern(r"\((?:cũ|trước đây)\)| (?:trước|sau)(?: khi)? (?:sắp xếp|sáp nhập|hợp nhất)")
_RANGE = re.compile(r"(?:19|20)\d\d ?(?:-|–|đến)")
_FEW_WORDS = re.compile(r"(?:[^\W\d_]+ ?){1,6}$")
_OLD = re.compile(r"\s*(?:\(cũ\)|cũ(?!\w))")
_PLACE_OF = r"(?:tỉnh|thành phố|tp\.?) "
_DISTRICT = re.compile(
    rf"[Hh]uyện [{CAPITALS}][^\W\d_]*(?: [{CAPITALS}][^\W\d_]*)*|[Qq]uận [{CAPITALS}][^\W\d_]+"
)
PERIOD_ENDED = "Giai đoạn {period} kết thúc trước năm {year}; cần kế hoạch của giai đoạn mới."
DOCUMENT_ENDED = "Văn bản làm cho giai đoạn {period}, đã hết; hãy xem có văn bản thay thế."
LOOKED_AHEAD = "Lời báo trước của năm {last}; đến báo cáo năm {year} phải là kết quả."
RENAMED = "{name}: {now}."
NO_DISTRICT = "Từ 01/7/2025 không còn cấp huyện; hãy xem lại tên đơn vị."
MERGED = "Từ 01/7/2025 {old} thuộc {new}; hãy xem lại phạm vi."
FORMER_SCOPE = "Nói về phạm vi trước khi sắp xếp; báo cáo năm {year} có thể chỉ còn phạm vi mới."


def cautions_of(report: Report, passages: Iterable[Passage], year: int) -> list[Caution]:
    """The cautions of some passages in order; one for the same words and reason."""
    last = report.year or year - 1
    found: list[Caution] = []
    seen: set[tuple[str, str]] = set()
    for passage in passages:
        line = keyed(passage.text)
        for start, end, why in sorted(_of(passage, line, last, year)):
            words = passage.text[start:end].strip()
            key = (passage.id, why)
            if key not in seen:
                seen.add(key)
                found.append(Caution(passage.id, start, end, words, why, passage.path()))
    return found


_Found = Iterator[tuple[int, int, str]]


def _of(passage: Passage, line: Keyed, last: int, year: int) -> _Found:
    yield from _periods(line, year)
    yield from _announced(passage, line, last, year)
    if year >= _MERGED_IN:
        yield from _bodies(line, year)
        yield from _former(line, year)
        if year > _MERGED_IN or last < _MERGED_IN:
            yield from _levels(line)


def _periods(line: Keyed, year: int) -> _Found:
    if not _RANGE.search(line.text):
        return
    documents = find_documents(line.text)
    for date in dates_of(line.text):
        if date.kind is not DateKind.YEARS:
            continue
        first, end = (int(part) for part in date.iso.split("-"))
        if end >= year or end - first < 2:
            continue
        period = line.text[date.start : date.end]
        cited = next((d for d in documents if d.start <= date.start < d.end and d.number), None)
        if cited:
            yield cited.start, date.end, DOCUMENT_ENDED.format(period=period)
        else:
            yield date.start, date.end, PERIOD_ENDED.format(period=period, year=year)


def _announced(passage: Passage, line: Keyed, last: int, year: int) -> _Found:
    """``dự kiến … năm 2025``: a word that looks ahead with a time that is over, or none."""
    if passage.kind is PassageKind.HEADING or passage.row is not None:
        return
    for match in _AHEAD.finditer(line):
        start, end = clause_at(line.text, match.start())
        years = [
            int(found)
            for date in dates_of(line.text)
            if start <= date.start < end
            for found in re.findall(r"(?:19|20)\d\d", date.iso)
        ]
        if years and max(years) <= last:
            yield match.start(), end, LOOKED_AHEAD.format(last=last, year=year)


@cache
def _table(name: str) -> dict[str, tuple[str, str]]:
    """``name = since | now`` lines of a section."""
    found = {}
    inside = False
    for raw in _FILE.read_text(encoding="utf-8").splitlines():
        text = raw.split("#", 1)[0].strip()
        if text.startswith("["):
            inside = text == f"[{name}]"
        elif inside and "=" in text:
            old, _, rest = text.partition("=")
            since, _, now = rest.partition("|")
            found[old.strip()] = (since.strip(), now.strip())
    return found


def _bodies(line: Keyed, year: int) -> _Found:
    bodies = _by_key("renamed body")
    for match in _names("renamed body").finditer(line):
        name, since, now = bodies[canonical(line.text[slice(*match.span())])]
        if int(since[:4]) <= year:
            yield match.start(), match.end(), RENAMED.format(name=name, now=now)
    provinces = _by_key("merged province")
    for match in _names("merged province", _PLACE_OF).finditer(line):
        name, new, _ = provinces[canonical(line.text[slice(*match.span(1))])]
        if not _OLD.match(line.text, match.end()):
            yield match.start(), match.end(), MERGED.format(old=name, new=new)


@cache
def _by_key(table: str) -> dict[str, tuple[str, str, str]]:
    return {canonical(name): (name, *rest) for name, rest in _table(table).items()}


@cache
def _names(table: str, lead: str = "") -> Pattern:
    """All names of a table as one pattern, with what stands before them."""
    return Pattern(rf"(?<![^\W_]){lead}({any_of(_table(table))})(?![^\W_])")


def _levels(line: Keyed) -> _Found:
    for match in _ENDED_LEVEL.finditer(line):
        if not _OLD.match(line.text, match.end()):
            yield match.start(), match.end(), NO_DISTRICT
    for match in _DISTRICT.finditer(line.text):
        yield match.start(), match.end(), NO_DISTRICT


def _former(line: Keyed, year: int) -> _Found:
    for match in _FORMER.finditer(line):
        words = _FEW_WORDS.search(line.text, 0, match.start() + 1)
        yield words.start() if words else match.start(), match.end(), FORMER_SCOPE.format(year=year)
        return
