"""Everything that one question asks for, where its first answer tells only a part of it.

Each thing asked is answered by itself; the answers are told together where they stand
together. Knows nothing of how a question is answered or taken apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from answer.parts_asked import parts_asked
from answer.shelf import Shelf
from ingest.report import Answer, AnswerKind, Citation, Passage, StatedFigure

Ask = Callable[[str], Answer]
_TOLD = frozenset({AnswerKind.FOUND, AnswerKind.DERIVED})


def with_all_parts(answer: Answer, question: str, shelf: Shelf, ask: Ask) -> Answer:
    """The answer, or one that tells more of what was asked.

    question: as it is understood, with its conversation. ask: answers one part of it.
    """
    if answer.kind in {AnswerKind.SEVERAL}:
        return answer
    parts = parts_asked(question)
    if not parts or len({_key(it) for it in answer.figures}) >= len(parts):
        return answer
    told = [ask(part) for part in parts]
    if any(it.kind not in _TOLD or not it.figures for it in told):
        return answer
    if not _apart(told) or not _together(told, answer, shelf):
        return answer
    return _joined(answer, told)


def _key(figure: StatedFigure) -> tuple[str, str]:
    return figure.value, figure.unit


def _apart(told: Sequence[Answer]) -> bool:
    """Whether no two parts are answered by the same place."""
    places = [_place(it) for it in told]
    return len(set(places)) == len(places)


def _place(answer: Answer) -> tuple[str, ...]:
    return (answer.citations[0].passage_id, *(it.quote for it in answer.figures))


def _together(told: Sequence[Answer], answer: Answer, shelf: Shelf) -> bool:
    """Whether the answers stand in one place: a passage, what a passage calls, one table."""
    places = [shelf.passages[it.citations[0].passage_id] for it in told]
    return all(_near(places[0], place) for place in places[1:])


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
