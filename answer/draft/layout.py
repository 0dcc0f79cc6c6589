"""The look of an administrative document in Word: Nghị định 30/2020/NĐ-CP, Phụ lục I.

A4, letterhead in two columns, body of 14 pt justified, page numbers at the top centre from
the second page, recipients and signature side by side, tables with a repeated head. Words
may be given in stretches, highlighted or not.

What this module does not know: what is written in the document.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx import Document
from docx.document import Document as Doc
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from answer.draft.footnotes import Run

CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
LEFT, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
FIRST_INDENT = Cm(1.27)
Words = str | Sequence[Run]


def empty_document(font: str) -> Doc:
    """A4 with the margins, the font and the page numbers of the decree."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name = font
    normal.font.size = Pt(14)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), font)
    normal.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.header_distance = Cm(1)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    return document


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = CENTER
    for kind in ("begin", "PAGE", "end"):
        run = paragraph.add_run()
        if kind == "PAGE":
            text = OxmlElement("w:instrText")
            text.text = " PAGE "
            run._r.append(text)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def letterhead(document: Doc, agency: Sequence[str], number: Words, place_date: Words) -> None:
    """The agency with its number on the left, the motto with place and date on the right."""
    table = plain_table(document, (5.6, 10.4))
    left, right = table.rows[0].cells
    for order, name in enumerate(agency):
        line(left, name, 13, bold=True, first=order == 0)
    _rule(left, indent=1.8)
    line(left, number, 13)
    line(right, MOTTO[0], 13, bold=True, first=True)
    line(right, MOTTO[1], 14, bold=True)
    _rule(right, indent=2.2)
    line(right, place_date, 14, italic=True)


def title(document: Doc, kind: str, words: Words) -> None:
    """The kind of document, its title, and the rule below."""
    for text, before, after in ((kind, 18, 0), (words, 0, 0)):
        paragraph = document.add_paragraph()
        paragraph.alignment = CENTER
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.paragraph_format.space_after = Pt(after)
        add_words(paragraph, text, bold=True)
    rule = document.add_paragraph()
    border_below(rule, Cm(6))
    rule.paragraph_format.space_after = Pt(12)


def add_words(
    paragraph: Paragraph,
    words: Words,
    *,
    size: float = 0,
    bold: bool = False,
    italic: bool = False,
) -> None:
    """Adds runs; highlighted stretches in yellow."""
    for text, marked in [(words, False)] if isinstance(words, str) else words:
        run = paragraph.add_run()
        run.text = text  # "\n" becomes a line break
        if size:
            run.font.size = Pt(size)
        run.bold, run.italic = bold or None, italic or None
        if marked:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def body_paragraph(document: Doc) -> Paragraph:
    """An empty paragraph of the body."""
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.alignment, layout.first_line_indent = JUSTIFY, FIRST_INDENT
    layout.space_before = layout.space_after = Pt(3)
    return paragraph


def closing(
    document: Doc, receivers: Sequence[Words], signature: Sequence[str], signer: Words
) -> None:
    """Nơi nhận on the left, the signature on the right, never parted by a page."""
    gap = document.add_paragraph()
    gap.paragraph_format.line_spacing, gap.paragraph_format.keep_with_next = Pt(8), True
    table = plain_table(document, (8.0, 8.0))
    left, right = table.rows[0].cells
    line(left, "Nơi nhận:", 12, bold=True, italic=True, align=LEFT, first=True)
    for receiver in receivers:
        line(left, receiver, 11, align=LEFT)
    for order, office in enumerate(signature):
        line(right, office, 14, bold=True, first=order == 0)
    for _ in range(4):
        line(right, "", 14)
    line(right, signer, 14, bold=True)


def plain_table(document: Doc, widths: Sequence[float]) -> Table:
    """A table without lines, of one row."""
    table = document.add_table(1, len(widths))
    set_widths(table, widths)
    never_split(table, 0, repeat=False)
    return table


def set_widths(table: Table, widths: Sequence[float]) -> None:
    """In the grid and in every cell: LibreOffice reads the one, Word the other."""
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def never_split(table: Table, number: int, *, repeat: bool) -> None:
    """Keeps a row on one page; repeat: prints it again on every page of the table."""
    properties = table.rows[number]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeat:
        properties.append(OxmlElement("w:tblHeader"))


def cell_paragraph(cell: _Cell, align: WD_ALIGN_PARAGRAPH) -> Paragraph:
    """The first paragraph of a table's cell, made ready for its words."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
    return paragraph


def line(
    cell: _Cell,
    words: Words,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = CENTER,
    first: bool = False,
) -> None:
    """One line of the letterhead or the closing."""
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = align
    add_words(paragraph, words, size=size, bold=bold, italic=italic)


def _rule(cell: _Cell, *, indent: float) -> None:
    border_below(cell.add_paragraph(), Cm(indent))


def border_below(paragraph: Paragraph, indent: Length) -> None:
    """A short thin line: an all but empty paragraph with a border, drawn in from both sides."""
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = indent
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
    layout.space_after = Pt(6)
    borders = OxmlElement("w:pBdr")
    below = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        below.set(qn(f"w:{name}"), value)
    borders.append(below)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
