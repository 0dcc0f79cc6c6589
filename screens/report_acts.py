"""What the buttons of the reports do: add, replace, delete, and say what became of it.

What this module does not know: gradio, who may do it.
"""

from __future__ import annotations

import logging
import queue
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from index.embed import EmbedderError
from index.library import LibraryError
from screens.cards import empty_sources
from screens.desk import Desk
from screens.upload_board import UploadBoard
from screens.uploads import received

if TYPE_CHECKING:
    from index.build import AddEvent

log = logging.getLogger(__name__)

EVERY_SECONDS = 0.2
STOPPED = "Đã dừng theo yêu cầu. Các tệp đã xong vẫn được giữ; tệp đang đọc dở thì không."
FAILED = (
    "Không nạp được vì chương trình gặp lỗi. Các báo cáo đã nạp trước đó vẫn còn nguyên; "
    "hãy thử lại từng tệp một, hoặc báo cho người quản trị xem nhật ký trên máy chủ."
)
NOT_DELETED = "Chưa xóa được vì chương trình gặp lỗi. Hãy thử lại sau ít phút."
KEPT_OLD = "Báo cáo cũ “{old}” được giữ nguyên."
TAKEN = (
    "Đã có một báo cáo khác tên “{name}”. Hãy đổi tên tệp mới rồi thay lại, "
    "hoặc thay ở đúng báo cáo ấy."
)
SAME = "Tệp mới có cùng nội dung với một báo cáo đã nạp, nên không thay gì."

Tell = Callable[["AddEvent"], None]


def deleted(desk: Desk, file: str) -> str:
    """Deletes a report and says what happened."""
    try:
        gone = desk.delete(file)
    except LibraryError as error:
        return empty_sources(str(error))
    except Exception:  # told to the user in their words, to the log in ours
        log.exception("delete failed")
        return empty_sources(NOT_DELETED)
    said = "Đã xóa" if gone else "Báo cáo này đã được xóa từ trước:"
    return empty_sources(f"{said} “{file}”. Từ nay không câu trả lời nào dẫn báo cáo này.")


def added(desk: Desk, paths: list[Path], cancel: threading.Event) -> Iterator[str]:
    """Indexes the files; yields the state of things as HTML, the last one final."""
    if not paths:
        yield ""
        return
    with tempfile.TemporaryDirectory(prefix="minh-chung-", ignore_cleanup_errors=True) as folder:
        files = received(paths, Path(folder))
        board = UploadBoard([file.name for file in files])
        problems: list[str] = []
        yield board.html()
        yield from _watched(board, problems, lambda tell: desk.add(files, tell, cancel.is_set))
        if cancel.is_set() and not board.complete:
            board.stop()
            problems.append(STOPPED)
        yield board.html() + "".join(map(empty_sources, problems))


def replaced(desk: Desk, old: str, path: Path) -> Iterator[str]:
    """Puts a new file in the place of a report; the old one goes only when the new one is in."""
    with tempfile.TemporaryDirectory(prefix="minh-chung-", ignore_cleanup_errors=True) as folder:
        (file,) = received([path], Path(folder))
        if file.name != old and desk.report_of(file.name) is not None:
            yield empty_sources(TAKEN.format(name=file.name))
            return
        board = UploadBoard([file.name])
        problems: list[str] = []
        told: list[str] = []

        def work(tell: Tell) -> None:
            (outcome,) = desk.add([file], tell, lambda: False)
            if outcome.status == "unchanged":
                told.append(SAME)
            elif outcome.status == "refused":
                told.append(KEPT_OLD.format(old=old))
            elif outcome.file != old:
                told.append(deleted(desk, old))

        yield board.html()
        yield from _watched(board, problems, work)
        said = [one if one.startswith("<") else empty_sources(one) for one in told]
        yield board.html() + "".join([*said, *map(empty_sources, problems)])


def _watched(
    board: UploadBoard, problems: list[str], work: Callable[[Tell], object]
) -> Iterator[str]:
    """Runs ``work`` in a thread and yields the board as it changes."""
    told: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def tell(event: AddEvent) -> None:
        board.on_event(event)
        told.put(board.html())

    def run() -> None:
        try:
            work(tell)
        except (LibraryError, EmbedderError) as error:
            problems.append(str(error))
        except Exception:  # told to the user in their words, to the log in ours
            log.exception("upload failed")
            problems.append(FAILED)
        finally:
            board.finish()
            told.put(None)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while (line := _latest(told)) is not None:
        yield line
    thread.join()


def _latest(told: queue.SimpleQueue[str | None]) -> str | None:
    """Waits for news, then for a moment more: a page that was read is no news for long."""
    line = told.get()
    deadline = time.monotonic() + EVERY_SECONDS
    while line is not None:
        try:
            line = told.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            break
    return line
