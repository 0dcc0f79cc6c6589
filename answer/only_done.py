"""A plan is asked for, and the place that fits best prints what was done.

"Dự toán thu năm 2024 là bao nhiêu?" is not answered by what came in: another place may print
the plan; else what was done is told as near, not as the answer. A figure counts as planned
where its own words, its column or its heading speak of a plan or of work still to do.

What this module does not know: plan and result asked for together (``plan_told.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.candidate import Candidate
from answer.denial import denial
from answer.frame import Wanted
from answer.query import Query
from ingest.report import REACHED, FigureKind
from ingest.text import bare

NEARLY = 0.7  # how much worse the place with the plan may fit than the one with the result
# The question opens with the plan and asks how much it is, not what came of it. "Kế hoạch vốn"
# is the money itself, "kế hoạch nào" a document.
_PLAN_ASKED = re.compile(
    r"(?:chi tieu|ke hoach|muc tieu|du toan) (?!(?:nao|gi|so|nay|quoc gia|von)(?!\w))"
    r"(?!.*(?<!\w)(?:dat|vuot|thuc hien|hoan thanh|so voi|ban hanh|phan tram)(?!\w))"
    r".*(?<!\w)(?:bao nhieu|may)(?!\w)"
)
_PLAN = re.compile(
    r"(?<!\w)(?:ke hoach|chi tieu|muc tieu|du toan|giao|phan dau|du kien|nhiem vu|phuong huong"
    r"|kh|dt|se|de ra|dang ky|giai doan)(?!\w)"
)
# "Kết quả thực hiện kế hoạch" heads what was done.
_RESULTS = re.compile(r"(?<!\w)(?:ket qua|tinh hinh|thuc hien|danh gia)(?!\w)")
_LEVEL = REACHED | {FigureKind.PLAN}


def only_done(query: Query, best: Candidate) -> bool:
    """Whether a plan is asked for and this figure is plainly of what was done."""
    if query.frame.wanted not in {Wanted.AMOUNT, Wanted.MONEY}:
        return False
    if not _PLAN_ASKED.match(bare(query.frame.key)):
        return False
    figure = best.figure
    return figure is not None and figure.kind in REACHED and not _speaks_of_plan(best)


def planned(query: Query, ranked: Sequence[Candidate], best: Candidate) -> Candidate | None:
    """The place that prints the plan: beside what was done, or if it fits nearly as well."""
    for other in sorted(ranked, key=lambda c: abs(c.start - best.start)):
        if other is best or not _same_sentence(other, best):
            continue
        if other.figure is not None and other.figure.kind is FigureKind.PLAN:
            if not denial(query, other):
                return other
        else:
            break  # the next plan in the sentence may be of this other thing
    for other in ranked:
        if other.score < NEARLY * best.score:
            return None
        level = other.figure is not None and other.figure.kind in _LEVEL
        if not level or other.share < best.share or not _speaks_of_plan(other):
            continue
        if not denial(query, other):
            return other
    return None


def _same_sentence(other: Candidate, done: Candidate) -> bool:
    """Whether two levels of one unit stand together: "thu 50 tỷ, đạt 104% dự toán (48 tỷ)"."""
    if other.figure is None or done.figure is None or other.passage.id != done.passage.id:
        return False
    same = other.figure.base_unit == done.figure.base_unit
    level = other.figure.kind in _LEVEL
    return same and level and other.spans.sentence == done.spans.sentence


def _speaks_of_plan(candidate: Candidate) -> bool:
    passage, figure = candidate.passage, candidate.figure
    if figure is not None and figure.kind is FigureKind.PLAN:
        return True
    if any(
        _PLAN.search(title) and not _RESULTS.search(title)
        for title in (bare(heading.title) for heading in passage.section)
    ):
        return True
    if passage.row is not None:
        said = f"{passage.row.label} {figure.column if figure is not None else ''}"
    else:  # what stands behind is the share: "đạt 120 tỷ đồng, bằng 96% kế hoạch"
        said = passage.text[candidate.spans.sentence[0] : candidate.start]
    return _PLAN.search(bare(said)) is not None
