"""Both of two things that one asking word asks for, where each has an answer of its own.

How a question is taken apart is known elsewhere (``coordinated.py``), and so is how one is
answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from answer.compose import found
from answer.coordinated import Apart, asked_side_by_side
from answer.figure_match import figure_candidate
from answer.query import Ask, Query
from answer.row_total import TOTAL
from answer.row_words import label_words, part_said
from answer.shelf import Shelf
from answer.units import is_money, is_percent
from answer.wanted import Wanted
from ingest.report import Answer, AnswerKind, Figure, Passage
from ingest.text import SYLLABLE, canonical

TOLD = frozenset({AnswerKind.FOUND, AnswerKind.DERIVED})
FAR = 70  # characters from a name to its figure
WORDS = 2  # that may stand between a name and its figure: "dân số là", "diện tích tự nhiên"
HALF = 0.5  # of a row's label: it is named
SAID = 0.6  # the part of a thing's words that the line which tells it must say
SHORT = 3  # letters of a name that names anything


def side_by_side(answer: Answer, query: Query, ask: Ask) -> list[Answer]:
    """The answers to the things that stand side by side in the question, [] if one has none.

    answer: what the whole question got. Where that is none of theirs it may be the number
    of all, and stays.
    """
    frame = query.frame
    if frame.operation is not None or frame.yes_no or frame.why or answer.derivation:
        return []
    own = {figure.quote for figure in answer.figures}
    asked: dict[str, Answer] = {}
    for way in asked_side_by_side(query.frame.text):
        if not way.each and len(own) >= len(way.things):
            continue  # it tells as much already
        for question in way.questions:
            asked[question] = asked.get(question) or ask(question)
        told = [asked[question] for question in way.questions]
        places = [c.passage_id for it in (answer, *told) for c in it.citations[:1]]
        named = _labelled(query, dict.fromkeys(places), way)
        if way.each and _are_apart(named, query.shelf):
            return named
        for those in (named, told):
            figures = {figure.quote for it in those for figure in it.figures}
            beside = own < figures or (way.each and (figures < own or len(own) < 2))
            sure = those is named or all(map(_says, those, way.things))
            if beside and sure and _are_apart(those, query.shelf):
                return those
    return []


def _are_apart(told: Sequence[Answer], shelf: Shelf) -> bool:
    """Whether each has one figure, no two the same, and all stand in one place."""
    if not told or any(it.kind not in TOLD or len(it.figures) != 1 for it in told):
        return False
    return len({it.figures[0].quote for it in told}) == len(told) and agree(told, shelf)


def _says(answer: Answer, thing: str) -> bool:
    """Whether most words of a thing stand in what is told of it."""
    said, words = set(_key(answer.text).split()), _key(thing).split()
    return sum(word in said for word in words) >= SAID * len(words)


def _labelled(query: Query, places: Iterable[str], way: Apart) -> list[Answer]:
    """The line that prints a figure right behind the name of each thing, [] if none does."""
    for place in places:
        passage = query.shelf.passages[place]
        if passage.row is not None and not _is_asked(query, passage.row.label):
            continue
        figures = [_named(query, passage, thing) for thing in way.things]
        told = [f for f in figures if f is not None]
        if len({f.start for f in told}) == len(way.things):
            found_ = [figure_candidate(query, passage, f, 0.0, False) for f in told]
            return [found(query, [candidate]) for candidate in found_]
    return []


def _is_asked(query: Query, label: str) -> bool:
    """Whether a row is named, or is that of the totals."""
    words = label_words(label)
    return not words or TOTAL.match(canonical(label)) is not None or part_said(query, words) >= HALF


def _named(query: Query, passage: Passage, thing: str) -> Figure | None:
    """The figure that a line prints for a thing that it names, None if it names it otherwise."""
    words = _key(thing).split()
    for name in (words, words[1:]):  # "ngành y tế": the line may leave out the sort
        if sum(map(len, name)) < SHORT:
            return None
        said = " ".join(name)
        found_ = _in_row(query, passage, said) if passage.row else _behind(query, passage, said)
        if found_ is not None:
            return found_
    return None


def _in_row(query: Query, passage: Passage, said: str) -> Figure | None:
    """The figure of the one column that is headed so."""
    assert passage.row is not None
    cells = [c for c in passage.row.cells if f" {said} " in f" {_key(c.header)} "]
    if len(cells) != 1:
        return None
    figures = query.shelf.figures.get(passage.id, ())
    return next((f for f in figures if cells[0].start <= f.start < cells[0].end), None)


def _behind(query: Query, passage: Passage, said: str) -> Figure | None:
    """The figure that stands right behind a name; of percentages or sums the next one."""
    kind = {Wanted.PERCENT: is_percent, Wanted.MONEY: is_money}.get(query.frame.wanted)
    for figure in query.shelf.figures.get(passage.id, ()):
        if kind is not None and not kind(figure):
            continue
        before = passage.text[max(figure.start - FAR, 0) : figure.start]
        before = re.split(r";" if kind else r"[;,]\s", before)[-1]
        _, name, rest = f" {_key(before)} ".rpartition(f" {said} ")
        close = len(rest.split()) <= WORDS and not re.search(r"\d", rest)
        if name and (kind is not None or close):
            return figure
    return None


def _key(text: str) -> str:
    return " ".join(SYLLABLE.findall(canonical(text)))


def agree(told: Sequence[Answer], shelf: Shelf) -> bool:
    """Whether the parts have each an answer of its own, and all in one place."""
    texts = [it.text for it in told]
    if len(set(texts)) < len(texts):
        return False
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
