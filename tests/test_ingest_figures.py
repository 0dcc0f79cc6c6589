"""Figures of prose: value, unit, kind, what is counted, where and when."""

from decimal import Decimal

import pytest

from ingest.figures import Context, find_figures
from ingest.report import Figure, FigureKind


def one(text: str) -> Figure:
    (figure,) = find_figures(text)
    return figure


def test_sum_in_two_scales_is_one_figure() -> None:
    figure = one("Tổng kinh phí là 651 tỷ 133 triệu đồng.")
    assert (figure.text, figure.value, figure.unit) == (
        "651 tỷ 133 triệu đồng",
        Decimal("651.133"),
        "tỷ đồng",
    )
    assert figure.amount == Decimal(651133000000)
    assert figure.low == figure.amount - 500000
    assert figure.high == figure.amount + 500000


@pytest.mark.parametrize(
    ("text", "value", "of", "unit"),
    [
        ("đạt 743/1.149 trường", "743", 1149, "trường"),
        ("đạt 2.770,280/6.361,290 tỷ đồng", "2770.280", Decimal("6361.290"), "tỷ đồng"),
        ("đạt 40,44/80 điểm", "40.44", 80, "điểm"),
    ],
)
def test_fractions(text: str, value: str, of: int, unit: str) -> None:
    figure = one(text)
    assert (figure.value, figure.of, figure.unit) == (Decimal(value), of, unit)


def test_range_is_one_figure_between_both_ends() -> None:
    figure = one("tinh giản từ 15-20% đầu mối")
    assert (figure.value, figure.low, figure.high) == (15, 15, 20)


@pytest.mark.parametrize(
    ("text", "approx"),
    [
        ("đón gần 11 triệu lượt khách", "gần"),
        ("huy động hơn 58.849 ngày công", "hơn"),
        ("ước đạt hơn 4,9 triệu lượt khách", "ước đạt hơn"),
        ("khoảng 35 xe", "khoảng"),
        ("đạt 8% trở lên", "trở lên"),
        ("khu vực dịch vụ ước tăng 8,79%", "ước"),
        ("cao hơn 1.200 hộ", ""),
        ("15 xã", ""),
    ],
)
def test_words_of_approximation(text: str, approx: str) -> None:
    figure = one(text)
    assert figure.approx == approx
    assert figure.text == text[figure.start : figure.end]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thu ngân sách đạt 2.500 tỷ đồng", FigureKind.ACTUAL),
        ("sản lượng tăng 1,8 lần", FigureKind.CHANGE),
        ("giảm 48/80 ĐVHC cấp xã", FigureKind.CHANGE),
        ("tăng 2,5 điểm phần trăm", FigureKind.CHANGE),
        ("Tốc độ tăng trưởng đạt 7,2%", FigureKind.CHANGE),
        ("thấp hơn mục tiêu Nghị quyết khoảng 1,9 triệu đồng", FigureKind.CHANGE),
        ("tỷ lệ hộ nghèo giảm còn 0,63%", FigureKind.SHARE),
        ("khu vực dịch vụ chiếm 45%", FigureKind.SHARE),
        ("Thu nội địa đạt 104,5% dự toán", FigureKind.SHARE),
        ("xếp hạng 22/63", FigureKind.RANK),
        ("xuất khẩu ước đạt 250 triệu USD", FigureKind.ESTIMATE),
        ("Phấn đấu đến năm 2030 có 25 xã nông thôn mới", FigureKind.PLAN),
        ("kế hoạch vốn được giao là 300 tỷ đồng", FigureKind.PLAN),
    ],
)
def test_kinds(text: str, kind: FigureKind) -> None:
    assert one(text).kind is kind


def test_level_before_and_after_are_levels_with_their_years() -> None:
    text = "Tỷ lệ hộ nghèo giảm từ 5,2% năm 2023 xuống còn 3,1% năm 2024, giảm 2,1 điểm phần trăm"
    found = [(figure.period, figure.kind) for figure in find_figures(text)]
    assert found[:2] == [("2023", FigureKind.SHARE), ("2024", FigureKind.SHARE)]
    assert found[2][1] is FigureKind.CHANGE


def test_whole_counts_are_exact_and_measures_are_not() -> None:
    assert one("15 xã").low == one("15 xã").high == 15
    percent = one("tỷ lệ 60%")
    assert (percent.low, percent.high) == (Decimal("59.5"), Decimal("60.5"))


def test_labels() -> None:
    figures = find_figures(
        "Tổng thu ngân sách trên địa bàn đạt 25 tỷ đồng, đạt 104,5% dự toán giao;"
    )
    assert figures[0].label == "Tổng thu ngân sách trên địa bàn"
    assert figures[1].label.startswith("Tổng thu ngân sách trên địa bàn")
    assert "dự toán giao" in figures[1].label


def test_topic_before_a_colon_goes_with_a_short_subject() -> None:
    text = "(1) Chỉ số cải cách hành chính (PAR): tỉnh Sơn Thủy (cũ) đạt 89,1%, xếp hạng 22/63;"
    figures = find_figures(text)
    assert all("cải cách hành chính" in figure.label for figure in figures)
    assert {figure.about for figure in figures} == {"tỉnh Sơn Thủy (cũ)"}


def test_place_behind_the_number_and_behind_its_bracket() -> None:
    text = "32 ĐVHC cấp xã (16 phường, 16 xã) thuộc thành phố Bình Lạc (cũ), giảm 48/80 ĐVHC"
    assert {figure.about for figure in find_figures(text)} == {"thành phố Bình Lạc (cũ)"}


def test_period_opened_by_a_sentence_holds_until_the_next() -> None:
    text = (
        "Trước ngày 01 tháng 7 năm 2025: tiếp 40 lượt người (Ban Tiếp công dân tỉnh Sơn Thủy "
        "là 15 lượt người). Sau ngày 01 tháng 7 năm 2025: tiếp 46 lượt."
    )
    periods = [figure.period for figure in find_figures(text)]
    assert periods == ["trước 2025-07-01", "trước 2025-07-01", "từ 2025-07-01"]


def test_year_of_a_cited_document_or_a_comparison_is_no_period() -> None:
    context = Context(period="2025", year="2025")
    text = "Theo Quyết định số 5/QĐ-TTg ngày 2/6/2022, có 15 xã, tăng 3 xã so với năm 2024"
    assert {figure.period for figure in find_figures(text, context=context)} == {"2025"}


def test_closing_review_stands_apart() -> None:
    text = "Tổng kết phong trào giai đoạn 2021 - 2025, UBND tỉnh đã khen thưởng 10 tập thể"
    assert one(text).period == "tổng kết 2021-2025"


def test_context_of_a_note_is_set_before_a_short_label() -> None:
    context = Context(period="2025", label="kinh phí xóa nhà tạm")
    figures = find_figures("Ngân sách trung ương: 385 tỷ 112 triệu đồng", context=context)
    assert figures[0].label == "kinh phí xóa nhà tạm – Ngân sách trung ương"


def test_text_without_marks_reads_the_same() -> None:
    figures = find_figures("khen thuong 03 tap the va 149 ca nhan, kinh phi 651 ty 133 trieu dong")
    assert [(figure.value, figure.base_unit) for figure in figures] == [
        (3, "tập thể"),
        (149, "cá nhân"),
        (Decimal("651.133"), "đồng"),
    ]


def test_printed_reading_is_kept() -> None:
    figure = one("với số tiền 126,484 tỷ đồng")
    assert (figure.value, figure.unit) == (Decimal("126.484"), "tỷ đồng")


def test_no_figures_in_text_without_quantities() -> None:
    assert find_figures("Thực hiện Nghị quyết số 12/NQ-HĐND ngày 5/3/2024, Điều 5, Quốc lộ 1") == []
    assert find_figures("") == []


@pytest.mark.parametrize(
    "text",
    [
        "Giải ngân đạt 71,2% kế hoạch tỉnh giao và 93,5% kế hoạch Thủ tướng Chính phủ giao",
        "Thu nội địa bằng 102% dự toán trung ương, 99,4% dự toán HĐND huyện giao",
        "Trồng rừng đạt 88% chỉ tiêu giao đầu năm và 104% kế hoạch điều chỉnh",
    ],
)
def test_how_much_of_either_plan_was_reached_is_a_share(text: str) -> None:
    assert {figure.kind for figure in find_figures(text)} == {FigureKind.SHARE}


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Cấp điện cho 96,4% số hộ; cùng kỳ năm 2023 là 93,8%", ["2024", "2023"]),
        ("Trồng 120 ha rừng (cùng kỳ năm 2023: 96 ha)", ["2024", "2023"]),
        ("Có 14 vụ cháy, cùng kỳ năm 2023 ghi nhận 19 vụ", ["2024", "2023"]),
        ("Thu 80 tỷ đồng, bằng 120% cùng kỳ năm 2023", ["2024", "2024"]),
        ("Tăng 12% so với cùng kỳ năm 2023, đạt 81 ha", ["2024", "2024"]),
    ],
)
def test_the_same_time_of_another_year_has_figures_of_its_own(
    text: str, periods: list[str]
) -> None:
    found = find_figures(text, context=Context(period="2024", year="2024"))
    assert [figure.period for figure in found] == periods


@pytest.mark.parametrize(
    ("text", "printed", "label", "kind"),
    [
        ("Thành lập mới 87 hợp tác xã (KH 110 hợp tác xã).", "110 hợp tác xã",
         "Thành lập mới KH hợp tác xã", "plan"),
        ("Tỷ lệ thất nghiệp thành thị 2,41% (năm 2023: 2,67%).", "2,67%",
         "Tỷ lệ thất nghiệp thành thị năm 2023", "share"),
        ("Tỷ lệ qua đào tạo 71,6% (kế hoạch 71,5%; năm 2023: 70,3%).", "70,3%",
         "Tỷ lệ qua đào tạo năm 2023", "share"),
        ("Một chỉ tiêu hụt (tỷ lệ tham gia bảo hiểm đạt 15,8%, kế hoạch 17%).", "17%",
         "tỷ lệ tham gia bảo hiểm kế hoạch", "plan"),
        ("Xảy ra 38 vụ cháy (cùng kỳ năm trước 45 vụ).", "45 vụ",
         "Xảy ra kỳ năm trước vụ", "actual"),
        ("Tuyển sinh 15.840 người, đạt 102,2% kế hoạch (15.500 người).", "15.500 người",
         "Tuyển sinh người", "plan"),
        ("Chi đầu tư 5.102 tỷ đồng, bằng 104,8% dự toán HĐND tỉnh giao (4.870 tỷ đồng).",
         "4.870 tỷ đồng", "Chi đầu tư dự toán HĐND tỉnh giao", "plan"),
        ("Thu 434 tỷ đồng, giảm 12,9% so với năm 2022 (498,7 tỷ đồng).", "498,7 tỷ đồng",
         "Thu giảm", "actual"),
        ("Giải ngân 90,2% kế hoạch (trong đó vốn tỉnh 48 tỷ đồng).", "48 tỷ đồng",
         "Giải ngân kế hoạch vốn tỉnh", "actual"),
    ],
)  # fmt: skip
def test_a_bracket_with_a_plan_or_a_year_is_about_what_stands_before_it(
    text: str, printed: str, label: str, kind: str
) -> None:
    figure = next(f for f in find_figures(text) if f.text == printed)
    assert (figure.label, figure.kind.value) == (label, kind)


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("Trồng được 45 ha rừng, vượt kế hoạch (40 ha).", "40 ha"),
        ("Mở 14 lớp nghề, thấp hơn chỉ tiêu đề ra (16 lớp).", "16 lớp"),
        ("Tổ chức 132 buổi tuyên truyền (kế hoạch 120 buổi).", "120 buổi"),
    ],
)
def test_the_plan_in_brackets_behind_what_it_is_compared_with(text: str, planned: str) -> None:
    kinds = {figure.text: figure.kind for figure in find_figures(text)}
    assert kinds.pop(planned) is FigureKind.PLAN
    assert set(kinds.values()) == {FigureKind.ACTUAL}


def test_what_stands_behind_a_share_of_the_plan_is_no_plan() -> None:
    figures = find_figures(
        "Thu ngân sách 812 tỷ đồng, bằng 114,2% dự toán tỉnh giao, trong đó thu nội địa 655 tỷ đồng"
    )
    assert {figure.text: figure.kind for figure in figures} == {
        "812 tỷ đồng": FigureKind.ACTUAL,
        "114,2%": FigureKind.SHARE,
        "655 tỷ đồng": FigureKind.ACTUAL,
    }
