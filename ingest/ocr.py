"""Pages without a text layer, read by Tesseract: words with boxes, heights and confidence.

One Tesseract at a time and on one thread: two together are slower on a small machine. The
settings (own resolution, straightened, no denoising, LSTM, page segmentation 3) are the
best of those measured in ``eval/LOG.md``.

What this module does not know: footnote markers (``ocr_markers.py``), slips of the
recogniser (``ocr_words.py``), what a line means.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.hocr import OcrLine, read_hocr
from ingest.ocr_markers import Marker, find_markers, marker_strip, with_readings
from ingest.ocr_second import look_again
from ingest.ocr_tables import ScannedTable, read_ruled_tables

if TYPE_CHECKING:
    from PIL.Image import Image

    from ingest.page_image import PageImage

LANGUAGE = "vie"
SETTINGS = "--oem 1 -c hocr_char_boxes=1"
PAGE_LAYOUT, ONE_BLOCK = "--psm 3", "--psm 6"
ONLY_DIGITS = "--psm 7 -c tessedit_char_whitelist=0123456789"
THREADS = "OMP_THREAD_LIMIT"
# A page takes two to five seconds; one that takes so long is a drawing.
PAGE_SECONDS = 60.0
# A page that reads as poorly as this may lie on its side, if it has so many lines.
DOUBTFUL, LEAST_LINES = 0.6, 5
_INSTALLED_AT = (
    r"C:\Program Files\Tesseract-OCR\tesseract.exe",
    "/opt/homebrew/bin/tesseract",
    "/usr/local/bin/tesseract",
)
_ONE_AT_A_TIME = threading.Lock()


class OcrUnavailable(Exception):
    """Tesseract or its Vietnamese data is missing; a clause that says what to install."""


@dataclass(frozen=True, slots=True)
class OcrPage:
    """A page read by OCR.

    markers: raised ink, by line. rule: height of the line above the footnotes, if any.
    tables: ruled ones, read apart and painted over in ``picture``.
    """

    page: int
    picture: PageImage
    lines: tuple[OcrLine, ...]
    markers: tuple[Marker, ...]
    rule: int | None
    tables: tuple[ScannedTable, ...] = ()

    @property
    def confidence(self) -> float:
        """Mean confidence of its lines and table rows, long lines counting more."""
        sure = [(line.confidence, len(line.text)) for line in self.lines]
        sure += [(one, 20) for table in self.tables for one in table.sure]
        return sum(one * size for one, size in sure) / (sum(size for _, size in sure) or 1)


def find_tesseract(platform: str = sys.platform) -> None:
    """Make sure that Tesseract with Vietnamese is there; raises ``OcrUnavailable``."""
    import pytesseract

    try:
        languages = pytesseract.get_languages()
    except pytesseract.TesseractNotFoundError:
        known = [place for place in _INSTALLED_AT if Path(place).exists()]
        if not known:
            raise OcrUnavailable(how_to_install(platform, program=True)) from None
        pytesseract.pytesseract.tesseract_cmd = known[0]
        languages = pytesseract.get_languages()
    if LANGUAGE not in languages:
        raise OcrUnavailable(how_to_install(platform, program=False))


def how_to_install(platform: str, *, program: bool) -> str:
    """What to install here, a Vietnamese clause; ``program`` if Tesseract itself lacks."""
    missing = "chưa có Tesseract" if program else "Tesseract chưa có dữ liệu tiếng Việt (vie)"
    if platform == "win32":
        way = (
            "tải bộ cài Tesseract cho Windows (UB Mannheim), khi cài chọn thêm "
            "“Additional language data: Vietnamese”"
        )
    elif platform == "darwin":
        way = "chạy lệnh: brew install tesseract tesseract-lang"
    else:
        way = "chạy lệnh: sudo apt install tesseract-ocr tesseract-ocr-vie (Debian, Ubuntu)"
    return f"cần nhận dạng chữ (OCR) nhưng máy {missing}: hãy {way}, rồi nạp lại"


def read_page(path: Path, number: int) -> OcrPage:
    """Read one page (from 1) of a PDF, turned by quarters where it makes no sense upright.

    Raises ``OcrUnavailable``, but not for a blank page; a page on which Tesseract runs too
    long has no lines.
    """
    from ingest.page_image import draw_page, is_blank, quarter_turned

    picture = draw_page(path, number)
    if is_blank(picture):
        return OcrPage(number, picture, (), (), None)
    deadline = time.monotonic() + PAGE_SECONDS
    page = read_picture(picture, number, deadline)
    if page.confidence >= DOUBTFUL or len(page.lines) < LEAST_LINES:
        return page
    others = (read_picture(quarter_turned(picture, turn), number, deadline) for turn in (1, 3))
    return max((page, *others), key=lambda one: one.confidence)


def read_picture(picture: PageImage, number: int = 1, deadline: float | None = None) -> OcrPage:
    """Read a straightened picture of a page: ruled tables by cells, doubtful lines twice.

    deadline: of ``time.monotonic``, after which nothing more is looked at.
    """
    find_tesseract()
    until = time.monotonic() + PAGE_SECONDS if deadline is None else deadline

    def recognise(image: Image, dpi: float, layout: str) -> list[OcrLine]:
        return recognise_until(until, image, dpi, layout)

    tables, picture = read_ruled_tables(picture, recognise)
    first = in_rows(recognise(picture.image, picture.dpi, PAGE_LAYOUT))
    rule = find_rule(picture, first)
    markers = [one for i, line in enumerate(first) for one in find_markers(picture, line, i, rule)]
    lines = look_again(picture, first, markers, lambda image, dpi: recognise(image, dpi, ONE_BLOCK))
    if markers:
        strip, starts = marker_strip(picture, markers)
        markers = with_readings(markers, starts, recognise(strip, picture.dpi, ONLY_DIGITS))
    return OcrPage(number, picture, tuple(lines), tuple(markers), rule, tuple(tables))


def in_rows(lines: Sequence[OcrLine]) -> list[OcrLine]:
    """Lines from top to bottom, those of one row from left to right, as a text layer has them."""
    rows: list[list[OcrLine]] = []
    for line in sorted(lines, key=lambda one: one.base_at(one.words[0].x0)):
        base = line.base_at(line.words[0].x0)
        last = rows[-1][0] if rows else None
        if last and base - last.base_at(last.words[0].x0) < 0.5 * min(line.capital, last.capital):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda one: one.words[0].x0)]


def recognise_until(deadline: float, image: Image, dpi: float, layout: str) -> list[OcrLine]:
    """Tesseract's lines for a picture; none where it runs too long."""
    import pytesseract

    left = deadline - time.monotonic()
    if left <= 0:
        return []
    with _ONE_AT_A_TIME, _one_thread():
        try:
            found = pytesseract.image_to_pdf_or_hocr(
                image,
                lang=LANGUAGE,
                extension="hocr",
                config=f"{SETTINGS} {layout} --dpi {round(dpi)}",
                timeout=max(1, round(left)),
            )
        except RuntimeError:  # pytesseract's time-out
            return []
    return list(read_hocr(found.decode("utf-8", "replace")))


@contextmanager
def _one_thread() -> Iterator[None]:
    """Tesseract on one thread; it takes that from the environment, which is left as it was."""
    before = os.environ.get(THREADS)
    os.environ[THREADS] = before or "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[THREADS]


def read_pages(
    path: Path,
    numbers: Iterable[int],
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[OcrPage]:
    """The pages one by one, as they are read; stops early when ``cancelled`` says so."""
    wanted = list(numbers)
    for done, number in enumerate(wanted, start=1):
        if cancelled is not None and cancelled():
            return
        yield read_page(path, number)
        if on_progress is not None:
            on_progress(done, len(wanted))


def find_rule(picture: PageImage, lines: Iterable[OcrLine]) -> int | None:
    """Height, in pixels, of the short rule that separates footnotes from the body.

    It begins at the text's left edge, is between a tenth and six tenths of the text wide,
    and stands in the page's lower part with nothing else on its level.
    """
    import numpy as np

    boxes = [(line.words[0].x0, max(word.x1 for word in line.words)) for line in lines]
    if len(boxes) < 3:
        return None
    left, right = min(box[0] for box in boxes), max(box[1] for box in boxes)
    pixels = np.asarray(picture.image)[:, max(0, left - 8) : right]
    dark = pixels < picture.dark
    wide = right - left
    slack = max(2, round(picture.dpi / 60))
    found = None
    for y in range(picture.image.height // 4, picture.image.height - 2):
        # A rule may be a pixel or two thick and stray over two rows.
        run = int(_first_run(dark[y] | dark[y + 1], 8 + 3 * slack))
        if 0.1 * wide < run < 0.6 * wide and dark[y, run + 12 * slack :].sum() < 3:
            found = y
    return found


def _first_run(row: Any, within: int) -> int:
    """Length of the unbroken run that begins within the first pixels of a row of booleans."""
    import numpy as np

    begun = np.flatnonzero(row[:within])
    if not len(begun):
        return 0
    rest = row[begun[0] :]
    breaks = np.flatnonzero(~rest)
    return int(breaks[0]) if len(breaks) else len(rest)
