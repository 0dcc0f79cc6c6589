"""Where notes begin on pages that open with a table, and after a page whose notes were missed."""

from __future__ import annotations

from ingest.footnotes import split_notes
from ingest.lines import Line, Zone
from ingest.note_zones import zone_by_size


def row(text: str) -> Line:
    return Line(text, size=0.0, zone=Zone.ROW)


def body(text: str, y: float) -> Line:
    return Line(text, size=13.0, y=y)


def note(number: int, text: str, y: float) -> Line:
    mark = str(number)
    return Line(f"{mark} {text}", size=10.0, y=y, raised=((0, len(mark)),))


def notes_of(pages: list[list[Line]]) -> list[str]:
    return [line.text for line in zone_by_size(pages) if line.zone is Zone.NOTE]


ROWS = [row(f"{number} | Xã số {number} | 4 | 7") for number in range(1, 7)]


def test_rows_of_a_table_do_not_set_the_type_size_of_a_page() -> None:
    page = [*ROWS, body("Toàn huyện trồng 40 ha tre.", 300), note(1, "Gồm 30 ha tre gai.", 60)]
    assert notes_of([page]) == ["1 Gồm 30 ha tre gai."]


def test_a_page_of_nothing_but_a_table_keeps_its_notes() -> None:
    first = [body("Kết quả nêu tại bảng dưới đây.", 700), body("Cụ thể như sau:", 680)]
    assert notes_of([first, [*ROWS, note(1, "Không tính xã ven biển.", 60)]]) == [
        "1 Không tính xã ven biển."
    ]


def test_notes_missed_on_one_page_do_not_cost_those_of_the_next() -> None:
    first = [body("Trồng 40 ha tre trong năm nay.", 700), body("Chú thích số 1 bị mất.", 680)]
    second = [body("Chăm sóc 12 ha trúc ở ba xã.", 700), note(3, "Gồm 12 ha ở ba xã.", 60)]
    assert notes_of([first, second]) == ["3 Gồm 12 ha ở ba xã."]


def test_a_raised_number_far_ahead_opens_no_note() -> None:
    page = [body("Trồng 40 ha tre trong năm nay.", 700), note(64, "xã có rừng tre.", 60)]
    assert notes_of([page]) == []


def test_numbers_of_full_size_open_notes_that_raised_numbers_call() -> None:
    def plain(text: str, y: float) -> Line:
        return Line(text, size=10.0, y=y)

    calling = Line("Toàn huyện có 35 vụ, giảm 4 vụ so với năm 20237.", size=13.0, y=300,
                   raised=((46, 47),))  # fmt: skip
    above = [body("Kết quả thực hiện như sau:", 700), body("Về trật tự công cộng:", 680)]
    page = [*above, calling, plain("7 Gồm 20 vụ trộm và 15 vụ khác.", 60)]
    assert calling.text[46:47] == "7"
    assert notes_of([page]) == ["7 Gồm 20 vụ trộm và 15 vụ khác."]


def small(text: str, y: float) -> Line:
    return Line(text, size=10.0, y=y, zone=Zone.NOTE)


def test_a_number_glued_to_a_figure_opens_the_note_that_is_expected() -> None:
    lines = [
        small("1 Gồm 20 vụ trộm.", 90),
        small("25,4 kg tang vật; 03 xe máy.", 80),
        small("3Các hành vi khác: 12 vụ.", 70),
    ]
    notes, missing = split_notes(lines)
    assert [(n.number, n.block.text) for n in notes] == [
        (1, "Gồm 20 vụ trộm."),
        (2, "5,4 kg tang vật; 03 xe máy."),
        (3, "Các hành vi khác: 12 vụ."),
    ]
    assert not missing


def test_a_figure_that_begins_a_line_opens_no_note_where_its_note_comes_later() -> None:
    lines = [
        small("1 Gồm 20 vụ trộm.", 90),
        small("25 vụ khác ở ba xã.", 80),
        small("2 Trong đó có 09 vụ ở chợ.", 70),
        small("3 Tính cả năm.", 60),
    ]
    assert [n.block.text for n in split_notes(lines)[0]] == [
        "Gồm 20 vụ trộm. 25 vụ khác ở ba xã.",
        "Trong đó có 09 vụ ở chợ.",
        "Tính cả năm.",
    ]


def test_one_note_that_is_missed_does_not_cost_those_after_it() -> None:
    lines = [small("1 Gồm 20 vụ trộm.", 90), small("3Các hành vi khác: 12 vụ.", 70)]
    notes, missing = split_notes(lines)
    assert [n.number for n in notes] == [1, 3]
    assert missing


def test_a_page_whose_first_note_begins_with_a_glued_figure_keeps_it() -> None:
    def plain(text: str, y: float) -> Line:
        return Line(text, size=10.0, y=y)

    calling = Line("Thu giữ nhiều tang vật2.", size=13.0, y=300, raised=((22, 23),))
    first = [body("Toàn huyện có 35 vụ1.", 700), body("Trong đó:", 680), note(1, "Cả năm.", 60)]
    second = [body("Về trật tự công cộng:", 700), body("Kết quả như sau:", 680), calling]
    notes = [plain("25,4 kg tang vật; 03 xe máy.", 70), plain("3Các hành vi khác: 12 vụ.", 60)]
    assert notes_of([first, [*second, *notes]]) == [
        "1 Cả năm.",
        "25,4 kg tang vật; 03 xe máy.",
        "3Các hành vi khác: 12 vụ.",
    ]
