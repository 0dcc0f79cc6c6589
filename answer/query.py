"""A question made ready for matching against one shelf: frame, terms, scope, scorer."""

from __future__ import annotations

from dataclasses import dataclass, field

from answer.award_frame import AwardFrame, award_frame
from answer.candidate import Candidate
from answer.evidence import Scorer
from answer.frame import Frame, read_frame
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
    award: AwardFrame | None = None
    matched: dict[tuple[str, int], Candidate] = field(default_factory=dict)


def make_query(
    question: str, shelf: Shelf, names: Names, thesaurus: Thesaurus, latest: int | None
) -> Query:
    """Read a question for a shelf.

    latest: the newest year that the reports report on, for "năm nay" and "năm ngoái".
    """
    frame = read_frame(question)
    years = frame.years
    if not years and frame.relative_year is not None and latest is not None:
        years = (str(latest + frame.relative_year),)
    terms = read_terms(frame, shelf.vocabulary, thesaurus)
    scope = Scope.of(frame, names.in_question(frame), years)
    return Query(frame, terms, scope, Scorer(shelf, terms), shelf, award_frame(frame))
