"""Names of Vietnamese agencies: which lines of a letterhead name whom, and in what capitals.

A letterhead has the superior body above the one that reports (Nghị định 30/2020/NĐ-CP, Phụ
lục I), both in capitals, each on one line or more. What this module does not know: where in
a document the letterhead stands (``furniture.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.labels import is_capitals
from ingest.text import fold_spaces, has_marks
from ingest.vocabulary import spellings

_FILE = "agencies.txt"
# Kinds of places as a letterhead writes them, and as they are written in a sentence.
KINDS = {
    "thành phố": "thành phố", "tp.": "thành phố", "tp": "thành phố", "tỉnh": "tỉnh",
    "huyện": "huyện", "quận": "quận", "thị xã": "thị xã", "tx.": "thị xã", "tx": "thị xã",
    "thị trấn": "thị trấn", "tt.": "thị trấn", "xã": "xã", "phường": "phường",
    "đặc khu": "đặc khu",
}  # fmt: skip
PLACE_KINDS = "thành phố|tỉnh|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu"
_KIND = "|".join(re.escape(kind) for kind in sorted(KINDS, key=len, reverse=True))
# "TỈNH ỦY VẠN AN", "THÀNH ĐOÀN VẠN AN": bodies whose own name holds the kind of their place.
_COMMITTEES = {
    "tỉnh": "tỉnh", "thành": "thành phố", "huyện": "huyện", "quận": "quận", "thị": "thị xã",
    "xã": "xã",
}  # fmt: skip
_COMMITTEE = re.compile(
    r"(?<!\w)(?P<kind>tỉnh|thành|huyện|quận|thị|xã) (?:ủy|uỷ|đoàn)(?: (?P<name>\S.*))?$"
)
_NAME_END = rf"(?= (?:khóa|khoá|lần thứ|nhiệm kỳ|năm)\b| (?:{_KIND}) |[,(/]|$)"
_PLACE = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND}) ?(?<=[ .])(?!(?:ủy|uỷ|đoàn|hội)(?: |$)|(?:{_KIND}) )"
    rf"(?P<name>[^\W\d_][^,(/]*?){_NAME_END}"
    rf"|(?<!\w)(?P<bare>{_KIND})$"
)
# "xã hội", "hợp tác xã": no commune; but "UBND XÃ HỘI AN" is of one.
_NO_COMMUNE = re.compile(r"(?:hợp tác|thông tấn|chính trị|thành phố,?|thị|phường,?) $")
_COMMUNE_OF = re.compile(r"(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|đảng ủy|công an) $")
_HOI = re.compile(r"(?<!\w)xã (?P<name>hội [^\W\d_][^,(/]*)$")
# The place of a body in running text: "tỉnh Vạn An".
OF_PLACE = re.compile(
    rf"\b(?P<kind>{PLACE_KINDS})\s+(?P<name>[^\W\d_a-z][^\W\d_]*(?:\s+[^\W\d_a-z][^\W\d_]*){{0,4}})"
)
# A line that ends in half a word, whose other half looks like an agency of its own: "MÔI" before
# "TRƯỜNG", "XÃ" before "HỘI". Halves that end place names too ("PHÚ QUỐC") are left out.
_UNENDED = re.compile(r"(?:^| )(?:và|của|xã|thành|môi|tổng|chi|-|–|,|&)$|[-–,&]$")
_CONTINUES = re.compile(r"(?:và|&|-|–|của)(?: |$)")
_PARTY = re.compile(r"(?:^| )[ủu][ỷy](?: |$)|^đảng bộ")


@cache
def _begins(section: str) -> re.Pattern[str]:
    words = sorted(spellings(_FILE, section), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")


@cache
def _set(section: str) -> frozenset[str]:
    return frozenset(word.lower() for word in spellings(_FILE, section))


@cache
def _written() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Phrases as syllables in small letters and as written, the longest first."""
    phrases = [tuple(text.split()) for text in spellings(_FILE, "written")]
    pairs = [(tuple(word.lower() for word in words), words) for words in phrases]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def begins_agency(text: str) -> bool:
    """Whether a line begins like an agency's name ("SỞ Y TẾ", "Tỉnh đoàn …")."""
    return bool(_begins("head").match(text.lower()))


def is_national(agency: str) -> bool:
    """Whether the agency reports for the whole country: it has no place of its own."""
    return bool(_begins("national").match(agency.lower())) and not re.match(
        r"bộ (?:chỉ huy|tư lệnh)", agency.lower()
    )


def _parted(text: str) -> tuple[str, str, str]:
    """An agency in small letters: its own words, the kind of its place, the place's name."""
    lower = text.lower()
    committee = _COMMITTEE.search(lower)
    if committee and committee["name"]:
        own = lower[: committee.start("name")].rstrip()
        return own, _COMMITTEES[committee["kind"]], committee["name"]
    commune = _HOI.search(lower)
    if commune and _COMMUNE_OF.search(lower[: commune.start()]):
        return lower[: commune.start()].rstrip(), "xã", commune["name"]
    for found in _PLACE.finditer(lower):
        if found["bare"]:
            before = lower[: found.start()]
            if found["bare"] == "xã" and _NO_COMMUNE.search(before):
                continue
            return before.rstrip(), KINDS[found["bare"]], ""
        if found["kind"] == "xã" and _NO_COMMUNE.search(lower[: found.start()]):
            continue
        return lower[: found.start()].rstrip(), KINDS[found["kind"]], found["name"].strip()
    return lower, "", ""


def place_of(agency: str) -> str:
    """The place of an agency in a letterhead: ``tỉnh Vạn An``, "" if it names none."""
    if not is_capitals(agency):
        found = OF_PLACE.search(agency)
        return found[0] if found else ""
    _, kind, name = _parted(agency)
    return f"{kind} {_titled(name)}" if name else ""


def kind_at_end(agency: str) -> str:
    """The kind of place with which an agency's name ends: "tỉnh" of "Thanh tra tỉnh"."""
    found = re.search(rf"(?<!\w)(?:{PLACE_KINDS})$", agency)
    return found[0] if found and not _NO_COMMUNE.search(agency[: found.start()]) else ""


def _titled(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


def agency_case(text: str, body: str = "") -> str:
    """``ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ`` as it is written in a sentence.

    body: the report's running text, which shows how it writes the name itself.
    """
    text = fold_spaces(text)
    if not is_capitals(text):
        return text
    own, kind, name = _parted(text)
    committee = bool(_COMMITTEE.search(text.lower())) and bool(name)
    agency = _as_printed(own, body) or _as_ruled(own)
    where = _titled(name) if committee else f"{kind} {_titled(name)}"
    rest = text.lower()[len(own) :] if name else ""
    beyond = rest[rest.find(name) + len(name) :].strip() if name else ""
    more = ""
    if beyond:
        # "UBND HUYỆN A TỈNH B": a second place.
        _, second, other = _parted(beyond)
        more = f"{second} {_titled(other)}" if other else ""
    return fold_spaces(f"{agency} {where} {more}")


def _as_printed(own: str, body: str) -> str:
    """The words as the report writes them in a sentence, with a capital at the beginning."""
    words = own.split()
    for skipped in range(2 if len(words) > 3 else 1):
        phrase = " ".join(words[skipped:])
        seen = [
            body[found.start() : found.end()]
            for found in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", body.lower())
        ]
        seen = [text for text in seen if not is_capitals(text) and not text.islower()]
        seen = [text for text in seen if text[:1].isupper()]
        if seen and len(words) - skipped > 1:
            best = max(dict.fromkeys(seen), key=seen.count)
            return " ".join([*(word.capitalize() for word in words[:skipped]), best])
    return ""


def _as_ruled(own: str) -> str:
    words = own.split()
    done: list[str] = []
    named = fresh = opened = False
    index = 0
    while index < len(words):
        before = words[index - 1] if index else ""
        first = not index or (before in _set("before capital") and not fresh)
        first = first or before in {"và", "-", "–", "&"} or before.endswith(",")
        phrase, kind = _phrase_at(words, index), _at(words, index, "named") if index else ()
        about = _at(words, index, "about") if named else ()
        fresh = len(phrase) >= max(len(kind), 1)
        if fresh:
            done.extend(phrase)
            index += len(phrase)
        elif kind or about:
            first = first or bool(kind) or opened
            run = kind or about
            done.extend(_capital(w) if first and not i else _acronym(w) for i, w in enumerate(run))
            index += len(run)
            named = named or bool(kind)
        else:
            word = words[index]
            small = word in {"và", "các", "của", "chống"}
            done.append(_capital(word) if (first or named) and not small else _acronym(word))
            index += 1
        opened = bool(kind) and not fresh
    return " ".join(done)


def _phrase_at(words: Sequence[str], index: int) -> tuple[str, ...]:
    for small, written in _written():
        if tuple(words[index : index + len(small)]) == small:
            return written
    return ()


def _at(words: Sequence[str], index: int, section: str) -> tuple[str, ...]:
    """The longest phrase of a section that stands at a word."""
    kinds = sorted((tuple(text.split()) for text in spellings(_FILE, section)), key=len)
    found = [kind for kind in kinds if tuple(words[index : index + len(kind)]) == kind]
    return found[-1] if found else ()


def _acronym(word: str) -> str:
    plain = word.strip("().,")
    vowels = any(char in "aeiouyăâêôơư" or has_marks(char) for char in plain)
    letters = plain.replace("&", "").replace("-", "")
    short = len(letters) > 1 and letters.isalpha() and not vowels
    return word.upper() if plain in _set("acronym") or short else word


def _capital(word: str) -> str:
    written = _acronym(word)
    return written if written != word else word[:1].upper() + word[1:]


def agencies_of(lines: Sequence[str]) -> list[str]:
    """The agencies of a letterhead's left column, superior first, each with all its lines."""
    groups: list[str] = []
    for text in lines:
        lower = text.lower().strip()
        joined = bool(groups) and (
            not _begins("head").match(lower)
            or groups[-1].lower() == "văn phòng"
            or bool(_UNENDED.search(groups[-1].lower()))
            or bool(_CONTINUES.match(lower))
        )
        if joined:
            groups[-1] = f"{groups[-1]} {text}"
        else:
            groups.append(text)
    return groups


def issuer_of(groups: Sequence[str], body: str = "") -> tuple[str, str]:
    """Who reports, and the place of it; the place of the body above where it names none.

    groups: ``agencies_of`` a letterhead. "Ban Pháp chế HĐND tỉnh Vạn An" is told with the
    body that it belongs to, "Sở Y tế tỉnh Vạn An" with its place.
    """
    if not groups:
        return "", ""
    own, above = groups[-1], groups[:-1]
    lower = own.lower()
    organ = _begins("organ").match(lower)
    if organ and above:
        own = _of_organ(above[-1], own[organ.end() :].strip())
        return agency_case(own, body), place_of(own)
    if organ and _begins("head").match(lower[organ.end() :].strip()):
        own = own[organ.end() :].strip()  # BAN CHẤP HÀNH TỈNH ĐOÀN …: names its body itself
    issuer, place = agency_case(own, body), place_of(own)
    if not above or place or is_national(above[-1]):
        return issuer, place
    higher, place = issuer_of(above, body)
    if _is_inside(lower, above[-1].lower()):
        return f"{issuer} {higher}", place
    kind = kind_at_end(issuer)
    if kind:
        return f"{issuer} {place.removeprefix(kind).strip()}".strip(), place
    return f"{issuer} {place}".strip(), place


def _is_inside(own: str, above: str) -> bool:
    """Whether an agency is told as part of the one above it, and not only with its place."""
    if not _begins("inner").match(own) or own.startswith("ban quản lý"):
        return False
    if re.match(r"[ủu][ỷy] ban nhân dân|ubnd", above):
        return own == "văn phòng"
    council = re.match(r"hội đồng nhân dân|hđnd", above)
    return bool(council or _PARTY.search(above)) or not own.startswith("ban")


def _of_organ(above: str, rest: str) -> str:
    """The body whose organ reports: HỘI NÔNG DÂN TỈNH A of "BAN CHẤP HÀNH TỈNH A" under it."""
    if not rest:
        return above
    if _begins("head").match(rest.lower()):
        return rest
    front = "mặt trận" in above.lower()
    bare = above if front else re.sub(r"\s+VIỆT NAM$", "", above, flags=re.I)
    return f"{bare} {rest}"
