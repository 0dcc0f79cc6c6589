"""What a report says of itself: its number and its date, from its letterhead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.cite import cite
from answer.frame import Wanted
from answer.place_match import asked_document_kinds
from answer.query import Query
from answer.which_report import reports_meant
from ingest.report import Answer, AnswerKind, Citation, Passage, PassageKind, Report
from ingest.text import bare

_ITSELF = re.compile(r"\bbao cao\b(?! so \d)")
_NUMBER = re.compile(r"\b(?:so may|so hieu|mang so|so bao nhieu|so van ban|ky hieu)\b")
_DATED = re.compile(r"\b(?:ban hanh|ky|lap|de ngay|ngay nao|ngay may|khi nao|hom nao)\b")


def own_facts(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer | None:
    """The number or date of a report, if the question asks for that; None for other questions."""
    del passages
    key = bare(query.frame.key)
    kinds = asked_document_kinds(query)
    if (
        not _ITSELF.search(key)
        or kinds - {"báo cáo"}
        or query.frame.wanted
        not in {
            Wanted.DOCUMENT,
            Wanted.DATE,
        }
    ):
        return None
    number = bool(_NUMBER.search(key))
    if not number and not _DATED.search(key):
        return None
    meant = reports_meant(query.frame, query.shelf.reports.values())
    told: dict[str, Citation] = {}
    for report in query.shelf.reports.values():
        if meant is not None and report.file not in meant:
            continue
        if query.scope.years and str(report.year) not in query.scope.years:
            continue
        line = own_line(query, report, number=number)
        if line is not None:
            told.setdefault(f"{report.title} ({report.issuer}): {line.quote.strip(' .;')}.", line)
    if not told:
        return None
    return Answer(
        question=query.frame.text,
        text=" ".join(told),
        kind=AnswerKind.SEVERAL if len(told) > 1 else AnswerKind.FOUND,
        citations=tuple(told.values()),
    )


def own_line(query: Query, report: Report, *, number: bool) -> Citation | None:
    """The furniture line with the report's printed number or date, if it is printed whole."""
    if number and not re.match(r"\d", report.number):
        return None
    for passage in query.shelf.passages.values():
        if passage.report_id != report.id or passage.kind is not PassageKind.FURNITURE:
            continue
        if number:
            at = passage.text.find(report.number)
            if at >= 0:
                return cite(query.shelf, passage, (at, at + len(report.number)))
        else:
            day = re.search(r"ngày \d{1,2} tháng \d{1,2} năm \d{4}", passage.text)
            if day:
                return cite(query.shelf, passage, day.span())
    return None
