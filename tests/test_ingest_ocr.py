"""Scanned pages: recognition as a whole, and each of its steps on what goes wrong in it."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.hocr import OcrChar, OcrLine, OcrWord
from ingest.hocr import read_hocr as hocr_lines
from ingest.ocr import OcrUnavailable, find_tesseract, how_to_install
from ingest.ocr_lines import page_reader, to_lines
from ingest.ocr_markers import Marker, call_next_page, match_in_order, number_in_order
from ingest.ocr_second import is_doubtful, merge
from ingest.ocr_words import right_words

SHARED = Path(__file__).parents[2] / "shared" / "reports"
FONTS = [
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"),
    Path("C:/Windows/Fonts/times.ttf"),
    Path("/Library/Fonts/Times New Roman.ttf"),
]
tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract (tesseract-ocr-vie) is not installed"
)


# --- markers by their order ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("readings", "expected", "numbers"),
    [
        (["5", "°", "7", "®", "3"], None, [5, 6, 7, 8, 9]),
        (["*", "°", "!"], 12, [12, 13, 14]),
        (["10", "1", "12", "", "1Š"], 10, [10, 11, 12, 13, 14]),
        (["1", "2", "3"], 9, [1, 2, 3]),  # numbers that begin anew on the page
        (["26", "01", "27", "01", "28"], 26, [26, None, 27, None, 28]),
        (["", ""], None, [1, 2]),
        ([], 4, []),
    ],
)
def test_note_numbers_follow_one_another(
    readings: list[str], expected: int | None, numbers: list[int | None]
) -> None:
    assert number_in_order(readings, expected) == numbers


def test_the_calls_of_the_body_decide_where_readings_are_poor() -> None:
    assert number_in_order(["2", "13", "2", "23"], 22, ["2", "23", "24", "25"]) == [22, 23, 24, 25]


@pytest.mark.parametrize(
    ("readings", "numbers", "matched"),
    [
        (["”", "°", "7"], [5, 6, 7], [5, 6, 7]),
        (["5", "7"], [5, 6, 7], [5, 7]),  # one marker was not seen
        (["5", "2", "6"], [5, 6], [5, None, 6]),  # a power between two markers
        (["3"], [], [None]),
    ],
)
def test_markers_call_the_notes_in_order(
    readings: list[str], numbers: list[int], matched: list[int | None]
) -> None:
    assert match_in_order(readings, numbers) == matched


def test_markers_at_a_page_end_call_the_next_page() -> None:
    assert call_next_page(["5", "6", "7"], [5, 6, None], 7) == [5, 6, 7]
    assert call_next_page(["", "2"], [None, None], 38) == [38, None]
    assert call_next_page(["2"], [None], 9) == [None]


# --- slips in words ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("tố chức thực hiện", "tổ chức thực hiện"),
        ("TỐ CHỨC", "TỔ CHỨC"),
        ("Tống số tiền; bảo hiếm y tế", "Tổng số tiền; bảo hiểm y tế"),
        ("phát triến kinh tế", "phát triển kinh tế"),
        ("sửa đối, bố sung", "sửa đổi, bổ sung"),
    ],
)
def test_the_lost_hook_is_put_back(read: str, right: str) -> None:
    assert " ".join(right_words(read.split())) == right


@pytest.mark.parametrize(
    "text",
    [
        "khiếu nại, tố cáo và tố tụng hình sự",
        "tìm kiếm cứu nạn; thành phố; số 12/QĐ-UBND",
        "bố trí vốn, đối với thế hệ trẻ, tiến độ thi công",
        "bà Nguyễn Thị Thế; ông Tố",
    ],
)
def test_right_words_stay(text: str) -> None:
    assert " ".join(right_words(text.split())) == text


# --- hOCR ------------------------------------------------------------------------------------


def _hocr_word(text: str, x0: int, confidence: int, top: int = 80, bottom: int = 100) -> str:
    chars = "".join(
        f"<span class='ocrx_cinfo' title='x_bboxes {x0 + 10 * i} {top} {x0 + 10 * i + 8} {bottom};"
        f" x_conf 99.1'>{char}</span>"
        for i, char in enumerate(text)
    )
    box = f"{x0} {top} {x0 + 10 * len(text)} {bottom}"
    return f"<span class='ocrx_word' id='w' title='bbox {box}; x_wconf {confidence}'>{chars}</span>"


def test_hocr_gives_words_with_boxes_confidence_and_baseline() -> None:
    words = _hocr_word("Năm", 50, 96) + _hocr_word("2024", 120, 71)
    text = (
        "<span class='ocr_line' id='l' title=\"bbox 50 80 160 104; baseline 0.01 -4; x_size 27\">"
        f"{words}</span>"
    )
    (line,) = hocr_lines(text)
    assert line.text == "Năm 2024"
    assert [word.confidence for word in line.words] == [0.96, 0.71]
    assert line.capital == 20
    assert line.base_at(50) == pytest.approx(100)


def _word(text: str, x0: int, confidence: float = 0.95) -> OcrWord:
    chars = tuple(OcrChar(char, x0 + 10 * i, x0 + 10 * i + 8) for i, char in enumerate(text))
    return OcrWord(chars, x0, 80, x0 + 10 * len(text), 100, confidence)


def _line(*words: OcrWord) -> OcrLine:
    return OcrLine(words, (0.0, 100.0), 20.0)


def test_a_hole_or_a_doubtful_figure_calls_for_a_second_look() -> None:
    assert not is_doubtful(_line(_word("đạt", 50), _word("12,5%", 90)))
    assert is_doubtful(_line(_word("đạt", 50), _word("12,5%", 160)))
    assert is_doubtful(_line(_word("đạt", 50), _word("12,5%", 90, 0.8)))
    assert is_doubtful(_line(_word("phố°.", 50, 0.4)))


def test_the_second_look_fills_holes_and_spares_what_was_sure() -> None:
    first = _line(_word("tỷ", 50), _word("1.300", 200))
    second = [_word("tý", 50), _word("lệ:", 90), _word("7.300", 200)]
    assert merge(first, second, []).text == "tỷ lệ: 1.300"
    poor = _line(_word("45/QH15", 50, 0.8))
    assert merge(poor, [_word("45/QHI5", 50, 0.85)], []).text == "45/QH15"
    assert merge(poor, [_word("45/QH16", 50, 0.95)], []).text == "45/QH16"
    marked = _line(_word("dân”;", 50, 0.9))
    marker = Marker(0, 79, 89, 80, 92)
    assert merge(marked, [_word("dân;", 50)], [marker]).text == "dân;"


# --- Tesseract missing -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "words"),
    [
        ("linux", "sudo apt install tesseract-ocr tesseract-ocr-vie"),
        ("darwin", "brew install tesseract tesseract-lang"),
        ("win32", "bộ cài Tesseract cho Windows"),
    ],
)
def test_the_message_says_what_to_install(platform: str, words: str) -> None:
    assert words in how_to_install(platform, program=True)
    assert "dữ liệu tiếng Việt (vie)" in how_to_install(platform, program=False)


def test_missing_program_and_missing_language(monkeypatch: pytest.MonkeyPatch) -> None:
    pytesseract = pytest.importorskip("pytesseract")

    def lost() -> list[str]:
        raise pytesseract.TesseractNotFoundError

    monkeypatch.setattr("ingest.ocr._INSTALLED_AT", ())
    monkeypatch.setattr(pytesseract, "get_languages", lost)
    with pytest.raises(OcrUnavailable, match="chưa có Tesseract"):
        find_tesseract("linux")
    monkeypatch.setattr(pytesseract, "get_languages", lambda: ["eng", "osd"])
    with pytest.raises(OcrUnavailable, match="chưa có dữ liệu tiếng Việt"):
        find_tesseract("linux")


# --- pictures -----------------------------------------------------------------------------------

BODY = [
    "Năm 2024, huyện Đồng Quế xây mới 1.250 căn nhà cho hộ nghèo, đạt",
    "104,5% kế hoạch; thu ngân sách 2.770,28 tỷ đồng, tăng 3,2% so với",
    "năm trước. Ủy ban nhân dân huyện tổ chức sơ kết 12 phong trào thi",
    "đua, khen thưởng 85 tập thể và 1.024 cá nhân có thành tích.",
]
NOTES = [
    "Trong đó vốn ngân sách 651 tỷ 133 triệu đồng, vốn xã hội hóa 48,7 tỷ.",
    "Gồm 40 Bằng khen và 45 Giấy khen của Chủ tịch huyện.",
]


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with two footnotes, printed, turned by 0.7 degrees and saved as a picture only."""
    font = next((path for path in FONTS if path.exists()), None)
    if font is None:
        pytest.skip("no font with Vietnamese letters is known on this machine")
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1240, 1754), 252)
    pen = ImageDraw.Draw(page)
    large, small, tiny, least = (ImageFont.truetype(str(font), size) for size in (29, 21, 17, 13))

    def write(x: float, y: float, text: str, face: ImageFont.FreeTypeFont) -> float:
        pen.text((x, y), text, font=face, fill=20, anchor="ls")
        return x + face.getlength(text)

    for index, text in enumerate(BODY):
        y = 300 + 46 * index
        head, mark, tail = text.partition(" đồng,") if index == 1 else (text, "", "")
        x = write(180, y, head + mark[:-1], large)
        if mark:
            x = write(x + 1, y - 10, "7", tiny)
            x = write(x + 2, y, "," + tail, large)
        if index == 3:
            write(x + 1, y - 10, "8", tiny)
    pen.line((180, 1280, 480, 1280), fill=20, width=2)
    for index, text in enumerate(NOTES):
        y = 1320 + 34 * index
        write(180, y - 7, str(7 + index), least)
        write(200, y, text, small)
    turned = page.rotate(0.7, resample=Image.Resampling.BICUBIC, fillcolor=252)
    path = tmp_path_factory.mktemp("scan") / "quet.pdf"
    turned.save(path, resolution=150.0)
    return path


def _figures(text: str) -> list[str]:
    return re.findall(r"\d[\d.,]*\d|\d", text)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


@tesseract
def test_a_crooked_scan_is_read_with_its_footnotes(scan: Path) -> None:
    lines = page_reader(scan)(1)
    body, notes = lines[: len(BODY)], lines[len(BODY) :]
    assert len(notes) == 2
    # Both markers, in the body and before the notes, are raised and numbered in order.
    called = [line.text[a:b] for line in lines for a, b in line.raised]
    assert called in (["7", "8", "7", "8"], ["1", "2", "1", "2"])
    plain = " ".join(_without_raised(line.text, line.raised) for line in lines)
    assert _figures(plain) == _figures(" ".join([*BODY, *NOTES]))
    expected, got = _words(" ".join([*BODY, *NOTES])), _words(plain)
    assert sum(min(got.count(w), expected.count(w)) for w in set(expected)) >= 0.95 * len(expected)
    assert min(line.size for line in body) > 1.2 * max(line.size for line in notes)
    assert all(line.y > below.y for line, below in pairwise(lines))
    assert all(line.confidence is not None and line.confidence > 0.3 for line in lines)


def _without_raised(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text


def test_the_turn_of_a_page_is_found(scan: Path) -> None:
    from ingest.page_image import draw_page

    picture = draw_page(scan, 1)
    assert picture.turn == pytest.approx(-0.7, abs=0.1)
    assert round(picture.dpi) == 150
    width, height = picture.points
    assert (width, height) == pytest.approx((595, 842), abs=1)


def test_a_level_or_empty_page_is_not_turned() -> None:
    from PIL import Image

    from ingest.page_image import straighten

    assert straighten(Image.new("L", (800, 1100), 255), 100).turn == 0.0


@tesseract
def test_progress_and_cancel(scan: Path) -> None:
    from ingest.ocr import read_pages

    seen: list[tuple[int, int]] = []
    pages = list(read_pages(scan, [1], lambda *step: seen.append(step)))
    assert (len(pages), seen) == (1, [(1, 1)])
    assert list(read_pages(scan, [1, 1], cancelled=lambda: True)) == []


@tesseract
def test_an_empty_page_has_no_lines(tmp_path: Path) -> None:
    from PIL import Image

    from ingest.ocr import read_page

    path = tmp_path / "trang.pdf"
    Image.new("L", (600, 800), 255).save(path, resolution=72.0)
    page = read_page(path, 1)
    assert page.lines == ()
    assert to_lines(page).lines == ()


@tesseract
@pytest.mark.shared
def test_a_page_of_the_real_scan() -> None:
    """Page 9 has 100 figures: all of them, and its five notes by number."""
    path = SHARED / "van-phong-ubnd-thi-dua-2025-scan.pdf"
    if not path.exists():
        pytest.skip("the shared reports are not on this machine")
    import pypdfium2

    with pypdfium2.PdfDocument(SHARED / "van-phong-ubnd-thi-dua-2025.pdf") as typeset:
        printed = typeset[8].get_textpage().get_text_range()
    from ingest.ocr import read_page

    found = to_lines(read_page(path, 9), expected=26)
    assert found.notes == (26, 27, 28, 29, 30)
    text = " ".join(_without_raised(line.text, line.raised) for line in found.lines)
    # Markers are glued to words in the typeset text: figures of two digits and more, not 26-30.
    wanted = [
        one for one in _figures(printed) if len(one) > 1 and one not in map(str, range(26, 31))
    ]
    got = _figures(text)
    right = sum(min(got.count(one), wanted.count(one)) for one in set(wanted))
    assert right >= 0.97 * len(wanted)
    words, read = _words(printed), _words(text)
    assert sum(min(read.count(w), words.count(w)) for w in set(words)) >= 0.97 * len(words)
