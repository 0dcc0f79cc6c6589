"""Slips of the pen are mended only against what the reports print."""

from __future__ import annotations

import pytest

from answer.spelling import Speller, sound

TEXTS = (
    "Khám ngoại trú 90 lượt, điều trị nội trú 12 lượt; hồ sơ giải quyết đúng hạn 98%.",
    "Kế hoạch cấp nước sạch; phong trào thi đua yêu nước.",
    "Theo kế hoạch, phong trào thi đua yêu nước cấp thêm nước sạch.",
    "Đường tràn qua suối; đường tràn mới.",
)
SPELLER = Speller.of(TEXTS)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoạt", "hoạch"), ("xạch", "sạch"), ("tràn", "chàn"), ("rừng", "dừng"), ("nước", "lước")],
)
def test_syllables_that_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("nước", "thước"), ("nhà", "đường")])
def test_syllables_that_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kế hoạt cấp nước", "kế hoạch cấp nước"),
        ("Bao nhiêu hộ dùng nước xạch?", "Bao nhiêu hộ dùng nước sạch?"),
        ("Mấy lượt nội chú?", "Mấy lượt nội trú?"),  # printed once, and sounds just so
        ("mấy t.trào thi đua", "mấy t.trào thi đua"),  # no such pair
        ("mấy p.trào thi đua", "mấy phong trào thi đua"),
        ("PCI của tỉnh hạn mấy?", "PCI của tỉnh hạng mấy?"),
        ("tỉ lệ hs đúng hạn?", "tỉ lệ hồ sơ đúng hạn?"),
        ("Phong trào TĐYN ra sao?", "Phong trào thi đua yêu nước ra sao?"),
    ],
)
def test_slips_are_mended(typed: str, meant: str) -> None:
    assert SPELLER.mend(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "kế hoạch cấp nước sạch",
        "đường tràn qua suối",
        "nha khoa và y tế",
        "Kế hoạch đã cấp nước trước đó",
        "Văn phòng nước ngoài đang làm việc này",
        "Nhờ chú cho hay kế hoạch",
        "Thời hạn mấy ngày, kỳ hạn mấy?",
        "Tỉnh Vĩnh Long có mấy kế hoạch",
        "ke hoat cap nuoc",
        "Văn bản 12/TĐYN-UB",
        "",
    ],
)
def test_the_rest_is_left_alone(typed: str) -> None:
    assert SPELLER.mend(typed) == typed


def test_known_abbreviations_are_left_alone() -> None:
    assert SPELLER.mend("Phong trào TĐYN", known=["TĐYN"]) == "Phong trào TĐYN"


def test_what_stands_once_mends_nothing() -> None:
    assert Speller.of(TEXTS[:1]).mend("kế hoạt") == "kế hoạt"


def test_nothing_read_mends_nothing() -> None:
    assert Speller.of(()).mend("kế hoạt TĐYN") == "kế hoạt TĐYN"


def test_shorthand_with_two_readings_is_read_as_the_reports_have_it() -> None:
    speller = Speller.of(["Tiếp nhận hồ sơ đúng hạn.", "Hồ sơ đúng hạn 98%."])
    assert speller.mend("tỉ lệ hs đúng hạn") == "tỉ lệ hồ sơ đúng hạn"
    assert speller.mend("mấy hs giỏi") == "mấy hs giỏi"


REPORTED = [
    "Chi thường xuyên 812 tỷ đồng, bằng 97% dự toán.",
    "Giải ngân vốn ODA đạt 46%; giảm nghèo còn 3,1% số hộ nghèo.",
    "Vận động 3.100 hội viên tham gia bảo hiểm xã hội tự nguyện; 214 học viên cai nghiện.",
    "Thị xã Hồng Lĩnh có 07 sản phẩm OCOP.",
    "Hội Nông dân tặng Bằng khen; Nhân dân và cán bộ xã đồng lòng.",
]


@pytest.mark.parametrize(
    ("question", "mended"),
    [
        ("chi TX đạt mấy % DT", "chi thường xuyên đạt mấy % dự toán"),
        ("TX Hồng Lĩnh có mấy sp?", "thị xã Hồng Lĩnh có mấy sản phẩm?"),
        ("vốn ODA GN được bao nhiêu", "vốn ODA giải ngân được bao nhiêu"),
        ("tỷ lệ gn còn bao nhiêu hộ nghèo", "tỷ lệ giảm nghèo còn bao nhiêu hộ nghèo"),
        ("mấy hv tham gia bảo hiểm xã hội", "mấy hội viên tham gia bảo hiểm xã hội"),
        ("mấy hv cai nghiện năm 24?", "mấy học viên cai nghiện năm 2024?"),
        ("ND và cán bộ xã", "nhân dân và cán bộ xã"),
        ("đc Lê Văn Hòa giữ chức gì", "đồng chí Lê Văn Hòa giữ chức gì"),
        ("thu đc bao nhiêu", "thu đc bao nhiêu"),
        ("có năm 22 hộ nào không", "có năm 22 hộ nào không"),
        ("Quyết định 12/QĐ-TX", "Quyết định 12/QĐ-TX"),
    ],
)
def test_shorthand_is_read_by_the_words_beside_it(question: str, mended: str) -> None:
    assert Speller.of(REPORTED).mend(question) == mended


SHORTENED = [
    "Tỷ lệ dân số dùng nước sạch; dân số toàn huyện 71.000 người.",
    "Phong trào thi đua của huyện; phong trào thi đua của xã.",
    "Sở Nội vụ tiếp nhận hồ sơ; Sở Nội vụ tổ chức thi tuyển; nhiệm vụ được giao.",
    "Xử phạt vi phạm hành chính 412 triệu đồng; trường tiểu học.",
    "Xã Lam Tân và xã Long Tuyền; ngành du lịch đón khách.",
]


@pytest.mark.parametrize(
    ("question", "mended"),
    [
        ("tỷ lệ dsố dùng nước sạch", "tỷ lệ dân số dùng nước sạch"),
        ("ptrao thi đua của xã có mấy", "phong trào thi đua của xã có mấy"),
        ("Sở NV nhận mấy hồ sơ", "Sở nội vụ nhận mấy hồ sơ"),
        ("pạt vi phạm được mấy triệu", "phạt vi phạm được mấy triệu"),
        ("mấy chường tiểu học", "mấy trường tiểu học"),
        ("tỉ lệ của tòan huỵen", "tỉ lệ của toàn huyện"),
        ("6th đầu năm có mấy hồ sơ", "6 tháng đầu năm có mấy hồ sơ"),
        # Two names would do; a word of general Vietnamese; a unit; a code; chat words.
        ("xã LT có mấy hộ", "xã LT có mấy hộ"),
        ("rót nước sạch", "rót nước sạch"),
        ("trạm 110 kV ở đâu, dài 5 km", "trạm 110 kV ở đâu, dài 5 km"),
        ("Quyết định 15/QĐ-NV, LĐ-TB&NV", "Quyết định 15/QĐ-NV, LĐ-TB&NV"),
        ("bn ng đc nhận, thu dc mấy", "bn ng đc nhận, thu dc mấy"),
        ("Xã Thạnh Phớc có mấy hồ sơ", "Xã Thạnh Phớc có mấy hồ sơ"),
    ],
)
def test_words_cut_short_are_read_as_the_reports_have_them(question: str, mended: str) -> None:
    assert Speller.of(SHORTENED).mend(question) == mended
