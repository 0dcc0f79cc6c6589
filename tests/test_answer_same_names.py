"""Things that are called alike: a province and its town, a plan and another one's result."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.ask import Asker
from answer.distinctions import another
from index.build import add_paths
from index.library import Library
from ingest.report import Answer, AnswerKind

REPORT = """ỦY BAN NHÂN DÂN TỈNH SUỐI LAM

Số: 74/BC-UBND

Suối Lam, ngày 15 tháng 12 năm 2024

**BÁO CÁO**

**Kết quả công tác năm 2024**

UBND tỉnh Suối Lam báo cáo kết quả năm 2024 như sau:

- Tổng thu ngân sách nhà nước trên địa bàn đạt 8.120 tỷ đồng, bằng 105,5% dự toán HĐND tỉnh giao \
(7.700 tỷ đồng). Thu khác ngân sách đạt 96 tỷ đồng (dự toán 90 tỷ đồng).

- Cấp 41.300 giấy phép lái xe, kế hoạch 40.000 giấy phép.

- Cuối năm còn 2.315 hộ nghèo, giảm 402 hộ so với năm 2023; hộ cận nghèo giảm từ 3.870 hộ xuống \
3.516 hộ.

- Xảy ra 118 vụ cháy. Lực lượng cứu hộ xuất xe 63 lần[^1].

- Lực lượng dân quân thường trực có 1.240 đồng chí.

- Bộ trưởng Bộ VHTTDL tặng Bằng khen cho 04 tập thể và 09 cá nhân.

- Bệnh viện Mắt đạt công suất giường 88,4%.

Bảng 1. Xây nhà ở xã hội (căn)

| Địa bàn | Kế hoạch 2024 | Thực hiện 2024 |
|---|---|---|
| Thành phố Suối Lam | 210 | 260 |
| Huyện Cao Bằng Lăng | 140 | 131 |
| Toàn tỉnh | 350 | 391 |

Bảng 2. Chăn nuôi

| Chỉ tiêu | Suối Lam (cũ) – Năm 2024 | Hà Cát (cũ) – Năm 2024 | Toàn tỉnh – Năm 2024 |
|---|---|---|---|
| Đàn dê (con) | 18.300 | 7.450 | 25.750 |

Bảng 3. Hợp tác xã

| Chỉ tiêu | Năm 2023 | Năm 2024 |
|---|---|---|
| Hợp tác xã chè | 42 | 37 |

[^1]: Trong đó vụ cháy 21 vụ, đuối nước 17 vụ, tai nạn giao thông 25 vụ.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder: Path = tmp_path_factory.mktemp("alike")
    (folder / "suoi-lam-2024.md").write_text(REPORT, encoding="utf-8")
    add_paths([folder / "suoi-lam-2024.md"], folder / "index")
    library = Library.open(folder / "index")
    yield Asker(library)
    library.close()


def figures(answer: Answer) -> list[str]:
    return [figure.quote for figure in answer.figures]


def test_a_name_said_alone_is_the_owners(asker: Asker) -> None:
    answer = asker.ask("Suối Lam xây nhà ở xã hội vượt kế hoạch bao nhiêu căn?")
    assert "391 - 350 = 41" in (answer.derivation or "")
    town = asker.ask("Thành phố Suối Lam xây nhà ở xã hội vượt kế hoạch bao nhiêu căn?")
    assert "260 - 210 = 50" in (town.derivation or "")


def test_the_former_place_of_that_name_is_told_beside_the_whole(asker: Asker) -> None:
    answer = asker.ask("Đàn dê của Suối Lam năm 2024 có bao nhiêu con?")
    assert answer.kind is AnswerKind.SEVERAL
    assert figures(answer) == ["25.750", "18.300"]
    assert figures(asker.ask("Đàn dê toàn tỉnh Suối Lam năm 2024 có bao nhiêu con?")) == ["25.750"]


def test_a_plan_is_set_against_what_its_own_sentence_says_was_done(asker: Asker) -> None:
    answer = asker.ask("Thu ngân sách Suối Lam vượt dự toán HĐND tỉnh giao bao nhiêu tỷ đồng?")
    assert "8.120" in (answer.derivation or "")
    assert "7.700" in (answer.derivation or "")


@pytest.mark.parametrize(
    ("question", "same", "other"),
    [
        ("Có bao nhiêu hộ nghèo?", "hộ nghèo", "hộ cận nghèo"),
        ("Tổng thu ngân sách là bao nhiêu?", "thu ngân sách", "thu khác ngân sách"),
        ("Mấy trường công lập?", "trường công lập", "trường ngoài công lập"),
        ("co bao nhieu ho ngheo", "hộ nghèo", "hộ thoát nghèo"),
    ],
)
def test_a_word_put_in_makes_it_another_thing(
    asker: Asker, question: str, same: str, other: str
) -> None:
    query = asker.query(question)
    assert (another(query, same), another(query, other)) == (0.0, 1.0)


def test_a_part_of_what_a_note_splits_is_not_the_whole_of_its_kind(asker: Asker) -> None:
    assert figures(asker.ask("Tỉnh Suối Lam năm 2024 có bao nhiêu vụ cháy?")) == ["118 vụ"]


def test_comrades_are_no_money(asker: Asker) -> None:
    answer = asker.ask("Lực lượng dân quân thường trực hiện có bao nhiêu đồng chí?")
    assert figures(answer) == ["1.240 đồng chí"]


def test_a_ministry_is_known_by_its_short_form(asker: Asker) -> None:
    answer = asker.ask("Bộ trưởng Bộ Văn hóa tặng bằng khen cho mấy tập thể của Suối Lam?")
    assert figures(answer)[0] == "04 tập thể"


def test_a_town_behind_the_name_of_a_body(asker: Asker) -> None:
    answer = asker.ask("Công suất giường Bệnh viện Mắt Suối Lam đạt bao nhiêu phần trăm?")
    assert (answer.kind, figures(answer)) == (AnswerKind.FOUND, ["88,4%"])


def test_a_syllable_that_is_none_is_mended_in_a_name(asker: Asker) -> None:
    answer = asker.ask("Tỉnh Suốii Lam cấp bao nhiêu giấy phép lái xe?")
    assert figures(answer) == ["41.300 giấy phép"]


def test_who_asks_by_how_much_a_plan_was_exceeded_is_told_that_it_was_not(asker: Asker) -> None:
    answer = asker.ask("Huyện Cao Bằng Lăng xây nhà ở xã hội vượt kế hoạch bao nhiêu căn?")
    assert answer.kind is AnswerKind.NEAR_MISS
    assert "không vượt kế hoạch" in answer.text
    assert "140 - 131 = 9" in answer.text


def test_a_fall_is_no_answer_to_by_how_much_it_rose(asker: Asker) -> None:
    rose = asker.ask("Hợp tác xã chè của Suối Lam tăng bao nhiêu so với năm 2023?")
    assert (rose.kind, "42 - 37 = 5" in rose.text) == (AnswerKind.NEAR_MISS, True)
    fell = asker.ask("Hợp tác xã chè của Suối Lam giảm bao nhiêu so với năm 2023?")
    assert (fell.kind, "42 - 37 = 5" in fell.text) == (AnswerKind.DERIVED, True)


def _commune(name: str, fires: int) -> str:
    return f"""ỦY BAN NHÂN DÂN XÃ {name.upper()}

Số: 12/BC-UBND

{name}, ngày 10 tháng 12 năm 2024

**BÁO CÁO**

**Kết quả công tác năm 2024**

UBND xã {name} báo cáo kết quả năm 2024 như sau:

- Trên địa bàn xã {name} xảy ra {fires} vụ cháy rừng.
"""


def test_of_two_places_the_one_that_has_more_is_named(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder: Path = tmp_path_factory.mktemp("two")
    for name, fires in (("Đồi Sim", 17), ("Khe Lau", 26)):
        file = folder / f"{fires}.md"
        file.write_text(_commune(name, fires), encoding="utf-8")
        add_paths([file], folder / "index")
    library = Library.open(folder / "index")
    answer = Asker(library).ask(
        "Số vụ cháy rừng năm 2024: Đồi Sim với Khe Lau, bên nào nhiều hơn và hơn mấy vụ?"
    )
    library.close()
    assert "Khe Lau nhiều hơn Đồi Sim: 9 vụ" in answer.text
