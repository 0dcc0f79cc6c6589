"""The questions that the product is measured on: their shape, and how they are read.

A case is one JSON line of ``eval/cases/*.jsonl``. It holds figures and places, never the
sentences of a report. What it does not know: how an output is judged (``score.py``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TYPES = (
    "indicator", "movement_award", "breakdown", "footnote", "table", "comparison",
    "doc_number", "date_person", "list", "multi_hop", "ambiguous_scope", "conflict",
    "no_diacritics", "typo_abbrev", "followup", "unanswerable", "false_premise",
)  # fmt: skip

UNSEEN = "_score"
"""Case files whose stem ends so are scored only: nobody looks at their cases one by one."""


class BadCase(ValueError):
    """A line that is not a case; the message names file, line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Source:
    """A place that proves the answer; any one of a case's sources is right.

    reports: accepted file names of one report; forms of one report share a stem
        (``x.pdf``, ``x.docx``), other spellings are listed here.
    page: counted from 1, None where the form has no pages.
    section: short path (``Phần I › II › 3 › a``), None where the case does not fix it.
    """

    reports: tuple[str, ...]
    page: int | None
    footnote: int | None
    section: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what a right answer must say, and where that stands.

    answers: required elements, each with its accepted surface forms.
    forbidden: tempting wrong figures.
    working: for computed answers, the sum over printed figures (``8.917 - 1.479 = 7.438``).
    unseen: True where the case is scored only.
    """

    id: str
    question: str
    type: str
    answers: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    sources: tuple[Source, ...]
    answerable: bool
    origin: str
    history: tuple[tuple[str, str], ...] = ()
    working: str = ""
    unseen: bool = False


def _source(data: Mapping[str, Any]) -> Source:
    report = data["report"]
    names = (report,) if isinstance(report, str) else tuple(str(name) for name in report)
    return Source(names, data["page"], data["footnote"], data["section"])


def parse_case(data: Mapping[str, Any], *, unseen: bool = False) -> Case:
    """One case from its JSON object; raises ``BadCase`` where the format is broken."""
    try:
        case = Case(
            id=str(data["id"]),
            question=str(data["q"]),
            type=str(data["type"]),
            answers=tuple(tuple(map(str, forms)) for forms in data["answers"]),
            forbidden=tuple(map(str, data["forbidden"])),
            sources=tuple(map(_source, data["source"])),
            answerable=bool(data["answerable"]),
            origin=str(data["origin"]),
            history=tuple((str(turn["q"]), str(turn["a"])) for turn in data.get("history", ())),
            working=str(data.get("working", "")),
            unseen=unseen,
        )
    except (KeyError, TypeError) as error:
        raise BadCase(f"missing or wrong field: {error}") from error
    if case.type not in TYPES:
        raise BadCase(f"{case.id}: unknown type {case.type!r}")
    if case.answerable != bool(case.answers) or case.answerable != bool(case.sources):
        raise BadCase(f"{case.id}: an answerable case has answers and a source, another has none")
    if not all(forms and all(forms) for forms in case.answers):
        raise BadCase(f"{case.id}: an empty answer element")
    return case


def read_cases(paths: Sequence[Path]) -> list[Case]:
    """All cases of the files, in order; ids are unique over all of them."""
    cases: list[Case] = []
    seen: set[str] = set()
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                case = parse_case(json.loads(line), unseen=path.stem.endswith(UNSEEN))
            except ValueError as error:
                raise BadCase(f"{path.name}, line {number}: {error}") from error
            if case.id in seen:
                raise BadCase(f"{path.name}, line {number}: id {case.id} stands twice")
            seen.add(case.id)
            cases.append(case)
    return cases


def case_files(paths: Sequence[Path], split: str = "") -> list[Path]:
    """The case files named; a folder means its ``*.jsonl``, ``split`` keeps stems ending so."""
    files: list[Path] = []
    for path in paths:
        files += sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    return [file for file in files if not split or file.stem.endswith(f"_{split}")]


def digest(paths: Sequence[Path]) -> str:
    """Twelve hexadecimal digits that change with any byte of the files, not with their order."""
    hashes = sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths)
    return hashlib.sha256("".join(hashes).encode()).hexdigest()[:12]
