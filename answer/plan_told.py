"""The plan, the result and their share of one row, where a question asks for them together.

"Kế hoạch bao nhiêu, làm được bao nhiêu?", "so với dự toán HĐND giao thì thế nào?" want the two
cells side by side as printed, and the percentage between them if the row prints it.

What this module does not know: plans in sentences (``compared.py``), by how much a result is
above its plan (``row_remainder.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.cells import column_fit
from answer.compose import found
from answer.figure_match import figure_candidate
from answer.query import Query
from answer.row_words import named_rows
from answer.series_items import unit_key
from answer.units import is_percent
from index.tokens import units
from ingest.report import REACHED, Answer, Figure, FigureKind, Passage
from ingest.text import bare

_PLAN = r"(?:ke hoach|chi tieu|muc tieu|du toan)"
_MANY = r"(?:bao nhieu|may)"
_PLAN_ASKED = re.compile(rf"(?<!\w){_PLAN}(?: [^\W\d_]+){{0,5}}? {_MANY}(?!\w)")
_ASKED = re.compile(rf"(?<!\w){_MANY}(?!\w)")
_AGAINST = re.compile(
    rf"(?<!\w)so (?:sanh )?voi (?:muc |so |con so )?(?:{_PLAN}|[^,?]{{2,30}}? giao)(?!\w)"
    r"[^,?]*(?:the nao|ra sao)"
)
_COMPUTED = re.compile(r"(?<!\w)(?:chenh|hon|kem|hut|vuot|thieu|cong|tong cong)(?!\w)")
MOSTLY = 0.6  # the part of a row's label that is to be said where the plan is asked for by name


def plan_told(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer | None:
    """Plan and result of the row that the question names; None if not asked for together."""
    frame, key = query.frame, bare(query.frame.key)
    against = bool(_AGAINST.search(key))
    plans = len(_PLAN_ASKED.findall(key))
    asked = 0 < plans < len(_ASKED.findall(key))
    if not (against or asked) or frame.why or frame.operation or _COMPUTED.search(key):
        return None
    best: tuple[float, Passage, float, list[Figure]] | None = None
    for passage, score, said in named_rows(query, passages, 1 if against else MOSTLY):
        cells = _cells(query, passage)
        if cells and (best is None or said + 0.3 * score > best[0]):
            best = (said + 0.3 * score, passage, score, cells)
    if best is None:
        return None
    _, passage, score, cells = best
    return found(query, [figure_candidate(query, passage, cell, score, False) for cell in cells])


def _cells(query: Query, passage: Passage) -> list[Figure]:
    """The plan that the question means, what came of it, and the share; [] if that is not plain."""
    figures = query.shelf.figures.get(passage.id, ())
    plans = sorted(
        (f for f in figures if f.kind is FigureKind.PLAN), key=lambda f: -column_fit(query, f)
    )
    if not plans or (len(plans) > 1 and column_fit(query, plans[0]) <= column_fit(query, plans[1])):
        return []
    plan = plans[0]
    done = [
        f
        for f in figures
        if f.kind in REACHED and unit_key(f) == unit_key(plan) and f.period == plan.period
    ]
    if len(done) != 1:
        return []
    shares = [f for f in figures if f.kind is FigureKind.SHARE and f.period == plan.period]
    if is_percent(plan):
        shares = []  # of a percentage the share of the plan is told apart from it nowhere
    share = max(shares, key=lambda f: len(_words(f) & _words(plan)), default=None)
    if len(shares) > 1 and share is not None and not _words(share) & _words(plan):
        share = None
    return [plan, done[0], *([share] if share is not None else [])]


def _words(figure: Figure) -> set[str]:
    return {word for word in units(figure.column) if not word[0].isdigit()}
