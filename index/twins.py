"""The same report in several forms (PDF, text, Word): its passages are one, cited once.

Two files are one document if most of their long passages read the same, letter for letter
and digit for digit. Two years' reports that share stock sentences are not. Within one
document, passages that read the same are twins; a passage whose digits differ in one form
is not a twin and stays visible.

What this module does not know: how the best hit is chosen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from ingest.report import Passage, PassageKind, Report
from ingest.text import bare

LONG = 60  # letters; shorter passages (headings, "Nơi nhận") agree by chance
SHARED = 0.5  # of the smaller form's long passages
# A form with printed pages can be cited by page; among those the PDF is what was published.
FORM_RANK = {"pdf": 0, "txt": 1, "docx": 2, "md": 3}
WITHOUT_PAGES = 4


def reading_key(text: str) -> str:
    """A text's letters and digits: what two forms of one document have in common."""
    return "".join(filter(str.isalnum, bare(text)))


READ_BY_OCR = 100  # added to the rank of a passage that OCR read


def form_rank(report: Report) -> int:
    """Which of two forms to cite: the smaller number."""
    rank = FORM_RANK.get(report.form, len(FORM_RANK))
    return rank if report.pages is not None else rank + WITHOUT_PAGES


def twin_groups(passages: Sequence[Passage], reports: Mapping[str, Report]) -> list[int]:
    """For each passage the row of its group's first passage (its own row if it has no twin)."""
    keys = [reading_key(passage.text) for passage in passages]
    document = _documents(passages, keys, list(reports))
    first: dict[tuple[object, ...], int] = {}
    groups: list[int] = []
    seen: Counter[tuple[object, ...]] = Counter()
    for row, (passage, key) in enumerate(zip(passages, keys, strict=True)):
        note = passage.kind is PassageKind.FOOTNOTE
        alike = (document[passage.report_id], note, key)
        # the second "a) Kết quả" of one form is the twin of the second of another
        seen[(passage.report_id, *alike)] += 1
        groups.append(first.setdefault((*alike, seen[(passage.report_id, *alike)]), row))
    return groups


def _documents(
    passages: Sequence[Passage], keys: Sequence[str], report_ids: Sequence[str]
) -> dict[str, str]:
    """Each report's document, named by the first of its forms."""
    long_keys: defaultdict[str, set[str]] = defaultdict(set)
    for passage, key in zip(passages, keys, strict=True):
        if len(key) >= LONG:
            long_keys[passage.report_id].add(key)
    document: dict[str, str] = {}
    for report_id in report_ids:
        mine = long_keys[report_id]
        for other, name in document.items():
            smaller = min(len(mine), len(long_keys[other]))
            if smaller and len(mine & long_keys[other]) >= SHARED * smaller:
                document[report_id] = name
                break
        else:
            document[report_id] = report_id
    return document
