"""The vocabulary of asking: phrases that tell what kind of answer a question wants.

Knows only ``data/asking.toml``; it reads the file once, when first needed.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.text import bare, canonical

DATA = Path(__file__).parent / "data" / "asking.toml"


@dataclass(frozen=True, slots=True)
class Phrases:
    """A group of phrases as two patterns: typed with marks and typed without."""

    marked: re.Pattern[str]
    unmarked: re.Pattern[str]

    def search(self, key: str, marked: bool) -> re.Match[str] | None:
        """The leftmost phrase in a canonical (marked) or bare (unmarked) key."""
        return (self.marked if marked else self.unmarked).search(key)

    def spans(self, key: str, marked: bool) -> list[tuple[int, int]]:
        """All places where a phrase of the group stands."""
        return [m.span() for m in (self.marked if marked else self.unmarked).finditer(key)]


@dataclass(frozen=True, slots=True)
class Asking:
    """``asking.toml`` compiled: group name ("wanted.date", "scope.plan") -> phrases."""

    groups: dict[str, Phrases]
    stop: frozenset[str]
    bare_stop: frozenset[str]
    chat: dict[str, str]


# "đồng" of people and things that is no money: "mấy đồng chí", "bao nhiêu đồng hồ".
_NO_MONEY = r"(?<!\bđồng)(?!\w)|(?<=\bđồng)(?!\w)(?! (?:chí|bào|nghiệp|đội|hồ|minh|ruộng|phạm))"
_NO_MONEY_BARE = (
    r"(?<!\bdong)(?!\w)|(?<=\bdong)(?!\w)(?! (?:chi|bao|nghiep|doi|ho|minh|ruong|pham)(?!\w))"
)


def _pattern(phrases: list[str], ends: str) -> re.Pattern[str]:
    longest_first = sorted(set(phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?:{ends})")


@cache
def asking() -> Asking:
    """The compiled vocabulary."""
    tables = tomllib.loads(DATA.read_text(encoding="utf-8"))
    groups = {
        f"{table}.{name}": Phrases(
            _pattern([canonical(p.strip()) for p in phrases], _NO_MONEY),
            _pattern([bare(p.strip()) for p in phrases], _NO_MONEY_BARE),
        )
        for table, entries in tables.items()
        if table not in {"words", "chat"}
        for name, phrases in entries.items()
    }
    stop = frozenset(canonical(tables["words"]["stop"]).split())
    return Asking(
        groups=groups,
        stop=stop,
        bare_stop=frozenset(map(bare, stop)),
        chat={canonical(short): full for short, full in tables["chat"].items()},
    )
