"""One printed number: grouping, decimal mark, slips, precision."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numerals import number_text, numeral_at, parse_numeral


@pytest.mark.parametrize(
    ("printed", "value", "decimals"),
    [
        ("03", "3", 0),
        ("1.149", "1149", 0),
        ("28.958.933", "28958933", 0),
        ("7,23", "7.23", 2),
        ("2.770,280", "2770.280", 3),
        ("126,484", "126.484", 3),
        ("0.63", "0.63", 2),
        ("12.5", "12.5", 1),
        ("0.125", "0.125", 3),
        ("1,234,567", "1234567", 0),
        ("2000", "2000", 0),
    ],
)
def test_value_and_decimals(printed: str, value: str, decimals: int) -> None:
    numeral = parse_numeral(printed)
    assert (numeral.value, numeral.decimals) == (Decimal(value), decimals)
    assert numeral.wellformed


def test_broken_grouping_keeps_its_digits_and_says_so() -> None:
    numeral = parse_numeral("28.958.93")
    assert numeral.value == Decimal(2895893)
    assert not numeral.wellformed


def test_quantum_is_one_of_the_last_printed_digit() -> None:
    assert parse_numeral("2.770,280").quantum == Decimal("0.001")
    assert parse_numeral("12").quantum == 1


def test_no_number_is_an_error_or_none() -> None:
    assert numeral_at("xã", 0) is None
    with pytest.raises(ValueError, match="not a number"):
        parse_numeral("ba")


def test_stops_before_a_sentence_end() -> None:
    numeral = numeral_at("tăng 2.316.", 5)
    assert numeral is not None
    assert numeral.text == "2.316"


@given(st.decimals(min_value=0, max_value=10**12, places=3, allow_nan=False))
def test_printing_and_reading_is_the_identity(value: Decimal) -> None:
    assert parse_numeral(number_text(value)).value == value
