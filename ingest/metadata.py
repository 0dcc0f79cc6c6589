"""What a report says about itself: issuer, number, date, title, year, place, signer.

Taken from the letterhead where there is one, else from the first sentence, the closing
formula and the signature block: text forms often lack the letterhead.

What this module does not know: the body beyond its first and last paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.agencies import (
    OF_PLACE,
    agencies_of,
    agency_case,
    begins_agency,
    is_national,
    issuer_of,
    kind_at_end,
)
from ingest.closing import OFFICE, SIGNING, bare_name, is_capital_name, is_name
from ingest.furniture import DATE_LINE, KINDS, MOTTO
from ingest.labels import is_capitals
from ingest.lines import Line
from ingest.text import bare, fold_spaces

_NUMBER = re.compile(
    r"S[ốỐ]\s*:?\s*(?P<count>\d[\d.]*)?[\s.…_]*(?P<code>[-/]\s*[A-ZĐ][\w.Đđ\-/&]*)"
)
_YEAR = re.compile(r"\bnăm\s+((?:19|20)\d\d)\b", re.I)
_SCHOOL_YEAR = re.compile(r"\bnăm học\s+(?:19|20)\d\d\s*[-–]\s*((?:19|20)\d\d)", re.I)
# First words of the names of Vietnamese agencies.
_AGENCIES = (
    r"Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND|Văn phòng|Sở|Ban|Cục|Chi cục"
    r"|Phòng|Bộ|Công an|Thanh tra|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy|Trung tâm|Trường|Viện"
    r"|Công ty|Hội|Liên đoàn|Tòa án|Viện kiểm sát|Bảo hiểm xã hội|Kho bạc|Ngân hàng"
    r"|Ủy ban Mặt trận Tổ quốc"
)
_REPORTS = re.compile(
    rf"(?P<issuer>(?:{_AGENCIES})\b(?:[^.;]|\.(?=\s[^\W\d_A-Z])){{0,110}}?)\s+"
    r"(?:xin\s+|trân trọng\s+|tổng hợp,?\s+)*báo cáo\b"
)
_DISTRICTS = ("huyện", "quận", "thị xã", "thành phố")
_LONG_NAME = 90  # characters that an agency's name has at most
# Offices whose first word keeps its capital behind another word: "Phó Chủ tịch".
_OFFICES = (
    "chủ tịch", "văn phòng", "giám đốc", "bí thư", "trưởng ban", "trưởng phòng", "hiệu trưởng",
    "cục trưởng", "chi cục trưởng", "viện trưởng", "chánh văn phòng", "chánh thanh tra",
    "chủ nhiệm", "chỉ huy trưởng", "trưởng công an", "thường trực", "ban thường vụ", "tổng thư ký",
    "trưởng đoàn", "chánh án", "thủ trưởng", "hạt trưởng", "vụ trưởng", "tổng giám đốc",
)  # fmt: skip
_KNOWN_OFFICE = re.compile(rf"\b(?:{'|'.join(sorted(_OFFICES, key=len, reverse=True))})\b")


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
    issuer, own = _issuer(head, body, signature)
    issuer, place = _located(short_agency(issuer), own, place, body)
    return Metadata(name, issuer, _number(head), date, _year(name, body), place, signer, office)


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


def _letterhead(head: Sequence[Line]) -> list[str]:
    """The lines of the left column: those in capitals, else those that begin like an agency."""
    lines = [
        line.text
        for line in head
        if not MOTTO.search(bare(line.text))
        and not _NUMBER.search(line.text)
        and not DATE_LINE.search(line.text)
    ]
    capitals = [text.strip(" *") for text in lines if is_capitals(text)]
    return capitals or [text for text in lines if begins_agency(text) and len(text) < _LONG_NAME]


def _issuer(
    head: Sequence[Line], body: Sequence[str], signature: Sequence[Line]
) -> tuple[str, str]:
    """Who reports, and its place as far as its name or the body above it tell it."""
    issuer, place = issuer_of(agencies_of(_letterhead(head)), "\n".join(body))
    if not issuer:
        issuer = next(filter(None, map(_reporting, body[:4])), "")
    if not issuer:
        signing = [line.text for line in signature if re.match(r"TM\s?\.|T/M", line.text)]
        issuer = agency_case(SIGNING.sub("", signing[0])) if signing else ""
    found = OF_PLACE.search(issuer)
    return issuer, place or (found[0] if found else "")


def _located(issuer: str, own: str, dated: str, body: Sequence[str]) -> tuple[str, str]:
    """The issuer told with its place, and the place.

    own: the place that the letterhead names; dated: the name beside the date, which is that
    of the province, district or commune whose agency it is (Nghị định 30/2020/NĐ-CP).
    """
    if own or is_national(issuer):
        return issuer, own or dated
    kind = kind_at_end(issuer)
    if kind and dated:
        return f"{issuer} {dated}", f"{kind} {dated}"
    place = _place_in(body, issuer, dated)
    if not place or not issuer or (dated and dated in issuer):
        return issuer, place or dated
    return f"{issuer} {place.removeprefix(kind).strip()}", place


def _place_in(body: Sequence[str], issuer: str, dated: str) -> str:
    """The place of an agency that names none, from the text: "tỉnh Vạn An"; "" if unknown."""
    if not dated:
        reporting = next(filter(None, map(_reporting, body[:4])), "")
        opening = body[:3] if re.search(r"(?:UBND|HĐND|nhân dân)$", issuer) else ()
        found = next((m for m in map(OF_PLACE.search, (reporting, *opening)) if m), None)
        return found[0] if found else ""
    low = issuer.startswith("Phòng ")
    kinds = _DISTRICTS if low else ("tỉnh", "thành phố", *_DISTRICTS, "xã", "phường", "đặc khu")
    text = "\n".join(body)
    told = (f"{kind} {dated}" for kind in kinds)
    return next((it for it in told if re.search(rf"\b{re.escape(it)}(?!\w)", text)), "")


def _reporting(text: str) -> str:
    # "Văn phòng UBND tỉnh (sau đây gọi là Văn phòng) báo cáo": the name in brackets is none.
    plain = re.sub(r"\s*\([^()]*\)", "", text)
    found = [match["issuer"].replace(".", "") for match in _REPORTS.finditer(plain)]
    if not found:
        return ""
    # The agency nearest to the verb: "… của Sở Tài chính …, Văn phòng UBND thành phố báo cáo".
    issuer = found[-1]
    return issuer.rsplit(", ", 1)[-1] if re.match(_AGENCIES, issuer.rsplit(", ", 1)[-1]) else issuer


def read_signature(lines: Sequence[Line]) -> tuple[str, str]:
    """Name and office of the signer; the office is that of the one who signed, not ``KT.``."""
    name = next((line.text for line in reversed(lines) if is_name(line.text)), "")
    if not name:
        name = next((line.text for line in reversed(lines) if is_capital_name(line.text)), "")
    unsigned = [re.sub(r"^Q\.\s*", "QUYỀN ", line.text) for line in lines if line.text != name]
    unsigned = [SIGNING.sub("", text) for text in unsigned]
    offices = [text for text in unsigned if OFFICE.match(text)]
    office = offices[-1] if offices else ""
    name = bare_name(name)
    return name.title() if is_capitals(name) else name, _office_case(office)


def _office_case(text: str) -> str:
    if not is_capitals(text):
        return text
    words = text.lower()
    words = _KNOWN_OFFICE.sub(lambda found: found[0][:1].upper() + found[0][1:], words)
    words = words.replace("hánh văn phòng", "hánh Văn phòng").replace("công an", "Công an")
    return words[:1].upper() + words[1:]
