"""What remains: not yet done, still vacant, above or below a plan.

"1.375/1.717 vụ" leaves 342; "19 biên chế (hiện có mặt 16 công chức)" leaves 3; "107 theo
kế hoạch … đã rà soát 111" is 4 more. If the report prints the remainder, that is the answer.

What this module does not know: sums and differences that are asked for by name (``derive.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from answer.candidate import Candidate
from answer.compose import found
from answer.denial import denial
from answer.figure_match import figure_candidates
from answer.frame import Wanted
from answer.query import Query
from answer.scope import name_key
from answer.several import printed_otherwise
from answer.units import is_money, is_percent, same_kind
from answer.whole import part_of
from answer.working import Working, computed, number, same_unit, taken_away
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
_ABOVE = re.compile(
    r"(?<!\w)(?:vượt|hụt|thiếu|không đạt|vuot|hut|cao hơn|thấp hơn|nhiều hơn|ít hơn)"
    r"(?: [^\W\d_]+){0,8}? (?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|ke hoach|chi tieu|muc tieu"
    r"|du toan)(?!\w)"
    r"|(?:so với|so voi) (?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|ke hoach|chi tieu|muc tieu|du toan)"
)
_PLAN = re.compile(r"(?<!\w)(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|được giao|giao)(?!\w)")
_OF_PLAN = re.compile(r"(?:so với |bằng |đạt )?[^,;]{0,12}(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)")
_KIND = re.compile(r"^(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh) ")
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
CLOSE = 0.7  # by score: a figure that fits nearly as well as the best one


def remainder(query: Query, passages: Passages) -> Answer | None:
    """What remains of a total or exceeds a plan; None if that is not asked or not known."""
    if query.frame.operation is not None or query.frame.why or query.frame.yes_no:
        return None
    key = _UNMERGED.sub(" ", query.frame.key)
    if query.frame.wanted is Wanted.LIST and not query.frame.units:
        return None  # which they are, not how many
    above = bool(_ABOVE.search(key))
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
    row = _named_row(query, ranked) if above else []
    if row:
        return _above_in_row(query, row)
    printed = _told(query, ranked) if above else _printed(query, ranked)
    if printed is not None:
        twin = printed_otherwise(query, ranked, printed)
        if twin is not None:
            return found(query, [printed, twin], several=True, disagree=True)
        return found(query, [printed])
    working = _excess(query, ranked) if above else _left(query, ranked)
    return computed(query, working) if working else None


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


def _excess(query: Query, ranked: Sequence[Candidate]) -> Working | None:
    """What was done without what was planned, or a percentage of a plan above a hundred."""
    top = ranked[0]
    near = [c for c in ranked if c.score >= top.score - CLOSE and c.figure is not None]
    if _asks_percent(query):
        return _percent_above(query, near)
    asked = [c for c in near if denial(query, c) not in {"weak", "place", "year"}]
    return _done_without_plan(near, asked)


def _done_without_plan(near: Sequence[Candidate], plans: Sequence[Candidate]) -> Working | None:
    """The first two that are a plan and what was done of it, the better fitting ones first."""
    for plan in plans:
        if not _is_plan(plan):
            continue
        for done in near:
            if done is plan or _is_plan(done) or not _side_by_side(plan, done):
                continue
            assert done.figure is not None
            assert plan.figure is not None
            if done.figure.kind in {FigureKind.CHANGE, FigureKind.RANK}:
                continue
            more = done.figure.amount >= plan.figure.amount
            pair = [done, plan]
            return taken_away(pair, "Vượt" if more else "Còn thiếu so với kế hoạch")
    return None


def _named_row(query: Query, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The cells of the table row that the question names as a place, in a table of plans."""
    for candidate in ranked:
        row, figure = candidate.passage.row, candidate.figure
        if row is None or figure is None or figure.kind is not FigureKind.PLAN:
            continue
        label = name_key(row.label)
        places = (_KIND.sub("", name) for name in query.scope.names)
        if query.scope.of_another_kind(label) or not label.strip():
            continue
        if any(f" {place} " in label for place in places):
            return [c for c in ranked if c.passage.id == candidate.passage.id]
    return []


def _above_in_row(query: Query, row: Sequence[Candidate]) -> Answer | None:
    """By how much one row's result is above or below its plan; below is told as printed."""
    if not _asks_percent(query):
        # The row is named, so each of its cells counts however well it fits the question alone.
        working = None if all(denial(query, c) for c in row) else _done_without_plan(row, row)
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


def _told(query: Query, ranked: Sequence[Candidate]) -> Candidate | None:
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
            and (_ABOVE.search(before) or _PLAN.search(before))
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
    if not same_unit([plan, done]) or is_percent(plan.figure):  # type: ignore[arg-type]
        return False
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
