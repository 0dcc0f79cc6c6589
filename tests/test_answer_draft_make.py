"""What a person chooses: sections, reports, years; paragraphs from facts; the command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from draft_reports import readings, sample, write_reports

import app
from answer.draft.from_facts import NoSuchFact, facts_draft
from answer.draft.make import DraftError, Wanted, make
from answer.draft.render import plain_text
from answer.draft.sections import UnknownSection, choose
from check.arithmetic import replay
from index.build import add_paths
from index.library import Library


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("soan")
    outcomes = add_paths(write_reports(folder / "tep"), folder / "kho")
    assert [outcome.status for outcome in outcomes] == ["added", "added"]
    return folder / "kho"


@pytest.fixture
def library(index: Path) -> Iterator[Library]:
    with Library.open(index) as opened:
        yield opened


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("Phần I › II › 2 › d", "Phần I › II › 2 › d"),
        ("Phần I › II › 2 › đ", "Phần I › II › 2 › đ"),
        ("phan i > ii > 1", "Phần I › II › 1"),
        ("IV › 2", "Phần I › IV › 2"),
        ("IV", "Phần I › IV"),
        ("công tác khen thưởng", "Phần I › IV"),
        ("cai cach hanh chinh", "Phần I › II › 2 › c"),
        ("V. ĐÁNH GIÁ CHUNG", "Phần I › V"),
    ],
)
def test_sections_are_named_by_path_number_or_words(wanted: str, path: str) -> None:
    assert [section.path for section in choose(sample(), [wanted])] == [path]


def test_what_names_no_section_gets_the_outline() -> None:
    with pytest.raises(UnknownSection) as problem:
        choose(sample(), ["nuôi trồng thủy sản"])
    assert "Không có mục nào khớp với “nuôi trồng thủy sản”" in str(problem.value)
    assert "Phần I › II › 2 › a: Kinh tế" in str(problem.value)


def test_what_names_several_sections_is_asked_back() -> None:
    with pytest.raises(UnknownSection, match=r"mục khớp với “1”(.|\n)*Phần I › I › 1"):
        choose(sample(), ["1"])


def test_sections_inside_a_chosen_one_are_not_drafted_twice() -> None:
    chosen = choose(sample(), ["Phần I › II › 2 › a", "Phần I › II"])
    assert [section.path for section in chosen] == ["Phần I › II"]


def test_the_report_of_the_year_before_is_taken(library: Library) -> None:
    assert make(library, Wanted(year=2027)).report.file == "tan-hoi-2026.md"
    draft = make(library, Wanted(year=2026))
    assert draft.report.file == "tan-hoi-2025.md"
    offered = [slot.offers[0].value for slot in draft.slots.values()
               if slot.offers and slot.offers[0].source]  # fmt: skip
    assert "4.620 tỷ đồng" in offered


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Wanted(report="khac.pdf"), "Các báo cáo đang có: “tan-hoi-2025.md”"),
        (Wanted(report="tan-hoi-2026.md", year=2026), "phải cho năm sau đó, không phải 2026"),
        (Wanted(sections=("biển đảo",), year=2026), "Không có mục nào khớp"),
        (Wanted(indicators=("sân bay",), year=2026), "Không thấy chỉ tiêu khớp với “sân bay”"),
        (Wanted(movements=("sân bay",), year=2026), "Không thấy khen thưởng của phong trào"),
    ],
)
def test_what_cannot_be_drafted_is_said(library: Library, wanted: Wanted, told: str) -> None:
    with pytest.raises(DraftError) as problem:
        make(library, wanted)
    assert told in str(problem.value)


def test_paragraphs_from_facts_cite_and_show_their_sums() -> None:
    draft = facts_draft(readings(), 2026, ["thu ngân sách"], ["500 ngày đêm thi đua"])
    text = plain_text(draft)
    assert (
        "Thu ngân sách trên địa bàn đạt 4.620 tỷ đồng, tăng 10% so với năm 2025 (4.200 tỷ đồng)."
    ) in text
    assert (
        "Trong phong trào “500 ngày đêm thi đua”, năm 2026: Chủ tịch UBND tỉnh tặng Bằng khen "
        "cho 07 tập thể và 16 cá nhân."
    ) in text
    assert "Nguồn: tan-hoi-2026.md" in text
    sums = [slot.working for slot in draft.slots.values() if slot.working]
    assert sums
    assert all(replay(line).holds for line in sums)


def test_facts_that_are_not_there_are_refused() -> None:
    with pytest.raises(NoSuchFact):
        facts_draft(readings(), 2030, ["thu ngân sách"])
    with pytest.raises(NoSuchFact, match="nạp báo cáo"):
        facts_draft([], 2026, ["thu ngân sách"])


# The command


def test_the_command_writes_sheet_and_draft(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    word, sheet = tmp_path / "nhap.docx", tmp_path / "bang.xlsx"
    common = ["draft", "--index", str(index), "--year", "2026"]
    code = app.main([*common, "--section", "I › 1", "--out", str(word), "--sheet", str(sheet)], {})
    out = capsys.readouterr().out
    assert code == 0, out
    assert "ô chờ điền" in out
    assert "ô có gợi ý từ báo cáo mới" in out
    assert "[… vụ | 2025: 120]" in "\n".join(p.text for p in Document(str(word)).paragraphs)

    from openpyxl import load_workbook

    book = load_workbook(sheet)
    for row in book["Bảng điền"].iter_rows(min_row=3):
        if row[6].value == "120 vụ":
            row[10].value = 132
        if row[6].value == "2,1%":
            row[10].value = "rất ít"
    book.save(sheet)
    text = tmp_path / "nhap.txt"
    code = app.main([*common, "--section", "I › 1", "--fill", str(sheet), "--out", str(text)], {})
    told = capsys.readouterr()
    assert code == 1
    assert "“rất ít” không phải số" in told.err
    assert "xảy ra 132 vụ, tăng 12 vụ (10%) so với năm 2025" in text.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "Hãy ghi tệp cần viết"),
        (["--out", "nhap.pdf"], "Không viết được tệp đuôi “.pdf”"),
        (["--sheet", "bang.ods"], "Không viết được tệp đuôi “.ods”"),
        (["--out", "nhap.txt", "--fill", "khong-co.xlsx"], "Không có tệp"),
        (["--out", "khong/co/nhap.txt"], "Không ghi được"),
    ],
)
def test_the_command_says_what_is_wrong(
    index: Path, options: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = app.main(["draft", "--index", str(index), "--year", "2026", *options], {})
    assert code == 1
    assert told in capsys.readouterr().err
