"""The cases themselves are checked, so that a red score is never a wrong case.

Every file must keep the format; every figure that a case over the real reports asks for
must stand on the page and in the footnote that the case names, read here without any of
the product's readers. The cases over the invented reports of eval/reports are checked
against what the product's own reader reads, so a misread footnote shows here too.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest

from eval.case import TYPES, Case, Source, case_files, read_cases
from eval.score import key, states
from ingest.read import read_structure
from ingest.report import Passage, PassageKind

CASES = Path(__file__).parents[1] / "eval" / "cases"
OTHERS = Path(__file__).parents[1] / "eval" / "reports"
REPORTS = Path(__file__).parents[2] / "shared" / "reports"
TEXT_OF = {
    "ubnd-can-tho-giao-uoc-thi-dua-2025.pdf": "ubnd-can-tho-giao-uoc-thi-dua-2025.txt",
    "van-phong-ubnd-thi-dua-2025.pdf": "van-phong-ubnd-thi-dua-2025.md",
}
HALVES = (
    "look",
    "score",
    "look2",
    "score2",
    "look3",
    "score3",
    "look4",
    "look5",
    "score4",
    "look6",
    "look7",
    "score5",
    "look8",
    "look9",
)  # the folders of eval/reports
ASKED = {
    "look": "other_look.jsonl", "score": "other_score.jsonl",
    "look2": "other2_look.jsonl", "score2": "other2_score.jsonl",
    "look3": "other3_look.jsonl", "score3": "other3_score.jsonl",
    "look4": "other4_look.jsonl", "look5": "other5_look.jsonl",
    "score4": "other4_score.jsonl",
    "look6": "other6_look.jsonl", "look7": "other7_look.jsonl",
    "score5": "other5_score.jsonl", "look8": "other8_look.jsonl",
    "look9": "other9_look.jsonl",
}  # fmt: skip
LEAST = {
    "look": 120,
    "score": 120,
    "look2": 120,
    "score2": 80,
    "look3": 240,
    "score3": 80,
    "look4": 160,
    "look5": 90,
    "score4": 80,
    "look6": 100,
    "look7": 100,
    "score5": 100,
    "look8": 110,
    "look9": 110,
}
FORMS = {".pdf", ".docx", ".txt", ".md"}
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
OPERATIONS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "/": lambda a, b: a / b,
    "x": lambda a, b: a * b,
}


class Texts(NamedTuple):
    """A report as flat text: pages counted from 1, footnotes by number, all of it."""

    pages: dict[int, str]
    notes: dict[int, str]
    whole: str  # all pages and notes


def _cases(pattern: str = "*.jsonl") -> list[Case]:
    return read_cases(sorted(CASES.glob(pattern)))


def test_files_keep_the_format() -> None:
    cases = read_cases(case_files([CASES]))
    assert cases
    assert {case.type for case in cases} <= set(TYPES)


def test_look_and_score_are_large_enough_and_ask_different_questions() -> None:
    look, score = _cases("reports_look.jsonl"), _cases("reports_score.jsonl")
    assert min(len(look), len(score)) >= 170
    for half in (look, score):
        assert sum(not case.answerable for case in half) >= 25
        assert set(TYPES) - {"table"} == {case.type for case in half}
    asked = Counter(key(case.question) for case in look + score if not case.history)
    assert [question for question, times in asked.items() if times > 1] == []
    assert all(case.unseen for case in score)
    assert not any(case.unseen for case in look)


def test_every_form_is_found_in_an_answer_that_prints_it_and_forbids_nothing_it_needs() -> None:
    for case in _cases():
        for forms in case.answers:
            assert all(states(f"Có {form}.", form) for form in forms), case.id
            clash = [bad for bad in case.forbidden for form in forms if states(form, bad)]
            assert clash == [], case.id


@lru_cache
def _texts(report: str) -> Texts:
    pypdf = pytest.importorskip("pypdf")
    reader = pypdf.PdfReader(REPORTS / report)
    pages = {n: _flat(page.extract_text()) for n, page in enumerate(reader.pages, 1)}
    plain = (REPORTS / TEXT_OF[report]).read_text(encoding="utf-8")
    raised = TEXT_OF[report].endswith(".md")
    found = _raised_notes(plain) if raised else _ruled_notes(plain)
    notes = {number: _flat(note) for number, note in found.items()}
    return Texts(pages, notes, "".join([*pages.values(), *notes.values()]))


def _raised_notes(text: str) -> dict[int, str]:
    found = re.findall(r"^([⁰¹²³⁴⁵⁶⁷⁸⁹]+)(.+)$", text, re.MULTILINE)
    return {int(marker.translate(SUPERSCRIPTS)): note for marker, note in found}


def _ruled_notes(text: str) -> dict[int, str]:
    """Notes stand under a line of many spaces; a line that opens with one space ends the page."""
    notes: dict[int, str] = {}
    below = False
    for line in text.splitlines():
        if re.fullmatch(r" {10,}", line):
            below = True
        elif line.startswith(" "):
            below = False
        elif below and line.strip():
            opened = re.match(rf"{len(notes) + 1} (?=\S)", line)
            if opened:
                notes[len(notes) + 1] = ""
                line = line[opened.end() :]
            notes[len(notes)] += line + " "
    return notes


def _flat(text: str) -> str:
    # Printed lines break document numbers at the hyphen, and markers are glued to words.
    return re.sub(r"\s+", "", key(text))


def _stands(form: str, text: str) -> bool:
    flat = _flat(form)
    # One digit may follow: the marker of a footnote, glued to the figure.
    after = r"(?!\d{2})" if flat[-1].isdigit() else ""
    before = r"(?<!\d)(?<!\d[.,])" if flat[0].isdigit() else ""
    return re.search(before + re.escape(flat) + after, text) is not None


def _shown(form: str, text: str) -> bool:
    # "03 tập thể" may break over two pages: then its figure must stand on the page named.
    number = re.match(r"[\d.,/]*\d%?", form)
    return _stands(form, text) or (number is not None and _stands(number[0], text))


def _place(source: Source) -> str:
    texts = _texts(source.reports[0])
    if source.footnote is None:
        assert source.page is not None
        return texts.pages[source.page]
    return texts.notes[source.footnote]


def _operands(case: Case) -> list[tuple[str, ...]]:
    if not case.working:
        return [forms for forms in case.answers if re.search(r"\d", forms[0])]
    left = case.working.rsplit(" = ", 1)[0]
    # "- 100": what lies over the plan is counted from 100 %, which no report prints.
    return [(part.strip(),) for part in re.split(r" [-+/x] ", left) if part.strip() != "100"]


def _amount(text: str) -> float:
    """A printed number; ``651 tỷ 133 triệu`` in million."""
    billions = re.fullmatch(r"(\d+) tỷ(?: (\d+) triệu)?", text)
    if billions:
        return 1000.0 * int(billions[1]) + int(billions[2] or 0)
    return float(text.replace(".", "").replace(",", "."))


@pytest.mark.shared
@pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not on this machine")
@pytest.mark.parametrize(
    "name",
    ["reports_look.jsonl", "reports_look2.jsonl", "reports_look3.jsonl", "reports_score.jsonl"],
)
def test_what_a_case_asks_for_stands_where_it_says(name: str) -> None:
    wrong = []
    everything = "".join(_texts(report).whole for report in TEXT_OF)
    for case in _cases(name):
        places = [_place(source) for source in case.sources]
        for forms in _operands(case) if case.answerable else ():
            if not any(_shown(form, place) for form in forms for place in places):
                wrong.append(f"{case.id}: {forms[0]} stands in none of its sources")
        for forms in case.answers if not case.working else ():
            if not any(_shown(form, everything) for form in forms):
                wrong.append(f"{case.id}: {forms[0]} stands nowhere")
    assert wrong == []


@pytest.mark.shared
@pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not on this machine")
def test_every_source_of_a_case_shows_some_of_the_answer_and_its_note_stands_on_the_page() -> None:
    wrong = []
    for case in _cases("reports*.jsonl"):
        wanted = _operands(case) or list(case.answers)
        for source in case.sources:
            place = _place(source)
            # A step on the way to the answer may stand in a place that does not show it.
            by_words = not any(re.search(r"\d", forms[0]) for forms in wanted)
            if (
                not by_words
                and case.type != "multi_hop"
                and not any(_shown(it, place) for forms in wanted for it in forms)
            ):
                wrong.append(f"{case.id}: page {source.page}, note {source.footnote}: nothing")
            if source.footnote is not None:
                assert source.page is not None
                page = _texts(source.reports[0]).pages[source.page]
                middle = [place[at : at + 12] for at in range(0, max(1, len(place) - 12), 12)]
                if sum(piece in page for piece in middle) < 0.15 * len(middle):
                    wrong.append(f"{case.id}: note {source.footnote} is not on {source.page}")
    assert wrong == []


def test_workings_are_true_sums() -> None:
    for case in _cases():
        if not case.working:
            continue
        left, right = case.working.rsplit(" = ", 1)
        parts = re.split(r" ([-+/x]) ", left)
        value = _amount(parts[0])
        for sign, operand in zip(parts[1::2], parts[2::2], strict=True):
            value = OPERATIONS[sign](value, _amount(operand))
        value *= 100 if "/" in parts and right.endswith("%") else 1  # a share, as it is told
        assert value == pytest.approx(_amount(right.rstrip("%")), rel=1e-3), case.id
        answer = [form for forms in case.answers for form in forms]
        assert any(states(form, right) for form in answer), case.id


@lru_cache
def _read(half: str) -> dict[str, tuple[Passage, ...]]:
    files = sorted(path for path in (OTHERS / half).iterdir() if path.suffix in FORMS)
    return {path.name: read_structure(path).passages for path in files}


def _parts(passage: Passage, page: int | None) -> list[str]:
    """The passage's text on one page; all of it where the form has no pages."""
    if page is None:
        return [passage.text]
    ends = [start for start, _ in passage.page_starts[1:]] + [len(passage.text)]
    starts = zip(passage.page_starts, ends, strict=True)
    return [passage.text[start:end] for (start, on), end in starts if on == page]


def _read_place(source: Source, half: str) -> str:
    """The text that the reader found at a case's source, a line a passage."""
    found: list[str] = []
    for passage in _read(half)[source.reports[0]]:
        if passage.note != source.footnote:
            continue
        inside = source.section is None or _leads(source.section, passage.path())
        if inside or passage.kind is PassageKind.FURNITURE:
            found += _parts(passage, source.page)
    return "\n".join(found)


def _is_read(form: str, place: str) -> bool:
    # Cells that are read with a space between them run together without it.
    return _stands(form, _flat(place)) or states(place, form)


def _leads(section: str, path: str) -> bool:
    return path == section or path.startswith(f"{section} › ")


@pytest.mark.parametrize("half", HALVES)
def test_what_a_case_over_an_invented_report_asks_for_is_read_where_it_says(half: str) -> None:
    wrong = []
    for case in _cases(ASKED[half]):
        places = [_read_place(source, half) for source in case.sources]
        wrong += [
            f"{case.id}: nothing is read at {source}"
            for source, place in zip(case.sources, places, strict=True)
            if not place
        ]
        for forms in (_operands(case) or case.answers) if case.answerable else ():
            if not any(_is_read(form, place) for form in forms for place in places):
                wrong.append(f"{case.id}: {forms[0]} is read in none of its sources")
    assert wrong == []


@pytest.mark.parametrize("half", HALVES)
def test_each_page_that_a_case_names_shows_the_figure_it_asks_for(half: str) -> None:
    wrong = []
    for case in _cases(ASKED[half]):
        for source in case.sources:
            page = _printed(half, source.reports[0])[source.page - 1] if source.page else None
            wanted = [it for forms in (*_operands(case), *case.answers) for it in forms]
            if page is not None and not any(_on(page, form) for form in wanted):
                wrong.append(f"{case.id}: page {source.page} shows none of the answer")
    assert wrong == []


@lru_cache
def _printed(half: str, report: str) -> list[str]:
    pypdf = pytest.importorskip("pypdf")
    return [page.extract_text() for page in pypdf.PdfReader(OTHERS / half / report).pages]


def _on(page: str, form: str) -> bool:
    # Cells of a table have their "%" in the header, and run together without their spaces.
    return states(page, form.rstrip("%")) or _shown(form, _flat(page))


@pytest.mark.parametrize("half", HALVES)
def test_the_invented_reports_are_small_and_each_is_asked_about(half: str) -> None:
    cases = _cases(ASKED[half])
    files = {path.name for path in (OTHERS / half).iterdir() if path.suffix in FORMS}
    assert {name for case in cases for it in case.sources for name in it.reports} == files
    assert {case.type for case in cases} == set(TYPES)
    assert len(cases) >= LEAST[half]
    assert sum(path.stat().st_size for path in OTHERS.rglob("*")) < 3_000_000
    questions = Counter(key(case.question) for case in cases if not case.history)
    assert [question for question, times in questions.items() if times > 1] == []
