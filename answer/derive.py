"""Answers that are computed over two or more figures: sums, differences, ratios.

Which figures: the members of one series that the question names, or all of them; else the
figure of each place, year or unit that it names. If the report prints the result itself,
that is the answer and nothing is computed.

What this module does not know: what remains of a total (``remainder.py``), which member is
the largest (``extreme.py``), shares and averages (``shares.py``), how a working is written
(``working.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from answer.adds_up import holds_its_parts
from answer.candidate import Candidate
from answer.compose import found
from answer.denial import denial
from answer.figure_match import figure_candidate, figure_candidates
from answer.frame import Operation
from answer.pick import pick_figures
from answer.query import Query
from answer.scope import name_key
from answer.series_match import CLOSE, Fit, asked_count, candidates_for, mentioned, near, said
from answer.series_parts import Member
from answer.shares import average, own_percent, points_apart, share, unitless
from answer.units import fits as counts
from answer.units import is_money, is_percent, which_unit
from answer.working import (
    Working,
    added,
    computed,
    divided,
    one_of_each,
    same_unit,
    taken_away,
    which_more,
)
from answer.years import (
    adds_years,
    asks_points,
    compares_years,
    one_a_year,
    percentages,
    within_one_another,
)
from ingest.report import Answer, FigureKind, Passage

Passages = Sequence[tuple[Passage, float]]
Step = Callable[[Query, Passages], "Answer | Working | None"]

IN_FULL = 0.6  # the part of a member's name that makes it named beyond doubt
# "cộng lại" asks for a sum; "tổng cộng", "tất cả" mostly ask for the total that is printed.
_ADD = re.compile(r"(?<!\w)(?:cộng|gộp|cả hai|tính chung|hợp lại|cong|gop|ca hai|tinh chung)(?!\w)")
_TOTAL = re.compile(r"(?<!\w)(?:tổng cộng|tong cong)(?!\w)")
_APART = re.compile(r"(?<!\w)(?:mỗi|từng|nào|riêng|lần lượt|moi|tung|nao|rieng)(?!\w)")
_BOTH = re.compile(r"(?<!\w)(?:cả|tính cả|ca) [^,?]{2,40} (?:lẫn|lan) ")
# "hơn giai đoạn trước", "hơn nơi kia": the other one of two.
_OTHER = re.compile(
    r"(?<!\w)(?:giai đoạn|nhiệm kì|khóa|đợt|kì|nơi|bên|phía|giai doan|nhiem ky|khoa|dot|ky|noi"
    r"|ben|phia) (?:trước|kia|còn lại|truoc|kia|con lai)(?!\w)"
)
_ALL = re.compile(
    r"(?<!\w)(?:cả|các|tất cả các|tat ca cac|toàn bộ các|mọi|ca|cac)\s+(?:nơi|noi|nhóm|nhom|cấp"
    r"|cap|loại|loai|khoản|khoan|nguồn|nguon|đơn vị|don vi|địa phương|dia phuong|tỉnh|tinh|huyện"
    r"|huyen|xã|xa|hạng|hang|đối tượng|doi tuong)(?!\w)"
)


def derive(query: Query, passages: Passages) -> Answer | None:
    """The computed answer, or None if the question asks for none or operands are missing."""
    steps: dict[Operation, Step] = {
        Operation.SUM: _sum,
        Operation.DIFFERENCE: _difference,
        Operation.RATIO: _ratio,
        Operation.SHARE: share,
        Operation.AVERAGE: average,
    }
    step = steps.get(query.frame.operation) if query.frame.operation else None
    if query.frame.operation is None and (_takes_together(query) or adds_years(query)):
        step = _sum
    elif query.frame.operation is None and compares_years(query):
        step = _difference
    made = step(query, passages) if step else None
    return computed(query, made) if isinstance(made, Working) else made


def _sum(query: Query, passages: Passages) -> Answer | Working | None:
    if adds_years(query):
        operands = one_a_year(query, passages)
        return added(operands, "Hai năm cộng lại") if same_unit(operands) else None
    for fit in near(query, passages):
        members = _asked_members(query, passages, fit)
        if len(members) < 2:
            continue
        if len(members) == len(fit.series.members):
            printed = _printed_whole(query, fit)
            if printed is not None:
                return printed
        operands = candidates_for(query, members)
        working = added(operands, f"{listed(members)} cộng lại", fit.series.unit)
        if working is None or holds_its_parts(operands) or within_one_another(members):
            continue  # a total is never added to its own parts, nor a year to its half
        if same_unit(working.operands):
            return working
    if len(query.scope.names) >= 2:
        operands = _one_a_name(query, passages)
        return added(operands) if operands and same_unit(operands) else None
    best = _best(query, passages)
    if best is None or len(query.frame.units) < 2:
        return None
    operands = _one_a_unit(query, passages, best)
    # "tổng cộng mấy ha, quy ra bao nhiêu tiền": land and its price add up to nothing.
    money = [is_money(operand.figure) for operand in operands if operand.figure]
    return None if any(money) and not all(money) else added(operands)


def _takes_together(query: Query) -> bool:
    """ "Hai nơi A, B khen mấy cá nhân": as many names as it counts, and nothing is compared."""
    key = query.frame.key
    if _APART.search(key) or not query.frame.units or query.frame.yes_no:
        return False
    return bool(asked_count(query) == len(query.scope.names) >= 2 or _BOTH.search(key))


def _asked_members(query: Query, passages: Passages, fit: Fit) -> Sequence[Member]:
    """The members to be added up: those named, or all if the question speaks of all."""
    members = fit.series.members
    named = mentioned(query, fit.series)
    count = asked_count(query)
    if not count and _ALL.search(query.frame.key) and len(members) > len(named):
        return members
    adds = _takes_together(query) or bool(_ADD.search(_TOTAL.sub("", query.frame.key)))
    places = [m for m in named if any(f" {n} " in name_key(m.words) for n in query.scope.names)]
    sure = adds or count or len(places) >= 2 or _are_parts(query, passages, named)
    if len(named) >= 2 and count in {0, len(named)} and sure:
        return named
    if count == len(members) and fit.features["class"] >= 0:
        return members
    return ()


def _are_parts(query: Query, passages: Passages, named: Sequence[Member]) -> bool:
    """ "xây mới và sửa chữa tổng cộng": both named in full, and the best figure is one of them."""
    if len(named) < 2 or any(not said(query, member.name, IN_FULL) for member in named):
        return False
    pick = pick_figures(query, list(figure_candidates(query, passages)))
    chosen = [candidate.figure for candidate in pick.chosen]
    return bool(chosen) and all(any(f is m.figure for m in named) for f in chosen)


def _printed_whole(query: Query, fit: Fit) -> Answer | None:
    """The total that the report prints, if the members add up to it."""
    whole = fit.series.whole
    if whole is None:
        return None
    total = sum(member.figure.amount for member in fit.series.members)
    if total != whole.amount:
        return None
    passage = query.shelf.passages[whole.passage_id]
    return found(query, [figure_candidate(query, passage, whole, fit.found, True)])


def _difference(query: Query, passages: Passages) -> Answer | Working | None:
    printed = _printed_change(query, passages)
    if printed is not None:
        return printed
    fits = near(query, passages)
    if asks_points(query):  # the percentages may make a series of their own
        fits += near(percentages(query), passages)
    for fit in fits:
        pair = _pair(query, fit)
        if pair is None or (compares_years(query) and len({m.figure.period for m in pair}) < 2):
            continue  # of two years: what stands beside one another in one of them is neither
        asks = query.frame.units and not asks_points(query)
        if asks and min(counts(query.frame, m.figure, "") for m in pair) <= -0.5:
            continue  # "tạ/ha" where tons are asked for
        if asks_points(query):
            shares = [own_percent(query, member) for member in pair]
            if None in shares:
                continue
            return points_apart(pair, [share for share in shares if share is not None])
        high, low = sorted(pair, key=lambda m: -m.figure.amount)
        about = f"{high.name} nhiều hơn {low.name}"
        return taken_away(candidates_for(query, [high, low]), about)
    operands = _one_a_name(query, passages) if len(query.scope.names) >= 2 else []
    if operands:
        return taken_away(operands, which_more(query, operands))
    if len(query.scope.years) >= 2:
        asked = percentages(query) if asks_points(query) else query
        operands = one_a_year(asked, passages)
    return taken_away(operands)


def _pair(query: Query, fit: Fit) -> tuple[Member, Member] | None:
    """The two members that are compared: both named, or the only two there are."""
    named = mentioned(query, fit.series)
    if len(named) == 2:
        return named[0], named[1]
    if len(fit.series.members) == 2 and (
        asked_count(query) == 2 or (named and _OTHER.search(query.frame.key))
    ):
        return fit.series.members[0], fit.series.members[1]
    return None


def _printed_change(query: Query, passages: Passages) -> Answer | None:
    """ "tăng 142 căn so với năm 2024": the report prints the difference between two years."""
    if len(query.scope.years) < 2 and query.frame.relative_year is None:
        return None
    pick = pick_figures(query, list(figure_candidates(query, passages)))
    if pick.refused or not pick.chosen:
        return None
    chosen = _against_year(query, pick.ranked) or pick.chosen[0]
    figure = chosen.figure
    if figure is None or figure.kind is not FigureKind.CHANGE or is_percent(figure):
        return None
    return found(query, [chosen])


def _against_year(query: Query, ranked: Sequence[Candidate]) -> Candidate | None:
    """The change that is told against the earlier year, of those that fit nearly as well."""
    base = min(query.scope.years, default="")
    for candidate in ranked:
        if candidate.score < ranked[0].score - CLOSE or candidate.figure is None:
            return None
        segment = candidate.passage.text[slice(*candidate.spans.segment)]
        change = candidate.figure.kind is FigureKind.CHANGE and not is_percent(candidate.figure)
        if base and change and base in segment and not denial(query, candidate):
            return candidate
    return None


def _ratio(query: Query, passages: Passages) -> Answer | Working | None:
    for fit in near(unitless(query), passages):
        pair = _pair(query, fit)
        if pair is not None:
            ordered = _in_question_order(query, pair)
            return divided(candidates_for(query, ordered))
    operands = _one_a_name(query, passages) if len(query.scope.names) >= 2 else []
    if not operands and len(query.scope.years) >= 2:
        operands = one_a_year(query, passages)
        operands.sort(key=lambda c: c.figure.period if c.figure else "", reverse=True)
    return divided(operands)


def _in_question_order(query: Query, pair: tuple[Member, Member]) -> tuple[Member, Member]:
    """ "A gấp mấy lần B": A is divided by B, however the report orders them."""
    places = []
    for member, other in (pair, pair[::-1]):
        own = query.terms.cover(query.shelf.words(member.name))
        rest = query.terms.cover(query.shelf.words(other.name))
        firsts = [i for i, (a, b) in enumerate(zip(own, rest, strict=True)) if a > b]
        places.append(firsts[0] if firsts else len(own))
    return pair if places[0] <= places[1] else (pair[1], pair[0])


def listed(members: Sequence[Member]) -> str:
    """The names of members in a sentence: "A, B và C"."""
    names = [member.name for member in members]
    return f"{', '.join(names[:-1])} và {names[-1]}" if len(names) > 1 else "".join(names)


def _best(query: Query, passages: Passages) -> Candidate | None:
    ranked = sorted(figure_candidates(query, passages), key=lambda c: -c.score)
    return ranked[0] if ranked and not denial(query, ranked[0]) else None


def _one_a_name(query: Query, passages: Passages) -> list[Candidate]:
    """For each name of the question the figure about it; [] if one has none."""
    return one_of_each(_about_name(query, passages, name) for name in query.scope.names)


def _about_name(query: Query, passages: Passages, name: str) -> list[Candidate]:
    narrowed = replace(query, scope=replace(query.scope, names=(name,)), matched={})
    ranked = sorted(figure_candidates(narrowed, passages), key=lambda c: -c.score)
    return [c for c in ranked if not denial(narrowed, c) and c.features["names"] >= 0.8]


def _one_a_unit(query: Query, passages: Passages, best: Candidate) -> list[Candidate]:
    """The figures of the best one's passage that count the asked nouns, one each."""
    operands: list[Candidate] = []
    ranked = sorted(figure_candidates(query, passages), key=lambda c: -c.score)
    for index in range(len(query.frame.units)):
        for candidate in ranked:
            figure = candidate.figure
            if figure is None or candidate in operands:
                continue
            following = candidate.passage.text[figure.end : candidate.spans.segment[1]]
            if candidate.passage.id == best.passage.id and (
                which_unit(query.frame, figure, following) == index
            ):
                operands.append(candidate)
                break
    return operands
