"""Printed labels against figures and words that look like them."""

from __future__ import annotations

import pytest

from ingest.labels import LabelKind, is_capitals, read_label


@pytest.mark.parametrize(
    ("text", "printed", "step", "kind"),
    [
        ("PHẦN I", "PHẦN I", "Phần I", LabelKind.PART),
        ("PHẦN A", "PHẦN A", "Phần A", LabelKind.PART),
        ("I.1. Quy mô", "I.1.", "I.1", LabelKind.ARABIC),
        ("II.2.1 Chất lượng", "II.2.1", "II.2.1", LabelKind.ARABIC_2),
        ("B.3. Y tế", "B.3.", "B.3", LabelKind.ARABIC),
        ("PHẦN THỨ NHẤT", "PHẦN THỨ NHẤT", "Phần thứ nhất", LabelKind.PART),
        ("Phần thứ hai: Kết quả", "Phần thứ hai", "Phần thứ hai", LabelKind.PART),
        ("Chương II", "Chương II", "Chương II", LabelKind.CHAPTER),
        ("Mục 1. Chung", "Mục 1", "Mục 1", LabelKind.DIVISION),
        ("PHỤ LỤC II", "PHỤ LỤC II", "Phụ lục II", LabelKind.APPENDIX),
        ("Điều 5. Phạm vi", "Điều 5", "Điều 5", LabelKind.ARTICLE),
        ("IV. ĐÁNH GIÁ", "IV.", "IV", LabelKind.ROMAN),
        ("I/ KẾT QUẢ", "I/", "I", LabelKind.ROMAN),
        ("II - KẾT QUẢ", "II", "II", LabelKind.ROMAN),
        ("A. KẾT QUẢ", "A.", "A", LabelKind.UPPER),
        ("1/ Về kinh tế", "1/", "1", LabelKind.ARABIC),
        ("2.Về xã hội", "2.", "2", LabelKind.ARABIC),
        ("2. [sự việc | 2024: Hội thi]", "2.", "2", LabelKind.ARABIC),
        ("8.1. Thu ngân sách", "8.1.", "8.1", LabelKind.ARABIC_2),
        ("1.2.3 Chi tiết", "1.2.3", "1.2.3", LabelKind.ARABIC_3),
        ("đ) Tích cực", "đ)", "đ", LabelKind.LETTER),
        ("(2) Tỷ lệ", "(2)", "(2)", LabelKind.BRACKET),
        ("(ii) Tỷ lệ", "(ii)", "(ii)", LabelKind.BRACKET),
        ("– Du lịch", "–", "-", LabelKind.BULLET),
        (".Với kết quả", ".", ".", LabelKind.BULLET),
        ("• Du lịch", "•", "•", LabelKind.BULLET),
    ],
)
def test_labels_are_read(text: str, printed: str, step: str, kind: LabelKind) -> None:
    label = read_label(text)
    assert label is not None
    assert (label.printed, label.step, label.kind) == (printed, step, kind)


@pytest.mark.parametrize(
    "text",
    [
        "2025. Đồng thời",
        "1. 000 đồng",
        "1.149 trường",
        "8.1 km đường",
        "1/2 số xã",
        "(2/3) số thành viên",
        "XIV, nhiệm kỳ 2020 - 2025",
        "V/v báo cáo",
        "Phần lớn các xã",
        "Mục tiêu chung",
        "Điều 14 Luật Khiếu nại",
        "Phụ lục kèm theo",
        "...như sau",
        "ủy ban",
    ],
)
def test_words_and_figures_are_no_labels(text: str) -> None:
    assert read_label(text) is None


def test_small_letters_of_the_vietnamese_block_are_not_capitals() -> None:
    assert is_capitals("ĐÁNH GIÁ CHUNG VỀ ƯU ĐIỂM")
    assert not is_capitals("ạảấầẩẫậắằẳ")


def test_d_with_stroke_or_e_may_follow_d() -> None:
    stroke, plain, far = read_label("đ) A"), read_label("e) A"), read_label("h) A")
    assert stroke is not None
    assert plain is not None
    assert far is not None
    assert stroke.follows(4)
    assert plain.follows(4)
    assert not far.follows(4)
