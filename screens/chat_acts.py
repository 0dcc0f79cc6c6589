"""What the conversation's buttons and links do: ask, open a source, judge, take it away.

Each act is one call downward and the new values of the parts that it changes.
What this module does not know: where the parts stand on the screen.
"""

from __future__ import annotations

import itertools
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

import gradio as gr

from index.library import LibraryError
from ingest.report import Answer
from screens.answer_view import answer_coming, answer_view
from screens.cards import empty_sources, html, place_card, question_bubble
from screens.desk import Desk
from screens.downloads import download_link
from screens.exchange import LONGEST_QUESTION, Exchange, Spot, history, kept
from screens.feedback import Feedback
from screens.page_view import empty_page, page_views
from screens.wording import notice

log = logging.getLogger(__name__)

STEPS, STEP_SECONDS = 5, 0.05  # an answer is written out in about a quarter of a second
FEW = 2  # so many questions at once have time for that; with more, each is shown whole
SESSIONS_KEPT = 1000

NO_SOURCES = "Nguồn của câu trả lời sẽ hiện ở đây: báo cáo, trang, chú thích và dòng được dẫn."
NO_SOURCE = "Câu trả lời này không dẫn nguồn nào."
SEEKING = "Đang tìm nguồn…"
OPENING = "Đang mở trang…"
FAILED = (
    "Chưa trả lời được vì chương trình gặp lỗi. Hãy hỏi lại; nếu vẫn vậy, "
    "gửi cho người quản trị giờ xảy ra lỗi để xem nhật ký trên máy chủ."
)
NOT_NOW = gr.update(interactive=False)
NOTHING_TO_EXPORT = "Chưa có câu hỏi nào để tải. Hãy hỏi ít nhất một câu."
NOT_EXPORTED = "Chưa làm được tệp Word vì chương trình gặp lỗi. Hãy thử lại sau ít phút."
Message = dict[str, str]


class Act(StrEnum):
    """What a link inside an answer asks for (``answer_view.py``, ``window.js``)."""

    OPEN = "nguon"
    RIGHT = "dung"
    WRONG = "sai"
    NOTHING = ""


def act_of(command: str) -> tuple[Act, Spot]:
    """``nguon-3-1`` or ``dung-3``, with anything behind a space left out."""
    words = re.fullmatch(r"(nguon|dung|sai)-(\d{1,4})(?:-(\d{1,4}))?", command.split(" ")[0])
    if words is None:
        return Act.NOTHING, Spot(-1)
    return Act(words[1]), Spot(int(words[2]), int(words[3] or 0))


class ChatActs:
    """The acts over one desk. Safe to share between sessions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._feedback = Feedback(desk.settings.index)
        self._count = itertools.count()
        self._latest: OrderedDict[str, int] = OrderedDict()
        self._asked: set[int] = set()  # the questions that are being answered

    def answer(
        self, text: str, past: list[Exchange], request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """Question field, conversation, state and place, again and again until all is said."""
        mine = next(self._count)
        self._asked.add(mine)
        try:
            yield from self._answered(text, past, request)
        finally:
            self._asked.discard(mine)

    def _answered(
        self, text: str, past: list[Exchange], request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        question = " ".join(text.split())[:LONGEST_QUESTION]
        if not question:
            yield (gr.skip(),) * 8
            return
        asked = [*conversation(past), _said("user", question_bubble(question))]
        waiting = _said("assistant", '<div class="mc-waiting">Đang tìm trong các báo cáo…</div>')
        seeking = (Spot(-1), empty_sources(SEEKING), NOT_NOW, NOT_NOW, gr.skip())
        yield "", [*asked, waiting], gr.skip(), *seeking
        answer, problem = self._answer(question, past, request)
        if answer is None:
            told = f'<div class="mc-answer mc-problem">{problem}</div>'
            nothing = (Spot(-1), empty_sources(NO_SOURCES), NOT_NOW, NOT_NOW, empty_page())
            yield "", [*asked, _said("assistant", told)], gr.skip(), *nothing
            return
        words = answer.text.split(" ")
        same = (gr.skip(),) * 6
        for step in range(1, STEPS if len(self._asked) <= FEW else 1):
            part = " ".join(words[: len(words) * step // STEPS])
            yield "", [*asked, _said("assistant", answer_coming(answer, part))], *same
            time.sleep(STEP_SECONDS)
        now = kept(past, Exchange(answer, self._desk.quotable(answer)))
        yield "", conversation(now), now, *self.open(Spot(len(now) - 1), now)

    def open(self, spot: Spot, past: list[Exchange]) -> tuple[Any, ...]:
        """The place, its card, whether there is one before and after it, and its page to come."""
        citation = spot.citation(past)
        if citation is None:
            known = 0 <= spot.turn < len(past)
            said = empty_sources(NO_SOURCE if known else NO_SOURCES)
            return Spot(-1), said, NOT_NOW, NOT_NOW, empty_page()
        answer = past[spot.turn].answer
        count = len(answer.citations)
        card = place_card(citation, answer.figures, answer.text, spot.number + 1, count)
        return (
            spot,
            card,
            gr.update(interactive=spot.number > 0),
            gr.update(interactive=spot.number + 1 < count),
            gr.skip() if self._desk.pages.at_hand(citation) else empty_page(OPENING),
        )

    def show_page(self, spot: Spot, past: list[Exchange], request: gr.Request) -> Iterator[str]:
        """The page of the open place; what comes late is dropped if another one was opened."""
        turn = next(self._count)
        session = str(request.session_hash)
        self._latest[session] = turn
        self._latest.move_to_end(session)
        while len(self._latest) > SESSIONS_KEPT:
            self._latest.popitem(last=False)
        citation = spot.citation(past)
        if citation is None:
            yield empty_page()
            return
        answer = past[spot.turn].answer
        for shown in page_views(self._desk.pages, citation, answer.figures, answer.text):
            if self._latest.get(session) != turn:
                return
            yield shown

    def judge(
        self,
        past: list[Exchange],
        turn: int,
        verdict: str,
        reason: str = "",
        note: str = "",
        user: str = "",
    ) -> tuple[list[Exchange], list[Message]]:
        """Keeps what the user says of an answer; the conversation with it."""
        try:
            self._feedback.keep(past[turn], verdict, reason, note, user)
        except OSError:
            log.exception("feedback")
            gr.Warning("Chưa ghi được góp ý vì ổ đĩa của máy chủ không ghi được. Hãy thử lại sau.")
            return past, conversation(past)
        judged = [
            replace(one, verdict=verdict) if number == turn else one
            for number, one in enumerate(past)
        ]
        return judged, conversation(judged)

    def export(self, past: list[Exchange]) -> str:
        """The conversation as a Word file, as a link that is followed at once."""
        if not past:
            return html(NOTHING_TO_EXPORT)
        from answer.conversation import conversation_docx

        now = datetime.now()
        try:
            answers = [one.answer for one in past]
            content = conversation_docx(answers, self._desk.report_of, now)
        except Exception:  # told to the user in their words, to the log in ours
            log.exception("export failed")
            return NOT_EXPORTED
        offered = self._desk.downloads.offer(f"hoi-dap-{now:%Y%m%d-%H%M}.docx", content)
        return download_link(offered)

    def _answer(
        self, question: str, past: list[Exchange], request: gr.Request
    ) -> tuple[Answer | None, str]:
        try:
            answer = self._desk.ask(question, history(past), self._desk.access.caller(request))
        except LibraryError as error:
            return None, empty_sources(str(error))
        except Exception:  # told to the user in their words, to the log in ours
            log.exception("question failed")
            return None, empty_sources(FAILED)
        return answer, notice("chua-co-bao-cao")


def conversation(past: list[Exchange]) -> list[Message]:
    """All turns as messages of the chatbot."""
    messages = []
    for turn, exchange in enumerate(past):
        messages.append(_said("user", question_bubble(exchange.answer.question)))
        messages.append(_said("assistant", answer_view(exchange, turn)))
    return messages


def _said(role: str, content: str) -> Message:
    return {"role": role, "content": content}
