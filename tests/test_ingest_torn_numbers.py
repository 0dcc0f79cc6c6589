"""Numbers that a narrow cell breaks over two lines are one number; stacked ones stay two."""

from __future__ import annotations

from itertools import pairwise

from ingest.ruled import ruled_grid
from ingest.table_words import Word, group_lines
from ingest.torn_numbers import torn_number

DIGIT = 6.0


def word(text: str, x0: float, top: float) -> Word:
    return Word(text, x0, top, x0 + DIGIT * len(text), top + 11, 12.0)


def torn(first: str, rest: str, width: float, alone: bool = True) -> str:
    return torn_number(width, group_lines([word(first, 8, 10), word(rest, 8, 24)]), alone)


def test_the_rest_of_a_number_that_fills_its_cell_belongs_to_it() -> None:
    assert torn("107,3", "5", width=44) == "107,35"
    assert torn("12.408.1", "77", width=60, alone=False) == "12.408.177"
    assert torn("2021/", "2020", width=44, alone=False) == "2021/2020"


def test_a_number_below_one_that_leaves_room_is_another() -> None:
    assert not torn("107,3", "5", width=80)


def test_where_all_cells_hold_two_whole_numbers_there_are_two_rows() -> None:
    assert not torn("107,3", "5", width=44, alone=False)
    assert not torn("107,3", "105,2", width=44)


def test_a_row_with_a_broken_number_stays_one_row() -> None:
    edges, levels = (0.0, 120.0, 170.0, 214.0), (0.0, 20.0, 50.0)
    boxes = [
        (left, top, right, bottom)
        for top, bottom in pairwise(levels)
        for left, right in pairwise(edges)
    ]
    words = [
        word("Cây", 5, 4),
        word("Tấn", 125, 4),
        word("So", 175, 4),
        word("Chè", 5, 24),
        word("9.846,5", 125, 24),
        word("107,3", 178, 22),
        word("5", 178, 36),
    ]
    grid = ruled_grid(boxes, words)
    assert grid is not None
    assert grid.cells == (("Cây", "Tấn", "So"), ("Chè", "9.846,5", "107,35"))
