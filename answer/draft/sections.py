"""The sections of a report, and which of them a person means.

A section is named by its path as printed (``Phần I › II › 1``), by its number or by words of
its heading. What is not clear is asked back with the outline, never guessed.

What this module does not know: drafting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.report import Heading, Passage, PassageKind, Reading
from ingest.text import bare, canonical, fold_spaces

_STEPS = re.compile(r"\s*[›>|]\s*|\s+/\s+")
_LONGEST_SHOWN = 90
_OUTLINE_DEPTH = 5
NONE_MATCH = "Không có mục nào khớp với “{wanted}”."
SEVERAL_MATCH = "Có {count} mục khớp với “{wanted}”; hãy ghi rõ đường dẫn mục."
CHOOSE = "Các mục của {file}:"


class UnknownSection(ValueError):
    """No section, or several, fit the words; the message shows those that there are."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its headings, outermost first, and the words of the last of them."""

    steps: tuple[Heading, ...]
    title: str

    @property
    def path(self) -> str:
        """The path as citations print it."""
        return " › ".join(step.short() for step in self.steps if step.short())

    def line(self) -> str:
        """The path with the heading's words, for an outline."""
        last = self.steps[-1].short()
        words = "" if self.title == last else f": {self.title}"
        return f"{self.path}{words}"[:_LONGEST_SHOWN]


def sections_of(reading: Reading) -> list[Section]:
    """All sections in printed order."""
    found: dict[tuple[Heading, ...], Section] = {}
    for passage in reading.passages:
        for depth in range(1, len(passage.section) + 1):
            steps = passage.section[:depth]
            if steps not in found:
                found[steps] = Section(steps, _title(steps, passage))
    return list(found.values())


def _title(steps: tuple[Heading, ...], passage: Passage) -> str:
    if steps[-1].title:
        return steps[-1].title
    if steps != passage.section or passage.kind is PassageKind.FOOTNOTE:
        return steps[-1].short()
    text = passage.text[len(passage.label) :].strip()
    return text if len(text) <= 60 else text[:57].rsplit(" ", 1)[0] + "…"


def choose(reading: Reading, wanted: Sequence[str]) -> list[Section]:
    """The sections that are meant, in printed order, none inside another.

    Raises:
        UnknownSection: one of them names no section or several.
    """
    known = sections_of(reading)
    chosen = [_one(reading, known, words) for words in wanted]
    ordered = [section for section in known if section in chosen]
    return [
        section
        for section in ordered
        if not any(
            other is not section and section.steps[: len(other.steps)] == other.steps
            for other in ordered
        )
    ]


def _one(reading: Reading, known: Sequence[Section], wanted: str) -> Section:
    for found in (_by_path(known, wanted), _by_words(known, wanted)):
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownSection(
                SEVERAL_MATCH.format(count=len(found), wanted=wanted)
                + "".join(f"\n  {section.line()}" for section in found[:20])
            )
    raise UnknownSection(f"{NONE_MATCH.format(wanted=wanted)}\n{outline_text(reading)}")


def outline_text(reading: Reading) -> str:
    """The outline of a report as lines of paths."""
    lines = [
        section.line() for section in sections_of(reading) if len(section.steps) <= _OUTLINE_DEPTH
    ]
    return "\n".join([CHOOSE.format(file=reading.report.file), *(f"  {line}" for line in lines)])


def _by_path(known: Sequence[Section], wanted: str) -> list[Section]:
    """Sections whose path is, or ends with, the steps given."""
    steps = [step for step in _STEPS.split(fold_spaces(wanted)) if _key(step)]
    if not steps:
        return []
    for key in (_exact, _key):  # "d" and "đ" are two labels; typed without marks they are one
        whole = [section for section in known if _fits(section.steps, steps, key)]
        ends = [
            section
            for section in known
            if len(section.steps) > len(steps) and _fits(section.steps[-len(steps) :], steps, key)
        ]
        if whole or ends:
            return whole or ends
    return []


def _fits(own: Sequence[Heading], steps: Sequence[str], key: Callable[[str], str]) -> bool:
    return len(own) == len(steps) and all(
        key(step) in (key(one.label), key(one.short()), key(one.title), key(_both(one)))
        for one, step in zip(own, steps, strict=True)
    )


def _both(step: Heading) -> str:
    return f"{step.label} {step.title}"


def _by_words(known: Sequence[Section], wanted: str) -> list[Section]:
    """Sections whose heading is, begins with, or holds the words; the closest kind only."""
    words = _key(wanted)
    if len(words) < 2:
        return []
    titles = [(section, _key(f"{section.steps[-1].label} {section.title}")) for section in known]
    bare_titles = [(section, _key(section.title)) for section in known]
    for same in (
        [s for s, title in (*titles, *bare_titles) if title == words],
        [s for s, title in (*titles, *bare_titles) if title.startswith(words)],
        [s for s, title in bare_titles if words in title],
        [s for s, title in bare_titles if set(words.split()) <= set(title.split())],
    ):
        if same:
            return list(dict.fromkeys(same))
    return []


def _exact(text: str) -> str:
    """As ``_key``, with the marks of tone."""
    return " ".join(re.findall(r"[^\W_]+", canonical(text)))


def _key(text: str) -> str:
    """How headings are compared: without marks of tone, punctuation and case."""
    return " ".join(re.findall(r"[^\W_]+", bare(text)))


def passages_of(reading: Reading, sections: Sequence[Section]) -> list[Passage]:
    """The passages of some sections with the headings above them; of all where none is given."""
    if not sections:
        return list(reading.passages)
    inside = [passage for passage in reading.passages if _within(passage, sections)]
    held = {passage.id for passage in inside}
    by_id = reading.by_id()
    for passage in list(inside):
        above = by_id.get(passage.parent or "")
        while above is not None and above.id not in held:
            if above.kind is PassageKind.HEADING:
                held.add(above.id)
            above = by_id.get(above.parent or "")
    return [passage for passage in reading.passages if passage.id in held]


def _within(passage: Passage, sections: Sequence[Section]) -> bool:
    return any(passage.section[: len(one.steps)] == one.steps for one in sections)
