"""Cited documents: kind, number, date, issuer, subject."""

import pytest

from ingest.documents import find_document_numbers, find_documents


def test_all_parts_after_the_number() -> None:
    (cited,) = find_documents(
        "thực hiện Chỉ thị số 41-CT/TW ngày 26 tháng 12 năm 2024 của Bộ Chính trị về tăng cường "
        "sự lãnh đạo; đồng thời chỉ đạo"
    )
    assert (cited.kind, cited.number, cited.date, cited.issuer) == (
        "Chỉ thị",
        "41-CT/TW",
        "2024-12-26",
        "Bộ Chính trị",
    )
    assert cited.subject == "về tăng cường sự lãnh đạo"


def test_issuer_and_date_before_the_number() -> None:
    (cited,) = find_documents(
        "Ngày 15 tháng 3 năm 2024, UBND tỉnh Sơn Thủy (cũ) đã ban hành Kế hoạch số 27/KH-UBND"
    )
    assert (cited.issuer, cited.date) == ("UBND tỉnh Sơn Thủy (cũ)", "2024-03-15")


def test_each_document_of_a_list_keeps_its_own_issuer_and_date() -> None:
    cited = find_documents(
        "UBND tỉnh Sơn Thủy ban hành Kế hoạch số 5/KH-UBND ngày 1/2/2023 triển khai phong trào; "
        "UBND tỉnh Hòa Mỹ ban hành Kế hoạch số 7/KH-UBND ngày 3/4/2023 phát động phong trào"
    )
    assert [(one.number, one.date, one.issuer) for one in cited] == [
        ("5/KH-UBND", "2023-02-01", "UBND tỉnh Sơn Thủy"),
        ("7/KH-UBND", "2023-04-03", "UBND tỉnh Hòa Mỹ"),
    ]


def test_date_of_one_document_is_not_lent_to_the_next() -> None:
    cited = find_documents(
        "Quyết định số 319/QĐ-BNV ngày 18/4/2019 của Bộ Nội vụ ban hành Kế hoạch thực hiện "
        "Quyết định số 1847/QĐ-TTg của Thủ tướng Chính phủ về văn hóa công vụ"
    )
    assert [one.date for one in cited] == ["2019-04-18", ""]
    assert cited[0].subject.endswith("Quyết định số 1847/QĐ-TTg")


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("158/2024/QH15", "158/2024/QH15"),
        ("1668/NQ- UBTVQH15", "1668/NQ-UBTVQH15"),
        ("41- CT/TW", "41-CT/TW"),
        ("164/NQHĐND", "164/NQHĐND"),
        ("41-TW/CT", "41-TW/CT"),
        ("02/QĐ-CTĐ6TP", "02/QĐ-CTĐ6TP"),
        ("87-CTr/TU", "87-CTr/TU"),
        ("5553/BYT-KHTC", "5553/BYT-KHTC"),
    ],
)
def test_number_variants(printed: str, number: str) -> None:
    (found,) = find_document_numbers(f"theo số {printed} nêu trên")
    assert found.number == number


@pytest.mark.parametrize(
    "text", ["673 lớp/cuộc", "báo cáo: 212 Quyết định", "kế hoạch 2025", "Kế hoạch 5 năm", "22/63"]
)
def test_no_document(text: str) -> None:
    assert find_document_numbers(text) == []


def test_law_by_name_and_year() -> None:
    laws = find_documents("theo Luật Thi đua, khen thưởng và Luật Đường bộ năm 2024, các Nghị định")
    assert [(law.subject, law.date) for law in laws] == [
        ("Thi đua, khen thưởng", ""),
        ("Đường bộ", "2024"),
    ]
