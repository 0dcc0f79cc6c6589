"""What an award inherits from around its sentence: giver, form, mood and movement.

A list item takes giver, form and "đề nghị" from its lead-in. The movement is what the
innermost heading names; headings that only say "các phong trào thi đua" name none.

What this module does not know: counts and who receives.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.award_words import find_counts, find_forms, find_givers
from ingest.clauses import Span
from ingest.numbers import numbers_of
from ingest.passage_context import Surroundings
from ingest.report import Heading
from ingest.scope import Statement
from ingest.vocabulary import Pattern, any_of, keyed, spellings

_FILE = "awards.txt"
_PROPOSES = Pattern(rf"(?<![^\W_]){any_of(spellings(_FILE, 'proposes'))}(?! của)(?![^\W_])")
_GIVEN = Pattern(rf"(?<![^\W_])(?:{any_of(spellings(_FILE, 'not proposed'))})(?![^\W_])")
_MOVEMENT = Pattern(rf"(?<![^\W_]){any_of(spellings(_FILE, 'movement'))}(?![^\W_])")
_RESULT_OF = re.compile(
    r"^(?:kết quả|công tác|tình hình|việc)(?: (?:tổ chức|triển khai|thực hiện|việc))* ", re.I
)
_GENERIC = Pattern(rf"(?<![^\W_]){any_of(spellings(_FILE, 'generic'))}(?![^\W_])|[\W\d]+")
# "trong đó phong trào "A" 06 tập thể, phong trào "B" 04 tập thể"
_OF_MOVEMENT = re.compile(
    r"(?:trong đó |riêng )?(?:có )?phong trào(?: thi đua)? [“”\"][^“”\"]+[“”\"] "
)
_AMONG_THEM = re.compile(r"(?:trong đó|trong số đó|riêng)(?: có)?,?:? $", re.I)
_QUOTED_MOVEMENT = re.compile(
    r"(?:[Pp]hong trào|[Cc]uộc vận động|[Đđ]ợt (?:thi đua|cao điểm))"
    r"[^“”\".;:\d]{0,40}[“”\"]([^“”\"]{6,250})[”\"]"
)


@dataclass(frozen=True, slots=True)
class Given:
    """What a lead-in passes on to the items below it; givers: how many it names."""

    giver: str = ""
    givers: int = 0
    form: str = ""
    proposed: bool = False


NOTHING_GIVEN = Given()


def lead_of(around: Surroundings) -> Given:
    """Giver, form and mood of the lead-in, or of its lead-in; for a note, whether it is proposed.

    "trình Bộ Nội vụ 33 hồ sơ¹": what the note lists is proposed too.
    """
    if around.caller is not None:
        calling, offset = around.caller.statement, around.call_offset
        start = calling.sentence(max(offset - 1, 0)).start
        return Given(proposed=is_proposed(calling, start, offset))
    lead = around.lead
    if lead is None:
        return NOTHING_GIVEN
    statement = lead.statement
    givers = find_givers(statement)
    forms = find_forms(statement, ())
    if not givers and not forms:
        return lead_of(lead)
    counts = find_counts(statement.line, numbers_of(statement.line, statement.dates), forms)
    name = givers[-1].name if givers else ""
    return Given(
        name,
        len(re.split(r", | và ", name)) if name else 0,
        forms[-1].name if forms and not counts else "",
        is_proposed(statement, 0, len(statement.text)),
    )


def is_proposed(statement: Statement, start: int, end: int) -> bool:
    """Whether the words between two offsets propose ("đề nghị", "trình") and do not give."""
    line = statement.line
    proposals = _PROPOSES.finditer(line, start, end)
    return bool(proposals) and not _GIVEN.search(line, proposals[-1].end(), end)


def movement_above(around: Surroundings) -> str:
    """The movement of a passage's headings; for a note, of its caller's headings."""
    return movement_of((around.caller or around).passage.section)


def movement_of(section: Sequence[Heading]) -> str:
    """The movement that the innermost heading names, "" where headings only say "phong trào"."""
    for step in reversed(section):
        if name := _named_movement(step.title):
            return name
    return ""


@cache
def _named_movement(title: str) -> str:
    line = keyed(title)
    if not _MOVEMENT.search(line) or "các phong trào" in line.key:
        return ""
    left = _GENERIC.of(line).sub(" ", line.key).split()
    return _RESULT_OF.sub("", title).strip(" ;:.-+,") if len(left) >= 2 else ""


def without_movement(gap: str) -> str:
    """What stands between two counts, without the movement for which the second was awarded."""
    return _OF_MOVEMENT.sub(" ", gap)


def movement_in(statement: Statement, spans: Sequence[Span], above: str, count: int = -1) -> str:
    """The movement that a clause quotes by name, else the one above it.

    count: where the number awarded stands. In "15 tập thể, trong đó phong trào "A" 06 tập thể,
    phong trào "B" 04 tập thể" the first is of no single movement, each other one of its own.
    """
    for span in spans:
        found = list(_QUOTED_MOVEMENT.finditer(statement.text, span.start, span.end))
        quoted = found[0] if found else None
        if quoted and count >= 0 and _AMONG_THEM.search(statement.text, span.start, quoted.start()):
            before = [one for one in found if one.end() <= count]
            if not before:
                return above
            quoted = before[-1]
        if quoted:
            return above if quoted[1].strip() in above else f"“{quoted[1].strip()}”"
    return above
