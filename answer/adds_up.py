"""Whether the parts make the total: "các khoản thu cộng lại có khớp tổng không?".

The members of the series that is asked about are added up beside the total that the report
prints, and both are told. A table whose rows are parts of other rows is not added up.

What this module does not know: which contradictions a library has (``doubts.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.candidate import Candidate
from answer.compose import citations, say, stated
from answer.figure_match import figure_candidate
from answer.query import Query
from answer.series_items import unit_key
from answer.series_match import CLOSE, Fit, candidates_for, fitting, mentioned
from answer.shares import unitless
from answer.units import is_percent, same_kind
from answer.wording import wording
from answer.working import added, computed
from ingest.report import REACHED, Answer, Figure, FigureKind, Passage
from ingest.text import bare

_ASKS = re.compile(
    r"(?<!\w)(?:cong|gop|tong cac|tong cua cac)(?!\w).*(?<!\w)(?:khop|bang|dung|trung|ra)(?!\w)"
    r".*(?<!\w)(?:khong|chua|sai|lech)(?!\w)"
    r"|(?<!\w)(?:khop|bang|dung|trung)(?: voi)?(?: con so)? tong(?!\w).*(?<!\w)(?:khong|chua)(?!\w)"
    r"|(?<!\w)tong(?: so)?(?!\w).*(?<!\w)(?:khop|bang|trung)(?!\w).*(?<!\w)(?:cac|tung) "
    r"(?:phan|khoan|dong|loai|nguon|muc)(?!\w).*(?<!\w)(?:khong|chua)(?!\w)"
)
_REACH = 160  # characters between a total and the first of its parts
_LEADS = re.compile(r"(?<!\w)(?:gom|trong do|bao gom|cu the|chia ra|trong so do)(?!\w)|:")
_PLAIN_ORDER = re.compile(r"\s*(?:\d+|[IVXLC]+)[.)]?\s*\|")
LEAST = 2
COUNTED = 1.0  # for a series that counts what the question asks for the number of


def adds_up(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer | None:
    """The sum of the parts beside the printed total; None if not asked, or not printed."""
    if not _ASKS.search(bare(query.frame.key)):
        return None
    noun = next((unit.split()[0] for unit in query.frame.units), "")
    query = unitless(query)
    fits = fitting(query, passages)
    ranked = sorted(((_likely(query, fit, noun), fit) for fit in fits), key=lambda it: -it[0])
    for likely, fit in ranked:
        if likely < ranked[0][0] - CLOSE:
            continue
        whole = fit.series.whole or _in_front(query, fit)
        if whole is None or len(fit.series.members) < LEAST or not _summable(query, fit, whole):
            continue
        return _told(query, fit, whole)
    return None


def _told(query: Query, fit: Fit, whole: Figure) -> Answer | None:
    parts = candidates_for(query, fit.series.members)
    working = added(parts, "Các phần cộng lại", fit.series.unit)
    if working is None:
        return None
    total = figure_candidate(query, query.shelf.passages[whole.passage_id], whole, 0.0, False)
    answer = computed(query, working)
    agrees = sum((part.figure.amount for part in parts if part.figure), whole.amount * 0)
    verdict = wording("tong-khop") if agrees == whole.amount else wording("tong-khong-khop")
    told: list[Candidate] = [total, *parts]
    return replace(
        answer,
        text=f"{answer.text} {wording('tong-ghi', said=say(query, [total]))} {verdict}",
        figures=(*answer.figures, stated(whole)),
        citations=citations(query, told),
    )


def _likely(query: Query, fit: Fit, noun: str) -> float:
    """How likely a series is meant: it counts what came of it, and its members are named.

    noun: the first word of what the question counts, "" if it names nothing.
    """
    level = all(member.figure.kind in REACHED for member in fit.series.members)
    named = len(mentioned(query, fit.series)) >= LEAST
    of_table = fit.series.form == "table" and re.search(
        r"(?<!\w)(?:trong|o|theo|cua) (?:bang|bieu)(?!\w)", bare(query.frame.key)
    )
    asked = bool(noun) and fit.series.unit.split()[:1] == [noun]
    counted = bool(fit.series.unit) and f" {fit.series.unit} " in f" {query.frame.key} "
    return (
        fit.score
        + 0.2 * level
        + 0.5 * named
        + 0.5 * bool(of_table)
        + 0.3 * counted
        + COUNTED * asked
    )


def _summable(query: Query, fit: Fit, whole: Figure) -> bool:
    """Whether the members are parts beside each other, of one kind and nothing's share."""
    members = fit.series.members
    if is_percent(whole) or any(m.figure.kind is FigureKind.CHANGE for m in members):
        return False
    if any(m.figure is whole for m in members) or fit.features["verbal"] > 0.5:
        return False
    if fit.series.form != "table":
        return True
    texts = [query.shelf.passages[m.figure.passage_id].text for m in members]
    orders = [_PLAIN_ORDER.match(text) for text in texts]
    if not any(orders):
        return True
    kinds = {order[0].strip()[:1].isdigit() for order in orders if order}
    return all(orders) and len(kinds) == 1


def _in_front(query: Query, fit: Fit) -> Figure | None:
    """A total whose noun stands for that of the parts: "1.248 đối tượng, gồm … 743 người"."""
    first = fit.series.members[0].figure
    text = query.shelf.passages[first.passage_id].text
    largest = max(member.figure.amount for member in fit.series.members)
    for figure in reversed(query.shelf.figures.get(first.passage_id, ())):
        gap = text[figure.end : first.start]
        if figure.end > first.start or len(gap) > _REACH or not _LEADS.search(bare(gap.lower())):
            continue
        alike = unit_key(figure) == unit_key(first) or same_kind(first.unit, figure.unit, True)
        if alike and figure.amount >= largest and figure.kind in REACHED:
            return figure
    return None


def holds_its_parts(operands: Sequence[Candidate]) -> bool:
    """Whether one of the figures is printed as the total of the others."""
    ordered = sorted(operands, key=lambda c: (c.passage.id, c.start))
    first, rest = ordered[0], ordered[1:]
    if not rest or any(c.passage.id != first.passage.id or c.figure is None for c in ordered):
        return False
    gap = first.passage.text[first.end : rest[0].start]
    largest = max(c.figure.amount for c in rest if c.figure)
    if first.figure is None or first.figure.amount < largest:
        return False
    return ". " not in gap and re.search(r"(?<!\w)(?:trong do|gom|bao gom|cu the|chia ra)(?!\w)",
                                         bare(gap.lower())) is not None  # fmt: skip
