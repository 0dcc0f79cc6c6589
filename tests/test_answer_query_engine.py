"""The answerer as llama-index knows query engines."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from answer_reports import NEW, asking

import answer.query_engine


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with asking(tmp_path_factory) as asker:
        yield answer.query_engine.ReportQueryEngine(asker._library)


def test_it_is_a_query_engine_whose_sources_carry_the_place(engine: Any) -> None:
    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.base.response.schema import Response

    assert isinstance(engine, BaseQueryEngine)
    response = engine.query("Thu ngân sách năm 2025 là bao nhiêu?")
    assert isinstance(response, Response)
    assert "4.650 tỷ đồng" in str(response)
    node = response.source_nodes[0].node
    assert "4.650 tỷ đồng" in node.get_content()
    assert node.metadata["report"] == NEW
    assert node.metadata["page"] == 1
    assert "footnote" not in node.metadata  # nothing is made up
    assert response.metadata["kind"] == "found"
    assert response.metadata["refused"] is False


def test_a_refusal_is_a_response(engine: Any) -> None:
    response = asyncio.run(engine.aquery("Tỉnh có bao nhiêu sân bay vũ trụ?"))
    assert response.metadata["refused"] is True
    assert str(response)


def test_nothing_else_is_there() -> None:
    with pytest.raises(AttributeError, match="Nothing"):
        _ = answer.query_engine.Nothing
