"""What a question says of a table's row or column: how much of its words, and in which order.

What this module does not know: which cell answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answer.cover import ALONE
from answer.query import Query
from answer.scope import owner_key, row_name
from answer.series_tables import is_total
from answer.terms import light
from index.tokens import units
from ingest.report import Passage
from ingest.text import bare

NAMED = 0.6  # the part of a row's label that a question must say to mean it
# Measures that a label may leave out or add: "sản lượng lúa" and "lúa" are one row.
_MEASURES = frozenset(["san", "luong", "tong", "so", "dien", "tich", "gia", "tri", "dan"])


def label_words(text: str) -> list[str]:
    """The words of a label that tell it from others."""
    return [word for word in units(text) if word not in light()]


def without_measures(text: str) -> list[str]:
    """The words of a label besides those that only say how it is measured."""
    return [word for word in label_words(text) if bare(word) not in _MEASURES]


def part_said(query: Query, words: Sequence[str]) -> float:
    """The part of the words that the question says, or says otherwise."""
    if not words:
        return 0.0
    asked = {bare(word) for word in (*units(query.frame.text), *query.terms.vocabulary)}
    return sum(bare(word) in asked for word in words) / len(words)


def together(query: Query, label: str) -> bool:
    """Whether two neighbours of the question stand in a label of several words as neighbours.

    "Sinh học" is not named by "học sinh năm học".
    """
    if len(units(label)) < 2:
        return True
    terms = query.terms
    cover = terms.cover(query.shelf.words(label))
    return any(
        joined and one > ALONE and two > ALONE
        for joined, one, two in zip(terms.joined, cover, cover[1:], strict=False)
    )


def another_place(query: Query, passage: Passage) -> bool:
    """Whether a row is of another place of the asked name: the town, not the province.

    A name said alone is that of the report's owner, where the owner bears it.
    """
    if passage.row is None:
        return False
    owner = owner_key(query.shelf.report_of(passage))
    return query.scope.of_another_kind(row_name(passage), owner)


def named_rows(
    query: Query, passages: Sequence[tuple[Passage, float]], least: float
) -> Iterator[tuple[Passage, float, float]]:
    """The rows that a question names, no totals: passage, search score, part of the label said."""
    for passage, score in passages:
        row = passage.row
        if row is None or is_total(row.label) or another_place(query, passage):
            continue
        words = without_measures(row.label)
        said = part_said(query, words)
        if words and said >= least and together(query, row.label):
            yield passage, score, said
