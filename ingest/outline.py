"""The outline: the section path of every paragraph.

Levels are not fixed. Labels of named kinds are ordered (phần, roman, arabic, letter);
brackets and bullets nest in the order in which they appear.

What this module does not know: notes, pages, furniture; what makes a heading (``headings.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.headings import CLOSING, is_heading
from ingest.labels import NAMED, Label, LabelKind, is_capitals, read_label
from ingest.line_words import is_terminal
from ingest.lines import Block, Zone, join_texts
from ingest.report import Heading

TITLE_RANK = -1  # a heading without a label stands inside what is open, above its bullets


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a block stands: its heading steps, label, and the block that it hangs under."""

    section: tuple[Heading, ...]
    label: str
    heading: bool
    parent: int | None


@dataclass(slots=True)
class _Open:
    style: tuple[int, str]
    step: Heading | None
    block: int
    value: int = 0
    heading: bool = False
    level: int = 0


@dataclass(slots=True)
class _Outline:
    open: list[_Open] = field(default_factory=list)
    above: dict[tuple[int, str], tuple[int, str] | None] = field(default_factory=dict)

    def section(self) -> tuple[Heading, ...]:
        return tuple(entry.step for entry in self.open if entry.step)

    def parent(self) -> int | None:
        return self.open[-1].block if self.open else None

    def styles_above(self, label: Label | None) -> list[tuple[int, str]]:
        """Styles of what stays open when ``label`` comes."""
        styles = [entry.style for entry in self.open]
        style = (int(label.kind), label.mark) if label else None
        return styles[: styles.index(style)] if style in styles else styles

    def drop_bullets(self) -> None:
        while self.open and self.open[-1].step is None:
            self.open.pop()

    def enter(self, label: Label) -> None:
        """Close what ends where ``label`` begins."""
        styles = [entry.style for entry in self.open]
        style = (int(label.kind), label.mark)
        if style in styles:
            del self.open[styles.index(style) :]
            return
        if label.kind >= LabelKind.BRACKET:
            return
        if style in self.above and self.above[style] in styles:
            del self.open[styles.index(self.above[style]) + 1 :]  # type: ignore[arg-type]
            return
        first_upper = label.kind is LabelKind.UPPER and label.value == 1 and style not in self.above
        while self.open and self._ends(self.open[-1], label, first_upper):
            self.open.pop()

    @staticmethod
    def _ends(entry: _Open, label: Label, first_upper: bool) -> bool:
        rank = entry.style[0]
        if rank == LabelKind.ROMAN and first_upper:
            return False
        return rank == TITLE_RANK or rank >= LabelKind.BRACKET or rank > label.kind

    def push(self, entry: _Open) -> None:
        self.above.setdefault(entry.style, self.open[-1].style if self.open else None)
        self.open.append(entry)


def merge_titles(blocks: Sequence[Block]) -> list[Block]:
    """``PHẦN I`` and the capital lines below it as one heading block."""
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        label = read_label(last.text) if last else None
        alone = label is not None and last is not None and label.end >= len(last.text.rstrip(". :"))
        named = label is not None and label.kind in NAMED | {LabelKind.ROMAN, LabelKind.ARTICLE}
        titled = block.zone is Zone.BODY and not read_label(block.text)
        if last and alone and named and titled and _can_title(last, block):
            text = join_texts(last.text, block.text)
            shift = len(text) - len(block.text)
            starts = last.starts + tuple(
                (offset + shift, page)
                for offset, page in block.starts
                if page != last.starts[-1][1]
            )
            raised = tuple((a + shift, b + shift) for a, b in block.raised)
            calls = tuple(type(c)(c.note, c.offset + shift) for c in block.calls)
            merged[-1] = Block(
                text,
                starts,
                last.raised + raised,
                last.regions,
                last.calls + calls,
                last.zone,
                last.bold and block.bold,
                last.centred,
                last.level,
            )
        else:
            merged.append(block)
    return merged


def _can_title(last: Block, block: Block) -> bool:
    if is_capitals(block.text):
        return True
    short = len(block.text) < 200 and not is_terminal(block.text)
    marked = block.bold or block.centred or bool(block.level)
    return (short and marked) or (last.level == block.level > 0)


def _step(label: Label | None, text: str, heading: bool, level: int) -> Heading | None:
    if label is None:
        return Heading("", text) if heading or level else None
    title = text[label.end :].strip().rstrip(";:").strip() if heading else ""
    if label.kind is not LabelKind.BULLET:
        return Heading(label.step, title)
    if not heading:
        return None
    return Heading(label.mark if label.mark in {"-", "+", "."} else "", title)


def place(blocks: Sequence[Block]) -> list[Placed]:
    """The place of each block in the outline, in order."""
    outline = _Outline()
    placed: list[Placed] = []
    before: Label | None = None
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if block.zone in {Zone.FURNITURE, Zone.TITLE}:
            placed.append(Placed((), "", block.zone is Zone.TITLE, None))
            before = None
            continue
        if block.zone is Zone.ROW:
            outline.drop_bullets()
            placed.append(Placed(outline.section(), "", False, outline.parent()))
            before = None
            continue
        label = read_label(block.text)
        listed = before is not None and label is not None and before.style == label.style
        styles = outline.styles_above(label)
        heading = is_heading(block, after, listed=listed, open_styles=styles)
        placed.append(_placed(outline, block, label, heading, index))
        before = label
    return placed


def _placed(
    outline: _Outline, block: Block, label: Label | None, heading: bool, index: int
) -> Placed:
    if label is None and not heading:
        if CLOSING.match(block.text):
            outline.open.clear()
        outline.drop_bullets()
        return Placed(outline.section(), "", False, outline.parent())
    if label is not None:
        outline.enter(label)
        style = (int(label.kind), label.mark)
    else:
        _enter_title(outline, block)
        style = (TITLE_RANK, str(block.level))
    parent = outline.parent()
    step = _step(label, block.text, heading, block.level)
    value = label.value if label else 0
    outline.push(_Open(style, step, index, value, heading, block.level))
    return Placed(outline.section(), label.printed if label else "", heading, parent)


def _enter_title(outline: _Outline, block: Block) -> None:
    """A heading without a label: closes its like; capitals close everything but appendices."""
    if block.level:
        while outline.open and outline.open[-1].level >= block.level:
            outline.open.pop()
        while outline.open and not outline.open[-1].level:
            outline.open.pop()
        return
    outline.open = [entry for entry in outline.open if entry.style[0] == LabelKind.APPENDIX]
