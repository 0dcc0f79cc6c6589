"""Who asks how many, or which ones, is told that there was none, where the report says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from answer.ask import Asker
from index.build import add_paths
from index.library import Library

REPORT = """SỞ Y TẾ TỈNH HÀ KHÊ

Số: 15/BC-SYT

**BÁO CÁO**

**Kết quả công tác y tế năm 2023**

## I. PHÒNG, CHỐNG DỊCH BỆNH

Sốt xuất huyết: 812 ca mắc, 02 ca tử vong. Tay chân miệng: 409 ca, giảm 31 ca so với năm 2022,
không có tử vong. Bệnh dại: không ghi nhận ca mắc bệnh.

## II. AN TOÀN THỰC PHẨM, PHÒNG CHÁY

Xảy ra 02 vụ ngộ độc thực phẩm với 37 người mắc, không có người tử vong; phạt 12 cơ sở. Các bệnh
viện không để xảy ra vụ cháy nổ nào.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("ha-khe")
    (folder / "so-y-te.md").write_text(REPORT, encoding="utf-8")
    add_paths([folder / "so-y-te.md"], folder / "kho")
    library = Library.open(folder / "kho")
    yield Asker(library)
    library.close()


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Năm ca tử vong vì tay chân miệng thuộc huyện nào?", "không có tử vong"),
        ("Bao nhiêu ca tử vong do tay chân miệng năm 2023?", "không có tử vong"),
        ("may ca tu vong do tay chan mieng", "không có tử vong"),
        ("Ngộ độc thực phẩm làm mấy người tử vong?", "không có người tử vong"),
        ("Các bệnh viện xảy ra mấy vụ cháy nổ?", "không để xảy ra vụ cháy nổ"),
    ],
)
def test_the_report_says_that_there_was_none(asker: Asker, question: str, wanted: str) -> None:
    answer = asker.ask(question)
    assert answer.text.startswith("Báo cáo ghi: ")
    assert wanted in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Sốt xuất huyết có mấy ca tử vong?",
        "Có bao nhiêu vụ ngộ độc thực phẩm?",
        "Tay chân miệng có bao nhiêu ca?",
        "Năm 2022 bao nhiêu ca tử vong do tay chân miệng?",
    ],
)
def test_what_is_counted_or_of_another_year_is_not_denied(asker: Asker, question: str) -> None:
    assert not asker.ask(question).text.startswith("Báo cáo ghi: ")
