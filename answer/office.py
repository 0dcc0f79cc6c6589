"""Who holds an office: "Giám đốc Sở Y tế là ai?" asks for the holder, nobody near it.

A deputy who signed for the head is not the head, and the head of one agency is not the head
of another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

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
_MANY = ("hoi dong ", "uy ban ", "ban chi dao ")  # kinds of bodies of which there are many
NAMED = 4  # words of a body's name that stand together
_LEVELS = frozenset(["tinh", "huyen", "xa", "phuong", "quan"])
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
    core = " ".join([*takewhile(lambda word: word not in _LEVELS, office.body)][:NAMED])
    # "Hội đồng" here and "nhân dân" there make no people's council.
    many = core.startswith(_MANY) and len(core.split()) == NAMED
    whole = not many or f" {core} " in f" {' '.join(said)} "
    if whole and all(word in said for word in office.body):
        return True
    # Of which body, the clause, the bracket's head or the sentence that calls a note may say.
    spans = spans_around(passage.text, person.start, person.end)
    calling = query.shelf.calling_sentence(passage)
    around = [passage.text[spans.clause[0] : person.start]]
    around += [passage.text[slice(*spans.head)]] if spans.head else []
    around += [calling[0].text[calling[1] : calling[2]]] if calling else []
    if len(core.split()) < NAMED or " ".join(core.split()[:2]) not in _key(told):
        return False
    return any(
        f" {core} " in f" {_key(text)} "
        and all(word in {*said, *_key(text).split()} for word in office.body)
        for text in around
    )


def _key(text: str) -> str:
    """A text without diacritics and with the shortest names of authorities written out."""
    return " ".join(_WRITTEN_OUT.get(word, word) for word in bare(" ".join(units(text))).split())
