"""Documents that a report cites: kind, number, date, issuer and subject, as printed.

Numbers follow Nghị định 30/2020/NĐ-CP (``137/KH-UBND``, ``158/2024/QH15``) and Party usage
(``41-CT/TW``); a missing hyphen (``164/NQHĐND``), a slip (``41-TW/CT``) and a break after
the hyphen or slash (``1668/NQ- UBTVQH15``) are kept as printed, with the break closed in
``DocumentCitation.number``.

What this module does not know: whether the document exists or says what is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.clauses import Span, quotations, sentences, span_at
from ingest.dates import DateKind, DateMention, find_dates
from ingest.places import Mention, find_mentions
from ingest.report import DocumentCitation
from ingest.units import unit_at
from ingest.vocabulary import CAPITALS, Keyed, Pattern, any_of, keyed, spellings

_FILE = "documents.txt"
_CODE = r"[^\W\d_][^\W_]*"
# 137/KH-UBND, 158/2024/QH15, 1668/NQ- UBTVQH15, 13/2012/NĐ-CP
_STATE = rf"\d+[a-zA-Z]? ?/ ?(?:(?:19|20)\d\d ?/ ?)?{_CODE}(?: ?[-–] ?{_CODE})+"
_YEARED = r"\d+[a-zA-Z]? ?/ ?(?:19|20)\d\d ?/ ?[A-ZĐa-zđ]{2,}\d*"
_ONE_CODE = r"\d+ ?/ ?[A-ZĐ]{2,}[A-ZĐa-z\d]*"
# 41-CT/TW, 419-KH/TU, 87-CTr/TU, 08- HD/TU
_PARTY = rf"\d+ ?[-–] ?[A-ZĐa-zđ]{{2,}}(?: ?[-–] ?[A-ZĐa-zđ]+)* ?/ ?{_CODE}"
_NUMBER = re.compile(
    rf"(?<![^\W_])(?<![\d.,/])(?:{_STATE}|{_YEARED}|{_ONE_CODE}|{_PARTY})(?![^\W_])"
)
_KIND_WORDS = any_of(spellings(_FILE, "kind"))
_KIND_NUMBER = Pattern(rf"(?<![^\W_])({_KIND_WORDS})(?: số)?:? ?(?=\d)")
# "Nghị quyết số 57", "Nghị quyết 57"; "kế hoạch 2025" means a year.
_BARE = Pattern(
    rf"(?<![^\W_]){_KIND_WORDS}(?: số:? ?(?P<told>\d+)| (?!(?:19|20)\d\d(?!\d))(?P<bare>\d+))"
    r"(?![\d.,/%-]*\d|[^\W_]|%)"
)
_LAW = Pattern(rf"(?<![^\W_])({any_of(spellings(_FILE, 'kind without number'))}) ")
_SUBJECT = Pattern(any_of(spellings(_FILE, "subject")) + r"(?![^\W_])")
_VERB = Pattern(r" ?" + any_of(spellings(_FILE, "issuer verbs")) + r"(?![^\W_])")
_JOIN = Pattern(r"[ ,]*(?:(?:ban hành|kí|được ban hành) )?")
_OF = Pattern(r"[ ,]*của (?:các )?")
_SPACED = re.compile(r"\s*([-–/])\s*")
_LAW_NAME = re.compile(
    rf"[^.;:()“”\"\d]{{3,80}}?(?= năm (?:19|20)\d\d|[.;:()“”\"]|, [{CAPITALS}]|$"
    r"|,? (?:và )?(?:[Cc]ác|[Nn]hững|[Vv]ăn bản|[Nn]ghị|[Tt]hông tư|Luật|đã|được|của|thì|là"
    r"|quy định|có|trong|cho|về|tại|theo|đảm bảo|bảo đảm)(?![^\W_]))"
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document's number in a text, printed between start and end."""

    start: int
    end: int
    number: str


def find_document_numbers(text: str | Keyed) -> list[DocumentNumber]:
    """All document numbers, with or without code (``Nghị quyết 57`` gives ``57``)."""
    line = text if isinstance(text, Keyed) else keyed(text)
    found = [
        DocumentNumber(*match.span(), _SPACED.sub(r"\1", match[0]))
        for match in _NUMBER.finditer(line.text)
        if _is_number(match[0])
    ]
    for match in _BARE.finditer(line):
        start, end = match.span("told" if match["told"] else "bare")
        taken = any(start < old.end and old.start < end for old in found)
        if not taken and not (match["bare"] and _is_count(line, end)):
            found.append(DocumentNumber(start, end, line.text[start:end]))
    return sorted(found, key=lambda number: number.start)


def _is_number(printed: str) -> bool:
    """A slash between two words (``673 lớp/cuộc``) or a rate in lower case is none."""
    letters = re.sub(r"[\W\d_]", "", printed)
    return bool(letters) and (any(char.isupper() for char in letters) or "-" in printed)


def _is_count(line: Keyed, end: int) -> bool:
    """``Kế hoạch 5 năm``, ``Quyết định 12 trường hợp``: a unit follows, so it is no number."""
    unit = unit_at(line, end)
    return unit is not None and unit.known and not re.match(r" ng[àa]y \d", line.key[end:])


def find_documents(text: str, passage_id: str = "") -> list[DocumentCitation]:
    """The documents that a text cites, in order."""
    line = keyed(text)
    dates = find_dates(line)
    mentions = find_mentions(text)
    stops = sentences(text)
    quotes = quotations(text)
    numbers = find_document_numbers(line)
    reader = _CitationReader(line, dates, mentions, stops, quotes, numbers, passage_id)
    ends = [reader.kind(number.start)[1] for number in numbers[1:]] + [len(text)]
    found = [reader.read(number, upto) for number, upto in zip(numbers, ends, strict=False)]
    found.extend(reader.laws(numbers))
    return sorted(found, key=lambda cited: cited.start)


@dataclass(frozen=True, slots=True)
class _CitationReader:
    line: Keyed
    dates: Sequence[DateMention]
    mentions: Sequence[Mention]
    stops: list[Span]
    quotes: list[Span]
    numbers: Sequence[DocumentNumber]
    passage_id: str

    def read(self, number: DocumentNumber, upto: int) -> DocumentCitation:
        """The citation around a number; ``upto`` is where the next one begins."""
        sentence = span_at(self.stops, number.start)
        kind, start = self.kind(number.start)
        limit = min(sentence.end, upto)
        followed = upto < sentence.end
        date, position = self._date_after(number.end)
        issuer, position = self._issuer_after(position, limit)
        if not date:
            date, position = self._date_after(position)
        subject, end = self._subject(position, limit, followed)
        issuer = issuer or self._issuer_before(start, sentence)
        date = date or self._date_before(start, sentence)
        return DocumentCitation(
            self.passage_id, start, end, kind, number.number, date, issuer, subject
        )

    def laws(self, numbers: Sequence[DocumentNumber]) -> list[DocumentCitation]:
        """Laws cited by name: ``Luật Đường bộ năm 2024``."""
        found = []
        for match in _LAW.finditer(self.line):
            if any(number.start <= match.end() + 4 < number.end + 4 for number in numbers):
                continue
            kind = self.line.text[slice(*match.span(1))]
            name = _LAW_NAME.match(self.line.text, match.end())
            if not name or not kind[0].isupper() or not name[0][:1].isupper():
                continue
            year = re.compile(r" năm ((?:19|20)\d\d)").match(self.line.text, name.end())
            end = year.end() if year else name.end()
            found.append(
                DocumentCitation(
                    self.passage_id, match.start(), end, kind, "", year[1] if year else "",
                    "", name[0].strip(" ,"),
                )
            )  # fmt: skip
        return found

    def kind(self, start: int) -> tuple[str, int]:
        """The word for the document before its number, and where the citation begins."""
        begin = max(0, start - 40)
        for match in _KIND_NUMBER.finditer(self.line, begin, start + 1):
            if match.end() == start:
                return self.line.text[slice(*match.span(1))], match.start()
        return "", start

    def _date_after(self, position: int) -> tuple[str, int]:
        for date in self.dates:
            gap = self.line.key[position : date.start]
            if date.start >= position and re.fullmatch(r"[ ,(]*(?:k[ýi] |ban h[àa]nh )?", gap):
                if date.kind in {DateKind.DAY, DateKind.MONTH, DateKind.YEAR}:
                    return date.iso.removeprefix("--"), date.end
                break
        return "", position

    def _issuer_after(self, position: int, limit: int) -> tuple[str, int]:
        of = _OF.match(self.line, position)
        if not of:
            return "", position
        for mention in self.mentions:
            if mention.agency and of.end() <= mention.start <= of.end() + 1 < limit:
                return self.line.text[mention.start : mention.end], mention.end
        return "", position

    def _issuer_before(self, start: int, sentence: Span) -> str:
        """``UBND … ban hành Kế hoạch số …``: the agency whose verb leads to the document."""
        for mention in reversed(self.mentions):
            if not mention.agency or mention.end > start or mention.start < sentence.start:
                continue
            between = self.line.key[mention.end : start]
            verb = _VERB.match(self.line, mention.end)
            if verb and len(between) < 60 and not re.search(r"[;:]", between):
                return self.line.text[mention.start : mention.end]
            if len(between) > 90:
                break
        return ""

    def _date_before(self, start: int, sentence: Span) -> str:
        """``Ngày 24 tháng 12 năm 2025, UBND … ban hành Kế hoạch số …``."""
        for date in reversed(self.dates):
            if date.end > start or date.start < sentence.start or date.kind is not DateKind.DAY:
                continue
            if any(0 <= date.start - number.end <= 12 for number in self.numbers):
                return ""  # that day dates another document
            between = self.line.key[date.end : start]
            if (
                len(between) < 120
                and ";" not in between
                and _VERB.search(self.line, date.end, start)
            ):
                named = any(
                    mention.agency and date.end <= mention.start < start
                    for mention in self.mentions
                )
                return date.iso if named and not _has_number(between) else ""
        return ""

    def _subject(self, position: int, limit: int, followed: bool) -> tuple[str, int]:
        begin = position
        while begin < limit and self.line.text[begin] in " ,:":
            begin += 1
        if not _SUBJECT.match(self.line, begin, limit):
            return "", position
        end = begin
        while end < limit and not self._ends(end):
            end += 1
        joined = re.search(r"(?:,| v[àa]|;) ?$", self.line.key[begin:end])
        if end == limit and followed and not joined:
            # "về thực hiện Chỉ thị số …": the document that the subject names belongs to it.
            end = next((one.end for one in self.numbers if limit <= one.start <= limit + 40), end)
        if joined:
            end = begin + joined.start()
        subject = self.line.text[begin:end].rstrip(" .,;")
        return subject, begin + len(subject)

    def _ends(self, offset: int) -> bool:
        char = self.line.text[offset]
        inside = any(quote.holds(offset) for quote in self.quotes)
        if inside:
            return False
        if char == ",":
            tail = self.line.text[offset + 1 : offset + 3].strip()
            return bool(_AGENCY_NEXT.match(self.line.text, offset + 1)) or not tail
        return char in ";()"


_AGENCY_NEXT = re.compile(r" (?:UBND|Ủy ban|Sở|Thành ủy|Tỉnh ủy|HĐND|Bộ|thành phố|tỉnh|cơ quan)\b")


def _has_number(key: str) -> bool:
    return bool(_NUMBER.search(key))
