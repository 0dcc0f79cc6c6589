"""To whom a report was sent: its "Nơi nhận", told without filing and copy marks.

What this module does not know: to whom a report says that some other document was sent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.cite import cite
from answer.query import Query
from answer.signature import closest
from answer.which_report import reports_meant
from answer.wording import wording
from ingest.report import Answer, AnswerKind, Citation, Passage, PassageKind
from ingest.text import bare

_TO = r"\b(?:dau|ai|(?:noi|co quan|don vi|cho|dia chi|cap|so|ban) (?:nao|gi))\b"
_SENT = re.compile(
    rf"\bbao cao\b.*\b(?:gui|goi)\b.*{_TO}|\b(?:gui|goi) bao cao\b.*{_TO}|\bnoi nhan\b.*\bbao cao\b"
    r"|\bbao cao\b.*\bnoi nhan\b|^noi nhan\b"
)
_HEAD = re.compile(r"^\s*nơi nhận\s*:?\s*", re.IGNORECASE)
_MARK = re.compile(r"^\s*[-+•–]\s*")
_FILED = re.compile(r"^lưu\b", re.IGNORECASE)
# "(3C)", "(2AD,4)", "(Hg/15b)": how many copies go there, of no use to a reader.
_COPIES = re.compile(r"\s*\([^()]*\d[^()]*\)")


def recipients(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer | None:
    """The recipients of the report or reports meant; None for other questions."""
    del passages
    if not _SENT.search(bare(query.frame.key)):
        return None
    meant = reports_meant(query.frame, query.shelf.reports.values()) or closest(query)
    told: dict[str, Citation] = {}
    for passage in query.shelf.passages.values():
        report = query.shelf.report_of(passage)
        if passage.kind is not PassageKind.FURNITURE or not _HEAD.match(passage.text):
            continue
        other_year = query.scope.years and str(report.year) not in query.scope.years
        names = _named(passage.text)
        if report.file not in meant or other_year or not names:
            continue
        line = cite(query.shelf, passage, (0, len(passage.text)))
        told.setdefault(wording("noi-nhan", issuer=report.issuer, names="; ".join(names)), line)
    if not told:
        return None
    kind = AnswerKind.SEVERAL if len(told) > 1 else AnswerKind.FOUND
    return Answer(query.frame.text, " ".join(told), kind, citations=tuple(told.values()))


def _named(text: str) -> list[str]:
    items = (_MARK.sub("", item).strip(" .;") for item in _HEAD.sub("", text).split(";"))
    return [_COPIES.sub("", item).strip() for item in items if item and not _FILED.match(item)]
