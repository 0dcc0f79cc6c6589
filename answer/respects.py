"""What has moved in several respects: "tăng hay giảm về số vụ, số người chết?".

Each respect is told with its change, all from one sentence. Knows the question's wording and
which figures are changes; how one question is answered is known elsewhere.
"""

from __future__ import annotations

import re

from answer.compose import found
from answer.figure_match import figure_candidate
from answer.query import Ask, Query
from answer.units import noun_fit
from ingest.report import Answer, Figure, FigureKind, Passage
from ingest.segments import segment_at
from ingest.text import canonical

MOST = 6  # respects of one question
FITS = 0.7
_MOVED = re.compile(
    r"\s*(?:tăng hay giảm|tăng giảm|biến chuyển|biến động|thay đổi|tang hay giam|thay doi)"
    r"(?: (?:ra sao|thế nào|như thế nào|the nao))? (?:về|ve) (?=[^,]+(?:,| và | va ))(.+)$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s*,\s*(?:(?:và|va)\s+)?|\s+(?:và|va)\s+", re.IGNORECASE)
_SORT = re.compile(r"^(?:(?:về|ve)\s+)?(?:(?:số lượng|so luong|số|so)\s+)?", re.IGNORECASE)


def in_all_respects(query: Query, ask: Ask) -> list[Answer]:
    """The change in each respect that the question names, [] if one has none in the line.

    One answer where the line tells them in one breath, else one for each.
    """
    text = query.frame.text.strip().rstrip("?.! ")
    moved = _MOVED.search(text)
    if moved is None:
        return []
    things = [_SORT.sub("", item).strip() for item in _ITEM.split(moved[1])]
    told = [ask(f"{text[: moved.start()]} tăng hay giảm bao nhiêu {it}") for it in things[:MOST]]
    place = next((it.citations[0].passage_id for it in told if it.figures and it.citations), None)
    if place is None or query.shelf.passages[place].row is not None:
        return []
    passage = query.shelf.passages[place]
    changes = [f for f in query.shelf.figures.get(place, ()) if f.kind is FigureKind.CHANGE]
    chosen: list[Figure] = []
    for thing, answer in zip(things, told, strict=False):
        own = {figure.quote for figure in answer.figures}
        left = [figure for figure in changes if figure not in chosen]
        change = next((f for f in left if f.text in own), None) or _of(query, passage, thing, left)
        if change is None:
            return []
        chosen.append(change)
    told_of = [figure_candidate(query, passage, f, 0.0, False) for f in chosen]
    first, last = min(f.start for f in chosen), max(f.start for f in chosen)
    if sum(first <= f.start <= last for f in changes) == len(chosen):
        return [found(query, told_of)]
    return [found(query, [candidate]) for candidate in told_of]


def _of(query: Query, passage: Passage, thing: str, changes: list[Figure]) -> Figure | None:
    """The change that counts one thing best, None if none counts it."""

    def fit(figure: Figure) -> float:
        end = max(segment_at(passage.text, figure.start)[1], figure.end)
        behind = passage.text[figure.end : end]
        return noun_fit(canonical(thing), figure, behind, query.frame.marked)

    best = max(changes, key=fit, default=None)
    return best if best is not None and fit(best) >= FITS else None
