"""Values that a report of the new year offers for the slots of a draft.

A figure is offered where the new report states the same thing in the same unit, about the
same place, movement and form of award, clearly better than any other of its figures. It is
offered with its citation; the person accepts it. A slot without a match gets none.

What this module does not know: filling (``fill.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from answer.draft.nouns import Block, Draft, Offer, Slot, SlotKind
from check.cite import cite
from check.evidence import Evidence, Known, tokens
from ingest.report import Award, Citation, Figure, FigureKind, Passage, Reading
from ingest.segments import bracket_at, segment_at, sentence_at
from ingest.text import canonical
from ingest.vocabulary import Pattern, keyed

_ENOUGH = 0.55
_AHEAD = 0.08
_SAME_MOVEMENT = 0.6
_OTHER_PLACE = 0.12  # what stood in the body is seldom a note's figure next year
_COMPARED = Pattern(r"(?:so với|so|bằng|lần) (?:cùng kì )?(?:năm )?(?:trước|(?:19|20)\d\d) ?\(?$")
WHY = "Báo cáo mới có số liệu cùng nội dung; hãy đối chiếu rồi nhận."


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A slot with the words that say what it is."""

    slot: Slot
    figure: Figure
    near: frozenset[str]
    wide: frozenset[str]
    path: frozenset[str]
    award: Award | None
    in_body: bool


def with_offers(draft: Draft, readings: Sequence[Reading], source: Reading) -> Draft:
    """The draft with what the reports of its year offer; source: the report it is made from."""
    newer = [
        reading
        for reading in readings
        if reading.report.year == draft.year and reading.report.id != draft.report.id
    ]
    if not newer:
        return draft
    evidence = Evidence(newer)
    found = dict(_offers(draft, evidence, source))
    slots = {
        key: replace(slot, offers=(found[key], *slot.offers)) if key in found else slot
        for key, slot in draft.slots.items()
    }
    return replace(draft, slots=slots)


def _offers(draft: Draft, evidence: Evidence, source: Reading) -> Iterable[tuple[str, Offer]]:
    awards = {(award.passage_id, award.count_start): award for award in source.awards}
    best: dict[tuple[str, int], tuple[float, str, Known]] = {}
    for block in draft.all_blocks():
        for piece in block.pieces:
            slot = draft.slots.get(piece.slot)
            wanted = _wanted(slot, block, source, awards) if slot else None
            match = _match(wanted, evidence) if wanted else None
            if match is None or slot is None:
                continue
            score, known = match
            place = (known.passage.id, known.figure.start)
            # One figure of the new report answers one slot: the one that it fits best.
            if place not in best or best[place][0] < score:
                best[place] = (score, slot.id, known)
    for _, key, known in best.values():
        yield key, _offer(draft.slots[key], known)


def _wanted(
    slot: Slot, block: Block, source: Reading, awards: Mapping[tuple[str, int], Award]
) -> _Wanted | None:
    figure = slot.figure
    if slot.kind is not SlotKind.FIGURE or figure is None or slot.relation is not None:
        return None
    passage = block.passage
    text = passage.text
    digit = next((i for i in range(figure.start, figure.end) if text[i].isdigit()), figure.start)
    if passage.row is not None:
        near = wide = f"{passage.row.label} {figure.column} {passage.row.title}"
    else:
        near = f"{text[slice(*segment_at(text, figure.start))]} . {figure.label}"
        wide = f"{text[slice(*sentence_at(text, figure.start))]} . {figure.label}"
    return _Wanted(
        slot,
        figure,
        tokens(near),
        tokens(f"{wide} . {_caller(passage, source)}"),
        tokens(_path(passage)),
        awards.get((passage.id, digit)),
        passage.note is None,
    )


def _path(passage: Passage) -> str:
    return " . ".join(step.title for step in passage.section[-2:])


def _caller(passage: Passage, source: Reading) -> str:
    if passage.called_by is None:
        return ""
    caller = source.by_id().get(passage.called_by[0])
    return caller.text[slice(*sentence_at(caller.text, passage.called_by[1]))] if caller else ""


def _match(wanted: _Wanted, evidence: Evidence) -> tuple[float, Known] | None:
    """The figure of the new report that fits clearly best."""
    ranked = sorted(
        ((_score(wanted, known, evidence), known) for known in _able(wanted, evidence)),
        key=lambda one: -one[0],
    )
    if not ranked or ranked[0][0] < _ENOUGH:
        return None
    value = ranked[0][1].figure.amount
    rival = next((score for score, known in ranked[1:] if known.figure.amount != value), 0.0)
    return ranked[0] if ranked[0][0] >= rival + _AHEAD else None


def _able(wanted: _Wanted, evidence: Evidence) -> Iterable[Known]:
    figure = wanted.figure
    for known in evidence.by_unit[canonical(figure.base_unit)]:
        other = known.figure
        if (other.of is None) != (figure.of is None) or _kind(other) != _kind(figure):
            continue
        in_table = known.passage.row is not None
        if in_table != (figure.column != ""):
            continue
        if known.report.year is not None and not _own_year(known):
            continue
        if _other_award(wanted.award, known.award) or _is_base(known):
            continue
        yield known


def _is_base(known: Known) -> bool:
    """``so với năm 2024 (9.127 tỷ đồng)``: what the new report compares with is no value of it."""
    bracket = bracket_at(known.passage.text, known.figure.start)
    if bracket is None:
        return False
    before = keyed(known.passage.text[max(0, bracket[0] - 40) : bracket[0]])
    return _COMPARED.search(before) is not None


def _kind(figure: Figure) -> FigureKind:
    return FigureKind.ACTUAL if figure.kind is FigureKind.ESTIMATE else figure.kind


def _own_year(known: Known) -> bool:
    """Whether the figure is of the report's own year, or of no year that is told."""
    period = known.figure.period
    planned = known.figure.kind is FigureKind.PLAN
    return planned or not period.isdigit() or period == str(known.report.year)


def _other_award(one: Award | None, other: Award | None) -> bool:
    if (one is None) != (other is None):
        return True
    if one is None or other is None:
        return False
    same = canonical(one.form) == canonical(other.form) and one.proposed == other.proposed
    recipients = canonical(one.recipient) == canonical(other.recipient)
    return not (same and recipients and _same_movement(one.movement, other.movement))


def _same_movement(one: str, other: str) -> bool:
    """Whether two names are of one movement; an award outside of all goes with its like only."""
    if not one or not other:
        return one == other
    return _overlap(tokens(one), tokens(other)) >= _SAME_MOVEMENT


def _score(wanted: _Wanted, known: Known, evidence: Evidence) -> float:
    """How well the words fit both ways: those of the slot there, those of the figure here."""
    there = evidence.coverage(wanted.near, known.wide | known.near)
    back = evidence.coverage(known.near, wanted.wide | wanted.near)
    around = evidence.coverage(wanted.wide, known.wide)
    path = tokens(_path(known.passage))
    place = _overlap(wanted.path, path) if wanted.path and path else 0.5
    moved = (known.passage.note is None) != wanted.in_body
    return 0.4 * there + 0.25 * back + 0.15 * around + 0.2 * place - _OTHER_PLACE * moved


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _offer(slot: Slot, known: Known) -> Offer:
    span = (known.figure.start, known.figure.end)
    source: Citation = cite(known.report, known.passage, span)
    return Offer(_words(slot, known), WHY, source)


def _words(slot: Slot, known: Known) -> str:
    """The new figure as printed, without words that stay in front of the slot."""
    text = known.figure.text
    for word in ("ước đạt ", "ước tính ", "ước ", "dự kiến ", "ít nhất ", "tối thiểu "):
        text = text.removeprefix(word)
    return text


def accept_all(draft: Draft) -> dict[str, str]:
    """Every offer that stands in a report, by slot id; for measuring, not for people."""
    return {
        key: slot.offers[0].value
        for key, slot in draft.slots.items()
        if slot.offers and slot.offers[0].source is not None
    }
