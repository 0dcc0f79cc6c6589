"""The total of a row's column, and of a group of columns, for a cell that nobody asked for.

What this module does not know: totals and parts in prose (``whole.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.candidate import Candidate
from answer.query import Query
from answer.row_words import NAMED, another_place, label_words, part_said
from answer.working import same_unit
from index.tokens import units
from ingest.text import bare, canonical

TOTAL = re.compile(r"(?:tổng|cộng|toàn|chung)(?!\w)")
_YEAR = re.compile(r"(?:19|20)\d\d")
TIE = 0.03  # parts that fit equally well: the question asks for none of them


def row_total(query: Query, ranked: Sequence[Candidate], part: Candidate) -> Candidate | None:
    """For a cell of a row that the question does not name: the same column's total."""
    row, figure = part.passage.row, part.figure
    assert row is not None
    assert figure is not None
    if TOTAL.match(canonical(row.label)):
        return None
    other_place = another_place(query, part.passage)
    if part_said(query, label_words(row.label)) >= NAMED and not other_place:
        return None
    for other in ranked:
        its = other.passage.row
        if (
            its is not None
            and other.figure is not None
            and other.passage.report_id == part.passage.report_id
            and its.table == row.table
            and other.figure.column == figure.column
            and TOTAL.match(canonical(its.label))
            and (other_place or part.share - other.share < TIE)
        ):
            return other
    return None


def column_total(query: Query, ranked: Sequence[Candidate], part: Candidate) -> Candidate | None:
    """For a cell of a group of columns ("Giải ngân – Đầu tư") that the question does not name
    within it: the group's total in the same row."""
    assert part.figure is not None
    group, mark, head = part.figure.column.rpartition(" – ")
    years = _YEAR.findall(head)
    asked = {bare(word) for word in units(query.frame.text)}  # "vốn" may mean "vốn đầu tư"
    if (
        (not mark and not years)
        or TOTAL.match(canonical(head))
        or asked & set(map(bare, label_words(head)))
    ):
        return None
    for other in ranked:
        if other.passage.id != part.passage.id or other.figure is None:
            continue
        its, _, own = other.figure.column.rpartition(" – ")
        if (
            its == group
            and _YEAR.findall(own) == years
            and TOTAL.match(canonical(own))
            and same_unit([part, other])
        ):
            return other if other.figure.amount >= part.figure.amount else None
    return None
