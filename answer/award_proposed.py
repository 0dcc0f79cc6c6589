"""Awards given beside awards applied for: asked without saying which, both are told.

"Năm 2025 có mấy Cờ thi đua của Chính phủ?": one report counts those given, another those that
it put forward.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.award_frame import AwardFrame, plain_form
from answer.award_groups import Group
from answer.award_text import say_awards
from answer.query import Query
from ingest.report import Answer, AnswerKind, Award
from ingest.text import bare, canonical

_SAID = re.compile(
    r"\b(?:duoc|da tang|tang thuong|trao|nhan|dat|phong|ky|quyet dinh|trinh|de nghi|xin)\b"
)


def proposed_too(query: Query, asked: AwardFrame, groups: Sequence[Group]) -> Answer | None:
    """The best group and the same award as put forward in another report, None if not open."""
    best = groups[0]
    first = best.awards[0]
    if not asked.form or asked.proposed or first.proposed or first.movement:
        return None
    if query.scope.names or _SAID.search(bare(query.frame.key)):
        return None
    for group in groups[1:]:
        other = group.awards[0]
        if (
            other.proposed
            and not other.movement
            and group.passage.report_id != best.passage.report_id
            and _form(other) == _form(first)
            and group.features["missing"] == 0
        ):
            return _both(query, best, group)
    return None


def _form(award: Award) -> str:
    return plain_form(canonical(award.form))


def _both(query: Query, given: Group, applied: Group) -> Answer:
    answers = [say_awards(query, [group]) for group in (given, applied)]
    owners = [query.shelf.report_of(group.passage).issuer for group in (given, applied)]
    return replace(
        answers[0],
        text=" ".join(f"{owner}: {a.text}" for owner, a in zip(owners, answers, strict=True)),
        kind=AnswerKind.SEVERAL,
        figures=tuple(figure for a in answers for figure in a.figures),
        citations=tuple(citation for a in answers for citation in a.citations),
    )
