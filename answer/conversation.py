"""A conversation as a Word file: questions, answers, and their sources as real footnotes.

Each note names the report and the place as reports do and quotes the line word for word.
What this module does not know: who asked, how answers look on a screen.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from answer.reference import ReportOf, reference
from ingest.report import Answer, AnswerKind, Citation

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from answer.draft.footnotes import Footnotes

FONT = "Times New Roman"
NOTE_SIZE = 10
TITLE = "HỎI ĐÁP TRÊN CÁC BÁO CÁO"
ABOUT = (
    "Lập lúc {when} bằng Minh Chứng. Câu trả lời lấy từ các báo cáo đã nạp; mỗi nguồn ở chú thích "
    "cuối trang ghi đúng dòng được dẫn. Hãy đối chiếu với báo cáo trước khi dùng."
)
KINDS = {
    AnswerKind.DERIVED: "Tính từ số liệu báo cáo.",
    AnswerKind.SEVERAL: "Có nhiều số liệu, tùy phạm vi.",
    AnswerKind.NEAR_MISS: "Không có đúng điều được hỏi.",
    AnswerKind.NOT_FOUND: "Không tìm thấy trong báo cáo.",
}


def conversation_docx(answers: Sequence[Answer], report_of: ReportOf, when: datetime) -> bytes:
    """The file's bytes; the answers in order, each after its question."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    from answer.draft.footnotes import Footnotes
    from answer.draft.layout import empty_document

    document = empty_document(FONT)
    notes = Footnotes(document, NOTE_SIZE)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.add_run(TITLE).bold = True
    about = document.add_paragraph()
    about.add_run(_clean(ABOUT.format(when=f"{when:%H:%M ngày %d/%m/%Y}"))).italic = True
    for number, answer in enumerate(answers, 1):
        _exchange(document, notes, number, answer, report_of)
    notes.write()
    properties = document.core_properties
    properties.title, properties.author, properties.language = TITLE, "Minh Chứng", "vi-VN"
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _exchange(
    document: Document, notes: Footnotes, number: int, answer: Answer, report_of: ReportOf
) -> None:
    asked = document.add_paragraph()
    asked.paragraph_format.keep_with_next = True
    asked.add_run(_clean(f"{number}. {answer.question}")).bold = True
    if answer.kind in KINDS:
        kind = document.add_paragraph()
        kind.paragraph_format.keep_with_next = True
        kind.add_run(KINDS[answer.kind]).italic = True
    said = document.add_paragraph(_clean(answer.text))
    if answer.derivation and answer.derivation not in answer.text:
        said = document.add_paragraph(_clean(f"Cách tính: {answer.derivation}"))
    for citation in answer.citations:
        _note(said, notes, citation, report_of)


def _note(paragraph: Paragraph, notes: Footnotes, citation: Citation, report_of: ReportOf) -> None:
    place = reference(citation, report_of(citation.report))
    read = ""
    if citation.confidence is not None:
        read = f" (chữ nhận dạng từ ảnh, độ tin cậy {citation.confidence:.0%})"
    notes.call(paragraph, _clean(f"{place}{read}: “{citation.quote}”"))


def _clean(text: str) -> str:
    """Without the control characters that XML does not allow."""
    return "".join(char if char >= " " or char in "\t\n" else " " for char in text)
