"""Which document changed, replaced or ended which: "nghị quyết nào sửa đổi Nghị quyết 12?".

Read from two documents with a verb of changing between them, in one sentence or from a note
to the sentence that calls it. Where no report prints such a pair the answer is a refusal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from answer.cite import cite
from answer.compose import refusal
from answer.query import Query
from answer.statement import tidy
from ingest.report import Answer, AnswerKind, DocumentCitation, Passage
from ingest.segments import sentence_at
from ingest.text import bare

_VERBS = r"(?:sua doi|bo sung|thay the|bai bo|huy bo|dinh chinh|thay cho)"
_KIND = (
    r"(?:ke hoach|quyet dinh|nghi quyet|chi thi|cong van|huong dan|nghi dinh|thong tu|quy che"
    r"|van ban)"
)
_NUMBERED = r"(?: so)? (?P<number>\d+(?:/[\w/-]+)?)"
_ASKED = re.compile(rf"{_KIND}(?: [a-z]+){{0,4}}? (?:nao|gi|so may|so bao nhieu)\b")
_GIVEN = re.compile(rf"{_KIND}{_NUMBERED}")
_VERB = re.compile(rf"\b{_VERBS}\b")
_PASSIVE = re.compile(rf"\b(?:duoc|bi)\b.*\b{_VERBS}\b|\b{_VERBS}\b(?:, {_VERBS})* (?:boi|bang)\b")
SPOKEN = 0.7  # by share of the question, where it names no number
# What changes, what is changed, the passage that says so, and the places to tell.
Pair = tuple[DocumentCitation, DocumentCitation, Passage, list[tuple[Passage, int, int]]]
REACH = 160  # characters between the two documents


def amended(query: Query, passages: object) -> Answer | None:
    """The document on the other side of a change; None for other questions."""
    del passages
    key = bare(query.frame.key)
    asked, given, verb = _ASKED.search(key), _GIVEN.search(key), _VERB.search(key)
    if asked is None or verb is None:
        return None
    if given is None:
        return _by_subject(query) if asked.start() < verb.start() else None
    passive = bool(_PASSIVE.search(key)) and given.start() < verb.start()
    changes = passive or given.start() > verb.start()  # what is asked for changes what is given
    for pair in _pairs(query):
        if _is(given["number"], (pair[1] if changes else pair[0]).number):
            return _told(query, pair)
    return refusal(query)


def _by_subject(query: Query) -> Answer | None:
    """ "Quyết định nào bãi bỏ chế độ …?": the pair whose changed document is about that."""
    best: tuple[float, Pair] | None = None
    for pair in _pairs(query):
        words = query.shelf.words(" | ".join(p.text[a:b] for p, a, b in pair[3]))
        share = query.terms.share(query.terms.cover(words))
        if share >= SPOKEN and (best is None or share > best[0]):
            best = share, pair
    return _told(query, best[1]) if best else None


def _told(query: Query, pair: Pair) -> Answer:
    _, _, main, places = pair
    ordered = sorted(places, key=lambda place: place[0].id != main.id)
    return Answer(
        question=query.frame.text,
        text=" ".join(tidy(passage.text[start:end]) for passage, start, end in places),
        kind=AnswerKind.FOUND,
        citations=tuple(cite(query.shelf, p, (start, end)) for p, start, end in ordered),
    )


def _pairs(query: Query) -> Iterable[Pair]:
    """(what changes, what is changed, passage, what to tell) for all pairs of the reports."""
    for passage_id, documents in query.shelf.documents.items():
        passage = query.shelf.passages[passage_id]
        ordered = sorted(documents, key=lambda d: d.start)
        for index, second in enumerate(ordered):
            if not index:
                yield from _from_caller(query, passage, ordered)
                continue
            first = ordered[index - 1]
            start = passage.text.find(first.number, first.start) + len(first.number)
            between = passage.text[start : second.start]
            here = sentence_at(passage.text, first.start)[1] > second.start
            if here and len(between) <= REACH and _VERB.search(bare(between.lower())):
                yield first, second, passage, [(passage, first.start, second.end)]


def _from_caller(query: Query, note: Passage, documents: list[DocumentCitation]) -> Iterable[Pair]:
    """A note that opens with the verb: its documents are changed by the one it is called at."""
    calling = query.shelf.calling_sentence(note)
    if calling is None or note.called_by is None or not _VERB.match(bare(note.text.lower())):
        return
    caller, start, _ = calling
    before = [
        d for d in query.shelf.documents.get(caller.id, ()) if start <= d.start < note.called_by[1]
    ]
    if before:
        first = max(before, key=lambda d: d.start)
        for second in documents:
            told = [(caller, first.start, first.end), (note, 0, documents[-1].end)]
            yield first, second, note, told


def _is(asked: str, printed: str) -> bool:
    """Whether a number as asked ("164", "88/2025") is that of a document."""
    one, other = (re.split(r"[/-]", text.lower()) for text in (asked, bare(printed)))
    return [part.lstrip("0") for part in one] == [part.lstrip("0") for part in other[: len(one)]]
