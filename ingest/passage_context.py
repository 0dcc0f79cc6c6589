"""What a passage inherits: period, place, subject and movement from what stands around it.

A list item takes them from the lead-in above it (a passage that ends with a colon), every
passage from its headings, a footnote from the sentence that calls it, all from the year
the report is about.

What this module does not know: how figures and awards use what they inherit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.counted import words_before
from ingest.figures import Context, figures_of
from ingest.periods import find_periods, period_at
from ingest.report import Passage, PassageKind, Report
from ingest.scope import Statement, about_at
from ingest.vocabulary import CAPITALS, Pattern, keyed

_PLAN = Pattern(
    r"(?<![^\W_])(?:phương hướng|nhiệm vụ trọng tâm|mục tiêu (?:năm|chủ yếu)"
    r"|chỉ tiêu chủ yếu năm|kế hoạch năm)(?![^\W_])"
)
_NAMED = re.compile(rf" [{CAPITALS}]")
_DONE = Pattern(r"(?<![^\W_])(?:kết quả|tình hình|đánh giá|tổng kết)(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A passage read once, with what stands around it.

    lead: the passage above that introduces it with a colon; caller: for a note, the passage
    that calls it, and where.
    """

    passage: Passage
    statement: Statement
    lead: Surroundings | None = None
    caller: Surroundings | None = None
    call_offset: int = 0


def surroundings(passages: Sequence[Passage]) -> list[Surroundings]:
    """Every passage with its lead-in and, for notes, its caller; in the passages' order."""
    found: dict[str, Surroundings] = {}
    lead: Surroundings | None = None
    for passage in passages:
        if passage.kind is PassageKind.FOOTNOTE:
            continue
        if lead is not None and not _introduces(lead.passage, passage):
            lead = None
        here = Surroundings(passage, Statement(passage.text), lead)
        found[passage.id] = here
        if passage.kind is not PassageKind.FURNITURE and passage.text.rstrip().endswith(":"):
            lead = here
    for passage in passages:
        if passage.kind is PassageKind.FOOTNOTE:
            caller_id, offset = passage.called_by or ("", 0)
            caller = found.get(caller_id)
            found[passage.id] = Surroundings(passage, Statement(passage.text), None, caller, offset)
    return [found[passage.id] for passage in passages]


def _introduces(lead: Passage, passage: Passage) -> bool:
    """A lead-in reaches the labelled items below it, in its own section or deeper ones."""
    if passage.kind is PassageKind.HEADING and passage.label[:1].isalnum():
        return False  # "1. …" after "cụ thể:" begins a subject of its own
    steps = len(lead.section)
    same = passage.section[:steps] == lead.section
    return same and bool(passage.label or passage.kind in {PassageKind.HEADING, PassageKind.ROW})


@cache
def title_period(title: str) -> str:
    """The last period that a heading names, "" if none."""
    periods = find_periods(Statement(title))
    return periods[-1].value if periods else ""


@cache
def _title_about(title: str) -> str:
    mentions = [mention for mention in Statement(title).mentions if not mention.agency]
    return mentions[-1].text if mentions else ""


@cache
def _speaks_of_plans(title: str) -> bool:
    line = keyed(title)
    return bool(_PLAN.search(line)) and not _DONE.search(line)


def context_of(around: Surroundings, report: Report) -> Context:
    """What the figures of a passage inherit."""
    if around.caller is not None:
        return _note_context(around, report)
    titles = [step.title for step in around.passage.section]
    period = _lead_period(around) or _last(title_period(title) for title in titles)
    return Context(
        period=period or (str(report.year) if report.year else ""),
        about=_lead_about(around) or _last(_title_about(title) for title in titles[-2:]),
        year=str(report.year) if report.year else "",
        plan=any(_speaks_of_plans(title) for title in titles),
    )


def _last(values: Iterable[str]) -> str:
    found = ""
    for value in values:
        found = value or found
    return found


def _lead_period(around: Surroundings) -> str:
    lead = around.lead
    if lead is None:
        return ""
    # "(năm 2023 xếp thứ 34)" and "cùng kỳ năm 2023 đạt 81%" hold for their own figures only.
    periods = [
        period
        for period in find_periods(lead.statement)
        if not period.aside and lead.statement.inside(period.start) is None
    ]
    return periods[-1].value if periods else _lead_period(lead)


def _lead_about(around: Surroundings) -> str:
    lead = around.lead
    if lead is None:
        return ""
    mentions = [mention for mention in lead.statement.mentions if _NAMED.search(mention.text)]
    return mentions[-1].text if len(mentions) == 1 else ""


def _note_context(around: Surroundings, report: Report) -> Context:
    caller = around.caller
    assert caller is not None
    outer = context_of(caller, report)
    statement, offset = caller.statement, around.call_offset
    sentence = statement.sentence(max(offset - 1, 0))
    called = [one for one in figures_of(statement, "", outer) if offset - 3 <= one.end <= offset]
    own, _ = words_before(statement.line, offset, sentence.start, sentence)
    subject = called[-1].label if called else own
    return Context(
        period=period_at(statement, offset, offset, outer.period, outer.year),
        about=about_at(statement, offset, offset, outer.about),
        label=subject,
        year=outer.year,
        plan=outer.plan,
    )
