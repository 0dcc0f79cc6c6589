"""Files that are refused from their outside, before anything parses them.

A DOCX is a zip archive whose directory tells its unpacked sizes, and a PDF tells its
page count cheaply; both are looked at here. The thresholds are far above any report: a
300-page Word file unpacks to about 20 MB of XML at a ratio near 30.

What this module does not see: a directory or a page count that lies, and a small file
whose contents are costly. Those end at the limits of ``guarded.py``.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from ingest.report import ReadLimits, UnreadableReport

MEGABYTE = 1 << 20
ZIP_ENTRIES = 10_000
ZIP_TOTAL_MEGABYTES = 1000
# lxml needs about ten times the size of the XML that it parses.
XML_PART_MEGABYTES = 100
# Word's XML deflates 10 to 40 times; a thousand times is only ever made on purpose.
RATIO = 200
RATIO_FROM_MEGABYTES = 5

_SAVE_AGAIN = "Hãy mở tệp, lưu lại thành tệp mới hoặc chia thành nhiều tệp nhỏ rồi nạp lại."


def refuse_bomb(path: Path, limits: ReadLimits) -> None:
    """Raise ``UnreadableReport`` where the file's size, zip directory or page count is too much."""
    size = path.stat().st_size
    if size > limits.megabytes * MEGABYTE:
        raise UnreadableReport(
            f"Tệp “{path.name}” nặng {size // MEGABYTE} MB, quá mức {limits.megabytes} MB. "
            + _SAVE_AGAIN
        )
    with path.open("rb") as stream:
        head = stream.read(1024)
    if head.startswith(b"PK"):
        _refuse_zip(path)
    elif b"%PDF-" in head:
        _refuse_pages(path, limits)


def _refuse_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return  # damaged: the reader of that form says so
    total = sum(entry.file_size for entry in entries)
    part = max((e.file_size for e in entries if e.filename.endswith((".xml", ".rels"))), default=0)
    swollen = any(
        entry.file_size > RATIO_FROM_MEGABYTES * MEGABYTE
        and entry.file_size > RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    if (
        swollen
        or len(entries) > ZIP_ENTRIES
        or total > ZIP_TOTAL_MEGABYTES * MEGABYTE
        or part > XML_PART_MEGABYTES * MEGABYTE
    ):
        raise UnreadableReport(
            f"Tệp “{path.name}” nén bất thường: {path.stat().st_size // 1024} KB bung ra "
            f"{total // MEGABYTE} MB, nên không đọc. " + _SAVE_AGAIN
        )


def _refuse_pages(path: Path, limits: ReadLimits) -> None:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:
            pages = len(document)
    except pypdfium2.PdfiumError:
        return  # encrypted or damaged: the reader of PDFs says so
    if pages > limits.pages:
        raise UnreadableReport(
            f"Tệp “{path.name}” có {pages} trang, nhiều hơn mức {limits.pages} trang. "
            "Hãy chia thành nhiều tệp nhỏ rồi nạp lại."
        )
