"""Every member of a series with its figure: "mỗi nơi bao nhiêu căn?", "kể từng cấp".

All members are told, in the order of the report, each as printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.compose import citations, stated
from answer.query import Query
from answer.series_match import Fit, asked_count, candidates_for, fitting, mentioned
from answer.series_parts import Series
from answer.working import told
from ingest.report import Answer, AnswerKind, FigureKind, Passage
from ingest.text import bare

CLOSE = 0.45
PARTS = 0.1  # by score: how much worse the parts of one of the best one's members may fit
TOPIC = 0.5  # by share of the question: a member that is what it is about
_EACH = re.compile(
    r"(?<!\w)(?:mỗi|từng|mỗi một) (?!năm|ngày|tháng|căn|người|lần)"
    r"|(?<!\w)(?:moi|tung) (?:noi|nhom|cap|loai|khoan|nguon|don vi|dia phuong|tinh|huyen|xa"
    r"|phuong|so|nganh|doi tuong|linh vuc|hang|truong|du an)(?!\w)"
    r"|(?<!\w)(?:lần lượt|lan luot|chia theo|chia ra|phân theo|phan theo|cơ cấu|co cau)(?!\w)"
)
_SPLIT_INTO = re.compile(
    r"(?<!\w)(?:chia ra|chia thành|chia thanh) (?:mấy|may|bao nhiêu|bao nhieu)"
)
# Sorts of recipients: "chia ra tập thể, cá nhân thế nào" asks for what the award tells of each.
_SORTS = re.compile(r"(?<!\w)(tap the|ca nhan|ho(?: gia dinh)?|gia dinh)(?!\w)")
_COUNTED = re.compile(r"(?<!\w)(?:bao nhiêu|mấy|ra sao|thế nào|bao nhieu|may|the nao)(?!\w)")


def each(query: Query, passages: Sequence[tuple[Passage, float]]) -> Answer | None:
    """All members with their figures; None if the question asks for no such list."""
    key = query.frame.key
    sorts = set(_SORTS.findall(bare(key)))
    if query.award is not None and (len(query.frame.units) > 1 or len(sorts) > 1):
        return None  # each sort of those who were awarded, not each member of a list
    if len(query.frame.units) > 1 and _SPLIT_INTO.search(key):
        return None  # "chia ra mấy cụm, mấy khối?" names what it counts
    if query.frame.operation is not None or not (_EACH.search(key) and _COUNTED.search(key)):
        return None
    fits = _parts_first(fitting(query, passages))
    for fit in fits:
        if fit.score < fits[0].score - CLOSE:
            break
        if _is_about_one(query, fit.series):
            continue
        if len(fit.series.members) >= 2 and fit.features["verbal"] <= 0.5:
            return tell_all(query, fit.series)
    return None


def _parts_first(fits: Sequence[Fit]) -> list[Fit]:
    """The fits, the parts of a number before the series that has it as one of its members.

    "118 thủ tục, gồm đường bộ 71, …; đơn giản hóa 12 thủ tục": who asks for each sort of them
    asks for no 118.
    """
    if not fits:
        return []
    figures = [member.figure for member in fits[0].series.members]
    for fit in fits[1:]:
        if fit.score < fits[0].score - PARTS:
            break
        if any(fit.series.whole is figure for figure in figures):
            return [fit, *(other for other in fits if other is not fit)]
    return list(fits)


def _is_about_one(query: Query, series: Series) -> bool:
    """Whether the question's topic is one member of the series: then its parts are asked for."""
    named = mentioned(query, series)
    if len(named) != 1:
        return False
    cover = query.terms.cover(query.shelf.words(named[0].name))
    return query.terms.share(cover) >= TOPIC


def tell_all(query: Query, series: Series) -> Answer:
    """The members told one after the other: "A: 150 căn; B: 900 căn"."""
    named = mentioned(query, series)
    members = named if len(named) >= 2 and asked_count(query) == len(named) else series.members
    cited = candidates_for(query, members)
    parts = [f"{m.name}: {told(c)}" for m, c in zip(members, cited, strict=True)]
    text = "; ".join(parts)
    return Answer(
        question=query.frame.text,
        text=f"{text[:1].upper()}{text[1:]}.",
        kind=AnswerKind.FOUND,
        figures=tuple(stated(member.figure) for member in members),
        citations=citations(query, cited),
    )


def is_ranked(series: Series) -> bool:
    """Whether its members are ranks."""
    return all(member.figure.kind is FigureKind.RANK for member in series.members)
