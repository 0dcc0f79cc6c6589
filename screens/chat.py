"""Hỏi đáp: the conversation on the left; beside it the page on which the answer stands.

Every browser session has its own conversation, kept on the server for as long as its page
is open. What this module does not know: how a question is answered, how anything looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from screens import chat_model
from screens.cards import empty_sources
from screens.chat_acts import NO_SOURCES, NOT_NOW, Act, ChatActs, act_of
from screens.desk import Desk
from screens.events import QUIET, SHOWING
from screens.exchange import LONGEST_QUESTION, Exchange, Spot
from screens.feedback import LONGEST_NOTE, REASONS, RIGHT, WRONG
from screens.page_view import empty_page, page_pane
from screens.wording import notice

QUESTIONS_AT_ONCE = 8
ASKING = {"concurrency_limit": QUESTIONS_AT_ONCE, "concurrency_id": "hoi"}
NOWHERE = Spot(-1)


@dataclass(frozen=True, slots=True)
class ChatTab:
    """The parts of the tab that the window refers to."""

    question: gr.Textbox
    chatbot: gr.Chatbot
    model: gr.Checkbox


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that the events of this tab read and write."""

    past: gr.State
    spot: gr.State
    judged: gr.State
    chatbot: gr.Chatbot
    question: gr.Textbox
    command: gr.Textbox
    sources: gr.Markdown
    page: gr.Markdown
    back: gr.Button
    forth: gr.Button
    export: gr.Button
    again: gr.Button
    told: gr.Markdown
    panel: gr.Group
    reason: gr.Radio
    note: gr.Textbox
    send: gr.Button
    leave: gr.Button
    model: gr.Checkbox

    @property
    def place(self) -> list[Any]:
        """What changes when another citation is opened."""
        return [self.spot, self.sources, self.back, self.forth, self.page]


def build(desk: Desk) -> ChatTab:
    """Lays out the tab inside the current Blocks."""
    with gr.Row(elem_id="hoi-dap-hang"):
        with gr.Column(scale=5, min_width=320, elem_id="tro-chuyen"):
            left = _conversation()
        with gr.Column(scale=6, min_width=320, elem_id="cot-nguon"):
            right = _place_column()
    parts = _Parts(
        past=gr.State([], time_to_live=24 * 3600),
        spot=gr.State(NOWHERE, time_to_live=24 * 3600),
        judged=gr.State(-1, time_to_live=24 * 3600),
        **left,
        **right,
    )
    acts = ChatActs(desk)
    asked = _wire(acts, parts)
    if desk.settings.model is not None:
        _wire_model(desk, acts, parts, asked)
    return ChatTab(parts.question, parts.chatbot, parts.model)


def _conversation() -> dict[str, Any]:
    chatbot = gr.Chatbot(
        elem_id="hoi-thoai",
        label="Cuộc trò chuyện",
        show_label=False,
        container=False,
        height="100%",
        latex_delimiters=[],
        buttons=[],
        feedback_options=None,
        placeholder=notice("chao"),
        examples=[],
        group_consecutive_messages=False,
    )
    with gr.Group(visible=False, elem_id="gop-y") as panel:
        reason = gr.Radio(list(REASONS), label="Câu trả lời chưa đúng ở chỗ nào?")
        note = gr.Textbox(
            label="Ghi thêm (nếu cần): con số đúng, trang đúng…",
            max_length=LONGEST_NOTE, lines=1, max_lines=3,
        )  # fmt: skip
        with gr.Row():
            send = gr.Button("Gửi góp ý", size="sm", variant="primary")
            leave = gr.Button("Thôi", size="sm")
    question = gr.Textbox(
        elem_id="cau-hoi",
        label="Câu hỏi",
        show_label=False,
        container=False,
        placeholder="Nhập câu hỏi",
        lines=1,
        max_lines=4,
        max_length=LONGEST_QUESTION,
        submit_btn="Hỏi",
        autofocus=True,
    )
    with gr.Row(elem_id="hang-cong-cu"):
        again = gr.Button("Hỏi từ đầu", elem_id="hoi-lai", size="sm", scale=0)
        export = gr.Button(
            "Tải cuộc trò chuyện (Word)", elem_id="tai-hoi-thoai", size="sm", scale=0
        )
        told = gr.Markdown("", elem_id="da-tai", latex_delimiters=[], container=False)
    model = gr.Checkbox(label=chat_model.SWITCH, value=False, visible=False, elem_id="dung-mo-hinh")
    command = gr.Textbox(
        elem_id="lenh", visible="hidden", label="lệnh", container=False, max_length=64
    )
    return {
        "chatbot": chatbot, "panel": panel, "reason": reason, "note": note, "send": send,
        "leave": leave, "question": question, "again": again, "export": export, "told": told,
        "command": command, "model": model,
    }  # fmt: skip


def _place_column() -> dict[str, Any]:
    with gr.Row(elem_id="hang-nguon"):
        gr.Markdown('<h2 class="mc-heading">Nguồn trích dẫn</h2>', container=False)
        back = gr.Button("‹ Trước", size="sm", scale=0, interactive=False, elem_id="nguon-truoc")
        forth = gr.Button("Sau ›", size="sm", scale=0, interactive=False, elem_id="nguon-sau")
    sources = gr.Markdown(
        empty_sources(NO_SOURCES), elem_id="nguon", latex_delimiters=[], container=False
    )
    page = page_pane(elem_id="trang")
    return {"back": back, "forth": forth, "sources": sources, "page": page}


def _wire(acts: ChatActs, parts: _Parts) -> list[Any]:
    """Which part calls which act; the events that ask a question."""
    answering = [parts.question, parts.chatbot, parts.past, *parts.place]

    def ask_example(
        past: list[Exchange], event: gr.SelectData, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        yield from acts.answer(str(event.value["text"]), past, request)

    def choose(past: list[Exchange], event: gr.SelectData) -> tuple[Any, ...]:
        number = int(event.index[0] if isinstance(event.index, (list, tuple)) else event.index)
        return acts.open(Spot(number // 2), past)

    typed = parts.question.submit(
        acts.answer, [parts.question, parts.past], answering, **QUIET, **ASKING
    )
    picked = parts.chatbot.example_select(ask_example, [parts.past], answering, **QUIET, **ASKING)
    chosen = parts.chatbot.select(choose, [parts.past], parts.place, **QUIET)
    stepped = [
        button.click(
            lambda spot, past, by=by: acts.open(spot.step(by), past),
            [parts.spot, parts.past], parts.place, **QUIET,
        )
        for button, by in ((parts.back, -1), (parts.forth, 1))
    ]  # fmt: skip
    clicked = parts.command.change(  # gradio tells of `input` only after a key
        
        _carry_out(acts), [parts.command, parts.past],
        [*parts.place, parts.chatbot, parts.past, parts.panel, parts.judged], **QUIET,
    )  # fmt: skip
    for event in (typed, picked, chosen, clicked, *stepped):
        event.then(acts.show_page, [parts.spot, parts.past], [parts.page], **QUIET, **SHOWING)
    _wire_panel(acts, parts)
    parts.export.click(acts.export, [parts.past], [parts.told], **QUIET)
    gr.on(
        [parts.again.click, parts.chatbot.clear],
        lambda: (
            "", [], [], NOWHERE, empty_sources(NO_SOURCES), NOT_NOW, NOT_NOW,
            empty_page(), gr.Group(visible=False), "",
        ),
        None,
        [*answering, parts.panel, parts.told],
        cancels=[typed, picked],  # an answer still being written must not come back
        **QUIET,
    )  # fmt: skip
    return [typed, picked]


def _wire_model(desk: Desk, acts: ChatActs, parts: _Parts, asked: list[Any]) -> None:
    """What a language model adds comes after the answer, until the next question is asked."""

    def grow(past: list[Exchange], spot: Spot, helped: bool) -> Iterator[tuple[Any, ...]]:
        yield from chat_model.grow(desk, acts, past, spot, helped)

    grown = [
        event.then(
            grow, [parts.past, parts.spot, parts.model], [parts.chatbot, parts.past, *parts.place],
            concurrency_limit=chat_model.AT_ONCE, concurrency_id="mo-hinh", **QUIET,
        )
        for event in asked
    ]  # fmt: skip
    for event in grown:
        event.then(acts.show_page, [parts.spot, parts.past], [parts.page], **QUIET, **SHOWING)
    gr.on(
        [parts.question.submit, parts.chatbot.example_select, parts.again.click,
         parts.chatbot.clear],
        None, None, None, cancels=grown, **QUIET,
    )  # fmt: skip


def _carry_out(acts: ChatActs) -> Any:
    """What a link inside an answer asks for: open a source, or judge the answer."""

    def carry_out(command: str, past: list[Exchange], request: gr.Request) -> tuple[Any, ...]:
        act, spot = act_of(command)
        same = [gr.skip()] * 5
        if act is Act.OPEN:
            return (*acts.open(spot, past), *[gr.skip()] * 4)
        if act in {Act.RIGHT, Act.WRONG} and 0 <= spot.turn < len(past):
            verdict = RIGHT if act is Act.RIGHT else WRONG
            judged, messages = acts.judge(past, spot.turn, verdict, user=_user(request))
            panel = gr.Group(visible=act is Act.WRONG)
            return (*same, messages, judged, panel, spot.turn)
        return (*same, *[gr.skip()] * 4)

    return carry_out


def _wire_panel(acts: ChatActs, parts: _Parts) -> None:
    def send(
        past: list[Exchange], turn: int, reason: str | None, note: str, request: gr.Request
    ) -> tuple[Any, ...]:
        if 0 <= turn < len(past) and (reason or note.strip()):
            acts.judge(past, turn, WRONG, reason or "", note, _user(request))
        return gr.Group(visible=False), None, "", "Đã ghi góp ý. Cảm ơn."

    parts.send.click(
        send, [parts.past, parts.judged, parts.reason, parts.note],
        [parts.panel, parts.reason, parts.note, parts.told], **QUIET,
    )  # fmt: skip
    parts.leave.click(
        lambda: (gr.Group(visible=False), None, ""), None,
        [parts.panel, parts.reason, parts.note], queue=False, **QUIET,
    )  # fmt: skip


def _user(request: gr.Request) -> str:
    return str(getattr(request, "username", "") or "")


def greeting(desk: Desk) -> gr.Chatbot:
    """The empty conversation: a welcome and questions that the reports answer."""
    if not desk.readings():
        return gr.Chatbot(placeholder=notice("chua-co-bao-cao"), examples=[])
    return gr.Chatbot(
        placeholder=notice("chao"),
        examples=[{"text": question} for question in desk.examples()],
    )
