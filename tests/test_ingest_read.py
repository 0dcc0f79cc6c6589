"""The entry: forms by content, refusals, and the real reports in all their forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.reading import agree, reports_in
from ingest.read import form_of, read_structure
from ingest.report import Passage, PassageKind, Reading, ReadLimits, UnreadableReport


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"   \n ", "a.txt", "rỗng"),
        (b"not a pdf", "a.pdf", "không phải PDF"),
        (b"not a docx", "a.docx", "không phải Word"),
        (b"\x89PNG\r\n\x1a\n", "a.pdf", "ảnh PNG"),
        (b"{\\rtf1 abc}", "a.docx", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "a.doc", "DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked", "a.docx", "mật khẩu"),
        (b"PK\x03\x04 xl/workbook.xml", "a.xlsx", "bảng tính"),
        (b"PK\x03\x04 anh.jpg", "a.zip", "tệp nén"),
        (b"abc\0def", "a.txt", "nhị phân"),
        (b"12 34 56", "a.txt", "không có chữ"),
    ],
)
def test_every_refusal_is_one_clear_line(
    tmp_path: Path, data: bytes, name: str, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableReport, match=words) as refusal:
        read_structure(path)
    assert "\n" not in str(refusal.value)


def test_missing_and_huge_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="Không tìm thấy"):
        read_structure(tmp_path / "khong-co.pdf")
    path = tmp_path / "lon.txt"
    path.write_text("a" * 2_000_000, encoding="utf-8")
    with pytest.raises(UnreadableReport, match="vượt giới hạn 1 MB"):
        read_structure(path, limits=ReadLimits(megabytes=1))


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    assert form_of(b"%PDF-1.4", "bao-cao.txt") == "pdf"
    path = tmp_path / "bao-cao.dat"
    path.write_text("I. KẾT QUẢ\nTốt.", encoding="utf-16")
    assert read_structure(path).report.form == "txt"


def test_decomposed_letters_are_composed(tmp_path: Path) -> None:
    path = tmp_path / "nfd.txt"
    path.write_text("Kết quả thực hiện", encoding="utf-8")
    assert read_structure(path).passages[0].text == "Kết quả thực hiện"


def readings(folder: Path, stem: str) -> list[Reading]:
    return [read_structure(path) for path in reports_in(folder)[stem]]


@pytest.mark.shared
@pytest.mark.parametrize("number", [0, 1])
def test_forms_of_a_real_report_read_the_same(shared_reports: Path, number: int) -> None:
    several = [paths for paths in reports_in(shared_reports).values() if len(paths) > 1]
    first, *others = [read_structure(path) for path in several[number]]
    for other in others:
        for row in agree(first, other):
            if row.what != "furniture":
                assert (row.what, row.left, row.right) == (row.what, (), ())


@pytest.mark.shared
def test_counts_of_the_real_reports(shared_reports: Path) -> None:
    counts = {}
    for stem, paths in reports_in(shared_reports).items():
        if len(paths) == 1:
            continue
        for path in paths:
            reading = read_structure(path)
            notes = [p for p in reading.passages if p.kind is PassageKind.FOOTNOTE]
            assert all(note.called_by for note in notes)
            assert [note.note for note in notes] == list(range(1, len(notes) + 1))
            counts[stem[:2]] = len(notes)
            assert not reading.warnings
    assert counts == {"ub": 23, "va": 38}


@pytest.mark.shared
def test_notes_that_run_over_to_the_next_page(shared_reports: Path) -> None:
    path = next(shared_reports.glob("ubnd*.txt"))
    passages = read_structure(path).passages
    notes = {p.note: p for p in passages if p.note}
    assert read_structure(path).report.pages == 32
    over = {number for number, note in notes.items() if len(note.page_starts) > 1}
    assert over == {10, 16}


@pytest.mark.shared
def test_offsets_pages_and_parents_are_sound(shared_reports: Path) -> None:
    for paths in reports_in(shared_reports).values():
        for path in paths:
            if path.stem.endswith("scan"):
                continue
            check_soundness(read_structure(path).passages)


def check_soundness(passages: tuple[Passage, ...]) -> None:
    by_id = {passage.id: passage for passage in passages}
    assert [passage.order for passage in passages] == list(range(len(passages)))
    for passage in passages:
        assert passage.text == " ".join(passage.text.split())
        offsets = [offset for offset, _ in passage.page_starts]
        assert offsets == sorted(set(offsets))
        assert not offsets or (offsets[0] == 0 and offsets[-1] < len(passage.text))
        assert passage.parent is None or passage.parent in by_id
        assert all(0 <= call.offset <= len(passage.text) for call in passage.calls)
        assert not passage.label or passage.text.startswith(passage.label)
