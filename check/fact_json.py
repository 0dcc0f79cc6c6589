"""Rows, series and pivots as JSON for other programs; key names are stable."""

from __future__ import annotations

from collections.abc import Sequence

from check.fact_rows import FactRow
from check.fact_series import Series
from check.json_forms import citation_json
from ingest.report import Award, Figure


def row_json(row: FactRow) -> dict[str, object]:
    """One figure or award with its place; ``value`` has a decimal point, ``printed`` is exact."""
    form: dict[str, object] = {
        "number": row.number,
        "label": row.label,
        "value": row.value,
        "unit": row.unit,
        "printed": row.printed,
        "kind": row.kind,
        "about": row.about,
        "period": row.fact.period,
        "years": row.years,
        "movement": row.movement,
        "year": row.report.year,
        **citation_json(row.citation),
    }
    if isinstance(row.fact, Award):
        form |= {
            "form": row.fact.form,
            "giver": row.fact.giver,
            "recipient": row.fact.recipient,
            "proposed": row.fact.proposed,
        }
    elif isinstance(row.fact, Figure) and row.fact.of is not None:
        form["of"] = str(row.fact.of)
    return form


def page_json(rows: Sequence[FactRow], offset: int, limit: int) -> dict[str, object]:
    """Some of the rows, and how many there are."""
    return {
        "total": len(rows),
        "offset": offset,
        "rows": [row_json(row) for row in rows[offset : offset + limit]],
    }


def series_json(series: Series) -> dict[str, object]:
    """An indicator over the years."""
    return {
        "label": series.label,
        "unit": series.unit,
        "points": [
            {
                "year": point.year,
                "value": str(point.value),
                **row_json(point.row),
                "others": [row_json(row) for row in point.others],
            }
            for point in series.points
        ],
        "gaps": list(series.gaps),
        "unsure": [row_json(row) for row in series.unsure],
    }
