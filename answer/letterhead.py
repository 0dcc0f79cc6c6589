"""Whose report is asked: words of a question that name the agency or place of a report.

"Huyện Nậm có bao nhiêu dân?" asks the district's own report; "huyện Nậm" says which one,
not what about. Such words weigh little as topic, and the reports they name come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from answer.cover import Zone
from answer.frame import Frame
from answer.terms import Terms
from ingest.agencies import OF_PLACE
from ingest.report import Report
from ingest.text import bare, canonical

OWNED = 0.85  # covered so well by the letterhead, a word of the question names the owner
OWNER_WEIGHT = 0.25
# What every authority's name has: alone it tells no report from another.
_GENERIC = frozenset(
    [
        "uy", "ban", "nhan", "dan", "ubnd", "hdnd", "hoi", "dong", "tinh", "thanh", "pho", "huyen",
        "thi", "xa", "phuong", "quan", "so", "tp", "cua",
    ]
)  # fmt: skip
_LEVELS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn")
_KINDS = (
    "sở", "cục", "chi cục", "văn phòng", "ban", "bệnh viện", "trường", "trung tâm", "viện",
    "công ty", "thanh tra", "kho bạc", "bảo hiểm xã hội", "phòng",
)  # fmt: skip
# "Chủ tịch tỉnh tặng", "cấp huyện": who acts, or on which level; not whose report.
_OFFICE = re.compile(
    r"(?<!\w)(?:(?:chủ tịch|chu tich)(?: (?:ubnd|ủy ban nhân dân|uy ban nhan dan))?|cấp|cap) $"
)


@dataclass(frozen=True, slots=True)
class Owners:
    """For each term of a question the reports whose owner it names, and the reports meant."""

    of_term: tuple[frozenset[str], ...]
    files: frozenset[str]


def owners_of(frame: Frame, terms: Terms, reports: Mapping[str, Report]) -> Owners:
    """Read a question's words against the letterheads; ``files`` is empty where all are meant."""
    naming = {id_: _naming(terms, report) for id_, report in reports.items()}
    of_term = tuple(
        frozenset(id_ for id_, named in naming.items() if index in named)
        for index in range(len(terms.syllables))
    )
    meant = _named(terms, of_term, reports) or _of_kind(frame, reports.values())
    every = {report.file for report in reports.values()}
    return Owners(of_term, frozenset(meant) if meant != every else frozenset())


def _naming(terms: Terms, report: Report) -> frozenset[int]:
    """The terms that name the report's agency: words of its name beside its kind or its place.

    "hộ nông dân" does not name a "Hội Nông dân", nor "công tác y tế" a "Sở Y tế".
    """
    cover = terms.cover(Zone.of(report.issuer, report.place))
    place = OF_PLACE.search(report.issuer)
    where = terms.cover(Zone.of(report.place, place[0] if place else ""))
    head = bare(report.issuer).split(" ")[0]
    kept: set[int] = set()
    run: list[int] = []
    for index, covered in enumerate([*cover, 0.0]):
        if covered >= OWNED:
            run.append(index)
            continue
        if any(terms.bare[at] == head or where[at] >= OWNED for at in run):
            kept.update(run)
        run = []
    return frozenset(kept)


def lightened(terms: Terms, owners: Owners) -> Terms:
    """The terms with the owner's name weighing little, unless nothing else is asked about."""
    weights = tuple(
        weight * OWNER_WEIGHT if named else weight
        for weight, named in zip(terms.weights, owners.of_term, strict=True)
    )
    return replace(terms, weights=weights, total=sum(weights)) if sum(weights) else terms


def _named(
    terms: Terms, of_term: tuple[frozenset[str], ...], reports: Mapping[str, Report]
) -> set[str]:
    """The reports whose own name (not only "Ủy ban nhân dân") stands in the question."""
    best: dict[str, int] = {}
    for id_ in reports:
        longest = run = proper = 0
        for index, named in enumerate(of_term):
            if id_ in named:
                run += 1
                proper += terms.bare[index] not in _GENERIC
                if run >= 2 and proper:
                    longest = max(longest, proper)
            else:
                run = proper = 0
        if longest:
            best[id_] = longest
    top = max(best.values(), default=0)
    return {reports[id_].file for id_, longest in best.items() if longest == top}


def _of_kind(frame: Frame, reports: Iterable[Report]) -> set[str]:
    """The reports of the kind of agency that the question speaks of ("của Sở", "toàn huyện")."""
    meant: set[str] = set()
    for report in reports:
        kind = _kind_of(report)
        if not kind:
            continue
        name = canonical(kind) if frame.marked else bare(kind)
        behind = r"(?! (?:nào|nao|số|so)\b)"
        found = re.finditer(rf"(?<!\w){name}(?!\w){behind}", frame.key)
        if any(not _OFFICE.search(frame.key, 0, match.start()) for match in found):
            meant.add(report.file)
    return meant


def _kind_of(report: Report) -> str:
    """ "sở", "văn phòng", or the level of a People's Committee ("huyện"), "" if unknown."""
    issuer = canonical(report.issuer)
    for kind in sorted(_KINDS, key=len, reverse=True):
        if issuer.startswith(canonical(kind) + " "):
            return kind
    for level in _LEVELS:
        if re.match(rf"(?:ủy ban nhân dân|ubnd) {level} ", issuer):
            return level
    return ""
