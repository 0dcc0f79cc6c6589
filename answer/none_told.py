"""That there was none: "không có tử vong" answers who asks how many died, or which ones.

Told only where the denial stands with what the question is about, and nothing that counts the
same thing fits as well. What this module does not know: what fell short of a plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from answer.compose import found
from answer.frame import NUMERIC, Wanted
from answer.place_match import candidate_at, whole_sentence
from answer.query import Query
from answer.wording import wording
from index.tokens import units
from ingest.report import Answer, Passage
from ingest.segments import Span, clause_at
from ingest.text import bare, canonical

_NONE = re.compile(
    r"(?<!\w)(?:không|chưa) (?:có|ghi nhận|phát sinh|xảy ra|để xảy ra|phát hiện)"
    r"(?: (?:ca|trường hợp|vụ|người|số|cuộc|điểm|bất kỳ|một))* ([^\W\d_]+ [^\W\d_]+)",
    re.IGNORECASE,
)
_ASKS_NONE = re.compile(r"\b(?:khong|chua) (?:co|ghi nhan|xay ra|phat sinh|de xay ra|phat hien)\b")
# Of where or of whom it is asked: nothing that the denial need say.
_WHERE = frozenset(["thuoc", "huyen", "xa", "phuong", "thon", "tinh", "noi", "dia", "don", "vi"])
TOPIC = 0.62  # the share of the question's other words that the denial's clause covers
_ASKED = NUMERIC | {Wanted.LIST, Wanted.WHERE, Wanted.DATE, Wanted.PERSON}


def none_told(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer | None:
    """The sentence that says that there was none of what is asked about; None if none says so."""
    frame = query.frame
    if frame.wanted not in _ASKED or frame.both or _ASKS_NONE.search(bare(frame.key)):
        return None
    denials = [
        (_topic(query, passage, span, noun), passage, span, noun)
        for passage, _ in passages
        if passage.row is None and _of_its_year(query, passage)
        for span, noun in _denials(query, passage)
    ]
    if not denials:
        return None
    share, passage, span, noun = max(denials, key=lambda one: one[0])
    if share < TOPIC or any(
        _topic(query, other, where, noun) > share - 0.05
        for other, _ in passages
        for where in _counted(other, noun)
    ):
        return None
    told = whole_sentence(query, candidate_at(query, passage, span, 0.0, {}))
    answer = found(query, [told])
    return replace(answer, text=wording("bao-cao-ghi", said=answer.text))


def _of_its_year(query: Query, passage: Passage) -> bool:
    """Whether the passage's report is on the year asked for: of another it denies nothing."""
    years = query.scope.years
    return not years or any(own in years for own in query.shelf.report_of(passage).periods)


def _denials(query: Query, passage: Passage) -> Iterable[tuple[Span, str]]:
    """Where a passage denies that there was something that the question speaks of."""
    said = f" {' '.join(bare(unit) for unit in units(query.frame.key))} "
    for match in _NONE.finditer(passage.text):
        noun = bare(canonical(match[1]))
        if f" {noun} " in said:
            yield match.span(), noun


def _counted(passage: Passage, noun: str) -> Iterable[Span]:
    """Where a passage counts the thing: a number up to two words before it."""
    text = bare(canonical(passage.text))
    if len(text) != len(passage.text):
        return
    for match in re.finditer(rf"\d[\d.]* (?:[^\W\d_]+ ){{0,2}}{noun}\b", text):
        yield match.span()


def _topic(query: Query, passage: Passage, span: Span, noun: str) -> float:
    """How much of the question's words besides the noun the clause at a span covers."""
    cover = query.scorer.span(passage, clause_at(passage.text, span[0]))
    weights = [
        0.0
        if syllable in _WHERE or syllable in noun.split() or query.owners.of_term[index]
        else weight
        for index, (syllable, weight) in enumerate(
            zip(query.terms.bare, query.terms.weights, strict=True)
        )
    ]
    total = sum(weights)
    return sum(w * c for w, c in zip(weights, cover, strict=True)) / total if total else 0.0
