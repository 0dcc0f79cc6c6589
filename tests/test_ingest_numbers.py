"""Every number of a text and what it is."""

import pytest

from ingest.numbers import NumberType, find_numbers


def types(text: str) -> list[tuple[str, str]]:
    return [(number.text, number.type.value) for number in find_numbers(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 25/2024/QĐ-UBND",
        "Nghị quyết số 1668/NQ- UBTVQH15",
        "164/NQHĐND",
        "Chỉ thị số 41-CT/TW",
        "Nghị quyết 57",
        "Kế hoạch số 12 ngày",
    ],
)
def test_document_numbers(text: str) -> None:
    assert [kind for _, kind in types(text)] == ["document"]


@pytest.mark.parametrize(
    "text",
    [
        "Quốc lộ 91",
        "đường tỉnh 935C",
        "Điều 14",
        "Hội nghị lần thứ 11 Ban Chấp hành",
        "COVID-19",
        "mạng 5G",
        "phong trào “500 ngày đêm”",
        "giai đoạn 1",
        "nút giao số 4",
        "kỷ niệm 95 năm Ngày thành lập",
        "Huân chương Lao động hạng 3",
        "điện thoại 0292.3812345",
        "trẻ em dưới 16 tuổi",
        "Km 12+500",
        "Tổ 5, khu phố 2",
        "Kế hoạch 5 năm",
        "Cụm thi đua 6 thành phố trực thuộc Trung ương",
        "một phần 2",
    ],
)
def test_names(text: str) -> None:
    assert {kind for _, kind in types(text)} == {"name"}


def test_names_in_a_list() -> None:
    found = types("Đường tỉnh 932, 932B, 933 và 934; 15 xã")
    assert [kind for _, kind in found] == ["name", "name", "name", "name", "figure"]


@pytest.mark.parametrize("text", ["liên tục 24/7", "lúc 7g30 phút", "từ 7h30", "trực 24/24 giờ"])
def test_times(text: str) -> None:
    assert [kind for _, kind in types(text)] == ["time"]


def test_list_labels() -> None:
    assert types("1. Kết quả: (1) Khu; (2) Đề án")[0] == ("1", "list")
    assert [kind for _, kind in types("như: (1) Khu; (2) Đề án")] == ["list", "list"]
    assert types("(2/3) số thành viên") == [("2/3", "figure")]


def test_periods_and_years_are_no_figures() -> None:
    found = types("năm 2025 và giai đoạn 2021 - 2025 tăng 5%")
    assert [kind for _, kind in found] == ["year", "period", "figure"]


def test_four_digits_before_a_counted_noun_are_a_figure() -> None:
    assert types("2000 hộ") == [("2000", "figure")]


@pytest.mark.parametrize(
    ("text", "printed", "kind"),
    [
        ("xếp hạng 22/63", "22/63", "rank"),
        ("đứng thứ 5 cả nước", "5", "rank"),
        ("651 tỷ 133 triệu đồng", "651 tỷ 133 triệu", "figure"),
        ("743/1.149 trường", "743/1.149", "figure"),
        ("210 - 220 người", "210 - 220", "figure"),
        ("15-20%", "15-20", "figure"),
        ("giảm -2,3%", "-2,3", "figure"),
        ("- 05 tập thể", "05", "figure"),
        ("đạt mức đề ra (kế hoạch 88%)", "88", "figure"),
        ("(kế hoạch 12.500)", "12.500", "figure"),
        ("kế hoạch 07 xã", "07", "figure"),
        ("Khối thi đua: 11 đơn vị", "11", "figure"),
        ("một phần 6.671 hồ sơ", "6.671", "figure"),
        ("thu điều tiết 742 triệu đồng", "742", "figure"),
    ],
)
def test_quantities(text: str, printed: str, kind: str) -> None:
    assert types(text) == [(printed, kind)]


def test_digit_of_a_unit_is_no_number() -> None:
    assert types("hiến 10.500 m2 đất") == [("10.500", "figure")]


def test_every_digit_stands_in_exactly_one_number() -> None:
    text = "Ngày 5/6/2024, 12 xã (36,5%) theo Kế hoạch số 7/KH-UBND tăng 1.250 hộ; Quốc lộ 1A"
    covered = [0] * len(text)
    for number in find_numbers(text):
        for offset in range(number.start, number.end):
            covered[offset] += 1
    assert all(covered[at] == 1 for at, char in enumerate(text) if char.isdigit())


def test_equal_numbers_have_equal_keys() -> None:
    one, other = find_numbers("03 xã"), find_numbers("3 tập thể")
    assert one[0].key == other[0].key == "3"
    assert find_numbers("24/7/2025")[0].key == find_numbers("ngày 24 tháng 7 năm 2025")[0].key
    assert NumberType.DATE is find_numbers("24/7/2025")[0].type
