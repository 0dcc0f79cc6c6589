"""The same cases with a language model beside the engine, and what that changed per type.

The model is the user's own; nothing here downloads or starts one. What this module does not
know: how a case is judged, how a model is spoken to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.case import Case
from eval.score import Verdict, total
from eval.summary import columns, decimal, percent

if TYPE_CHECKING:
    from answer.model.ask import Answers
    from answer.model.settings import ModelSettings

Ask = Callable[["Answers"], list[dict[str, object]]]
HEAD = (
    "loại", "số câu", "đúng % không mô hình", "đúng % có mô hình", "tốt lên", "xấu đi",
    "mô hình góp phần", "số không nguồn", "p50 giây", "p95 giây",
)  # fmt: skip


class NoModel(Exception):
    """The model cannot be reached; the message says why."""


@dataclass(frozen=True, slots=True)
class Helped:
    """What the cases gave with a model: its name and the outputs."""

    name: str
    outputs: list[dict[str, object]]


def ask_with_model(index: Path, settings: ModelSettings, ask: Ask) -> Helped:
    """All cases asked with the model; raises ``NoModel``.

    A failure on one question does not make the model rest: each is measured by itself.
    """
    from answer.ask import Asker
    from answer.model.ask import ModelAsker
    from answer.model.patience import Rest
    from answer.model.talk import LlamaIndexModel
    from index.library import Library

    model = LlamaIndexModel(settings, Rest(0))
    found = model.found()
    if found.problem:
        raise NoModel(f"Mô hình ngôn ngữ {found.problem} ({settings.url}).")
    with Library.open(index) as library:
        return Helped(found.name, ask(ModelAsker(Asker(library), model, settings.seconds)))


def difference(
    cases: Sequence[Case],
    alone: Sequence[Verdict],
    helped: Sequence[Verdict],
    outputs: Sequence[Mapping[str, object]],
) -> str:
    """The table of differences, a line a type; totals only, so that it may be shown for any cases.

    The columns of a line: cases, right without and with, cases that became right, that
    became wrong, answers in which the model had a part, unsupported figures, seconds.
    """
    noted = {str(output["id"]) for output in outputs if output.get("note")}
    rows: list[tuple[str, ...]] = [HEAD]
    groups = {case.type: [it.type == case.type for it in cases] for case in cases}
    for name, chosen in [*sorted(groups.items()), ("TẤT CẢ", [True] * len(cases))]:
        rows.append(_row(name, _some(alone, chosen), _some(helped, chosen), noted))
    return columns(rows)


def _some(verdicts: Sequence[Verdict], chosen: Sequence[bool]) -> list[Verdict]:
    return [verdict for verdict, wanted in zip(verdicts, chosen, strict=True) if wanted]


def _row(
    name: str, alone: Sequence[Verdict], helped: Sequence[Verdict], noted: set[str]
) -> tuple[str, ...]:
    pairs = list(zip(alone, helped, strict=True))
    before, after = total(alone), total(helped)
    return (
        name,
        str(len(pairs)),
        percent(before.right),
        percent(after.right),
        str(sum(new.right and not old.right for old, new in pairs)),
        str(sum(old.right and not new.right for old, new in pairs)),
        str(sum(verdict.id in noted for verdict in helped)),
        str(after.unsupported),
        decimal(after.p50, 2),
        decimal(after.p95, 2),
    )
