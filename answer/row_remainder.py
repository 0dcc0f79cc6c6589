"""What one row of a table leaves: above or below its plan, or not yet done of its total.

"Dự toán – HĐND giao 90,0 | Ước thực hiện 75,5" leaves 14,5 short; "Tổng số hộ 1.250 | Số hộ
đạt 1.100" leaves 150 that have not. The row must be named, and which plan is meant is told by
the words of its column.

What this module does not know: remainders of sentences (``remainder.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.cells import column_fit
from answer.contradicted import against_plan
from answer.figure_match import figure_candidate
from answer.frame import Wanted
from answer.query import Query
from answer.row_words import label_words, named_rows, part_said
from answer.series_items import unit_key
from answer.series_tables import is_total
from answer.units import is_percent
from answer.working import Working, computed, taken_away
from index.tokens import units
from ingest.report import REACHED, Answer, Figure, FigureKind, Passage
from ingest.text import bare

Passages = Sequence[tuple[Passage, float]]
_PLAN = r"(?:ke hoach|chi tieu|muc tieu|du toan)"
_APART = r"(?:vuot|hut|thieu|khong dat|cao hon|thap hon|nhieu hon|it hon|chenh)"
_ABOVE = re.compile(
    rf"(?<!\w){_APART}(?!\w)[^?]{{0,60}}(?<!\w){_PLAN}(?!\w)|(?<!\w)so voi {_PLAN}(?!\w)"
)
_HOW_MUCH = re.compile(r"(?<!\w)(?:bao nhieu|may)(?!\w)")
_NOT_YET = re.compile(
    r"(?<!\w)(?:chưa|còn lại|con lai)(?!\w)|(?<!\w)chua (?:dat|duoc|co|hoan|xong)"
)
# "mấy tấn thủy sản" means the row "Sản lượng thủy sản".


def row_remainder(query: Query, passages: Passages) -> Answer | None:
    """The computed remainder; None if none is asked for, or the cells are not plain."""
    frame, key = query.frame, bare(query.frame.key)
    if frame.operation is not None or frame.why or frame.yes_no or not _HOW_MUCH.search(key):
        return None
    if frame.wanted is Wanted.PERCENT or "phan tram" in key or "%" in key:
        return None
    above, left = bool(_ABOVE.search(key)), bool(_NOT_YET.search(frame.key))
    if not above and not left:
        return None
    best: tuple[float, Working] | None = None
    for passage, score, said in named_rows(query, passages, 1):
        working = _of_plan(query, passage, score) if above else _of_total(query, passage, score)
        if working is not None and (best is None or said + 0.3 * score > best[0]):
            best = (said + 0.3 * score, working)
    return against_plan(query, computed(query, best[1])) if best is not None else None


def _of_plan(query: Query, passage: Passage, score: float) -> Working | None:
    """What came of it beside the plan that the question means; None if two plans fit alike."""
    figures = [f for f in query.shelf.figures.get(passage.id, ()) if not is_percent(f)]
    plans = [f for f in figures if f.kind is FigureKind.PLAN]
    ranked = sorted(plans, key=lambda plan: -column_fit(query, plan))
    if not ranked or (
        len(ranked) > 1 and column_fit(query, ranked[0]) <= column_fit(query, ranked[1])
    ):
        return None
    plan = ranked[0]
    done = [
        f
        for f in figures
        if f.kind in REACHED and unit_key(f) == unit_key(plan) and f.period == plan.period
    ]
    if len(done) != 1 or done[0].amount == plan.amount:
        return None
    word = "vượt" if done[0].amount > plan.amount else "còn thiếu so với"
    label = passage.row.label if passage.row else ""
    about = f"{label} {word} “{plan.column}”"
    return _between(query, passage, score, (done[0], plan), about)


def _of_total(query: Query, passage: Passage, score: float) -> Working | None:
    """The total of a group of columns without what was done of it; the group must be named."""
    for total in query.shelf.figures.get(passage.id, ()):
        group, _, head = total.column.rpartition(" – ")
        if not is_total(head) or total.kind is not FigureKind.ACTUAL or is_percent(total):
            continue
        if not group or part_said(query, label_words(group)) < 1:
            continue
        parts = [
            f
            for f in query.shelf.figures.get(passage.id, ())
            if f is not total
            and f.column.rpartition(" – ")[0] == group
            and not is_percent(f)
            and f.amount < total.amount
            and _has_verb(query, f)
        ]
        counted = set(query.frame.units[0].split()[:1]) if query.frame.units else set()
        if len(parts) == 1 and (not counted or counted & set(units(head)) or not total.unit):
            return _between(query, passage, score, (total, parts[0]), "Còn lại")
    return None


def _has_verb(query: Query, figure: Figure) -> bool:
    """Whether a column says what the question says is not yet so ("chưa đạt": "Số hộ đạt")."""
    verb = re.search(r"(?<!\w)chua (?:duoc |co )?([^\W\d_]+)", bare(query.frame.key))
    head = bare(" ".join(units(figure.column.rpartition(" – ")[2])))
    if re.search(r"(?<!\w)(?:chua|khong)(?!\w)", head):
        return False
    return verb is not None and f" {verb[1]} " in f" {head} "


def _between(
    query: Query, passage: Passage, score: float, pair: tuple[Figure, Figure], about: str
) -> Working | None:
    cells = [figure_candidate(query, passage, figure, score, False) for figure in pair]
    return taken_away(cells, about)
