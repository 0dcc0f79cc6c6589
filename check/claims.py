"""What a draft claims: every figure, date, cited document and quotation in it.

A claim stands at a place of the draft and carries the words around it, so that it can be
looked up. What this module does not know: the reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ingest.awards import find_awards
from ingest.clauses import quotations, sentences
from ingest.dates import DateKind, DateMention, find_dates
from ingest.documents import find_documents
from ingest.figures import Context, find_figures
from ingest.report import Award, DocumentCitation, Figure
from ingest.text import nfc, words
from ingest.vocabulary import keyed

_QUOTED_WORDS = 4


class ClaimKind(StrEnum):
    """What is claimed."""

    FIGURE = "figure"
    DATE = "date"
    DOCUMENT = "document"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a draft.

    line: its paragraph, counted from 0; text: that paragraph; start, end: the claim in it;
    sentence: where its sentence lies. One of figure, document, date is set by its kind.
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

    @property
    def printed(self) -> str:
        return self.text[self.start : self.end]

    def sentence_text(self) -> str:
        return self.text[slice(*self.sentence)].strip()


def find_claims(draft: str) -> list[Claim]:
    """The claims of a draft in order; every line is a paragraph."""
    found: list[Claim] = []
    for number, raw in enumerate(draft.splitlines()):
        text = " ".join(nfc(raw).split())
        if text:
            found += sorted(_of_line(number, text), key=lambda claim: claim.start)
    return found


def _of_line(number: int, text: str) -> Iterator[Claim]:
    spans = [(span.start, span.end) for span in sentences(text)] or [(0, len(text))]

    def at(offset: int) -> tuple[int, int]:
        return next((span for span in reversed(spans) if span[0] <= offset), spans[0])

    awards = {award.count_start: award for award in find_awards(text)}
    for figure in find_figures(text, context=Context()):
        digit = next(i for i in range(figure.start, figure.end) if text[i].isdigit())
        yield Claim(
            ClaimKind.FIGURE, number, text, figure.start, figure.end, at(figure.start),
            figure=figure, award=awards.get(digit),
        )  # fmt: skip
    documents = [one for one in find_documents(text) if one.number]
    for document in documents:
        stop = _document_end(text, document)
        yield Claim(
            ClaimKind.DOCUMENT, number, text, document.start, stop, at(document.start),
            document=document,
        )  # fmt: skip
    taken = [(one.start, one.end) for one in documents]
    for date in find_dates(keyed(text)):
        inside = any(start <= date.start < end for start, end in taken)
        if date.kind is DateKind.DAY and date.iso and not date.iso.startswith("--") and not inside:
            yield Claim(
                ClaimKind.DATE, number, text, date.start, date.end, at(date.start), date=date
            )
    for quote in quotations(text):
        inner = text[quote.start + 1 : quote.end - 1]
        if len(words(inner)) >= _QUOTED_WORDS:
            yield Claim(ClaimKind.QUOTATION, number, text, quote.start, quote.end, at(quote.start))


def _document_end(text: str, document: DocumentCitation) -> int:
    """The claim is kind, number and date; the subject after it is judged with it."""
    if not document.subject:
        return document.end
    at = text.find(document.subject, document.start, document.end)
    return len(text[:at].rstrip(" ,:")) if at > document.start else document.end
