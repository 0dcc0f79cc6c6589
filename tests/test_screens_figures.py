"""Số liệu in the real window, behind a login: refused, let in, filter, look, plot, log out."""

from __future__ import annotations

import io
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from answer_reports import NEW, readings, write_reports
from test_screens_browser import (
    ROOT,
    _all,
    _answers,
    _text,
    _until,
    pytestmark,
)
from test_screens_browser import browser as chromium  # noqa: F401  # a fixture

from check.award_pivot import pivot_of
from check.fact_filter import FactFilter
from check.fact_rows import FactTable
from check.fact_series import series_of
from index.build import add_paths
from screens.figure_view import count_line, pivot_view, rows_table, series_view
from screens.users import Role, UsersFile

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

PASSWORD = "mật khẩu đủ dài"
walks = pytestmark[1]  # skips without Chromium; only one test here needs it
del pytestmark


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> FactTable:
    return FactTable.of(readings(tmp_path_factory.mktemp("hai")))


def test_texts_of_reports_go_in_escaped(table: FactTable) -> None:
    from dataclasses import replace

    row = table.figures[0]
    evil = replace(row, passage=replace(row.passage, text="<b>" + row.passage.text))
    evil = replace(evil, fact=replace(row.fact, label="<script>1</script>"))  # type: ignore[type-var]
    shown = rows_table([evil])
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_a_gap_is_drawn_as_a_gap(table: FactTable) -> None:
    from dataclasses import replace

    now = FactFilter(words="thu ngân sách", year="2025", kind="thực hiện").among(table.figures)[0]
    series = series_of(now, table.figures)
    drawn = series_view(now, series)
    assert drawn.count('class="mc-point"') == 2
    assert drawn.count('class="mc-trend"') == 1
    assert "4.200 tỷ đồng" in drawn
    assert "không có" not in drawn
    first, last = series.points
    apart = replace(series, points=(replace(first, year=2022), last), gaps=(2023, 2024))
    drawn = series_view(now, apart)
    assert drawn.count('class="mc-trend"') == 0  # no line over years that nobody printed
    assert drawn.count('class="mc-gap"') == 2
    assert drawn.count("không báo cáo nào có") == 2


def test_the_pivot_shows_counts_with_their_places(table: FactTable) -> None:
    shown = pivot_view(pivot_of(table.awards))
    assert f'title="{NEW}, trang 2">7<' in shown
    assert "(đề nghị)" in shown
    assert "mc-pivot" not in pivot_view(pivot_of([]))


def test_how_many_rows() -> None:
    assert count_line(50, 50, 1234) == "51–100 trong 1.234 dòng"
    assert "Không có dòng nào" in count_line(0, 0, 0)


# In the browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A window with one reader."""
    import socket

    folder = tmp_path_factory.mktemp("so-lieu")
    add_paths(write_reports(folder / "bao-cao"), folder / "kho")
    users = UsersFile(folder / "users.json")
    users.add("minh", Role.READER, PASSWORD)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, str(ROOT / "app.py"), "--index", "kho", "--users", str(users.path),
        "--no-browser", "--port", str(port),
    ]  # fmt: skip
    log = folder / "log.txt"
    with log.open("w", encoding="utf-8") as out:
        window = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out)
        url = f"http://127.0.0.1:{port}"
        try:
            _until(lambda: _answers(url + "/dang-nhap") or window.poll() is not None, 180)
            assert window.poll() is None, log.read_text(encoding="utf-8")
            yield url
        finally:
            window.terminate()
            window.wait(20)


def _enter(browser: Chrome, name: str, password: str) -> None:
    for field, text in (("#name", name), ("#password", password)):
        browser.find_element("css selector", field).clear()
        browser.find_element("css selector", field).send_keys(text)
    browser.find_element("css selector", "button[type=submit]").click()


def _open_tab(browser: Chrome, name: str, shows: str) -> None:
    tabs = {tab.text: tab for tab in _all(browser, "button[role=tab]")}
    tabs[name].click()
    _until(lambda: browser.find_element("css selector", shows).is_displayed(), 30)


def _choose(browser: Chrome, box: str, text: str) -> None:
    """Opens a drop-down and takes a choice."""
    browser.find_element("css selector", f"{box} input").click()
    _until(lambda: _choice(browser, text), 20)
    _choice(browser, text).click()


def _choice(browser: Chrome, text: str) -> Any:
    found = _all(browser, "ul[role=listbox] [role=option]")
    return next((one for one in found if text in one.text), None)


@pytest.mark.browser
@walks
def test_refused_let_in_filter_plot_and_out(address: str, chromium: Chrome) -> None:  # noqa: F811
    browser = chromium
    browser.get(address)
    _until(lambda: _all(browser, "#password"), 30)
    _enter(browser, "minh", "sai mật khẩu")
    _until(lambda: "không đúng" in _text(browser, "[role=alert]"), 30)
    _enter(browser, "minh", PASSWORD)
    _until(lambda: "minh" in _text(browser, ".mc-account"), 60)
    _open_tab(browser, "Báo cáo", "#bao-cao-cot")
    assert not browser.find_element("css selector", "#tai-len").is_displayed()  # a reader
    _open_tab(browser, "Số liệu", "#so-lieu-bang")
    _until(lambda: "trong" in _text(browser, "#so-lieu-dem"), 60)
    whole = _text(browser, "#so-lieu-dem")
    field = browser.find_element("css selector", "#so-lieu-chu textarea, #so-lieu-chu input")
    field.send_keys("thu ngan sach\n")
    _until(lambda: _text(browser, "#so-lieu-dem") != whole, 60)
    _choose(browser, "#so-lieu-year", "2025")
    _until(lambda: {_year(row) for row in _all(browser, ".mc-facts tbody tr")} == {"2025"}, 60)
    row = next(r for r in _all(browser, ".mc-facts tbody tr") if "4.650 tỷ đồng" in r.text)
    row.find_element("css selector", "button").click()
    _until(lambda: len(_all(browser, "#so-lieu-nam .mc-point")) == 2, 60)
    assert "4.200 tỷ đồng" in _text(browser, "#so-lieu-nam .mc-years")
    _until(lambda: "4.650 tỷ đồng" in _text(browser, "#so-lieu-trang mark"), 60)
    browser.find_elements("css selector", "#so-lieu-xem input")[1].click()
    _until(lambda: "Sạch từ ngõ vào nhà" in _text(browser, ".mc-pivot"), 60)
    browser.find_element("css selector", "#so-lieu-xuat").click()
    _until(lambda: _all(browser, "#so-lieu-tai a"), 60)
    _is_workbook(browser, _all(browser, "#so-lieu-tai a")[0].get_attribute("href"))
    wide = browser.execute_script("return document.documentElement.scrollWidth")
    assert wide <= 1366
    browser.find_element("css selector", ".mc-account button").click()
    _until(lambda: _all(browser, "#password"), 30)
    browser.get(address)
    _until(lambda: browser.current_url.endswith("/dang-nhap"), 30)


def _year(row: Any) -> str:
    return str(row.find_element("css selector", ".mc-fact-when").text).split()[0]


def _is_workbook(browser: Chrome, address: str) -> None:
    """The file is what it says, for whoever is logged in, and for nobody else."""
    from openpyxl import load_workbook

    cookies = "; ".join(f"{one['name']}={one['value']}" for one in browser.get_cookies())
    request = urllib.request.Request(address, headers={"Cookie": cookies})
    with urllib.request.urlopen(request, timeout=30) as reply:
        book = load_workbook(io.BytesIO(reply.read()))
    assert book.sheetnames == ["Khen thưởng", "Khen thưởng theo đối tượng"]
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(address, timeout=30)
