"""The results of measured runs as one HTML page that a manager can read.

Nothing is loaded from anywhere: style and drawings stand in the page. It is made from
summaries (``OUT.summary.json``), so no case can leak into it.

``python -m eval.page OUT.summary.json … --out PAGE.html``
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

from eval.score import Share, Totals
from eval.summary import Summary, System, decimal, from_json, ratio

STYLE = Path(__file__).with_name("page.css")

NAMES = {
    "indicator": "Chỉ tiêu",
    "movement_award": "Khen thưởng theo phong trào",
    "breakdown": "Số liệu chi tiết theo phần",
    "footnote": "Số liệu chỉ có ở chú thích",
    "table": "Số liệu trong bảng",
    "comparison": "So sánh",
    "doc_number": "Số hiệu văn bản",
    "date_person": "Ngày tháng, người",
    "list": "Liệt kê đủ",
    "multi_hop": "Ghép nhiều số liệu",
    "ambiguous_scope": "Câu hỏi nhiều cách hiểu",
    "conflict": "Số liệu mâu thuẫn",
    "no_diacritics": "Gõ không dấu",
    "typo_abbrev": "Viết tắt, gõ sai",
    "followup": "Hỏi tiếp",
    "unanswerable": "Báo cáo không có",
    "false_premise": "Hỏi dựa trên điều không đúng",
}


def _rate(share: Share) -> str:
    return "–" if share.rate is None else decimal(100 * share.rate) + " %"


def _interval(share: Share) -> str:
    low, high = share.interval
    return f"{share.hits}/{share.of} câu; từ {decimal(100 * low)} đến {decimal(100 * high)} %"


def _bar(share: Share, colour: str, label: str) -> str:
    """A bar of 0 to 100 % with a whisker for the interval."""
    low, high = (100 * it for it in share.interval)
    rate = 100 * (share.rate or 0.0)
    told = escape(f"{label}: {_rate(share)} ({_interval(share)})", quote=True)
    return (
        f'<svg viewBox="0 0 100 22" preserveAspectRatio="none" role="img" aria-label="{told}">'
        '<rect x="0" y="4" width="100" height="14" fill="#e8edf2"/>'
        f'<rect x="0" y="4" width="{rate:.2f}" height="14" fill="{colour}"/>'
        f'<path d="M{low:.2f} 11H{high:.2f}M{low:.2f} 7V15M{high:.2f} 7V15" stroke="#1c2733" '
        'stroke-width="1.2" vector-effect="non-scaling-stroke" fill="none"/></svg>'
    )


def _tile(value: str, name: str, note: str) -> str:
    return (
        f'<div class="tile"><b>{escape(value)}</b><span>{escape(name)}</span>'
        f"<small>{escape(note)}</small></div>"
    )


def _tiles(it: Totals) -> str:
    tiles = [
        _tile(_rate(it.answers), "trả lời đúng và đủ", _interval(it.answers)),
        _tile(_rate(it.place), "dẫn đúng trang, đúng chú thích", _interval(it.place)),
        _tile(_rate(it.quotes), "dòng trích đúng nguyên văn", f"{it.quotes.of} dòng trích"),
        _tile(str(it.unsupported), "con số không có nguồn", "mục tiêu: 0"),
        _tile(
            _rate(it.refusal_recall), "nói “không có” khi không có", _interval(it.refusal_recall)
        ),
        _tile(
            _rate(it.refusal_precision),
            "lần từ chối là đúng",
            f"{it.refusal_precision.of} lần từ chối",
        ),
        _tile(
            f"{decimal(1000 * it.p50, 0)} ms",
            "một câu hỏi",
            f"95 %: {decimal(1000 * it.p95, 0)} ms",
        ),
        _tile(decimal(it.words, 0), "chữ mỗi câu trả lời", "trung bình"),
    ]
    return f'<div class="tiles">{"".join(tiles)}</div>'


def _type_rows(types: dict[str, Totals]) -> str:
    rows = []
    for kind, it in types.items():
        name = NAMES.get(kind, kind)
        rows.append(
            f"<tr><td>{escape(name)}</td><td class=number>{it.cases}</td>"
            f"<td>{_bar(it.right, 'var(--ours)', name)}</td>"
            f"<td class=number>{_rate(it.right)}<br><small>{_interval(it.right)}</small></td>"
            f"<td class=number>{_rate(it.place)}</td></tr>"
        )
    return "".join(rows)


def _types(system: System) -> str:
    return (
        '<h3>Theo loại câu hỏi</h3><div class="scroll"><table>'
        "<caption>Vạch ngang trên thanh là khoảng tin cậy 95 %: càng ít câu càng rộng.</caption>"
        "<tr><th>Loại</th><th>Số câu</th><th style='width:34%'>Đúng</th><th></th>"
        f"<th>Đúng trang, chú thích</th></tr>{_type_rows(system.types)}</table></div>"
    )


def _systems(ours: System, others: Sequence[System]) -> str:
    if not others:
        return ""
    rows = []
    for it in (ours, *others):
        colour = "var(--ours)" if it is ours else "var(--theirs)"
        beside = "" if it is ours else ratio(it.totals.answers, ours.totals.answers)
        rows.append(
            f"<tr><td>{escape(it.name)}</td>"
            f"<td>{_bar(it.totals.answers, colour, it.name)}</td>"
            f"<td class=number>{_rate(it.totals.answers)} {beside}</td>"
            f"<td class=number>{_rate(it.totals.page)}</td>"
            f"<td class=number>{_rate(it.totals.refusal_recall)}</td></tr>"
        )
    return (
        '<h3>So với cách làm có sẵn</h3><div class="scroll"><table>'
        "<caption>Cùng câu hỏi, cùng báo cáo, cùng cách chấm; chỉ tính câu có đáp án ở cột "
        "đúng.</caption><tr><th>Hệ thống</th><th style='width:34%'>Trả lời đúng và đủ</th>"
        f"<th></th><th>Đúng trang</th><th>Từ chối khi không có</th></tr>{''.join(rows)}"
        "</table></div>"
    )


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _section(title: str, summary: Summary) -> str:
    ours, *others = summary.systems
    files = "".join(f"<li>{escape(line)}</li>" for line in summary.files)
    return (
        f"<section><h2>{escape(title)}</h2>"
        f'<p class="soft">{ours.totals.cases} câu hỏi, ngày {escape(_day(summary.date))}.</p>'
        f"{_tiles(ours.totals)}{_types(ours)}{_systems(ours, others)}"
        f'<div class="conditions"><p>Báo cáo đã đọc ({decimal(summary.add_seconds)} giây, '
        f"bộ nhớ {summary.memory_mb:.0f} MB):</p><ul>{files}</ul>"
        f"<p>Điều kiện đo: {escape(summary.signature.line())}</p></div></section>"
    )


def render(runs: Sequence[tuple[str, Summary]]) -> str:
    """The page for runs with their titles."""
    sections = "".join(_section(title, summary) for title, summary in runs)
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Minh Chứng – kết quả đo</title><style>{STYLE.read_text(encoding='utf-8')}</style>"
        "</head><body><main><h1>Minh Chứng trả lời đúng đến đâu?</h1>"
        '<p class="soft">Mỗi câu hỏi được chấm bằng máy: đủ các con số, đúng báo cáo, đúng trang '
        "hoặc chú thích, dòng trích đúng từng chữ; câu mà báo cáo không có thì phải nói là không "
        f"có.</p>{sections}</main></body></html>\n"
    )


def main(told: Sequence[str] | None = None) -> int:
    """The command: summaries in, a page out."""
    parser = argparse.ArgumentParser(prog="python -m eval.page")
    parser.add_argument("summaries", nargs="+", type=Path, help="OUT.summary.json")
    parser.add_argument("--titles", nargs="*", default=(), help="a title for each, in order")
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args(told)
    read = [from_json(json.loads(path.read_text(encoding="utf-8"))) for path in asked.summaries]
    titles = [*asked.titles, *(path.name.split(".")[0] for path in asked.summaries)]
    titles = titles[: len(read)] if len(asked.titles) == len(read) else titles[-len(read) :]
    page = render(list(zip(titles, read, strict=True)))
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(page, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
