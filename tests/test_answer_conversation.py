"""A conversation as Word: every source a real footnote, read back by our own reader."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from answer.conversation import conversation_docx
from ingest.read import read_report
from ingest.report import Answer, AnswerKind, Citation, PassageKind, Report

REPORT = Report(
    "a" * 64, "bao-cao.pdf", "pdf", "Báo cáo năm 2025",
    issuer="UBND tỉnh Lạc Giang", number="31/BC-UBND", date="2026-01-19",
)  # fmt: skip
CITATION = Citation(
    report="bao-cao.pdf", title=REPORT.title, section="I", page=3, footnote=12, table=None,
    quote="Xây <b>17</b> căn & sửa 5 căn.\x0b", passage_id="aaa:1", start=0, end=30,
)  # fmt: skip
ANSWERS = (
    Answer("Xây bao nhiêu căn?", "Xây 17 căn.", AnswerKind.FOUND, citations=(CITATION,)),
    Answer(
        "Tất cả bao nhiêu?", "22 căn.", AnswerKind.DERIVED, derivation="17 căn + 5 căn = 22 căn",
        citations=(CITATION, replace(CITATION, page=4, footnote=None, confidence=0.81)),
    ),
    Answer("Có tàu vũ trụ không?", "Các báo cáo không có nội dung này.", AnswerKind.NOT_FOUND),
)  # fmt: skip


def test_each_source_is_a_footnote_that_names_the_place_and_quotes(tmp_path: Path) -> None:
    content = conversation_docx(ANSWERS, lambda _: REPORT, datetime(2026, 2, 3, 14, 5))
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert "word/footnotes.xml" in names
    target = tmp_path / "hoi-dap.docx"
    target.write_bytes(content)
    reading = read_report(target)
    notes = [one for one in reading.passages if one.kind is PassageKind.FOOTNOTE]
    assert len(notes) == 3
    assert "Báo cáo số 31/BC-UBND ngày 19/01/2026" in notes[0].text
    assert "tr. 3, chú thích 12" in notes[0].text
    assert "Xây <b>17</b> căn & sửa 5 căn." in notes[0].text
    assert "81%" in notes[2].text
    body = {one.id: one.text for one in reading.passages}
    assert notes[0].called_by is not None
    assert body[notes[0].called_by[0]] == "Xây 17 căn."
    text = "\n".join(one.text for one in reading.passages)
    for words in ("Tất cả bao nhiêu?", "17 căn + 5 căn = 22 căn", "14:05 ngày 03/02/2026",
                  "Không tìm thấy trong báo cáo."):  # fmt: skip
        assert words in text
