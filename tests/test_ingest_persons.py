"""Persons in prose and in signature blocks."""

from ingest.persons import find_persons, signers
from ingest.report import Passage, PassageKind


def furniture(order: int, text: str) -> Passage:
    return Passage(f"r:{order}", "r", order, PassageKind.FURNITURE, text)


def test_form_of_address_and_office_around() -> None:
    text = "ông Trịnh Văn Mười, Chủ tịch UBND xã Hòa Mỹ đã vận động; bà Lê Thị Ba hiến đất"
    assert [(one.name, one.office) for one in find_persons(text)] == [
        ("Trịnh Văn Mười", "Chủ tịch UBND xã Hòa Mỹ"),
        ("Lê Thị Ba", ""),
    ]


def test_streets_and_offices_are_no_persons() -> None:
    assert find_persons("đường Trần Văn Khéo, nút giao Nguyễn Văn Linh") == []
    assert find_persons("các Phó Chánh Văn phòng; tư tưởng Chủ tịch Hồ Chí Minh") == []


def test_offsets_are_those_of_the_name() -> None:
    text = "đồng chí Phạm Thị Lan phát biểu"
    (person,) = find_persons(text)
    assert text[person.start : person.end] == person.name == "Phạm Thị Lan"


def test_signature_in_one_passage_and_in_three() -> None:
    whole = signers([furniture(0, "KT. CHÁNH VĂN PHÒNG PHÓ CHÁNH VĂN PHÒNG Nguyễn Văn Cường")])
    parts = signers(
        [furniture(0, "TM. ỦY BAN NHÂN DÂN"), furniture(1, "CHỦ TỊCH"), furniture(2, "Lê Văn Tám")]
    )
    assert [(one.name, one.office) for one in whole + parts] == [
        ("Nguyễn Văn Cường", "Phó chánh văn phòng"),
        ("Lê Văn Tám", "Chủ tịch"),
    ]
