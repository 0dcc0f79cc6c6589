"""Which member rose or fell the most: "xã nào giảm nhiều hộ nghèo nhất, giảm mấy hộ?".

Two columns of a table that differ in their time only ("Đầu năm – Hộ nghèo", "Cuối năm – Hộ
nghèo"), or two rows whose columns are the members: for each member the one is taken from the
other, and the largest difference is told with its working.

What this module does not know: changes printed in prose, and which has most (``extreme.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import permutations

from answer.frame import Operation
from answer.query import Query
from answer.series_match import Fit, candidates_for, fitting
from answer.series_parts import Member, Series
from answer.units import is_percent
from answer.working import computed, taken_away
from index.tokens import units
from ingest.report import Answer, FigureKind, Passage
from ingest.text import bare, canonical

_MOVED = re.compile(
    r"(?<!\w)(tang|giam)(?! (?:truong|cuong|ngheo nhanh))[^,?]{0,40}?"
    r"(?:nhieu|manh|nhanh|cao|lon|it|cham|thap)(?: [^\W\d_]+){0,4}? nhat(?!\w)"
    r"|(?<!\w)(?:nhieu|it)(?: [^\W\d_]+){0,4}? nhat(?!\w)[^?]{0,60}?(?<!\w)(tang|giam) (?:may|bao)"
)
_WHICH = re.compile(r"(?<!\w)(?:nao|dau)(?!\w)")
_PERCENT = re.compile(r"(?<!\w)(?:ty|ti) le|phan tram|%")
_TIMES = re.compile(
    r"(?<!\w)(?:(?:dau|cuoi|giua) (?:nam|ky|ki|thang|quy)|(?:nam|ky|ki|thang|quy)|thuc hien|uoc"
    r"|den|tinh den|ngay|(?:19|20)\d\d|truoc|nay|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?)(?!\w)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
Passages = Sequence[tuple[Passage, float]]


def moved_most(query: Query, passages: Passages) -> Answer | None:
    """The member that moved the most with the working; None if the question asks for none."""
    key = bare(re.sub(r"(?<!\w)tặng(?!\w)", "trao", query.frame.key))  # what is given does not rise
    moved = _MOVED.search(key)
    if query.frame.operation not in {Operation.MOST, Operation.LEAST} or moved is None:
        return None
    if not _WHICH.search(key):
        return None
    fall = (moved[1] or moved[2]) == "giam"
    fits = [fit for fit in fitting(query, passages) if fit.series.form == "table"]
    pairs = [(fit, early, late) for fit in fits for early, late in _pairs(query, fit)]
    if not pairs:
        return None
    _, early, late = max(pairs, key=lambda pair: _closeness(query, *pair))
    return _told(query, early, late, fall, query.frame.operation is Operation.LEAST)


def _pairs(query: Query, fit: Fit) -> Iterable[tuple[Series, Series]]:
    """A series with the one of its table that is the same thing later."""
    shelf = query.shelf
    row = fit.passage.row
    assert row is not None
    here = {
        id(other): other
        for passage in shelf.passages.values()
        if passage.report_id == fit.passage.report_id
        and passage.row is not None
        and passage.row.table == row.table
        for other in shelf.series.get(passage.id, ())
        if other.form == "table"
    }
    names = [member.name for member in fit.series.members]
    alike = [
        other
        for other in here.values()
        if [m.name for m in other.members] == names
        and _counted(other) == _counted(fit.series)
        and is_percent(other.members[0].figure) == bool(_PERCENT.search(bare(query.frame.key)))
        and other.members[0].figure.kind is not FigureKind.PLAN
    ]
    for one, other in permutations(alike, 2):
        if _when(one) < _when(other):
            yield one, other


def _counted(series: Series) -> tuple[str, ...]:
    """What a column or row counts, without the words that say when."""
    return tuple(_TIMES.sub(" ", bare(canonical(series.role))).split())


def _when(series: Series) -> tuple[int, int]:
    """(year, part of the year) that a column or row is of; what is not said comes first."""
    role = bare(canonical(series.role))
    years = _YEAR.findall(role) or _YEAR.findall(series.members[0].figure.period)
    part = 0 if re.search(r"(?<!\w)(?:dau|truoc)(?!\w)", role) else 1
    return int(years[-1]) if years else 0, part


def _closeness(query: Query, fit: Fit, early: Series, late: Series) -> float:
    """How well what is counted is what the question names: its words, and no others."""
    asked = set(map(bare, units(query.frame.text)))
    words = [word for word in _counted(early) if word[0].isalpha()]
    foreign = sum(word not in asked for word in words)
    span = _when(late)[0] - _when(early)[0]
    return fit.score - foreign - 0.01 * span


def _told(query: Query, early: Series, late: Series, fall: bool, least: bool) -> Answer | None:
    moves: list[tuple[Member, Member]] = []
    for before, now in zip(early.members, late.members, strict=True):
        if (before.figure.amount > now.figure.amount) == fall:
            moves.append((before, now))
    if not moves:
        return None
    pick = min if least else max
    before, now = pick(moves, key=lambda pair: abs(pair[0].figure.amount - pair[1].figure.amount))
    word = "giảm" if fall else "tăng"
    working = taken_away(candidates_for(query, [now, before]), f"{before.name} {word}")
    return computed(query, working) if working is not None else None
