"""Awards by grade in a note that names no form: "Hạng Nhất: 02 tập thể; hạng Ba: 15 tập thể".

The form and who gives it stand in the sentence that calls the note, the grades and counts in
the note. What this module does not know: awards told in one sentence (``awards.py``).
"""

from __future__ import annotations

import re

from ingest.award_context import Given, is_proposed, movement_above
from ingest.award_telling import Telling
from ingest.award_words import Form, find_counts, find_forms, find_givers
from ingest.clauses import Span
from ingest.figures import Context
from ingest.numbers import numbers_of
from ingest.passage_context import Surroundings
from ingest.report import Award

_GRADE = re.compile(r"(?<!\w)[Hh]ạng (Nhất|Nhì|Ba|I{1,3})(?!\w)\s*(?::|cho|là)?")


def graded_awards(around: Surroundings, context: Context) -> list[Award]:
    """The awards of a note that splits its caller's award by grade; none of other passages."""
    caller = around.caller
    text = around.passage.text
    grades = list(_GRADE.finditer(text))
    if caller is None or not grades or find_forms(around.statement, ()):
        return []
    sentence = caller.statement.sentence(max(around.call_offset - 1, 0))
    forms = [
        form
        for form in find_forms(caller.statement, ())
        if sentence.start <= form.start and form.end <= around.call_offset
    ]
    if not forms or re.search(r"\bhạng\b", forms[-1].name, re.IGNORECASE):
        return []
    givers = [
        giver
        for giver in find_givers(caller.statement)
        if sentence.start <= giver.start and giver.end <= around.call_offset
    ]
    given = Given(
        givers[-1].name if givers else "",
        len(givers[-1:]),
        forms[-1].name,
        is_proposed(caller.statement, sentence.start, forms[-1].start),
    )
    telling = Telling(around.statement, around.passage.id, context, given, movement_above(around))
    counts = find_counts(
        around.statement.line, numbers_of(around.statement.line, around.statement.dates), ()
    )
    found: list[Award] = []
    for place, grade in enumerate(grades):
        stop = grades[place + 1].start() if place + 1 < len(grades) else len(text)
        ends = [
            end for end in (text.find(mark, grade.end(), stop) for mark in (";", ". ")) if end > 0
        ]
        segment = Span(grade.start(), min(ends, default=stop))
        form = Form(grade.start(), grade.end(), f"{given.form} hạng {grade[1]}")
        found += [
            telling.award(count, segment, form, None)
            for count in counts
            if segment.start <= count.start < segment.end
        ]
    return found
