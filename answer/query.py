"""A question made ready for matching against one shelf: frame, terms, scope, scorer."""

from __future__ import annotations

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
    own = [r.year for r in shelf.reports.values() if r.file in owners.files and r.year]
    years = frame.years
    if not years and frame.relative_year is not None and latest is not None:
        years = (str(max(own, default=latest) + frame.relative_year),)
    scope = Scope.of(frame, names.in_question(frame), years)
    scorer = Scorer(shelf, terms, owners.of_term)
    return Query(frame, terms, scope, scorer, shelf, owners, award_frame(frame))
