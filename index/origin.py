"""What a whole report says of each of its passages: whose it is, and of which years.

No line of a district's report needs to say which district it speaks of. A question that
names the owner has that much in common with every passage, not only with the letterhead.

What this module does not know: what else a passage says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.synonyms import Phrase, bare_phrase
from index.tokens import units
from ingest.report import Report

YEAR = re.compile(r"(?:19|20)\d\d")
NAMED = 2  # units of the owner in a row that name it; one may be any word


@dataclass(frozen=True, slots=True)
class Origin:
    """owner: who issued the report, as bare units; years: on which it reports."""

    owner: Phrase = ()
    years: frozenset[str] = frozenset()


NOWHERE = Origin()  # of a text that belongs to no report


def origin_of(report: Report) -> Origin:
    """The origin of a report's passages."""
    years = (year for period in report.periods for year in YEAR.findall(period))
    return Origin(bare_phrase(units(report.issuer)), frozenset(years))


def owner_line(report: Report) -> str:
    """By what words a report's passages are known as its own."""
    return "\n".join(part for part in (report.issuer, report.place) if part)


def told(sequence: Sequence[str], owner: Phrase) -> frozenset[int]:
    """The places of a question's bare units at which it names the owner."""
    places: set[int] = set()
    for place in range(len(sequence) - NAMED + 1):
        run = tuple(sequence[place : place + NAMED])
        if any(owner[at : at + NAMED] == run for at in range(len(owner) - NAMED + 1)):
            places.update(range(place, place + NAMED))
    return frozenset(places)
