"""Files on offer: saved under their name, gone in time, not to be guessed."""

from __future__ import annotations

import pytest

from screens import downloads
from screens.downloads import Downloads, download_link


def test_a_file_is_fetched_under_its_name_and_kind() -> None:
    shelf = Downloads()
    offered = shelf.offer("Hội thoại\N{RIGHT-TO-LEFT OVERRIDE}/1.docx", b"abc")
    token = offered.address.removeprefix(downloads.ROUTE + "/")
    assert len(token) > 40
    assert shelf.take(token) is offered
    assert offered.name == "1.docx"
    assert offered.headers["content-type"].endswith("wordprocessingml.document")
    assert "attachment" in offered.headers["content-disposition"]
    assert shelf.take("khác") is None


def test_the_name_survives_in_the_header_as_it_is() -> None:
    offered = Downloads().offer("Số liệu năm 2025.xlsx", b"")
    assert "S%E1%BB%91%20li%E1%BB%87u%20n%C4%83m%202025.xlsx" in str(offered.headers)


def test_what_waits_too_long_or_is_too_much_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Downloads()
    first = shelf.offer("a.docx", b"a" * 10)
    monkeypatch.setattr(downloads, "MOST_BYTES", 15)
    second = shelf.offer("b.docx", b"b" * 10)
    assert shelf.take(first.address.rpartition("/")[2]) is None
    assert shelf.take(second.address.rpartition("/")[2]) is second
    clock = downloads.time.monotonic()
    monkeypatch.setattr(downloads.time, "monotonic", lambda: clock + downloads.KEPT_SECONDS + 1)
    assert shelf.take(second.address.rpartition("/")[2]) is None


def test_the_link_is_escaped() -> None:
    link = download_link(Downloads().offer('x"<b>.docx', b"abc"))
    assert "<b>" not in link
    assert link.count('"') == 6
