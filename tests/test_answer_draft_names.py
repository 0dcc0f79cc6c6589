"""Numbers of lasting names stay in a draft and are listed; figures never do."""

from __future__ import annotations

import pytest

from answer.draft.build import draft_of
from answer.draft.nouns import Draft, PieceKind, SlotKind
from ingest.facts import read_facts
from ingest.report import Passage, PassageKind, Reading, Report


def drafted(text: str, kind: PassageKind = PassageKind.PARAGRAPH) -> Draft:
    report = Report("r" * 12, "a.txt", "txt", "Báo cáo năm 2025", "UBND tỉnh", year=2025)
    passage = Passage(f"{'r' * 12}:0", "r" * 12, 0, kind, text)
    facts = read_facts(report, [passage])
    return draft_of(Reading(report, (passage,), facts.figures, facts.awards, facts.documents), 2026)


def named(draft: Draft) -> list[str]:
    return [
        piece.text
        for block in draft.all_blocks()
        for piece in block.pieces
        if piece.kind is PieceKind.NAMED
    ]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Hoàn thành nâng cấp Quốc lộ 14 và đường tỉnh 672B.", ["14", "672B"]),
        ("Sửa chữa các tuyến đường tỉnh 672, 673C và 675.", ["672", "673C", "675"]),
        ("Ký kết giao ước của Cụm thi đua số 3 và Khối 7.", ["3", "7"]),
        ("Áp dụng hệ thống quản lý theo TCVN ISO 9001:2015.", ["9001:2015"]),
        ("Khởi công dự án thành phần 2 của tuyến cao tốc.", ["2"]),
        ("Các hộ thuộc khu phố 4, tổ 12 đã đồng thuận.", ["4", "12"]),
        ("Thực hiện Kế hoạch 5 năm của ngành.", ["5"]),
        ("Trẻ em dưới 6 tuổi được cấp thẻ.", ["6"]),
        ("Học sinh lớp 9 được ôn tập.", ["9"]),
        ("Phủ sóng 5G tại trung tâm.", ["5G"]),
    ],
)
def test_numbers_of_lasting_names_stay(text: str, numbers: list[str]) -> None:
    draft = drafted(text)
    assert named(draft) == numbers
    assert len(draft.named) == len(numbers)


@pytest.mark.parametrize(
    "text",
    [
        "Xây mới 14 tuyến đường và 3 cầu.",
        "Thành lập 7 khối thi đua gồm 93 đơn vị.",
        "Đạt mức 12 triệu đồng một người.",
        "Kết quả vượt mức đề ra (kế hoạch 88%).",
        "Hỗ trợ nhóm 3 người cùng sản xuất.",
        "Đầu tư cho đường 15 tỷ đồng, cho kênh 2,5 tỷ đồng.",
    ],
)
def test_figures_are_never_names(text: str) -> None:
    assert named(drafted(text)) == []


def test_a_short_motto_stays_and_a_movement_is_asked() -> None:
    draft = drafted(
        "Theo phương châm “6 rõ”, tỉnh phát động phong trào “60 ngày cao điểm” trong toàn ngành."
    )
    assert named(draft) == ["“6 rõ”"]
    [slot] = draft.slots.values()
    assert (slot.kind, slot.old) == (SlotKind.NAME, "“60 ngày cao điểm”")


def test_an_anniversary_is_a_year_older_next_year() -> None:
    [slot] = drafted("Tổ chức kỷ niệm 80 năm Ngày thành lập ngành.").slots.values()
    assert (slot.kind, slot.old, slot.offers[0].value) == (SlotKind.ORDINAL, "80", "81")


def test_marks_of_the_archive_list_stay() -> None:
    draft = drafted("Nơi nhận: - Như trên; - Lưu: VT, TH (3B).", PassageKind.FURNITURE)
    assert named(draft) == ["3B"]
