"""Places and agencies in a text."""

from ingest.places import find_mentions


def names(text: str) -> list[str]:
    return [mention.text for mention in find_mentions(text)]


def test_agency_takes_its_place_and_era() -> None:
    text = "Chủ tịch UBND tỉnh Sơn Thủy (cũ) và Sở Giáo dục và Đào tạo, Sở Nội vụ báo cáo"
    assert names(text) == [
        "Chủ tịch UBND tỉnh Sơn Thủy (cũ)",
        "Sở Giáo dục và Đào tạo",
        "Sở Nội vụ",
    ]


def test_name_with_commas() -> None:
    assert names("giao Sở Văn hóa, Thể thao và Du lịch tổ chức") == [
        "Sở Văn hóa, Thể thao và Du lịch"
    ]


def test_place_named_with_a_word_that_could_begin_an_agency() -> None:
    assert names("xã Trường Hòa, toàn tỉnh và toàn xã hội") == ["xã Trường Hòa", "toàn tỉnh"]


def test_no_agency_in_common_words() -> None:
    assert names("ban hành quy chế, bộ máy tinh gọn, Chủ tịch Nguyễn Văn An") == []
