"""From a part to the whole that was asked for, and back.

A note or a bracket splits a figure by place, source or kind. Where the question names none
of the parts, the answer is the figure that they are parts of: the one that stands before the
marker or the bracket. Where it names one, in words that the whole does not have, it is that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.candidate import Candidate
from answer.distinctions import asks_alone
from answer.evidence import name_numbers
from answer.query import Query
from answer.row_total import TIE, column_total, row_total
from answer.row_words import label_words, part_said
from answer.units import is_percent
from answer.working import same_unit
from check.placed import same_unit as closer_said
from ingest.report import Figure
from ingest.text import bare, canonical

OWN = 0.08  # the share of the question that only the part's own words cover: it is asked for
NEAR_PART = 0.7  # by score: how much worse than the whole a named part may fit
TOLD = 260  # characters behind a whole in which its parts are told
_BY = (
    r"(?:[Tt]heo|[Cc]hia theo|[Cc]hia ra|[Pp]hân theo|[Pp]hân ra)"
    r"(?: (?:hạng|loại|cấp|bậc|nguồn|nhóm|khối|lĩnh vực|địa bàn|đối tượng|hình thức|độ tuổi)"
    r"(?: [^\W\d_]+){0,2})?: "
)
_SPLITS = re.compile(
    rf"(?<!\w)(?:(?:[Tt]rong đó|[Tt]rong số đó|[Bb]ao gồm|[Gg]ồm|[Cc]ụ thể)(?!\w)|{_BY})"
    r"(?:[^.]|(?<=\d)\.(?=\d))*$"
)
# Where the parts of a whole begin to be told: what stands behind is not the whole's.
_OPENS = re.compile(
    r" \((?!cũ|mới)|[,;:]? (?:[Tt]rong đó|[Tt]rong số đó|bao gồm|gồm|cụ thể)(?!\w)"
    rf"|[.;,] {_BY}"
)
_OPENING = re.compile(
    r"^\W*(?:trong (?:số )?đó|bao gồm|gồm|cụ thể|riêng)(?!\w)[\s:,]*", re.IGNORECASE
)
AS_PLAIN = 0.15  # by score: two parts that the question names alike
IN_FULL, ONLY_HALF = 0.9, 0.7  # of a part's own words, where its neighbours share some
EXACT, LABELLED = 1.0, 0.6  # a unit as asked for, and one that only words around suggest
HALF = 0.5  # of a part's own words: it is named
_ANDS = re.compile(r"(?<!\w)(?:và|lẫn|cùng|với|va|lan|cung|voi)(?!\w)")
FAR = 1.2  # by score: a part that fits so much better than the whole is asked for itself
_YEAR = re.compile(r"(?<!\w)(?<!\d )(?:năm|nam) (?:19|20)\d\d(?!\d)")
ELSEWHERE = 0.3  # by score: how much worse a named part of another passage may fit
OWN_ELSEWHERE = 0.15  # the share of the question that only that part's own words cover
SCATTERED = 0.55  # a syllable covered less than this does not stand there with its neighbour


def whole_of(query: Query, ranked: Sequence[Candidate], best: Candidate) -> Candidate | None:
    """The figure that the best candidate is a part of, None if it is asked for itself."""
    if best.figure is None or query.frame.operation is not None or asks_alone(query.frame.key):
        return None
    if best.passage.row is not None:
        return row_total(query, ranked, best) or column_total(query, ranked, best)
    wholes = [c for c in ranked if holds(query, c, best)]
    whole = max(wholes, key=lambda c: c.end, default=None)
    if whole is not None and _names_several(query, ranked, best, whole):
        return whole
    if whole is None or _names_part(query, best, whole) or best.score - whole.score > FAR:
        return None
    if query.scope.years and best.features["year"] > whole.features["year"]:
        return None  # "tăng 3% so với năm 2022 (41,5 tỷ đồng)": of the year asked for
    return whole if _gain(query, best, whole) < OWN else None


def part_of(query: Query, ranked: Sequence[Candidate], best: Candidate) -> Candidate | None:
    """The part of the best candidate that the question names, None if it names none."""
    if best.figure is None or query.frame.operation is not None or best.passage.row is not None:
        return None
    counted = [c for c in ranked if _counts_in_bracket(c, best)]
    if len(counted) == 1:
        return counted[0]
    parts = [c for c in ranked if holds(query, best, c) and c.score >= best.score - NEAR_PART]
    named = [(_named(query, part, best), part) for part in parts]
    _, part = max(named, key=lambda it: (it[0], it[1].score), default=(0.0, None))
    if part is not None and sum(own >= OWN for own, _ in named) > 1:
        part = _named_in_full(query, [one for own, one in named if own >= OWN])
    if part is None or _named(query, part, best) < OWN:
        return None  # none is named, or several are alike
    half = said(query, part) / 2
    others = [one for one in parts if one is not part and said(query, one) >= half]
    return None if _ANDS.search(query.frame.key) and others else part


def more(own: Sequence[float], other: Sequence[float]) -> list[float]:
    """What is said in so many words here and less so there."""
    return [
        a if (a >= 0.6 and a - b >= 0.3) or (a >= 0.5 and b == 0.0) else 0.0
        for a, b in zip(own, other, strict=True)
    ]


def _counts_in_bracket(candidate: Candidate, best: Candidate) -> bool:
    """ "05 khối doanh nghiệp (60 đơn vị)": how many units, which only the bracket counts."""
    head = candidate.spans.head
    return (
        head is not None
        and candidate.passage.id == best.passage.id
        and best.start == max(head[0], best.start) < head[1]
        and candidate.passage.text[best.end : candidate.start].count("(") == 1
        and candidate.features["unit"] >= EXACT
        and best.features["unit"] <= LABELLED
        and not candidate.features["missing"]
    )


def _named_in_full(query: Query, parts: Sequence[Candidate]) -> Candidate | None:
    """ "Ngân sách tỉnh" names all of one part's words and half of "ngân sách cấp xã"."""
    full = [part for part in parts if said(query, part) >= IN_FULL]
    rest = [part for part in parts if part not in full and said(query, part) > ONLY_HALF]
    return full[0] if len(full) == 1 and not rest else None


def part_elsewhere(query: Query, ranked: Sequence[Candidate], best: Candidate) -> Candidate | None:
    """A part told in another place, whose own words the question has and the best one lacks.

    "Cấp ba có bao nhiêu trường đạt chuẩn?": one report tells only the total of all schools,
    a note of another one splits it.
    """
    if best.figure is None or query.frame.operation is not None or best.passage.row is not None:
        return None
    for part in ranked:
        if part.score < best.score - ELSEWHERE:
            return None
        figure = part.figure
        if (
            figure is None
            or not (part.spans.split or part.spans.head)
            or part.passage.id == best.passage.id
            or figure.base_unit != best.figure.base_unit
        ):
            continue
        lost = query.terms.share(_beyond(best.cover, part.cover))
        if names_more(query, part, best) and lost < OWN:
            return part
    return None


def names_more(query: Query, one: Candidate, other: Candidate) -> bool:
    """Whether words right beside the one figure are asked for and not told of the other."""
    own = query.scorer.span(one.passage, one.spans.window)
    return query.terms.share(_beyond(own, other.cover)) >= OWN_ELSEWHERE


def _beyond(cover: Sequence[float], other: Sequence[float]) -> list[float]:
    """1 for what is said in so many words here and not there."""
    return [float(a >= 0.6 and b < SCATTERED) for a, b in zip(cover, other, strict=True)]


def _names_several(
    query: Query, ranked: Sequence[Candidate], best: Candidate, whole: Candidate
) -> bool:
    """ "Xây mới và sửa chữa bao nhiêu căn?": two parts named as plainly ask for what they make."""
    if not _ANDS.search(query.frame.key) or len(query.frame.units) > 1:
        return False
    beside = [c for c in ranked if c is not best and holds(query, whole, c)]
    level = [c for c in beside if abs(best.score - c.score) <= AS_PLAIN]
    return said(query, best) >= HALF and any(said(query, c) >= HALF for c in level)


def said(query: Query, part: Candidate) -> float:
    """How much of a part's own words the question says; the number and its unit are no such."""
    figure = part.figure
    assert figure is not None
    unit = set(label_words(f"{figure.text} {figure.unit}"))
    window = _OPENING.sub("", part.passage.text[slice(*part.spans.window)])
    own = [word for word in label_words(window) if word not in unit and not word[0].isdigit()]
    return part_said(query, [*own, *name_numbers(window)])


def _named(query: Query, part: Candidate, whole: Candidate) -> float:
    """The share of the question that only the part's own words have."""
    own = own_cover(query, part)
    text = whole.passage.text
    opens = _OPENS.search(text, whole.end, whole.spans.sentence[1])
    end = opens.start() if opens else whole.spans.clause[1]
    has = query.scorer.span(whole.passage, (whole.spans.clause[0], max(end, whole.end)))
    return query.terms.share(_timeless(query, more(own, has)))


def _timeless(query: Query, cover: Sequence[float]) -> list[float]:
    """A cover without the year asked for: a day of that year printed beside a part is no word."""
    years = [year.span() for year in _YEAR.finditer(query.frame.key)]
    return [
        0.0 if any(start <= place < end for start, end in years) else covered
        for place, covered in zip(query.terms.places, cover, strict=True)
    ]


def own_cover(query: Query, part: Candidate) -> list[float]:
    """The cover of a part's own words; "tiểu học 287 trường, tỷ lệ 59%" are the percentage's."""
    assert part.figure is not None
    span = part.spans.segment if is_percent(part.figure) else part.spans.window
    return query.scorer.span(part.passage, span)


def _names_part(query: Query, part: Candidate, whole: Candidate) -> bool:
    """Whether the question has a word that stands beside the part's number only."""
    terms = query.terms
    content = [weight for weight in terms.weights if weight > 0]
    mean = sum(content) / max(len(content), 1)
    own = own_cover(query, part)
    has = query.scorer.span(whole.passage, whole.spans.window)
    return any(
        (weight >= 0.5 * mean and mine >= 0.6 and mine - theirs >= 0.5)
        or (weight >= mean and mine >= 0.5 and theirs == 0.0)  # "trộm" of "trộm cắp"
        for weight, mine, theirs in zip(terms.weights, own, has, strict=True)
    )


def _gain(query: Query, part: Candidate, whole: Candidate) -> float:
    """The share of the question that the part's own words cover beyond the whole's."""
    own = own_cover(query, part)
    has = query.scorer.span(whole.passage, whole.spans.segment)
    scope = 0.0
    if query.scope.names and part.features["names"] > whole.features["names"]:
        scope = 1.0  # the place that the question names
    gain = [max(a - b, 0.0) for a, b in zip(own, has, strict=True)]
    return query.terms.share(_timeless(query, gain)) + scope


def tied_parts(ranked: Sequence[Candidate], best: Candidate) -> list[Candidate]:
    """The parts that fit as well as the best one, with it, in the order of the text."""
    return sorted([best, *_tied(ranked, best)], key=lambda c: c.start)


def _tied(ranked: Sequence[Candidate], best: Candidate) -> list[Candidate]:
    figure = best.figure
    assert figure is not None
    return [
        c
        for c in ranked
        if c is not best
        and c.figure is not None
        and c.passage.id == best.passage.id
        and c.figure.base_unit == figure.base_unit
        and c.figure.about != figure.about
        and best.score - c.score <= TIE
    ]


def _sort_of(query: Query, whole: Figure, part: Figure) -> bool:
    """ "mấy giải nhì" of "50 giải (05 nhất, 10 nhì)": the part prints only what tells its sort."""
    sort = canonical(part.unit)
    if not query.frame.marked:
        sort = bare(sort)
    return any(
        sort in unit.split()[1:3]
        and canonical(whole.unit).split()[:1] == canonical(unit).split()[:1]
        for unit in query.frame.units
        if part.unit
    )


def holds(query: Query, whole: Candidate, part: Candidate) -> bool:
    """Whether one figure stands where another is split: before its marker or its bracket."""
    one, two = whole.figure, part.figure
    if one is None or two is None or whole is part or whole.features["missing"]:
        return False
    alike = closer_said(one, two) or same_unit([whole, part]) or _sort_of(query, one, two)
    if not alike or one.amount < two.amount or whole.features["part"]:
        return False
    if part.passage.called_by is not None:
        caller, offset = part.passage.called_by
        calling = query.shelf.calling_sentence(part.passage)
        start = calling[1] if calling else 0
        if whole.passage.id == caller and start <= whole.start < offset:
            return True
    if whole.passage.id == part.passage.id and whole.end <= part.start:
        gap = whole.passage.text[whole.end : part.start]
        if len(gap) <= TOLD and _SPLITS.search(gap) and "\n" not in gap:
            return True
    head = part.spans.head
    return (
        head is not None
        and whole.passage.id == part.passage.id
        and head[0] <= whole.start < head[1]
    )
