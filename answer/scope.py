"""Whether a place in a report is in the scope that a question names: where and when.

A scope that the text names and the question does not ask for makes a figure a part, not
the whole; a scope that the question asks for and the text denies makes it another thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from answer.evidence import Spans
from answer.frame import Frame
from answer.names import capitalised_runs
from answer.shelf import Shelf
from index.synonyms import SAME, general
from index.tokens import units
from ingest.report import Passage, Report
from ingest.text import bare

# Order from the place outwards; a name counts as being about the place found nearest.
NEAR, MIDDLE, FAR = 1.0, 0.8, 0.5
_OLD = re.compile(r"\(cũ\)|(?<!\w)cũ(?!\w)|trước (?:khi )?(?:sáp nhập|hợp nhất|sắp xếp)")
UNASKED_YEAR = 0.6
_WHOLE = re.compile(r"(?:^|[–-] )(?:toàn|tổng|cộng|chung)(?!\w)")
LONG = 3  # words of a name that an abbreviation of one word stands for
_RANGE = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")
_BOUNDED = ("từ ", "trước ", "sau ", "đến ", "kể từ ")
_DATED = re.compile(
    r"(?<!\w)(?:trước|sau|từ|đến|tới|cuối|đầu|giữa|truoc|sau|tu|den|cuoi|dau|giua)(?!\w)"
)
_KIND = re.compile(r"^(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh) ")
_KINDS = ("xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh")
_NEW = re.compile(r"\(mới\)|sau (?:khi )?(?:sáp nhập|hợp nhất|sắp xếp)")


def _named_old(key: str, names: Iterable[str]) -> bool:
    """ "an hoa cu": typed without marks, "cu" says "cũ" only right behind a place."""
    return any(f" {bare(name)} cu " in f"{name_key(key)} " for name in names)


def _said_so(frame: Frame, phrase: str) -> bool:
    """Whether a question says a place with its kind, typed with or without marks.

    "cấp xã Hòa An" is all communes of Hòa An.
    """
    said, level = (phrase, "cấp") if frame.marked else (bare(phrase), "cap")
    return f" {said} " in name_key(frame.key).replace(f" {level} {said} ", " ")


@dataclass(frozen=True, slots=True)
class Scope:
    """What the question restricts: names as canonical keys, years, before/after a merger."""

    names: tuple[str, ...]
    years: tuple[str, ...]
    old: bool
    new: bool
    kinds: tuple[tuple[str, str], ...] = ()  # what a name is the name of: ("tỉnh", "hòa an")

    @classmethod
    def of(cls, frame: Frame, names: tuple[str, ...], years: tuple[str, ...]) -> Scope:
        """Read the scope words of a frame."""
        key = frame.key
        kinds = [
            (kind, own)
            for own in {_KIND.sub("", name) for name in names}
            for kind in _KINDS
            if _said_so(frame, f"{kind} {own}")
        ]
        old = bool(_OLD.search(key)) or (not frame.marked and _named_old(key, names))
        return cls(names, years, old, bool(_NEW.search(key)), tuple(kinds))

    def of_another_kind(self, text: str, owner: str = "") -> bool:
        """Whether a text speaks of another place of an asked name: the town, not the province.

        owner: whose report it is. A name said alone is the owner's, where the owner bears it.
        """
        return any(
            f" {name} " in text
            and f" {kind} {name} " not in text
            and any(f" {other} {name} " in text for other in _KINDS if other != kind)
            for kind, name in _places_meant(self, owner)
        )

    def of_former(self, text: str, owner: str) -> bool:
        """Whether a text speaks of what the owner was before a merger, which nobody asked for."""
        return not self.old and any(
            f" {name} cũ " in text and f" {name} " in owner for name in self.names
        )


@lru_cache(maxsize=256)  # asked of every figure
def _places_meant(scope: Scope, owner: str) -> tuple[tuple[str, str], ...]:
    """What each name is the name of: as the question says, else as the report's owner bears it."""
    said = {name for _, name in scope.kinds}
    implied = [
        (kind, name)
        for name in scope.names
        if owner and name not in said and not _KIND.match(name)
        for kind in _KINDS
        if f" {kind} {name} " in owner
    ]
    return (*scope.kinds, *implied)


@lru_cache(maxsize=65536)
def name_key(text: str) -> str:
    """A stretch as space-separated canonical syllables with spaces around."""
    return " " + " ".join(units(text)) + " "


# Bodies whose names go on in small letters: "Quỹ Hỗ trợ nông dân", "Tổng Liên đoàn".
_BODIES = frozenset(("quỹ", "trung", "câu", "chương", "tổng"))
_SHORTENED = frozenset(("bộ", "sở", "phòng", "ban"))  # "Bộ Văn hóa" printed "Bộ VHTTDL"


def names_found(
    scope: Scope, passage: Passage, spans: Spans, shelf: Shelf, about: str, column: str = ""
) -> tuple[float, int]:
    """(how near the asked names stand, 0 … 1, the worst of them; how many are nowhere).

    column: the header of a cell, which may name a place as well as its row's label.
    """
    if not scope.names:
        return 1.0, 0
    report = shelf.report_of(passage)
    context = shelf.context(passage)
    layers: tuple[tuple[str, float], ...] = (
        (name_key(about), NEAR),
        (row_name(passage), NEAR),
        (name_key(column) if column else "", NEAR),
        (shelf.zone(passage, *spans.segment).exact, NEAR),
        (shelf.zone(passage, *spans.clause).exact, NEAR * 0.95),
        (shelf.zone(passage, *spans.head).exact if spans.head else "", 0.9),
        (shelf.zone(passage, *spans.sentence).exact, MIDDLE),
        (context.caller.exact, MIDDLE),
        (context.leaf.exact, MIDDLE),
        (owner_key(report), MIDDLE if not about else FAR),
        (context.lead.exact, MIDDLE),
        (context.whole.exact, FAR),
        (context.path.exact, FAR),
    )
    owner = owner_key(report)
    own_cell = bool(column) and not former_column(scope, passage, column, report)
    layers = tuple(
        (text, weight)
        for text, weight in layers
        if not scope.of_another_kind(text, owner)
        and (not scope.of_former(text, owner) or (own_cell and text == name_key(column)))
    )
    worst, missing = 1.0, 0
    label = name_key(passage.row.label) if passage.row is not None else ""
    for name in scope.names:
        best = max((w for text, w in layers if f" {name} " in text), default=0.0)
        if not best and label and label.strip() == _KIND.sub("", name):
            best = MIDDLE  # "huyện Vàm Tre" of a row that says "Vàm Tre"
        best = best or max((w for text, w in layers if _listed(name, text)), default=0.0)
        best = best or max((w for text, w in layers if _shortened(name, text)), default=0.0)
        missing += best == 0.0 and not _cut_short(name)
        worst = min(worst, best)
    return worst, missing


def _cut_short(name: str) -> bool:
    """Whether it is the beginning of a body's name, the rest in small letters: "quỹ hỗ (trợ)"."""
    words = name.split()
    return len(words) == 2 and words[0] in _BODIES


def former_column(scope: Scope, passage: Passage, column: str, report: Report) -> bool:
    """Whether a cell is of what the owner was before a merger, in a row that has the whole too."""
    if passage.row is None or not scope.of_former(name_key(column), owner_key(report)):
        return False
    return any(_WHOLE.search(cell.header.lower()) for cell in passage.row.cells)


def _shortened(name: str, text: str) -> bool:
    """Whether a text has a body's name by its abbreviation: "bộ văn (hóa)" as "bộ vhttdl"."""
    kind, _, first = name.partition(" ")
    return kind in _SHORTENED and any(
        f" {kind} {short} " in text for short in _abbreviated(first.split(" ")[0])
    )


@lru_cache(maxsize=256)
def _abbreviated(first: str) -> tuple[str, ...]:
    """The abbreviations of names that begin with a word."""
    return tuple(
        phrase[0]
        for phrase, other in general()
        if len(phrase) == 1 and other.weight == SAME and len(other.phrase) > LONG
        if other.phrase[0] == first
    )


def _listed(name: str, text: str) -> bool:
    """Whether a text lists a place behind its kind: "các xã Pu Lâu, Nậm Khao" has xã Nậm Khao."""
    kind = _KIND.match(name)
    own = name[kind.end() :] if kind else ""
    if kind is None or " " not in own:
        return False
    at = text.find(f" {own} ")
    return 0 <= text.find(f" {kind[0]}") < at


def row_name(passage: Passage) -> str:
    """A row's label behind the header of its column: "Xã | Pu Lâu" is "xã Pu Lâu"."""
    row = passage.row
    if row is None:
        return ""
    header = next((cell.header for cell in row.cells if cell.text == row.label), "")
    return name_key(f"{header} {row.label}")


def owner_key(report: Report) -> str:
    """Whose report it is, as ``name_key`` spells it."""
    return name_key(f"{report.issuer} {report.place} {report.title}")


def is_part(scope: Scope, about: str, report: Report) -> bool:
    """Whether the place speaks of a part (a district, a former province) not asked for."""
    if not about:
        return False
    text, owner = name_key(about), owner_key(report)
    old = " cũ " in text and not scope.old
    if scope.of_another_kind(text, owner):
        return True
    if any(f" {name} " in text for name in scope.names):
        return old and not _narrower(scope, report)
    others = [name_key(run).strip() for run in capitalised_runs(about)]
    return old or any(name not in owner for name in others)


def is_bounded(key: str, period: str) -> bool:
    """Whether a figure is only about the time before or after a date, unasked."""
    return period.startswith(_BOUNDED) and not _DATED.search(key)


def _narrower(scope: Scope, report: Report) -> bool:
    """Whether the question names a place other than the report's own."""
    owner = owner_key(report)
    return any(f" {name} " not in owner for name in scope.names)


def year_fit(scope: Scope, period: str, text: str, report: Report, own: str = "") -> float:
    """1 same period or none asked, 0.5 unknown, 0 another period.

    period: the figure's own ("" if unknown); text: its sentence. own: the part of a year that
    the report is about ("2025-H1"): who asks it for the year asks for that.
    """
    if period and period == own:
        period = own.partition("-")[0]
    if not scope.years:
        # Who names no year asks for the year that the report is about.
        return 1.0 if not period or str(report.year or period) in period else UNASKED_YEAR
    asked = scope.years[0] if len(scope.years) == 1 else None
    if period:
        if period in scope.years:
            return 1.0
        if asked and _within(asked, period):
            return 0.6
        return 0.0
    joined = _RANGE.sub(r"\1-\2", text)
    if any(year in joined for year in scope.years):
        return 1.0
    if any(own in scope.years for own in report.periods):
        return 0.8
    within = asked and any("-" in own and asked in _years_of(own) for own in report.periods)
    return 0.5 if within else 0.2


def _years_of(span: str) -> frozenset[str]:
    """All years of "2021-2025"."""
    first, last = map(int, span.split("-"))
    return frozenset(map(str, range(first, last + 1)))


def _within(asked: str, period: str) -> bool:
    """Whether a period lies in the span asked for, or a span ends or begins with the year."""
    one, other = re.findall(r"\d{4}", asked), re.findall(r"\d{4}", period)
    if not one or not other:
        return False
    if len(one) == 1:
        return one[0] in other
    first, second = _years_of("-".join(one[:2])), _years_of("-".join((*other, other[0])[:2]))
    return first <= second or second <= first
