"""Citations, discrepancies and verdicts as the JSON of the machine contract; keys are stable.

What this module does not know: how anything is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.report import Citation

if TYPE_CHECKING:
    from check.discrepancy import AuditResult, Discrepancy
    from check.verify import Verdict


def discrepancy_json(found: Discrepancy) -> dict[str, object]:
    """One discrepancy; report, page, footnote and section are those of its first citation."""
    main = found.citations[0]
    return {
        "kind": found.kind.value,
        "report": main.report,
        "page": main.page,
        "footnote": main.footnote,
        "section": main.section,
        "table": main.table,
        "printed": found.printed,
        "expected": found.expected,
        "arithmetic": found.arithmetic,
        "severity": found.severity.value,
        "reason": found.reason,
        "slip": found.slip,
        "quotes": [citation.quote for citation in found.citations],
        "citations": [citation_json(citation) for citation in found.citations],
    }


def audit_json(result: AuditResult, *, agreements: bool = False) -> dict[str, object]:
    """An audit: its discrepancies, what was checked, and on demand what adds up."""
    form: dict[str, object] = {
        "summary": result.summary(),
        "reports": list(result.reports),
        "discrepancies": [discrepancy_json(one) for one in result.discrepancies],
        "checked": {kind.value: count for kind, count in result.checked.items()},
        "agreed": {kind.value: count for kind, count in result.agreed.items()},
        "seconds": round(result.seconds, 3),
    }
    if agreements:
        form["agreements"] = [
            {
                "kind": one.kind.value,
                "printed": one.printed,
                "arithmetic": one.arithmetic,
                "citations": [citation_json(citation) for citation in one.citations],
            }
            for one in result.agreements
        ]
    return form


def verdict_json(verdict: Verdict) -> dict[str, object]:
    """One verdict on a claim of a draft; claim is its sentence, figure what is claimed."""
    return {
        "claim": verdict.claim.sentence_text(),
        "kind": verdict.claim.kind.value,
        "figure": verdict.claim.printed,
        "line": verdict.claim.line,
        "start": verdict.claim.start,
        "end": verdict.claim.end,
        "verdict": verdict.outcome.value,
        "expected": verdict.expected,
        "note": verdict.note,
        "citations": [citation_json(citation) for citation in verdict.citations],
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
