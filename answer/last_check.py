"""The last look before an answer leaves: no number without its line.

What the composing rooms get wrong is caught here: an answer with a number that its citations
do not hold is told in the cited lines' own words, or not at all.
"""

from __future__ import annotations

from dataclasses import replace

from answer.shelf import Shelf
from answer.wording import wording
from check.guard import unsupported
from ingest.report import Answer, AnswerKind


def checked(answer: Answer, shelf: Shelf) -> Answer:
    """The answer itself if every number in it is supported, else its quotes, else a refusal."""
    if not _unsupported(answer, shelf):
        return answer
    told = replace(answer, text=" ".join(c.quote for c in answer.citations[:2]), derivation=None)
    if told.text and not _unsupported(told, shelf):
        kind = AnswerKind.FOUND if answer.kind is AnswerKind.DERIVED else answer.kind
        return replace(told, kind=kind)
    return Answer(answer.question, wording("khong-tim-thay"), AnswerKind.NOT_FOUND)


def _unsupported(answer: Answer, shelf: Shelf) -> tuple[str, ...]:
    lines = [citation.quote for citation in answer.citations]
    lines += [_cells(shelf, citation.passage_id) for citation in answer.citations]
    named = {f"{c.section} | {c.title} | {c.table or ''}" for c in answer.citations}
    return unsupported(answer.text, [*lines, *sorted(named)], answer.derivation)


def _cells(shelf: Shelf, passage_id: str) -> str:
    """A cited table row with the unit that its column gives behind each cell, "" for prose."""
    passage = shelf.passages.get(passage_id)
    if passage is None or passage.row is None:
        return ""
    return "; ".join(f"{cell.header}: {cell.text} {cell.unit}" for cell in passage.row.cells)
