"""What is computed over rows of one table that the question names: "khối 6 và khối 7".

Their cells in the one column that it means are added up, set against each other or divided.
Rows count only where the question says their labels in full, or says how many there are of one
noun ("lúa hai vụ": all rows that begin with "Lúa", if they are two).

What this module does not know: enumerations in prose (``derive.py``), one row (``cells.py``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from answer.candidate import Candidate
from answer.cells import STANDS_OUT, column_fit
from answer.figure_match import figure_candidate
from answer.frame import Operation
from answer.query import Query
from answer.row_words import label_words, part_said
from answer.series_match import asked_count
from answer.series_tables import is_total
from answer.units import is_percent
from answer.working import Working, added, computed, divided, taken_away
from index.tokens import units
from ingest.report import Answer, Figure, FigureKind, Passage
from ingest.text import bare

Passages = Sequence[tuple[Passage, float]]
Row = tuple[Passage, float]
_TOTAL_OF = re.compile(r"^(?:tong|tong so) .*(?<!\w)(?:va|voi|cung) ")
_WHICH = re.compile(
    r"(?<!\w)(?:nao|ai|ben nao) .*(?<!\w)(?:nhieu|cao|lon|dong|dai|it|thap|nho|ngan)"
    r"(?: [^\W\d_]+){0,4}? hon(?!\w)|(?<!\w)(?:nhieu|cao|lon|dong|it|thap|nho) hon(?= la |$)"
)
_LESS = re.compile(r"(?<!\w)(?:it|thap|nho|ngan|kem)(?: [^\W\d_]+){0,4}? hon(?!\w)")
_COUNT_OF = re.compile(r"(?<!\w)([^\W\d_]+) (?:ca )?(hai|ba|bon) [^\W\d_]+")
_NUMBERS = {"hai": 2, "ba": 3, "bon": 4}
_KIND = re.compile(r"^(?:xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tinh|tp) ")
_DATES = re.compile(r" ?\([^)]*\d[^)]*\)")  # "Trước sáp nhập (01/01 - 30/6/2025)"
_HEAD = re.compile(r" [–-] ")
SUM_OF_TOTALS = 1.0  # how much a column of totals is behind where rows are added up
SAID_IN_FULL = 0.15  # for each syllable of a column's header that the question says as it stands
ITS_YEAR = 0.1  # for a column of the report's own year where the question names none


def rows_named(query: Query, passages: Passages) -> Answer | None:
    """The computed answer; None if nothing is to be computed over rows, or it is not plain."""
    operation = _operation(query)
    if operation is None or query.frame.why:
        return None
    tables: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for passage, score in passages:
        row = passage.row
        if row is None or not row.label or passage.id not in query.shelf.figures:
            continue  # a row of headers counts nothing
        if not is_total(row.label):
            tables[passage.report_id, row.table].append((passage, score))
    texts = _texts(query)
    for rows in sorted(tables.values(), key=lambda rows: -max(score for _, score in rows)):
        named = _named(texts, rows)
        if len(named) < 2 or (len(named) > 2 and operation is not Operation.SUM):
            continue
        cells = _column(query, named, operation)
        working = _working(query, operation, cells) if cells else None
        if working is not None:
            return computed(query, working)
    across = _across(query, passages) if operation is Operation.SUM else None
    return computed(query, across) if across is not None else None


def _across(query: Query, passages: Passages) -> Working | None:
    """ "Trước sáp nhập, cả hai tỉnh": the cells of one row under one header, if as many."""
    count = asked_count(query)
    text = _texts(query)[0]
    for passage, score in passages:
        row = passage.row
        if not count or row is None or " " not in _label(passage) or is_total(row.label):
            continue
        if f" {_label(passage)} " not in text:
            continue
        groups: dict[str, list[Figure]] = defaultdict(list)
        for figure in query.shelf.figures.get(passage.id, ()):
            head, *own = _HEAD.split(_DATES.sub("", figure.column))
            groups[head if own else ""].append(figure)
        for shared, cells in groups.items():
            words = label_words(shared)
            if len(cells) != count or len(words) < 2 or part_said(query, words) < 1:
                continue
            told = [figure_candidate(query, passage, figure, score, False) for figure in cells]
            names = [_HEAD.split(figure.column)[-1] for figure in cells]
            return added(told, f"{', '.join(names[:-1])} và {names[-1]} cộng lại")
    return None


def _operation(query: Query) -> Operation | None:
    key = bare(query.frame.key)
    operation = query.frame.operation
    if operation in {Operation.SUM, Operation.DIFFERENCE, Operation.RATIO}:
        return operation
    if operation is None and _TOTAL_OF.search(key):
        return Operation.SUM
    return Operation.DIFFERENCE if operation is None and _WHICH.search(key) else None


def _texts(query: Query) -> list[str]:
    """The question as bare syllables, and once more with each phrase by its other names."""
    key = f" {' '.join(map(bare, units(query.frame.text)))} "
    found = [key]
    for places, others in query.terms.alternatives:
        own = " ".join(query.terms.bare[place] for place in places)
        found += [key.replace(f" {own} ", f" {bare(other)} ") for other, _ in others]
    return found


def _named(texts: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    """The rows whose labels the question says in full, in its order; a longer label goes first."""
    places: list[tuple[int, Row]] = []
    left = list(texts)
    seen: set[str] = set()
    for row in sorted(rows, key=lambda row: -len(_label(row[0]))):
        label = _label(row[0])
        for spelled in (label, _KIND.sub("", label)):
            at = next((text.find(f" {spelled} ") for text in left if f" {spelled} " in text), -1)
            if spelled and at >= 0 and label not in seen:
                places.append((at, row))
                seen.add(label)
                blank = f" {'_' * len(spelled)} "
                left = [text.replace(f" {spelled} ", blank) for text in left]
                break
    if len(places) >= 2:
        return [row for _, row in sorted(places, key=lambda place: place[0])]
    return _counted(texts[0], rows)


def _counted(text: str, rows: Sequence[Row]) -> list[Row]:
    """ "lúa hai vụ": the rows that begin with the noun, if they are as many."""
    for count in _COUNT_OF.finditer(text):
        own = {_label(row[0]): row for row in rows if _label(row[0]).startswith(f"{count[1]} ")}
        if len(own) == _NUMBERS[count[2]]:
            return sorted(own.values(), key=lambda row: row[0].row.row if row[0].row else 0)
    return []


def _label(passage: Passage) -> str:
    assert passage.row is not None
    return " ".join(map(bare, units(passage.row.label)))


def _spoken(label: str) -> str:
    """A label inside a sentence: "xã Pú Khoang"."""
    return f"{label[:1].lower()}{label[1:]}" if _KIND.match(bare(label.lower())) else label


def _column(query: Query, rows: Sequence[Row], operation: Operation) -> list[Candidate]:
    """The cells of the column that stands out for all rows, as candidates; [] if none does."""
    columns: dict[str, list[tuple[Figure, Row]]] = defaultdict(list)
    for row in rows:
        for figure in query.shelf.figures.get(row[0].id, ()):
            columns[figure.column].append((figure, row))
    whole = {name: cells for name, cells in columns.items() if len(cells) == len(rows)}
    fits = [(_fit(query, [f for f, _ in cells], operation), cells) for cells in whole.values()]
    ranked = sorted(fits, key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] <= 0:
        return []
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < min(STANDS_OUT, ITS_YEAR):
        return []
    return [
        figure_candidate(query, passage, figure, score, False)
        for figure, (passage, score) in ranked[0][1]
    ]


def _fit(query: Query, figures: Sequence[Figure], operation: Operation) -> float:
    first = figures[0]
    fit = sum(column_fit(query, figure) for figure in figures) / len(figures)
    # "chưa đạt" means the column "Chưa đạt" rather than "Đạt".
    head = " ".join(map(bare, units(first.column.rpartition(" – ")[2])))
    if f" {head} " in _texts(query)[0]:
        fit += SAID_IN_FULL * len(head.split())
    if operation is Operation.SUM:
        fit -= SUM_OF_TOTALS * is_total(head)
        fit -= 2.0 * (is_percent(first) or "/" in first.unit or first.kind is FigureKind.RANK)
    year = str(query.shelf.report_of(query.shelf.passages[first.passage_id]).year)
    return fit + ITS_YEAR * (not query.scope.years and year in first.period)


def _working(query: Query, operation: Operation, cells: Sequence[Candidate]) -> Working | None:
    labels = [_spoken(cell.passage.row.label) for cell in cells if cell.passage.row]
    if operation is Operation.SUM:
        return added(cells, f"{', '.join(labels[:-1])} và {labels[-1]} cộng lại")
    if operation is Operation.RATIO:
        return divided(cells, f"{labels[0]} so với {labels[1]}")
    amounts = [cell.figure.amount for cell in cells if cell.figure]
    if len(set(amounts)) == 1:
        return taken_away(cells, f"{labels[0]} và {labels[1]} bằng nhau")
    less = bool(_LESS.search(bare(query.frame.key)))
    first = amounts.index(min(amounts) if less else max(amounts))
    one, other = labels[first], labels[1 - first]
    word = "ít hơn" if less else "nhiều hơn"
    if cells[0].figure is not None and is_percent(cells[0].figure):
        word = "thấp hơn" if less else "cao hơn"
    return taken_away(cells, f"{one} {word} {other}")
