"""All facts of a small report: what passages inherit from headings, lead-ins and callers."""

from ingest.facts import read_facts
from ingest.report import FigureKind, Heading, Passage, PassageKind, Report

REPORT = Report("r", "bao-cao.txt", "txt", "Báo cáo năm 2024", year=2024)


def passage(order: int, text: str, **more: object) -> Passage:
    kind = more.pop("kind", PassageKind.PARAGRAPH)
    return Passage(f"r:{order}", "r", order, kind, text, **more)  # type: ignore[arg-type]


def test_year_of_the_report_is_the_last_resort() -> None:
    facts = read_facts(REPORT, [passage(0, "Toàn tỉnh có 15 xã.")])
    assert [figure.period for figure in facts.figures] == ["2024"]


def test_lead_in_gives_its_period_to_the_items_below() -> None:
    lead = passage(0, "Kết quả đánh giá các chỉ số năm 2023 như sau:")
    item = passage(1, "(1) Chỉ số hài lòng: đạt 83,2%;", label="(1)")
    after = passage(2, "Ngoài ra có 5 xã đạt chuẩn.")
    facts = read_facts(REPORT, [lead, item, after])
    assert [figure.period for figure in facts.figures] == ["2023", "2024"]


def test_note_takes_label_period_and_place_from_its_call() -> None:
    text = "Năm 2023, tỉnh Sơn Thủy có tổng kinh phí 12 tỷ đồng, còn lại chuyển sang năm sau."
    body = passage(0, text)
    note = passage(
        1, "Ngân sách trung ương: 8 tỷ đồng; xã hội hóa: 4 tỷ đồng.",
        kind=PassageKind.FOOTNOTE, note=1, called_by=("r:0", text.index(", còn")),
    )  # fmt: skip
    figures = read_facts(REPORT, [body, note]).figures
    assert [figure.period for figure in figures] == ["2023"] * 3
    assert figures[1].about == "tỉnh Sơn Thủy"
    assert figures[2].label == "tỉnh Sơn Thủy có tổng kinh phí – xã hội hóa"


def test_section_of_plans() -> None:
    section = (Heading("Phần II", "PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2025"),)
    facts = read_facts(REPORT, [passage(0, "Thu ngân sách 2.500 tỷ đồng.", section=section)])
    assert [(one.kind, one.period) for one in facts.figures] == [(FigureKind.PLAN, "2025")]


def test_furniture_holds_no_figures_but_the_signer() -> None:
    block = [
        passage(0, "Nơi nhận: - Lưu: VT (3 bản).", kind=PassageKind.FURNITURE),
        passage(1, "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Lê Văn Tám", kind=PassageKind.FURNITURE),
    ]
    facts = read_facts(REPORT, block)
    assert facts.figures == ()
    assert [(one.name, one.office) for one in facts.persons] == [("Lê Văn Tám", "Chủ tịch")]


def test_documents_and_abbreviations() -> None:
    facts = read_facts(
        REPORT, [passage(0, "Ủy ban nhân dân (UBND) tỉnh ban hành Kế hoạch số 5/KH-UBND.")]
    )
    assert [one.number for one in facts.documents] == ["5/KH-UBND"]
    assert facts.abbreviations == (("UBND", "Ủy ban nhân dân"),)


def test_no_passages_no_facts() -> None:
    facts = read_facts(REPORT, [])
    assert (facts.figures, facts.awards, facts.documents) == ((), (), ())
