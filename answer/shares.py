"""What part of a whole one member is, and how much money falls to one thing.

A percentage or a whole that the report prints comes first. What this module does not know:
sums, differences and ratios (``derive.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.candidate import Candidate
from answer.compose import found
from answer.denial import denial
from answer.figure_match import figure_candidate, figure_candidates
from answer.frame import Wanted
from answer.query import Query
from answer.series_match import Fit, candidates_for, mentioned, near, said
from answer.series_parts import Member
from answer.units import is_money, is_percent
from answer.working import Working, averaged, shared, taken_away
from ingest.report import Answer, Figure, FigureKind, Passage
from ingest.text import canonical

Passages = Sequence[tuple[Passage, float]]
IN_FULL = 0.6  # the part of a member's name that makes it named beyond doubt
SPOKEN = 0.8  # of the question: a percentage printed for just what is asked
IN_PART = 0.4  # the same where no other one is named


def share(query: Query, passages: Passages) -> Answer | Working | None:
    """How much of a total one member is; the percentage that is printed for it, if one is."""
    unpriced = unitless(query)
    for fit in near(unpriced, passages):
        named = mentioned(unpriced, fit.series)
        if len(named) > 1:  # words of the whole are in the names too
            named = [m for m in named if said(query, m.name, IN_FULL)]
        whole = _sum_of(query, fit) or fit.series.whole
        if len(named) != 1 or whole is None or not said(query, named[0].name, IN_PART):
            continue
        part = candidates_for(query, named)[0]
        printed = _printed_share(query, part)
        if printed is not None:
            return printed
        if _printed_elsewhere(query, passages):
            return None
        total = figure_candidate(query, query.shelf.passages[whole.passage_id], whole, 0.0, True)
        return shared(part, total, f"{named[0].name} chiếm")
    return None


def _printed_elsewhere(query: Query, passages: Passages) -> bool:
    """Whether the reports print a percentage of just what is asked: nothing is to be computed."""
    shares = [c for c in figure_candidates(query, passages) if c.figure and is_percent(c.figure)]
    best = max(shares, key=lambda c: c.score, default=None)
    return best is not None and best.share >= SPOKEN and not denial(query, best)


def _sum_of(query: Query, fit: Fit) -> Figure | None:
    """The printed figure that the members add up to, in their passage or around it."""
    total = sum(member.figure.amount for member in fit.series.members)
    unit = fit.series.members[0].figure.base_unit
    passage = query.shelf.passages[fit.series.members[0].figure.passage_id]
    places = [passage, *query.shelf.around(passage)]
    return next(
        (
            figure
            for place in places
            for figure in query.shelf.figures.get(place.id, ())
            if figure.amount == total and figure.base_unit == unit
        ),
        None,
    )


def _printed_share(query: Query, part: Candidate) -> Answer | None:
    """ "64 cuộc (chiếm 19,9%)": the percentage right behind the member's figure."""
    behind = percent_behind(query, part)
    return found(query, [behind]) if behind is not None else None


def percent_behind(query: Query, part: Candidate) -> Candidate | None:
    for figure in query.shelf.figures.get(part.passage.id, ()):
        gap = part.passage.text[part.end : figure.start]
        if figure.start > part.end and is_percent(figure) and not re.search(r"[\d;]", gap):
            return figure_candidate(query, part.passage, figure, 0.0, True)
    return None


def average(query: Query, passages: Passages) -> Working | None:
    """Money over a count, both asked for in words: "bình quân mỗi căn tốn bao nhiêu"."""
    each = re.search(r"(?<!\w)(?:mỗi|moi|một|mot)\s+([^\W\d_]+(?: số)?)", query.frame.key)
    if each is None:
        return None
    unit = "km" if each[1].startswith(("cây số", "cay so")) else each[1].split()[0]
    candidates = sorted(figure_candidates(query, passages), key=lambda c: -c.score)
    money = next((c for c in candidates if c.figure and is_money(c.figure)), None)
    counts = [
        c
        for c in candidates
        if c.figure
        and c.figure.kind is not FigureKind.PLAN
        and canonical(c.figure.unit).startswith(canonical(unit))
        and not is_percent(c.figure)
    ]
    beside = [c for c in counts if money is not None and c.passage.id == money.passage.id]
    count = next(iter(beside or counts), None)
    if money is None or count is None:
        return None
    told = money if count.spans.sentence == money.spans.sentence and beside else count
    if denial(query, told) in {"weak", "place", "year"}:
        return None
    return averaged(money, count)


def unitless(query: Query) -> Query:
    """The question without the unit of its answer ("lần", "phần trăm"): operands have another."""
    return replace(query, frame=replace(query.frame, wanted=Wanted.TEXT, units=()), matched={})


def own_percent(query: Query, member: Member) -> Candidate | None:
    """A member's percentage: its figure, or the one printed right behind it."""
    own = candidates_for(query, [member])[0]
    return own if is_percent(member.figure) else percent_behind(query, own)


def points_apart(pair: tuple[Member, Member], shares: Sequence[Candidate]) -> Working | None:
    told = sorted(
        zip(pair, shares, strict=True), key=lambda it: -it[1].figure.amount if it[1].figure else 0
    )
    about = f"{told[0][0].name} cao hơn {told[1][0].name}"
    return taken_away([share for _, share in told], about)
