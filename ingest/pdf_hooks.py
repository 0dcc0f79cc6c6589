"""The readers that a PDF may need beside its text layer, made ready for one file.

Nothing is loaded or looked for until a page needs it: a report with a text layer is read
without Tesseract.

What this module does not know: when a page needs which reader (``pdf_pages.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from ingest.legacy_fonts import decode_pieces
from ingest.letter_order import letter_reader
from ingest.lines import Line
from ingest.pdf_pages import PageReader, PageReaderMissing, PdfHooks
from ingest.pdf_tables import table_finder


def hooks_for(path: Path) -> PdfHooks:
    """OCR, tables, old fonts, letter order for one PDF; each that is needed opens it again."""
    return PdfHooks(_ocr(path), table_finder(path), decode_pieces, letter_reader(path))


def _ocr(path: Path) -> PageReader:
    @cache
    def reader() -> PageReader:
        from ingest.ocr_lines import page_reader

        return page_reader(path)

    def read(number: int) -> Sequence[Line]:
        from ingest.ocr import OcrUnavailable

        try:
            return reader()(number)
        except OcrUnavailable as missing:
            raise PageReaderMissing(str(missing)) from missing

    return read
