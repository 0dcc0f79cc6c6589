"""Passages as llama-index nodes, with their place in the report as metadata.

Metadata is flat (texts and whole numbers), as vector stores want it; what is not printed
is left out rather than made up.

What this module does not know: who stores or retrieves the nodes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.report import Passage, Report

if TYPE_CHECKING:
    from llama_index.core.schema import TextNode


@dataclass(frozen=True, slots=True)
class NodeRecord:
    """What a node is made of; plain, so that it can be handed to another process.

    id: the passage's; source: the report's id.
    """

    id: str
    source: str
    text: str
    place: dict[str, str | int]


def record_of(passage: Passage, report: Report) -> NodeRecord:
    """One passage with the five parts of its citation, and what tells reports apart."""
    found: dict[str, str | int | None] = {
        "report": report.file,
        "title": report.title,
        "issuer": report.issuer,
        "year": report.year,
        "kind": passage.kind.value,
        "order": passage.order,
        "section": passage.path(),
        "page": passage.page_at(0),
        "footnote": passage.note,
        "table": passage.row.table if passage.row else None,
        "row": passage.row.row if passage.row else None,
    }
    place = {key: value for key, value in found.items() if value not in (None, "")}
    return NodeRecord(passage.id, report.id, passage.text, place)


def node_of(record: NodeRecord) -> TextNode:
    """A llama-index node; its id is the passage's."""
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

    return TextNode(
        id_=record.id,
        text=record.text,
        metadata=dict(record.place),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=record.source)},
    )
