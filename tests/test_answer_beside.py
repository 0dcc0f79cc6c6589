"""What stands beside a figure: a longer bracket, a printed comparison, a plan "được giao"."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from answer.ask import Asker
from index.build import add_paths
from index.library import Library

REPORT = """ỦY BAN NHÂN DÂN
HUYỆN TRÀ VIÊN

Số: 91/BC-UBND

Trà Viên, ngày 12 tháng 12 năm 2024

BÁO CÁO

Tình hình kinh tế - xã hội năm 2024

I. XÃ HỘI

1. Lao động

Có 14 xưởng khiến 2.310 thợ phải nghỉ luân phiên, 418 người thôi việc (năm 2023: 21 xưởng, 3.906
người nghỉ luân phiên, 702 người thôi việc). Chậm nộp tiền nước từ 3 tháng trở lên: 57 cơ sở.

2. Khuyến học

Về khuyến học, 12 tập thể, 31 cá nhân được Tổng Hội khuyến học tặng Bằng khen.

3. Chỉ tiêu

| TT | Đơn vị | Trồng rừng (ha) - Chỉ tiêu | Trồng rừng (ha) - Thực hiện |
|---|---|---|---|
| 1 | Xã Bản Lầu | 140 | 121 |
| 2 | Xã Mường Giôn | 205 | 260 |

| TT | Chỉ tiêu | Năm 2023 | Năm 2024 | So với cùng kỳ (%) |
|---|---|---|---|---|
| 1 | Lượt khách đến chợ nổi (nghìn lượt) | 210,5 | 252,6 | 120,0 |
| 2 | Sản lượng cá lồng (tấn) | 880 | 836 | 95,0 |
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("beside")
    (folder / "bao-cao.md").write_text(REPORT, encoding="utf-8")
    add_paths([folder / "bao-cao.md"], folder / "index")
    with Library.open(folder / "index") as library:
        yield Asker(library)


TOLD = {
    "Năm 2024 số người thôi việc nhiều hay ít hơn năm trước, cụ thể bao nhiêu?": ("418", "702"),
    "Mấy cơ sở chậm nộp tiền nước từ ba tháng trở lên?": ("57 cơ sở",),
    "Xã Bản Lầu được giao phải trồng bao nhiêu ha rừng?": ("140",),
    "Lượt khách đến chợ nổi so với cùng kỳ ra sao?": ("252,6", "210,5", "120,0"),
    "Tổng Hội khuyến học khen bao nhiêu tập thể, cá nhân?": ("12 tập thể", "31 cá nhân"),
}


@pytest.mark.parametrize("question", list(TOLD))
def test_what_is_meant_is_told_of_what_stands_beside(asker: Asker, question: str) -> None:
    answer = asker.ask(question)
    assert not answer.refused, answer.text
    for told in TOLD[question]:
        assert told in answer.text, answer.text


def test_the_base_of_another_count_is_not_told(asker: Asker) -> None:
    answer = asker.ask("Năm 2024 số người thôi việc nhiều hay ít hơn năm trước, cụ thể bao nhiêu?")
    assert "3.488" not in answer.text
