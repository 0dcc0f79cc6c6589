"""An answer told by a model over several lines, each sentence proven before it counts.

A sentence whose line does not exist, or that is not woven from it word by word, is dropped;
what the extractive answer said is then kept beside what is left. A figure that the
extractive answer states is never lost.
What this module does not know: how a model is spoken to, how lines are chosen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from answer.compose import stated
from answer.frame import Wanted
from answer.last_check import checked
from answer.model.lines import Line
from answer.model.reply import Claim, claim_of, objects
from answer.model.woven import woven
from answer.query import Query
from answer.shelf import Shelf
from answer.wording import wording
from check.guard import unsupported
from ingest.report import Answer, AnswerKind, Citation, StatedFigure
from ingest.text import bare, canonical

CLAIMS = 4
# Asking to be told of something, and asking for a number; without marks.
_TELL = re.compile(
    r"\b(?:the nao|ra sao|neu|ke|tom tat|tom luoc|trinh bay|khai quat|tinh hinh|ket qua gi"
    r"|nhung gi|nhung ket qua|noi ve|cho biet ve|mo ta)\b"
)
_COUNT = re.compile(r"\b(?:bao nhieu|may|ai|khi nao|ngay nao|nam nao|o dau|so nao)\b")
WORDS = 320  # tokens of the whole reply


@dataclass(frozen=True, slots=True)
class Proven:
    """A sentence with the one line that it is made of."""

    text: str
    line: Line


def asks_to_tell(query: Query, answer: Answer) -> bool:
    """Whether several lines together answer better than the best one, or than a refusal.

    Not a question for a figure, a date, a document: there the printed words are the answer.
    Never one whose answer was computed.
    """
    frame = query.frame
    if answer.kind is AnswerKind.DERIVED or frame.why or frame.yes_no or frame.numbers:
        return False
    open_words = bool(_TELL.search(bare(frame.key))) and not _COUNT.search(bare(frame.key))
    return open_words or (frame.wanted is Wanted.TEXT and not answer.refused)


def prompt(question: str, lines: Sequence[Line]) -> str:
    """What the model is asked: the numbered lines, then the question, both as data."""
    told = "\n".join(f"[{line.id}] ({line.under}) {line.text}" for line in lines)
    return wording(
        "mo-hinh-viet-cau-hoi", lines=told, question=json.dumps(question, ensure_ascii=False)
    )


def prove(claim: Claim, lines: Sequence[Line]) -> Proven | None:
    """The claim with the line that proves it, None if none of those that it names does."""
    by_id = {line.id: line for line in lines}
    if not all(id_ in by_id for id_ in claim.ids):
        return None
    for line in (by_id[id_] for id_ in claim.ids):
        if woven(claim.text, line.fabric) and not unsupported(
            claim.text, [line.text, *(it.quote for it in line.citations), *line.headings]
        ):
            return Proven(_sentence(claim.text), line)
    return None


def told(
    pieces: Iterable[str], answer: Answer, lines: Sequence[Line], shelf: Shelf
) -> Iterator[Answer]:
    """The answer as it grows with each proven sentence; the last one is the whole."""
    proven: list[Proven] = []
    dropped = 0
    for claim in objects(pieces, claim_of, CLAIMS):
        good = prove(claim, lines)
        if good is None:
            dropped += 1
        elif all(canonical(good.text) != canonical(other.text) for other in proven):
            proven.append(good)
            yield assembled(answer, proven, 0, shelf)
    yield assembled(answer, proven, dropped, shelf)


def assembled(answer: Answer, proven: Sequence[Proven], dropped: int, shelf: Shelf) -> Answer:
    """The extractive answer and the proven sentences as one answer, looked at once more."""
    notes = [wording("mo-hinh-da-bo", dropped=str(dropped))] if dropped else []
    own = [it for it in proven if canonical(it.text) not in canonical(answer.text)]
    if not own:
        if not proven and not dropped:
            notes = [wording("mo-hinh-khong-dung", reason="không viết được câu nào dùng được")]
        return replace(answer, note=" ".join(notes))
    whole = answer.refused or (not dropped and _says_all(answer, proven))
    used = proven if whole else own
    sentences = _attributed(used, [*([] if whole else answer.citations)], shelf)
    grown = replace(
        answer,
        text=" ".join([*([] if whole else [answer.text]), *sentences]),
        kind=AnswerKind.FOUND if answer.refused else answer.kind,
        citations=_citations(answer, proven, used, whole),
        figures=_figures(answer, proven, shelf),
        note=" ".join([wording("mo-hinh-da-viet"), *notes]),
    )
    if checked(grown, shelf) != grown:
        reason = "viết câu không đối chiếu được"
        return replace(answer, note=wording("mo-hinh-khong-dung", reason=reason))
    return grown


def _attributed(proven: Sequence[Proven], cited: Sequence[Citation], shelf: Shelf) -> list[str]:
    """The sentences, each led by its report where they come from more than one."""
    owners = [shelf.report_of(shelf.passages[it.line.citations[0].passage_id]) for it in proven]
    files = {owner.file for owner in owners} | {citation.report for citation in cited}
    if len(files) < 2:
        return [it.text for it in proven]
    return [
        f"{owner.issuer or owner.file}, báo cáo năm {owner.year}: {it.text}"
        if owner.year
        else f"{owner.title or owner.file}: {it.text}"
        for owner, it in zip(owners, proven, strict=True)
    ]


def _citations(
    answer: Answer, proven: Sequence[Proven], used: Sequence[Proven], whole: bool
) -> tuple[Citation, ...]:
    """Those of the sentences; the answer's main one stays the first, for it was chosen best."""
    cited = [citation for it in used for citation in it.line.cited_for(it.text)]
    first = answer.citations[:1] if whole and not answer.refused else answer.citations
    return tuple(dict.fromkeys([*(() if answer.refused else first), *cited]))


def _says_all(answer: Answer, proven: Sequence[Proven]) -> bool:
    """Whether the sentences say what the extractive answer said: its main line, its figures."""
    text = canonical(" ".join(it.text for it in proven))
    main = answer.citations[:1]
    return any(main[0] in it.line.citations for it in proven if main) and all(
        canonical(figure.quote) in text for figure in answer.figures
    )


def _figures(answer: Answer, proven: Sequence[Proven], shelf: Shelf) -> tuple[StatedFigure, ...]:
    """The answer's figures, and those of the cited lines that the sentences state."""
    figures = list(answer.figures)
    for it in proven:
        text = canonical(it.text)
        for cited in it.line.cited_for(it.text):
            for figure in shelf.figures.get(cited.passage_id, ()):
                inside = cited.start <= figure.start and figure.end <= cited.end
                if inside and canonical(figure.text) in text and stated(figure) not in figures:
                    figures.append(stated(figure))
    return tuple(figures)


def _sentence(text: str) -> str:
    text = text.strip().rstrip(" .;,:")
    return f"{text[:1].upper()}{text[1:]}."
