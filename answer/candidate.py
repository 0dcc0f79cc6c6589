"""A possible answer: a place in a report, how well it fits the question, and why."""

from __future__ import annotations

from dataclasses import dataclass, field

from answer.evidence import Spans
from ingest.report import Award, DocumentCitation, Figure, Passage, Person


@dataclass(slots=True)
class Candidate:
    """One place that may answer.

    start, end: what answers, as offsets into the passage's text.
    cover: how far each term of the question is covered around the place, 0 … 1.
    share: the weighted share of the question that is covered.
    features: named parts of the score, for the ranker and for explaining.
    score: higher is better; comparable within one question only.
    whole: told just as it stands, never cut (an enumeration, a person with what is said).
    """

    passage: Passage
    start: int
    end: int
    spans: Spans
    cover: list[float]
    share: float
    features: dict[str, float] = field(default_factory=dict)
    score: float = 0.0
    whole: bool = False
    figure: Figure | None = None
    award: Award | None = None
    document: DocumentCitation | None = None
    person: Person | None = None

    @property
    def text(self) -> str:
        """What answers, as printed."""
        return self.passage.text[self.start : self.end]
