"""Rows by report, year, section, place, unit, movement and words; what each filter can choose.

Words without Vietnamese marks find every spelling; with marks, only that one. All filters
must hold together. What this module does not know: where the rows come from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from check.fact_rows import FactRow, Sort
from ingest.text import bare, canonical, has_marks, syllables

MOST_CHOICES = 400  # of one filter; more than that nobody scrolls through
_DEPTH = 3  # headings of a path that the section filter offers


@dataclass(frozen=True, slots=True)
class FactFilter:
    """What must hold for a row; "" leaves a part open.

    section, place, movement, words: their words, in any order, must stand there.
    year: "2025" or a span such as "2021-2025".
    """

    sort: Sort = "figures"
    report: str = ""
    year: str = ""
    section: str = ""
    place: str = ""
    unit: str = ""
    movement: str = ""
    kind: str = ""
    words: str = ""

    def among(self, rows: Iterable[FactRow]) -> list[FactRow]:
        """The rows for which all of it holds, in their order."""
        tests = self._tests()
        return [row for row in rows if all(test(row) for test in tests)]

    def _tests(self) -> list[Callable[[FactRow], bool]]:
        tests: list[Callable[[FactRow], bool]] = []
        if self.report:
            tests.append(lambda row: self.report in {row.report.file, row.report.title})
        if self.year:
            tests.append(lambda row: row.years == self.year)
        if self.unit:
            unit = canonical(self.unit.strip())
            tests.append(lambda row: canonical(row.unit) == unit)
        if self.kind:
            tests.append(lambda row: row.kind == self.kind)
        for wanted, text in (
            (self.section, _section), (self.place, _about), (self.movement, _movement),
        ):  # fmt: skip
            if wanted.strip():
                tests.append(_holds_phrase(wanted, text))
        if self.words.strip():
            tests.append(_holds_words(self.words))
        return tests


def _section(row: FactRow) -> str:
    return row.section


def _about(row: FactRow) -> str:
    return row.about


def _movement(row: FactRow) -> str:
    return row.movement


def _holds_phrase(wanted: str, text: Callable[[FactRow], str]) -> Callable[[FactRow], bool]:
    """Whether the words stand there one after another, a filter's own choice in particular."""
    fold = canonical if has_marks(wanted) else bare
    phrase = " ".join(syllables(fold(wanted)))
    known: dict[str, bool] = {}

    def holds(row: FactRow) -> bool:
        held = text(row)
        if held not in known:
            known[held] = f" {phrase} " in f" {' '.join(syllables(fold(held)))} "
        return known[held]

    return holds


def _holds_words(wanted: str) -> Callable[[FactRow], bool]:
    marked = has_marks(wanted)
    parts = (canonical if marked else bare)(wanted).split()
    return lambda row: all(part in row.searched[0 if marked else 1] for part in parts)


@dataclass(frozen=True, slots=True)
class Choices:
    """What each filter offers; years the latest first, places and units the commonest first."""

    reports: tuple[str, ...]
    years: tuple[str, ...]
    sections: tuple[str, ...]
    places: tuple[str, ...]
    units: tuple[str, ...]
    movements: tuple[str, ...]
    kinds: tuple[str, ...]


def choices(rows: Sequence[FactRow]) -> Choices:
    """What the filters can choose among some rows."""
    return Choices(
        reports=tuple(dict.fromkeys(row.report.file for row in rows)),
        years=tuple(sorted({row.years for row in rows if row.years}, reverse=True)),
        sections=tuple(dict.fromkeys(_paths(rows)))[:MOST_CHOICES],
        places=_commonest(row.about for row in rows),
        units=_commonest(row.unit for row in rows),
        movements=tuple(dict.fromkeys(row.movement for row in rows if row.movement)),
        kinds=_commonest(row.kind for row in rows),
    )


def _paths(rows: Sequence[FactRow]) -> Iterable[str]:
    for row in rows:
        steps = row.section.split(" › ")[:_DEPTH]
        for depth in range(1, len(steps) + 1):
            if steps[0]:
                yield " › ".join(steps[:depth])


def _commonest(texts: Iterable[str]) -> tuple[str, ...]:
    counts = Counter(text for text in texts if text)
    return tuple(text for text, _ in counts.most_common(MOST_CHOICES))
