"""What "xã đó", "bà ấy", "quyết định này" of a follow-up stands for: a name of the last answer.

"Xã nào được khen? — Xã Bản Sậy." makes "Xã đó có bao nhiêu hộ nghèo?" a question about Bản
Sậy. Only where the answer has just one name of that sort; else the words stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from answer.names import capitalised_runs
from index.tokens import units
from ingest.report import Turn

_PLACES = ("xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "thôn", "ấp")
_BODIES = (
    "đơn vị", "cơ quan", "nơi", "địa phương", "bên", "trường", "sở", "hội", "công ty",
    "doanh nghiệp", "hợp tác xã", "bệnh viện", "dự án", "công trình", "tập thể",
)  # fmt: skip
_PEOPLE = ("ông", "bà", "anh", "chị", "cô", "người", "đồng chí", "cá nhân", "vị")
_PAPERS = (
    "quyết định", "kế hoạch", "nghị quyết", "văn bản", "công văn", "tờ trình", "chỉ thị",
    "thông báo", "nghị định",
)  # fmt: skip
_SORTS = (*_PLACES, *_BODIES, *_PEOPLE, *_PAPERS)
_POINTS = re.compile(
    rf"(?<!\w)({'|'.join(sorted(_SORTS, key=len, reverse=True))})"
    r" (?:đó|ấy|này|nói trên|kể trên|nêu trên|vừa nêu|vừa nói)(?!\w)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d+(?:/\d{4})?/[^\W\d_][\w-]*")
_TITLE = re.compile(r"^(?:Chủ tịch|Phó|Ủy ban|Hội đồng|Thủ tướng|Bằng khen|Huân chương|Cờ thi đua)")


def pointed(question: str, last: Turn) -> str:
    """The question with the name in the place of what points to it; "" if none is plain."""
    point = _POINTS.search(question)
    if point is None:
        return ""
    name = _named(point[1].lower(), last)
    return f"{question[: point.start()]}{name}{question[point.end() :]}" if name else ""


def _named(sort: str, last: Turn) -> str:
    """The one name of a sort in an answer, as printed; "" if there is none or several."""
    if sort in _PAPERS:
        numbers = list(dict.fromkeys(_NUMBERED.findall(last.answer)))
        return f"{sort} {numbers[0]}" if len(numbers) == 1 else ""
    if sort in _PLACES:
        of_sort = _behind(sort, last.answer)
        if of_sort:
            return f"{sort} {of_sort[0]}" if len(of_sort) == 1 else ""
    asked = f" {' '.join(units(last.question))} "
    names = [
        name
        for name in dict.fromkeys(_runs(last.answer))
        if f" {' '.join(units(name))} " not in asked and not _TITLE.match(name)
    ]
    if len(names) != 1:
        return ""
    return f"{sort} {names[0]}" if sort in _PLACES else names[0]


def _behind(sort: str, answer: str) -> list[str]:
    """The names that stand right behind a noun of place: "xã Bản Sậy"."""
    spelled = re.compile(rf"(?<!\w){sort} ", re.IGNORECASE)
    found = []
    for noun in spelled.finditer(answer):
        run = next(iter(_runs(answer[noun.end() :])), "")
        if run and answer[noun.end() :].startswith(run):
            found.append(run)
    return list(dict.fromkeys(found))


def _runs(text: str) -> Iterable[str]:
    """Runs of capitalised syllables; the noun that opens a sentence is none of a name's."""
    for run in capitalised_runs(text):
        first, _, rest = run.partition(" ")
        if first.lower() in _SORTS:
            run = rest
        if " " in run:
            yield run
