"""Dates, quarters, years and stretches of years in Vietnamese text.

Written forms: ``ngày 24 tháng 7 năm 2025``, ``24/7/2025``, ``tháng 01 năm 2026``,
``quý I/2026``, ``6 tháng đầu năm 2025``, ``năm học 2024 - 2025``, ``2021-2025``, ``30/4``.
Each is given as one short text, so that equal dates compare equal:

``2025-07-24`` a day, ``2025-07`` a month, ``2025-Q1`` a quarter, ``2025-H2`` a half year,
``2025-M9`` the first nine months, ``2025`` a year, ``2021-2025`` years, ``--07-24`` a day
whose year is not printed.

What this module does not know: which of the dates in a sentence a figure belongs to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.vocabulary import Keyed, Pattern, keyed

_Y = r"((?:19|20)\d\d)(?!\d|[.,]\d)"
_D = r"(\d{1,2})"
_DASH = r" ?(?:-|đến(?: năm)?|tới) ?"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


class DateKind(StrEnum):
    """How exact a date is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    PART = "part"  # half a year, the first nine months
    YEAR = "year"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text; iso is the short text of the module's docstring, "" if incomplete."""

    start: int
    end: int
    kind: DateKind
    iso: str


def _two(number: str) -> str:
    return f"{int(number):02d}"


def _real(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


# Days whose month and year follow later: "từ ngày 26 đến ngày 28 tháng 9 năm 2025".
_SHARED = Pattern(rf"ngày {_D}(?= ?(?:-|đến|và|,|đến hết) ?(?:hết )?(?:ngày )?{_D} tháng)")
_LONG = Pattern(rf"(?:ngày )?{_D} tháng {_D}(?:,? ?(?:năm|/|-) ?(1\d{{3}}|20\d\d))?(?!\d)")
# A full day may lie in any century ("19/5/1890").
_SLASH = Pattern(rf"(?<![\d/.,])(?:ngày )?{_D} ?([/.\-]) ?{_D} ?\2 ?(1\d{{3}}|20\d\d)(?!\d|[.,]\d)")
_MONTH = Pattern(rf"tháng {_D}(?: ?[/\-.] ?| năm ){_Y}")
_BARE_MONTH = Pattern(
    rf"(?<!\d )tháng {_D}(?!\d|[.,]\d)(?: ?(?:-|,|và|đến(?: hết)? tháng) ?\d\d?(?!\d))*"
)
_QUARTER = Pattern(rf"quý (iv|i{{1,3}}|[1-4])(?![^\W_])(?:(?: ?[/\-] ?|,? năm ){_Y})?")
_HALF = Pattern(rf"(?<![\d.,/])0?6 tháng (đầu|cuối)(?: năm(?: {_Y})?)?")
_MONTHS = Pattern(
    rf"(?<![\d.,/]){_D} tháng(?: đầu)?(?: ?/ ?| năm ){_Y}"
    rf"|(?<![\d.,/]){_D} tháng (?:đầu(?: năm)?|qua)(?![^\W_])"
    rf"|(?<=lũy kế ){_D} tháng(?![^\W_])"
)
# As the heads of tables shorten them: "9T/2024", "6T 2025", "Q1/2024".
_SHORT_MONTHS = Pattern(rf"(?<![\w.,/]){_D} ?t ?[/.\- ]? ?{_Y}")
_SHORT_QUARTER = Pattern(rf"(?<![\w.,/])q(iv|i{{1,3}}|[1-4]) ?[/.\- ] ?{_Y}")
_YEARS = Pattern(rf"(?<![\d.,/]){_Y}{_DASH}{_Y}")
_SHORT_YEARS = Pattern(r"(?<![\d.,/])((?:19|20)\d\d) ?- ?(\d\d)(?![\d/.,]|\S)(?= |$)")
_NAMED_YEAR = Pattern(rf"năm(?: học)? {_Y}(?:(?: ?,| và) {_Y})*")
_YEAR = Pattern(rf"(?<![\d.,/^\W\d_-]){_Y}(?![\d/%])")
_ALONE_YEAR = Pattern(rf"(?<![\d.,/])(?<!\d:)(?<![^\W_]){_Y}(?![^\W_]|/|%)")
_DAY_MONTH = Pattern(rf"(?<![\d/.,]){_D} ?/ ?{_D}(?![\d/]|[.,]\d)")
_DAY_CUE = Pattern(
    r"(?:ngày|lễ|dịp|tết|từ|trước|sau|mừng|kỉ niệm|đến|hết|sáng|chiều|và|,|-)(?: ngày)? ?$"
)
# Public and traditional days that stand without "ngày" (Bộ luật Lao động, Điều 112; calendar).
_KNOWN_DAYS = frozenset(
    {"30/4", "1/5", "2/9", "19/5", "27/7", "8/3", "20/10", "20/11", "22/12", "3/2", "26/3"}
    | {"19/8", "10/10", "1/1", "1/6", "15/5", "9/1", "7/5", "27/2", "18/8", "28/8", "14/10"}
)


def find_dates(text: str | Keyed) -> list[DateMention]:
    """All dates of a text in order; no two overlap."""
    line = text if isinstance(text, Keyed) else keyed(text)
    found: list[DateMention] = []
    for reader in (_slash, _long, _months, _quarters, _years, _single_years, _day_months):
        for mention in reader(line):
            if not any(mention.start < old.end and old.start < mention.end for old in found):
                found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _slash(line: Keyed) -> list[DateMention]:
    return [
        DateMention(*match.span(), DateKind.DAY, f"{match[4]}-{_two(match[3])}-{_two(match[1])}")
        for match in _SLASH.finditer(line)
        if _real(match[1], match[3])
    ]


def _long(line: Keyed) -> list[DateMention]:
    found = []
    for match in _LONG.finditer(line):
        if not _real(match[1], match[2]) or _is_duration(match):
            continue
        year = match[3] or "-"
        iso = f"{year}-{_two(match[2])}-{_two(match[1])}"
        found.append(DateMention(*match.span(), DateKind.DAY, iso))
        found.extend(_shared_days(line, match, year))
    return found


def _is_duration(match: re.Match[str]) -> bool:
    """``10 tháng 3`` without "ngày" and without a year is no date."""
    return match[3] is None and not match[0].startswith("ng")


def _shared_days(line: Keyed, later: re.Match[str], year: str) -> list[DateMention]:
    """The earlier days that take their month from ``later``."""
    return [
        DateMention(*match.span(), DateKind.DAY, f"{year}-{_two(later[2])}-{_two(match[1])}")
        for match in _SHARED.finditer(line, max(0, later.start() - 30), later.end())
        if match.end() <= later.start()
    ]


def _months(line: Keyed) -> list[DateMention]:
    found = [
        DateMention(*match.span(), DateKind.PART, f"{match[2]}-H{_half(match)}" if match[2] else "")
        for match in _HALF.finditer(line)
    ]
    for match in _MONTHS.finditer(line):
        iso = f"{match[2]}-M{int(match[1])}" if match[2] else ""
        found.append(DateMention(*match.span(), DateKind.PART, iso))
    found += [
        DateMention(*match.span(), DateKind.PART, f"{match[2]}-M{int(match[1])}")
        for match in _SHORT_MONTHS.finditer(line)
        if 2 <= int(match[1]) <= 12
    ]
    for match in _MONTH.finditer(line):
        if 1 <= int(match[1]) <= 12:
            iso = f"{match[2]}-{_two(match[1])}"
            found.append(DateMention(*match.span(), DateKind.MONTH, iso))
    for match in _BARE_MONTH.finditer(line):
        if 1 <= int(match[1]) <= 12:
            found.append(DateMention(*match.span(), DateKind.MONTH, f"--{_two(match[1])}"))
    return found


def _half(match: re.Match[str]) -> int:
    return 2 if match[1].startswith("cu") else 1


def _quarters(line: Keyed) -> list[DateMention]:
    found = []
    for match in (*_QUARTER.finditer(line), *_SHORT_QUARTER.finditer(line)):
        quarter = _ROMAN.get(match[1]) or int(match[1])
        iso = f"{match[2]}-Q{quarter}" if match[2] else f"--Q{quarter}"
        found.append(DateMention(*match.span(), DateKind.QUARTER, iso))
    return found


def _years(line: Keyed) -> list[DateMention]:
    found = [
        DateMention(*match.span(), DateKind.YEARS, f"{match[1]}-{match[2]}")
        for match in _YEARS.finditer(line)
        if int(match[1]) < int(match[2])
    ]
    for match in _SHORT_YEARS.finditer(line):
        second = match[1][:2] + match[2]
        if int(match[1]) < int(second):
            found.append(DateMention(*match.span(), DateKind.YEARS, f"{match[1]}-{second}"))
    return found


def _single_years(line: Keyed) -> list[DateMention]:
    """Years after "năm" (a list of them gives one mention each), and years that stand alone."""
    found = []
    for match in _NAMED_YEAR.finditer(line):
        years = list(re.finditer(r"\d{4}", match[0]))
        for order, year in enumerate(years):
            start = match.start() if order == 0 else match.start() + year.start()
            found.append(DateMention(start, match.start() + year.end(), DateKind.YEAR, year[0]))
    found.extend(
        DateMention(*match.span(), DateKind.YEAR, match[1]) for match in _ALONE_YEAR.finditer(line)
    )
    return found


def _day_months(line: Keyed) -> list[DateMention]:
    """``30/4`` and ``ngày 01/5``; a fraction such as ``11/36`` is none."""
    found: list[DateMention] = []
    for match in _DAY_MONTH.finditer(line):
        if not _real(match[1], match[2]):
            continue
        before = line.key[max(0, match.start() - 12) : match.start()]
        named = _DAY_CUE.of(line).search(before)
        strong = named is not None and re.search(r"ng|l[ễe]|d[ịi]p|t[ếe]t|k[ỉi]", named[0])
        known = f"{int(match[1])}/{int(match[2])}" in _KNOWN_DAYS
        if strong or known or (named and int(match[1]) > int(match[2])):
            iso = f"--{_two(match[2])}-{_two(match[1])}"
            found.append(DateMention(*match.span(), DateKind.DAY, iso))
    return found


def years_of(period: str) -> tuple[int, int] | None:
    """First and last year that a period or date text names; None if it names none."""
    years = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", period)]
    return (min(years), max(years)) if years else None
