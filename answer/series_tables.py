"""Series in tables: a column's cells, one a row; or a row's cells, where its columns are places.

What this module does not know: questions, and enumerations in prose (``series.py``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from answer.header_words import written_out
from answer.series_parts import Member, Series
from ingest.report import Figure, Passage, Reading
from ingest.text import bare, canonical
from ingest.vocabulary import CAPITALS

_TOTAL = re.compile(
    r"^(?:tong|cong|toan|chung|tong cong|tong so|ca tinh|ca nuoc|ca huyen|ca xa)(?: |$)"
)
# A column that bears a proper name of two syllables: a place or a body, no measure.
_NAMED = re.compile(rf"(?<!\w)[{CAPITALS}][^\W\d_A-ZĐ]+ [{CAPITALS}][^\W\d_A-ZĐ]+")
LEAST = 2


def table_series(reading: Reading, figures: Mapping[str, Sequence[Figure]]) -> Iterable[Series]:
    """All series of a reading's tables. figures: by passage."""
    columns: dict[tuple[int, str, str], list[Member]] = defaultdict(list)
    wholes: dict[tuple[int, str, str], Figure] = {}
    titles: dict[int, str] = {}
    for passage in reading.passages:
        row = passage.row
        if row is None:
            continue
        titles[row.table] = row.title
        for figure in figures.get(passage.id, ()):
            key = (row.table, figure.column, figure.base_unit)
            if is_total(row.label):
                wholes.setdefault(key, figure)
            elif row.label and not any(m.name == row.label for m in columns[key]):
                columns[key].append(Member(row.label, row.label, figure, 0))
        yield from _across(passage, figures.get(passage.id, ()))
    for key, members in columns.items():
        if len(members) >= LEAST:
            lead = titles[key[0]]
            role = written_out(key[1])
            yield Series(tuple(members), key[2], role, lead, "table", wholes.get(key))


def is_total(label: str) -> bool:
    """Whether a row or column is the total of the others."""
    return _TOTAL.match(bare(canonical(label))) is not None


def _across(passage: Passage, figures: Sequence[Figure]) -> Iterable[Series]:
    """The cells of a row under columns that are places: the row's label says what is counted."""
    row = passage.row
    if row is None or not row.label:
        return
    heads = [figure.column.rpartition(" – ")[2] for figure in figures]
    named = [
        Member(head, head, figure, 0)
        for head, figure in zip(heads, figures, strict=True)
        if _NAMED.search(head) and not is_total(head)
    ]
    totals = [f for head, f in zip(heads, figures, strict=True) if is_total(head)]
    if len(named) < LEAST or len(named) + len(totals) < len(figures):
        return
    if len({m.name for m in named}) < len(named) or len({m.figure.base_unit for m in named}) > 1:
        return
    whole = totals[0] if len(totals) == 1 else None
    yield Series(tuple(named), named[0].figure.base_unit, row.label, row.title, "table", whole)
