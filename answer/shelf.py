"""All readings of a library at hand in memory: passages, their context, and their facts.

Built once per library revision. The context of a passage is what a reader would look at
to understand it: the headings above, the lead-in it hangs under, the sentence that
calls it if it is a note.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from answer.cover import Zone
from answer.series import read_series
from answer.series_parts import Series
from answer.terms import Vocabulary
from check.discrepancy import Check
from ingest.report import (
    Award,
    DocumentCitation,
    Figure,
    Passage,
    PassageKind,
    Person,
    Reading,
    Report,
)
from ingest.segments import sentence_at

OPENING = 200  # characters: a longer first sentence tells, it does not only name a topic
_MOVEMENT = re.compile(r"phong trào|cuộc vận động|đợt thi đua", re.IGNORECASE)


@dataclass(slots=True)
class Context:
    """The stretches around a passage, prepared for matching.

    opening: a first sentence without a figure, which says what the others are about.
    """

    whole: Zone
    caller: Zone
    leaf: Zone
    path: Zone
    lead: Zone
    opening: Zone
    report: Zone


@dataclass(slots=True)
class Shelf:
    """The readings and quick ways into them."""

    readings: tuple[Reading, ...]
    vocabulary: Vocabulary
    passages: dict[str, Passage]
    reports: dict[str, Report]
    figures: dict[str, list[Figure]]
    awards: dict[str, list[Award]]
    award_at: dict[tuple[str, int], Award]
    documents: dict[str, list[DocumentCitation]]
    persons: dict[str, list[Person]]
    notes_of: dict[str, list[str]]
    children: dict[str, list[str]]
    headings: dict[str, list[Passage]]
    movements: set[str]
    series: dict[str, list[Series]]
    spans: dict[str, str]
    doubts: dict[tuple[str, int], list[Check]] | None = None
    _zones: dict[tuple[str, int, int], Zone] = field(default_factory=dict)
    _words: dict[tuple[str, ...], Zone] = field(default_factory=dict)
    _contexts: dict[str, Context] = field(default_factory=dict)

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> Shelf:
        """Sort the facts of all readings under their passages."""
        passages = {p.id: p for reading in readings for p in reading.passages}
        shelf = cls(
            readings=tuple(readings),
            vocabulary=Vocabulary(_texts(readings)),
            passages=passages,
            reports={reading.report.id: reading.report for reading in readings},
            figures=defaultdict(list),
            awards=defaultdict(list),
            award_at={},
            documents=defaultdict(list),
            persons=defaultdict(list),
            notes_of=defaultdict(list),
            children=defaultdict(list),
            headings=defaultdict(list),
            movements=set(),
            series=defaultdict(list),
            spans={reading.report.id: _span(reading) for reading in readings},
        )
        for reading in readings:
            for figure in reading.figures:
                shelf.figures[figure.passage_id].append(figure)
            for award in reading.awards:
                shelf.awards[award.passage_id].append(award)
                if award.movement:
                    shelf.movements.add(award.movement)
                shelf.award_at[(award.passage_id, award.count_end)] = award
            for document in reading.documents:
                shelf.documents[document.passage_id].append(document)
            for person in reading.persons:
                shelf.persons[person.passage_id].append(person)
            for series in read_series(reading):
                for passage_id in series.passage_ids:
                    shelf.series[passage_id].append(series)
            for passage in reading.passages:
                if passage.called_by:
                    shelf.notes_of[passage.called_by[0]].append(passage.id)
                shelf.movements.update(
                    step.title for step in passage.section if _MOVEMENT.search(step.title)
                )
                if passage.kind is PassageKind.HEADING:
                    shelf.headings[passage.report_id].append(passage)
                if passage.parent:
                    shelf.children[passage.parent].append(passage.id)
        return shelf

    def report_of(self, passage: Passage) -> Report:
        """The report in which a passage stands."""
        return self.reports[passage.report_id]

    def zone(self, passage: Passage, start: int, end: int) -> Zone:
        """A stretch of a passage prepared for matching (kept for the next question)."""
        key = (passage.id, start, end)
        if key not in self._zones:
            self._zones[key] = Zone.of(passage.text[start:end])
        return self._zones[key]

    def award_of(self, figure: Figure) -> Award | None:
        """The award whose count a figure is, None if it counts no award."""
        for offset in range(figure.start, figure.end + 1):
            if award := self.award_at.get((figure.passage_id, offset)):
                return award
        return None

    def words(self, *texts: str) -> Zone:
        """Any short texts prepared for matching (kept for the next question)."""
        if texts not in self._words:
            self._words[texts] = Zone.of(*texts)
        return self._words[texts]

    def context(self, passage: Passage) -> Context:
        """The context of a passage prepared for matching (kept for the next question)."""
        if passage.id not in self._contexts:
            self._contexts[passage.id] = self._read_context(passage)
        return self._contexts[passage.id]

    def calling_sentence(self, passage: Passage) -> tuple[Passage, int, int] | None:
        """For a note: the passage, start and end of the sentence that calls it."""
        if not passage.called_by or passage.called_by[0] not in self.passages:
            return None
        caller = self.passages[passage.called_by[0]]
        offset = max(passage.called_by[1] - 1, 0)
        return (caller, *sentence_at(caller.text, offset))

    def lead_in(self, passage: Passage) -> Passage | None:
        """The bullet or paragraph that a passage hangs under, if it is not a heading."""
        parent = self.passages.get(passage.parent or "")
        return parent if parent and parent.kind is not PassageKind.HEADING else None

    def around(self, passage: Passage) -> list[Passage]:
        """What gives a passage its context: caller, lead-in, headings above, the title."""
        found: list[Passage] = []
        calling = self.calling_sentence(passage)
        if calling:
            found.append(calling[0])
        lead = self.lead_in(passage)
        if lead is not None:
            found.append(lead)
        titles = {step.title for step in passage.section if step.title}
        headings = self.headings.get(passage.report_id, ())
        found += [h for h in headings if any(title in h.text for title in titles)]
        return found + [heading for heading in headings if not heading.section]

    def _read_context(self, passage: Passage) -> Context:
        calling = self.calling_sentence(passage)
        lead = None if calling else self.lead_in(passage)
        titles = [step.title for step in passage.section if step.title]
        report = self.report_of(passage)
        return Context(
            whole=self.zone(passage, 0, len(passage.text)),
            caller=self.words(calling[0].text[calling[1] : calling[2]] if calling else ""),
            leaf=self.words(titles[-1] if titles else ""),
            path=self.words(*titles[:-1]),
            lead=self.words(lead.text if lead else ""),
            opening=self.words(self._opening(passage)),
            report=self.words(report.title, report.issuer, report.place, str(report.year or "")),
        )

    def _opening(self, passage: Passage) -> str:
        start, end = sentence_at(passage.text, 0)
        if passage.row is not None or end >= len(passage.text.rstrip()) or end - start > OPENING:
            return ""
        counted = any(figure.start < end for figure in self.figures.get(passage.id, ()))
        return "" if counted else passage.text[start:end]


def _span(reading: Reading) -> str:
    """The part of its year that a report is about ("2025-H1"), "" if it is about the whole.

    Its figures tell: more of them are of that part than of the year.
    """
    year = str(reading.report.year or "")
    counts = Counter(f.period for f in reading.figures if f.period.startswith(year))
    most, _ = max(counts.items(), key=lambda pair: pair[1], default=("", 0))
    return most if year and re.fullmatch(rf"{year}-[A-Z]\d+", most) else ""


def _texts(readings: Iterable[Reading]) -> Iterable[str]:
    for reading in readings:
        yield from (passage.text for passage in reading.passages)
        yield reading.report.title
