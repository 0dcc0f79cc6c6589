"""A question that computes over two sides, taken apart into a question for each side.

"Điểm tự chấm năm 2024 chênh với điểm thẩm định bao nhiêu?" compares what two questions ask for:
"Điểm tự chấm năm 2024 bao nhiêu", "điểm thẩm định năm 2024 bao nhiêu". The second side leaves
out what it shares with the first, so there may be several ways to put it.

Knows the wording of questions only; whether a way means anything is seen from its answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from answer.frame import Operation
from answer.other_side import other_side
from answer.sides_wording import (
    ADDED,
    ADDS,
    ASKED,
    COMPARED,
    EACH,
    LEFT,
    NOT_YET,
    PROMISED,
    RATIOS,
    SURPLUS,
    TWO_YEARS,
    WHICH_MORE,
    WITHOUT,
)
from ingest.text import has_marks, strip_marks
from ingest.vocabulary import keyed

SUBJECT = 4  # words of a subject at most, and one more
# How reports say all of what is not yet done: what was to be done, what came in.
_ALL_OF_THEM = ("kế hoạch", "tiếp nhận", "nhận", "phát hiện")
LONGEST = 12  # words of a second side: a longer one is a clause, not another side
_TAIL = re.compile(r" (?:ở|tại|trong|của|năm|o|tai|trong|cua|nam) .*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sides:
    """What is computed, and for each side the ways to ask for it alone, the likeliest first.

    left: the difference is what remains to be done. unprinted: computed only where the reports
    do not print the result, which they mostly do.
    """

    operation: Operation
    ways: tuple[tuple[str, ...], ...]
    left: bool = False
    unprinted: bool = False


def sides_asked(text: str) -> Sides | None:
    """The two sides of a question that compares or adds up; None if it does neither plainly."""
    text = " ".join(text.strip().rstrip("?.! ").split())
    readers = (
        _compared,
        _which_more,
        _left_to_do,
        _not_yet,
        _without,
        _trade,
        _times,
        _years_added,
        _added,
    )
    return next((sides for sides in (read(text) for read in readers) if sides), None)


def _compared(text: str) -> Sides | None:
    for pattern in COMPARED:
        where = pattern.search(keyed(text))
        if where is None:
            continue
        one, other, ask = (_group(text, where, name) for name in ("one", "other", "ask"))
        if (
            not one
            or not other
            or len(other.split()) > LONGEST
            or ASKED.search(keyed(f"{one} {other}"))
        ):
            continue
        counted = strip_marks(ask.lower())
        if re.search(r"phan tram|%| lan$", counted) and "diem" not in counted:
            return None  # by what share of it something rose: no difference of two levels
        if "tail" in where.groupdict() and where["tail"]:
            ask = f"{ask} {_group(text, where, 'tail')}"
        ask = re.sub(r" (?:điểm|diem)(?= (?:phần trăm|phan tram|%))", "", ask)
        return Sides(
            Operation.DIFFERENCE,
            ((_put(one, ask),), tuple(_put(way, ask) for way in other_side(one, other))),
        )
    return None


def _which_more(text: str) -> Sides | None:
    """ "A và B, bên nào đông hơn, chênh mấy đại biểu?": both asked alone."""
    where = WHICH_MORE.search(keyed(text))
    if where is None:
        return None
    one, other = _group(text, where, "one"), _group(text, where, "other")
    ask = _group(text, where, "ask") if where["ask"] else "bao nhiêu"
    if ASKED.search(keyed(f"{one} {other}")) or len(other.split()) > LONGEST:
        return None
    ways = tuple(_put(way, ask) for way in other_side(one, other))
    return Sides(Operation.DIFFERENCE, ((_put(one, ask),), ways))


def _left_to_do(text: str) -> Sides | None:
    """ "A còn thiếu mấy căn nữa mới xóa hết nhà tạm đã đăng ký": all of it, and what is done."""
    where = LEFT.search(keyed(text))
    if where is None:
        return None
    one, ask = _group(text, where, "one"), _group(text, where, "ask")
    verb = _group(text, where, "verb")
    whole = _group(text, where, "whole") if where["whole"] else ""
    thing = PROMISED.sub("", whole)
    already = "đã" if has_marks(text) else "da"
    return Sides(
        Operation.DIFFERENCE,
        (
            tuple(dict.fromkeys((_put(f"{one} {whole}", ask), _put(one, ask)))),
            (
                _put(f"{one} {already} {verb} {ask} {thing}", ""),
                _put(f"{one} {thing} {already} {verb}", ask),
                _put(one, ask),
            ),
        ),
        left=True,
    )


def _not_yet(text: str) -> Sides | None:
    """ "A còn bao nhiêu đơn chưa giải quyết": all of them, and those that are."""
    where = NOT_YET.search(keyed(text))
    if where is None:
        return None
    one = _group(text, where, "one") if where["one"] else ""
    ask, verb = _group(text, where, "ask"), _group(text, where, "verb")
    already = "đã" if has_marks(text) else "da"
    planned, *received = _ALL_OF_THEM if has_marks(text) else map(strip_marks, _ALL_OF_THEM)
    return Sides(
        Operation.DIFFERENCE,
        (
            (
                _put(f"{planned} {one}", ask),
                *(_put(f"{one} {name}", ask) for name in ("", *received)),
            ),
            (_put(f"{one} {already} {verb}", ask), _put(f"{one} {verb}", ask)),
        ),
        left=True,
    )


def _without(text: str) -> Sides | None:
    """ "Không tính A thì B làm chết bao nhiêu người": all, and the part that is left out."""
    for pattern in WITHOUT:
        where = pattern.search(keyed(text))
        if where is None:
            continue
        one, other, ask = (_group(text, where, name) for name in ("one", "other", "ask"))
        if ASKED.search(keyed(f"{one} {other}")):
            continue
        # What is left out stands for the subject, however many words that has.
        words = one.split()
        cut = (f"{other} {' '.join(words[size:])}" for size in range(1, min(len(words), SUBJECT)))
        ways = (f"{other} {one}", f"{one} {other}", *cut)
        return Sides(
            Operation.DIFFERENCE,
            ((_put(one, ask),), tuple(_put(way, ask) for way in ways)),
            left=True,
        )
    return None


def _trade(text: str) -> Sides | None:
    """ "xuất siêu bao nhiêu": exports without imports."""
    where = SURPLUS.search(keyed(text))
    if where is None or not ASKED.search(keyed(text)):
        return None
    both = ("xuất khẩu", "nhập khẩu") if has_marks(text) else ("xuat khau", "nhap khau")
    start, end = where.span()
    ways = tuple((f"{text[:start]}{name}{text[end:]}",) for name in both)
    return Sides(Operation.DIFFERENCE, ways, unprinted=True)


def _times(text: str) -> Sides | None:
    """ "A gấp mấy lần B"."""
    for pattern in RATIOS:
        where = pattern.search(keyed(text))
        if where is None:
            continue
        one, other = _group(text, where, "one"), _group(text, where, "other")
        if ASKED.search(keyed(f"{one} {other}")) or len(other.split()) > LONGEST:
            continue
        ask = "bao nhiêu" if has_marks(text) else "bao nhieu"
        ways = tuple(_put(way, ask) for way in other_side(one, other))
        return Sides(Operation.RATIO, ((_put(one, ask),), ways))
    return None


def _years_added(text: str) -> Sides | None:
    """ "cả hai năm 2024 và 2025 … tất cả bao nhiêu": each year asked alone."""
    where = TWO_YEARS.search(keyed(text))
    if where is None or not ASKED.search(keyed(text)) or EACH.search(keyed(text)):
        return None
    if not ADDS.search(keyed(text)):
        return None
    year = "năm" if has_marks(text) else "nam"
    ways = []
    for name in ("one", "other"):
        put = f"{text[: where.start()]}{year} {_group(text, where, name)}{text[where.end() :]}"
        ways.append((_without_together(put),))
    return Sides(Operation.SUM, tuple(ways))


def _added(text: str) -> Sides | None:
    """ "chi cho A và cho B cộng lại bao nhiêu": both parts asked alone, with what they share."""
    where = ADDED.search(keyed(text))
    if where is None or EACH.search(keyed(text)):
        return None
    one, other, ask = (_group(text, where, name) for name in ("one", "other", "ask"))
    if ASKED.search(keyed(f"{one} {other}")) or "," in other:
        return None
    tail = _TAIL.search(other)
    common = tail[0] if tail else ""
    own = other[: len(other) - len(common)]
    head = own.split()[0].lower() if own.split() else ""
    again = list(re.finditer(rf"(?<!\w){re.escape(head)}(?!\w)", one.lower())) if head else []
    if again:
        lead = one[: again[-1].start()]
    else:
        words = one.split()
        if not own.split() or len(words) <= len(own.split()):
            return None
        lead = f"{' '.join(words[: len(words) - len(own.split())])} "
    return Sides(
        Operation.SUM, ((_put(f"{one}{common}", ask),), (_put(f"{lead}{own}{common}", ask),))
    )


def _without_together(text: str) -> str:
    where = ADDS.search(keyed(text))
    while where is not None:
        text = f"{text[: where.start()]} {text[where.end() :]}"
        where = ADDS.search(keyed(text))
    return " ".join(text.split())


def _put(side: str, ask: str) -> str:
    return " ".join(f"{side} {ask}".split())


def _group(text: str, where: re.Match[str], name: str) -> str:
    start, end = where.span(name)
    return text[start:end].strip(" ,:")
