"""Citations in the form that reports use, and answers to paste."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answer.reference import quotable, reference
from ingest.report import Answer, AnswerKind, Citation, Report

REPORT = Report(
    "a" * 64, "bao-cao.pdf", "pdf", "Báo cáo tổng kết năm 2025",
    issuer="UBND tỉnh Lạc Giang", number="31/BC-UBND", date="2026-01-19",
)  # fmt: skip
CITATION = Citation(
    report="bao-cao.pdf", title=REPORT.title, section="Phần I › II", page=3, footnote=12,
    table=None, quote="Xây 17 căn.", passage_id="aaa:1", start=0, end=11,
)  # fmt: skip


@pytest.mark.parametrize(
    ("citation", "report", "said"),
    [
        (CITATION, REPORT,
         "Báo cáo số 31/BC-UBND ngày 19/01/2026 của UBND tỉnh Lạc Giang, tr. 3, chú thích 12"),
        (replace(CITATION, page_label="5"), replace(REPORT, date="2026-01"),
         "Báo cáo số 31/BC-UBND của UBND tỉnh Lạc Giang, tr. 5, chú thích 12"),
        (replace(CITATION, page=None, footnote=None), replace(REPORT, number="/BC-UBND"),
         "“Báo cáo tổng kết năm 2025” của UBND tỉnh Lạc Giang, mục Phần I › II"),
        (replace(CITATION, footnote=None, table="Bảng 1, dòng 2"), None,
         "tệp bao-cao.pdf, tr. 3, Bảng 1, dòng 2"),
    ],
)  # fmt: skip
def test_a_place_is_named_as_reports_name_it(
    citation: Citation, report: Report | None, said: str
) -> None:
    assert reference(citation, report) == said


def test_an_answer_to_paste_names_a_report_once() -> None:
    answer = Answer(
        "?", "Xây 17 căn.", AnswerKind.FOUND,
        citations=(CITATION, replace(CITATION, page=4, footnote=None), CITATION),
    )  # fmt: skip
    assert quotable(answer, lambda _: REPORT) == (
        "Xây 17 căn (theo Báo cáo số 31/BC-UBND ngày 19/01/2026 của UBND tỉnh Lạc Giang, "
        "tr. 3, chú thích 12; tr. 4)."
    )


def test_a_computed_answer_brings_its_working_once() -> None:
    sum_ = "1 căn + 2 căn = 3 căn"
    told = Answer("?", f"3 căn ({sum_}).", AnswerKind.DERIVED, derivation=sum_)
    assert quotable(told, lambda _: None) == f"3 căn ({sum_})."
    short = replace(told, text="3 căn.")
    assert quotable(short, lambda _: None) == f"3 căn ({sum_})."
