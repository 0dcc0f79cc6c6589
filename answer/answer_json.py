"""An answer as the JSON of the machine contract; key names are stable."""

from __future__ import annotations

from ingest.report import Answer, Citation


def as_json(answer: Answer, id: str = "") -> dict[str, object]:
    """The answer as plain lists, strings and numbers; ``quote`` has folded white space."""
    return {
        "id": id,
        "question": answer.question,
        "text": answer.text,
        "kind": answer.kind.value,
        "refused": answer.refused,
        "figures": [
            {"value": figure.value, "unit": figure.unit, "quote": figure.quote}
            for figure in answer.figures
        ],
        "derivation": answer.derivation,
        "citations": [citation_json(citation) for citation in answer.citations],
        "seconds": round(answer.seconds, 4),
    }


def citation_json(citation: Citation) -> dict[str, object]:
    """One citation: report, title, section, page, footnote, table, quote."""
    return {
        "report": citation.report,
        "title": citation.title,
        "section": citation.section,
        "page": citation.page,
        "footnote": citation.footnote,
        "table": citation.table,
        "quote": citation.quote,
    }
