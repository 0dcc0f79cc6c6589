"""The word lists of the audit (``check/data/audit.txt``), as patterns over keys.

The file has ``[section]`` lines and comma separated spellings, an optional ``= value``
after them, ``_`` for a comma inside a spelling.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ingest.text import canonical
from ingest.vocabulary import any_of

_FILE = Path(__file__).parent / "data" / "audit.txt"


@cache
def _sections() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    current: list[tuple[tuple[str, ...], str]] = []
    for raw in _FILE.read_text(encoding="utf-8").splitlines():
        line = raw.split("#", 1)[0].strip()
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        elif line:
            words, _, value = line.partition("=")
            parts = tuple(part.strip().replace("_", ",") for part in words.split(","))
            current.append((tuple(part for part in parts if part), value.strip()))
    return found


@cache
def words(section: str) -> tuple[str, ...]:
    """All spellings of a section as keys; KeyError if there is none of that name."""
    return tuple(canonical(word) for spellings, _ in _sections()[section] for word in spellings)


def one_of(section: str) -> str:
    """An alternation of a section's words, longest first, with word boundaries around it."""
    return rf"(?<![^\W_]){any_of(words(section))}(?![^\W_])"


@cache
def values(section: str) -> dict[str, str]:
    """A section of ``word = value`` lines as a dictionary by the words' keys."""
    return {
        canonical(word): value for spellings, value in _sections()[section] for word in spellings
    }


@cache
def groups(section: str) -> tuple[frozenset[str], ...]:
    """The lines of a section, each as a set of keys."""
    return tuple(
        frozenset(canonical(word) for word in spellings) for spellings, _ in _sections()[section]
    )
