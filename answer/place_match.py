"""Dates, documents, persons and plain sentences that may answer a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from answer.candidate import Candidate
from answer.evidence import spans_around
from answer.query import Query
from answer.scope import name_key, names_found, year_fit
from index.tokens import units
from ingest.report import Passage, PassageKind
from ingest.segments import Span, clause_at, sentence_at, sentences
from ingest.text import bare, canonical

WEIGHTS = {
    "cover": 1.0,
    "clause": 0.53,
    "near": 0.22,
    "kind": 0.51,
    "own": 0.65,
    "names": 0.30,
    "missing": -0.22,
    "year": 0.13,
    "search": 0.90,
    "heading": -0.14,
    "ocr": -0.15,
    "furniture": -0.03,
    "issued": 0.49,
    "since": 0.3,
    "tight": 0.5,
    "number": 0.45,
    "count": 0.45,
    "noun": 0.35,
}
BESIDE = 0.5  # by score: less for a document of another place than the one asked for
GIVEN = 3.0  # times "number": a document that the question names is not the one asked for
CHANGED = 0.25  # less for a document that is only named as what another one changes
_NUMBERED = re.compile(r"(?<!\w)(?:so|thu) (\d+)(?![\w/.-])")
LONGEST = 420  # characters of a sentence that is told whole
TOLD = 260  # characters that are told of a person
_CHARGED = re.compile(
    r"(?<!\w)do (?:(?:các )?đồng chí |ông |bà |đ/c )?[^,;:]{0,60}$", re.IGNORECASE
)
OPENING = 12  # characters: a text that opens with "thay thế" speaks of nothing else
DOCUMENT_KINDS = (
    "kế hoạch", "quyết định", "nghị quyết", "chỉ thị", "công văn", "hướng dẫn", "thông báo",
    "nghị định", "thông tư", "luật", "đề án", "chương trình", "kết luận", "quy định", "báo cáo",
    "văn bản", "pháp lệnh", "tờ trình", "công điện", "quy chế", "điều lệ",
)  # fmt: skip


def _score(features: dict[str, float]) -> float:
    return sum([WEIGHTS.get(name, 0.0) * value for name, value in features.items()])


def candidate_at(
    query: Query, passage: Passage, span: Span, found: float, extra: dict[str, float]
) -> Candidate:
    """Score a stretch of a passage; extra holds the features of its own sort."""
    spans = spans_around(passage.text, span[0])
    cover = query.scorer.around(passage, spans)
    share = query.terms.share(cover)
    nearest, missing = names_found(query.scope, passage, spans, query.shelf, "")
    headings = " ".join(step.title for step in passage.section)
    sentence = f"{passage.text[slice(*spans.sentence)]} | {headings}"
    features = {
        "cover": share,
        "near": query.terms.share(query.scorer.span(passage, spans.segment)),
        "clause": query.terms.share(query.scorer.span(passage, spans.clause)),
        "names": nearest,
        "missing": float(missing),
        "year": year_fit(query.scope, "", sentence, query.shelf.report_of(passage)),
        "search": found,
        "heading": float(passage.kind is PassageKind.HEADING),
        "ocr": float(passage.confidence is not None),
        "furniture": float(passage.kind is PassageKind.FURNITURE),
        **extra,
    }
    return Candidate(passage, *span, spans, cover, share, features, _score(features))


def document_candidates(
    query: Query, passages: Iterable[tuple[Passage, float]]
) -> Iterable[Candidate]:
    """Every cited document; one of the kind asked for fits better."""
    asked, number = asked_document_kinds(query), asked_number(query)
    given = given_number(query)
    for passage, found in passages:
        for document in query.shelf.documents.get(passage.id, ()):
            kind = canonical(document.kind)
            subject = query.shelf.zone(passage, document.start, max(document.end, document.start))
            own = query.terms.share(query.terms.cover(subject))
            fit = 0.0 if not asked else (1.0 if kind in asked else -1.4)
            start = passage.text.find(document.number, document.start)
            if start < 0:
                start = document.start
            candidate = candidate_at(
                query,
                passage,
                (start, start + len(document.number)),
                found,
                {"kind": fit, "own": own, "number": _number_of(number, given, document.number)},
            )
            candidate.document = document
            _place_by_issuer(query, candidate, passage)
            changed = _CHANGES.search(passage.text, max(document.start - 60, 0), document.start)
            if changed and document.start > OPENING:
                candidate.score -= CHANGED
            yield candidate


def _place_by_issuer(query: Query, candidate: Candidate, passage: Passage) -> None:
    """A document beside another one that is told with the place asked for is not that place's."""
    document = candidate.document
    if not query.scope.names or document is None:
        return
    beside = query.shelf.documents.get(passage.id, ())
    told = [name_key(f"{d.issuer} {d.subject}") for d in beside if d.number != document.number]
    own = name_key(f"{document.issuer} {document.subject}")
    for name in query.scope.names:
        if any(f" {name} " in other for other in told) and f" {name} " not in own and own.strip():
            candidate.score -= BESIDE
            return


def asked_number(query: Query) -> str:
    """The bare number of a document that the question names ("Nghị quyết 50"), "" if none."""
    kinds = "|".join(bare(kind) for kind in DOCUMENT_KINDS)
    found = re.search(rf"\b(?:{kinds})(?: so)? (\d+)(?![\d/-])", bare(query.frame.key))
    return found[1] if found else ""


def given_number(query: Query) -> str:
    """The number of a document that the question names besides the one that it asks for.

    "kế hoạch nào thực hiện Chỉ thị 12?": 12 is not the number of the plan.
    """
    key = bare(query.frame.key)
    kinds = "|".join(bare(kind) for kind in DOCUMENT_KINDS)
    asked = re.search(rf"\b({kinds})\b(?: (?!{kinds})[a-z]+){{0,9}}? {_WHICH}", key)
    for given in re.finditer(rf"\b({kinds})(?: so)? (\d+)(?![\d-])", key):
        if asked and asked[1] != given[1]:
            return given[2]
    return ""


# What stands before a document that another one only changes.
_CHANGES = re.compile(
    r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ|đính chính|hủy bỏ)(?:,? \w+){0,6}? $", re.IGNORECASE
)
_WHICH = r"(?:nao|gi|so may|so bao nhieu|so nao|mang so|ky hieu)\b"


def _number_of(asked: str, given: str, number: str) -> float:
    if given:
        return min(-number_fit(given, number), 0.0) * GIVEN
    return max(number_fit(asked, number), 0.0)


def number_fit(asked: str, number: str) -> float:
    """1 if a document's number begins with the number asked for, -1 if not, 0 if none is."""
    if not asked:
        return 0.0
    begins = re.match(r"0*(\d+)", number)
    return 1.0 if begins and begins[1] == asked.lstrip("0") else -1.0


def asked_document_kinds(query: Query) -> set[str]:
    """The kinds of document that the question names ("kế hoạch"), canonical."""
    key = query.frame.key
    found = set()
    for kind in DOCUMENT_KINDS:
        name = canonical(kind) if query.frame.marked else bare(kind)
        if re.search(rf"(?<!\w){name}(?!\w)", key) and kind not in {"văn bản"}:
            found.add(canonical(kind))
    return found


def person_candidates(
    query: Query, passages: Iterable[tuple[Passage, float]]
) -> Iterable[Candidate]:
    """Every named person, with the office in which the report names them."""
    for passage, found in passages:
        for person in query.shelf.persons.get(passage.id, ()):
            beside = [p.start for p in query.shelf.persons[passage.id] if p.start != person.start]
            charge = charge_of(passage, person.start, beside)
            told = told_of(passage, person.start, person.end)
            own = query.terms.share(query.scorer.span(passage, charge or told))
            number = _numbered(query, passage.text[slice(*(charge or told))])
            extra = {"kind": 1.0, "own": own, "number": number}
            candidate = candidate_at(query, passage, told, found, extra)
            if charge is not None:
                candidate.start, candidate.end = charge
            candidate.person = person
            candidate.whole = True
            yield candidate


def _numbered(query: Query, text: str) -> float:
    """1 if a text names the thing by the number that the question does ("Tổ số 4"), else -1 or 0.

    -1: it names another number; 0: the question or the text names none.
    """
    asked = set(_NUMBERED.findall(bare(query.frame.key)))
    printed = {number.lstrip("0") for number in _NUMBERED.findall(bare(canonical(text)))}
    if not asked or not printed:
        return 0.0
    return 1.0 if {number.lstrip("0") for number in asked} & printed else -1.0


def charge_of(passage: Passage, start: int, beside: Sequence[int]) -> Span | None:
    """The clause that says what somebody is in charge of before it names them.

    "Tổ số 4 do đồng chí Phó Chủ tịch … phụ trách"; None where another person stands in it.
    """
    begin, end = clause_at(passage.text, start)
    alone = not any(begin <= other < end for other in beside)
    before = passage.text[begin:start]
    return (begin, end) if alone and _CHARGED.search(before) and end - begin <= TOLD else None


def told_of(passage: Passage, start: int, end: int) -> Span:
    """The stretch that tells of a person: from the name to the end of its clause."""
    clause = clause_at(passage.text, start)
    return start, max(end, min(clause[1], start + TOLD))


def sentence_candidates(
    query: Query, passages: Iterable[tuple[Passage, float]]
) -> Iterable[Candidate]:
    """Every sentence of the passages, for questions that ask for no typed thing."""
    for passage, found in passages:
        if passage.row is not None and not any(cell.header for cell in passage.row.cells):
            continue  # the heads of a table say nothing by themselves
        for span in sentences(passage.text):
            if len(units(passage.text[slice(*span)])) >= 3:
                yield candidate_at(query, passage, span, found, {})


def whole_clause(query: Query, best: Candidate) -> Candidate:
    """A place told with all of its clause: what else is asked stands beside it."""
    return _widened(query, best, clause_at(best.passage.text, best.start))


def whole_sentence(query: Query, best: Candidate) -> Candidate:
    """A place told with all of its sentence, unless that is long: it tells whether it is so."""
    return _widened(query, best, sentence_at(best.passage.text, best.start))


def _widened(query: Query, best: Candidate, span: Span) -> Candidate:
    if span[1] - span[0] > LONGEST:
        return best
    told = candidate_at(query, best.passage, span, 0.0, {})
    told.document, told.person, told.whole = best.document, best.person, True
    return told
