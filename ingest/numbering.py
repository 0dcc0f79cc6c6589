"""Automatic numbering of Word: which label a numbered paragraph is printed with.

What this module does not know: paragraphs; it counts when it is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Bullets of Symbol and Wingdings lie in the private area; these are the usual ones.
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf02d": "-", "\uf0fc": "✓", "\uf0d8": "➢", "": "-"}


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The numbering definitions of a document with their running counts."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: _Element | None) -> Numbering:
        """From ``word/numbering.xml``; without it nothing is numbered."""
        numbering = cls()
        if root is None:
            return numbering
        abstract = {
            item.get(f"{W}abstractNumId"): _levels(item)
            for item in root.iterfind(f"{W}abstractNum")
        }
        for item in root.iterfind(f"{W}num"):
            key = item.get(f"{W}numId") or ""
            link = item.find(f"{W}abstractNumId")
            name = link.get(f"{W}val") if link is not None else None
            levels = dict(abstract.get(name, {}))
            numbering.shared[key] = str(name)
            for override in item.iterfind(f"{W}lvlOverride"):
                depth = int(override.get(f"{W}ilvl") or 0)
                inner = override.find(f"{W}lvl")
                if inner is not None:
                    levels[depth] = _level(inner)
                first = override.find(f"{W}startOverride")
                if first is not None and depth in levels:
                    old = levels[depth]
                    levels[depth] = _Level(old.form, old.text, int(first.get(f"{W}val") or 1))
                    numbering.shared[key] = f"num{key}"
            numbering.levels[key] = levels
        return numbering

    def next_label(self, key: str, depth: int) -> str:
        """The label of the next paragraph of list ``key`` at a level, "" if it prints none."""
        levels = self.levels.get(key)
        if not levels or depth not in levels or key == "0":
            return ""
        level = levels[depth]
        if level.form == "bullet":
            return _BULLETS.get(level.text.strip(), level.text.strip())
        if level.form == "none":
            return ""
        counts = self.counts.setdefault(self.shared.get(key, key), {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            other = levels.get(at, level)
            return format_number(counts.get(at, other.start), other.form)

        return re.sub(r"%(\d)", shown, level.text).strip()


def _levels(item: _Element) -> dict[int, _Level]:
    return {int(level.get(f"{W}ilvl") or 0): _level(level) for level in item.iterfind(f"{W}lvl")}


def _level(element: _Element) -> _Level:
    def value(name: str, default: str) -> str:
        found = element.find(f"{W}{name}")
        return (found.get(f"{W}val") or "") if found is not None else default

    start = value("start", "1")
    text = value("lvlText", "")
    return _Level(value("numFmt", "decimal"), text, int(start) if start.isdigit() else 1)


def format_number(number: int, form: str) -> str:
    """A count as Word prints it in a number format."""
    if form in {"upperRoman", "lowerRoman"}:
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form in {"upperLetter", "lowerLetter"} and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _roman(number: int) -> str:
    steps = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )  # fmt: skip
    text = ""
    for value, letters in steps:
        while number >= value:
            text += letters
            number -= value
    return text
