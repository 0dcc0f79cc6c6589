"""A figure told with the one that it is compared with: of the year before, of the plan.

The report sets them side by side in a sentence ("328 ca, tăng 60% so với năm 2022 (205 ca)",
"(năm trước 19 trẻ)", "(KH 110)"), in the cells of a row, or in places of their own. Told is what
is printed; which way it went is worked out only where the report does not say it.

What this module does not know: how a question names a comparison (``comparison.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.candidate import Candidate
from answer.comparison import Comparison, comparison_of, computes, without_base
from answer.compose import found
from answer.denial import denial
from answer.evidence import spans_around
from answer.figure_match import figure_candidate, figure_candidates
from answer.frame import Wanted
from answer.pick import pick_figures
from answer.query import Query
from answer.series_items import unit_key
from answer.units import is_percent
from answer.working import computed, taken_away
from answer.years import one_a_year
from index.tokens import units
from ingest.report import REACHED, Answer, Figure, FigureKind, Passage
from ingest.text import bare, canonical

Passages = Sequence[tuple[Passage, float]]
CLOSE = 0.6  # by score: how much worse than the best a place that prints both may fit
LOOKED_AT = 15
REACH = 40  # characters between a figure and how much of its plan that is
_EARLIER = re.compile(
    r"(?<!\w)(?:cung k[iy]|nam (?:hoc )?(?:truoc|ngoai)|k[iy] truoc|dau nam|dau ky)(?!\w)"
)
_PLANNED = re.compile(r"(?<!\w)(?:kh|ct|ke hoach|chi tieu|du toan|muc tieu|nghi quyet)(?!\w)")
_YEARS = re.compile(r"(?:19|20)\d\d")
_FORM = frozenset(map(canonical, ("năm", "thực", "hiện", "kế", "hoạch", "ước", "chỉ", "tiêu")))


def compared(query: Query, passages: Passages) -> Answer | None:
    """Both figures, or None if the question compares nothing or only one is printed."""
    if computes(query.frame):
        return None
    asked = comparison_of(query.frame)
    if asked is None:
        return None
    plain = without_base(query, asked)
    ranked = list(figure_candidates(plain, passages))
    pick = pick_figures(plain, ranked)
    if pick.refused or not pick.chosen:
        return None
    if len(pick.chosen) > 1:
        pairs = [_base(plain, asked, now) for now in pick.chosen]
        told = [c for now, base in zip(pick.chosen, pairs, strict=True) for c in (now, *base)]
        if all(pairs):
            return found(query, _in_order(told))
    for now in [pick.chosen[0], *pick.ranked[:LOOKED_AT]]:
        if now.score < pick.ranked[0].score - CLOSE or denial(plain, now):
            continue
        reached = _of_its_row(plain, asked, now)
        base = _base(plain, asked, reached) if reached is not None else []
        if reached is not None and base:
            return _told(query, asked, reached, base)
    return _apart(query, passages)


def _told(query: Query, asked: Comparison, now: Candidate, base: list[Candidate]) -> Answer:
    """Both as printed; with which way it went where that is asked and not printed."""
    answer = found(query, _in_order([now, *base]))
    changed = any(c.figure and c.figure.kind is FigureKind.CHANGE for c in base)
    if changed or not asked.turn or len(base) > 1 or now.figure is None or base[0].figure is None:
        return answer
    rose = now.figure.amount >= base[0].figure.amount
    working = taken_away([now, base[0]], "Tăng" if rose else "Giảm")
    if working is None or not working.value:
        return answer
    worked = computed(query, working)
    # What heads the cells is cited too: the text names the years that stand there.
    return replace(worked, text=f"{answer.text} {worked.text}", citations=answer.citations)


def _in_order(told: Sequence[Candidate]) -> list[Candidate]:
    unique = {(c.passage.id, c.start): c for c in told}
    return sorted(unique.values(), key=lambda c: (c.passage.id, c.start))


def _apart(query: Query, passages: Passages) -> Answer | None:
    """Where each of two named years has a place of its own."""
    if len(query.scope.years) != 2:
        return None
    years = one_a_year(query, passages)
    return found(query, years, several=True) if len(years) == 2 else None


def _base(query: Query, asked: Comparison, now: Candidate) -> list[Candidate]:
    """What a figure is compared with where it stands: the other level, the change, or both."""
    if now.figure is None or now.figure.kind not in REACHED | {FigureKind.SHARE}:
        return []
    figures = query.shelf.figures.get(now.passage.id, ())
    if now.passage.row is not None:
        others = _cells(query, asked, now.figure, figures)
    else:
        others = _beside(query, asked, now, figures)
    return [figure_candidate(query, now.passage, figure, 0.0, False) for figure in others]


# --- a row of a table ----------------------------------------------------------------------


def _of_its_row(query: Query, asked: Comparison, now: Candidate) -> Candidate | None:
    """For a cell of the plan or of another year: the cell of what came of it."""
    if now.passage.row is None or now.figure is None:
        return now
    years = query.scope.years
    own = str(query.shelf.report_of(now.passage).year or "")
    percent = query.frame.wanted is Wanted.PERCENT
    cells = [
        figure_candidate(query, now.passage, figure, now.features["search"], False)
        for figure in query.shelf.figures.get(now.passage.id, ())
        if figure.kind in REACHED | {FigureKind.SHARE}
        and is_percent(figure) == percent
        and (not figure.period or figure.period in (years or (own,)))
    ]
    if any(cell.start == now.start for cell in cells):
        return now
    return max(cells, key=lambda c: c.score, default=None)


def _cells(query: Query, asked: Comparison, now: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """The cells of the same measure that are of the plan, or of the earlier year."""
    alike = [f for f in figures if f is not now and unit_key(f) == unit_key(now)]
    if asked.plan:
        held = [f for f in alike if f.kind is FigureKind.PLAN and f.period == now.period]
    else:
        held = [f for f in alike if f.kind in REACHED and _is_earlier(asked, f, now)]
    measure = _measure(now)
    most = max((len(_measure(f) & measure) for f in held), default=0)
    held = [f for f in held if len(_measure(f) & measure) == most]
    if measure and not most:  # gold of one year is not set against all medals of the other
        held = [f for f in held if not _measure(f)]
    said = set(map(bare, units(asked.words)))
    named = [
        f for f in held if _column(f) & said == max((_column(f) & said for f in held), key=len)
    ]
    return named if asked.plan else [*held[:1], *(_share_of_earlier(asked, figures, held))]


def _share_of_earlier(
    asked: Comparison, figures: Sequence[Figure], held: Sequence[Figure]
) -> list[Figure]:
    """The cell that prints the comparison itself: "So sánh (%) – Với cùng kỳ", if just one."""
    if not held or asked.turn or asked.year:
        return []
    shares = [f for f in figures if is_percent(f) and f not in held]
    told = [f for f in shares if _EARLIER.search(bare(canonical(f.column)))]
    return told if len(told) == 1 else []


def _measure(figure: Figure) -> set[str]:
    return set(units(_YEARS.sub(" ", figure.column))) - _FORM


def _column(figure: Figure) -> frozenset[str]:
    return frozenset(map(bare, units(figure.column)))


def _is_earlier(asked: Comparison, base: Figure, now: Figure) -> bool:
    """Whether a cell is of the year that is named, else of the last one before."""
    if asked.year:
        return base.period == asked.year
    first, last = _YEARS.findall(base.period), _YEARS.findall(now.period)
    if first and last:
        return int(last[-1]) - int(first[-1]) == 1
    return bool(_EARLIER.search(bare(canonical(base.column))))


# --- a sentence ----------------------------------------------------------------------------


def _beside(
    query: Query, asked: Comparison, now: Candidate, figures: Sequence[Figure]
) -> list[Figure]:
    """The change and the base that the sentence prints for just this figure."""
    begin, end = now.spans.sentence
    inside = [f for f in figures if begin <= f.start < end]
    text = now.passage.text
    found_: list[Figure] = []
    for figure in inside:
        if figure is now.figure or _owner(text, figure, inside, asked) is not now.figure:
            continue
        if figure.kind is FigureKind.CHANGE or _is_base(text, figure, asked, now):
            found_.append(figure)
    levels = [f for f in found_ if f.kind is not FigureKind.CHANGE]
    if len(levels) > 1 and now.figure is not None:  # of one unit, the one told in like words
        own = _words(text, now.figure)
        levels.sort(key=lambda f: -len(_words(text, f) & own))
    changes = [f for f in found_ if f.kind is FigureKind.CHANGE and not asked.plan]
    fitting = [f for f in changes if _told_against(text, f, asked)]
    return [*levels[:1], *fitting[:1]] if levels or fitting else []


def _is_base(text: str, figure: Figure, asked: Comparison, now: Candidate) -> bool:
    """Whether a figure is called by the plan or the earlier time that the question names."""
    assert now.figure is not None
    if asked.plan and figure.kind is FigureKind.SHARE and not is_percent(now.figure):
        behind = bare(canonical(text[figure.end : figure.end + REACH]))
        return figure.start - now.end <= REACH and bool(_PLANNED.match(behind.strip()))
    if unit_key(figure) != unit_key(now.figure):
        return False
    cue = bare(canonical(_cue(text, figure)))
    if asked.plan:
        return figure.kind is FigureKind.PLAN or bool(_PLANNED.search(cue))
    if figure.kind is FigureKind.PLAN:
        return False
    if asked.year:
        return figure.period == asked.year or asked.year in cue
    earlier = _YEARS.findall(figure.period)
    later = _YEARS.findall(now.figure.period)
    before = bool(earlier and later) and int(earlier[-1]) < int(later[-1])
    return before or bool(_EARLIER.search(cue))


def _cue(text: str, figure: Figure) -> str:
    """The words that say of when or of what plan a figure is: its bracket, else its clause."""
    opened = text.rfind("(", 0, figure.start)
    if opened > text.rfind(")", 0, figure.start):
        inside = text[opened + 1 : figure.start]
        return (
            inside if re.search(r"[^\W\d_]", inside) else text[max(opened - 40, 0) : figure.start]
        )
    start = max(text.rfind(mark, 0, figure.start) for mark in ("; ", ", ", ". ", ")"))
    return text[start + 1 : figure.start]


def _told_against(text: str, change: Figure, asked: Comparison) -> bool:
    """Whether a change is told against the time that the question names, or against no time."""
    before = text[max(change.start - 60, 0) : change.start]
    after = text[change.end : change.end + 60].split(";")[0]
    years = set(_YEARS.findall(after) or _YEARS.findall(before.rpartition(";")[2]))
    return not asked.year or not years or asked.year in years


def _owner(text: str, figure: Figure, inside: Sequence[Figure], asked: Comparison) -> Figure | None:
    """The figure that one belongs to: a level of its unit before it, the most alike in words.

    "06 vụ, chết 03 người (năm trước 09 vụ, chết 05 người)": each has its own base.
    """
    share = figure.kind in {FigureKind.CHANGE, FigureKind.SHARE} and (
        is_percent(figure) or figure.unit == "lần"
    )
    levels = [
        f
        for f in inside
        if f.start < figure.start
        and f.kind in REACHED | {FigureKind.SHARE}
        and not _bracketed(text, f)
        and (share or _same(f, figure))
        and not (_EARLIER.search(bare(canonical(_cue(text, f)))) and not share)
    ]
    if share:
        return levels[-1] if levels else None
    own = _words(text, figure)
    return max(levels, key=lambda f: (len(_words(text, f) & own), f.start), default=None)


def _same(one: Figure, other: Figure) -> bool:
    points = is_percent(one) and "điểm" in other.unit
    return points or unit_key(one) == unit_key(other)


def _bracketed(text: str, figure: Figure) -> bool:
    return text.rfind("(", 0, figure.start) > text.rfind(")", 0, figure.start)


def _words(text: str, figure: Figure) -> set[str]:
    """The words right around a figure that are its own, without its number."""
    window = spans_around(text, figure.start, figure.end).window
    return {word for word in units(text[slice(*window)]) if not word[0].isdigit()}
