"""What is above or below a plan: "107 theo kế hoạch … đã rà soát 111" is 4 more.

In prose, in a row of a table of plans, or as a percentage of the plan above a hundred; told as
printed where the report prints it. What this module does not know: whether that is asked, and
what is left of a total (``remainder.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from answer.candidate import Candidate
from answer.compose import found
from answer.denial import denial
from answer.frame import Wanted
from answer.query import Query
from answer.row_words import another_place
from answer.scope import name_key
from answer.units import is_percent
from answer.working import Working, computed, number, same_unit, taken_away
from ingest.report import Answer, FigureKind
from ingest.text import bare, canonical

FAR = 5  # times: no plan is so far from what came of it
CLOSE = 0.7  # by score: a figure that fits nearly as well as the best one
ABOVE = re.compile(
    r"(?<!\w)(?:vượt|hụt|thiếu|không đạt|vuot|hut|cao hơn|thấp hơn|nhiều hơn|ít hơn)"
    r"(?: [^\W\d_]+){0,8}? (?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|ke hoach|chi tieu|muc tieu"
    r"|du toan)(?!\w)"
    r"|(?:so với|so voi) (?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|ke hoach|chi tieu|muc tieu|du toan)"
)
_PLAN = re.compile(r"(?<!\w)(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|được giao|giao)(?!\w)")
_OF_PLAN = re.compile(r"(?:so với |bằng |đạt )?[^,;]{0,12}(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)")
_EARLIER = re.compile(r"(?<!\w)(?:cùng kì|kì trước|năm trước|năm ngoái|năm (?:19|20)\d\d)(?!\w)")
_KIND = re.compile(r"^(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh) ")


def excess(query: Query, ranked: Sequence[Candidate]) -> Working | None:
    """What was done without what was planned, or a percentage of a plan above a hundred."""
    top = ranked[0]
    near = [c for c in ranked if c.score >= top.score - CLOSE and c.figure is not None]
    if _asks_percent(query):
        return _percent_above(query, near)
    asked = [c for c in near if denial(query, c) not in {"weak", "place", "year"}]
    return _done_without_plan(near, asked, ranked)


def _done_without_plan(
    near: Sequence[Candidate], plans: Sequence[Candidate], ranked: Sequence[Candidate]
) -> Working | None:
    """The first two that are a plan and what was done of it, the better fitting ones first.

    What the plan's own sentence says was done is taken however well it fits by itself.
    """
    for plan in plans:
        if not _is_plan(plan):
            continue
        beside = [c for c in ranked if c.figure is not None and _in_one_sentence(plan, c)]
        for done in (*beside, *near):
            if done is plan or _is_plan(done) or not _side_by_side(plan, done):
                continue
            assert done.figure is not None
            assert plan.figure is not None
            if done.figure.kind in {FigureKind.CHANGE, FigureKind.RANK}:
                continue
            if _before(done):
                continue
            if done.features["part"] > plan.features["part"]:
                continue  # of one place only, beside the plan of all
            more = done.figure.amount >= plan.figure.amount
            pair = [done, plan]
            return taken_away(pair, "Vượt" if more else "Còn thiếu so với kế hoạch")
    return None


def _in_one_sentence(one: Candidate, other: Candidate) -> bool:
    return one.passage.id == other.passage.id and one.spans.sentence == other.spans.sentence


def _before(candidate: Candidate) -> bool:
    """Whether a figure in a bracket is of an earlier time: "so với cùng kỳ (2.500 tỷ đồng)"."""
    if candidate.spans.head is None:
        return False
    text = candidate.passage.text
    opening = text.rfind("(", 0, candidate.start)
    around = f"{text[max(opening - 16, 0) : opening]} {text[opening + 1 : candidate.start]}"
    return _EARLIER.search(canonical(around)) is not None


def planned_row(query: Query, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The cells of the table row that the question names as a place, in a table of plans."""
    for candidate in ranked:
        row, figure = candidate.passage.row, candidate.figure
        if row is None or figure is None or figure.kind is not FigureKind.PLAN:
            continue
        label = name_key(row.label)
        places = (_KIND.sub("", name) for name in query.scope.names)
        if another_place(query, candidate.passage) or not label.strip():
            continue
        if any(f" {place} " in label for place in places):
            return [c for c in ranked if c.passage.id == candidate.passage.id]
    return []


def above_in_row(query: Query, row: Sequence[Candidate]) -> Answer | None:
    """By how much one row's result is above or below its plan; below is told as printed."""
    if not _asks_percent(query):
        # The row is named, so each of its cells counts however well it fits the question alone.
        working = None if all(denial(query, c) for c in row) else _done_without_plan(row, row, row)
        return computed(query, working) if working else None
    for candidate in row:
        figure = candidate.figure
        if figure is None or not is_percent(figure) or figure.kind is not FigureKind.SHARE:
            continue
        if figure.value <= 100:
            return found(query, [candidate])
        value = figure.value - Decimal(100)
        printed = figure.text if "%" in figure.text else f"{figure.text}%"
        text = f"{printed} - 100 = {number(value)}%"
        return computed(query, Working(value, "%", text, (candidate,), "Vượt"))
    return None


def told_excess(query: Query, ranked: Sequence[Candidate]) -> Candidate | None:
    """By how much, as the report prints it: "thấp hơn mục tiêu 1,96 triệu đồng"."""
    top = ranked[0]
    percent = _asks_percent(query)
    for candidate in ranked[:20]:
        figure = candidate.figure
        if figure is None or candidate.score < top.score - 2 * CLOSE:
            continue
        before = candidate.passage.text[candidate.spans.window[0] : candidate.start].lower()
        if (
            figure.kind is FigureKind.CHANGE
            and (ABOVE.search(before) or _PLAN.search(before))
            and (not query.frame.units or not percent or "%" in figure.text)
            and candidate.share >= top.share - 0.2
            and denial(query, candidate) in {"", "unit"}
        ):
            return candidate
    return None


def _asks_percent(query: Query) -> bool:
    return query.frame.wanted is Wanted.PERCENT or "phan tram" in bare(query.frame.key)


def _is_plan(candidate: Candidate) -> bool:
    assert candidate.figure is not None
    start, end = candidate.spans.window
    window = candidate.passage.text[start:end].lower()
    before = candidate.passage.text[max(candidate.start - 24, 0) : candidate.start].lower()
    if candidate.passage.row is not None:
        return candidate.figure.kind is FigureKind.PLAN
    if before.endswith("("):
        return bool(_PLAN.search(before))
    return candidate.figure.kind is FigureKind.PLAN or bool(_PLAN.search(window))


def _side_by_side(plan: Candidate, done: Candidate) -> bool:
    one, other = plan.figure, done.figure
    if one is None or other is None or not same_unit([plan, done]) or is_percent(one):
        return False
    if not one.amount / FAR <= other.amount <= one.amount * FAR:
        return False  # the plan of one thing, the result of another
    return plan.passage.id == done.passage.id or plan.passage.parent == done.passage.parent


def _percent_above(query: Query, near: Sequence[Candidate]) -> Working | None:
    for candidate in near:
        figure = candidate.figure
        assert figure is not None
        behind = candidate.passage.text[figure.end : figure.end + 40]
        if not is_percent(figure) or not _OF_PLAN.match(behind.lower().lstrip(" ")):
            continue
        if denial(query, candidate) in {"", "unit"} and figure.value > 100:
            value = figure.value - Decimal(100)
            text = f"{figure.text} - 100 = {number(value)}%"
            return Working(value, "%", text, (candidate,), "Vượt")
    return None
