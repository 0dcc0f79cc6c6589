"""A citation in the form that reports use: ``Báo cáo số 31/BC-UBND ngày … của …, tr. 3``.

What this module does not know: how an answer was found, where the words are put.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.report import Answer, Citation, Report

ReportOf = Callable[[str], Report | None]


def reference(citation: Citation, report: Report | None) -> str:
    """The report by its number and date, or by its title, and the place in it."""
    return f"{report_name(citation, report)}{place_name(citation)}"


def report_name(citation: Citation, report: Report | None) -> str:
    """How a report names another one; its file only where nothing else is printed on it."""
    if report is None or not (report.number or report.title):
        return f"tệp {citation.report}"
    numbered = report.number[:1].isdigit()  # a copy may leave the number blank: "/BC-UBND"
    name = f"Báo cáo số {report.number}" if numbered else f"“{report.title}”"
    if numbered and (day := _day(report.date)):
        name += f" {day}"
    return f"{name} của {report.issuer}" if report.issuer else name


def place_name(citation: Citation) -> str:
    """``, tr. 3, chú thích 12``; the section where the format has no pages."""
    parts = []
    if citation.page is not None:
        parts.append(f"tr. {citation.page_label or citation.page}")
    elif citation.section:
        parts.append(f"mục {citation.section}")
    if citation.footnote is not None:
        parts.append(f"chú thích {citation.footnote}")
    if citation.table:
        parts.append(citation.table)
    return "".join(f", {part}" for part in parts)


def quotable(answer: Answer, report_of: ReportOf) -> str:
    """The answer as a clerk pastes it: its words, its working, where they stand."""
    text = answer.text.strip()
    if answer.derivation and answer.derivation not in text:
        text = f"{text.rstrip('.')} ({answer.derivation})."
    if not answer.citations:
        return text
    return f"{text.rstrip('.')} (theo {references(answer.citations, report_of)})."


def references(citations: Sequence[Citation], report_of: ReportOf) -> str:
    """All places in order, each once; a report that goes on is not named again."""
    told: dict[tuple[str, str], str] = {}
    last = ""
    for citation in citations:
        name, place = report_name(citation, report_of(citation.report)), place_name(citation)
        again = name == last and place
        told.setdefault((name, place), place.removeprefix(", ") if again else name + place)
        last = name
    return "; ".join(told.values())


def _day(date: str) -> str:
    """``ngày 19/01/2026`` for a whole ISO date, "" for less."""
    parts = date.split("-")
    return f"ngày {parts[2]}/{parts[1]}/{parts[0]}" if len(parts) == 3 else ""
