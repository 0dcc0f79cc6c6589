"""From a ``Source`` to a ``Reading``: parts, paragraphs, notes, outline, passages.

The one place where the steps meet; each step is a function of its own file.

What this module does not know: file formats, figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.closing import closing_groups
from ingest.footnotes import own_markers, split_notes, without_markers
from ingest.furniture import (
    DATE_LINE,
    MOTTO,
    NUMBER_LINE,
    Parted,
    part,
    without_rules,
)
from ingest.labels import is_capitals
from ingest.lines import Block, Line, Source, Zone, block_of
from ingest.markers import Note, find_calls
from ingest.metadata import Metadata, read_metadata
from ingest.outline import Placed, merge_titles, place
from ingest.page_numbers import take_page_numbers
from ingest.paragraphs import join
from ingest.report import Passage, PassageKind, Reading, Report
from ingest.tables import name_tables
from ingest.text import bare
from ingest.typed_notes import typed_notes

ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class _Draft:
    """A passage before it has its number: block and place, or a note with its caller."""

    block: Block
    placed: Placed
    kind: PassageKind
    index: int
    note: Note | None = None
    caller: int | None = None
    offset: int = 0


def assemble(source: Source, report_id: str, file: str) -> Reading:
    """The whole reading but for its facts (figures, awards, …), which ``read_report`` adds."""
    typed, by_hand = (list(source.lines), False) if source.linked else typed_notes(source.lines)
    lines, labels = take_page_numbers(without_rules(typed))
    notes, warnings = split_notes([line for line in lines if line.zone is Zone.NOTE])
    parted = part([line for line in name_tables(lines) if line.zone is not Zone.NOTE])
    blocks, signature = _blocks(parted)
    linked, notes, missing = _link(blocks, notes, source.linked or by_hand)
    linked = merge_titles(linked)
    places = place(linked)
    drafts = _drafts(linked, places, notes)
    about = _metadata(parted, linked, signature, file)
    report = Report(
        report_id,
        file,
        source.form,
        about.title,
        about.issuer,
        about.number,
        about.date,
        about.year,
        about.place,
        about.signer,
        about.signer_office,
        source.pages,
    )
    printed = {**source.page_labels, **labels}
    passages = _passages(drafts, report_id, printed)
    return Reading(report, passages, warnings=(*source.warnings, *warnings, *missing))


def _blocks(parted: Parted) -> tuple[list[Block], list[Line]]:
    blocks = list(_head_blocks(parted.head))
    if parted.title:
        title = block_of([replace(line, zone=Zone.TITLE) for line in parted.title])
        blocks.append(replace(title, level=0))
    signature: list[Line] = []
    for furniture, run in groupby(parted.body, key=lambda line: line.zone is Zone.FURNITURE):
        lines = list(run)
        if not furniture:
            blocks.extend(join(lines))
            continue
        recipients, signed = closing_groups(lines)
        signature.extend(signed)
        blocks.extend(block_of(group) for group in (recipients, signed) if group)
    return blocks, signature


def _head_blocks(head: Sequence[Line]) -> Iterable[Block]:
    def group(line: Line) -> str:
        text = bare(line.text)
        if MOTTO.search(text):
            return "motto"
        if NUMBER_LINE.match(line.text):
            return "number"
        if DATE_LINE.match(line.text):
            return "date"
        return "agency" if is_capitals(line.text) else "other"

    kinds = [group(line) for line in head]
    for kind in dict.fromkeys(kinds):
        lines = [line for line, own in zip(head, kinds, strict=True) if own == kind]
        yield block_of([replace(line, zone=Zone.FURNITURE) for line in lines])


def _link(
    blocks: Sequence[Block], notes: Sequence[Note], linked: bool
) -> tuple[list[Block], list[Note], list[str]]:
    """Blocks without markers, notes as whole texts; and what could not be linked."""
    citing = [i for i, block in enumerate(blocks) if block.zone is not Zone.FURNITURE]
    body = [blocks[index] for index in citing]
    found = find_calls(body, notes) if not linked else []
    done = list(blocks)
    for place_in_body, index in enumerate(citing):
        markers = [marker for marker in found if marker and marker.block == place_in_body]
        done[index] = without_markers(blocks[index], markers)
    cleaned = [
        replace(note, block=without_markers(note.block, own_markers(note), link=False))
        for note in notes
    ]
    missing = [
        f"Không tìm thấy chỗ gọi chú thích số {note.number} trong phần chữ."
        for note, marker in zip(notes, found, strict=False)
        if marker is None and note.number
    ]
    return done, cleaned, missing


def _drafts(
    blocks: Sequence[Block], places: Sequence[Placed], notes: Sequence[Note]
) -> list[_Draft]:
    """Passages in order, each note behind the passage that calls it."""
    waiting: dict[int, list[Note]] = {}
    for note in notes:
        waiting.setdefault(note.number, []).append(note)
    drafts: list[_Draft] = []
    for index, (block, placed) in enumerate(zip(blocks, places, strict=True)):
        drafts.append(_Draft(block, placed, _kind(block, placed), index))
        for call in block.calls:
            same = waiting.get(call.note)
            if not same:
                continue
            note = _nearest(same, block)
            same.remove(note)
            drafts.append(
                _Draft(note.block, placed, PassageKind.FOOTNOTE, index, note, index, call.offset)
            )
    lost = Placed((), "", False, None)
    for note in (note for rest in waiting.values() for note in rest):
        drafts.append(_Draft(note.block, lost, PassageKind.FOOTNOTE, len(blocks), note))
    return drafts


def _nearest(notes: Sequence[Note], block: Block) -> Note:
    """Of notes with one number (numbers that begin anew on each page) the one nearest below."""
    region = block.regions[-1][1]
    return min(notes, key=lambda note: abs(note.region - region))


def _kind(block: Block, placed: Placed) -> PassageKind:
    if block.zone is Zone.FURNITURE:
        return PassageKind.FURNITURE
    if block.zone is Zone.ROW:
        return PassageKind.ROW
    return PassageKind.HEADING if placed.heading else PassageKind.PARAGRAPH


def _passages(
    drafts: Sequence[_Draft], report_id: str, printed: dict[int, str]
) -> tuple[Passage, ...]:
    def name(order: int) -> str:
        return f"{report_id[:ID_DIGITS]}:{order}"

    ids = {draft.index: name(order) for order, draft in enumerate(drafts) if draft.note is None}
    passages: list[Passage] = []
    for order, draft in enumerate(drafts):
        block = draft.block
        parent = ids.get(draft.placed.parent) if draft.placed.parent is not None else None
        labels = tuple(printed.get(page, "") for _, page in block.starts)
        caller = ids.get(draft.caller) if draft.caller is not None else None
        passages.append(
            Passage(
                name(order),
                report_id,
                order,
                draft.kind,
                block.text,
                draft.placed.section,
                draft.placed.label if draft.note is None else "",
                block.starts,
                labels if any(labels) else (),
                parent if draft.note is None else caller,
                block.calls,
                (draft.note.number or None) if draft.note else None,
                (caller, draft.offset) if caller else None,
                block.row,
                block.confidence,
            )
        )
    return tuple(passages)


def _metadata(
    parted: Parted, blocks: Sequence[Block], signature: Sequence[Line], file: str
) -> Metadata:
    body = [block.text for block in blocks if block.zone is Zone.BODY]
    return read_metadata(parted.head, parted.title, body, signature, file)
