"""Everything that one question asks for, where its first answer tells only a part of it.

Each thing asked is answered by itself; the answers are told together where they stand
together. Knows nothing of how a question is answered or taken apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from answer.cite import cite
from answer.compose import stated
from answer.coordinated import asked_side_by_side
from answer.one_run import in_one_run
from answer.parts_asked import asked_count, clauses_asked, parts_asked
from answer.query import Query
from answer.shelf import Shelf
from answer.statement import tidy
from ingest.report import Answer, AnswerKind, Citation, Passage
from ingest.segments import clause_at, sentence_at

Ask = Callable[[str], Answer]
LONGEST = 420  # characters of a sentence that is told whole
_TOLD = frozenset({AnswerKind.FOUND, AnswerKind.DERIVED})


def with_all_parts(answer: Answer, query: Query, ask: Ask) -> Answer:
    """The answer, or one that tells just what was asked.

    query: as it is understood, with its conversation. ask: answers one part of it.
    """
    if answer.kind is AnswerKind.SEVERAL:
        return answer
    question, shelf = query.frame.text, query.shelf
    by_clause = _by_clauses(question, shelf, ask)
    if by_clause and not _tells_all(answer, by_clause):
        return _joined(answer, by_clause)
    run = in_one_run(query, answer)
    if run is not None:
        return run
    parts = parts_asked(question)
    beside = _side_by_side(answer, query, ask) if not parts else None
    if beside is not None:
        return beside
    asked = max(len(parts), asked_count(question))
    if asked < 2 or _tells(answer, asked) or (not parts and len(answer.figures) >= asked):
        return answer
    if parts:
        told = [ask(part) for part in parts]
        if all(it.kind in _TOLD and it.figures for it in told) and _agree(told, shelf):
            return _joined(answer, told)
    return _whole_sentence(answer, asked, shelf)


def _by_clauses(question: str, shelf: Shelf, ask: Ask) -> list[Answer]:
    """An answer for each clause that asks, all in one place; [] if one of them has none there."""
    told: list[Answer] = []
    for ways in clauses_asked(question):
        for way in ways:
            answer = ask(way)
            if answer.kind in _TOLD and answer.citations and _agree([*told, answer], shelf):
                told.append(answer)
                break
        else:
            return []
    return told


def _side_by_side(answer: Answer, query: Query, ask: Ask) -> Answer | None:
    """Both things that stand side by side in the question, where each has an answer of its own.

    None where the answer tells neither of them: then it may be the number of both.
    """
    if query.frame.operation is not None or query.frame.yes_no or query.frame.why:
        return None
    own = {figure.quote for figure in answer.figures}
    for way in asked_side_by_side(query.frame.text):
        told = [ask(way.second), ask(way.first)][::-1]
        if any(it.kind not in _TOLD or len(it.figures) != 1 for it in told):
            continue
        both = {figure.quote for it in told for figure in it.figures}
        if len(both) < 2 or not _agree(told, query.shelf):
            continue
        if own < both or (way.each and both < own):
            return _joined(answer, told)
    return None


def _tells_all(answer: Answer, told: Sequence[Answer]) -> bool:
    """Whether an answer has the figures of all its parts already."""
    own = {figure.quote for figure in answer.figures}
    return (
        not answer.refused
        and all(figure.quote in own for part in told for figure in part.figures)
        and all(part.figures for part in told)
    )


def _tells(answer: Answer, asked: int) -> bool:
    """Whether an answer has as many figures as were asked for, all from one place."""
    places = {citation.passage_id for citation in answer.citations}
    return len(answer.figures) >= asked and (len(places) < 2 or bool(answer.derivation))


def _agree(told: Sequence[Answer], shelf: Shelf) -> bool:
    """Whether the parts have each an answer of its own, and all in one place."""
    texts = [it.text for it in told]
    if len(set(texts)) < len(texts):
        return False
    places = [shelf.passages[it.citations[0].passage_id] for it in told]
    return all(_near(places[0], place) for place in places[1:])


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


def _near(one: Passage, other: Passage) -> bool:
    if one.report_id != other.report_id:
        return False
    if one.id == other.id or _calls(one, other) or _calls(other, one):
        return True
    return one.section == other.section and (one.row is None) == (other.row is None)


def _calls(one: Passage, other: Passage) -> bool:
    return one.called_by is not None and one.called_by[0] == other.id


def _joined(answer: Answer, told: Sequence[Answer]) -> Answer:
    """The answers of all parts as one, each sentence and each citation once."""
    texts = [it.text for it in told]
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
