"""A figure of the text against the footnote that splits it up.

``1.328 căn¹⁷`` with the note ``Lạc Thành 102 căn, …``: the note's figures of the same unit
are added up. Which figure the marker stands for is a guess, and so are the parts in
the note (``check/note_parts.py``); a guess that adds up goes before any that does not.

What this module does not know: totals inside the note itself (``check/parts.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from check.discrepancy import Check, CheckKind, Severity
from check.intervals import interval_of, is_rough
from check.note_parts import ITEMS, all_parts, guesses, is_split, stated_total
from check.placed import Placed, Stretch, counts_same, is_amount, same_unit
from check.slips import digits_in
from check.sums import adds_up, one_slip_off, right_sum, wrong_sum
from ingest.clauses import sentences
from ingest.report import Figure, Passage, PassageKind
from ingest.text import canonical
from ingest.vocabulary import Pattern

_BASE = Pattern(r"so (?:với )?[^;.,]{0,40}\(? ?$")
_REACH = 120  # characters between a figure and the marker that still calls its note
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
        held = _holding(body, wholes, note)
        far = [check for check in held if offset - check.spots[0].end > _REACH]
        told = told or bool(far)
        found += far
    for wholes in called:
        held = _holding(body, wholes, note)
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


def _holding(body: Stretch, wholes: Sequence[Figure], note: Stretch) -> list[Check]:
    """Those of the totals that some figures of the note add up to."""
    found = []
    for whole in wholes:
        fits = (guess for guess in guesses(whole, note) if len(guess) > 1 and adds_up(whole, guess))
        parts = next(fits, None)
        if parts:
            spots = (body.spot(whole), *note.spots(parts))
            found.append(right_sum(CheckKind.BODY_NOTE, spots, whole, parts))
    return found


def _wrong(body: Stretch, whole: Figure, note: Stretch, parts: Sequence[Figure]) -> Check:
    spots = (body.spot(whole), *note.spots(parts))
    return wrong_sum(CheckKind.BODY_NOTE, spots, whole, parts)


def _left_over(
    body: Stretch, wholes: Sequence[Figure], note: Stretch, held: Sequence[Check]
) -> list[Check]:
    """Other totals of the unit against the figures that no holding sum has used."""
    used = {spot.start for check in held for spot in check.spots[1:]}
    free = [one.figure for one in note.figures if one.start not in used and is_amount(one.figure)]
    found = []
    for whole in wholes:
        parts = [figure for figure in free if same_unit(figure, whole)]
        for guess in (parts, *guesses(whole, note)):
            if len(guess) < ITEMS or any(part.start in used for part in guess):
                continue
            slipped = one_slip_off(whole, guess) and not is_rough(whole)
            sure = guess == parts or _named_alike(body, whole, note, guess)
            if slipped and sure and _enough(whole, _TELLING):
                found.append(_wrong(body, whole, note, guess))
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
        if len(parts) >= ITEMS and len(parts) in rows and not is_rough(whole):
            return [_wrong(body, whole, note, parts)]
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
    stated = stated_total(wholes[0], note)
    if stated:
        near = min(wholes, key=lambda whole: abs(whole.amount - stated.amount))
        return _restated(body, near, note, stated)
    slipped = _slipped(body, wholes, note)
    if slipped:
        return slipped
    parts = all_parts(wholes[0], note)
    added = sum(part.amount for part in parts)
    whole = min(wholes, key=lambda one: abs(one.amount - added))
    if not parts or not is_split(whole, note, parts):
        return None
    if len(wholes) > 1 and not one_slip_off(whole, parts):
        return None  # "đúng 20 vụ, sai 150 vụ, …⁴": the note may split all of them together
    return _wrong(body, whole, note, parts)


def _slipped(body: Stretch, wholes: Sequence[Figure], note: Stretch) -> Check | None:
    """A figure that is one digit away from the sum of parts that are named like it."""
    pure = all(counts_same(wholes[0], one.figure) for one in note.figures)
    for whole in wholes:
        if is_rough(whole) or whole.value < _SHORT:
            continue
        enough = _TELLING if pure else _LONG
        for guess in guesses(whole, note):
            if len(guess) < ITEMS or not all(counts_same(whole, part) for part in guess):
                continue
            if not one_slip_off(whole, guess):
                continue
            if _enough(whole, enough) or _named_alike(body, whole, note, guess):
                return _wrong(body, whole, note, guess)
    return None


def _named_alike(body: Stretch, whole: Figure, note: Stretch, parts: Sequence[Figure]) -> bool:
    """Whether two words behind every part are those behind the whole."""
    words = {" ".join(note.line.key[part.end : part.end + 40].split()[:2]) for part in parts}
    own = " ".join(body.line.key[whole.end : whole.end + 40].split()[:2])
    return words == {own} and own.replace(" ", "").isalpha()


def _restated(body: Stretch, whole: Figure, note: Stretch, stated: Figure) -> Check:
    """The text's total against the one that the note states itself."""
    return Check(
        CheckKind.BODY_NOTE,
        (body.spot(whole), note.spot(stated)),
        interval_of(stated).meets(interval_of(whole)),
        printed=whole.text,
        expected=stated.text,
        severity=Severity.CERTAIN,
        reason=f"Nội dung ghi {whole.text}, chú thích ghi tổng số {stated.text}.",
    )
