"""Whether it rose or fell and by how much is asked, and the place that fits best has a level.

"Tai nạn giao thông tăng hay giảm mấy vụ?" is not answered by how many there were: the change
may stand further on in the sentence; else the level is told as near, not as the answer.

What this module does not know: changes that two levels give (``change.py``, ``by_sides.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.candidate import Candidate
from answer.compose import found, refusal
from answer.denial import denial
from answer.query import Query
from ingest.report import REACHED, Answer, FigureKind
from ingest.text import bare

_ASKED = re.compile(
    r"(?<!\w)(?:tang (?:hay|hoac) (?:la )?giam|giam (?:hay|hoac) (?:la )?tang)"
    r"(?: [\w%]+){0,3}? (?:bao nhieu|may)(?!\w)"
)
# "từ 120 hộ xuống còn 96 hộ", "cao hơn năm trước": a change told in other words.
_MOVES = re.compile(
    r"(?<!\w)(?:tang|giam|hon|kem|them|bot|xuong|len|con|so voi|cung ky|tu|thay doi|giu|bang)(?!\w)"
)


def level_for_change(query: Query, ranked: Sequence[Candidate], best: Candidate) -> Answer | None:
    """The change beside the level that fits best, or the level as near; None if not so asked."""
    if not _only_level(query, best):
        return None
    change = _change_behind(query, ranked, best)
    return found(query, [change]) if change is not None else refusal(query, "level", best)


def _only_level(query: Query, best: Candidate) -> bool:
    figure = best.figure
    if figure is None or figure.kind not in REACHED or not _ASKED.search(bare(query.frame.key)):
        return False
    passage = best.passage
    if passage.row is not None:
        return False  # the columns of a row tell their years; see ``row_change.py``
    said = passage.text[slice(*best.spans.window)] + passage.text[slice(*best.spans.segment)]
    return _MOVES.search(bare(said)) is None


def _change_behind(query: Query, ranked: Sequence[Candidate], best: Candidate) -> Candidate | None:
    """The change told further on in the sentence, before another level of that unit."""
    assert best.figure is not None
    for other in sorted(ranked, key=lambda c: c.start):
        figure = other.figure
        if figure is None or other.passage.id != best.passage.id or other.start <= best.start:
            continue
        if other.spans.sentence != best.spans.sentence or figure.base_unit != best.figure.base_unit:
            continue
        change = figure.kind is FigureKind.CHANGE
        return other if change and not denial(query, other) else None
    return None
