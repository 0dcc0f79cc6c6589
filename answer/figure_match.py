"""Figures that may answer a question for an amount, a percentage, a sum of money, a rank."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from answer.award_frame import fit
from answer.candidate import Candidate
from answer.counted import BY_KIND, counted_places
from answer.distinctions import another, joined, level, side
from answer.evidence import Spans, names_a_thing, spans_around
from answer.figure_words import (
    behind,
    extra,
    key,
    negation,
    of_another_whole,
    stated,
    stolen,
    words_of,
)
from answer.frame import Wanted
from answer.header_words import written_out
from answer.named_events import other_event
from answer.query import Query
from answer.scope import former_column, is_bounded, is_part, names_found, year_fit
from answer.units import fits, is_percent
from index.tokens import units
from ingest.report import Figure, FigureKind, Passage
from ingest.segments import segment_at
from ingest.text import canonical

# What a part of the fit counts: a conditional logit fitted to the look cases, five-fold
# cross-validated (eval/LOG.md), scaled so that the cover counts 1.
WEIGHTS = {
    "cover": 1.0,
    "clause": 0.31,
    "near": 0.16,
    "window": 0.15,
    "label": 0.22,
    "unit": 0.55,
    "names": 0.46,
    "missing": -0.33,
    "year": 0.43,
    "part": -0.53,
    "change": -0.50,
    "plan": -0.15,
    "first": 0.04,
    "ocr": -0.15,
    "inside": 0.10,
    "stolen": -0.36,
    "negation": -0.28,
    "extra": -0.78,
    "search": 0.85,
    "behind": -0.3,
    "side": 0.4,
    "stated": -1.0,
    "open": -0.5,
    "event": -0.5,
    "joined": -0.4,
    "another": -0.6,
    "of_other": -0.3,
    "level": 0.2,
    "award": 0.01,
    "form": 0.23,
    "giver": 0.33,
    "proposed": 0.28,
    "movement": 0.21,
}
# Who asks a table "how much" without saying of what asks for the amount, not for its share.
SHARE_COLUMN = -0.25
_WHEN = frozenset(("năm", "là", "có"))  # "(năm 2021 là 26 vụ)"
_PLACED = frozenset({Wanted.DOCUMENT, Wanted.DATE, Wanted.WHERE, Wanted.PERSON})
_CHANGE_WORDS = ("tăng", "giảm", "hơn", "kém", "chênh", "thêm", "nhích", "sụt", "cao hơn", "bớt")
_CHANGE_BARE = ("tang", "giam", "chenh", "them", "nhich", "sut", "cao hon", "bot")


def figure_candidates(
    query: Query, passages: Iterable[tuple[Passage, float]]
) -> Iterable[Candidate]:
    """One candidate a figure of the passages; search scores 0 … 1 come with them."""
    for passage, found in passages:
        seen: set[tuple[int, int]] = set()
        for figure in query.shelf.figures.get(passage.id, ()):
            if passage.row is None and names_a_thing(passage.text, figure.start, figure.end):
                continue
            spans = spans_around(passage.text, figure.start, figure.end)
            key = (passage.id, figure.start)
            if key not in query.matched:
                first = spans.segment not in seen
                query.matched[key] = figure_candidate(query, passage, figure, found, first)
            yield query.matched[key]
            seen.add(spans.segment)


def figure_candidate(
    query: Query, passage: Passage, figure: Figure, found: float, first: bool
) -> Candidate:
    """Score one figure."""
    spans = spans_around(passage.text, figure.start, figure.end)
    cover = query.scorer.around(passage, spans)
    cell = _row_cover(query, passage, figure) if passage.row is not None else None
    if cell is not None:
        cover = list(map(max, cover, cell))
    cover = list(cover)
    for place in counted_places(query, figure):
        cover[place] = max(cover[place], BY_KIND)
    share = query.terms.share(cover)
    nearest, missing = names_found(
        query.scope, passage, spans, query.shelf, figure.about, figure.column
    )
    report = query.shelf.report_of(passage)
    sentence = passage.text[slice(*spans.sentence)]
    following = passage.text[figure.end : max(spans.segment[1], figure.end)]
    features = {
        "cover": share,
        "near": query.terms.share(query.scorer.span(passage, _own_segment(passage, figure, spans))),
        "open": _open(query, cover),
        "window": query.terms.share(query.scorer.span(passage, spans.window)),
        "label": query.terms.share(
            query.scorer.text(f"{figure.label} {figure.unit} {figure.column}")
        ),
        "clause": query.terms.share(query.scorer.span(passage, spans.clause)),
        "unit": fits(query.frame, figure, following),
        "names": nearest,
        "missing": float(missing),
        "year": year_fit(
            query.scope, figure.period, sentence, report, query.shelf.spans[report.id]
        ),
        "part": float(
            is_part(query.scope, figure.about, report)
            or former_column(query.scope, passage, figure.column, report)
            or is_bounded(query.frame.key, figure.period)
        ),
        "change": float(figure.kind is FigureKind.CHANGE) * (-1.0 if asks_change(query) else 1.0),
        "plan": float((figure.kind is FigureKind.PLAN) != query.frame.plan),
        "first": float(first),
        "ocr": float(passage.confidence is not None),
        "inside": float(spans.head is not None),
        "stolen": stolen(query, passage, figure, spans),
        "negation": negation(query, passage.text[slice(*spans.window)]),
        "extra": extra(query, passage.text[slice(*spans.segment)]),
        "search": found,
        "behind": behind(query, passage.text[figure.end : spans.window[1]]),
        "side": side(query, passage, spans, figure),
        "joined": joined(query.frame.key, passage.text[slice(*spans.window)]),
        "another": another(query, passage.text[slice(*spans.window)]),
        "level": level(query.frame.key, sentence),
        "stated": stated(query, figure),
        "of_other": of_another_whole(query, passage),
        "event": other_event(query.frame.key, key(sentence, query.frame.marked)),
    }
    window = passage.text[slice(*spans.window)]
    if spans.head and not _own_words(window, figure):
        dated = bool(words_of(window.replace(figure.text, "")))
        features |= _hosted(query, passage, spans.head, dated)
    if cell is not None:
        features |= _cell_features(query, passage, figure, cell)
        if not features["unit"] and is_percent(figure) and query.frame.wanted is Wanted.AMOUNT:
            features["unit"] = SHARE_COLUMN
    award = query.shelf.award_of(figure) if query.award else None
    if query.award:
        features["award"] = 1.0 if award else 0.0
        if award:
            features |= fit(query.award, award)
            zone = query.shelf.words(f"{award.movement} {award.form} {award.giver}")
            features["movement"] = query.terms.share(query.terms.cover(zone))
    return Candidate(
        passage,
        figure.start,
        figure.end,
        spans,
        cover,
        share,
        features,
        score(features),
        figure=figure,
        award=award,
    )


def _row_cover(query: Query, passage: Passage, figure: Figure) -> list[float]:
    """How far a cell covers the question by its row label, column header, title and unit."""
    row = passage.row
    assert row is not None
    words = f"{row.label} | {written_out(figure.column)} | {row.title} | {figure.unit}"
    return query.scorer.text(words)


def _own_segment(passage: Passage, figure: Figure, spans: Spans) -> tuple[int, int]:
    """The segment without a bracket behind the number: what stands there is of its parts."""
    bracket = passage.text.find(" (", figure.end, spans.segment[1])
    return spans.segment[0], bracket if bracket >= 0 else spans.segment[1]


def _open(query: Query, cover: list[float]) -> float:
    """The share of the question in words that stand nowhere near."""
    total = query.terms.total or 1.0
    return sum(w for w, c in zip(query.terms.weights, cover, strict=True) if c < 0.2) / total


def _own_words(window: str, figure: Figure) -> bool:
    """Whether anything but the number and its unit stands in a window."""
    unit = {*units(figure.text), *_WHEN}
    return any(word not in unit for word in words_of(window))


def _hosted(query: Query, passage: Passage, head: tuple[int, int], dated: bool) -> dict[str, float]:
    """A bare number in a bracket ("so với năm 2022 (41,5 tỷ đồng)") has the words before it.

    dated: only when is told beside it ("(năm 2022: 17 xã)"): it is of what stands right before.
    """
    if dated:
        head = (max(head[0], segment_at(passage.text, head[1] - 1)[0]), head[1])
    share = query.terms.share(query.scorer.span(passage, head))
    return {"near": share, "window": share, "clause": share, "stolen": 0.0, "extra": 0.5}


def _cell_features(
    query: Query, passage: Passage, figure: Figure, cover: list[float]
) -> dict[str, float]:
    """What prose says around a number, a table says in its row's label and column's header."""
    row = passage.row
    assert row is not None
    share = query.terms.share(cover)
    own = query.scorer.text(written_out(figure.column))
    lost = [0.0] * len(own)
    for header in {cell.header for cell in row.cells if cell.header != figure.column}:
        other = query.scorer.text(header)
        lost = [max(a, b - c) for a, b, c in zip(lost, other, own, strict=True)]
    label = query.scorer.text(row.label)
    return {
        "near": share,
        "window": share,
        "clause": share,
        "label": query.terms.share(label),
        "stolen": query.terms.share(lost),
        "extra": extra(query, f"{row.label} {figure.column}"),
        "another": another(query, row.label),
        "behind": 0.0,
        "inside": 0.0,
    }


def score(features: dict[str, float]) -> float:
    """The weighted sum of a candidate's features."""
    return sum([WEIGHTS.get(name, 0.0) * value for name, value in features.items()])


def asks_change(query: Query) -> bool:
    """Whether the question is about an increase or decrease."""
    return _names_change(query.frame.key, query.frame.marked)


@lru_cache(maxsize=1024)  # asked of every figure
def _names_change(key: str, marked: bool) -> bool:
    words = _CHANGE_WORDS if marked else _CHANGE_BARE
    return any(f" {canonical(word)} " in f" {key} " for word in words)


def wants_figure(query: Query) -> bool:
    """Whether the answer is a number."""
    return query.frame.wanted in {
        Wanted.AMOUNT,
        Wanted.PERCENT,
        Wanted.MONEY,
        Wanted.RANK,
        Wanted.YES_NO,
    } or (bool(query.frame.units) and query.frame.wanted not in _PLACED)
