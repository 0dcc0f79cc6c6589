"""From a report to next year's draft: passages taken apart into standing wording and slots.

What this module does not know: what is last year's (``marks.py``, ``occasions.py``), how a
draft is filled or laid out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from answer.draft.aged import cautions_of
from answer.draft.marks import (
    Mark,
    Marks,
    mark_cells,
    mark_dates,
    mark_documents,
    mark_labels,
    mark_numbers,
    mark_ordinals,
    mark_quoted,
    mark_rest,
    numbers_in,
)
from answer.draft.nouns import (
    Block,
    Draft,
    Offer,
    Piece,
    PieceKind,
    Relation,
    Slot,
    SlotKind,
)
from answer.draft.numbered_names import mark_jubilees, mark_mottos, mark_numbered_names
from answer.draft.occasions import (
    mark_absences,
    mark_events,
    mark_examples,
    mark_lists,
    mark_persons,
    mark_places,
)
from answer.draft.relations import (
    Tie,
    mark_changes,
    mark_outcomes,
    row_ties,
    shares_of,
)
from answer.draft.sections import Section, passages_of
from check.cite import cite
from ingest.numbers import QUANTITIES
from ingest.report import Citation, Figure, Passage, PassageKind, Person, Reading, Report
from ingest.text import canonical

NEXT_STEP = "Bước tiếp theo thường gặp; hãy xác nhận."


def draft_of(
    reading: Reading,
    year: int,
    sections: Sequence[Section] = (),
    kept_texts: Mapping[str, str] | None = None,
) -> Draft:
    """The draft of a report, or of some of its sections, for ``year``.

    kept_texts: the text of every passage as the index keeps it, by id; a source is given
    only where its quoted line stands there. Without it the reading's own texts are taken.
    """
    texts = kept_texts or {passage.id: passage.text for passage in reading.passages}
    builder = _Builder(reading, year, texts)
    chosen = passages_of(reading, sections)
    blocks = builder.blocks(chosen)
    held = {block.passage.id for block in _flat(blocks)}
    passages = [passage for passage in reading.passages if passage.id in held]
    return Draft(
        report=reading.report,
        year=year,
        blocks=tuple(blocks),
        slots=builder.slots,
        cautions=tuple(cautions_of(reading.report, passages, year)),
        sections=tuple(section.path for section in sections),
        kept=tuple(builder.kept),
        named=tuple(builder.named),
    )


def _flat(blocks: Sequence[Block]) -> list[Block]:
    return [one for block in blocks for one in (block, *(note for _, note in block.notes))]


class _Builder:
    """Takes passages apart, one after another."""

    def __init__(self, reading: Reading, year: int, texts: Mapping[str, str]) -> None:
        self.reading = reading
        self.report = reading.report
        self.last = reading.report.year or year - 1
        self.shift = year - self.last
        self.texts = texts
        self.slots: dict[str, Slot] = {}
        self.kept: list[tuple[str, str]] = []
        self.named: list[tuple[str, str]] = []
        self.figures: dict[str, list[Figure]] = defaultdict(list)
        for figure in reading.figures:
            self.figures[figure.passage_id].append(figure)
        self.persons: dict[str, list[Person]] = defaultdict(list)
        for person in reading.persons:
            self.persons[person.passage_id].append(person)

    def blocks(self, passages: Sequence[Passage]) -> list[Block]:
        """The body's blocks in order, each with its notes."""
        notes: dict[str, list[tuple[int, Passage]]] = defaultdict(list)
        there = {passage.id for passage in passages}
        last = ""
        for passage in self.reading.passages:
            if passage.kind is not PassageKind.FOOTNOTE:
                last = passage.id if passage.id in there else ""
                continue
            called = passage.called_by
            if called and called[0] in there:
                notes[called[0]].append((called[1], passage))
            elif called is None and last and passage.id in there:
                notes[last].append((10**9, passage))
        return [
            self._block(passage, notes[passage.id])
            for passage in passages
            if passage.kind is not PassageKind.FOOTNOTE
        ]

    def _block(self, passage: Passage, notes: Sequence[tuple[int, Passage]]) -> Block:
        block = Block(passage, self._pieces(passage))
        inner = tuple(
            (min(offset, len(passage.text)), self._block(note, ()))
            for offset, note in sorted(notes, key=lambda one: (one[0], one[1].order))
        )
        return replace(block, notes=inner)

    def _pieces(self, passage: Passage) -> tuple[Piece, ...]:
        marks, ties = self.marked(passage)
        names = {
            mark.start: self._slot_id(passage, order)
            for order, mark in enumerate(marks, 1)
            if mark.kind is PieceKind.SLOT
        }
        relations = _relations(ties, names)
        pieces: list[Piece] = []
        position = 0
        for mark in marks:
            if position < mark.start:
                words = passage.text[position : mark.start]
                pieces.append(Piece(PieceKind.WORDS, position, mark.start, words))
            pieces.append(self._piece(passage, mark, names.get(mark.start, ""), relations))
            position = mark.end
        if position < len(passage.text):
            words = passage.text[position:]
            pieces.append(Piece(PieceKind.WORDS, position, len(passage.text), words))
        return tuple(pieces)

    def _piece(
        self, passage: Passage, mark: Mark, slot_id: str, relations: Mapping[str, Relation]
    ) -> Piece:
        if mark.kind is PieceKind.SLOT:
            self.slots[slot_id] = self._slot(passage, mark, slot_id, relations.get(slot_id))
            return Piece(PieceKind.SLOT, mark.start, mark.end, slot=slot_id)
        if mark.kind is PieceKind.KEPT:
            self.kept.append((mark.hint, passage.path()))
        elif mark.kind is PieceKind.NAMED:
            self.named.append((mark.hint, passage.path()))
        return Piece(mark.kind, mark.start, mark.end, mark.text)

    def marked(self, passage: Passage) -> tuple[list[Mark], list[Tie]]:
        """All marks of a passage in order, and how its slots follow from each other."""
        marks = Marks(passage, self.last, self.shift)
        figures = sorted(self.figures[passage.id], key=lambda one: one.start)
        numbers, dates = numbers_in(marks)
        quantities = [number for number in numbers if number.type in QUANTITIES]
        free = [
            date
            for date in dates
            if not any(q.start < date.end and date.start < q.end for q in quantities)
        ]
        mark_labels(marks, numbers)
        mark_documents(marks)
        mark_persons(marks, self.persons[passage.id])
        self._mark_signer(marks)
        mark_examples(marks, numbers)
        mark_events(marks, free)
        mark_lists(marks, numbers)
        mark_places(marks, quantities)
        mark_absences(marks)
        mark_cells(marks, figures)
        mark_mottos(marks)
        mark_quoted(marks)
        mark_ordinals(marks)
        mark_dates(marks, free)
        ties: list[Tie] = []
        if passage.row is None:
            ties = [*mark_changes(marks, figures), *mark_outcomes(marks, figures)]
            ties += shares_of(marks, figures)
        else:
            ties = row_ties(passage, figures)
        mark_jubilees(marks)
        mark_numbered_names(marks, numbers)
        mark_numbers(marks, numbers, figures)
        mark_rest(marks)
        return marks.sorted(), ties

    def _mark_signer(self, marks: Marks) -> None:
        """The name under last year's signature."""
        name = self.report.signer
        at = marks.text.rfind(name) if name else -1
        if marks.passage.kind is PassageKind.FURNITURE and at >= 0:
            marks.slot(at, at + len(name), SlotKind.PERSON)

    def _slot_id(self, passage: Passage, order: int) -> str:
        return f"{self.report.id[:6]}-{passage.order:04d}-{order:02d}"

    def _slot(self, passage: Passage, mark: Mark, slot_id: str, tie: Relation | None) -> Slot:
        assert mark.slot is not None
        old = passage.text[mark.start : mark.end]
        figure = mark.figure
        offers = (Offer(mark.hint, NEXT_STEP),) if mark.hint else ()
        return Slot(
            id=slot_id,
            kind=mark.slot,
            passage_id=passage.id,
            start=mark.start,
            end=mark.end,
            old=old,
            unit=_unit(passage, mark),
            label=figure.label if figure else "",
            figure=figure,
            source=verified(self.report, passage, mark, self.texts),
            relation=tie,
            offers=offers,
        )


def _unit(passage: Passage, mark: Mark) -> str:
    """What follows the number, as printed: ``căn``, ``%``, ``tỷ đồng``."""
    figure = mark.figure
    if figure is None or passage.row is not None:
        return ""
    words = passage.text[max(mark.start, figure.end - len(figure.unit)) : figure.end]
    return words if canonical(words) == canonical(figure.unit) else figure.unit


def _relations(ties: Sequence[Tie], names: Mapping[int, str]) -> dict[str, Relation]:
    """Ties by slot ids; a tie to something that is no slot of its own is none."""
    found: dict[str, Relation] = {}
    for tie in ties:
        own, of = names.get(tie.start), names.get(tie.of)
        whole = names.get(tie.whole, "") if tie.whole >= 0 else ""
        if own and of and own != of and own not in found and (tie.whole < 0 or whole):
            found[own] = Relation(tie.kind, of, whole, tie.signed)
    return found


def verified(
    report: Report, passage: Passage, mark: Mark, texts: Mapping[str, str]
) -> Citation | None:
    """The citation of a slot's old value, only if its line stands in the kept text."""
    citation = cite(report, passage, (mark.start, mark.end))
    if mark.slot is None or not stands(citation, texts):
        return None
    held = citation.start <= mark.start and mark.end <= citation.end
    return citation if held else None


def stands(citation: Citation, texts: Mapping[str, str]) -> bool:
    """Whether the quoted line stands, to the letter, where the citation says."""
    kept = texts.get(citation.passage_id)
    if kept is None or not citation.quote:
        return False
    return kept[citation.start : citation.end] == citation.quote
