"""A claimed figure that no report prints, but that reported figures give: a total or a change.

The sum is written out and worked again (``check/arithmetic.py``) before it counts.

What this module does not know: figures that a report prints itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from check.arithmetic import BrokenSum, replay, rounded
from check.claims import Claim
from check.evidence import Evidence, Known
from check.labels import content, likeness
from check.placed import is_amount, term
from check.shares import decimals_of
from check.sums import sum_line
from check.verdict import Found, Outcome
from ingest.numerals import number_text
from ingest.report import Figure, FigureKind
from ingest.text import canonical
from ingest.vocabulary import Pattern, keyed

_FITS = 0.34
_RIVALS = 12
_LIKE = 0.5
_HUNDRED = 100
_BASE = Pattern(r"so (?:với )?(?:cùng kì )?(?:năm )?((?:19|20)\d\d|trước)")
Ranked = Sequence[tuple[float, Known]]


def worked_out(claim: Claim, ranked: Ranked, evidence: Evidence) -> Found | None:
    """The claim as a sum of reported parts or a change between two reported years."""
    assert claim.figure is not None
    figure = claim.figure
    if figure.kind is FigureKind.CHANGE:
        return _change(claim, figure, evidence)
    if figure.base_unit in {"%", "điểm phần trăm"} or figure.of is not None:
        return None
    return _named_total(claim, figure, evidence) or _total(claim, figure, ranked, evidence)


def _named_total(claim: Claim, figure: Figure, evidence: Evidence) -> Found | None:
    """``Bến Sậy và Lạc Thành … tổng cộng 233 căn``: the figures of the places that are named."""
    sentence = canonical(claim.sentence_text())
    by_passage: dict[str, list[Known]] = defaultdict(list)
    for known in evidence.by_unit[canonical(figure.base_unit)]:
        if known.name and known.name in sentence and is_amount(known.figure):
            by_passage[known.passage.id].append(known)
    for parts in by_passage.values():
        names = [one.name for one in parts]
        period = {one.figure.period for one in parts} | {figure.period}
        if len(names) > 1 and len(set(names)) == len(names) and len(period - {""}) <= 1:
            found = _sum(figure, parts)
            if found:
                return found
    return None


def _total(claim: Claim, figure: Figure, ranked: Ranked, evidence: Evidence) -> Found | None:
    """Figures of one passage and unit, one behind the other, that add up to the claim."""
    for score, fact in ranked[:_RIVALS]:
        if score < _FITS:
            return None
        parts = [
            known
            for known in evidence.by_unit[canonical(fact.figure.base_unit)]
            if known.passage.id == fact.passage.id and is_amount(known.figure)
        ]
        for begin in range(len(parts)):
            for end in range(begin + 2, len(parts) + 1):
                chosen = parts[begin:end]
                if not _singled_out(claim, chosen) and (found := _sum(figure, chosen)):
                    return found
    return None


def _singled_out(claim: Claim, chosen: Sequence[Known]) -> bool:
    """Whether the claim names some of the parts: then it is not about their total."""
    sentence = canonical(claim.sentence_text())
    named = [one.name in sentence for one in chosen if one.name]
    return any(named) and not all(named)


def _sum(figure: Figure, chosen: Sequence[Known]) -> Found | None:
    total = sum(one.figure.amount for one in chosen)
    if total != figure.amount:
        return None
    whole = replace(figure, value=total / figure.factor, approx="")
    return _shown(sum_line([one.figure for one in chosen], whole), chosen, "Cộng từ báo cáo")


def _change(claim: Claim, figure: Figure, evidence: Evidence) -> Found | None:
    """``tăng 142 căn so với năm 2024`` from what the two years' reports print."""
    line = keyed(claim.sentence_text())
    base = _BASE.search(line, 0)
    if base is None or not figure.period.isdigit():
        return None
    year = str(int(figure.period) - 1) if base[1] == canonical("trước") else base[1]
    wanted = content(figure.label)
    now = _levels(figure, wanted, figure.period, evidence)
    before = _levels(figure, wanted, year, evidence)
    for one in now:
        for other in before:
            if one.figure.base_unit == other.figure.base_unit and (
                found := _moved(figure, one, other)
            ):
                return found
    return None


def _levels(change: Figure, wanted: frozenset[str], year: str, evidence: Evidence) -> list[Known]:
    """What was reached in a year of the thing that changed."""
    rate = change.base_unit == "%"
    return [
        known
        for known in evidence.known
        if known.figure.period == year
        and is_amount(known.figure)
        and known.figure.of is None
        and (rate or canonical(known.figure.base_unit) == canonical(change.base_unit))
        and likeness(wanted, content(known.figure.label)) >= _LIKE
    ]


def _moved(change: Figure, now: Known, before: Known) -> Found | None:
    first, second = sorted((now, before), key=lambda one: -one.figure.amount)
    moved = first.figure.amount - second.figure.amount
    if not before.figure.amount or not moved:
        return None
    if change.base_unit == "%":
        value = rounded(moved / before.figure.amount * _HUNDRED, decimals_of(change))
        line = f"({term(first.figure)} - {term(second.figure)}) : {term(before.figure)} = {value}%"
        agrees = change.low <= moved / before.figure.amount * _HUNDRED <= change.high
    else:
        value = number_text(moved / change.factor)
        line = f"{term(first.figure)} - {term(second.figure)} = {value} {change.unit}"
        agrees = change.low <= moved <= change.high
    up = now.figure.amount > before.figure.amount
    if not agrees or _falls(change) is up:
        return None
    return _shown(line, (now, before), "Tính từ báo cáo")


def _falls(change: Figure) -> bool:
    return re.search(r"gi[ảa]m|th[ấa]p h[ơo]n|[íi]t h[ơo]n", canonical(change.label)) is not None


def _shown(line: str, known: Sequence[Known], how: str) -> Found | None:
    try:
        holds = replay(line).holds
    except BrokenSum:
        return None
    spots = tuple(one.spot for one in known)
    return Found(Outcome.SUPPORTED, "", f"{how}: {line}.", spots) if holds else None
