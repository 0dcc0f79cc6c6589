"""Which figures of a footnote may be the parts of a total in the text that calls it.

A note may hold several rows of figures (so many meetings, so many people), name other things
too, or split one of its own totals further: so there are several guesses, and words that say
which of them must be the whole split.

What this module does not know: the text above the note (``check/notes.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from check.certainty import is_generic
from check.intervals import is_rough
from check.placed import Placed, Stretch, counts_same, is_amount, is_money, pieces, same_unit
from check.sums import one_slip_off
from check.words import one_of
from ingest.clauses import sentences
from ingest.report import Figure
from ingest.text import canonical
from ingest.vocabulary import Pattern

# A note that opens so gives an example or a part, not the whole.
_PARTIAL = Pattern(
    r" *(?:trong đó|riêng|nổi bật|điển hình|tiêu biểu|như|chủ yếu|ví dụ|một số|không tính|ngoài ra)"
)
_TOTAL = Pattern(r"(?<![^\W_])(?:tổng số|tổng cộng|tổng|toàn bộ)[^.;:\d]{0,20}$")
_OPENS = Pattern(rf" *(?:trong đó,? ?)?{one_of('exhaustive')}")
_TRAILING = re.compile(r"(?:…|\.\.\.|v\.v)[.…]*\s*$")
ITEMS = 2  # fewer split nothing


def stated_total(whole: Figure, note: Stretch) -> Figure | None:
    """The note's own "Tổng số …" of the same unit."""
    for one in note.figures:
        if same_unit(one.figure, whole) and is_amount(one.figure):
            if one.depth == 0 and _TOTAL.search(note.line, 0, one.start):
                return one.figure
            return None
    return None


def _compatible(whole: Figure, part: Figure) -> bool:
    if not is_amount(part) or part.of is not None or is_money(whole) != is_money(part):
        return False
    return same_unit(whole, part) or not is_money(whole)


def guesses(whole: Figure, note: Stretch) -> Iterator[list[Figure]]:
    """The sets of figures that may add up to the whole."""
    same = [one for one in note.figures if same_unit(one.figure, whole) and is_amount(one.figure)]
    for depth in (0, 1):
        yield [one.figure for one in same if one.depth == depth]
    for key in (_words_before, _words_behind):
        ordered = sorted(same, key=lambda one: key(note, one))
        for words, group in groupby(ordered, key=lambda one: key(note, one)):
            if words:
                yield [one.figure for one in group]
    yield [figures[0] for figures in _items(whole, note)]
    for sentence in sentences(note.text):
        held = [
            one.figure
            for one in note.figures
            if sentence.holds(one.start) and one.depth == 0 and _compatible(whole, one.figure)
        ]
        if _one_kind(whole, held):
            yield held
        for begin, end in pieces(note.text, sentence.start, sentence.end):
            inside = [figure for figure in held if begin <= figure.start < end]
            if _one_kind(whole, inside):
                yield inside


def _one_kind(whole: Figure, figures: Sequence[Figure]) -> bool:
    """Figures of the whole's unit, or each of a unit of its own: not two columns mixed."""
    if any(same_unit(whole, figure) for figure in figures):
        return all(same_unit(whole, figure) for figure in figures)
    units = {canonical(figure.base_unit) for figure in figures}
    return len(units) in {1, len(figures)}


def _words_before(note: Stretch, one: Placed) -> str:
    """The word in front of a figure, a comma left out."""
    words = note.line.key[max(0, one.start - 40) : one.start].replace(",", " ").split()
    return words[-1] if words and words[-1].isalpha() else ""


def _words_behind(note: Stretch, one: Placed) -> str:
    words = note.line.key[one.end : one.end + 40].split()
    return " ".join(words[:2]) if len(words) > 1 and words[0].isalpha() else ""


def _items(whole: Figure, note: Stretch) -> list[list[Figure]]:
    """The compatible figures of each item (sentence, semicolon, comma list with names)."""
    found = []
    for sentence in sentences(note.text):
        for begin, end in pieces(note.text, sentence.start, sentence.end):
            held = [
                one.figure
                for one in note.figures
                if begin <= one.start < end and one.depth == 0 and _compatible(whole, one.figure)
            ]
            if held:
                found.append(held)
    return found


def all_parts(whole: Figure, note: Stretch) -> list[Figure]:
    """Every outer figure of the unit, or of none where the note prints no unit."""
    every = [
        one.figure for one in note.figures if one.depth == 0 and _compatible(whole, one.figure)
    ]
    own = [figure for figure in every if same_unit(whole, figure)]
    if own:
        return own
    bare = all(not figure.base_unit for figure in every)
    told = _OPENS.match(note.line, 0) is not None
    alike = len(every) >= ITEMS and all(counts_same(whole, figure) for figure in every)
    if told and not _one_kind(whole, every):
        # "Gồm: 01 Trưởng ban, 02 Phó …; trình độ …": the first item is the split.
        first = _items(whole, note)[0]
        return first if _one_kind(whole, first) else []
    return every if bare or told or alike or is_generic(whole) else []


def is_split(whole: Figure, note: Stretch, parts: Sequence[Figure]) -> bool:
    """Whether the note must be a full split: alike items of one unit, one figure in each."""
    if len(parts) < ITEMS or is_rough(whole) or any(is_rough(part) for part in parts):
        return False
    if _PARTIAL.match(note.line, 0) or _TRAILING.search(note.text):
        return False
    if any(_TOTAL.search(note.line, 0, part.start) for part in parts):
        return False
    if not _alike(note, parts) or not _one_time(parts):
        return False
    if not whole.amount:
        return False
    added = sum(part.amount for part in parts)
    return one_slip_off(whole, parts) or whole.amount * 2 / 3 <= added <= whole.amount * 3 / 2


def _alike(note: Stretch, parts: Sequence[Figure]) -> bool:
    """Each figure in a piece of its own: no piece between commas or "và" holds two."""
    for one, other in pairwise(parts):
        gap = re.sub(r"\([^()]*\)?", "", note.line.key[one.end : other.start])
        if not re.search(r"[,;.]|(?<![^\W_])v[àa](?![^\W_])", gap):
            return False
        if re.search(r"(?<![^\W_])(?:trong [đd][óo]|g[ồo]m|c[òo]n)(?![^\W_])", gap):
            return False
    return True


def _one_time(parts: Sequence[Figure]) -> bool:
    """Figures of several whole years are no parts of one figure."""
    years = {part.period for part in parts if part.period.isdigit()}
    return len(years) <= 1
