"""Báo cáo: add several files, watch and stop; what was read of each; replace, delete; outline.

What this module does not know: how a report is read or kept (``report_acts.py`` calls down).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from ingest.report import Reading
from screens.access import NotAllowed
from screens.cards import empty_sources, report_card
from screens.desk import Desk
from screens.events import QUIET, SHOWING
from screens.outline_view import ALL, heading_citation, outline
from screens.page_view import empty_page, page_pane, page_views
from screens.report_acts import added, deleted, replaced
from screens.settings import UPLOAD_SUFFIXES

# One writer at a time: the library's lock would refuse the second one anyway.
WRITING = {"concurrency_limit": 1, "concurrency_id": "ghi"}
NO_REPORTS = "Chưa có báo cáo nào. Hãy tải lên tệp đầu tiên ở khung bên trên."
NO_HEADING = "Bấm một đề mục ở trên để xem trang có đề mục ấy."


def build(desk: Desk) -> gr.State:
    """Lays out the tab; the state that it returns holds the revision that is on screen."""
    shown = gr.State(-1)
    with gr.Row(elem_id="bao-cao-hang"):
        with gr.Column(scale=5, min_width=320, elem_id="bao-cao-cot"):
            _reports(desk, shown)
        with gr.Column(scale=6, min_width=320, elem_id="muc-luc-cot"):
            _outline(desk, shown)
    return shown


def _reports(desk: Desk, shown: gr.State) -> None:
    """The upload, how far it is, and the list."""
    running: dict[str, threading.Event] = {}
    files = gr.File(
        label="Thả tệp PDF, Word (.docx), .txt, .md vào đây, hoặc bấm để chọn",
        file_count="multiple",
        file_types=list(UPLOAD_SUFFIXES),
        height=120,
        elem_id="tai-len",
    )
    with gr.Row(elem_id="tien-do-hang"):
        status = gr.Markdown("", elem_id="tien-do", latex_delimiters=[], container=False)
        stop = gr.Button("Dừng lại", size="sm", visible=False, elem_id="dung", scale=0)
    gr.Markdown('<h2 class="mc-heading">Báo cáo đã nạp</h2>', container=False)

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
        html = ""
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

    files.upload(add, [files], [files, status, stop, shown], **WRITING, **QUIET)
    stop.click(cancel, None, None, queue=False, **QUIET)


def _report_row(desk: Desk, reading: Reading, shown: gr.State, status: gr.Markdown) -> None:
    """One report with its buttons; deleting asks once more, in the same place."""
    file = reading.report.file
    with gr.Row(elem_classes="mc-report-row", key=f"hang-{file}"):
        gr.Markdown(report_card(reading), latex_delimiters=[], container=False)
        with gr.Column(scale=0, min_width=120):
            other = gr.UploadButton(
                "Thay…", size="sm", file_types=list(UPLOAD_SUFFIXES), elem_classes="mc-replace"
            )
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

    def replace(path: str, request: gr.Request) -> Iterator[tuple[str, Any]]:
        name = Path(path).name
        try:
            caller = desk.access.editor(request, "replace", file=file, by=name)
        except NotAllowed as refusal:
            yield empty_sources(str(refusal)), gr.skip()
            return
        desk.access.note(caller, "replace", file=file, by=name)
        html = ""
        for html in replaced(desk, file, Path(path)):
            yield html, gr.skip()
        yield html, desk.revision()

    first.click(lambda: _asking(True), None, [first, sure, no], queue=False, **QUIET)
    no.click(lambda: _asking(False), None, [first, sure, no], queue=False, **QUIET)
    sure.click(delete, None, [status, shown], **WRITING, **QUIET)
    other.upload(replace, [other], [status, shown], **WRITING, **QUIET)


def _asking(sure: bool) -> tuple[Any, Any, Any]:
    return gr.Button(visible=not sure), gr.Button(visible=sure), gr.Button(visible=sure)


def _outline(desk: Desk, shown: gr.State) -> None:
    """The headings of the reports, a search in them, and the page of the chosen one."""
    gr.Markdown('<h2 class="mc-heading">Mục lục</h2>', container=False)
    with gr.Row(elem_id="tim-muc"):
        which = gr.Dropdown([ALL], value=ALL, label="Báo cáo", container=False, scale=2)
        words = gr.Textbox(
            label="Tìm trong mục lục", placeholder="Tìm trong mục lục (có dấu hay không đều được)",
            container=False, scale=3, max_length=100, elem_id="tu-can-tim",
        )  # fmt: skip
    headings = gr.Markdown("", elem_id="muc-luc", latex_delimiters=[], container=False)
    page = page_pane(elem_id="trang-muc")
    command = gr.Textbox(
        elem_id="lenh-muc", visible="hidden", label="lệnh", container=False, max_length=64
    )

    def look(file: str | None, text: str) -> str:
        return outline(desk.readings(), file or ALL, text)

    def renew(file: str | None, text: str) -> tuple[Any, str]:
        files = [reading.report.file for reading in desk.readings()]
        kept = file if file in files else ALL
        return gr.Dropdown([ALL, *files], value=kept), look(kept, text)

    def show(wanted: str) -> Iterator[str]:
        place = wanted.split(" ")[0].removeprefix("muc-")
        for reading in desk.readings():
            citation = heading_citation(reading, place)
            if citation is not None:
                yield from page_views(desk.pages, citation)
                return
        yield empty_page(NO_HEADING)

    shown.change(renew, [which, words], [which, headings], **QUIET)
    gr.on([which.input, words.input], look, [which, words], [headings],
          trigger_mode="always_last", **QUIET)  # fmt: skip
    command.change(show, [command], [page], **QUIET, **SHOWING)
