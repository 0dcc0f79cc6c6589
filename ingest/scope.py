"""Where a statement holds: the place or agency that it is about.

The words of its own clause come first (``28 ĐVHC cấp xã thuộc tỉnh Bình Lạc``), then the last
place before it in its sentence, then an earlier sentence that opens with one, then what the
caller knows. ``Statement`` reads a text once for all who ask.

What this module does not know: periods (``ingest/periods.py``), figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ingest.clauses import Span, brackets, quotations, sentences, span_at
from ingest.dates import DateMention, find_dates
from ingest.documents import find_document_numbers
from ingest.places import Mention, find_mentions
from ingest.vocabulary import Keyed, keyed

_BARE_ORGAN = re.compile(r"(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân|Tỉnh ủy|Thành ủy|MTTQ)")
_IN_BRACKET = re.compile(r"(?:qua|thuộc|tại|ở|địa bàn|của)(?: các [^()]{0,30})? $")
_OF_PLACE = re.compile(
    r"[\s,]*(?:thuộc|của|tại|ở|trên địa bàn|cho|là của)\s+(?:địa bàn\s+)?(?:các\s+)?"
)
_NATIONAL = re.compile(
    r"(?:thủ tướng|chủ tịch nước|chính phủ|quốc hội|ủy ban thường vụ quốc hội|bộ chính trị"
    r"|ban bí thư|trung ương|bộ (?!chỉ huy|đội)|nhà nước|đảng$|ban chấp hành)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Statement:
    """A text with all that places its statements in time and space, read once."""

    text: str

    @cached_property
    def line(self) -> Keyed:
        return keyed(self.text)

    @cached_property
    def dates(self) -> list[DateMention]:
        return find_dates(self.line)

    @cached_property
    def sentences(self) -> list[Span]:
        return sentences(self.text)

    @cached_property
    def brackets(self) -> list[Span]:
        return brackets(self.text)

    @cached_property
    def quotes(self) -> list[Span]:
        return quotations(self.text)

    @cached_property
    def mentions(self) -> list[Mention]:
        """Places and agencies outside quotations that a statement can be about."""
        return [
            mention
            for mention in find_mentions(self.text)
            if not _NATIONAL.match(mention.text)
            and not _BARE_ORGAN.fullmatch(mention.text)
            and not any(quote.holds(mention.start) for quote in self.quotes)
        ]

    @cached_property
    def cited(self) -> list[Span]:
        """Stretches that only date a cited document: from its number to its date's end."""
        numbers = find_document_numbers(self.line)
        found = []
        for number in numbers:
            end = number.end
            for date in self.dates:
                if number.end <= date.start <= number.end + 12:
                    end = date.end
            found.append(Span(number.start, end))
        return found

    def sentence(self, offset: int) -> Span:
        return span_at(self.sentences, offset) if self.sentences else Span(0, len(self.text))

    def inside(self, offset: int) -> Span | None:
        """The innermost bracket around the offset."""
        around = [bracket for bracket in self.brackets if bracket.holds(offset)]
        return around[-1] if around else None


def about_at(statement: Statement, start: int, end: int, default: str = "") -> str:
    """The place or agency that what is stated between two offsets is about."""
    behind = _behind(statement, end) or _after_bracket(statement, start)
    if behind:
        return behind
    sentence = statement.sentence(start)
    inside = statement.inside(start)
    closed = ""
    for mention in reversed(statement.mentions):
        if mention.end > start or mention.start < sentence.start:
            continue
        bracket = statement.inside(mention.start)
        if bracket is not None and not bracket.holds(start):
            if _IN_BRACKET.search(statement.text, bracket.start, mention.start):
                closed = closed or mention.text
            continue
        if inside is None or bracket == inside or not closed:
            return mention.text
    if closed:
        return closed
    return _carried(statement, sentence) or default


def _behind(statement: Statement, end: int) -> str:
    """A place tied to the number by a word: ``28 ĐVHC cấp xã (…) thuộc tỉnh Bình Lạc``."""
    text, position, depth = statement.text, end, 0
    while position < len(text):
        char = text[position]
        tied = _OF_PLACE.match(text, position) if depth <= 0 else None
        if tied:
            for mention in statement.mentions:
                if mention.start == tied.end():
                    return mention.text
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth < 0 and not _OF_PLACE.match(text, position + 1):
                return ""
        elif depth <= 0 and (char in ";:,." or char.isdigit()):
            return ""
        position += 1
    return ""


def _after_bracket(statement: Statement, start: int) -> str:
    """``(21 xã, 07 phường) thuộc tỉnh Bình Lạc``: the place behind the figure's bracket."""
    inside = statement.inside(start)
    tied = _OF_PLACE.match(statement.text, inside.end) if inside else None
    named = [mention for mention in statement.mentions if tied and mention.start == tied.end()]
    return named[0].text if named else ""


def _carried(statement: Statement, sentence: Span) -> str:
    """The one place of an earlier sentence that opens with it, where this one names none."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in statement.mentions:
        own = statement.sentence(mention.start)
        if own.start < sentence.start and statement.inside(mention.start) is None:
            by_sentence.setdefault(own.start, []).append(mention)
    for start, named in sorted(by_sentence.items(), reverse=True):
        if len({mention.text for mention in named}) > 1:
            return ""
        if named[0].start - start <= 12:
            return named[0].text
    return ""
