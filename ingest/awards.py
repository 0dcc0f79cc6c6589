"""Awards as typed facts: who gives which form to how many of whom, when, for which movement.

Active (``Chủ tịch UBND tỉnh tặng Bằng khen cho 15 tập thể``), passive (``30 cá nhân được Thủ
tướng tặng Bằng khen``), listed (``- Huân chương Lao động hạng Ba: 03 tập thể và 149 cá nhân;``)
and counted by form (``117 Huân chương``). What a list item does not say it takes from its
lead-in; the movement comes from the sentence, the section path or the passage that calls the
note. Where the report names no giver and the law knows only one, that one is given.

Where recipients are named and not counted (``ingest/award_named.py``), count is 1 and
count_start == count_end: no number is printed. ``period`` begins with "tổng kết"/"sơ kết" for
what was given at a review.

What this module does not know: whether counts add up (the check room asks that).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.award_context import lead_of, movement_above, without_movement
from ingest.award_graded import graded_awards
from ingest.award_named import Recipient, named_before, named_behind, names_of
from ingest.award_rows import row_awards
from ingest.award_telling import Telling
from ingest.award_words import (
    Count,
    Form,
    Giver,
    find_counts,
    find_deeds,
    find_forms,
    find_givers,
)
from ingest.clauses import Span
from ingest.figures import Context
from ingest.numbers import numbers_of
from ingest.passage_context import Surroundings
from ingest.places import find_mentions
from ingest.report import Award
from ingest.scope import Statement
from ingest.vocabulary import Pattern, any_of, spellings

_PASSIVE = Pattern(r"(?<![^\W_])(?:đã |vinh dự )*được(?![^\W_])")
_CHAIN = Pattern(rf"[\s,;:()\-]*(?:{any_of(spellings('awards.txt', 'chain'))}[\s,;:()]*)*$")
_DONE = Pattern(r"(?<![^\W_])(?:đã|được|kịp thời)(?: kịp thời)? ?$")
_GIVES_TO = Pattern(
    rf"(?<![^\W_])(?:{any_of(spellings('awards.txt', 'gives'))})(?: thưởng)?(?: cho)? $"
)
_REACHES = re.compile(
    r"(?: [^\W\d_]+){0,5}? (?:đạt|dat|nhận|nhan|là|la)(?: được| duoc)?(?: danh hiệu| danh hieu)? "
)
# "Huân chương Lao động: hạng Nhất 04 tập thể; hạng Nhì 11 tập thể": the order named before
_GRADE = Pattern(r"(?:^|[;,:]| và) ?(hạng (?:nhất|nhì|ba|nhứt|đặc biệt|i{1,3}))(?: cho|:)? $")
_OF_GRADE = re.compile(r" hạng \S+$", re.IGNORECASE)
_LISTED = re.compile(r"(?: (?:của|cua) [^,;\d]*)?(?:[,;] | v[àa] |, v[àa] )")
_WITHIN = re.compile(r" ?\((?!\d)[^()]*\)")  # names or a remark between two counts
_MODIFIERS = re.compile(r"^ ?[^\W\d_]+(?: [^\W\d_]+){0,6}?(?=[,;(]| v[àa] |$)")


def find_awards(text: str, *, passage_id: str = "", context: Context | None = None) -> list[Award]:
    """The awards that a text states by itself."""
    statement = Statement(text)
    return _AwardReader(Telling(statement, passage_id, context or Context())).read()


def read_awards(around: Surroundings, context: Context) -> list[Award]:
    """The awards of a passage with what it inherits."""
    if around.passage.row is not None:
        return row_awards(around, around.passage.row, context)
    if graded := graded_awards(around, context):
        return graded
    telling = Telling(
        around.statement, around.passage.id, context, lead_of(around), movement_above(around)
    )
    return _AwardReader(telling).read()


class _AwardReader:
    """Finds, for every count of a statement, the words that govern it."""

    def __init__(self, telling: Telling) -> None:
        self.telling = telling
        self.lead = telling.lead
        self.statement = statement = telling.statement
        self.line = statement.line
        mentions = find_mentions(statement.text)
        self.forms = find_forms(statement, mentions)
        self.deeds = find_deeds(statement) if statement.text else []
        self.givers = find_givers(statement)
        numbers = numbers_of(self.line, statement.dates)
        self.counts = find_counts(self.line, numbers, self.forms)

    def read(self) -> list[Award]:
        if not (self.forms or self.deeds or self.lead.form):
            return []
        found: list[Award] = []
        last: Award | None = None
        for count in self.counts:
            award = self._award(count) or (self._goes_on(last, count) if last else None)
            if award:
                names = names_of(self.statement, count, self.counts, self._segment(count.start))
                found.append(award := replace(award, named=names))
            last = award or (last if award else None)
        return found + self._named(found)

    def _segment(self, offset: int) -> Span:
        """The stretch between semicolons (outside brackets) around an offset."""
        sentence = self.statement.sentence(offset)
        start, end = sentence.start, sentence.end
        for position in range(sentence.start, sentence.end):
            if self.statement.text[position] == ";" and self.statement.inside(position) is None:
                if position < offset:
                    start = position + 1
                else:
                    end = position
                    break
        return Span(start, end)

    def _award(self, count: Count) -> Award | None:
        segment = self._segment(count.start)
        if count.form is not None:
            giver = self._active_giver(count.start, segment)
            return self.telling.award(count, segment, count.form, giver)
        return (
            self._graded(count, segment)
            or self._passive(count, segment)
            or self._active(count, segment)
        )

    def _graded(self, count: Count, segment: Span) -> Award | None:
        """A count straight behind a grade: of the order that its sentence named before."""
        sentence = self.statement.sentence(count.start)
        grade = _GRADE.search(self.line, sentence.start, count.start)
        form = self._form_before(count, sentence)
        if grade is None or form is None or form.end > grade.start(1) or ";" in form.name:
            return None
        name = f"{_OF_GRADE.sub('', form.name)} {self.statement.text[slice(*grade.span(1))]}"
        giver = self._active_giver(count.start, segment)
        return self.telling.award(count, segment, replace(form, name=name), giver)

    def _passive(self, count: Count, segment: Span) -> Award | None:
        """``30 tập thể … được Chủ tịch UBND tặng Bằng khen``."""
        marker = _PASSIVE.search(self.line, count.end, segment.end)
        if (
            marker is None
            or self._governed(count, segment)
            or not self._near(count, marker.start())
        ):
            return None
        giver = next((one for one in self.givers if marker.end() <= one.start < segment.end), None)
        if giver and giver.start - marker.end() > 60:
            giver = None
        forms = [form for form in self.forms if marker.end() <= form.start < segment.end]
        if forms:
            group = self._group(forms, 0)
            return self.telling.award(count, segment, group, giver, end=group.end)
        deeds = [deed for deed in self.deeds if marker.end() <= deed.start() < segment.end]
        if giver is None or not deeds:
            return None
        return self.telling.award(count, segment, _deed(deeds[0]), giver, end=deeds[0].end())

    def _near(self, count: Count, marker: int) -> bool:
        """No other verb of giving stands between the count and "được"."""
        return not any(count.end <= giver.start < marker for giver in self.givers)

    def _governed(self, count: Count, segment: Span) -> bool:
        """Whether a form with "cho" or ":" leads straight to the count."""
        form = self._form_before(count, segment)
        if form is None:
            return False
        gap = self.line.key[form.end : count.start]
        return bool(re.search(r"(?:cho|:) ?(?:\S+ ){0,2}$", gap)) and len(gap) < 60

    def _form_before(self, count: Count, segment: Span) -> Form | None:
        before = [
            form for form in self.forms if segment.start <= form.start and form.end <= count.start
        ]
        return before[-1] if before else None

    def _active(self, count: Count, segment: Span) -> Award | None:
        """The form or deed in front of the count, if nothing else stands between."""
        form = self._form_before(count, segment)
        deeds = [
            deed
            for deed in self.deeds
            if segment.start <= deed.start() and deed.end() <= count.start
        ]
        deed = deeds[-1] if deeds else None
        giver = self._active_giver(count.start, segment)
        if form and self._leads(form.end, count.start):
            group = self._group(self.forms, self.forms.index(form))
            return self.telling.award(count, segment, group, giver)
        told = deed and (giver or self.lead.giver or _DONE.search(self.line, 0, deed.start()))
        if deed and told and self._leads(deed.end(), count.start):
            return self.telling.award(count, segment, _deed(deed), giver)
        if reached := self._reached(count, segment):
            return self.telling.award(count, segment, reached, giver, end=reached.end)
        if again := self._again(count, segment):
            return self.telling.award(count, segment, again, giver)
        inherits = self.lead.form and self._leads_from_start(count, segment)
        if inherits:
            form = Form(count.start, count.start, self.lead.form)
            return self.telling.award(count, segment, form, giver)
        return None

    def _reached(self, count: Count, segment: Span) -> Form | None:
        """``công nhận 118 cá nhân đạt danh hiệu Chiến sĩ thi đua cơ sở``: the form behind."""
        behind = [
            form
            for form in self.forms
            if count.end <= form.start < segment.end and form.name.lower() != "danh hiệu"
        ]
        if behind and _REACHES.fullmatch(self.line.key[count.end : behind[0].start]):
            return self._group(behind, 0)
        return None

    def _again(self, count: Count, segment: Span) -> Form | None:
        """``phong tặng danh hiệu … cho 04 mẹ; truy tặng 02 mẹ``: the form named before."""
        sentence = self.statement.sentence(count.start)
        earlier = self._form_before(count, sentence)
        if earlier is None or earlier.start >= segment.start:
            return None
        return earlier if _GIVES_TO.search(self.line, segment.start, count.start) else None

    def _leads(self, end: int, start: int) -> bool:
        gap = self.line.key[end:start]
        return len(gap) <= 75 and not re.search(r"[.;]|\d", gap)

    def _leads_from_start(self, count: Count, segment: Span) -> bool:
        gap = self.line.key[segment.start : count.start]
        return len(gap) <= 6 and not any(char.isdigit() for char in gap)

    def _group(self, forms: Sequence[Form], at: int) -> Form:
        """Forms in one list (``Cờ thi đua và Bằng khen``) as one; a number between parts them."""
        first = last = at
        while first > 0 and self._listed(forms[first - 1], forms[first]):
            first -= 1
        while last + 1 < len(forms) and self._listed(forms[last], forms[last + 1]):
            last += 1
        group = forms[first : last + 1]
        laws = {form.by_law for form in group}
        # "Cờ thi đua và Bằng khen của …" has one giver; forms of several by law have none.
        giver = group[-1].giver if len(laws) == 1 else ""
        law = laws.pop() if len(laws) == 1 else ""
        name = "; ".join(form.name for form in group)
        return Form(group[0].start, group[-1].end, name, giver, law)

    def _listed(self, one: Form, other: Form) -> bool:
        gap = self.line.key[one.end : other.start]
        return len(gap) <= 45 and _LISTED.fullmatch(gap) is not None

    def _active_giver(self, offset: int, segment: Span) -> Giver | None:
        """The last giver before the count, in its segment or earlier in its sentence."""
        sentence = self.statement.sentence(offset)
        before = [one for one in self.givers if sentence.start <= one.start and one.end <= offset]
        inner = [one for one in before if one.start >= segment.start]
        active = [one for one in (inner or before) if not one.passive]
        return active[-1] if active else None

    def _goes_on(self, last: Award, count: Count) -> Award | None:
        """The next count of the same gift: ``131 tập thể, trong đó có 33 doanh nghiệp; …``."""
        begin = last.end if last.count_end < last.end <= count.start else last.count_end
        gap = without_movement(_WITHIN.sub("", self.line.key[begin : count.start]))
        chain = _CHAIN.of(self.line)
        bridged = chain.fullmatch(gap) or chain.fullmatch(_MODIFIERS.sub("", gap))
        if begin > count.start or len(gap) > 60 or "." in gap or not bridged:
            return None
        return replace(
            last,
            end=max(last.end, count.end),
            recipient=count.recipient,
            count=count.value,
            count_start=count.start,
            count_end=count.end,
            movement=self.telling.movement_at(count, self._segment(count.start)),
        )

    def _named(self, found: Sequence[Award]) -> list[Award]:
        """``tặng Cờ thi đua cho Sở Y tế``, ``Sở Y tế được tặng Cờ thi đua``: no number printed."""
        named: list[Award] = []
        segments = dict.fromkeys(self._segment(form.start) for form in self.forms)
        for segment in segments:
            counted = any(segment.start <= award.count_start < segment.end for award in found)
            told = list(named_behind(self.statement, self.forms, self.givers, self.counts, segment))
            if not counted and not told:
                told = list(named_before(self.statement, self.forms, self.givers, segment))
            named += (self._named_award(one, segment) for one in told)
        return named

    def _named_award(self, told: Recipient, segment: Span) -> Award:
        count = Count(told.start, told.start, told.start, 1, told.text)
        giver = told.giver or self._active_giver(told.start, segment)
        award = self.telling.award(count, segment, told.form, giver, end=told.end)
        return replace(award, named=told.text)


def _deed(match: re.Match[str]) -> Form:
    """A commendation without a form's name: the verb stands for it."""
    return Form(match.start(), match.end(), match[0])
