"""Số liệu: every figure and award of the reports, filtered; a row's page and its other years.

What this module does not know: how rows are made, filtered, matched over the years or written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from check.award_pivot import pivot_of
from check.fact_filter import FactFilter, choices
from check.fact_rows import FactRow, FactTable, Sort
from check.fact_series import indicators, series_of
from ingest.report import StatedFigure
from screens.cards import empty_sources
from screens.desk import Desk
from screens.downloads import download_link
from screens.events import QUIET, picked_number
from screens.figure_view import PICK, count_line, pivot_view, rows_table, series_view
from screens.page_view import empty_page, page_pane, page_views

ROWS = 50  # on one page
ALL = ("Tất cả", "")
SORTS = (("Số liệu", "figures"), ("Khen thưởng", "awards"))
NO_REPORTS = "Chưa có báo cáo nào. Hãy nạp báo cáo ở thẻ Báo cáo."
# Filters in the order in which they are laid out; the names are those of FactFilter.
FILTERS = (
    ("report", "Báo cáo"), ("year", "Năm"), ("section", "Đề mục"), ("place", "Nơi, cơ quan"),
    ("unit", "Đơn vị"), ("movement", "Phong trào"), ("kind", "Loại"),
)  # fmt: skip


def build(desk: Desk) -> Any:
    """Lays out the tab; the handler that is returned brings it up to date."""
    acts = _Acts(desk)
    wanted, first = gr.State(FactFilter()), gr.State(0)
    with gr.Row(elem_id="so-lieu-loc"):
        sort = gr.Radio(list(SORTS), value="figures", label="Xem", elem_id="so-lieu-xem")
        words = gr.Textbox(label="Có chữ", placeholder="có dấu hoặc không dấu", max_length=200,
                           elem_id="so-lieu-chu")  # fmt: skip
        boxes = [
            gr.Dropdown([ALL], value="", label=label, elem_id=f"so-lieu-{name}", filterable=True)
            for name, label in FILTERS
        ]
    with gr.Row(elem_id="so-lieu-hang"):
        with gr.Column(scale=6, min_width=320):
            with gr.Row(elem_id="so-lieu-cong-cu"):
                back = gr.Button("‹ Trước", size="sm", scale=0, elem_id="so-lieu-truoc")
                count = gr.Markdown("", elem_id="so-lieu-dem", container=False)
                forth = gr.Button("Sau ›", size="sm", scale=0, elem_id="so-lieu-sau")
                clear = gr.Button("Bỏ lọc", size="sm", scale=0, elem_id="so-lieu-bo")
                export = gr.Button("Xuất Excel", size="sm", scale=0, elem_id="so-lieu-xuat")
            told = gr.Markdown("", elem_id="so-lieu-tai", latex_delimiters=[], container=False)
            table = gr.Markdown(
                "", elem_id="so-lieu-bang", latex_delimiters=[], container=False,
                sanitize_html=False,
            )  # fmt: skip
            with gr.Accordion("Khen thưởng theo phong trào, hình thức, đối tượng", open=True,
                              visible=False, elem_id="so-lieu-cheo") as across:  # fmt: skip
                pivot = gr.Markdown("", latex_delimiters=[], container=False)
        with gr.Column(scale=5, min_width=320):
            several = gr.Dropdown([("Chọn một chỉ tiêu", "")], value="", filterable=True,
                                  label="Chỉ tiêu có ở nhiều năm",
                                  elem_id="so-lieu-chi-tieu")  # fmt: skip
            years = gr.Markdown(
                empty_sources(PICK), elem_id="so-lieu-nam", latex_delimiters=[], container=False,
                sanitize_html=False,
            )  # fmt: skip
            page = page_pane(elem_id="so-lieu-trang")
    # A click on a row comes through this hidden field (figures.js).
    command = gr.Textbox(elem_id="so-lieu-dong", visible="hidden", label="dòng", max_length=40)
    shown = [wanted, first, table, count, back, forth, across, pivot]
    chosen = [sort, words, *boxes]
    gr.on(
        [words.submit, words.blur, *(box.input for box in boxes)],
        acts.filtered, chosen, shown, trigger_mode="always_last", **QUIET,
    )  # fmt: skip
    gr.on(
        [sort.input, clear.click],
        lambda sort: (*acts.sorted(sort), empty_sources(PICK), empty_page()),
        [sort], [words, *boxes, *shown, years, page], **QUIET,
    )  # fmt: skip
    for button, by in ((back, -ROWS), (forth, ROWS)):
        button.click(
            lambda wanted, first, by=by: acts.page(wanted, first + by), [wanted, first], shown,
            **QUIET,
        )  # fmt: skip
    command.change(acts.picked, [command, wanted], [years, page], **QUIET)
    several.input(acts.indicator, [several], [years, page], **QUIET)
    export.click(acts.export, [wanted], [told], **QUIET)
    return acts.opened, [sort], [words, *boxes, several, *shown]


class _Acts:
    """What the parts of the tab call; each returns what is shown next."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def opened(self, sort: Sort) -> tuple[Any, ...]:
        """The tab was opened: choices and rows as the library has them now."""
        table = self._table()
        found = [] if table is None else indicators(table.figures)
        names = [(f"{one.row.label} ({one.years} năm)", str(one.row.number)) for one in found]
        several = gr.Dropdown([("Chọn một chỉ tiêu", ""), *names], value="")
        words, *rest = self.sorted(sort)
        boxes, shown = rest[: len(FILTERS)], rest[len(FILTERS) :]
        return words, *boxes, several, *shown

    def sorted(self, sort: Sort) -> tuple[Any, ...]:
        """Figures or awards, without filters."""
        table = self._table()
        offered = choices(() if table is None else table.rows(sort))
        boxes = [
            gr.Dropdown([ALL, *map(_choice, getattr(offered, f"{name}s"))], value="")
            for name, _ in FILTERS
        ]
        return "", *boxes, *self.page(FactFilter(sort=sort), 0)

    def filtered(self, sort: Sort, words: str, *boxes: str) -> tuple[Any, ...]:
        """The first rows that fit."""
        given = dict(zip((name for name, _ in FILTERS), (box or "" for box in boxes), strict=True))
        return self.page(FactFilter(sort=sort, words=words or "", **given), 0)

    def page(self, wanted: FactFilter, first: int) -> tuple[Any, ...]:
        """Some of the rows that fit, from the first one on."""
        table = self._table()
        rows = [] if table is None else wanted.among(table.rows(wanted.sort))
        first = max(0, min(first, (len(rows) - 1) // ROWS * ROWS))
        page = rows[first : first + ROWS]
        awards = wanted.sort == "awards"
        told = NO_REPORTS if table is None else count_line(first, len(page), len(rows))
        return (
            wanted, first, rows_table(page), told,
            gr.Button(interactive=first > 0),
            gr.Button(interactive=first + ROWS < len(rows)),
            gr.Accordion(visible=awards),
            pivot_view(pivot_of(rows)) if awards else "",
        )  # fmt: skip

    def picked(self, command: str, wanted: FactFilter) -> Iterator[tuple[str, str]]:
        """A row's other years and its page; the command is the row's number and the time."""
        table = self._table()
        number = picked_number(command)
        row = None if table is None or number is None else table.row(wanted.sort, number)
        yield from self._seen(row, table)

    def indicator(self, number: str) -> Iterator[tuple[str, str]]:
        """An indicator of several years."""
        table = self._table()
        row = table.row("figures", int(number)) if table is not None and number else None
        yield from self._seen(row, table)

    def export(self, wanted: FactFilter, request: gr.Request) -> str:
        """A workbook of all rows that fit, as a link that saves itself."""
        from check.fact_sheets import write_workbook

        table = self._table()
        if table is None:
            return empty_sources(NO_REPORTS)
        rows = wanted.among(table.rows(wanted.sort))
        awards = wanted.sort == "awards"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / ("khen-thuong.xlsx" if awards else "so-lieu.xlsx")
            write_workbook([] if awards else rows, rows if awards else [], path)
            content = path.read_bytes()
        access = self._desk.access
        access.note(access.caller(request), "export", file=path.name, rows=len(rows))
        return download_link(self._desk.downloads.offer(path.name, content))

    def _table(self) -> FactTable | None:
        library = self._desk.library()
        if library is None or not library.reports():
            return None
        return self._desk.workings.table(library)

    def _seen(self, row: FactRow | None, table: FactTable | None) -> Iterator[tuple[str, str]]:
        if row is None or table is None:
            yield empty_sources(PICK), empty_page()
            return
        years = "" if row.sort == "awards" else series_view(row, series_of(row, table.figures))
        stated = StatedFigure(row.value, row.unit, row.printed)
        for page in page_views(self._desk.pages, row.citation, (stated,), row.printed):
            yield years, page


def _choice(text: str) -> tuple[str, str]:
    """A choice under its last words: of a section path only the last step is told."""
    *above, last = text.split(" › ")
    return "\N{NO-BREAK SPACE}" * 3 * len(above) + last, text
