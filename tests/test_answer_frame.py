"""What a question asks for is read from its words alone."""

from __future__ import annotations

import pytest

from answer.frame import Operation, Wanted, read_frame


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Có bao nhiêu tập thể được khen?", Wanted.AMOUNT),
        ("Số lượng lớp tập huấn?", Wanted.AMOUNT),
        ("Tỷ lệ hộ nghèo còn bao nhiêu phần trăm?", Wanted.PERCENT),
        ("Sửa đường tốn bao nhiêu tiền?", Wanted.MONEY),
        ("Kinh phí làm kè là bao nhiêu?", Wanted.MONEY),
        ("Tốc độ tăng giá trị sản xuất công nghiệp là bao nhiêu?", Wanted.PERCENT),
        ("Cho biết tốc độ tăng giá trị tăng thêm của ngành", Wanted.PERCENT),
        ("PAR Index xếp hạng mấy?", Wanted.RANK),
        ("Hội nghị diễn ra ngày nào?", Wanted.DATE),
        ("Kế hoạch số mấy triển khai việc này?", Wanted.DOCUMENT),
        ("Ai ký báo cáo?", Wanted.PERSON),
        ("Lễ phát động được tổ chức ở đâu?", Wanted.WHERE),
        ("Ban tổ chức gồm những ai?", Wanted.LIST),
        ("Có phải tỉnh đã hoàn thành không?", Wanted.YES_NO),
        ("Đánh giá chung về phong trào", Wanted.TEXT),
    ],
)
def test_the_kind_of_answer(question: str, wanted: Wanted) -> None:
    assert read_frame(question).wanted is wanted


def test_kinds_asked_in_one_breath() -> None:
    frame = read_frame("Hội nghị diễn ra lúc nào, ở đâu?")
    assert frame.wanted is Wanted.DATE
    assert Wanted.WHERE in frame.also
    frame = read_frame("PCI đạt bao nhiêu điểm, xếp hạng mấy?")
    assert frame.wanted is Wanted.AMOUNT
    assert Wanted.RANK in frame.also


def test_all_counted_nouns_in_order() -> None:
    frame = read_frame("Có bao nhiêu tập thể, cá nhân và hộ gia đình được khen?")
    assert frame.units == ("tập thể", "cá nhân", "hộ gia đình")
    assert read_frame("Có mấy lớp và dạy mấy người?").units[1].startswith("người")


def test_what_is_compared_with_is_no_part_of_the_noun() -> None:
    assert read_frame("Diện tích ngô tăng mấy ha so với cùng kỳ?").units == ("ha",)


def test_a_noun_is_counted_once() -> None:
    assert read_frame("Mấy lớp, mấy người?").units == ("lớp", "người")
    assert read_frame("Tặng mấy Bằng khen tập thể, cá nhân?").units == ("tập thể", "cá nhân")


@pytest.mark.parametrize("question", ["Kế hoạch số mấy?", "Xếp hạng mấy?", "Họp ngày mấy?"])
def test_a_number_that_is_a_name_counts_nothing(question: str) -> None:
    assert read_frame(question).units == ()


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("Năm 2025 xây bao nhiêu căn?", ("2025",)),
        ("Giai đoạn 2021 - 2025 xây bao nhiêu căn?", ("2021-2025",)),
        ("Giai đoạn 2021–2025 xây bao nhiêu căn?", ("2021-2025",)),
        ("Năm 2024 và năm 2025 chênh nhau bao nhiêu?", ("2024", "2025")),
        ("Nghị quyết số 12/2024/NQ-HĐND nói gì?", ()),
        ("Xây được bao nhiêu căn?", ()),
    ],
)
def test_years(question: str, years: tuple[str, ...]) -> None:
    assert read_frame(question).years == years


def test_the_year_compared_with_is_not_the_year_asked_about() -> None:
    assert read_frame("Năm 2025 tăng bao nhiêu so với năm 2024?").years == ("2025",)
    assert read_frame("Thu ngân sách tăng mấy % so với năm 2024?").years == ()
    assert read_frame("thu ngan sach tang may % so voi nam 2024").years == ()


@pytest.mark.parametrize(
    "question",
    [
        "Thu ngân sách tăng mấy % so với cùng kỳ năm 2024?",
        "thu ngan sach tang may % so voi cung ky nam 2024",
    ],
)
def test_the_same_period_of_a_year_is_compared_with(question: str) -> None:
    assert read_frame(question).years == ()


@pytest.mark.xfail(strict=True, reason="“năm 2025 hơn năm 2024 bao nhiêu” so sánh hai năm")
def test_a_difference_between_two_years_names_both() -> None:
    frame = read_frame("Thu ngân sách năm 2025 hơn năm 2024 bao nhiêu tỷ đồng?")
    assert frame.operation is Operation.DIFFERENCE
    assert set(frame.years) == {"2024", "2025"}


def test_relative_years() -> None:
    assert read_frame("Năm ngoái xây bao nhiêu căn?").relative_year == -1
    assert read_frame("nam nay xay bao nhieu can").relative_year == 0
    assert read_frame("Xây bao nhiêu căn?").relative_year is None


def test_shorthand_is_written_out_and_document_numbers_stay() -> None:
    assert read_frame("bn tập thể đc khen vậy?").text == "bao nhiêu tập thể được khen vậy?"
    assert read_frame("TP có mấy phường?").text == "thành phố có mấy phường?"
    assert "12/KH-UBND" in read_frame("Văn bản 12/KH-UBND về việc j?").text


def test_without_diacritics() -> None:
    frame = read_frame("Co may tap the duoc khen?")
    assert not frame.marked
    assert frame.wanted is Wanted.AMOUNT
    assert frame.units[0].startswith("tap the")
    assert read_frame("ty le ho ngheo bao nhieu phan tram").wanted is Wanted.PERCENT
    assert read_frame("hoi nghi dien ra ngay nao").wanted is Wanted.DATE


def test_figures_of_the_question_are_its_premise() -> None:
    frame = read_frame("Có phải năm 2025 tỉnh xây 1.500 căn theo Kế hoạch số 137/KH-UBND?")
    assert frame.numbers == ("1.500",)
    assert frame.yes_no


def test_a_share_asked_for_behind_the_count() -> None:
    assert read_frame("Bao nhiêu người dân đóng bảo hiểm (tỷ lệ)?").wanted is Wanted.PERCENT
    assert read_frame("Bao nhiêu người dân đóng bảo hiểm?").wanted is Wanted.AMOUNT


def test_a_time_is_no_noun_that_is_counted() -> None:
    assert read_frame("Huyện nợ thuế bao nhiêu tính đến cuối tháng 11?").units == ()


def test_plan_proposal_and_reason() -> None:
    assert read_frame("Chỉ tiêu giao là bao nhiêu xã?").plan
    assert read_frame("Chỉ tiêu trồng rừng năm nay của huyện là mấy héc-ta?").plan
    assert not read_frame("Chỉ tiêu trồng rừng năm nay đạt bao nhiêu héc-ta?").plan
    assert not read_frame("Chỉ tiêu nào không đạt?").plan
    assert read_frame("Đề nghị khen bao nhiêu người?").proposed
    assert read_frame("Vì sao chưa hoàn thành?").why
    plain = read_frame("Khen bao nhiêu người?")
    assert (plain.plan, plain.proposed, plain.why) == (False, False, False)


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("Hai xã cộng lại bao nhiêu căn?", Operation.SUM),
        ("Hai xã chênh nhau bao nhiêu căn?", Operation.DIFFERENCE),
        ("Xã A làm nhiều hơn xã B bao nhiêu căn?", Operation.DIFFERENCE),
        ("Năm nay gấp mấy lần năm ngoái?", Operation.RATIO),
        ("Trung bình mỗi căn tốn bao nhiêu?", Operation.AVERAGE),
        ("Xã nào dẫn đầu?", Operation.MOST),
        ("Xã nào thấp nhất?", Operation.LEAST),
        ("Có bao nhiêu căn?", None),
        ("Dòng tổng cộng của bảng ghi bao nhiêu căn?", None),
    ],
)
def test_what_is_to_be_computed(question: str, operation: Operation | None) -> None:
    assert read_frame(question).operation is operation


def test_most_with_its_noun_between() -> None:
    assert read_frame("Xã nào xây nhiều căn nhà nhất?").operation is Operation.MOST


@pytest.mark.parametrize("question", ["", "?", "   ", "!!! 123", "ưưư", "a" * 3000, "năm năm năm"])
def test_anything_can_be_read(question: str) -> None:
    frame = read_frame(question)
    assert all(0 <= start < end <= len(frame.key) for start, end in frame.asked)


def test_a_rate_is_no_money_whatever_it_is_the_rate_of() -> None:
    asked = read_frame("Đề nghị cho biết tốc độ tăng giá trị trồng trọt của huyện.")
    assert asked.wanted is Wanted.PERCENT
    assert read_frame("Giá trị trồng trọt của huyện năm 2024?").wanted is Wanted.MONEY


def test_who_heads_a_body_is_no_superlative() -> None:
    assert read_frame("Người đứng đầu Ủy ban nhân dân tặng mấy Bằng khen?").operation is None
    assert read_frame("Xã nào đứng đầu về số Bằng khen?").operation is Operation.MOST
