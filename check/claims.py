"""What a draft claims: every figure, date, cited document and quotation in it.

A claim stands at a place of the draft and carries the words around it, so that it can be
looked up. A draft is read as a report is, so that a figure has the year, place and movement of
its headings and the unit of its table column. What this module does not know: the reports.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.clauses import quotations, sentences
from ingest.dates import DateKind, DateMention, find_dates
from ingest.documents import find_documents
from ingest.report import Award, DocumentCitation, Figure, Passage, PassageKind, Reading
from ingest.text import words
from ingest.vocabulary import keyed

_QUOTED_WORDS = 4
# "[… căn | 2024: 9.310, tr. 12]": a slot of a draft that waits; it claims nothing yet.
_OPEN_SLOT = re.compile(r"\[[^\[\]|]{1,80} \| (?:19|20)\d\d: [^\[\]]*\]")


class ClaimKind(StrEnum):
    """What is claimed."""

    FIGURE = "figure"
    DATE = "date"
    DOCUMENT = "document"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a draft.

    line: its passage in the draft, counted from 0; text: what stands there; start, end: the
    claim in it; sentence: where its sentence lies. One of figure, document, date is set by
    its kind.
    """

    kind: ClaimKind
    line: int
    text: str
    start: int
    end: int
    sentence: tuple[int, int]
    figure: Figure | None = None
    award: Award | None = None
    document: DocumentCitation | None = None
    date: DateMention | None = None
    passage: Passage | None = None

    @property
    def printed(self) -> str:
        return self.text[self.start : self.end]

    def sentence_text(self) -> str:
        return self.text[slice(*self.sentence)].strip()


def find_claims(draft: Reading) -> list[Claim]:
    """The claims of a draft in order; a claim's line is its passage."""
    figures: dict[str, list[Figure]] = defaultdict(list)
    for figure in draft.figures:
        figures[figure.passage_id].append(figure)
    awards = {(award.passage_id, award.count_start): award for award in draft.awards}
    found: list[Claim] = []
    for line, passage in enumerate(draft.passages):
        if passage.kind is not PassageKind.FURNITURE:
            made = [*_figures(line, passage, figures[passage.id], awards), *_texts(line, passage)]
            waiting = [slot.span() for slot in _OPEN_SLOT.finditer(passage.text)]
            made = [
                claim
                for claim in made
                if not any(start < claim.end and claim.start < end for start, end in waiting)
            ]
            found += sorted(made, key=lambda claim: claim.start)
    return found


def _figures(
    line: int,
    passage: Passage,
    figures: Sequence[Figure],
    awards: Mapping[tuple[str, int], Award],
) -> Iterator[Claim]:
    text = passage.text
    for figure in figures:
        digit = next(i for i in range(figure.start, figure.end) if text[i].isdigit())
        yield Claim(
            ClaimKind.FIGURE, line, text, figure.start, figure.end, _sentence(passage, digit),
            figure=figure, award=awards.get((passage.id, digit)), passage=passage,
        )  # fmt: skip


def _sentence(passage: Passage, offset: int) -> tuple[int, int]:
    text = passage.text
    if passage.row is not None:
        return 0, len(text)
    spans = [(span.start, span.end) for span in sentences(text)] or [(0, len(text))]
    return next((span for span in reversed(spans) if span[0] <= offset), spans[0])


def _texts(line: int, passage: Passage) -> Iterator[Claim]:
    text = passage.text
    documents = [one for one in find_documents(text) if one.number]
    for document in documents:
        stop = _document_end(text, document)
        yield Claim(
            ClaimKind.DOCUMENT, line, text, document.start, stop,
            _sentence(passage, document.start), document=document, passage=passage,
        )  # fmt: skip
    taken = [(one.start, one.end) for one in documents]
    for date in find_dates(keyed(text)):
        inside = any(start <= date.start < end for start, end in taken)
        if date.kind is DateKind.DAY and date.iso and not date.iso.startswith("--") and not inside:
            yield Claim(
                ClaimKind.DATE, line, text, date.start, date.end, _sentence(passage, date.start),
                date=date, passage=passage,
            )  # fmt: skip
    for quote in quotations(text):
        inner = text[quote.start + 1 : quote.end - 1]
        if len(words(inner)) >= _QUOTED_WORDS:
            yield Claim(
                ClaimKind.QUOTATION, line, text, quote.start, quote.end,
                _sentence(passage, quote.start), passage=passage,
            )  # fmt: skip


def _document_end(text: str, document: DocumentCitation) -> int:
    """The claim is kind, number and date; the subject after it is judged with it."""
    if not document.subject:
        return document.end
    at = text.find(document.subject, document.start, document.end)
    return len(text[:at].rstrip(" ,:")) if at > document.start else document.end
