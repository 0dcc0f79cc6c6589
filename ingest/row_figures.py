"""Figures of a table row: a cell's number with its row label, column header and unit.

What a column means is read from its header: ``Thực hiện 2024``, ``Kế hoạch 2025``,
``So với cùng kỳ (%)``, ``Xếp hạng``. Cells of prose are read as prose.

What this module does not know: how a table was found, or which row is a header.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ingest.figures import NO_CONTEXT, Context, find_figures, interval
from ingest.passage_context import title_period
from ingest.places import find_mentions
from ingest.quantities import quantity_at
from ingest.report import Cell, Figure, FigureKind, Passage, TableRow
from ingest.units import Unit, unit_at, unit_of_words
from ingest.vocabulary import Pattern, any_of, keyed, spellings

_ORDER = Pattern(r"(?:stt|tt|số tt|số thứ tự|mã số|ghi chú số|mục|ghi chú)$")
_YEAR_COLUMN = Pattern(r"(?:năm|giai đoạn|thời gian|năm thực hiện|năm học|thời điểm|ngày.*)$")
_UNIT_COLUMN = Pattern(r"(?:đơn vị(?: tính)?|đvt|đv tính|đ\.v\.t)$")
_UNIT_NOTE = re.compile(r"\(([^()]+)\)|[,:] *(?:ĐVT|Đơn vị tính|đvt|đơn vị(?: tính)?)[: ]+(.+)$")
_KINDS = tuple(
    (
        FigureKind(kind),
        Pattern(rf"(?<![^\W_]){any_of(spellings('labels.txt', f'column {kind}'))}(?![^\W_])"),
    )
    for kind in ("rank", "share", "change", "estimate", "plan")
)
_RATIO = Pattern(r"(?<![^\W_])(?:so với|so cùng kì|so sánh|so)(?![^\W_])[^%]*(?:\(%\)|%)")
_BLANK = re.compile(r"[\s\-–—.…xX*]*$")
_SIGN = re.compile(r"\s*(?P<open>\()?\s*(?P<sign>[-−–+▲▼])?\s*(?=\d)")
_LEFT = re.compile(r"[\s)*]*(?:\(?\d{1,2}\))?$")
_A_TIME = Pattern(r" *(?:năm|tháng|quý|kì|đợt) *(?:\d|[ivx]+(?![^\W_])|trước|nay|này)")
_NUMBER_OF = Pattern(r"(?:^|(?<=[ –›]))(?:tổng )?số (?:lượng )?(?=[^\W\d_])")
_SPACED = re.compile(r"\s*[-−–+(]?\d{1,3}(?: \d{3})+(?:,\d+)?\)?\s*$")


def row_figures(passage: Passage, context: Context = NO_CONTEXT) -> list[Figure]:
    """The figures of a ``ROW`` passage, in cell order."""
    row = passage.row
    if row is None:
        return find_figures(passage.text, passage_id=passage.id, context=context)
    if row.row == 0:
        return []  # headers: "2024/2023" above a column counts nothing
    unit = _row_unit(row)
    found: list[Figure] = []
    for order, cell in enumerate(row.cells):
        if _is_label(row, cell, order) or not any(char.isdigit() for char in cell.text):
            continue
        found.extend(_cell_figures(passage, row, cell, unit, context))
    return found


def _is_label(row: TableRow, cell: Cell, order: int) -> bool:
    header = keyed(_last_header(cell.header))
    return (
        cell.text.strip() == row.label.strip() != ""
        or _ORDER.match(header, 0) is not None
        or (
            order == 0
            and not row.label
            and not cell.header
            and cell.text.strip().rstrip(".").isdigit()
        )
    )


def _last_header(header: str) -> str:
    return re.split(r" ?› ?| – ", header)[-1].strip()


def _row_unit(row: TableRow) -> Unit | None:
    """The unit that the row's own unit column or its label names, else the table's title."""
    for cell in row.cells:
        # "Đơn vị" above the rows' names heads no units.
        if cell.text != row.label and _UNIT_COLUMN.match(keyed(_last_header(cell.header)), 0):
            return unit_of_words(cell.text)
    return _noted_unit(row.label) or _counted_unit(row.label) or _noted_unit(row.title)


def _counted_unit(words: str) -> Unit | None:
    """``Số căn nhà – Xây mới``, ``Tổng số hộ nghèo``: the noun that is counted, as the unit."""
    line = keyed(words)
    match = _NUMBER_OF.search(line)
    if match is None or _A_TIME.match(line, match.end()):
        return None
    unit = unit_at(line, match.end())
    return unit if unit and unit.known and unit.countable and not unit.scaled else None


def _noted_unit(words: str) -> Unit | None:
    """A unit in brackets or after "ĐVT": ``Doanh thu (tỷ đồng)``."""
    for match in reversed(list(_UNIT_NOTE.finditer(words))):
        note = re.sub(
            r"^(?:ĐVT|Đơn vị tính|Đơn vị|đvt|đơn vị tính|đơn vị)[: ]+", "", match[1] or match[2]
        )
        if unit := unit_of_words(note):
            return unit
    return None


def _cell_figures(
    passage: Passage, row: TableRow, cell: Cell, row_unit: Unit | None, context: Context
) -> list[Figure]:
    header = keyed(cell.header)
    if _YEAR_COLUMN.match(keyed(_last_header(cell.header)), 0):
        return []
    own = (
        (unit_of_words(cell.unit) if cell.unit else None)
        or _noted_unit(cell.header)
        or _counted_unit(cell.header)
    )
    ratio = _RATIO.search(header) or (
        header.key.strip().startswith("%") or header.key.endswith("%")
    )
    if own is None and ratio:
        own = unit_of_words("%")
    kind = _kind(cell)
    period = title_period(cell.header) or title_period(row.title) or context.period
    single = _single(cell)
    if single is None:
        prose = find_figures(
            cell.text, passage_id=passage.id, context=replace(context, label=row.label)
        )
        return [_moved(figure, cell, period) for figure in prose]
    start, end, figure = single
    figure = _with_unit(figure, own or (None if kind is FigureKind.RANK else row_unit))
    return [
        replace(
            figure,
            passage_id=passage.id,
            start=start,
            end=end,
            text=passage.text[start:end],
            label=row.label,
            about=_place_of(row.label) or context.about,
            period=period,
            kind=kind,
            column=cell.header,
        )
    ]


def _place_of(label: str) -> str:
    """The place that a row is about: ``Huyện An Kiều``."""
    mentions = find_mentions(label)
    return mentions[0].text if mentions else ""


def _kind(cell: Cell) -> FigureKind:
    header = keyed(cell.header)
    for kind, pattern in _KINDS:
        if pattern.search(header):
            return kind
    return FigureKind.ACTUAL


def _single(cell: Cell) -> tuple[int, int, Figure] | None:
    """The number that is all a cell holds, with its place in the passage; None for prose."""
    text = cell.text
    compact = text
    if _SPACED.match(text):
        # "25 877": spaces as the grouping mark; the digits are read without them.
        compact = re.sub(r"(?<=\d) (?=\d{3})", "", text)
    sign = _SIGN.match(compact)
    if sign is None:
        return None
    line = keyed(compact)
    quantity = quantity_at(line, sign.end())
    if quantity is None or not _LEFT.match(compact, quantity.end):
        return None
    negative = sign["sign"] in {"-", "−", "–", "▼"} or bool(
        sign["open"] and compact[quantity.end : quantity.end + 1] == ")"
    )
    low, high = interval(quantity)
    value = quantity.value
    unit = quantity.unit
    factor = unit.factor if unit else Decimal(1)
    if negative and value > 0:
        value, low, high = -value, -high, -low
    first = cell.start + (sign.start("sign") if sign["sign"] else sign.end())
    last = cell.start + (len(text.rstrip()) if compact is not text else quantity.end)
    figure = Figure(
        "", 0, 0, "", value, unit.text if unit else "", unit.base if unit else "", factor,
        low, high, "", quantity.of.value if quantity.of else None,
    )  # fmt: skip
    return first, last, figure


def _with_unit(figure: Figure, unit: Unit | None) -> Figure:
    """The column's unit for a cell that prints none."""
    if figure.unit or unit is None:
        return figure
    exponent = figure.value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    half = Decimal(1).scaleb(-decimals) / 2
    if unit.countable and not unit.scaled and not decimals:
        half = Decimal(0)
    return replace(
        figure,
        unit=unit.text,
        base_unit=unit.base,
        factor=unit.factor,
        low=(figure.value - half) * unit.factor,
        high=(figure.value + half) * unit.factor,
    )


def _moved(figure: Figure, cell: Cell, period: str) -> Figure:
    return replace(
        figure,
        start=figure.start + cell.start,
        end=figure.end + cell.start,
        period=figure.period or period,
        column=cell.header,
    )
