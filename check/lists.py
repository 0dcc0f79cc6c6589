"""Totals of a lead-in against the bullets below it: "992 trường hợp, gồm:" and its list.

For every figure of the lead-in, the figures of the same unit in the bullets are added up.
What this module does not know: totals and parts inside one statement (``check/parts.py``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from check.discrepancy import Check, CheckKind, Severity
from check.placed import Placed, Stretch, is_amount, same_unit
from check.sums import adds_up, greater_part, one_slip_off, right_sum, wrong_sum
from ingest.clauses import sentences
from ingest.report import Figure, Passage, PassageKind
from ingest.vocabulary import Pattern

_SOME = Pattern(r"(?<![^\W_])(?:trong đó|riêng|chủ yếu|điển hình|nổi bật|tiêu biểu)(?![^\W_])")
_PAIR = 2
_TELLING = 20  # below it, almost any difference is one digit


def check_lists(passages: Sequence[Passage], stretches: Mapping[str, Stretch]) -> list[Check]:
    """Every lead-in with a list, in reading order."""
    body = [one for one in passages if one.kind not in {PassageKind.FOOTNOTE, PassageKind.ROW}]
    found: list[Check] = []
    for order, lead in enumerate(body):
        if lead.text.rstrip().endswith(":"):
            bullets = _bullets(body[order + 1 :])
            if len(bullets) >= _PAIR:
                lists = [stretches[bullet.id] for bullet in bullets]
                found += _compare(stretches[lead.id], lists)
    return found


def _bullets(following: Sequence[Passage]) -> list[Passage]:
    """The passages of the list that begins here: one kind of label, one section."""
    found: list[Passage] = []
    for passage in following:
        if not passage.label or passage.kind is PassageKind.HEADING:
            break
        if found and _mark(passage.label) != _mark(found[0].label):
            break
        found.append(passage)
    return found


def _mark(label: str) -> str:
    return re.sub(r"[^\W_]+", "1", label)


def _compare(lead: Stretch, bullets: Sequence[Stretch]) -> list[Check]:
    begin = sentences(lead.text)[-1].start
    wholes = [one for one in lead.figures if one.start >= begin and _can_be_whole(one)]
    if not wholes or any(len(bullet.figures) == 0 for bullet in bullets):
        return []
    units = [one.figure.base_unit for one in wholes]
    if len(units) != len(set(units)):
        return []
    found = []
    for whole in wholes:
        check = _one_unit(lead, whole.figure, bullets)
        if check:
            found.append(check)
    return found


def _can_be_whole(one: Placed) -> bool:
    return is_amount(one.figure) and bool(one.figure.base_unit) and not one.figure.approx


def _one_unit(lead: Stretch, whole: Figure, bullets: Sequence[Stretch]) -> Check | None:
    every = [_of_unit(bullet, whole) for bullet in bullets]
    parts = [figure for figures in every for figure in figures]
    first = [figures[0] for figures in every if figures]
    if not parts:
        return None
    spots = tuple(
        bullet.spot(figure)
        for bullet, figures in zip(bullets, every, strict=True)
        for figure in figures
    )
    own = lead.spot(whole)
    for guess in (parts, first):
        if len(guess) > 1 and adds_up(whole, guess):
            return right_sum(CheckKind.LIST_TOTAL, (own, *spots), whole, guess)
    if len(parts) == 1:
        if parts[0].amount <= whole.amount:
            return None
        return replace(greater_part(spots[0], own, parts[0], whole), severity=Severity.CERTAIN)
    added = sum(figure.amount for figure in parts)
    slip = one_slip_off(whole, parts)
    if not (slip or whole.amount / _PAIR <= added <= whole.amount * _PAIR):
        return None
    if len(parts) != len(first) and not (slip and whole.value >= _TELLING):
        return None
    complete = sum(1 for figures in every if figures) >= _PAIR
    return wrong_sum(CheckKind.LIST_TOTAL, (own, *spots), whole, parts) if complete else None


def _of_unit(bullet: Stretch, whole: Figure) -> list[Figure]:
    """The figures of a bullet that count towards a total: outside brackets, not "trong đó"."""
    cut = _SOME.search(bullet.line)
    limit = cut.start() if cut else len(bullet.text)
    return [
        one.figure
        for one in bullet.figures
        if one.depth == 0
        and one.start < limit
        and is_amount(one.figure)
        and same_unit(one.figure, whole)
    ]
