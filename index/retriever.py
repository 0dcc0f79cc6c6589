"""The search of this project as a llama-index retriever.

    from index.library import Library
    from index.retriever import ReportRetriever
    engine = RetrieverQueryEngine.from_args(ReportRetriever(Library.open(folder)))

Every node carries its place in the report as metadata (``nodes.py``). The class is made
when it is first asked for: its base comes with llama-index, which takes a second to import.

What this module does not know: what is done with the nodes.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from index.library import Library
from index.nodes import node_of, record_of
from index.search import Searcher

if TYPE_CHECKING:
    from llama_index.core.schema import NodeWithScore, QueryBundle


def __getattr__(name: str) -> Any:
    """``ReportRetriever``, and nothing else that is not here."""
    if name == "ReportRetriever":
        return _retriever_class()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def _retriever_class() -> Any:
    from llama_index.core.retrievers import BaseRetriever

    class ReportRetriever(BaseRetriever):  # type: ignore[misc]  # llama-index is untyped here
        """Retrieves passages of a library, best first.

        limit: how many; reports: file names to look in, None for all.
        """

        def __init__(
            self, library: Library, *, limit: int = 10, reports: frozenset[str] | None = None
        ) -> None:
            super().__init__()
            self._searcher = Searcher(library)
            self._limit = limit
            self._reports = reports

        def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
            question = query_bundle.query_str
            return _retrieve(self._searcher, question, self._limit, self._reports)

    return ReportRetriever


def _retrieve(
    searcher: Searcher, question: str, limit: int, reports: frozenset[str] | None
) -> list[NodeWithScore]:
    from llama_index.core.schema import NodeWithScore

    known = {report.id: report for report in searcher.library.reports()}
    return [
        NodeWithScore(node=node_of(record_of(hit.passage, report)), score=hit.score)
        for hit in searcher.search(question, limit=limit, reports=reports)
        if (report := known.get(hit.passage.report_id)) is not None
    ]
