"""A figure of the text against the footnote that splits it up.

``1.328 căn¹⁷`` with the note ``Lạc Thành 102 căn, …``: the note's figures of the same unit
are added up. A note may hold several rows of figures (so many meetings, so many people),
name other things too, or split one of its own totals further; several guesses are tried.

What this module does not know: totals inside the note itself (``check/parts.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from check.certainty import is_generic, is_rough
from check.discrepancy import Check, CheckKind, Severity, Spot
from check.intervals import interval_of, total
from check.parts import total_check
from check.placed import (
    Placed,
    Stretch,
    counts_same,
    is_amount,
    is_money,
    pieces,
    same_unit,
    sum_line,
)
from check.slips import digits_in, explained
from check.words import one_of
from ingest.clauses import sentences
from ingest.report import Figure, Passage, PassageKind
from ingest.text import canonical
from ingest.vocabulary import Pattern

# A note that opens so gives an example or a part, not the whole.
_PARTIAL = Pattern(
    r" *(?:trong đó|riêng|nổi bật|điển hình|tiêu biểu|như|chủ yếu|ví dụ|một số|không tính|ngoài ra)"
)
_TOTAL = Pattern(r"(?<![^\W_])(?:tổng số|tổng cộng|tổng|toàn bộ)[^.;:\d]{0,20}$")
_OPENS = Pattern(rf" *(?:trong đó,? ?)?{one_of('exhaustive')}")
_BASE = Pattern(r"so (?:với )?[^;.,]{0,40}\(? ?$")
_TRAILING = re.compile(r"(?:…|\.\.\.|v\.v)[.…]*\s*$")
_REACH = 120  # characters between a figure and the marker that still calls its note
_ITEMS = 2
# From these values on, a sum that is one digit away is no chance: where the note holds
# nothing else, where it holds other things too, and where the words are the same.
_TELLING, _LONG, _SHORT = 100, 1000, 10


def check_notes(passages: Sequence[Passage], stretches: Mapping[str, Stretch]) -> list[Check]:
    """Every note with figures against the figures in the sentence that calls it."""
    by_id = {passage.id: passage for passage in passages}
    found: list[Check] = []
    for note in passages:
        if note.kind is not PassageKind.FOOTNOTE or note.called_by is None:
            continue
        caller = by_id.get(note.called_by[0])
        if caller is None or not stretches[note.id].figures:
            continue
        found += _compare(stretches[caller.id], note.called_by[1], stretches[note.id])
    return found


def _compare(body: Stretch, offset: int, note: Stretch) -> list[Check]:
    """Every figure that the marker may stand for; a note may split several of them at once."""
    found: list[Check] = []
    open_: list[list[Figure]] = []
    called = _called(body, offset)
    told = False
    for wholes in _called(body, offset, len(body.text)):
        held = [check for whole in wholes if (check := _holding(body, whole, note))]
        far = [check for check in held if offset - check.spots[0].end > _REACH]
        told = told or bool(far)
        found += far
    for wholes in called:
        held = [check for whole in wholes if (check := _holding(body, whole, note))]
        found += [check for check in held if check.spots[0].start not in _starts(found)]
        rest = [whole for whole in wholes if whole.start not in _starts(held)]
        if held:
            found += _left_over(body, rest, note, held)
        elif rest and not told:  # else the note splits a figure that stands farther off
            open_.append(rest)
    for wholes in open_:
        check = _one_unit(body, wholes, note)
        if check and (check.holds or not found or _own_unit(wholes[0], note)):
            found.append(check)  # else the note splits the figure nearer to its marker
    rows = {len(check.spots) - 1 for check in found if check.holds}
    known = _starts(found)
    for wholes in called:
        if not any(whole.start in known for whole in wholes):
            found += _by_rows(body, wholes[0], note, rows)
    return found


def _starts(checks: Sequence[Check]) -> set[int]:
    return {check.spots[0].start for check in checks}


def _holding(body: Stretch, whole: Figure, note: Stretch) -> Check | None:
    for guess in _guesses(whole, note):
        if len(guess) > 1 and total(guess).meets(interval_of(whole)):
            spots = (body.spot(whole), *(note.spot(part) for part in guess))
            line = sum_line(guess, whole)
            return Check(CheckKind.BODY_NOTE, spots, True, whole.text, whole.text, line)
    return None


def _left_over(
    body: Stretch, wholes: Sequence[Figure], note: Stretch, held: Sequence[Check]
) -> list[Check]:
    """Other totals of the unit against the figures that no holding sum has used."""
    used = {spot.start for check in held for spot in check.spots[1:]}
    free = [one.figure for one in note.figures if one.start not in used and is_amount(one.figure)]
    found = []
    for whole in wholes:
        parts = [figure for figure in free if same_unit(figure, whole)]
        for guess in (parts, *_guesses(whole, note)):
            if len(guess) < _ITEMS or any(part.start in used for part in guess):
                continue
            amounts = [part.amount for part in guess]
            slipped = explained(whole.amount, amounts, whole.factor) and not is_rough(whole)
            sure = guess == parts or _named_alike(body, whole, note, guess)
            if slipped and sure and _enough(whole, _TELLING):
                spots = (body.spot(whole), *(note.spot(part) for part in guess))
                found.append(total_check(CheckKind.BODY_NOTE, spots, whole, guess))
                break
    return found


def _enough(whole: Figure, least: int) -> bool:
    """Digits enough for one that is wrong to be no chance: ``1.236``, ``651 tỷ 133 triệu``."""
    return whole.value >= least or digits_in(whole.value) >= len(str(least))


def _by_rows(body: Stretch, whole: Figure, note: Stretch, rows: set[int]) -> list[Check]:
    """A figure whose parts stand in the same rows as those of another that adds up."""
    for depth in (0, 1):
        parts = [
            one.figure
            for one in note.figures
            if one.depth == depth and same_unit(one.figure, whole) and is_amount(one.figure)
        ]
        if len(parts) >= _ITEMS and len(parts) in rows and not is_rough(whole):
            spots = (body.spot(whole), *(note.spot(part) for part in parts))
            return [total_check(CheckKind.BODY_NOTE, spots, whole, parts)]
    return []


def _own_unit(whole: Figure, note: Stretch) -> bool:
    return any(same_unit(whole, one.figure) for one in note.figures)


def _called(body: Stretch, offset: int, reach: int = _REACH) -> list[list[Figure]]:
    """The figures that the marker may stand for, those of one unit together, nearest first."""
    begin = max((s.start for s in sentences(body.text) if s.start < offset), default=0)
    held = [
        one.figure
        for one in body.within(max(begin, offset - reach), offset)
        if is_amount(one.figure) and one.figure.base_unit and not _is_base(body, one)
    ]
    by_unit: dict[str, list[Figure]] = {}
    for figure in reversed(held):
        by_unit.setdefault(canonical(figure.base_unit), []).append(figure)
    return list(by_unit.values())


def _is_base(body: Stretch, one: Placed) -> bool:
    """``so với năm 2024 (9.127 tỷ đồng)``: what is compared with is not what is split."""
    return _BASE.search(body.line, max(0, one.start - 60), one.start) is not None


def _one_unit(body: Stretch, wholes: Sequence[Figure], note: Stretch) -> Check | None:
    stated = _stated_total(wholes[0], note)
    if stated:
        near = min(wholes, key=lambda whole: abs(whole.amount - stated.amount))
        return _restated(body.spot(near), near, note, stated)
    slipped = _slipped(body, wholes, note)
    if slipped:
        return slipped
    parts = _all_parts(wholes[0], note)
    added = sum(part.amount for part in parts)
    whole = min(wholes, key=lambda one: abs(one.amount - added))
    if not parts or not _is_sure(whole, note, parts):
        return None
    spots = (body.spot(whole), *(note.spot(part) for part in parts))
    return total_check(CheckKind.BODY_NOTE, spots, whole, parts)


def _slipped(body: Stretch, wholes: Sequence[Figure], note: Stretch) -> Check | None:
    """A figure that is one digit away from the sum of parts that are named like it."""
    pure = all(counts_same(wholes[0], one.figure) for one in note.figures)
    for whole in wholes:
        if is_rough(whole) or whole.value < _SHORT:
            continue
        enough = _TELLING if pure else _LONG
        for guess in _guesses(whole, note):
            if len(guess) < _ITEMS or not all(counts_same(whole, part) for part in guess):
                continue
            if not explained(whole.amount, [part.amount for part in guess], whole.factor):
                continue
            if _enough(whole, enough) or _named_alike(body, whole, note, guess):
                spots = (body.spot(whole), *(note.spot(part) for part in guess))
                return total_check(CheckKind.BODY_NOTE, spots, whole, guess)
    return None


def _named_alike(body: Stretch, whole: Figure, note: Stretch, parts: Sequence[Figure]) -> bool:
    """Whether two words behind every part are those behind the whole."""
    words = {" ".join(note.line.key[part.end : part.end + 40].split()[:2]) for part in parts}
    own = " ".join(body.line.key[whole.end : whole.end + 40].split()[:2])
    return words == {own} and own.replace(" ", "").isalpha()


def _stated_total(whole: Figure, note: Stretch) -> Figure | None:
    """The note's own "Tổng số …" of the same unit."""
    for one in note.figures:
        if same_unit(one.figure, whole) and is_amount(one.figure):
            if one.depth == 0 and _TOTAL.search(note.line, 0, one.start):
                return one.figure
            return None
    return None


def _restated(spot: Spot, whole: Figure, note: Stretch, stated: Figure) -> Check:
    agrees = interval_of(stated).meets(interval_of(whole))
    return Check(
        CheckKind.BODY_NOTE,
        (spot, note.spot(stated)),
        agrees,
        printed=whole.text,
        expected=stated.text,
        severity=Severity.CERTAIN,
        reason=f"Nội dung ghi {whole.text}, chú thích ghi tổng số {stated.text}.",
    )


def _compatible(whole: Figure, part: Figure) -> bool:
    if not is_amount(part) or part.of is not None or is_money(whole) != is_money(part):
        return False
    return same_unit(whole, part) or not is_money(whole)


def _guesses(whole: Figure, note: Stretch) -> Iterator[list[Figure]]:
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
    """The two words in front of a figure, commas left out."""
    words = note.line.key[max(0, one.start - 40) : one.start].replace(",", " ").split()
    return " ".join(words[-1:]) if words and words[-1].isalpha() else ""


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


def _all_parts(whole: Figure, note: Stretch) -> list[Figure]:
    """Every outer figure of the unit, or of none where the note prints no unit."""
    own = [
        one.figure
        for one in note.figures
        if one.depth == 0 and _compatible(whole, one.figure) and same_unit(whole, one.figure)
    ]
    if own:
        return own
    every = [
        one.figure for one in note.figures if one.depth == 0 and _compatible(whole, one.figure)
    ]
    bare = all(not figure.base_unit for figure in every)
    told = _OPENS.match(note.line, 0) is not None
    alike = len(every) >= _ITEMS and all(counts_same(whole, figure) for figure in every)
    if told and not _one_kind(whole, every):
        # "Gồm: 01 Trưởng ban, 02 Phó …; trình độ …": the first item is the split.
        first = _items(whole, note)[0]
        return first if _one_kind(whole, first) else []
    return every if bare or told or alike or is_generic(whole) else []


def _is_sure(whole: Figure, note: Stretch, parts: Sequence[Figure]) -> bool:
    """Whether the note must be a full split: alike items of one unit, one figure in each."""
    if len(parts) < _ITEMS or is_rough(whole) or any(is_rough(part) for part in parts):
        return False
    if _PARTIAL.match(note.line, 0) or _TRAILING.search(note.text):
        return False
    if any(_TOTAL.search(note.line, 0, part.start) for part in parts):
        return False
    if not _alike(note, parts) or not _one_time(parts, whole):
        return False
    added = sum(part.amount for part in parts)
    if not whole.amount:
        return False
    slip = explained(whole.amount, [part.amount for part in parts], whole.factor)
    return slip or whole.amount * 2 / 3 <= added <= whole.amount * 3 / 2


def _alike(note: Stretch, parts: Sequence[Figure]) -> bool:
    """Each figure in a piece of its own: no piece between commas or "và" holds two."""
    for one, other in pairwise(parts):
        gap = re.sub(r"\([^()]*\)?", "", note.line.key[one.end : other.start])
        if not re.search(r"[,;.]|(?<![^\W_])v[àa](?![^\W_])", gap):
            return False
        if re.search(r"(?<![^\W_])(?:trong [đd][óo]|g[ồo]m|c[òo]n)(?![^\W_])", gap):
            return False
    return True


def _one_time(parts: Sequence[Figure], whole: Figure) -> bool:
    """Figures of several whole years are no parts of a figure of one year."""
    years = {part.period for part in parts if part.period.isdigit()}
    return len(years) <= 1
