"""Questions whose answer is not one figure: lists, parts, documents, persons, recipients."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kinds_report import write_report

from answer.ask import Asker
from index.build import add_paths
from index.library import Library
from ingest.report import AnswerKind


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("cam-sa")
    add_paths([write_report(folder)], folder / "kho")
    library = Library.open(folder / "kho")
    yield Asker(library)
    library.close()


@pytest.mark.parametrize(
    "question",
    ["Báo cáo của huyện Cẩm Sa gửi những đâu?", "UBND huyện gửi báo cáo cho các cơ quan nào?"],
)
def test_recipients_are_told_without_filing_and_copies(asker: Asker, question: str) -> None:
    answer = asker.ask(question)
    assert answer.text == (
        "Báo cáo của UBND huyện Cẩm Sa gửi: UBND tỉnh; Thường trực Huyện ủy; Các phòng, ban."
    )
    assert answer.citations[0].quote.startswith("Nơi nhận")


def test_what_else_was_sent_is_not_the_recipients(asker: Asker) -> None:
    assert "gửi:" not in asker.ask("Báo cáo ban hành ngày nào?").text


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Ba xã kiểu mẫu của huyện là những xã nào?", ("Bãi Nhạn", "Hương Tràm", "Đồng Lác")),
        ("Xã nông thôn mới kiểu mẫu tên gì?", ("Bãi Nhạn", "Hương Tràm", "Đồng Lác")),
        ("Kể tên các sản phẩm OCOP mới được công nhận", ("Nước mắm", "Trà dây")),
        ("ba xa kieu mau cua huyen la nhung xa nao", ("Bãi Nhạn", "Hương Tràm", "Đồng Lác")),
    ],
)
def test_all_names_are_told(asker: Asker, question: str, names: tuple[str, ...]) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.FOUND
    assert all(name in answer.text for name in names), answer.text


@pytest.mark.parametrize(
    "question",
    ["Bốn thôn chưa có điện lưới là những thôn nào?", "Năm xã kiểu mẫu là những xã nào?"],
)
def test_what_is_only_counted_or_counted_otherwise_has_no_names(
    asker: Asker, question: str
) -> None:
    answer = asker.ask(question)
    assert answer.refused, answer.text


def test_parts_are_told_each_with_its_figure(asker: Asker) -> None:
    answer = asker.ask("Chi ngân sách huyện gồm những khoản nào, mỗi khoản bao nhiêu?")
    assert all(part in answer.text for part in ("140.300", "350.700", "21.400")), answer.text
    assert "512.400" not in answer.text


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        (
            "UBND huyện ban hành những công văn nào về phòng, chống thiên tai?",
            ("210/UBND-NN", "245/UBND-NN", "301/UBND-NN"),
            ("12/KH-UBND",),
        ),
        (
            "Năm văn bản chỉ đạo phòng, chống thiên tai là những văn bản nào?",
            ("12/KH-UBND", "33/KH-UBND", "210/UBND-NN", "245/UBND-NN", "301/UBND-NN"),
            (),
        ),
        (
            "Quy chế làm việc cũ của huyện Bàu Sen là quyết định số mấy?",
            ("08/2020/QĐ-UBND",),
            ("15/2019/QĐ-UBND",),
        ),
    ],
)
def test_documents_are_told_all_or_alone(
    asker: Asker, question: str, told: tuple[str, ...], untold: tuple[str, ...]
) -> None:
    text = asker.ask(question).text
    assert all(number in text for number in told), text
    assert not any(number in text for number in untold), text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Quyết định nào thay thế Quyết định 15/2019/QĐ-UBND?", "91/2025/QĐ-UBND"),
        ("Quyết định 15/2019 được quyết định nào thay thế?", "91/2025/QĐ-UBND"),
        ("Quyết định 91/2025 thay thế những quyết định nào?", "08/2020/QĐ-UBND"),
    ],
)
def test_which_document_replaced_which(asker: Asker, question: str, told: str) -> None:
    assert told in asker.ask(question).text


def test_a_change_that_no_report_prints_is_refused(asker: Asker) -> None:
    assert asker.ask("Quyết định nào thay thế Quyết định 91/2025/QĐ-UBND?").refused


def test_who_got_an_award_is_in_the_note_at_its_count(asker: Asker) -> None:
    answer = asker.ask("Ai được tặng Huân chương Lao động hạng Ba?")
    assert "Trần Lệ Thu" in answer.text
    assert answer.citations[0].footnote == 6


def test_the_head_of_a_council_is_no_award(asker: Asker) -> None:
    answer = asker.ask("Ai làm Chủ tịch Hội đồng Thi đua - Khen thưởng huyện?")
    assert "Bạch Hữu Lân" in answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Huyện có bao nhiêu trạm bơm đạt yêu cầu?", ("31/44", "(cũ)", "12/17", "(mới)")),
        ("Giảm được bao nhiêu biên chế?", ("Lũy kế", "96 biên chế", "22 biên chế")),
    ],
)
def test_what_the_report_sets_apart_is_told_both_ways(
    asker: Asker, question: str, told: tuple[str, ...]
) -> None:
    answer = asker.ask(question)
    assert answer.kind is AnswerKind.SEVERAL
    assert all(words in answer.text for words in told), answer.text


def test_who_names_the_side_is_told_that_side_alone(asker: Asker) -> None:
    text = asker.ask("Sau sắp xếp có bao nhiêu trạm bơm đạt yêu cầu?").text
    assert "12/17" in text
    assert "31/44" not in text


def test_two_places_asked_for_are_both_told(asker: Asker) -> None:
    answer = asker.ask("Số vụ cháy rừng: hai chỗ trong báo cáo ghi thế nào?")
    assert "07 vụ" in answer.text
    assert "09 vụ" in answer.text
    assert len(answer.citations) == 2


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        (
            "Hội thao các xã ven biển diễn ra ngày nào?",
            ("từ ngày 22 đến ngày 24 tháng 8 năm 2025",),
            ("01/7/2025",),
        ),
        (
            "Hội nghị tuyên dương người tốt, việc tốt mở hôm nào, ở đâu?",
            ("12 tháng 6 năm 2025", "Nhà Văn hóa huyện"),
            ("02/4/2025",),
        ),
        ("Phong trào thực hiện Chỉ thị 06 phát động ngày nào?", ("10/9/2025",), ()),
        ("Ngày nào ban hành Quy chế làm việc mới?", ("03/3/2025",), ()),
    ],
)
def test_the_day_of_an_event_is_not_that_of_its_plan(
    asker: Asker, question: str, told: tuple[str, ...], untold: tuple[str, ...]
) -> None:
    text = asker.ask(question).text
    assert all(words.lower() in text.lower() for words in told), text
    assert not any(words in text for words in untold), text


def test_parts_that_add_up_to_what_is_divided_are_told(asker: Asker) -> None:
    text = asker.ask("Chín vụ tranh chấp ao đầm nằm ở đâu, mỗi nơi mấy vụ?").text
    assert all(part in text for part in ("05 vụ", "03 vụ", "01 vụ")), text


def test_one_thing_printed_with_two_values_is_told_with_both(asker: Asker) -> None:
    text = asker.ask("Chậm hạn bao nhiêu hồ sơ vay vốn nuôi tôm?").text
    assert "13 hồ sơ" in text
    assert "16 hồ sơ" in text
