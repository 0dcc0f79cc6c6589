"""When the question names none of the members that the best figure is one of.

"Giảm được bao nhiêu biên chế?" where one sentence gives the year's and the cumulative figure;
"xếp hạng mấy?" where the old and the new place have a rank each: all that fit alike are told.
"""

from __future__ import annotations

from collections.abc import Sequence

from answer.candidate import Candidate
from answer.denial import denial
from answer.query import Query
from answer.series_match import mentioned

TIED = 0.2  # by score: as good as the best one
PART = 1.0  # the same where the best one is a part that nobody asked for
LEVEL = 0.06  # by share of the question covered
MOST = 4


def members_alike(query: Query, ranked: Sequence[Candidate], best: Candidate) -> list[Candidate]:
    """The other members of the best figure's series that fit as well as it does."""
    if best.figure is None or query.frame.operation is not None or len(query.frame.units) > 1:
        return []
    if query.scope.old or query.scope.new:
        return []
    reach = PART if best.features.get("part") else TIED
    for series in query.shelf.series.get(best.passage.id, ()):
        figures = [member.figure for member in series.members]
        if best.figure not in figures or len(figures) > MOST or series.form != "prose":
            continue
        if mentioned(query, series):
            continue
        alike = [
            c
            for c in ranked
            if c is not best
            and c.figure in figures
            and c.score >= best.score - reach
            and abs(c.share - best.share) <= LEVEL
            and not denial(query, c)
        ]
        if alike and len(alike) == len(figures) - 1:
            return alike
    return []
