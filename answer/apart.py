"""Two figures of one thing that the report itself sets apart, where the question does not.

Before and after a merger, the year and the running total, the office and the place that it
belongs to: asked without saying which, both are told, each with the words that tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.candidate import Candidate
from answer.compose import found
from answer.denial import denial
from answer.query import Query
from answer.scope import name_key
from ingest.report import Answer, Figure, FigureKind

NEAR = 0.8  # by score
LEVEL = 0.15  # by share of the question
SAME_SENTENCE = 0.25  # the same, where one sentence tells both
BODY_LEVEL = 0.35  # the same, for the office and its place: the name that both bear decides
TOPIC = 0.45  # how far both must bear the rarest word of the question
FULL = 0.9  # by share: how much of the question figures of two measures must both speak of
BEHIND = 15  # characters behind a figure that still tell its side ("24 xã (mới)")
OLD, NEW, TOTAL, YEAR = "old", "new", "total", "year"
_SIDES = (
    (OLD, r"\(cũ\)|(?<!\w)trước (?:khi )?(?:sắp xếp|sáp nhập|hợp nhất)|địa giới cũ"),
    (NEW, r"\(mới\)|(?<!\w)sau (?:khi )?(?:sắp xếp|sáp nhập|hợp nhất)|(?:chính|giới|vị) mới"
          r"|(?<!\w)hiện (?:nay |tại )?có(?!\w)|địa giới (?:hành chính )?hiện (?:nay|tại)"),
    (TOTAL, r"(?<!\w)(?:lũy kế|luỹ kế|cộng dồn)(?!\w)"),
    (YEAR, r"(?<!\w)(?:trong năm|riêng năm)(?!\w)"),
)  # fmt: skip
_SIDE = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _SIDES), re.IGNORECASE)
_LABELS = {OLD: "Theo địa giới cũ", NEW: "Theo địa giới mới", TOTAL: "Lũy kế", YEAR: "Trong năm"}
_APART = ({OLD, NEW}, {TOTAL, YEAR})
_SAID = re.compile(
    r"(?<!\w)(?:cũ|trước|sau|hiện nay|hiện tại|bây giờ|lũy kế|luỹ kế|cộng dồn|trong năm|riêng"
    r"|tính đến|truoc|hien nay|luy ke|trong nam)(?!\w)"
)


def set_apart(query: Query, ranked: Sequence[Candidate], best: Candidate) -> Candidate | None:
    """The figure on the other side of the best one's, None if there is none."""
    figure = best.figure
    if figure is None or query.frame.operation is not None or len(query.frame.units) > 1:
        return None
    fitting: list[Candidate] = []
    for candidate in ranked[:25]:
        other = candidate.figure
        if (
            other is None
            or candidate is best
            or candidate.passage.report_id != best.passage.report_id
            or other.kind is not figure.kind
            or other.amount == figure.amount
            or candidate.score
            < best.score - NEAR * (2 if _of_bodies(query, best, candidate) else 1)
            or denial(query, candidate)
        ):
            continue
        if _of_sides(query, best, candidate) or _of_bodies(query, best, candidate):
            fitting.append(candidate)
    return max(fitting, key=lambda c: (_own(query, c), c.score), default=None)


def tell_apart(query: Query, one: Candidate, other: Candidate) -> Answer:
    """Both told, each led by its side where its own words do not name it."""
    labels = _labels(query, one, other)
    answer = found(query, [one, other], several=True)
    said = [found(query, [candidate]).text for candidate in (one, other)]
    parts = [
        text if not label or _names(text, label) else f"{label}: {text}"
        for label, text in zip(labels, said, strict=True)
    ]
    return replace(answer, text=" ".join(dict.fromkeys(parts)))


def _names(text: str, label: str) -> bool:
    return label.lower() in text.lower() or (
        label in _LABELS.values() and _SIDE.search(text) is not None
    )


def _labels(query: Query, one: Candidate, other: Candidate) -> list[str]:
    pairs = [_sides(candidate) for candidate in (one, other)]
    about = [c.figure.about if c.figure else "" for c in (one, other)]
    for first, second in zip(*pairs, strict=True):
        if {first, second} in _APART:
            sides = (_LABELS[first], _LABELS[second])
            return [_place(name) or side for name, side in zip(about, sides, strict=True)]
    issuer = query.shelf.report_of(one.passage).issuer
    return [f"{name[:1].upper()}{name[1:]}" if name else issuer for name in about]


def _place(about: str) -> str:
    """A place called by its side ("xã A (cũ)"), "" for others."""
    return f"{about[:1].upper()}{about[1:]}" if about.endswith(("(cũ)", "(mới)")) else ""


def _own(query: Query, candidate: Candidate) -> float:
    return query.terms.share(query.scorer.span(candidate.passage, candidate.spans.window))


def _of_sides(query: Query, best: Candidate, other: Candidate) -> bool:
    """Whether they are of two sides that the question leaves open."""
    if query.scope.old or query.scope.new or _SAID.search(query.frame.key):
        return False
    if not any({one, two} in _APART for one, two in zip(_sides(best), _sides(other), strict=True)):
        return False
    same = best.passage.id == other.passage.id and best.spans.sentence == other.spans.sentence
    level = SAME_SENTENCE if same else LEVEL
    return (
        _alike(best.figure, other.figure)
        and abs(best.share - other.share) <= level
        and _own_place(query, best)
        and _own_place(query, other)
    )


def _sides(candidate: Candidate) -> tuple[str, str]:
    """(old or new, running total or year): what the words in front or right behind say."""
    text, figure = candidate.passage.text, candidate.figure
    if figure is None:
        return "", ""
    start = 0 if candidate.passage.row is not None else candidate.spans.sentence[0]
    names = [m.lastgroup or "" for m in _SIDE.finditer(text, start, figure.end + BEHIND)]
    place = [name for name in names if name in {OLD, NEW}]
    time = [name for name in names if name in {TOTAL, YEAR}]
    if "(cũ)" in figure.about:
        place.append(OLD)
    return place[-1] if place else "", time[-1] if time else ""


def _own_place(query: Query, candidate: Candidate) -> bool:
    """Whether a figure is about the report's own place, by its name then or now."""
    about = candidate.figure.about if candidate.figure else ""
    if not about or about.lower().startswith("toàn"):
        return True
    report = query.shelf.report_of(candidate.passage)
    owner = name_key(f"{report.issuer} {report.place} {report.title}")
    return name_key(re.sub(r"\((?:cũ|mới)\)", "", about)) in owner


def _of_bodies(query: Query, best: Candidate, other: Candidate) -> bool:
    """Whether one is the office's own and one is of the place that the office belongs to."""
    one, two = best.figure, other.figure
    if one is None or two is None or query.scope.names or query.frame.units:
        return False
    if bool(one.about) == bool(two.about) or one.period != two.period:
        return False
    ranks = one.kind is FigureKind.RANK
    if not ranks and min(best.share, other.share) < FULL:
        return False
    weights = query.terms.weights
    topic = max(range(len(weights)), key=lambda i: weights[i], default=None)
    near = (query.scorer.inner(c.passage, c.spans) for c in (best, other))
    return (
        topic is not None
        and all(cover[topic] >= TOPIC for cover in near)
        and abs(best.share - other.share) <= BODY_LEVEL
        and best.passage.id != other.passage.id
        and _own_place(query, best)
        and _own_place(query, other)
    )


def _alike(one: Figure | None, other: Figure | None) -> bool:
    if one is None or other is None:
        return False
    return one.kind is FigureKind.RANK or one.base_unit == other.base_unit
