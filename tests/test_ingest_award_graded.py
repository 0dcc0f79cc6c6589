"""Awards that a note splits by grade without naming their form again."""

from __future__ import annotations

from pathlib import Path

from ingest.read import read_report

TEXT = """Số: 19/BC-UBND

Gò Sậy, ngày 10 tháng 01 năm 2025

**BÁO CÁO**

**Kết quả thi đua năm 2024 của tỉnh Gò Sậy**

## I. KHEN THƯỞNG

- Chủ tịch nước tặng Huân chương Lao động cho 16 trường hợp[^1].

[^1]: Hạng Nhất: 01 tập thể; hạng Nhì: 02 tập thể, 03 cá nhân; hạng Ba: 06 tập thể, 04 cá nhân. Có
02 cá nhân là nữ.
"""


def test_grades_of_a_note_have_the_form_and_giver_of_its_sentence(tmp_path: Path) -> None:
    path = tmp_path / "go-say.md"
    path.write_text(TEXT, encoding="utf-8")
    awards = [one for one in read_report(path).awards if "hạng" in one.form]
    assert [(one.form, one.recipient, one.count) for one in awards] == [
        ("Huân chương Lao động hạng Nhất", "tập thể", 1),
        ("Huân chương Lao động hạng Nhì", "tập thể", 2),
        ("Huân chương Lao động hạng Nhì", "cá nhân", 3),
        ("Huân chương Lao động hạng Ba", "tập thể", 6),
        ("Huân chương Lao động hạng Ba", "cá nhân", 4),
    ]
    assert {one.giver for one in awards} == {"Chủ tịch nước"}
