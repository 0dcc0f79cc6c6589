"""The largest or smallest member of a series: "nơi nào nhiều nhất?", "cấp nào thấp nhất?".

The answer names the member and its figure; the working lists what was compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.candidate import Candidate
from answer.compose import citations, stated
from answer.derive import listed
from answer.frame import Operation
from answer.query import Query
from answer.series_class import of_class
from answer.series_match import Fit, candidates_for, fitting, mentioned
from answer.series_parts import Member
from answer.units import same_kind
from answer.working import computed, taken_away, told
from ingest.report import Answer, AnswerKind, FigureKind, Passage
from ingest.text import bare

FEWEST = 3  # fewer make no contest, unless the question names both
CLOSE = 0.45
_WHICH = re.compile(r"(?<!\w)(?:nào|ai|đâu|gì|nao|dau|gi|mấy|bao nhiêu|may|bao nhieu)(?!\w)")
_MORE = re.compile(
    r"(?<!\w)(?:nhiều|cao|lớn|đông|dài|ít|thấp|nhỏ|ngắn|nhieu|lon|dong|dai|it|thap|nho|ngan)"
    r"(?: [^\W\d_]+){0,3}? (?:hơn|hon)(?!\w)(?! năm| nam| so)"
)
_BY_HOW_MUCH = re.compile(
    r"(?<!\w)(?:hơn|chênh|kém|hon|chenh|kem)(?: nhau)? (?:mấy|bao nhiêu|may|bao nhieu)(?!\w)"
)
_LESS = re.compile(r"(?<!\w)(?:ít|thấp|nhỏ|ngắn|it|thap|nho|ngan)(?!\w)")

_MEASURE = re.compile(
    r"(?<!\w)(?:nhiều|cao|lớn|đông|dài|ít|thấp|nhỏ|ngắn|nhieu|lon|dong|dai|it|thap|nho|ngan)"
    r"((?: [^\W\d_]+){1,7}?) (?:nhất|nhat)(?!\w)"
)
MEASURED, HALF = 0.15, 0.5  # of the question's weight; of the measure's words
_HIGH = re.compile(r"(?<!\w)(?:nhieu|cao|lon|dong|dai)(?: [^\W\d_]+){0,4}? nhat(?!\w)")
_LOW = re.compile(r"(?<!\w)(?:it|thap|nho|ngan|kem)(?: [^\W\d_]+){0,4}? nhat(?!\w)")


def _asks_both_ends(key: str) -> bool:
    return bool(_HIGH.search(bare(key)) and _LOW.search(bare(key)))


def extreme(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer | None:
    """The extreme member with its figure; None if the question asks for none."""
    key = query.frame.key
    operation = query.frame.operation
    versus = operation not in {Operation.MOST, Operation.LEAST}
    if _BY_HOW_MUCH.search(key) and not re.search(r"(?<!\w)(?:nào|ai|nao)(?!\w)", key):
        return None
    if versus and not (_MORE.search(key) and re.search(r"(?<!\w)(?:nào|ai|nao)(?!\w)", key)):
        return None
    if not _WHICH.search(key):
        return None
    least = operation is Operation.LEAST or (versus and bool(_LESS.search(key)))
    fits = [fit for fit in fitting(query, passages) if fit.features["class"] >= 0]
    for fit in fits:
        if fit.score < fits[0].score - CLOSE:
            break
        members = _contenders(query, fit, versus)
        if members and _is_measured(query, members[0]):
            both = not versus and _asks_both_ends(key)
            told_ = _both_ends(query, members) if both else _told(query, members, least)
            return _with_other(query, told_, members) if versus and told_ else told_
    return None


def _is_measured(query: Query, member: Member) -> bool:
    """Whether a series is of what the superlative measures: "nhiều lao động nhất" of no money."""
    measure = _MEASURE.search(query.frame.key)
    terms = query.terms
    named = {word for name in query.scope.names for word in name.split()}
    places = [
        index
        for index, at in enumerate(terms.places)
        if measure is not None
        and measure.start(1) <= at < measure.end(1)
        and terms.syllables[index] not in named
    ]
    weight = sum(terms.weights[index] for index in places)
    if weight < MEASURED * terms.total:
        return True
    assert measure is not None
    if same_kind(measure[1].strip(), member.figure.unit, query.frame.marked):
        return True
    one = candidates_for(query, [member])[0]
    cover = one.cover
    if one.passage.row is None:  # headings far above say it of everything below them
        caller = query.shelf.context(one.passage).caller
        near = (query.scorer.span(one.passage, one.spans.sentence), query.scorer.zone(caller))
        cover = list(map(max, *near))
    return sum(terms.weights[i] * cover[i] for i in places) >= HALF * weight


def _both_ends(query: Query, members: Sequence[Member]) -> Answer | None:
    """ "Nơi nào cao nhất, nơi nào thấp nhất?": both are told, the larger first."""
    high, low = _told(query, members, least=False), _told(query, members, least=True)
    if high is None or low is None:
        return high or low
    return replace(
        high,
        text=f"Lớn nhất – {high.text} Nhỏ nhất – {low.text}",
        figures=(*high.figures, *low.figures),
        derivation=f"{high.derivation}; nhỏ nhất là {low.text.partition(':')[0]}",
    )


def _contenders(query: Query, fit: Fit, versus: bool) -> Sequence[Member]:
    """What is compared: the members that the question names, else all; none if they are few."""
    if any(member.figure.kind is FigureKind.RANK for member in fit.series.members):
        return ()
    named = mentioned(query, fit.series)
    if len(named) >= 2:
        return named
    few = len(fit.series.members) < FEWEST
    if versus or few or fit.features["verbal"] > 0.5:
        return ()
    return of_class(query, fit.series.members)


def _with_other(query: Query, answer: Answer, members: Sequence[Member]) -> Answer:
    """Of two that are compared the other one's figure too."""
    if len(members) != 2:
        return answer
    told_ = {member.name: told(candidates_for(query, [member])[0]) for member in members}
    missing = [name for name, figure in told_.items() if figure not in answer.text]
    more = " ".join(f"{_name(name)}: {told_[name]}." for name in missing)
    return replace(
        answer,
        text=f"{answer.text} {more}".strip(),
        figures=tuple(stated(member.figure) for member in members),
    )


def _name(name: str) -> str:
    """A member's name as a sentence's beginning, without what ties it to its sentence."""
    name = re.sub(r"^của |(?<= )đạt$", "", name).strip()
    return f"{name[:1].upper()}{name[1:]}"


def _by_how_much(query: Query, text: str, cited: Sequence[Candidate]) -> Answer | None:
    """The larger one, and the difference with its working."""
    working = taken_away(cited)
    if working is None:
        return None
    answer = computed(query, replace(working, about="Chênh lệch"))
    return replace(answer, text=f"{text} {answer.text}")


def _told(query: Query, members: Sequence[Member], least: bool) -> Answer | None:
    pick = min if least else max
    edge = pick(member.figure.amount for member in members)
    best = [member for member in members if member.figure.amount == edge]
    rest = [member for member in members if member not in best]
    word = "nhỏ nhất" if least else "lớn nhất"
    shown = ", ".join(f"{member.name}: {member.figure.text}" for member in members)
    name = listed(best)
    cited = candidates_for(query, [*best, *rest])
    text = f"{name[:1].upper()}{name[1:]}: {told(cited[0])}."
    if len(members) == 2 and len(best) == 1 and _BY_HOW_MUCH.search(query.frame.key):
        return _by_how_much(query, text, cited)
    return Answer(
        question=query.frame.text,
        text=text,
        kind=AnswerKind.DERIVED,
        figures=tuple(stated(member.figure) for member in best),
        derivation=f"So sánh {shown}; {word} là {name}",
        citations=citations(query, cited),
    )
