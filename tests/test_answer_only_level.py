"""Who asks by how much something rose or fell is not told how much there was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.ask import Asker
from index.build import add_paths
from index.library import Library
from ingest.report import AnswerKind

REPORT = """Số: 61/BC-UBND

Đồi Chè, ngày 16 tháng 12 năm 2023

**BÁO CÁO**

**Kết quả công tác năm 2023**

UBND huyện Đồi Chè báo cáo kết quả năm 2023 như sau:

- Xảy ra 17 vụ cháy, làm bị thương 06 người; so với năm 2022 giảm 05 vụ, tăng 02 người bị thương.

- Tiếp nhận 438 đơn kiến nghị; cấp 152 giấy phép xây dựng.

- Trồng mới 64 ha chè.

- Đàn bò có 3.150 con, tăng 210 con so với năm 2022.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder: Path = tmp_path_factory.mktemp("levels")
    (folder / "doi-che-2023.md").write_text(REPORT, encoding="utf-8")
    add_paths([folder / "doi-che-2023.md"], folder / "index")
    library = Library.open(folder / "index")
    yield Asker(library)
    library.close()


@pytest.mark.parametrize(
    ("question", "level"),
    [
        ("Số đơn kiến nghị tăng hay giảm bao nhiêu đơn?", "438 đơn"),
        ("Diện tích chè trồng mới tăng hay giảm mấy ha?", "64 ha"),
        ("so don kien nghi tang hay giam bao nhieu don", "438 đơn"),
    ],
)
def test_a_level_is_near_and_no_change(asker: Asker, question: str, level: str) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.NEAR_MISS, answer.text
    assert "không ghi tăng hay giảm" in answer.text
    assert level in answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Số vụ cháy tăng hay giảm bao nhiêu vụ?", "giảm 05 vụ"),
        ("Đàn bò tăng hay giảm bao nhiêu con?", "tăng 210 con"),
        ("Tiếp nhận bao nhiêu đơn kiến nghị?", "438 đơn"),
    ],
)
def test_a_printed_change_and_a_level_are_told(asker: Asker, question: str, told: str) -> None:
    answer = asker.ask(question)
    assert not answer.refused, answer.text
    assert told.lower() in answer.text.lower()
