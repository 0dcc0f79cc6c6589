"""What a report itself says is the most, where a question asks for that and for something else.

"Thiếu nhiều nhất là giáo viên Tin học": the line that answers says so in its next clause, and
needs no comparing of what stands before. Knows the wording of questions and of such clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from answer.cite import cite
from answer.compose import stated
from answer.query import Ask, Query
from answer.statement import tidy
from answer.terms import light
from index.tokens import units
from ingest.report import Answer, AnswerKind, Passage
from ingest.segments import Span, clause_at
from ingest.text import bare

SAID = 0.5  # the part of the words of what is asked that the clause must say
_MOST = re.compile(
    r"(?<!\w)(?:nào|ai|đâu|nao)(?!\w)[^,;?]*?(?<!\w)(nhiều|cao|lớn|đông|dài|ít|thấp|nhỏ|ngắn"
    r"|nhieu|lon|dong|dai|it|thap|nho|ngan)(?: [^\W\d_]+){0,4}? (?:nhất|nhat)(?!\w)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;]\s*(?:(?:và|còn|va|con)\s+)?|\s(?:và|va)\s")
_ASKS = re.compile(r"(?<!\w)(?:bao nhiêu|bao nhieu|mấy|may|nào|nao)(?!\w)", re.IGNORECASE)
_EMPTY = frozenset({"nao", "ai", "dau", "nhat", "bao", "nhieu", "may"})


def with_printed_most(query: Query, answer: Answer, ask: Ask) -> list[Answer]:
    """What is asked besides, and the clause that says what is the most; [] if none is printed.

    What is asked behind it ("…, dài mấy mét?") is asked of that one, and stands in the clause.
    """
    text = query.frame.text.strip().rstrip("?.! ")
    most = _MOST.search(text)
    if most is None or len(_ASKS.findall(text)) < 2 or not answer.citations:
        return []
    start = max((m.end() for m in _BREAK.finditer(text, 0, most.start())), default=0)
    for passage in _places(query, answer):
        span = _clause(passage, text[start : most.end()], most)
        if span is None:
            continue
        figures = [
            f for f in query.shelf.figures.get(passage.id, ()) if span[0] <= f.start < span[1]
        ]
        said = Answer(
            question=query.frame.text,
            text=tidy(passage.text[slice(*span)]),
            kind=AnswerKind.FOUND,
            figures=tuple(map(stated, figures)),
            citations=(cite(query.shelf, passage, span),),
        )
        if not _ASKS.search(text, 0, start):
            return [said]
        first = ask(text[:start].strip(" ,;"))
        here = bool(first.citations) and first.citations[0].passage_id == passage.id
        return [first, said] if here and first.kind is AnswerKind.FOUND else []
    return []


def _places(query: Query, answer: Answer) -> Iterable[Passage]:
    """The line that answers, then the notes that it calls."""
    main = answer.citations[0].passage_id
    for place in (main, *query.shelf.notes_of.get(main, ())):
        if query.shelf.passages[place].row is None:
            yield query.shelf.passages[place]


def _clause(passage: Passage, asked: str, most: re.Match[str]) -> Span | None:
    """The clause that says "nhiều nhất" of what is asked, None if there is none."""
    how = most[1]
    words = _words(asked) - {bare(how)}
    beside = {
        *units(asked.partition(most[0])[0])[-1:],
        *units(most[0])[1:2],
    }  # "hộ nào hiến … nhiều nhất": who, and what they do
    for mention in re.finditer(rf"(?<!\w){how} nhất(?!\w)", passage.text, re.IGNORECASE):
        span = clause_at(passage.text, mention.start())
        said = {bare(word) for word in units(passage.text[slice(*span)])}
        near = {bare(word) for word in beside} <= said
        if words and (near or len(words & said) >= SAID * len(words)):
            return span
    return None


def _words(text: str) -> set[str]:
    return {bare(word) for word in units(text) if word not in light()} - _EMPTY
