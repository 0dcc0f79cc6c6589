"""A report's content laid out as a Word document after Nghị định 30/2020/NĐ-CP, Phụ lục I.

Takes the markup of samples/sources/*.toml: A4, letterhead in two columns, title, body of
14 pt justified, page numbers at the top centre from the second page, recipients and
signature. The file is the same, byte for byte, whenever it is made.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from footnotes import Footnotes

CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
LEFT, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
INLINE_NOTE = re.compile(r"\^\[([^\]]+)\]")
TABLE_MARK = re.compile(r"\{table (\w+)\}")
ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the zip format's own zero


def write_word(content: Mapping[str, Any], target: Path, *, font: str) -> None:
    """Write ``content`` (a parsed source) as DOCX; ``font`` is named, not embedded."""
    document = _empty_document(content, font)
    notes = Footnotes(document, size=10)
    _letterhead(document, content)
    _title(document, content["title"])
    tables = {table["id"]: table for table in content["tables"]}
    for block in content["body"].strip().split("\n\n"):
        line = " ".join(block.split())
        if mark := TABLE_MARK.fullmatch(line):
            _content_table(document, tables[mark[1]])
        else:
            _body_line(document, line, notes)
    document.paragraphs[-1].paragraph_format.keep_with_next = True  # never a lone signature
    _closing(document, content)
    notes.write()
    _save_same_bytes(document, target)


def _empty_document(content: Mapping[str, Any], font: str) -> Doc:
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
    about = document.core_properties
    about.title, about.author = " ".join(content["title"].split()), " ".join(content["agency"])
    about.language, about.comments = "vi-VN", ""
    about.created = about.modified = content["stamp"].replace(tzinfo=None)
    about.last_modified_by, about.revision = "", 1
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


def _letterhead(document: Doc, content: Mapping[str, Any]) -> None:
    table = _plain_table(document, (5.6, 10.4))
    left, right = table.rows[0].cells
    for order, name in enumerate(content["agency"]):
        _line(left, name, 13, bold=True, first=order == 0)
    _rule(left, indent=1.8)
    _line(left, f"Số: {content['number']}", 13)
    _line(right, MOTTO[0], 13, bold=True, first=True)
    _line(right, MOTTO[1], 14, bold=True)
    _rule(right, indent=2.2)
    _line(right, content["place_date"], 14, italic=True)


def _title(document: Doc, title: str) -> None:
    for text, before, after in (("BÁO CÁO", 18, 0), (title, 0, 0)):
        paragraph = document.add_paragraph()
        paragraph.alignment = CENTER
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.paragraph_format.space_after = Pt(after)
        run = paragraph.add_run()
        run.text, run.bold = text, True  # "\n" becomes a line break
    rule = document.add_paragraph()
    _border_below(rule, Cm(6))
    rule.paragraph_format.space_after = Pt(12)


def _body_line(document: Doc, line: str, notes: Footnotes) -> None:
    """One paragraph: a heading by its hashes, or running text with its notes."""
    hashes, _, rest = line.partition(" ")
    level = len(hashes) if set(hashes) == {"#"} else 0
    if level == 1:
        for part in rest.split(" | "):
            paragraph = _paragraph(document, part, notes, bold=True)
            paragraph.alignment = CENTER
            paragraph.paragraph_format.first_line_indent = Cm(0)
            paragraph.paragraph_format.keep_with_next = True
        return
    text = rest if level else line
    paragraph = _paragraph(document, text, notes, bold=0 < level < 5, italic=level in (4, 5))
    paragraph.paragraph_format.keep_with_next = level > 0


def _paragraph(
    document: Doc, text: str, notes: Footnotes, *, bold: bool = False, italic: bool = False
) -> Paragraph:
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.alignment, layout.first_line_indent = JUSTIFY, Cm(1.27)
    layout.space_before = layout.space_after = Pt(3)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(18.5)
    for order, piece in enumerate(INLINE_NOTE.split(text)):
        if order % 2:
            notes.call(paragraph, piece)
        elif piece:
            run = paragraph.add_run(piece)
            run.bold, run.italic = bold or None, italic or None
    return paragraph


def _content_table(document: Doc, source: Mapping[str, Any]) -> None:
    title = document.add_paragraph()
    title.alignment = CENTER
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(6)
    title.paragraph_format.keep_with_next = True
    title.add_run(source["title"]).bold = True
    header: Sequence[Sequence[str]] = source["header"]
    total: Sequence[str] | None = source.get("total")
    rows = [*header, *source["rows"], *([total] if total else [])]
    table = document.add_table(len(rows), len(source["widths"]), style="Table Grid")
    _set_widths(table, source["widths"])
    for number, row in enumerate(rows):
        cells = table.rows[number].cells
        strong = number < len(header) or row is total
        for column, (cell, text) in enumerate(zip(cells, row, strict=True)):
            if number < len(header) and text in "<^" and text:
                continue
            _fill(cell, text, bold=strong, align=LEFT if column == 1 and not strong else CENTER)
        _never_split(table, number, repeat=number < len(header))
    _merge_header(table, header)
    document.add_paragraph().paragraph_format.line_spacing = Pt(8)


def _merge_header(table: Table, header: Sequence[Sequence[str]]) -> None:
    for number, row in enumerate(header):
        for column, text in enumerate(row):
            if text in ("", "<", "^"):
                continue
            right, down = column, number
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            while down + 1 < len(header) and header[down + 1][column] == "^":
                down += 1
            if (right, down) != (column, number):
                merged = table.cell(number, column).merge(table.cell(down, right))
                for empty in merged.paragraphs[1:]:
                    empty._p.getparent().remove(empty._p)


def _fill(cell: _Cell, text: str, *, bold: bool, align: WD_ALIGN_PARAGRAPH) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(12), bold or None


def _never_split(table: Table, number: int, *, repeat: bool) -> None:
    properties = table.rows[number]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeat:
        properties.append(OxmlElement("w:tblHeader"))


def _closing(document: Doc, content: Mapping[str, Any]) -> None:
    gap = document.add_paragraph()
    gap.paragraph_format.line_spacing, gap.paragraph_format.keep_with_next = Pt(8), True
    table = _plain_table(document, (8.0, 8.0))
    left, right = table.rows[0].cells
    _line(left, "Nơi nhận:", 12, bold=True, italic=True, align=LEFT, first=True)
    for receiver in content["receivers"]:
        _line(left, f"- {receiver}", 11, align=LEFT)
    for order, office in enumerate(content["signature"]):
        _line(right, office, 14, bold=True, first=order == 0)
    for _ in range(4):
        _line(right, "", 14)
    _line(right, content["signer"], 14, bold=True)


def _plain_table(document: Doc, widths: Sequence[float]) -> Table:
    table = document.add_table(1, len(widths))
    _set_widths(table, widths)
    _never_split(table, 0, repeat=False)
    return table


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    """In the grid and in every cell: LibreOffice reads the one, Word the other."""
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _line(
    cell: _Cell,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = CENTER,
    first: bool = False,
) -> None:
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None


def _rule(cell: _Cell, *, indent: float) -> None:
    _border_below(cell.add_paragraph(), Cm(indent))


def _border_below(paragraph: Paragraph, indent: Length) -> None:
    """A short thin line: an all but empty paragraph with a border, drawn in from both sides."""
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = indent
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
    layout.space_after = Pt(6)
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _save_same_bytes(document: Doc, target: Path) -> None:
    """python-docx stamps every zip entry with the present time; write them again without."""
    buffer = BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(target, "w") as fixed:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(entry, made.read(name))
