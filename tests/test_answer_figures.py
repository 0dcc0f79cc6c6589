"""The right figure among its neighbours, and what is computed from one and another.

Two reports of an invented district; An Sơn, its communes and figures do not exist.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from answer.ask import Asker
from answer.distinctions import level
from check.arithmetic import replay
from check.guard import unsupported
from index.build import add_paths
from index.library import Library
from ingest.report import AnswerKind

HEAD = """Số: {number}/BC-UBND

An Sơn, ngày 15 tháng 01 năm {after}

**BÁO CÁO**

**Kết quả công tác năm {year}**

UBND huyện An Sơn báo cáo kết quả năm {year} như sau:

## I. KẾT QUẢ
"""
EARLY = """
- Huyện trồng 2.400 cây xanh dọc các tuyến kênh.

- Sửa chữa 8 km bờ bao với kinh phí 4 tỷ 800 triệu đồng.
"""
LATE = """
### 1. Nông nghiệp

- Huyện trồng 3.100 cây xanh dọc các tuyến kênh, tăng 700 cây so với năm 2024.

- Thu hoạch 940 tấn tôm, tăng 4% so với năm 2024 (904 tấn, bình quân 2,1 tấn/hộ).

- Xảy ra 12 ca sạt lở (năm trước 17 ca).

- Sản lượng thủy sản - muối tăng 6,4%, trong đó, thủy sản tăng 5,1%.

### 2. Y tế

- Trạm y tế các xã khám 5.400 lượt người (trong đó điều trị nội trú 620 lượt).

- Ghi nhận 31 ca sởi, giảm 14 ca so với cùng kỳ; tay chân miệng 9 ca.

- Xảy ra 9 vụ phạm pháp hình sự (trộm cắp 5 vụ, lừa đảo 4 vụ).

### 3. Giáo dục

- Có 24/40 trường đạt chuẩn quốc gia. Trong đó, mầm non 9/12 trường, tỷ lệ 75%; tiểu học 8/16
trường, tỷ lệ 50%; trung học cơ sở 7/12 trường, tỷ lệ 58,3%.

### 4. Đất đai

- Hòa giải 64 vụ tranh chấp, đạt 53,3% chỉ tiêu (120 vụ)[^1].

| TT | Xã | Hộ dùng điện | Hộ dùng nước máy |
|---|---|---|---|
| 1 | Mỹ Lâm | 410 | 366 |
| 2 | Kiến Bình | 528 | 471 |

[^1]: Tranh chấp ranh đất 40 vụ, lối đi 16 vụ, thừa kế 8 vụ.
"""
COMPUTED = {
    "Hai năm 2024 và 2025 cộng lại trồng bao nhiêu cây xanh?": "5.500 cây",
    "Số lượt khám không phải nội trú là bao nhiêu?": "4.780 lượt",
    "Số ca sạt lở giảm mấy ca?": "5 ca",
    "Tỷ lệ trường đạt chuẩn của mầm non cao hơn tiểu học mấy điểm phần trăm?": "25 điểm phần trăm",
    "Bao nhiêu trường tiểu học chưa đạt chuẩn quốc gia?": "8 trường",
    "Tranh chấp lối đi chiếm bao nhiêu phần trăm số vụ tranh chấp?": "25%",
    "Bình quân một cây số bờ bao năm 2024 tốn bao nhiêu tiền?": "600 triệu đồng/km",
}
PRINTED = {
    "Năm 2024 thu hoạch bao nhiêu tấn tôm?": "904 tấn",
    "Số lượt điều trị nội trú là bao nhiêu?": "620 lượt",
    "Số ca sởi giảm mấy ca so với cùng kỳ?": "14 ca",
    "Riêng thủy sản tăng mấy phần trăm?": "5,1%",
    "Thủy sản tăng mấy phần trăm, không tính muối?": "5,1%",
    "Trong 9 vụ phạm pháp có mấy vụ trộm?": "5 vụ",
    "Xã Kiến Bình có bao nhiêu hộ dùng nước máy?": "471",
}


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("figures")
    for year, number, text in ((2024, 71, EARLY), (2025, 83, LATE)):
        head = HEAD.format(number=number, year=year, after=year + 1)
        (folder / f"an-son-{year}.md").write_text(head + text, encoding="utf-8")
    add_paths(sorted(folder.glob("*.md")), folder / "index")
    library = Library.open(folder / "index")
    yield Asker(library)
    library.close()


@pytest.mark.parametrize(("question", "result"), COMPUTED.items())
def test_what_is_computed_shows_its_working(asker: Asker, question: str, result: str) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.DERIVED, answer.text
    assert f" {result} " in answer.text
    assert answer.derivation
    assert replay(answer.derivation).holds
    assert not unsupported(answer.text, [c.quote for c in answer.citations], answer.derivation)


@pytest.mark.parametrize(("question", "result"), PRINTED.items())
def test_what_is_printed_is_told(asker: Asker, question: str, result: str) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.FOUND, answer.text
    assert result in answer.text


@pytest.mark.parametrize(
    ("question", "sentence", "fits"),
    [
        ("tỷ lệ người lao động được tỉnh khen là bao nhiêu?", "khen thưởng cấp tỉnh 60%", 1.0),
        ("tỷ lệ người lao động được tỉnh khen là bao nhiêu?", "khen thưởng cấp Nhà nước 52%", -1.0),
        ("nhà nước khen mấy người?", "khen thưởng cấp Nhà nước 52 người", 1.0),
        ("tỉnh có mấy xã?", "khen thưởng cấp Nhà nước 52 người", 0.0),
        ("tỉnh khen mấy người?", "cấp tỉnh và cấp Nhà nước khen 60 người", 0.0),
    ],
)
def test_the_level_of_an_award(question: str, sentence: str, fits: float) -> None:
    assert level(question, sentence) == fits
