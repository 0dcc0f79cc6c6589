"""Every figure and award of the reports as a row: what it says, of what, when, where it stands.

A row is made once a revision and only read afterwards; its place is cited on demand.
What this module does not know: filters, years beside years, how a row is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal

from check.cite import cite
from ingest.award_context import movement_of
from ingest.report import Award, Citation, Figure, FigureKind, Heading, Passage, Reading, Report
from ingest.text import bare, canonical

Sort = Literal["figures", "awards"]
KIND_NAMES = {
    FigureKind.ACTUAL: "thực hiện",
    FigureKind.PLAN: "kế hoạch",
    FigureKind.ESTIMATE: "ước",
    FigureKind.CHANGE: "tăng giảm",
    FigureKind.SHARE: "tỷ lệ",
    FigureKind.RANK: "hạng",
}
PROPOSED, AWARDED = "đề nghị", "đã tặng"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONG_TITLE = 60


@dataclass(frozen=True, eq=False)
class FactRow:
    """One figure or award with the report and passage that it stands in.

    number: its place among all rows of its sort, from 1, in the order of the reports.
    years: the years that its period names ("2025", "2021-2025"), of the report if it has none.
    """

    number: int
    fact: Figure | Award
    passage: Passage
    report: Report
    movement: str = ""
    years: str = field(default="")

    @property
    def sort(self) -> Sort:
        return "figures" if isinstance(self.fact, Figure) else "awards"

    @cached_property
    def label(self) -> str:
        """What is counted: the words near a figure; giver, form and receiver of an award."""
        if isinstance(self.fact, Award):
            return " · ".join(filter(None, (self.fact.form, self.fact.giver)))
        row = self.passage.row
        words = self.fact.label or (row.label if row else "")
        column = self.fact.column
        return f"{words} · {column}" if row and column and column not in words else words

    @property
    def value(self) -> str:
        """The number as a machine reads it; "" where an award is printed without one."""
        if isinstance(self.fact, Figure):
            return str(self.fact.value)
        return str(self.fact.count) if self.printed else ""

    @property
    def printed(self) -> str:
        """The number exactly as the report prints it, "" where an award has none."""
        return self.passage.text[slice(*self.span)]

    @property
    def unit(self) -> str:
        return self.fact.unit if isinstance(self.fact, Figure) else self.fact.recipient

    @property
    def kind(self) -> str:
        """How the number is meant, in words."""
        if isinstance(self.fact, Figure):
            return KIND_NAMES[self.fact.kind]
        return PROPOSED if self.fact.proposed else AWARDED

    @property
    def about(self) -> str:
        return self.fact.about

    @property
    def span(self) -> tuple[int, int]:
        """The printed number's offsets in the passage."""
        if isinstance(self.fact, Figure):
            return self.fact.start, self.fact.end
        return self.fact.count_start, self.fact.count_end

    @property
    def page(self) -> int | None:
        return self.passage.page_at(self.span[0])

    @cached_property
    def section(self) -> str:
        """The headings above with their titles, as a filter offers them."""
        return " › ".join(map(heading_text, self.passage.section))

    @property
    def citation(self) -> Citation:
        """Where it stands, with the quoted line."""
        return cite(self.report, self.passage, self.span)

    @cached_property
    def searched(self) -> tuple[str, str]:
        """All its words as one key with and one without Vietnamese marks."""
        texts = (
            self.label, self.passage.text, self.movement, self.section, self.about,
            self.unit, self.kind, self.report.file, self.report.title,
        )  # fmt: skip
        keys = [keys_of(text) for text in texts]
        return " | ".join(key for key, _ in keys), " | ".join(key for _, key in keys)


@lru_cache(maxsize=65536)  # rows of one passage share its text
def keys_of(text: str) -> tuple[str, str]:
    """A text's key with and without Vietnamese marks."""
    whole = canonical(text)
    return whole, bare(whole)


@lru_cache(maxsize=65536)
def heading_text(step: Heading) -> str:
    """``Phần I. KẾT QUẢ``: label and the beginning of the title."""
    title = step.title
    if len(title) > _LONG_TITLE:
        title = title[:_LONG_TITLE].rsplit(" ", 1)[0] + "…"
    if step.label in {"", "-", "+", "."}:
        return title
    return f"{step.label}. {title}".rstrip(". ") if title else step.label


def years_named(period: str, report: Report) -> str:
    """The year or the span of years of a period; the report's year where it names none."""
    found = sorted(set(_YEAR.findall(period)))
    if not found:
        return str(report.year or "")
    return found[0] if len(found) == 1 else f"{found[0]}-{found[-1]}"


@dataclass(frozen=True)
class FactTable:
    """All rows of a library at one revision."""

    revision: int
    figures: tuple[FactRow, ...]
    awards: tuple[FactRow, ...]

    def rows(self, sort: Sort) -> tuple[FactRow, ...]:
        return self.figures if sort == "figures" else self.awards

    def row(self, sort: Sort, number: int) -> FactRow | None:
        """A row by its number, None if there is no such row."""
        rows = self.rows(sort)
        return rows[number - 1] if 1 <= number <= len(rows) else None

    @classmethod
    def of(cls, readings: Sequence[Reading], revision: int = 0) -> FactTable:
        """The rows of some readings, in the order of the reports."""
        return cls(
            revision,
            _numbered(_figure_places(readings)),
            _numbered(_award_places(readings)),
        )


_Place = tuple[Figure | Award, Passage, Report, str]


def _figure_places(readings: Sequence[Reading]) -> Iterable[_Place]:
    for reading in readings:
        passages = reading.by_id()
        for figure in reading.figures:
            passage = passages[figure.passage_id]
            yield figure, passage, reading.report, _movement(passage, passages)


def _award_places(readings: Sequence[Reading]) -> Iterable[_Place]:
    for reading in readings:
        passages = reading.by_id()
        for award in reading.awards:
            yield award, passages[award.passage_id], reading.report, award.movement


def _movement(passage: Passage, passages: dict[str, Passage]) -> str:
    """The movement of the headings above; for a note, of those above its caller."""
    caller = passages.get(passage.called_by[0]) if passage.called_by else None
    return movement_of((caller or passage).section)


def _numbered(places: Iterable[_Place]) -> tuple[FactRow, ...]:
    return tuple(
        FactRow(number, fact, passage, report, movement, years_named(fact.period, report))
        for number, (fact, passage, report, movement) in enumerate(places, 1)
    )
