"""Nothing of last year stands in a draft unmarked; what stays and what moves is told apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from draft_reports import drafted, readings, sample, slot_of

from answer.draft.build import draft_of
from answer.draft.marks import following
from answer.draft.nouns import Block, Draft, PieceKind, SlotKind
from answer.draft.render import block_text, plain_text
from answer.draft.sections import sections_of
from ingest.read import read_report
from ingest.report import Reading

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MOVED = re.compile(
    r"(?:(?:\d{1,2} )?tháng(?: đầu| cuối)?(?: năm)? ?|[Qq]uý [IV\d]+(?:[/ ]| năm )*|lũy kế )*"
    r"(?:(?:19|20)\d\d)?(?: ?- ?(?:19|20)\d\d)?"
)
LABEL = re.compile(r"\(?[A-Za-zĐđ]{0,8} ?\d{1,3}(?:\.\d{1,2}){0,3}[.)/]?")


def leaks(draft: Draft) -> list[str]:
    """Digits of the source that the draft prints outside of what may be printed."""
    kept = {cited for cited, _ in (*draft.kept, *draft.named)}
    wrong = []
    for block in draft.all_blocks():
        wrong += [
            f"{piece.text!r} in {block.passage.text[:60]!r}"
            for piece in _printed(block)
            if not _may(piece.kind, piece.text, draft, kept)
        ]
    return wrong


def _printed(block: Block) -> list:
    found = [piece for piece in block.pieces if piece.kind is not PieceKind.SLOT]
    return [piece for piece in found if any(char.isdigit() for char in piece.text)]


def _may(kind: PieceKind, text: str, draft: Draft, kept: set[str]) -> bool:
    if kind is PieceKind.MOVED:
        years = [int(year) for year in YEAR.findall(text)]
        near = all(abs(year - draft.year) <= 1 for year in years)
        return near and MOVED.fullmatch(text) is not None
    if kind is PieceKind.LABEL:
        return LABEL.fullmatch(text) is not None
    if kind is PieceKind.NAMED and len(re.findall(r"\d", text)) > 5 and ":" not in text:
        return False  # no road or cluster has a number as long as a figure
    return kind in {PieceKind.KEPT, PieceKind.NAMED} and any(text in cited for cited in kept)


def covers_all(draft: Draft) -> bool:
    """Whether the pieces of every passage lie side by side from its start to its end."""
    for block in draft.all_blocks():
        ends = [0, *(piece.end for piece in block.pieces)]
        starts = [*(piece.start for piece in block.pieces), len(block.passage.text)]
        if ends != starts:
            return False
    return True


def no_leak_anywhere(reading: Reading) -> None:
    year = (reading.report.year or 2025) + 1
    whole = draft_of(reading, year)
    assert covers_all(whole)
    assert leaks(whole) == []
    sections = sections_of(reading)
    above = {section.steps[:-1] for section in sections}
    for section in sections:
        if section.steps in above:
            continue  # its text is that of the sections in it
        assert leaks(draft_of(reading, year, [section])) == [], section.path


def test_no_figure_of_the_sample_stands_unmarked() -> None:
    no_leak_anywhere(sample())


def test_no_figure_of_the_invented_reports_stands_unmarked() -> None:
    for reading in readings():
        no_leak_anywhere(reading)


@pytest.mark.shared
@pytest.mark.parametrize(
    "file", ["ubnd-can-tho-giao-uoc-thi-dua-2025.pdf", "van-phong-ubnd-thi-dua-2025.docx"]
)
def test_no_figure_of_the_real_reports_stands_unmarked(shared_reports: Path, file: str) -> None:
    no_leak_anywhere(read_report(shared_reports / file))


def test_slots_are_typed() -> None:
    draft = drafted()
    for old, kind in (
        ("4.200 tỷ đồng", SlotKind.FIGURE),
        ("tăng 5%", SlotKind.CHANGE),
        ("giảm 30 vụ", SlotKind.CHANGE),
        ("đạt kế hoạch năm", SlotKind.OUTCOME),
        ("số 21/KH-UBND ngày 14/02/2025", SlotKind.DOCUMENT),
        ("ngày 10 tháng 01 năm 2026", SlotKind.DATE),
        ("2021-2025", SlotKind.PERIOD),
        ("“500 ngày đêm thi đua”", SlotKind.NAME),
        ("tiêu biểu là ông Trần Văn Sáng, xã Tân Lũy, hiến 500 m2 đất", SlotKind.EVENT),
        ("Ngô Thị Hiền", SlotKind.PERSON),
        ("Trường Tiểu học Tân Lũy, Trường Tiểu học An Vọng và Trường Trung học cơ sở Bình Thoại",
         SlotKind.LIST),
    ):  # fmt: skip
        assert slot_of(draft, old).kind is kind, old


def test_years_move_and_periods_are_asked() -> None:
    text = plain_text(drafted(), sources=False)
    assert "Tổng kết công tác thi đua năm 2026 và phương hướng năm 2027" in text
    assert "so với năm 2025 ([… tỷ đồng | 2025: 4.000])" in text
    assert "năm học 2025 - 2026" in text
    assert "[… | 2025: 2021-2025]" in text
    period = slot_of(drafted(), "2021-2025")
    assert period.value == ""
    assert period.offers[0].value == "2026-2030"


def test_lasting_laws_stay_and_are_listed() -> None:
    draft = drafted()
    assert [cited for cited, _ in draft.kept] == [
        "Luật Thi đua, khen thưởng năm 2022",
        "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023",
    ]
    assert "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023" in plain_text(draft)


def test_a_slot_shows_unit_value_and_page() -> None:
    draft = drafted()
    text = "\n".join(block_text(block, draft) for block in draft.all_blocks())
    assert (
        "Phạm pháp hình sự xảy ra [… vụ | 2025: 120], [tăng/giảm … vụ | 2025: giảm 30 vụ]" in text
    )
    assert "Trường" not in text.split("Gồm: ")[1].split("[danh sách")[0]


def test_aged_wording_is_flagged_with_its_reason() -> None:
    why = {caution.words: caution.why for caution in drafted().cautions}
    assert "hợp nhất vào Sở Tài chính" in why["Sở Kế hoạch và Đầu tư"]
    assert any(words.startswith("dự kiến hoàn thành") for words in why)
    assert any("2021-2025" in words for words in why)


@pytest.mark.parametrize(
    ("printed", "after"),
    [("VI", "VII"), ("IX", "X"), ("XIV", "XV"), ("11", "12"), ("nhất", "hai"), ("MCM", "")],
)
def test_the_next_ordinal(printed: str, after: str) -> None:
    assert following(printed) == after


def test_sources_are_only_given_where_the_kept_text_has_the_line() -> None:
    reading = readings()[0]
    texts = {passage.id: passage.text for passage in reading.passages}
    target = next(p for p in reading.passages if "4.200 tỷ đồng" in p.text)
    texts[target.id] = target.text.replace("4.200", "4.210")
    draft = draft_of(reading, 2026, kept_texts=texts)
    assert slot_of(draft, "4.200 tỷ đồng").source is None
    assert slot_of(draft, "120 vụ").source is not None
