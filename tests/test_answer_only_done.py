"""Who asks for a plan is not told what was done as if it were the plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.ask import Asker
from index.build import add_paths
from index.library import Library
from ingest.report import AnswerKind

REPORT = """Số: 52/BC-UBND

Suối Lụa, ngày 14 tháng 12 năm 2023

**BÁO CÁO**

**Kết quả công tác năm 2023**

UBND xã Suối Lụa báo cáo kết quả năm 2023 như sau:

## I. KẾT QUẢ

- Trồng rừng tập trung 318 ha, bằng 106% kế hoạch.

- Thu ngân sách xã 7.245 triệu đồng, đạt 104,6% dự toán năm (6.926 triệu đồng).

- Chi thường xuyên 5.120 triệu đồng, chi đầu tư 2.040 triệu đồng, bằng 98% dự toán
(2.082 triệu đồng).

- Vận động quỹ khuyến học 164 triệu đồng.

## II. PHƯƠNG HƯỚNG NĂM 2024

- Phấn đấu đào tạo nghề cho 245 lao động.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder: Path = tmp_path_factory.mktemp("plans")
    (folder / "suoi-lua-2023.md").write_text(REPORT, encoding="utf-8")
    add_paths([folder / "suoi-lua-2023.md"], folder / "index")
    library = Library.open(folder / "index")
    yield Asker(library)
    library.close()


@pytest.mark.parametrize(
    ("question", "done"),
    [
        ("Kế hoạch trồng rừng tập trung là bao nhiêu ha?", "318 ha"),
        ("Chỉ tiêu vận động quỹ khuyến học là bao nhiêu?", "164 triệu đồng"),
        ("Dự toán chi thường xuyên là bao nhiêu?", "5.120 triệu đồng"),
        ("chi tieu trong rung tap trung la bao nhieu ha", "318 ha"),
    ],
)
def test_what_was_done_is_near_and_not_the_plan(asker: Asker, question: str, done: str) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.NEAR_MISS, answer.text
    assert "không ghi kế hoạch" in answer.text
    assert done in answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Dự toán thu ngân sách xã là bao nhiêu?", "6.926 triệu đồng"),
        ("Dự toán chi đầu tư là bao nhiêu?", "2.082 triệu đồng"),
        ("Chỉ tiêu đào tạo nghề năm 2024 là bao nhiêu lao động?", "245 lao động"),
        ("Trồng rừng tập trung được bao nhiêu ha?", "318 ha"),
        ("Trồng rừng đạt bao nhiêu phần trăm kế hoạch?", "106%"),
    ],
)
def test_a_printed_plan_and_what_was_done_are_told(asker: Asker, question: str, told: str) -> None:
    answer = asker.ask(question)
    assert not answer.refused, answer.text
    assert told in answer.text
