"""Hỏi đáp: the conversation on the left, the sources of the chosen answer beside it.

Every browser session has its own list of answers, kept on the server for as long as its page
is open. What this module does not know: how a question is answered, how a card looks.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from index.library import LibraryError
from ingest.report import Answer, Turn
from screens.cards import answer_bubble, citation_cards, empty_sources, question_bubble
from screens.desk import Desk
from screens.wording import notice

log = logging.getLogger(__name__)

LONGEST_QUESTION = 1000
REMEMBERED = 6  # earlier turns that a follow-up may refer to
KEPT = 100  # answers kept per conversation; a page open for weeks must not grow for ever
STEPS, STEP_SECONDS = 5, 0.05  # an answer is written out in about a quarter of a second
QUESTIONS_AT_ONCE = 8

NO_SOURCES = "Nguồn của câu trả lời sẽ hiện ở đây: báo cáo, trang, chú thích và dòng được dẫn."
SEEKING = "Đang tìm nguồn…"
FAILED = (
    "Chưa trả lời được vì chương trình gặp lỗi. Hãy hỏi lại; nếu vẫn vậy, "
    "gửi cho người quản trị giờ xảy ra lỗi để xem nhật ký trên máy chủ."
)
Message = dict[str, str]


@dataclass(frozen=True, slots=True)
class ChatTab:
    """The parts of the tab that the window refers to."""

    question: gr.Textbox
    chatbot: gr.Chatbot


def build(desk: Desk) -> ChatTab:
    """Lays out the tab inside the current Blocks."""
    answers = gr.State([], time_to_live=24 * 3600)
    with gr.Row(elem_id="hoi-dap-hang", equal_height=True):
        with gr.Column(scale=3, min_width=320, elem_id="tro-chuyen"):
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
            with gr.Row(elem_id="hang-hoi"):
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
                    scale=5,
                )
                again = gr.Button("Hỏi từ đầu", elem_id="hoi-lai", size="sm", scale=0)
        with gr.Column(scale=2, min_width=300, elem_id="cot-nguon"):
            gr.Markdown('<h2 class="mc-heading">Nguồn trích dẫn</h2>')
            sources = gr.Markdown(
                empty_sources(NO_SOURCES),
                elem_id="nguon",
                latex_delimiters=[],
                container=False,
            )

    def ask(text: str, past: list[Answer]) -> Iterator[tuple[Any, ...]]:
        yield from replies(desk, text, past)

    def ask_example(past: list[Answer], event: gr.SelectData) -> Iterator[tuple[Any, ...]]:
        yield from replies(desk, str(event.value["text"]), past)

    def choose(past: list[Answer], event: gr.SelectData) -> str:
        number = int(event.index[0] if isinstance(event.index, (list, tuple)) else event.index)
        return citation_cards(past[number // 2]) if number // 2 < len(past) else ""

    outputs = [question, chatbot, sources, answers]
    limits = {"concurrency_limit": QUESTIONS_AT_ONCE, "concurrency_id": "hoi"}
    typed = question.submit(
        ask, [question, answers], outputs, show_progress="hidden", api_name=False, **limits
    )
    picked = chatbot.example_select(
        ask_example, [answers], outputs, show_progress="hidden", api_name=False, **limits
    )
    chatbot.select(choose, [answers], [sources], show_progress="hidden", api_name=False)
    gr.on(
        [again.click, chatbot.clear],
        lambda: ("", [], empty_sources(NO_SOURCES), []),
        None,
        outputs,
        show_progress="hidden",
        api_name=False,
        cancels=[typed, picked],  # an answer still being written must not come back
    )
    return ChatTab(question, chatbot)


def greeting(desk: Desk) -> gr.Chatbot:
    """The empty conversation: a welcome and questions that the reports answer."""
    if not desk.readings():
        return gr.Chatbot(placeholder=notice("chua-co-bao-cao"), examples=[])
    return gr.Chatbot(
        placeholder=notice("chao"),
        examples=[{"text": question} for question in desk.examples()],
    )


def replies(desk: Desk, text: str, past: list[Answer]) -> Iterator[tuple[Any, ...]]:
    """Question field, conversation, sources and state, again and again until all is said."""
    question = " ".join(text.split())[:LONGEST_QUESTION]
    if not question:
        yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
        return
    so_far = conversation(past)
    asked = [*so_far, _said("user", question_bubble(question))]
    waiting = _said("assistant", '<div class="mc-waiting">Đang tìm trong các báo cáo…</div>')
    yield "", [*asked, waiting], empty_sources(SEEKING), gr.skip()
    answer, problem = _answer(desk, question, past)
    if answer is None:
        told = f'<div class="mc-answer mc-problem">{problem}</div>'
        yield "", [*asked, _said("assistant", told)], empty_sources(NO_SOURCES), gr.skip()
        return
    words = answer.text.split(" ")
    for step in range(1, STEPS):
        part = " ".join(words[: len(words) * step // STEPS])
        yield "", [*asked, _said("assistant", answer_bubble(answer, part))], gr.skip(), gr.skip()
        time.sleep(STEP_SECONDS)
    kept = [*past, answer][-KEPT:]
    yield "", conversation(kept), citation_cards(answer), kept


def _answer(desk: Desk, question: str, past: list[Answer]) -> tuple[Answer | None, str]:
    history = [Turn(answer.question, answer.text) for answer in past[-REMEMBERED:]]
    try:
        answer = desk.ask(question, history)
    except LibraryError as error:
        return None, empty_sources(str(error))
    except Exception:  # told to the user in their words, to the log in ours
        log.exception("question failed")
        return None, empty_sources(FAILED)
    return answer, notice("chua-co-bao-cao")


def conversation(answers: list[Answer]) -> list[Message]:
    """All turns as messages of the chatbot."""
    messages = []
    for answer in answers:
        messages.append(_said("user", question_bubble(answer.question)))
        messages.append(_said("assistant", answer_bubble(answer)))
    return messages


def _said(role: str, content: str) -> Message:
    return {"role": role, "content": content}
