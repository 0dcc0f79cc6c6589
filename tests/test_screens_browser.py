"""The real window on the sample reports, in Chromium, as a person would use it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None or DRIVER is None, reason="Chromium and chromedriver are not installed"
    ),
]
AWARDS = (
    "Có bao nhiêu tập thể được Chủ tịch UBND tỉnh tặng Bằng khen "
    "trong phong trào “Cả nước chung sức xây dựng nông thôn mới” năm 2025?"
)
REPORT = """ỦY BAN NHÂN DÂN
XÃ MỸ BÌNH

BÁO CÁO
Tổng kết phong trào thi đua năm 2025

I. KẾT QUẢ

Trong năm 2025, xã Mỹ Bình <b>khánh thành</b> 37 cây cầu nông thôn, kinh phí 2,4 tỷ đồng.
"""


@contextmanager
def window(folder: Path, *options: str) -> Iterator[str]:
    """The real window in a process of its own, started in ``folder``; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(ROOT / "app.py"), "--no-browser", "--port", str(port)]
    log = folder / "log.txt"
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen([*command, *options], cwd=folder, stdout=out, stderr=out)
        url = f"http://127.0.0.1:{port}"
        try:
            _until(lambda: _answers(url) or process.poll() is not None, 300)
            assert process.poll() is None, log.read_text(encoding="utf-8")
            yield url
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A window that was started on a fresh folder, as after a clone."""
    with window(tmp_path_factory.mktemp("cua-so")) as url:
        yield url


@pytest.fixture(scope="module")
def real_address(tmp_path_factory: pytest.TempPathFactory, shared_reports: Path) -> Iterator[str]:
    """A window on the two real reports, one of them a PDF and one in Word."""
    folder = tmp_path_factory.mktemp("that")
    reports = [*shared_reports.glob("ubnd-*.pdf"), *shared_reports.glob("van-phong-*.docx")]
    command = [sys.executable, str(ROOT / "app.py"), "add", *map(str, reports)]
    subprocess.run([*command, "--index", "du-lieu"], cwd=folder, check=True, capture_output=True)
    with window(folder) as url:
        yield url


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Chrome]:
    """A fresh Chromium at the size of a small office screen."""
    webdriver = pytest.importorskip("selenium.webdriver")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    _resize(driver, 1366, 768)
    yield driver
    driver.quit()


def test_ask_and_see_the_line_on_its_page(address: str, browser: Chrome) -> None:
    _open(browser, address)
    _until(lambda: _all(browser, "#hoi-thoai .example"), 60)
    question = _all(browser, "#hoi-thoai .example")[0]
    asked = question.text
    _picture(browser, "mo-dau")
    question.click()
    _answered(browser, 1)
    assert asked in _all(browser, ".mc-question")[0].text
    assert _all(browser, ".mc-found .mc-text")
    assert _all(browser, "#nguon .mc-quote mark")
    _type_question(browser, "Du lịch đón bao nhiêu lượt khách năm 2025?")
    _answered(browser, 2)
    _until(lambda: "Trang 3" in _text(browser, "#trang .mc-page-head"), 60)
    assert "bao-cao-2025.pdf" in _text(browser, "#trang .mc-page-head")
    _until(lambda: _in_sight(browser, "#trang .mc-figure-box", "#trang .mc-sheet-scroll"), 10)
    assert _ink_under(browser, "#trang .mc-figure-box") > 20  # it stands on letters
    _picture(browser, "hoi-dap")
    _type_question(browser, "Có bao nhiêu tàu vũ trụ được phóng lên sao Hỏa?")
    _answered(browser, 3)
    assert _all(browser, ".mc-not_found, .mc-near_miss")
    # back to an earlier answer: a click on it brings its page again
    _all(browser, ".mc-answer .mc-text")[1].click()
    _until(lambda: _all(browser, "#trang .mc-line-box"), 20)
    browser.find_element("css selector", "#hoi-lai").click()
    _until(lambda: not _all(browser, ".mc-answer"), 20)
    assert not _all(browser, "#trang img")
    _no_complaints(browser)


def test_step_between_sources_copy_and_judge(address: str, browser: Chrome) -> None:
    _open(browser, address)
    _type_question(browser, "Thu ngân sách năm 2024 và năm 2025 chênh nhau bao nhiêu?")
    _answered(browser, 1)
    assert "=" in _text(browser, ".mc-derived .mc-working")
    _until(lambda: _all(browser, "#trang .mc-quoted, #trang .mc-line-box"), 60)
    _picture(browser, "tinh-ra")
    _type_question(browser, AWARDS)  # told by its line and by the heading above it
    _answered(browser, 2)
    links = _all(browser, ".mc-found .mc-cite")
    assert len(links) >= 2
    first = _text(browser, "#nguon .mc-quote")
    links[1].click()
    _until(lambda: _text(browser, "#nguon .mc-quote") not in {"", first}, 20)
    assert "Nguồn 2/" in _text(browser, "#nguon")
    _until(lambda: _all(browser, "#trang .mc-quoted, #trang .mc-line-box"), 60)
    browser.find_element("css selector", "#nguon-truoc").click()
    _until(lambda: _text(browser, "#nguon .mc-quote") == first, 20)
    assert not browser.find_element("css selector", "#nguon-truoc").is_enabled()
    copied = browser.execute_script(
        "navigator.clipboard.writeText = async (said) => { window.said = said; };"
        "[...document.querySelectorAll('.mc-copy')].at(-1).click();"
        "return new Promise(done => setTimeout(() => done(window.said), 300));"
    )
    assert "(theo Báo cáo số" in copied
    assert "tr. " in copied
    _all(browser, ".mc-judge")[-1].click()
    _until(lambda: "Đã ghi: chưa đúng" in _text(browser, ".mc-tools"), 20)
    _until(lambda: _all(browser, "#gop-y input[type=radio]"), 20)
    _all(browser, "#gop-y input[type=radio]")[0].click()
    _picture(browser, "gop-y")
    browser.find_element("css selector", "#gop-y button.primary").click()
    _until(lambda: not _shown(browser, "#gop-y"), 20)
    _no_complaints(browser)


def test_a_source_is_opened_by_the_keyboard_alone(address: str, browser: Chrome) -> None:
    from selenium.webdriver.common.keys import Keys

    _open(browser, address)
    _type_question(browser, "Du lịch đón bao nhiêu lượt khách năm 2025?", Keys.ENTER)
    _answered(browser, 1)
    browser.execute_script("document.querySelector('.mc-cite').focus()")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    _until(lambda: _all(browser, "#trang .mc-line-box"), 30)
    reached = set()
    for _ in range(40):
        element = browser.switch_to.active_element
        reached.add(element.get_attribute("id") or element.get_attribute("class").split(" ")[0])
        element.send_keys(Keys.TAB)
    assert {"mc-tool", "mc-zoom", "mc-sheet-scroll", "hoi-lai"} <= reached


def test_upload_ask_and_delete(address: str, browser: Chrome, tmp_path: Path) -> None:
    report = tmp_path / "xã Mỹ Bình.txt"
    report.write_text(REPORT, encoding="utf-8")
    _open(browser, address)
    _tab(browser, 1)
    browser.find_element("css selector", "#tai-len input[type=file]").send_keys(str(report))
    _until(lambda: "đã thêm" in _text(browser, "#tien-do"), 120)
    _until(lambda: _report_row(browser, report.name), 180)  # after the index is built
    _tab(browser, 0)
    _type_question(browser, "Xã Mỹ Bình khánh thành bao nhiêu cây cầu?")
    _until(lambda: "37" in _text(browser, "#nguon mark"), 60)
    assert "<b>khánh thành</b>" in _text(browser, "#nguon .mc-quote")  # as text, not as markup
    assert not _all(browser, "#nguon .mc-quote b")
    _tab(browser, 1)
    _until(lambda: _report_row(browser, report.name), 30)
    _button(browser, report.name, "Xóa…").click()
    _until(lambda: _button(browser, report.name, "Xóa hẳn"), 20)
    _button(browser, report.name, "Xóa hẳn").click()
    _until(lambda: not _report_row(browser, report.name), 180)
    _tab(browser, 0)
    _type_question(browser, "Xã Mỹ Bình khánh thành bao nhiêu cây cầu?")
    _answered(browser, 2)
    assert report.name not in _text(browser, "#nguon")
    _no_complaints(browser)


def test_draft_fill_and_download(address: str, browser: Chrome) -> None:
    _open(browser, address)
    _tab(browser, 2)
    _until(lambda: _values(browser, "#soan-thao-chon input")[0] == "bao-cao-2025.pdf", 30)
    browser.find_element("css selector", "#soan").click()
    _until(lambda: len(_all(browser, "#soan-thao-xem .mc-slot")) > 50, 90)
    assert "2025: 10.146" in _text(browser, "#soan-thao-xem .mc-slot")
    assert "năm 2026" in _text(browser, "#soan-thao-xem")
    assert "Không có chỗ nào" not in _text(browser, "#soan-thao-ben")
    sheet = next(one for one in _all(browser, "button") if one.text == "Tải bảng điền")
    sheet.click()
    _until(lambda: _all(browser, "#soan-thao-ben a.mc-download"), 60)
    assert "nhap-2026-bao-cao-2025.xlsx" in _text(browser, "#soan-thao-ben a.mc-download")
    _no_complaints(browser)


def test_watch_an_upload_and_stop_it(address: str, browser: Chrome, tmp_path: Path) -> None:
    files = []
    for number in (1, 2):  # other bytes make other reports; each has a page for OCR
        copy = tmp_path / f"bản sao {number}.pdf"
        sample = (ROOT / "samples" / "bao-cao-2025.pdf").read_bytes()
        copy.write_bytes(sample + b"\n% " + str(number).encode())
        files.append(str(copy))
    _open(browser, address)
    _tab(browser, 1)
    field = browser.find_element("css selector", "#tai-len input[type=file]")
    field.send_keys("\n".join(files))
    _until(lambda: "đang đọc trang" in _text(browser, "#tien-do")
           or "OCR" in _text(browser, "#tien-do"), 90)  # fmt: skip
    assert "chờ đến lượt" in _text(browser, "#tien-do")
    assert len(_all(browser, "#tien-do progress")) == 2
    _picture(browser, "dang-nap")
    browser.find_element("css selector", "#dung").click()
    _until(lambda: "Đã dừng theo yêu cầu" in _text(browser, "#tien-do"), 90)
    assert "đã dừng, chưa nạp" in _text(browser, "#tien-do")
    assert not _report_row(browser, "bản sao 2.pdf")
    _no_complaints(browser)


def test_look_through_the_outline(address: str, browser: Chrome) -> None:
    _open(browser, address)
    _tab(browser, 1)
    _until(lambda: len(_all(browser, ".mc-outline-link")) > 20, 30)
    browser.find_element("css selector", "#tu-can-tim input, #tu-can-tim textarea").send_keys(
        "dac diem tinh hinh"
    )
    _until(lambda: 0 < len(_all(browser, ".mc-outline-link")) < 5, 20)
    _all(browser, ".mc-outline-link")[0].click()
    _until(lambda: _all(browser, "#trang-muc .mc-line-box"), 60)
    _until(lambda: _in_sight(browser, "#trang-muc .mc-line-box", "#trang-muc .mc-sheet-scroll"), 9)
    _picture(browser, "bao-cao")
    _no_complaints(browser)


def test_pictures_of_the_dark_and_of_a_phone(address: str, browser: Chrome) -> None:
    dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
    _open(browser, address)
    _until(lambda: _all(browser, "#hoi-thoai .example"), 90)
    _type_question(browser, "Thu ngân sách nhà nước là bao nhiêu?")
    _answered(browser, 1)
    _until(lambda: _all(browser, "#trang .mc-line-box, #trang .mc-quoted"), 60)
    ground = browser.execute_script(
        "return getComputedStyle(document.querySelector('.mc-page')).backgroundColor"
    )
    assert sum(map(int, re.findall(r"\d+", ground)[:3])) < 150
    _picture(browser, "hoi-dap-toi")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    _resize(browser, 390, 844)
    _open(browser, address)
    _until(lambda: _all(browser, "#hoi-thoai .example"), 90)
    _type_question(browser, "Du lịch đón bao nhiêu lượt khách năm 2025?")
    _answered(browser, 1)
    _until(lambda: _all(browser, "#trang .mc-line-box"), 60)
    page = browser.execute_script(
        "return document.querySelector('#trang .mc-sheet').getBoundingClientRect().width"
    )
    assert 300 < page <= 390
    _picture(browser, "dien-thoai")


@pytest.mark.shared
def test_the_real_reports_answer_their_own_examples(real_address: str, browser: Chrome) -> None:
    _open(browser, real_address)
    _until(lambda: _all(browser, "#hoi-thoai .example"), 180)
    questions = [one.text for one in _all(browser, "#hoi-thoai .example")]
    assert len(questions) >= 3
    _picture(browser, "that-mo-dau")
    boxed = 0
    for number, question in enumerate(questions, 1):
        _type_question(browser, question)
        _answered(browser, number)
        assert len(_all(browser, ".mc-answer.mc-found")) == number, question
        _until(lambda: _page_shows_the_quote(browser), 60)
        if _all(browser, "#trang img"):
            boxed += 1
            assert _all(browser, "#trang .mc-line-box")
            if _all(browser, "#nguon .mc-quote mark"):  # a name has no figure in it
                assert _ink_under(browser, "#trang .mc-figure-box") > 20
        _picture(browser, f"that-{number}")
    assert boxed
    _no_complaints(browser)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_nothing_is_wider_than_the_screen(
    address: str, browser: Chrome, width: int, height: int
) -> None:
    _resize(browser, width, height)
    _open(browser, address)
    for number in (0, 1, 2):
        _tab(browser, number)
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width


# Steps


def test_a_draft_and_the_reports_are_checked(address: str, browser: Chrome) -> None:
    _open(browser, address)
    tabs = _all(browser, "button[role=tab]")
    next(tab for tab in tabs if tab.text == "Kiểm tra" and tab.is_displayed()).click()
    field = "#kiem-tra-chu textarea"
    _until(lambda: browser.find_element("css selector", field).is_displayed(), 20)
    draft = "Năm 2025 hoàn thành 1.328 căn nhà <b>mới</b>, trong đó xây mới 976 căn."
    browser.find_element("css selector", field).send_keys(draft)
    browser.find_element("css selector", "#kiem-tra-nut").click()
    _until(lambda: len(_all(browser, ".mc-claim")) == 2, 90)
    assert draft in _text(browser, ".mc-draft")
    assert _all(browser, ".mc-claim.mc-supported")[0].text == "1.328 căn nhà"
    assert "967" in _text(browser, ".mc-finding.mc-contradicted")
    browser.execute_script("document.querySelector('.mc-claim').focus()")
    browser.switch_to.active_element.send_keys("\ue007")
    _until(lambda: "Trang 5" in _text(browser, "#kiem-tra-trang .mc-page-head"), 60)
    _picture(browser, "kiem-tra-du-thao")
    next(tab for tab in _all(browser, "button[role=tab]") if tab.text == "Báo cáo đã nạp").click()
    _until(lambda: len(_all(browser, "#soat-ds .mc-finding")) == 7, 60)
    assert "126 cuộc" in _text(browser, "#soat-ds")
    _all(browser, "#soat-ds .mc-finding")[0].click()
    _until(lambda: _all(browser, "#soat-trang .mc-page-head"), 60)
    _picture(browser, "kiem-tra-bao-cao")
    _no_complaints(browser)


def _open(browser: Chrome, address: str) -> None:
    browser.get(address)
    _until(lambda: _all(browser, "#cau-hoi textarea"), 60)


def _tab(browser: Chrome, number: int) -> None:
    """Opens the conversation (0), the reports (1) or the drafts (2)."""
    tabs_by_number = (("Hỏi đáp", "#cau-hoi"), ("Báo cáo", "#tai-len"), ("Soạn thảo", "#soan"))
    name, shown = tabs_by_number[number]

    def one() -> Any:
        tabs = _all(browser, "button[role=tab], .overflow-dropdown button")
        return next((tab for tab in tabs if tab.is_displayed() and tab.text == name), None)

    if one() is None:  # on a phone the last tabs stand in a menu
        _all(browser, ".overflow-menu > button")[0].click()
        _until(one, 20)
    one().click()
    _until(lambda: browser.find_element("css selector", shown).is_displayed(), 20)


def _type_question(browser: Chrome, question: str, key: str = "") -> None:
    field = browser.find_element("css selector", "#cau-hoi textarea")
    field.send_keys(question + key)
    if not key:
        browser.find_element("css selector", "#cau-hoi .submit-button").click()


def _answered(browser: Chrome, count: int) -> None:
    """Waits until so many answers are there and the last one is written out."""
    _until(lambda: len(_all(browser, ".mc-answer .mc-tools")) == count, 90)


def _shown(browser: Chrome, selector: str) -> bool:
    return any(element.is_displayed() for element in _all(browser, selector))


def _page_shows_the_quote(browser: Chrome) -> bool:
    """Whether the page beside the answer is that of the quote in the card above it."""
    quote = _text(browser, "#nguon .mc-quote")
    pages = _all(browser, "#trang img")
    shown = pages[0].get_attribute("alt") if pages else _text(browser, "#trang .mc-quoted")
    return quote != "" and quote in " ".join((shown or "").split())


def _in_sight(browser: Chrome, selector: str, box: str) -> bool:
    """Whether an element stands inside the part of a scrolling box that is shown."""
    return bool(
        browser.execute_script(
            "const [one, box] = Array.from(arguments).map(name => document.querySelector(name)"
            ".getBoundingClientRect()); return one.top >= box.top && one.bottom <= box.bottom;",
            selector, box,
        )
    )  # fmt: skip


def _ink_under(browser: Chrome, selector: str) -> int:
    """How many dark pixels of the page's picture lie under a box on it."""
    return int(
        browser.execute_script(
            "const box = document.querySelector(arguments[0]).getBoundingClientRect();"
            "const image = document.querySelector('#trang img');"
            "const page = image.getBoundingClientRect();"
            "const scale = image.naturalWidth / page.width;"
            "const canvas = document.createElement('canvas');"
            "canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;"
            "const pen = canvas.getContext('2d'); pen.drawImage(image, 0, 0);"
            "const data = pen.getImageData((box.left - page.left) * scale,"
            " (box.top - page.top) * scale, box.width * scale, box.height * scale).data;"
            "let dark = 0; for (let n = 0; n < data.length; n += 4) dark += data[n] < 100;"
            "return dark;",
            selector,
        )
    )


def _picture(browser: Chrome, name: str) -> None:
    """Keeps a screenshot where the one who runs the tests wants them."""
    folder = os.environ.get("MINH_CHUNG_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        time.sleep(0.6)  # a picture of what has come to rest
        browser.save_screenshot(str(Path(folder) / f"{name}.png"))


def _report_row(browser: Chrome, name: str) -> Any:
    rows = _all(browser, ".mc-report-row")
    return next((row for row in rows if name in row.text), None)


def _button(browser: Chrome, name: str, label: str) -> Any:
    buttons = _report_row(browser, name).find_elements("css selector", "button")
    return next((button for button in buttons if button.text == label), None)


def _values(browser: Chrome, selector: str) -> list[str]:
    return [element.get_attribute("value") for element in _all(browser, selector)]


def _all(browser: Chrome, selector: str) -> list[Any]:
    return browser.find_elements("css selector", selector)


def _text(browser: Chrome, selector: str) -> str:
    return " ".join(element.text for element in _all(browser, selector))


def _resize(browser: Chrome, width: int, height: int) -> None:
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 800}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def _no_complaints(browser: Chrome) -> None:
    """The console is free of errors, those of the content policy among them."""
    log: list[dict[str, str]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
    assert [entry["message"] for entry in log if entry["level"] == "SEVERE"] == []


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def _until(found: Callable[[], Any], seconds: float) -> None:
    """Waits until something is there; elements may go stale while the page is drawn anew."""
    from selenium.common.exceptions import WebDriverException

    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if found():
                return
        except WebDriverException:
            pass
        time.sleep(0.1)
    pytest.fail(f"waited {seconds} s in vain")
