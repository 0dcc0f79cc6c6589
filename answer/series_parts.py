"""What a series is: members with a name each that count one thing.

What this module does not know: where series are found (``series.py``, ``series_tables.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.report import Figure


@dataclass(frozen=True, slots=True)
class Member:
    """One of the series: its name as printed, all words that may call it, its figure."""

    name: str
    words: str
    figure: Figure
    start: int  # where its own words begin in its passage


@dataclass(frozen=True, slots=True)
class Series:
    """Members that count one thing.

    role: the words that they share ("xây dựng mới"); lead: what introduces the enumeration;
    whole: the printed total, None if there is none. form: "prose", "list", "table".
    """

    members: tuple[Member, ...]
    unit: str
    role: str
    lead: str
    form: str
    whole: Figure | None = None

    @property
    def passage_ids(self) -> tuple[str, ...]:
        """The passages of the members, each once, in order."""
        return tuple(dict.fromkeys(m.figure.passage_id for m in self.members))
