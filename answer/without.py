"""A whole without the part that the question leaves out: "lượt khám không phải nội trú".

"Số lượt khám là 900 lượt (trong đó nội trú 80 lượt)": the part is the figure whose own words
are those left out, the whole the figure that it is a part of. If the report prints what is
left out in the same words ("không thuộc thẩm quyền 30 đơn"), nothing is computed.

What this module does not know: what is not yet done (``remainder.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.candidate import Candidate
from answer.denial import denial
from answer.figure_match import figure_candidates, wants_figure
from answer.frame import Operation
from answer.query import Query
from answer.scope import name_key
from answer.units import is_percent
from answer.whole import holds
from answer.working import computed, same_unit, taken_away
from ingest.report import Answer, FigureKind, Passage
from ingest.text import bare, canonical

_LEFT_OUT = re.compile(
    r"(?<!\w)(?:(?:mà )?không (?:phải|tính|kể|do|gồm|bao gồm|thuộc|bị|quá)|chưa (?:kể|tính)|trừ"
    r"|ngoại trừ|khong (?:phai|tinh|ke|gom|bao gom)|chua (?:ke|tinh)|ngoai tru)(?: là| đi)?"
    r" ([^,?]+?)(?=$|[,?]| (?:là|thì|còn|có|la|thi|con|co) | (?:bao nhiêu|mấy|bao nhieu|may)(?!\w))"
)
OWN = 0.6  # the part of what is left out that the part's own words must have
CLOSE = 1.6  # by score: how much worse than the best figure the part may fit
NEAR = 90  # characters between a whole and a part that is told of it without a bracket
Passages = Sequence[tuple[Passage, float]]


def without(query: Query, passages: Passages) -> Answer | None:
    """The computed rest; None if nothing is left out, or whole or part is not printed."""
    frame = query.frame
    left = _LEFT_OUT.search(frame.key)
    if left is None or frame.yes_no or frame.why or not wants_figure(query):
        return None
    if frame.operation not in {None, Operation.DIFFERENCE}:
        return None
    places = [i for i, at in enumerate(query.terms.places) if left.start(1) <= at < left.end(1)]
    if not places:
        return None
    names = tuple(name for name in query.scope.names if name not in name_key(left[1]))
    query = replace(query, scope=replace(query.scope, names=names), matched={})
    ranked = sorted(figure_candidates(query, passages), key=lambda c: -c.score)
    if not ranked or any(_says_so(left[0], c) for c in ranked[:12]):
        return None
    parts = [c for c in ranked if c.score >= ranked[0].score - CLOSE and _is_part(query, c, places)]
    for part in parts:
        wholes = [c for c in ranked if _is_whole(query, c, part, places)]
        whole = max(wholes, key=lambda c: c.end, default=None)
        if whole is not None and denial(query, whole) in {"", "unit"}:
            working = taken_away([whole, part], "Phần còn lại")
            return computed(query, working) if working else None
    return None


def _says_so(left: str, candidate: Candidate) -> bool:
    """Whether the report prints the figure of what is left over, in those words."""
    window = candidate.passage.text[slice(*candidate.spans.window)]
    return f" {bare(left)} " in f" {bare(canonical(window))} "


def _own(query: Query, candidate: Candidate, places: Sequence[int]) -> float:
    """The share of what is left out that stands in a figure's own words."""
    cover = query.scorer.span(candidate.passage, candidate.spans.window)
    weights = query.terms.weights
    total = sum(weights[i] for i in places) or 1.0
    return sum(weights[i] * cover[i] for i in places) / total


def _is_part(query: Query, candidate: Candidate, places: Sequence[int]) -> bool:
    figure = candidate.figure
    return (
        figure is not None
        and not is_percent(figure)
        and figure.kind not in {FigureKind.CHANGE, FigureKind.RANK, FigureKind.PLAN}
        and _own(query, candidate, places) >= OWN
    )


def _is_whole(query: Query, whole: Candidate, part: Candidate, places: Sequence[int]) -> bool:
    """Whether the part is one of the whole, which has not the words left out."""
    one, two = whole.figure, part.figure
    if one is None or two is None or one.amount <= two.amount or not same_unit([whole, part]):
        return False
    if one.kind in {FigureKind.CHANGE, FigureKind.RANK, FigureKind.PLAN}:
        return False
    if _own(query, whole, places) >= OWN:
        return False
    if holds(query, whole, part):
        return True
    return (
        whole.passage.id == part.passage.id
        and whole.spans.head == part.spans.head is None
        and whole.spans.sentence == part.spans.sentence
        and 0 <= part.start - whole.end <= NEAR
    )
