"""A draft as a Word file that an office can send: letterhead, body, tables, closing.

Open slots are highlighted. Sources stand as real footnotes, one for each quoted line, and
only where the line was verified; the report's own notes stay notes; wording that may have
aged carries a comment. A draft of single sections has neither letterhead nor closing.

What this module does not know: what a slot is worth; the look (``layout.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby, pairwise
from pathlib import Path

from docx.document import Document as Doc
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from answer.draft.footnotes import Footnotes, Run
from answer.draft.furniture import Closing, Head, closing_of, head_of
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
from answer.draft.nouns import Block, Caution, Draft, Piece, PieceKind
from answer.draft.render import piece_text, slots_of, source_lines, table_lines
from answer.draft.tables import TableCell, grid_of
from ingest.labels import NAMED, LabelKind, read_label
from ingest.report import PassageKind

FONT = "Times New Roman"
AUTHOR = "Minh Chứng"
_TEXT_WIDTH = 16.0
_NOTE_SIZE = 10
_SAFE_NOTES = 4


def write_docx(draft: Draft, target: Path, *, sources: bool = True) -> None:
    """Writes the draft; sources: with the footnotes that cite last year's lines."""
    _Writer(draft, sources).write(target)


@dataclass
class _Writer:
    draft: Draft
    sources: bool
    document: Doc = field(default_factory=lambda: empty_document(FONT))

    def __post_init__(self) -> None:
        self.notes = Footnotes(self.document, _NOTE_SIZE)
        self.waiting: list[tuple[list[WordRun], str]] = []
        self.noted = 0  # footnotes that were called before the paragraph being written
        self.last: list[WordRun] = []
        self.cautions: dict[str, list[Caution]] = {}
        for caution in self.draft.cautions:
            self.cautions.setdefault(caution.passage_id, []).append(caution)

    def write(self, target: Path) -> None:
        self._describe()
        whole = not self.draft.sections
        head = head_of(self.draft) if whole else None
        if head is not None:
            self._head(head)
        body, annexes = self._parts()
        self._blocks(body)
        end = closing_of(self.draft) if whole else None
        if end is not None:
            self._closing(end)
        if annexes:
            self.document.add_page_break()
            self._blocks(annexes)
        for runs, text in self.waiting:
            self._remark(self.last if self.notes.count else runs, text)
        self.notes.write()
        self.document.save(str(target))

    def _describe(self) -> None:
        about = self.document.core_properties
        about.title = self.draft.report.title
        about.author, about.last_modified_by = self.draft.report.issuer or AUTHOR, AUTHOR
        about.language, about.comments, about.revision = "vi-VN", "", 1
        about.created = about.modified = datetime.now(UTC).replace(tzinfo=None)

    def _blocks(self, blocks: Sequence[Block]) -> None:
        for is_row, run in groupby(blocks, key=lambda one: one.kind is PassageKind.ROW):
            if is_row:
                self._tables(list(run))
                continue
            for block in run:
                self._block(block)

    def _parts(self) -> tuple[list[Block], list[Block]]:
        """What stands between letterhead and closing, and the annexes behind the closing."""
        body: list[Block] = []
        annexes: list[Block] = []
        part = body
        for block in self.draft.blocks:
            if block.kind is PassageKind.FURNITURE:
                part = annexes if body else body
                continue
            heading = block.kind is PassageKind.HEADING and not block.passage.section
            is_title = (
                heading and not self.draft.sections and read_label(block.passage.text) is None
            )
            if not is_title:
                part.append(block)
        return body, annexes

    def _head(self, head: Head) -> None:
        letterhead(self.document, head.agency, head.number, head.place_date)
        title(self.document, head.kind, head.title)

    def _closing(self, end: Closing) -> None:
        if self.document.paragraphs:
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        closing(self.document, end.receivers, end.signature, end.signer)

    # One paragraph

    def _block(self, block: Block) -> None:
        paragraph = body_paragraph(self.document)
        layout = paragraph.paragraph_format
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.MULTIPLE, 1.08
        bold = italic = False
        if block.kind is PassageKind.HEADING:
            bold, italic = self._heading(paragraph, block)
        elif _names_a_table(block):
            paragraph.alignment, layout.first_line_indent = CENTER, Cm(0)
            layout.keep_with_next, bold = True, True
        runs = self._runs(paragraph, block, bold=bold, italic=italic)
        self._comment(block, runs)

    def _heading(self, paragraph: Paragraph, block: Block) -> tuple[bool, bool]:
        label = read_label(block.passage.text)
        _outline(paragraph, max(1, min(len(block.passage.section), 9)))
        paragraph.paragraph_format.keep_with_next = True
        if label is None or label.kind in NAMED:
            paragraph.alignment = CENTER
            paragraph.paragraph_format.first_line_indent = Cm(0)
            return True, False
        return True, label.kind >= LabelKind.LETTER

    def _runs(
        self, paragraph: Paragraph, block: Block, *, bold: bool, italic: bool
    ) -> list[tuple[WordRun, int, int]]:
        """The block's pieces as runs with their offsets; markers of notes between them."""
        runs: list[tuple[WordRun, int, int]] = []
        calls = self._calls(block)
        for piece in _cut(block.pieces, [offset for offset, _ in calls]):
            text = piece_text(piece, self.draft)
            if not runs and block.kind is PassageKind.HEADING:
                text = _label_apart(text)
            if text:
                marked = self._open(piece)
                add_words(paragraph, [(text, marked)], bold=bold, italic=italic)
                runs.append((paragraph.runs[-1], piece.start, piece.end))
            while calls and calls[0][0] <= piece.end:
                self.notes.call_runs(paragraph, calls.pop(0)[1])
        for _, lines in calls:
            self.notes.call_runs(paragraph, lines)
        return runs

    def _open(self, piece: Piece) -> bool:
        return piece.kind is PieceKind.SLOT and not self.draft.slots[piece.slot].filled

    def _calls(self, block: Block) -> list[tuple[int, list[list[Run]]]]:
        """The report's own notes and the sources, by the offset that calls them."""
        calls = [(offset, self._note(note)) for offset, note in block.notes]
        calls += self._sources(block)
        return sorted(calls, key=lambda call: call[0])

    def _note(self, note: Block) -> list[list[Run]]:
        lines: list[list[Run]] = [
            [
                (text, self._open(piece))
                for piece in note.pieces
                if (text := piece_text(piece, self.draft))
            ]
        ]
        if self.sources:
            slots = slots_of(note, self.draft)
            cited = source_lines(self.draft, slots, quoted=False)
            lines += [[(line, False)] for line in cited]
        return lines

    def _sources(self, block: Block) -> list[tuple[int, list[list[Run]]]]:
        """One note for each quoted line, where the quoted line ends."""
        if not self.sources or block.kind is PassageKind.HEADING:
            return []
        found: dict[int, list[str]] = {}
        for piece in block.pieces:
            if piece.kind is not PieceKind.SLOT:
                continue
            slot = self.draft.slots[piece.slot]
            lines = source_lines(self.draft, [slot])
            if lines:
                place = slot.source.end if slot.source else piece.end
                held = found.setdefault(max(place, piece.end), [])
                held += [line for line in lines if line not in held]
        return [(place, [[(line, False)] for line in lines]) for place, lines in found.items()]

    def _comment(self, block: Block, runs: Sequence[tuple[WordRun, int, int]]) -> None:
        """The cautions of the block and of its notes as Word comments."""
        if not runs:
            return
        last = [runs[-1][0]]
        remarks: list[tuple[list[WordRun], Caution]] = []
        for caution in self.cautions.get(block.passage.id, ()):
            held = [run for run, start, end in runs if start < caution.end and caution.start < end]
            remarks.append((held[:1] or last, caution))
        for _, note in block.notes:
            remarks += [(last, caution) for caution in self.cautions.get(note.passage.id, ())]
        for place, caution in remarks:
            self._later(place, f"“{caution.words[:120]}”: {caution.why}")
        self._release(last)

    def _later(self, runs: list[WordRun], text: str) -> None:
        """A comment waits until some footnotes stand before it.

        LibreOffice 7.4 shows all footnotes empty where comments come among the first of
        them; a comment from there moves to a later paragraph, its words are quoted in it.
        """
        if self.noted >= _SAFE_NOTES:
            self._remark(runs, text)
        else:
            self.waiting.append((runs, text))

    def _release(self, last: list[WordRun]) -> None:
        """Sets the comments that waited, as soon as that is safe."""
        if self.noted >= _SAFE_NOTES:
            waiting, self.waiting = self.waiting, []
            for _, text in waiting:
                self._remark(last, text)
        self.noted, self.last = self.notes.count, last

    def _remark(self, runs: Sequence[WordRun], text: str) -> None:
        self.document.add_comment(runs=list(runs), text=text, author=AUTHOR, initials="MC")

    # Tables

    def _tables(self, blocks: Sequence[Block]) -> None:
        for _, rows in groupby(
            blocks, key=lambda one: one.passage.row.table if one.passage.row else 0
        ):
            self._table(list(rows))

    def _table(self, rows: Sequence[Block]) -> None:
        grid = grid_of(rows, self.draft)
        size = 12 if len(grid.widths) <= 6 else 10
        table = self.document.add_table(len(grid.rows), len(grid.widths), style="Table Grid")
        set_widths(table, [_TEXT_WIDTH * width for width in grid.widths])
        cited = table_lines(self.draft, rows) if self.sources else []
        for number, (cells, block) in enumerate(zip(grid.rows, grid.blocks, strict=True)):
            runs: list[tuple[WordRun, int, int]] = []
            is_head = number < grid.head
            for column, content in enumerate(cells):
                if content is None:
                    continue
                align = LEFT if content.words and not is_head else CENTER
                paragraph = cell_paragraph(table.cell(number, column), align)
                runs += self._cell(paragraph, content, size, bold=is_head)
            if block is not None and not is_head:
                self._row_notes(table.cell(number, grid.noted).paragraphs[0], block, cited)
                cited = []
            if block is not None:
                self._comment(block, runs)
            never_split(table, number, repeat=is_head)
        for first, last in grid.merged:
            merged = table.cell(*first).merge(table.cell(*last))
            for empty in merged.paragraphs[1:]:
                empty._p.getparent().remove(empty._p)
        self.document.add_paragraph().paragraph_format.line_spacing = Pt(8)

    def _cell(
        self, paragraph: Paragraph, content: TableCell, size: float, *, bold: bool
    ) -> list[tuple[WordRun, int, int]]:
        runs = []
        for text, marked, start, end in content.runs:
            add_words(paragraph, [(text, marked)], size=size, bold=bold)
            runs.append((paragraph.runs[-1], start, end))
        return runs

    def _row_notes(self, paragraph: Paragraph, block: Block, cited: Sequence[str]) -> None:
        """The row's own notes; the table's sources, on its first row."""
        for _, note in block.notes:
            self.notes.call_runs(paragraph, self._note(note))
        if cited:
            self.notes.call_runs(paragraph, [[(line, False)] for line in cited])


def _cut(pieces: Sequence[Piece], offsets: Sequence[int]) -> Iterator[Piece]:
    """Pieces with plain words cut where a note is called inside them."""
    for piece in pieces:
        inside = sorted({at for at in offsets if piece.start < at < piece.end})
        if piece.kind is not PieceKind.WORDS or not inside:
            yield piece
            continue
        edges = [piece.start, *inside, piece.end]
        for start, end in pairwise(edges):
            text = piece.text[start - piece.start : end - piece.start]
            yield Piece(piece.kind, start, end, text)


def _outline(paragraph: Paragraph, level: int) -> None:
    """The outline level of a heading, which navigation panes and readers go by."""
    properties = paragraph._p.get_or_add_pPr()
    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level - 1))
    properties.insert_element_before(mark, "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr")


def _label_apart(text: str) -> str:
    """``PHẦN I KẾT QUẢ`` with the label on a line of its own."""
    label = read_label(text)
    if label is None or label.kind not in NAMED or label.end >= len(text):
        return text
    return f"{text[: label.end].rstrip()}\n{text[label.end :]}"


def _names_a_table(block: Block) -> bool:
    """``Bảng 1. …`` above a table."""
    return block.passage.text.startswith(("Bảng ", "BẢNG ")) and len(block.passage.text) < 200
