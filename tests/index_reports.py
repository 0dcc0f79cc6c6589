"""Small readings of fictional places for the index's tests, and a reader of them.

``lines_reader`` reads a text file line by line, so that a test of the index does not hang
on how reports are read: ``[^3]`` opens footnote 3, ``#`` a heading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from ingest.report import (
    Award,
    Cell,
    DocumentCitation,
    Figure,
    FigureKind,
    Heading,
    NoteCall,
    Passage,
    PassageKind,
    Person,
    Reading,
    ReadLimits,
    Report,
    TableRow,
    UnreadableReport,
)

ROADS = """# Giao thông nông thôn
Trong năm, tỉnh Phù Lãng hoàn thành 87 km đường bê tông liên xóm, đạt 104% kế hoạch.
Chủ tịch UBND tỉnh tặng Bằng khen cho 14 tập thể và 29 cá nhân làm đường giỏi.
# Xây dựng nông thôn mới
Đến cuối năm, 31 xã đạt chuẩn nông thôn mới, trong đó 6 xã nâng cao.
"""
CLINICS = """# Y tế cơ sở
Tỉnh sửa chữa 12 trạm y tế và xây dựng mới 5 trạm y tế ở vùng bãi ngang.
Tỷ lệ người dân tham gia bảo hiểm y tế đạt 95,4%.
"""


def reading_of(name: str, text: str) -> Reading:
    """A reading of lines as passages, its id the hash of the text."""
    report_id = hashlib.sha256(text.encode()).hexdigest()
    passages: list[Passage] = []
    section: tuple[Heading, ...] = ()
    for order, line in enumerate(text.splitlines()):
        kind = PassageKind.HEADING if line.startswith("# ") else PassageKind.PARAGRAPH
        if kind is PassageKind.HEADING:
            section = (Heading(str(len(passages)), line[2:]),)
        passages.append(
            Passage(f"{report_id[:12]}:{order}", report_id, order, kind, line.lstrip("# "), section)
        )
    form = name.rpartition(".")[2]
    report = Report(report_id, name, form, f"Báo cáo {name}", issuer="UBND tỉnh Phù Lãng")
    return Reading(report, tuple(passages))


def lines_reader(
    path: Path,
    limits: ReadLimits | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    on_ocr: Callable[[int, int], None] | None = None,
) -> Reading:
    """In place of ``ingest.guarded.read_guarded``; a file that says so is unreadable."""
    text = path.read_text(encoding="utf-8")
    if text.startswith("HỎNG"):
        raise UnreadableReport(f"Không đọc được tệp “{path.name}”.")
    if on_progress is not None:
        on_progress(1, 1)
    return reading_of(path.name, text)


def full_reading() -> Reading:
    """A reading with every noun and every field that is not at its default somewhere."""
    report = Report(
        id="ab" * 32,
        file="tong-ket-2024.pdf",
        form="pdf",
        title="Báo cáo tổng kết năm 2024",
        issuer="UBND tỉnh Phù Lãng",
        number="12/BC-UBND",
        date="2024-12-30",
        year=2024,
        place="Phù Lãng",
        signer="Đỗ Văn Mẫu",
        signer_office="Chủ tịch",
        pages=3,
    )
    caller, note, row = "abababababab:0", "abababababab:1", "abababababab:2"
    path = (Heading("Phần I"), Heading("a", "Làm đường"))
    passages = (
        Passage(caller, report.id, 0, PassageKind.PARAGRAPH, "a) Làm 3,50 km đường.", path,
                "a)", ((0, 1), (12, 2)), ("1", "2"), None, (NoteCall(4, 21),)),
        Passage(note, report.id, 1, PassageKind.FOOTNOTE, "Kế hoạch số 7/KH-UBND.", path,
                parent=caller, note=4, called_by=(caller, 21), page_starts=((0, 1),)),
        Passage(row, report.id, 2, PassageKind.ROW, "Xã Đồng 1,20", path, confidence=0.75,
                row=TableRow(1, 2, "Xã Đồng", (Cell("Chiều dài", "1,20", 8, 12, "km"),), "Bảng 1")),
    )  # fmt: skip
    figures = (
        Figure(caller, 7, 14, "3,50 km", Decimal("3.50"), "km", "km", Decimal(1),
               Decimal("3.495"), Decimal("3.505"), "đường", of=Decimal("1E+3"), about="tỉnh",
               period="2024", kind=FigureKind.ESTIMATE, approx="gần", column="Dài"),
    )  # fmt: skip
    awards = (Award(caller, 0, 5, "Chủ tịch", "Bằng khen", "tập thể", 3, 0, 1, proposed=True),)
    documents = (DocumentCitation(note, 0, 21, "Kế hoạch", "7/KH-UBND", "2024-01-02"),)
    persons = (Person(caller, 0, 3, "Đỗ Văn Mẫu", "Chủ tịch"),)
    return Reading(
        report, passages, figures, awards, documents, persons,
        (("NTM", "nông thôn mới"),), ("trang 2 mờ",),
    )  # fmt: skip
