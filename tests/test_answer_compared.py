"""Both figures of a comparison: of the year before, of the plan, in a sentence or a row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from side_by_side_report import asking

from answer.ask import Asker
from answer.comparison import comparison_of
from answer.frame import read_frame
from check.guard import unsupported
from ingest.report import AnswerKind


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    with asking(tmp_path_factory) as opened:
        yield opened


BOTH = {
    "Sản lượng chè búp tươi năm 2024 so với năm 2023 thế nào?": ("8.420 tấn", "7.490 tấn"),
    "Sản lượng chè búp tươi so với năm ngoái?": ("8.420 tấn", "12,4%"),
    "Cung ứng phân bón hữu cơ năm 2024 so với năm trước ra sao?": ("1.150 tấn", "980 tấn"),
    "Phân bón hữu cơ cung ứng nhiều hơn hay ít hơn năm 2023, số từng năm?": ("1.150", "980"),
    "Trồng quế mới so với kế hoạch đạt không?": ("236 ha", "200 ha"),
    "Tỷ lệ hộ được cấp điện so với cùng kỳ năm trước thế nào?": ("96,4%", "93,8%"),
    "So với năm ngoái, số vụ cháy rừng tăng hay giảm?": ("05 vụ", "09 vụ", "Giảm: 4 vụ"),
    "Cháy rừng so với năm 2023 thế nào, nêu số vụ và số người bị thương?": (
        "05 vụ", "09 vụ", "02 người", "04 người",
    ),
    "Số người chết do tai nạn đường thủy tăng hay giảm so với năm ngoái?": (
        "06 người", "tăng 02 người",
    ),
    "Tỷ lệ hộ có nhà tiêu hợp vệ sinh năm 2024 so với kế hoạch đề ra thì sao?": ("84,7", "86,0"),
    "Số thôn có nhà văn hóa năm 2024 so với năm 2023 thế nào?": ("66", "58"),
    "luong nuoc may cap nam nay so voi nam truoc the nao?": ("1.342", "1.210"),
}  # fmt: skip


@pytest.mark.parametrize("question", list(BOTH))
def test_both_sides_of_a_comparison_are_told(asker: Asker, question: str) -> None:
    answer = asker.ask(question)
    assert not answer.refused, answer.text
    for told in BOTH[question]:
        assert told in answer.text, answer.text
    if answer.citations[0].table is None:  # a row's headers stand above it, not in its quote
        assert not unsupported(answer.text, [c.quote for c in answer.citations], answer.derivation)


def test_which_way_it_went_is_worked_out_where_it_is_not_printed(asker: Asker) -> None:
    answer = asker.ask("Số thôn có nhà văn hóa tăng hay giảm so với năm 2023?")
    assert answer.kind is AnswerKind.DERIVED
    assert "Tăng: 8" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Sản lượng chè tăng bao nhiêu phần trăm so với năm 2023?",
        "Huyện trồng mới bao nhiêu ha quế?",
        "Vì sao cháy rừng giảm so với năm ngoái?",
        "Huyện thu hút mấy dự án, nhiều hơn năm trước bao nhiêu?",
    ],
)
def test_other_questions_are_no_comparisons(question: str) -> None:
    assert comparison_of(read_frame(question)) is None


MOST = {
    "Xã nào giảm nhiều lao động thất nghiệp nhất trong năm, giảm mấy người?": ("Mường Giôn", "45"),
    "Xã nào có lao động thất nghiệp tăng nhiều nhất?": ("Tà Xùa", "5 người"),
    "Trong ba địa bàn cũ, nơi nào đàn trâu tăng nhiều nhất?": ("Chiềng Khoa", "72"),
    "Trong các địa bàn cũ nơi nào diện tích rừng lớn nhất?": ("Phiêng Pằn", "2.085"),
    "Trong các trường mầm non, nơi nào đông học sinh nhất, nơi nào ít nhất?": (
        "Suối Tiên", "402", "Sao Mai", "275",
    ),
}  # fmt: skip


@pytest.mark.parametrize("question", list(MOST))
def test_the_extreme_member_is_of_the_sort_and_the_matter_asked(
    asker: Asker, question: str
) -> None:
    answer = asker.ask(question)
    for told in MOST[question]:
        assert told in answer.text, answer.text


ADDS_UP = {
    "Các khoản vốn vay ưu đãi cộng lại có khớp với tổng không?": ("63,5", "64,5", "không khớp"),
    "Số hộ dựng mới cộng với sửa chữa có bằng tổng số hộ được hỗ trợ nhà ở không?": (
        "52 hộ", "22 hộ", "Các phần cộng lại khớp",
    ),
    "Số người trung tâm nhà nước và tư nhân nuôi dạy cộng lại có đúng tổng không?": ("308", "310"),
    "Trong bảng lao động thất nghiệp, các xã cộng lại đầu năm có khớp tổng toàn huyện không?": (
        "443", "khớp với tổng",
    ),
    "tong von vay uu dai co khop voi cac khoan cong lai khong": ("63,5", "64,5"),
}  # fmt: skip


@pytest.mark.parametrize("question", list(ADDS_UP))
def test_the_parts_are_added_up_beside_the_printed_total(asker: Asker, question: str) -> None:
    answer = asker.ask(question)
    for told in ADDS_UP[question]:
        assert told in answer.text, answer.text


def test_a_total_is_never_added_to_its_own_parts(asker: Asker) -> None:
    answer = asker.ask("Dựng mới và sửa chữa nhà ở cộng lại bao nhiêu hộ?")
    assert "52 hộ" in answer.text
    assert "104" not in answer.text
