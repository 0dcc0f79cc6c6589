"""How well a stretch of a report speaks of what a question asks: the reader's eye in numbers.

Every term of the question is looked for from the nearest stretch outwards: the segment of
the candidate, its clause, its sentence, its passage, the sentence that calls the note,
the headings above, the report. Nearer counts more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from answer.cover import Zone
from answer.shelf import Shelf
from answer.terms import Terms
from ingest.report import Passage
from ingest.segments import Span, bracket_at, clause_at, segment_at, sentence_at

WINDOW, SEGMENT, CLAUSE, HEAD, SENTENCE, PASSAGE = 1.0, 0.95, 0.9, 0.85, 0.75, 0.55
CALLER, LEAF, LEAD, PATH, REPORT = 0.8, 0.8, 0.7, 0.55, 0.5

# A printed number that counts something (years, dates and document numbers left out).
_NUMBER = re.compile(
    r"(?<![\w/.,-])\d[\d.,]*/\d[\d.,]*\d(?=\s|[,;)])"
    r"|(?<![\w/.,-])(?<!năm )(?<!tháng )(?<!ngày )(?<!số )\d[\d.,]*\d%?(?![\w/])"
    r"|\d+%|\b\d\b(?![/-]| sao(?!\w))|\d+/[\d.]+\d(?= )"  # "12 sản phẩm 4 sao": one number
)
# "Dự án 4 là 30,5 tỷ đồng", "quý 3 thu …": a number that is part of a name counts nothing.
_NUMBERED = re.compile(
    r"(?<!\w)(?:dự án(?: thành phần)?|quý|nhóm|loại|lớp|mức độ|cấp độ|tiêu chí|hạng|khu phố|khóm|ấp"
    r"|cụm(?: thi đua)?|khối thi đua|điều|bảng|biểu|phụ lục|quốc lộ|tỉnh lộ|quận|giai đoạn|đợt|bậc"
    r"|hợp phần|gói thầu|nội dung|nhiệm vụ|mục tiêu|tiểu dự án|mục|tổ|phòng)(?: số)? $",
    re.IGNORECASE,
)
_NAME_ENDS = re.compile(
    r"\s*(?:[,:;()–]|(?:là|có|đạt|được|chiếm|còn|với|thu|giải ngân|\d)(?!\w)|\d)"
)
_STOP = re.compile(r"[,;:](?=\s|$)|[()]")
_APART = re.compile(r"[,;](?=\s)")
_BRACKET = re.compile(r"[()]")
_SPLITS = re.compile(r"(?<!\w)[Tt]rong (?:số )?đó(?!\w)")
# A segment that opens with one of these speaks of what stood before it.
DEPENDENT = (
    "đạt", "chiếm", "tăng", "giảm", "vượt", "tỷ lệ", "tỉ lệ", "bằng", "trong đó", "tương đương",
    "cao hơn", "thấp hơn", "so với", "ước", "xếp hạng", "xếp thứ", "với", "hoàn thành", "đã",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spans:
    """The nested stretches around a place in a passage.

    window: from the number before to the next comma; the words that are this place's own.
    """

    window: Span
    segment: Span
    clause: Span
    head: Span | None
    sentence: Span
    split: Span | None = None  # what "trong đó" splits: the clause before it


@lru_cache(maxsize=32768)
def spans_around(text: str, start: int, end: int = 0) -> Spans:
    """The stretches around ``start`` … ``end`` (0: the end of the number that stands there).

    A segment is joined to the one before if it depends on it ("đạt 95%").
    """
    clause = clause_at(text, start)
    segment = segment_at(text, start)
    for _ in range(2):
        opening = text[segment[0] : segment[0] + 12].lower()
        if segment[0] <= clause[0] or not opening.startswith(DEPENDENT):
            break
        before = segment_at(text, max(segment[0] - 3, clause[0]))
        if before[0] >= segment[0]:
            break
        segment = (before[0], segment[1])
    sentence = sentence_at(text, start)
    bracket = bracket_at(text, start)
    head = None
    if bracket and bracket[0] > sentence[0]:
        head = (clause_at(text, max(bracket[0] - 2, sentence[0]))[0], bracket[0] - 1)
    split = _split(text, start, sentence)
    return Spans(_window(text, start, end, clause), segment, clause, head, sentence, split)


def _split(text: str, start: int, sentence: Span) -> Span | None:
    """The clause whose figure is split where ``start`` stands: "… là 743 trường. Trong đó, …"."""
    opens = next(reversed(list(_SPLITS.finditer(text, sentence[0], start))), None)
    if opens is None or not opens.start():
        return None
    before = clause_at(text, max(opens.start() - 2, 0))
    if before[0] > opens.start() or not _NUMBER.search(text, before[0], opens.start()):
        return None
    return before[0], min(before[1], opens.start())


def names_a_thing(text: str, start: int, end: int) -> bool:
    """Whether a number is part of a name: the "2" of "nội dung 2 (…) 180/200 điểm"."""
    if not text[start:end].isdigit() or not _NUMBERED.search(text, max(start - 24, 0), start):
        return False
    return _NAME_ENDS.match(text, end) is not None


def _numbers(text: str, start: int, end: int) -> Iterable[re.Match[str]]:
    """The numbers of a stretch that count something, in order."""
    for found in _NUMBER.finditer(text, start, end):
        if not names_a_thing(text, found.start(), found.end()):
            yield found


def name_numbers(text: str) -> list[str]:
    """The numbers that are part of names in a stretch: "3" of "Dự án 3 là 17,6 tỷ đồng"."""
    counted = {found.start() for found in _numbers(text, 0, len(text))}
    return [found[0] for found in _NUMBER.finditer(text) if found.start() not in counted]


def _window(text: str, start: int, end: int, clause: Span) -> Span:
    before = list(_numbers(text, clause[0], max(start, clause[0])))
    begin = before[-1].end() if before else clause[0]
    if before:
        # "12 tấn ngô, lúa 15 tấn": what stands before the comma is the other number's.
        begin = max((m.end() for m in _APART.finditer(text, begin, start)), default=begin)
    own = None if end else next(iter(_numbers(text, start, clause[1])), None)
    behind = end or (own.end() if own else start)
    following = next(iter(_numbers(text, behind, clause[1])), None)
    # Up to the next comma if another number follows, else to the end: a bracket always ends it.
    stop = (_STOP if following else _BRACKET).search(text, behind)
    close = min(stop.start() if stop else clause[1], clause[1])
    return begin, max(min(close, following.start()) if following else close, behind)


@dataclass
class Scorer:
    """Covers of one question's terms, kept so that no stretch is matched twice."""

    shelf: Shelf
    terms: Terms
    owners: tuple[frozenset[str], ...] = ()

    def __post_init__(self) -> None:
        self._outer: dict[str, list[float]] = {}
        self._texts: dict[str, list[float]] = {}
        self._zones: dict[str, list[float]] = {}
        self._inner: dict[tuple[str, int, int], list[float]] = {}

    def span(self, passage: Passage, span: Span) -> list[float]:
        """How far a stretch of a passage covers each term."""
        key = (passage.id, *span)
        if key not in self._inner:
            self._inner[key] = self.terms.cover(self.shelf.zone(passage, *span))
        return self._inner[key]

    def zone(self, zone: Zone) -> list[float]:
        """How far what is said around many passages (a heading) covers each term."""
        if zone.exact not in self._zones:
            self._zones[zone.exact] = self.terms.cover(zone)
        return self._zones[zone.exact]

    def text(self, words: str) -> list[float]:
        """How far any short text (a label, a column's header) covers each term."""
        if words not in self._texts:
            self._texts[words] = self.terms.cover(self.shelf.words(words))
        return self._texts[words]

    def outer(self, passage: Passage) -> list[float]:
        """How far the passage's surroundings cover each term."""
        if passage.id not in self._outer:
            context = self.shelf.context(passage)
            zones: tuple[tuple[Zone, float], ...] = (
                (context.whole, PASSAGE),
                (context.caller, CALLER),
                (context.leaf, LEAF),
                (context.lead, LEAD),
                (context.opening, LEAD),
                (context.path, PATH),
                (context.report, REPORT),
            )
            layers = [(self.zone(zone), w) for zone, w in zones if zone.exact.strip()]
            self._outer[passage.id] = self._join([*layers, (self._owned(passage), 1.0)])
        return self._outer[passage.id]

    def around(self, passage: Passage, spans: Spans) -> list[float]:
        """The cover of a place: nearest stretches first, then its surroundings."""
        layers = [
            (self.span(passage, spans.window), WINDOW),
            (self.span(passage, spans.segment), SEGMENT),
            (self.span(passage, spans.clause), CLAUSE),
            (self.span(passage, spans.sentence), SENTENCE),
            (self.outer(passage), 1.0),
        ]
        if spans.head:
            layers.append((self.span(passage, spans.head), HEAD))
        if spans.split:
            layers.append((self.span(passage, spans.split), HEAD))
        return self._join(layers)

    def inner(self, passage: Passage, spans: Spans) -> list[float]:
        """The cover of a place without its whole passage: its sentence and what leads to it."""
        context = self.shelf.context(passage)
        layers = [(self.span(passage, spans.sentence), SENTENCE)]
        layers += [
            (self.zone(zone), weight)
            for zone, weight in (
                (context.caller, CALLER),
                (context.leaf, LEAF),
                (context.lead, LEAD),
                (context.opening, LEAD),
            )
            if zone.exact.strip()
        ]
        if passage.row is not None:
            words = f"{passage.row.label} | {passage.row.title} | " + " | ".join(
                cell.header for cell in passage.row.cells
            )
            layers.append((self.text(words), CLAUSE))
        layers.append((self._owned(passage), 1.0))
        for span in (spans.segment, spans.clause, spans.head, spans.split):
            if span:
                layers.append((self.span(passage, span), CLAUSE))
        return self._join(layers)

    def _owned(self, passage: Passage) -> list[float]:
        """1 for the words that name the owner of the passage's report."""
        return [float(passage.report_id in named) for named in self.owners]

    def _join(self, layers: list[tuple[list[float], float]]) -> list[float]:
        best = [0.0] * len(self.terms.syllables)
        for cover, weight in layers:
            if any(cover):
                told = [value * weight for value in cover]
                best = [b if b >= t else t for b, t in zip(best, told, strict=True)]
        return best
