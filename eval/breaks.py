"""Ways to break a statement of a report: each makes one thing of it wrong.

A digit changed, two digits exchanged, the unit, the scale, the year, the place, the movement.
The statements come from the reports at run time; none is kept.

What this module does not know: who notices (``seeded.py``).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.clauses import quotations, sentences
from ingest.report import Figure, Passage, Reading

_UNITS = (
    (" tỷ đồng", " triệu đồng"), (" triệu đồng", " tỷ đồng"), ("%", " điểm phần trăm"),
    (" tập thể", " hộ gia đình"), (" cá nhân", " tập thể"), (" căn", " hộ"), (" xã", " phường"),
    (" người", " vụ"), (" vụ", " người"), (" đơn", " cuộc"), (" cuộc", " đơn"), (" điểm", "%"),
)  # fmt: skip
_SCALES = ((" tỷ đồng", " triệu đồng"), (" triệu đồng", " tỷ đồng"), (" nghìn ", " triệu "))


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with its figures, whose offsets are those of the passage; at: where it begins."""

    text: str
    figures: Sequence[Figure]
    at: int


Way = Callable[[Statement, random.Random], str | None]


def digit(statement: Statement, chance: random.Random) -> str | None:
    """One digit of one figure changed; a figure's first digit does not become 0."""
    text, at = statement.text, statement.at
    figure = chance.choice(statement.figures)
    places = [i for i in range(figure.start - at, figure.end - at) if text[i].isdigit()]
    place = chance.choice(places)
    new = chance.choice([one for one in "123456789" if one != text[place]])
    return text[:place] + new + text[place + 1 :]


def exchanged(statement: Statement, chance: random.Random) -> str | None:
    """Two neighbouring digits of one figure exchanged."""
    text, at = statement.text, statement.at
    pairs = [
        i
        for figure in statement.figures
        for i in range(figure.start - at, figure.end - at - 1)
        if text[i : i + 2].isdigit() and text[i] != text[i + 1]
    ]
    if not pairs:
        return None
    place = chance.choice(pairs)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def unit(statement: Statement, chance: random.Random) -> str | None:
    """The unit behind one figure's number exchanged."""
    text, at = statement.text, statement.at
    options = []
    for figure in statement.figures:
        own = text[figure.start - at : figure.end - at]
        for old, new in _UNITS:
            if own.endswith(old):
                end = figure.end - at
                options.append(text[: end - len(old)] + new + text[end:])
    return chance.choice(options) if options else None


def year(statement: Statement, chance: random.Random) -> str | None:
    """A year moved by some years."""
    text = statement.text
    found = list(re.finditer(r"(?<!\d)năm (20\d\d)(?![\d/])", text))
    if not found:
        return None
    match = chance.choice(found)
    new = str(int(match[1]) - chance.choice((3, 4, 5)))
    return text[: match.start(1)] + new + text[match.end(1) :]


def place(statement: Statement, chance: random.Random) -> str | None:
    """A province or commune exchanged for another one of the reports, or a foreign one."""
    text = statement.text
    found = list(re.finditer(r"(?:tỉnh|thành phố|huyện|thị xã|xã) ([A-ZĐ]\w+ [A-ZĐ]\w+)", text))
    if not found:
        return None
    match = chance.choice(found)
    names = {"Hưng Bình", "Tân Lộc", "Đồng Phú", "Hà Sơn"} - {match[1]}
    return text.replace(match[1], chance.choice(sorted(names)))


def movement(statement: Statement, chance: random.Random) -> str | None:
    """A quoted movement exchanged for another."""
    text = statement.text
    found = [q for q in quotations(text) if q.end - q.start > 25]
    if not found:
        return None
    quote = chance.choice(found)
    new = chance.choice(
        ["“Toàn dân rèn luyện thân thể, giữ gìn sức khỏe”", "“Lao động giỏi, lao động sáng tạo”"]
    )
    return text[: quote.start] + new + text[quote.end :]


def scale(statement: Statement, chance: random.Random) -> str | None:
    """A scale word exchanged in one figure: a thousand times too much or too little."""
    text, at = statement.text, statement.at
    for figure in statement.figures:
        own = text[figure.start - at : figure.end - at]
        for old, new in _SCALES:
            if own.count(old.rstrip()) == 1 and own.endswith(old):
                end = figure.end - at
                return text[: end - len(old)] + new + text[end:]
    return None


def statements(readings: Sequence[Reading]) -> list[Statement]:
    """The sentences with figures of some reports, tables left out."""
    found = []
    for reading in readings:
        figures: dict[str, list[Figure]] = {}
        for figure in reading.figures:
            figures.setdefault(figure.passage_id, []).append(figure)
        for passage in reading.passages:
            if passage.row is None:
                found += list(_of_passage(passage, figures.get(passage.id, [])))
    return found


def _of_passage(passage: Passage, figures: Sequence[Figure]) -> Iterator[Statement]:
    for span in sentences(passage.text):
        held = [f for f in figures if span.start <= f.start and f.end <= span.end]
        text = passage.text[span.start : span.end]
        if held and 8 <= len(text.split()) <= 160:
            yield Statement(text, held, span.start)
