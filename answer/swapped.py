"""A follow-up that only names another one of a sort: the old question with that one changed.

"Thế còn huyện Vân Khê?", "Năm trước đó thì bao nhiêu?", "Còn Ngữ văn?" ask just what was asked
before, of another place, year or subject. So the new one is put where the old one stood, and
the question keeps its shape.

What this module does not know: follow-ups that ask for something else (``followup.py``).
"""

from __future__ import annotations

import re

from answer.asking import asking
from answer.frame import Frame
from answer.names import Names
from index.tokens import units
from ingest.text import canonical

_BEFORE = re.compile(
    r"(?<!\w)(?:năm|nam) (?:(?:liền |lien )?(?:trước|truoc)(?: (?:đó|ấy|do|ay))?|ngoái|ngoai)"
    r"(?!\w)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?<!\w)(?:năm|nam) (?:sau(?: (?:đó|ấy|do|ay))?|tới|kế tiếp|tiếp theo|toi|ke tiep|tiep theo)"
    r"(?!\w)",
    re.IGNORECASE,
)
_ONLY_YEAR = re.compile(r"(?:trong |của |vào )?(?:năm|nam) ((?:19|20)\d\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_KINDS = (
    "xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "thôn", "ấp", "bản",
    "sở", "trường",
)  # fmt: skip
_KIND = re.compile(rf"^(?:{'|'.join(_KINDS)}) ", re.IGNORECASE)
_THINGS = re.compile(
    r"(?<!\w)(bao nhiêu|mấy|bao nhieu|may) (?:cái|chiếc|cai|chiec)(?= *(?:\?|,|$))", re.IGNORECASE
)
_ENDS = frozenset(["lớp", "cấp", "học", "thi", "năm", "khối", "bậc"])
LONGEST = 3  # syllables of the name of a subject or crop


def dated(question: str, before: Frame) -> str:
    """The question with "năm trước đó", "năm sau" as years, counted from the year asked about."""
    if len(before.years) != 1 or not before.years[0].isdigit():
        return question
    year = int(before.years[0])
    question = _BEFORE.sub(f"năm {year - 1}", question)
    return _AFTER.sub(f"năm {year + 1}", question)


def swapped(previous: str, before: Frame, tail: str, names: Names) -> str:
    """The previous question about what the tail names; "" if the tail is more than a name."""
    return (
        _other_year(previous, before, tail)
        or _other_name(previous, before, tail, names)
        or _other_member(previous, tail)
    )


def _other_year(previous: str, before: Frame, tail: str) -> str:
    only = _ONLY_YEAR.fullmatch(tail)
    if only is None or len(before.years) != 1 or not before.years[0].isdigit():
        return ""
    return _YEAR.sub(only[1], previous) if len(_YEAR.findall(previous)) == 1 else ""


def _other_name(previous: str, before: Frame, tail: str, names: Names) -> str:
    """ "huyện Vân Khê" in the place of "huyện Sơn Trạch"; a bare name in that of the only one."""
    kind = _KIND.match(tail)
    own = tail[kind.end() :] if kind else tail
    if not own[:1].isupper() or any(word[:1].islower() for word in own.split()):
        return ""
    old = [name for name in names.in_question(before) if not any(c.isdigit() for c in name)]
    places = [span for name in old if (span := _place(previous, _KIND.sub("", name)))]
    if kind is not None:
        sort = canonical(kind[0].strip())
        places = [span for span in places if _kind_before(previous, span[0]) == sort]
    if len(places) != 1:
        return ""
    start, end = places[0]
    return f"{previous[:start]}{own}{previous[end:]}"


def _kind_before(text: str, start: int) -> str:
    """The noun of place that stands right before a name: of "thị xã" that, not "xã"."""
    before = f" {canonical(text[:start]).strip()}"
    kinds = (kind for kind in _KINDS if before.endswith(f" {kind}"))
    return max(kinds, key=len, default="")


def _place(text: str, name: str) -> tuple[int, int] | None:
    """Where a name given as canonical key stands in a text."""
    spelled = list(re.finditer(r"[^\W_]+", text))
    keys = [" ".join(units(word[0])) for word in spelled]
    wanted = name.split()
    for at in range(len(keys) - len(wanted) + 1):
        if keys[at : at + len(wanted)] == wanted:
            return spelled[at].start(), spelled[at + len(wanted) - 1].end()
    return None


def _other_member(previous: str, tail: str) -> str:
    """ "Còn Ngữ văn?" after "môn Toán": the other one behind the noun for its sort."""
    words = tail.split()
    if not words or len(words) > LONGEST or not tail[:1].isupper():
        return ""
    sorts = asking().groups["swap.sort"]
    sort = sorts.search(canonical(previous), True)
    if sort is None or sorts.search(canonical(tail), True):
        return ""
    stop, end = asking().stop, 0
    for count, word in enumerate(re.finditer(r"[^\W_]+", previous[sort.end() :])):
        key = canonical(word[0])
        if count == LONGEST or (count and (key in stop or key in _ENDS or key[0].isdigit())):
            break
        if count and not previous[sort.end() :][end : word.start()].isspace():
            break
        end = word.end()
    return f"{previous[: sort.end()]} {tail}{previous[sort.end() + end :]}" if end else ""


def same_counted(question: str, frame: Frame, before: Frame) -> str:
    """ "mấy cái" with the noun that was counted before: "mấy nhà"."""
    if not before.units or not frame.units:
        return question
    noun = before.units[0].split()[0]
    return _THINGS.sub(lambda thing: f"{thing[1]} {noun}", question)
