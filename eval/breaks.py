"""Statements of the reports broken in one way each, and who notices.

Ways: a digit changed, two digits exchanged, the unit, the year, the place, the movement.
The statements come from the reports at run time; none is kept.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from check.audit import all_checks
from check.discrepancy import Check, CheckKind, Spot
from check.verify import Outcome, Verifier
from ingest.clauses import quotations, sentences
from ingest.facts import read_facts
from ingest.report import Figure, Passage, Reading

_UNITS = (
    (" tỷ đồng", " triệu đồng"), (" triệu đồng", " tỷ đồng"), ("%", " điểm phần trăm"),
    (" tập thể", " hộ gia đình"), (" cá nhân", " tập thể"), (" căn", " hộ"), (" xã", " phường"),
    (" người", " vụ"), (" vụ", " người"), (" đơn", " cuộc"), (" cuộc", " đơn"), (" điểm", "%"),
)  # fmt: skip
_TRIES = 400
Way = Callable[[str, Sequence[Figure], int, random.Random, Sequence[Reading]], str | None]


def digit(
    text: str, figures: Sequence[Figure], at: int, chance: random.Random, _: Sequence[Reading]
) -> str | None:
    """One digit of one figure changed; a figure's first digit does not become 0."""
    figure = chance.choice(list(figures))
    places = [i for i in range(figure.start - at, figure.end - at) if text[i].isdigit()]
    place = chance.choice(places)
    new = chance.choice([one for one in "123456789" if one != text[place]])
    return text[:place] + new + text[place + 1 :]


def exchanged(
    text: str, figures: Sequence[Figure], at: int, chance: random.Random, _: Sequence[Reading]
) -> str | None:
    """Two neighbouring digits of one figure exchanged."""
    pairs = [
        i
        for figure in figures
        for i in range(figure.start - at, figure.end - at - 1)
        if text[i : i + 2].isdigit() and text[i] != text[i + 1]
    ]
    if not pairs:
        return None
    place = chance.choice(pairs)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def unit(
    text: str, figures: Sequence[Figure], at: int, chance: random.Random, _: Sequence[Reading]
) -> str | None:
    """The unit behind one figure's number exchanged."""
    options = []
    for figure in figures:
        own = text[figure.start - at : figure.end - at]
        for old, new in _UNITS:
            if own.endswith(old):
                end = figure.end - at
                options.append(text[: end - len(old)] + new + text[end:])
    return chance.choice(options) if options else None


def year(
    text: str, figures: Sequence[Figure], at: int, chance: random.Random, _: Sequence[Reading]
) -> str | None:
    """A year moved by some years."""
    found = list(re.finditer(r"(?<!\d)năm (20\d\d)(?![\d/])", text))
    if not found:
        return None
    match = chance.choice(found)
    new = str(int(match[1]) - chance.choice((3, 4, 5)))
    return text[: match.start(1)] + new + text[match.end(1) :]


def place(
    text: str,
    figures: Sequence[Figure],
    at: int,
    chance: random.Random,
    readings: Sequence[Reading],
) -> str | None:
    """A province or commune exchanged for another one of the reports, or a foreign one."""
    found = list(re.finditer(r"(?:tỉnh|thành phố|huyện|thị xã|xã) ([A-ZĐ]\w+ [A-ZĐ]\w+)", text))
    if not found:
        return None
    match = chance.choice(found)
    names = {"Hưng Bình", "Tân Lộc", "Đồng Phú", "Hà Sơn"} - {match[1]}
    return text.replace(match[1], chance.choice(sorted(names)))


def movement(
    text: str, figures: Sequence[Figure], at: int, chance: random.Random, _: Sequence[Reading]
) -> str | None:
    """A quoted movement exchanged for another."""
    found = [q for q in quotations(text) if q.end - q.start > 25]
    if not found:
        return None
    quote = chance.choice(found)
    new = chance.choice(
        ["“Toàn dân rèn luyện thân thể, giữ gìn sức khỏe”", "“Lao động giỏi, lao động sáng tạo”"]
    )
    return text[: quote.start] + new + text[quote.end :]


WAYS: tuple[Way, ...] = (digit, exchanged, unit, year, place, movement)


def statements(readings: Sequence[Reading]) -> list[tuple[str, list[Figure], int]]:
    """Sentences with figures: text, figures, and where the sentence begins in its passage."""
    found = []
    for reading in readings:
        figures: dict[str, list[Figure]] = {}
        for figure in reading.figures:
            figures.setdefault(figure.passage_id, []).append(figure)
        for passage in reading.passages:
            if passage.row is None:
                found += list(_of_passage(passage, figures.get(passage.id, [])))
    return found


def _of_passage(
    passage: Passage, figures: Sequence[Figure]
) -> Iterator[tuple[str, list[Figure], int]]:
    for span in sentences(passage.text):
        held = [f for f in figures if span.start <= f.start and f.end <= span.end]
        text = passage.text[span.start : span.end]
        if held and 8 <= len(text.split()) <= 160:
            yield text, held, span.start


def verify_breaks(readings: Sequence[Reading], count: int, seed: int) -> str:
    """``check`` on broken and on untouched statements, as lines of text."""
    chance = random.Random(seed)
    verifier = Verifier(readings)
    pool = statements(readings)
    caught: Counter[str] = Counter()
    made: Counter[str] = Counter()
    missed = []
    turn = 0
    while sum(made.values()) < count:
        way, turn = WAYS[turn % len(WAYS)], turn + 1
        tries = (way(*chance.choice(pool), chance, readings) for _ in range(_TRIES))
        broken = next((one for one in tries if one is not None), None)
        if broken is None:
            continue  # no statement of these reports can be broken so
        made[way.__name__] += 1
        if any(one.outcome is not Outcome.SUPPORTED for one in verifier.verify(broken)):
            caught[way.__name__] += 1
        else:
            missed.append(f"{way.__name__}: {broken[:160]}")
    untouched = [chance.choice(pool)[0] for _ in range(count)]
    alarms = [
        text
        for text in untouched
        if any(one.outcome is not Outcome.SUPPORTED for one in verifier.verify(text))
    ]
    rows = [f"{name}: {caught[name]}/{made[name]}" for name in made]
    return "\n".join(
        [
            f"check: caught {sum(caught.values())}/{count} ({', '.join(rows)})",
            f"check: false alarms {len(alarms)}/{count}",
            *(f"missed {one}" for one in missed),
            *(f"alarm {text[:160]}" for text in alarms),
        ]
    )


SCALES = ((" tỷ đồng", " triệu đồng"), (" triệu đồng", " tỷ đồng"), (" nghìn ", " triệu "))


def scale(
    text: str, figures: Sequence[Figure], at: int, chance: random.Random, _: Sequence[Reading]
) -> str | None:
    """A scale word exchanged in one figure: a thousand times too much or too little."""
    for figure in figures:
        own = text[figure.start - at : figure.end - at]
        for old, new in SCALES:
            if own.count(old.rstrip()) == 1 and own.endswith(old):
                end = figure.end - at
                return text[: end - len(old)] + new + text[end:]
    return None


def audit_breaks(readings: Sequence[Reading], count: int, seed: int) -> str:
    """``audit`` on what is printed twice or adds up, one place of it changed; and the untouched.

    Sums are broken by a digit, two digits exchanged, or the scale of a unit; documents that are
    cited twice by a digit of their date. What is only printed once cannot be known to be wrong.
    """
    chance = random.Random(seed)
    before = all_checks(readings)
    failing = {_key(check) for check in before if not check.holds}
    sums = [check for check in before if check.holds and check.arithmetic]
    dated = [one for one in before if one.holds and one.kind is CheckKind.DOCUMENT_DATE]
    caught: Counter[str] = Counter()
    made: Counter[str] = Counter()
    missed: list[str] = []
    ways: tuple[Way, ...] = (digit, exchanged, scale)
    turn = 0
    while sum(made.values()) < count and turn < count * 6:
        turn += 1
        dates = turn % 10 == 0 and bool(dated)
        check = chance.choice(dated if dates else sums)
        spot = chance.choice(check.spots)
        broken = (
            _date_broken(spot, chance)
            if dates
            else ways[turn % len(ways)](
                spot.passage.text, _held(readings, spot), 0, chance, readings
            )
        )
        if broken is None:
            continue
        name = "date" if dates else ways[turn % len(ways)].__name__
        checks = all_checks([_with(reading, spot.passage, broken) for reading in readings])
        if any(one.holds and _places(one) == _places(check) for one in checks):
            continue  # within the rounding: nothing is broken
        made[name] += 1
        if {_key(one) for one in checks if not one.holds} - failing:
            caught[name] += 1
        else:
            missed.append(f"{name} {check.kind.value}: {check.arithmetic} | {spot.text}")
    rows = ", ".join(f"{name}: {caught[name]}/{made[name]}" for name in made)
    return "\n".join(
        [
            f"audit: caught {sum(caught.values())}/{sum(made.values())} ({rows}) "
            f"of {len(sums)} sums, {len(dated)} documents",
            f"audit: untouched, {len(before)} comparisons, {len(failing)} reported",
            *(f"missed {one}" for one in missed),
        ]
    )


def _held(readings: Sequence[Reading], spot: Spot) -> list[Figure]:
    return [
        figure
        for reading in readings
        for figure in reading.figures
        if figure.passage_id == spot.passage.id and figure.start == spot.start
    ]


def _date_broken(spot: Spot, chance: random.Random) -> str | None:
    """A digit of the day or month of a cited document changed."""
    text = spot.passage.text
    found = re.search(r"ngày (\d{1,2})[/ ]", text[spot.start : spot.end])
    if found is None:
        return None
    at = spot.start + found.start(1)
    day = chance.choice([one for one in range(10, 29) if one != int(found[1])])
    return f"{text[:at]}{day}{text[at + len(found[1]) :]}"


def _places(check: Check) -> tuple[tuple[str, int], ...]:
    return tuple((spot.passage.id, spot.start) for spot in check.spots)


def _key(check: Check) -> tuple[str, str, str]:
    return check.spots[0].passage.id, check.printed, check.expected


def _with(reading: Reading, passage: Passage, text: str) -> Reading:
    """The reading with one passage's text changed and its facts read again."""
    if passage.report_id != reading.report.id:
        return reading
    passages = tuple(
        _changed(one, text) if one.id == passage.id else _moved(one, passage, text)
        for one in reading.passages
    )
    facts = read_facts(reading.report, passages)
    return replace(
        reading, passages=passages, figures=facts.figures, awards=facts.awards,
        documents=facts.documents,
    )  # fmt: skip


def _shift(old: str, new: str, offset: int) -> int:
    """Where an offset of the old text stands in the new one, which differs in one place."""
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    return offset if offset <= same else offset + len(new) - len(old)


def _changed(passage: Passage, text: str) -> Passage:
    old = passage.text
    row = passage.row
    if row is not None:
        cells = tuple(
            replace(cell, start=start, end=end, text=text[start:end])
            for cell in row.cells
            for start, end in [(_shift(old, text, cell.start), _shift(old, text, cell.end))]
        )
        row = replace(row, cells=cells)
    calls = tuple(replace(one, offset=_shift(old, text, one.offset)) for one in passage.calls)
    pages = tuple((_shift(old, text, offset), page) for offset, page in passage.page_starts)
    return replace(passage, text=text, row=row, calls=calls, page_starts=pages)


def _moved(note: Passage, caller: Passage, text: str) -> Passage:
    """A note whose caller changed is called from where its marker now stands."""
    if note.called_by is None or note.called_by[0] != caller.id:
        return note
    return replace(note, called_by=(caller.id, _shift(caller.text, text, note.called_by[1])))
