"""The noun that a question counts, and the units that stand for it.

"Bao nhiêu thanh niên nhập ngũ?" is answered by "86 công dân": the unit says the noun.
"""

from __future__ import annotations

from answer.query import Query
from answer.units import by_kind
from ingest.report import Figure

BY_KIND = 0.7  # how far a counted noun is covered by a unit that stands for it


def counted_places(query: Query, figure: Figure) -> list[int]:
    """Where the question's counted noun stands, if the figure's unit stands for it."""
    syllables = query.terms.syllables
    found: list[int] = []
    for noun in query.frame.units:
        size = by_kind(noun, figure.unit, query.frame.marked) if figure.unit else 0
        words = tuple(noun.split()[:size])
        for at in range(len(syllables) - size + 1 if size else 0):
            if syllables[at : at + size] == words:
                found += range(at, at + size)
    return found
