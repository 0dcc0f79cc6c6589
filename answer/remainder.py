"""What remains: not yet done or still vacant.

"1.375/1.717 vụ" leaves 342; "19 biên chế (hiện có mặt 16 công chức)" leaves 3. If the report
prints the remainder, that is the answer. What exceeds a plan is asked for in like words and
told here too.

What this module does not know: how an excess is found (``excess.py``), sums and differences
that are asked for by name (``derive.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.candidate import Candidate
from answer.compose import found
from answer.contradicted import against_plan
from answer.denial import denial
from answer.excess import ABOVE, CLOSE, above_in_row, excess, planned_row, told_excess
from answer.figure_match import figure_candidates
from answer.frame import Wanted
from answer.query import Query
from answer.several import printed_otherwise
from answer.units import is_money, is_percent, same_kind
from answer.whole import part_of
from answer.working import Working, computed, number, taken_away
from ingest.report import Answer, FigureKind, Passage
from ingest.text import bare, canonical

Passages = Sequence[tuple[Passage, float]]
_NOT_YET = re.compile(
    r"(?<!\w)(?:chưa|còn lại|còn thiếu|còn trống|còn hụt|còn khuyết|bỏ trống|để trống|trống|khuyết"
    r"|con lai|con thieu|con trong|con hut|con khuyet|bo trong|de trong)(?!\w)"
    r"|(?<!\w)(?:còn|con) (?:bao nhiêu|mấy|bao nhieu|may)(?!\w)"
)
_NOT_YET_BARE = re.compile(r"(?<!\w)chua(?: \w+){1,3}(?= |\?|$)")
_VACANT = re.compile(
    r"(?<!\w)(?:trống|khuyết|thiếu|bo trong|de trong|con trong|khuyet|con thieu)(?!\w)"
)
_PRESENT = re.compile(
    r"(?<!\w)(?:có mặt|hiện có|hiện tại|đã bố trí|đã tuyển|đang có|thực có)(?!\w)"
)
_FRACTION = re.compile(r"(\d[\d.,]*) ?/ ?(\d[\d.,]*\d|\d)")  # "06/16 xã"
_LEFT = re.compile(r"(?<!\w)(?:chưa|còn|không đạt|trống|thiếu|khuyết)(?!\w)")
# "hồi chưa nhập tỉnh" tells when; what there still is after a merger is no remainder.
_UNMERGED = re.compile(
    r"(?<!\w)(?:chưa|chua)(?: bị| bi| được| duoc)?"
    r" (?:nhập|sáp nhập|hợp nhất|sắp xếp|nhap|sap nhap|hop nhat|sap xep)(?!\w)"
)
_MERGED = re.compile(
    r"(?<!\w)(?:sau|từ|tu)(?: khi| ngày| ngay)?"
    r" (?:nhập|sáp nhập|hợp nhất|sắp xếp|sap nhap|hop nhat|sap xep)(?!\w)"
)
_STILL_HAS = re.compile(r"(?:còn|con) (?:bao|mấy|may)")


def remainder(query: Query, passages: Passages) -> Answer | None:
    """What remains of a total or exceeds a plan; None if that is not asked or not known."""
    if query.frame.operation is not None or query.frame.why or query.frame.yes_no:
        return None
    key = _UNMERGED.sub(" ", query.frame.key)
    if query.frame.wanted is Wanted.LIST and not query.frame.units:
        return None  # which they are, not how many
    above = bool(ABOVE.search(key))
    left = _NOT_YET.search(key) or (not query.frame.marked and _NOT_YET_BARE.search(key))
    if left and _MERGED.search(key) and _STILL_HAS.match(left[0]):
        left = None
    if not above and not left:
        return None
    ranked = sorted(figure_candidates(query, passages), key=lambda c: -c.score)
    if not ranked:
        return None
    if left and not above and query.frame.wanted is Wanted.PERCENT:
        return None
    row = planned_row(query, ranked) if above else []
    if row:
        return against_plan(query, above_in_row(query, row))
    printed = told_excess(query, ranked) if above else _printed(query, ranked)
    if printed is not None:
        twin = printed_otherwise(query, ranked, printed)
        if twin is not None:
            return found(query, [printed, twin], several=True, disagree=True)
        return found(query, [printed])
    working = excess(query, ranked) if above else _left(query, ranked)
    return against_plan(query, computed(query, working)) if working else None


def _left(query: Query, ranked: Sequence[Candidate]) -> Working | None:
    return _of_fraction(query, ranked) or _vacant(query, ranked) or _not_done(query, ranked)


def _printed(query: Query, ranked: Sequence[Candidate]) -> Candidate | None:
    """The remainder as the report prints it: "còn 13 xã chưa đạt", "thiếu 05 người"."""
    top = ranked[0]
    for candidate in ranked[:20]:
        figure = candidate.figure
        if candidate.score < top.score - CLOSE:
            return None
        start, end = candidate.spans.window
        own = candidate.passage.text[start : min(end, candidate.end + 40)]
        if (
            figure is not None
            and figure.of is None
            and figure.kind is not FigureKind.RANK
            and candidate.share >= top.share - 0.2
            and _LEFT.search(own.lower())
            and not denial(query, candidate)
        ):
            return candidate
    return None


def _of_fraction(query: Query, ranked: Sequence[Candidate]) -> Working | None:
    """The fraction that fits nearly as well as the best figure, if one does."""
    top = ranked[0]
    for candidate in ranked:
        figure = candidate.figure
        if candidate.score < top.score - CLOSE:
            return None
        if (
            figure is None
            or figure.of is None
            or figure.kind is FigureKind.RANK
            or candidate.share < top.share - 0.15
            or denial(query, candidate) not in {"", "unit"}
        ):
            continue
        part = part_of(query, ranked, candidate)
        candidate = part or _furthest(query, candidate, ranked)
        figure = candidate.figure
        if figure is None or figure.of is None:
            continue
        value = figure.of - figure.value
        if value <= 0:
            return None
        parts = _FRACTION.search(figure.text)
        whole, part_ = (parts[2], parts[1]) if parts else (number(figure.of), number(figure.value))
        text = f"{whole} - {part_} = {number(value)} {figure.unit}"
        return Working(value, figure.unit, text.strip(), (candidate,), "Còn lại")
    return None


def _furthest(query: Query, best: Candidate, ranked: Sequence[Candidate]) -> Candidate:
    """Of several fractions of one total the one that goes furthest: what is left, is left then."""
    one = best.figure
    same = [
        c
        for c in ranked
        if c.figure is not None
        and one is not None
        and c.passage.id == best.passage.id
        and (c.figure.of, c.figure.base_unit) == (one.of, one.base_unit)
    ]
    return max(same, key=lambda c: c.figure.value if c.figure else 0, default=best)


def _vacant(query: Query, ranked: Sequence[Candidate]) -> Working | None:
    """Posts without the people who hold them: "19 biên chế (hiện có mặt 16 công chức)"."""
    if not _VACANT.search(query.frame.key):
        return None
    for candidate in ranked[:6]:
        figure = candidate.figure
        if figure is None or denial(query, candidate):
            continue
        for other in query.shelf.figures.get(candidate.passage.id, ()):
            gap = candidate.passage.text[figure.end : other.start]
            if 0 < len(gap) <= 60 and _PRESENT.search(gap.lower()) and other.value <= figure.value:
                value = figure.value - other.value
                text = f"{figure.text} - {other.text} = {number(value)} {figure.unit}"
                held = next(c for c in ranked if c.figure is other)
                return Working(value, figure.unit, text.strip(), (candidate, held), "Còn trống")
    return None


def _not_done(query: Query, ranked: Sequence[Candidate]) -> Working | None:
    """ "xử phạt 11,3 tỷ, đã nộp 11,1 tỷ": the total stands before what was done of it."""
    verb = re.search(r"(?<!\w)(?:chưa|chua)\s+(?:được\s+|duoc\s+)?([^\W\d_]+)", query.frame.key)
    if verb is None:
        return None
    for done in ranked[:5]:
        figure = done.figure
        window = canonical(done.passage.text[slice(*done.spans.window)])
        if figure is None or is_percent(figure) or denial(query, done):
            continue
        if f" {bare(verb[1])} " not in f" {bare(window)} ":
            continue
        wholes = [c for c in ranked if _is_total_of(query, c, done)]
        if wholes:
            whole = max(wholes, key=lambda c: c.start)
            return taken_away([whole, done], "Còn lại")
    return None


def _is_total_of(query: Query, whole: Candidate, done: Candidate) -> bool:
    one, two = whole.figure, done.figure
    if one is None or two is None or whole.passage.id != done.passage.id:
        return False
    same = one.base_unit == two.base_unit or same_kind(one.unit, two.unit, True)
    own = query.terms.share(query.scorer.span(whole.passage, whole.spans.window))
    return (
        same
        and whole.spans.sentence == done.spans.sentence
        and whole.end <= done.start
        and one.amount > two.amount
        and own >= 0.15
        and is_money(one) == is_money(two)
    )
