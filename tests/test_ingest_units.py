"""Units behind a number: known ones, scales, rates, and nouns by position."""

from decimal import Decimal

import pytest

from ingest.units import unit_at, unit_of_words
from ingest.vocabulary import keyed


@pytest.mark.parametrize(
    ("words", "text", "base", "factor"),
    [
        (" tỷ đồng.", "tỷ đồng", "đồng", "1E9"),
        (" tỉ đồng", "tỉ đồng", "đồng", "1E9"),
        (" nghìn tỷ đồng", "nghìn tỷ đồng", "đồng", "1E12"),
        (" triệu USD,", "triệu USD", "USD", "1E6"),
        (" tr.đồng", "tr.đồng", "đồng", "1E6"),
        (" tỷ,", "tỷ", "đồng", "1E9"),
        ("%", "%", "%", "1"),
        (" điểm phần trăm", "điểm phần trăm", "điểm phần trăm", "1"),
        (" lượt người tham gia", "lượt người", "lượt người", "1"),
        (" nghìn lượt khách quốc tế", "nghìn lượt khách", "lượt khách", "1E3"),
        (" lượt dân quân tự vệ", "lượt dân quân tự vệ", "lượt dân quân tự vệ", "1"),
        (" triệu đồng/người/năm", "triệu đồng/người/năm", "đồng/người/năm", "1E6"),
        (" bác sĩ/vạn dân", "bác sĩ/vạn dân", "bác sĩ/vạn dân", "1"),
        (" triệu/người", "triệu/người", "đồng/người", "1E6"),
        (" km", "km", "m", "1000"),
        ("km đường", "km", "m", "1000"),
        (" ha", "ha", "m2", "10000"),
        (" m2 đất", "m2", "m2", "1"),
        (" xã, phường (gồm", "xã, phường", "xã, phường", "1"),
        (" căn nhà", "căn nhà", "căn", "1"),
        (" đồng chí", "đồng chí", "đồng chí", "1"),
        (" triệu kWh", "triệu kWh", "kWh", "1E6"),
    ],
)
def test_known_units(words: str, text: str, base: str, factor: str) -> None:
    unit = unit_at(keyed(words), 0)
    assert unit is not None
    assert (unit.text, unit.base, unit.factor) == (text, base, Decimal(factor))
    assert unit.known


def test_unknown_noun_is_taken_up_to_a_word_that_begins_something_else() -> None:
    unit = unit_at(keyed(" bể lọc được lắp đặt"), 0)
    assert unit is not None
    assert (unit.text, unit.known, unit.countable) == ("bể lọc", False, True)


@pytest.mark.parametrize("words", [" và 5", " đạt kế hoạch", ", tăng", " so với", " tỷ lệ"])
def test_no_unit(words: str) -> None:
    unit = unit_at(keyed(words), 0)
    assert unit is None or not unit.scaled
    assert unit is None or not unit.known


@pytest.mark.parametrize("text", ["08 vàng, 10 bạc, 13 đồng", "08 Vàng, 10 Bạc và 13 Đồng"])
def test_a_medal_is_no_money(text: str) -> None:
    unit = unit_at(keyed(text), text.index(" đồng" if "đồng" in text else " Đồng"))
    assert unit is not None
    assert unit.base == "huy chương đồng"


def test_share_of_a_number_is_not_an_issue_of_a_paper() -> None:
    assert unit_at(keyed(" số hộ dân"), 0) is None
    paper = unit_at(keyed(" số (tương đương"), 0)
    assert paper is not None
    assert paper.text == "số"


def test_typed_without_marks() -> None:
    unit = unit_at(keyed("651 ty dong, 03 tap the"), 3)
    assert unit is not None
    assert (unit.text, unit.base, unit.factor) == ("ty dong", "đồng", Decimal(10**9))
    count = unit_at(keyed("03 tap the"), 2)
    assert count is not None
    assert count.base == "tập thể"


def test_unit_of_a_header() -> None:
    unit = unit_of_words("triệu đồng")
    assert unit is not None
    assert unit.factor == 10**6
    assert unit_of_words("Thực hiện") is None
