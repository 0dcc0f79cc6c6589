"""The sample reports and their cases: what samples/README.md promises, checked at file level."""

from __future__ import annotations

import re
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader

from eval.case import TYPES, Case, read_cases

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
DOCX, PDF = SAMPLES / "bao-cao-2024.docx", SAMPLES / "bao-cao-2025.pdf"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def docx_part(name: str) -> ET.Element:
    with zipfile.ZipFile(DOCX) as archive:
        return ET.fromstring(archive.read(f"word/{name}.xml"))


@cache
def pdf_pages() -> tuple[str, ...]:
    """The text of each page without white space: lines break anywhere."""
    return tuple(squeeze(page.extract_text() or "") for page in PdfReader(PDF).pages)


@cache
def docx_text() -> str:
    texts = [node.text or "" for part in ("document", "footnotes") for node in texts_of(part)]
    return squeeze("".join(texts))


def texts_of(part: str) -> list[ET.Element]:
    return list(docx_part(part).iter(f"{W}t"))


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def source(year: int) -> dict[str, object]:
    return tomllib.loads((SAMPLES / "sources" / f"{year}.toml").read_text(encoding="utf-8"))


def cases() -> list[Case]:
    return read_cases([ROOT / "eval" / "cases" / "samples.jsonl"])


def test_samples_stay_small() -> None:
    assert DOCX.stat().st_size + PDF.stat().st_size < 1_500_000


def test_docx_has_its_notes_and_tables() -> None:
    notes = [n for n in docx_part("footnotes") if n.get(f"{W}type") is None]
    calls = [c.get(f"{W}id") for c in docx_part("document").iter(f"{W}footnoteReference")]
    assert len(notes) == 22
    assert calls == [note.get(f"{W}id") for note in notes]
    tables = list(docx_part("document").iter(f"{W}tbl"))
    assert len(tables) == 2 + 2  # the letterhead and the signature stand in tables too
    assert any(True for _ in tables[2].iter(f"{W}gridSpan")), "the second has a two-level header"


def test_docx_carries_the_whole_source() -> None:
    body = str(source(2024)["body"])
    for paragraph in re.split(r"\n\n|\^\[|\]", re.sub(r"^#+ |\{table \w+\}", "", body, flags=re.M)):
        for piece in paragraph.split(" | "):
            assert squeeze(piece) in docx_text()


def test_pdf_has_eight_pages_of_text_and_a_scanned_annex() -> None:
    pages = PdfReader(PDF).pages
    assert len(pages) == 9
    assert all(len(text) > 500 for text in pdf_pages()[:8])
    assert pdf_pages()[8] == ""
    assert pages[8].mediabox.width > pages[8].mediabox.height
    assert len(pages[8].images) == 1


def test_pdf_prints_its_notes_in_order() -> None:
    notes = re.findall(r"\^\[([^\]]+)\]", str(source(2025)["body"]))
    assert len(notes) == 27
    whole = "".join(pdf_pages())
    places = [whole.find(f"{order}{squeeze(note)[:24]}") for order, note in enumerate(notes, 1)]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize(
    "planted",
    tomllib.loads((SAMPLES / "planted.toml").read_text(encoding="utf-8"))["planted"],
    ids=lambda planted: planted["kind"],
)
def test_planted_figures_stand_where_they_are_said_to(planted: dict) -> None:
    page = pdf_pages()[planted["page"] - 1]
    assert squeeze(planted["printed"]) in page


def test_tables_add_up_except_where_planted() -> None:
    def number(cell: object) -> int:
        return int(str(cell).replace(".", "") or 0)

    wrong = []
    for year in (2024, 2025):
        for table in source(year)["tables"]:  # type: ignore[attr-defined]
            for column, total in enumerate(table.get("total", [])):
                if column > 1 and number(total) != sum(number(r[column]) for r in table["rows"]):
                    wrong.append((year, table["id"], total))
    assert wrong == [(2025, "awards", "1.437")]


def test_cases_cover_every_type_once_at_least() -> None:
    assert len(cases()) == 40
    assert {case.type for case in cases()} == set(TYPES)
    assert {case.origin for case in cases()} == {"samples"}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_case_answers_stand_on_the_pages_that_they_name(case: Case) -> None:
    text = ""
    for place in case.sources:
        assert place.reports in {(DOCX.name,), (PDF.name,)}
        assert (place.page is None) == (place.reports == (DOCX.name,))
        text += docx_text() if place.page is None else pdf_pages()[place.page - 1]
    for forms in case.answers:
        printed = forms if case.type == "table" else forms[:1]  # a cell's unit stands elsewhere
        assert any(squeeze(form) in text for form in printed), forms
