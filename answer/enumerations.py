"""Where a report enumerates: a note, a bracket, "gồm …", bullets; and what leads to it.

Knows punctuation and capitals only. What this module does not know: questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from answer.shelf import Shelf
from ingest.clauses import brackets
from ingest.report import Passage, PassageKind
from ingest.segments import Span, bracket_at, clause_at, sentence_at, sentences
from ingest.vocabulary import CAPITALS

LONGEST = 1500
OWN_HEAD = 90  # a head of the members' own sentence that is told with them
_INTRODUCES = re.compile(
    r"(?:bao gồm|gồm có|gồm|cụ thể như sau|cụ thể|như sau|như|là|sau đây|trong đó)\s*:\s+"
    r"|(?:bao gồm|gồm có|gồm các|gồm|điển hình như|như)\s+(?=\S)|:\s+",
    re.IGNORECASE,
)
_NAME = re.compile(
    rf"[{CAPITALS}][^\W\d_]*(?: [{CAPITALS}][^\W\d_]*)+|(?<=\s)[{CAPITALS}][^\W\d_]+"
)
_ONLY = re.compile(rf"\s*[{CAPITALS}][^\W\d_]+\s*[.,;]?\s*$")
_BRACKET = re.compile(r"\([^()]*\)")
_RENAMED = re.compile(r"\(\s*(?:nay|trước đây|trước là|thuộc|tức)\b", re.IGNORECASE)
_OPENING = re.compile(r"^\s*(?:gồm|bao gồm|có|cụ thể|như)?\s*:?\s*(?:[-+•]|\(\d+\))?\s*", re.I)
_COUNT = re.compile(r"(?<![\w/.,-])\d[\d.,]*(?:/\d[\d.,]*)?\s*(?:%|[^\W\d_])")
# "hai tiêu chí chưa đạt là tiêu chí số 13 …, tiêu chí số 17 …"
_COUNTED_ARE = re.compile(
    r"(?<![\w/.,])(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d{1,2})"
    r" [^,;:.()\d]{3,60}?\s(là\s+)(?!\d)",
    re.IGNORECASE,
)
_COUNTS_ANEW = re.compile(
    r"\s*(?:và |còn )?(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d+) [^\W\d_]", re.IGNORECASE
)
HEAD_WORDS = 4  # words of a member before which its name must begin


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Members told one after the other.

    told: what of the passage is to be told; members: their texts, in order.
    head: what says what is enumerated: the words in front, for a note those that call it.
    """

    passage: Passage
    told: Span
    members: tuple[str, ...]
    head: str

    @property
    def named(self) -> float:
        """The part of the members that bear a proper name."""
        first, *rest = self.members
        # A capital in the middle of a sentence is a name; at its beginning it is none.
        within = ";" not in self.passage.text[slice(*self.told)]
        own = sum(bears_name(m) or (within and m[:1].isupper()) for m in rest)
        return (bears_name(first) + own) / len(self.members)

    def counts(self) -> set[int]:
        """How many members there may be: some of them may be several ("A, B (C); D và E")."""
        size = len(self.members)
        finer = sum(len(split(_BRACKET.sub("", member))) for member in self.members)
        return {size, finer, size + (" và " in self.members[-1])}

    @property
    def figured(self) -> float:
        """The part of the members that are told with a figure."""
        return sum(bool(_COUNT.search(m)) for m in self.members) / len(self.members)


def enumerations(shelf: Shelf, passage: Passage) -> Iterable[Enumeration]:
    """Every enumeration of two or more members in a passage; none of them overlong."""
    if passage.kind in {PassageKind.HEADING, PassageKind.ROW, PassageKind.FURNITURE}:
        return
    text = passage.text
    calling = called_by(shelf, passage)
    for told, inner, head in _places(text, note=passage.note is not None):
        members = split(text[slice(*inner)])
        if len(members) >= 2 and told[1] - told[0] <= LONGEST:
            yield Enumeration(passage, told, members, f"{head} | {calling}" if calling else head)


def _places(text: str, note: bool) -> Iterable[tuple[Span, Span, str]]:
    """(what is told, what holds the members, the words in front)."""
    if note:
        for span in sentences(text):
            yield span, span, ""
    for bracket in brackets(text):
        if _RENAMED.match(text, bracket.start):
            continue
        inside = (bracket.start + 1, bracket.end - 1)
        clause = clause_at(text, max(bracket.start - 2, 0))
        yield inside, inside, text[clause[0] : bracket.start]
    for opens, begins in _openings(text):
        sentence = sentence_at(text, opens)
        within = bracket_at(text, opens)
        if _goes_on(text, sentence[0] if within is None else within[0], opens):
            continue
        stop = within[1] if within else sentence[1]
        clause = clause_at(text, opens)
        start = clause[0] if within is None else max(clause[0], within[0])
        head = text[min(start, opens) : opens]
        for end in {stop, min(clause_at(text, min(begins, len(text) - 1))[1], stop)}:
            inner = (begins, end)
            told = (start, end) if opens - start <= OWN_HEAD else inner
            if inner[0] < inner[1]:
                yield told, inner, head


def _openings(text: str) -> Iterable[Span]:
    """Where words lead to members: where they begin and where the first member does."""
    for opening in _INTRODUCES.finditer(text):
        yield opening.span()
    for opening in _COUNTED_ARE.finditer(text):
        yield opening.span(1)


def _goes_on(text: str, start: int, opening: int) -> bool:
    """Whether an enumeration is under way already: the opening belongs to one of its members."""
    depth = 0
    for place, char in enumerate(text[start:opening], start):
        depth += (char == "(") - (char == ")")
        if char == ";" and depth <= 0:
            # "…; 03 chủ đầu tư dưới 60% gồm …" counts anew and opens a list of its own.
            return not _COUNTS_ANEW.match(
                text[clause_at(text, max(opening - 1, place))[0] : opening]
            )
    return False


def called_by(shelf: Shelf, note: Passage) -> str:
    """The words right before the marker that calls a note, "" for other passages."""
    calling = shelf.calling_sentence(note)
    if calling is None or note.called_by is None:
        return ""
    caller, start, _ = calling
    offset = note.called_by[1]
    clause = clause_at(caller.text, max(offset - 1, start))
    return caller.text[max(clause[0], offset - 140) : offset]


def split(text: str) -> tuple[str, ...]:
    """The members of an enumeration, brackets kept whole: at semicolons, else at commas."""
    inner = [(b.start, b.end) for b in brackets(text)]
    marks = r";\s*(?:và\s+)?" if ";" in text else r",\s+(?!\d)|\s+và\s+"
    cuts = [m for m in re.finditer(marks, text) if not any(a < m.start() < b for a, b in inner)]
    edges = [0, *(e for m in cuts for e in m.span()), len(text)]
    pieces = [
        p.strip(" .;,…") for p in (text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    ]
    return tuple(_joined([p for p in pieces if p]))


def _joined(pieces: list[str]) -> list[str]:
    """Pieces of one long name put together: "Sở Giáo dục" and "Đào tạo"."""
    if not pieces or sum(p.split()[0] == pieces[0].split()[0] for p in pieces) < 2:
        return pieces
    joined: list[str] = []
    for piece in pieces:
        words = piece.split()
        torn = words[0][:1].isupper() and len(words) > 1 and words[1][:1].islower()
        if joined and torn and words[0] != pieces[0].split()[0]:
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(piece)
    return joined


def bears_name(member: str) -> bool:
    """Whether a member is called by a proper name ("xã Gò Đưng", "Sở Y tế", "Nhật Bản")."""
    body = _OPENING.sub("", member)
    first = " ".join(body.split()[: HEAD_WORDS + 2])
    name = _NAME.search(f" {first[:1].lower()}{first[1:]}") or _NAME.match(first)
    return bool(name or _ONLY.match(body)) and not body[:1].isdigit()
