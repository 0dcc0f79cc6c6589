"""A checked Word draft keeps its own layout; every claim carries a comment at its place."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Pt

from check.draft import Draft, draft_of
from check.marked_docx import marked_bytes
from check.verify import Verdict, Verifier
from ingest.facts import read_facts
from ingest.read import read_report
from ingest.report import Passage, PassageKind, Reading, Report

SENTENCE = "Năm 2025 huyện Bình Hà xây mới 6.536 căn nhà và sửa chữa 2.381 căn nhà."


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    passage = Passage("v" * 12 + ":0", "v" * 12, 0, PassageKind.PARAGRAPH, SENTENCE)
    report = Report("v" * 12, "binh-ha.docx", "docx", "Báo cáo năm 2025", year=2025)
    facts = read_facts(report, [passage])
    return Verifier([Reading(report, (passage,), facts.figures, facts.awards, facts.documents)])


def _checked(path: Path, verifier: Verifier) -> tuple[tuple[Verdict, ...], Any]:
    reading = read_report(path)
    draft = Draft(reading, path.read_bytes() if path.suffix == ".docx" else None)
    verdicts = verifier.verify(draft)
    return verdicts, docx.Document(io.BytesIO(marked_bytes(draft, verdicts)))


def _anchored(document: Any) -> list[str]:
    """The text under each comment, in the order of the document."""
    found: dict[str, str] = {}
    open_: set[str] = set()
    for element in document.element.body.iter():
        name = element.tag.rpartition("}")[2]
        key = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        if name == "commentRangeStart":
            open_.add(key)
            found[key] = ""
        elif name == "commentRangeEnd":
            open_.discard(key)
        elif name == "t":
            for one in open_:
                found[one] += element.text or ""
    return list(found.values())


def test_a_word_draft_keeps_its_runs_and_layout(verifier: Verifier, tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.alignment = 3
    for words, bold in (
        ("Huyện Bình Hà xây mới 6.", False),
        ("536 căn", True),
        (" nhà, sửa ", False),
    ):
        run = paragraph.add_run(words)
        run.bold, run.font.size = bold, Pt(13)
    paragraph.add_run("2.318 căn nhà.").italic = True
    path = tmp_path / "du-thao.docx"
    document.save(str(path))
    verdicts, marked = _checked(path, verifier)
    assert [one.outcome.value for one in verdicts] == ["supported", "contradicted"]
    kept = marked.paragraphs[0]
    assert kept.text == paragraph.text
    assert kept.alignment == 3
    assert "".join(run.text for run in kept.runs if run.bold) == "536 căn"
    assert "".join(run.text for run in kept.runs if run.italic) == "2.318 căn nhà."
    assert _anchored(marked)[1:] == ["6.536 căn nhà", "2.318 căn nhà"]
    texts = [comment.text for comment in marked.comments]
    assert texts[2].startswith("LỆCH: Báo cáo ghi 2.381 căn nhà (có thể đảo hai chữ số)")
    assert {comment.author for comment in marked.comments} == {
        "Minh Chứng", "Minh Chứng - khớp", "Minh Chứng - lệch",
    }  # fmt: skip


def test_a_figure_in_a_table_is_marked_in_its_cell(verifier: Verifier, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Kết quả năm 2025 như sau:")
    table = document.add_table(rows=2, cols=3)
    for row, texts in zip(
        table.rows,
        (("Nơi", "Đơn vị", "Xây mới"), ("Huyện Bình Hà", "căn nhà", "6.536")),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    path = tmp_path / "bang.docx"
    document.save(str(path))
    _, marked = _checked(path, verifier)
    assert _anchored(marked)[1:] == ["6.536"]


def test_a_typed_draft_becomes_a_word_file(verifier: Verifier) -> None:
    draft = draft_of(f"Tóm tắt\n\n{SENTENCE}\nToàn huyện có 45 trạm sạc xe điện.")
    document = docx.Document(io.BytesIO(marked_bytes(draft, verifier.verify(draft))))
    assert [one.text for one in document.paragraphs] == list(draft.lines)
    assert document.sections[0].page_width.mm == pytest.approx(210, abs=1)
    assert _anchored(document)[1:] == ["6.536 căn nhà", "2.381 căn nhà", "45 trạm"]
    shades = document.element.body.xpath(".//w:shd/@w:fill")
    assert shades == ["C6EFCE", "C6EFCE", "FFEB9C"]


def test_lines_cut_at_the_width_are_one_paragraph() -> None:
    text = (
        "Trong năm 2025, tỉnh đã hoàn thành nhiều chỉ tiêu quan trọng về\n"
        "nhà ở cho hộ nghèo.\n- Xây mới 12 căn nhà."
    )
    assert len(draft_of(text).lines) == 2
