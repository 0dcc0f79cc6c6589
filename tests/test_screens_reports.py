"""Adding, replacing and deleting reports as the tab does it; asking goes on meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from answer.ask import Memory
from index import build
from index.build import AddEvent, AddOutcome
from index.library import Library
from ingest.read import read_structure
from screens.desk import Desk
from screens.exchange import Exchange, Spot
from screens.outline_view import ALL, heading_citation, outline
from screens.page_view import GONE, page_view
from screens.report_acts import STOPPED, added, deleted, replaced
from screens.settings import WindowSettings
from screens.upload_board import UploadBoard

REPORT = """ỦY BAN NHÂN DÂN
XÃ {xa}

BÁO CÁO
Tổng kết phong trào thi đua năm 2025

I. KẾT QUẢ XÂY DỰNG CẦU

Trong năm 2025, xã {xa} khánh thành {cau} cây cầu nông thôn.

II. TỒN TẠI <b>HẠN CHẾ</b>

Một số tuyến đường còn hẹp.
"""
QUESTION = "Xã Mỹ Bình khánh thành bao nhiêu cây cầu?"


def report(folder: Path, name: str, cau: int = 37, xa: str = "Mỹ Bình") -> Path:
    path = folder / name
    path.write_text(REPORT.format(xa=xa, cau=cau), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over one small report."""
    folder = tmp_path_factory.mktemp("ban")
    made = Desk(WindowSettings(folder / "du-lieu"))
    last = list(added(made, [report(folder, "mỹ bình.txt")], threading.Event()))[-1]
    assert "đã thêm" in last
    yield made
    _rest()
    made.close()


def _rest() -> None:
    """Lets warm-ups in the background end before the library is closed."""
    for thread in threading.enumerate():
        if thread.name == "warm-up":
            thread.join(60)


def test_replaced_and_deleted_reports_are_never_cited_again(desk: Desk, tmp_path: Path) -> None:
    before = desk.ask(QUESTION, [])
    assert before is not None
    assert "37" in before.text
    cited = before.citations[0]
    assert GONE not in page_view(desk.pages, cited)
    # another file in its place
    last = list(replaced(desk, "mỹ bình.txt", report(tmp_path, "bản mới.txt", 41)))[-1]
    assert "đã thêm" in last
    assert [one.report.file for one in desk.readings()] == ["bản mới.txt"]
    after = desk.ask(QUESTION, [])
    assert after is not None
    assert "41" in after.text
    assert {one.report for one in after.citations} == {"bản mới.txt"}
    # an answer of before, still on the screen, does not bring the old page back
    assert GONE in page_view(desk.pages, cited)
    assert Spot(0).citation([Exchange(before)]) is cited
    # and gone for good
    assert "Đã xóa" in deleted(desk, "bản mới.txt")
    assert "từ trước" in deleted(desk, "bản mới.txt")
    list(added(desk, [report(tmp_path, "khác.txt", 9, "An Lạc")], threading.Event()))
    gone = desk.ask(QUESTION, [])
    assert gone is not None
    assert all(one.report == "khác.txt" for one in gone.citations)
    assert "41" not in gone.text
    assert GONE in page_view(desk.pages, after.citations[0])


def test_a_bad_or_known_file_replaces_nothing(desk: Desk, tmp_path: Path) -> None:
    list(added(desk, [report(tmp_path, "giữ.txt", 5, "Giữ Lại")], threading.Event()))
    empty = tmp_path / "rỗng.txt"
    empty.write_text("", encoding="utf-8")
    assert "giữ nguyên" in list(replaced(desk, "giữ.txt", empty))[-1]
    same = list(replaced(desk, "giữ.txt", report(tmp_path, "sao chép.txt", 5, "Giữ Lại")))[-1]
    assert "cùng nội dung" in same
    other = list(added(desk, [report(tmp_path, "thứ ba.txt", 6, "Thứ Ba")], threading.Event()))
    assert "đã thêm" in other[-1]
    taken = list(replaced(desk, "giữ.txt", report(tmp_path, "thứ ba.txt", 7, "Khác Nữa")))
    assert "đổi tên" in taken[-1]
    assert {"giữ.txt", "thứ ba.txt"} <= {one.report.file for one in desk.readings()}


def test_stopping_keeps_what_is_done_and_says_so(desk: Desk, tmp_path: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    shown = list(added(desk, [report(tmp_path, "dừng.txt", 3, "Dừng")], cancel))
    assert STOPPED in shown[-1]
    assert "đã dừng, chưa nạp" in shown[-1]
    assert "dừng.txt" not in {one.report.file for one in desk.readings()}


def test_what_was_added_answers_though_another_is_just_learning_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Desk(WindowSettings(tmp_path / "du-lieu"))
    list(added(made, [report(tmp_path, "một.txt", 9, "An Lạc")], threading.Event()))
    _rest()
    learn, index_files, others = Memory.of, build.add_paths, []

    def slowly(library: Library) -> Memory:
        learning.set()
        time.sleep(0.5)
        return learn(library)

    def indexed(*given: Any, **named: Any) -> list[AddOutcome]:
        outcomes = index_files(*given, **named)
        others.append(threading.Thread(target=made.ask, args=(QUESTION, [])))
        others[0].start()
        assert learning.wait(10)
        return outcomes

    learning = threading.Event()
    monkeypatch.setattr(Memory, "of", slowly)
    monkeypatch.setattr(build, "add_paths", indexed)
    try:
        list(added(made, [report(tmp_path, "hai.txt", 37)], threading.Event()))
        answer = made.ask(QUESTION, [])
    finally:
        for other in others:
            other.join(60)
        _rest()
        made.close()
    assert answer is not None
    assert "37" in answer.text


def test_a_question_is_answered_while_a_report_is_being_read(desk: Desk, tmp_path: Path) -> None:
    list(added(desk, [report(tmp_path, "sẵn có.txt", 37)], threading.Event()))
    slow = tmp_path / "dài.txt"
    lines = "\n\n".join(
        f"Năm 2025, xã thứ {n} trồng {n + 7} cây xanh dọc đường." for n in range(3000)
    )
    slow.write_text(
        f"BÁO CÁO\nKết quả trồng cây năm 2025\n\nI. KẾT QUẢ\n\n{lines}", encoding="utf-8"
    )
    cancel, shown = threading.Event(), []
    upload = threading.Thread(target=lambda: shown.extend(added(desk, [slow], cancel)))
    upload.start()
    answered = 0
    try:
        while upload.is_alive() and answered < 5:
            answer = desk.ask(QUESTION, [])
            assert answer is not None
            assert "37" in answer.text
            answered += upload.is_alive()
            time.sleep(0.05)
    finally:
        cancel.set()
        upload.join(120)
    assert answered >= 2
    assert len(shown) > 1


def test_the_board_tells_of_each_file_in_its_turn() -> None:
    board = UploadBoard(["a.pdf", "b<i>.pdf"])
    assert board.html().count("chờ đến lượt") == 2
    board.on_event(AddEvent("a.pdf", "reading", 3, 32))
    assert "đang đọc trang 3/32" in board.html()
    board.on_event(AddEvent("a.pdf", "recognising", 3, 32))
    assert "đang nhận dạng chữ (OCR) trang 4/32" in board.html()
    board.on_event(AddEvent("a.pdf", "embedding", 10, 1200))
    assert "đang lập chỉ mục 10/1.200 đoạn" in board.html()
    board.on_event(
        AddEvent("a.pdf", "done", outcome=AddOutcome("a.pdf", "added", warnings=("Lưu <u>",)))
    )
    assert "đã thêm" in board.html()
    assert "&lt;u&gt;" in board.html()
    board.on_event(AddEvent("", "indexing"))
    assert "ghép vào kho" in board.html()
    assert not board.complete
    board.stop()
    assert "đã dừng, chưa nạp" in board.html()
    assert "<i>" not in board.html()


def test_the_outline_is_searched_without_marks(tmp_path: Path) -> None:
    reading = read_structure(report(tmp_path, "mục.txt"))
    whole = outline([reading])
    assert "KẾT QUẢ XÂY DỰNG CẦU" in whole
    assert "&lt;b&gt;HẠN CHẾ" in whole
    found = outline([reading], ALL, "xay dung CAU")
    assert "KẾT QUẢ XÂY DỰNG CẦU" in found
    assert "HẠN CHẾ" not in found
    assert "mc-empty" in outline([reading], ALL, "không có mục này")
    assert "mc-empty" in outline([reading], "khác.txt")
    heading = next(one for one in reading.passages if "XÂY DỰNG" in one.text)
    cited = heading_citation(reading, heading.id)
    assert cited is not None
    assert cited.quote == heading.text
    assert heading_citation(reading, "x:1") is None
