"""A report's content laid out as a Word document after Nghị định 30/2020/NĐ-CP, Phụ lục I.

Takes the markup of samples/sources/*.toml; the look is the one that drafts have
(``answer/draft/layout.py``). The file is the same, byte for byte, whenever it is made.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from answer.draft.footnotes import Footnotes
from answer.draft.layout import (
    CENTER,
    LEFT,
    add_words,
    body_paragraph,
    cell_paragraph,
    closing,
    empty_document,
    letterhead,
    never_split,
    set_widths,
    title,
)

INLINE_NOTE = re.compile(r"\^\[([^\]]+)\]")
TABLE_MARK = re.compile(r"\{table (\w+)\}")
ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the zip format's own zero


def write_word(content: Mapping[str, Any], target: Path, *, font: str) -> None:
    """Write ``content`` (a parsed source) as DOCX; ``font`` is named, not embedded."""
    document = empty_document(font)
    _describe(document, content)
    notes = Footnotes(document, size=10)
    letterhead(document, content["agency"], f"Số: {content['number']}", content["place_date"])
    title(document, "BÁO CÁO", content["title"])
    tables = {table["id"]: table for table in content["tables"]}
    for block in content["body"].strip().split("\n\n"):
        line = " ".join(block.split())
        if mark := TABLE_MARK.fullmatch(line):
            _content_table(document, tables[mark[1]])
        else:
            _body_line(document, line, notes)
    document.paragraphs[-1].paragraph_format.keep_with_next = True  # never a lone signature
    receivers = [f"- {receiver}" for receiver in content["receivers"]]
    closing(document, receivers, content["signature"], content["signer"])
    notes.write()
    _save_same_bytes(document, target)


def _describe(document: Doc, content: Mapping[str, Any]) -> None:
    about = document.core_properties
    about.title, about.author = " ".join(content["title"].split()), " ".join(content["agency"])
    about.language, about.comments = "vi-VN", ""
    about.created = about.modified = content["stamp"].replace(tzinfo=None)
    about.last_modified_by, about.revision = "", 1


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
    paragraph = body_paragraph(document)
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(18.5)
    for order, piece in enumerate(INLINE_NOTE.split(text)):
        if order % 2:
            notes.call(paragraph, piece)
        elif piece:
            add_words(paragraph, piece, bold=bold, italic=italic)
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
    set_widths(table, source["widths"])
    for number, row in enumerate(rows):
        cells = table.rows[number].cells
        strong = number < len(header) or row is total
        for column, (cell, text) in enumerate(zip(cells, row, strict=True)):
            if number < len(header) and text in "<^" and text:
                continue
            _fill(cell, text, bold=strong, align=LEFT if column == 1 and not strong else CENTER)
        never_split(table, number, repeat=number < len(header))
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
    paragraph = cell_paragraph(cell, align)
    add_words(paragraph, text, size=12, bold=bold)


def _save_same_bytes(document: Doc, target: Path) -> None:
    """python-docx stamps every zip entry with the present time; write them again without."""
    buffer = BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(target, "w") as fixed:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(entry, made.read(name))
