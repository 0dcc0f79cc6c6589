"""The printed words that answer, cut to what a clerk would say.

A statement is always a contiguous stretch of the passage: nothing is reworded, so every
figure in it stands in the source as it stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from answer.candidate import Candidate
from answer.cover import Zone
from answer.evidence import DEPENDENT
from answer.query import Query
from answer.shelf import Shelf
from ingest.report import Passage
from ingest.segments import Span, clause_at, segment_at, sentence_at

LONG = 170  # characters of a clause that still read as one breath
_VERB = re.compile(r" (?:đạt|có|là|được|với|gồm|đoạt|giành)(?: được)?$")
NAME = 60  # characters of a member's name before its colon: "từ 15 m trở lên: 300 tàu"
_COUNT = re.compile(r"(?<![\w/.,-])(?<!năm )(?<!tháng )(?<!ngày )(?<!số )\d[\d.,/]*%?(?![\w/])")
_MARKS = ("; ", ", ", " và ")
_LABEL = re.compile(
    r"^(?:\(\d+\)|[a-zđ]\)|\d+(?:\.\d+)*[.)/](?=\s)|[-+•.–*](?=\s))\s*", re.IGNORECASE
)
_OPENING = re.compile(
    r"^(?:trong đó|cụ thể|gồm|bao gồm|qua đó|theo đó|kết quả|đồng thời|ngoài ra|bên cạnh đó|và)"
    r"[,:]?\s+",
    re.IGNORECASE,
)


def statement_span(passage: Passage, spans: list[Span]) -> Span:
    """The stretch around one or several answering places that can stand alone.

    It starts with the clause if that is not long, else with the segment, and ends with
    the segment of the last place.
    """
    text = passage.text
    first, last = min(spans), max(spans, key=lambda span: span[1])
    if last[1] - first[0] > LONG:
        return clause_at(text, first[0])[0], clause_at(text, last[0])[1]
    clause, segment = clause_at(text, first[0]), segment_at(text, first[0])
    start = clause[0]
    if last[1] - start > LONG or _COUNT.search(text, clause[0], segment[0]):
        start = segment[0]
        before = segment_at(text, max(start - 3, clause[0]))
        dependent = text[start : start + 14].lower().startswith(DEPENDENT)
        named = text[:start].endswith(": ") and start - before[0] <= NAME
        if clause[0] <= before[0] < start and last[1] - before[0] <= LONG and (dependent or named):
            start = before[0]
    end = max(segment_at(text, last[0])[1], last[1])
    return _cut_before(text, start, first[0]), _cut_others(text, last[1], end)


def _cut_before(text: str, start: int, first: int) -> int:
    """The start of a statement behind what tells of another number."""
    others = list(_COUNT.finditer(text, start, first))
    if not others:
        return start
    cuts = [text.rfind(mark, others[-1].end(), first) + len(mark) for mark in _MARKS]
    cut = max((c for c, mark in zip(cuts, _MARKS, strict=True) if c > len(mark)), default=-1)
    return cut if cut > others[-1].end() else start


def _cut_others(text: str, after: int, end: int) -> int:
    """The end of a statement before what tells of another number."""
    other = _COUNT.search(text, after, end)
    if other is None:
        return end if end - after <= LONG else after
    cut = max(text.rfind(mark, after, other.start()) for mark in (" (", " và ", ", ", "; "))
    return cut if cut >= after else end


def tidy(text: str) -> str:
    """A statement as a sentence: no list label or opening word, capital, full stop."""
    text = _LABEL.sub("", text.strip())
    text = _OPENING.sub("", text).strip(" ,;:")
    if text.count("(") > text.count(")"):
        text += ")" * (text.count("(") - text.count(")"))
    if text.count(")") > text.count("("):
        text = text.replace(")", "", text.count(")") - text.count("("))
    text = text.rstrip(" .;,:")
    return text[:1].upper() + text[1:] + "." if text else ""


def lead_of(candidate: Candidate, query: Query, said: Span) -> str:
    """What the statement is about where it does not say itself, "" if it does.

    Taken from the bracket's head, the sentence that calls the note, the lead-in or the
    heading, whichever covers most of the question that the statement leaves open.
    """
    terms = query.terms
    covered = query.scorer.span(candidate.passage, said)
    best, lead = 0.12 * terms.total, ""
    for option in _leads(candidate, query.shelf, said):
        cover = terms.cover(Zone.of(option))
        gain = sum(
            weight * max(new - old, 0.0)
            for weight, new, old in zip(terms.weights, cover, covered, strict=True)
        )
        if gain > best + 0.02 * terms.total:
            best, lead = gain, option
    return lead


def _leads(candidate: Candidate, shelf: Shelf, said: Span) -> Iterable[str]:
    passage = candidate.passage
    options: list[str] = []
    head = candidate.spans.head
    if head and head[1] <= said[0]:
        options.append(_last_clause(passage.text[slice(*head)]))
        options += _of_the_count(options[-1])
    calling = shelf.calling_sentence(passage)
    if calling:
        caller, start, end = calling
        offset = passage.called_by[1] if passage.called_by else end
        clause = clause_at(caller.text, max(min(offset, end) - 1, start))
        options.append(caller.text[clause[0] : min(offset, clause[1])])
    titles = [step.title for step in passage.section if step.title]
    options.extend(reversed(titles[-2:]))
    lead = shelf.lead_in(passage)
    if lead is not None:
        options.append(lead.text)
    if calling:
        options.extend(step.title for step in calling[0].section[-1:] if step.title)
    for option in options:
        clean = _LABEL.sub("", option).strip(" ,;:.")
        # A lead with figures of its own would put them beside the answer's.
        if clean and len(clean) <= 220 and not _COUNT.search(clean):
            yield clean


def _of_the_count(head: str) -> list[str]:
    """What the number before a bracket counts: "khối doanh nghiệp" of "05 khối doanh nghiệp"."""
    counts = list(_COUNT.finditer(head))
    if not counts:
        return []
    before, behind = head[: counts[-1].start()], head[counts[-1].end() :]
    told = behind if len(behind.split()) > 1 else _VERB.sub("", before.strip())
    return [told.strip()]


def _last_clause(text: str) -> str:
    return text[slice(*clause_at(text, max(len(text) - 1, 0)))]


def sentence_text(passage: Passage, offset: int) -> str:
    """The whole sentence at an offset."""
    return passage.text[slice(*sentence_at(passage.text, offset))]
