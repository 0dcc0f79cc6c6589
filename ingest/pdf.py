"""The pages of a PDF as pieces of text with size, position and weight, with pypdf.

The only file that knows pypdf. What becomes of a page is decided in ``pdf_pages.py``,
lines are made of pieces in ``page_lines.py``.

What this module does not know: lines, tables, scans.
"""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ingest.page_lines import Piece
from ingest.report import ReadLimits, UnreadableReport

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

# A page scanned at 72 dpi is this wide; forms are looked into this deep.
SCAN_PIXELS, DEEPEST = 500, 2
FontDecoder = Callable[[Sequence[tuple[str, str]], str], Sequence[str]]

ENCRYPTED = (
    "Tệp PDF được đặt mật khẩu nên không đọc được. Hãy mở tệp bằng mật khẩu,"
    " in hoặc lưu lại thành PDF không khóa rồi thêm lại."
)
DAMAGED = (
    "Tệp PDF bị hỏng hoặc không đầy đủ. Hãy tải lại tệp gốc,"
    " hoặc mở bằng trình đọc PDF rồi in lại thành PDF mới."
)


@dataclass(frozen=True, slots=True)
class PagePieces:
    """What is printed on a page, in the order of the file, and the page's size in points.

    pictured: a picture is on it that is large enough to be a scan.
    """

    pieces: tuple[Piece, ...]
    width: float
    height: float
    pictured: bool = False


def open_pdf(data: bytes, limits: ReadLimits) -> PdfReader:
    """The opened file; raises ``UnreadableReport`` if encrypted, damaged, empty or too long."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableReport(ENCRYPTED)
        pages = len(reader.pages)
    except UnreadableReport:
        raise
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableReport(DAMAGED) from error
    except Exception as error:
        # pypdf lets errors of unusual types through on broken files (17 of 5,089 in a survey).
        raise UnreadableReport(DAMAGED) from error
    if not pages:
        raise UnreadableReport("Tệp PDF không có trang nào. Hãy kiểm tra lại tệp gốc.")
    if pages > limits.pages:
        raise UnreadableReport(
            f"Tệp PDF có {pages} trang, vượt giới hạn {limits.pages} trang."
            " Hãy tách tệp thành nhiều phần rồi thêm từng phần."
        )
    return reader


def page_pieces(reader: PdfReader, number: int, decode: FontDecoder | None) -> PagePieces:
    """Page ``number`` (from 1); any exception may come out of a broken page."""
    page = reader.pages[number - 1]
    found = _pieces(page, decode)
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    return PagePieces(tuple(found), width, height, _has_picture(page.get("/Resources"), 0))


def _has_picture(resources: Any, depth: int) -> bool:
    """Whether a large picture is among the resources, also inside forms."""
    resources = resources.get_object() if resources is not None else {}
    drawn = resources.get("/XObject")
    for item in drawn.get_object().values() if drawn is not None else ():
        thing = item.get_object()
        if thing.get("/Subtype") == "/Image":
            if min(int(thing.get("/Width", 0)), int(thing.get("/Height", 0))) >= SCAN_PIXELS:
                return True
        elif depth < DEEPEST and _has_picture(thing.get("/Resources"), depth + 1):
            return True
    return False


def _pieces(page: PageObject, decode: FontDecoder | None) -> list[Piece]:
    pieces: list[Piece] = []
    fonts: list[str] = []

    def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        text = text.replace("\n", "")
        if not text.strip():
            # pypdf sees gaps between words that are printed without a space.
            if text and pieces:
                pieces[-1] = replace(pieces[-1], text=pieces[-1].text + " ")
            return
        name = str(font.get("/BaseFont", "")) if font else ""
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        along_x = tm[0] * cm[0] + tm[1] * cm[2]
        along_y = tm[0] * cm[1] + tm[1] * cm[3]
        scale = abs(_up(tm, cm)) ** 0.5
        turn = round(math.atan2(along_y, along_x) / (math.pi / 2)) % 4
        bold = "bold" in name.lower() or "black" in name.lower()
        pieces.append(Piece(text, x, y, abs(size) * scale or 1.0, bold, turn))
        fonts.append(name)

    whole = page.extract_text(visitor_text=visit)
    if decode is None:
        return pieces
    named = [(piece.text, font) for piece, font in zip(pieces, fonts, strict=True)]
    texts = decode(named, whole)
    return [replace(piece, text=text) for piece, text in zip(pieces, texts, strict=True)]


def _up(tm: Any, cm: Any) -> float:
    """The square of how much text is scaled upwards."""
    up_x = tm[2] * cm[0] + tm[3] * cm[2]
    up_y = tm[2] * cm[1] + tm[3] * cm[3]
    return float(up_x * up_x + up_y * up_y)
