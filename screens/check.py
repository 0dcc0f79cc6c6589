"""Kiểm tra: a draft against the reports, and (``audit.py``) the reports against themselves.

What this module does not know: how a claim is verified, how anything looks.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from check.draft import Draft, draft_of, read_draft
from check.verify import Outcome, Verdict
from index.library import LibraryError
from ingest.report import StatedFigure, UnreadableReport
from screens import audit
from screens.cards import empty_sources
from screens.check_view import DRAFT_FIELD, legend, marked_draft, verdict_list
from screens.desk import Desk
from screens.downloads import download_link
from screens.events import QUIET, picked_number
from screens.page_view import empty_page, page_pane, page_views
from screens.uploads import received, safe_name

log = logging.getLogger(__name__)
KEPT_SECONDS = 24 * 3600
NO_REPORTS = "Chưa có báo cáo nào để đối chiếu. Hãy nạp báo cáo ở thẻ Báo cáo."
NO_DRAFT = "Hãy dán dự thảo vào ô, hoặc chọn một tệp Word, PDF, TXT, MD."
FAILED = "Chưa kiểm tra được vì chương trình gặp lỗi. Hãy thử lại; dự thảo vẫn còn trong ô."
NO_SOURCE = "Không có chỗ nào trong báo cáo gần với điều này."
WAITING = "Đang soi dự thảo với các báo cáo…"
SHOWN = (
    ("Tất cả", ""), ("Lệch", Outcome.CONTRADICTED.value),
    ("Không tìm thấy", Outcome.NOT_FOUND.value), ("Khớp", Outcome.SUPPORTED.value),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft that was checked, under the name that its Word file gets."""

    draft: Draft
    verdicts: tuple[Verdict, ...]
    name: str = "du-thao"


def build(desk: Desk) -> Any:
    """Lays out the tab; the handler that is returned brings it up to date when it is opened."""
    with gr.Tabs(elem_id="kiem-tra-the"):
        with gr.Tab("Dự thảo", id="du-thao"):
            _draft(desk)
        with gr.Tab("Báo cáo đã nạp", id="soat") as auditing:
            opened = audit.build(desk)
    auditing.select(*opened, **QUIET)
    return opened


def _draft(desk: Desk) -> None:
    acts = _Acts(desk)
    state = gr.State(None, time_to_live=KEPT_SECONDS)
    with gr.Row(elem_id="kiem-tra-hang"):
        with gr.Column(scale=6, min_width=320):
            text = gr.Textbox(
                label="Dự thảo cần kiểm tra", lines=5, max_lines=12, elem_id="kiem-tra-chu",
                placeholder="Dán nội dung vào đây, mỗi đoạn một dòng",
            )  # fmt: skip
            with gr.Row(elem_id="kiem-tra-cong-cu"):
                go = gr.Button(
                    "Kiểm tra", variant="primary", elem_id="kiem-tra-nut", scale=0, min_width=130
                )
                file = gr.UploadButton(
                    "Chọn tệp…", file_types=[".docx", ".pdf", ".txt", ".md"], type="filepath",
                    elem_id="kiem-tra-tep", scale=0, min_width=130,
                )  # fmt: skip
                word = gr.Button("Tải bản Word có nhận xét", elem_id="kiem-tra-word", scale=0,
                                 min_width=270, interactive=False)  # fmt: skip
            told = _plain("kiem-tra-dem", empty_sources(NO_DRAFT))
            saved = _plain("kiem-tra-tai", "")
            marked = _plain("kiem-tra-ban", "")
            only = gr.Radio(list(SHOWN), value="", label="Xem", elem_id="kiem-tra-loc",
                            visible=False)  # fmt: skip
            listed = _plain("kiem-tra-ds", "")
        with gr.Column(scale=5, min_width=320):
            page = page_pane(elem_id="kiem-tra-trang")
    # A click on a claim comes through this hidden field (check.js).
    command = gr.Textbox(elem_id=DRAFT_FIELD, visible="hidden", label="điều", max_length=40)
    shown = [state, told, marked, only, listed, word, page, saved]
    go.click(acts.typed, [text], shown, **QUIET)
    file.upload(acts.sent, [file], shown, **QUIET)
    only.input(acts.filtered, [state, only], [listed], **QUIET)
    command.change(acts.picked, [command, state], [page], **QUIET)
    word.click(acts.word, [state], [saved], **QUIET)


def _plain(name: str, value: str) -> gr.Markdown:
    return gr.Markdown(
        value, elem_id=name, latex_delimiters=[], container=False, sanitize_html=False
    )


class _Acts:
    """What the parts of the tab call; each returns what is shown next."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def typed(self, text: str, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """The text field was sent."""
        if not text or not text.strip():
            yield _problem(NO_DRAFT)
            return
        yield _waiting()
        yield self._checked(lambda: Checked(draft_of(text), ()), request)

    def sent(self, path: str, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """A file was sent."""
        yield _waiting()

        def read() -> Checked:
            name = safe_name(Path(path).name)
            with tempfile.TemporaryDirectory(prefix="minh-chung-") as folder:
                [kept] = received([Path(path)], Path(folder))
                return Checked(read_draft(kept), (), Path(name).stem)

        yield self._checked(read, request)

    def _checked(self, read: Any, request: gr.Request) -> tuple[Any, ...]:
        library = self._desk.library()
        if library is None or not library.reports():
            return _problem(NO_REPORTS)
        try:
            given: Checked = read()
            verdicts = self._desk.workings.check(given.draft, library)
        except (UnreadableReport, LibraryError) as problem:
            return _problem(str(problem))
        except Exception:  # told to the user in their words, to the log in ours
            log.exception("check failed")
            return _problem(FAILED)
        access = self._desk.access
        access.note(access.caller(request), "check", claims=len(verdicts))
        done = Checked(given.draft, verdicts, given.name)
        return (
            done, legend(verdicts), marked_draft(given.draft.lines, verdicts),
            gr.Radio(value="", visible=bool(verdicts)), verdict_list(verdicts),
            gr.Button(interactive=bool(verdicts)), empty_page(), "",
        )  # fmt: skip

    def filtered(self, done: Checked | None, only: str) -> str:
        """Only the claims of one verdict."""
        return verdict_list(done.verdicts, only or "") if done else ""

    def picked(self, command: str, done: Checked | None) -> Iterator[str]:
        """A claim's source; the command is its number and the time."""
        number = picked_number(command)
        if done is None or number is None or number >= len(done.verdicts):
            yield empty_page()
            return
        verdict = done.verdicts[number]
        if not verdict.citations:
            yield empty_page(NO_SOURCE)
            return
        text = verdict.expected or verdict.claim.printed
        yield from page_views(self._desk.pages, verdict.citations[0], _stated(verdict), text)

    def word(self, done: Checked | None, request: gr.Request) -> str:
        """The draft as a Word file with comments, as a link that saves itself."""
        from check.marked_docx import marked_bytes
        from ingest.guarded import GuardFailure, run_guarded
        from ingest.report import ReadLimits

        if done is None:
            return empty_sources(NO_DRAFT)
        given = (done.draft, done.verdicts)
        try:
            content = (
                run_guarded(marked_bytes, given, ReadLimits())
                if done.draft.original
                else marked_bytes(*given)
            )
        except GuardFailure as failure:
            return empty_sources(f"Không ghi được bản Word: {failure}")
        access = self._desk.access
        access.note(access.caller(request), "export", file=f"{done.name}-da-soi.docx")
        return download_link(self._desk.downloads.offer(f"{done.name}-da-soi.docx", content))


def _stated(verdict: Verdict) -> tuple[StatedFigure, ...]:
    figure = verdict.claim.figure
    if figure is None:
        return ()
    return (StatedFigure(format(figure.value, "f"), figure.unit, verdict.expected or figure.text),)


def _waiting() -> tuple[Any, ...]:
    return _problem(WAITING)


def _problem(said: str) -> tuple[Any, ...]:
    return (
        None, empty_sources(said), "", gr.Radio(visible=False), "",
        gr.Button(interactive=False), empty_page(), "",
    )  # fmt: skip
