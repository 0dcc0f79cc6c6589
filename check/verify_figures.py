"""A figure of a draft against the figures of the reports.

It is supported if the reports state the same value, rounded or converted at most, of the same
thing, year, place and movement, or if it is a total or a change worked out from reported
figures. A right figure of something else contradicts. No fuzzy match of numbers.

What this module does not know: claims that are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from check.agree import Agreed, agreed, of_fraction
from check.claims import Claim
from check.discrepancy import Spot
from check.evidence import Evidence, Known
from check.same_words import tokens
from check.scopes import conflict
from check.sections import section_title
from check.slips import digits_in, is_slip, slip_note
from check.verdict import Found, Outcome
from check.words import groups
from check.worked_out import worked_out
from ingest.report import Figure, FigureKind, Passage
from ingest.segments import bracket_at, segment_at
from ingest.text import canonical, fold_spaces

# Shares of the claim's words that a fact must have; tuned on the look halves only.
_FITS = 0.34
_SAME_THING = 0.5
_SLIPPED = 0.3
_AHEAD = 0.12
# By significant digits of an exact match: the words it needs, and the lead that it gives.
# A number of four digits is hardly there by chance.
_ENOUGH = (0.34, 0.34, 0.3, 0.16, 0.12)
_LEAD = (0.0, 0.0, 0.1, 0.25, 1.0)
_TELLING = 3
_SAID = 3.0  # the weight of a rare word and a half
_NAMED = 0.2
_SAME_SECTION = 0.15
_RIVALS = 12
_WINDOW = 4
_KEPT = 200
Ranked = Sequence[tuple[float, Known]]


class FigureVerifier:
    """Verifies figures against the facts of some reports."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def verify(self, claim: Claim, anchors: Mapping[str, float], place: str) -> Found:
        """What the reports say to a figure.

        anchors: passages that support other claims of its sentence, and how much that counts;
        place: the draft's own.
        """
        if copied := self._copied(claim):
            return copied
        figure = _figure(claim)
        ranked = self._ranked(claim, anchors)
        same = [(score, fact, how) for score, fact in ranked if (how := _agrees(figure, fact))]
        for score, fact, how in same:
            if conflict(claim, fact, place):
                continue
            if how is not Agreed.ROUNDED and self._sibling(claim, fact):
                continue
            weight = digits_of(figure, fact.figure) if how is not Agreed.ROUNDED else 0
            lead = score + _LEAD[weight]
            if score >= _ENOUGH[weight] and not self._rivalled(claim, lead, ranked, place):
                sure = weight >= _TELLING and how is not Agreed.ROUNDED
                return Found(Outcome.SUPPORTED, "", _noted(how, fact), (fact.spot,), sure)
        if named := self._named(claim):
            return named
        open_ = [(score, fact) for score, fact in ranked if not conflict(claim, fact, place)]
        if worked := worked_out(claim, open_, self.evidence):
            return worked
        return self._wrong(claim, ranked, open_, same, place)

    def _ranked(self, claim: Claim, anchors: Mapping[str, float]) -> Ranked:
        figure = _figure(claim)
        near, wide = _words(claim)
        names = canonical(claim.text[slice(*segment_at(claim.text, claim.start))])
        section = section_title(claim.passage) if claim.passage else ""
        scored = []
        for fact in self._candidates(figure):
            score = self._score(near, wide, fact)
            caller = (fact.passage.called_by or ("", 0))[0]
            score += max(anchors.get(fact.passage.id, 0.0), anchors.get(caller, 0.0))
            if fact.name and fact.name in names:
                score += _NAMED
            if section and section == section_title(fact.passage):
                score += _SAME_SECTION
            scored.append((score, fact))
        return sorted(scored, key=lambda one: -one[0])[:_KEPT]

    def _score(self, near: frozenset[str], wide: frozenset[str], fact: Known) -> float:
        cover = self.evidence.coverage
        return (
            0.4 * cover(near, fact.near)
            + 0.25 * cover(near, fact.wide)
            + 0.35 * cover(wide, fact.wide)
        )

    def _candidates(self, figure: Figure) -> list[Known]:
        """Facts of the same unit, or of one that names it more or less closely."""
        own = canonical(figure.base_unit)
        found: list[Known] = []
        for unit, facts in self.evidence.by_unit.items():
            close = own and unit and (unit.startswith(own) or own.startswith(unit))
            close = close or any(own in group and unit in group for group in groups("one unit"))
            if unit == own or close or not own or (not unit and "/" not in own):
                found += facts
        return found

    def _rivalled(self, claim: Claim, score: float, ranked: Ranked, place: str) -> bool:
        """Whether a fact with another value fits the words clearly better."""
        figure = _figure(claim)
        for other, fact in ranked[:_RIVALS]:
            if other <= score + _AHEAD:
                return False
            if fact.figure.kind is FigureKind.RANK or conflict(claim, fact, place):
                continue
            scope = fact.figure.period
            if figure.period.isdigit() and scope and not scope.isdigit():
                continue  # "sơ kết 2024", "2021-2025": not what is said of one year
            if not _agrees(figure, fact) and fact.figure.base_unit == figure.base_unit:
                return True
        return False

    def _sibling(self, claim: Claim, fact: Known) -> Known | None:
        """Another figure of the same passage whose own words the claim says, and not this one's.

        ``làm chết 109 người, bị thương 121 người``: "121 người chết" is said of the other.
        """
        near, _ = _words(claim)
        figure = _figure(claim)
        near = frozenset(word for word in near if " " not in word)
        for other in self.evidence.by_passage[fact.passage.id]:
            alike = other.figure.base_unit == fact.figure.base_unit
            alike = alike and (other.figure.of is None) == (fact.figure.of is None)
            if other is fact or not alike or _agrees(figure, other):
                continue
            if figure.period == fact.figure.period != other.figure.period:
                continue
            if _bracket(fact) != _bracket(other):
                continue  # a whole and its part: what is said before the bracket is of both
            theirs, own = (other.near - fact.near) & near, (fact.near - other.near) & near
            if not own and self.evidence.weight_of(theirs) > _SAID:
                return other
        return None

    def _wrong(
        self,
        claim: Claim,
        ranked: Ranked,
        open_: Ranked,
        same: Sequence[tuple[float, Known, Agreed]],
        place: str,
    ) -> Found:
        """Another value of the same thing, or the same value of another; else not found."""
        figure = _figure(claim)
        elsewhere = next(
            ((fact, why) for score, fact, _ in same
             if score >= _FITS and (why := conflict(claim, fact, place))), None
        )  # fmt: skip
        right = _rival(figure, open_) or next(
            (found for _, fact, _ in same if (found := self._sibling(claim, fact))), None
        )
        if right is not None:
            note = f"Báo cáo ghi {right.figure.text}{slip_note(figure, right.figure)}."
            spots = [right.spot]
            if elsewhere and digits_of(figure, elsewhere[0].figure) > 1:
                note += f" Số {figure.text} có trong báo cáo nhưng {elsewhere[1]}."
                spots.append(elsewhere[0].spot)
            return Found(Outcome.CONTRADICTED, right.figure.text, note, tuple(spots))
        if elsewhere:
            fact, why = elsewhere
            note = f"Số liệu này có trong báo cáo nhưng {why}."
            return Found(Outcome.CONTRADICTED, "", note, (fact.spot,))
        if not ranked or ranked[0][0] < _FITS:
            return Found(Outcome.NOT_FOUND, "", "Không thấy số liệu nào gần với nội dung này.")
        fact = ranked[0][1]
        why = conflict(claim, fact, place) or "khác nội dung"
        note = f"Gần nhất: {fact.figure.text}, nhưng {why}."
        return Found(Outcome.NOT_FOUND, "", note, (fact.spot,))

    def _copied(self, claim: Claim) -> Found | None:
        """A sentence copied to the letter, from a fact with the same value."""
        own = canonical(fold_spaces(claim.sentence_text())).strip(" .;,")
        if len(own.split()) < 6:
            return None
        for passage, text in self.evidence.folded:
            if text.find(own) >= 0 and (spot := _spot_in(passage, claim)):
                return Found(Outcome.SUPPORTED, "", "", (spot,), True)
        return None

    def _named(self, claim: Claim) -> Found | None:
        """A number inside a name (“500 ngày đêm …”), printed so where no figure is read."""
        after = claim.text[claim.end : claim.sentence[1]].split()[:2]
        window = canonical(fold_spaces(" ".join((claim.printed, *after)))).strip(" .,;:")
        if len(window.split()) < _WINDOW:
            return None
        for passage, text in self.evidence.folded:
            at = text.find(window)
            if at >= 0 and not any(
                known.passage.id == passage.id and abs(known.figure.start - at) < 3
                for known in self.evidence.known
            ):
                spot = Spot(passage, at, min(at + len(window), len(passage.text)))
                return Found(Outcome.SUPPORTED, "", "", (spot,))
        return None


def _bracket(fact: Known) -> tuple[int, int] | None:
    return bracket_at(fact.passage.text, fact.figure.start)


def _figure(claim: Claim) -> Figure:
    assert claim.figure is not None
    return claim.figure


def _words(claim: Claim) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the claim's segment with its label, and those of its sentence or row."""
    figure = _figure(claim)
    row = claim.passage.row if claim.passage else None
    if row is not None:
        header = next((one.header for one in row.cells if one.start <= figure.start < one.end), "")
        own = f"{row.label} . {figure.label}"
        return tokens(own), tokens(f"{own} . {header} . {row.title}")
    start, end = segment_at(claim.text, claim.start)
    return tokens(f"{claim.text[start:end]} . {figure.label}"), tokens(claim.sentence_text())


def _rival(figure: Figure, open_: Ranked) -> Known | None:
    """What the reports have instead: a slip of the claimed value, or the best fit."""
    best = open_[0][0] if open_ else 0.0
    for score, fact in open_[:_RIVALS]:
        slipped = is_slip(figure.value, fact.figure.value) and figure.factor == fact.figure.factor
        told = digits_in(figure.value) >= _TELLING
        if slipped and told and score >= max(_SLIPPED, best - 2 * _AHEAD):
            return fact
    for score, fact in open_[:_RIVALS]:
        if score < _SAME_THING:
            return None
        if not _agrees(figure, fact) and _of_a_kind(figure, fact.figure):
            return fact
    return None


def _of_a_kind(claim: Figure, fact: Figure) -> bool:
    """A change is not set right by a level, nor a share of the plan by a growth."""
    moves = FigureKind.CHANGE in {claim.kind, fact.kind}
    return not moves or claim.kind is fact.kind


def digits_of(claim: Figure, fact: Figure) -> int:
    """Significant digits of an exact match, 4 at most; a fraction counts both numbers."""
    digits = re.sub(r"\D", "", format(claim.value.normalize(), "f")).strip("0")
    more = 2 if claim.of is not None and claim.of == fact.of else 0
    return min(len(digits) + more, len(_ENOUGH) - 1)


def _agrees(claim: Figure, fact: Known) -> Agreed | None:
    if of_fraction(claim, fact.figure):
        return Agreed.SAME
    return agreed(claim, fact.figure)


def _noted(how: Agreed, fact: Known) -> str:
    if how is Agreed.ROUNDED:
        return f"Làm tròn từ {fact.figure.text}."
    return f"Đổi đơn vị từ {fact.figure.text}." if how is Agreed.CONVERTED else ""


def _spot_in(passage: Passage, claim: Claim) -> Spot | None:
    """Where the claimed figure stands in the passage that holds its sentence."""
    text = canonical(passage.text)
    begin = text.find(canonical(claim.sentence_text()).strip(" .;,"))
    at = text.find(canonical(claim.printed), max(begin, 0))
    return Spot(passage, at, at + len(claim.printed)) if at >= 0 else None
