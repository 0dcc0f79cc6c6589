"""Fits the weights of the figure and place rankers, and tells whether they would do better.

``python -m eval.fit_figures --of CASES,CASES REPORTS… [--of …] [--match places]``. A
conditional logit: of the candidates of each looked-at question those are right that stand at
a source of the case and state a required element. The weights are pulled towards the shipped
ones. Cross-validated over reports: the questions whose answer stands in one report are judged
by weights learned from the others. Nothing is written: weights are changed by hand, and only
where the judged folds gain (``eval/LOG.md``).

What this module does not know: what becomes of the best candidate (``answer/pick.py``).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from eval.case import Case, read_cases
from eval.retrieval_reports import indexed
from eval.score import same_report, states
from ingest.report import PassageKind, Turn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from answer.ask import Asker
    from answer.candidate import Candidate
    from answer.query import Query
    from index.library import Library

    Array = NDArray[np.float64]

RIDGES = (0.003, 0.01, 0.03)  # how hard weights are pulled towards the shipped ones
STEPS, RATE = 600, 0.01
FIXED = "cover"  # the weight that sets the scale


@dataclass(frozen=True, slots=True)
class Lesson:
    """One question: its candidates' features (candidates, names), which are right, its report."""

    id: str
    features: Array
    right: NDArray[np.bool_]
    report: str


def lesson(case: Case, asker: Asker, names: Sequence[str], places: bool) -> Lesson | None:
    """The lesson of a case; None if no candidate is right, all are, or it is computed."""
    from answer.engine import DEPTH, _scopes, widen

    query = asker.query(case.question, [Turn(*turn) for turn in case.history])
    if query.frame.operation is not None or query.frame.yes_no or case.working:
        return None
    for files in _scopes(query):
        hits = asker.searcher.search(query.frame.text, limit=DEPTH, reports=files)
        passages = widen(query.shelf, hits)
        found = list(_candidates(replace(query, matched={}), passages, places))
        right = [_is_right(case, query, candidate) for candidate in found]
        if any(right) and not all(right):
            features = [[c.features.get(name, 0.0) for name in names] for c in found]
            return Lesson(case.id, np.array(features), np.array(right), case.sources[0].reports[0])
    return None


def _candidates(
    query: Query, passages: Sequence[tuple[object, float]], places: bool
) -> Iterable[Candidate]:
    from answer.date_match import date_candidates
    from answer.figure_match import figure_candidates, wants_figure
    from answer.frame import Wanted
    from answer.place_match import document_candidates, person_candidates, sentence_candidates

    if wants_figure(query) == places:
        return ()
    match = {
        Wanted.DATE: date_candidates,
        Wanted.DOCUMENT: document_candidates,
        Wanted.PERSON: person_candidates,
    }.get(query.frame.wanted, sentence_candidates if places else figure_candidates)
    return match(query, passages)  # type: ignore[arg-type]


def _is_right(case: Case, query: Query, candidate: Candidate) -> bool:
    """Whether a candidate stands at a source and states a required element."""
    passage = candidate.passage
    note = passage.note if passage.kind is PassageKind.FOOTNOTE else None
    file = query.shelf.report_of(passage).file
    page = passage.page_at(candidate.start)
    if not any(
        same_report(source.reports, file)
        and note == source.footnote
        and (page is None or source.page is None or page == source.page)
        for source in case.sources
    ):
        return False
    text = passage.text[candidate.start : candidate.end]
    behind = passage.text[candidate.start : candidate.end + 12]
    return any(
        states(text, form) or behind.startswith(form) for one in case.answers for form in one
    )


def fit(lessons: Sequence[Lesson], shipped: Array, names: Sequence[str], ridge: float) -> Array:
    """Weights that make the right candidates likelier, near the shipped ones."""
    weights, first, second = shipped.copy(), np.zeros_like(shipped), np.zeros_like(shipped)
    sharp = 6.0  # a score difference of 0.5 is nearly sure
    for step in range(1, STEPS + 1):  # Adam
        slope = ridge * sharp**2 * (weights - shipped)
        for one in lessons:
            sums = sharp * (one.features @ weights)
            odds = np.exp(sums - sums.max())
            every = odds / odds.sum()
            wanted = odds * one.right
            wanted /= max(wanted.sum(), 1e-300)
            slope += sharp * ((every - wanted) @ one.features) / len(lessons)
        slope[names.index(FIXED)] = 0.0
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        pace = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights = weights - RATE * pace
    return weights


def right(lessons: Iterable[Lesson], weights: Array) -> list[bool]:
    """For each question whether the best candidate is a right one."""
    return [bool(one.right[int(np.argmax(one.features @ weights))]) for one in lessons]


def crossed(lessons: Sequence[Lesson], shipped: Array, names: Sequence[str]) -> Iterable[str]:
    """A line a report, and one of all: right with the shipped weights, and with learned ones."""
    reports = sorted({one.report for one in lessons})
    totals = np.zeros(len(RIDGES) + 1, dtype=int)
    for report in reports:
        held = [one for one in lessons if one.report == report]
        rest = [one for one in lessons if one.report != report]
        counts = [sum(right(held, shipped))]
        counts += [sum(right(held, fit(rest, shipped, names, ridge))) for ridge in RIDGES]
        totals += counts
        yield f"{report[:40]:40} {len(held):4}  " + "  ".join(f"{n:4}" for n in counts)
    yield f"{'all':40} {len(lessons):4}  " + "  ".join(f"{n:4}" for n in totals)


def read_lessons(
    cases: Sequence[Case], library: Library, names: Sequence[str], places: bool
) -> list[Lesson]:
    """The lessons of the cases whose answers stand in the library's reports."""
    from answer.ask import Asker

    if any(case.unseen for case in cases):
        raise SystemExit("Câu hỏi chỉ để chấm (*_score) không được dùng để học.")
    files = [report.file for report in library.reports()]
    asker = Asker(library)
    mine = [
        case
        for case in cases
        if any(same_report(source.reports, file) for source in case.sources for file in files)
    ]
    made = (lesson(case, asker, names, places) for case in mine)
    return [one for one in made if one is not None]


def main(arguments: list[str] | None = None) -> int:
    """The command line; prints, writes nothing."""
    from answer import figure_match, place_match

    parser = argparse.ArgumentParser(prog="python -m eval.fit_figures", description=__doc__)
    parser.add_argument("--of", nargs="+", action="append", required=True, metavar="FILES")
    parser.add_argument("--match", choices=("figures", "places"), default="figures")
    given = parser.parse_args(arguments)
    places = given.match == "places"
    shipped_by_name = place_match.WEIGHTS if places else figure_match.WEIGHTS
    names = list(shipped_by_name)
    lessons: list[Lesson] = []
    for files, *reports in given.of:
        cases = read_cases([Path(file) for file in files.split(",")])
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch,
            indexed([Path(report) for report in reports], Path(scratch)) as library,
        ):
            lessons += read_lessons(cases, library, names, places)
    shipped = np.array([shipped_by_name[name] for name in names])
    print(f"{'report':40} {'asked':>4}  shipped, learned with ridge {RIDGES}")
    for line in crossed(lessons, shipped, names):
        print(line, flush=True)
    for ridge in RIDGES:
        learned = fit(lessons, shipped, names, ridge)
        print(f"ridge {ridge}: {sum(right(lessons, learned))}/{len(lessons)} on all; " + ", ".join(
            f"{name} {old:g} -> {new:.2f}"
            for name, old, new in zip(names, shipped, learned, strict=True)
            if abs(old - new) > 0.02
        ))  # fmt: skip
    wrong = [one.id for one, ok in zip(lessons, right(lessons, shipped), strict=True) if not ok]
    print("wrong with the shipped weights:", " ".join(wrong))
    return 0


if __name__ == "__main__":
    sys.exit(main())
