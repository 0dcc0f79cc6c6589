"""An answer as the JSON of the machine contract; key names are stable."""

from __future__ import annotations

from check.json_forms import citation_json
from ingest.report import Answer


def as_json(answer: Answer, id: str = "") -> dict[str, object]:
    """The answer as plain lists, strings and numbers; ``quote`` has folded white space.

    ``note`` is there only where a language model had a part in the answer.
    """
    told: dict[str, object] = {
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
    return {**told, "note": answer.note} if answer.note else told
