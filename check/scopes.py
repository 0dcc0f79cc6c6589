"""Whether a claim and a fact with the same value are about the same year, place and movement.

A figure that is right but belongs to another movement, province or year does not support a
claim. Only what the claim says is compared: what it leaves open is no conflict.

What this module does not know: values; how well the other words fit.
"""

from __future__ import annotations

import re

from check.claims import Claim
from check.evidence import Known, name_before, years_in
from check.same_words import one_name, tokens
from ingest.clauses import quotations
from ingest.dates import years_of
from ingest.report import Award, FigureKind
from ingest.segments import clause_at, segment_at
from ingest.text import canonical
from ingest.vocabulary import CAPITALS, Pattern, keyed

_CAPITAL = rf"[{CAPITALS}][^\W\d_]*"
_LEVEL = re.compile(
    r"(?<![^\W_])(?i:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|TP\.?) "
    rf"({_CAPITAL}(?: {_CAPITAL})*)"
)
_NAME = re.compile(rf"(?<![^\W_]){_CAPITAL}(?: {_CAPITAL})+")
_MOVEMENT = Pattern(r"phong trào(?: thi đua)? (?![“\"])((?:[^\W\d_]+,? ){1,7}[^\W\d_]+)")
_MOVES = Pattern(r"(?<![^\W_])(tăng|giảm|cao hơn|thấp hơn)(?: [^\W\d_]+){0,3} ?$")
_BASE = re.compile(r"so (?:với )?(?:cùng kỳ |cùng kì )?(?:của )?năm ((?:19|20)\d\d)")
_SPAN = re.compile(r"((?:19|20)\d\d) ?[-–] ?((?:19|20)\d\d)")
_PROVINCE = re.compile(r"(?i:tỉnh|thành phố) (.+)")
_LIKE = 0.6


def conflict(claim: Claim, fact: Known, place: str = "") -> str:
    """In Vietnamese, what the claim says otherwise than the fact; "" if nothing.

    place: the province that the draft is about where its sentences do not say.
    """
    return (
        _year(claim, fact)
        or _place(claim, fact)
        or _province(claim, fact, place)
        or _award(claim.award, fact.award)
        or _movement(claim, fact)
        or _direction(claim, fact)
    )


def _year(claim: Claim, fact: Known) -> str:
    assert claim.figure is not None
    sentence = _without_documents(claim.sentence_text())
    bases = frozenset(map(int, _BASE.findall(sentence)))
    spans = _SPAN.findall(sentence)
    named = years_in(_SPAN.sub(" ", sentence)) - bases
    missing = named - _held(fact)
    claimed = claim.figure.period
    if claimed.isdigit() and int(claimed) in named and len(named) > 1:
        # other years of the sentence may be those of other figures
        beside = {(fact.report.year or 0) + step for step in (-1, 0, 1)}
        missing -= beside - {int(claimed)}
    missing |= {int(year) for span in spans for year in span} - years_in(fact.around) - _held(fact)
    if missing:
        return f"khác năm ({', '.join(map(str, sorted(missing)))})"
    return _base(claim, fact, bases) or _period(claim, fact, bases)


def _held(fact: Known) -> set[int]:
    """The years that a fact can be of: its own, those said with it, the report's."""
    year = fact.report.year
    return _said(fact) | ({year} if year and fact.passage.row is None else set())


def _said(fact: Known) -> set[int]:
    """The years that are said with a fact."""
    held = set(years_in(_SPAN.sub(" ", _BASE.sub(" ", fact.told))))
    span = years_of(fact.figure.period)
    # A heading's "giai đoạn 2021 - 2025" does not make a figure one of each of its years.
    if span and (span[0] == span[1] or str(span[0]) in fact.told):
        held |= set(range(span[0], span[1] + 1))
    return held


def _period(claim: Claim, fact: Known, bases: frozenset[int]) -> str:
    """The period that the draft's own headings or sentences give the figure."""
    assert claim.figure is not None
    claimed, reported = claim.figure.period, fact.figure.period
    if not (claimed.isdigit() and reported.isdigit()) or claimed == reported:
        return ""
    if int(claimed) in bases or int(claimed) in _said(fact):
        return ""
    # The reader may take a year of the sentence that only dates something in it.
    before = fact.passage.text[max(0, fact.figure.start - 25) : fact.figure.start]
    dated = fact.passage.row is None and reported not in before
    if claimed == str(fact.report.year) and dated:
        return ""
    return f"khác năm ({claimed}, báo cáo: {reported})"


def _base(claim: Claim, fact: Known, bases: frozenset[int]) -> str:
    """The year that a change is measured from."""
    others = frozenset(map(int, _BASE.findall(fact.sentence)))
    assert claim.figure is not None
    if not bases or (not others and claim.figure.kind is not FigureKind.CHANGE):
        return ""
    if not others and fact.report.year:
        others = frozenset({fact.report.year - 1})
    if others and not bases & others:
        told = ", ".join(map(str, sorted(bases)))
        return f"khác năm so sánh ({told})"
    return ""


def _province(claim: Claim, fact: Known, place: str) -> str:
    """The draft of one province against the report of another."""
    own, other = _PROVINCE.match(place), _PROVINCE.match(fact.report.place)
    if not own or not other or canonical(own[1]) == canonical(other[1]):
        return ""
    if place_names(claim.sentence_text()) or canonical(own[1]) in canonical(fact.around):
        return ""
    return f"khác nơi ({place}, báo cáo: {fact.report.place})"


def _without_documents(text: str) -> str:
    return re.sub(r"\d+/(?:19|20)\d\d/|\d{1,2}/\d{1,2}/\d{4}|tháng \d+ năm \d{4}", " ", text)


def place_names(text: str) -> frozenset[str]:
    """The names behind "tỉnh", "xã" …, as keys."""
    return frozenset(canonical(match[1]) for match in _LEVEL.finditer(text) if _is_name(match[1]))


def _is_name(name: str) -> bool:
    return name[0].isupper() and not name.isupper()


def _place(claim: Claim, fact: Known) -> str:
    figure = claim.figure
    assert figure is not None
    report = fact.report
    held = canonical(
        f"{fact.around} {fact.passage.text} {report.issuer} {report.title} {report.place}"
    )
    segment = claim.text[slice(*segment_at(claim.text, claim.start))]
    near = claim.text[slice(*clause_at(claim.text, claim.start))]
    places = place_names(segment) or place_names(near) or place_names(claim.sentence_text())
    named = places | {canonical(name) for name in _NAME.findall(_own(claim))}
    missing = sorted(name for name in named if name not in held and not _inside(name, named))
    if missing:
        return f"khác nơi hoặc tên ({', '.join(missing)})"
    claimed, reported = place_names(figure.about), place_names(fact.figure.about)
    if claimed and reported and not claimed & reported:
        return f"khác nơi ({figure.about}, báo cáo: {fact.figure.about})"
    one, other = (
        name_before(claim.text, figure.start),
        name_before(fact.passage.text, fact.figure.start),
    )
    if one and other and one not in other and other not in one:
        return f"khác nơi hoặc tên ({one}, báo cáo: {other})"
    return _era(figure.about, fact.figure.about)


def _inside(name: str, names: frozenset[str] | set[str]) -> bool:
    return any(name != other and name in other for other in names)


def _own(claim: Claim) -> str:
    """The segment of the claim without its first word, whose capital may only begin it."""
    start, end = segment_at(claim.text, claim.start)
    return re.sub(r"^\W*\w+", "", claim.text[start:end])


def _era(one: str, other: str) -> str:
    eras = ["cũ" if "(cũ)" in text else "mới" if "(mới)" in text else "" for text in (one, other)]
    if all(eras) and eras[0] != eras[1]:
        return f"khác phạm vi ({eras[0]}, báo cáo: {eras[1]})"
    return ""


def _award(one: Award | None, other: Award | None) -> str:
    if one is None or other is None:
        return ""
    if one.form and other.form and not one_name(one.form, other.form):
        return f"khác hình thức ({one.form}, báo cáo: {other.form})"
    if one.giver and other.giver and not one_name(one.giver, other.giver):
        return f"khác cấp tặng ({one.giver}, báo cáo: {other.giver})"
    if one.proposed != other.proposed:
        return "khác tình trạng (đề nghị và đã tặng)"
    return ""


def _movement(claim: Claim, fact: Known) -> str:
    sentence = claim.sentence_text()
    names = [sentence[span.start + 1 : span.end - 1] for span in quotations(sentence)]
    names += [match[1] for match in _MOVEMENT.finditer(keyed(sentence))]
    path = " ".join(step.title for step in fact.passage.section)
    held = fact.wide | tokens(f"{fact.passage.text} {path}")
    for name in names:
        wanted = tokens(name)
        if len(wanted) > 3 and len(wanted & held) / len(wanted) < _LIKE:
            return f"khác phong trào hoặc tên gọi (“{name}”)"
    return ""


def _direction(claim: Claim, fact: Known) -> str:
    figure = claim.figure
    assert figure is not None
    if FigureKind.CHANGE not in {figure.kind, fact.figure.kind}:
        return ""
    own = _MOVES.search(keyed(claim.text), max(0, figure.start - 40), figure.start)
    line = keyed(fact.passage.text)
    other = _MOVES.search(line, max(0, fact.figure.start - 40), fact.figure.start)
    if own and other and _up(own[1]) != _up(other[1]):
        return f"khác chiều ({own[1]}, báo cáo: {other[1]})"
    return ""


def _up(word: str) -> bool:
    return canonical(word) in {canonical("tăng"), canonical("cao hơn")}
