"""What stands beside the best figure, and is asked for word by word.

What this module does not know: wholes and their parts (``whole.py``).
"""

from __future__ import annotations

from collections.abc import Sequence

from answer.candidate import Candidate
from answer.denial import denial
from answer.query import Query
from answer.whole import IN_FULL, NEAR_PART, OWN, more, own_cover, said
from answer.working import same_unit


def sibling_of(query: Query, ranked: Sequence[Candidate], best: Candidate) -> Candidate | None:
    """What stands beside the best one and has nothing in its own words that is not asked.

    "Khiếu nại đúng 20 vụ, sai 150 vụ": who asks for "khiếu nại sai" is told the second, though
    the first one's words have "khiếu nại".
    """
    if best.figure is None or query.frame.operation is not None or best.passage.row is not None:
        return None
    if said(query, best) >= IN_FULL:
        return None
    has = query.scorer.span(best.passage, best.spans.window)
    beside = [
        c
        for c in ranked
        if c.start > best.start  # behind the first one, whose lead they share
        and c.figure is not None
        and c.passage.id == best.passage.id
        and c.spans.sentence == best.spans.sentence
        and c.score >= best.score - NEAR_PART
        and c.figure.kind is best.figure.kind
        and same_unit([best, c])
        and said(query, c) >= IN_FULL
        and query.terms.share(more(own_cover(query, c), has)) >= OWN
        and not denial(query, c)
    ]
    return beside[0] if len(beside) == 1 else None
