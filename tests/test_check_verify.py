"""A draft is held against the reports: supported, contradicted, not found."""

from __future__ import annotations

from pathlib import Path

import pytest

from check.draft import draft_of
from check.json_forms import verdict_json
from check.marked_docx import comment_text, write_marked
from check.verify import Outcome, Verdict, Verifier
from ingest.facts import read_facts
from ingest.report import Heading, Passage, PassageKind, Reading, Report

TEXTS = (
    ("Nông thôn mới", "Đến cuối năm 2025, tỉnh Đông Hà có 57/68 xã đạt chuẩn nông thôn mới."),
    (
        "Phong trào xóa nhà tạm",
        "Chủ tịch UBND tỉnh tặng Bằng khen cho 131 tập thể và 127 cá nhân trong phong trào thi "
        "đua “Chung tay xóa nhà tạm, nhà dột nát”.",
    ),
    ("Du lịch", "Năm 2025 tỉnh đón 10,9 triệu lượt khách, doanh thu du lịch 8.435 tỷ đồng."),
    ("Nhà ở", "Huyện An Khê xây mới 855 căn nhà, sửa chữa 211 căn nhà cho hộ nghèo."),
    ("Nhà ở", "Huyện Bình Hà xây mới 6.536 căn nhà, sửa chữa 2.381 căn nhà cho hộ nghèo."),
    (
        "Văn bản",
        "Ngày 19 tháng 9 năm 2025, UBND tỉnh ban hành Kế hoạch số 137/KH-UBND ngày 19/9/2025 về "
        "tổ chức Đại hội thi đua yêu nước.",
    ),
)


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    passages = [
        Passage(f"{'v' * 12}:{order}", "v" * 12, order, PassageKind.PARAGRAPH, text,
                (Heading("1", title),), page_starts=((0, order + 1),))
        for order, (title, text) in enumerate(TEXTS)
    ]  # fmt: skip
    report = Report(
        "v" * 12, "dong-ha.pdf", "pdf", "Báo cáo năm 2025", "UBND tỉnh Đông Hà", year=2025
    )
    facts = read_facts(report, passages)
    reading = Reading(report, tuple(passages), facts.figures, facts.awards, facts.documents)
    return Verifier([reading])


def only(verifier: Verifier, text: str) -> Verdict:
    verdicts = verifier.verify(text)
    assert len(verdicts) == 1, [one.claim.printed for one in verdicts]
    return verdicts[0]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Toàn tỉnh có 57/68 xã nông thôn mới.", ""),
        ("Du lịch đón gần 11 triệu lượt khách trong năm 2025.", "Làm tròn"),
        ("Doanh thu du lịch của tỉnh là 8,435 nghìn tỷ đồng.", "Đổi đơn vị"),
        ("Huyện Bình Hà đã xây mới cho hộ nghèo 6.536 căn nhà.", ""),
        ("Huyện An Khê xây mới và sửa chữa 1.066 căn nhà cho hộ nghèo.", "Cộng từ báo cáo"),
    ],
)
def test_true_statements_in_other_words_are_supported(
    verifier: Verifier, text: str, note: str
) -> None:
    verdict = only(verifier, text)
    assert verdict.outcome is Outcome.SUPPORTED, verdict.note
    assert verdict.note.startswith(note)
    assert verdict.citations[0].report == "dong-ha.pdf"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Huyện Bình Hà xây mới 6.563 căn nhà cho hộ nghèo.", "6.536"),
        ("Doanh thu du lịch năm 2025 là 8.453 tỷ đồng.", "8.435 tỷ đồng"),
    ],
)
def test_another_value_is_contradicted_with_both_shown(
    verifier: Verifier, text: str, expected: str
) -> None:
    verdict = only(verifier, text)
    assert verdict.outcome is Outcome.CONTRADICTED
    assert expected in verdict.expected
    assert expected in verdict.citations[0].quote


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Năm 2021 tỉnh đón 10,9 triệu lượt khách.", "năm"),
        ("Huyện Tân Lộc xây mới 6.536 căn nhà cho hộ nghèo.", "nơi"),
        (
            "Thủ tướng Chính phủ tặng Bằng khen cho 131 tập thể trong phong trào xóa nhà tạm, "
            "nhà dột nát.",
            "cấp tặng",
        ),
    ],
)
def test_a_right_figure_of_something_else_is_contradicted(
    verifier: Verifier, text: str, why: str
) -> None:
    verdict = only(verifier, text)
    assert verdict.outcome is Outcome.CONTRADICTED
    assert why in verdict.note


def test_what_no_report_says_is_not_found(verifier: Verifier) -> None:
    verdict = only(verifier, "Sản lượng tôm nuôi nước lợ đạt 45.200 tấn.")
    assert verdict.outcome is Outcome.NOT_FOUND


def test_documents_dates_and_quotations(verifier: Verifier) -> None:
    outcomes = {
        text: only(verifier, text).outcome
        for text in (
            "Theo Kế hoạch số 137/KH-UBND ngày 19/9/2025 của UBND tỉnh.",
            "Theo Kế hoạch số 137/KH-UBND ngày 20/9/2025 của UBND tỉnh.",
            "Theo Kế hoạch số 731/KH-UBND ngày 01/02/2020 của UBND tỉnh.",
            "Phong trào thi đua “Chung tay xóa nhà tạm, nhà dột nát” được hưởng ứng.",
            "Phong trào thi đua “Chung tay xây nhà tạm, nhà dột nát” được hưởng ứng.",
        )
    }
    assert list(outcomes.values()) == [
        Outcome.SUPPORTED,
        Outcome.CONTRADICTED,
        Outcome.NOT_FOUND,
        Outcome.SUPPORTED,
        Outcome.CONTRADICTED,
    ]


def test_the_json_has_the_contract_keys(verifier: Verifier) -> None:
    form = verdict_json(only(verifier, "Toàn tỉnh có 57/68 xã nông thôn mới."))
    assert {"claim", "figure", "verdict", "expected", "citations"} <= set(form)
    assert form["verdict"] == "supported"


def test_a_marked_draft_has_a_comment_for_every_claim(verifier: Verifier, tmp_path: Path) -> None:
    import docx

    draft = "Toàn tỉnh có 57/68 xã nông thôn mới.\nHuyện Bình Hà xây mới 6.563 căn nhà."
    verdicts = verifier.verify(draft)
    write_marked(draft_of(draft), verdicts, tmp_path / "soat.docx")
    read = docx.Document(str(tmp_path / "soat.docx"))
    assert [paragraph.text for paragraph in read.paragraphs] == draft.splitlines()
    comments = [comment.text for comment in read.comments]
    assert len(comments) == len(verdicts) + 1 == 3
    assert comments[0].startswith("Đã soi 2 điều")
    assert comments[1].startswith("KHỚP")
    assert comments[2].startswith("LỆCH: Báo cáo ghi 6.536")
    assert "dong-ha.pdf, trang 5" in comment_text(verdicts[1])
