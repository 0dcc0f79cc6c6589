"""Who signed a report, and in what office: read from its signature block."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from answer.cite import cite
from answer.frame import Wanted
from answer.own_facts import own_line
from answer.place_match import asked_document_kinds
from answer.query import Query
from answer.scope import name_key
from answer.which_report import reports_meant
from ingest.report import Answer, AnswerKind, Citation, Passage, PassageKind, Report
from ingest.text import bare, canonical
from ingest.vocabulary import CAPITALS

_SIGNED = re.compile(
    r"(?<!\w)(?:ai|người|đồng chí|ông|bà|lãnh đạo|nguoi|dong chi|lanh dao)?\s*(?:nào |nao )?"
    r"(?:đã |da )?(?:là người |la nguoi )?(?:đứng ra |dung ra |đặt bút |dat but )?"
    r"(?:ký|ki|kí|ky)(?!\w)"
)
_OTHER = re.compile(
    r"(?<!\w)(?:ký|ký kết|kí|ki|ky)\s+(?:kết|ket|giao ước|giao uoc|hợp đồng|hop dong"
    r"|bản ghi|ban ghi|kế hoạch|ke hoach|quyết định|quyet dinh|chỉ thị|chi thi"
    r"|nghị quyết|nghi quyet|công văn|cong van)"
)

# "Ai ký, ký ngày nào?"
_WHEN = re.compile(
    r"\b(?:(?:ngay|hom|thang|luc|khi) (?:nao|may|bao nhieu)|bao gio|(?:de|ghi) ngay)\b"
)
_SIGNS_REPORT = re.compile(
    r"(?<!\w)(?:ký|kí|ki|ky) (?:tên |ten |vào |vao )*(?:bản |ban )?(?:báo cáo|bao cao)"
)
_PERSON = re.compile(
    rf"(?i:(?<!\w)(?:ông|bà|đồng chí|đ/c|anh|chị|cô|cụ)) ((?:[{CAPITALS}][^\W\d_]* ?){{2,5}})"
)


def signed_by(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer | None:
    """The signer of the report or reports that the question means; None for other questions."""
    del passages
    key = query.frame.key
    wants = {query.frame.wanted, *query.frame.also}
    if Wanted.PERSON not in wants or not _SIGNED.search(key) or _OTHER.search(key):
        return None
    if asked_document_kinds(query) - {"báo cáo"}:
        return None
    meant = reports_meant(query.frame, query.shelf.reports.values())
    close = closest(query)
    lines: dict[str, str] = {}
    cited: dict[str, list[Citation]] = {}
    for report in sorted(query.shelf.reports.values(), key=_read_by_ocr(query)):
        if (meant is not None and report.file not in meant) or not report.signer:
            continue
        if query.scope.years and str(report.year) not in query.scope.years:
            continue
        if report.file not in close:
            continue
        line = _signature_line(query, report)
        text = f"{report.signer}, {report.signer_office}, ký báo cáo của {report.issuer}."
        if line is None:
            continue
        key = f"{report.signer} {report.issuer} {report.year}"
        if key in lines:
            continue
        lines[key], cited[key] = text, [line]
        day = own_line(query, report, number=False) if _WHEN.search(bare(query.frame.key)) else None
        if day is not None:
            dated = day.quote.strip(" .;")
            lines[key] = f"{text[:-1]} ({dated})."
            cited[key].append(day)
    if not lines:
        return None
    return Answer(
        question=query.frame.text,
        text=" ".join(lines.values()),
        kind=AnswerKind.SEVERAL if len(lines) > 1 else AnswerKind.FOUND,
        citations=tuple(citation for own in cited.values() for citation in own),
    )


def other_signer(query: Query) -> bool:
    """Whether the question has somebody sign a report who signed none that it means."""
    key = query.frame.key
    if not _SIGNS_REPORT.search(key) or _OTHER.search(key):
        return False
    named = {name_key(m[1]).strip() for m in _PERSON.finditer(query.frame.text)}
    if not named:
        return False
    meant = reports_meant(query.frame, query.shelf.reports.values())
    close, years = closest(query), query.scope.years
    return not any(
        name_key(report.signer).strip() in named
        for report in query.shelf.reports.values()
        if report.file in close
        and (meant is None or report.file in meant)
        and (not years or any(own in years for own in report.periods))
    )


def _read_by_ocr(query: Query) -> Callable[[Report], bool]:
    """Sorts the reports that OCR read behind those printed as text."""
    read = {p.report_id for p in query.shelf.passages.values() if p.confidence is not None}
    return lambda report: report.id in read


def closest(query: Query) -> set[str]:
    """The reports whose title, issuer and signer's office are named best by the question."""
    shares = {
        report.file: query.terms.share(
            query.terms.cover(
                query.shelf.words(f"{report.title} | {report.issuer} | {report.signer_office}")
            )
        )
        for report in query.shelf.reports.values()
    }
    best = max(shares.values(), default=0.0)
    return {file for file, share in shares.items() if share >= best - 0.12}


def _signature_line(query: Query, report: Report) -> Citation | None:
    signer = canonical(report.signer)
    best: tuple[Passage, int] | None = None
    for passage in query.shelf.passages.values():
        if passage.report_id != report.id or passage.kind is not PassageKind.FURNITURE:
            continue
        at = canonical(passage.text).rfind(signer)
        if at >= 0:
            best = passage, at
    if best is None:
        return None
    passage, at = best
    return cite(query.shelf, passage, (at, at + len(report.signer)))
