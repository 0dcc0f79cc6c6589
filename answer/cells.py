"""The cell of a table that a question means: its row by the label, its column by the header.

A header counts by its own words, by the year that it names, by plan against actual, and by
its unit. Only where one column stands out is the cell told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.apart import set_apart, tell_apart
from answer.candidate import Candidate
from answer.change import asks_by_how_much
from answer.compose import found
from answer.denial import denial
from answer.distinctions import another
from answer.figure_match import figure_candidate, figure_candidates
from answer.frame import NUMERIC, Wanted
from answer.query import Query
from answer.row_words import NAMED, another_place, label_words, part_said, together
from answer.several import printed_otherwise
from answer.two_plans import given, two_plans
from answer.units import fits, is_percent
from index.tokens import units
from ingest.report import Answer, Figure, FigureKind, Passage
from ingest.text import bare

MORE = 0.2  # by share: how much more of the question prose must say to be taken before a cell
STANDS_OUT = 0.15  # by score: how far the best cell must be before the next one
_FORM = frozenset({"th", "kh", "năm", "số", "lượng", "thực", "hiện", "kế", "hoạch", "ước"})
_PLAN = re.compile(
    r"(?<!\w)(?:kế hoạch|chỉ tiêu|(?<!có )mục tiêu(?! quốc gia)|dự toán|ke hoach|chi tieu|kh"
    r"|du toan|(?:được|bị|duoc|bi) giao(?: phải| phai)?(?! (?:nhiệm|quyền|nhiem|quyen)))(?!\w)"
)
# "đạt mấy phần trăm dự toán" asks for the share of the plan, not for the plan.
_SHARE_OF_PLAN = re.compile(
    r"(?:phần trăm|phan tram|%|tỉ lệ|ti le|ty le)(?: [^\W\d_]+){0,3}?"
    r" (?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|ke hoach|chi tieu|kh|du toan)(?!\w)"
)
_OF_PLAN = re.compile(r"(?<!\w)(?:so với|bằng|đạt) (?:bao nhiêu |mấy )?(?:phần trăm |% )")
_SCHOOL_YEAR = re.compile(r"năm học", re.I)
_ALL = re.compile(r"(?<!\w)(?:tổng|cộng|cả|chung|tong)(?!\w)")


def cell(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer | None:
    """The cell asked for; None if no row is named or no column stands out."""
    frame = query.frame
    if asks_by_how_much(query):
        return None  # a level is no change
    if frame.operation is not None or frame.yes_no or len(frame.units) > 1 or frame.why:
        return None
    if frame.wanted not in NUMERIC - {Wanted.RANK} and not frame.units:
        return None
    best: tuple[float, Candidate] | None = None
    for passage, score in passages:
        picked = _in_row(query, passage, score)
        if picked is not None and (best is None or picked[0] > best[0]):
            best = picked
    if best is None or denial(query, best[1]) not in {"", "unit"}:
        return None
    if _said_more(query, passages, best[1]):
        return None
    chosen = given(query, best[1]) or best[1]
    ranked = sorted(figure_candidates(query, passages), key=lambda c: -c.score)
    twin = printed_otherwise(query, ranked, chosen)
    if twin is not None:
        return found(query, [chosen, twin], several=True, disagree=True)
    plans = two_plans(query, chosen)
    if plans:
        return found(query, sorted([chosen, *plans], key=lambda c: c.start), several=True)
    apart = set_apart(query, ranked, chosen)
    return tell_apart(query, chosen, apart) if apart else found(query, [chosen])


def _said_more(query: Query, passages: Sequence[tuple[Passage, float]], best: Candidate) -> bool:
    """Whether a figure of the prose is clearly more of what is asked than the row."""
    return any(
        candidate.share > best.share + MORE and not denial(query, candidate)
        for candidate in figure_candidates(query, passages)
        if candidate.passage.row is None
    )


def _in_row(query: Query, passage: Passage, score: float) -> tuple[float, Candidate] | None:
    """The cell of a row that stands out, with the row's score."""
    row = passage.row
    if row is None or another_place(query, passage) or another(query, row.label):
        return None
    label = label_words(row.label)
    named = part_said(query, label)
    if not label or named < NAMED or not together(query, row.label):
        return None
    figures = query.shelf.figures.get(passage.id, ())
    ranked = sorted(((column_fit(query, f), f) for f in figures), key=lambda pair: -pair[0])
    if len(ranked) < 2 or ranked[0][0] <= 0 or ranked[0][0] - ranked[1][0] < STANDS_OUT:
        return None
    candidate = figure_candidate(query, passage, ranked[0][1], score, False)
    return named + 0.3 * score + 0.1 * ranked[0][0], candidate


def column_fit(query: Query, figure: Figure) -> float:
    """How well a column fits: its words, its year, plan or actual, its unit."""
    key = query.frame.key
    words = label_words(_SCHOOL_YEAR.sub(" ", figure.column))
    own = [word for word in words if word not in _FORM and not word[0].isdigit()]
    named = {word for name in query.scope.names for word in name.split()}
    counted = set(units(" ".join(query.frame.units)))
    # "trường" in the name "Tân Trường" does not ask for a column of schools.
    own_said = [word for word in own if word not in named or word in counted]
    fit = part_said(query, own_said) * len(own_said) / max(len(own), 1)
    if own_said and not fit:
        fit = query.terms.share(query.terms.cover(query.shelf.words(figure.column)))
    asks_plan = bool(_PLAN.search(_SHARE_OF_PLAN.sub(" ", key)))
    is_plan = figure.kind is FigureKind.PLAN
    fit += (0.6 if is_plan else -0.2) if asks_plan else (-0.6 if is_plan else 0.0)
    years = query.scope.years
    if years:
        # "đến 31/12/2024" is of 2024
        dated = any(year in figure.period.rpartition(" ")[2].split("-") for year in years)
        fit += 0.5 if figure.period in years or dated else -0.8
    percent = query.frame.wanted is Wanted.PERCENT
    if is_percent(figure) != percent:
        # "được bao nhiêu" says no column of "Đạt (%)"; "đạt mấy %" does.
        fit -= 0.8 if percent or "%" in key or "phan tram" in bare(key) else 1.2
    elif query.frame.units:
        fit += 0.2 * fits(query.frame, figure, "")
    if _ALL.search(bare(figure.column.lower())) and not own[1:]:
        fit += 0.2 if _ALL.search(key) else 0.0
    return fit
