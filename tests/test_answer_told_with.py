"""What else a question asks stands beside the place that answers it, or says that it is not so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from answer.ask import Asker
from index.build import add_paths
from index.library import Library

REPORT = """ỦY BAN NHÂN DÂN HUYỆN BẰNG KHÊ

Số: 91/BC-UBND

**BÁO CÁO**

**Kết quả công tác năm 2023**

## I. CHỈ ĐẠO, ĐIỀU HÀNH

Ban hành Kế hoạch số 41/KH-UBND ngày 05/7/2023 phát động thi đua sáu tháng cuối năm. Thành lập 03 tổ
giúp việc giải phóng mặt bằng: Tổ số 1 do đồng chí Phó Chủ tịch Lý Văn Páo phụ trách (đường tỉnh);
Tổ số 2 do đồng chí Trưởng phòng Nông Thị Hiền phụ trách (khu dân cư); Tổ số 3 do đồng chí Chánh
Thanh tra Vi Đức Lộc phụ trách (thủy lợi).

Tại kỳ họp thứ 8 ngày 14 tháng 9 năm 2023, đồng chí Hà Văn Sơn được bầu giữ chức Phó Chủ tịch UBND
huyện, thay đồng chí Mã Thị Oanh chuyển công tác.

Các xã Khau Ca (công nhận năm 2021), Nà Phặc, Bản Thi (công nhận tại Quyết định số 655/QĐ-UBND ngày
10/10/2023) đạt chuẩn nông thôn mới.

## II. QUỐC PHÒNG, AN NINH, XÃ HỘI

- Tổ chức diễn tập phòng thủ dân sự trong 02 ngày; Ban Chỉ đạo tỉnh đánh giá loại xuất sắc.

- Chuyên án MT923 do Thiếu tá Đàm Quang Vinh làm Trưởng ban, bắt 05 đối tượng.

- Huyện có 11 Bà mẹ Việt Nam anh hùng, trong đó 02 mẹ còn sống.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("bang-khe")
    (folder / "huyen.md").write_text(REPORT, encoding="utf-8")
    add_paths([folder / "huyen.md"], folder / "kho")
    library = Library.open(folder / "kho")
    yield Asker(library)
    library.close()


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        # a small number printed as a word
        ("Văn bản phát động thi đua 6 tháng cuối năm số mấy?", "41/KH-UBND"),
        # in charge of what has a number
        ("Ai phụ trách Tổ số 2 giải phóng mặt bằng?", "Nông Thị Hiền"),
        ("Tổ giúp việc số 3 do ai phụ trách?", "Vi Đức Lộc"),
        # the day, and whose place was taken
        ("Đồng chí Hà Văn Sơn được bầu Phó Chủ tịch hôm nào, thay ai?", "Mã Thị Oanh"),
        ("Đồng chí Hà Văn Sơn được bầu Phó Chủ tịch hôm nào, thay ai?", "14 tháng 9 năm 2023"),
        # a commune in a list behind "các xã"
        ("Xã Bản Thi đạt chuẩn nông thôn mới theo quyết định nào?", "655/QĐ-UBND"),
        # whether it is so is read in the whole sentence
        ("Tỉnh đánh giá diễn tập phòng thủ dân sự loại khá phải không?", "loại xuất sắc"),
        # a code of letters and digits
        ("Chuyên án MT923 ai làm trưởng ban?", "Đàm Quang Vinh"),
        # people with a title are counted, nobody gives it
        ("huyen co may ba me viet nam anh hung", "11 Bà mẹ Việt Nam anh hùng"),
    ],
)
def test_the_answer_holds_what_was_asked_beside_it(
    asker: Asker, question: str, wanted: str
) -> None:
    answer = asker.ask(question)
    assert not answer.refused
    assert wanted in answer.text


@pytest.mark.parametrize(
    "question",
    ["Ai phụ trách Tổ số 2 giải phóng mặt bằng?", "Tổ giúp việc số 3 do ai phụ trách?"],
)
def test_nobody_in_charge_of_another_number_is_told(asker: Asker, question: str) -> None:
    assert "Lý Văn Páo" not in asker.ask(question).text
