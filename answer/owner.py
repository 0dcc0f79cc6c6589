"""Which member of a series has just the figure that the question states.

"Tỉnh nào có 25 doanh nghiệp được khen?": looked up by value and unit; the answer names the
owner. A second thing asked of it ("và tỉnh đó làm được bao nhiêu căn?") is looked up in the
series that names the same owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from answer.compose import citations, stated
from answer.evidence import Scorer
from answer.frame import Wanted
from answer.query import Query
from answer.scope import name_key
from answer.series_match import Fit, candidates_for, fitting
from answer.series_parts import Member, Series
from answer.working import told
from index.tokens import units
from ingest.numerals import parse_numeral
from ingest.report import Answer, AnswerKind, Figure, Passage
from ingest.text import bare, canonical
from ingest.vocabulary import CAPITALS

Passages = Sequence[tuple[Passage, float]]
_WHO = re.compile(r"(?<!\w)(?:nào|ai|đâu|nao|dau)(?!\w)")
_SECOND = re.compile(
    r"(?:,|;)?\s+(?:và|rồi|còn|va|roi|con)\s+(?:ở\s+|o\s+)?(?:[^\W\d_]+\s+){0,2}?"
    r"(?:đó|ấy|này|do|ay|nay)(?!\w)\s*(?P<rest>.*)$"
)
_PLACED = frozenset({Wanted.DOCUMENT, Wanted.DATE, Wanted.RANK})
_MOVEMENT = re.compile(r"(?<!\w)(?:phong trào|cuộc vận động|phong trao|cuoc van dong) (?:nào|nao)")
_NAME = re.compile(rf"(?:[{CAPITALS}][^\W\d_]*[\s,;:)]){{2,}}")
_SORTS = frozenset({"xã", "phường", "huyện", "tỉnh", "thành", "phố", "sở", "ban"})
CARRIED = 0.4  # what a word of the first half of a question counts for its second half
_NUMERAL = re.compile(r"(?<![\w/.,-])(\d[\d.,]*(?:/\d[\d.,]*)?)\s*(%|[^\W\d_]+(?: [^\W\d_]+)?)?")


def owner(query: Query, passages: Passages) -> Answer | None:
    """The owner of the stated figure, named; None if the question states none or none has it."""
    key = query.frame.key
    if not query.frame.numbers or query.frame.yes_no or not _WHO.search(key):
        return None
    if query.frame.wanted in _PLACED or _MOVEMENT.search(key):
        return None
    second = _SECOND.search(key)
    first = key[: second.start()] if second else key
    if query.frame.units and not second:
        return None  # it asks for another count: the figure only describes
    stated_ = list(_stated(first))
    found = list(_having(query, passages, stated_))
    if not found:
        return None
    _, member = max(found, key=lambda pair: pair[0].score)
    answer = _named(query, [member])
    if second is None:
        return answer
    return _with_second(query, passages, member, second["rest"], answer)


def _stated(first: str) -> Iterable[tuple[str, str]]:
    for match in _NUMERAL.finditer(first):
        yield match[1].rstrip(".,"), match[2] or ""


def _having(
    query: Query, passages: Passages, stated_: Sequence[tuple[str, str]]
) -> Iterable[tuple[Fit, Member]]:
    """The members with a stated figure, of the series that fit."""
    for fit in fitting(_countless(query), passages):
        for member in fit.series.members:
            if any(_same(member.figure, text, noun) for text, noun in stated_):
                yield fit, member


def _countless(query: Query) -> Query:
    return replace(query, frame=replace(query.frame, units=()), matched={})


def _same(figure: Figure, text: str, noun: str) -> bool:
    """Whether a figure is the stated number of the stated things."""
    number, _, whole = text.partition("/")
    value = parse_numeral(number).value
    if figure.value != value or (whole and figure.of != parse_numeral(whole).value):
        return False
    unit, asked = bare(canonical(figure.unit)), bare(canonical(noun))
    if not unit or not asked:
        return value >= Decimal(100)
    return unit.split()[0] == asked.split()[0]


def _named(query: Query, members: Sequence[Member]) -> Answer:
    cited = candidates_for(query, members)
    name = members[0].name
    return Answer(
        question=query.frame.text,
        text=f"{name[:1].upper()}{name[1:]}: {told(cited[0])}.",
        kind=AnswerKind.FOUND,
        figures=tuple(stated(member.figure) for member in members),
        citations=citations(query, cited),
    )


def _with_second(
    query: Query, passages: Passages, member: Member, rest: str, answer: Answer
) -> Answer | None:
    """The same owner's figure in the series that the second half of the question is about."""
    asked = _about(query, rest)
    for fit in fitting(asked, passages):
        other = _same_owner(query, fit.series, member)
        if other is not None and other.figure is not member.figure:
            more = candidates_for(query, [other])
            return replace(
                answer,
                text=f"{answer.text} {other.name[:1].upper()}{other.name[1:]}: {told(more[0])}.",
                figures=(*answer.figures, stated(other.figure)),
                citations=(*answer.citations, *citations(query, more)),
            )
    return None


def _about(query: Query, rest: str) -> Query:
    """The question with its second half in front; of the first half the topic still counts."""
    terms = query.terms
    later = set(units(rest))
    cut = len(terms.syllables)
    while cut and terms.syllables[cut - 1] in later:
        cut -= 1
    weights = tuple(w * (1.0 if i >= cut else CARRIED) for i, w in enumerate(terms.weights))
    terms = replace(terms, weights=weights, total=sum(weights))
    return replace(query, terms=terms, scorer=Scorer(query.shelf, terms), matched={})


def _same_owner(query: Query, series: Series, member: Member) -> Member | None:
    """The member of a series that is called by the owner's own name."""
    wanted = set(name_key(_proper(member)).split()) - _SORTS
    for other in series.members:
        if wanted and wanted <= set(name_key(other.name).split()):
            return other
    return None


def _proper(member: Member) -> str:
    """The name of the place or body in a member's name: "Chủ tịch UBND tỉnh A (cũ)" is A."""
    names = _NAME.findall(f"{member.name} ")
    return names[-1].strip() if names else member.name
