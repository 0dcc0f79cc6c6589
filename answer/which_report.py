"""Which reports a question points at: "theo báo cáo của Văn phòng", "trong báo cáo năm 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from answer.frame import Frame
from index.tokens import units
from ingest.report import Report
from ingest.text import bare

# "báo cáo" and what follows it, up to a comma, a verb of saying or an asking word.
_POINTER = re.compile(
    r"(?<!\w)(?=(?:báo cáo|bao cao)\s+(?:của |bên |từ |do |cua |ben |tu )?(.{3,70}?)"
    r"(?:[,:;?]|$| thì | nêu | ghi | gồm | gửi | cho | nói | là | có | thi | neu | gom | gui "
    r"| noi | la | co | ai | bao nhiêu | mấy | về | ve ))"
)
_SAYS = re.compile(
    r"(?<!\w)(?:theo|bên|phía|theo số liệu của|ben|phia)\s+(.{3,50}?)(?=[,:;?]|$| thì | thi )"
)
ENOUGH = 0.5


def reports_meant(frame: Frame, reports: Iterable[Report]) -> frozenset[str] | None:
    """File names of the reports that the question points at; None if it points at none.

    A report is meant if the words of the pointer name its issuer better than any other's.
    """
    pointers = [m[1] for pattern in (_POINTER, _SAYS) for m in pattern.finditer(frame.key)]
    best, meant = ENOUGH, set[str]()
    for report in reports:
        for pointer in pointers:
            fit = _fit(pointer, report, frame.marked)
            if fit > best + 1e-9:
                best, meant = fit, {report.file}
            elif abs(fit - best) < 1e-9 and fit > ENOUGH:
                meant.add(report.file)
    return frozenset(meant) or None


def _fit(pointer: str, report: Report, marked: bool) -> float:
    """How well a pointer's words are the issuer's: both ways, 0 … 1."""
    issuer = [unit if marked else bare(unit) for unit in units(_written_out(report.issuer))]
    said = units(_written_out(pointer) if marked else pointer.replace("ubnd", "uy ban nhan dan"))
    if not issuer or not said:
        return 0.0
    common = sum(unit in said for unit in issuer)
    precision = sum(unit in issuer for unit in said) / len(said)
    own = issuer[:2]
    starts = sum(unit in said for unit in own) / len(own)
    return precision * (0.4 * common / len(issuer) + 0.6 * starts)


def _written_out(text: str) -> str:
    return re.sub(r"\bUBND\b", "Ủy ban nhân dân", text, flags=re.IGNORECASE)
