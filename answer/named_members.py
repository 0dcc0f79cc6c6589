"""The members of a series whose names the question says word for word.

"khiếu nại đúng với có đúng có sai" names two members, though "đúng" stands in both and "sai" is
a third one: the longest name is taken first and its words are gone then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.query import Query
from answer.series_parts import Member
from index.tokens import units
from ingest.text import bare

_LEAST = 2  # members to be sure: one name may stand in a question by chance
_QUARTER = re.compile(r"(?<= quy )([1-4])(?= )")
_ROMAN = {"1": "i", "2": "ii", "3": "iii", "4": "iv"}


def named_in_full(query: Query, members: Sequence[Member]) -> list[Member]:
    """The members named word for word, in the series' order; [] if fewer than two are."""
    text = f" {' '.join(map(bare, units(query.frame.text)))} "
    text = _QUARTER.sub(lambda quarter: _ROMAN[quarter[1]], text)
    names = [" ".join(map(bare, units(member.name))) for member in members]
    found: set[int] = set()
    for place in sorted(range(len(names)), key=lambda i: -len(names[i])):
        spelled = f" {names[place]} "
        if names[place] and spelled in text:
            found.add(place)
            text = text.replace(spelled, " _ ")
    if len(found) < _LEAST or not any(" " in names[place] for place in found):
        return []
    return [members[place] for place in sorted(found)]
