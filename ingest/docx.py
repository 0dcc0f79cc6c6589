"""DOCX files as lines: paragraphs with automatic labels, real footnotes, tables.

Read from the package's XML directly (python-docx refuses values that other programs write,
such as ``w:jc="start"``). The archive's directory is checked before anything is unpacked.

What this module does not know: which paragraph is a heading, apart from what styles say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.docx_fonts import font_of, run_decoder
from ingest.docx_package import (
    DAMAGED,
    TOO_BIG,
    TRUE,
    Parts,
    W,
    check_archive,
    parse_part,
    read_parts,
    value_of,
)
from ingest.labels import is_capitals, read_label
from ingest.lines import Line, Source, Zone, compose, split_raised
from ingest.report import NoteCall, ReadLimits, UnreadableReport
from ingest.tables import rows_of
from ingest.text import bare

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(data: bytes, *, limits: ReadLimits) -> Source:
    """A DOCX file as a ``Source``: no pages, notes linked by the file itself."""
    archive = check_archive(data, limits)
    document = parse_part(archive, "word/document.xml")
    if document is None:
        raise UnreadableReport(DAMAGED)
    parts = read_parts(archive)
    body = document.find(f"{W}body")
    if body is None:
        raise UnreadableReport(DAMAGED)
    parts.decode = run_decoder([body, *parts.notes.values()])
    lines: list[Line] = []
    table = 0
    for element in _blocks(body):
        if element.tag == f"{W}p":
            lines.extend(_paragraph(element, parts))
        else:
            table += 1
            lines.extend(_table(element, parts, table))
    lines = [line for line in lines if line.text]
    if not lines:
        raise UnreadableReport("Tệp DOCX không có chữ nào. Nếu nội dung là ảnh, hãy dùng bản PDF.")
    if sum(len(line.text) for line in lines) > limits.characters:
        raise UnreadableReport(TOO_BIG)
    notes = list(_notes(parts))
    return Source("docx", (*lines, *notes), linked=bool(notes))


def _blocks(parent: _Element) -> Iterator[_Element]:
    """Paragraphs and tables in order, also inside content controls and insertions."""
    for child in parent:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"}:
            yield from _blocks(child)


@dataclass(slots=True)
class _Text:
    """The pieces of one paragraph, cut at its line breaks."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    calls: list[tuple[int, int]] = field(default_factory=list)
    letters: int = 0
    bold_letters: int = 0

    def add(self, text: str, raised: bool, bold: bool) -> None:
        self.pieces.extend([(text, True)] if raised else split_raised(text))
        letters = sum(char.isalpha() for char in text)
        self.letters += letters
        self.bold_letters += letters if bold else 0

    def line(self) -> Line:
        text, raised = compose(self.pieces)
        calls: list[NoteCall] = []
        for number, at in self.calls:
            before, _ = compose(self.pieces[:at])
            calls.append(NoteCall(number, min(len(before), len(text))))
        bold = bool(self.letters) and self.bold_letters >= 0.9 * self.letters
        return Line(text, bold=bold, raised=raised, calls=tuple(calls), whole=True)


def _paragraph(paragraph: _Element, parts: Parts) -> Iterator[Line]:
    """One paragraph as lines: one, or more where it holds line breaks or text boxes."""
    style = value_of(paragraph, "pPr/pStyle") or ""
    level = parts.levels.get(style, 0)
    outline = value_of(paragraph, "pPr/outlineLvl")
    if outline and outline.isdigit() and int(outline) < 9:
        level = int(outline) + 1
    texts = [_Text()]
    _runs(paragraph, parts, texts, parts.bold.get(style, False))
    label = _auto_label(paragraph, style, parts) if any(text.pieces for text in texts) else ""
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(parent.tag == _MC_FALLBACK for parent in box.iterancestors()):
            for inner in _blocks(box):
                if inner.tag == f"{W}p":
                    yield from _paragraph(inner, parts)
    centred = value_of(paragraph, "pPr/jc") == "center"
    for line in _joined([text.line() for text in texts]):
        if label and line.text:
            shift = len(label) + 1
            line = replace(
                line,
                text=f"{label} {line.text}",
                raised=tuple((a + shift, b + shift) for a, b in line.raised),
                calls=tuple(NoteCall(c.note, c.offset + shift) for c in line.calls),
            )
            label = ""
        yield replace(line, level=level, centred=centred)


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Line breaks inside a heading in capitals are its printed lines, not paragraphs."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if (
            last
            and is_capitals(last.text)
            and is_capitals(line.text)
            and not read_label(line.text)
            and read_label(last.text)
        ):
            shift = len(last.text) + 1
            joined[-1] = replace(
                last,
                text=f"{last.text} {line.text}",
                calls=last.calls + tuple(NoteCall(c.note, c.offset + shift) for c in line.calls),
            )
        elif line.text:
            joined.append(line)
    return joined


def _auto_label(paragraph: _Element, style: str, parts: Parts) -> str:
    number = value_of(paragraph, "pPr/numPr/numId")
    depth = int(value_of(paragraph, "pPr/numPr/ilvl") or 0)
    if number is None and style in parts.style_numbers:
        number, own = parts.style_numbers[style]
        depth = depth or own
    return parts.numbering.next_label(number, depth) if number else ""


def _runs(parent: _Element, parts: Parts, texts: list[_Text], bold: bool) -> None:
    for child in parent:
        if child.tag == f"{W}r":
            _run(child, parts, texts, bold)
        elif child.tag in {f"{W}del", f"{W}moveFrom", f"{W}pPr"}:
            continue
        elif isinstance(child.tag, str) and child.tag.startswith(W):
            _runs(child, parts, texts, bold)


def _run(run: _Element, parts: Parts, texts: list[_Text], bold: bool) -> None:
    own = run.find(f"{W}rPr/{W}b")
    bold = own.get(f"{W}val") in TRUE if own is not None else bold
    lifted = value_of(run, "rPr/vertAlign") == "superscript"
    if run.find(f"{W}rPr/{W}vanish") is not None:
        return
    font = font_of(run)
    for child in run:
        name = child.tag[len(W) :] if isinstance(child.tag, str) else ""
        if name == "t":
            text = parts.decode(child.text or "", font)
            unit = lifted and re.search(
                r"(?:^|[\d\s(])[kcdh]?m$", "".join(p for p, _ in texts[-1].pieces)
            )
            raised = lifted and text.strip().isdigit() and not unit
            texts[-1].add(_as_power(text) if unit else text, raised, bold)
        elif name in {"tab", "ptab"}:
            texts[-1].add(" ", False, bold)
        elif name == "noBreakHyphen":
            texts[-1].add("-", False, bold)
        elif name in {"br", "cr"} and child.get(f"{W}type") not in {"page", "column"}:
            texts.append(_Text())
        elif name in {"footnoteReference", "endnoteReference"}:
            key = f"{name[: -len('Reference')]}{child.get(f'{W}id')}"
            if key in parts.notes:
                texts[-1].calls.append((parts.number_of(key), len(texts[-1].pieces)))


def _as_power(text: str) -> str:
    return text.translate(str.maketrans("23", "²³"))


def _notes(parts: Parts) -> Iterator[Line]:
    for key in list(parts.order):
        number = parts.number_of(key)
        for element in _blocks(parts.notes[key]):
            if element.tag == f"{W}p":
                for line in _paragraph(element, parts):
                    yield replace(line, zone=Zone.NOTE, note=number, level=0)


def _table(table: _Element, parts: Parts, number: int) -> Iterator[Line]:
    """A table as row lines; the tables that lay out letterhead and signature as paragraphs."""
    rows = list(table.iterfind(f"{W}tr"))
    cells = [list(row.iterfind(f"{W}tc")) for row in rows]
    texts = [[_cell_lines(cell, parts) for cell in row] for row in cells]
    if _is_layout(texts):
        for column in range(max(map(len, texts), default=0)):
            for row in texts:
                if column < len(row):
                    yield from row[column]
        return
    grid, calls = _grid(rows, texts)
    for line in rows_of(grid, table=number):
        yield _with_calls(line, calls)


def _cell_lines(cell: _Element, parts: Parts) -> list[Line]:
    lines: list[Line] = []
    for element in _blocks(cell):
        if element.tag == f"{W}p":
            lines.extend(_paragraph(element, parts))
        else:
            for row in element.iterfind(f"{W}tr"):
                for inner in row.iterfind(f"{W}tc"):
                    lines.extend(_cell_lines(inner, parts))
    return [line for line in lines if line.text]


def _is_layout(rows: Sequence[Sequence[Sequence[Line]]]) -> bool:
    text = bare(" ".join(line.text for row in rows for cell in row for line in cell))
    if len(rows) <= 4 and re.search(r"cong hoa xa hoi chu nghia|noi nhan\s*:", text):
        return True
    signed = len(rows) <= 3 and re.search(r"\b(?:tm|kt|tl)\s?\. ", text)
    return bool(signed) or (len(rows) == 1 and len(rows[0]) == 1)


def _grid(
    rows: Sequence[_Element], texts: Sequence[Sequence[Sequence[Line]]]
) -> tuple[list[list[str]], dict[str, list[NoteCall]]]:
    """Cell texts by row and column, merged cells in every place they cover; calls by cell text."""
    grid: list[list[str]] = []
    calls: dict[str, list[NoteCall]] = {}
    for row, cells in zip(rows, texts, strict=True):
        filled: list[str] = [""] * int(value_of(row, "trPr/gridBefore") or 0)
        for cell, lines in zip(row.iterfind(f"{W}tc"), cells, strict=True):
            text = ""
            for line in lines:
                offset = len(text) + bool(text)
                text = f"{text} {line.text}" if text else line.text
                for call in line.calls:
                    calls.setdefault(text, []).append(NoteCall(call.note, call.offset + offset))
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            if merged is not None and merged.get(f"{W}val") != "restart" and grid:
                column = len(filled)
                text = grid[-1][column] if column < len(grid[-1]) else text
            span = int(value_of(cell, "tcPr/gridSpan") or 1)
            filled.extend([text] * min(span, 64))
        grid.append(filled)
    return grid, calls


def _with_calls(line: Line, calls: dict[str, list[NoteCall]]) -> Line:
    if line.row is None:
        return line
    found = [
        NoteCall(call.note, call.offset + cell.start)
        for cell in line.row.cells
        for call in calls.pop(cell.text, ())
    ]
    return replace(line, calls=tuple(found))
