"""The documents that the reports cite: one number with two dates, a code turned round, a date
before the document it carries out.

Numbers of one kind begin anew each year and with each issuer, so the same number is the same
document only if year and issuer allow it or both are said to be about the same thing.

What this module does not know: the documents themselves.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from check.discrepancy import Check, CheckKind, Severity, Spot
from check.same_words import one_name
from check.words import values
from ingest.report import DocumentCitation, Passage
from ingest.text import canonical
from ingest.vocabulary import Pattern, keyed

_CARRIES_OUT = Pattern(
    r"(?<![^\W_])(?:thực hiện|triển khai|triển khai thực hiện|thi hành|hướng dẫn thi hành"
    r"|sửa đổi, bổ sung|sửa đổi|theo|căn cứ)(?: [^\W\d_]+){0,3} ?$"
)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_NATIONAL = re.compile(r"(?:ttg|cp|qh\d*|ubtvqh\d*|ctn|tw|nđ-cp|(?:tt|qđ|hd)-b\w+)$")
_LIKE = 0.6


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation of a document with its passage."""

    document: DocumentCitation
    passage: Passage

    @property
    def spot(self) -> Spot:
        return Spot(self.passage, self.document.start, self.document.end)

    @property
    def key(self) -> str:
        return canonical(self.document.number)

    @property
    def date(self) -> str:
        """The full date, "" where only a part is printed."""
        return self.document.date if _ISO.fullmatch(self.document.date) else ""

    def shown(self) -> str:
        """Kind, number and date as people write them."""
        day = _ISO.fullmatch(self.document.date)
        date = f" ngày {day[3]}/{day[2]}/{day[1]}" if day else ""
        return f"{self.document.kind} {self.document.number}{date}".strip()


def check_cited(cited: Sequence[Cited]) -> list[Check]:
    """All comparisons of the documents cited in one or several reports."""
    coded = [one for one in cited if re.search(r"[-/]", one.document.number)]
    return [*_dates(coded), *_turned(coded), *_issuers(coded), *_orders(coded)]


def _dates(cited: Iterable[Cited]) -> list[Check]:
    by_number: dict[str, list[Cited]] = defaultdict(list)
    for one in cited:
        if one.date:
            by_number[one.key].append(one)
    found = []
    for same in by_number.values():
        counts = Counter(one.date for one in same)
        told: set[str] = set()
        for one, other in combinations(same, 2):
            if one.date == other.date:
                continue
            sure = _same_document(one, other)
            if not sure and not _may_be_one(one, other):
                continue
            odd, usual = (one, other) if counts[one.date] < counts[other.date] else (other, one)
            if odd.date in told:
                continue
            told.add(odd.date)
            found.append(_two_dates(odd, usual, sure))
        if len(counts) == 1 and len(same) > 1:
            spots = (same[0].spot, same[1].spot)
            found.append(Check(CheckKind.DOCUMENT_DATE, spots, True, same[0].shown()))
    return found


def _two_dates(odd: Cited, usual: Cited, sure: bool) -> Check:
    slip = ""
    one, other = odd.date.split("-"), usual.date.split("-")
    if one[0] == other[0] and one[1:] == other[:0:-1]:
        slip = "có thể đảo ngày và tháng"
    return Check(
        CheckKind.DOCUMENT_DATE,
        (odd.spot, usual.spot),
        False,
        printed=odd.shown(),
        expected=usual.shown(),
        severity=(Severity.CERTAIN if slip else Severity.LIKELY) if sure else Severity.LOOK,
        reason=f"Cùng số {odd.document.number} nhưng ghi hai ngày khác nhau.",
        slip=slip,
    )


def _same_document(one: Cited, other: Cited) -> bool:
    """Whether one number with two dates can only be one document."""
    first, second = _ISO.fullmatch(one.date), _ISO.fullmatch(other.date)
    if first is None or second is None:
        return False
    issuers = canonical(one.document.issuer), canonical(other.document.issuer)
    # "UBND thành phố" may be any city's: then the subjects must be alike too.
    if all(issuers) and not one_name(*issuers) and not _is_national(one):
        return False
    alike = _alike(one.document.subject, other.document.subject)
    swapped = first[1] == second[1] and first[2] == second[3] and first[3] == second[2]
    if first[1] != second[1]:
        near = sum(a != b for a, b in zip(one.date, other.date, strict=True)) == 1
        return alike or (near and _is_national(one))
    return swapped or alike or _is_national(one) or (all(issuers) and _same_issuer(*issuers))


def _may_be_one(one: Cited, other: Cited) -> bool:
    """Whether one report cites one number of one year with two days, and names no two issuers."""
    issuers = canonical(one.document.issuer), canonical(other.document.issuer)
    return (
        one.passage.report_id == other.passage.report_id
        and one.date[:4] == other.date[:4]
        and not all(issuers)
    )


def _is_national(one: Cited) -> bool:
    return _NATIONAL.search(one.key) is not None


def _same_issuer(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _alike(one: str, other: str) -> bool:
    first, second = set(canonical(one).split()), set(canonical(other).split())
    return bool(first and second) and len(first & second) / len(first | second) >= _LIKE


def _turned(cited: Sequence[Cited]) -> list[Check]:
    """``41-TW/CT`` beside ``41-CT/TW``: the same letters in another order, the same date."""
    groups: dict[tuple[str, str, str], list[Cited]] = defaultdict(list)
    for one in cited:
        letters = "".join(sorted(re.sub(r"[\W\d_]", "", one.key)))
        digits = "-".join(re.findall(r"\d+", one.key))
        groups[letters, digits, one.date].append(one)
    found = []
    for (_, _, date), same in groups.items():
        counts = Counter(one.key for one in same)
        if len(counts) < 2 or not date:
            continue
        usual_key = counts.most_common(1)[0][0]
        usual = next(one for one in same if one.key == usual_key)
        for odd in {one.key: one for one in same if one.key != usual_key}.values():
            found.append(
                Check(
                    CheckKind.DOCUMENT_NUMBER,
                    (odd.spot, usual.spot),
                    False,
                    printed=odd.document.number,
                    expected=usual.document.number,
                    severity=Severity.LOOK,
                    reason="Ký hiệu viết khác với các chỗ còn lại cùng số, cùng ngày.",
                )
            )
    return found


def _issuers(cited: Sequence[Cited]) -> list[Check]:
    """``1668/NQ-UBTVQH15 của Quốc hội``: the code names another issuer than the words."""
    found = []
    for one in cited:
        code = re.search(r"([^\W\d_]+)\d*$", one.key)
        named = values("code").get(code[1], "") if code else ""
        issuer = canonical(one.document.issuer)
        if not named or not issuer or one.key.count("/") > 2:
            continue
        holds = canonical(named) in issuer or _short(issuer, canonical(named))
        rival = next((other for other in values("code").values()
                      if issuer.startswith(canonical(other))), "")  # fmt: skip
        if holds or not rival:
            if holds:
                found.append(
                    Check(CheckKind.DOCUMENT_ISSUER, (one.spot,), True, one.document.number)
                )
            continue
        found.append(
            Check(
                CheckKind.DOCUMENT_ISSUER,
                (one.spot,),
                False,
                printed=f"{one.document.number} của {one.document.issuer}",
                expected=named,
                severity=Severity.LIKELY,
                reason=f"Ký hiệu {one.document.number} là văn bản của {named}.",
            )
        )
    return found


def _short(issuer: str, named: str) -> bool:
    """``UBND tỉnh`` for "Ủy ban nhân dân"."""
    initials = "".join(word[0] for word in named.split())
    return issuer.replace(" ", "").startswith(initials)


def _orders(cited: Sequence[Cited]) -> list[Check]:
    """A document dated before the one that it carries out."""
    by_passage: dict[str, list[Cited]] = defaultdict(list)
    for one in cited:
        by_passage[one.passage.id].append(one)
    found = []
    for same in by_passage.values():
        ordered = sorted(same, key=lambda one: one.document.start)
        for own, basis in pairwise(ordered):
            check = _order(own, basis)
            if check:
                found.append(check)
    return found


def _order(own: Cited, basis: Cited) -> Check | None:
    line = keyed(own.passage.text)
    start, end = own.document.start, basis.document.start
    inside = own.document.end > end
    gap = line.key[start:end]
    if not own.date or not basis.date or re.search(r"[;.](?!\d)", gap):
        return None
    if not inside and end - own.document.end > 120:
        return None
    if not _CARRIES_OUT.search(line, start, end):
        return None
    holds = own.date >= basis.date
    return Check(
        CheckKind.DATE_ORDER,
        (own.spot, basis.spot),
        holds,
        printed=own.shown(),
        expected="" if holds else f"sau ngày của {basis.shown()}",
        severity=Severity.LIKELY,
        reason="" if holds else f"{own.shown()} ban hành trước căn cứ của nó ({basis.shown()}).",
    )
