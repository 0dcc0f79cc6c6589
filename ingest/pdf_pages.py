"""The pages of a PDF as lines: each by its text layer, or by OCR where that is none or broken.

A page is read by its text layer if that reads as words. A scan, a page whose letters come
out as gibberish and a page that pypdf cannot parse are given to the page reader (OCR);
what cannot be read either way is left out and named in a warning, never indexed in silence.

What this module does not know: pypdf (``pdf.py``), Tesseract, how tables are found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.legible import gibberish
from ingest.letter_order import LetterReader, out_of_order
from ingest.lines import Line, PageTable, Source
from ingest.note_zones import zone_by_size
from ingest.page_lines import Piece, Upright, lines_of_pieces, with_gaps, with_tables
from ingest.pdf import DAMAGED, FontDecoder, open_pdf, page_pieces
from ingest.report import ReadLimits, UnreadableReport
from ingest.text import bare, syllables
from ingest.torn import join_torn

if TYPE_CHECKING:
    from pypdf import PdfReader

PageReader = Callable[[int], Sequence[Line]]
TableFinder = Callable[[int], Sequence[PageTable]]
Progress = Callable[[int, int], None]

SCANNED, STAMPED, GARBLED, BROKEN = "scanned", "stamped", "garbled", "broken"
# With fewer letters a page has no text layer worth the name: a page number, a stamp.
FEW_LETTERS = 10
# A signature stamped on a scan has about 150 letters, a page of text ten times that.
STAMP_LETTERS = 250
# Letters that a broken font hides come out of OCR as others; of real words half are read alike.
SAME_WORDS = 0.4
NO_READER = "cần phần nhận dạng chữ (OCR)"
MOST_NAMED = 20


class PageReaderMissing(Exception):
    """Pages without text cannot be read here; a Vietnamese clause that says what to install."""


@dataclass(frozen=True, slots=True)
class PdfHooks:
    """Other readers that a page may need; pages are counted from 1.

    page_reader: lines of a page without a usable text layer (OCR, ``Line.confidence`` set);
        may raise ``PageReaderMissing``.
    table_finder: tables of a page, boxes in the page's own space; their lines are taken
        out of the prose and their rows put in that place.
    font_decoder: a page's (text, font name) pieces and its whole text -> the pieces in
        Unicode, for old fonts (TCVN3, VNI).
    letter_reader: a page's pieces made of single letters, where letters of a second font
        are printed after their line.
    """

    page_reader: PageReader | None = None
    table_finder: TableFinder | None = None
    font_decoder: FontDecoder | None = None
    letter_reader: LetterReader | None = None


@dataclass(slots=True)
class _Outcome:
    """What became of the pages that have no usable text layer.

    missing: what to install, "" if OCR is there. unread: the pages that OCR did not turn
    into words either, with the reason why they needed it. read: by OCR, with confidence.
    """

    missing: str = ""
    tables_failed: bool = False
    unread: dict[int, str] = field(default_factory=dict)
    read: dict[int, float] = field(default_factory=dict)


def read_pdf(
    data: bytes,
    *,
    limits: ReadLimits,
    on_progress: Progress | None = None,
    on_ocr: Progress | None = None,
    hooks: PdfHooks = PdfHooks(),
) -> Source:
    """All pages as a ``Source``; raises ``UnreadableReport`` where there is nothing to read.

    on_ocr: told of a page before it is read by OCR, which takes seconds.
    """
    reader = open_pdf(data, limits)
    total = len(reader.pages)
    if on_ocr is not None:
        hooks = _announced(hooks, on_ocr, total)
    outcome = _Outcome("" if hooks.page_reader else NO_READER)
    pages: list[list[Line]] = []
    characters = 0
    for number in range(1, total + 1):
        lines = _page(reader, number, hooks, outcome)
        characters += sum(len(line.text) for line in lines)
        if characters > limits.characters:
            raise UnreadableReport(
                "Tệp PDF có quá nhiều chữ so với giới hạn. Hãy tách thành nhiều phần."
            )
        pages.append(lines)
        if on_progress:
            on_progress(number, total)
    letters = sum(map(_letters, pages))
    if not letters or (letters < FEW_LETTERS and outcome.unread):
        raise UnreadableReport(_nothing_read(outcome))
    lines = with_gaps(zone_by_size(pages))
    return Source("pdf", tuple(lines), total, warnings=tuple(_warnings(outcome)))


def _announced(hooks: PdfHooks, on_ocr: Progress, total: int) -> PdfHooks:
    """The hooks, their page reader telling of each page before it reads it."""
    reader = hooks.page_reader
    if reader is None:
        return hooks

    def read(number: int) -> Sequence[Line]:
        on_ocr(number, total)
        return reader(number)

    return replace(hooks, page_reader=read)


def has_text(lines: Sequence[Line]) -> bool:
    """Whether a page has a text layer worth the name: more than a page number or a stamp."""
    return _letters(lines) >= FEW_LETTERS


def _letters(lines: Sequence[Line]) -> int:
    return sum(char.isalpha() for line in lines for char in line.text)


def _page(reader: PdfReader, number: int, hooks: PdfHooks, outcome: _Outcome) -> list[Line]:
    """One page's lines, its tables in them."""
    try:
        found = page_pieces(reader, number, hooks.font_decoder)
        pieces: Sequence[Piece] = found.pieces
        if hooks.letter_reader and out_of_order(pieces):
            pieces = hooks.letter_reader(number)
        upright = Upright.of(pieces, found.width, found.height)
        lines = [join_torn(one) for one in lines_of_pieces(upright.pieces(pieces), number)]
    except Exception:
        # One broken page must not cost the others; pypdf raises anything on damaged files.
        return _other_reading(number, BROKEN, [], hooks, outcome)
    if not lines or (found.pictured and not has_text(lines)):
        return _other_reading(number, SCANNED, lines, hooks, outcome)
    if found.pictured and _letters(lines) < STAMP_LETTERS:
        return _other_reading(number, STAMPED, lines, hooks, outcome)
    if not _is_legible(lines):
        return _other_reading(number, GARBLED, lines, hooks, outcome)
    if hooks.table_finder and not outcome.tables_failed:
        try:
            tables = [upright.table(table) for table in hooks.table_finder(number)]
        except Exception:
            # Another library reads the tables: what it cannot open is read as prose.
            outcome.tables_failed = True
            return lines
        lines = with_tables(lines, [_joined_rows(table) for table in tables])
    return lines


def _joined_rows(table: PageTable) -> PageTable:
    return replace(table, rows=tuple(map(join_torn, table.rows)))


def _is_legible(lines: Sequence[Line]) -> bool:
    return gibberish("\n".join(line.text for line in lines)).usable


def _other_reading(
    number: int, why: str, lines: list[Line], hooks: PdfHooks, outcome: _Outcome
) -> list[Line]:
    """The page by the page reader; the few letters of its text layer where that finds no more."""
    printed, lines = lines, [] if why == GARBLED else lines
    if hooks.page_reader is None or outcome.missing:
        outcome.unread[number] = why
        return lines
    try:
        read = [join_torn(line) for line in hooks.page_reader(number)]
    except PageReaderMissing as missing:
        outcome.missing = str(missing)
        outcome.unread[number] = why
        return lines
    except Exception:
        # The page cannot be drawn, or not within the memory allowed.
        outcome.unread[number] = BROKEN
        return lines
    if why == GARBLED and _share_of(printed, read) >= SAME_WORDS:
        return printed  # codes, names of another language: the page shows just what it says
    if why == STAMPED and _letters(read) < 2 * _letters(lines):
        return lines  # a picture beside the text
    if not _letters(read) or not _is_legible(read):
        if read or why != SCANNED:  # else a blank page: nothing is lost
            outcome.unread[number] = why
        return lines
    sure = [line.confidence for line in read if line.confidence is not None]
    outcome.read[number] = sum(sure) / len(sure) if sure else 0.0
    return read


def _share_of(printed: Sequence[Line], read: Sequence[Line]) -> float:
    """Share of a page's printed words that OCR saw on it too."""
    words, seen = (
        {w for line in one for w in syllables(bare(line.text))} for one in (printed, read)
    )
    return len(words & seen) / max(1, len(words))


def _nothing_read(outcome: _Outcome) -> str:
    """Why a file without a single readable page is refused."""
    reasons = set(outcome.unread.values())
    if SCANNED in reasons and outcome.missing:
        return (
            f"Tệp PDF chỉ có ảnh quét, không có lớp chữ; {outcome.missing}."
            " Cũng có thể dùng bản PDF hoặc DOCX có chữ."
        )
    if GARBLED in reasons:
        more = f"; {outcome.missing}" if outcome.missing else ""
        return (
            f"Chữ trong tệp PDF đọc ra không thành từ (phông chữ hỏng hoặc không phải tiếng Việt)"
            f"{more}. Hãy dùng bản DOCX, hoặc in lại thành PDF mới."
        )
    if BROKEN in reasons:
        return DAMAGED
    if SCANNED in reasons:
        return (
            "Không nhận dạng được chữ nào trên các trang ảnh của tệp PDF."
            " Hãy quét lại rõ hơn (300 dpi, thẳng trang) rồi thêm lại."
        )
    return (
        "Tệp PDF không có chữ nào để đọc (trang trắng hoặc chỉ có hình vẽ)."
        " Hãy kiểm tra lại tệp gốc."
    )


def _warnings(outcome: _Outcome) -> list[str]:
    """One line for each thing that a reader of the report should know."""
    found: list[str] = []
    if outcome.read:
        sure = sum(outcome.read.values()) / len(outcome.read)
        found.append(
            f"Trang {_named(list(outcome.read))} được đọc bằng nhận dạng chữ (OCR),"
            f" độ tin cậy trung bình {sure:.0%}. Hãy đối chiếu bản gốc khi dùng số liệu."
        )
    by_reason: dict[str, list[int]] = {}
    for page, why in outcome.unread.items():
        by_reason.setdefault(why, []).append(page)
    missing = f"; {outcome.missing}" if outcome.missing else ""
    if pages := by_reason.get(SCANNED):
        what = "là ảnh, chưa đọc được" if missing else "là ảnh, không nhận dạng được chữ nào"
        found.append(f"Trang {_named(pages)} {what}{missing}.")
    if pages := by_reason.get(STAMPED):
        found.append(f"Trang {_named(pages)} có ảnh lớn; chữ trong ảnh chưa đọc được{missing}.")
    if pages := by_reason.get(GARBLED):
        found.append(
            f"Trang {_named(pages)} có lớp chữ hỏng, đọc ra không thành từ"
            f" nên không đưa vào kho{missing}."
        )
    if pages := by_reason.get(BROKEN):
        found.append(f"Trang bị hỏng, không đọc được: {_named(pages)}.")
    if outcome.tables_failed:
        found.append("Không dò được bảng trong tệp; bảng được đọc như chữ thường.")
    return found


def _named(pages: Sequence[int]) -> str:
    more = "…" if len(pages) > MOST_NAMED else ""
    return ", ".join(map(str, pages[:MOST_NAMED])) + more
