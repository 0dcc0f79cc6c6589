"""Last year's figure, worked back from this year's and the change: 592 now, 136 fewer.

Only where the report prints the change in the same unit (not in percent) beside this year's
figure, and prints no figure of the year that is asked for. The answer says it is computed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.candidate import Candidate
from answer.compose import found
from answer.denial import denial, direction
from answer.figure_match import figure_candidate, figure_candidates
from answer.frame import Operation
from answer.query import Query
from answer.series_items import unit_key
from answer.units import is_percent
from answer.working import Working, computed, number
from index.tokens import units
from ingest.report import REACHED, Answer, Figure, FigureKind, Passage

_AGAINST = re.compile(r"so với (?:[^,;.()]{0,60}?năm )?(?:cùng kỳ )?(?:(\d{4})|trước|ngoái)")
_RISE = frozenset({"tăng", "giảm", "so", "với", "năm", "số", "thêm", "bớt", "cùng", "kì"})
# "năm ngoái", "suy từ báo cáo": when, and from what it is to be taken.
_WHENCE = frozenset(["ngoai", "truoc", "roi", "qua", "suy", "bao", "cao", "theo", "tinh", "nguoc"])
# "xảy ra", "ghi nhận", "tổng", "trên địa bàn": said of any figure, and printed of few.
_FRAMING = frozenset(
    [
        "xay",
        "ra",
        "ghi",
        "nhan",
        "phat",
        "sinh",
        "tong",
        "toan",
        "dia",
        "ban",
        "ca",
        "so",
        "luong",
        "cung",
        "ky",
    ]
)
# "(cùng kỳ 940)", "so với cùng kỳ (2.150 con)": the year before that of the report.
_BEFORE = r"(?:cùng kỳ|cùng kì|kỳ trước|kì trước|năm (?:học )?(?:trước|ngoái))"
_BEFORE_BRACKET = re.compile(rf"\(\s*{_BEFORE}|{_BEFORE} \(", re.I)
_OWN_BASE = re.compile(rf"[^();]*(?:\(\s*{_BEFORE}|[^();]*{_BEFORE} \()[^\d()]*([^()]*)\)", re.I)
WEIGHTY = 0.15  # lighter words do not change what is asked
OPEN = 0.1  # the share of the question in weighty words that stand nowhere near
SURE = 0.5  # the share of the change's own words that this year's figure has too


def base_year(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer | None:
    """The computed figure of an earlier year; None if it is printed, or cannot be computed."""
    frame = query.frame
    if (
        frame.operation not in {None, Operation.SUM}
        or direction(frame.key)
        or not any(_may_tell(query, passages, year) for year in query.scope.years)
    ):
        return None
    candidates = sorted(figure_candidates(query, passages), key=lambda c: -c.score)
    if not candidates:
        return None
    for year in query.scope.years:
        if any(_printed(query, c, year, candidates[0].score) for c in candidates):
            continue
        printed = _in_bracket(query, candidates, year)
        if printed is not None:
            return printed
        for change in candidates[:40]:
            now = _this_year(query, change, candidates, year)
            if now is not None:
                return computed(query, _worked_back(now, change, year))
    return None


def _may_tell(query: Query, passages: Sequence[tuple[Passage, float]], year: str) -> bool:
    """Whether a change is printed anywhere, or that year with something in brackets behind it."""
    shelf = query.shelf.figures
    return any(
        passage.id in shelf
        and (
            f"năm {year} (" in passage.text
            or (_BEFORE_BRACKET.search(passage.text) and _is_last(query, passage, year))
            or ("so với" in passage.text.lower() and any(map(_is_change, shelf[passage.id])))
        )
        for passage, _ in passages
    )


def _is_last(query: Query, passage: Passage, year: str) -> bool:
    """Whether a year is the one before that of the passage's report."""
    return str((query.shelf.report_of(passage).year or 0) - 1) == year


def _is_change(figure: Figure) -> bool:
    return figure.kind is FigureKind.CHANGE and not is_percent(figure) and figure.of is None


def _printed(query: Query, candidate: Candidate, year: str, top: float) -> bool:
    """Whether a figure of that very year answers."""
    figure = candidate.figure
    assert figure is not None
    return (
        figure.period == year
        and figure.kind is not FigureKind.CHANGE
        and candidate.score >= top - 0.8
        and not denial(query, candidate)
    )


def _this_year(
    query: Query, change: Candidate, candidates: Sequence[Candidate], year: str
) -> Candidate | None:
    """The figure that changed so, in the change's passage; None if the change is another's."""
    figure = change.figure
    assert figure is not None
    if not _is_change(figure):
        return None
    report = query.shelf.report_of(change.passage)
    against = _AGAINST.search(change.passage.text[slice(*change.spans.sentence)].lower())
    if against is None or (against[1] or str((report.year or 0) - 1)) != year:
        return None
    if not direction(change.passage.text[slice(*change.spans.window)]):
        return None
    own = [
        c
        for c in candidates
        if c.passage.id == change.passage.id
        and c.spans.sentence == change.spans.sentence
        and c.end <= change.start
        and c.figure is not None
        and _one_unit(c.figure, figure)
        and c.figure.kind in REACHED
        and c.figure.period != year
    ]
    same = [c for c in own if len(own) == 1 or _alike(figure, c)]
    asked = [c for c in same if denial(query, c) in {"", "year"} and _speaks(query, c)]
    best = max(asked, key=lambda c: c.score, default=None)
    if best is None or (len(own) > 1 and best is not max(own, key=lambda c: c.score)):
        return None
    return best


def _speaks(query: Query, candidate: Candidate) -> bool:
    """Whether the figure's own sentence speaks of all that is asked, not of a like matter."""
    inner = query.scorer.inner(candidate.passage, candidate.spans)
    weights = query.terms.weights
    rows = zip(query.terms.bare, weights, inner, strict=True)
    owner = query.scorer.zone(query.shelf.context(candidate.passage).report)
    open_ = sum(
        w
        for (s, w, c), own in zip(rows, owner, strict=True)
        if c < 0.4 and own < 0.4 and w >= WEIGHTY and s not in _WHENCE | _FRAMING
    )
    return open_ <= OPEN * query.terms.total


def _one_unit(now: Figure, change: Figure) -> bool:
    """The same unit; a change of "94,94 triệu đồng/người" may be printed as "triệu đồng"."""
    if unit_key(now) == unit_key(change):
        return True
    return now.base_unit.split("/")[0] == change.base_unit.split("/")[0] != ""


def _alike(change: Figure, now: Candidate) -> bool:
    """Whether the words that the change counts stand at this year's figure too."""
    said = set(units(change.label)) - _RISE - set(units(change.unit))
    window = now.passage.text[slice(*now.spans.window)]
    figure = now.figure
    assert figure is not None
    there = set(units(f"{window} {figure.label}"))
    return bool(said) and len(said & there) / len(said) >= SURE


def _in_bracket(query: Query, candidates: Sequence[Candidate], year: str) -> Answer | None:
    """ "tăng 04 bậc so với năm 2020 (84,12 điểm, hạng 09/19)": the base, as it is printed."""
    for now in candidates[:12]:
        if denial(query, now) not in {"", "year"} or now.figure is None or not _speaks(query, now):
            continue
        span = _bracket(query, now, year)
        if span is None:
            continue
        for figure in query.shelf.figures.get(now.passage.id, ()):
            # "960 Lao động tiên tiến (cùng kỳ 940)": the noun is not said again.
            plain = not figure.unit and not is_percent(now.figure)
            alike = unit_key(figure) == unit_key(now.figure) and figure.of == now.figure.of
            if span[0] <= figure.start < span[1] and (alike or plain):
                return _told_base(query, now, figure, span, year)
    return None


def _told_base(
    query: Query, now: Candidate, figure: Figure, span: tuple[int, int], year: str
) -> Answer:
    """The base alone; with the figure before it where only that one says what is counted."""
    text = now.passage.text
    answer = found(query, [figure_candidate(query, now.passage, figure, 0.0, False)])
    if not figure.unit and not is_percent(figure):
        return replace(answer, text=f"{text[now.start : span[1]]}).")
    dated = text[: span[0]].endswith(f"năm {year} (")
    return replace(
        answer, text=f"{f'Năm {year}' if dated else 'Cùng kỳ năm trước'}: {figure.text}."
    )


def _bracket(query: Query, now: Candidate, year: str) -> tuple[int, int] | None:
    """Where the base stands: the inside of the first bracket behind a figure that says so."""
    text, (_, end) = now.passage.text, now.spans.sentence
    base = re.compile(rf"năm {year} \(([^()]*)\)").search(text, now.end, end)
    if base is not None or not _is_last(query, now.passage, year):
        return base.span(1) if base is not None else None
    base = _OWN_BASE.match(text, now.end, end)
    if base is None:
        return None
    between = [
        figure
        for figure in query.shelf.figures.get(now.passage.id, ())
        if now.end <= figure.start < base.start(1)
    ]  # nothing but the change itself and its share of a plan
    own = all(f.kind is FigureKind.CHANGE or is_percent(f) for f in between)
    return base.span(1) if own else None


def _worked_back(now: Candidate, change: Candidate, year: str) -> Working:
    one, two = now.figure, change.figure
    assert one is not None
    assert two is not None
    rose = direction(change.passage.text[slice(*change.spans.window)]) > 0
    sign = "-" if rose else "+"
    value = (one.amount - two.amount if rose else one.amount + two.amount) / one.factor
    text = f"{one.text} {sign} {two.text} = {number(value)} {one.unit}".strip()
    return Working(value, one.unit, text, (now, change), f"Năm {year} (tính ngược từ mức thay đổi)")
