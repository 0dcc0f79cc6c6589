"""Award facts told as a clerk would: giver, form, counts as printed, the movement in front."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from answer.award_groups import Group, is_recipient, names_recipient
from answer.candidate import Candidate
from answer.compose import citations, supported
from answer.evidence import spans_around
from answer.query import Query
from answer.working import number
from ingest.report import Answer, AnswerKind, Award, Passage, StatedFigure
from ingest.text import bare, canonical

# Titles are awarded to whoever the number counts: "214 Lao động tiên tiến".
_TITLE = re.compile(r"(?:danh hiệu |tập thể )*(?:lao động|chiến sĩ|gia đình|đơn vị)", re.IGNORECASE)
_ADDED = frozenset({"tap the", "ca nhan", "ho gia dinh", "ho"})


def say_awards(query: Query, told: Sequence[Group]) -> Answer:
    chosen = [(group, asked_for(query, group)) for group in told]
    chosen = [(group, awards) for group, awards in chosen if awards]
    sentences = [_sentence(group, awards) for group, awards in chosen]
    movement = _movement(chosen[0][0].awards[0])
    text = "; ".join(sentences)
    text = f"{movement}: {text}." if movement else f"{text[:1].upper()}{text[1:]}."
    answer = Answer(
        question=query.frame.text,
        text=text,
        kind=AnswerKind.SEVERAL if len(chosen) > 1 else AnswerKind.FOUND,
        figures=tuple(
            StatedFigure(str(a.count), a.recipient, _printed(group.passage, a))
            for group, awards in chosen
            for a in awards
            if a.count_end > a.count_start
        ),
        citations=citations(
            query, [candidate_of(group, award) for group, awards in chosen for award in awards]
        ),
    )
    return supported(query, answer, [candidate_of(group, awards[0]) for group, awards in chosen])


def asked_for(query: Query, group: Group) -> list[Award]:
    """The awards whose recipients are asked for; all if the question names none of them."""
    asked = [noun for noun in query.frame.units if names_recipient(noun, query.frame.marked)]
    chosen = [
        award
        for award in group.awards
        if any(is_recipient(noun, award.recipient, query.frame.marked) for noun in asked)
    ]
    return _of_column(query, group, chosen or group.awards)


def _of_column(query: Query, group: Group, awards: list[Award]) -> list[Award]:
    """In a table, of several counts of the same recipients the one whose column is asked for."""
    row = group.passage.row
    if row is None or len({award.recipient for award in awards}) == len(awards):
        return awards
    headers = [
        next((cell.header for cell in row.cells if cell.start <= a.count_start < cell.end), "")
        for a in awards
    ]
    shares = [query.terms.share(query.scorer.text(header)) for header in headers]
    best = max(shares, default=0.0)
    kept = [a for a, share in zip(awards, shares, strict=True) if share >= best - 1e-9]
    return kept if best > 0 else awards


def _sentence(group: Group, awards: Sequence[Award]) -> str:
    counts = [_printed(group.passage, award) for award in awards]
    told = counts[0] if len(counts) == 1 else f"{', '.join(counts[:-1])} và {counts[-1]}"
    first = awards[0]
    giver, form = first.giver, first.form
    if first.proposed and canonical(form) in canonical(told):
        return f"đề nghị, trình {told}"
    if first.proposed:
        return f"{giver + ': ' if giver else ''}đề nghị, trình {form} cho {told}"
    if canonical(form) in canonical(told):
        verb = "công nhận" if _TITLE.match(form) else "tặng"
        return f"{giver} {verb} {told}" if giver else told
    if not giver:
        return f"{form}: {told}"
    if form.lower() in {"khen thưởng", "biểu dương", "tôn vinh", "tuyên dương", "khen"}:
        return f"{giver} {form} {told}"
    return f"{giver} tặng {form} cho {told}"


def _printed(passage: Passage, award: Award) -> str:
    """The count as printed with its recipient ("06 tập thể")."""
    count = passage.text[award.count_start : award.count_end]
    if not any(char.isdigit() for char in count):
        return award.recipient or count
    return (
        count
        if award.recipient and award.recipient in count
        else f"{count} {award.recipient}".strip()
    )


def _movement(award: Award) -> str:
    name = award.movement.strip(" -;.")
    return f"{name[:1].upper()}{name[1:]}" if name else ""


def candidate_of(group: Group, award: Award, query: Query | None = None) -> Candidate:
    spans = spans_around(group.passage.text, award.count_start)
    cover = query.scorer.around(group.passage, spans) if query else []
    return Candidate(
        group.passage, award.count_start, award.count_end, spans, cover, group.share, award=award
    )


def total_of(query: Query, group: Group) -> Answer | None:
    """All recipients of one award added up, unless the report prints the sum itself."""
    counted = [a for a in group.awards if a.count_end > a.count_start]
    if any(bare(a.recipient) == "truong hop" for a in counted):
        return None
    parts = [a for a in counted if bare(a.recipient) in _ADDED]
    if len(parts) < 2:
        return None
    total = sum(award.count for award in parts)
    printed = [_printed(group.passage, award) for award in parts]
    working = f"{' + '.join(printed)} = {number(Decimal(total))}"
    answer = say_awards(query, [Group(group.passage, parts, group.share)])
    return replace(
        answer,
        text=f"{answer.text.rstrip('.')}; tổng cộng {number(Decimal(total))} ({working}).",
        kind=AnswerKind.DERIVED,
        derivation=working,
        figures=(StatedFigure(str(total), "", working), *answer.figures),
    )
