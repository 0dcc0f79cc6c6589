"""Answers as a llama-index query engine: the text, and a node for each cited line.

    from answer.query_engine import ReportQueryEngine
    engine = ReportQueryEngine(Library.open(Path("du-lieu")))
    print(engine.query("Thu ngân sách năm 2025 là bao nhiêu?"))

A node's text is the quoted line; its metadata is the place (report, section, page, footnote,
table). ``metadata`` of the response is the whole answer as JSON, with ``refused`` and the
working. The class is made when it is first asked for, as in ``index/retriever.py``.

What this module does not know: how a question is answered.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from answer.answer_json import as_json
from answer.ask import Asker
from check.json_forms import citation_json
from index.library import Library
from ingest.report import Answer, Citation

if TYPE_CHECKING:
    from llama_index.core.base.response.schema import Response
    from llama_index.core.schema import NodeWithScore


def __getattr__(name: str) -> Any:
    """``ReportQueryEngine``, and nothing else that is not here."""
    if name == "ReportQueryEngine":
        return _engine_class()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def _engine_class() -> Any:
    from llama_index.core.bridge.pydantic import PrivateAttr
    from llama_index.core.query_engine import CustomQueryEngine

    class ReportQueryEngine(CustomQueryEngine):  # type: ignore[misc]  # untyped here
        """Answers questions over one library; a refusal is a response too."""

        _asker: Asker = PrivateAttr()

        def __init__(self, library: Library, **options: Any) -> None:
            super().__init__(**options)
            self._asker = Asker(library)

        def custom_query(self, query_str: str) -> Response:
            return response_of(self._asker.ask(query_str))

    return ReportQueryEngine


def response_of(answer: Answer) -> Response:
    """An answer in llama-index's words."""
    from llama_index.core.base.response.schema import Response

    return Response(
        response=answer.text,
        source_nodes=[_node(citation) for citation in answer.citations],
        metadata=as_json(answer),
    )


def _node(citation: Citation) -> NodeWithScore:
    """A cited line as a node of its passage; what is not printed is left out."""
    from llama_index.core.schema import NodeWithScore, TextNode

    place = citation_json(citation)
    quote = place.pop("quote")
    metadata = {key: value for key, value in place.items() if value not in (None, "")}
    node = TextNode(id_=citation.passage_id, text=quote, metadata=metadata)
    return NodeWithScore(node=node)
