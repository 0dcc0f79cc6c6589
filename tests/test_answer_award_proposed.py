"""Awards given in one report and put forward in another: told apart, both where it is open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from answer.ask import Asker
from index.build import add_paths
from index.library import Library
from ingest.report import AnswerKind

GIVEN = """ỦY BAN NHÂN DÂN TỈNH BÀNG LÂM

Số: 11/BC-UBND

**BÁO CÁO**

**Kết quả khen thưởng năm 2025**

## I. KHEN THƯỞNG CẤP NHÀ NƯỚC

Trong năm 2025, tỉnh được tặng:

- Cờ thi đua của Chính phủ: 04 tập thể;

- Bằng khen của Thủ tướng Chính phủ: 12 tập thể và 31 cá nhân.
"""
APPLIED = """VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH BÀNG LÂM

Số: 12/BC-VPUB

**BÁO CÁO**

**Kết quả công tác của Văn phòng năm 2025**

## I. THAM MƯU KHEN THƯỞNG

Trình khen thưởng cấp Nhà nước cho 66 trường hợp (06 Cờ thi đua của Chính phủ; 60 Bằng khen của Thủ
tướng Chính phủ).
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("bang-lam")
    for name, text in (("ubnd.md", GIVEN), ("van-phong.md", APPLIED)):
        (folder / name).write_text(text, encoding="utf-8")
    add_paths([folder / "ubnd.md", folder / "van-phong.md"], folder / "kho")
    library = Library.open(folder / "kho")
    yield Asker(library)
    library.close()


def test_an_open_question_is_told_what_was_given_and_what_was_put_forward(asker: Asker) -> None:
    answer = asker.ask("Năm 2025 có mấy Cờ thi đua của Chính phủ?")
    assert answer.kind is AnswerKind.SEVERAL
    assert "04 tập thể" in answer.text
    assert "trình 06 Cờ thi đua của Chính phủ." in answer.text


def test_who_asks_what_was_given_is_told_that_alone(asker: Asker) -> None:
    answer = asker.ask("Năm 2025 bao nhiêu tập thể được tặng Cờ thi đua của Chính phủ?")
    assert "04 tập thể" in answer.text
    assert "06" not in answer.text
