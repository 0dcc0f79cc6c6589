"""Replies in any shape: only whole claims of the one shape come out, as they stream."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from answer.model.reply import LETTERS, Claim, claim_of, objects, question_of

GOOD = '{"cau": "Có 3 xã.", "nguon": [1, 2]}'


def claims(text: str, size: int = 5, most: int = 4) -> list[Claim]:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return list(objects(pieces, claim_of, most))


@pytest.mark.parametrize("size", [1, 7, 1000])
@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"Đây là câu trả lời:\n```json\n{GOOD}\n```",
        f"<think>{{thử}} {GOOD[:20]}</think>{GOOD}",
        '{"cau": "Có 3 xã.",\n "nguon": [1, 2]\n}',
        f'{{"cau": 5}} {{hỏng}} {GOOD}',
    ],
)
def test_a_claim_is_found(text: str, size: int) -> None:
    assert claims(text, size) == [Claim("Có 3 xã.", (1, 2))]


@pytest.mark.parametrize(
    "text",
    [
        '{"cau": "Có 3 xã.", "nguon": []}',
        '{"cau": "Có 3 xã.", "nguon": [true]}',
        '{"cau": "Có 3 xã.", "nguon": ["1"]}',
        '{"cau": "Có 3 xã.", "nguon": [1,2,3,4,5,6,7]}',
        '{"cau": "", "nguon": [1]}',
        '{"cau": "' + "a" * 601 + '", "nguon": [1]}',
        '{"nguon": [1]}',
        '["Có 3 xã.", 1]',
        f"<think>{GOOD}",
        GOOD[:-1],
        '{"a":' * 2000,
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert claims(text, 50) == []


def test_reading_stops_when_there_is_enough() -> None:
    def pieces() -> Iterator[str]:
        for number in range(9):
            assert number < 2, "read on behind the second claim"
            yield GOOD

    assert len(list(objects(pieces(), claim_of, 2))) == 2


def test_reading_stops_when_it_is_too_much() -> None:
    seen = 0

    def pieces() -> Iterator[str]:
        nonlocal seen
        while True:
            seen += 1
            yield "a" * 100

    assert list(objects(pieces(), claim_of, 2)) == []
    assert seen == LETTERS // 100 + 1


def test_a_single_id_and_questions() -> None:
    assert claim_of({"cau": "Có 3 xã.", "nguon": 2}) == Claim("Có 3 xã.", (2,))
    assert question_of({"hoi": " Mấy  xã? "}) == "Mấy xã?"
    assert question_of({"cau": "Mấy xã?"}) is None
