"""What the place was before a merger, beside what it is: "toàn tỉnh 530 con, Hòa An (cũ) 320 con".

Who says only "Hòa An", which is what both the merged province and one of those that made it
up are called, is told both cells of the row. What this module does not know: sides told in
sentences (``apart.py``).
"""

from __future__ import annotations

import re

from answer.candidate import Candidate
from answer.figure_match import figure_candidate
from answer.query import Query
from answer.scope import name_key, owner_key
from answer.working import same_unit
from ingest.text import bare

_SAID = re.compile(
    r"(?<!\w)(?:moi|toan|ca tinh|hien nay|sau (?:khi )?(?:sap nhap|hop nhat|sap xep)|tong so)(?!\w)"
)
_NUMBERS = re.compile(r"\d+")


def former_side(query: Query, best: Candidate) -> Candidate | None:
    """The cell of the former place of the same name; None if the question says which it means."""
    figure, scope = best.figure, query.scope
    if figure is None or best.passage.row is None or scope.old or scope.new or scope.kinds:
        return None
    if _SAID.search(bare(query.frame.key)) or query.frame.operation is not None:
        return None
    owner = owner_key(query.shelf.report_of(best.passage))
    former = [f" {name} cũ " for name in scope.names if f" {name} " in owner]
    column = name_key(figure.column)
    if not former or " cũ " in column:
        return None
    fitting = [
        candidate
        for other in query.shelf.figures.get(best.passage.id, ())
        if any(name in name_key(other.column) for name in former)
        and other.kind is figure.kind
        and _NUMBERS.findall(other.column) == _NUMBERS.findall(figure.column)
        and same_unit([best, candidate := figure_candidate(query, best.passage, other, 0.0, False)])
    ]
    return fitting[0] if len(fitting) == 1 else None
