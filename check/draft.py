"""A draft from a file or a text field, read as a report is; a Word file's layout can be kept.

A file from outside is read in a guarded child. What this module does not know: what is
claimed in a draft.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.assemble import assemble
from ingest.facts import read_facts
from ingest.guarded import read_guarded
from ingest.plain import read_text
from ingest.report import Passage, PassageKind, Reading, UnreadableReport
from ingest.text import fold_spaces, nfc

LONGEST = 300_000  # characters, about a hundred pages: more is no draft
_ID = "d" * 64
_TYPED = "du-thao.txt"
_WRAPPED = 55  # a line so long that does not end a sentence was cut at the width
_ENDS = re.compile(r"[.;:!?…”\")\]/]$")
_OPENS = re.compile(r"(?:[-+•*#|]|\d+[.)]|\(?[a-zđ]\)|\(\d+\)|[IVX]+\.|[A-ZĐ]\.|\[\^)")
_SAID = 8  # words with a figure: more than a letterhead or a signature says


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft; original: the bytes of its file if it is a Word file, else None."""

    reading: Reading
    original: bytes | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """Its paragraphs, as claims count them."""
        return tuple(passage.text for passage in self.reading.passages)


def read_draft(path: Path) -> Draft:
    """The draft of a file.

    Raises:
        FileNotFoundError: there is no such file.
        UnreadableReport: the file cannot be read; the message says what to do.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    reading = read_guarded(path)
    _check(" ".join(passage.text for passage in reading.passages))
    return Draft(reading, path.read_bytes() if reading.report.form == "docx" else None)


def draft_of(text: str) -> Draft:
    """A draft that was typed or pasted.

    Raises:
        UnreadableReport: it holds no word, or is longer than a draft can be.
    """
    _check(text)
    apart = "\n\n".join(_paragraphs(text))
    reading = assemble(read_text(apart.encode("utf-8")), _ID, _TYPED)
    if _letters(" ".join(one.text for one in reading.passages)) != _letters(text):
        reading = replace(reading, passages=_lines(text))  # nothing that was typed is left out
    passages = tuple(map(_spoken, reading.passages))
    facts = read_facts(reading.report, passages)
    return Draft(
        replace(
            reading, passages=passages, figures=facts.figures, awards=facts.awards,
            documents=facts.documents,
        )
    )  # fmt: skip


def _paragraphs(text: str) -> list[str]:
    """Its lines; one that was cut at the page's width is joined with the rest of it."""
    found: list[str] = []
    for raw in text.splitlines():
        row = fold_spaces(nfc(raw)).strip()
        if row and found and _goes_on(found[-1], row):
            found[-1] += f" {row}"
        elif row:
            found.append(row)
    return found


def _goes_on(above: str, row: str) -> bool:
    cut = len(above) >= _WRAPPED and _ENDS.search(above) is None
    return cut and _OPENS.match(row) is None


def _lines(text: str) -> tuple[Passage, ...]:
    return tuple(
        Passage(f"{_ID[:12]}:{order}", _ID, order, PassageKind.PARAGRAPH, row)
        for order, row in enumerate(_paragraphs(text))
    )


def _spoken(passage: Passage) -> Passage:
    """A sentence with figures is a statement, even where it looks like a letterhead."""
    told = len(passage.text.split()) >= _SAID and any(char.isdigit() for char in passage.text)
    if passage.kind is PassageKind.FURNITURE and told:
        return replace(passage, kind=PassageKind.PARAGRAPH)
    return passage


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in nfc(text))


def _check(text: str) -> None:
    if not any(char.isalpha() for char in text):
        raise UnreadableReport("Dự thảo không có chữ nào để kiểm tra. Hãy dán nội dung vào.")
    if len(text) > LONGEST:
        raise UnreadableReport(
            "Dự thảo dài quá 300.000 ký tự. Hãy kiểm tra từng phần, hoặc nạp nó làm báo cáo."
        )
