"""The JSON of an answer: key names and shapes that others measure from outside."""

from __future__ import annotations

import json

from answer.answer_json import as_json
from ingest.report import Answer, AnswerKind, Citation, StatedFigure

CITATION = Citation(
    report="bao-cao.pdf",
    title="Báo cáo năm 2025",
    section="I › 4",
    page=3,
    footnote=2,
    table=None,
    quote="Huyện Tân Lũy 190 căn",
    passage_id="aaaaaaaaaaaa:7",
    start=0,
    end=21,
    page_label="5",
)
ANSWER = Answer(
    question="Mấy căn?",
    text="Huyện Tân Lũy 190 căn.",
    kind=AnswerKind.FOUND,
    figures=(StatedFigure("190", "căn", "190 căn"),),
    citations=(CITATION,),
    seconds=0.123456,
)


def test_the_whole_contract() -> None:
    assert as_json(ANSWER, "case-1") == {
        "id": "case-1",
        "question": "Mấy căn?",
        "text": "Huyện Tân Lũy 190 căn.",
        "kind": "found",
        "refused": False,
        "figures": [{"value": "190", "unit": "căn", "quote": "190 căn"}],
        "derivation": None,
        "citations": [
            {
                "report": "bao-cao.pdf",
                "title": "Báo cáo năm 2025",
                "section": "I › 4",
                "page": 3,
                "footnote": 2,
                "table": None,
                "quote": "Huyện Tân Lũy 190 căn",
            }
        ],
        "seconds": 0.1235,
    }


def test_it_is_json_with_vietnamese_in_it() -> None:
    text = json.dumps(as_json(ANSWER), ensure_ascii=False)
    assert "Huyện Tân Lũy" in text
    assert json.loads(text) == as_json(ANSWER)


def test_only_the_two_refusals_are_refused() -> None:
    refused = {kind: as_json(Answer("?", "", kind))["refused"] for kind in AnswerKind}
    assert {kind for kind, value in refused.items() if value} == {
        AnswerKind.NEAR_MISS,
        AnswerKind.NOT_FOUND,
    }
    assert {as_json(Answer("?", "", kind))["kind"] for kind in AnswerKind} == {
        "found", "derived", "several", "near_miss", "not_found",
    }  # fmt: skip
