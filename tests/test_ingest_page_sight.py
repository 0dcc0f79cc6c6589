"""Pages drawn and lines boxed on real PDF files: the samples, turned and cropped pages."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from ingest.page_boxes import Found, Wanted, find_boxes
from ingest.page_sight import PICTURE_WIDTH, draw, locate_by_ocr, page_glyphs, see

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "bao-cao-2025.pdf"
QUOTE = "(4) Du lịch đón hơn 3,42 triệu lượt khách, tăng 20% so với năm 2024"


def test_the_line_is_boxed_where_its_ink_is() -> None:
    from PIL import Image

    picture, boxes = see(SAMPLE, 3, Wanted(QUOTE, marks=((16, 41),)), False)
    assert picture is not None
    assert picture.width == PICTURE_WIDTH
    assert boxes.found is Found.LINE
    assert len(boxes.figures) == 1
    image = Image.open(io.BytesIO(picture.webp)).convert("L")
    for box in (*boxes.line, *boxes.figures):
        left, right = round(box.left * picture.width), round(box.right * picture.width)
        top, bottom = round(box.top * picture.height), round(box.bottom * picture.height)
        inside = image.crop((left, top, right, bottom))
        assert inside.getextrema()[0] < 100  # letters
        assert 10 < bottom - top < 60  # a line high


def test_the_picture_is_not_drawn_twice() -> None:
    picture, boxes = see(SAMPLE, 3, Wanted(QUOTE), True)
    assert picture is None
    assert boxes.found is Found.LINE


def test_boxes_follow_a_page_that_is_turned_and_cropped(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    page = pypdf.PdfReader(SAMPLE).pages[2]
    page.cropbox.lower_left = (40, 60)
    page.rotate(90)
    writer = pypdf.PdfWriter()
    writer.add_page(page)
    turned = tmp_path / "xoay.pdf"
    writer.write(turned)
    picture, boxes = see(turned, 1, Wanted(QUOTE), False)
    assert picture is not None
    assert boxes.found is Found.LINE
    for box in boxes.line:
        assert box.bottom - box.top > box.right - box.left  # lines run downwards now
        assert 0 <= box.left < box.right <= 1
        assert 0 <= box.top < box.bottom <= 1


def test_a_broken_page_number_is_an_error() -> None:
    with pytest.raises(Exception, match=r"."):
        draw(SAMPLE, 99)


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_a_scanned_page_is_read_again_to_find_the_line() -> None:
    wanted = Wanted("Kèm theo Báo cáo số 31/BC-UBND ngày 19 tháng 01 năm 2026", marks=((20, 30),))
    assert find_boxes(page_glyphs(SAMPLE, 9), wanted).found is Found.NO_TEXT
    found = locate_by_ocr(SAMPLE, 9, wanted)
    assert found.found is Found.LINE
    assert all(0 <= box.left < box.right <= 1 for box in found.line)
    assert found.line[0].left < found.figures[0].left
    row = locate_by_ocr(SAMPLE, 9, Wanted("Khối 8 - Ngân hàng | 6"))  # the page is read once
    assert row.found is Found.LINE
    assert row.line[0].top > found.line[0].bottom
