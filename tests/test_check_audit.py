"""An audit finds what does not add up, shows the sum, and keeps quiet about the rest."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from check.arithmetic import replay
from check.audit import audit_readings
from check.discrepancy import AuditResult, CheckKind
from check.json_forms import audit_json, discrepancy_json
from ingest.facts import read_facts
from ingest.report import (
    Cell,
    Heading,
    NoteCall,
    Passage,
    PassageKind,
    Reading,
    Report,
    TableRow,
)


def reading(passages: Sequence[Passage], *, name: str = "a.pdf", year: int = 2025) -> Reading:
    report = Report(passages[0].report_id, name, "pdf", f"Báo cáo năm {year}", year=year)
    facts = read_facts(report, passages)
    return Reading(
        report, tuple(passages), facts.figures, facts.awards, facts.documents, facts.persons
    )


def passages(*texts: str, report_id: str = "r" * 12) -> list[Passage]:
    """One paragraph a text, all on page 1; "- " makes a bullet."""
    section = (Heading("1", "Kết quả"),)
    return [
        Passage(
            f"{report_id}:{order}", report_id, order, PassageKind.PARAGRAPH, text, section,
            label="-" if text.startswith("- ") else "", page_starts=((0, 1),),
        )
        for order, text in enumerate(texts)
    ]  # fmt: skip


def noted(body: str, note: str) -> list[Passage]:
    """A paragraph that calls note 1 where "¹" stands."""
    at = body.index("¹")
    one, two = passages(body.replace("¹", ""), note)
    caller = Passage(one.id, one.report_id, 0, one.kind, one.text, one.section,
                     page_starts=((0, 1),), calls=(NoteCall(1, at),))  # fmt: skip
    called = Passage(two.id, two.report_id, 1, PassageKind.FOOTNOTE, two.text, two.section,
                     page_starts=((0, 1),), note=1, called_by=(one.id, at))  # fmt: skip
    return [caller, called]


def audit(*texts: str) -> AuditResult:
    return audit_readings([reading(passages(*texts))])


def kinds(result: AuditResult) -> list[CheckKind]:
    return [one.kind for one in result.discrepancies]


WRONG = [
    ("Xử lý 258 trường hợp (131 tập thể; 172 cá nhân).", CheckKind.TOTAL_PARTS, "303"),
    ("Triển khai 126 cuộc, gồm 48 cuộc định kỳ và 88 cuộc đột xuất.", CheckKind.TOTAL_PARTS, "136"),
    ("Có 743/1.149 trường đạt chuẩn, đạt tỷ lệ 46,66%.", CheckKind.PERCENTAGE, "64,66%"),
    ("Được giao 149 việc, hoàn thành 145 việc (đạt 97,23%).", CheckKind.PERCENTAGE, "97,32%"),
    (
        "Thu ngân sách 10.146 tỷ đồng, tăng 12,16% so với năm 2024 (9.127 tỷ đồng).",
        CheckKind.GROWTH,
        "11,16%",
    ),
    ("Xảy ra 795 vụ, giảm 47 vụ (8,55%) so với năm 2024.", CheckKind.GROWTH, "5,58%"),
    (
        "Khách lưu trú 1,08 triệu lượt khách (96.500 nghìn lượt khách quốc tế).",
        CheckKind.UNIT,
        "96,5 nghìn",
    ),
]


@pytest.mark.parametrize(("text", "kind", "expected"), WRONG)
def test_what_does_not_add_up_is_found(text: str, kind: CheckKind, expected: str) -> None:
    result = audit(text)
    assert kinds(result) == [kind]
    assert expected in result.discrepancies[0].expected
    assert result.discrepancies[0].citations[0].quote in text


RIGHT = [
    "Xử lý 258 trường hợp (131 tập thể, trong đó có 33 doanh nghiệp; 127 cá nhân).",
    "Kinh phí 651 tỷ 133 triệu đồng, gồm: ngân sách 512 tỷ 716 triệu đồng; vận động 138 tỷ 417 "
    "triệu đồng.",
    "Có 743/1.149 trường đạt chuẩn, đạt tỷ lệ 64,66%, có thêm 15 trường, đạt 100% kế hoạch.",
    "Được giao 19 biên chế (có mặt 16 công chức, gồm: 01 Trưởng ban; 05 phó ban; 10 chuyên viên).",
    "Khách lưu trú gần 4,9 triệu lượt khách (430 nghìn lượt khách quốc tế), tăng 23%.",
    "Xảy ra 592 vụ, làm chết 387 người, bị thương 346 người; giảm 136 vụ, tăng 37 người chết.",
    "Tổng vốn 12,3 tỷ đồng (trong đó ngân sách 4,1 tỷ đồng).",
    "Thưởng 30 triệu đồng (cao nhất 20 triệu đồng, thấp nhất 5 triệu đồng).",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_adds_up_or_is_no_sum_is_left_alone(text: str) -> None:
    assert audit(text).discrepancies == ()


def test_rounding_is_no_discrepancy_but_a_digit_is() -> None:
    assert audit("Vốn 10,5 tỷ đồng, gồm: tỉnh 5,26 tỷ đồng; xã 5,22 tỷ đồng.").discrepancies == ()
    assert kinds(audit("Vốn 10,5 tỷ đồng, gồm: tỉnh 5,26 tỷ đồng; xã 5,82 tỷ đồng."))


def test_a_list_is_added_up_under_its_lead() -> None:
    result = audit(
        "Khen thưởng 992 trường hợp, gồm 40 tập thể và 952 cá nhân, cụ thể:",
        "- Huân chương hạng Ba: 03 tập thể và 163 cá nhân;",
        "- Cờ thi đua: 07 tập thể;",
        "- Bằng khen: 29 tập thể và 789 cá nhân.",
    )
    assert kinds(result) == [CheckKind.LIST_TOTAL]
    assert result.discrepancies[0].expected == "39 tập thể"
    assert result.checked[CheckKind.LIST_TOTAL] == 2


def test_a_note_must_split_the_figure_that_calls_it() -> None:
    body = "Hoàn thành 233 căn nhà¹ cho hộ nghèo."
    right = audit_readings([reading(noted(body, "An Khê 102 căn, Bình Hà 131 căn."))])
    assert right.discrepancies == ()
    assert right.agreed[CheckKind.BODY_NOTE] == 1
    wrong = audit_readings([reading(noted(body, "An Khê 102 căn, Bình Hà 113 căn."))])
    assert kinds(wrong) == [CheckKind.BODY_NOTE]
    assert "131" in wrong.discrepancies[0].slip


def test_a_note_about_something_else_is_left_alone() -> None:
    body = "Hoàn thành 233 căn nhà¹ cho hộ nghèo."
    for note in (
        "Trong đó có 12 căn của hộ neo đơn, 15 căn của hộ có người khuyết tật.",
        "Năm 2023 là 180 căn, năm 2024 là 201 căn.",
        "Mỗi căn được hỗ trợ 60 triệu đồng.",
    ):
        assert audit_readings([reading(noted(body, note))]).discrepancies == ()


def table(rows: Sequence[Sequence[str]], headers: Sequence[str]) -> list[Passage]:
    found = []
    for order, row in enumerate(rows):
        text = " | ".join(row)
        cells, at = [], 0
        for header, value in zip(headers, row, strict=True):
            cells.append(Cell(header, value, at, at + len(value)))
            at += len(value) + 3
        found.append(
            Passage(f"{'t' * 12}:{order}", "t" * 12, order, PassageKind.ROW, text,
                    page_starts=((0, 1),), row=TableRow(1, order + 1, row[0], tuple(cells)))
        )  # fmt: skip
    return found


ROWS = [
    ["An Khê", "64", "31", "95"],
    ["Bình Hà", "78", "40", "118"],
    ["Cồn Lớn", "126", "52", "178"],
    ["Đông Tân", "151", "63", "214"],
    ["Tổng cộng", "419", "186", "605"],
]
HEADERS = ["Địa bàn", "Xây mới (căn)", "Sửa chữa (căn)", "Cộng (căn)"]


def test_a_table_is_added_up_both_ways() -> None:
    right = audit_readings([reading(table(ROWS, HEADERS))])
    assert right.discrepancies == ()
    assert right.checked[CheckKind.TABLE_TOTAL] == 8
    broken = [list(row) for row in ROWS]
    broken[2][2] = "25"
    wrong = audit_readings([reading(table(broken, HEADERS))])
    assert kinds(wrong) == [CheckKind.TABLE_TOTAL] * 2
    assert {one.printed for one in wrong.discrepancies} == {"178", "186"}


def test_one_wrong_total_is_told_once() -> None:
    broken = [list(row) for row in ROWS]
    broken[4][1] = "491"
    [wrong] = audit_readings([reading(table(broken, HEADERS))]).discrepancies
    assert wrong.printed == "491"


def test_a_document_has_one_date() -> None:
    result = audit(
        "Thực hiện Quyết định số 1526/QĐ-TTg ngày 09 tháng 12 năm 2022 của Thủ tướng Chính phủ.",
        "Kế hoạch triển khai Quyết định số 1526/QĐ-TTg ngày 12/09/2022 của Thủ tướng Chính phủ.",
    )
    assert kinds(result) == [CheckKind.DOCUMENT_DATE]
    assert "đảo ngày và tháng" in result.discrepancies[0].slip


def test_two_plans_of_one_number_are_two_plans() -> None:
    result = audit(
        "UBND tỉnh Đông Hà ban hành Kế hoạch số 137/KH-UBND ngày 22/6/2022 về giảm nghèo.",
        "UBND tỉnh Tây Sơn ban hành Kế hoạch số 137/KH-UBND ngày 26/8/2022 về trồng cây.",
        "UBND tỉnh Đông Hà ban hành Kế hoạch số 137/KH-UBND ngày 20/5/2024 về cải cách.",
    )
    assert result.discrepancies == ()


def test_a_plan_is_not_older_than_what_it_carries_out() -> None:
    result = audit(
        "Kế hoạch số 15/KH-UBND ngày 10/01/2025 của UBND tỉnh về việc thực hiện Nghị quyết số "
        "71/NQ-CP ngày 01/4/2025 của Chính phủ."
    )
    assert kinds(result) == [CheckKind.DATE_ORDER]


def test_the_year_before_is_compared_with_its_own_report() -> None:
    before = reading(
        passages("Tai nạn giao thông xảy ra 214 vụ, làm chết 118 người, bị thương 142 người."),
        name="2024.pdf",
        year=2024,
    )
    now = reading(
        passages(
            "Tai nạn giao thông xảy ra 187 vụ, làm chết 109 người, bị thương 121 người; so với "
            "năm 2024 giảm 27 vụ, giảm 09 người chết và giảm 31 người bị thương.",
            report_id="s" * 12,
        ),
        name="2025.pdf",
    )
    result = audit_readings([before, now])
    assert [(one.kind, one.printed, one.expected) for one in result.discrepancies] == [
        (CheckKind.OTHER_YEAR, "31 người", "21 người")
    ]
    assert {one.report for one in result.discrepancies[0].citations} == {"2024.pdf", "2025.pdf"}


def test_every_shown_sum_can_be_worked_again() -> None:
    result = audit(*(text for text, _, _ in WRONG), *RIGHT)
    shown = [one for one in result.discrepancies if one.arithmetic]
    assert len(shown) >= 6
    for one in shown:
        worked = replay(one.arithmetic)
        assert worked.holds
        assert one.expected.split()[0].rstrip("%") in one.arithmetic.rsplit("= ", 1)[1]
    for agreed in result.agreements:
        assert not agreed.arithmetic or replay(agreed.arithmetic).holds


def test_the_json_has_the_contract_keys() -> None:
    result = audit(WRONG[0][0])
    form = discrepancy_json(result.discrepancies[0])
    assert {
        "kind", "report", "page", "footnote", "section", "printed", "expected", "arithmetic",
        "severity", "quotes",
    } <= set(form)  # fmt: skip
    assert form["page"] == 1
    assert audit_json(result, agreements=True)["summary"] == result.summary()
