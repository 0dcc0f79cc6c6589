"""Rows, years and awards as the Số liệu tab shows them: cells of a table, a drawing, HTML.

Pure: rows in, text out; every piece of text goes in escaped. A drawing has a table beside it
that says the same, for those who cannot see it.
What this module does not know: gradio, which rows are wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from check.award_pivot import Cell, Pivot
from check.fact_rows import PROPOSED, FactRow
from check.fact_series import Point, Series
from screens.cards import grouped, html, where

FIGURE_HEADS = ("Số", "Nội dung", "Số liệu", "Thời gian", "Nguồn")
AWARD_HEADS = ("Số", "Hình thức, người tặng", "Số lượng", "Thời gian", "Nguồn")
ONE_YEAR = "Các báo cáo đã nạp chỉ có số liệu này ở một năm, nên không có gì để so."
NO_WHOLE_YEAR = "Số liệu này tính cho {span}, không phải một năm, nên không xếp qua các năm."
PICK = "Bấm vào một dòng để xem trang và các năm khác của cùng chỉ tiêu."
NO_ROWS = "Không có dòng nào hợp với bộ lọc. Hãy bớt điều kiện."
_WIDTH, _HEIGHT, _TOP, _BOTTOM, _SIDE = 560, 230, 44, 40, 56
_LONGEST_LABEL = 18


def rows_table(rows: Sequence[FactRow], chosen: int = 0) -> str:
    """The table; a row is chosen by a click, or by the button that is its number."""
    if not rows:
        return ""
    awards = rows[0].sort == "awards"
    heads = "".join(
        f'<th scope="col">{html(head)}</th>' for head in (AWARD_HEADS if awards else FIGURE_HEADS)
    )
    return (
        f'<table class="mc-facts"><thead><tr>{heads}</tr></thead><tbody>'
        f"{''.join(_row(row, chosen) for row in rows)}</tbody></table>"
    )


def _row(row: FactRow, chosen: int) -> str:
    now = ' aria-current="true"' if row.number == chosen else ""
    below = " · ".join(filter(None, (row.about, row.movement)))
    place = where(row.citation) or row.passage.path()
    return (
        f'<tr data-fact="{row.number}"{now}><th scope="row">'
        f'<button type="button" aria-label="Xem dòng {row.number}">{row.number}</button></th>'
        f"<td>{html(row.label)}{_below(below)}</td>"
        f'<td class="mc-fact-value">{html(printed(row))}</td>'
        f'<td class="mc-fact-when">{html(row.years)}{_below(row.kind)}</td>'
        f"<td>{html(row.report.file)}{_below(place)}</td></tr>"
    )


def _below(text: str) -> str:
    return f'<div class="mc-fact-below">{html(text)}</div>' if text else ""


def printed(row: FactRow) -> str:
    """The number as printed, its unit behind it where a table prints that elsewhere."""
    text = row.printed or row.unit
    if row.sort == "figures" and row.unit and row.unit.split()[0] not in text.casefold():
        return f"{text} {row.unit}"
    return text


def source(row: FactRow) -> str:
    """File and page in a few words."""
    citation = row.citation
    place = where(citation) or row.passage.path()
    return f"{citation.report}, {place}" if place else citation.report


def count_line(first: int, shown: int, total: int) -> str:
    """``1–50 trong 744 dòng``."""
    if not total:
        return NO_ROWS
    return f"{grouped(first + 1)}–{grouped(first + shown)} trong {grouped(total)} dòng"


def series_view(row: FactRow, series: Series) -> str:
    """The years of an indicator: drawing, table, what could not be told apart."""
    if not row.years.isdigit():
        return _note(NO_WHOLE_YEAR.format(span=row.years or "một khoảng thời gian khác"))
    if len(series.points) < 2:
        return _note(ONE_YEAR) + _unsure(series)
    title = f'<h3 class="mc-series-title">{html(row.label)}</h3>'
    return (
        f'<figure class="mc-series">{title}{"".join(_drawing(series))}</figure>'
        f"{''.join(_years_table(series))}{_unsure(series)}"
    )


def _note(text: str) -> str:
    return f'<p class="mc-series-note">{html(text)}</p>'


def _unsure(series: Series) -> str:
    if not series.unsure:
        return ""
    found = "; ".join(f"{row.printed} ({source(row)})" for row in series.unsure)
    return _note(f"Có nhiều số cùng tên trong một báo cáo nên không lấy số nào: {found}.")


def _drawing(series: Series) -> Iterator[str]:
    """The values as points; a line only between years that follow each other."""
    points = series.points
    place = _Scale(series)
    told = "; ".join(f"{point.year}: {point.row.printed}" for point in points)
    gaps = f". Không có: {', '.join(map(str, series.gaps))}" if series.gaps else ""
    yield (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" class="mc-plot" '
        f'aria-label="{html(f"Qua các năm: {told}{gaps}")}">'
        f'<line class="mc-axis" x1="{_SIDE / 2}" x2="{_WIDTH - _SIDE / 2}" '
        f'y1="{_HEIGHT - _BOTTOM}" y2="{_HEIGHT - _BOTTOM}"/>'
    )
    for year in series.gaps:
        x = place.x(year)
        yield (
            f'<line class="mc-gap" x1="{x}" x2="{x}" y1="{_TOP}" y2="{_HEIGHT - _BOTTOM}"/>'
            f'<text class="mc-gap-text" x="{x}" y="{_HEIGHT - 8}">không có</text>'
            f'<text class="mc-year" x="{x}" y="{_HEIGHT - 24}">{year}</text>'
        )
    for one, two in pairwise(points):
        if two.year == one.year + 1:
            yield (
                f'<line class="mc-trend" x1="{place.x(one.year)}" y1="{place.y(one.value)}" '
                f'x2="{place.x(two.year)}" y2="{place.y(two.value)}"/>'
            )
    for point in points:
        yield from _marks(point, place)
    yield "</svg>"


def _marks(point: Point, place: _Scale) -> Iterator[str]:
    x, y = place.x(point.year), place.y(point.value)
    for row in point.others:
        other = place.y(place.value(row))
        yield (
            f'<circle class="mc-other" cx="{x}" cy="{other}" r="5"/>'
            f'<text class="mc-value" x="{x}" y="{other + 18}">{html(_short(printed(row)))}</text>'
        )
    yield (
        f'<circle class="mc-point" cx="{x}" cy="{y}" r="5"/>'
        f'<text class="mc-value" x="{x}" y="{y - 10}">{html(_short(printed(point.row)))}</text>'
        f'<text class="mc-year" x="{x}" y="{_HEIGHT - 24}">{point.year}</text>'
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1] + "…"


class _Scale:
    """Years across, values up; zero is the foot of the drawing only where it is near."""

    def __init__(self, series: Series) -> None:
        self._first = series.points[0].year
        self._span = max(1, series.points[-1].year - self._first)
        main = series.points[0]
        self._factor = main.row.fact.amount / main.value if main.value else Decimal(1)  # type: ignore[union-attr]
        values = [point.value for point in series.points]
        values += [self.value(row) for point in series.points for row in point.others]
        self._low, self._high = min(values), max(values)
        if 0 <= self._low * 3 < self._high:
            self._low = Decimal(0)
        if self._low == self._high:
            self._low, self._high = self._low - 1, self._high + 1

    def x(self, year: int) -> float:
        width = _WIDTH - 2 * _SIDE
        return round(_SIDE + width * (year - self._first) / self._span, 1)

    def y(self, value: Decimal) -> float:
        height = _HEIGHT - _TOP - _BOTTOM - 18
        share = float((value - self._low) / (self._high - self._low))
        return round(_TOP + height * (1 - share), 1)

    def value(self, row: FactRow) -> Decimal:
        """A row's value in the unit of the drawing."""
        return row.fact.amount / self._factor  # type: ignore[union-attr]


def _years_table(series: Series) -> Iterator[str]:
    yield '<table class="mc-years"><thead><tr><th scope="col">Năm</th>'
    yield '<th scope="col">Số liệu</th><th scope="col">Nguồn</th></tr></thead><tbody>'
    points = {point.year: point for point in series.points}
    for year in sorted({*points, *series.gaps}):
        point = points.get(year)
        if point is None:
            yield f'<tr class="mc-missing"><th scope="row">{year}</th>'
            yield '<td colspan="2">không báo cáo nào có</td></tr>'
            continue
        for number, row in enumerate((point.row, *point.others)):
            again = " (báo cáo khác ghi khác)" if number else ""
            yield (
                f'<tr><th scope="row">{year}</th><td>{html(printed(row) + again)}</td>'
                f"<td>{html(source(row))}</td></tr>"
            )
    yield "</tbody></table>"


def pivot_view(pivot: Pivot) -> str:
    """Awards across receivers; the printed counts, never a sum."""
    if not pivot.lines:
        return _note("Không có khen thưởng nào hợp với bộ lọc.")
    heads = "".join(f'<th scope="col">{html(name)}</th>' for name in pivot.receivers)
    body = "".join(_pivot_lines(pivot))
    return (
        '<div class="mc-pivot-scroll" tabindex="0" role="group" '
        'aria-label="Khen thưởng theo phong trào, hình thức, đối tượng">'
        '<table class="mc-pivot"><thead><tr><th scope="col">Hình thức</th>'
        '<th scope="col">Người tặng</th><th scope="col">Thời gian</th>'
        f"{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _pivot_lines(pivot: Pivot) -> Iterator[str]:
    last, wide = None, 3 + len(pivot.receivers)
    for line in pivot.lines:
        if line.movement != last:
            last = line.movement
            yield (
                f'<tr class="mc-movement"><th scope="colgroup" colspan="{wide}">'
                f"{html(line.movement)}</th></tr>"
            )
        form = f"{line.form} ({PROPOSED})" if line.proposed else line.form
        shown = "".join(f"<td>{_counts(found)}</td>" for found in line.cells)
        yield (
            f'<tr><th scope="row">{html(form)}</th><td>{html(line.giver)}</td>'
            f"<td>{html(line.years)}</td>{shown}</tr>"
        )


def _counts(found: Sequence[Cell]) -> str:
    """The counts of one cell of the table, each with its places to be read on it."""
    shown = []
    for cell in found:
        text = grouped(cell.count) if cell.count is not None else cell.printed
        places = "; ".join(dict.fromkeys(source(row) for row in cell.rows))
        shown.append(f'<span title="{html(places)}">{html(text)}</span>')
    return " · ".join(shown)
