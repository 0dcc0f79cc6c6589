"""Drafts as Word files: layout of the decree, highlighted slots, real footnotes, read again."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Cm, Pt
from draft_reports import drafted, readings, sample, slot_of
from lxml import etree

from answer.draft.build import draft_of
from answer.draft.fill import Entry, fill
from answer.draft.nouns import Draft
from answer.draft.sections import choose, sections_of
from answer.draft.word import write_docx
from ingest.read import read_report, read_structure
from ingest.report import Reading

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LABEL = re.compile(r"^(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|Bảng \d{1,2}\.?) ?")


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample report's draft for 2025."""
    return written(draft_of(sample(), 2025), tmp_path_factory.mktemp("mau"))


def written(draft: Draft, folder: Path, **options: bool) -> Path:
    path = folder / "nhap.docx"
    write_docx(draft, path, **options)
    return path


def part(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(f"word/{name}.xml"))


def words(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def notes(path: Path) -> list[str]:
    return [words(note) for note in part(path, "footnotes") if note.get(f"{W}type") is None]


def shape(reading: Reading) -> list[tuple[str, ...]]:
    return [tuple(step.label for step in section.steps) for section in sections_of(reading)]


def unmarked_digits(path: Path, draft: Draft) -> list[str]:
    """Digits in words that are not highlighted, but for labels, moved years, kept laws."""
    laws = sorted({cited for cited, _ in (*draft.kept, *draft.named)}, key=len, reverse=True)
    kept = "|".join(map(re.escape, laws)) or "$^"
    found = []
    for name in ("document", "footnotes"):
        for paragraph in part(path, name).iter(f"{W}p"):
            text = "".join(
                words(run) for run in paragraph.iter(f"{W}r")
                if run.find(f"{W}rPr/{W}highlight") is None
            )  # fmt: skip
            if re.match(rf" ?Năm {draft.last_year}: ", text):
                continue  # a source: what it quotes is last year's and says so
            text = LABEL.sub("", re.sub(kept, "", text.strip()))
            # Tables, articles of laws and items of a list are referred to by their numbers.
            text = re.sub(r"(?:Bảng|Điều|[Kk]hoản|Phụ lục|Mục) \d+|(?<= )\(\d{1,2}\) ", "", text)
            years = rf"(?:{draft.year - 1}|{draft.year}|{draft.year + 1})"
            text = re.sub(rf"(?<!\d){years}(?: - {years})?(?!\d)|\d+ tháng (?:đầu|cuối)", "", text)
            found += re.findall(r".{0,30}\d.{0,20}", text)
    return found


def rows_numbered(found: list[str]) -> list[str]:
    """Without the running numbers of tables' rows, which stand alone in their cells."""
    return [text for text in found if not re.fullmatch(r"\d{1,3}", text.strip())]


def test_no_digit_of_last_year_stands_outside_of_highlights(
    tmp_path: Path, sample_file: Path
) -> None:
    assert rows_numbered(unmarked_digits(sample_file, draft_of(sample(), 2025))) == []
    assert rows_numbered(unmarked_digits(written(drafted(), tmp_path), drafted())) == []


@pytest.mark.shared
def test_no_digit_of_the_real_report_stands_outside_of_highlights(
    tmp_path: Path, shared_reports: Path
) -> None:
    reading = read_report(shared_reports / "van-phong-ubnd-thi-dua-2025.docx")
    draft = draft_of(reading, 2026)
    path = written(draft, tmp_path)
    assert rows_numbered(unmarked_digits(path, draft)) == []
    assert shape(read_structure(path)) == shape(reading)


def test_the_layout_is_that_of_the_decree(sample_file: Path) -> None:
    document = Document(str(sample_file))
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert Cm(2.99) <= section.left_margin <= Cm(3.5)
    assert Cm(1.5) <= section.right_margin <= Cm(2.01)
    assert Cm(1.99) <= section.top_margin <= Cm(2.5)
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    head = document.tables[0]
    left, right = (cell.text for cell in head.rows[0].cells)
    assert left.startswith("ỦY BAN NHÂN DÂN\nTỈNH LẠC GIANG")
    assert right.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    left, right = (cell.text for cell in document.tables[-1].rows[0].cells)
    assert left.startswith("Nơi nhận:\n- Bộ Nội vụ")
    assert right.startswith("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")
    assert "Đoàn Nhật Khương" in right


def test_sources_are_real_footnotes_of_verified_lines_only(tmp_path: Path) -> None:
    reading = readings()[0]
    texts = {passage.id: passage.text for passage in reading.passages}
    target = next(p for p in reading.passages if "120 vụ" in p.text)
    texts[target.id] = "khác hẳn"
    draft = draft_of(reading, 2026, kept_texts=texts)
    path = written(draft, tmp_path)
    cited = "\n".join(notes(path))
    assert "Năm 2025: tan-hoi-2025.md, mục I › 1: “- Thu ngân sách trên địa bàn" in cited
    assert "Phạm pháp hình sự" not in cited
    calls = [c.get(f"{W}id") for c in part(path, "document").iter(f"{W}footnoteReference")]
    ids = [n.get(f"{W}id") for n in part(path, "footnotes") if n.get(f"{W}type") is None]
    assert calls == ids


def test_own_notes_stay_notes_and_sources_can_be_left_out(
    tmp_path: Path, sample_file: Path
) -> None:
    bare = notes(written(draft_of(sample(), 2025), tmp_path, sources=False))
    assert len(bare) == 22
    assert not [note for note in bare if "Năm 2024:" in note]
    assert len(notes(sample_file)) > 22


def test_a_filled_slot_is_not_highlighted_and_shows_its_sum(tmp_path: Path) -> None:
    draft = drafted()
    done = fill(draft, {slot_of(draft, "4.200 tỷ đồng").id: Entry("4620")}).draft
    path = written(done, tmp_path)
    marked = [words(run) for run in part(path, "document").iter(f"{W}r")
              if run.find(f"{W}rPr/{W}highlight") is not None]  # fmt: skip
    assert not [text for text in marked if "4.620" in text]
    assert any("Cách tính: (4.620 tỷ đồng - 4.200 tỷ đồng)" in note for note in notes(path))


def test_aged_wording_carries_a_comment(tmp_path: Path) -> None:
    path = written(drafted(), tmp_path)
    comments = words(part(path, "comments"))
    assert "hợp nhất vào Sở Tài chính" in comments


def test_the_file_reads_back_with_the_same_sections(tmp_path: Path, sample_file: Path) -> None:
    for reading, path in (
        (sample(), sample_file),
        (readings()[0], written(drafted(), tmp_path)),
    ):
        back = read_structure(path)
        assert shape(back) == shape(reading)
        assert back.report.year == (reading.report.year or 0) + 1
        assert back.report.issuer == reading.report.issuer


def test_single_sections_keep_the_headings_above_them(tmp_path: Path) -> None:
    reading = sample()
    sections = choose(reading, ["Phần I › II › 2 › a", "Công tác khen thưởng"])
    draft = draft_of(reading, 2025, sections)
    back = read_structure(written(draft, tmp_path))
    labels = shape(back)
    assert ("PHẦN I", "II.", "2.", "a)") in [tuple(s) for s in labels] or len(labels) >= 8
    assert "Nơi nhận" not in "\n".join(p.text for p in back.passages)


def test_a_tables_columns_stand_as_in_its_head(tmp_path: Path) -> None:
    source = tmp_path / "bang.md"
    source.write_text(
        "**BÁO CÁO**\n\n**Tổng kết năm 2025**\n\n## I. KẾT QUẢ\n\nKết quả như Bảng 1.\n\n"
        "| TT | Hình thức | Tập thể | Cá nhân | Cộng |\n|---|---|---|---|---|\n"
        "| 1 | Chiến sĩ thi đua | | 31 | 31 |\n| 2 | Bằng khen | 512 | 96 | 608 |\n",
        encoding="utf-8",
    )
    document = Document(str(written(draft_of(read_report(source), 2026), tmp_path)))
    table = document.tables[1]  # the first holds the letterhead
    assert [cell.text for cell in table.rows[0].cells][2:] == ["Tập thể", "Cá nhân", "Cộng"]
    assert [cell.text for cell in table.rows[1].cells][2:] == [
        "", "[… | 2025: 31]", "[… | 2025: 31]",
    ]  # fmt: skip


def test_an_annex_stands_behind_the_signature(tmp_path: Path) -> None:
    source = tmp_path / "phu-luc.md"
    source.write_text(
        "**BÁO CÁO**\n\n**Tổng kết năm 2025**\n\n## I. KẾT QUẢ\n\nCó 12 đơn vị.\n\n"
        "**TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH**\n\nNgô Thị Hiền\n\n"
        "## PHỤ LỤC DANH SÁCH\n\nCó 7 đơn vị.\n",
        encoding="utf-8",
    )
    reading = read_report(source)
    document = Document(str(written(draft_of(reading, 2026), tmp_path)))
    whole = words(document.element.body)
    assert whole.index("CHỦ TỊCH") < whole.index("DANH SÁCH") < whole.index("2025: 7")


def test_no_comment_comes_among_the_first_footnotes(tmp_path: Path, sample_file: Path) -> None:
    """LibreOffice 7.4 would show every footnote empty."""
    for path in (sample_file, written(drafted(), tmp_path)):
        marks = [mark.tag for mark in part(path, "document").iter(
            f"{W}footnoteReference", f"{W}commentReference")]  # fmt: skip
        first = marks.index(f"{W}commentReference")
        assert first >= min(4, marks.count(f"{W}footnoteReference"))
