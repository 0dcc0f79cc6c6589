"""A draft against the reports: every claim supported, contradicted or not found.

A figure is supported if the reports state the same value, rounded or converted at most, of
the same thing, year, place and movement. A right figure of something else contradicts.
What cannot be found is said so with the nearest thing. No model, no fuzzy match of numbers.

What this module does not know: how a draft is read from a file, or shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from check.agree import Agreed, agreed, of_fraction
from check.arithmetic import BrokenSum, replay
from check.cite import cite_spots
from check.claims import Claim, ClaimKind, find_claims
from check.discrepancy import Spot
from check.evidence import Evidence, Known, tokens
from check.placed import sum_line
from check.scopes import conflict
from check.verify_texts import verify_date, verify_document, verify_quotation
from check.words import groups
from index.library import Library
from ingest.report import Citation, Figure, FigureKind, Passage, Reading
from ingest.segments import segment_at
from ingest.text import canonical, fold_spaces

# Shares of the claim's words that a fact must have; tuned on the look halves only.
_FITS = 0.34
_SAME_THING = 0.5
_AHEAD = 0.12
# By significant digits of an exact match: the words it needs, and the lead that it gives.
# A number of four digits is hardly there by chance.
_ENOUGH = (0.34, 0.34, 0.3, 0.18, 0.12)
_LEAD = (0.0, 0.0, 0.1, 0.25, 1.0)
_RIVALS = 12
_WINDOW = 4


class Outcome(StrEnum):
    """What the reports say to a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reports say to one claim.

    expected: the reported value where another is claimed; note: rounding, conversion, a
    derived total with its sum, or why the nearest thing is not the same.
    """

    claim: Claim
    outcome: Outcome
    expected: str = ""
    note: str = ""
    citations: tuple[Citation, ...] = ()


def verify(text: str, library: Library) -> tuple[Verdict, ...]:
    """A verdict for every claim of a draft, in its order."""
    return Verifier(library.readings()).verify(text)


class Verifier:
    """Verifies drafts against some reports; made once, used often."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.evidence = Evidence(readings)

    def verify(self, text: str) -> tuple[Verdict, ...]:
        """A verdict for every claim, in the draft's order."""
        return tuple(self._one(claim) for claim in find_claims(text))

    def _one(self, claim: Claim) -> Verdict:
        if claim.kind is ClaimKind.FIGURE:
            return self._figure(claim)
        reader = {
            ClaimKind.DOCUMENT: verify_document,
            ClaimKind.DATE: verify_date,
            ClaimKind.QUOTATION: verify_quotation,
        }[claim.kind]
        found = reader(claim, self.evidence)
        outcome = Outcome(found.outcome)
        return Verdict(claim, outcome, found.expected, found.note, self._cite(found.spots))

    def _cite(self, spots: Iterable[Spot]) -> tuple[Citation, ...]:
        return cite_spots(self.evidence.reports, spots)

    # Figures

    def _figure(self, claim: Claim) -> Verdict:
        copied = self._copied(claim)
        if copied:
            return copied
        figure = claim.figure
        assert figure is not None
        ranked = sorted(
            ((self._score(claim, fact), fact) for fact in self._candidates(figure)),
            key=lambda one: -one[0],
        )[:200]
        same = [(score, fact, how) for score, fact in ranked if (how := _agrees(figure, fact))]
        open_ = [one for one in same if not conflict(claim, one[1])]
        best = ranked[0][0] if ranked else 0.0
        for score, fact, how in open_:
            weight = digits_of(figure, fact.figure) if how is Agreed.SAME else 0
            if score >= _ENOUGH[weight] and not self._rivalled(
                claim, score + _LEAD[weight], ranked
            ):
                return Verdict(
                    claim, Outcome.SUPPORTED, "", _noted(how, fact), self._cite([fact.spot])
                )
        derived = self._named(claim) or self._derived(claim, ranked)
        if derived:
            return derived
        return self._wrong(claim, ranked, same, best)

    def _wrong(
        self,
        claim: Claim,
        ranked: Sequence[tuple[float, Known]],
        same: Sequence[tuple[float, Known, Agreed]],
        best: float,
    ) -> Verdict:
        for score, fact in ranked[:_RIVALS]:
            if score >= _SAME_THING and not conflict(claim, fact):
                if claim.figure is not None and _agrees(claim.figure, fact):
                    continue
                return Verdict(
                    claim, Outcome.CONTRADICTED, fact.figure.text,
                    f"Báo cáo ghi {fact.figure.text}.", self._cite([fact.spot]),
                )  # fmt: skip
        for score, fact, _ in same:
            if score >= _FITS and (why := conflict(claim, fact)):
                return Verdict(
                    claim, Outcome.CONTRADICTED, "", f"Số liệu này có trong báo cáo nhưng {why}.",
                    self._cite([fact.spot]),
                )  # fmt: skip
        if best < _FITS or not ranked:
            return Verdict(
                claim, Outcome.NOT_FOUND, "", "Không thấy số liệu nào gần với nội dung này."
            )
        fact = ranked[0][1]
        why = conflict(claim, fact) or "khác nội dung"
        note = f"Gần nhất: {fact.figure.text}, nhưng {why}."
        return Verdict(claim, Outcome.NOT_FOUND, "", note, self._cite([fact.spot]))

    def _copied(self, claim: Claim) -> Verdict | None:
        """A sentence copied to the letter, from a fact with the same value."""
        own = canonical(fold_spaces(claim.sentence_text())).strip(" .;,")
        if len(own.split()) < 6:
            return None
        figure = claim.figure
        assert figure is not None
        for passage, text in self.evidence.folded:
            at = text.find(own)
            if at < 0:
                continue
            spot = _spot_in(passage, claim)
            if spot:
                return Verdict(claim, Outcome.SUPPORTED, "", "", self._cite([spot]))
        return None

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

    def _score(self, claim: Claim, fact: Known) -> float:
        near, wide = self._words(claim)
        evidence = self.evidence
        here = evidence.coverage(near, fact.near)
        return (
            0.4 * here
            + 0.25 * evidence.coverage(near, fact.wide)
            + 0.35 * evidence.coverage(wide, fact.wide)
        )

    def _words(self, claim: Claim) -> tuple[frozenset[str], frozenset[str]]:
        assert claim.figure is not None
        start, end = segment_at(claim.text, claim.start)
        label = claim.figure.label
        return tokens(f"{claim.text[start:end]} . {label}"), tokens(claim.sentence_text())

    def _rivalled(self, claim: Claim, score: float, ranked: Sequence[tuple[float, Known]]) -> bool:
        """Whether a fact with another value fits the words clearly better."""
        figure = claim.figure
        assert figure is not None
        for other, fact in ranked[:_RIVALS]:
            if other <= score + _AHEAD:
                return False
            if fact.figure.kind is FigureKind.RANK or conflict(claim, fact):
                continue
            if not _agrees(figure, fact) and fact.figure.base_unit == figure.base_unit:
                return True
        return False

    def _named(self, claim: Claim) -> Verdict | None:
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
                return Verdict(claim, Outcome.SUPPORTED, "", "", self._cite([spot]))
        return None

    def _derived(self, claim: Claim, ranked: Sequence[tuple[float, Known]]) -> Verdict | None:
        """A total of reported parts: figures of one passage and unit that add up to it."""
        figure = claim.figure
        assert figure is not None
        if figure.base_unit in {"%", "điểm phần trăm"} or figure.of is not None:
            return None
        for score, fact in ranked[:_RIVALS]:
            if score < _FITS:
                return None
            parts = [
                known
                for known in self.evidence.by_unit[canonical(fact.figure.base_unit)]
                if known.passage.id == fact.passage.id and known.figure.of is None
            ]
            for begin in range(len(parts)):
                for end in range(begin + 2, len(parts) + 1):
                    chosen = parts[begin:end]
                    total = sum(one.figure.amount for one in chosen)
                    whole = replace(figure, value=total / figure.factor, approx="")
                    if total == figure.amount and not conflict(claim, fact):
                        line = sum_line([one.figure for one in chosen], whole)
                        if _replays(line):
                            return Verdict(
                                claim, Outcome.SUPPORTED, "", f"Cộng từ báo cáo: {line}.",
                                self._cite([one.spot for one in chosen]),
                            )  # fmt: skip
        return None


def digits_of(claim: Figure, fact: Figure) -> int:
    """Significant digits of an exact match, 4 at most; a fraction counts both numbers."""
    digits = re.sub(r"\D", "", format(claim.value.normalize(), "f")).strip("0")
    more = 2 if claim.of is not None and claim.of == fact.of else 0
    return min(len(digits) + more, len(_ENOUGH) - 1)


def _replays(line: str) -> bool:
    try:
        return replay(line).holds
    except BrokenSum:
        return False


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
