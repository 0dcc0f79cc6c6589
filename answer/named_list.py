"""Lists: "là những xã nào?", "gồm những khoản nào, mỗi khoản bao nhiêu?".

All members are told, as printed. What is only counted ("13 xã chưa đạt") is no answer to a
question for names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from answer.candidate import Candidate
from answer.compose import found, refusal
from answer.denial import denial
from answer.enumerations import Enumeration, enumerations
from answer.list_asked import NUMBER_WORDS, ListAsked, Sort, list_asked
from answer.place_match import candidate_at, sentence_candidates
from answer.query import Query
from ingest.report import Answer, Passage
from ingest.text import bare, canonical

Passages = Sequence[tuple[Passage, float]]
ENOUGH = 0.6  # the part of the members that must be what is asked for
SPEAKS_EXACT = 0.28  # of the question, where the names are just as many as it says
SPEAKS_PRINTED = 0.45  # the same, where they are just as many as the words in front say
_ANYTHING = frozenset({"cái", "cai", "triệu", "trieu", "tỷ", "ty", "đồng", "dong", "tiền", "tien"})
# Nouns that a report says itself where it names what they stand for.
_SORTS = frozenset({"xa", "phuong", "huyen", "tinh", "truong", "thon", "ap", "cau", "tuyen"})
# What fell short of a plan; and words of plans, where the question asks who or what met them.
_SHORT = re.compile(
    r"(?<!\w)(?:(?:không|chưa) (?:đạt|hoàn thành|bảo đảm|đảm bảo|tới|đến)|hụt|dưới"
    r"|thấp hơn|kém)(?!\w)"
)
_TARGET = re.compile(r"(?<!\w)(?:đạt|vượt|hoàn thành)(?!\w)")
_PERCENT = re.compile(r"(\d+(?:,\d+)?) ?%")
# "Năm sản phẩm mới: …"; "Năm 2024" counts nothing.
_IN_WORDS = re.compile(
    rf"(?<!\w)(?i:({'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}))"
    r" (?!\d|nay|qua|học|mươi|trăm|nghìn)(?=[^\W\d_])"
)
_FIRST = re.compile(r"(?<![\w/.,-])0*(\d{1,4})(?![\w/.,%])")
_NUMBER = re.compile(r"(?<![\w/.,-])\d+(?![\w/.,])")


def named_list(query: Query, passages: Passages) -> Answer | None:
    """The names or other members asked for; None if none are asked for or none fit."""
    asked = list_asked(query.frame)
    if asked is None or asked.sort in {Sort.DOCUMENTS, Sort.FIGURES}:
        return None
    return _listed(query, asked, passages)


def exact_parts(query: Query, passages: Passages) -> Answer | None:
    """Parts that add up to the number which the question divides; None if none do."""
    asked = list_asked(query.frame)
    if asked is None or asked.sort is not Sort.FIGURES or not (asked.count or asked.whole):
        return None
    fitting = [c for c in _candidates(query, asked, passages) if c.features["count"] >= 1.0]
    best = max(fitting, key=lambda c: c.score, default=None)
    return found(query, [best]) if best and not _denied(query, asked, best) else None


def parts_list(query: Query, passages: Passages) -> Answer | None:
    """The parts asked for, each with its figure; None if none are asked for or none fit."""
    asked = list_asked(query.frame)
    return _listed(query, asked, passages) if asked and asked.sort is Sort.FIGURES else None


def _listed(query: Query, asked: ListAsked, passages: Passages) -> Answer | None:
    ranked = sorted(_candidates(query, asked, passages), key=lambda c: -c.score)
    if ranked and not _denied(query, asked, ranked[0]):
        return found(query, [ranked[0]])
    return _only_counted(query, passages) if asked.demanded else None


def _denied(query: Query, asked: ListAsked, candidate: Candidate) -> str:
    """Why an enumeration is no answer; just as many names as asked for need fewer words."""
    reason = denial(query, candidate)
    if reason == "unit" or (reason == "weak" and _sure(asked, candidate)):
        return ""
    return reason


def _sure(asked: ListAsked, candidate: Candidate) -> bool:
    exact = candidate.features["count"] >= 1.0
    if asked.sort is Sort.FIGURES:
        return exact and bool(asked.count or asked.whole) and candidate.share >= SPEAKS_EXACT
    exact = exact and candidate.features["noun"] > 0
    return exact and candidate.share >= (SPEAKS_EXACT if asked.count else SPEAKS_PRINTED)


def _only_counted(query: Query, passages: Passages) -> Answer:
    """A refusal: the reports have the number, and perhaps no name."""
    ranked = sorted(sentence_candidates(query, passages), key=lambda c: -c.score)
    if ranked and not denial(query, ranked[0]):
        return refusal(query, "names", ranked[0])
    return refusal(query)


def _candidates(query: Query, asked: ListAsked, passages: Passages) -> Iterable[Candidate]:
    for passage, score in passages:
        for listed in enumerations(query.shelf, passage):
            fit = _fit(query, asked, listed)
            if fit < 0 or not (asked.sort is Sort.FIGURES or _of_one_side(query, listed)):
                continue
            head = query.terms.share(query.terms.cover(query.shelf.words(listed.head)))
            inside = query.terms.share(query.scorer.span(passage, listed.told))
            candidate = candidate_at(
                query, passage, listed.told, score,
                {"own": max(head, inside), "tight": head, "kind": fit,
                 "count": _count_fit(asked, listed), "noun": _noun_fit(asked, listed)},
            )  # fmt: skip
            candidate.whole = True
            yield candidate


def _of_one_side(query: Query, listed: Enumeration) -> bool:
    """Whether what is listed fell short where the question asks for that, and else did not.

    A question that names a limit ("dưới 60%") means the list whose words in front have it.
    """
    key, head = canonical(query.frame.text), canonical(listed.head)
    if bool(_SHORT.search(key)) != bool(_SHORT.search(head)) and (
        _SHORT.search(key) or _TARGET.search(key)
    ):
        return False
    limits = {number for number in query.frame.numbers if f"{number}%" in key.replace(" %", "%")}
    printed = set(_PERCENT.findall(head))
    return not limits or not printed or bool(limits & printed)


def _fit(query: Query, asked: ListAsked, listed: Enumeration) -> float:
    """How far the members are what is asked for: below 0 they are not."""
    if asked.sort is Sort.NAMES:
        if asked.count is not None and asked.count not in listed.counts():
            return -1.0
        return listed.named if listed.named >= ENOUGH else -1.0
    if asked.sort is Sort.ANY:
        return 1.0 - 0.6 * listed.figured
    if listed.figured <= ENOUGH or (asked.placed and listed.named < ENOUGH):
        return -1.0
    unit = query.frame.units[0].split()[0] if query.frame.units else ""
    counted = [
        bool(re.search(rf"(?<!\w){re.escape(unit)}(?!\w)", m.lower())) for m in listed.members
    ]
    if unit and unit not in _ANYTHING and sum(counted) <= 0.5 * len(counted):
        return -1.0
    return listed.figured


def _count_fit(asked: ListAsked, listed: Enumeration) -> float:
    """1 if there are as many members as the question or the words in front say.

    Of parts also if their figures add up to what the question divides.
    """
    if asked.sort is Sort.FIGURES and _adds_up(asked, listed):
        return 1.0
    if asked.count is not None:
        return 1.0 if asked.count in listed.counts() else -0.6
    own, _, calling = listed.head.partition(" | ")
    printed = _counted_in(own) or _counted_in(calling)
    if asked.whole is not None:
        return 1.0 if asked.whole in printed else 0.0
    return float(bool(listed.counts() & printed))


def _counted_in(head: str) -> set[int]:
    """The numbers of a head, in digits and in words."""
    in_words = {NUMBER_WORDS[word.lower()] for word in _IN_WORDS.findall(head)}
    return in_words | {int(number) for number in _NUMBER.findall(head)}


def _adds_up(asked: ListAsked, listed: Enumeration) -> bool:
    whole = asked.whole or asked.count
    first = [_FIRST.search(member) for member in listed.members]
    if whole is None or not all(first):
        return False
    return sum(int(match[1]) for match in first if match) == whole


def _noun_fit(asked: ListAsked, listed: Enumeration) -> float:
    """1 if the words in front call the members as the question does, else in part."""
    words = asked.noun.split()
    if not words or asked.sort is Sort.FIGURES:
        return 0.0
    head = f" {bare(canonical(listed.head))} "
    pair, last = " ".join(words[-2:]), words[-1]
    if f" {pair} " in head:
        return 1.0
    inside = sum(f" {last} " in f" {bare(canonical(m))} " for m in listed.members)
    if last in _SORTS and f" {last} " not in head and not inside:
        return -1.0
    return 0.6 * (f" {last} " in head or inside > 0.5 * len(listed.members))
