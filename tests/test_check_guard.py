"""No number gets into an answer that its quotes do not hold, to the digit."""

from __future__ import annotations

import random
import re

import pytest

from check.guard import unsupported

# Statements of an invented province, each its own source; figures of many kinds.
STATEMENTS = (
    "Toàn tỉnh đã xây mới 1.328 căn nhà, sửa chữa 417 căn nhà với kinh phí 96 tỷ 450 triệu đồng.",
    "Năm 2025, tỉnh Đông Hà thu ngân sách 10.146 tỷ đồng, đạt 104,7% dự toán, tăng 11,16%.",
    "Chủ tịch UBND tỉnh tặng Bằng khen cho 38 tập thể, 152 cá nhân và 07 hộ gia đình.",
    "Có 743/1.149 trường đạt chuẩn quốc gia, chiếm tỷ lệ 64,66%, vượt 2,5 điểm phần trăm.",
    "Kế hoạch số 137/KH-UBND ngày 22/6/2024 của UBND tỉnh giao 2.770,280 tỷ đồng.",
    "Đã giải quyết 25.877 hồ sơ, trong đó có 25.640 hồ sơ đúng hạn và 237 hồ sơ trễ hạn.",
    "Theo Nghị quyết số 158/2024/QH15 ngày 24 tháng 7 năm 2024, tỉnh còn 59 xã, 13 phường.",
    "Sản lượng lúa 1.275.600 tấn, năng suất 6,84 tấn/ha, diện tích 186.490 ha.",
    "Đón gần 10,9 triệu lượt khách, doanh thu hơn 8.435 tỷ đồng, tăng 1,8 lần.",
    "Chỉ số PAR Index đạt 88,74 điểm, xếp hạng 22/63, tăng 05 bậc so với năm 2023.",
    "Bình quân 72,35 triệu đồng/người/năm, giảm 1.482 hộ nghèo, còn 3.906 hộ nghèo (0,94%).",
    "Quy hoạch 12 tuyến đường dài 318,6 km, mở rộng 4 tuyến dài 57,25 km, bố trí 640 tỷ đồng.",
)
_NUMERAL = re.compile(r"\d[\d.,]*\d|\d")
_UNITS = (
    (" tỷ đồng", " triệu đồng"), (" triệu đồng", " tỷ đồng"), ("%", " điểm phần trăm"),
    (" căn", " hộ"), (" tập thể", " doanh nghiệp"), (" cá nhân", " hộ gia đình"),
    (" hồ sơ", " đơn"), (" tấn/ha", " tạ/ha"), (" tấn", " tạ"), (" ha", " km2"),
    (" điểm phần trăm", "%"), (" km", " m"), (" xã", " ấp"), (" triệu lượt", " nghìn lượt"),
)  # fmt: skip


def changed_digit(text: str, chance: random.Random) -> str:
    at = chance.choice([place for place, char in enumerate(text) if char.isdigit()])
    return text[:at] + chance.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1 :]


def swapped_digits(text: str, chance: random.Random) -> str:
    pairs = [
        at
        for at in range(len(text) - 1)
        if text[at : at + 2].isdigit() and text[at] != text[at + 1]
    ]
    at = chance.choice(pairs)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def moved_mark(text: str, chance: random.Random) -> str:
    marks = [match.start() for match in re.finditer(r"(?<=\d\d)[.,](?=\d)", text)]
    if not marks:
        return changed_digit(text, chance)
    at = chance.choice(marks)
    return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]


def changed_unit(text: str, chance: random.Random) -> str:
    found = [
        (match.end(), old, new)
        for old, new in _UNITS
        for match in re.finditer(r"\d(?=" + re.escape(old) + r"(?![^\W_/]))", text)
    ]
    if not found:
        return changed_digit(text, chance)
    at, old, new = chance.choice(found)
    return text[:at] + new + text[at + len(old) :]


MUTATIONS = (changed_digit, swapped_digits, moved_mark, changed_unit)


def test_500_mutations_are_caught() -> None:
    chance = random.Random(2025)
    missed = []
    for turn in range(500):
        statement = STATEMENTS[turn % len(STATEMENTS)]
        mutation = MUTATIONS[turn // len(STATEMENTS) % len(MUTATIONS)]
        broken = mutation(statement, chance)
        assert broken != statement
        if not unsupported(broken, [statement]):
            missed.append(broken)
    assert missed == []


@pytest.mark.parametrize("statement", STATEMENTS)
def test_what_is_printed_passes(statement: str) -> None:
    assert unsupported(statement, [statement]) == ()
    assert unsupported(statement, list(STATEMENTS)) == ()


def test_spaces_dashes_quotes_and_case_do_not_matter() -> None:
    quote = (
        "Kế hoạch số 137/KH- UBND ngày 22 tháng 6 năm 2024: “đạt 104,7 % dự\N{NO-BREAK SPACE}toán”"
    )
    assert unsupported("đạt 104,7% Dự toán (137/KH–UBND ngày 22/6/2024)", [quote]) == ()


def test_a_part_of_a_number_is_not_the_number() -> None:
    assert unsupported("Có 149 trường", ["Có 743/1.149 trường"]) == ("149 trường",)
    assert unsupported("Có 1.149 trường", ["Có 743/1.149 trường"]) == ()
    assert unsupported("Chi 5 tỷ đồng", ["Chi 10,5 tỷ đồng"]) == ("5 tỷ đồng",)
    assert unsupported("tháng 7/2025", ["ngày 24/7/2025"]) == ("tháng 7/2025",)


def test_a_figure_that_the_quote_gives_to_another_is_unsupported() -> None:
    quote = "xã Bình Hà 102 căn, xã An Khê 131 căn"
    assert unsupported("xã An Khê 102 căn", [quote]) == ("102 căn",)
    assert unsupported("xã An Khê 131 căn", [quote]) == ()


def test_a_number_without_its_unit_passes_only_as_printed() -> None:
    assert unsupported("Có 102 hộ", ["Có 102 căn"]) == ("102 hộ",)
    assert unsupported("Quốc lộ 19", ["Quốc lộ 91"]) == ("lộ 19",)


def test_a_derivation_supports_its_result() -> None:
    quotes = ["xây 8.917 căn nhà", "sửa 1.479 căn nhà"]
    working = "8.917 căn - 1.479 căn = 7.438 căn"
    assert unsupported(f"Hơn 7.438 căn ({working}).", quotes, working) == ()


def test_a_derivation_must_be_right_and_quoted() -> None:
    quotes = ["xây 8.917 căn nhà", "sửa 1.479 căn nhà"]
    wrong = "8.917 căn - 1.479 căn = 7.483 căn"
    assert "7.483 căn" in unsupported(f"Hơn 7.483 căn ({wrong}).", quotes, wrong)
    invented = "8.917 căn - 1.497 căn = 7.420 căn"
    assert "1.497 căn" in unsupported(f"Hơn 7.420 căn ({invented}).", quotes, invented)


def test_a_comparison_is_quoted_throughout() -> None:
    quotes = ["An Khê 131 căn, Bình Hà 102 căn"]
    assert unsupported("An Khê", quotes, "So sánh 131 căn, 102 căn: nhiều nhất là 131 căn") == ()
    assert unsupported("An Khê", quotes, "So sánh 131 căn, 103 căn: nhiều nhất là 131 căn") == (
        "103 căn",
    )


def test_a_table_cell_takes_its_unit_from_row_or_header() -> None:
    row = "10 | Trường đạt chuẩn | Trường | 268 | 281"
    assert unsupported("Trường đạt chuẩn: 281 trường", [row]) == ()
    assert unsupported("Trường đạt chuẩn: 281 xã", [row]) == ("281 xã",)
    assert unsupported("Trường đạt chuẩn: 218 trường", [row]) == ("218 trường",)
    header = "Bảng 2, dòng 4, cột Kinh phí (tỷ đồng)"
    assert unsupported("Kinh phí 4.390 tỷ đồng", ["An Khê | 4.390", header]) == ()
    assert unsupported("Kinh phí 4.390 triệu đồng", ["An Khê | 4.390", header]) != ()


def test_a_code_of_letters_and_digits_stands_as_one_word() -> None:
    quote = "Chuyên án MT923 do ông A làm Trưởng ban; phá 12 vụ."
    assert unsupported("Chuyên án MT923 phá 12 vụ", [quote]) == ()
    assert unsupported("Chuyên án MT924", [quote]) == ("MT924",)
    assert unsupported("Chuyên án KT923", [quote]) == ("KT923",)


def test_a_number_glued_to_its_unit_or_inside_a_code_is_one_word() -> None:
    line = "Phong trào “100 ngày đêm thi đua hoàn thành 3.000km đường”, Trạm 48-02D có 12 người."
    assert unsupported("Phong trào hoàn thành 3.000km đường", [line]) == ()
    assert unsupported("Phong trào hoàn thành 3.500km đường", [line]) != ()
    assert unsupported("Trạm 48-02D có 12 người", [line]) == ()
    assert unsupported("Trạm 48-03D có 12 người", [line]) != ()


def test_two_counts_told_together_are_not_those_of_another_giver() -> None:
    line = (
        "UBND tỉnh khen thưởng 10 tập thể và 10 cá nhân; Bộ Y tế tặng Bằng khen cho 06 tập thể, "
        "02 hộ gia đình và 03 cá nhân."
    )
    assert unsupported("Bộ Y tế tặng Bằng khen cho 06 tập thể và 03 cá nhân.", [line]) == ()
