"""The evidence that a model may read: numbered lines, each with its citations, chosen before.

The lines that the extractive answer cites come first, then the sentences that speak most of
what is asked and that the extractive rules do not place in another year or place. A line is
a whole sentence: no word that turns its meaning is cut off. No line, no call.
What this module does not know: models, prompts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answer.asking import asking
from answer.candidate import Candidate
from answer.cite import cite
from answer.denial import denial
from answer.model.stretches import joins, words_of
from answer.model.woven import Fabric
from answer.place_match import sentence_candidates
from answer.query import Query
from answer.shelf import Shelf
from answer.statement import tidy
from ingest.report import Answer, Citation, Passage, PassageKind, TableRow
from ingest.segments import Span, sentence_at
from ingest.text import fold_spaces

MOST = 6  # lines; an 8B model on a processor reads some 20 words a second
LETTERS = 2000  # of all lines together, some 700 tokens
LONGEST = 700  # letters of one line; a longer one is no line but an annex
_BODY = frozenset({PassageKind.PARAGRAPH, PassageKind.FOOTNOTE, PassageKind.ROW})
ON_TOPIC = 0.6  # of the topic's weight must stand in a sentence, its heading or its lead
# Syllables of "tình hình", "kết quả", "công tác", "nêu", "năm": they name no topic.
FILLERS = frozenset(
    ["tinh", "hinh", "ket", "qua", "cong", "tac", "neu", "ke", "nam", "tom", "tat", "trinh", "bay"]
)
_ELSEWHERE = frozenset({"year", "place"})  # denied for these, a sentence is no evidence


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered line. text: what the model reads and what its sentence is held against.

    under: where it stands, told in short. headings: all that it stands under. citations:
    its printed stretches; more than one where a page or a note's marker breaks it.
    """

    id: int
    text: str
    under: str
    headings: tuple[str, ...]
    citations: tuple[Citation, ...]
    fabric: Fabric

    def cited_for(self, sentence: str) -> tuple[Citation, ...]:
        """The stretches that a sentence woven from this line took words from."""
        wanted = {word.key for word in words_of(sentence) if not joins(word)}
        used: list[Citation] = []
        for citation in self.citations:
            there = {word.key for word in words_of(citation.quote)}
            if wanted & there:
                used.append(citation)
                wanted -= there
        return tuple(used) or self.citations[:1]


def lines_for(
    answer: Answer, query: Query, passages: Sequence[tuple[Passage, float]]
) -> tuple[Line, ...]:
    """The numbered lines for an answer, or for a question that was refused."""
    lines: list[Line] = []
    letters, seen = 0, set()
    for passage, span in _places(answer, query, passages):
        if (passage.id, span) in seen or passage.kind not in _BODY:
            continue
        seen.add((passage.id, span))
        line = _line(len(lines) + 1, passage, span, query.shelf)
        if len(line.text) > LONGEST or letters + len(line.text) > LETTERS or not line.text:
            continue
        lines.append(line)
        letters += len(line.text)
        if len(lines) == MOST:
            break
    return tuple(lines)


def _places(
    answer: Answer, query: Query, passages: Sequence[tuple[Passage, float]]
) -> Iterable[tuple[Passage, Span]]:
    """The sentences of the citations, then the best others."""
    for citation in answer.citations:
        passage = query.shelf.passages.get(citation.passage_id)
        if passage is not None:
            yield passage, _sentence(passage, citation.start)
    for candidate in _further(query, passages):
        yield candidate.passage, _sentence(candidate.passage, candidate.start)


def _sentence(passage: Passage, offset: int) -> Span:
    return (0, len(passage.text)) if passage.row else sentence_at(passage.text, offset)


def _further(query: Query, passages: Sequence[tuple[Passage, float]]) -> Iterable[Candidate]:
    """The sentences whose own words or heading speak of the topic, in the year asked about."""
    topic = _topic(query)
    ranked = []
    for candidate in sentence_candidates(query, [it for it in passages if it[0].kind in _BODY]):
        share = _share(query, topic, query.scorer.inner(candidate.passage, candidate.spans))
        if share >= ON_TOPIC and denial(query, candidate) not in _ELSEWHERE:
            ranked.append((share, candidate.score, candidate))
    ranked.sort(key=lambda it: it[:2], reverse=True)
    return [it[2] for it in ranked if _in_years(query, it[2])]


def _topic(query: Query) -> tuple[int, ...]:
    """Which of the question's terms say what it is about: no year, no asking, no filler."""
    stop = asking().bare_stop | FILLERS
    return tuple(
        index
        for index, syllable in enumerate(query.terms.bare)
        if syllable not in stop and not syllable[:1].isdigit()
    )


def _share(query: Query, topic: Sequence[int], cover: Sequence[float]) -> float:
    total = sum(query.terms.weights[index] for index in topic)
    if not total:
        return 0.0
    return sum(query.terms.weights[index] * cover[index] for index in topic) / total


def _in_years(query: Query, candidate: Candidate) -> bool:
    """Whether a sentence is of the year asked about, by its report or by its own words."""
    years = query.scope.years
    if not years:
        return True
    own = candidate.passage.text[slice(*candidate.spans.sentence)]
    return str(query.shelf.report_of(candidate.passage).year) in years or any(
        year in own for year in years
    )


def _line(number: int, passage: Passage, span: Span, shelf: Shelf) -> Line:
    report = shelf.report_of(passage)
    titles = [step.title for step in passage.section if step.title]
    year = f"năm {report.year}" if report.year else ""
    headings = tuple(it for it in (*titles, report.title, report.issuer, year) if it)
    told = row_text(passage.row) if passage.row else tidy(passage.text[slice(*span)])
    text = fold_spaces(told)
    under = " · ".join(it for it in ((titles or [report.title])[-1], year) if it)
    citations = tuple(cite(shelf, passage, (start, start)) for start in _stretches(passage, span))
    fabric = Fabric.of(text, headings, parallel=passage.row is not None)
    return Line(number, text, under, headings, citations, fabric)


def _stretches(passage: Passage, span: Span) -> Iterable[int]:
    """Where each printed stretch of a sentence begins: behind a page break or a marker."""
    if passage.row is not None:
        return [0]
    cuts = [offset for offset, _ in passage.page_starts] + [call.offset for call in passage.calls]
    starts = []
    for start in sorted({span[0], *(cut for cut in cuts if span[0] < cut < span[1])}):
        begin = start
        while begin < span[1] and passage.text[begin] in " ,;.:":
            begin += 1
        if begin < span[1]:
            starts.append(begin)
    return starts


def row_text(row: TableRow) -> str:
    """A table row told cell by cell, each with the row's label, its column and its unit."""
    told = []
    for cell in row.cells:
        if not cell.text.strip() or cell.text.strip() == row.label.strip():
            continue
        unit = cell.unit if cell.unit and cell.unit not in cell.text else ""
        named = " – ".join(part for part in (row.label, cell.header) if part)
        told.append(f"{named}: {cell.text} {unit}".strip())
    return "; ".join(told) + "." if told else ""
