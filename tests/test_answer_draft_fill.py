"""Values into slots, comparisons with their sums, the sheet there and back, the audit after."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from draft_reports import drafted, readings, slot_of
from openpyxl import Workbook, load_workbook

from answer.draft.build import draft_of
from answer.draft.fill import Entry, fill
from answer.draft.given import NotUnderstood, number_of_cell, words_given
from answer.draft.nouns import Draft
from answer.draft.offers import with_offers
from answer.draft.render import block_text, plain_text
from answer.draft.review import review
from answer.draft.sheet import CODE, NotASheet, read_sheet, rows_of, safe, write_csv, write_xlsx
from answer.draft.smooth import smoothed
from check.arithmetic import replay


def filled(**values: str) -> tuple[Draft, tuple[str, ...]]:
    """The draft with values by last year's printed words (``__`` for a plan)."""
    draft = drafted()
    entries = {}
    for old, value in values.items():
        given, _, plan = value.partition("|")
        entries[slot_of(draft, old).id] = Entry(given, plan)
    done = fill(draft, entries)
    return done.draft, tuple(problem.why for problem in done.problems)


def text_of(draft: Draft) -> str:
    return "\n".join(block_text(block, draft) for block in draft.all_blocks())


def test_a_change_is_computed_and_its_base_is_last_years() -> None:
    draft, problems = filled(**{"4.200 tỷ đồng": "4620|4400"})
    assert problems == ()
    assert (
        "Thu ngân sách trên địa bàn đạt 4.620 tỷ đồng, bằng 105,0% dự toán, tăng 10% "
        "so với năm 2025 (4.200 tỷ đồng)."
    ) in text_of(draft)
    change = slot_of(draft, "tăng 5%")
    assert change.working == "(4.620 tỷ đồng - 4.200 tỷ đồng) : 4.200 tỷ đồng = 10%"
    assert replay(change.working).holds


def test_a_fall_is_worded_as_one() -> None:
    draft, _ = filled(**{"120 vụ": "90", "180/240 trường học": "192/240", "2,1%": "2,4%|2,0"})
    text = text_of(draft)
    assert "xảy ra 90 vụ, giảm 30 vụ (25%) so với năm 2025" in text
    assert "192/240 trường học đạt chuẩn quốc gia, đạt 80%" in text
    assert "tỷ lệ hộ nghèo còn 2,4%, chưa đạt kế hoạch năm" in text  # less would be better


def test_a_rise_where_last_year_fell() -> None:
    draft, _ = filled(**{"120 vụ": "132 vụ"})
    assert "xảy ra 132 vụ, tăng 12 vụ (10%) so với năm 2025" in text_of(draft)


def test_a_value_that_its_own_sum_contradicts_is_kept_and_flagged() -> None:
    draft, problems = filled(**{"4.200 tỷ đồng": "4620", "tăng 5%": "tăng 15%"})
    assert "tăng 15%" in text_of(draft)
    assert len(problems) == 1
    assert "Tính được tăng 10%" in problems[0]


def test_what_cannot_be_read_is_said_and_the_rest_is_kept() -> None:
    draft, problems = filled(
        **{
            "4.200 tỷ đồng": "nhiều lắm",
            "120 vụ": "90",
            "180/240 trường học": "192",
            "tăng 5%": "5",
        }
    )
    assert "xảy ra 90 vụ" in text_of(draft)
    assert sorted(why.split(";")[0] for why in problems) == [
        "Ô này cần cả phần và tổng, như 180/240 trường học",
        "“5” chưa nói tăng hay giảm",
        "“nhiều lắm” không phải số",
    ]


def test_unknown_rows_are_told() -> None:
    done = fill(drafted(), {"abc-0001-01": Entry("5")})
    assert "không có trong bản nháp này" in done.problems[0].why


@pytest.mark.parametrize(
    ("old", "given", "words"),
    [
        ("4.200 tỷ đồng", "4620", "4.620 tỷ đồng"),
        ("4.200 tỷ đồng", "hơn 4.620,5", "hơn 4.620,5 tỷ đồng"),
        ("4.200 tỷ đồng", "4.620 tỷ 250 triệu đồng", "4.620 tỷ 250 triệu đồng"),
        ("05 tập thể", "7", "07 tập thể"),
        ("05 tập thể", "12 tập thể", "12 tập thể"),
        ("2,1%", "1.5", "1,5%"),
        ("tăng 5%", "-3,2", "giảm 3,2%"),
        ("tăng 5%", "tăng 3,2", "tăng 3,2%"),
        ("Ngô Thị Hiền", "Lê Văn Hòa", "Lê Văn Hòa"),
    ],
)
def test_values_are_printed_as_reports_print_them(old: str, given: str, words: str) -> None:
    assert words_given(slot_of(drafted(), old), given) == words


def test_another_unit_is_refused() -> None:
    with pytest.raises(NotUnderstood, match="khác đơn vị"):
        words_given(slot_of(drafted(), "120 vụ"), "90 người")


def test_keep_take_and_drop() -> None:
    draft, _ = filled(**{"2021-2025": "gợi ý", "120 vụ": "giữ", "05 cây": "bỏ"})
    assert slot_of(draft, "2021-2025").value == "2026-2030"
    kept = slot_of(draft, "120 vụ")
    assert (kept.value, kept.origin) == ("120 vụ", kept.source)
    assert slot_of(draft, "05 cây").dropped


def test_table_columns_are_worked_out() -> None:
    draft = drafted()
    cells = {slot.old: slot for slot in draft.slots.values()}
    done = fill(draft, {cells["800"].id: Entry("1.000"), cells["900"].id: Entry("950")}).draft
    assert done.slots[cells["112,50"].id].value == "95,00"


# Offers


def test_a_newer_report_offers_and_the_person_accepts() -> None:
    last, after = readings()
    draft = with_offers(draft_of(last, 2026), [last, after], last)
    budget = slot_of(draft, "4.200 tỷ đồng")
    assert budget.offers[0].value == "4.620 tỷ đồng"
    assert budget.offers[0].source is not None
    assert budget.offers[0].source.report == "tan-hoi-2026.md"
    assert not budget.filled
    assert slot_of(draft, "05 tập thể").offers[0].value == "07 tập thể"
    done = fill(draft, {budget.id: Entry("gợi ý")}).draft
    assert slot_of(done, "4.200 tỷ đồng").origin == budget.offers[0].source
    assert "Nguồn: tan-hoi-2026.md" in plain_text(done)


# The sheet


def test_the_sheet_has_a_row_a_slot_and_runs_nothing() -> None:
    draft = drafted()
    rows = rows_of(draft)
    assert rows[0][0] == CODE
    assert len(rows) - 1 == len(draft.slots)
    assert not [cell for row in rows[1:] for cell in row if cell[:1] in set("=+-@\t\r")]
    assert safe("=1+1") == "'=1+1"


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_filled_sheet_finds_its_slots(tmp_path: Path, suffix: str) -> None:
    draft = drafted()
    path = tmp_path / f"bang.{suffix}"
    budget = slot_of(draft, "4.200 tỷ đồng")
    if suffix == "xlsx":
        write_xlsx(draft, path)
        book = load_workbook(path)
        assert book.sheetnames == ["Bảng điền", "Cần xem lại", "Giữ nguyên"]
        page = book["Bảng điền"]
        row = next(row for row in page.iter_rows(min_row=3) if row[0].value == budget.id)
        row[10].value, row[11].value = 4620.5, "4.400"
        book.save(path)
    else:
        write_csv(draft, path)
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
        for row in rows:
            if row[0] == budget.id:
                row[10], row[11] = "4.620,5", "4.400"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows(rows)
    entries = read_sheet(path)
    assert entries == {budget.id: Entry("4.620,5", "4.400")}
    assert slot_of(fill(draft, entries).draft, "4.200 tỷ đồng").value == "4.620,5 tỷ đồng"


def test_other_tables_are_no_sheet(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Tên", "Tuổi"])
    book.save(tmp_path / "khac.xlsx")
    (tmp_path / "hong.xlsx").write_bytes(b"PK\x03\x04 hong")
    (tmp_path / "la.csv").write_bytes("Mã;Năm 2025\n".encode("utf-16"))
    for name in ("khac.xlsx", "hong.xlsx", "la.csv"):
        with pytest.raises(NotASheet, match=name):
            read_sheet(tmp_path / name)


def test_number_cells_are_written_the_vietnamese_way() -> None:
    assert number_of_cell(12345.6) == "12.345,6"
    assert number_of_cell(Decimal("7")) == "7"


# After filling


def test_a_total_that_the_parts_contradict_is_found() -> None:
    draft = drafted()
    parts = {"180/240 trường học": "192/240", "75%": "95%"}
    done = fill(draft, {slot_of(draft, old).id: Entry(value) for old, value in parts.items()})
    found = review(done.draft, readings())
    assert [one.expected for one in found] == ["80%"]


def test_a_draft_filled_from_the_real_report_has_nothing_to_complain_of() -> None:
    last, after = readings()
    draft = with_offers(draft_of(last, 2026), [last, after], last)
    offered = {key: Entry("gợi ý") for key, slot in draft.slots.items() if slot.offers}
    done = fill(draft, offered)
    assert done.problems == ()
    assert review(done.draft, [last, after]) == ()


# Smoothing


def test_smoothing_may_change_words_only() -> None:
    draft = drafted()
    before = text_of(draft)
    smooth = smoothed(draft, lambda text: text.replace("Toàn tỉnh có", "Cả tỉnh hiện có"))
    assert "Cả tỉnh hiện có [… trường" in text_of(smooth)
    for wrong in (
        lambda text: text + " Thêm 5 điều.",
        lambda text: text.replace("⟦0⟧", ""),
        lambda text: text.replace("⟦0⟧", "⟦1⟧"),
    ):
        assert text_of(smoothed(draft, wrong)) == before


def test_drafts_are_not_changed_by_filling() -> None:
    draft = drafted()
    fill(draft, {slot_of(draft, "120 vụ").id: Entry("90")})
    assert replace(draft) == drafted()
