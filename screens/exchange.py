"""A conversation: questions with their answers, as one session keeps them.

What this module does not know: gradio, how anything looks.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.report import Answer, Citation, Turn

LONGEST_QUESTION = 1000  # characters
REMEMBERED = 6  # earlier turns that a follow-up may refer to
KEPT = 100  # answers kept per conversation; a page open for weeks must not grow for ever


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question with its answer.

    quotable: the answer with its citations as one copies it. verdict: "", "right" or "wrong",
    what the user said of it.
    """

    answer: Answer
    quotable: str = ""
    verdict: str = ""
    id: str = field(default_factory=lambda: secrets.token_hex(8))


@dataclass(frozen=True, slots=True)
class Spot:
    """Which citation of which answer of a conversation is open; both counted from 0."""

    turn: int
    number: int = 0

    def citation(self, past: Sequence[Exchange]) -> Citation | None:
        """The citation, None where there is none."""
        if not 0 <= self.turn < len(past):
            return None
        citations = past[self.turn].answer.citations
        return citations[self.number] if 0 <= self.number < len(citations) else None

    def step(self, by: int) -> Spot:
        """The neighbouring citation of the same answer."""
        return Spot(self.turn, self.number + by)


def history(past: Sequence[Exchange]) -> list[Turn]:
    """What a follow-up may refer to."""
    return [Turn(one.answer.question, one.answer.text) for one in past[-REMEMBERED:]]


def kept(past: Sequence[Exchange], new: Exchange) -> list[Exchange]:
    """The conversation with one more exchange."""
    return [*past, new][-KEPT:]
