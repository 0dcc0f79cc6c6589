"""What somebody got: a question that names the recipient of an award.

"Kho bạc được thưởng huân chương gì?" is told what the report tells. Where the question takes
for granted another giver, or that an award was given that is only applied for, or one that
went to somebody else, the report's fact is told in its place, as one that the report states.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from answer.award_frame import AwardFrame, fit
from answer.award_told import Told, awards_told, document_of, stated
from answer.frame import Wanted
from answer.query import Query
from answer.wording import wording
from index.tokens import units
from ingest.report import Answer, Passage
from ingest.text import bare, canonical

# Words in front of a name and levels behind it, which a question may leave out.
_TITLES = frozenset(
    ["ông", "bà", "đồng", "chí", "đ", "c", "anh", "chị", "cụ", "em", "cô", "thầy", "bác", "sĩ",
     "tập", "thể", "cá", "nhân", "gia", "đình", "dân", "và", "cán", "bộ", "là"]
)  # fmt: skip
_LEVELS = frozenset(["tỉnh", "huyện", "xã", "thị", "thành", "phố", "phường", "cũ", "mới"])
_INITIALS = re.compile(r"(?<!\w)[A-ZĐ]{3,}(?!\w)")
_ABBREVIATED = re.compile(r"(?<=[A-ZĐ])[-–&](?=[A-ZĐ])")
_FOR = r"(?<!\w)(?:cho|tang|thuong|trao|khen) (?:[a-z]+ ){0,3}?"
_GOT = (
    r"(?: [a-z]+){0,5}? (?:da |vua |vinh du )*"
    r"(?:duoc (?:[a-z]+ ){0,6}?(?:tang|thuong|trao|khen|phong|cong nhan|nhan)|duoc|nhan|don nhan)\b"
)
_GENERIC = frozenset(
    ["hinh thuc khen thuong", "danh hieu thi dua", "danh hieu", "khen thuong cap nha nuoc",
     "danh hieu thi dua va hinh thuc khen thuong", "giai thuong", ""]
)  # fmt: skip
_WHAT = re.compile(
    r"\b(?:huan chuong|huy chuong|danh hieu|hinh thuc|bang khen|giay khen|co thi dua|khen thuong"
    r"|thuong|khen|ky niem chuong|giai thuong)(?: [a-z]+){0,3}? (?:gi|nao)\b"
    r"|\b(?:thuong|tang|khen|nhan|phong)(?: [a-z]+){0,2}? gi\b"
    r"|\b(?:ai|cap nao|co quan nao) (?:da |ky )?(?:tang|trao|khen|thuong)\b|\b(?:cua|do) ai\b"
)
_GIVEN = re.compile(r"\bduoc (?:[a-z]+ ){0,6}?(?:tang|thuong|trao tang|phong)(?: thuong)? gi\b")
MOST = 3  # awards of one recipient told together
ENOUGH = 0.4  # by the form's fit: the same form, its grade not said


def award_of_member(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer | None:
    """What the recipient that the question names got; None if none is named with an award."""
    asked = query.award or _loosely(query)
    frame = query.frame
    if asked is None or frame.units or frame.both or frame.why or frame.proposed:
        return None
    if asked.form in _GENERIC:
        asked = replace(asked, form="")
    told = list(_everything(query, passages))
    own = [one for one in told if any(_is_recipient(query, name) for name in one.members())]
    if not own:
        return None
    same = [one for one in own if _form(asked, one) >= ENOUGH or not asked.form]
    given = [one for one in same if not one.award.proposed]
    fitting = [one for one in given if fit(asked, one.award)["giver"] >= 0]
    if fitting:
        return _asked_of(query, fitting)
    if not asked.form:
        return None
    return _corrected(query, (given or same)[:1]) if same else _not_so(query, asked, told, own)


def _loosely(query: Query) -> AwardFrame | None:
    """ "Xã A được tặng gì?" speaks of awards too, if the report has one of that recipient."""
    given = _GIVEN.search(bare(query.frame.key))
    return AwardFrame("", "", "", False) if given else None


def _everything(query: Query, passages: Sequence[tuple[Passage, float]]) -> Iterable[Told]:
    """All awards of the reports looked in that are of a year asked for."""
    reports = {passage.report_id for passage, _ in passages}
    years = query.scope.years
    for id_ in query.shelf.awards:
        passage = query.shelf.passages[id_]
        if passage.report_id not in reports or passage.row is not None:
            continue
        report = query.shelf.report_of(passage)
        for told in awards_told(query, passage):
            own = (told.award.period, *report.periods)
            if not years or any(year in period for year in years for period in own):
                yield told


def _form(asked: AwardFrame, told: Told) -> float:
    return fit(asked, told.award)["form"]


def _is_recipient(query: Query, name: str) -> bool:
    """Whether a question names just that recipient as one who gets something."""
    words = _key(name).split()
    while words and words[0] in _TITLES:
        words = words[1:]
    while words and words[-1] in _LEVELS:
        words = words[:-1]
    if len(words) < 2 and not _INITIALS.search(name):
        return False
    marked = query.frame.marked
    said = f" {_key(query.frame.text) if marked else bare(_key(query.frame.text))} "
    wanted = " ".join(words) if marked else bare(" ".join(words))
    at = said.find(f" {wanted} ")
    if at < 0:
        return False
    key = bare(said)
    loose = re.escape(bare(wanted))
    return bool(re.search(rf"{_FOR}{loose}(?!\w)", key) or re.search(rf"(?<!\w){loose}{_GOT}", key))


def _key(text: str) -> str:
    return " ".join(units(_ABBREVIATED.sub("", text)))


def _asked_of(query: Query, told: Sequence[Told]) -> Answer | None:
    """The awards that fit what the question takes for granted, if it asks about them."""
    key = bare(query.frame.key)
    if query.frame.yes_no and not query.frame.numbers:
        answer = stated(query, told[:1])
        return replace(answer, text=f"{wording('dung')} {answer.text}")
    if query.frame.wanted in {Wanted.DATE, Wanted.DOCUMENT}:
        dated = [one for one in told if document_of(query, one)]
        return stated(query, dated[:1]) if dated else None
    return stated(query, told[:MOST]) if _WHAT.search(key) else None


def _corrected(query: Query, told: Sequence[Told]) -> Answer:
    answer = stated(query, told)
    return replace(answer, text=wording("bao-cao-ghi", said=answer.text))


def _not_so(
    query: Query, asked: AwardFrame, told: Sequence[Told], own: Sequence[Told]
) -> Answer | None:
    """What the report tells instead of an award that the recipient named did not get.

    Another grade of it, or who got just that grade, if it names them.
    """
    got = [one for one in own if not one.award.proposed]
    if not asked.grade:
        return _corrected(query, got[:2]) if got and query.frame.yes_no else None
    graded = [one for one in got if _plain(asked, one)]
    if graded:
        return _corrected(query, graded[:1])
    others = [
        one for one in told if _form(asked, one) >= 1.0 and not one.award.proposed and one.names
    ]
    if len(others) != 1 or others[0].passage.report_id != own[0].passage.report_id:
        return None
    applied = [one for one in own if _plain(asked, one) and one.award.proposed]
    return _corrected(query, [*others, *applied[:1]])


def _plain(asked: AwardFrame, told: Told) -> bool:
    """Whether an award is of the form asked for, of whatever grade."""
    return asked.form in bare(canonical(told.award.form))
