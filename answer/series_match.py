"""Which series a question is about, and which of its members it names.

Knows how a series fits a question: by the words that its members share, by what leads to
it, by its unit. What this module does not know: what is to be computed (``derive.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from answer.candidate import Candidate
from answer.denial import direction
from answer.figure_match import figure_candidate
from answer.frame import Operation, Wanted
from answer.named_members import named_in_full
from answer.query import Query
from answer.scope import name_key, year_fit
from answer.series_class import class_fit, class_words
from answer.series_parts import Member, Series
from answer.terms import light
from answer.units import fits, is_money, is_percent
from index.tokens import units
from ingest.report import FigureKind, Passage
from ingest.segments import sentence_at
from ingest.text import bare

Passages = Sequence[tuple[Passage, float]]

# Nouns that name the sort of the members ("nơi nào", "từng cấp"): no topic of their own.
_CLASS_WORDS = """
nơi nhóm cấp loại khoản nguồn bên chỗ đơn vị địa phương tỉnh huyện thành phố xã phường nước
mục hạng dạng đối tượng công trình ngành lĩnh vực chặng tuyến đoạn cơ quan ban bậc tiền số
lượng con bản nào gì nhiều ít nhất cao thấp lớn nhỏ hơn kém mỗi từng kể chia giữa tổng cộng
gộp chênh lệch nhau trong các những
"""
_CLASS = frozenset(_CLASS_WORDS.split())
_BARE_CLASS = frozenset(map(bare, _CLASS))
# A name that is no name: what stands between two figures of one thing.
_VERBAL = re.compile(r"(?:dat|co|con|tang|giam|chiem|bang|uoc|vuot|la|voi)\b")
_GENERIC = frozenset({"cái", "cai", "chiếc", "chiec", "thứ", "thu", "việc", "viec"})
_COUNTS = {
    "hai": 2, "cả hai": 2, "ba": 3, "cả ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
}  # fmt: skip
_COUNT_OF = re.compile(
    r"(?<!\w)(?:cả )?(hai|ba|bốn|năm|sáu|bảy|tám|bon|nam|sau|bay|tam)\s+"
    r"(?:nơi|noi|nhóm|nhom|cấp|cap|loại|loai|khoản|khoan|nguồn|nguon|bên|ben|chỗ|cho|đơn vị"
    r"|don vi|địa phương|dia phuong|tỉnh|tinh|huyện|huyen|xã|xa|phường|phuong|đoạn|doan|mục|muc"
    r"|đối tượng|doi tuong|công trình|cong trinh|dự án|du an|ngành|nganh|bậc|bac|tuyến|tuyen"
    r"|hạng|hang|gói|goi|quý|quy|con số|đợt|dot|lĩnh vực|linh vuc|sở|so|dịp|dip|vụ|vu|môn|mon"
    r"|khối|khoi|phong trào|phong trao|chương trình|chuong trinh)(?!\w)"
)
_MONEY = re.compile(
    r"(?<!\w)(?:tiền|kinh phí|vốn|ngân sách|đồng|tien|kinh phi|von|ngan sach)(?!\w)"
)
_PERCENT = re.compile(r"(?<!\w)(?:tỷ lệ|tỉ lệ|phần trăm|tỷ trọng|ty le|ti le|phan tram|ty trong)")
CLOSE = 0.45  # by score: a series that fits nearly as well as the best one may be meant
SPOKEN = 0.42  # below it the series is about another matter
MENTION = 0.035  # the share of the question's weight that only one member's name covers
NAMED = 0.25  # the part of a name's words that the question must say
IN_FULL = 0.3  # for a series of which the question says two names word for word
CLASS_WEIGHT = 0.25  # what a noun for the sort of the members counts


@dataclass(slots=True)
class Fit:
    """A series with how well it fits: score for ranking, share of the question covered."""

    series: Series
    passage: Passage
    found: float
    share: float = 0.0
    score: float = 0.0
    features: dict[str, float] = field(default_factory=dict)


def fitting(query: Query, passages: Passages) -> list[Fit]:
    """The series of the passages that may be asked about, best first."""
    seen: set[int] = set()
    found: list[Fit] = []
    for passage, score in passages:
        for series in query.shelf.series.get(passage.id, ()):
            if id(series) not in seen:
                seen.add(id(series))
                found.append(_measured(query, Fit(series, passage, score)))
    kept = [fit for fit in found if fit.share >= SPOKEN and fit.features["unit"] > -0.3]
    return sorted(kept, key=lambda fit: -fit.score)


def near(query: Query, passages: Passages) -> list[Fit]:
    """The series that may be meant, best first."""
    fits = fitting(query, passages)
    return [fit for fit in fits if fit.score >= fits[0].score - CLOSE]


def _measured(query: Query, fit: Fit) -> Fit:
    series, terms, shelf = fit.series, query.terms, query.shelf
    weights = _weights(query)
    total = sum(weights) or 1.0
    own = terms.cover(shelf.words(f"{series.role} | {series.lead} | {series.unit}"))
    names = terms.cover(shelf.words(" | ".join(member.words for member in series.members)))
    role = terms.cover(shelf.words(series.role))
    layers = [(own, 0.95), (names, 0.85), (query.scorer.outer(fit.passage), 1.0)]
    if series.form == "prose":
        last = series.members[-1].figure
        begin = series.members[0].start
        layers.append((query.scorer.span(fit.passage, (begin, last.end)), 0.7))
        before = sentence_at(fit.passage.text, max(begin - len(series.lead) - 2, 0))
        layers.append((query.scorer.span(fit.passage, before), 0.8))
    cover = [max(c[i] * w for c, w in layers) for i in range(len(terms.syllables))]
    fit.share = sum(w * c for w, c in zip(weights, cover, strict=True)) / total
    first = series.members[0].figure
    shared = units(series.role)
    asked = {bare(word) for word in terms.vocabulary}
    foreign = sum(bare(word) not in asked for word in shared) / len(shared) if shared else 0.0
    verbal = sum(bool(_VERBAL.match(bare(m.name.lower()))) for m in series.members)
    report = shelf.report_of(fit.passage)
    text = f"{series.lead} {fit.passage.text[: 400 if series.form == 'prose' else 0]}"
    fit.features = {
        "unit": _unit(query, series),
        "role": sum(w * c for w, c in zip(weights, role, strict=True)) / total,
        "foreign": foreign,
        "change": float(
            (first.kind is FigureKind.CHANGE) != bool(direction(query.frame.key))
            and first.kind is FigureKind.CHANGE
        ),
        "year": year_fit(query.scope, first.period, text, report, query.shelf.spans[report.id]),
        "class": class_fit(query, series),
        "count": _count_fit(query, series),
        "verbal": verbal / len(series.members),
        "nested": float(_is_nested(query, series)),
        "search": fit.found,
        "in full": float(_unit(query, series) > 0.5 and _in_full(query, series)),
    }
    f = fit.features
    fit.score = (
        fit.share + 0.35 * f["search"] + 0.4 * f["role"] - 0.3 * f["foreign"] + 0.35 * f["unit"]
        - 0.4 * f["change"] + 0.3 * f["year"] + 0.25 * f["class"] + 0.25 * f["count"]
        - 0.35 * f["nested"] - 0.3 * f["verbal"] + IN_FULL * f["in full"]
    )  # fmt: skip
    return fit


def _weights(query: Query) -> list[float]:
    """The weights of the terms; words for the sort of the members count little."""
    terms = query.terms
    sorts = _CLASS if terms.marked else _BARE_CLASS
    counted = set(_COUNTS) | {bare(word) for word in _COUNTS}
    return [
        w * CLASS_WEIGHT if s in sorts or s in counted else w
        for s, w in zip(terms.syllables, terms.weights, strict=True)
    ]


def _naming_weights(query: Query) -> list[float]:
    """The same for names: "tỉnh" tells "ngân sách tỉnh" apart, but not in "tỉnh nào"."""
    asked = class_words(query.frame.key)
    reduced = _weights(query)
    return [
        low if syllable in asked or syllable in _COUNTS else weight
        for syllable, weight, low in zip(
            query.terms.syllables, query.terms.weights, reduced, strict=True
        )
    ]


def _unit(query: Query, series: Series) -> float:
    """How far the series counts what is asked: -1 another thing … 1 the same."""
    figure = series.members[0].figure
    key = query.frame.key
    named = query.frame.units and query.frame.units[0].split()[0] not in _GENERIC
    if named or query.frame.wanted in {Wanted.PERCENT, Wanted.MONEY}:
        best = max(fits(query.frame, m.figure, series.role) for m in series.members)
        first = query.frame.units[0].split()[0] if query.frame.units else ""
        if not figure.unit and series.unit and first == series.unit.split()[0]:
            return 0.9
        rate = first in {"điểm", "diem", "phần", "phan"}
        if best <= -0.3 and not rate and f" {series.unit} " in f" {key} ":
            return 0.5
        return best
    if query.frame.operation in {Operation.SHARE, Operation.RATIO}:
        return -0.5 if is_percent(figure) else 0.0
    if is_percent(figure):
        return 0.8 if _PERCENT.search(key) else -0.2
    if _PERCENT.search(key):
        return -0.4
    if is_money(figure):
        return 0.8 if _MONEY.search(key) else 0.0
    return 0.8 if series.unit and f" {series.unit.split()[0]} " in f" {key} " else 0.0


def _in_full(query: Query, series: Series) -> bool:
    """Whether two names are said word for word that only this series has: places are in many."""
    named = named_in_full(query, series.members)
    return bool(named) and not any(
        f" {name} " in name_key(member.name) for name in query.scope.names for member in named
    )


def _count_fit(query: Query, series: Series) -> float:
    count = asked_count(query)
    if not count:
        return 0.0
    return 1.0 if count in {len(series.members), len(mentioned(query, series))} else -0.5


def _is_nested(query: Query, series: Series) -> bool:
    """Whether it splits a member of another series, which the question does not name."""
    whole = series.whole
    if whole is None or whole.passage_id != series.members[0].figure.passage_id:
        return False
    for outer in query.shelf.series.get(whole.passage_id, ()):
        owner = next((m for m in outer.members if m.figure is whole), None)
        if owner is not None and owner not in mentioned(query, outer):
            return True
    return False


def mentioned(query: Query, series: Series) -> list[Member]:
    """The members that the question names: their own words, which no other member has."""
    sure = _by_date(query, series) or named_in_full(query, series.members)
    if sure:
        return sure
    terms, shelf = query.terms, query.shelf
    covers = [terms.cover(shelf.words(member.words)) for member in series.members]
    shared = terms.cover(shelf.words(f"{series.role} | {series.unit}"))
    weights = _naming_weights(query)
    total = sum(weights) or 1.0
    found = []
    for index, member in enumerate(series.members):
        others = [cover for place, cover in enumerate(covers) if place != index]
        own = 0.0
        for place, weight in enumerate(weights):
            rest = max([shared[place], *(cover[place] for cover in others)])
            own += weight * max(covers[index][place] - rest, 0.0)
        called = [part for part in member.words.split(" | ")[:2] if part]
        if own / total >= MENTION and any(said(query, part, NAMED) for part in called):
            found.append(member)
    return found


def said(query: Query, name: str, part: float) -> bool:
    """Whether the question says a good part of a name, not one word that happens to be in it."""
    words = [word for word in units(name) if word not in light()]
    asked = query.terms.vocabulary if query.frame.marked else frozenset(query.terms.bare)
    found = sum((word if query.frame.marked else bare(word)) in asked for word in words)
    return found >= part * len(words)


_BEFORE = re.compile(r"(?<!\w)(?:trước|truoc)(?!\w)")
_AFTER = re.compile(r"(?<!\w)(?:sau|từ sau|từ khi|tu sau)(?!\w)")


def _by_date(query: Query, series: Series) -> list[Member]:
    """ "trước và sau ngày …": the members on either side of the date."""
    if not (_BEFORE.search(query.frame.key) and _AFTER.search(query.frame.key)):
        return []
    early = [m for m in series.members if m.figure.period.startswith(("trước", "đến"))]
    late = [m for m in series.members if m.figure.period.startswith(("từ", "sau"))]
    return [early[0], late[0]] if len(early) == len(late) == 1 else []


def asked_count(query: Query) -> int:
    """How many members the question speaks of ("ba nơi", "cả hai khoản"); 0 if it does not say."""
    found = _COUNT_OF.search(query.frame.key)
    if found is None:
        return 0
    words = {bare(word): count for word, count in _COUNTS.items()}
    return words.get(bare(found[1]), 0)


def candidate_for(query: Query, member: Member, found: float = 0.0) -> Candidate:
    """A member's figure as a candidate, for citing it."""
    passage = query.shelf.passages[member.figure.passage_id]
    return figure_candidate(query, passage, member.figure, found, False)


def candidates_for(query: Query, members: Iterable[Member]) -> list[Candidate]:
    """The same for several members, in their order."""
    return [candidate_for(query, member) for member in members]
