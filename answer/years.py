"""The figure of each of two years that a question names, to be added up or compared.

What this module does not know: what is computed with them (``derive.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.candidate import Candidate
from answer.denial import denial
from answer.evidence import Scorer
from answer.figure_match import figure_candidates
from answer.frame import Wanted
from answer.query import Query
from answer.series_parts import Member
from answer.working import one_of_each
from ingest.report import FigureKind, Passage

_TOGETHER = re.compile(
    r"(?<!\w)(?:cộng|gộp|tính chung|hợp lại|tổng cộng|(?:cả |gộp )?hai năm|cong|gop|tinh chung"
    r"|tong cong|(?:ca |gop )?hai nam)(?!\w)(?!.*(?:chênh|hơn|kém|khác nhau|chenh|hon|kem))"
)
_POINTS = re.compile(
    r"(?<!\w)(?:điểm|diem) (?:phần trăm|phan tram|%)|(?<!\w)(?:tỉ|ti) (?:lệ|le)(?!\w)"
)
_BY_HOW_MUCH = re.compile(
    r"(?<!\w)(?:hơn|kém|chênh|tăng|giảm|hon|kem|chenh|tang|giam)(?: [^,?]{1,40}?)?"
    r" (?:bao nhiêu|mấy|bao nhieu|may)(?!\w)"
)


def adds_years(query: Query) -> bool:
    """ "hai năm 2024 và 2025 cộng lại": two years, and both together."""
    return len(query.scope.years) == 2 and bool(_TOGETHER.search(query.frame.key))


def compares_years(query: Query) -> bool:
    """ "năm 2023 nhiều hơn năm 2022 bao nhiêu": two years, and by how much."""
    return len(query.scope.years) == 2 and bool(_BY_HOW_MUCH.search(query.frame.key))


def asks_points(query: Query) -> bool:
    """Whether percentages are to be compared, not the counts beside them."""
    return bool(_POINTS.search(query.frame.key))


def percentages(query: Query) -> Query:
    """The question for percentages: "bao nhiêu điểm phần trăm" lies between two of them."""
    frame = replace(query.frame, wanted=Wanted.PERCENT, units=())
    return replace(query, frame=frame, matched={})


def one_a_year(query: Query, passages: Sequence[tuple[Passage, float]]) -> list[Candidate]:
    """For each year the figure of that year, all of one unit; [] if one has none."""
    query = _without_counting(query)
    return one_of_each(_of_year(query, passages, year) for year in query.scope.years)


def _of_year(query: Query, passages: Sequence[tuple[Passage, float]], year: str) -> list[Candidate]:
    narrowed = replace(query, scope=replace(query.scope, years=(year,)), matched={})
    ranked = sorted(figure_candidates(narrowed, passages), key=lambda c: -c.score)
    return [
        c
        for c in ranked
        if not denial(narrowed, c)
        and c.features["year"] >= 0.8
        and (c.figure is None or c.figure.kind not in {FigureKind.CHANGE, FigureKind.PLAN})
    ]


def _without_counting(query: Query) -> Query:
    """The question without the words that say what is computed ("gộp", "hai năm")."""
    spans = [word.span() for word in _TOGETHER.finditer(query.frame.key)]
    terms = query.terms
    weights = tuple(
        0.0 if any(a <= at < b for a, b in spans) else weight
        for at, weight in zip(terms.places, terms.weights, strict=True)
    )
    terms = replace(terms, weights=weights, total=sum(weights))
    scorer = Scorer(query.shelf, terms, query.owners.of_term)
    return replace(query, terms=terms, scorer=scorer, matched={})


def within_one_another(members: Sequence[Member]) -> bool:
    """Whether the time of one is within another's: "2024-H1" in "2024"."""
    periods = {member.figure.period for member in members}
    return any(
        one != other and one.startswith(other) for one in periods for other in periods if other
    )
