"""Real Word footnotes, which python-docx does not write: the part, its styles, its markers.

Knows the parts that ECMA-376 (17.11) asks for: footnotes.xml with the two separators,
the reference in the text, the mark in the note. Knows nothing of the reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
FIRST_ID = 2  # 0 and 1 are the separator lines, as LibreOffice and older Word number them
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/>'
    "</w:r></w:p></w:footnote>"
)
# One stretch of a note and whether it is highlighted.
Run = tuple[str, bool]


class Footnotes:
    """Collects the notes of one document; ``call`` sets a marker, ``write`` adds the part."""

    def __init__(self, document: Document, size: float) -> None:
        self._document = document
        self._notes: list[list[Sequence[Run]]] = []
        styles = document.styles
        text = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
        text.base_style = styles["Normal"]
        text.font.size = Pt(size)
        text.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        text.paragraph_format.space_after = Pt(0)
        mark = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True
        self._text_id, self._mark_id = text.style_id, mark.style_id

    def call(self, paragraph: Paragraph, text: str) -> None:
        """Put the next note's marker at the end of what ``paragraph`` has so far."""
        self.call_runs(paragraph, [[(text, False)]])

    def call_runs(self, paragraph: Paragraph, lines: Sequence[Sequence[Run]]) -> None:
        """As ``call``, for a note of several paragraphs with highlighted stretches."""
        self._notes.append(list(lines))
        run = paragraph.add_run(style="footnote reference")
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(FIRST_ID + len(self._notes) - 1))
        run._r.append(reference)

    @property
    def count(self) -> int:
        """How many notes were called so far."""
        return len(self._notes)

    def write(self) -> None:
        """Add footnotes.xml, and name its separators in the settings."""
        notes = "".join(self._note(order, lines) for order, lines in enumerate(self._notes))
        xml = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f"<w:footnotes {nsdecls('w')}>{SEPARATORS}{notes}</w:footnotes>"
        )
        owner = self._document.part
        part = Part(
            PackURI("/word/footnotes.xml"), CONTENT_TYPE, xml.encode("utf-8"), owner.package
        )
        owner.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._name_separators()

    def _note(self, order: int, lines: Sequence[Sequence[Run]]) -> str:
        mark = f'<w:r><w:rPr><w:rStyle w:val="{self._mark_id}"/></w:rPr><w:footnoteRef/></w:r>'
        paragraphs = "".join(
            f'<w:p><w:pPr><w:pStyle w:val="{self._text_id}"/></w:pPr>{"" if number else mark}'
            f"{self._runs(line, first=not number)}</w:p>"
            for number, line in enumerate(lines)
        )
        return f'<w:footnote w:id="{FIRST_ID + order}">{paragraphs}</w:footnote>'

    def _runs(self, line: Sequence[Run], *, first: bool) -> str:
        found = ""
        for number, (text, marked) in enumerate(line):
            look = '<w:rPr><w:highlight w:val="yellow"/></w:rPr>' if marked else ""
            space = " " if first and not number else ""
            if space and look:
                found += '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
                space = ""
            found += f'<w:r>{look}<w:t xml:space="preserve">{space}{escape(text)}</w:t></w:r>'
        return found

    def _name_separators(self) -> None:
        properties = OxmlElement("w:footnotePr")
        for number in ("0", "1"):
            entry = OxmlElement("w:footnote")
            entry.set(qn("w:id"), number)
            properties.append(entry)
        settings = self._document.settings.element
        before = settings.find(qn("w:compat"))
        if before is None:
            settings.append(properties)
        else:
            before.addprevious(properties)
