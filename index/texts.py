"""The text by which a passage is found: its own words and those that give them their sense.

A footnote says little without the sentence that calls it, a bullet without the headings
above it, a table row without its column names. Measured on report questions: one joint
text finds the proving passage first more often than separate fields with summed scores.

What this module does not know: how the text is searched or embedded.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from index.origin import owner_line
from ingest.report import Passage, PassageKind, Report, TableRow

PARENT_CHARACTERS = 240  # of the bullet above, enough to name what it is about
SENTENCE_END = re.compile(r"[.;!?…]+[\"”')\]]*\s+(?=[^\W_]|[-+(\"“])")

# The parts around the body (Nghị định 30/2020/NĐ-CP, Phụ lục I) by how they begin, and
# the words by which they are asked for but which are not printed in them.
ROLES = (
    (re.compile(r"Nơi nhận", re.IGNORECASE), "nơi nhận gửi đến ai"),
    (re.compile(r"Số\s*:", re.IGNORECASE), "số báo cáo số hiệu văn bản số ký hiệu"),
    (re.compile(r"(?:TM|KT|TL|TUQ|Q)\s*\."), "người ký ai ký báo cáo tên chức vụ người ký"),
    (re.compile(r".{2,40}, ngày", re.IGNORECASE), "ngày ban hành ngày ký ngày tháng năm báo cáo"),
)


def index_texts(passages: Sequence[Passage], reports: Iterable[Report]) -> list[str]:
    """The index text of each passage; the passages of whole reports are given together."""
    by_id = {passage.id: passage for passage in passages}
    by_report = {report.id: report for report in reports}
    return [index_text(passage, by_id, by_report[passage.report_id]) for passage in passages]


def keyword_texts(passages: Sequence[Passage], reports: Sequence[Report]) -> list[str]:
    """The index texts with the own words twice, they count for more than the context, and
    with the report's owner, or else only the letterhead is found for one who names it."""
    owners = {report.id: owner_line(report) for report in reports}
    texts = index_texts(passages, reports)
    found = []
    for passage, text in zip(passages, texts, strict=True):
        parts = [passage.text, text]
        if passage.kind is not PassageKind.FURNITURE:  # which has it already
            parts.append(owners[passage.report_id])
        found.append("\n".join(part for part in parts if part))
    return found


def index_text(passage: Passage, by_id: Mapping[str, Passage], report: Report) -> str:
    """What to find one passage by; own words first, so that a cut off tail costs least."""
    parts = [passage.text]
    if passage.kind is PassageKind.FURNITURE:
        parts += [_role(passage.text), report.title, report.issuer]
    if passage.row is not None:
        parts.append(_row_names(passage.row, passage.text))
    if passage.called_by is not None and (caller := by_id.get(passage.called_by[0])) is not None:
        parts.append(sentence_at(caller.text, passage.called_by[1]))
    elif passage.kind is not PassageKind.HEADING:
        parts.append(_lead(passage, by_id))
    parts.extend(step.title for step in passage.section if step.title not in passage.text)
    return "\n".join(part for part in parts if part)


def _role(text: str) -> str:
    """What a letterhead line or signature block is called by those who ask for it."""
    return next((words for opening, words in ROLES if opening.match(text)), "")


def text_key(text: str) -> str:
    """The hash by which a text that was embedded once is known again."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def sentence_at(text: str, offset: int) -> str:
    """The sentence or clause that ends at a footnote marker standing at ``offset``."""
    before = text[:offset].rstrip(" .;,:!?)")
    start = max((end.end() for end in SENTENCE_END.finditer(before)), default=0)
    tail = SENTENCE_END.search(text, max(len(before), 1) - 1)
    return text[start : tail.start() + 1 if tail else len(text)].strip()


def _lead(passage: Passage, by_id: Mapping[str, Passage]) -> str:
    """The opening of the bullet or paragraph above; a heading is in the path already."""
    above = by_id.get(passage.parent or "")
    if above is None or above.kind is PassageKind.HEADING:
        return ""
    if any(step.title and above.text.endswith(step.title) for step in passage.section):
        return ""
    if len(above.text) <= PARENT_CHARACTERS:
        return above.text
    return above.text[:PARENT_CHARACTERS].rpartition(" ")[0]


def _row_names(row: TableRow, text: str) -> str:
    names = [row.title, row.label, *(f"{cell.header} {cell.unit}" for cell in row.cells)]
    return " ".join(name.strip() for name in names if name.strip() and name.strip() not in text)
