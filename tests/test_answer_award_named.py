"""Awards by name: who got one, what somebody got, and what is not as a question has it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from answer.ask import Asker
from index.build import add_paths
from index.library import Library

REPORT = """ỦY BAN NHÂN DÂN HUYỆN SƠN TRÀ GIANG

Số: 77/BC-UBND

**BÁO CÁO**

**Kết quả công tác năm 2023**

## I. PHÁT TRIỂN KINH TẾ

Thu ngân sách 214 tỷ đồng, bằng 108% dự toán.

## II. CÔNG TÁC THI ĐUA, KHEN THƯỞNG

- Chủ tịch nước tặng Huân chương Lao động hạng Nhì cho Bệnh viện Đa khoa huyện; Huân chương Lao động
hạng Ba cho 02 cá nhân[^1].

- Thủ tướng Chính phủ tặng Bằng khen cho 02 tập thể (UBND xã Lũng Cao; Trường THCS Trà Bồng), 03 cá
nhân[^2].

- Chính phủ tặng Cờ thi đua cho Nhân dân và cán bộ xã Lũng Cao (Quyết định số 318/QĐ-TTg ngày
12/4/2023).

- Bộ trưởng Bộ Công an tặng Bằng khen cho Công an huyện.

- Hội Nông dân huyện được Hội Nông dân tỉnh tặng Cờ thi đua.

- Chủ tịch UBND huyện tặng Giấy khen cho 61 tập thể; công nhận 85 cá nhân đạt danh hiệu Chiến sĩ thi
đua cơ sở, 402 Lao động tiên tiến.

- Tổng kết phong trào “Đường làng sạch”, Bộ Xây dựng tặng Bằng khen 02 khu dân cư của huyện là thôn
Lũng Vàng và tổ dân phố Bến Đá; Tổng Thanh tra Chính phủ tặng Bằng khen cho Thanh tra huyện và 04
cá nhân; Chủ tịch UBND tỉnh tặng Bằng khen cho 18 điển hình, gồm 07 tập thể và 11 cá nhân.

- Huyện đã trình Chủ tịch nước tặng Huân chương Lao động hạng Nhất cho Nhân dân và cán bộ huyện Sơn
Trà Giang; đến nay chưa có quyết định.

[^1]: Ông Hoàng Văn Thu, nguyên Bí thư Huyện ủy; bà Lê Thị Mận, nguyên Chánh Thanh tra huyện.

[^2]: Quyết định số 904/QĐ-TTg ngày 20/7/2023.
"""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("son-tra-giang")
    (folder / "huyen.md").write_text(REPORT, encoding="utf-8")
    add_paths([folder / "huyen.md"], folder / "kho")
    library = Library.open(folder / "kho")
    yield Asker(library)
    library.close()


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Xã nào được Chính phủ tặng Cờ thi đua?", "xã Lũng Cao"),
        ("Đơn vị nào được Bộ trưởng Bộ Công an tặng bằng khen?", "Công an huyện"),
        ("Tập thể nào được Thủ tướng tặng Bằng khen?", "Trường THCS Trà Bồng"),
        ("Những ai được tặng Huân chương Lao động hạng Ba?", "Lê Thị Mận"),
        ("Huân chương Lao động hạng Nhì trao cho đơn vị nào?", "Bệnh viện Đa khoa huyện"),
        ("Khu dân cư nào được Bộ khen trong phong trào Đường làng sạch?", "tổ dân phố Bến Đá"),
        ("Tổng Thanh tra Chính phủ khen ai?", "Thanh tra huyện và 04 cá nhân"),
        (
            "Phong trào Đường làng sạch được Chủ tịch UBND tỉnh khen bao nhiêu điển hình, chia ra "
            "tập thể, cá nhân thế nào?",
            "07 tập thể",
        ),
    ],
)
def test_who_got_an_award_is_told_by_name(asker: Asker, question: str, wanted: str) -> None:
    answer = asker.ask(question)
    assert not answer.refused
    assert wanted in answer.text


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Bệnh viện Đa khoa huyện được tặng huân chương gì?", "Huân chương Lao động hạng Nhì"),
        ("Công an huyện được khen thưởng gì?", "Bộ trưởng Bộ Công an tặng Bằng khen"),
        ("xa lung cao duoc tang gi", "Cờ thi đua"),
        ("Hội Nông dân huyện nhận danh hiệu gì?", "Hội Nông dân tỉnh tặng Cờ thi đua"),
        ("Bà Lê Thị Mận được thưởng huân chương gì?", "hạng Ba"),
        ("Xã Lũng Cao được Chính phủ tặng Cờ thi đua theo quyết định nào?", "318/QĐ-TTg"),
    ],
)
def test_what_somebody_got(asker: Asker, question: str, wanted: str) -> None:
    assert wanted in asker.ask(question).text


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        # another giver
        ("Thủ tướng tặng Bằng khen cho Công an huyện khi nào?", "Bộ trưởng Bộ Công an"),
        ("Chủ tịch UBND tỉnh tặng Cờ thi đua cho xã Lũng Cao phải không?", "Chính phủ tặng"),
        ("Thủ tướng tặng Huân chương Lao động hạng Ba cho bà Lê Thị Mận?", "Chủ tịch nước"),
        # only applied for
        (
            "Nhân dân và cán bộ huyện Sơn Trà Giang nhận Huân chương Lao động hạng Nhất ngày nào?",
            "đã trình Chủ tịch nước",
        ),
        # another grade, and somebody else's
        ("Bệnh viện Đa khoa huyện được tặng Huân chương Lao động hạng Nhất khi nào?", "hạng Nhì"),
        ("Công an huyện được tặng Huân chương Lao động hạng Nhì năm nào?", "Bệnh viện Đa khoa"),
    ],
)
def test_the_fact_stands_in_for_what_a_question_takes_for_granted(
    asker: Asker, question: str, wanted: str
) -> None:
    answer = asker.ask(question)
    assert answer.text.startswith("Báo cáo ghi: ")
    assert wanted in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Trường THCS Lũng Vân được Thủ tướng tặng Bằng khen khi nào?",
        "Hội Phụ nữ huyện được tặng Huân chương Lao động hạng Ba năm nào?",
    ],
)
def test_of_whom_the_report_says_nothing_nothing_is_told(asker: Asker, question: str) -> None:
    assert asker.ask(question).refused


def test_titles_are_counted_apart_from_certificates(asker: Asker) -> None:
    assert "85 cá nhân" in asker.ask("Bao nhiêu người đạt chiến sĩ thi đua cơ sở?").text
    assert asker.ask("Huyện công nhận mấy lao động tiên tiến?").text == (
        "Chủ tịch UBND huyện công nhận 402 Lao động tiên tiến."
    )


def test_the_document_of_an_award_told_by_its_counts(asker: Asker) -> None:
    answer = asker.ask("Thủ tướng tặng bằng khen cho 2 tập thể, 3 cá nhân theo quyết định số mấy?")
    assert "904/QĐ-TTg" in answer.text
