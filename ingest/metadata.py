"""What a report says about itself: issuer, number, date, title, year, place, signer.

Taken from the letterhead where there is one, else from the first sentence, the closing
formula and the signature block: text forms often lack the letterhead.

What this module does not know: the body beyond its first and last paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.furniture import DATE_LINE, KINDS, MOTTO, OFFICE, SIGNING, is_name
from ingest.labels import is_capitals
from ingest.lines import Line
from ingest.text import bare, fold_spaces

_NUMBER = re.compile(
    r"S[ốỐ]\s*:?\s*(?P<count>\d[\d.]*)?[\s.…_]*(?P<code>[-/]\s*[A-ZĐ][\w.Đđ\-/&]*)"
)
_YEAR = re.compile(r"\bnăm\s+((?:19|20)\d\d)\b", re.I)
_SCHOOL_YEAR = re.compile(r"\bnăm học\s+(?:19|20)\d\d\s*[-–]\s*((?:19|20)\d\d)", re.I)
_PLACE_KINDS = r"thành phố|tỉnh|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu"
# First words of the names of Vietnamese agencies.
_AGENCIES = (
    r"Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND|Văn phòng|Sở|Ban|Cục|Chi cục"
    r"|Phòng|Bộ|Công an|Thanh tra|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy|Trung tâm|Trường|Viện"
    r"|Công ty|Hội|Liên đoàn|Tòa án|Viện kiểm sát|Bảo hiểm xã hội|Kho bạc|Ngân hàng"
    r"|Ủy ban Mặt trận Tổ quốc"
)
_REPORTS = re.compile(
    rf"(?P<issuer>(?:{_AGENCIES})\b[^.;]{{0,110}}?)\s+(?:xin\s+|trân trọng\s+|tổng hợp,?\s+)*"
    r"báo cáo\b"
)
_OF_PLACE = re.compile(
    rf"\b(?P<kind>{_PLACE_KINDS})\s+(?P<name>[^\W\d_a-z][^\W\d_]*(?:\s+[^\W\d_a-z][^\W\d_]*){{0,4}})"
)
# After these the next word of an agency's name is written with a capital: Sở Nội vụ.
_BEFORE_CAPITAL = {"sở", "bộ", "ban", "cục", "phòng", "hội", "và", "vụ"}
_AGENCY_LINE = re.compile(rf"(?:{_AGENCIES})\b", re.I)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the furniture and first lines say; "" or None where they say nothing."""

    title: str = ""
    issuer: str = ""
    number: str = ""
    date: str = ""
    year: int | None = None
    place: str = ""
    signer: str = ""
    signer_office: str = ""


def read_metadata(
    head: Sequence[Line],
    title: Sequence[Line],
    body: Sequence[str],
    signature: Sequence[Line],
    file: str,
) -> Metadata:
    """Metadata from the parts of a document; body: its paragraphs' texts in order."""
    name = read_title(title) or _title_of_body(body) or file
    place, date = _place_and_date(head)
    signer, office = read_signature(signature)
    issuer = _issuer(head, body, signature, place)
    found = _OF_PLACE.search(issuer)
    return Metadata(
        name,
        issuer,
        _number(head),
        date,
        _year(name, body),
        found[0] if found else place,
        signer,
        office,
    )


def read_title(lines: Sequence[Line]) -> str:
    """``BÁO CÁO`` and the lines below it as one title: ``Báo cáo tổng kết …``."""
    if not lines:
        return ""
    text = fold_spaces(" ".join(line.text for line in lines))
    found = re.match(rf"(?P<kind>{KINDS})\b\s*(?P<rest>.*)$", text)
    if not found:
        return text
    rest = found["rest"]
    if is_capitals(rest):
        rest = sentence_case(rest)
    kind = found["kind"].capitalize()
    if not rest:
        return kind
    acronym = rest.split(" ", 1)[0]
    first = rest[0] if len(acronym) > 1 and acronym.isupper() else rest[0].lower()
    return f"{kind} {first}{rest[1:]}"


def _title_of_body(body: Sequence[str]) -> str:
    return next((text for text in body[:3] if len(text) < 200), "")


def sentence_case(text: str) -> str:
    """Capitals as a sentence; proper names stay lower case, capitals do not tell them."""
    lower = text.lower()
    return lower[:1].upper() + lower[1:]


def agency_case(text: str) -> str:
    """``ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ`` as it is written in a sentence."""
    if not is_capitals(text):
        return text
    lower = text.lower()
    place = re.search(rf"\b(?:{_PLACE_KINDS})\b", lower)
    end = place.start() if place else len(lower)
    words = lower[:end].split()
    written = [
        word.capitalize() if not index or words[index - 1] in _BEFORE_CAPITAL else word
        for index, word in enumerate(words)
    ]
    agency = re.sub(r"\b[ủu][ỷy] ban\b", "Ủy ban", " ".join(written), flags=re.I)
    agency = re.sub(r"\bVăn phòng \w", lambda found: found[0].capitalize(), agency)
    agency = re.sub(r"\bỦy ban (?:nhân|Nhân) dân", "Ủy ban nhân dân", agency)
    if not place:
        return agency
    name = " ".join(word.capitalize() for word in lower[place.end() :].split())
    return f"{agency} {place[0]} {name}".strip()


def _number(head: Sequence[Line]) -> str:
    for line in head:
        found = _NUMBER.match(line.text) or _NUMBER.search(line.text)
        if found:
            return (found["count"] or "") + found["code"].replace(" ", "")
    return ""


def _place_and_date(head: Sequence[Line]) -> tuple[str, str]:
    for line in head:
        found = DATE_LINE.match(line.text) or DATE_LINE.search(line.text)
        if not found:
            continue
        date = found["year"]
        if found["month"].isdigit():
            date += f"-{int(found['month']):02d}"
            if found["day"].isdigit():
                date += f"-{int(found['day']):02d}"
        return found["place"].strip(" *"), date
    return "", ""


def _year(title: str, body: Sequence[str]) -> int | None:
    school = _SCHOOL_YEAR.search(title)
    if school:
        return int(school[1])
    found = _YEAR.search(title)
    if not found:
        found = next(filter(None, (_YEAR.search(text) for text in body[:2])), None)
    return int(found[1]) if found else None


def short_agency(text: str) -> str:
    """The agency's name as reports shorten it: brackets out, UBND for Ủy ban nhân dân."""
    text = re.sub(r"\s*\([^)]*\)", "", text)
    text = re.sub(r"[ỦU][ỷy] ban nhân dân|Ủy ban nhân dân", "UBND", text, flags=re.I)
    return fold_spaces(re.sub(r"Hội đồng nhân dân", "HĐND", text, flags=re.I))


def _letterhead_agency(head: Sequence[Line]) -> str:
    """The issuer in the left column: the last agency there, with the place of the one above."""
    lines = [
        line.text
        for line in head
        if is_capitals(line.text)
        and not MOTTO.search(bare(line.text))
        and not _NUMBER.search(line.text)
        and not DATE_LINE.match(line.text)
    ]
    begins = [index for index, text in enumerate(lines) if _AGENCY_LINE.match(text)]
    last = begins[-1] if begins else 0
    issuer = agency_case(fold_spaces(" ".join(lines[last:])))
    above = agency_case(fold_spaces(" ".join(lines[:last])))
    if issuer == "Văn phòng" and above:
        return f"{issuer} {above}"
    place = _OF_PLACE.search(above)
    return f"{issuer} {place[0]}" if place and not _OF_PLACE.search(issuer) else issuer


def _issuer(
    head: Sequence[Line], body: Sequence[str], signature: Sequence[Line], place: str
) -> str:
    agency = _letterhead_agency(head)
    if not agency:
        agency = next((_reporting(text) for text in body[:4] if _reporting(text)), "")
    if not agency:
        signing = [line.text for line in signature if re.match(r"TM\s?\.", line.text)]
        agency = agency_case(SIGNING.sub("", signing[0])) if signing else ""
    agency = short_agency(agency)
    if agency and not _OF_PLACE.search(agency) and place:
        kind = re.search(rf"(?:{_PLACE_KINDS})$", agency)
        if kind:
            return f"{agency} {place}"
        if re.search(r"UBND$|HĐND$", agency):
            named = next((m[0] for m in map(_OF_PLACE.search, body[:3]) if m), "")
            return f"{agency} {named}".strip()
    return agency


def _reporting(text: str) -> str:
    found = [match["issuer"] for match in _REPORTS.finditer(text)]
    if not found:
        return ""
    # The agency nearest to the verb: "… của Sở Tài chính …, Văn phòng UBND thành phố báo cáo".
    issuer = found[-1]
    return issuer.rsplit(", ", 1)[-1] if re.match(_AGENCIES, issuer.rsplit(", ", 1)[-1]) else issuer


def read_signature(lines: Sequence[Line]) -> tuple[str, str]:
    """Name and office of the signer; the office is that of the one who signed, not ``KT.``."""
    name = next((line.text for line in reversed(lines) if is_name(line.text)), "")
    offices = [
        SIGNING.sub("", line.text)
        for line in lines
        if OFFICE.match(SIGNING.sub("", line.text)) and line.text != name
    ]
    office = offices[-1] if offices else ""
    return name, _office_case(office)


def _office_case(text: str) -> str:
    if not is_capitals(text):
        return text
    lower = sentence_case(text)
    for small, written in (
        ("chủ tịch", "Chủ tịch"),
        ("văn phòng", "Văn phòng"),
        ("giám đốc", "Giám đốc"),
    ):
        lower = re.sub(rf"\b{small}\b", written, lower)
    return lower
