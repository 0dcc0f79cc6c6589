"""The vocabulary files: each line says something, once, and keeps different indicators apart."""

from collections import Counter
from functools import cache

import pytest

from index.synonyms import EVERYDAY, SIGNS, SYNONYMS, Thesaurus, general
from index.tokens import units


def lines() -> list[str]:
    texts = (file.read_text(encoding="utf-8") for file in (SYNONYMS, EVERYDAY))
    return [
        line for text in texts for line in text.splitlines() if line and not line.startswith("#")
    ]


@cache
def thesaurus() -> Thesaurus:
    return Thesaurus(general())


def alternatives(question: str) -> set[str]:
    found = thesaurus().matches(units(question), marked=True)
    return {" ".join(other.phrase) for match in found for other in match.alternatives}


def test_no_line_stands_twice() -> None:
    twice = [line for line, count in Counter(lines()).items() if count > 1]
    assert not twice


def test_each_line_has_one_sign_and_names_that_differ() -> None:
    for line in lines():
        signs = [sign for sign, _ in SIGNS if sign in line]
        assert len(signs) == 1, line
        names = [tuple(units(name)) for name in line.replace(" | ", signs[0]).split(signs[0])]
        assert all(names), line
        assert len(set(names)) > 1, line


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("xuất khẩu", "nhập khẩu"),
        ("thu ngân sách", "chi ngân sách"),
        ("bác sĩ", "điều dưỡng"),
        ("hộ nghèo", "hộ cận nghèo"),
        ("khách quốc tế", "khách nội địa"),
        ("bảo hiểm xã hội", "bảo hiểm y tế"),
        ("trước hạn", "quá hạn"),
        ("hồ sơ tiếp nhận", "hồ sơ đã giải quyết"),
        ("toàn trình", "một phần"),
        ("khiếu nại", "tố cáo"),
        ("số người chết", "số người bị thương"),
        ("giáo viên tiểu học", "giáo viên mầm non"),
    ],
)
def test_two_indicators_are_not_one(one: str, other: str) -> None:
    assert " ".join(units(other)) not in alternatives(one)
    assert " ".join(units(one)) not in alternatives(other)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("đi làm bên Nhật", "thị trường nhật bản"),
        ("bán đất", "thu tiền sử dụng đất"),
        ("trồng thêm", "trồng mới"),
        ("tiêu được bao nhiêu", "giải ngân"),
        ("gửi hồ sơ qua mạng", "hồ sơ trực tuyến"),
        ("Sở GTVT", "sở giao thông vận tải"),
    ],
)
def test_speech_finds_the_office_word(said: str, written: str) -> None:
    assert " ".join(units(written)) in alternatives(said)
