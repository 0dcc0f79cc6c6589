"""Notes that authors type by hand at the end of a text, and how they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.read import read_structure
from ingest.report import Passage, PassageKind, Reading

HEAD = "UBND XÃ PHÚ HIỆP\n\nBÁO CÁO\nKết quả công tác năm 2024\n\nI. KẾT QUẢ\n"
NOTES = ["Gồm 5 cầu thép, 2 cầu gỗ.", "Thôn Đông 40 hộ; thôn Đoài 32 hộ."]
BODIES = {
    "[]": "Xây 7 cầu[1]; hỗ trợ 72 hộ [2].\nMở 3 lớp học.\n",
    "()": "Xây 7 cầu(1); hỗ trợ 72 hộ (2).\nMở 3 lớp học.\n",
    "raised": "Xây 7 cầu¹; hỗ trợ 72 hộ².\nMở 3 lớp học.\n",
}
CLOSING = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nLê Văn Tám\n\n"
ENDS = {
    "brackets": ("[]", "[1] {0}\n[2] {1}\n"),
    "brackets and a colon": ("[]", "[1]: {0}\n\n[2]: {1}\n"),
    "below a heading": ("[]", "Ghi chú:\n[1] {0}\n[2] {1}\n"),
    "round below a rule": ("()", "________\n(1) {0}\n(2) {1}\n"),
    "round below a heading": ("()", "Chú thích:\n(1) {0}\n(2) {1}\n"),
    "counted below a heading": ("[]", "GHI CHÚ\n1. {0}\n2. {1}\n"),
    "counted, called round": ("()", "Ghi chú:\n1) {0}\n2) {1}\n"),
    "raised": ("raised", "¹ {0}\n² {1}\n"),
}


def read(tmp_path: Path, text: str, name: str = "bao-cao.txt") -> Reading:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_structure(path)


def notes(reading: Reading) -> list[Passage]:
    return [p for p in reading.passages if p.kind is PassageKind.FOOTNOTE]


@pytest.mark.parametrize("suffix", ["txt", "md"])
@pytest.mark.parametrize("form", ENDS)
def test_a_note_is_found_and_knows_who_calls_it(tmp_path: Path, form: str, suffix: str) -> None:
    calls, end = ENDS[form]
    head, body = HEAD, BODIES[calls]
    if suffix == "md":  # there every block is a paragraph of its own
        head, body, end = (text.replace("\n", "\n\n") for text in (head, body, end))
    reading = read(tmp_path, head + body + CLOSING + end.format(*NOTES), f"a.{suffix}")
    found = notes(reading)
    assert [(note.note, note.text) for note in found] == list(enumerate(NOTES, 1))
    built = next(p for p in reading.passages if p.text.startswith("Xây"))
    assert built.text.startswith("Xây 7 cầu; hỗ trợ 72 hộ.")
    assert [(call.note, call.offset) for call in built.calls] == [(1, 9), (2, 23)]
    assert all(note.called_by and note.called_by[0] == built.id for note in found)
    assert reading.report.signer == "Lê Văn Tám"


def test_notes_on_wrapped_lines_and_calls_together(tmp_path: Path) -> None:
    text = HEAD + "Xây 7 cầu [1, 2] trong năm.\n\n[1] Gồm 5 cầu thép,\n2 cầu gỗ.\n[2] Tại 3 thôn.\n"
    reading = read(tmp_path, text)
    assert [note.text for note in notes(reading)] == ["Gồm 5 cầu thép, 2 cầu gỗ.", "Tại 3 thôn."]
    built = next(p for p in reading.passages if p.text.startswith("Xây"))
    assert [call.note for call in built.calls] == [1, 2]


def test_notes_between_paragraphs(tmp_path: Path) -> None:
    text = HEAD + (
        "Xây 7 cầu[1].\n\n[1] Gồm 5 cầu thép.\n\nHỗ trợ 72 hộ[2].\n\n[2] Thôn Đông 40 hộ.\n\n"
        "Mở 3 lớp học.\n"
    )
    reading = read(tmp_path, text)
    assert [note.text for note in notes(reading)] == ["Gồm 5 cầu thép.", "Thôn Đông 40 hộ."]
    assert any(p.text == "Mở 3 lớp học." and p.note is None for p in reading.passages)


def test_a_call_in_a_table(tmp_path: Path) -> None:
    text = HEAD + "| Thôn | Số hộ |\n| Đông[1] | 40 |\n| Đoài | 32 |\n\n[1] Nhập từ hai xóm.\n"
    reading = read(tmp_path, text)
    row = next(p for p in reading.passages if p.text.startswith("Đông"))
    assert row.text == "Đông | 40"
    assert row.row
    assert [row.text[c.start : c.end] for c in row.row.cells] == ["Đông", "40"]
    assert [call.note for call in row.calls] == [1]


@pytest.mark.parametrize(
    "items",
    [
        "Khen thưởng (1) và (2) như sau:\n(1) Tặng Giấy khen cho 3 người.\n(2) Tặng Cờ.\n",
        "Theo tài liệu [4], xây 7 cầu.\n[1] Cầu thép.\n",
        "Ghi chú:\n1. Xây 7 cầu.\n2. Hỗ trợ 72 hộ.\n",
    ],
)
def test_items_of_a_list_are_no_notes(tmp_path: Path, items: str) -> None:
    assert notes(read(tmp_path, HEAD + items)) == []
