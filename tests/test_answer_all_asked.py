"""A question that asks for several things gets all of them, and nothing beside them.

Đồng Sậy, its communes, people and figures do not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_reports import asking_over

from answer.ask import Asker
from answer.coordinated import asked_side_by_side
from answer.frame import read_frame
from answer.parts_asked import asked_count, parts_asked
from answer.units import noun_fit
from answer.wanted import Wanted
from check.guard import unsupported
from ingest.report import AnswerKind

TEXT = """UBND TỈNH ĐỒNG SẬY

Số: 74/BC-UBND

Đồng Sậy, ngày 11 tháng 01 năm 2025

**BÁO CÁO**

**Kết quả công tác năm 2024 của tỉnh Đồng Sậy**

## I. KẾT QUẢ

### 1. Địa giới

- Sau khi lập lại, tỉnh có diện tích tự nhiên 3.417,5 km2, quy mô dân số 1.206.900 người.

### 2. Đối ngoại

- Tham mưu ký 03 bản ghi nhớ; đón tiếp 214 đoàn với 1.936 lượt khách quốc tế; có 05 đoàn với \
41 lượt chuyên gia đến khảo sát; cấp 318 hộ chiếu công vụ.

### 3. Bộ máy

- Tổng số người làm việc trong đơn vị sự nghiệp là 18.640 người, trong đó giáo dục 15.212 người, \
y tế 2.407 người, lĩnh vực khác 1.021 người.

- Xử lý vi phạm 29 trường hợp, gồm nhắc nhở 16, phê bình 08, hạ bậc 05. Trong năm tuyển dụng 71 \
công chức, bổ nhiệm 34 người, luân chuyển 19 người.

- Sở Ngoại vụ có 48 thủ tục hành chính, tiếp nhận 2.314 hồ sơ, 09 hồ sơ quá hạn.

### 4. An toàn giao thông

- Tai nạn giao thông xảy ra 63 vụ, làm 27 người chết, 48 người bị thương; so với cùng kỳ giảm \
11 vụ, giảm 04 người chết, tăng 06 người bị thương.

### 5. Giáo dục

- Số giáo viên còn thiếu: mầm non 318, tiểu học 204, trung học cơ sở 97; thiếu nhiều nhất là \
giáo viên Âm nhạc (86) và Mỹ thuật (59).

- Đoàn học sinh dự hội thi, đoạt 21 huy chương (05 vàng, 07 bạc, 09 đồng).

### 6. Nông thôn mới

- Nhân dân đóng góp gồm: tiền mặt 41,2 tỷ đồng; hiến 17,4 ha đất quy giá trị 33,8 tỷ đồng; \
58.200 ngày công quy giá trị 12,6 tỷ đồng.

- Huyện Bàu Năng (cũ): 214/214 căn (xây dựng mới: 146 căn; sửa chữa: 68 căn), đạt 100%; huyện \
Lung Sen (cũ): 187/187 căn (xây dựng mới: 121 căn; sửa chữa: 66 căn), đạt 100%.

- Góp vốn làm đường: ngân sách tỉnh 58,3 tỷ đồng; nguồn tiết kiệm chi thường xuyên của các cơ \
quan, đơn vị, địa phương trong cả năm 2024 theo nghị quyết đã ban hành 12,9 tỷ đồng; đóng góp của \
hộ dân 7,6 tỷ đồng.

- Chiến dịch tẩy giun cho học sinh đạt 12.407 em; triển khai từ ngày 04/3 đến 18/4/2024.

- Tỷ lệ phụ nữ trong số nhà giáo được khen cấp tỉnh chiếm 61,37%.

### 7. Khen thưởng cấp huyện

- Tỷ lệ phụ nữ trong số nhà giáo được khen cấp huyện chiếm 68,05%.

### 8. Biên chế

Biên chế được giao nêu tại Bảng 1 (đơn vị tính: người).

| TT | Khối | Huyện Bàu Năng (cũ) | Huyện Lung Sen (cũ) | Cả năm |
|---|---|---|---|---|
| 1 | Lao động hợp đồng cấp xã | 318 | 274 | 592 |

Nhà giáo được giao nêu tại Bảng 2 (đơn vị tính: người).

| TT | Cấp | Được giao – Bàu Năng (cũ) | Được giao – Lung Sen (cũ) | Được giao – Tổng số | Có mặt |
|---|---|---|---|---|---|
| 1 | Cấp tiểu học | 641 | 508 | 1.149 | 1.107 |
| 2 | Cấp trung học | 402 | 377 | 779 | 741 |

**TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH**

Lâm Văn Tràm
"""


def write_report(folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "dong-say-2024.md"
    path.write_text(TEXT, encoding="utf-8")
    return [path]


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking_over(tmp_path_factory.mktemp("asked"), write_report) as opened:
        yield opened


# Question, what is told, what is not.
TOLD = {
    "Đón tiếp bao nhiêu đoàn khách quốc tế, bao nhiêu lượt?": (("214", "1.936"), ("05", "41")),
    "Dân hiến đất tổng cộng mấy ha, quy ra bao nhiêu tiền?": (("17,4", "33,8"), ("41,2", "12,6")),
    "Sở Ngoại vụ có mấy thủ tục, mấy hồ sơ trể hạn?": (("48", "09"), ()),
    "Đoàn học sinh được mấy huy chương vàng, mấy bạc, mấy đồng?": (("05", "07", "09"), ()),
    "Sau khi lập lại thì diện tích và dân số của Đồng Sậy là bao nhiêu?": (
        ("3.417,5", "1.206.900"), (),
    ),
    "Năm 2024 số người làm việc ở đơn vị sự nghiệp chia cho ngành giáo dục và y tế là bao nhiêu?": (
        ("15.212", "2.407"), ("1.021", "18.640"),
    ),
    "Người vi phạm bị xử lý chia theo hình thức: nhắc nhở, phê bình, hạ bậc là bao nhiêu?": (
        ("16", "08", "05"), ("34", "19"),
    ),
    "Bao nhiêu lao động hợp đồng cấp xã được giao năm 2024 tính ở huyện Bàu Năng cũ và cả năm?": (
        ("318", "592"), ("274",),
    ),
    "Cho xem nhà giáo cấp tiểu học được giao năm 2024 của từng huyện cũ và tổng cộng?": (
        ("641", "508", "1.149"), ("1.107",),
    ),
    "Tai nạn giao thông ở Đồng Sậy tăng hay giảm về số vụ, người chết, người bị thương?": (
        ("giảm 11 vụ", "giảm 04 người chết", "tăng 06 người bị thương"), ("63",),
    ),
    "Tai nạn giao thông ở Đồng Sậy tăng hay giảm về số vụ và số người bị thương?": (
        ("giảm 11 vụ", "ăng 06 người bị thương"), ("04 người chết",),
    ),
    "Tỉnh thiếu bao nhiêu giáo viên tiểu học, thiếu môn nào nhiều nhất?": (
        ("204", "Âm nhạc"), ("318",),
    ),
    "Môn nào thiếu giáo viên nhiều nhất, thiếu bao nhiêu thầy cô?": (("Âm nhạc", "86"), ("318",)),
    "Lung Sen cũ sửa mấy căn, xây mới mấy căn?": (("66 căn", "121 căn"), ("187", "214")),
    "Tiền góp vốn làm đường lấy từ ngân sách tỉnh bao nhiêu, và các hộ dân góp bao nhiêu?": (
        ("58,3", "7,6"), ("12,9",),
    ),
    "Phụ nữ chiếm tỷ lệ bao nhiêu trong số nhà giáo được khen cấp tỉnh, và tỷ lệ ấy ở cấp huyện là "
    "bao nhiêu?": (("61,37%", "68,05%"), ()),
    "Chiến dịch tẩy giun cho học sinh kéo dài từ ngày nào tới ngày nào?": (
        ("04/3", "18/4"), ("12.407",),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("question", "told"), TOLD.items())
def test_all_that_is_asked_is_told_and_nothing_beside_it(
    asker: Asker, question: str, told: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    answer = asker.ask(question)
    wanted, neighbours = told
    assert not answer.refused
    assert [part for part in wanted if part not in answer.text] == []
    assert [part for part in neighbours if part in answer.text] == []
    quotes = [*(citation.quote for citation in answer.citations), "2024"]
    assert answer.citations[0].table or not unsupported(answer.text, quotes, answer.derivation)


def test_the_number_of_two_things_together_stays_one(asker: Asker) -> None:
    answer = asker.ask("Đón tiếp bao nhiêu lượt khách tham quan và làm việc?")
    assert "41" not in answer.text


def test_a_sum_of_two_things_is_not_told_apart(asker: Asker) -> None:
    answer = asker.ask("Huyện Bàu Năng và huyện Lung Sen gộp lại xây mới bao nhiêu căn?")
    assert "267" in answer.text or answer.kind is AnswerKind.DERIVED


def test_land_and_its_price_are_not_added_up(asker: Asker) -> None:
    answer = asker.ask("Dân hiến đất tổng cộng mấy ha, quy ra bao nhiêu tiền?")
    assert answer.kind is AnswerKind.FOUND
    assert answer.derivation is None


SIDES = {
    "Diện tích và dân số của xã là bao nhiêu?": (
        "Diện tích của xã là bao nhiêu", "dân số của xã là bao nhiêu",
    ),
    "Đơn nhận trước và sau ngày 1/7/2025 là bao nhiêu?": (
        "Đơn nhận trước ngày 1/7/2025 là bao nhiêu", "Đơn nhận sau ngày 1/7/2025 là bao nhiêu",
    ),
    "Vốn lấy từ ngân sách huyện và quỹ khuyến học mỗi nguồn bao nhiêu?": (
        "Vốn lấy từ ngân sách huyện bao nhiêu", "Vốn lấy từ quỹ khuyến học bao nhiêu",
    ),
    "Đơn thư chia theo loại: khiếu nại, tố cáo, phản ánh là bao nhiêu?": (
        "Đơn thư khiếu nại là bao nhiêu", "Đơn thư tố cáo là bao nhiêu",
        "Đơn thư phản ánh là bao nhiêu",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("question", "alone"), SIDES.items())
def test_things_side_by_side_are_asked_alone(question: str, alone: tuple[str, ...]) -> None:
    assert asked_side_by_side(question)[0].questions == alone


@pytest.mark.parametrize(
    "question",
    [
        "Xã có bao nhiêu hộ nghèo?",
        "Xã có bao nhiêu hộ và mấy người?",
        "Ai phụ trách văn hóa và thể thao?",
    ],
)
def test_one_thing_is_not_taken_apart(question: str) -> None:
    assert asked_side_by_side(question) == ()


def test_medals_are_no_money(asker: Asker) -> None:
    figures = [f for of in asker.memory().shelf.figures.values() for f in of if f.text == "09 đồng"]
    assert noun_fit("đồng", figures[0], "", marked=True) > 0.5


@pytest.mark.parametrize(
    ("question", "wanted", "units"),
    [
        ("Năm 2024 số người hưởng lương ngân sách là bao nhiêu?", Wanted.AMOUNT, True),
        ("Dân số của tỉnh Đồng Sậy là bao nhiêu?", Wanted.AMOUNT, False),
    ],
)
def test_what_is_counted(question: str, wanted: Wanted, units: bool) -> None:
    frame = read_frame(question)
    assert (frame.wanted, bool(frame.units)) == (wanted, units)


def test_from_day_to_day_is_one_thing() -> None:
    assert asked_count("Đợt thi kéo dài từ ngày nào tới ngày nào?") == 1


def test_the_second_part_has_what_the_first_counts_and_not_how() -> None:
    assert parts_asked("Bao nhiêu hộ được vay vốn, chiếm mấy phần trăm?")[1] == (
        "hộ được vay vốn chiếm mấy phần trăm"
    )
    assert parts_asked("Xã Lung Sen sửa mấy căn, xây mới mấy căn?")[1] == (
        "Xã Lung Sen xây mới mấy căn"
    )
    assert parts_asked("Tỉnh đón mấy đoàn khách quốc tế, mấy lượt?")[1] == "Tỉnh đón mấy lượt"
