"""A measured run as a whole: which systems, their totals, under what conditions.

It travels as JSON (``OUT.summary.json``) from the run to the results page, and prints as
a table. It holds totals only, never a case, so that scored-only cases stay unseen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from eval.score import Share, Signature, Totals, Verdict, by_type, total


@dataclass(frozen=True, slots=True)
class System:
    """One system that was measured.

    top_chunk: for baselines, how often the best chunk as a whole holds every required
        element (answerable cases only); None where a system does not answer from chunks.
    """

    name: str
    totals: Totals
    types: dict[str, Totals]
    top_chunk: Share | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """One run: ours first, then the baselines, on the same cases and reports.

    date: ISO. files: one line per report read or refused. memory_mb: resident memory of
    the process after the last question. add_seconds: time to read and index all reports.
    """

    signature: Signature
    date: str
    systems: tuple[System, ...]
    files: tuple[str, ...] = ()
    add_seconds: float = 0.0
    memory_mb: float = 0.0


def measured(name: str, verdicts: Sequence[Verdict], top_chunk: Share | None = None) -> System:
    """A system from the verdicts on its outputs."""
    return System(name, total(verdicts), by_type(verdicts), top_chunk)


def to_json(summary: Summary) -> dict[str, Any]:
    """A plain object for ``json.dumps``."""
    return asdict(summary)


def _totals(data: Mapping[str, Any]) -> Totals:
    values = {it.name: data[it.name] for it in fields(Totals)}
    made: dict[str, Any] = {}
    for name, it in values.items():
        made[name] = Share(**it) if isinstance(it, dict) else it
    return Totals(**made)


def _system(data: Mapping[str, Any]) -> System:
    chunk = data["top_chunk"]
    return System(
        data["name"],
        _totals(data["totals"]),
        {name: _totals(it) for name, it in data["types"].items()},
        Share(**chunk) if chunk else None,
    )


def from_json(data: Mapping[str, Any]) -> Summary:
    """The summary that ``to_json`` wrote."""
    return Summary(
        Signature(**data["signature"]),
        data["date"],
        tuple(map(_system, data["systems"])),
        tuple(data["files"]),
        data["add_seconds"],
        data["memory_mb"],
    )


def percent(share: Share) -> str:
    """``95,2 [90,1–97,8]``, or ``–`` where nothing was counted."""
    if share.rate is None:
        return "–"
    low, high = share.interval
    shown = f"{share.rate:.1%} [{low:.1%}–{high:.1%}]"
    return shown.replace("%", "").replace(".", ",")


def decimal(value: float, digits: int = 1) -> str:
    """A number with the Vietnamese decimal comma."""
    return f"{value:.{digits}f}".replace(".", ",")


_HEAD = (
    "loại", "số câu", "đúng % [95%]", "đúng trang/chú thích %", "nguyên văn %",
    "số không nguồn", "từ/câu", "p50 ms", "p95 ms",
)  # fmt: skip


def _row(name: str, it: Totals) -> tuple[str, ...]:
    return (
        name,
        str(it.cases),
        percent(it.right),
        percent(it.place),
        percent(it.quotes),
        str(it.unsupported),
        decimal(it.words),
        decimal(1000 * it.p50),
        decimal(1000 * it.p95),
    )


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as aligned text."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def ratio(theirs: Share, ours: Share) -> str:
    """A baseline's rate as a fraction of ours: ``0,71×``."""
    if not ours.rate or theirs.rate is None:
        return "–"
    return decimal(theirs.rate / ours.rate, 2) + "×"


def _baseline_rows(ours: System, others: Sequence[System]) -> list[tuple[str, ...]]:
    head = ("hệ thống", "đúng %", "so với ta", "đúng trang %", "so với ta", "đoạn đầu đủ ý %")
    return [
        head,
        *(
            (
                it.name,
                percent(it.totals.answers),
                ratio(it.totals.answers, ours.totals.answers),
                percent(it.totals.page),
                ratio(it.totals.page, ours.totals.page),
                percent(it.top_chunk) if it.top_chunk else "–",
            )
            for it in (ours, *others)
        ),
    ]


def table(summary: Summary) -> str:
    """The run as text: ours per type, refusals, baselines, conditions."""
    ours, *others = summary.systems
    whole = ours.totals
    rows: list[tuple[str, ...]]
    rows = [_HEAD, *(_row(name, it) for name, it in ours.types.items()), _row("TẤT CẢ", whole)]
    parts = [
        columns(rows),
        f"trả lời đúng (câu có đáp án): {percent(whole.answers)}\n"
        f"từ chối: chính xác {percent(whole.refusal_precision)}, "
        f"đủ {percent(whole.refusal_recall)}",
    ]
    if others:
        parts.append("Câu có đáp án, cùng bộ câu hỏi:\n" + columns(_baseline_rows(ours, others)))
    parts.append(
        "\n".join(summary.files)
        + f"\nđọc và lập chỉ mục: {decimal(summary.add_seconds)} giây; "
        + f"bộ nhớ: {summary.memory_mb:.0f} MB\n{summary.date} {summary.signature.line()}"
    )
    return "\n\n".join(parts)
