"""Statements and sums of the reports broken in one way each (``breaks.py``), and who notices.

What this module does not know: how anything is checked.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence

from check.audit import all_checks
from check.discrepancy import Check, CheckKind, Spot
from check.verify import Outcome, Verifier
from eval.breaks import (
    Statement,
    Way,
    digit,
    exchanged,
    movement,
    place,
    scale,
    statements,
    unit,
    year,
)
from eval.changed import with_text
from ingest.report import Reading

_TRIES = 400
WAYS: tuple[Way, ...] = (digit, exchanged, unit, year, place, movement)


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
        tries = (way(chance.choice(pool), chance) for _ in range(_TRIES))
        broken = next((one for one in tries if one is not None), None)
        if broken is None:
            continue  # no statement of these reports can be broken so
        made[way.__name__] += 1
        if any(one.outcome is not Outcome.SUPPORTED for one in verifier.verify(broken)):
            caught[way.__name__] += 1
        else:
            missed.append(f"{way.__name__}: {broken[:160]}")
    untouched = [chance.choice(pool).text for _ in range(count)]
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
            else ways[turn % len(ways)](_statement(readings, spot), chance)
        )
        if broken is None:
            continue
        name = "date" if dates else ways[turn % len(ways)].__name__
        checks = all_checks([with_text(reading, spot.passage, broken) for reading in readings])
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


def _statement(readings: Sequence[Reading], spot: Spot) -> Statement:
    """The passage of a figure as a statement of that figure alone."""
    figures = [
        figure
        for reading in readings
        for figure in reading.figures
        if figure.passage_id == spot.passage.id and figure.start == spot.start
    ]
    return Statement(spot.passage.text, figures, 0)


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
