"""With what a question compares: the year before, the plan; and what is compared without it.

"Số ca mắc năm nay so với năm ngoái thế nào?" asks for two figures: this year's, which is looked
for without the words of the comparison, and the one that it is set against.

What this module does not know: where the two stand in a report (``compared.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from answer.asking import asking
from answer.evidence import Scorer
from answer.frame import NUMERIC, Frame, Operation, Wanted
from answer.query import Query
from answer.wanted import counted_nouns, wanted_of
from ingest.text import bare

_YEAR = r"(?:19|20)\d\d"
_BASE = (
    r"(?:cung ky |cung ki )?(?:cua )?(?:nam hoc |nam |ky |ki )?"
    rf"(?:ngoai|truoc(?: do)?|{_YEAR})(?!\w)"
    r"|cung k[yi](?!\w)|dau nam(?!\w)(?: \d{4})?"
)
_TIME = re.compile(
    rf"(?<!\w)(?:so(?: sanh)?(?: voi)?|voi|hon|chenh(?: lech)?(?: so)?(?: voi)?) (?:{_BASE})"
)
_PLAN = re.compile(
    r"(?<!\w)(?:so(?: sanh)?(?: voi)?|voi) (?:muc |cac )?"
    r"(?:ke hoach|chi tieu|du toan|muc tieu|nghi quyet|du kien)(?!\w)"
    r"(?:(?! (?:thi |ra sao|the nao|nhu the nao|la|dat|co|thieu|vuot|tang|giam))[^,?])*"
)
_RISE_OR_FALL = re.compile(
    r"(?<!\w)(?:tang hay (?:la )?giam|giam hay (?:la )?tang|tang giam|hon hay kem"
    r"|nhieu hon hay (?:la )?it hon|it hon hay (?:la )?nhieu hon|nhieu hay it hon"
    r"|cao hon hay thap hon|cao hay thap hon)(?!\w)"
)
_HOW = re.compile(r"(?<!\w)(?:the nao|ra sao|thi sao|dat (?:hay )?(?:khong|chua))(?!\w)")
# "bao nhiêu trên bao nhiêu", "cho cả hai số": both figures are asked for in so many words.
_BOTH = re.compile(
    r"(?<!\w)(?:so (?:lieu )?(?:cua )?(?:tung|moi|hai|ca hai) nam"
    r"|(?:ca )?hai (?:con so|so|so lieu|gia tri)|bao nhieu tren bao nhieu)(?!\w)"
)
_BY_HOW_MUCH = re.compile(
    r"(?<!\w)(?:tang|giam|hon|kem|hut|sut|nhich|chenh|vuot|thieu)(?: [^,?]{0,60}?)?"
    r" ?(?:bao nhieu|may|bao)(?!\w)|(?:bao nhieu|may) (?:phan tram|%|lan)(?!\w)"
)
_CHANGE = re.compile(r"(?<!\w)(?:tang|giam|hon|kem|chenh|lech|hut|vuot|dat)(?: len| xuong)? ?$")
_MOVED = re.compile(r"(?<!\w)(?:tang|giam|hon|kem|chenh)(?= (?:bao nhieu|may))")
_DIGITS = re.compile(_YEAR)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a question compares with.

    plan: a plan rather than an earlier time; year: the earlier one where it is named, else "";
    words: those of the base, for telling plans apart; turn: whether it asks which way it went;
    blanks: places in the key that speak of the comparison only.
    """

    plan: bool
    year: str
    words: str
    turn: bool
    blanks: tuple[tuple[int, int], ...]


def comparison_of(frame: Frame) -> Comparison | None:
    """What a question compares with; None if with nothing, or it asks only by how much."""
    key = bare(frame.key)
    turn, both = _RISE_OR_FALL.search(key), _BOTH.search(key)
    base = _PLAN.search(key) or _TIME.search(key)
    plan = bool(_PLAN.search(key))
    if base is None or frame.why:
        return None
    rest = f"{key[: base.start()]}{' ' * len(base[0])}{key[base.end() :]}"
    ends = not rest[base.end() :].strip(" ?.)(")
    if _BY_HOW_MUCH.search(_HOW.sub("", rest)) and not both:
        return None
    if not (turn or both or ends or _HOW.search(key)):
        return None
    blanks = [base.span(), *(found.span() for found in (turn, both) if found)]
    before = _CHANGE.search(key, 0, base.start())
    if before is not None:
        blanks.append(before.span())
    if both:  # "tăng bao nhiêu … (cả hai số)": how much is seen from the two
        blanks += [found.span() for found in _MOVED.finditer(key)]
    years = _DIGITS.findall(base[0])
    if not years and not plan and len(frame.years) == 2:
        years = [min(frame.years)]
    return Comparison(plan, years[0] if years else "", base[0], bool(turn), tuple(blanks))


def without_base(query: Query, asked: Comparison) -> Query:
    """The question for the figure that is compared, without the words of the comparison."""
    frame, words = query.frame, asking()
    key = list(frame.key)
    for start, end in asked.blanks:
        key[start:end] = " " * (end - start)
    rest = "".join(key)
    # "số vụ và số người chết tăng hay giảm" counts two things without "bao nhiêu".
    counting = f"{rest.rstrip(' ?.')}, {'bao nhiêu' if frame.marked else 'bao nhieu'}"
    units = tuple(dict.fromkeys(counted_nouns(counting, frame.marked, words)))
    wanted = wanted_of(rest.strip(), frame.marked, words, bool(units))
    frame = replace(
        frame,
        key=rest,
        units=units,
        wanted=wanted if wanted in NUMERIC - {Wanted.RANK} else Wanted.AMOUNT,
        also=(),
        operation=None,
        plan=False,
        yes_no=False,
        both=False,
    )
    years = tuple(year for year in query.scope.years if year != asked.year)
    terms = query.terms
    weights = tuple(
        0.0 if any(start <= place < end for start, end in asked.blanks) else weight
        for place, weight in zip(terms.places, terms.weights, strict=True)
    )
    terms = replace(terms, weights=weights, total=sum(weights))
    return replace(
        query,
        frame=frame,
        terms=terms,
        scope=replace(query.scope, years=years),
        scorer=Scorer(query.shelf, terms, query.owners.of_term),
        matched={},
    )


def computes(frame: Frame) -> bool:
    """Whether something else than a comparison is to be computed."""
    return frame.operation not in {None, Operation.SUM, Operation.DIFFERENCE}
