"""A question made ready for matching against one shelf: frame, terms, scope, scorer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from answer.award_frame import AwardFrame, award_frame
from answer.candidate import Candidate
from answer.evidence import Scorer
from answer.frame import Frame, read_frame
from answer.letterhead import Owners, lightened, owners_of
from answer.names import Names
from answer.scope import Scope
from answer.shelf import Shelf
from answer.terms import Terms, read_terms
from index.synonyms import Thesaurus
from ingest.report import Answer

Ask = Callable[[str], Answer]  # answers a part of a question as a question of its own


@dataclass(slots=True)
class Query:
    """Everything that the matchers need to know of a question."""

    frame: Frame
    terms: Terms
    scope: Scope
    scorer: Scorer
    shelf: Shelf
    owners: Owners
    award: AwardFrame | None = None
    matched: dict[tuple[str, int], Candidate] = field(default_factory=dict)


def make_query(
    question: str, shelf: Shelf, names: Names, thesaurus: Thesaurus, latest: int | None
) -> Query:
    """Read a question for a shelf.

    latest: the newest year that the reports report on, for "năm nay" and "năm ngoái".
    """
    frame = read_frame(question)
    terms = read_terms(frame, shelf.vocabulary, thesaurus)
    owners = owners_of(frame, terms, shelf.reports)
    terms = lightened(terms, owners)
    years = frame.years or _relative_years(frame, shelf, owners, latest)
    asked = names.in_question(frame)
    if not frame.marked:
        asked = tuple(one for one in asked if not shelf.vocabulary.spelled_otherwise(one))
    scope = Scope.of(frame, asked, years)
    scorer = Scorer(shelf, terms, owners.of_term)
    return Query(frame, terms, scope, scorer, shelf, owners, award_frame(frame))


def _relative_years(
    frame: Frame, shelf: Shelf, owners: Owners, latest: int | None
) -> tuple[str, ...]:
    """The year that "năm nay" or "năm ngoái" is in the report asked about; of schools a span."""
    if frame.relative_year is None or latest is None:
        return ()
    own = [one for one in shelf.reports.values() if one.file in owners.files and one.year]
    if not own and not frame.relative_year and _several_newest(shelf):
        return ()  # of each report its own year, which nobody needs to name
    own = own or [one for one in shelf.reports.values() if one.year == latest]
    newest = max(own, key=lambda one: one.year or 0, default=None)
    year = ((newest.year if newest else None) or latest) + frame.relative_year
    span = newest is not None and f"{(newest.year or 0) - 1}-{newest.year}" in newest.periods
    return (f"{year - 1}-{year}",) if span else (str(year),)


def _several_newest(shelf: Shelf) -> bool:
    """Whether the newest reports of the agencies are of different years."""
    newest: dict[str, int] = {}
    for report in shelf.reports.values():
        if report.year:
            newest[report.issuer] = max(report.year, newest.get(report.issuer, 0))
    return len(set(newest.values())) > 1
