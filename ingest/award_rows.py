"""Awards of a table row: the row names the form, a column the recipients.

``Huân chương Lao động hạng Ba | 3 | 149`` under ``Tập thể | Cá nhân``. What this module does
not know: tables laid out the other way round, with a form in each column.
"""

from __future__ import annotations

import re

from ingest.award_context import lead_of, movement_above
from ingest.award_words import find_forms, form_level, recipient_in
from ingest.figures import Context
from ingest.passage_context import Surroundings, title_period
from ingest.places import find_mentions
from ingest.report import Award, Cell, TableRow
from ingest.scope import Statement

_COUNT = re.compile(r"\d{1,3}(?:\.\d{3})*")


def row_awards(around: Surroundings, row: TableRow, context: Context) -> list[Award]:
    """The awards of a row, one for each column that counts recipients."""
    label = Statement(row.label)
    forms = find_forms(label, find_mentions(row.label))
    if not forms:
        return []
    form, lead = forms[-1], lead_of(around)
    giver = form.giver or form.by_law or lead.giver or form_level(label.line, form)
    movement = movement_above(around)
    return [
        Award(
            passage_id=around.passage.id, start=cell.start, end=cell.end, giver=giver,
            form=form.name, recipient=recipient_in(cell.header), count=_value(cell),
            count_start=_start(cell), count_end=_start(cell) + len(cell.text.strip()),
            movement=movement, period=_period(cell, row, context), about=context.about,
            proposed=lead.proposed,
        )
        for cell in row.cells
        if recipient_in(cell.header) and _COUNT.fullmatch(cell.text.strip())
    ]  # fmt: skip


def _value(cell: Cell) -> int:
    return int(cell.text.strip().replace(".", ""))


def _start(cell: Cell) -> int:
    return cell.start + cell.text.index(cell.text.strip())


def _period(cell: Cell, row: TableRow, context: Context) -> str:
    return title_period(cell.header) or title_period(row.title) or context.period
