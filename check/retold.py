"""A sentence of a draft that is one of the reports' nearly to the letter, with another number.

Who writes by copying changes a number by a slip. Word for word the two sentences say what each
number is, which beats any likeness of words: a number that differs where all the words agree
contradicts. Where the years or days differ too, the sentence is about another time, and
nothing is told of its values, unless all values were left as they were.

What this module does not know: sentences that say a thing in other words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import cached_property, lru_cache

from check.agree import agreed, of_fraction
from check.claims import Claim
from check.discrepancy import Spot
from check.evidence import Evidence
from check.sections import section_title
from check.slips import slip_note
from check.verdict import Found, Outcome
from ingest.report import Passage
from ingest.text import canonical

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_LEAST = 9  # words and numbers of a sentence that can be told from others
_EDITS = 2  # words that may be left out, put in or exchanged
_SHINGLE = 4
_LOOKED_AT = 8  # passages that share most with the sentence
_YEAR = re.compile(r"(?:19|20)\d\d")
NUMBER, YEAR = "#", "#year"


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is compared, one key for any number or any year, and where it stands."""

    key: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Twin:
    """A report's sentence with the same words: the place of each of the draft's numbers in it."""

    passage: Passage
    places: Mapping[int, tuple[int, int]]  # from the start of a number in the draft


class Retold:
    """Finds the sentences of some reports that a draft's sentence was copied from."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def wrong(self, claims: Sequence[Claim], year: int | None = None) -> dict[int, Found]:
        """By their order among the claims, figures that a copied sentence contradicts.

        year: that the draft is about, None if it does not say.
        """
        found: dict[int, Found] = {}
        sentences: dict[tuple[int, tuple[int, int]], list[int]] = defaultdict(list)
        for order, claim in enumerate(claims):
            if claim.figure is not None and claim.passage is not None and not claim.passage.row:
                sentences[claim.line, claim.sentence].append(order)
        for orders in sentences.values():
            found |= self._of_sentence(claims, orders, year)
        return found

    def _of_sentence(
        self, claims: Sequence[Claim], orders: Sequence[int], year: int | None
    ) -> dict[int, Found]:
        first = claims[orders[0]]
        told: list[tuple[str, dict[int, Found]]] = []
        for twin in self.twins(first.text, first.sentence):
            found = self._told(twin, claims, orders)
            if not found:
                return {}  # printed so
            if self._of_another_section(twin.passage, first.passage):
                continue  # the same words of another movement
            if self._of_its_time(twin.passage, first, year):
                told.append((twin.passage.report_id, found))
        reports = [report for report, _ in told]
        if len(set(reports)) < len(reports):
            return {}  # said of several things in the same words: no telling of which
        return min((found for _, found in told), key=len, default={})

    def _of_another_section(self, passage: Passage, own: Passage | None) -> bool:
        """Whether a report has the draft's own section, and the sentence stands in another."""
        title = section_title(own) if own is not None else ""
        if not title or title == section_title(passage):
            return False
        return title in self._titles[passage.report_id]

    @cached_property
    def _titles(self) -> Mapping[str, frozenset[str]]:
        """The titles of each report's innermost sections."""
        return {
            reading.report.id: frozenset(section_title(passage) for passage in reading.passages)
            for reading in self.evidence.readings
        }

    def _of_its_time(self, passage: Passage, claim: Claim, year: int | None) -> bool:
        """Whether a report speaks of the time that a sentence is about.

        Who drafts this year's report writes last year's sentences anew with this year's values.
        """
        report = self.evidence.reports[passage.report_id]
        if report.year is None or str(report.year) in claim.sentence_text():
            return True
        later = any(
            other.issuer == report.issuer and (other.year or 0) > report.year
            for other in self.evidence.reports.values()
        )
        return year == report.year if year is not None else not later

    def _told(self, twin: Twin, claims: Sequence[Claim], orders: Sequence[int]) -> dict[int, Found]:
        """The figures of a sentence that one twin says otherwise."""
        text = claims[orders[0]].text
        spans = [(claims[order].start, claims[order].end) for order in orders]
        times = _other_times(text, twin, spans)
        values: dict[int, Found] = {}
        for order in orders:
            claim = claims[order]
            start = next((at for at in twin.places if claim.start <= at < claim.end), None)
            if start is not None and (found := self._value(claim, start, twin)):
                values[order] = found
        if not times:
            return values
        if values:
            return {}  # the same said of another time, with its own values
        return {
            min(orders, key=lambda order: abs(claims[order].start - at)): Found(
                Outcome.CONTRADICTED,
                "",
                f"Câu này trong báo cáo ghi {twin.passage.text[slice(*place)]},"
                f" không phải {number_at(text, at)}.",
                (Spot(twin.passage, *place),),
            )
            for at, place in times.items()
        }

    def _value(self, claim: Claim, start: int, twin: Twin) -> Found | None:
        """Another value at the claim's place in the twin."""
        place = twin.places[start]
        printed = twin.passage.text[slice(*place)]
        fact = next(
            (one for one in self.evidence.by_passage[twin.passage.id]
             if one.figure.start <= place[0] < one.figure.end), None
        )  # fmt: skip
        assert claim.figure is not None
        if fact is None:
            if bare_number(printed) == bare_number(number_at(claim.text, start)):
                return None
            spot = Spot(twin.passage, *place)
        else:
            said = agreed(claim.figure, fact.figure) or of_fraction(claim.figure, fact.figure)
            if said and not _range_differs(claim, twin):
                return None
            printed, spot = fact.figure.text, fact.spot
        slip = slip_note(claim.figure, fact.figure) if fact else ""
        return Found(Outcome.CONTRADICTED, printed, f"Báo cáo ghi {printed}{slip}.", (spot,))

    def twins(self, text: str, sentence: tuple[int, int]) -> list[Twin]:
        """The places of the reports that say a sentence nearly to the letter."""
        own = tokens_of(text[slice(*sentence)], sentence[0])
        if len(own) < _LEAST:
            return []
        shared: Counter[int] = Counter()
        for shingle in set(_shingles(own)):
            shared.update(self._by_shingle.get(shingle, ()))
        passages = [self._passages[row] for row, _ in shared.most_common(_LOOKED_AT)]
        return [twin for passage in passages if (twin := _twin(own, passage))]

    @cached_property
    def _passages(self) -> list[Passage]:
        return [
            passage
            for reading in self.evidence.readings
            for passage in reading.passages
            if passage.row is None
        ]

    @cached_property
    def _by_shingle(self) -> Mapping[tuple[str, ...], list[int]]:
        found: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for row, passage in enumerate(self._passages):
            for shingle in set(_shingles(tokens_of(passage.text))):
                found[shingle].append(row)
        return found


@lru_cache(maxsize=4096)
def tokens_of(text: str, at: int = 0) -> tuple[Token, ...]:
    """The words and numbers of a text; ``at`` is where the text begins."""
    return tuple(
        Token(
            _key(one[0]),
            at + one.start(),
            at + one.end(),
            one[0][0].isupper(),
        )
        for one in _TOKEN.finditer(text)
    )


def _key(printed: str) -> str:
    if _YEAR.fullmatch(printed):
        return YEAR
    return NUMBER if printed[0].isdigit() else canonical(printed)


def _shingles(tokens: Sequence[Token]) -> list[tuple[str, ...]]:
    keys = [one.key for one in tokens]
    return [tuple(keys[i : i + _SHINGLE]) for i in range(len(keys) - _SHINGLE + 1)]


def _twin(own: Sequence[Token], passage: Passage) -> Twin | None:
    """A passage that holds all of the words in their order, but for a few that name nothing."""
    theirs = tokens_of(passage.text)
    matcher = SequenceMatcher(
        None, [one.key for one in own], [one.key for one in theirs], autojunk=False
    )
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if len(own) - sum(block.size for block in blocks) > _EDITS:
        return None
    left = _unmatched(blocks, own, theirs)
    if len(left) > 2 * _EDITS or any(one.capital or one.key in {NUMBER, YEAR} for one in left):
        return None
    places = {
        own[block.a + i].start: (theirs[block.b + i].start, theirs[block.b + i].end)
        for block in blocks
        for i in range(block.size)
        if own[block.a + i].key in {NUMBER, YEAR}
    }
    return Twin(passage, places)


def _unmatched(
    blocks: Sequence[Match], own: Sequence[Token], theirs: Sequence[Token]
) -> list[Token]:
    """The draft's tokens that agree with none, and the report's between those that do."""
    left: list[Token] = []
    a, b = 0, blocks[0].b if blocks else 0
    for block in blocks:
        left += [*own[a : block.a], *theirs[b : block.b]]
        a, b = block.a + block.size, block.b + block.size
    return [*left, *own[a:]]


def _other_times(
    text: str, twin: Twin, figures: Sequence[tuple[int, int]]
) -> dict[int, tuple[int, int]]:
    """The numbers that are no figures, years and days above all, where the two differ."""
    return {
        at: place
        for at, place in twin.places.items()
        if not any(start <= at < end for start, end in figures)
        and bare_number(twin.passage.text[slice(*place)]) != bare_number(number_at(text, at))
    }


def _range_differs(claim: Claim, twin: Twin) -> bool:
    """Whether one end of "15-20%" is another one in the report."""
    ends = [at for at in twin.places if claim.start <= at < claim.end]
    between = twin.passage.text[twin.places[ends[0]][1] : twin.places[ends[-1]][0]].strip()
    return between in {"-", "–"} and any(
        bare_number(twin.passage.text[slice(*twin.places[at])])
        != bare_number(number_at(claim.text, at))
        for at in ends
    )


def number_at(text: str, at: int) -> str:
    """The number that begins at an offset of a text."""
    found = _TOKEN.match(text, at)
    assert found is not None
    return found[0]


def bare_number(printed: str) -> str:
    """A printed number without its marks and leading zeros: "06" is "6"."""
    return re.sub(r"\D", "", printed).lstrip("0")
