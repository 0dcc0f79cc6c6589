"""A draft filled: given values into their slots, then what follows from them computed.

What is computed shows its sum; a value given by hand that its own sum contradicts is kept
and flagged. Nothing that a person gave is lost: what could not be read is reported.

What this module does not know: sheets, the reports (``offers.py``), the audit of the whole
text (``review.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from answer.draft import worded
from answer.draft.given import (
    DROP,
    KEEP,
    TAKE,
    Amount,
    NotUnderstood,
    amount_of,
    words_given,
)
from answer.draft.nouns import Draft, RelationKind, Slot
from ingest.report import Citation
from ingest.text import canonical, fold_spaces

UNKNOWN = "Mã “{id}” không có trong bản nháp này (bảng của báo cáo khác hoặc mục khác)."
NO_OFFER = "Ô này không có gợi ý để nhận."
NO_PLAN_NUMBER = "Kế hoạch: {why}"
_CONTRADICTED = "Tính được {computed} ({working}), nhưng ô ghi “{given}”."


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person gave for a slot: the value, and this year's plan for it."""

    value: str = ""
    plan: str = ""


@dataclass(frozen=True, slots=True)
class FillProblem:
    """Something that needs a look: the slot, and why."""

    slot: str
    why: str


@dataclass(frozen=True, slots=True)
class Filled:
    """The draft with what could be filled, and what could not."""

    draft: Draft
    problems: tuple[FillProblem, ...] = ()


def fill(draft: Draft, entries: Mapping[str, Entry]) -> Filled:
    """Fills a draft; unknown ids and unreadable values become problems."""
    slots = dict(draft.slots)
    problems: list[FillProblem] = []
    for key, entry in entries.items():
        if not (entry.value.strip() or entry.plan.strip()):
            continue
        slot = slots.get(key)
        if slot is None:
            problems.append(FillProblem(key, UNKNOWN.format(id=key)))
            continue
        slots[key], found = _given(slot, entry)
        problems += found
    computed, contradicted = _computed(slots)
    return Filled(replace(draft, slots=computed), (*problems, *contradicted))


def _given(slot: Slot, entry: Entry) -> tuple[Slot, list[FillProblem]]:
    problems: list[FillProblem] = []
    value = fold_spaces(entry.value)
    if value:
        try:
            slot = _with_value(slot, value)
        except NotUnderstood as error:
            problems.append(FillProblem(slot.id, str(error)))
    if plan := fold_spaces(entry.plan):
        try:
            slot = replace(slot, plan=words_given(replace(slot, offers=()), plan))
        except NotUnderstood as error:
            problems.append(FillProblem(slot.id, NO_PLAN_NUMBER.format(why=error)))
    return slot, problems


def _with_value(slot: Slot, value: str) -> Slot:
    word = canonical(value)
    if word == canonical(DROP):
        return replace(slot, dropped=True)
    if word == canonical(KEEP):
        return replace(slot, value=slot.old, origin=slot.source)
    if word == canonical(TAKE):
        if not slot.offers:
            raise NotUnderstood(NO_OFFER)
        offer = slot.offers[0]
        return replace(slot, value=offer.value, origin=offer.source)
    return replace(slot, value=words_given(slot, value), origin=_origin(slot, value))


def _origin(slot: Slot, value: str) -> Citation | None:
    """A value typed as an offer has it keeps the offer's source."""
    for offer in slot.offers:
        if canonical(fold_spaces(offer.value)) == canonical(value):
            return offer.source
    return None


def _computed(slots: Mapping[str, Slot]) -> tuple[dict[str, Slot], list[FillProblem]]:
    """Slots that follow from others, until nothing more follows."""
    done = dict(slots)
    problems: list[FillProblem] = []
    changed = True
    while changed:
        changed = False
        for key, slot in done.items():
            if slot.filled or slot.relation is None:
                continue
            result = _follow(slot, done)
            if result is not None:
                done[key] = result
                changed = True
    for slot in slots.values():
        if slot.relation is not None and slot.value and slot.value != slot.old:
            problems += _against(slot, done)
    return done, problems


def _follow(slot: Slot, slots: Mapping[str, Slot]) -> Slot | None:
    relation = slot.relation
    assert relation is not None
    of = slots[relation.of]
    if relation.kind is RelationKind.BASE:
        return replace(slot, value=of.old, origin=of.source) if of.value else None
    found = _worded(slot, slots)
    if found is None:
        return None
    words = found.words if "%" in slot.old or slot.unit else found.words.removesuffix("%")
    return replace(slot, value=words, working=found.working)


def _worded(slot: Slot, slots: Mapping[str, Slot]) -> worded.Worded | None:
    relation = slot.relation
    assert relation is not None
    of = slots[relation.of]
    now = amount_of(of.value) if of.value else None
    if now is None:
        return None
    kind = relation.kind
    if kind is RelationKind.CHANGE:
        base = amount_of(of.old)
        if base is None:
            return None
        return worded.change(now, base, slot.old, slot.unit, signed=relation.signed)
    if kind is RelationKind.SHARE:
        whole = _amount(slots, relation.whole)
        return None if relation.whole and whole is None else worded.share(now, whole, slot.old)
    plan = amount_of(of.plan) if of.plan else None
    if plan is None:
        return None
    if kind is RelationKind.OF_PLAN:
        return worded.share(now, plan, slot.old)
    if kind is RelationKind.OVER_PLAN:
        return worded.over_plan(now, plan, slot.old)
    if kind is RelationKind.PLAN_GAP:
        return worded.plan_gap(now, plan, slot.old, slot.unit)
    return worded.outcome(now, plan, slot.old, of.label)


def _amount(slots: Mapping[str, Slot], key: str) -> Amount | None:
    slot = slots.get(key)
    return amount_of(slot.value) if slot is not None and slot.value else None


def _against(slot: Slot, slots: Mapping[str, Slot]) -> list[FillProblem]:
    """A value given by hand against its own sum."""
    if slot.relation is not None and slot.relation.kind is RelationKind.BASE:
        return []
    found = _worded(slot, slots)
    if found is None or _alike(found.words, slot.value):
        return []
    why = _CONTRADICTED.format(computed=found.words, working=found.working, given=slot.value)
    return [FillProblem(slot.id, why)]


def _alike(computed: str, given: str) -> bool:
    """The same words, or the same number rounded more coarsely."""
    if canonical(computed) == canonical(given):
        return True
    one, other = amount_of(computed), amount_of(given)
    if one is None or other is None or canonical(computed)[:4] != canonical(given)[:4]:
        return one is not None and other is not None and _rounds(one, other) and given[:1].isdigit()
    return _rounds(one, other)


def _rounds(exact: Amount, given: Amount) -> bool:
    places = min(exact.decimals, given.decimals)
    return round(exact.value, places) == round(given.value, places)
