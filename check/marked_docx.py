"""A checked draft as a Word file: every claim carries its verdict in a real Word comment.

A draft that is a Word file keeps its own layout; only the comments are added. Of any other a
new file is made, one paragraph a line, with the claims shaded: green, red, yellow. Each
verdict has an author of its own, so that Word shows it in its own colour. The comment holds
the verdict, what the reports say, and the source. python-docx writes the file.

What this module does not know: how a verdict is reached, how a draft was read.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from check.cite import place_words
from check.docx_text import Stretch, find, runs_at, stretches
from check.draft import Draft
from check.verify import Outcome, Verdict
from ingest.report import Citation

AUTHOR = "Minh Chứng"
NAMES = {
    Outcome.SUPPORTED: "khớp",
    Outcome.CONTRADICTED: "lệch",
    Outcome.NOT_FOUND: "không tìm thấy",
}
# Word's own shades of good, bad and neutral: black text stays legible on them.
_SHADES = {
    Outcome.SUPPORTED: "C6EFCE",
    Outcome.CONTRADICTED: "FFC7CE",
    Outcome.NOT_FOUND: "FFEB9C",
}
_SOURCES = 3
_QUOTE = 300


def write_marked(draft: Draft, verdicts: Sequence[Verdict], path: Path) -> None:
    """Writes the draft with its verdicts as comments."""
    path.write_bytes(marked_bytes(draft, verdicts))


def marked_bytes(draft: Draft, verdicts: Sequence[Verdict]) -> bytes:
    """The same as the bytes of a Word file."""
    from docx import Document

    kept = draft.original
    document = Document(io.BytesIO(kept)) if kept else _new_document(draft.lines)
    _comment_all(document, verdicts, shaded=kept is None)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _new_document(lines: Sequence[str]) -> Any:
    """A4, Times New Roman 14, as offices print (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    normal.paragraph_format.space_after = Pt(6)
    for line in lines:
        document.add_paragraph(line)
    return document


def _comment_all(document: Any, verdicts: Sequence[Verdict], *, shaded: bool) -> None:
    paragraphs = stretches(document)
    if not paragraphs:
        return
    _comment(document, paragraphs[0], (0, 1), summary(verdicts), AUTHOR)
    near = 0
    for verdict in verdicts:
        claim = verdict.claim
        found = find(paragraphs, claim.text, claim.start, claim.end, near)
        author = f"{AUTHOR} - {NAMES[verdict.outcome]}"
        text = comment_text(verdict)
        if found is None:  # said in full where the reader still is
            stretch, span = paragraphs[near], (0, len(paragraphs[near].text))
            text = f"“{claim.printed}”: {text}"
        else:
            near, stretch, span = found[0], paragraphs[found[0]], found[1:]
        first, last = _comment(document, stretch, span, text, author)
        if shaded and found:
            _shade(first, last, verdict.outcome)


def _comment(
    document: Any, stretch: Stretch, span: tuple[int, int], text: str, author: str
) -> tuple[Any, Any]:
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    paragraph = Paragraph(stretch.paragraph, document)
    first, last = runs_at(stretch, *span)
    runs = [Run(first, paragraph), Run(last, paragraph)]
    document.add_comment(runs=runs, text=text, author=author, initials="MC")
    return first, last


def _shade(first: Any, last: Any, outcome: Outcome) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = first
    while run is not None:
        if run.tag == first.tag:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:fill"), _SHADES[outcome])
            run.get_or_add_rPr().append(shade)
        run = None if run is last else run.getnext()


def summary(verdicts: Sequence[Verdict]) -> str:
    """``Đã soi 23 điều: 18 khớp, 3 lệch, 2 không tìm thấy.``"""
    counts = Counter(verdict.outcome for verdict in verdicts)
    told = ", ".join(f"{counts[outcome]} {name}" for outcome, name in NAMES.items())
    return f"Đã soi {len(verdicts)} điều với các báo cáo đã nạp: {told}."


def comment_text(verdict: Verdict) -> str:
    """The comment: the verdict, what the reports say, and where."""
    lines = [NAMES[verdict.outcome].upper()]
    if verdict.note:
        lines[0] += f": {verdict.note}"
    lines += [f"Nguồn: {source_text(citation)}" for citation in verdict.citations[:_SOURCES]]
    return "\n".join(lines)


def source_text(citation: Citation) -> str:
    """``bao-cao.pdf, trang 12, chú thích 8: “…”`` with what the place has of it."""
    place = [citation.report, *place_words(citation)]
    if citation.section and citation.page is None:
        place.append(citation.section)
    return f"{', '.join(place)}: “{citation.quote[:_QUOTE]}”"
