"""All facts of a report in one call: figures, awards, documents, persons, abbreviations.

What this module does not know: how each kind of fact is read; it only gives every reader
the passages that are its own, with what stands around them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.abbreviations import find_abbreviations, unique
from ingest.awards import read_awards
from ingest.documents import find_documents
from ingest.figures import Context, figures_of
from ingest.passage_context import Surroundings, context_of, surroundings
from ingest.persons import find_persons, signers
from ingest.report import (
    Award,
    DocumentCitation,
    Figure,
    Passage,
    PassageKind,
    Person,
    Report,
)
from ingest.row_figures import row_figures


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report states, each fact with its place."""

    figures: tuple[Figure, ...] = ()
    awards: tuple[Award, ...] = ()
    documents: tuple[DocumentCitation, ...] = ()
    persons: tuple[Person, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()


def read_facts(report: Report, passages: Sequence[Passage]) -> Facts:
    """The facts of a report's passages, in their order; furniture holds no figures."""
    around = surroundings(passages)
    body = [one for one in around if one.passage.kind is not PassageKind.FURNITURE]
    contexts = {one.passage.id: context_of(one, report) for one in body}
    return Facts(
        figures=tuple(figure for one in body for figure in _figures(one, contexts)),
        awards=tuple(award for one in body for award in read_awards(one, contexts[one.passage.id])),
        documents=tuple(
            cited for one in body for cited in find_documents(one.passage.text, one.passage.id)
        ),
        persons=(
            *(
                person
                for one in body
                for person in find_persons(one.passage.text, passage_id=one.passage.id)
            ),
            *signers(passages),
        ),
        abbreviations=unique(pair for one in body for pair in find_abbreviations(one.passage.text)),
    )


def _figures(around: Surroundings, contexts: Mapping[str, Context]) -> list[Figure]:
    passage = around.passage
    if not any(char.isdigit() for char in passage.text):
        return []
    context = contexts[passage.id]
    if passage.kind is PassageKind.ROW:
        return row_figures(passage, context)
    return figures_of(around.statement, passage.id, context)
