"""By how much something rose or fell, where the report prints it or the figure it rose from.

"19 ca, giảm 14 ca so với cùng kỳ": the change stands behind the figure. "07 vụ (năm trước 11
vụ)", "tăng 3% so với năm 2022 (40 tỷ đồng)": it is computed from the figure in the bracket.

What this module does not know: comparisons of two places or two named years (``derive.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.candidate import Candidate
from answer.compose import found
from answer.contradicted import against_direction
from answer.denial import denial, direction
from answer.figure_match import figure_candidate, figure_candidates, wants_figure
from answer.query import Query
from answer.series_items import unit_key
from answer.units import is_percent
from answer.working import computed, same_unit, taken_away
from answer.years import asks_points, percentages
from ingest.report import REACHED, Answer, Figure, FigureKind, Passage
from ingest.text import canonical

_BY_HOW_MUCH = re.compile(
    r"(?<!\w)(?:tăng|giảm|hơn|kém|hụt|sụt|nhích|ít hơn|tang|giam|hon|kem|hut|sut|nhich)(?!\w)"
    r"(?! (?:cường|trưởng|nghèo|thiểu|cuong|truong|ngheo|thieu))"
    r"[^?]{0,60}?(?:bao nhiêu|mấy|bao nhieu|may)(?!\w)"
)
_PLAN = re.compile(r"(?<!\w)(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|ke hoach|chi tieu|du toan)(?!\w)")
_BASE = re.compile(
    r"(?<!\w)(?:năm|cùng kì|kì trước|đầu năm|quý|tháng|kế hoạch|chỉ tiêu|dự toán)(?!\w)"
)
_OF_BEFORE = re.compile(r"\s*(?:cùng kì|kì trước|năm (?:trước|ngoái|(?:19|20)\d\d))[^,;]*$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
ROSE = "Tăng"
CLOSE = 0.5  # by score: how much worse than the best figure the one that changed may fit
REACH = 70  # characters between a figure and what it changed by or from
Passages = Sequence[tuple[Passage, float]]


def asks_by_how_much(query: Query) -> bool:
    """Whether a question asks by how much something rose or fell, but not against a plan."""
    key = query.frame.key
    return bool(_BY_HOW_MUCH.search(key)) and not _PLAN.search(key)


def change(query: Query, passages: Passages) -> Answer | None:
    """The change as printed or computed; None if none is asked for or known."""
    frame = query.frame
    if frame.operation is not None or frame.yes_no or frame.why or len(query.scope.names) > 1:
        return None
    if not wants_figure(query) or not _BY_HOW_MUCH.search(frame.key):
        return None
    asked = percentages(query) if asks_points(query) else query
    ranked = sorted(figure_candidates(asked, passages), key=lambda c: -c.score)
    for now in ranked[:8]:
        if now.score < ranked[0].score - CLOSE:
            return None
        if now.figure is None or now.figure.kind is FigureKind.CHANGE or denial(asked, now):
            continue
        if _is_base(now):
            continue
        printed = _printed(query, now)
        if printed is not None:
            return found(query, [printed])
        base = _base(query, now)
        working = taken_away([now, base], _about(now, base)) if base is not None else None
        answer = computed(query, working) if working is not None else None
        return against_direction(query, answer, _about(now, base) == ROSE) if base else None
    return None


def _behind(query: Query, now: Candidate) -> list[Figure]:
    """The figures of the sentence behind a figure, up to the next one that stands for itself."""
    found_: list[Figure] = []
    end = now.spans.sentence[1]
    for figure in query.shelf.figures.get(now.passage.id, ()):
        if figure.start < now.end or figure.start >= end:
            continue
        gap = now.passage.text[now.end : figure.start]
        if ";" in re.sub(r"\([^)]*\)?", "", gap) or figure.start - now.end > 2 * REACH:
            break
        found_.append(figure)
    return found_


def _printed(query: Query, now: Candidate) -> Candidate | None:
    """The change right behind, in the unit and direction asked for."""
    assert now.figure is not None
    asked = direction(query.frame.key)
    for figure in _behind(query, now):
        if figure.kind is not FigureKind.CHANGE or figure.start - now.end > REACH:
            continue
        points = "điểm" in figure.unit
        fits = points if is_percent(now.figure) else unit_key(figure) == unit_key(now.figure)
        if not fits or _PLAN.search(query.frame.key):
            continue
        candidate = figure_candidate(query, now.passage, figure, 0.0, False)
        said = direction(now.passage.text[now.end : figure.end])
        return candidate if not asked or not said or asked == said else None
    return None


def _base(query: Query, now: Candidate) -> Candidate | None:
    """The figure in a bracket behind that says from what it changed."""
    plan = bool(_PLAN.search(query.frame.key))
    for figure in _behind(query, now):
        if _another(now, figure):
            return None
        candidate = figure_candidate(query, now.passage, figure, 0.0, False)
        text = now.passage.text
        if candidate.spans.head is None or not same_unit([now, candidate]):
            continue
        start = max(text.rfind(mark, now.end, figure.start) for mark in ("(", ";"))
        own = canonical(text[start + 1 : figure.start])
        if not own.strip():  # "so với năm 2022 (40 tỷ đồng)"
            own = canonical(text[max(now.end, start - 40) : start])
        if _BASE.search(own) and bool(_PLAN.search(own)) == plan:
            years = set(_YEAR.findall(query.frame.key)) - {str(_year(query, now))}
            if not years or years & set(_YEAR.findall(own)):
                return candidate
    return None


def _another(now: Candidate, figure: Figure) -> bool:
    """Whether a figure behind is of another thing, so that what follows it is its own.

    "21/46 xã đạt chuẩn nâng cao (năm 2022: 17 xã), 07/46 xã kiểu mẫu (năm 2022: 03 xã)".
    """
    assert now.figure is not None
    gap = now.passage.text[now.end : figure.start]
    outside = gap.count("(") <= gap.count(")")
    counted = figure.kind in REACHED
    return outside and counted and unit_key(figure) == unit_key(now.figure)


def _is_base(now: Candidate) -> bool:
    """Whether a figure only stands in a bracket to say from what another one changed."""
    if now.spans.head is None:
        return False
    opening = now.passage.text.rfind("(", 0, now.start)
    return bool(_OF_BEFORE.match(canonical(now.passage.text[opening + 1 : now.start])))


def _year(query: Query, now: Candidate) -> int | None:
    return query.shelf.report_of(now.passage).year


def _about(now: Candidate, base: Candidate) -> str:
    assert now.figure is not None
    assert base.figure is not None
    return ROSE if now.figure.amount >= base.figure.amount else "Giảm"
