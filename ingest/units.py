"""The unit that stands after a number: ``tỷ đồng``, ``triệu đồng/người/năm``, ``lượt khách``.

Known units come from ``ingest/data/units.txt``. For nouns that are not listed a general
rule applies: Vietnamese puts the counted noun straight after the number, so the one or
two syllables there, up to a word that begins something else, are the unit.

What this module does not know: whether the number in front is a figure at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ingest.text import canonical, strip_marks
from ingest.vocabulary import Keyed, Pattern, any_of, entries, spellings

_FILE = "units.txt"
_END = r"(?![^\W_])"
_SCALE = Pattern(any_of(spellings(_FILE, "scale")) + _END)
# "tỷ lệ", "tỷ trọng": not the scale; "tỉ" is the canonical spelling.
_NOT_SCALE = Pattern(r"tỉ (?:lệ|trọng|suất|số|giá|phú)")
_MONEY = Pattern(any_of(spellings(_FILE, "money")) + _END)
_SHORT_MONEY = Pattern(any_of(spellings(_FILE, "short money")) + _END)
_PERCENT = Pattern("(?:" + any_of(spellings(_FILE, "percent")) + r")(?:" + _END + r"|(?<=[%‰]))")
_MEASURE = Pattern(any_of(spellings(_FILE, "measure")) + r"(?![^\W_]|²|³)")
_TIME = Pattern(any_of(spellings(_FILE, "time")) + _END)
_COUNT = Pattern(any_of(spellings(_FILE, "count")) + _END)
_RATE = Pattern(
    r" ?/ ?(?:(?:vạn|nghìn|1\.000|10\.000|100\.000) (?:dân|người)|"
    + any_of((*spellings(_FILE, "count"), *spellings(_FILE, "time"), *spellings(_FILE, "measure")))
    + r"|[^\W\d_]+)"
    + _END
)
_SILVER = re.compile(r"\d (?:huy chương )?bạc(?:,| và|, và|;) \d+ ?$")
_STOP = Pattern(any_of(spellings(_FILE, "not a unit")) + _END)
_SYLLABLE = re.compile(r"[^\W\d_]+")
_OF_NUMBER = re.compile(r" [^\W\d_]")
_LOWER_RATE = re.compile(r"\s*/\s*")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed, and what it is worth.

    text: printed, lower case but for symbols ("USD", "kWh"), single spaces.
    scaled: a scale word (nghìn, triệu, tỷ) belongs to it.
    countable: it counts whole things, so an unscaled whole number is exact.
    known: from the word list; False for a noun taken by the general rule.
    """

    start: int
    end: int
    text: str
    base: str
    factor: Decimal
    scaled: bool = False
    countable: bool = False
    known: bool = True


def unit_at(line: Keyed, start: int) -> Unit | None:
    """The unit at ``start`` (one space before it is allowed), None where there is none."""
    begin = start + 1 if line.key[start : start + 1] == " " else start
    return (
        _percent(line, begin)
        or _short_money(line, begin)
        or _scaled(line, begin)
        or _plain_unit(line, begin, begin)
    )


def unit_of_words(words: str) -> Unit | None:
    """The unit that a table header or cell names in so many words (``tỷ đồng``), or None."""
    from ingest.vocabulary import keyed

    line = keyed(words.strip())
    found = unit_at(line, 0)
    return found if found and found.known and found.end == len(line.key) else None


def is_time(unit: Unit) -> bool:
    """Whether the unit is a stretch of time: ``năm``, ``ngày``."""
    return canonical(unit.text) in spellings(_FILE, "time")


def scale_at(line: Keyed, start: int) -> re.Match[str] | None:
    """A scale word (nghìn, triệu, tỷ) at ``start``, one space before it allowed."""
    begin = start + 1 if line.key[start : start + 1] == " " else start
    if _NOT_SCALE.match(line, begin):
        return None
    return _SCALE.match(line, begin)


def scale_factor(word: str) -> Decimal:
    """How many a scale word stands for; 0 for a word that is none."""
    return _scales().get(_bare(word), Decimal(0))


def _bare(word: str) -> str:
    return strip_marks(canonical(word))


@cache
def _scales() -> dict[str, Decimal]:
    return _table("scale")


@cache
def _table(section: str) -> dict[str, Decimal]:
    return {
        _bare(word): Decimal(entry.value)
        for entry in entries(_FILE, section)
        for word in entry.spellings
    }


@cache
def _bases(section: str) -> dict[str, tuple[str, Decimal]]:
    """Base unit and factor by the bare key of each spelling."""
    found: dict[str, tuple[str, Decimal]] = {}
    for entry in entries(_FILE, section):
        base, _, factor = entry.value.partition("*")
        for word in entry.spellings:
            found.setdefault(_bare(word), (base.strip(), Decimal(factor.strip() or "1")))
    return found


@cache
def _aliases() -> dict[str, str]:
    return {
        _bare(word): entry.value for entry in entries(_FILE, "alias") for word in entry.spellings
    }


@cache
def _marked() -> dict[str, str]:
    """Counted nouns by their spelling without marks, for text typed without them."""
    found: dict[str, str] = {}
    for entry in entries(_FILE, "count"):
        for word in entry.spellings:
            found.setdefault(strip_marks(word), word)
    return found


def _percent(line: Keyed, start: int) -> Unit | None:
    match = _PERCENT.match(line, start)
    if not match:
        return None
    base, factor = _bases("percent")[_bare(match[0])]
    text = _printed(line, start, match.end())
    return Unit(start, match.end(), text, base, factor)


def _short_money(line: Keyed, start: int) -> Unit | None:
    match = _SHORT_MONEY.match(line, start)
    if not match:
        return None
    base, factor = _bases("short money")[_bare(match[0])]
    return _rated(line, start, match.end(), base, factor, scaled=True)


def _scaled(line: Keyed, start: int) -> Unit | None:
    """A scale word with what follows it: ``triệu lượt khách``, ``tỷ đồng``, bare ``tỷ``."""
    match = scale_at(line, start)
    if not match:
        return None
    factor = scale_factor(match[0])
    rest = match.end() + 1 if line.key[match.end() : match.end() + 1] == " " else match.end()
    inner = _plain_unit(line, rest, start)
    if inner is not None and (inner.known or rest > match.end()):
        return Unit(
            start,
            inner.end,
            inner.text,
            inner.base,
            inner.factor * factor,
            scaled=True,
            countable=inner.countable,
            known=inner.known,
        )
    rate = _rated(line, start, match.end(), "đồng", factor, scaled=True)
    if rate.end > match.end():
        return rate  # "2 triệu/người" is money
    text = _printed(line, start, match.end())
    # A bare "tỷ" is money in these reports; a bare "triệu" or "nghìn" may be anything.
    base = "đồng" if factor >= Decimal(10**9) else ""
    return Unit(start, match.end(), text, base, factor, scaled=True)


def _plain_unit(line: Keyed, start: int, text_start: int) -> Unit | None:
    """An unscaled unit at ``start``; its text begins at ``text_start``."""
    best: tuple[re.Match[str], str] | None = None
    for section, pattern in (
        ("money", _MONEY),
        ("measure", _MEASURE),
        ("time", _TIME),
        ("count", _COUNT),
    ):
        match = pattern.match(line, start)
        if match and (best is None or match.end() > best[0].end()):
            best = (match, section)
    if best is None:
        return _unlisted(line, start, text_start)
    match, section = best
    if section == "money" and _SILVER.search(line.key, max(0, start - 40), start):
        bronze = _printed(line, text_start, match.end())  # "08 vàng, 10 bạc, 13 đồng"
        return Unit(text_start, match.end(), bronze, "huy chương đồng", Decimal(1), countable=True)
    end = _use_of(line, match) if section == "count" else match.end()
    if section in {"money", "measure"}:
        base, factor = _bases(section)[_bare(match[0])]
        return _rated(line, text_start, end, base, factor)
    word = line.text[start:end].lower()
    if _bare(word) == "so" and _OF_NUMBER.match(line.key, end):
        return None  # "2/3 số hộ": the number of something, not an issue of a paper
    base = _aliases().get(_bare(word)) or (_marked().get(word, word) if line.plain else word)
    return _rated(line, text_start, end, base, Decimal(1), countable=True)


def _use_of(line: Keyed, match: re.Match[str]) -> int:
    """``lượt`` takes the noun that it counts the uses of: ``lượt cán bộ``."""
    bare = _bare(match[0])
    if bare != "luot" and not bare.startswith("luot "):
        return match.end()
    noun = _COUNT.match(line, match.start() + len("lượt "))
    return max(noun.end(), match.end()) if noun else match.end()


def _rated(
    line: Keyed,
    start: int,
    end: int,
    base: str,
    factor: Decimal,
    *,
    scaled: bool = False,
    countable: bool = False,
) -> Unit:
    """The unit with the ``/người/năm`` after it, if any; a rate is not a count of things."""
    stop = end
    while rate := _RATE.match(line, stop):
        stop = rate.end()
    if stop > end:
        base += _LOWER_RATE.sub("/", line.text[end:stop].lower())
        countable = False
    return Unit(start, stop, _printed(line, start, stop), base, factor, scaled, countable)


def _unlisted(line: Keyed, start: int, text_start: int) -> Unit | None:
    """The counted noun by position: up to two syllables that begin nothing else."""
    end = start
    for _ in range(2):
        begin = end + 1 if end > start and line.key[end : end + 1] == " " else end
        if end > start and begin == end:
            break
        syllable = _SYLLABLE.match(line.key, begin)
        if syllable is None or _STOP.match(line, begin) or _is_name(line, begin, end > start):
            break
        end = syllable.end()
    if end == start:
        return None
    noun = line.text[start:end].lower()
    text = _printed(line, text_start, end)
    return Unit(text_start, end, text, noun, Decimal(1), countable=True, known=False)


def _is_name(line: Keyed, start: int, second: bool) -> bool:
    """A capital in the second syllable begins a name (``12 nhà Tình``), not the noun's rest."""
    return second and line.text[start].isupper()


_SYMBOL = re.compile(
    r"(?<![^\W_])(?:usd|eur|jpy|krw|cny|k?wh|[mg]wh|k[vw]a?|m[vw][ap]?|teu|vnđ|vnd)\b"
)
_SYMBOLS = {
    "kwh": "kWh", "mwh": "MWh", "gwh": "GWh", "kv": "kV", "kw": "kW", "mw": "MW",
    "kva": "kVA", "mva": "MVA", "mwp": "MWp",
}  # fmt: skip


def _printed(line: Keyed, start: int, end: int) -> str:
    lower = " ".join(line.text[start:end].lower().split())
    return _SYMBOL.sub(lambda word: _SYMBOLS.get(word[0], word[0].upper()), lower)
