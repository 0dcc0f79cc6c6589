"""What kind of thing a question asks for, as far as it helps to find the passage.

A question that asks "bao nhiêu căn" is answered where a number stands before "căn", one
that asks "ngày nào" where a date stands. The asking words are in ``data/asked.txt``.

What this module does not know: how the answer is read out, and what is computed from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from index.synonyms import Phrase, bare_phrase
from index.tokens import units
from ingest.text import strip_marks

ASKED = Path(__file__).with_name("data") / "asked.txt"
DOCUMENTS = frozenset(
    bare_phrase(name.split())
    for name in (
        "quyết định", "nghị quyết", "nghị định", "kế hoạch", "chỉ thị", "thông tư", "công văn",
        "hướng dẫn", "tờ trình", "thông báo", "báo cáo", "chương trình", "đề án", "công điện",
        "kết luận", "quy định", "quy chế",
    )
)  # fmt: skip
# Words of those who ask for several things, or for each of them.
SEVERAL = ("những", "các", "từng", "gồm", "lần lượt", "liệt kê", "kể tên", "chia ra", "trong đó")
SEVERAL_MARKED = ("mỗi", "kể", "nêu", "riêng")  # "moi" is "mới" more often
NOUN = 3  # units after "bao nhiêu" that may name what is counted


class Kind(StrEnum):
    """What a passage has to print to answer."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    DOCUMENT = "document"
    PERSON = "person"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Asked:
    """kind: of thing; noun: the bare units after "bao nhiêu", what is counted."""

    kind: Kind
    noun: Phrase = ()


def asked(sequence: Sequence[str], marked: bool) -> Asked:
    """What a question's units ask for."""
    phrases, ends, longest = _asking(marked)
    bare = bare_phrase(sequence)
    key = tuple(sequence) if marked else bare
    found, place = Asked(Kind.OTHER), 0
    while place < len(key):
        length, kind = _longest_at(key, place, phrases, longest)
        place += length
        if kind is Kind.COUNT:
            return _counted(bare[place:], ends)
        if kind is not None and found.kind is Kind.OTHER:
            noun = _document_before(bare[:place]) if kind is Kind.DOCUMENT else ()
            found = Asked(kind, noun)
    return found


def asks_parts(sequence: Sequence[str], marked: bool) -> bool:
    """Whether a question asks for several things ("những nơi nào") or each ("mỗi nơi")."""
    bare = f" {' '.join(bare_phrase(sequence))} "
    if any(f" {strip_marks(word)} " in bare for word in SEVERAL):
        return True
    return marked and not set(SEVERAL_MARKED).isdisjoint(sequence)


def _document_before(said: Phrase) -> Phrase:
    """The kind of document named last, () if none is."""
    for end in range(len(said), 1, -1):
        if said[end - 2 : end] in DOCUMENTS:
            return said[end - 2 : end]
    return ()


def _longest_at(
    key: Phrase, place: int, phrases: dict[Phrase, Kind], longest: int
) -> tuple[int, Kind | None]:
    for length in range(min(longest, len(key) - place), 0, -1):
        if (kind := phrases.get(key[place : place + length])) is not None:
            return length, kind
    return 1, None


def _counted(after: Phrase, ends: dict[Phrase, Kind]) -> Asked:
    for length in range(NOUN, 0, -1):
        if (kind := ends.get(after[:length])) is not None:
            return Asked(kind, after[:length]) if kind is not Kind.OTHER else Asked(Kind.COUNT)
    return Asked(Kind.COUNT, after[:NOUN])


@cache
def _asking(marked: bool) -> tuple[dict[Phrase, Kind], dict[Phrase, Kind], int]:
    """Asking phrases, what may follow a counting one, and the longest phrase's length."""
    phrases: dict[Phrase, Kind] = {}
    ends: dict[Phrase, Kind] = {}
    part, kind = phrases, Kind.OTHER
    for line in ASKED.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            name, _, place = line.strip("[]").partition(" ")
            part, kind = (ends if place else phrases), Kind(name)
            continue
        phrase = tuple(units(line.lstrip("=")))
        if part is ends:
            part[bare_phrase(phrase)] = kind
        elif marked:
            part[phrase] = kind
        elif not line.startswith("="):
            part[tuple(map(strip_marks, phrase))] = kind
    return phrases, ends, max(map(len, phrases))
