"""New paragraphs from facts: an indicator with its comparison, a movement with its awards.

Every value is a slot that is filled already, with the line where it stands; a comparison
shows its sum. The wording is in ``prompts/soan-*.txt``.

What this module does not know: which facts are wanted; pages and fonts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from answer.draft import worded
from answer.draft.given import amount_of
from answer.draft.nouns import Block, Draft, Piece, PieceKind, Slot, SlotKind
from answer.wording import wording
from check.cite import cite
from check.evidence import Evidence, Known, tokens
from ingest.report import (
    REACHED,
    Award,
    Citation,
    FigureKind,
    Passage,
    PassageKind,
    Reading,
    Report,
)
from ingest.segments import bracket_at
from ingest.text import canonical, fold_spaces

_FITS = 0.8
_SAME_THING = 0.6
_LEVELS = REACHED | {FigureKind.SHARE}
_MARK = re.compile("\x00(\\d+)\x00")
NO_INDICATOR = "Không thấy chỉ tiêu khớp với “{words}” trong báo cáo năm {year} hoặc năm {last}."
NO_MOVEMENT = "Không thấy khen thưởng của phong trào “{words}” trong báo cáo năm {year}."
NO_REPORT = "Chưa có báo cáo nào để lấy số liệu. Hãy nạp báo cáo trước."


class NoSuchFact(ValueError):
    """The reports do not have what was chosen; the message names it."""


@dataclass
class _Paragraph:
    """A paragraph in the making: slots are numbered in the wording and set in afterwards."""

    order: int
    slots: list[Slot] = field(default_factory=list)

    def slot(self, value: str, origin: Citation | None, *, old: str = "", working: str = "") -> str:
        """Adds a slot and gives the mark that stands for it in the wording."""
        self.slots.append(
            Slot(
                id=f"moi-{self.order:04d}-{len(self.slots) + 1:02d}",
                kind=SlotKind.FIGURE, passage_id=f"moi:{self.order}", start=0, end=0,
                old=old or value, value=value, origin=origin, working=working,
            )
        )  # fmt: skip
        return f"\x00{len(self.slots) - 1}\x00"

    def block(self, text: str) -> Block:
        """The paragraph of a text with marks."""
        pieces: list[Piece] = []
        at = 0
        for part, words in enumerate(_MARK.split(fold_spaces(text))):
            if part % 2:
                shown = self.slots[int(words)]
                size = len(shown.value)
                self.slots[int(words)] = replace(shown, start=at, end=at + size)
                pieces.append(Piece(PieceKind.SLOT, at, at + size, slot=shown.id))
                at += size
            elif words:
                pieces.append(Piece(PieceKind.WORDS, at, at + len(words), words))
                at += len(words)
        whole = "".join(
            piece.text or next(s.value for s in self.slots if s.id == piece.slot)
            for piece in pieces
        )
        passage = Passage(f"moi:{self.order}", "moi", self.order, PassageKind.PARAGRAPH, whole)
        return Block(passage, tuple(pieces))


def facts_draft(
    readings: Sequence[Reading],
    year: int,
    indicators: Sequence[str] = (),
    movements: Sequence[str] = (),
) -> Draft:
    """Paragraphs about ``year`` from chosen indicators and movements.

    Raises:
        NoSuchFact: the reports do not have one of them.
    """
    if not readings:
        raise NoSuchFact(NO_REPORT)
    blocks: list[Block] = []
    slots: dict[str, Slot] = {}
    evidence = Evidence(readings)
    wanted = [(_indicator, words) for words in indicators]
    for make, words in [*wanted, *((_movement, words) for words in movements)]:
        paragraph = _Paragraph(len(blocks) + 1)
        blocks.append(paragraph.block(make(paragraph, words, year, evidence)))
        slots |= {slot.id: slot for slot in paragraph.slots}
    report = Report(id="moi", file="", form="txt", title="", year=year - 1)
    return Draft(report, year, tuple(blocks), slots, sections=(wording_title(year),))


def wording_title(year: int) -> str:
    """How a draft from facts is called."""
    return f"Đoạn mới năm {year}"


# Indicators


def _indicator(paragraph: _Paragraph, words: str, year: int, evidence: Evidence) -> str:
    now = _best(words, year, evidence)
    if now is None:
        raise NoSuchFact(NO_INDICATOR.format(words=words, year=year, last=year - 1))
    return wording(
        "soan-chi-tieu",
        label=_subject(now, words),
        value=paragraph.slot(_plain(now), _cite(now)),
        comparison=_comparison(paragraph, now, words, year, evidence),
    )


def _best(words: str, year: int, evidence: Evidence, like: Known | None = None) -> Known | None:
    """The figure of a year whose words are those asked for, with the fewest others."""
    asked = tokens(words)
    found = []
    for known in evidence.known:
        figure = known.figure
        if figure.kind not in _LEVELS or _year_of(known) != year:
            continue
        if like is not None and canonical(figure.base_unit) != canonical(like.figure.base_unit):
            continue
        label = tokens(figure.label) | (known.near if known.passage.row else frozenset())
        fits = evidence.coverage(asked, label | known.near)
        if fits < _FITS:
            continue
        back = evidence.coverage(tokens(figure.label), asked | known.near & asked)
        planned = "kế hoạch" in figure.column.lower()
        found.append((fits + back - planned - 0.2 * (figure.of is not None), -known.passage.order,
                      -figure.start, known))  # fmt: skip
    return max(found, key=lambda one: one[:3])[3] if found else None


def _year_of(known: Known) -> int | None:
    period = known.figure.period
    return int(period) if period.isdigit() else known.report.year


def _subject(known: Known, words: str) -> str:
    """What is counted, as the report says it, else as it was asked for."""
    label = known.figure.label.rpartition(" – ")[2] or words
    unit = known.figure.base_unit
    if unit and canonical(label).endswith(canonical(unit)):
        label = words  # "Du lịch đón … lượt khách": the verb needs its number
    label = label if len(label.split()) > 1 else words
    return label[:1].upper() + label[1:]


def _plain(known: Known) -> str:
    figure = known.figure
    if known.passage.row is not None and figure.unit and figure.unit not in figure.text:
        joint = "" if figure.unit == "%" else " "
        return f"{figure.text}{joint}{figure.unit}"
    return figure.text


def _cite(known: Known) -> Citation:
    return cite(known.report, known.passage, (known.figure.start, known.figure.end))


def _comparison(
    paragraph: _Paragraph, now: Known, words: str, year: int, evidence: Evidence
) -> str:
    """``, tăng 11,16% so với năm 2024 (9.127 tỷ đồng)``; nothing where last year is unknown."""
    before = _best(words, year - 1, evidence, like=now)
    one = amount_of(_plain(now))
    other = amount_of(_plain(before)) if before else None
    if before is None or one is None or other is None:
        return ""
    points = now.figure.base_unit == "%"
    compared = worded.change(one, other, "tăng 1,00", "điểm phần trăm" if points else "%")
    if compared is None:
        return ""
    return wording(
        "soan-so-sanh",
        change=paragraph.slot(compared.words, None, working=compared.working),
        last=str(year - 1),
        before=paragraph.slot(_plain(before), _cite(before)),
    )


# Movements


def _movement(paragraph: _Paragraph, words: str, year: int, evidence: Evidence) -> str:
    awards = list(_awards_of(words, year, evidence))
    if not awards:
        raise NoSuchFact(NO_MOVEMENT.format(words=words, year=year))
    groups: dict[tuple[bool, str, str], list[tuple[Award, Passage, Report]]] = {}
    for award, passage, report in awards:
        groups.setdefault((award.proposed, award.giver, award.form), []).append(
            (award, passage, report)
        )
    parts = [
        wording(
            "soan-khen-thuong",
            deed="đề nghị " if proposed else "",
            giver=giver or "cấp có thẩm quyền",
            form=form,
            recipients=_listed([_recipient(paragraph, *one) for one in held]),
        )
        for (proposed, giver, form), held in groups.items()
    ]
    name = awards[0][0].movement
    return wording(
        "soan-phong-trao", movement=_named(name), year=str(year), awards="; ".join(parts)
    )


def _awards_of(
    words: str, year: int, evidence: Evidence
) -> Iterator[tuple[Award, Passage, Report]]:
    asked = tokens(words)
    seen: set[tuple[str, str, str, int]] = set()
    for reading in evidence.readings:
        passages = reading.by_id()
        for award in reading.awards:
            period = award.period
            own = int(period) if period.isdigit() else reading.report.year
            held = tokens(award.movement)
            if own != year or not held or period.startswith(("tổng kết", "sơ kết")):
                continue
            if len(asked & held) < _SAME_THING * len(asked):
                continue
            key = (award.giver, award.form, award.recipient, award.count)
            passage = passages[award.passage_id]
            counted = award.count_end > award.count_start
            if counted and key not in seen and not _inner(passage, award):
                seen.add(key)
                yield award, passage, reading.report


def _inner(passage: Passage, award: Award) -> bool:
    """``26 tập thể (có 08 doanh nghiệp)``: those in the bracket are counted already."""
    bracket = bracket_at(passage.text, award.count_start)
    return bracket is not None and award.start < bracket[0]


def _recipient(paragraph: _Paragraph, award: Award, passage: Passage, report: Report) -> str:
    span = (award.count_start, award.count_end)
    value = passage.text[award.count_start : award.count_end]
    named = canonical(value).endswith(canonical(award.recipient))
    return paragraph.slot(
        value if named else f"{value} {award.recipient}", cite(report, passage, span)
    )


def _listed(items: Sequence[str]) -> str:
    return " và ".join((", ".join(items[:-1]), items[-1])) if len(items) > 1 else items[0]


def _named(movement: str) -> str:
    """The movement's name, quoted once; digits in it would be no figure of ours."""
    quoted = re.search(r"[“\"]([^“”\"]+)[”\"]", movement)
    plain = re.sub(r"^[Pp]hong trào(?: thi đua)? ?", "", movement).strip('“”" ')
    return f"“{quoted[1] if quoted else plain}”"
