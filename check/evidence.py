"""The facts of the reports with the words around them, to be looked up by words.

Every figure is kept with the words of its clause, its sentence, its section path, and for a
note those of the sentence that calls it. Rare words weigh more than common ones.

What this module does not know: whether a fact supports a claim (``check/verify_figures.py``).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from check.discrepancy import Spot
from check.same_words import tokens as tokens
from ingest.report import Award, Figure, Passage, Reading, Report
from ingest.segments import clause_at, segment_at, sentence_at
from ingest.text import canonical, fold_spaces
from ingest.vocabulary import CAPITALS

_CAPITAL = rf"[{CAPITALS}][^\W\d_]*"
_NAME = re.compile(rf"(?<![^\W_]){_CAPITAL}(?: {_CAPITAL})+")
_NAME_BEFORE = re.compile(rf"({_CAPITAL}(?: {_CAPITAL})+)(?: \((?:cũ|mới)\))?[: ]+$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def years_in(text: str) -> frozenset[int]:
    return frozenset(int(year) for year in _YEAR.findall(text))


@dataclass(frozen=True)
class Known:
    """A fact of a report: a figure with all the words that say what it is."""

    figure: Figure
    passage: Passage
    report: Report
    near: frozenset[str]  # its clause
    wide: frozenset[str]  # with sentence, label, section, caller
    sentence: str
    around: str  # sentence, section path and caller as one text, for names
    told: str  # sentence and caller, or the cell's header: where its year is said
    award: Award | None = None
    name: str = ""  # the place named straight before it, as a key: "Bến Sậy 131 căn"

    @property
    def spot(self) -> Spot:
        return Spot(self.passage, self.figure.start, self.figure.end)


class Evidence:
    """All facts of some reports, ready to be looked up."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = tuple(readings)
        self.known: list[Known] = []
        for reading in readings:
            self.known += _known(reading)
        counts = Counter(token for one in self.known for token in one.wide)
        size = len(self.known) + 1
        self.weight: Mapping[str, float] = {
            token: math.log(size / (1 + count)) + 0.1 for token, count in counts.items()
        }
        self._rare = math.log(size) + 0.1
        self.by_unit: dict[str, list[Known]] = defaultdict(list)
        for one in self.known:
            self.by_unit[canonical(one.figure.base_unit)].append(one)
        self.by_passage: dict[str, list[Known]] = defaultdict(list)
        for one in self.known:
            self.by_passage[one.passage.id].append(one)

    def weight_of(self, words: Iterable[str]) -> float:
        return sum(self.weight.get(word, self._rare) for word in words)

    def coverage(self, wanted: frozenset[str], held: frozenset[str]) -> float:
        """How much of the wanted words' weight is held, 0 to 1."""
        whole = self.weight_of(wanted)
        return self.weight_of(wanted & held) / whole if whole else 0.0

    @cached_property
    def folded(self) -> list[tuple[Passage, str]]:
        """Every passage's text as quotations are compared."""
        return [
            (passage, canonical(fold_spaces(passage.text)))
            for reading in self.readings
            for passage in reading.passages
        ]

    @cached_property
    def reports(self) -> dict[str, Report]:
        return {reading.report.id: reading.report for reading in self.readings}


def _known(reading: Reading) -> list[Known]:
    passages = reading.by_id()
    awards = {(award.passage_id, award.count_start): award for award in reading.awards}
    found = []
    for figure in reading.figures:
        passage = passages[figure.passage_id]
        text = passage.text
        span = sentence_at(text, figure.start) if passage.row is None else (0, len(text))
        sentence = text[slice(*span)]
        clause = text[slice(*clause_at(text, figure.start))] if passage.row is None else sentence
        near = text[slice(*segment_at(text, figure.start))] if passage.row is None else sentence
        path = " › ".join(step.title for step in passage.section[-2:])
        caller = _caller(passage, passages)
        row = passage.row.title + " " + _header(passage, figure) if passage.row else ""
        wide = " . ".join((clause, sentence, figure.label, figure.about, path, caller, row))
        digit = next(i for i in range(figure.start, figure.end) if text[i].isdigit())
        found.append(
            Known(
                figure,
                passage,
                reading.report,
                tokens(f"{near} . {figure.label}"),
                tokens(wide),
                sentence,
                f"{wide} . {figure.period}",
                _told(passage, figure, sentence, caller),
                awards.get((figure.passage_id, digit)),
                name_before(text, figure.start) if passage.row is None else _row_name(passage),
            )
        )
    return found


def _told(passage: Passage, figure: Figure, sentence: str, caller: str) -> str:
    if passage.row is not None:
        return _header(passage, figure)
    return f"{sentence} . {caller}" if passage.called_by else sentence


def name_before(text: str, start: int) -> str:
    """The name straight before a figure: ``Bến Sậy 131 căn``."""
    match = _NAME_BEFORE.search(text[:start])
    return canonical(match[1]) if match else ""


def _row_name(passage: Passage) -> str:
    assert passage.row is not None
    match = _NAME.search(passage.row.label)
    return canonical(match[0]) if match else ""


def _header(passage: Passage, figure: Figure) -> str:
    assert passage.row is not None
    return next(
        (cell.header for cell in passage.row.cells if cell.start <= figure.start < cell.end), ""
    )


def _caller(passage: Passage, passages: Mapping[str, Passage]) -> str:
    if passage.called_by is None or passage.called_by[0] not in passages:
        parent = passages.get(passage.parent or "")
        return parent.text[:300] if parent else ""
    caller = passages[passage.called_by[0]]
    return caller.text[slice(*sentence_at(caller.text, max(passage.called_by[1] - 1, 0)))]
