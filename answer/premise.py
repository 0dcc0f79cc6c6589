"""What a question takes for granted: a number it states, a direction, that something is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from answer.candidate import Candidate
from answer.denial import denial, direction, open_weight
from answer.figure_match import figure_candidates
from answer.query import Query
from index.tokens import units
from ingest.report import REACHED, FigureKind, Passage
from ingest.text import bare, canonical

# Words that say that something is not so, or falls short.
_DENIES = re.compile(
    r"(?<!\w)(?:không|chưa|chậm|thiếu|hụt|kém|hạn chế|yếu|thấp|chẳng|không thể|còn ít)(?!\w)"
)
_NOT = re.compile(r"(?<!\w)(?:không|chưa|chẳng)(?: được| bị| hề| có)? ([^\W\d_]+)")
# "có phải không?", "được không?" and "không chỉ", "không những" deny nothing.
_NO_DENIAL = re.compile(
    r"(?<!\w)không(?=\s*\??\s*$| (?:chỉ|những|phải không|quá|tính|kể|gian|khí|quân|ngừng|ạ|vậy))"
)

_GIVER = re.compile(
    r"(?<!\w)(chu tich nuoc|thu tuong|bo truong|tong thanh tra|quoc hoi)(?: chinh phu)?"
    r"(?: bo [^\W\d_]+(?: [^\W\d_]+)?)? (?:da )?(?:tang|truy tang|khen|trao|phong|thuong)(?!\w)"
)
_NUMBER_WORDS = ("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_COUNTED = re.compile(
    rf"(?:^|[,;] )({'|'.join(_NUMBER_WORDS)}) (?!nay|ngoái|trước|sau|qua|vừa|đó)([^\W\d_]+).*"
    r"(?<!\w)(?:nào|những gì)(?!\w)"
)
SPOKEN = 0.6  # by share: the figure speaks of what is asked beyond doubt
_MEMBERS = re.compile(r";|,(?!\d)| và ")


def turned_premise(query: Query, passages: Sequence[tuple[Passage, float]]) -> Candidate | None:
    """The change that the question states with its number but the other way round.

    "Vì sao tăng 136 vụ?" where the report prints that it fell by 136.
    """
    asked = direction(query.frame.key)
    if not asked or not query.frame.numbers:
        return None
    stated = {number.lstrip("0") for number in query.frame.numbers}
    for candidate in sorted(figure_candidates(query, passages), key=lambda c: -c.score):
        figure = candidate.figure
        if figure is None or figure.kind is not FigureKind.CHANGE:
            continue
        if not any(number in candidate.text for number in stated):
            continue
        said = direction(candidate.passage.text[slice(*candidate.spans.window)])
        if said and said != asked and open_weight(query, candidate) < 0.6:
            return candidate
    return None


def states_printed(query: Query, candidate: Candidate) -> bool:
    """Whether the numbers that a question states are printed where the candidate stands."""
    around = " ".join(_around(query, candidate))
    return all(
        any(written in around for written in _written(number)) for number in query.frame.numbers
    )


def _written(number: str) -> Iterable[str]:
    """A number as digits and, if it is small, as the word that reports print for it."""
    yield _number(number)
    if number.isdigit() and 2 <= int(number) <= len(_NUMBER_WORDS) + 1:
        yield _number(_NUMBER_WORDS[int(number) - 2])


def _around(query: Query, candidate: Candidate) -> Iterable[str]:
    """The words of the passage, of what leads to it and of the notes it calls, as units."""
    shelf = query.shelf
    passage = candidate.passage
    notes = (shelf.passages[id_] for id_ in shelf.notes_of.get(passage.id, ()))
    for other in (passage, *shelf.around(passage), *notes):
        yield shelf.zone(other, 0, len(other.text)).exact


def _number(text: str) -> str:
    return f" {' '.join(units(text))} "


def counted_otherwise(query: Query, candidate: Candidate) -> bool:
    """Whether a question counts in words what is listed ("ba phường là những phường nào?")
    and neither the list has so many members nor a figure beside it says so."""
    count = _COUNTED.search(query.frame.key) if query.frame.marked else None
    if count is None:
        return False
    number = _NUMBER_WORDS.index(count[1]) + 2
    listed = re.split(r":\s|gồm ", candidate.text)[-1]
    if number in {
        len(_MEMBERS.split(candidate.text)),
        len(_MEMBERS.split(listed)),
        len(listed.split(";")),
    }:
        return False
    shelf, passage = query.shelf, candidate.passage
    notes = [shelf.passages[id_] for id_ in shelf.notes_of.get(passage.id, ())]
    figures = (
        figure
        for other in (passage, *shelf.around(passage), *notes)
        for figure in shelf.figures.get(other.id, ())
    )
    return not any(
        figure.value == number
        and figure.kind not in {FigureKind.PLAN, FigureKind.CHANGE, FigureKind.RANK}
        and canonical(figure.unit).split()[:1] == [count[2]]
        for figure in figures
    )


def miscounted(query: Query, candidate: Candidate) -> bool:
    """Whether a question states a count ("89 xã, phường, …") that its sentence prints otherwise.

    Only where the sentence counts just that noun, and the number stands nowhere around.
    """
    if candidate.passage.row is not None or query.frame.yes_no:
        return False
    around = " ".join(_around(query, candidate))
    start, end = candidate.spans.sentence
    counted = {
        canonical(figure.unit).split()[0]
        for figure in query.shelf.figures.get(candidate.passage.id, ())
        if start <= figure.start < end and figure.unit and figure.kind in REACHED
    }
    for number in query.frame.numbers:
        noun = re.search(rf"(?<!\w){re.escape(number)} ([^\W\d_]+)", canonical(query.frame.text))
        told = any(written in around for written in _written(number))
        if noun is not None and not told and noun[1] in counted:
            return not _counted_elsewhere(query, candidate, number, noun[1])
    return False


def _counted_elsewhere(query: Query, candidate: Candidate, number: str, noun: str) -> bool:
    """Whether another place of the report counts just so many of them."""
    digits = number.replace(".", "").lstrip("0")
    return any(
        re.findall(r"\d+", figure.text.replace(".", ""))[:1] == [digits]
        and canonical(figure.unit).split()[:1] == [noun]
        for passage_id, figures in query.shelf.figures.items()
        if query.shelf.passages[passage_id].report_id == candidate.passage.report_id
        for figure in figures
    )


def misnumbered(query: Query, passages: Sequence[tuple[Passage, float]]) -> Candidate | None:
    """The figure that a question for a reason is about, where it states another number.

    "Vì sao tụt xuống thứ 5?" of what is printed as third: that is told, for want of a reason.
    """
    if not query.frame.numbers:
        return None
    ranked = sorted(figure_candidates(query, passages), key=lambda c: -c.score)
    best = next(iter(ranked), None)
    if best is None or best.share < SPOKEN or denial(query, best) not in {"", "unit", "direction"}:
        return None
    if best.figure is None or best.figure.kind is FigureKind.CHANGE:
        return None
    stated = {number.replace(".", "").lstrip("0") for number in query.frame.numbers}
    own = set(re.findall(r"\d+", best.text.replace(".", "")))
    return None if stated & {number.lstrip("0") for number in own} else best


def given_by_another(query: Query, candidate: Candidate) -> bool:
    """Whether a question has something given by somebody whom the place does not name."""
    giver = _GIVER.search(bare(query.frame.key))
    if giver is None:
        return False
    return not any(f" {giver[1]} " in bare(text) for text in _around(query, candidate))


def denied_otherwise(query: Query, sentence: str) -> bool:
    """Whether a question denies what a sentence does not, or affirms what it denies.

    "Vì sao không gửi thư?" where the report says that they were sent. Only for questions
    typed with diacritics: "khong" may be trusted, "chua" may be chưa, chữa or chứa.
    """
    if not query.frame.marked:
        return False
    said = canonical(sentence)
    denied = {match[1] for match in _NOT.finditer(said)}
    asked = _NOT.search(_NO_DENIAL.sub(" ", query.frame.key))
    if asked is None:
        return bool(denied & set(query.terms.syllables))
    if asked[1] not in denied and f" {asked[1]} " in f" {' '.join(units(sentence))} ":
        return True
    return not _DENIES.search(said)


def turns(query: Query, sentence: str) -> bool:
    """Whether a question speaks of a rise where a sentence speaks of a fall, or the reverse."""
    asked = direction(query.frame.key)
    said = direction(sentence)
    return bool(asked) and said == -asked
