"""Word lists of Vietnamese administrative language, kept as text files in ``ingest/data``.

A file has ``[section]`` lines, one entry a line, ``#`` comments that say where the words
come from. An entry is a comma separated list of spellings, with an optional ``= value``
after it. What this module does not know: what any section means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ingest.text import canonical, has_marks, strip_marks

_FOLDER = Path(__file__).parent / "data"
# The capitals of Latin script as the inside of a character class. A range such as [À-Ỹ]
# would not do: Unicode interleaves the Vietnamese capitals with their small letters.
CAPITALS = "".join(
    char
    for char in map(chr, range(0x41, 0x1EFA))
    if char.isupper() and char.isalpha() and (char < "\u0250" or char >= "\u1e00")
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a word list: its spellings and what stands after the equals sign ("")."""

    spellings: tuple[str, ...]
    value: str = ""


@cache
def entries(file: str, section: str) -> tuple[Entry, ...]:
    """The entries of a section; KeyError if the file has no such section."""
    return _sections(file)[section]


def spellings(file: str, section: str) -> tuple[str, ...]:
    """All spellings of a section, in file order."""
    return tuple(word for entry in entries(file, section) for word in entry.spellings)


@cache
def _sections(file: str) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    current: list[Entry] = []
    for raw in (_FOLDER / file).read_text(encoding="utf-8").splitlines():
        line = raw.split("#", 1)[0].strip()
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        elif line:
            current.append(_entry(line))
    return {name: tuple(lines) for name, lines in found.items()}


def _entry(line: str) -> Entry:
    words, _, value = line.partition("=")
    parts = (word.strip().replace("_", ",") for word in words.split(","))
    return Entry(tuple(part for part in parts if part), value.strip())


@dataclass(frozen=True, slots=True)
class Keyed:
    """A text beside its key of the same length (``ingest.text.canonical``).

    plain: the text carries no Vietnamese mark at all, as when typed on a bare keyboard;
    the key and all patterns are then taken without marks.
    """

    text: str
    key: str
    plain: bool


@lru_cache(maxsize=512)
def keyed(text: str) -> Keyed:
    """The text with its key; the text should be NFC, or offsets mean the given string."""
    plain = text.isascii() or not any(has_marks(char) for char in text if not char.isascii())
    return Keyed(text, canonical(text), plain)


class Pattern:
    """A regular expression over keys, compiled with and without Vietnamese marks.

    It is written in the spelling of ``canonical``: lower case, "tỉ", "kì", "lí".
    """

    def __init__(self, expression: str) -> None:
        self._marked = re.compile(expression)
        self._plain = re.compile(strip_marks(expression))

    def of(self, line: Keyed) -> re.Pattern[str]:
        """The form that fits the text."""
        return self._plain if line.plain else self._marked

    def finditer(self, line: Keyed, start: int = 0, end: int | None = None) -> list[re.Match[str]]:
        """All matches between two offsets."""
        stop = len(line.key) if end is None else end
        return list(self.of(line).finditer(line.key, start, stop))

    def match(self, line: Keyed, start: int, end: int | None = None) -> re.Match[str] | None:
        """The match that begins at ``start``."""
        stop = len(line.key) if end is None else end
        return self.of(line).match(line.key, start, stop)

    def search(self, line: Keyed, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match between two offsets."""
        stop = len(line.key) if end is None else end
        return self.of(line).search(line.key, start, stop)


def any_of(words: Iterable[str]) -> str:
    """An alternation of the words' keys, longest first, for use in a ``Pattern``."""
    keys = sorted({canonical(word) for word in words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(key).replace(r"\ ", " ") for key in keys) + ")"
