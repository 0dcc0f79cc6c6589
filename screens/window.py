"""The window: its heading, its tabs, and what happens when a page is opened.

What this module does not know: what is inside a tab, how it is served.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from screens import chat, draft, figures, programs, reports
from screens.desk import Desk

TITLE = "Minh Chứng"
HEADING = (
    f'<div class="mc-brand"><h1>{TITLE}</h1>'
    "<span>Hỏi báo cáo hành chính, mỗi con số kèm đúng dòng đã in</span></div>"
)


def build(desk: Desk) -> gr.Blocks:
    """All tabs as gradio Blocks."""
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        gr.Markdown(HEADING, elem_id="dau-trang", container=False)
        with gr.Tab("Hỏi đáp", id="hoi-dap") as asking:
            chat_tab = chat.build(desk)
        with gr.Tab("Số liệu", id="so-lieu") as counting:
            figures_opened = figures.build(desk)
        with gr.Tab("Báo cáo", id="bao-cao") as listing:
            shown = reports.build(desk)
        with gr.Tab("Soạn thảo", id="soan-thao") as drafting:
            draft.build(desk, drafting)

        programs.build(desk)
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_name": False}
        blocks.load(lambda: chat.greeting(desk), None, [chat_tab.chatbot], **quiet)
        # Another session may have changed the library meanwhile.
        listing.select(desk.revision, None, [shown], **quiet)
        counting.select(*figures_opened, **quiet)
        asking.select(lambda: chat.greeting(desk), None, [chat_tab.chatbot], **quiet)
    blocks.queue(default_concurrency_limit=8, max_size=200, api_open=False)
    return blocks
