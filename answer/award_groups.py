"""Award facts grouped as a question sees them, and how well each group fits it.

Facts of one clause with the same giver and form are one group, so that "mấy tập thể, mấy cá
nhân" gets both counts of the same award.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial

from answer.award_frame import AwardFrame, fit
from answer.evidence import spans_around
from answer.query import Query
from answer.scope import is_part, names_found, year_fit
from answer.units import same_kind
from ingest.report import Award, Passage, Report
from ingest.segments import clause_at
from ingest.text import bare, canonical
from ingest.vocabulary import CAPITALS

WEIGHTS = {
    "cover": 1.0,
    "movement": 0.5,
    "form": 0.45,
    "giver": 0.45,
    "proposed": 0.4,
    "names": 0.45,
    "missing": -0.6,
    "year": 0.3,
    "part": -0.35,
    "recipients": 0.4,
    "numbers": 1.0,
    "search": 0.4,
    "named": 0.12,
}
_CASES = ("trường hợp", "truong hop", "lượt", "luot")
NOUNS = (
    "tập thể", "cá nhân", "hộ gia đình", "doanh nghiệp", "trường hợp", "hộ", "gia đình", "dòng họ",
    "tổ chức",
)  # fmt: skip
# Titles of people: who is named with one is an individual.
_PERSON = re.compile(rf"(?<!\w)(?:ông|bà|đồng chí|anh|chị|cụ|em|cô|thầy)(?= [{CAPITALS}])")


@dataclass(slots=True)
class Group:
    """Awards of one giver and form in one clause, and how well they fit the question."""

    passage: Passage
    awards: list[Award]
    share: float = 0.0
    open: float = 1.0
    score: float = 0.0
    features: dict[str, float] = field(default_factory=dict)


def groups_of(
    query: Query, asked: AwardFrame, passages: Iterable[tuple[Passage, float]]
) -> Iterable[Group]:
    for passage, found in passages:
        sorted_: dict[tuple[str, str, bool, str, str, int], Group] = {}
        report = query.shelf.report_of(passage)
        read = partial(_graded, passage)
        for award in map(read, query.shelf.awards.get(passage.id, ())):
            if _from_above(award, report):
                award = replace(award, about="")
            clause = clause_at(passage.text, award.count_start)[0] if passage.row is None else 0
            key = (award.giver, award.form, award.proposed, award.about, award.movement, clause)
            sorted_.setdefault(key, Group(passage, [])).awards.append(award)
        for group in sorted_.values():
            _measure(query, asked, group, found)
            yield group


_RANKS = {"tinh": 0, "thanh pho": 0, "huyen": 1, "quan": 1, "thi xa": 1, "xa": 2, "phuong": 2}
_RANKED = re.compile(rf"\b({'|'.join(_RANKS)})\b")


def _from_above(award: Award, report: Report) -> bool:
    """Whether an award's place is only its giver's, who stands above the report's own place.

    "Chủ tịch UBND huyện Tân An tặng" in a commune's report speaks of no part of the commune.
    """
    own, giver = _RANKED.match(bare(canonical(report.place))), _RANKED.search(bare(award.about))
    return bool(own and giver and award.about in award.giver and _RANKS[giver[1]] < _RANKS[own[1]])


_GRADE = re.compile(r"hạng\s+(?:Nhất|Nhì|Ba|I{1,3}|[123])(?!\w)", re.IGNORECASE)


def _graded(passage: Passage, award: Award) -> Award:
    """The award with the grade that stands between its form and its count.

    "Huân chương Lao động: hạng Nhất 04 tập thể; hạng Nhì 11 tập thể".
    """
    if "hạng" in award.form.lower() or passage.row is not None:
        return award
    text = passage.text
    start = max(text.rfind(";", 0, award.count_start), text.rfind(":", 0, award.count_start), 0)
    grades = _GRADE.findall(text, start, award.count_start)
    return replace(award, form=f"{award.form} {grades[-1]}") if grades else award


def _measure(query: Query, asked: AwardFrame, group: Group, found: float) -> None:
    first = group.awards[0]
    spans = spans_around(group.passage.text, first.count_start)
    cover = query.scorer.around(group.passage, spans)
    zone = query.shelf.words(f"{first.movement} | {first.form} | {first.giver} | {first.about}")
    movement = query.terms.cover(zone)
    told = [a.recipient for a in group.awards]
    if any(_PERSON.search(award.named) for award in group.awards):
        told += ["cá nhân", "người"]
    nouns = query.terms.cover(query.shelf.words(" | ".join(told)))
    cover = [max(values) for values in zip(cover, movement, nouns, strict=True)]
    group.share = query.terms.share(cover)
    total = query.terms.total or 1.0
    group.open = sum(w for w, c in zip(query.terms.weights, cover, strict=True) if c < 0.2) / total
    nearest, missing = names_found(query.scope, group.passage, spans, query.shelf, first.about)
    report = query.shelf.report_of(group.passage)
    wanted = _recipients(query, group)
    group.features = {
        "cover": group.share,
        "movement": _movement_fit(query, first),
        "names": nearest,
        "missing": float(missing),
        "year": year_fit(
            query.scope,
            _period(first),
            f"{first.period} {first.movement} {group.passage.text[slice(*spans.sentence)]}",
            report,
        ),
        "part": float(is_part(query.scope, first.about, report)),
        "recipients": wanted,
        "numbers": _numbers(query, group),
        "search": found,
        "named": float(bool(first.giver)),
        **fit(asked, first),
    }
    group.score = sum(WEIGHTS[name] * value for name, value in group.features.items())


def _movement_fit(query: Query, award: Award) -> float:
    """How far the question names the award's movement; below 0 if it names none of it."""
    if not award.movement:
        return 0.0
    share = query.terms.share(query.terms.cover(query.shelf.words(award.movement)))
    return share if share >= 0.25 else share - 0.35


def _period(award: Award) -> str:
    """Only a stated span of years denies a year that is asked for; a year within it does not."""
    return "" if "-" in award.period else award.period


def _recipients(query: Query, group: Group) -> float:
    asked = [noun for noun in query.frame.units if names_recipient(noun, query.frame.marked)]
    if not asked:
        return 0.0
    matched = sum(
        any(is_recipient(noun, award.recipient, query.frame.marked) for award in group.awards)
        for noun in asked
    )
    if not matched and any(noun.startswith(_CASES) for noun in asked):
        return 0.0
    return matched / len(asked) if matched else -0.5


def names_recipient(unit: str, marked: bool) -> bool:
    """Whether an asked noun names recipients rather than the form ("mấy Bằng khen")."""
    return any(is_recipient(unit, noun, marked) for noun in (*NOUNS, "người", "đơn vị", "đồng chí"))


def is_recipient(unit: str, recipient: str, marked: bool) -> bool:
    name = canonical(recipient) if marked else bare(recipient)
    name = name.removeprefix("lượt ").removeprefix("luot ")
    return unit.startswith(name) or same_kind(unit, recipient, marked)


def _numbers(query: Query, group: Group) -> float:
    """How many of the figures that the question states are counts of the group."""
    if not query.frame.numbers:
        return 0.0
    counts = {award.count for award in group.awards}
    stated = [int(n.replace(".", "")) for n in query.frame.numbers if n.replace(".", "").isdigit()]
    return sum(n in counts for n in stated) / len(stated) if stated else 0.0
