"""Finding a quoted line among a page's characters: exact, across lines, never guessed."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.page_boxes import Box, Found, Glyph, Wanted, find_boxes


def page(*lines: str, columns: bool = False) -> list[Glyph]:
    """Each line as glyphs on a row of its own; a tab is a wide gap."""
    glyphs: list[Glyph] = []
    for row, line in enumerate(lines):
        x = 0.0
        for char in line:
            x += 0.3 if char == "\t" else 0.01
            box = None if char.isspace() else Box(x, row * 0.1, x + 0.01, row * 0.1 + 0.02)
            glyphs.append(Glyph(char, box))
        glyphs += [Glyph("\r", None), Glyph("\n", None)]
    return glyphs


def rows(boxes: tuple[Box, ...]) -> list[int]:
    return [round(box.top * 10) for box in boxes]


def test_a_line_over_a_line_break_has_a_box_on_each_printed_line() -> None:
    found = find_boxes(
        page("Thu ngân sách đạt", "10.146 tỷ đồng, tăng", "12%."),
        Wanted("Thu ngân sách đạt 10.146 tỷ đồng", marks=((18, 32),)),
    )
    assert found.found is Found.LINE
    assert rows(found.line) == [0, 1]
    assert rows(found.figures) == [1]
    assert found.figures[0].right < found.line[1].right + 1e-9


def test_of_equal_lines_the_one_with_the_same_surroundings_is_taken() -> None:
    found = find_boxes(
        page("Xã An: 5 căn", "Xã Bình: 5 căn", "Xã Chính: 5 căn"),
        Wanted("5 căn", before="Xã Bình: ", after=" Xã Chính"),
    )
    assert rows(found.line) == [1]


def test_decomposed_letters_dashes_and_quotes_are_the_same() -> None:
    printed = unicodedata.normalize("NFD", "Phong trào “Ngày vì người nghèo” 2021 – 2025")
    found = find_boxes(page(printed), Wanted('Phong trào "Ngày vì người nghèo" 2021 - 2025'))
    assert found.found is Found.LINE


def test_a_hyphen_at_a_line_end_as_pdfium_tells_it() -> None:
    found = find_boxes(page("Chỉ thị số 41\x02", "CT/TW"), Wanted("Chỉ thị số 41-CT/TW"))
    assert rows(found.line) == [0, 1]


@pytest.mark.parametrize("printed", ["10.147 tỷ đồng", "110.146 tỷ đồng", "10.146,5 tỷ đồng"])
def test_another_number_is_not_the_figure(printed: str) -> None:
    wanted = Wanted("Tổng thu là 10.146", marks=((12, 18),))
    assert find_boxes(page(printed), wanted).found is Found.NOWHERE


def test_a_figure_alone_is_boxed_only_where_it_stands_once() -> None:
    wanted = Wanted("Lời khác 10.146 tỷ đồng", marks=((9, 23),))
    assert find_boxes(page("có 10.146 tỷ đồng"), wanted).found is Found.FIGURE
    twice = page("có 10.146 tỷ đồng", "và 10.146 tỷ đồng")
    assert find_boxes(twice, wanted).found is Found.NOWHERE


def test_cells_that_the_page_keeps_in_another_order() -> None:
    # columns come one after the other in the text layer: labels first, figures after
    labels, figures = page("Lúa gạo cả năm", "Trái cây"), page("\t\t12", "\t\t34")
    wanted = Wanted("Trái cây | 34", marks=((11, 13),))
    found = find_boxes([*labels, *figures], wanted)
    assert found.found is Found.LINE
    assert rows(found.line) == [1, 1]
    assert rows(found.figures) == [1]


def test_cells_far_from_each_other_have_boxes_of_their_own() -> None:
    found = find_boxes(page("Trái cây\t34\t56"), Wanted("Trái cây | 34 | 56"))
    assert len(found.line) == 3


def test_a_figure_that_fills_a_printed_line_is_boxed_there_too() -> None:
    found = find_boxes(
        page("Phòng có 12", "biên chế"), Wanted("Phòng có 12 biên chế", marks=((9, 20),))
    )
    assert rows(found.figures) == [0, 1]


def test_a_figure_is_not_boxed_where_only_its_row_is_known() -> None:
    row = Box(0, 0, 1, 0.1)
    glyphs = [Glyph(char, None if char == " " else row) for char in "Ngân hàng 12 3"]
    found = find_boxes(glyphs, Wanted("Ngân hàng | 12 | 3", marks=((12, 14),)))
    assert found.line == (row,)
    assert found.figures == ()


def test_a_page_without_text_says_so() -> None:
    assert find_boxes([], Wanted("gì đó")).found is Found.NO_TEXT
