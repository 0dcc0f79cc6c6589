"""The nouns of drafting: a draft is made of pieces, and what is not standing wording is a slot.

A piece is a stretch of a passage of last year's report: words that stay, a year that was
moved on, a label, a citation that stays because the law does, or a slot. A slot shows last
year's value with its source and waits for this year's. Offsets count characters of the
passage's text, as everywhere.

What this module does not know: how a passage is taken apart, filled or laid out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.report import Citation, Figure, Passage, PassageKind, Report


class SlotKind(StrEnum):
    """What a slot asks for."""

    FIGURE = "figure"
    CHANGE = "change"  # tăng/giảm so với …: computed where both sides are known
    OUTCOME = "outcome"  # đạt, vượt, không đạt kế hoạch
    DATE = "date"
    DOCUMENT = "document"
    PERSON = "person"
    LIST = "list"  # names that were last year's
    EVENT = "event"
    PERIOD = "period"
    YEAR = "year"
    ORDINAL = "ordinal"
    NAME = "name"  # a number inside a name


KIND_NAMES = {
    SlotKind.FIGURE: "số liệu",
    SlotKind.CHANGE: "so sánh",
    SlotKind.OUTCOME: "kết quả so với kế hoạch",
    SlotKind.DATE: "ngày",
    SlotKind.DOCUMENT: "văn bản",
    SlotKind.PERSON: "họ tên",
    SlotKind.LIST: "danh sách",
    SlotKind.EVENT: "sự việc",
    SlotKind.PERIOD: "giai đoạn",
    SlotKind.YEAR: "năm",
    SlotKind.ORDINAL: "lần thứ",
    SlotKind.NAME: "tên gọi có số",
}


class RelationKind(StrEnum):
    """How a slot follows from others."""

    CHANGE = "change"  # this year against last year's printed value
    BASE = "base"  # last year's value, printed beside the change
    SHARE = "share"  # a part of a whole, in percent
    OF_PLAN = "of_plan"  # đạt … % kế hoạch
    OVER_PLAN = "over_plan"  # vượt … % kế hoạch
    PLAN_GAP = "plan_gap"  # cao hơn kế hoạch …
    OUTCOME = "outcome"  # đạt, vượt, không đạt


@dataclass(frozen=True, slots=True)
class Relation:
    """of: the slot that is compared; whole: the slot that it is a share of (or the plan)."""

    kind: RelationKind
    of: str
    whole: str = ""
    signed: bool = True  # the slot holds the word "tăng" or "giảm" too


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that the person may accept: from a report of the new year, or a next step.

    source: where it stands; None for what only follows from counting on (2026-2030).
    """

    value: str
    why: str
    source: Citation | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of the draft that this year must fill.

    id: stable for one report's bytes, so that a filled sheet finds its way back.
    old: what last year's report prints there; unit: what follows the number ("căn", "%").
    source: the line with the old value, None where it could not be verified.
    value: this year's words, "" while nobody gave any; working: the sum behind it;
    plan: this year's plan for the figure, if it was given; origin: where the value stands.
    """

    id: str
    kind: SlotKind
    passage_id: str
    start: int
    end: int
    old: str
    unit: str = ""
    label: str = ""
    figure: Figure | None = None
    source: Citation | None = None
    relation: Relation | None = None
    offers: tuple[Offer, ...] = ()
    value: str = ""
    plan: str = ""
    working: str = ""
    origin: Citation | None = None
    dropped: bool = False

    @property
    def filled(self) -> bool:
        """Whether this year's words are known."""
        return bool(self.value) or self.dropped


class PieceKind(StrEnum):
    """What a stretch of the draft is."""

    WORDS = "words"
    MOVED = "moved"  # a year of last year's text, moved on
    LABEL = "label"  # "1.", "(2)", "Bảng 1"
    KEPT = "kept"  # the citation of a law that stays in force
    NAMED = "named"  # the number of a lasting name: "Quốc lộ 91"
    SLOT = "slot"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage; text: as the draft prints it; slot: the id, for slots."""

    kind: PieceKind
    start: int
    end: int
    text: str = ""
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One passage of the draft with the notes that it calls, each with its offset."""

    passage: Passage
    pieces: tuple[Piece, ...]
    notes: tuple[tuple[int, Block], ...] = ()

    @property
    def kind(self) -> PassageKind:
        """What the passage is."""
        return self.passage.kind


@dataclass(frozen=True, slots=True)
class Caution:
    """Wording that may have aged: where, which words, and why a person must look."""

    passage_id: str
    start: int
    end: int
    words: str
    why: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Next year's text made from a report.

    sections: what was asked for, as printed paths; empty for the whole report.
    """

    report: Report
    year: int
    blocks: tuple[Block, ...]
    slots: Mapping[str, Slot]
    cautions: tuple[Caution, ...] = ()
    sections: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = field(default=())  # citation, section
    named: tuple[tuple[str, str], ...] = field(default=())  # name with its number, section

    @property
    def last_year(self) -> int:
        """The year that the report is about."""
        return self.report.year or self.year - 1

    def all_blocks(self) -> Iterator[Block]:
        """The blocks in order, every note behind the block that calls it."""
        for block in self.blocks:
            yield block
            yield from (note for _, note in block.notes)
