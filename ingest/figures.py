"""Figures of a text: every quantity with what it counts, where, when and how it is meant.

``find_figures`` reads prose, notes, questions and drafts alike; table rows have their own
reader (``ingest/row_figures.py``). A printed number is never corrected: an odd one
(``126,484 tỷ``) keeps its printed reading.

A range (``15-20%``) is one figure: value is the lower end, low and high are both ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.clauses import Span
from ingest.counted import Counted, says_only_when, topic_of, words_before, words_behind
from ingest.figure_kinds import aims, goes_on, kind_of
from ingest.numbers import QUANTITIES, Number, NumberType, numbers_of
from ingest.periods import period_at
from ingest.quantities import Quantity
from ingest.report import Figure, FigureKind
from ingest.scope import Statement, about_at
from ingest.units import Unit
from ingest.vocabulary import Pattern, any_of, spellings

_COMPARED = r"(?<!cao )(?<!thấp )(?<!nhiều )(?<!ít )(?<!lớn )(?<!nhỏ )(?<!sớm )(?<!muộn )(?<!kém )"
_APPROX = Pattern(
    _COMPARED + rf"(?:(?<![^\W_])|(?<=[~≈<>≤≥])){any_of(spellings('units.txt', 'approximate'))} ?$"
)
_APPROX_AFTER = Pattern(" " + any_of(spellings("units.txt", "approximate after")) + r"(?![^\W_])")
_NEAR_ESTIMATE = Pattern(
    r"(?<![^\W_])(ước|ước tính|dự kiến)(?: đạt| tăng| giảm| là| thu| chi| còn| có)+ $"
)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known around a text: from headings, a lead-in, the sentence that calls a note.

    label: the subject of that sentence, set before a figure's own short label with a dash;
    year: the report's year, which "trong năm" means; plan: the section speaks of what is
    to come.
    """

    period: str = ""
    about: str = ""
    label: str = ""
    year: str = ""
    plan: bool = False


NO_CONTEXT = Context()


def find_figures(
    text: str,
    *,
    passage_id: str = "",
    context: Context = NO_CONTEXT,
    label_first: bool = True,
) -> list[Figure]:
    """The figures of an NFC text in order; offsets count its characters."""
    if not any(char.isdigit() for char in text):
        return []
    return figures_of(Statement(text), passage_id, context, label_first=label_first)


def figures_of(
    statement: Statement, passage_id: str, context: Context, *, label_first: bool = True
) -> list[Figure]:
    """``find_figures`` for a statement that is already at hand."""
    numbers = numbers_of(statement.line, statement.dates, label_first=label_first)
    quantities = [number for number in numbers if number.type in QUANTITIES]
    reader = _Reader(statement, passage_id, context, numbers)
    return [reader.read(number, order, quantities) for order, number in enumerate(quantities)]


class _Reader:
    """Reads the figures of one statement in order; remembers the last subject and kind."""

    def __init__(
        self, statement: Statement, passage_id: str, context: Context, numbers: Sequence[Number]
    ) -> None:
        self.statement = statement
        self.line = statement.line
        self.passage_id = passage_id
        self.context = context
        self.numbers = numbers
        # The last subject by sentence and bracket: what a bracket holds ends with it.
        # Counts and measures (sums, shares) each go on about their own.
        self._subjects: dict[tuple[int, int, bool], str] = {}
        self._read: list[Figure] = []
        self._states: set[int] = set()  # ends of figures that tell only a year or a plan

    def read(self, number: Number, order: int, quantities: Sequence[Number]) -> Figure:
        quantity = number.quantity
        assert quantity is not None
        approx, start = self._approx(number.start, quantity.end)
        floor = _end(quantities[order - 1]) if order else 0
        counted = self._counted(quantity, start, floor)
        kind = self._kind(number, quantity, start, floor, counted)
        figure = self._figure(number, quantity, start, approx, counted, kind)
        self._read.append(figure)
        return figure

    def _figure(
        self,
        number: Number,
        quantity: Quantity,
        start: int,
        approx: str,
        counted: Counted,
        kind: FigureKind,
    ) -> Figure:
        unit = quantity.unit
        factor = unit.factor if unit else Decimal(1)
        low, high = interval(quantity, rank=number.type is NumberType.RANK)
        end = quantity.end
        return Figure(
            passage_id=self.passage_id,
            start=start,
            end=end,
            text=self.statement.text[start:end],
            value=quantity.value,
            unit=unit.text if unit else "",
            base_unit=unit.base if unit else "",
            factor=factor,
            low=low,
            high=high,
            label=counted.label(),
            of=quantity.of.value if quantity.of else None,
            about=about_at(self.statement, start, end, self.context.about),
            period=period_at(self.statement, start, end, self.context.period, self.context.year),
            kind=kind,
            approx=approx,
        )

    def _approx(self, start: int, end: int) -> tuple[str, int]:
        """The word of approximation and where the figure with it begins."""
        match = _APPROX.search(self.line, max(0, start - 24), start)
        if match:
            return self.statement.text[match.start() : start].strip().lower(), match.start()
        behind = _APPROX_AFTER.match(self.line, end)
        if behind:
            return self.statement.text[slice(*behind.span())].strip().lower(), start
        near = _NEAR_ESTIMATE.search(self.line, max(0, start - 24), start)
        if near:
            return self.statement.text[slice(*near.span(1))].lower(), start
        return "", start

    def _counted(self, quantity: Quantity, start: int, floor: int) -> Counted:
        sentence = self.statement.sentence(quantity.start)
        noun = self._noun(quantity, sentence.end)
        subject, own = words_before(self.line, start, floor, sentence)
        inside = self.statement.inside(quantity.start)
        opening = inside.start if inside else -1
        measures = _measures(quantity)
        place = (sentence.start, opening, measures)
        state = inside is not None and says_only_when(subject)
        if own and not state:
            subject = self._with_topic(subject, sentence)
            self._subjects[place] = subject
            return Counted(self._with_context(subject), noun)
        if state:
            self._states.add(quantity.end)
        if measures and (last := self._last_label(sentence, quantity.start, noun)):
            # "đã hoàn thành 145 nhiệm vụ (đạt 97,32%)" measures what was just counted.
            return Counted(" ".join(part for part in (last, subject) if part), noun, True)
        earlier = self._earlier(place, inside, quantity)
        subject = " ".join(part for part in (earlier, subject) if part)
        subject = subject if earlier else self._with_topic(subject, sentence)
        return Counted(self._with_context(subject), noun, True)

    def _with_topic(self, subject: str, sentence: Span) -> str:
        topic = topic_of(self.line, sentence)
        if not topic or subject == topic or len(subject.split()) > 5:
            return subject
        return f"{topic} – {subject}" if subject else topic

    def _with_context(self, subject: str) -> str:
        if not self.context.label or len(subject.split()) > 5:
            return subject
        return f"{self.context.label} – {subject}" if subject else self.context.label

    def _last_label(self, sentence: Span, start: int, noun: str) -> str:
        """The label of the nearest figure before, not of one in a bracket closed since.

        Behind a semicolon a measure with words of its own (``; 100% trạm y tế``) has another.
        """
        for figure in reversed(self._read):
            if figure.start < sentence.start:
                break
            if figure.end in self._states:
                continue
            bracket = self.statement.inside(figure.start)
            if bracket is None or bracket.holds(start):
                return "" if noun and self._parted(figure.end, start) else figure.label
        return ""

    def _earlier(
        self, place: tuple[int, int, bool], inside: Span | None, quantity: Quantity
    ) -> str:
        """The subject that a number without one goes on about.

        Its own bracket's, else that in front of the bracket. Behind a semicolon only a number
        of the same unit goes on (``59/72 xã …; 15 xã …``).
        """
        sentence, opening, measures = place
        last = self._read[-1] if self._read else None
        if last and last.start >= max(sentence, opening) and self._parted(last.end, quantity.start):
            base = quantity.unit.base if quantity.unit else ""
            if not any(base and f.base_unit == base and f.start >= sentence for f in self._read):
                return ""
        around = [
            bracket.start
            for bracket in self.statement.brackets
            if inside and bracket.start < inside.start and bracket.holds(inside.start)
        ]
        for start in [opening, *reversed(around), -1]:
            for kind in (measures, not measures):
                if subject := self._subjects.get((sentence, start, kind)):
                    return subject
        return ""

    def _parted(self, start: int, end: int) -> bool:
        """Whether a semicolon outside brackets stands between two offsets."""
        return any(
            self.statement.text[offset] == ";" and self.statement.inside(offset) is None
            for offset in range(start, end)
        )

    def _noun(self, quantity: Quantity, limit: int) -> str:
        unit = quantity.unit
        counts = unit is not None and unit.countable and "/" not in unit.text
        begin = unit.start if unit and counts else quantity.end
        if unit and counts and unit.scaled:
            begin = quantity.end - len(unit.base)
        noun = words_behind(self.line, max(begin, quantity.number_end), limit)
        if counts and unit and len(noun) < len(unit.base):
            return self.statement.text[unit.start : unit.end]
        return noun

    def _kind(
        self, number: Number, quantity: Quantity, start: int, floor: int, counted: Counted
    ) -> FigureKind:
        if number.type is NumberType.RANK:
            return FigureKind.RANK
        last = self._read[-1] if self._read else None
        if last and last.kind is FigureKind.CHANGE and goes_on(self.line, floor, start):
            return FigureKind.CHANGE
        inherited = counted.inherited and bool(counted.subject)
        planned = self.context.plan or aims(self.line, self.statement.sentence(start))
        return kind_of(self.line, quantity, start, floor, inherited=inherited, planned=planned)


def _measures(quantity: Quantity) -> bool:
    """A share, a sum or a length measures something; a count names what it counts itself."""
    return quantity.unit is not None and not quantity.unit.countable


def _end(number: Number) -> int:
    return number.quantity.end if number.quantity else number.end


def interval(quantity: Quantity, *, rank: bool = False) -> tuple[Decimal, Decimal]:
    """What the printed precision allows, in the base unit: half a unit of the last digit."""
    unit: Unit | None = quantity.unit
    factor = unit.factor if unit else Decimal(1)
    value = quantity.value * factor
    if quantity.upper is not None:
        return value, quantity.upper.value * factor
    counts = unit is None or (unit.countable and not unit.scaled)
    if rank or (counts and quantity.number.whole):
        return value, value
    half = quantity.step * factor / 2
    return value - half, value + half
