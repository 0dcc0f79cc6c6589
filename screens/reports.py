"""Báo cáo: which reports are indexed and what was read of each; add several, delete one.

What this module does not know: how a report is read or kept.
"""

from __future__ import annotations

import logging
import queue
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from index.embed import EmbedderError
from index.library import LibraryError
from ingest.report import Reading
from screens.access import NotAllowed
from screens.cards import empty_sources, report_card
from screens.desk import Desk
from screens.outcomes import outcome_list, progress_line, stage_line
from screens.settings import UPLOAD_SUFFIXES
from screens.uploads import received

if TYPE_CHECKING:
    from index.build import AddEvent, AddOutcome

log = logging.getLogger(__name__)

# One writer at a time: the library's lock would refuse the second one anyway.
WRITING = {"concurrency_limit": 1, "concurrency_id": "ghi"}
EVERY_SECONDS = 0.2
NO_REPORTS = "Chưa có báo cáo nào. Hãy tải lên tệp đầu tiên ở khung bên trên."
STOPPED = "Đã dừng theo yêu cầu. Các tệp đã xong vẫn được giữ; tệp đang đọc dở thì không."
FAILED = (
    "Không nạp được vì chương trình gặp lỗi. Các báo cáo đã nạp trước đó vẫn còn nguyên; "
    "hãy thử lại từng tệp một, hoặc báo cho người quản trị xem nhật ký trên máy chủ."
)


def build(desk: Desk) -> gr.State:
    """Lays out the tab; the state that it returns holds the revision that is on screen."""
    shown = gr.State(-1)
    running: dict[str, threading.Event] = {}
    with gr.Column(elem_id="bao-cao-cot"):
        with gr.Row(elem_id="nap"):
            files = gr.File(
                label="Thả tệp PDF, Word (.docx), .txt, .md vào đây, hoặc bấm để chọn",
                file_count="multiple",
                file_types=list(UPLOAD_SUFFIXES),
                height=132,
                elem_id="tai-len",
            )
        with gr.Row(elem_id="tien-do-hang"):
            status = gr.Markdown("", elem_id="tien-do", latex_delimiters=[], container=False)
            stop = gr.Button("Dừng lại", size="sm", visible=False, elem_id="dung", scale=0)
        gr.Markdown('<h2 class="mc-heading">Báo cáo đã nạp</h2>')

        @gr.render(inputs=[shown])  # type: ignore[untyped-decorator]
        def list_reports(_: int) -> None:
            readings = desk.readings()
            if not readings:
                gr.Markdown(empty_sources(NO_REPORTS))
            for reading in readings:
                _report_row(desk, reading, shown, status)

    def add(paths: list[str], request: gr.Request) -> Iterator[tuple[Any, ...]]:
        names = [Path(path).name for path in paths or []]
        try:
            caller = desk.access.editor(request, "add", files=names)
        except NotAllowed as refusal:
            yield None, empty_sources(str(refusal)), gr.skip(), gr.skip()
            return
        desk.access.note(caller, "add", files=names)
        cancel = threading.Event()
        running[str(request.session_hash)] = cancel
        try:
            for html in added(desk, [Path(path) for path in paths or []], cancel):
                yield None, html, gr.Button(visible=True), gr.skip()
        finally:
            running.pop(str(request.session_hash), None)
        yield None, html, gr.Button(visible=False), desk.revision()

    def cancel(request: gr.Request) -> None:
        event = running.get(str(request.session_hash))
        if event is not None:
            event.set()

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_name": False}
    files.upload(add, [files], [files, status, stop, shown], **WRITING, **quiet)
    stop.click(cancel, None, None, queue=False, **quiet)
    return shown


def _report_row(desk: Desk, reading: Reading, shown: gr.State, status: gr.Markdown) -> None:
    """One report with its button; deleting asks once more, in the same place."""
    file = reading.report.file
    with gr.Row(elem_classes="mc-report-row", key=f"hang-{file}"):
        gr.Markdown(report_card(reading), latex_delimiters=[], container=False)
        with gr.Column(scale=0, min_width=150):
            first = gr.Button("Xóa…", size="sm", elem_classes="mc-delete")
            sure = gr.Button("Xóa hẳn", size="sm", variant="stop", visible=False)
            no = gr.Button("Thôi, giữ lại", size="sm", visible=False)

    def delete(request: gr.Request) -> tuple[str, int]:
        try:
            caller = desk.access.editor(request, "delete", file=file)
        except NotAllowed as refusal:
            return empty_sources(str(refusal)), desk.revision()
        desk.access.note(caller, "delete", file=file)
        return deleted(desk, file), desk.revision()

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_name": False}
    first.click(lambda: _asking(True), None, [first, sure, no], queue=False, **quiet)
    no.click(lambda: _asking(False), None, [first, sure, no], queue=False, **quiet)
    sure.click(delete, None, [status, shown], **WRITING, **quiet)


def _asking(sure: bool) -> tuple[Any, Any, Any]:
    return gr.Button(visible=not sure), gr.Button(visible=sure), gr.Button(visible=sure)


def deleted(desk: Desk, file: str) -> str:
    """Deletes a report and says what happened."""
    try:
        gone = desk.delete(file)
    except LibraryError as error:
        return empty_sources(str(error))
    except Exception:
        log.exception("delete failed")
        return empty_sources("Chưa xóa được. Hãy thử lại sau ít phút.")
    said = "Đã xóa" if gone else "Báo cáo này đã được xóa từ trước:"
    return empty_sources(f"{said} “{file}”. Từ nay không câu trả lời nào dẫn báo cáo này.")


def added(desk: Desk, paths: list[Path], cancel: threading.Event) -> Iterator[str]:
    """Indexes the files in a thread; yields the state of things as HTML, the last one final."""
    if not paths:
        yield ""
        return
    told: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    outcomes: list[AddOutcome] = []
    problems: list[str] = []
    folder = Path(tempfile.mkdtemp(prefix="minh-chung-"))

    def on_event(event: AddEvent) -> None:
        if event.outcome is not None:
            outcomes.append(event.outcome)
        told.put(outcome_list(outcomes) + progress_line(stage_line(event), event.done, event.total))

    def work() -> None:
        try:
            desk.add(received(paths, folder), on_event, cancel.is_set)
        except (LibraryError, EmbedderError) as error:
            problems.append(str(error))
        except Exception:
            log.exception("upload failed")
            problems.append(FAILED)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            told.put(None)

    threading.Thread(target=work, daemon=True).start()
    yield progress_line("Đang nhận tệp…")
    while (line := _latest(told)) is not None:
        yield line
    if cancel.is_set() and len(outcomes) < len(paths):
        problems.append(STOPPED)
    yield outcome_list(outcomes) + "".join(map(empty_sources, problems))


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
