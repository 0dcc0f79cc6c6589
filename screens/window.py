"""The window: its heading, its tabs, and what happens when a page is opened.

What this module does not know: what is inside a tab, how it is served.
"""

from __future__ import annotations

import gradio as gr

from screens import chat, chat_model, check, draft, figures, programs, reports
from screens.access import Caller
from screens.cards import html
from screens.desk import Desk
from screens.events import QUIET
from screens.gate import LOGOUT

TITLE = "Minh Chứng"
HEADING = (
    f'<div class="mc-brand"><h1>{TITLE}</h1>'
    "<span>Hỏi báo cáo hành chính, mỗi con số kèm đúng dòng đã in</span></div>"
)


def heading(caller: Caller) -> str:
    """The heading with who is logged in and the way out; a reader's hides what only editors do."""
    role = "mc-editor" if caller.may_edit else "mc-reader"
    return (
        f'{HEADING}<form class="mc-account {role}" method="post" action="{LOGOUT}">'
        f"<span>{html(caller.name)}</span>"
        '<button type="submit">Đăng xuất</button></form>'
    )


def build(desk: Desk) -> gr.Blocks:
    """All tabs as gradio Blocks."""
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        top = gr.Markdown(HEADING, elem_id="dau-trang", container=False, sanitize_html=False)
        with gr.Tab("Hỏi đáp", id="hoi-dap") as asking:
            chat_tab = chat.build(desk)
        with gr.Tab("Số liệu", id="so-lieu") as counting:
            figures_opened = figures.build(desk)
        with gr.Tab("Kiểm tra", id="kiem-tra") as checking:
            audit_opened = check.build(desk)
        with gr.Tab("Báo cáo", id="bao-cao") as listing:
            shown = reports.build(desk)
        with gr.Tab("Soạn thảo", id="soan-thao") as drafting:
            draft.build(desk, drafting)

        programs.build(desk)

        def greet(request: gr.Request) -> str:
            return heading(desk.access.caller(request))

        if desk.access.login:
            blocks.load(greet, None, [top], **QUIET)
        blocks.load(lambda: chat.greeting(desk), None, [chat_tab.chatbot], **QUIET)
        if desk.settings.model is not None:  # asked once the page is there, never before
            blocks.load(lambda: chat_model.switch(desk), None, [chat_tab.model], **QUIET)
        # Another session may have changed the library meanwhile.
        listing.select(desk.revision, None, [shown], **QUIET)
        counting.select(*figures_opened, **QUIET)
        checking.select(*audit_opened, **QUIET)
        asking.select(lambda: chat.greeting(desk), None, [chat_tab.chatbot], **QUIET)
    blocks.queue(default_concurrency_limit=8, max_size=200, api_open=False)
    return blocks
