"""A checked draft as a Word file: every claim marked, its verdict in a real Word comment.

Supported claims are shaded green, contradicted ones red, those not found yellow; the comment
holds the verdict, what the reports say, and the source. python-docx writes the file
(``Document.add_comment``, version 1.2).

What this module does not know: how a verdict is reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from check.verify import Outcome, Verdict
from ingest.report import Citation
from ingest.text import nfc

_AUTHOR = "Minh Chứng"
_WORDS = {
    Outcome.SUPPORTED: "KHỚP",
    Outcome.CONTRADICTED: "LỆCH",
    Outcome.NOT_FOUND: "KHÔNG TÌM THẤY",
}


def write_marked(draft: str, verdicts: Sequence[Verdict], path: Path) -> None:
    """Writes the draft with its verdicts as comments.

    draft: the text that ``check.verify.verify`` was given; every line is a paragraph.
    """
    from docx import Document
    from docx.enum.text import WD_COLOR_INDEX

    colours = {
        Outcome.SUPPORTED: WD_COLOR_INDEX.BRIGHT_GREEN,
        Outcome.CONTRADICTED: WD_COLOR_INDEX.RED,
        Outcome.NOT_FOUND: WD_COLOR_INDEX.YELLOW,
    }
    document = Document()
    for number, raw in enumerate(draft.splitlines()):
        text = " ".join(nfc(raw).split())
        paragraph = document.add_paragraph()
        position = 0
        for verdict in _in_order(verdicts, number):
            paragraph.add_run(text[position : verdict.claim.start])
            run = paragraph.add_run(text[verdict.claim.start : verdict.claim.end])
            run.font.highlight_color = colours[verdict.outcome]
            document.add_comment(
                runs=run, text=comment_text(verdict), author=_AUTHOR, initials="MC"
            )
            position = verdict.claim.end
        paragraph.add_run(text[position:])
    document.save(str(path))


def _in_order(verdicts: Sequence[Verdict], line: int) -> list[Verdict]:
    """The verdicts of a line without overlaps; of two, the one that begins first is kept."""
    found: list[Verdict] = []
    own = [verdict for verdict in verdicts if verdict.claim.line == line]
    for verdict in sorted(own, key=lambda one: (one.claim.start, -one.claim.end)):
        if not found or verdict.claim.start >= found[-1].claim.end:
            found.append(verdict)
    return found


def comment_text(verdict: Verdict) -> str:
    """The comment: the verdict, what the reports say, and where."""
    lines = [_WORDS[verdict.outcome]]
    if verdict.note:
        lines[0] += f": {verdict.note}"
    lines += [f"Nguồn: {source_text(citation)}" for citation in verdict.citations[:3]]
    return "\n".join(lines)


def source_text(citation: Citation) -> str:
    """``bao-cao.pdf, trang 12, chú thích 8: “…”`` with what the place has of it."""
    place = [citation.report]
    if citation.page is not None:
        place.append(f"trang {citation.page_label or citation.page}")
    if citation.footnote is not None:
        place.append(f"chú thích {citation.footnote}")
    if citation.table:
        place.append(citation.table)
    if citation.section and citation.page is None:
        place.append(citation.section)
    return f"{', '.join(place)}: “{citation.quote[:300]}”"
