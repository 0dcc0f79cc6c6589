"""Everything that one question asks for, where its first answer tells only a part of it.

Each thing asked is answered by itself; the answers are told together where they stand
together. Knows nothing of how a question is answered or taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from answer.cite import cite
from answer.compose import stated
from answer.each_and_total import each_and_total
from answer.one_run import in_one_run
from answer.parts_asked import asked_count, clauses_asked, parts_asked
from answer.printed_most import with_printed_most
from answer.query import Ask, Query
from answer.respects import in_all_respects
from answer.shelf import Shelf
from answer.side_by_side import TOLD, agree, side_by_side
from answer.statement import tidy
from index.tokens import units
from ingest.report import Answer, AnswerKind, Citation
from ingest.segments import clause_at, sentence_at

_MEASURE_AGAIN = re.compile(
    r"(?<!\w)(?:tỷ trọng|tỷ lệ|tỉ lệ|tỉ trọng|mức|con số|số tiền) (?:ấy|đó|này)(?!\w)", re.I
)
LONGEST = 420  # characters of a sentence that is told whole


def with_all_parts(answer: Answer, query: Query, ask: Ask) -> Answer:
    """The answer, or one that tells just what was asked.

    query: as it is understood, with its conversation. ask: answers one part of it.
    """
    if answer.kind is AnswerKind.SEVERAL:
        return answer
    row = each_and_total(query, ask)
    if row is not None:
        return row
    question, shelf = query.frame.text, query.shelf
    told = in_all_respects(query, ask) or with_printed_most(query, answer, ask)
    if told:
        return _joined(answer, told)
    by_clause = _by_clauses(question, shelf, ask)
    joined = _joined(answer, by_clause) if by_clause else answer
    if by_clause and (not _tells_all(answer, by_clause) or len(joined.text) < len(answer.text)):
        return joined
    run = in_one_run(query, answer)
    if run is not None:
        return run
    parts = parts_asked(question)
    told = side_by_side(answer, query, ask)
    if told:
        return _joined(answer, told)
    asked = max(len(parts), asked_count(question))
    told = _contrasted(answer, query, parts, ask)
    if told:
        return _joined(answer, told)
    if asked < 2 or _tells(answer, asked) or (not parts and len(answer.figures) >= asked):
        return answer
    if parts:
        told = [ask(part) for part in parts]
        if all(it.kind in TOLD and it.figures for it in told) and agree(told, shelf):
            return _joined(answer, told)
    return _whole_sentence(answer, asked, shelf)


def _contrasted(answer: Answer, query: Query, parts: Sequence[str], ask: Ask) -> list[Answer]:
    """The parts where they count the same of different things and the answer tells another.

    "Sửa mấy căn, xây mới mấy căn?": each part's line says what it alone asks for.
    """
    if len(parts) < 2 or len(query.frame.units) != 1 or answer.derivation:
        return []
    told = [ask(part) for part in parts]
    figures = {figure.quote for it in told for figure in it.figures}
    places = {c.passage_id for it in (answer, *told) for c in it.citations}
    if len(places) > 1 or any(it.kind is not AnswerKind.FOUND for it in told):
        return []
    if len(figures) != len(told) or {figure.quote for figure in answer.figures} == figures:
        return []
    words = [set(units(part)) for part in parts]
    for at, it in enumerate(told):
        own = words[at].difference(*(w for i, w in enumerate(words) if i != at))
        if len(it.figures) != 1 or not own or not own & set(units(it.text)):
            return []
    return told


def _by_clauses(question: str, shelf: Shelf, ask: Ask) -> list[Answer]:
    """An answer for each clause that asks, all in one place; [] if one of them has none there."""
    told: list[Answer] = []
    for ways in clauses_asked(question):
        for way in ways:
            answer = ask(way)
            near = agree([*told, answer], shelf) if answer.citations else False
            if answer.kind in TOLD and (near or _same_measure(ways[0], told, answer)):
                told.append(answer)
                break
        else:
            return []
    return told


def _same_measure(clause: str, told: Sequence[Answer], answer: Answer) -> bool:
    """Whether a clause asks for "tỷ lệ ấy" of another thing, told in the same report as the first.

    Then the two need not stand in one place.
    """
    if not _MEASURE_AGAIN.search(clause) or len(told) != 1:
        return False
    one, other = told[0], answer
    return (
        len(one.figures) == len(other.figures) == 1
        and one.figures[0].quote != other.figures[0].quote
        and one.figures[0].unit == other.figures[0].unit
        and bool(other.citations)
        and one.citations[0].report == other.citations[0].report
    )


def _tells_all(answer: Answer, told: Sequence[Answer]) -> bool:
    """Whether an answer has the figures of all its parts already, and no others."""
    own = {figure.quote for figure in answer.figures}
    parts = {figure.quote for part in told for figure in part.figures}
    return not answer.refused and own == parts and all(part.figures for part in told)


def _tells(answer: Answer, asked: int) -> bool:
    """Whether an answer has as many figures as were asked for, all from one place."""
    places = {citation.passage_id for citation in answer.citations}
    return len(answer.figures) >= asked and (len(places) < 2 or bool(answer.derivation))


def _whole_sentence(answer: Answer, asked: int, shelf: Shelf) -> Answer:
    """The line that answers told to its end, where it has figures for all that was asked."""
    if answer.kind is not AnswerKind.FOUND or not answer.citations:
        return answer
    main = answer.citations[0]
    passage = shelf.passages[main.passage_id]
    if passage.row is not None:
        return answer
    start = _first_place(answer, main)
    for span in (clause_at(passage.text, start), sentence_at(passage.text, start)):
        figures = [f for f in shelf.figures.get(passage.id, ()) if span[0] <= f.start < span[1]]
        if len(figures) >= asked and span[1] - span[0] <= LONGEST:
            text = tidy(passage.text[slice(*span)])
            if len(text) <= len(answer.text):
                return answer
            return replace(
                answer,
                text=text,
                figures=tuple(stated(figure) for figure in figures),
                citations=(cite(shelf, passage, span), *answer.citations[1:]),
            )
    return answer


def _first_place(answer: Answer, main: Citation) -> int:
    """Where the answer's first figure stands in the passage."""
    if answer.figures:
        at = main.quote.find(answer.figures[0].quote)
        if at >= 0:
            return main.start + at
    return main.start


def _joined(answer: Answer, told: Sequence[Answer]) -> Answer:
    """The answers of all parts as one, each sentence and each citation once."""
    figures = {figure for it in told for figure in it.figures}
    whole = next((it for it in told if set(it.figures) == figures), None)
    if whole is not None and all(it.figures for it in told):
        told = [whole]
    texts = _led_once([it.text for it in told])
    kept = [
        text for i, text in enumerate(texts)
        if not any(text != other and text.rstrip(".") in other for other in texts)
        and text not in texts[:i]
    ]  # fmt: skip
    citations: dict[tuple[str, int, int], Citation] = {}
    for citation in (c for it in told for c in it.citations):
        citations.setdefault((citation.passage_id, citation.start, citation.end), citation)
    derivations = [it.derivation for it in told if it.derivation]
    derived = any(it.kind is AnswerKind.DERIVED for it in told)
    return replace(
        answer,
        text=" ".join(kept),
        kind=AnswerKind.DERIVED if derived else AnswerKind.FOUND,
        figures=tuple(dict.fromkeys(figure for it in told for figure in it.figures)),
        derivation="; ".join(derivations) or None,
        citations=tuple(citations.values()),
    )


def _led_once(texts: Sequence[str]) -> list[str]:
    """The texts; what leads to one of them and to the one before is told once."""
    led = list(texts[:1])
    for before, text in pairwise(texts):
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, text, strict=False))
        cut = len("".join(one for one, _ in alike).rpartition(": ")[0])
        rest = text[cut:].lstrip(": ")
        led.append(f"{rest[:1].upper()}{rest[1:]}" if cut else text)
    return led
