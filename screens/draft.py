"""Soạn thảo: next year's text from last year's report, filled step by step, downloaded.

Each session has its own draft, kept on the server while its page is open. What this module
does not know: how a draft is made or filled (``answer/draft``), how it looks.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import gradio as gr

from answer.draft.fill import Entry, FillProblem, fill
from answer.draft.make import DraftError, Wanted, make, save, save_sheet, summary
from answer.draft.nouns import Draft
from answer.draft.review import review
from answer.draft.sections import sections_of
from answer.draft.sheet import NotASheet, read_sheet
from index.library import LibraryError
from screens.cards import empty_sources
from screens.desk import Desk
from screens.downloads import download_link
from screens.draft_view import offers, open_slots, preview, to_look_at
from screens.settings import SHEET_SUFFIXES

log = logging.getLogger(__name__)
NOTHING = "Chọn báo cáo năm trước và mục cần soạn, rồi bấm “Soạn”. Bản nháp sẽ hiện ở đây."
NO_REPORTS = "Chưa có báo cáo nào để soạn từ đó. Hãy nạp báo cáo ở thẻ “Báo cáo”."
FAILED = "Chưa làm được vì chương trình gặp lỗi. Những gì đã điền vẫn còn; hãy thử lại."
NOT_YET = "Hãy soạn bản nháp trước."
LEGEND = (
    '<p class="mc-detail"><mark class="mc-slot">[… | năm trước]</mark> ô chờ điền · '
    '<mark class="mc-filled">đã điền</mark> · <span class="mc-moved">năm đã chuyển</span> · '
    '<span class="mc-named">số của tên gọi, giữ nguyên</span></p>'
)


@dataclass(frozen=True)
class Work:
    """A session's draft: as it was made, what was given, and the outcome."""

    made: Draft | None = None
    entries: dict[str, Entry] = field(default_factory=dict)
    draft: Draft | None = None
    problems: tuple[FillProblem, ...] = ()


def build(desk: Desk, tab: gr.Tab) -> None:
    """Lays out the tab inside the current Blocks."""
    work = gr.State(Work(), time_to_live=24 * 3600)
    with gr.Column(elem_id="soan-thao-cot"):
        with gr.Row(elem_id="soan-thao-chon"):
            report = gr.Dropdown(label="Báo cáo năm trước", choices=[], scale=3)
            sections = gr.Dropdown(
                label="Mục (để trống: cả báo cáo)", choices=[], multiselect=True, scale=4
            )
            year = gr.Number(label="Năm của bản nháp", precision=0, scale=1, min_width=120)
            go = gr.Button("Soạn", variant="primary", scale=0, min_width=110, elem_id="soan")
        said = gr.Markdown("", container=False, latex_delimiters=[], elem_id="soan-thao-noi")
        with gr.Row(elem_id="soan-thao-hang"):
            with gr.Column(scale=3, min_width=320):
                shown = gr.Markdown(empty_sources(NOTHING), container=False, latex_delimiters=[],
                                    elem_id="soan-thao-xem")  # fmt: skip
            with gr.Column(scale=2, min_width=300, elem_id="soan-thao-ben"):
                with gr.Row():
                    word = gr.Button("Tải Word", size="sm", min_width=90)
                    text = gr.Button("Tải văn bản", size="sm", min_width=90)
                    sheet = gr.Button("Tải bảng điền", size="sm", min_width=90)
                cited = gr.Checkbox(label="Kèm chú thích nguồn trong tệp tải về", value=True)
                link = gr.Markdown(
                    "", container=False, latex_delimiters=[], elem_id="soan-thao-tai"
                )
                with gr.Accordion("Nhận bảng đã điền", open=False):
                    upload = gr.File(label="Bảng điền .xlsx hoặc .csv", height=110,
                                     file_types=list(SHEET_SUFFIXES))  # fmt: skip
                with gr.Accordion("Gợi ý từ báo cáo mới", open=True):
                    offered = gr.CheckboxGroup(label="Chọn gợi ý để nhận", choices=[])
                    accept = gr.Button("Nhận gợi ý đã chọn", size="sm")
                with gr.Accordion("Điền từng ô", open=False):
                    slot = gr.Dropdown(label="Ô", choices=[])
                    value = gr.Textbox(label="Giá trị năm nay (hoặc: giữ, gợi ý, bỏ)", max_lines=2)
                    plan = gr.Textbox(label="Kế hoạch năm nay (nếu cần so)", max_lines=1)
                    one = gr.Button("Điền ô này", size="sm")
                with gr.Accordion("Cần xem lại", open=True):
                    look = gr.Markdown("", container=False, latex_delimiters=[])

    out = [work, said, shown, offered, slot, look]
    quiet: dict[str, Any] = {"show_progress": "minimal", "api_name": False}
    tab.select(lambda now: _choices(desk, now), [report], [report, sections, year], **quiet)
    report.input(lambda file: _of_report(desk, file), [report], [sections, year], **quiet)
    made = _guarded(desk, lambda _, *chosen: _made(desk, *chosen))
    go.click(made, [work, report, sections, year], out, **quiet)
    accept.click(_guarded(desk, _accepted), [work, offered], out, **quiet)
    one.click(_guarded(desk, _one), [work, slot, value, plan], out, **quiet)
    upload.upload(_guarded(desk, _uploaded), [work, upload], out, **quiet)
    for button, suffix in ((word, ".docx"), (text, ".txt"), (sheet, ".xlsx")):
        button.click(_download(desk, suffix), [work, cited], [link], **quiet)


# What the lists hold


def _choices(desk: Desk, chosen: str | None) -> tuple[Any, Any, Any]:
    files = [reading.report.file for reading in desk.readings()]
    if not files:
        return gr.Dropdown(choices=[], value=None), gr.skip(), gr.skip()
    years = {one.report.file: one.report.year or 0 for one in desk.readings()}
    now = chosen if chosen in files else max(files, key=lambda file: years[file])
    if chosen == now:
        return gr.Dropdown(choices=files), gr.skip(), gr.skip()
    return gr.Dropdown(choices=files, value=now), *_of_report(desk, now)


def _of_report(desk: Desk, file: str) -> tuple[Any, Any]:
    for reading in desk.readings():
        if reading.report.file == file:
            paths = [(section.line(), section.path) for section in sections_of(reading)]
            year = (reading.report.year or 0) + 1 if reading.report.year else None
            return gr.Dropdown(choices=paths, value=[]), year
    return gr.Dropdown(choices=[], value=[]), None


# Steps: each takes the session's work to its next state


def _made(desk: Desk, file: str, sections: list[str], year: float | None) -> Work:
    library = desk.library()
    if library is None or not file:
        raise DraftError(NO_REPORTS)
    wanted = Wanted(file, tuple(sections or ()), int(year) if year else None)
    draft = make(library, wanted)
    return Work(made=draft, draft=draft)


def _accepted(work: Work, chosen: list[str]) -> Work:
    return _filled(work, {key: Entry("gợi ý") for key in chosen or ()})


def _one(work: Work, key: str | None, value: str, plan: str) -> Work:
    return _filled(work, {key: Entry(value or "", plan or "")} if key else {})


def _uploaded(work: Work, path: str) -> Work:
    try:
        return _filled(work, read_sheet(Path(path)))
    except NotASheet as error:
        raise DraftError(str(error)) from error


def _filled(work: Work, entries: dict[str, Entry]) -> Work:
    """The draft filled again from the beginning with all that was given so far."""
    if work.made is None:
        raise DraftError(NOT_YET)
    merged = dict(work.entries)
    for key, entry in entries.items():
        old = merged.get(key, Entry())
        merged[key] = Entry(entry.value or old.value, entry.plan or old.plan)
    filled = fill(work.made, merged)
    return replace(work, entries=merged, draft=filled.draft, problems=filled.problems)


def _guarded(desk: Desk, step: Callable[..., Work]) -> Callable[..., tuple[Any, ...]]:
    """A step with what it shows; a failure is said and changes nothing."""

    def handler(work: Work, *given: Any) -> tuple[Any, ...]:
        try:
            done = step(work, *given)
            return done, *_shown(desk, done)
        except (DraftError, LibraryError) as error:
            message = empty_sources(str(error))
        except Exception:
            log.exception("drafting failed")
            message = empty_sources(FAILED)
        return work, message, gr.skip(), gr.skip(), gr.skip(), gr.skip()

    return handler


def _shown(desk: Desk, work: Work) -> tuple[Any, ...]:
    draft = work.draft
    assert draft is not None
    found = review(draft, desk.readings()) if work.entries else ()
    waiting = open_slots(draft)
    return (
        f'<p class="mc-detail">{summary(draft)}</p>{LEGEND}',
        preview(draft),
        gr.CheckboxGroup(choices=offers(draft), value=[]),
        gr.Dropdown(choices=waiting, value=waiting[0][1] if waiting else None),
        to_look_at(draft, work.problems, found),
    )


def _download(desk: Desk, suffix: str) -> Callable[[Work, bool], str]:
    """Writes the file and offers it to this session."""

    def handler(work: Work, cited: bool) -> str:
        if work.draft is None:
            return empty_sources(NOT_YET)
        with tempfile.TemporaryDirectory(prefix="minh-chung-") as folder:
            stem = Path(work.draft.report.file).stem
            target = Path(folder) / f"nhap-{work.draft.year}-{stem}{suffix}"
            try:
                if suffix == ".xlsx":
                    save_sheet(work.draft, target)
                else:
                    save(work.draft, target, sources=cited)
            except DraftError as error:
                return empty_sources(str(error))
            return download_link(desk.downloads.offer(target.name, target.read_bytes()))

    return handler
