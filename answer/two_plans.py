"""Two plans of one result: what the higher level gave and what the council gave, early and late.

"Thu ngân sách đạt 108,4% dự toán tỉnh giao, bằng 101,9% dự toán HĐND huyện giao": who asks how
much of the plan was reached, and does not say which plan, is told both. So is who asks for the
plan itself where a row gives two, or a sentence the one of the beginning of the year and the one
that was amended; and who asks for one of what "lần lượt là … và …" tells without naming either.

What this module does not know: two values of one fact (``several.py``).
"""

from __future__ import annotations

import re

from answer.candidate import Candidate
from answer.figure_match import figure_candidate
from answer.header_words import written_out
from answer.query import Query
from answer.units import is_percent
from index.tokens import units
from ingest.report import Figure, FigureKind
from ingest.text import bare, canonical

_PLAN = r"(?:dự toán|kế hoạch|chỉ tiêu|mục tiêu|dt|kh)"
_OF_PLAN = re.compile(rf" ?(?:so với |của )?{_PLAN}(?P<whose>(?: (?!và )[^\W\d_]+){{1,7}})")
_ASKS_PLAN = re.compile(r"(?<!\w)(?:du toan|ke hoach|chi tieu|muc tieu|giao)(?!\w)")
_GIVEN = re.compile(r"(?<!\w)(?:giao|du toan|ke hoach|chi tieu)(?!\w)")
_EARLY = re.compile(r"(?<!\w)(?:đầu năm|giao đầu|ban đầu)(?!\w)")
_LATE = re.compile(r"(?<!\w)(?:sau (?:khi )?(?:bổ sung|điều chỉnh)|(?:đã )?điều chỉnh)(?!\w)")
_IN_TURN = re.compile(r"(?<!\w)lần lượt(?!\w)")
# Words of a plan that do not tell whose it is.
_COMMON = frozenset(
    ["giao", "duoc", "nam", "cua", "tong", "so", "sanh", "voi", "ty", "le", "th", "dt", "kh", "du",
     "toan", "ke", "hoach", "chi", "tieu", "muc", "thuc", "hien", "uoc", "cap", "va"]
)  # fmt: skip


def two_plans(query: Query, best: Candidate) -> list[Candidate]:
    """The figures that stand beside the best one as the other plan's; [] if there are none."""
    figure = best.figure
    if figure is None or query.frame.operation is not None or len(query.frame.units) > 1:
        return []
    key = bare(query.frame.key)
    if best.passage.row is not None:
        others = _in_row(query, best, key) if _ASKS_PLAN.search(key) else []
    elif is_percent(figure):
        others = _shares(query, best) if _ASKS_PLAN.search(key) else _in_turn(query, best)
    else:
        others = _amended(query, best) if _ASKS_PLAN.search(key) else _in_turn(query, best)
    return [figure_candidate(query, best.passage, other, 0.0, False) for other in others]


def given(query: Query, best: Candidate) -> Candidate | None:
    """For "được giao bao nhiêu" the cell of the plan in the best cell's row, if it has one."""
    figure = best.figure
    key = bare(query.frame.key)
    if figure is None or best.passage.row is None or figure.kind is FigureKind.PLAN:
        return None
    if not re.search(r"(?<!\w)duoc giao(?!\w)", key) or is_percent(figure):
        return None
    cells = [
        other
        for other in query.shelf.figures.get(best.passage.id, ())
        if other.kind is FigureKind.PLAN
        and other.base_unit == figure.base_unit
        and "giao" in units(bare(other.column.lower()))
    ]
    return figure_candidate(query, best.passage, cells[0], best.score, False) if cells else None


def _shares(query: Query, best: Candidate) -> list[Figure]:
    """The other percentages of the sentence that are of a plan of somebody else."""
    mine = _whose(best.passage.text, best.figure)
    if not mine or _says(query, mine):
        return []
    found: list[Figure] = []
    for other in _of_sentence(query, best):
        theirs = _whose(best.passage.text, other)
        if is_percent(other) and theirs and theirs != mine and not _says(query, theirs):
            found.append(other)
    return found[:2]


def _whose(text: str, figure: Figure | None) -> frozenset[str]:
    """The words behind a percentage that tell whose plan it is of."""
    if figure is None:
        return frozenset()
    behind = _OF_PLAN.match(canonical(text[figure.end : figure.end + 60]).replace("  ", " "))
    behind = behind or _OF_PLAN.match(text[figure.end : figure.end + 60].lower())
    return _telling(behind["whose"]) if behind else frozenset()


def _telling(words: str) -> frozenset[str]:
    return frozenset(map(bare, units(written_out(words)))) - _COMMON


def _says(query: Query, words: frozenset[str]) -> bool:
    """Whether the question says whose plan it means."""
    said = frozenset(bare(query.frame.key).split())
    return "giao" in said and words <= said


def _of_sentence(query: Query, best: Candidate) -> list[Figure]:
    start, end = best.spans.sentence
    return [
        figure
        for figure in query.shelf.figures.get(best.passage.id, ())
        if start <= figure.start < end and figure is not best.figure
    ]


def _amended(query: Query, best: Candidate) -> list[Figure]:
    """The plan after it was amended beside the one of the beginning of the year."""
    figure = best.figure
    key = query.frame.key
    if figure is None or _EARLY.search(key) or _LATE.search(key):
        return []
    sides = (_EARLY, _LATE)
    own = best.passage.text[slice(*best.spans.window)].lower()
    if not any(side.search(own) for side in sides):
        return []
    late = bool(_LATE.search(own))
    found = []
    for other in _of_sentence(query, best):
        window = _before(best.passage.text, other)
        if other.base_unit == figure.base_unit and sides[not late].search(window):
            found.append(other)
    return found[:1]


def _before(text: str, figure: Figure) -> str:
    """The words in front of a figure back to the mark that parts it from what was said before."""
    start = max(text.rfind(mark, 0, figure.start) for mark in ("; ", ", ", "(", ". "))
    return text[start + 1 : figure.start].lower()


def _in_turn(query: Query, best: Candidate) -> list[Figure]:
    """What "lần lượt là 71,5% và 69,2%" tells besides the best figure."""
    figure = best.figure
    text = best.passage.text
    start, end = best.spans.clause
    said = _IN_TURN.search(text, start, end)
    if figure is None or said is None or said.end() > figure.start:
        return []
    listed = [
        other
        for other in query.shelf.figures.get(best.passage.id, ())
        if said.end() <= other.start < end
        and other.base_unit == figure.base_unit
        and (other.kind is FigureKind.RANK) == (figure.kind is FigureKind.RANK)
        and text.rfind("(", said.end(), other.start) <= text.rfind(")", said.end(), other.start)
    ]
    named = [name for name in query.scope.names if f" {name} " in f" {' '.join(units(text))} "]
    return [other for other in listed if other is not figure] if not named else []


def _in_row(query: Query, best: Candidate, key: str) -> list[Figure]:
    """The cells of the row whose headers differ only in whose plan they are of."""
    figure = best.figure
    assert figure is not None
    mine = _telling(figure.column)
    if not _GIVEN.search(_plain(figure.column)) or _says_any(key, mine):
        return []
    alike = [
        other
        for other in query.shelf.figures.get(best.passage.id, ())
        if other is not figure
        and (other.base_unit, other.kind) == (figure.base_unit, figure.kind)
        and other.period == figure.period
        and _GIVEN.search(_plain(other.column))
        and _plan_words(other.column) == _plan_words(figure.column)
        and _telling(other.column) != mine
        and not _says_any(key, _telling(other.column) - mine)
    ]
    return alike[:2]


def _plain(header: str) -> str:
    written = re.sub(r"(?<!\w)dt(?!\w)", "dự toán", header.lower())
    return bare(canonical(re.sub(r"(?<!\w)kh(?!\w)", "kế hoạch", written)))


def _plan_words(header: str) -> frozenset[str]:
    """What kind of plan a header speaks of, and whether of years set against each other."""
    words = _plain(header)
    return frozenset(re.findall(r"du toan|ke hoach|chi tieu|giao|cung ky|(?:19|20)\d\d", words))


def _says_any(key: str, words: frozenset[str]) -> bool:
    return any(f" {word} " in f" {key} " for word in words if not word.isdigit())
