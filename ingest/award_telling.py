"""An award as a fact, once the words that tell of it are found: giver, form, time, movement.

What the words themselves do not say is taken from the list's lead-in, the law and the section.

What this module does not know: which words govern which count (``awards.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.award_context import NOTHING_GIVEN, Given, is_proposed, movement_in
from ingest.award_words import Count, Form, Giver, form_level
from ingest.clauses import Span
from ingest.figures import Context
from ingest.periods import period_at
from ingest.report import Award
from ingest.scope import Statement, about_at
from ingest.vocabulary import CAPITALS

_PLACE_NAME = re.compile(
    r"(?:[Tt]ỉnh|[Tt]hành phố|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hị trấn|[Xx]ã|[Pp]hường)"
    rf" [{CAPITALS}].*"
)


@dataclass(frozen=True, slots=True)
class Telling:
    """A statement with all that its awards inherit; movement: that of the section above it."""

    statement: Statement
    passage_id: str
    context: Context
    lead: Given = NOTHING_GIVEN
    movement: str = ""

    def award(
        self,
        count: Count,
        segment: Span,
        form: Form,
        giver: Giver | None,
        *,
        end: int = 0,
    ) -> Award:
        """The award of a count; ``end``: of the words that tell of it, where behind them all."""
        name = self._giver_name(form, giver)
        parts = [count.start, form.start, giver.start if giver else count.start]
        start = min(part for part in parts if part >= 0)
        stop = max(count.end, end, form.end)
        return Award(
            passage_id=self.passage_id,
            start=start,
            end=stop,
            giver=name,
            form=form.name,
            recipient=count.recipient,
            count=count.value,
            count_start=count.start,
            count_end=count.end,
            movement=self.movement_at(count, segment),
            period=period_at(self.statement, start, stop, self.context.period, self.context.year),
            about=self._about(count, giver),
            proposed=self._proposed(segment, max(count.start, form.start)),
        )

    def movement_at(self, count: Count, segment: Span) -> str:
        """The movement for which a count was awarded."""
        sentence = self.statement.sentence(segment.start)
        return movement_in(self.statement, (segment, sentence), self.movement, count.start)

    def _giver_name(self, form: Form, giver: Giver | None) -> str:
        if form.giver:
            return form.giver
        if giver is not None:
            return giver.name
        if form.by_law and (self.lead.givers != 1 or self.lead.giver == ""):
            return form.by_law
        return self.lead.giver or form_level(self.statement.line, form)

    def _about(self, count: Count, giver: Giver | None) -> str:
        """The place by name: the giver's, else that of the recipients; "" for no named place."""
        stated = about_at(self.statement, count.start, count.end, self.context.about)
        for words in (giver.name if giver else "", stated):
            if place := _PLACE_NAME.search(words):
                return place[0]
        return ""

    def _proposed(self, segment: Span, upto: int) -> bool:
        sentence = self.statement.sentence(segment.start)
        return is_proposed(self.statement, sentence.start, upto) or self.lead.proposed
