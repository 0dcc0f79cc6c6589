"""Why something is so: told where a sentence gives a reason and the premise holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from answer.candidate import Candidate
from answer.compose import found, refusal
from answer.denial import denial
from answer.place_match import candidate_at, sentence_candidates
from answer.premise import denied_otherwise, states_printed, turns
from answer.query import Query
from ingest.report import Answer, Passage
from ingest.segments import clause_at
from ingest.text import canonical

# "do" before somebody is who did it ("do Thủ tướng phát động"), "vì" in a name is no reason.
_BECAUSE = re.compile(
    r"(?<!\w)(?:do(?! (?:đồng chí|ông|bà|địa phương|thành phố|tỉnh|huyện|xã|trung ương|chính phủ"
    r"|thủ tướng|chủ tịch|bộ|sở|ubnd|ủy ban|hđnd|hội đồng|ban|cụm|nhà nước|bác|quốc hội)(?!\w))"
    r"|vì(?! (?:người nghèo|sự tiến bộ|trẻ em|cộng đồng|nhân dân|an ninh))"
    r"|bởi|nguyên nhân|nhờ|xuất phát từ|bắt nguồn từ)(?!\w)"
)
DEEP = 5  # sentences looked at


def reason(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer:
    """The sentence that gives the reason, or a refusal that says what is printed instead."""
    ranked = sorted(sentence_candidates(query, passages), key=lambda c: -c.score)
    near: tuple[str, Candidate] | None = None
    for sentence in ranked[:DEEP]:
        if denial(query, sentence):
            continue
        wrong = _wrong(query, sentence)
        if wrong:
            near = near or (wrong, sentence)
            continue
        clauses = list(_giving(query, sentence))
        if clauses:
            return found(query, [max(clauses, key=lambda c: c.features["near"])])
    return refusal(query, *near) if near else refusal(query)


def _giving(query: Query, sentence: Candidate) -> Iterable[Candidate]:
    """The clauses of a sentence that give a reason, each told whole."""
    for because in _BECAUSE.finditer(canonical(sentence.text)):
        span = clause_at(sentence.passage.text, sentence.start + because.start())
        clause = candidate_at(query, sentence.passage, span, sentence.features["search"], {})
        if not _wrong(query, clause):
            clause.whole = True
            yield clause


def _wrong(query: Query, candidate: Candidate) -> str:
    """Which premise of the question a sentence does not bear out, "" if it bears out all."""
    if turns(query, candidate.text):
        return "direction"
    if not states_printed(query, candidate):
        return "number"
    if denied_otherwise(query, candidate.text):
        return "denied"
    return ""
