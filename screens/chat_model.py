"""Hỏi đáp with a language model: its switch, and an answer that grows once it stands there.

The answer is shown without waiting for the model; what the model adds comes as an event of
its own, so that a slow one holds up nobody's question.
What this module does not know: where the parts stand, how a model is spoken to.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr

from screens.chat_acts import ChatActs, conversation
from screens.desk import Desk
from screens.exchange import Exchange, Spot, history

log = logging.getLogger(__name__)

SWITCH = "Dùng mô hình ngôn ngữ"
READING = "Mô hình ngôn ngữ đang đọc các dòng được dẫn…"
AT_ONCE = 2  # a model on this machine answers one after the other anyway


def switch(desk: Desk) -> gr.Checkbox:
    """Whether a language model helps: shown where one is set, to be switched where it answers."""
    model = desk.model()
    if model is None:
        return gr.Checkbox(visible=False, value=False)
    found = model.found()
    if found.problem:
        label = f"Mô hình ngôn ngữ {found.problem}"
        return gr.Checkbox(visible=True, value=False, interactive=False, label=label)
    host = model.settings.host
    away = "" if model.settings.local else f", gửi câu hỏi và các dòng dẫn tới {host}"
    label = f"{SWITCH} ({found.name}{away})"
    return gr.Checkbox(visible=True, value=True, interactive=True, label=label)


def grow(
    desk: Desk, acts: ChatActs, past: list[Exchange], spot: Spot, helped: bool
) -> Iterator[tuple[Any, ...]]:
    """Conversation, state and place while the model works on the last answer."""
    same = (gr.skip(),) * 7
    if not helped or not past or past[-1].verdict or desk.model() is None:
        yield same
        return
    *before, last = past
    waiting = replace(last, answer=replace(last.answer, note=READING))
    try:
        steps = desk.steps(last.answer.question, history(before))
        next(steps, None)  # the answer that is shown already
        yield conversation([*before, waiting]), *same[1:]
        for answer in steps:
            last = replace(last, answer=answer, quotable=desk.quotable(answer))
            now = [*before, last]
            # The main citation stays the first; another one that is open stays open.
            elsewhere = spot.turn >= 0 and spot != Spot(len(before))
            opened = same[2:] if elsewhere else acts.open(Spot(len(before)), now)
            yield conversation(now), now, *opened
        yield conversation([*before, last]), *same[1:]
    except Exception:  # the answer without the model stands; the log has ours
        log.exception("model")
        yield conversation(past), *same[1:]
