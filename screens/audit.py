"""Soát báo cáo: what does not add up in the reports, how sure it is, and what does add up.

What this module does not know: how anything is compared, how it looks.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import gradio as gr

from check.discrepancy import Agreement, Discrepancy, Severity
from index.library import Library, LibraryError
from screens.cards import empty_sources
from screens.check_view import AUDIT_FIELD, agreement_list, audit_list
from screens.desk import Desk
from screens.events import QUIET, picked_number
from screens.page_view import empty_page, page_pane, page_views
from screens.terminal import SEVERITY_NAMES

log = logging.getLogger(__name__)
NO_REPORTS = "Chưa có báo cáo nào để soát. Hãy nạp báo cáo ở thẻ Báo cáo."
FAILED = "Chưa soát được vì chương trình gặp lỗi. Hãy thử lại."
ALL = ("Tất cả", "")
AGREED = ("Đã khớp", "agreed")


def build(desk: Desk) -> Any:
    """Lays out the part; the handler that is returned brings it up to date."""
    acts = _Acts(desk)
    with gr.Row(elem_id="soat-hang"):
        with gr.Column(scale=6, min_width=320):
            with gr.Row(elem_id="soat-cong-cu"):
                report = gr.Dropdown([ALL], value="", label="Báo cáo", elem_id="soat-bao-cao")
                kinds = [(SEVERITY_NAMES[one.value].capitalize(), one.value) for one in Severity]
                severity = gr.Radio([ALL, *kinds, AGREED], value="", label="Xem",
                                    elem_id="soat-loc")  # fmt: skip
            told = gr.Markdown("", elem_id="soat-dem", latex_delimiters=[], container=False)
            listed = gr.Markdown(
                "", elem_id="soat-ds", latex_delimiters=[], container=False, sanitize_html=False
            )
        with gr.Column(scale=5, min_width=320):
            page = page_pane(elem_id="soat-trang")
    # A click on a discrepancy comes through this hidden field (check.js).
    command = gr.Textbox(elem_id=AUDIT_FIELD, visible="hidden", label="chỗ", max_length=40)
    chosen = [report, severity]
    gr.on([one.input for one in chosen], acts.shown, chosen, [told, listed], **QUIET)
    command.change(acts.picked, [command], [page], **QUIET)
    return acts.opened, chosen, [report, told, listed]


class _Acts:
    """What the part calls; each returns what is shown next."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def opened(self, report: str, severity: str) -> tuple[Any, ...]:
        """It was opened: the reports as the library has them now."""
        files = [reading.report.file for reading in self._desk.readings()]
        report = report if report in files else ""
        box = gr.Dropdown([ALL, *((file, file) for file in files)], value=report)
        return box, *self.shown(report, severity)

    def shown(self, report: str, severity: str) -> tuple[str, str]:
        """The count of what was checked, and the list."""
        library = self._library()
        if library is None:
            return "", empty_sources(NO_REPORTS)
        try:
            result = self._desk.workings.audit("", library)
            summary = self._desk.workings.audit(report or "", library).summary()
        except (KeyError, LibraryError):
            return "", empty_sources("Báo cáo này không còn trong kho. Hãy chọn báo cáo khác.")
        except Exception:  # told to the user in their words, to the log in ours
            log.exception("audit failed")
            return "", empty_sources(FAILED)
        if severity == AGREED[1]:
            return summary, agreement_list(result, report or "")
        return summary, audit_list(result, severity or "", report or "")

    def picked(self, command: str) -> Iterator[str]:
        """The page of a discrepancy; the command is its number and the time."""
        library = self._library()
        number = picked_number(command)
        found: list[Discrepancy | Agreement] = []
        if library is not None:
            result = self._desk.workings.audit("", library)
            found += [*result.discrepancies, *result.agreements]
        if number is None or number >= len(found):
            yield empty_page()
            return
        one = found[number]
        yield from page_views(self._desk.pages, one.citations[0], (), one.printed)

    def _library(self) -> Library | None:
        library = self._desk.library()
        return library if library is not None and library.reports() else None
