"""Words of a question that make its topic and stand nowhere near a figure: another matter.

Most Vietnamese words are of two syllables. "đường" printed beside a number does not make it
one of "đường sắt". A word is looked for where its syllables stand side by side; one that is
common Vietnamese, says more than an everyday verb, and has neither itself nor another name for
it where the figure stands, tells that the figure is of something else.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from answer.asking import asking
from answer.candidate import Candidate
from answer.frame import Wanted
from answer.query import Query
from answer.terms import light
from answer.units import one_kind
from index.common_pairs import is_common
from index.tokens import units

NO_TOPIC = Path(__file__).parent / "data" / "no_topic.txt"
# A figure of a higher score has enough else that speaks for it; more, if the word is most of it.
FAIR, FAIR_MOST, MOST = 2.95, 3.15, 0.35
OPEN = 0.2  # a syllable covered less than this stands nowhere near
OTHER_WORD = 0.44  # what a lone syllable with other marks covers at most
SAYS = 0.2  # the share of the question's weight that a word must have to be its topic
SAYS_PLACE = 0.22
# What tells whose or when, and what only frames: never the topic.
_FRAME = frozenset(
    [
        "xã", "huyện", "tỉnh", "phố", "sở", "phường", "thị", "trấn", "quận", "thôn", "ấp", "bản",
        "năm", "tháng", "ngày", "quý", "đầu", "cuối", "đợt", "kì", "giai", "đoạn", "hiện", "cũ",
        "người", "dân", "số", "tổng", "bậc", "hoặc", "lớp", "ngành", "mảng", "phần",
        "hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười", "trước", "sau", "mới", "chưa",
    ]
)  # fmt: skip


@cache
def no_topic() -> frozenset[tuple[str, ...]]:
    """Words of one or two syllables that never make a topic, canonical."""
    lines = NO_TOPIC.read_text(encoding="utf-8").splitlines()
    return frozenset(tuple(units(line)) for line in lines if line and not line.startswith("#"))


def of_another_topic(query: Query, candidate: Candidate) -> bool:
    """Whether a figure that fits only fairly lacks a word that makes the question's topic."""
    return candidate.score < FAIR_MOST and any(
        candidate.score < (FAIR_MOST if share >= MOST else FAIR)
        for _, share in foreign_words(query, candidate)
    )


def place_of_another_topic(query: Query, candidate: Candidate) -> bool:
    """The same of a place that is no figure; a document's words are cut too short to tell."""
    if query.frame.wanted in {Wanted.DOCUMENT, Wanted.TEXT}:
        return False
    return any(share >= SAYS_PLACE for _, share in foreign_words(query, candidate))


def foreign_words(query: Query, candidate: Candidate) -> Iterable[tuple[str, float]]:
    """The topic's words that stand nowhere near a candidate, with their share of the question."""
    terms = query.terms
    if not terms.marked or not terms.total:
        return
    near = [
        max(pair)
        for pair in zip(
            query.scorer.inner(candidate.passage, candidate.spans),
            query.scorer.span(candidate.passage, (0, len(candidate.passage.text))),
            strict=True,
        )
    ]
    counted = _counted(query, candidate)
    printed = _printed(query, candidate)

    def _other_marks(place: int, cover: float) -> bool:
        """Whether a syllable is only covered by one with other marks ("du" by "dự")."""
        return cover < OTHER_WORD and f" {terms.syllables[place]} " not in printed

    for index in range(len(terms.syllables) - 1):
        if not _word(query, index) or index in counted:
            continue
        open_ = [i for i in (index, index + 1) if near[i] < OPEN or _other_marks(i, near[i])]
        if not open_ or any(_of_another(query, i, index) for i in open_):
            continue
        share = (terms.weights[index] + terms.weights[index + 1]) / terms.total
        if share >= SAYS:
            yield f"{terms.syllables[index]} {terms.syllables[index + 1]}", share


def _printed(query: Query, candidate: Candidate) -> str:
    """The words of a candidate's passage and of what leads to it, as printed."""
    context = query.shelf.context(candidate.passage)
    zones = (context.whole, context.caller, context.leaf, context.lead, context.path)
    row = candidate.passage.row
    heads = [cell.header for cell in row.cells] if row is not None else []
    titles = [row.title, row.label, *heads] if row is not None else []
    return " ".join(zone.exact for zone in (*zones, query.shelf.words(" | ".join(titles))))


def _word(query: Query, index: int) -> bool:
    """Whether a syllable and the next one make an ordinary word with a meaning of its own."""
    terms = query.terms
    pair = terms.syllables[index : index + 2]
    left_out = asking().stop | light() | _FRAME
    # "bác" is who is spoken to, but not where "bác sĩ" are counted.
    counted = any(unit.split()[:2] == list(pair) for unit in query.frame.units)
    lone = any(s in left_out or (s,) in no_topic() or s[0].isdigit() for s in pair)
    return (
        terms.joined[index]
        and tuple(pair) not in no_topic()
        and (counted or not lone)
        and not (query.owners.of_term[index] and query.owners.of_term[index + 1])
        and not any(f" {s} " in f" {name} " for name in query.scope.names for s in pair)
        and is_common(*pair)
    )


def _counted(query: Query, candidate: Candidate) -> set[int]:
    """Where the noun asked to be counted begins, if the figure counts it by another name."""
    unit = candidate.figure.unit if candidate.figure else ""
    nouns = [u.split() for u in query.frame.units if one_kind(u, unit, query.frame.marked)]
    syllables = query.terms.syllables
    return {
        index
        for noun in nouns
        for index in range(len(syllables) - 1)
        if noun[:2] == list(syllables[index : index + 2])
    }


def _of_another(query: Query, place: int, index: int) -> bool:
    """Whether an uncovered syllable belongs to the word on its other side: it frames only, or
    the reports print it so."""
    terms = query.terms
    other = place + 1 if place > index else place - 1
    first = min(place, other)
    if not 0 <= first < len(terms.syllables) - 1 or not terms.joined[first]:
        return False
    if tuple(terms.syllables[first : first + 2]) in no_topic():
        return True
    here = query.shelf.vocabulary.pair_rarity(*terms.syllables[index : index + 2])
    there = query.shelf.vocabulary.pair_rarity(*terms.syllables[first : first + 2])
    return there > 0 and not here
