"""Persons named in a report with their office: in prose and in the signature block.

In prose a name needs a form of address or an office before it and a Vietnamese family
name (``ingest/data/persons.txt``), so streets and institutions named after people do not
count. In a signature block (Nghị định 30/2020/NĐ-CP) the name stands under the office, in
capitals: ``TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH / name``.

What this module does not know: who a person is beyond these words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.report import Passage, PassageKind, Person
from ingest.vocabulary import CAPITALS, Keyed, Pattern, any_of, keyed, spellings

_FILE = "persons.txt"
_SURNAMES = frozenset(spellings(_FILE, "surname"))
_SYLLABLE = rf"[{CAPITALS}][^\W\d_{CAPITALS}]+"
_NAME = re.compile(rf"{_SYLLABLE}(?: {_SYLLABLE}){{1,4}}(?![^\W_])")
_TITLE = Pattern(rf"(?<![^\W_]){any_of(spellings(_FILE, 'title'))}\.? ")
_OFFICE = Pattern(rf"(?<![^\W_]){any_of(spellings(_FILE, 'office'))}(?![^\W_])")
_SIGNS = Pattern(rf"(?<![^\W_]){any_of(spellings(_FILE, 'signing'))}(?= )")
_BETWEEN = re.compile(r"[^.;:()\d]{0,80}?(?: (?=[^\W\d_]))")
_AFTER = re.compile(r"(?: \(?|, |, nguyên |, hiện là |, là | - | – )")
_LATE = Pattern(r"(?:tư tưởng|tấm gương|ngày sinh|học tập|bác) [^.;]{0,40}$")
_NOT_A_NAME = Pattern(r"(?:chí minh|hồ chí minh)(?: |$)")


def find_persons(text: str, *, passage_id: str = "") -> list[Person]:
    """The persons named in running text, in order."""
    line = keyed(text)
    if line.plain:
        return []
    found: list[Person] = []
    for match in [*_TITLE.finditer(line), *_OFFICE.finditer(line)]:
        person = _person(line, match, passage_id)
        if person and not any(person.start < old.end and old.start < person.end for old in found):
            found.append(person)
    return sorted(found, key=lambda person: person.start)


def _person(line: Keyed, match: re.Match[str], passage_id: str) -> Person | None:
    office = _OFFICE.match(line, match.start()) is not None
    name = _NAME.match(line.text, match.end() if not office else match.end() + 1)
    start = match.start()
    if name is None and office:
        name = _after_agency(line, match.end())
    if name is None or not _is_name(line, name):
        return None
    before = line.text[start : name.start()].strip()
    held = before if office else _office_around(line, start, name.end())
    return Person(passage_id, name.start(), name.end(), name[0], held)


def _after_agency(line: Keyed, end: int) -> re.Match[str] | None:
    """``Chủ tịch UBND tỉnh Bình Lạc Nguyễn Văn An``: the first family name that follows."""
    for offset in range(end, min(end + 80, len(line.text))):
        if line.text[offset] in ".;:()0123456789":
            return None
        if line.text[offset - 1] == " " and line.text[offset].isupper():
            name = _NAME.match(line.text, offset)
            if name and name[0].split()[0] in _SURNAMES and len(name[0].split()) >= 3:
                return name
    return None


def _is_name(line: Keyed, name: re.Match[str]) -> bool:
    words = name[0].split()
    if words[0] not in _SURNAMES or len(words) > 5:
        return False
    return not _NOT_A_NAME.match(line, name.start()) and not _NOT_A_NAME.search(
        line, name.start(), name.end()
    )


def _office_around(line: Keyed, start: int, end: int) -> str:
    """``ông A, Chủ tịch UBND xã B`` or ``Chủ tịch UBND xã B, ông A``; else the form of address."""
    after = _AFTER.match(line.text, end)
    if after and (office := _OFFICE.match(line, after.end())):
        stop = re.compile(r"[,;.:()]|$| (?:đã|và|được|có|là|cho|với)(?= )").search(
            line.text, office.end()
        )
        assert stop is not None
        return line.text[office.start() : stop.start()].strip()
    for office in reversed(_OFFICE.finditer(line, max(0, start - 80), start)):
        between = line.text[office.end() : start]
        if re.search(r"[.;:()\d]", between):
            break
        if re.fullmatch(r"[^,]*,? ?(?:là )?", between):
            return line.text[office.start() : start].strip(" ,")
    return ""


def signers(passages: Sequence[Passage]) -> list[Person]:
    """The persons of signature blocks, with the office in capitals above their name."""
    found: list[Person] = []
    office = ""
    for passage in passages:
        if passage.kind is not PassageKind.FURNITURE:
            office = ""
            continue
        line = keyed(passage.text)
        stated = _signed_office(line)
        office = stated or office
        name = _last_name(passage.text)
        if name and office:
            found.append(Person(passage.id, name.start(), name.end(), name[0], office))
            office = ""
    return found


def _signed_office(line: Keyed) -> str:
    """The office that signs, in sentence case; for "KT." the deputy's own office."""
    capitals = [
        match for match in _OFFICE.finditer(line) if line.text[slice(*match.span())].isupper()
    ]
    if not capitals:
        return ""
    begin = capitals[-1].start()
    tail = re.compile(rf"[{CAPITALS} ]+(?![^\W_{CAPITALS}])").match(line.text, begin)
    words = (tail[0] if tail else line.text[slice(*capitals[-1].span())]).strip()
    return words.capitalize()


def _last_name(text: str) -> re.Match[str] | None:
    """A name in mixed case that ends the block."""
    names = [
        name
        for name in _NAME.finditer(text)
        if name[0].split()[0] in _SURNAMES
        and not name[0].isupper()
        and name.end() >= len(text.rstrip(" ./"))
    ]
    return names[-1] if names else None
