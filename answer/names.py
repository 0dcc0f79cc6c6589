"""Proper names: which ones the reports know, and which ones a question is about.

A name is a run of two or more capitalised syllables, as the reports print it; a
province is known even if no report names it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from answer.frame import Frame
from index.tokens import units
from ingest.text import bare
from ingest.vocabulary import CAPITALS

_RUN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_PROVINCES = Path(__file__).parent / "data" / "provinces.txt"

LEAST = 2  # syllables of a town's name
# "Thủy điện Sông Lam 2": the number is part of the name where no thing counted follows it.
_NUMBERED = re.compile(
    rf"(?:[{CAPITALS}][^\W\d_]* ){{2,6}}[1-9]"
    rf"(?= (?:[{CAPITALS}]|tài|hỗ|ủng|và|đã|được|có)|[,;:.)]|$)"
)


@cache
def provinces() -> frozenset[str]:
    """Canonical names of all provinces and centrally run cities, old and new."""
    lines = _PROVINCES.read_text(encoding="utf-8").splitlines()
    return frozenset(" ".join(units(line)) for line in lines if line and not line.startswith("#"))


def capitalised_runs(text: str) -> Iterable[str]:
    """Runs of at least two syllables that begin with a capital, as printed."""
    for stretch in _RUN.finditer(text):
        run: list[str] = []
        for syllable in [*stretch[0].split(" "), ""]:
            if syllable[:1].isupper() and not (len(syllable) > 1 and syllable.isupper()):
                run.append(syllable)
                continue
            if len(run) >= 2:
                yield " ".join(run)
            run = []


@dataclass(frozen=True, slots=True)
class Names:
    """The names that the reports print, by key, and how often."""

    known: dict[str, int]
    by_bare: dict[str, str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Names:
        """Collect the names of all texts."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(" ".join(units(run)) for run in capitalised_runs(text))
            counts.update(" ".join(units(name[0])) for name in _NUMBERED.finditer(text))
        for name in provinces():
            counts.setdefault(name, 0)
        return cls(dict(counts), {bare(name): name for name in counts})

    def in_question(self, frame: Frame) -> tuple[str, ...]:
        """Names the question is about, longest first, as canonical keys.

        Besides the known ones, capitalised runs of the question itself: a name that no
        report knows matters most.
        """
        key = " " + " ".join(units(frame.key)) + " "
        pool = self.known if frame.marked else self.by_bare
        found = [name for name in pool if f" {name} " in key]
        if frame.marked:
            text = _MEDAL.sub(lambda medal: medal[0].lower(), _after_first(frame.text))
            runs = [" ".join(units(run)) for run in capitalised_runs(text)]
            # "Quảng Lac" is a slip for the name that the reports print.
            runs = [run if run in self.known else self.by_bare.get(bare(run), run) for run in runs]
            runs = [self._behind_body(run, text) for run in runs]
            if any(char.isupper() for char in frame.text[1:]):
                # Who writes names with capitals means no name by "các quyết (định)".
                found = [name for name in found if _written(name, frame.text)]
            found += runs
        else:
            found = [self.by_bare[name] for name in found]
        found = [name for name in found if not _CALENDAR.issuperset(name.split())]
        found = [name for name in found if not _GRADES.issuperset(name.split())]
        found += ordinals_and_numbers(frame)
        longest_first = sorted(dict.fromkeys(found), key=len, reverse=True)
        kept: list[str] = []
        for name in longest_first:
            if not any(f" {name} " in f" {longer} " for longer in kept):
                kept.append(name)
        return tuple(kept)

    def _behind_body(self, run: str, text: str) -> str:
        """The town alone where a body's name and it make one run: "Bệnh viện Mắt Hòa An".

        The report prints "Bệnh viện Mắt"; whose it is, its owner tells.
        """
        words = run.split()
        if run in self.known or len(words) <= LEAST:
            return run
        town = " ".join(words[-LEAST:])
        printed = [r for r in capitalised_runs(text) if " ".join(units(r)) == run]
        body = any(_BODY.search(text[: text.find(it)]) for it in printed)
        return town if body and self.known.get(town) else run


# A body or place of which many towns have one, before its own name and the town's.
_BODY = re.compile(
    r"(?<!\w)(?:bệnh viện|trường|trung tâm|chi cục|cục|công ty|nhà máy|nhà hát|bảo tàng|thư viện"
    r"|chợ|cảng|bến xe|ga|sân bay|khu công nghiệp|cụm công nghiệp|hội|quỹ|ban quản lý|đài|báo) $",
    re.IGNORECASE,
)
# "huy chương Bạc Toán quốc tế": the medal's metal begins no name.
_MEDAL = re.compile(r"(?<=huy chương )(?:Vàng|Bạc|Đồng)(?!\w)")
# Feasts and the years of the old calendar tell when: "Tết Giáp Thìn" is no place.
_CALENDAR = frozenset(
    units(
        "tết nguyên đán giáp ất bính đinh mậu kỷ canh tân nhâm quý tý sửu dần mão thìn tỵ ngọ mùi"
        " thân dậu tuất hợi quốc khánh trung thu"
    )
)
_GRADES = frozenset(units("hạng nhất nhì ba"))
_ORDINAL = re.compile(
    r"(?<!\w)(?:lần thứ|lan thu|khóa|khoá|khoa|nhiệm kì thứ|lần|lan)\s+"
    r"([ivxl]+|\d+|nhất|nhat|hai|ba)(?!\w)"
)
_DOCUMENT = re.compile(r"(?<![\w/])\d+(?:/\d{4})?[/-][^\W\d_][\w-]*", re.IGNORECASE)


def ordinals_and_numbers(frame: Frame) -> list[str]:
    """ "lần thứ II" and "933/QĐ-UBND": what a question names by number must be just that."""
    found = []
    for match in _ORDINAL.finditer(frame.key):
        number = match[1]
        if match[0].split()[-2] in {"lần", "lan"} and number[0] not in "ivxl":
            continue  # "giải quyết lần hai" is a second time, no name
        if number in {"nhất", "nhat"}:
            number = "i"
        elif number == "hai":
            number = "ii"
        elif number == "ba":
            number = "iii"
        found.append(f"thứ {number}")
    if frame.marked:
        found += [" ".join(units(match[0])) for match in _DOCUMENT.finditer(frame.text)]
    return found


def _written(name: str, text: str) -> bool:
    """Whether a text has a name with capitals, at its beginning too."""
    words = re.findall(r"[^\W\d_]+|\d+", text)
    spelled = [" ".join(units(word)) for word in words]
    wanted = name.split()
    return any(
        spelled[at : at + len(wanted)] == wanted
        and not any(word[0].islower() for word in words[at + 1 : at + len(wanted)])
        for at in range(len(spelled) - len(wanted) + 1)
    )


def _after_first(text: str) -> str:
    """The text with its first letter lowered: a sentence's capital makes no name."""
    return text[:1].lower() + text[1:]
