"""Figures found against a list checked by hand: every figure of seven difficult pages.

The list holds numbers, units and places only (``data/figures_gold.jsonl``).
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from ingest.facts import read_facts
from ingest.numerals import number_text
from ingest.read import read_structure

REPORTS = Path(__file__).parents[2] / "shared" / "reports"
GOLD = Path(__file__).parent / "data" / "figures_gold.jsonl"
Key = tuple[str, int | None, int | None, str, str]

pytestmark = pytest.mark.shared


def gold() -> Counter[Key]:
    lines = map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
    return Counter(
        (line["report"], line["page"], line["note"], line["number"], line["unit"]) for line in lines
    )


def found(file: str, pages: set[int | None]) -> Counter[Key]:
    reading = read_structure(REPORTS / file)
    passages = reading.by_id()
    keys: Counter[Key] = Counter()
    for figure in read_facts(reading.report, reading.passages).figures:
        passage = passages[figure.passage_id]
        page = passage.page_at(figure.start)
        if page in pages:
            of = f"/{number_text(figure.of)}" if figure.of is not None else ""
            number = number_text(figure.value) + of
            keys[(file, page, passage.note, number, figure.unit)] += 1
    return keys


@pytest.mark.skipif(not REPORTS.exists(), reason="needs ../shared/reports")
def test_precision_and_recall_on_seven_pages() -> None:
    expected = gold()
    pages: dict[str, set[int | None]] = {}
    for file, page, *_ in expected:
        pages.setdefault(file, set()).add(page)
    read: Counter[Key] = Counter()
    for file, wanted in pages.items():
        read += found(file, wanted)
    right = (expected & read).total()
    assert right / expected.total() >= 0.99, expected - read
    assert right / read.total() >= 0.99, read - expected
