"""The operations of the window for other programs; none of them changes a report.

Each is a plain function of named values: an endpoint of gradio, a tool of MCP (both here) and
an address of its own (``addresses.py``). What this module does not know: how anything is
answered or checked.
"""
# No ``from __future__ import annotations``: gradio makes the schemas from the annotations.

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from check.fact_filter import FactFilter
from check.fact_json import page_json, series_json
from ingest.report import Turn
from screens.access import Caller
from screens.desk import Desk
from screens.exchange import LONGEST_QUESTION, REMEMBERED

if TYPE_CHECKING:
    from mcp.types import TextContent

    from check.fact_rows import FactTable
    from index.library import Library

LONGEST_DRAFT = 200_000  # characters; a report of a hundred pages
MOST_ROWS = 500
NO_REPORTS = "Chưa có báo cáo nào trong kho. Hãy nạp báo cáo trước."
NO_QUESTION = "Câu hỏi trống. Hãy ghi câu hỏi vào tham số question."
TOO_LONG = "Bản dự thảo dài quá {most} ký tự. Hãy chia ra từng phần."
NO_REPORT = "Không có báo cáo “{name}” trong kho. Các báo cáo: {known}."
NO_ROW = "Không có số liệu thứ {number}; kho có {count} số liệu."

Form = dict[str, Any]


def operations(desk: Desk) -> dict[str, Any]:
    """The operations by name; the first parameter of each is gradio's request."""
    found = (_ask(desk), _check(desk), _audit(desk), _figures(desk), _series(desk))
    return {operation.__name__: operation for operation in found}


def build(desk: Desk) -> None:
    """Declares them as endpoints inside the current Blocks."""
    for name, operation in operations(desk).items():
        gr.api(operation, api_name=name, queue=False)


def serve_programs(blocks: gr.Blocks) -> None:
    """Makes the MCP tools of a mounted app answer in JSON; gradio itself would print Python."""
    server = blocks.mcp_server_obj
    if server is None:
        raise RuntimeError(blocks.mcp_error or "gradio started no MCP server")
    server.postprocess_output_data = _as_text


def _as_text(data: Sequence[object], root_url: str) -> "list[TextContent]":
    from mcp.types import TextContent

    del root_url
    return [
        TextContent(type="text", text=json.dumps(one, ensure_ascii=False, default=str))
        for one in data
    ]


def _ask(desk: Desk) -> Any:
    def ask(
        request: gr.Request, question: str, history: list[dict[str, str]] | None = None
    ) -> Form:
        """
        Hỏi các báo cáo đã nạp. Mỗi con số trong câu trả lời đứng nguyên văn trong dòng được
        dẫn (báo cáo, đề mục, trang, chú thích); không có thì nói không có (refused = true).

        Args:
            question: Câu hỏi tiếng Việt, có dấu hoặc không dấu.
            history: Các lượt trước, cũ nhất trước: [{"question": "…", "answer": "…"}].
        Returns:
            text, kind, refused, figures, derivation, citations, seconds.
        """
        from answer.answer_json import as_json

        asked = " ".join(question.split())[:LONGEST_QUESTION]
        if not asked:
            raise _told(NO_QUESTION)
        turns = [
            Turn(str(one.get("question", "")), str(one.get("answer", "")))
            for one in (history or [])[-REMEMBERED:]
        ]
        answer = desk.ask(asked, turns, desk.access.caller(request))
        if answer is None:
            raise _told(NO_REPORTS)
        return as_json(answer)

    return ask


def _check(desk: Desk) -> Any:
    def check(request: gr.Request, text: str) -> Form:
        """
        Soi từng con số, ngày, văn bản trong một bản dự thảo với các báo cáo đã nạp.

        Args:
            text: Chữ của bản dự thảo.
        Returns:
            verdicts: verdict (supported, contradicted, not_found), expected, citations.
        """
        from check.json_forms import verdict_json

        if len(text) > LONGEST_DRAFT:
            raise _told(TOO_LONG.format(most=LONGEST_DRAFT))
        library = _library(desk)
        verdicts = desk.workings.check(text, library)
        _note(desk, request, "check", characters=len(text), claims=len(verdicts))
        return {"verdicts": [verdict_json(verdict) for verdict in verdicts]}

    return check


def _audit(desk: Desk) -> Any:
    def audit(request: gr.Request, report: str = "") -> Form:
        """
        Soi báo cáo với chính nó và với các báo cáo khác: tổng với phần, tỷ lệ, tăng giảm,
        thân bài với chú thích, bảng.

        Args:
            report: Tên tệp của một báo cáo; để trống là tất cả.
        Returns:
            summary, discrepancies (printed, expected, arithmetic, citations), checked, agreed.
        """
        from check.json_forms import audit_json

        library = _library(desk)
        names = [one.file for one in library.reports()]
        if report and report not in names:
            raise _told(NO_REPORT.format(name=report, known=", ".join(names)))
        _note(desk, request, "audit", report=report)
        return audit_json(desk.workings.audit(report, library))

    return audit


def _figures(desk: Desk) -> Any:
    def figures(
        request: gr.Request,
        words: str = "",
        report: str = "",
        year: str = "",
        section: str = "",
        place: str = "",
        unit: str = "",
        movement: str = "",
        kind: str = "",
        awards: bool = False,
        offset: int = 0,
        limit: int = 100,
    ) -> Form:
        """
        Liệt kê số liệu (hoặc khen thưởng) của mọi báo cáo theo bộ lọc; mỗi dòng kèm nguồn
        và dòng được dẫn.

        Args:
            words: Chữ bất kỳ phải có, có dấu hoặc không dấu.
            report: Tên tệp của báo cáo.
            year: Năm của số liệu, chẳng hạn 2025 hoặc 2021-2025.
            section: Chữ trong đề mục.
            place: Nơi hoặc cơ quan mà số liệu nói đến.
            unit: Đơn vị, chẳng hạn %, tỷ đồng, căn, tập thể.
            movement: Chữ trong tên phong trào.
            kind: thực hiện, kế hoạch, ước, tăng giảm, tỷ lệ, hạng; đã tặng, đề nghị.
            awards: true để lấy khen thưởng thay vì số liệu.
            offset: Bỏ qua bấy nhiêu dòng đầu.
            limit: Số dòng trả về, nhiều nhất 500.
        Returns:
            total và rows: number, label, value, unit, printed, kind, years và nguồn.
        """
        fits = FactFilter(
            "awards" if awards else "figures",
            report, str(year), section, place, unit, movement, kind, words,
        )  # fmt: skip
        rows = fits.among(_table(desk).rows(fits.sort))
        _note(desk, request, "figures", words=words, rows=len(rows))
        return page_json(rows, max(0, int(offset)), min(MOST_ROWS, max(0, int(limit))))

    return figures


def _series(desk: Desk) -> Any:
    def series(request: gr.Request, number: int) -> Form:
        """
        Một chỉ tiêu qua các năm: mọi báo cáo có cùng chỉ tiêu với số liệu này.

        Args:
            number: Số thứ tự (number) của một dòng mà figures trả về.
        Returns:
            label, unit, points (year, value, printed, nguồn), gaps: năm không báo cáo nào có.
        """
        from check.fact_series import series_of

        table = _table(desk)
        row = table.row("figures", int(number))
        if row is None:
            raise _told(NO_ROW.format(number=number, count=len(table.figures)))
        _note(desk, request, "series", label=row.label)
        return series_json(series_of(row, table.figures))

    return series


def _library(desk: Desk) -> "Library":
    library = desk.library()
    if library is None or not library.reports():
        raise _told(NO_REPORTS)
    return library


def _table(desk: Desk) -> "FactTable":
    return desk.workings.table(_library(desk))


def _note(desk: Desk, request: gr.Request, action: str, **what: object) -> None:
    caller: Caller = desk.access.caller(request)
    desk.access.note(caller, action, **what)


def _told(message: str) -> gr.Error:
    """An error whose message reaches the program that called."""
    return gr.Error(message, print_exception=False)
