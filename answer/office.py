"""Who holds an office: "Giám đốc Sở Y tế là ai?" asks for the holder, nobody near it.

A deputy who signed for the head is not the head, and the head of one agency is not the head
of another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from answer.candidate import Candidate
from answer.evidence import spans_around
from answer.query import Query
from index.tokens import units
from ingest.report import PassageKind
from ingest.text import bare

# Titles as typed without diacritics; "phó" before one is part of it.
_TITLES = (
    r"(?:pho )?(?:tong bi thu|bi thu|chu tich|tong giam doc|giam doc|chanh van phong"
    r"|chanh thanh tra|tong thanh tra|truong ban|truong phong|chi cuc truong|cuc truong"
    r"|vu truong|hieu truong|vien truong|chanh an|thu tuong|bo truong|chi huy truong"
    r"|tong bien tap|doi truong|to truong|truong ap|truong thon|truong ban|chu nhiem)"
    r"|thu truong|chinh uy|ke toan truong"
)
_WHO = r"(?:la ai|ten gi|ten la|ho ten|ho va ten|la (?:ong|ba|nguoi|dong chi|vi) nao)"
_NOW = r"(?:dang |hien nay |hien |duong )*"
_ASKED = (
    re.compile(rf"(?<!\w)(?P<title>{_TITLES})(?P<of>(?: [^\W\d_]+){{0,9}}?) {_NOW}{_WHO}"),
    re.compile(
        rf"(?<!\w)(?:ai|ong nao|ba nao|nguoi nao|dong chi nao) {_NOW}"
        rf"(?:la|lam|giu chuc vu|giu chuc) (?P<title>{_TITLES})(?P<of>(?: [^\W\d_]+){{0,9}})"
    ),
)
_FOR = re.compile(
    r"(?<!\w)(?:ky|ki|thay mat|thay|uy quyen) (?:thay |cho |mat )?(?:chu tich|giam doc)"
)
_APPOSED = re.compile(r"[;.)]")  # what stands beside a name ends there
# "Chủ tịch Hội đồng: ông …", "Chủ tịch Hội đồng là ông …"
_NAMED = re.compile(r"([^;.,:()]{3,60})(?::| là) *(?:ông|bà|đồng chí|đ/c)? *$")
_WRITTEN_OUT = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan"}
_ACTS = frozenset(["ky", "ki", "tang", "khen", "trao", "du", "phat"])  # no office has a verb in it
_LIGHT = frozenset(["nam", "nay", "hien", "gio", "bay", "cua", "o", "tai", "minh", "ta", "nha"])


@dataclass(frozen=True, slots=True)
class Office:
    """An office asked for: its title and the words of whose it is, without diacritics."""

    title: str
    body: tuple[str, ...]


def office_asked(query: Query) -> Office | None:
    """The office whose holder a question asks for, None if it asks for none."""
    key = _key(query.frame.key)
    if _FOR.search(key):
        return None  # who signs for the head is not the head
    for pattern in _ASKED:
        found = pattern.search(key)
        if found and not _ACTS & set(found["of"].split()):
            body = tuple(word for word in found["of"].split() if word not in _LIGHT)
            return Office(found["title"], body)
    return None


def holds(query: Query, office: Office, candidate: Candidate) -> bool:
    """Whether the person that a candidate names holds just the office asked for."""
    person = candidate.person
    if person is None:
        return False
    passage, report = candidate.passage, query.shelf.report_of(candidate.passage)
    told = person.office
    if passage.kind is not PassageKind.FURNITURE:
        later = [p.start for p in query.shelf.persons[passage.id] if p.start >= person.end]
        behind = passage.text[person.end : min([candidate.end, *later])]
        before = _NAMED.search(passage.text, 0, person.start)
        told = f"{before[1] if before else ''} | {told} | {_APPOSED.split(behind)[0]}"
    of = f"{told} | {report.place}"
    if passage.kind is PassageKind.FURNITURE:
        of = f"{of} | {report.issuer}"
    if not re.search(rf"(?<!\w)(?<!pho )(?<!nguyen ){office.title}(?!\w)", _key(told)):
        return False
    said = _key(of).split()
    if len(office.body) > 1 and f" {office.body[0]} {office.body[1]} " in f" {' '.join(said)} ":
        # Of which body, the sentence that calls a note or holds a bracket says.
        calling = query.shelf.calling_sentence(passage)
        said += _key(calling[0].text[calling[1] : calling[2]]).split() if calling else []
        spans = spans_around(passage.text, person.start, person.end)
        for start, end in (spans.head or (0, 0), (spans.clause[0], person.start)):
            said += _key(passage.text[start:end]).split()
    return all(word in said for word in office.body)


def _key(text: str) -> str:
    """A text without diacritics and with the shortest names of authorities written out."""
    return " ".join(_WRITTEN_OUT.get(word, word) for word in bare(" ".join(units(text))).split())
