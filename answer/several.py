"""When a question leaves open what the reports distinguish, or when they disagree.

Rivals of the best figure are figures of the same unit that fit the question as well as it
does, in another place: another report, a body and its note, "(cũ)" beside "(mới)".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from answer.candidate import Candidate
from answer.denial import denial
from answer.query import Query
from answer.scope import name_key
from answer.terms import light
from answer.turned_digits import turned_digits
from answer.units import is_percent, same_kind
from answer.whole import names_more
from index.tokens import units
from ingest.report import Figure, FigureKind
from ingest.text import bare

CLOSE = 0.30  # by score: a rival fits nearly as well
LEVEL = 0.08  # by share: it covers the question as well
MOST = 3
ALIKE = 0.1  # by score and share: the same fact in another place of one report
SAME_PART = 0.5  # of the words beside two figures: as many must be the same
LABELLED, LABEL_LEVEL = 0.85, 0.15  # by share: both are told with the words of the question
SWAPPED = 0.25  # by share: enough where the digits tell
NEAREST, FAR = 15, 40  # candidates looked at: all, and only for digits that changed places
SPOKEN = 0.7  # both must speak of what is asked, not of a like matter
OTHER_PLACE = 0.35  # by share: asked for in so many words, the other place may say less
CLOSE_VALUE = 0.08  # of the larger: so near are two readings of one count
TWICE = 2  # times: two counts so far from each other are of two things
FEW = 10  # smaller counts are near each other by chance
LITTLE = 0.35  # by share: the words right beside both speak of it
SAME = 0.7  # by score: how much worse the second place of one fact may fit
ALL_SAID = 0.9  # by share: all that is asked is said in both places
ABROAD = 0.6  # by score: another report says it in its own words


def rivals(query: Query, ranked: Sequence[Candidate], best: Candidate) -> list[Candidate]:
    """Other figures that answer the question as well as the best one, at most two."""
    figure = best.figure
    if figure is None or query.frame.operation is not None or len(query.frame.units) > 1:
        return []
    if query.scope.old or query.scope.new or _names_a_place(query, best):
        return []
    found: list[Candidate] = []
    for candidate in ranked:
        other = candidate.figure
        if candidate is best or other is None or denial(query, candidate):
            continue
        abroad = candidate.passage.report_id != best.passage.report_id
        if best.score - candidate.score > (ABROAD if abroad else CLOSE):
            if best.score - candidate.score > ABROAD:
                break
            continue
        if (
            _unit_alike(figure, other, abroad)
            and other.kind is figure.kind
            and other.amount != figure.amount
            and all(other.amount != c.figure.amount for c in found if c.figure)
            and abs(best.share - candidate.share) <= LEVEL
            and _another_scope(query, best, candidate)
            and not names_more(query, best, candidate)
        ):
            found.append(candidate)
        if len(found) == MOST - 1:
            break
    return found


def both_places(query: Query, ranked: Sequence[Candidate], best: Candidate) -> Candidate | None:
    """The same thing in the other place that the question speaks of, None if there is none."""
    figure = best.figure
    if figure is None:
        return None
    reports = bool(re.search(r"\bhai bao cao\b", bare(query.frame.key)))
    fitting = [
        candidate
        for candidate in ranked
        if (other := candidate.figure) is not None
        and candidate.passage.id != best.passage.id
        and (candidate.passage.report_id != best.passage.report_id) == reports
        and _unit_alike(figure, other, abroad=reports)
        and other.kind is figure.kind
        and other.amount != figure.amount
        and not candidate.features.get("part")
        and candidate.share >= best.share - OTHER_PLACE
        and not (reports and _same_document(query, best, candidate))
    ]
    return max(fitting, key=lambda c: c.score, default=None)


def printed_otherwise(
    query: Query, ranked: Sequence[Candidate], best: Candidate
) -> Candidate | None:
    """The same fact printed elsewhere with another value, None if it is not.

    Sure are two figures that fit the question alike, of one unit, kind, scope and time, in
    two passages of one report; and figures whose digits only changed places.
    """
    figure = best.figure
    if figure is None or figure.kind is FigureKind.RANK or query.frame.operation is not None:
        return None
    if len(query.frame.units) > 1 or query.scope.old:
        return None
    for place, candidate in enumerate(ranked[:FAR]):
        other = candidate.figure
        if (
            other is None
            or candidate.passage.id == best.passage.id
            or candidate.passage.report_id != best.passage.report_id
            or (other.of is None) != (figure.of is None)
            or other.amount == figure.amount
            or FigureKind.PLAN in {other.kind, figure.kind}
            or FigureKind.CHANGE in {other.kind, figure.kind}
        ):
            continue
        if (
            turned_digits(figure.text, other.text)
            and (place < NEAREST or not is_percent(figure))
            and candidate.share >= best.share - SWAPPED
            and (one_unit(query, figure, other) or not (figure.unit and other.unit))
        ):
            return candidate
        if place >= NEAREST or other.base_unit != figure.base_unit:
            continue
        low, high = sorted((figure.amount, other.amount))
        if high > TWICE * low:
            continue
        if query.award is None and _same_words(query, best, candidate):
            return candidate
        if query.award is None and _close_values(query, best, candidate):
            return candidate
        if query.award is None and _said_alike(query, best, candidate):
            return candidate
        if (
            query.award is None
            and not (best.passage.row and candidate.passage.row)  # two rows are two things
            and best.score - candidate.score <= ALIKE
            and abs(best.share - candidate.share) <= ALIKE
            and min(best.share, candidate.share) >= SPOKEN
            and _of_one_scope(other, figure)
            and not denial(query, candidate)
            and _own_words(query, candidate) >= _own_words(query, best) - ALIKE
            and _told_alike(best, candidate, 1)
        ):
            return candidate
    return None


def _of_one_scope(one: Figure, other: Figure) -> bool:
    """Whether two figures are of one time and one place; "toàn huyện" is the report's own."""
    return _own_scope(one.about) == _own_scope(other.about) and one.period == other.period


def _own_scope(about: str) -> str:
    return "" if about.lower().startswith("toàn ") else about


def one_unit(query: Query, one: Figure, other: Figure) -> bool:
    """One unit, or two words for the same people ("người", "lao động")."""
    if one.base_unit == other.base_unit:
        return True
    return bool(one.unit and other.unit) and same_kind(one.unit, other.unit, query.frame.marked)


def _close_values(query: Query, best: Candidate, candidate: Candidate) -> bool:
    """Two figures of one topic, scope and time that differ by a few percent, in two passages.

    "Đã xóa 308 nhà tạm" here and "hoàn thành xóa 318 nhà tạm" there: what is that near and
    told of the same matter is meant to be the same.
    """
    one, other = best.figure, candidate.figure
    if one is None or other is None or one.kind is not other.kind or one.of or other.of:
        return False
    if not _of_one_scope(one, other) or is_percent(one):
        return False
    apart = abs(one.amount - other.amount)
    low, high = sorted((one.amount, other.amount))
    if apart > Decimal(CLOSE_VALUE) * high or low < FEW:
        return False
    if best.passage.row is not None or candidate.passage.row is not None:
        return False
    if best.spans.head or candidate.spans.head or denial(query, candidate):
        return False
    own, its = _own_words(query, best), _own_words(query, candidate)
    return (
        best.score - candidate.score <= SAME
        and candidate.share >= best.share - ALIKE
        and min(best.share, candidate.share) >= SPOKEN
        and min(own, its) >= LITTLE
        and bool(_label(best) & _label(candidate) - set(units(one.unit)))
    )


def _said_alike(query: Query, best: Candidate, candidate: Candidate) -> bool:
    """Whether two passages say all that is asked, of one scope and time, of two numbers.

    "Làm rõ 05/07 vụ" here and "04/07 vụ" there share the whole, which is telling by itself.
    """
    one, other = best.figure, candidate.figure
    if one is None or other is None or denial(query, candidate):
        return False
    if not _of_one_scope(one, other) or one.base_unit == "%":
        return False
    if one.of is not None:
        return one.of == other.of and candidate.share >= best.share - ALIKE
    own, its = _own_words(query, best), _own_words(query, candidate)
    return (
        best.score - candidate.score <= SAME
        and min(best.share, candidate.share) >= ALL_SAID
        and min(own, its) >= SPOKEN - ALIKE
        and abs(own - its) <= ALIKE
        and not (best.spans.head or candidate.spans.head)
    )


def _same_words(query: Query, best: Candidate, other: Candidate) -> bool:
    """Whether two figures are told with the same words, of the same time and place."""
    one, two = best.figure, other.figure
    if one is None or two is None or one.of or two.of or one.kind is not two.kind:
        return False
    if not _of_one_scope(one, two) or other.features.get("part"):
        return False
    if best.passage.row is not None or other.passage.row is not None:
        return False
    if best.share < LABELLED or other.share < best.share - LABEL_LEVEL or denial(query, other):
        return False
    return _told_alike(best, other, 2)


def _told_alike(one: Candidate, other: Candidate, least: int) -> bool:
    """Whether the words beside two figures are nearly the same, ``least`` besides the unit."""
    first, second = _label(one), _label(other)
    shared = first & second
    unit = set(units(one.figure.unit)) if one.figure else set()
    alike = len(shared) >= SAME_PART * len(first | second)
    return alike and (first <= second or second <= first) and len(shared - unit) >= least


def _label(candidate: Candidate) -> set[str]:
    """The words of a figure's own stretch, without numbers and everyday words."""
    words = units(candidate.passage.text[slice(*candidate.spans.window)])
    return {word for word in words if not word[:1].isdigit() and word not in light()}


def _own_words(query: Query, candidate: Candidate) -> float:
    return query.terms.share(query.scorer.span(candidate.passage, candidate.spans.window))


def _printed_in(query: Query, report_id: str, figure: Figure) -> bool:
    """Whether the other report prints the best figure too: then its others answer another thing."""
    return any(
        other.amount == figure.amount and other.base_unit == figure.base_unit
        for passage_id, figures in query.shelf.figures.items()
        if query.shelf.passages[passage_id].report_id == report_id
        for other in figures
    )


def _unit_alike(one: Figure, other: Figure, abroad: bool) -> bool:
    """One unit; in another report it may be said with a word more ("lượt đoàn đông người")."""
    first, second = f" {one.base_unit} ", f" {other.base_unit} "
    return first == second or (abroad and len(one.base_unit) > 3 and first in second)


def _same_document(query: Query, one: Candidate, other: Candidate) -> bool:
    """Whether two files are forms of one report (a scan beside its PDF), not two reports."""
    first, second = (query.shelf.report_of(c.passage) for c in (one, other))
    return (first.title, first.issuer, first.year) == (second.title, second.issuer, second.year)


def _names_a_place(query: Query, best: Candidate) -> bool:
    """Whether the question names a place or body other than the report's own."""
    report = query.shelf.report_of(best.passage)
    owner = name_key(f"{report.issuer} {report.place} {report.title}")
    return any(f" {name} " not in owner for name in query.scope.names)


def _another_scope(query: Query, best: Candidate, other: Candidate) -> bool:
    """Whether two figures differ in report, or are ranks of the old and of the new place."""
    one, two = best.figure, other.figure
    assert one is not None
    assert two is not None
    if best.passage.report_id != other.passage.report_id:
        if _same_document(query, best, other) or _printed_in(query, other.passage.report_id, one):
            return False
        return not other.features["part"]
    same = best.passage.id == other.passage.id and best.spans.sentence == other.spans.sentence
    old, new = "cũ" in one.about + best.text, "cũ" in two.about + other.text
    return same and (old != new or one.kind is FigureKind.RANK)
