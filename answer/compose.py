"""From picked candidates to an Answer: short sentences, figures, citations.

Every figure in the text is copied from the passages that are cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from answer.candidate import Candidate
from answer.cite import cite, covers
from answer.query import Query
from answer.statement import lead_of, statement_span, tidy
from answer.wording import wording
from ingest.report import (
    Answer,
    AnswerKind,
    Citation,
    Figure,
    Passage,
    StatedFigure,
    TableRow,
)
from ingest.segments import Span

_NUMERAL = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?:/\d+(?:[.,]\d+)*)?")
_ORDER = frozenset({"TT", "STT", "SỐ TT"})  # the column that numbers rows tells nothing
REASONS = {
    "year": "khác năm",
    "place": "khác nơi",
    "unit": "khác đại lượng",
    "scope": "khác phạm vi",
    "level": "chỉ ghi mức đạt được, không ghi tăng hay giảm bao nhiêu",
    "plan": "chỉ ghi kết quả, không ghi kế hoạch",
    "direction": "chiều tăng, giảm ngược lại",
    "short": "không vượt kế hoạch",
    "over": "không thiếu so với kế hoạch",
    "number": "số liệu trong câu hỏi không đúng như báo cáo ghi",
    "names": "chỉ ghi số lượng, không nêu tên",
    "denied": "câu hỏi nói khác điều báo cáo ghi",
    "award": "khác hình thức, người tặng hoặc phong trào",
}


def found(
    query: Query, chosen: Sequence[Candidate], several: bool = False, disagree: bool = False
) -> Answer:
    """An answer in the report's own words, one statement a passage and clause.

    several: the statements are alternatives, each told with its report where they differ.
    disagree: the places contradict each other, which the answer says.
    """
    groups = _groups(chosen)
    sentences = [say(query, group) for group in groups]
    owners = [query.shelf.report_of(group[0].passage) for group in groups]
    if several and len({owner.id for owner in owners}) > 1:
        names = [owner.issuer for owner in owners]
        if len(set(names)) < len(names):
            names = [f"{owner.issuer}, báo cáo năm {owner.year}" for owner in owners]
        sentences = [f"{name}: {text}" for name, text in zip(names, sentences, strict=True)]
    text = " ".join(dict.fromkeys(sentences))
    if disagree:
        text = f"{wording('mau-thuan')} {text}"
    answer = Answer(
        question=query.frame.text,
        text=text,
        kind=AnswerKind.SEVERAL if several else AnswerKind.FOUND,
        figures=tuple(stated(c.figure) for c in chosen if c.figure),
        citations=citations(query, chosen),
    )
    return supported(query, answer, [group[0] for group in groups])


def supported(query: Query, answer: Answer, chosen: Sequence[Candidate]) -> Answer:
    """The answer with a citation for every number that its leads bring in from around."""
    cited = list(answer.citations)
    for number in _NUMERAL.findall(answer.text):
        if any(_has(citation.quote, number) for citation in cited):
            continue
        for passage in (p for c in chosen for p in _around(query, c.passage)):
            place = _place(passage.text, number)
            if place is not None:
                cited.append(cite(query.shelf, passage, place))
                break
    return replace(answer, citations=tuple(cited))


def _around(query: Query, passage: Passage) -> Iterable[Passage]:
    """The header rows above a table's row, then what gives any passage its context."""
    row = passage.row
    if row is not None:
        for other in query.shelf.passages.values():
            its = other.row
            if its is None or other.report_id != passage.report_id or its.table != row.table:
                continue
            if not any(cell.header for cell in its.cells):
                yield other
    yield from query.shelf.around(passage)


def _has(text: str, number: str) -> bool:
    return _place(text, number) is not None


def _place(text: str, number: str) -> Span | None:
    found_ = re.search(rf"(?<![\w.,]){re.escape(number)}(?![\d]|[.,]\d)", text)
    return found_.span() if found_ else None


def refusal(query: Query, reason: str = "", near: Candidate | None = None) -> Answer:
    """A refusal; with ``near``, it says what the reports have instead, with its source."""
    if near is None or reason not in REASONS:
        return Answer(query.frame.text, wording("khong-tim-thay"), AnswerKind.NOT_FOUND)
    said = say(query, [near])
    answer = Answer(
        question=query.frame.text,
        text=wording("gan-dung", reason=REASONS[reason], near=said),
        kind=AnswerKind.NEAR_MISS,
        citations=citations(query, [near]),
    )
    return supported(query, answer, [near])


def say(query: Query, group: Sequence[Candidate]) -> str:
    """One statement for candidates of one passage, led by what it is about if needed."""
    passage = group[0].passage
    if passage.row is not None:
        return _row_text(passage.row, [c.start for c in group])
    if group[0].whole:
        span = (group[0].start, group[0].end)
    else:
        span = statement_span(passage, [(c.start, c.end) for c in group])
    statement = tidy(passage.text[slice(*span)])
    lead = lead_of(group[0], query, span)
    if lead and lead.lower() not in statement.lower():
        # The case as printed: behind a lead a name keeps its capital, other words get none.
        printed = passage.text.find(statement[1:-1], span[0])
        first = passage.text[printed - 1] if printed > 0 else statement[:1]
        return f"{lead[:1].upper()}{lead[1:]}: {first}{statement[1:]}"
    return statement


def _row_text(row: TableRow, places: Sequence[int]) -> str:
    """A table row told as "label – column: cell unit" for the cells asked for."""
    told = []
    asked = [c for c in row.cells if any(c.start <= place < c.end for place in places)]
    if asked and all(cell.header.strip().upper() in _ORDER for cell in asked):
        asked = [c for c in row.cells if c.header and c not in asked and c.text != row.label]
    for cell in row.cells:
        if cell in asked:
            unit = cell.unit if cell.unit and cell.unit not in cell.text else ""
            told.append(f"{cell.header}: {f'{cell.text} {unit}'.strip()}")
    text = f"{row.label} – {'; '.join(told)}" if row.label else "; ".join(told)
    return f"{text[:1].upper()}{text[1:]}."


def citations(query: Query, chosen: Sequence[Candidate]) -> tuple[Citation, ...]:
    """One citation for each quoted stretch, the main one first."""
    cited: list[Citation] = []
    for candidate in chosen:
        span: Span = (candidate.start, candidate.end)
        if not any(covers(citation, candidate.passage, span) for citation in cited):
            cited.append(cite(query.shelf, candidate.passage, span))
    return tuple(cited)


def stated(figure: Figure) -> StatedFigure:
    """A figure as the machine contract gives it: plain decimal value, unit, printed words."""
    return StatedFigure(plain(figure.value), figure.unit, figure.text)


def plain(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros ("25877", "97.32")."""
    text = format(value.normalize(), "f")
    return text if text != "-0" else "0"


def _groups(chosen: Sequence[Candidate]) -> list[list[Candidate]]:
    """Candidates of the same sentence together, in the order picked."""
    groups: list[list[Candidate]] = []
    for candidate in chosen:
        for group in groups:
            same = group[0].passage.id == candidate.passage.id
            if same and group[0].spans.sentence == candidate.spans.sentence:
                group.append(candidate)
                break
        else:
            groups.append([candidate])
    return groups
